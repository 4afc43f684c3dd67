//! The logs as in the paper: a row a server, a column an index.

mod cell;
mod columns;

use crate::look::Choice;
use crate::state::Intent;
use crate::view::{View, class};
pub use columns::last_index;
use columns::{ColumnHead, Columns, WINDOW};
use narration::phrases;
use raft_core::{Index, Role, Server, ServerId};
use yew::{Html, html};

/// The element that scrolls sideways when logs get long.
pub const SCROLLER: &str = "ledger-scroll";

/// The logs as a table, which a screen reader reads as one.
pub fn ledger(view: &View<'_>) -> Html {
    let columns = Columns::of(view);
    let page = |face: &'static str, label: &'static str, by: i32| {
        html! {
            <button type="button" class="page" onclick={view.press(Intent::PageLogs(by))} aria-label={label}>
                { face }
            </button>
        }
    };
    html! {
        <>
            <div class="ledger-scroll" id={SCROLLER} tabindex="0" role="region" aria-label={view.words.logs}>
                <table class={class("ledger", &[(columns.heads.len() > 4, "dense")])}>
                    <caption class="unseen">{ view.words.logs }</caption>
                    <thead>
                        <tr class="facts">
                            <td class="corner"></td>
                            { for columns.heads.iter().map(fact) }
                        </tr>
                        <tr class="indexes">
                            <th class="corner" scope="col">
                                { view.words.log_index }
                                if columns.first.0 > 1 { { page("‹", view.words.earlier_entries, WINDOW) } }
                                if view.state.earlier > 0 { { page("›", view.words.later_entries, -WINDOW) } }
                            </th>
                            { for columns.heads.iter().map(|head| html! {
                                <th key={head.index.0} scope="col">{ head.index.0 }</th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>{ for view.world().servers().iter().map(|server| row(view, &columns, server)) }</tbody>
                </table>
            </div>
            { leaders_view(view) }
        </>
    }
}

/// What is true of the entry in a column, over it.
fn fact(head: &ColumnHead) -> Html {
    let class = class("fact", &[(head.committed, "committed")]);
    html! { <td key={head.index.0} {class}>{ head.fact.clone() }</td> }
}

fn row(view: &View<'_>, columns: &Columns, server: &Server) -> Html {
    let world = view.world();
    let id = server.id();
    let leads = world.leader().is_some_and(|leader| leader.id() == id);
    let chosen = view.state.choice == Some(Choice::Server(id));
    let cells =
        columns.heads.iter().map(|head| cell::cell(view, server, head, &pointers(view, id, head.index)));
    html! {
        <tr key={id.number()} class={class("row", &[(leads, "leads"), (!world.is_up(id), "is-down"), (chosen, "chosen")])}
            data-server={id.to_string()}>
            { row_head(view, server, leads) }
            { for cells }
        </tr>
    }
}

fn row_head(view: &View<'_>, server: &Server, leads: bool) -> Html {
    let (world, words, id) = (view.world(), view.words, server.id());
    let (sign, role) = match server.role() {
        _ if !world.is_up(id) => ("✕ ", words.down),
        Role::Leader { .. } => ("★ ", words.leader),
        Role::Candidate { .. } => ("", words.candidate),
        Role::Follower => ("", words.follower),
    };
    let note = match world.leader().map(Server::role) {
        Some(Role::Leader { next_index, match_index }) if view.state.leaders_view && !leads => {
            format!("next {} match {}", next_index[id], match_index[id])
        }
        _ => phrases::term(view.language, server.current_term().0),
    };
    let choose = view.press(Intent::Choose(Some(Choice::Server(id))));
    html! {
        <th scope="row" class="row-head">
            <button type="button" class="row-name" onclick={choose}>
                <span class="row-id">{ id.to_string() }</span>
                <span class="row-role">{ sign }<span class="row-word">{ role }</span></span>
            </button>
            <span class="row-note">{ note }</span>
        </th>
    }
}

/// Where the leader's nextIndex and matchIndex for this server point.
fn pointers(view: &View<'_>, id: ServerId, index: Index) -> Vec<&'static str> {
    let leader = view.world().leader().filter(|leader| view.state.leaders_view && leader.id() != id);
    let Some(Role::Leader { next_index, match_index }) = leader.map(Server::role) else { return Vec::new() };
    let pointing = [("match", match_index[id]), ("next", next_index[id])];
    pointing.into_iter().filter(|(_, at)| *at == index).map(|(name, _)| name).collect()
}

/// The switch of the leader's view, while there is a leader to have one.
fn leaders_view(view: &View<'_>) -> Html {
    let on = view.state.leaders_view;
    if view.world().leader().is_none() && !on {
        return html! {};
    }
    html! {
        <div class="ledger-tools">
            <button type="button" class="plain" aria-pressed={on.to_string()}
                onclick={view.press(Intent::ToggleLeadersView)} title={view.words.leaders_view_help}>
                { view.words.leaders_view }<kbd aria-hidden="true">{ "V" }</kbd>
            </button>
        </div>
    }
}
