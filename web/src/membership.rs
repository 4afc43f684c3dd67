//! Which servers vote, and by which configuration each of them goes (§6): what the picture and the
//! logs show of it. It is read from the servers, and only named here.

use crate::dom::{El, Piece, el, pieces};
use crate::view::View;
use cluster::World;
use raft_core::{Configuration, Index, Log, Server, ServerId, ServerSet, Term};
use yew::Html;

/// What a configuration is in the change that is newest in any log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// `C_old`, which was in force before the change.
    Old,
    /// `C_old,new`, the joint one.
    Joint,
    /// `C_new`, to which it leads.
    New,
}

impl Name {
    /// What stands below the `C`.
    #[must_use]
    pub fn below(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::Joint => "old,new",
            Self::New => "new",
        }
    }

    /// The name with what stands below the `C` set low, as in the paper. A hair space keeps the two apart
    /// where they are read aloud.
    pub fn drawn(self) -> El {
        el("span").class("c-name").with("C\u{200a}").with(el("sub").with(self.below()))
    }
}

/// A text in which `C_old`, `C_new` and `C_old,new` are set as in the paper.
pub fn set(text: &str) -> Html {
    set_by(text, |name| name.drawn().into())
}

/// The same, with each name as this draws it.
pub fn set_by(text: &str, drawn: impl Fn(Name) -> Html) -> Html {
    let names = [Name::Joint, Name::Old, Name::New];
    pieces(text.split("C_").enumerate().map(|(place, part)| {
        let name = names.into_iter().find(|name| place > 0 && part.starts_with(name.below()));
        let rest = part[name.map_or(0, |name| name.below().len())..].to_owned();
        pieces([name.map(&drawn).html(), rest.html()])
    }))
}

/// What a server is in the newest configuration of the leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plate {
    /// Both sets decide: in which of them it is.
    Joint {
        /// Whether it is one of `C_old`.
        old: bool,
        /// Whether it is one of `C_new`.
        new: bool,
    },
    /// One set decides, and it is in it.
    Votes,
    /// It does not decide: it is spare, has left, or catches up.
    NoVote,
}

/// Whether a run has more than its first configuration, or servers outside of it. Where it has not,
/// there is nothing to tell.
#[must_use]
pub fn is_shown(world: &World) -> bool {
    world.all() != world.setup().servers
        || world.servers().iter().any(|server| server.log().latest_configuration().is_some())
}

/// Whether servers can be added here: where configurations are told of, and wherever somebody does what no
/// lesson foresees.
#[must_use]
pub fn can_change(view: &View<'_>) -> bool {
    let run = &view.state.run;
    view.is_present && (is_shown(view.world()) || !run.in_lesson() || run.story.stops().next().is_none())
}

/// The configuration that plates tell: the leader's, or where nobody leads the newest in any log.
#[must_use]
pub fn newest(world: &World) -> Configuration {
    let known = world.leader().or_else(|| newest_stored(world));
    known.map_or(Configuration::of(world.setup().servers), |server| server.configuration(world.rules()))
}

/// A server that stores the newest configuration there is in any log.
fn newest_stored(world: &World) -> Option<&Server> {
    world.servers().iter().max_by_key(|server| place(server.log()))
}

/// The term and the index of the latest configuration in a log: a later one is newer.
fn place(log: &Log) -> Option<(Term, Index)> {
    let (index, _) = log.latest_configuration()?;
    Some((log.get(index)?.term, index))
}

/// A server's plate where plates tell this configuration.
#[must_use]
pub fn plate(Configuration { voters, next }: Configuration, id: ServerId) -> Plate {
    match next {
        Some(next) if voters.contains(id) || next.contains(id) => {
            Plate::Joint { old: voters.contains(id), new: next.contains(id) }
        }
        None if voters.contains(id) => Plate::Votes,
        Some(_) | None => Plate::NoVote,
    }
}

/// Whether a leader brings a server up to date before it counts (§6).
#[must_use]
pub fn catches_up(world: &World, id: ServerId) -> bool {
    let waits = |server: &Server| server.electorate(world.rules()).catching_up.contains(id);
    world.servers().iter().any(|server| world.is_up(server.id()) && waits(server))
}

/// The name of the configuration by which a server goes. `None` where no change was begun, for a
/// server that was told of no configuration, and for one that belongs to neither side of the newest change.
#[must_use]
pub fn name_at(world: &World, server: &Server) -> Option<Name> {
    if server.log().latest_configuration().is_none() && !world.setup().servers.contains(server.id()) {
        return None;
    }
    let (old, new) = change(world)?;
    let Configuration { voters, next } = server.configuration(world.rules());
    match next {
        Some(_) => Some(Name::Joint),
        None if voters == new => Some(Name::New),
        None if voters == old => Some(Name::Old),
        None => None,
    }
}

/// The name of a configuration that is an entry: what stands in a log is joint, or the end of a change.
#[must_use]
pub fn name_of_entry(configuration: Configuration) -> Name {
    if configuration.next.is_some() { Name::Joint } else { Name::New }
}

/// From which set to which the newest change in any log leads.
fn change(world: &World) -> Option<(ServerSet, ServerSet)> {
    let server = newest_stored(world)?;
    let (index, latest) = server.log().latest_configuration()?;
    if let Some(next) = latest.next {
        return Some((latest.voters, next));
    }
    let before = Index(index.0.saturating_sub(1));
    let before = server.log().configuration_up_to(before).map(|(_, before)| before.voters);
    Some((before.unwrap_or(world.setup().servers), latest.voters))
}

/// The sets of a configuration, `C_old` first: `1 2 3` beside `1 2 3 4 5`.
pub fn sets(configuration: Configuration) -> El {
    let set = |set: ServerSet| el("span").class("c-set").with(numbers(set));
    el("span").class("c-sets").with(set(configuration.voters)).with(configuration.next.map(set))
}

/// A configuration as etcd writes it, whose joint one begins with the new set:
/// `voters=(1 2 3 4 5)&&(1 2 3)`, and `learners=(4 5)` for those that catch up.
#[must_use]
pub fn in_etcd(configuration: Configuration, catching_up: ServerSet) -> String {
    let Configuration { voters, next } = configuration;
    let mut line = match next {
        None => format!("voters=({})", numbers(voters)),
        Some(next) => format!("voters=({})&&({})", numbers(next), numbers(voters)),
    };
    if !catching_up.is_empty() {
        line.push_str(" learners=(");
        line.push_str(&numbers(catching_up));
        line.push(')');
    }
    line
}

/// `1 2 3`
fn numbers(servers: ServerSet) -> String {
    let mut line = String::new();
    for id in servers.iter() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&id.number().to_string());
    }
    line
}
