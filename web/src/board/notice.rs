//! Something to tell: what cannot be done and why, what was copied, what could not be stored.

use crate::dom::{El, el};
use crate::state::{Intent, Notice, Pane};
use crate::view::View;
use narration::{Language, phrases, text};

/// The notice, if there is one.
pub(super) fn notice(view: &View<'_>) -> El {
    // The editor tells of a slip in its script itself, and the notice would lie on its buttons.
    let editing = view.state.pane == Pane::Script && view.state.draft.is_some();
    let told_there = |notice: &&Notice| editing && matches!(notice, Notice::BadScript(_));
    let notice = view.state.notice.as_ref().filter(|notice| !told_there(notice));
    // The place is always there, so that a screen reader hears when something appears in it.
    let notice = notice.map(|notice| {
        let class = if notice.is_trouble() { "notice trouble" } else { "notice" };
        // A history that is long to watch can be hurried through.
        let hurry = matches!(notice, Notice::LongHistory(_))
            .then(|| view.button(view.words.fast_forward, Intent::NextStop).shortcut("PageDown"));
        let told = el("p").class(class).with(words_of(view.language, notice));
        told.with(hurry).with(view.close(Intent::Dismiss))
    });
    el("div").class("notice-place").role("status").with(notice)
}

fn words_of(language: Language, notice: &Notice) -> String {
    let words = text(language);
    let fixed = match notice {
        Notice::Cannot(error) => return narration::action_error(language, error),
        Notice::LongHistory(events) => return phrases::long_history(language, *events),
        Notice::BadScript(error) => return narration::script_error(language, error),
        Notice::LinkBroken => words.link_broken,
        Notice::LinkOtherVersion => words.link_other_version,
        Notice::LinkForeign => words.link_foreign,
        Notice::DigestDiffers => words.link_digest_differs,
        Notice::UnknownLesson => words.link_unknown_lesson,
        Notice::LinkTooLong => words.link_too_long,
        Notice::LinkTooLarge => words.link_too_large,
        Notice::RunOtherVersion => words.run_other_version,
        Notice::RunUnreadable => words.run_unreadable,
        Notice::RunGone => words.run_gone,
        Notice::RunApart => words.run_apart,
        Notice::RunNotOpened => words.run_not_opened,
        Notice::Stopped => words.opening_stopped,
        Notice::FileTooLarge => words.file_too_large,
        Notice::FileUnreadable => words.file_unreadable,
        Notice::RunTooLong => words.run_too_long,
        Notice::StorageForbidden => words.storage_forbidden,
        Notice::StorageFull => words.storage_full,
        Notice::CopyFailed => words.copy_failed,
        Notice::Copied => words.copied,
        Notice::Saved => words.saved,
        Notice::Branched => words.branch_made,
        Notice::End => words.notice_end,
        Notice::Offer => words.notice_offer,
        Notice::AnswerFirst => words.question_first,
        Notice::NoLeader => words.notice_no_leader,
        Notice::RevealFirst => words.reveal_first,
        Notice::BadCommand => words.notice_bad_command,
        Notice::WordsMissing => words.words_missing,
    };
    fixed.to_owned()
}
