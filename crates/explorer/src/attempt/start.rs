//! Attempts to begin with: one for each step of the argument, and the rule that it rests on.

use super::{Attempt, CANDIDATE, LEADER, number};
use raft_core::{Rule, ServerSet, Term};

/// The rules that can be switched off here, by the step of the argument that rests on each.
pub const RULES: [Rule; 10] = [
    Rule::CommitOnlyCurrentTerm,
    Rule::LeaderAppendOnly,
    Rule::MajorityToCommit,
    Rule::MajorityToWin,
    Rule::RefuseStaleLeader,
    Rule::PersistLog,
    Rule::ElectionRestriction,
    Rule::CompareLastTerm,
    Rule::CompareLength,
    Rule::ConsistencyCheck,
];

/// An attempt to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The picture of Figure 9: the voter has the entry, the candidate only what is before it.
    Figure9,
    /// The candidate's log is longer, and old.
    LongerLog,
    /// The candidate has only the first of the entries of its last term.
    ShorterLog,
    /// The candidate's log ends like the voter's, with something else in the middle.
    OtherMiddle,
    /// The candidate's log ends with an entry of a term between T and U.
    LaterTerm,
    /// The voter has lost its log.
    LostCopy,
    /// The voter votes first, and stores the entry then.
    VotesFirst,
    /// Two servers vote, and neither stored the entry.
    FewVotes,
    /// Only two servers store the entry.
    FewCopies,
    /// The entry is of an earlier term than the leader who commits it.
    OldEntry,
    /// The candidate has the entry.
    HasEntry,
}

impl Start {
    /// All of them, the picture first and then by step.
    pub const ALL: [Self; 11] = [
        Self::Figure9,
        Self::LongerLog,
        Self::ShorterLog,
        Self::OtherMiddle,
        Self::LaterTerm,
        Self::LostCopy,
        Self::VotesFirst,
        Self::FewVotes,
        Self::FewCopies,
        Self::OldEntry,
        Self::HasEntry,
    ];

    /// The rule without which the candidate is elected and the entry is lost.
    #[must_use]
    pub fn rule(self) -> Rule {
        match self {
            Self::Figure9 => Rule::ElectionRestriction,
            Self::LongerLog => Rule::CompareLastTerm,
            Self::ShorterLog => Rule::CompareLength,
            Self::OtherMiddle | Self::LaterTerm => Rule::ConsistencyCheck,
            Self::LostCopy => Rule::PersistLog,
            Self::VotesFirst => Rule::RefuseStaleLeader,
            Self::FewVotes => Rule::MajorityToWin,
            Self::FewCopies => Rule::MajorityToCommit,
            Self::OldEntry => Rule::CommitOnlyCurrentTerm,
            Self::HasEntry => Rule::LeaderAppendOnly,
        }
    }

    /// The attempt, with every rule on.
    #[must_use]
    pub fn attempt(self) -> Attempt {
        // Leader T's log, the voter's and the candidate's; T and U.
        let (logs, committed_in, elected_in): ([&[u32]; 3], u32, u32) = match self {
            Self::Figure9 | Self::FewVotes | Self::FewCopies => ([&[1, 2], &[1, 2], &[1]], 2, 3),
            Self::LongerLog => ([&[1, 2], &[1, 2], &[1, 1, 1]], 2, 3),
            Self::ShorterLog => ([&[2, 2], &[2, 2], &[2]], 2, 3),
            Self::OtherMiddle => ([&[1, 2], &[1, 2, 3], &[1, 1, 3]], 2, 4),
            Self::LaterTerm => ([&[1, 2], &[1, 2], &[1, 1, 3]], 2, 4),
            Self::LostCopy => ([&[1, 2], &[], &[1]], 2, 3),
            Self::VotesFirst => ([&[1, 2], &[1], &[1]], 2, 3),
            Self::OldEntry => ([&[1, 2], &[1, 2], &[1, 3]], 4, 5),
            Self::HasEntry => ([&[1, 2], &[1, 2], &[1, 2]], 2, 3),
        };
        Attempt {
            logs: logs.map(|log| log.iter().copied().map(Term).collect()),
            committed_in: Term(committed_in),
            elected_in: Term(elected_in),
            stored: set(if self == Self::FewCopies { &[2] } else { &[2, 3] }).or(ServerSet::only(LEADER)),
            votes: set(if self == Self::FewVotes { &[4] } else { &[3, 4] }).or(ServerSet::only(CANDIDATE)),
            votes_first: self == Self::VotesFirst,
            without: None,
        }
    }
}

fn set(numbers: &[u8]) -> ServerSet {
    numbers.iter().copied().map(number).collect()
}
