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

    /// Looks for two deciders, once a configuration is in some log.
    pub(crate) fn judge_deciders(&mut self, event: u32) {
        if !self.logs.has_configurations() || self.two_deciders.is_some_and(|found| found.apart) {
            return;
        }
        let ends: Vec<(ServerId, Position)> =
            self.known.iter().map(|server| (server, self.last_position(self.seen[server].log))).collect();
        let deciders: Vec<(Index, Decider)> =
            self.known.iter().filter_map(|server| self.decider(server, &ends)).collect();
        for (place, (index, first)) in deciders.iter().enumerate() {
            for (other, second) in &deciders[place + 1..] {
                if first.of == second.of {
                    continue;
                }
                let apart = can_be_apart(first, second);
                if !apart && self.two_deciders.is_some() {
                    continue;
                }
                let (first, second) = if index <= other { (first, second) } else { (second, first) };
                self.two_deciders = Some(TwoDeciders { event, first: *first, second: *second, apart });
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
        Some((index, Decider { server, of, servers }))
    }
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
