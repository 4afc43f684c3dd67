//! What a server decides about a change of the cluster's membership (§6).

use crate::configuration::Configuration;
use crate::decision::RoleName;
use crate::ids::{Index, ServerId, ServerSet, Term};
use crate::rules::Rule;
use crate::verb::Verb;

/// One step of a change from `C_old` to `C_new`, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A server does not begin the change that it is asked for.
    Refused {
        /// The servers that were to be the cluster.
        target: ServerSet,
        /// Why not.
        refusal: ChangeRefusal,
    },
    /// The leader lets new servers catch up first, as non-voting members.
    CatchUpBegan {
        /// The servers that are to be the cluster.
        target: ServerSet,
        /// Those of them that are not members yet.
        new: ServerSet,
        /// They are to store the leader's log up to here: its last index.
        goal: Index,
    },
    /// A new server has caught up: it stores every entry that the leader's log had when it was asked.
    CaughtUp {
        /// Which.
        server: ServerId,
        /// Its matchIndex.
        match_index: Index,
        /// The index that it had to reach.
        goal: Index,
        /// The new servers that still have to catch up.
        waiting: ServerSet,
    },
    /// The leader gives up a change whose new servers have not all caught up, since another is asked
    /// for.
    GivenUp {
        /// The servers that were to be the cluster.
        target: ServerSet,
        /// Those that have not caught up.
        waiting: ServerSet,
    },
    /// The leader appends `C_old,new` (`joint-consensus` off: `C_new` at once).
    Began {
        /// Where.
        index: Index,
        /// What was in force until now.
        old: Configuration,
        /// What is in its log now.
        configuration: Configuration,
    },
    /// The leader appends `C_new`, since `C_old,new` is committed.
    Completed {
        /// Where.
        index: Index,
        /// Where `C_old,new` is.
        joint: Index,
        /// The leader's commitIndex: at least `joint`, unless `joint-before-new` is off.
        commit_index: Index,
        /// `C_new`.
        configuration: Configuration,
    },
    /// A new leader cannot go on with the change in its log: its last configuration is of an earlier
    /// term and not known to be committed, and needs an entry of the leader's own term (§5.4.2).
    Waits {
        /// Where that configuration is.
        index: Index,
        /// The term it was created in.
        entry_term: Term,
        /// The leader's term.
        current_term: Term,
    },
}

/// Why a change does not begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeRefusal {
    /// Only a leader changes the configuration.
    NotLeader {
        /// What the server is.
        role: RoleName,
    },
    /// No server would be left.
    Empty,
    /// There are no such servers.
    Unknown {
        /// Which of them.
        unknown: ServerSet,
    },
    /// These servers are the cluster already, or are just catching up for it.
    Same {
        /// The configuration in force.
        configuration: Configuration,
    },
    /// The last configuration in the leader's log is not `C_new` of a change, or not committed.
    UnderWay {
        /// Where it is.
        index: Index,
        /// What it is.
        configuration: Configuration,
        /// The leader's commitIndex.
        commit_index: Index,
    },
}

impl Change {
    /// What was done, in a word.
    #[must_use]
    pub fn verb(self) -> Verb {
        match self {
            Self::Refused { .. } => Verb::Refused,
            Self::CatchUpBegan { .. } | Self::CaughtUp { .. } => Verb::CaughtUp,
            Self::GivenUp { .. } => Verb::GaveUp,
            Self::Began { .. } | Self::Completed { .. } => Verb::Reconfigured,
            Self::Waits { .. } => Verb::Held,
        }
    }

    /// The rule that decided, where one did.
    #[must_use]
    pub fn rule(self) -> Option<Rule> {
        match self {
            Self::Refused { refusal: ChangeRefusal::UnderWay { .. }, .. } => Some(Rule::OneChangeAtATime),
            Self::Refused { .. } => None,
            Self::CatchUpBegan { .. } | Self::CaughtUp { .. } | Self::GivenUp { .. } => {
                Some(Rule::CatchUpFirst)
            }
            Self::Began { .. } => Some(Rule::JointConsensus),
            Self::Completed { .. } => Some(Rule::JointBeforeNew),
            Self::Waits { .. } => Some(Rule::CommitOnlyCurrentTerm),
        }
    }
}
