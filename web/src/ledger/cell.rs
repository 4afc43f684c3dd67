//! One place of a log.

use crate::ledger::columns::ColumnHead;
use crate::look::term_class;
use crate::view::{View, class};
use narration::phrases;
use raft_core::{Entry, Server};
use yew::{Html, html};

/// The cell of a server's log at a column, with the leader's pointers to it.
pub(super) fn cell(view: &View<'_>, server: &Server, head: &ColumnHead, pointers: &[&'static str]) -> Html {
    let entry = server.log().get(head.index);
    let before = view.server_before(server.id());
    let old = before.and_then(|server| server.log().get(head.index));
    let deleted = old.filter(|old| entry != Some(*old));
    let drawn = match (entry, deleted) {
        (Some(entry), _) => {
            let known = head.index <= server.commit_index();
            let fresh = before.is_some() && old != Some(entry);
            stored(view, entry, known, fresh, deleted)
        }
        (None, Some(deleted)) => html! {
            <del class={format!("entry ghost {}", term_class(deleted.term.0))} title={view.words.truncated}>
                { face(view, deleted) }
            </del>
        },
        (None, None) => html! {},
    };
    html! {
        <td key={head.index.0} class={frame(view, server, head)}>
            { drawn }
            { for pointers.iter().map(|pointer| html! {
                <span key={*pointer} class={format!("pointer {pointer}")}>{ *pointer }</span>
            }) }
        </td>
    }
}

/// The frame round the servers of a majority, a piece a cell.
fn frame(view: &View<'_>, server: &Server, head: &ColumnHead) -> String {
    let servers = view.world().servers();
    let place = servers.iter().position(|other| other.id() == server.id()).unwrap_or(0);
    let framed = |place: Option<usize>| {
        place.and_then(|place| servers.get(place)).is_some_and(|server| head.framed.contains(server.id()))
    };
    let inside = framed(Some(place));
    let (top, bottom) = (!framed(place.checked_sub(1)), !framed(Some(place + 1)));
    class("cell", &[(inside, "framed"), (inside && top, "frame-top"), (inside && bottom, "frame-bottom")])
}

fn face(view: &View<'_>, entry: &Entry) -> Html {
    html! {
        <>
            <span class="entry-term">{ entry.term.0 }</span>
            <span class="entry-command">{ phrases::entry(view.language, entry) }</span>
        </>
    }
}

fn stored(view: &View<'_>, entry: &Entry, known: bool, fresh: bool, deleted: Option<&Entry>) -> Html {
    let class = class("entry", &[(true, &term_class(entry.term.0)), (known, "known"), (fresh, "fresh")]);
    html! {
        <span {class}>
            { face(view, entry) }
            if known {
                <span class="entry-tick" role="img" aria-label={view.words.committed_here}
                    title={view.words.committed_here}>{ "✓" }</span>
            }
            if let Some(deleted) = deleted {
                <del class={format!("entry-replaced {}", term_class(deleted.term.0))}>{ deleted.term.0 }</del>
            }
        </span>
    }
}
