//! The right side: the lesson, or whatever was asked for instead.

use crate::dom::{Piece, el, pieces};
use crate::lesson::{goal_line, lesson, why_box};
use crate::look::Choice;
use crate::panes;
use crate::state::{Intent, Pane, Suppose};
use crate::view::View;
use yew::Html;

/// The right side. Whoever tries to break something sees how far it has come beside whatever is open.
pub(super) fn side(view: &View<'_>) -> Html {
    if view.state.is_attempt() && view.state.pane != Pane::Laboratory {
        let back = view.button(view.words.back_to_laboratory, Intent::Suppose(Suppose::Return));
        let line = el("div").class("goal-line").with(back.class("plain"));
        return pieces([line.html(), pane(view)]);
    }
    if view.state.is_measured() {
        let back = view.button(view.words.back_to_elections, Intent::Show(Pane::Elections));
        let line = el("div").class("goal-line").with(back.class("plain"));
        return pieces([line.html(), pane(view)]);
    }
    let goal = view.state.run.goal().filter(|_| view.state.pane != Pane::Lesson);
    match goal {
        Some(goal) => pieces([goal_line(view, goal).html(), pane(view)]),
        None => pane(view),
    }
}

fn pane(view: &View<'_>) -> Html {
    match (view.state.pane, view.state.choice) {
        (Pane::Inspector, Some(Choice::Server(id))) => panes::server_pane(view, id).html(),
        (Pane::Inspector, Some(Choice::Message(id))) => panes::message_pane(view, id).html(),
        (Pane::Inspector, Some(Choice::Entry(chosen))) => panes::entry_pane(view, chosen).html(),
        (Pane::Why, _) => view.pane(view.words.why).with(why_box(view, &view.state.run.shot)).html(),
        (Pane::Rules, _) => panes::rules_pane(view).html(),
        (Pane::Script, _) => panes::script_pane(view).html(),
        (Pane::Runs, _) => panes::runs_pane(view).html(),
        (Pane::Share, _) => panes::share_pane(view).html(),
        (Pane::Properties, _) => panes::properties_pane(view).html(),
        (Pane::Laboratory, _) => panes::laboratory_pane(view).html(),
        (Pane::Availability, _) => panes::availability_pane(view).html(),
        (Pane::Elections, _) => panes::elections_pane(view).html(),
        (Pane::Grounds, _) => panes::grounds_pane(view).html(),
        (Pane::Clients, _) => panes::clients_pane(view).html(),
        (Pane::Servers, _) => panes::servers_pane(view).html(),
        (Pane::Proof, _) => panes::proof_pane(view).html(),
        (Pane::Settings, _) => panes::settings_pane(view).html(),
        (Pane::Glossary(key), _) => panes::glossary_pane(view, key).html(),
        (Pane::Lesson | Pane::Inspector, _) if view.state.welcome => panes::welcome(view).html(),
        (Pane::Lesson | Pane::Inspector, _) => lesson(view).html(),
    }
}
