//! One server in full: what can be done to it, and exactly the fields of Figure 2.

use crate::dom::{Attr, El, el, nothing, pieces};
use crate::panes::candidacy::candidacy;
use crate::panes::servers::{configuration, folded};
use crate::platform::input::value_of;
use crate::state::Intent;
use crate::timeline::own_dials;
use crate::view::View;
use cluster::{Act, Link};
use narration::{Text, phrases};
use raft_core::{Index, Role, Server, ServerId};
use yew::Html;
use yew::virtual_dom::ListenerKind;

/// One server.
pub fn server_pane(view: &View<'_>, id: ServerId) -> Option<El> {
    let server = view.world().server(id)?;
    let role = if view.world().is_up(id) {
        phrases::role(view.language, server.role().name())
    } else {
        view.words.down
    };
    let pane = view.pane(format!("{id} · {role}")).with(acts(view, server)).with(candidacy(view, id));
    let configuration = view.configuration.is_some().then(|| configuration(view, server));
    let own = own_dials(view, id).into_iter().map(|dial| el("li").key(dial.clone()).with(dial));
    let own: Vec<El> = own.collect();
    let own = (!own.is_empty()).then(|| el("ul").class("own-dials").label(view.words.dials).all(own));
    let pane = pane.with(writing(view, id)).with(own);
    Some(pane.with(folded(view, id)).with(configuration).with(fields(view, server)).with(links(view, id)))
}

/// What is not on the server's disk yet, and what waits for that.
fn writing(view: &View<'_>, id: ServerId) -> Option<El> {
    let last = view.world().writes_of(id).next_back()?;
    let held = view.world().writes_of(id).flat_map(|write| &write.held);
    let to = held.map(|(message, _)| message.to).collect();
    Some(el("p").class("writing").with(phrases::writing(view.language, last.ends, to)))
}

/// What can be done to the server. What cannot be done now says why.
fn acts(view: &View<'_>, server: &Server) -> El {
    let (words, id) = (view.words, server.id());
    let power = if view.world().is_up(id) {
        view.act(words.crash, Act::Crash(id), "X")
    } else {
        view.act(words.restart, Act::Restart(id), "X")
    };
    el("div")
        .class("acts")
        .with(power)
        .with(view.act(words.time_out, Act::Timeout(id), "O"))
        .with(view.act(beat_label(server, words), Act::Beat(id), "H"))
        .with(request(view, id))
}

fn beat_label(server: &Server, words: &'static Text) -> &'static str {
    match server.role() {
        Role::Candidate { .. } => words.ask_again,
        Role::Follower | Role::Leader { .. } => words.send_heartbeat,
    }
}

/// A client's request: a word, and a button.
fn request(view: &View<'_>, id: ServerId) -> El {
    let words = view.words;
    let next = view.world().next_command();
    let placeholder = next.as_str().to_owned();
    let why = view.why_not(&Act::Request { server: id, command: next });
    let typed = view.hear(|| ListenerKind::oninput, |event| Some(Intent::TypeCommand(value_of(event))));
    let sent = view.hear(
        || ListenerKind::onsubmit,
        move |event| {
            event.prevent_default();
            Some(Intent::Request(id))
        },
    );
    let field = el("input")
        .set(Attr::Type, "text")
        .set(Attr::MaxLength, "12")
        .label(words.request_command)
        .title(words.request_hint)
        .set(Attr::Placeholder, placeholder)
        .value(view.state.command.clone())
        .on(typed);
    let disabled = why.as_ref().map(|_| "true");
    let button = el("button").set(Attr::Type, "submit").set(Attr::Disabled, disabled).with(words.request);
    el("form").class("request").title(why).on(sent).with(field).with(button)
}

/// Exactly the fields of Figure 2.
fn fields(view: &View<'_>, server: &Server) -> Html {
    let words = view.words;
    let before = view.server_before(server.id());
    let row = |name: &'static str, read: fn(&Server) -> String| {
        let now = read(server);
        let changed = before.is_some_and(|before| read(before) != now);
        field(name, now, changed.then_some(words.changed))
    };
    let persistent = el("dl")
        .class("fields")
        .with(row("currentTerm", |server| server.current_term().to_string()))
        .with(row("votedFor", |server| server.voted_for().map_or("null".to_owned(), |id| id.to_string())))
        .with(row("log[]", log));
    let still = view.world().writes_of(server.id()).next().map(|_| [" · ", words.writing].concat());
    let persistent_state = [words.persistent_state, still.as_deref().unwrap_or_default()].concat();
    let volatile = el("dl")
        .class("fields")
        .with(row("commitIndex", |server| server.commit_index().to_string()))
        .with(row("lastApplied", |server| server.last_applied().to_string()));
    pieces([
        el("h2").with(persistent_state).into(),
        persistent.into(),
        el("h2").with(words.volatile_state).into(),
        volatile.into(),
        role_fields(view, server, before),
    ])
}

fn field(name: &'static str, value: String, changed: Option<&'static str>) -> El {
    let note = changed.map(|changed| el("span").class("changed-note").with(changed));
    el("div")
        .classes("field", &[(changed.is_some(), "changed")])
        .with(el("dt").with(name))
        .with(el("dd").with(value).with(note))
}

/// The terms of the log, the paper's way to write one: `1 1 2 4`.
fn log(server: &Server) -> String {
    const SHOWN: usize = 24;
    let entries = server.log().entries();
    let skipped = entries.len().saturating_sub(SHOWN);
    let terms: Vec<String> = entries.iter().skip(skipped).map(|entry| entry.term.to_string()).collect();
    match (terms.is_empty(), skipped) {
        (true, _) => "[ ]".to_owned(),
        (false, 0) => format!("[{}]", terms.join(" ")),
        (false, _) => format!("[… {}]", terms.join(" ")),
    }
}

/// What a leader or a candidate holds on top, server by server.
fn role_fields(view: &View<'_>, server: &Server, before: Option<&Server>) -> Html {
    let words = view.words;
    match server.role() {
        Role::Follower => nothing(),
        Role::Candidate { votes, .. } => {
            let title = el("h2").with(words.volatile_state_on_candidates);
            pieces([title, el("p").with(votes.to_string())])
        }
        Role::Leader { .. } => {
            let peers = server
                .electorate(view.world().rules())
                .receivers()
                .iter()
                .filter(|peer| *peer != server.id());
            let rows = peers.filter_map(|peer| leader_row(server, before, peer));
            let column = |name: &'static str| el("th").set(Attr::Scope, "col").with(name);
            let head = el("tr").with(el("td")).with(column("nextIndex")).with(column("matchIndex"));
            let table = el("table").class("small-table");
            let table = table.with(el("thead").with(head)).with(el("tbody").all(rows));
            pieces([el("h2").with(words.volatile_state_on_leaders), table])
        }
    }
}

fn leader_row(server: &Server, before: Option<&Server>, peer: ServerId) -> Option<El> {
    let read = |server: &Server| match server.role() {
        Role::Leader { next_index, match_index, .. } => Some((next_index[peer], match_index[peer])),
        Role::Follower | Role::Candidate { .. } => None,
    };
    let (next, matched) = read(server)?;
    let (next_before, matched_before) = before.and_then(read).unwrap_or((next, matched));
    let cell =
        |value: Index, before: Index| el("td").class((value != before).then_some("changed")).with(value.0);
    let name = el("th").set(Attr::Scope, "row").with(peer.to_string());
    let row = el("tr").key(peer.number()).with(name);
    Some(row.with(cell(next, next_before)).with(cell(matched, matched_before)))
}

/// The links to the others: cut and heal them.
fn links(view: &View<'_>, id: ServerId) -> El {
    let (words, network) = (view.words, view.world().network());
    let others = || view.world().all().iter().filter(|other| *other != id);
    let cut = |to: ServerId| (network.is_cut(id, to), network.is_cut(to, id));
    let any_open = others().any(|to| cut(to) != (true, true));
    let any_cut = others().any(|to| cut(to) != (false, false));
    let isolate = |there: bool, label: &'static str, cut: bool| {
        there.then(|| view.button(label, Intent::Isolate { server: id, cut }))
    };
    let acts = el("div").class("acts").with(isolate(any_open, words.isolate, true)).with(isolate(
        any_cut,
        words.reconnect,
        false,
    ));
    let pairs =
        others().map(|to| el("div").key(to.number()).with(one_way(view, id, to)).with(one_way(view, to, id)));
    let links = el("details").class("links").with(el("summary").with(words.links));
    links.with(acts).with(el("div").class("link-grid").all(pairs))
}

fn one_way(view: &View<'_>, from: ServerId, to: ServerId) -> El {
    let link = Link { from, to, both: false };
    let cut = view.world().network().is_cut(from, to);
    let (act, what) =
        if cut { (Act::Heal(link), view.words.heal_link) } else { (Act::Cut(link), view.words.cut_link) };
    let label = format!("{from} → {to}");
    let spoken = format!("{what}: {label}");
    let button = view.button(label, Intent::Do(act)).classes("link", &[(cut, "is-cut")]);
    button.label(spoken).title(what)
}
