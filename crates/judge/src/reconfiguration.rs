//! What is true of configurations (§6), from the logs alone: at no moment could `C_old` alone and
//! `C_new` alone both have decided (Figure 11).
//!
//! A configuration decides alone if some server has it in its log as the latest, and could be elected
//! by it (a majority of its servers has logs that are no more up-to-date, §5.4.1) or leads and could
//! still commit by it (a majority of its servers has not gone on to a higher term).

use crate::Judge;
use crate::logs::LogId;
use raft_core::{Configuration, Index, Position, ServerId, ServerSet, Term};

/// Two configurations could decide at the same moment, each without the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoDeciders {
    /// The first event after which they could.
    pub event: u32,
    /// The server with the shorter log, and those that would be enough for it.
    pub first: Decider,
    /// The other one.
    pub second: Decider,
    /// Whether the two can decide without a common server.
    pub apart: bool,
}

/// A server, its configuration, and who would vote for it or store what it sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decider {
    /// The server.
    pub server: ServerId,
    /// The servers of its configuration.
    pub of: ServerSet,
    /// Those that would follow it: more than half of them.
    pub servers: ServerSet,
    /// Those that use the same configuration.
    pub alike: ServerSet,
}

impl TwoDeciders {
    /// Whether the first could decide with these servers alone, and the second with those.
    #[must_use]
    pub fn could_with(&self, [first, second]: [ServerSet; 2]) -> bool {
        let enough = |decider: Decider, servers: ServerSet| {
            servers.without(decider.servers).is_empty() && more_than_half(decider.of, servers)
        };
        enough(self.first, first) && enough(self.second, second)
    }

    /// A majority of each, as few servers as it takes, and first those that use its configuration. They have none in common if the two are `apart`.
    #[must_use]
    pub fn disjoint_majorities(&self) -> [ServerSet; 2] {
        let least = |one: &Decider, taken: ServerSet, other: ServerSet| {
            let mut majority = ServerSet::EMPTY;
            let own = one.servers.without(other).without(taken);
            let alike = one.servers.and(one.alike).without(taken);
            for id in alike
                .iter()
                .chain(own.iter())
                .chain(one.servers.and(other).without(taken).iter())
                .chain(taken.iter())
            {
                if !more_than_half(one.of, majority) && one.servers.contains(id) {
                    majority.insert(id);
                }
            }
            majority
        };
        let first = least(&self.first, ServerSet::EMPTY, self.second.servers);
        [first, least(&self.second, first, ServerSet::EMPTY)]
    }
}

/// A span of the run in which a set of servers could decide alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alone {
    pub(crate) of: ServerSet,
    /// The event with which it began to be so.
    pub(crate) from: u32,
    /// The event after which it was so no more; `None`: it still is.
    pub(crate) until: Option<u32>,
}

/// Whether they are more than half of a set of servers.
pub(crate) fn more_than_half(of: ServerSet, servers: ServerSet) -> bool {
    2 * servers.and(of).len() > of.len()
}

/// Whether they are more than half of a configuration, of each side of a joint one (§6).
pub(crate) fn is_majority(configuration: Configuration, servers: ServerSet) -> bool {
    more_than_half(configuration.voters, servers)
        && configuration.next.is_none_or(|next| more_than_half(next, servers))
}

impl Judge {
    /// The first moment at which two configurations could decide, each alone.
    #[must_use]
    pub fn two_deciders(&self) -> Option<TwoDeciders> {
        self.two_deciders
    }

    /// The latest configuration in a log.
    #[must_use]
    pub fn configuration(&self, log: LogId) -> Configuration {
        self.logs.configuration(log).map_or(self.bootstrap, |(_, configuration)| configuration)
    }

    /// Where a server's log ends.
    fn last_position(&self, log: LogId) -> Position {
        let index = self.logs.last_index(log);
        let term = self.logs.entry(log, index).map_or(Term::ZERO, |entry| entry.term);
        Position { index, term }
    }

    /// The same at the moment that was seen last, as long as it is so.
    #[must_use]
    pub fn two_deciders_now(&self) -> Option<TwoDeciders> {
        self.two_now
    }

    /// What an event means for configurations, once one is in some log: it is called where a log, a term or a
    /// leader has changed.
    pub(crate) fn judge_configurations(&mut self, event: u32) {
        if self.logs.configured().len() == 0 {
            return;
        }
        self.judge_stored(event);
        let ends: Vec<(ServerId, Position)> =
            self.known.iter().map(|server| (server, self.last_position(self.seen[server].log))).collect();
        let deciders: Vec<(Index, Decider)> =
            self.known.iter().filter_map(|server| self.decider(server, &ends)).collect();
        self.judge_alone(event, &deciders);
        let found = two_of(event, &deciders);
        self.two_now = found;
        let first = self.two_deciders.is_none_or(|known| !known.apart && found.is_some_and(|two| two.apart));
        if first && found.is_some() {
            self.two_deciders = found;
        }
    }

    /// Which sets can decide alone now, and which no more.
    fn judge_alone(&mut self, event: u32, deciders: &[(Index, Decider)]) {
        let can = |of: ServerSet| deciders.iter().any(|(_, decider)| decider.of == of);
        for alone in self.alone.iter_mut().filter(|alone| alone.until.is_none() && !can(alone.of)) {
            alone.until = Some(event);
        }
        for (_, Decider { of, .. }) in deciders {
            if !self.alone.iter().any(|alone| alone.of == *of && alone.until.is_none()) {
                self.alone.push(Alone { of: *of, from: event, until: None });
            }
        }
    }

    /// Whether a server's configuration could decide through it, alone; and where that is in its log.
    fn decider(&self, server: ServerId, ends: &[(ServerId, Position)]) -> Option<(Index, Decider)> {
        let seen = self.seen[server];
        let (index, configuration) =
            self.logs.configuration(seen.log).unwrap_or((Index::ZERO, self.bootstrap));
        if configuration.next.is_some() {
            return None;
        }
        let of = configuration.voters;
        // Who is not in it stands only if the configuration before it includes it.
        let before = self.logs.cut(seen.log, index.previous()).unwrap_or(LogId::EMPTY);
        if !of.contains(server) && !self.configuration(before).members().contains(server) {
            return None;
        }
        let mine = ends.iter().find(|(id, _)| *id == server)?.1;
        let behind = |(_, end): &&(ServerId, Position)| (end.term, end.index) <= (mine.term, mine.index);
        let electing: ServerSet = ends.iter().filter(behind).map(|(id, _)| *id).collect();
        let following: ServerSet = match seen.leads {
            Some(term) => self.known.iter().filter(|id| self.seen[*id].term <= term).collect(),
            None => ServerSet::EMPTY,
        };
        let candidates = [electing, following].map(|servers| servers.and(of));
        let servers = candidates
            .into_iter()
            .filter(|servers| more_than_half(of, *servers))
            .max_by_key(|servers| servers.len())?;
        let uses = |id: &ServerId| self.configuration(self.seen[*id].log) == configuration;
        let alike = self.known.iter().filter(uses).collect();
        Some((index, Decider { server, of, servers, alike }))
    }
}

/// Two of them that use different configurations, if there are any: rather two that can decide without a
/// common server.
fn two_of(event: u32, deciders: &[(Index, Decider)]) -> Option<TwoDeciders> {
    let mut found: Option<TwoDeciders> = None;
    for (place, (index, first)) in deciders.iter().enumerate() {
        for (other, second) in &deciders[place + 1..] {
            let apart = can_be_apart(first, second);
            if first.of == second.of || found.is_some_and(|found| found.apart || !apart) {
                continue;
            }
            let (first, second) = if index <= other { (first, second) } else { (second, first) };
            found = Some(TwoDeciders { event, first: *first, second: *second, apart });
        }
    }
    found
}

/// Whether more than half of the one and more than half of the other can be chosen without a common
/// server.
fn can_be_apart(first: &Decider, second: &Decider) -> bool {
    let common = first.servers.and(second.servers).len();
    let lacks = |one: &Decider, other: &Decider| {
        (one.of.len() / 2 + 1).saturating_sub(one.servers.without(other.servers).len())
    };
    lacks(first, second) + lacks(second, first) <= common
}
