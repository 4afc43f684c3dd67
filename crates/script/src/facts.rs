//! Whether a fact is so, and what is so instead.

use crate::select::{matching, selector_for};
use crate::syntax::{Fact, Selector, Standing};
use cluster::{Event, World};
use judge::{Judge, Property};
use raft_core::{Index, Rule, Server, ServerId, ServerSet, Term, Verb};

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
    /// Decisions of the last act or bundle.
    pub(crate) decided: &'a Decided,
}

/// Values of several servers.
type Cells<T> = [(ServerId, T)];

impl Sight<'_> {
    pub(crate) fn holds(self, fact: &Fact) -> bool {
        match fact {
            Fact::Log(cells) => self.all(cells, terms_of),
            Fact::Commit(cells) => self.all(cells, Server::commit_index),
            Fact::Applied(cells) => self.all(cells, Server::last_applied),
            Fact::Term(cells) => self.all(cells, Server::current_term),
            Fact::Leader { server, term } => {
                self.leaders().any(|(leader, its)| leader == *server && term.is_none_or(|term| term == its))
            }
            Fact::NoLeader => self.leaders().next().is_none(),
            Fact::Role { server, standing } => self.standing(*server) == Some(*standing),
            Fact::Vote { server, voted_for } => self.vote(*server) == Some(*voted_for),
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
            Fact::Stored { index, term, .. } => {
                let on = self.storing(*index, *term);
                let stored = Fact::Stored { index: *index, term: *term, on };
                if on.is_empty() { Vec::new() } else { vec![stored] }
            }
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

    fn storing(self, index: Index, term: Term) -> ServerSet {
        let stores = |server: &&Server| server.log().get(index).is_some_and(|entry| entry.term == term);
        self.world.servers().iter().filter(stores).map(Server::id).collect()
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
        on_link.filter_map(|envelope| selector_for(envelope.id, network)).map(Fact::InFlight).collect()
    }
}

fn terms_of(server: &Server) -> Vec<Term> {
    server.log().entries().iter().map(|entry| entry.term).collect()
}
