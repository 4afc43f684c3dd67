//! The logs as in the paper: a row a server, a column an index.

mod cell;
mod columns;

use crate::dom::{Attr, El, el, pieces};
use crate::look::{Choice, EntryChoice};
use crate::membership;
use crate::platform::table::{focus_neighbour, place_of};
use crate::state::Intent;
use crate::view::View;
pub use columns::last_index;
use columns::{ColumnHead, Columns, WINDOW};
use narration::phrases;
use raft_core::{Index, Role, Server, ServerId};
use yew::virtual_dom::ListenerKind;
use yew::{Html, events::Event};

/// The element that scrolls sideways when logs get long.
pub const SCROLLER: &str = "ledger-scroll";
/// The same of the logs that are compared with.
const PINNED_SCROLLER: &str = "ledger-pinned";

/// The logs as a table, which a screen reader reads as one.
pub fn ledger(view: &View<'_>) -> Html {
    let columns = Columns::of(view);
    let logs = view.words.logs;
    let rows_are_many = view.world().servers().len() > 5;
    let heads = columns.heads.iter().map(|head| fact(view, head));
    let facts = el("tr").class("facts").with(el("td").class("corner")).all(heads);
    let stop = stop(view, &columns);
    let rows = view.world().servers().iter().map(|server| row(view, &columns, server, stop));
    let table = el("table")
        .classes(&columns.classes(view), &[(rows_are_many, "low")])
        .with(el("caption").class("unseen").with(logs))
        .with(el("thead").with(facts).with(indexes(view, &columns)))
        .with(el("tbody").all(rows));
    let table = if view.is_present { listening(view, columns.first, table) } else { table };
    let (id, label) = match view.is_present {
        true => (SCROLLER, logs.to_owned()),
        false => (PINNED_SCROLLER, format!("{logs} {}", moment_name(view))),
    };
    let scroller = el("div").class("ledger-scroll scrolls").set(Attr::Id, id).set(Attr::TabIndex, "0");
    let scroller = scroller.role("region").label(label).with(table);
    pieces([view.beside.map(|_| moment(view)), Some(scroller), view.beside.is_none().then(|| tools(view))])
}

/// Which moment stands here, while two are compared.
fn moment(view: &View<'_>) -> El {
    let close = (!view.is_present).then(|| view.close(Intent::Compare));
    el("div")
        .class("compared")
        .with(el("b").with(moment_name(view)))
        .with(el("span").class("spring"))
        .with(close)
}

/// `(d) event 115`
fn moment_name(view: &View<'_>) -> String {
    let (run, at) = (&view.state.run, view.shot.scene.moment);
    let here = view.picture.strip.nodes.iter().rfind(|node| node.at == run.story.timeline.owner(at));
    let event = phrases::event_number(view.language, at.event);
    here.map_or(event.clone(), |node| format!("({}) {event}", node.label))
}

/// The table hears for all of its cells: a press opens an entry, arrows go from one to the next.
/// Pressed with a mouse a cell does not take the focus, so that arrows go on to mean what they mean
/// everywhere.
fn listening(view: &View<'_>, first: Index, table: El) -> El {
    let open = move |event: &Event| {
        let place = place_of(event)?;
        let server = place.server.and_then(ServerId::new);
        Some(Intent::ChooseEntry(server, Index(first.0 + place.column.checked_sub(1)?)))
    };
    let keep_focus = |event: &Event| {
        place_of(event)?;
        event.prevent_default();
        None
    };
    let go = |event: &Event| {
        if focus_neighbour(event) {
            event.prevent_default();
        }
        None
    };
    table
        .on(view.hear(|| ListenerKind::onclick, open))
        .on(view.hear(|| ListenerKind::onmousedown, keep_focus))
        .on(view.hear(|| ListenerKind::onkeydown, go))
}

/// The only entry that Tab stops at: the one that is chosen, or else the first. Arrows lead to the
/// others.
fn stop(view: &View<'_>, columns: &Columns) -> Option<(ServerId, Index)> {
    let servers = view.world().servers();
    if let Some(Choice::Entry(EntryChoice { server, index, entry })) = view.state.choice {
        let stored = servers.iter().any(|one| one.id() == server && one.log().get(index) == Some(&entry));
        if stored && columns.heads.iter().any(|head| head.index == index) {
            return Some((server, index));
        }
    }
    let first = servers.iter().find(|server| server.log().last_index() >= columns.first)?;
    Some((first.id(), columns.first))
}

/// So many letters have room over a column.
const LONGEST_FACT: usize = 12;

/// What is true of the entry in a column, over it: leads to that entry. Where the column is too
/// narrow for the words a sign is seen instead, and the words are still read.
fn fact(view: &View<'_>, head: &ColumnHead) -> El {
    let said = || {
        let button =
            el("button").set(Attr::Type, "button").set(Attr::TabIndex, "-1").title(head.fact.clone());
        let said = if view.is_present { button } else { el("span") };
        // Of two majorities it takes too much room.
        let (class, long) = ("fact-words", head.fact.chars().count() > LONGEST_FACT);
        let words = el("span").classes(class, &[(long, "unseen")]).with(head.fact.clone());
        let sign = el("span").classes("fact-sign", &[(long, "seen")]).unread().with(head.sign.clone());
        el("div").class("fact-room").with(said.with(words).with(sign))
    };
    let said = (!head.fact.is_empty()).then(said);
    el("td")
        .key(head.index.0)
        .classes(
            "fact",
            &[
                (head.committed, "committed"),
                (head.spare, "spare"),
                (head.wide, "wide"),
                (head.small, "small"),
            ],
        )
        .with(said)
}

/// The number of every column, and the ways to the columns that are not shown.
fn indexes(view: &View<'_>, columns: &Columns) -> El {
    let page = |there: bool, face: &'static str, label: &'static str, by: i32| {
        there.then(|| view.button(face, Intent::PageLogs(by)).class("page").label(label))
    };
    let corner = el("th")
        .class("corner")
        .set(Attr::Scope, "col")
        .with(view.words.log_index)
        .with(page(columns.first.0 > 1, "‹", view.words.earlier_entries, WINDOW))
        .with(page(view.state.earlier > 0, "›", view.words.later_entries, -WINDOW));
    let last = last_index(view);
    let number = |head: &ColumnHead| {
        let place = el("th").key(head.index.0);
        place
            .classes("index", &[(head.index.0 == last, "newest"), (head.spare, "spare")])
            .set(Attr::Scope, "col")
            .with(head.index.0)
    };
    el("tr").class("indexes").with(corner).all(columns.heads.iter().map(number))
}

fn row(view: &View<'_>, columns: &Columns, server: &Server, stop: Option<(ServerId, Index)>) -> El {
    let world = view.world();
    let id = server.id();
    let leads = world.leader().is_some_and(|leader| leader.id() == id);
    let chosen = view.state.choice == Some(Choice::Server(id));
    let cells = columns.heads.iter().map(|head| {
        let stops = stop == Some((id, head.index));
        cell::cell(view, server, head, &pointers(view, id, head.index), stops)
    });
    el("tr")
        .key(id.number())
        .classes(
            "row",
            &[
                (leads, "leads"),
                (!world.is_up(id), "is-down"),
                (chosen, "chosen"),
                (view.is_present && view.picture.spoken.server(id), "spoken"),
            ],
        )
        .set(Attr::DataServer, view.is_present.then(|| id.to_string()))
        .with(row_head(view, server, leads))
        .all(cells)
}

fn row_head(view: &View<'_>, server: &Server, leads: bool) -> El {
    let (world, words, id) = (view.world(), view.words, server.id());
    let (sign, role) = match server.role() {
        _ if !world.is_up(id) => ("✕ ", words.down),
        Role::Leader { .. } => ("★ ", words.leader),
        Role::Candidate { .. } => ("", words.candidate),
        Role::Follower => ("", words.follower),
    };
    let role = el("span").class("row-role").with(sign).with(el("span").class("row-word").with(role));
    // What the paper's figure calls this server: (a).
    let letter = view.state.lesson().and_then(|lesson| lesson.letter(&id.to_string()));
    let letter = letter.map(|letter| el("span").class("row-letter").with(format!(" ({letter})")));
    let name = el("span").class("row-id").with(id.to_string()).with(letter);
    let name = if view.is_present {
        view.button(name, Intent::Choose(Some(Choice::Server(id))))
    } else {
        el("span").with(name)
    };
    let name = name.class("row-name").with(role);
    // Which of two majorities it is of stands beside the server: here it would hide the configuration.
    let lit = view.picture.lit.server(id).filter(|mark| view.is_present && !mark.is_of_majority(words));
    let word = lit.map(|mark| {
        el("span").classes("lit-word", &[(true, mark.ring.class())]).role("note").with(mark.word)
    });
    el("th")
        .set(Attr::Scope, "row")
        .class("row-head")
        .with(name)
        .with(row_note(view, server, leads))
        .with(word)
}

/// Below a server's name: its term and by which configuration of its log it goes, or in the leader's view its indexes.
fn row_note(view: &View<'_>, server: &Server, leads: bool) -> El {
    let (world, id) = (view.world(), server.id());
    let said = |note: String| el("span").class("row-note").title(note.clone()).with(note);
    if let Some(Role::Leader { next_index, match_index, .. }) = world.leader().map(Server::role)
        && view.state.leaders_view
        && !leads
    {
        return said(format!("next {} match {}", next_index[id], match_index[id]));
    }
    let term = phrases::term(view.language, server.current_term().0);
    if !membership::is_shown(world) {
        return said(term);
    }
    match membership::name_at(world, server) {
        _ if membership::catches_up(world, id) => said(view.words.catches_up.to_owned()),
        None => said(term),
        Some(name) => {
            let title = format!("{term} · C_{}", name.below());
            el("span").class("row-note").title(title).with(term).with(" · ").with(name.drawn())
        }
    }
}

/// Where the leader's nextIndex and matchIndex for this server point.
fn pointers(view: &View<'_>, id: ServerId, index: Index) -> Vec<&'static str> {
    let leader = view.world().leader().filter(|leader| view.state.leaders_view && leader.id() != id);
    let Some(Role::Leader { next_index, match_index, .. }) = leader.map(Server::role) else {
        return Vec::new();
    };
    let pointing = [("match", match_index[id]), ("next", next_index[id])];
    pointing.into_iter().filter(|(_, at)| *at == index).map(|(name, _)| name).collect()
}

/// What can be done about the run as a whole: the switch of the leader's view, while there is a
/// leader to have one, and taking over.
fn tools(view: &View<'_>) -> El {
    let (on, words) = (view.state.leaders_view, view.words);
    let take_over = (!view.state.run.is_clocked() && !view.state.welcome)
        .then(|| view.button(words.take_over, Intent::TakeOver).class("plain").title(words.take_over_help));
    let switch = (on || view.world().leader().is_some()).then(|| {
        let switch = view.button(words.leaders_view, Intent::ToggleLeadersView).class("plain");
        switch.pressed(on).title(words.leaders_view_help).shortcut("V")
    });
    let compare = (view.shot.scene.moment.event > 0).then(|| {
        let compare = view.button(words.compare, Intent::Compare).class("plain");
        compare.title(words.compare_help).shortcut("K")
    });
    el("div").class("ledger-tools").with(take_over).with(compare).with(switch)
}
