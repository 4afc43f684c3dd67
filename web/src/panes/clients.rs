//! What clients know of their requests, beside what is true: in a line below the cluster, and in
//! full.

use crate::dom::{El, Piece, el, pieces};
use crate::look::term_class;
use crate::membership;
use crate::state::Pane;
use crate::view::View;
use cluster::Micros;
use judge::{Fate, Request, Status};
use narration::{client_heard, client_status, client_truth, phrases};
use raft_core::ServerSet;
use yew::Html;

/// How many requests the pane lists.
const LISTED: usize = 30;
/// How many characters of requests find room in the line, with the mark before each and the gap
/// after it.
const LINE: usize = 24;
/// The same beside the way to the servers.
const SHORT_LINE: usize = 12;
/// What a mark and a gap take of it.
const AROUND: usize = 3;

/// The newest requests first.
fn newest<'a>(view: &View<'a>) -> impl Iterator<Item = (Request, Fate)> + 'a {
    let judge = &view.state.run.shot.scene.observer;
    judge.requests().rev().map(|request| (request, judge.fate(&request)))
}

/// Whether a client has to wait for a leader.
fn waits(view: &View<'_>) -> bool {
    view.world().client_waits(Micros(view.picture.now))
}

/// A request as its client sees it: solid and ✓ if it was answered, as what a server knows to be
/// committed is drawn.
fn chip(request: &Request, fate: &Fate) -> El {
    let (mark, class) = match fate.status {
        _ if fate.is_lost() => ("!", "lost"),
        Status::Acknowledged { .. } => ("✓", "answered"),
        Status::Unknown { .. } => ("?", ""),
        Status::Superseded => ("✗", "superseded"),
    };
    el("span")
        .key(request.event)
        .classes("client", &[(true, &term_class(request.term.0)), (!class.is_empty(), class)])
        .with(el("b").unread().with(mark))
        .with(el("span").with(phrases::command(&request.command)))
}

/// A line below the cluster: the newest request, cut if it has to be, and those before it that fit. It opens the pane.
pub fn clients_line(view: &View<'_>) -> Html {
    let words = view.words;
    let can_change = membership::can_change(view);
    let mut room = if can_change { SHORT_LINE } else { LINE };
    let mut shown = Vec::new();
    for (request, fate) in newest(view) {
        let takes = request.command.as_str().chars().count() + AROUND;
        if takes > room && !shown.is_empty() {
            break;
        }
        room = room.saturating_sub(takes);
        shown.insert(0, (request, fate));
    }
    let note = if waits(view) { Some(words.client_waits) } else { None };
    let note = note.or(shown.is_empty().then_some(words.clients_none));
    let servers = can_change.then(|| view.pill(words.servers, Pane::Servers).shortcut("J"));
    let line = view
        .pill(el("b").with(words.clients), Pane::Clients)
        .class("pill clients-line")
        .all(shown.iter().map(|(request, fate)| {
            let status = el("span").class("unseen").with(" ").with(client_status(view.language, fate));
            chip(request, fate).with(status.with(words.comma))
        }))
        .with(note.map(|note| el("span").class("quiet").with(note)));
    el("div").class("stage-lines").with(line).with(servers).into()
}

/// Every request: what its client knows, and what is true.
pub fn clients_pane(view: &View<'_>) -> El {
    let words = view.words;
    let count = view.state.run.shot.scene.observer.request_count();
    let rows = newest(view).take(LISTED).map(|(request, fate)| row(view, &request, &fate));
    let note = match count {
        0 => Some(words.clients_none),
        _ => (count > LISTED).then_some(words.clients_earlier),
    };
    view.pane(words.clients)
        .with(el("p").class("quiet").with(words.clients_help))
        .with(waits(view).then(|| el("p").with(words.client_waits)))
        .with(el("ul").class("clients").all(rows))
        .with(note.map(|note| el("p").class("quiet").with(note)))
}

fn row(view: &View<'_>, request: &Request, fate: &Fate) -> El {
    let language = view.language;
    let server = el("span").with(request.server.to_string());
    let asked = el("div")
        .class("client-asked")
        .with(chip(request, fate))
        .with(server)
        .with(jump(view, request.event))
        .with(el("b").with(client_status(language, fate)));
    let answered = match fate.status {
        Status::Acknowledged { event } => Some(event),
        Status::Unknown { .. } | Status::Superseded => None,
    };
    // In Raft an answer says all there is to say.
    let settled = fate.replaced.or(fate.committed).map(|commit| commit.event);
    let truth = (answered.is_none() || fate.committed.is_none() || fate.is_lost()).then(|| {
        let truth = client_truth(language, request, fate, stored(view, request));
        line(view, truth, settled).class("client-truth")
    });
    el("li")
        .key(request.event)
        .class(fate.is_lost().then_some("lost"))
        .with(asked)
        .with(line(view, client_heard(language, request, fate), answered))
        .with(truth)
}

/// A line, and the way to the event it speaks of.
fn line(view: &View<'_>, said: String, event: Option<u32>) -> El {
    el("div").with(said).with(event.map(|event| pieces([" ".html(), jump(view, event)])))
}

/// The servers that have the request's entry now.
fn stored(view: &View<'_>, request: &Request) -> ServerSet {
    let has = |server: &&raft_core::Server| server.log().get(request.index) == Some(&request.entry());
    view.world().servers().iter().filter(has).map(raft_core::Server::id).collect()
}

/// The way to an event of this path.
fn jump(view: &View<'_>, event: u32) -> Html {
    view.jump(view.moment(event)).class("event-jump").into()
}
