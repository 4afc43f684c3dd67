//! The run so far as a script, in step with the timeline; and a place to write one.

use crate::platform::input::value_of;
use crate::state::{Intent, Notice};
use crate::view::{View, class};
use cluster::Moment;
use narration::{phrases, script_error};
use yew::events::InputEvent;
use yew::{Callback, Html, html};

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
pub fn script_pane(view: &View<'_>) -> Html {
    let (words, lines) = (view.words, &view.picture.script);
    if let Some(draft) = &view.state.draft {
        return view.pane(words.script, editor(view, draft));
    }
    let all: String = lines.iter().map(|line| [line.text.as_str(), "\n"].concat()).collect();
    let body = html! {
        <>
            <p class="quiet">{ words.script_help }</p>
            <div class="acts">
                { view.button("", words.copy_script, Intent::CopyScript) }
                { view.button("", words.save_file, Intent::SaveScript) }
                { view.button("", words.edit_script, Intent::Edit(all)) }
            </div>
            <ol class="script" id={SCRIPT} tabindex="0" aria-label={words.script}>
                { for lines.iter().enumerate().map(|(place, line)| row(view, place, line)) }
            </ol>
        </>
    };
    view.pane(words.script, body)
}

fn row(view: &View<'_>, place: usize, line: &ScriptLine) -> Html {
    let class = class("script-line", &[(line.current, "current"), (line.ahead, "ahead")]);
    let text = if line.text.is_empty() { "\u{a0}" } else { &line.text };
    html! {
        <li key={place} {class} aria-current={line.current.then_some("step")}>
            if let Some(moment) = line.moment {
                { view.button("script-jump", text.to_owned(), Intent::Jump(moment)) }
            } else {
                { text.to_owned() }
            }
        </li>
    }
}

fn editor(view: &View<'_>, draft: &str) -> Html {
    let words = view.words;
    let typed: Callback<InputEvent> = view.hear(|event: &InputEvent| Some(Intent::Edit(value_of(event))));
    html! {
        <>
            if let Some(Notice::BadScript(error)) = &view.state.notice {
                <div class="script-error" role="alert">
                    <b>{ phrases::line_and_column(view.language, error.line as usize, error.column as usize) }</b>
                    { ": " }{ script_error(view.language, error) }
                </div>
            }
            <textarea class="script-editor" spellcheck="false" autocapitalize="off" aria-label={words.script}
                value={draft.to_owned()} oninput={typed} />
            <div class="acts">
                { view.button("main", words.run_script, Intent::Play(draft.to_owned())) }
                { view.button("", words.cancel, Intent::Unedit) }
            </div>
        </>
    }
}
