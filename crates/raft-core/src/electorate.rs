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
    /// New servers that receive entries and do not decide: they catch up (§6).
    pub catching_up: ServerSet,
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
        Self { configuration, catching_up: ServerSet::EMPTY, server, rules }
    }

    /// The votes of a candidate, and how many elect it (§5.2).
    #[must_use]
    pub fn votes(self, votes: ServerSet) -> Tally {
        self.tally(votes, ServerSet::EMPTY, |count| self.needed_to_win(count))
    }

    /// The copies of an entry, and how many commit it (§5.3). Whether it may be committed by counting
    /// at all is another question (§5.4.2).
    #[must_use]
    pub fn copies(self, copies: ServerSet) -> Tally {
        if self.counts_copies() {
            self.tally(copies, self.outsider(), majority_of)
        } else {
            let own = ServerSet::only(self.server);
            Tally { old: Count { of: own, reached: own.and(copies), needed: 1 }, new: None }
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
            let (needed, counted) = (majority_of(side.len()), side.or(self.outsider()));
            let is_shared =
                |index: &Index| counted.iter().filter(|server| reached(*server) >= *index).count() >= needed;
            counted.iter().map(&reached).filter(is_shared).max().unwrap_or_default()
        };
        let (old, new) = self.sides();
        let old = side(old);
        new.map_or(old, |new| old.min(side(new)))
    }

    /// "Vote for self" (Figure 2): whether a candidate does. In `C_old,new` a server that `C_new` leaves out
    /// is still one of `C_old`, whose majority may need its vote (§6).
    #[must_use]
    pub fn votes_for_itself(self) -> bool {
        let Configuration { voters, next } = self.configuration;
        next.unwrap_or(voters).contains(self.server) || self.rules.has(Rule::VoteWhileLeaving)
    }

    /// Everyone that receives entries from this leader, itself included if it is a member: "log entries
    /// are replicated to all servers in both configurations" (§6), and to those that catch up.
    #[must_use]
    pub fn receivers(self) -> ServerSet {
        self.configuration.members().or(self.catching_up)
    }

    /// Everyone whose copy counts.
    #[must_use]
    pub fn counted(self) -> ServerSet {
        self.configuration.members().or(self.outsider())
    }

    fn tally(self, servers: ServerSet, outsider: ServerSet, needed: impl Fn(usize) -> usize) -> Tally {
        let side =
            |of: ServerSet| Count { of, reached: servers.and(of.or(outsider)), needed: needed(of.len()) };
        let (old, new) = self.sides();
        Tally { old: side(old), new: new.map(side) }
    }

    /// "Agreement (for elections and entry commitment) requires separate majorities from both the old
    /// and new configurations" (§6).
    fn sides(self) -> (ServerSet, Option<ServerSet>) {
        let Configuration { voters, next } = self.configuration;
        if self.rules.has(Rule::BothMajorities) {
            (voters, next)
        } else {
            (voters.or(next.unwrap_or_default()), None)
        }
    }

    /// A leader that manages a cluster without itself "replicates log entries but does not count
    /// itself in majorities" (§6). If not, it is one of those that count.
    fn outsider(self) -> ServerSet {
        if self.rules.has(Rule::LeaderOutsideNotCounted) {
            ServerSet::EMPTY
        } else {
            ServerSet::only(self.server)
        }
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
        let side = |of: ServerSet| Count { of, reached: servers.and(of), needed: majority_of(of.len()) };
        Tally { old: side(self.voters), new: self.next.map(side) }
    }
}

impl Server {
    /// Who decides, as this server sees it.
    #[must_use]
    pub fn electorate(&self, rules: Rules) -> Electorate {
        let catching_up = self.catching_up().map_or(ServerSet::EMPTY, |catch_up| catch_up.new);
        Electorate { catching_up, ..Electorate::new(self.id(), self.configuration(rules), rules) }
    }
}

/// The smallest number that is more than half: 3 of 5.
fn majority_of(count: usize) -> usize {
    count / 2 + 1
}
