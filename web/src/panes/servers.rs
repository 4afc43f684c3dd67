//! The servers of the cluster, and how they are changed (§6): who is to be in it, and who is asked for that.

use crate::dom::{Attr, El, Piece, el, nothing, pieces};
use crate::lesson::told_why;
use crate::membership;
use crate::state::Intent;
use crate::view::View;
use narration::{phrases, two_deciders, why};
use raft_core::{CatchUp, Decision, Role, Server, ServerId};
use yew::Html;

/// What the leader goes by, what it can be asked for, and what it made of that.
pub fn servers_pane(view: &View<'_>) -> El {
    let words = view.words;
    let leader = view.world().leader();
    let catch_up = leader.and_then(Server::catching_up);
    let asked = match leader {
        Some(leader) => form(view, leader.id()),
        None => el("p").class("quiet").with(words.no_leader_to_ask).html(),
    };
    view.pane(words.servers)
        .with(leader.map(|leader| configuration(view, leader)))
        .with(el("div").class("acts").with(add(view)))
        .with(asked)
        .with(leader.zip(catch_up).map(|(leader, catch_up)| catching_up(view, leader, catch_up)))
        .with(told(view))
        .with(apart(view))
}

/// A blank server more, as long as there is a name for it.
fn add(view: &View<'_>) -> El {
    let button = view.button(view.words.add_server, Intent::AddServer);
    let full = view.state.next_server().is_none().then(|| view.words.nine_at_most.into());
    button.disabled(full)
}

/// Who is to be the cluster: a switch for each server, and a button that asks one of them for it.
pub(super) fn form(view: &View<'_>, asked: ServerId) -> Html {
    let target = view.state.target();
    let switch = |id: ServerId| {
        let switch = view.button(id.to_string(), Intent::Target(id)).key(id.number());
        switch.pressed(target.contains(id))
    };
    let servers = view.world().servers().iter().map(Server::id);
    let ask = view.button(phrases::ask_for(view.language, asked, target), Intent::AskFor(asked));
    let why_not = view.why_not(&cluster::Act::Reconfigure { server: asked, target });
    pieces([
        el("h2").with(view.words.target),
        el("div").class("acts members").role("group").label(view.words.target).all(servers.map(switch)),
        el("div").class("acts").with(ask.disabled(why_not)),
    ])
}

/// How far the new servers have come.
fn catching_up(view: &View<'_>, leader: &Server, catch_up: CatchUp) -> Html {
    let reached = |id: ServerId| match leader.role() {
        Role::Leader { match_index, .. } => match_index[id],
        Role::Follower | Role::Candidate { .. } => raft_core::Index::ZERO,
    };
    let line = |id: ServerId| {
        let line = phrases::catches_up(view.language, id, reached(id), catch_up.goal);
        el("li").key(id.number()).with(line)
    };
    pieces([
        el("ul").class("quiet").all(catch_up.new.iter().map(line)),
        el("p").class("quiet").with(view.words.give_up_help),
    ])
}

/// What a server made of a change in the event that is shown.
fn told(view: &View<'_>) -> Html {
    let event = &view.shot.scene.event;
    let Some(server) = event.server() else { return nothing() };
    let rules = view.world().rules();
    let changes = event.decisions.iter().filter(|decision| matches!(decision, Decision::Change(_)));
    pieces(
        changes
            .enumerate()
            .map(|(place, decision)| told_why(view, &why(view.language, server, rules, decision)).key(place)),
    )
}

/// That two majorities can decide without each other, if they can now.
pub(super) fn apart(view: &View<'_>) -> Option<El> {
    let two = view.shot.scene.observer.two_deciders_now().filter(|two| two.apart)?;
    Some(el("p").class("evidence").role("note").with(two_deciders(view.language, &two)))
}

/// The configuration by which a server goes, which is the latest in its own log, and the same as etcd writes it.
pub(super) fn configuration(view: &View<'_>, server: &Server) -> Html {
    let (words, rules) = (view.words, view.world().rules());
    let configuration = server.configuration(rules);
    let name = membership::name_at(view.world(), server).map(membership::Name::drawn);
    let catching_up = server.electorate(rules).catching_up;
    pieces([
        el("h2").with(words.configuration_in_use),
        el("p").class("in-use").with(name).with(membership::sets(configuration)),
        el("p").title(words.etcd_help).with(el("code").with(membership::in_etcd(configuration, catching_up))),
    ])
}

/// The same form, folded up, for the server that is looked at.
pub(super) fn folded(view: &View<'_>, id: ServerId) -> El {
    let folded = el("details").class("links").set(Attr::Open, None::<&'static str>);
    folded.with(el("summary").with(view.words.change_servers)).with(form(view, id))
}
