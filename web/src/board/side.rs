//! The right side: the lesson, or whatever was asked for instead.

use crate::lesson::{lesson, why_box};
use crate::look::Choice;
use crate::panes;
use crate::state::Pane;
use crate::view::View;
use yew::Html;

/// The right side.
pub(super) fn side(view: &View<'_>) -> Html {
    match (view.state.pane, view.state.choice) {
        (Pane::Inspector, Some(Choice::Server(id))) => panes::server_pane(view, id),
        (Pane::Inspector, Some(Choice::Message(id))) => panes::message_pane(view, id),
        (Pane::Why, _) => view.pane(view.words.why, why_box(view, &view.state.run.shot, true)),
        (Pane::Rules, _) => panes::rules_pane(view),
        (Pane::Script, _) => panes::script_pane(view),
        (Pane::Share, _) => panes::share_pane(view),
        (Pane::Properties, _) => panes::properties_pane(view),
        (Pane::Settings, _) => panes::settings_pane(view),
        (Pane::Glossary(key), _) => panes::glossary_pane(view, key),
        (Pane::Lesson | Pane::Inspector, _) if view.state.welcome => panes::welcome(view),
        (Pane::Lesson | Pane::Inspector, _) => lesson(view),
    }
}
