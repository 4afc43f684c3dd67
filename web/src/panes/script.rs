//! The run so far as a script, in step with the timeline; and a place to write one.

use crate::dom::{Attr, El, Piece, el};
use crate::picture::is_too_long;
use crate::platform::input::value_of;
use crate::state::{Intent, MAX_DRAFT, Notice};
use crate::view::View;
use cluster::Moment;
use narration::{phrases, script_error_kind};
use yew::virtual_dom::ListenerKind;

/// The element that scrolls to the current line.
pub const SCRIPT: &str = "script-lines";

/// A line of the script, and the moment after it.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptLine {
    /// Its text.
    pub text: String,
    /// Where it leads; `None` if it makes nothing happen.
    pub moment: Option<Moment>,
    /// It made the event that is shown.
    pub current: bool,
    /// It is still to come.
    pub ahead: bool,
}

/// The script.
pub fn script_pane(view: &View<'_>) -> El {
    let (words, lines) = (view.words, &view.picture.script);
    let pane = view.pane(words.script);
    if let Some(draft) = &view.state.draft {
        return editor(view, pane, draft);
    }
    let all: String = lines.iter().map(|line| [line.text.as_str(), "\n"].concat()).collect();
    let acts = el("div")
        .class("acts")
        .with(view.button(words.copy_script, Intent::CopyScript))
        .with(view.button(words.save_file, Intent::SaveScript));
    if is_too_long(view.state) || all.len() > MAX_DRAFT {
        return pane.with(el("p").class("hint").with(words.script_too_long)).with(acts);
    }
    let acts = acts.with(view.button(words.edit_script, Intent::Edit(view.state.run.script())));
    let list = el("ol").class("script").set(Attr::Id, SCRIPT).set(Attr::TabIndex, "0").label(words.script);
    let rows = lines.iter().enumerate().map(|(place, line)| row(view, place, line));
    pane.with(el("p").class("quiet").with(words.script_help)).with(acts).with(list.all(rows))
}

fn row(view: &View<'_>, place: usize, line: &ScriptLine) -> El {
    let text = if line.text.is_empty() { "\u{a0}".to_owned() } else { line.text.clone() };
    let text = match line.moment {
        Some(moment) => view.button(text, Intent::Jump(moment)).class("script-jump").html(),
        None => text.html(),
    };
    el("li")
        .key(place)
        .classes("script-line", &[(line.current, "current"), (line.ahead, "ahead")])
        .set(Attr::Current, line.current.then_some("step"))
        .with(text)
}

fn editor(view: &View<'_>, pane: El, draft: &str) -> El {
    let words = view.words;
    let trouble = match &view.state.notice {
        Some(Notice::BadScript(error)) => {
            let place = phrases::line_and_column(view.language, error.line as usize, error.column as usize);
            let place = el("b").with(place);
            let said = script_error_kind(view.language, &error.kind);
            Some(el("div").class("script-error").role("alert").with(place).with(": ").with(said))
        }
        _ => None,
    };
    let typed = view.hear(|| ListenerKind::oninput, |event| Some(Intent::Edit(value_of(event))));
    let area = el("textarea")
        .class("script-editor")
        .set(Attr::SpellCheck, "false")
        .set(Attr::MaxLength, MAX_DRAFT)
        .set(Attr::AutoCapitalize, "off")
        .label(words.script)
        .value(draft.to_owned())
        .on(typed);
    let acts = el("div")
        .class("acts")
        .with(view.button(words.run_script, Intent::Play(draft.to_owned())).class("main"))
        .with(view.button(words.cancel, Intent::Unedit));
    pane.with(trouble).with(area).with(acts)
}
