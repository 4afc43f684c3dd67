//! One place of a log.

use crate::dom::{Attr, El, el};
use crate::ledger::columns::ColumnHead;
use crate::look::{Choice, EntryChoice, Shot, term_class};
use crate::membership;
use crate::state::Pane;
use crate::view::View;
use narration::phrases;
use raft_core::{Configuration, Entry, Index, Payload, Server};

/// The cell of a server's log at a column, with the leader's pointers to it. `stops`: Tab stops here.
pub(super) fn cell(
    view: &View<'_>,
    server: &Server,
    head: &ColumnHead,
    pointers: &[&'static str],
    stops: bool,
) -> El {
    let entry = server.log().get(head.index);
    let before = view.server_before(server.id());
    let old = before.and_then(|server| server.log().get(head.index));
    let deleted = old.filter(|old| entry != Some(*old));
    let drawn = match (entry, deleted) {
        (Some(entry), _) => {
            let known = head.index <= server.commit_index();
            // While the clock runs there is no time to watch an entry come in.
            let fresh = before.is_some() && old != Some(entry) && !view.state.run.is_clocked();
            let stored = stored(view, entry, known, fresh, deleted);
            let mut title = title(view, entry, head.index, known);
            if is_being_written(view, server, head.index) {
                title = [&title, " · ", view.words.writing].concat();
            }
            let stored = stored.title(title);
            let chosen = EntryChoice { server: server.id(), index: head.index, entry: *entry };
            Some(pressable(stored, view, chosen, stops))
        }
        (None, Some(deleted)) => {
            let ghost = el("del").class(format!("entry ghost {}", term_class(deleted.term.0)));
            Some(ghost.title(view.words.truncated).with(face(view, deleted)))
        }
        (None, None) => None,
    };
    let differs = view.beside.is_some_and(|shot| is_other(shot, server, head.index));
    let pointers = pointers
        .iter()
        .map(|pointer| el("span").key(*pointer).class(format!("pointer {pointer}")).with(*pointer));
    let cell = framed(el("td").key(head.index.0), view, server, head);
    let cell = if differs { cell.title(view.words.differs).with(el("span").class("differs")) } else { cell };
    let lit = view.picture.lit.cell(server.id(), head.index).filter(|_| view.is_present);
    let lit = lit.map(|mark| {
        // Which of two majorities a server is of stands beside the server: here it would hide the configuration.
        let word = (!mark.is_of_majority(view.words)).then(|| el("span").class("lit-word").with(mark.word));
        el("span").class(mark.ring.class()).role("note").with(word)
    });
    cell.with(drawn).all(pointers).with(lit)
}

/// Whether this place of the log holds something else at the moment beside this one.
fn is_other(beside: &Shot, server: &Server, index: Index) -> bool {
    let other = beside.scene.world.server(server.id());
    other.is_some_and(|other| other.log().get(index) != server.log().get(index))
}

/// The frame round the servers of a majority, a piece a cell.
fn framed(cell: El, view: &View<'_>, server: &Server, head: &ColumnHead) -> El {
    let servers = view.world().servers();
    let place = servers.iter().position(|other| other.id() == server.id()).unwrap_or(0);
    let framed = |place: Option<usize>| {
        place.and_then(|place| servers.get(place)).is_some_and(|server| head.framed.contains(server.id()))
    };
    let inside = framed(Some(place));
    let (top, bottom) = (!framed(place.checked_sub(1)), !framed(Some(place + 1)));
    cell.classes(
        "cell",
        &[
            (head.spare, "spare"),
            (inside, "framed"),
            (inside && top, "frame-top"),
            (inside && bottom, "frame-bottom"),
            (view.is_present && view.picture.spoken.cell(server.id(), head.index), "spoken"),
            (is_being_written(view, server, head.index), "writing"),
        ],
    )
}

/// Whether the entry here is not on the server's disk yet.
fn is_being_written(view: &View<'_>, server: &Server, index: Index) -> bool {
    let from = view.world().writes_of(server.id()).filter_map(|write| write.log_from).min();
    from.is_some_and(|from| (from..=server.log().last_index()).contains(&index))
}

/// The term, and the command where there is room for a part of it.
fn face(view: &View<'_>, entry: &Entry) -> El {
    let term = el("span").class("entry-term").with(entry.term.0);
    match entry.payload {
        Payload::Configuration(configuration) => configuration_face(term, configuration),
        Payload::Command(_) | Payload::NoOp => {
            let command = el("span").class("entry-command").with(phrases::entry(view.language, entry));
            el("span").class("entry-face").with(term).with(command)
        }
    }
}

/// A configuration has its name beside the term, and below its sets on a plate; of a `C_new` there is one.
fn configuration_face(term: El, configuration: Configuration) -> El {
    let name = membership::name_of_entry(configuration).drawn();
    let line = el("span").class("entry-line").with(term).with(name);
    el("span").class("entry-face configuration").with(line).with(membership::sets(configuration))
}

/// The entry in full, for those who point at it.
fn title(view: &View<'_>, entry: &Entry, index: Index, known: bool) -> String {
    let place = phrases::index_and_term(view.language, index, entry.term);
    let known = if known { [" · ", view.words.committed_here].concat() } else { String::new() };
    format!("{} · {place}{known}", phrases::entry(view.language, entry))
}

/// A button that opens the entry. What a press means is heard by the table, for all of its cells.
fn pressable(drawn: El, view: &View<'_>, entry: EntryChoice, stops: bool) -> El {
    if !view.is_present {
        return drawn;
    }
    let chosen = view.state.pane == Pane::Inspector && view.state.choice == Some(Choice::Entry(entry));
    let drawn = drawn.set(Attr::Type, "button").set(Attr::TabIndex, if stops { "0" } else { "-1" });
    drawn.set(Attr::Current, chosen.then_some("true"))
}

fn stored(view: &View<'_>, entry: &Entry, known: bool, fresh: bool, deleted: Option<&Entry>) -> El {
    let here = view.words.committed_here;
    let tick = known.then(|| el("span").class("entry-tick").role("img").label(here).with("✓"));
    let replaced = deleted.map(|deleted| {
        let class = format!("entry-replaced {}", term_class(deleted.term.0));
        el("del").class(class).with(deleted.term.0)
    });
    el(if view.is_present { "button" } else { "span" })
        .classes("entry", &[(true, &term_class(entry.term.0)), (known, "known"), (fresh, "fresh")])
        .with(face(view, entry))
        .with(tick)
        .with(replaced)
}
