//! The word for each decision, and the rule that decided.

use crate::decision::{AppendRefusal, CommitCause, Decision, Hold, Ignored, RoleName, StepDown, VoteRefusal};
use crate::rules::Rule;
use crate::verb::Verb;

impl Decision {
    /// What was done, in a word.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Self::Stood { .. } => Verb::Stood,
            Self::GrantedVote { .. } => Verb::Granted,
            Self::RefusedVote { .. } => Verb::Refused,
            Self::CountedVote { .. } | Self::MissedVote { .. } => Verb::Counted,
            Self::BecameLeader { .. } => Verb::Won,
            Self::Appended { .. } => Verb::Appended,
            Self::AcceptedEntries { .. } => Verb::Accepted,
            Self::RejectedEntries { .. } => Verb::Rejected,
            Self::Truncated { .. } | Self::DroppedOwn { .. } => Verb::Truncated,
            Self::KeptConflict { .. } | Self::KeptRole { .. } => Verb::Kept,
            Self::Advanced { .. } => Verb::Advanced,
            Self::Confirmed { .. } => Verb::Confirmed,
            Self::BackedOff { .. } => Verb::BackedOff,
            Self::Committed { .. } => Verb::Committed,
            Self::HeldCommit { .. } => Verb::Held,
            Self::Change(change) => change.verb(),
            Self::SteppedDown { .. } => Verb::SteppedDown,
            Self::UpdatedTerm { .. } => Verb::UpdatedTerm,
            Self::Ignored { .. } => Verb::Ignored,
        }
    }

    /// The rule that decided, where one did.
    #[must_use]
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Self::GrantedVote { .. } => Some(Rule::ElectionRestriction),
            Self::RefusedVote { refusal, .. } => Some(match refusal {
                VoteRefusal::StaleTerm { .. } => Rule::RefuseStaleCandidate,
                VoteRefusal::AlreadyVoted { .. } => Rule::OneVotePerTerm,
                VoteRefusal::LogBehind { .. } => Rule::ElectionRestriction,
            }),
            Self::CountedVote { .. } | Self::MissedVote { .. } | Self::BecameLeader { .. } => {
                Some(Rule::MajorityToWin)
            }
            Self::Stood { .. } => Some(Rule::NewTermOnCandidacy),
            Self::AcceptedEntries { .. } => Some(Rule::ConsistencyCheck),
            Self::RejectedEntries { refusal, .. } => Some(match refusal {
                AppendRefusal::StaleTerm { .. } => Rule::RefuseStaleLeader,
                AppendRefusal::NoMatch { .. } => Rule::ConsistencyCheck,
            }),
            Self::Truncated { theirs: Some(_), .. } | Self::KeptConflict { .. } => {
                Some(Rule::DeleteConflicts)
            }
            Self::Truncated { theirs: None, .. } => Some(Rule::DeleteOnlyConflicts),
            Self::DroppedOwn { .. } => Some(Rule::LeaderAppendOnly),
            Self::Advanced { .. } | Self::Confirmed { .. } => Some(Rule::MatchWhatWasSent),
            Self::BackedOff { .. } => Some(Rule::DecrementNextIndex),
            Self::Committed { cause: CommitCause::Counted { .. }, .. } => Some(Rule::MajorityToCommit),
            Self::Committed { cause: CommitCause::LeaderCommit { .. }, .. } => Some(Rule::CommitUpToLastNew),
            Self::HeldCommit { why, .. } => Some(match why {
                Hold::NoMajority { .. } => Rule::MajorityToCommit,
                Hold::OldTerm { .. } => Rule::CommitOnlyCurrentTerm,
            }),
            // Of a leader both rules of §5.1 ask that it heed the term; of a candidate this one alone.
            Self::SteppedDown { from, why } => Some(match why {
                StepDown::HigherTerm { .. } if *from == RoleName::Leader => Rule::StepDownOnHigherTerm,
                StepDown::HigherTerm { .. } => Rule::ConvertOnHigherTerm,
                StepDown::CurrentLeader { .. } => Rule::KeepVoteInTerm,
                StepDown::LeftOut { .. } => Rule::LeaderOutsideNotCounted,
            }),
            Self::KeptRole { .. } => Some(Rule::ConvertOnHigherTerm),
            Self::Ignored { why, .. } => match why {
                Ignored::StaleVote { .. } => Some(Rule::IgnoreStaleVotes),
                Ignored::StaleAppendReply { .. } => Some(Rule::IgnoreStaleAppendReplies),
                Ignored::HigherTerm { .. } => Some(Rule::StepDownOnHigherTerm),
                Ignored::HearsLeader { .. } => Some(Rule::DisregardVotesWhileLed),
                Ignored::NotCandidate { .. }
                | Ignored::NotLeader { .. }
                | Ignored::OtherAttempt { .. }
                | Ignored::OtherLeader { .. } => None,
            },
            Self::Change(change) => change.rule(),
            Self::Appended { .. } | Self::UpdatedTerm { .. } => None,
        }
    }
}
