//! Links and files.

use crate::dom::{El, el};
use crate::state::{Intent, Pane};
use crate::view::View;

/// Links and files.
pub fn share_pane(view: &View<'_>) -> El {
    let words = view.words;
    let files = el("div")
        .class("acts")
        .with(view.button(words.save_file, Intent::SaveScript))
        .with(view.button(words.open_file, Intent::PickFile))
        .with(view.button(words.copy_script, Intent::CopyScript));
    view.pane(words.share)
        .with(view.not_raft())
        .with(el("p").with(words.share_link_help))
        .with(el("div").class("acts").with(view.button(words.copy_link, Intent::CopyLink)))
        .with(el("p").with(words.share_file_help))
        .with(files)
        .with(el("p").with(words.hand_in_help))
        .with(el("div").class("acts").with(view.button(words.hand_in, Intent::HandIn)))
        .with(el("p").with(words.your_runs_help))
        .with(el("div").class("acts").with(view.button(words.your_runs, Intent::Show(Pane::Runs))))
}
