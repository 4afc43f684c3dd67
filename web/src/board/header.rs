//! The top bar, and the quiet sign that the properties hold.

use crate::board::contents::contents;
use crate::board::lectures::lecture_pill;
use crate::dom::{Attr, El, el};
use crate::icon::{Icon, icon};
use crate::state::{Intent, Pane};
use crate::view::View;
use judge::Property;
use narration::{Language, phrases};

/// The top bar.
pub(super) fn header(view: &View<'_>) -> El {
    let words = view.words;
    let other = match view.language {
        Language::English => Language::Chinese,
        Language::Chinese => Language::English,
    };
    let language = view.button("EN · 中文", Intent::SetLanguage(other)).class("pill");
    let settings = view.pill(icon(Icon::Settings), Pane::Settings);
    let help = view.icon_button("?", words.help, Intent::ToggleHelp).class("pill");
    el("header")
        .class("top")
        .with(el("b").class("brand").with(words.app_name))
        .with(lessons(view))
        .with(lecture_pill(view))
        .with(el("span").class("spring"))
        .with(view.pill(words.proof, Pane::Proof).title(words.proof_help))
        .with(rules(view))
        .with(view.pill(words.script, Pane::Script))
        .with(view.pill(words.share, Pane::Share))
        .with(language.label(format!("{}: EN · 中文", words.language)))
        .with(settings.label(words.settings).title(words.settings))
        .with(help.set(Attr::Id, "help-button").set(Attr::Expanded, view.state.help))
}

/// The menu of lessons.
fn lessons(view: &View<'_>) -> El {
    let words = view.words;
    let title = match view.state.heading() {
        Some(lesson) if lesson.section.is_empty() => lesson.title.to_owned(),
        Some(lesson) => format!("{} · §{}", lesson.title, lesson.section),
        None => match view.state.run.rule() {
            Some(rule) => {
                format!("{} · §{}", narration::rule_name(view.language, rule), rule.section())
            }
            None if view.state.run.goal().is_some() => words.break_it.to_owned(),
            None if view.state.run.written.is_some() => {
                narration::script_title(&view.state.run.story.script, view.language).to_owned()
            }
            None => words.your_branch.to_owned(),
        },
    };
    contents(view, &title)
}

/// How many rules are off. A run with a rule off is not Raft, and stays so.
fn rules(view: &View<'_>) -> El {
    let (words, world) = (view.words, view.world());
    let off = world.rules().changed().filter(|rule| rule.on_by_default()).count();
    let label = match off {
        0 if world.is_raft() => words.rules_all_on.to_owned(),
        0 => words.not_raft.to_owned(),
        _ => phrases::rules_off(view.language, off),
    };
    let pill = view.pill(label, Pane::Rules);
    if world.is_raft() { pill } else { pill.class("pill not-raft").title(words.not_raft_help) }
}

/// Whether the five properties hold: quiet while they do.
pub(super) fn properties(view: &View<'_>) -> El {
    let words = view.words;
    let violations = view.state.run.shot.scene.observer.violations();
    let (class, label) = match violations.last() {
        None => ("pill holds", format!("✓ {}", words.properties_hold)),
        Some(last) => {
            let name = narration::property_text(view.language, last.property).name;
            let more =
                if violations.len() > 1 { format!(" +{}", violations.len() - 1) } else { String::new() };
            ("pill broken", format!("✗ {name}{more}"))
        }
    };
    let each = Property::ALL.map(|property| {
        let sign = if violations.iter().any(|broken| broken.property == property) { "✗" } else { "✓" };
        format!("{sign} {}", narration::property_text(view.language, property).name)
    });
    el("span").role("status").with(view.pill(label, Pane::Properties).class(class).title(each.join("\n")))
}
