//! One server in full: what can be done to it, and exactly the fields of Figure 2.

use crate::platform::input::value_of;
use crate::state::Intent;
use crate::view::{View, class};
use cluster::{Act, Link};
use narration::{Text, phrases};
use raft_core::{Index, Role, Server, ServerId};
use yew::events::{InputEvent, SubmitEvent};
use yew::{AttrValue, Callback, Html, html};

/// One server.
pub fn server_pane(view: &View<'_>, id: ServerId) -> Html {
    let Some(server) = view.world().server(id) else { return html! {} };
    let role = if view.world().is_up(id) {
        phrases::role(view.language, server.role().name())
    } else {
        view.words.down
    };
    let body = html! { <>{ acts(view, server) }{ fields(view, server) }{ links(view, id) }</> };
    view.pane(format!("{id} · {role}"), body)
}

/// What can be done to the server. What cannot be done now says why.
fn acts(view: &View<'_>, server: &Server) -> Html {
    let (words, id) = (view.words, server.id());
    html! {
        <div class="acts">
            if view.world().is_up(id) {
                { view.act(words.crash, Act::Crash(id), "X") }
            } else {
                { view.act(words.restart, Act::Restart(id), "X") }
            }
            { view.act(words.time_out, Act::Timeout(id), "O") }
            { view.act(beat_label(server, words), Act::Beat(id), "H") }
            { request(view, id) }
        </div>
    }
}

fn beat_label(server: &Server, words: &'static Text) -> &'static str {
    match server.role() {
        Role::Candidate { .. } => words.ask_again,
        Role::Follower | Role::Leader { .. } => words.send_heartbeat,
    }
}

/// A client's request: a word, and a button.
fn request(view: &View<'_>, id: ServerId) -> Html {
    let (words, world) = (view.words, view.world());
    let next = world.next_command();
    let cannot = world.check(&Act::Request { server: id, command: next }).err();
    let why = cannot.map(|error| AttrValue::from(narration::action_error(view.language, &error)));
    let typed: Callback<InputEvent> =
        view.hear(|event: &InputEvent| Some(Intent::TypeCommand(value_of(event))));
    let sent: Callback<SubmitEvent> = view.hear(move |event: &SubmitEvent| {
        event.prevent_default();
        Some(Intent::Request(id))
    });
    html! {
        <form class="request" onsubmit={sent} title={why.clone()}>
            <input type="text" maxlength="12" aria-label={words.request_command} title={words.request_hint}
                placeholder={next.as_str().to_owned()} value={view.state.command.clone()} oninput={typed} />
            <button type="submit" aria-disabled={why.is_some().then_some("true")}>{ words.request }</button>
        </form>
    }
}

/// Exactly the fields of Figure 2.
fn fields(view: &View<'_>, server: &Server) -> Html {
    let words = view.words;
    let before = view.server_before(server.id());
    let row = |name: &'static str, read: &dyn Fn(&Server) -> String| {
        let now = read(server);
        let changed = before.is_some_and(|before| read(before) != now);
        field(name, &now, changed.then_some(words.changed))
    };
    html! {
        <>
            <h2>{ words.persistent_state }</h2>
            <dl class="fields">
                { row("currentTerm", &|server| server.current_term().to_string()) }
                { row("votedFor", &|server| server.voted_for().map_or("null".to_owned(), |id| id.to_string())) }
                { row("log[]", &log) }
            </dl>
            <h2>{ words.volatile_state }</h2>
            <dl class="fields">
                { row("commitIndex", &|server| server.commit_index().to_string()) }
                { row("lastApplied", &|server| server.last_applied().to_string()) }
            </dl>
            { role_fields(view, server, before) }
        </>
    }
}

fn field(name: &'static str, value: &str, changed: Option<&'static str>) -> Html {
    html! {
        <div class={class("field", &[(changed.is_some(), "changed")])}>
            <dt>{ name }</dt>
            <dd>
                { value.to_owned() }
                if let Some(changed) = changed { <span class="changed-note">{ changed }</span> }
            </dd>
        </div>
    }
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
        Role::Follower => html! {},
        Role::Candidate { votes } => html! {
            <>
                <h2>{ words.volatile_state_on_candidates }</h2>
                <p>{ votes.to_string() }</p>
            </>
        },
        Role::Leader { .. } => {
            let peers = server.configuration().members().iter().filter(|peer| *peer != server.id());
            let rows = peers.map(|peer| leader_row(server, before, peer));
            html! {
                <>
                    <h2>{ words.volatile_state_on_leaders }</h2>
                    <table class="small-table">
                        <thead>
                            <tr><td></td><th scope="col">{ "nextIndex" }</th><th scope="col">{ "matchIndex" }</th></tr>
                        </thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </>
            }
        }
    }
}

fn leader_row(server: &Server, before: Option<&Server>, peer: ServerId) -> Html {
    let read = |server: &Server| match server.role() {
        Role::Leader { next_index, match_index } => Some((next_index[peer], match_index[peer])),
        Role::Follower | Role::Candidate { .. } => None,
    };
    let Some((next, matched)) = read(server) else { return html! {} };
    let old = before.and_then(read);
    let cell = |value: Index, changed: bool| {
        html! { <td class={changed.then_some("changed")}>{ value.0 }</td> }
    };
    html! {
        <tr key={peer.number()}>
            <th scope="row">{ peer.to_string() }</th>
            { cell(next, old.is_some_and(|(next_before, _)| next_before != next)) }
            { cell(matched, old.is_some_and(|(_, matched_before)| matched_before != matched)) }
        </tr>
    }
}

/// The links to the others: cut and heal them.
fn links(view: &View<'_>, id: ServerId) -> Html {
    let (words, network) = (view.words, view.world().network());
    let others: Vec<ServerId> = view.world().setup().all().iter().filter(|other| *other != id).collect();
    let cut = |to: &ServerId| (network.is_cut(id, *to), network.is_cut(*to, id));
    let any_open = others.iter().any(|to| cut(to) != (true, true));
    let any_cut = others.iter().any(|to| cut(to) != (false, false));
    let isolate = |label, cut| view.button("", label, Intent::Isolate { server: id, cut });
    html! {
        <details class="links">
            <summary>{ words.links }</summary>
            <div class="acts">
                if any_open { { isolate(words.isolate, true) } }
                if any_cut { { isolate(words.reconnect, false) } }
            </div>
            <div class="link-grid">
                { for others.iter().map(|to| html! {
                    <div key={to.number()}>{ one_way(view, id, *to) }{ one_way(view, *to, id) }</div>
                }) }
            </div>
        </details>
    }
}

fn one_way(view: &View<'_>, from: ServerId, to: ServerId) -> Html {
    let link = Link { from, to, both: false };
    let cut = view.world().network().is_cut(from, to);
    let (act, what) =
        if cut { (Act::Heal(link), view.words.heal_link) } else { (Act::Cut(link), view.words.cut_link) };
    let label = format!("{from} → {to}");
    html! {
        <button type="button" class={class("link", &[(cut, "is-cut")])} aria-label={format!("{what}: {label}")}
            title={what} onclick={view.press(Intent::Do(act))}>{ label }</button>
    }
}
