//! What a violation is made of: enough to point at it on the board and to say it in a sentence.

use crate::property::Property;
use crate::{Applied, Commit, Election};
use raft_core::{Entry, Index, ServerId, Term};

/// A property that does not hold: the first event at which it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which property.
    pub property: Property,
    /// The event after which it does not hold.
    pub event: u32,
    /// What shows it.
    pub evidence: Evidence,
}

/// What shows that a property does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Two servers were elected in one term.
    ElectionSafety {
        /// Who was elected first.
        first: Election,
        /// Who was elected in the same term too.
        second: Election,
    },
    /// A leader overwrote or deleted an entry of its own log.
    LeaderAppendOnly {
        /// The leader.
        leader: ServerId,
        /// The term it leads.
        term: Term,
        /// The first index that changed.
        index: Index,
        /// What was there.
        before: Entry,
        /// What is there now; `None`: nothing.
        after: Option<Entry>,
    },
    /// Two logs agree on an index and its term, and differ at that index or before it.
    LogMatching {
        /// The two servers.
        servers: [ServerId; 2],
        /// Where both have an entry of the same term.
        agree: Index,
        /// That term.
        term: Term,
        /// The first index where they differ, not after `agree`.
        differ: Index,
        /// What each of them has there.
        entries: [Entry; 2],
    },
    /// A leader lacks an entry that was committed in a lower term.
    LeaderCompleteness {
        /// The commitment.
        commit: Commit,
        /// The leader, of a higher term.
        leader: Election,
        /// What the leader's log has at that index.
        found: Option<Entry>,
    },
    /// Two different entries were applied at one index.
    StateMachineSafety {
        /// Which index.
        index: Index,
        /// What was applied there first.
        first: Applied,
        /// What was applied there later.
        second: Applied,
    },
}

impl Evidence {
    /// The property it speaks against.
    #[must_use]
    pub fn property(&self) -> Property {
        match self {
            Self::ElectionSafety { .. } => Property::ElectionSafety,
            Self::LeaderAppendOnly { .. } => Property::LeaderAppendOnly,
            Self::LogMatching { .. } => Property::LogMatching,
            Self::LeaderCompleteness { .. } => Property::LeaderCompleteness,
            Self::StateMachineSafety { .. } => Property::StateMachineSafety,
        }
    }
}
