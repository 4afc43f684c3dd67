//! The five properties of Figure 3.

/// What Raft guarantees at all times (Figure 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Property {
    /// At most one leader can be elected in a given term (§5.2).
    ElectionSafety,
    /// A leader never overwrites or deletes entries in its log (§5.3).
    LeaderAppendOnly,
    /// Two logs with an entry of the same index and term are identical up to it (§5.3).
    LogMatching,
    /// An entry committed in a term is in the logs of the leaders of all higher terms (§5.4).
    LeaderCompleteness,
    /// No two servers ever apply different entries at the same index (§5.4.3).
    StateMachineSafety,
}

impl Property {
    /// All five, in the order of Figure 3.
    pub const ALL: [Self; 5] = [
        Self::ElectionSafety,
        Self::LeaderAppendOnly,
        Self::LogMatching,
        Self::LeaderCompleteness,
        Self::StateMachineSafety,
    ];

    /// The name in scripts: `leader-completeness`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ElectionSafety => "election-safety",
            Self::LeaderAppendOnly => "leader-append-only",
            Self::LogMatching => "log-matching",
            Self::LeaderCompleteness => "leader-completeness",
            Self::StateMachineSafety => "state-machine-safety",
        }
    }

    /// The section of the paper.
    #[must_use]
    pub fn section(self) -> &'static str {
        match self {
            Self::ElectionSafety => "5.2",
            Self::LeaderAppendOnly | Self::LogMatching => "5.3",
            Self::LeaderCompleteness => "5.4",
            Self::StateMachineSafety => "5.4.3",
        }
    }
}
