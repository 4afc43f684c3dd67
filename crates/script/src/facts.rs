//! Whether a fact is so, and what is so instead.

use crate::select::{matching, selector_for};
use crate::syntax::{Fact, Progress, Selector, Standing, TimerName};
use cluster::{Event, Micros, Span, World};
use judge::{Judge, Property, TwoDeciders};
use raft_core::{
    Command, Configuration, Index, Payload, Role, Rule, Server, ServerId, ServerSet, Term, Verb,
};

/// What servers decided: who, what, by which rule. In order, and nothing twice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decided(Vec<(ServerId, Verb, Option<Rule>)>);

impl Decided {
    /// Remembers an event's decisions.
    pub(crate) fn note(&mut self, event: &Event) {
        let Some(server) = event.server() else { return };
        for decision in &event.decisions {
            let decided = (server, decision.verb(), decision.rule());
            if let Err(place) = self.0.binary_search(&decided) {
                self.0.insert(place, decided);
            }
        }
    }
}

/// What facts are about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sight<'a> {
    pub(crate) world: &'a World,
    pub(crate) judge: &'a Judge,
    /// What time it is for the script: `run` takes it on where nothing happens.
    pub(crate) now: Micros,
    /// Decisions of the last act or bundle.
    pub(crate) decided: &'a Decided,
}

/// A message lists no more than so many facts that are so instead.
const MOST_INSTEAD: usize = 12;

/// Values of several servers.
type Cells<T> = [(ServerId, T)];

impl Sight<'_> {
    pub(crate) fn holds(self, fact: &Fact) -> bool {
        match fact {
            Fact::Log(cells) => self.all(cells, terms_of),
            Fact::Commands(cells) => self.all(cells, commands_of),
            Fact::Commit(cells) => self.all(cells, Server::commit_index),
            Fact::Applied(cells) => self.all(cells, Server::last_applied),
            Fact::Term(cells) => self.all(cells, Server::current_term),
            Fact::Leader { server, term } => {
                self.leaders().any(|(leader, its)| leader == *server && term.is_none_or(|term| term == its))
            }
            Fact::NoLeader => self.leaders().next().is_none(),
            Fact::Progress { of, leader, cells } => {
                cells.iter().all(|(server, index)| self.progress(*of, *leader, *server) == Some(*index))
            }
            Fact::Committed { index, term } => {
                self.judge.commits(*index).any(|commit| term.is_none_or(|term| commit.entry.term == term))
            }
            Fact::NothingCommitted => self.judge.last_committed() == Index::ZERO,
            Fact::Answered(command) => self.answered().any(|answered| answered == *command),
            Fact::Timer { timer, server, remaining } => match (self.remaining(*timer, *server), remaining) {
                (None, None) => true,
                (Some(actual), Some(span)) => span.min <= actual.min && actual.max <= span.max,
                (None, Some(_)) | (Some(_), None) => false,
            },
            Fact::Role { server, standing } => self.standing(*server) == Some(*standing),
            Fact::Vote { server, voted_for } => self.vote(*server) == Some(*voted_for),
            Fact::Configuration { server, configuration } => {
                self.configuration(*server) == Some(*configuration)
            }
            Fact::CatchingUp { server, new } => self.catching_up(*server) == Some(*new),
            Fact::Apart(sides) => match (self.apart(), sides) {
                (None, None) => true,
                (Some(two), Some(sides)) => two.could_with(*sides),
                (None, Some(_)) | (Some(_), None) => false,
            },
            Fact::Stored { index, term, on } => on.without(self.storing(*index, *term)).is_empty(),
            Fact::InFlight(selector) => matching(selector, self.world.network()).next().is_some(),
            Fact::Decision { server, verb, rule } => {
                self.decisions(*server).any(|(v, r)| v == *verb && (rule.is_none() || r == *rule))
            }
            Fact::Safe => self.judge.violations().is_empty(),
            Fact::Violation(property) => self.judge.violation(*property).is_some(),
        }
    }

    /// What is so instead of a fact that is not: facts of the same kind. Empty if there is nothing
    /// to say.
    pub(crate) fn instead(self, fact: &Fact) -> Vec<Fact> {
        match fact {
            Fact::Log(cells) => self.different(cells, terms_of, Fact::Log),
            Fact::Commands(cells) => self.different(cells, commands_of, Fact::Commands),
            Fact::Commit(cells) => self.different(cells, Server::commit_index, Fact::Commit),
            Fact::Applied(cells) => self.different(cells, Server::last_applied, Fact::Applied),
            Fact::Term(cells) => self.different(cells, Server::current_term, Fact::Term),
            Fact::Leader { .. } | Fact::NoLeader => {
                let leads = |(server, term)| Fact::Leader { server, term: Some(term) };
                let leaders: Vec<Fact> = self.leaders().map(leads).collect();
                if leaders.is_empty() { vec![Fact::NoLeader] } else { leaders }
            }
            Fact::Role { server, .. } => {
                let role = |standing| Fact::Role { server: *server, standing };
                self.standing(*server).map(role).into_iter().collect()
            }
            Fact::Vote { server, .. } => {
                let vote = |voted_for| Fact::Vote { server: *server, voted_for };
                self.vote(*server).map(vote).into_iter().collect()
            }
            Fact::Progress { of, leader, cells } => self.progress_instead(*of, *leader, cells),
            Fact::Committed { index, .. } => self.committed_instead(*index),
            Fact::NothingCommitted => self.committed_instead(self.judge.last_committed()),
            Fact::Answered(_) => {
                let mut answered: Vec<Fact> = self.answered().map(Fact::Answered).collect();
                answered.dedup();
                answered.split_off(answered.len().saturating_sub(MOST_INSTEAD))
            }
            Fact::Timer { timer, server, .. } => {
                let remaining = self.remaining(*timer, *server);
                vec![Fact::Timer { timer: *timer, server: *server, remaining }]
            }
            Fact::Configuration { server, .. } => {
                let fact = |configuration| Fact::Configuration { server: *server, configuration };
                self.configuration(*server).map(fact).into_iter().collect()
            }
            Fact::CatchingUp { server, .. } => {
                let fact = |new| Fact::CatchingUp { server: *server, new };
                self.catching_up(*server).map(fact).into_iter().collect()
            }
            Fact::Apart(_) => vec![Fact::Apart(self.apart().map(|two| two.disjoint_majorities()))],
            Fact::Stored { index, on, .. } => self.stored_instead(*index, *on),
            Fact::InFlight(selector) => self.under_way_near(selector),
            Fact::Decision { server, .. } => {
                let decision = |(verb, rule)| Fact::Decision { server: *server, verb, rule };
                self.decisions(*server).map(decision).collect()
            }
            Fact::Safe | Fact::Violation(_) => {
                let violation = |property: &Property| Fact::Violation(*property);
                let broken = |property: &&Property| self.judge.violation(**property).is_some();
                let violations: Vec<Fact> = Property::ALL.iter().filter(broken).map(violation).collect();
                if violations.is_empty() { vec![Fact::Safe] } else { violations }
            }
        }
    }

    fn all<T: PartialEq>(self, cells: &Cells<T>, value: impl Fn(&Server) -> T) -> bool {
        cells.iter().all(|(id, expected)| self.world.server(*id).map(&value).as_ref() == Some(expected))
    }

    /// The cells that are not as expected, as they are.
    fn different<T: PartialEq>(
        self,
        cells: &Cells<T>,
        value: impl Fn(&Server) -> T,
        fact: impl Fn(Vec<(ServerId, T)>) -> Fact,
    ) -> Vec<Fact> {
        let actual = |(id, expected): &(ServerId, T)| {
            self.world.server(*id).map(&value).filter(|actual| actual != expected).map(|value| (*id, value))
        };
        vec![fact(cells.iter().filter_map(actual).collect())]
    }

    /// Servers that are up and lead, with their terms.
    fn leaders(&self) -> impl Iterator<Item = (ServerId, Term)> {
        let up = self.world.up();
        let leads = move |server: &&Server| server.is_leader() && up.contains(server.id());
        self.world.servers().iter().filter(leads).map(|server| (server.id(), server.current_term()))
    }

    fn standing(self, id: ServerId) -> Option<Standing> {
        let server = self.world.server(id)?;
        Some(if self.world.is_up(id) { Standing::Up(server.role().name()) } else { Standing::Down })
    }

    fn vote(self, id: ServerId) -> Option<Option<ServerId>> {
        self.world.server(id).map(Server::voted_for)
    }

    /// The configuration in force on a server.
    fn configuration(self, id: ServerId) -> Option<Configuration> {
        Some(self.world.server(id)?.configuration(self.world.rules()))
    }

    /// The two configurations that could decide now without a common server.
    fn apart(self) -> Option<TwoDeciders> {
        self.judge.two_deciders_now().filter(|two| two.apart)
    }

    fn catching_up(self, id: ServerId) -> Option<ServerSet> {
        Some(self.world.server(id)?.electorate(self.world.rules()).catching_up)
    }

    fn storing(self, index: Index, term: Term) -> ServerSet {
        let stores = |server: &&Server| server.log().get(index).is_some_and(|entry| entry.term == term);
        self.world.servers().iter().filter(stores).map(Server::id).collect()
    }

    /// Who stores what at this index; if nobody stores anything there, the logs that were meant.
    fn stored_instead(self, index: Index, on: ServerSet) -> Vec<Fact> {
        let servers = self.world.servers().iter();
        let mut terms: Vec<Term> = Vec::new();
        for entry in servers.filter_map(|server| server.log().get(index)) {
            if let Err(place) = terms.binary_search(&entry.term) {
                terms.insert(place, entry.term);
            }
        }
        if terms.is_empty() {
            let logs = on.iter().filter_map(|id| Some((id, terms_of(self.world.server(id)?)))).collect();
            return vec![Fact::Log(logs)];
        }
        terms.into_iter().map(|term| Fact::Stored { index, term, on: self.storing(index, term) }).collect()
    }

    fn progress(self, of: Progress, leader: ServerId, server: ServerId) -> Option<Index> {
        let known = self.world.server(leader).filter(|_| self.world.is_up(leader))?;
        match known.role() {
            Role::Leader { next_index, match_index, .. } => Some(match of {
                Progress::Next => next_index[server],
                Progress::Match => match_index[server],
            }),
            Role::Follower | Role::Candidate { .. } => None,
        }
    }

    /// The cells as they are, or who leads if this server does not.
    fn progress_instead(self, of: Progress, leader: ServerId, cells: &Cells<Index>) -> Vec<Fact> {
        let actual: Vec<(ServerId, Index)> = cells
            .iter()
            .filter_map(|(server, _)| Some((*server, self.progress(of, leader, *server)?)))
            .collect();
        if actual.is_empty() {
            self.instead(&Fact::NoLeader)
        } else {
            vec![Fact::Progress { of, leader, cells: actual }]
        }
    }

    /// What is committed at this index, or else the last that is.
    fn committed_instead(self, index: Index) -> Vec<Fact> {
        let at = |index: Index| {
            let commits = self.judge.commits(index);
            commits.map(move |commit| Fact::Committed { index, term: Some(commit.entry.term) })
        };
        let here: Vec<Fact> = at(index).collect();
        let last = self.judge.last_committed();
        match here {
            _ if last == Index::ZERO => vec![Fact::NothingCommitted],
            here if here.is_empty() => at(last).collect(),
            here => here,
        }
    }

    /// The commands that clients know to be done.
    fn answered(&self) -> impl Iterator<Item = Command> {
        let told = self.judge.requests().filter(|request| request.acknowledged.is_some());
        told.map(|request| request.command)
    }

    /// How long a timer has yet to run.
    fn remaining(self, timer: TimerName, server: ServerId) -> Option<Span> {
        let timers = self.world.timers();
        let timer = match timer {
            TimerName::Election => timers.election[server],
            TimerName::Heartbeat => timers.heartbeat[server],
        };
        let remaining = timer?.due.since(self.now);
        Some(Span { min: remaining, max: remaining })
    }

    fn decisions(&self, server: ServerId) -> impl Iterator<Item = (Verb, Option<Rule>)> {
        let own = move |(who, ..): &&(ServerId, Verb, Option<Rule>)| *who == server;
        self.decided.0.iter().filter(own).map(|(_, verb, rule)| (*verb, *rule))
    }

    /// What is under way on the selector's link.
    fn under_way_near(self, selector: &Selector) -> Vec<Fact> {
        let network = self.world.network();
        let on_link = network
            .messages()
            .iter()
            .filter(|envelope| envelope.id.from == selector.from && envelope.id.to == selector.to);
        let near = on_link.filter_map(|envelope| selector_for(envelope.id, network));
        near.take(MOST_INSTEAD).map(Fact::InFlight).collect()
    }
}

/// The commands of a log. An entry that carries none is told by a word of its own.
fn commands_of(server: &Server) -> Vec<Command> {
    let word = |payload: &Payload| match payload {
        Payload::Command(command) => Some(*command),
        Payload::NoOp => Command::new("no-op"),
        Payload::Configuration(_) => Command::new("servers"),
    };
    server.log().entries().iter().filter_map(|entry| word(&entry.payload)).collect()
}

fn terms_of(server: &Server) -> Vec<Term> {
    server.log().entries().iter().map(|entry| entry.term).collect()
}
