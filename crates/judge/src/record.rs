//! What the judge remembers, as the board and the proof ask for it.

use crate::judge::Judge;
use crate::logs::LogId;
use cluster::World;
use raft_core::{Entry, Index, ServerId, ServerSet, Term};

/// A server became leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Election {
    /// The term it leads.
    pub term: Term,
    /// Who.
    pub server: ServerId,
    /// In which event.
    pub event: u32,
    /// Whose votes it had counted then, its own included.
    pub votes: ServerSet,
    /// Its log then.
    pub log: LogId,
}

/// A leader committed an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Where.
    pub index: Index,
    /// What.
    pub entry: Entry,
    /// The term of the leader that committed it. The entry's own term may be lower.
    pub term: Term,
    /// That leader.
    pub leader: ServerId,
    /// In which event.
    pub event: u32,
}

/// A server's state machine executed an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// What.
    pub entry: Entry,
    /// Whose state machine.
    pub server: ServerId,
    /// In which event.
    pub event: u32,
}

/// What is true of one index: what stands over a column of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The first commitment at this index.
    pub committed: Option<Commit>,
    /// Which servers, up or down, store which entry there; the most widely stored first.
    pub groups: Vec<Group>,
}

/// Servers that store the same entry at an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// The entry.
    pub entry: Entry,
    /// Who stores it.
    pub servers: ServerSet,
}

impl Judge {
    /// Who was elected, in the order of events.
    pub fn elections(&self) -> impl DoubleEndedIterator<Item = Election> {
        self.elections.iter().copied()
    }

    /// The first election of a term.
    #[must_use]
    pub fn election_in(&self, term: Term) -> Option<Election> {
        let number = *self.first_in_term.get(term.0 as usize)?;
        self.elections.get((number as usize).checked_sub(1)?).copied()
    }

    /// The first commitment at this index.
    #[must_use]
    pub fn committed(&self, index: Index) -> Option<Commit> {
        let number = *self.first_at.get((index.0 as usize).checked_sub(1)?)?;
        let range = self.commitments.get((number as usize).checked_sub(1)?)?;
        range.at(&self.logs, index)
    }

    /// Every commitment that covers this index, in order. More than one entry among them is a
    /// violation.
    pub fn commits(&self, index: Index) -> impl Iterator<Item = Commit> {
        self.commitments.iter().filter_map(move |range| range.at(&self.logs, index))
    }

    /// The highest index that was ever committed.
    #[must_use]
    pub fn last_committed(&self) -> Index {
        Index(u32::try_from(self.first_at.len()).unwrap_or(u32::MAX))
    }

    /// What was applied first at this index, on any server.
    #[must_use]
    pub fn applied(&self, index: Index) -> Option<Applied> {
        *self.applied.get((index.0 as usize).checked_sub(1)?)?
    }

    /// The entries of a log that the judge has seen.
    #[must_use]
    pub fn log(&self, log: LogId) -> Vec<Entry> {
        self.logs.entries(log)
    }

    /// The index of such a log's last entry.
    #[must_use]
    pub fn last_index(&self, log: LogId) -> Index {
        self.logs.last_index(log)
    }

    /// The entry at an index of a log that the judge has seen.
    #[must_use]
    pub fn entry(&self, log: LogId, index: Index) -> Option<Entry> {
        self.logs.entry(log, index)
    }

    /// What is true of one index in this world, the one that the judge saw last.
    #[must_use]
    pub fn column(&self, world: &World, index: Index) -> Column {
        let mut groups: Vec<Group> = Vec::new();
        for server in world.servers() {
            let Some(entry) = server.log().get(index) else { continue };
            match groups.iter_mut().find(|group| group.entry == *entry) {
                Some(group) => group.servers.insert(server.id()),
                None => groups.push(Group { entry: *entry, servers: ServerSet::only(server.id()) }),
            }
        }
        let mut largest_first: Vec<Group> = Vec::with_capacity(groups.len());
        for group in groups {
            let place = largest_first.partition_point(|other| other.servers.len() >= group.servers.len());
            largest_first.insert(place, group);
        }
        Column { committed: self.committed(index), groups: largest_first }
    }
}
