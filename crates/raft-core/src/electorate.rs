//! Who decides: whose votes elect a leader (§5.2), whose copies commit an entry (§5.3), and how many
//! of them it takes. In a joint configuration it takes a majority of each side (§6).
//!
//! Majorities are counted here and nowhere else: a decision carries its [`Electorate`], and what
//! explains it or draws it reads the same value.

use crate::configuration::Configuration;
use crate::ids::{Index, ServerId, ServerSet};
use crate::rules::{Rule, Rules};
use crate::server::Server;

/// The servers that decide, as one server sees them: by its own configuration, and by the rules in
/// force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Electorate {
    /// The configuration in force.
    pub configuration: Configuration,
    /// Whose view it is: the candidate or leader that counts.
    server: ServerId,
    rules: Rules,
}

/// Votes or copies, counted on each side of a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The count in `C_old`, or in the only configuration there is.
    pub old: Count,
    /// The count in `C_new` while both decide.
    pub new: Option<Count>,
}

/// Votes or copies, counted in one set of servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Whose votes or copies count.
    pub of: ServerSet,
    /// Those that have voted, or store the entry.
    pub reached: ServerSet,
    /// How many it takes.
    pub needed: usize,
}

impl Count {
    fn new(of: ServerSet, servers: ServerSet, needed: impl Fn(usize) -> usize) -> Self {
        Self { of, reached: servers.and(of), needed: needed(of.len()) }
    }

    /// Whether there are as many as it takes.
    #[must_use]
    pub fn is_enough(self) -> bool {
        self.reached.len() >= self.needed
    }
}

impl Tally {
    /// Whether there are as many as it takes on every side.
    #[must_use]
    pub fn is_enough(self) -> bool {
        self.sides().all(Count::is_enough)
    }

    /// The count of each side, the old one first.
    pub fn sides(self) -> impl Iterator<Item = Count> {
        [Some(self.old), self.new].into_iter().flatten()
    }
}

impl Electorate {
    /// The electorate of a server that uses this configuration.
    #[must_use]
    pub fn new(server: ServerId, configuration: Configuration, rules: Rules) -> Self {
        Self { configuration, server, rules }
    }

    /// The votes of a candidate, and how many elect it (§5.2).
    #[must_use]
    pub fn votes(self, votes: ServerSet) -> Tally {
        self.configuration.tally(votes, |count| self.needed_to_win(count))
    }

    /// The copies of an entry, and how many commit it (§5.3). Whether it may be committed by counting
    /// at all is another question (§5.4.2).
    #[must_use]
    pub fn copies(self, copies: ServerSet) -> Tally {
        if self.counts_copies() {
            self.majorities(copies)
        } else {
            let own = ServerSet::only(self.server);
            Tally { old: Count::new(own, copies, majority_of), new: None }
        }
    }

    /// The same against majorities, as the paper has it, whatever rule is off.
    #[must_use]
    pub fn majorities(self, servers: ServerSet) -> Tally {
        self.configuration.majorities(servers)
    }

    /// The greatest index that enough servers have reached, where `reached` tells how far each of
    /// them is known to have come (§5.3).
    #[must_use]
    pub fn index_reached(self, reached: impl Fn(ServerId) -> Index) -> Index {
        if !self.counts_copies() {
            return reached(self.server);
        }
        let side = |side: ServerSet| {
            let needed = majority_of(side.len());
            let is_shared =
                |index: &Index| side.iter().filter(|server| reached(*server) >= *index).count() >= needed;
            side.iter().map(&reached).filter(is_shared).max().unwrap_or_default()
        };
        let old = side(self.configuration.voters);
        self.configuration.next.map_or(old, |next| old.min(side(next)))
    }

    /// "A candidate wins an election if it receives votes from a majority of the servers" (§5.2).
    fn needed_to_win(self, count: usize) -> usize {
        if self.rules.has(Rule::MajorityToWin) { majority_of(count) } else { count / 2 }
    }

    /// "A log entry is committed once the leader that created the entry has replicated it on a
    /// majority of the servers" (§5.3). If not, the leader's own copy is enough.
    fn counts_copies(self) -> bool {
        self.rules.has(Rule::MajorityToCommit)
    }
}

impl Configuration {
    /// These servers, counted against a majority: of each side, in a joint configuration (§6).
    #[must_use]
    pub fn majorities(self, servers: ServerSet) -> Tally {
        self.tally(servers, majority_of)
    }

    fn tally(self, servers: ServerSet, needed: impl Fn(usize) -> usize) -> Tally {
        let side = |side: ServerSet| Count::new(side, servers, &needed);
        Tally { old: side(self.voters), new: self.next.map(side) }
    }
}

impl Server {
    /// Who decides, as this server sees it.
    #[must_use]
    pub fn electorate(&self, rules: Rules) -> Electorate {
        Electorate::new(self.id(), self.configuration(), rules)
    }
}

/// The smallest number that is more than half: 3 of 5.
fn majority_of(count: usize) -> usize {
    count / 2 + 1
}
