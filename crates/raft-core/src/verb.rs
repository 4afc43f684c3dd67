//! What was decided, in a word.

/// The verb of a decision, as scripts and the command line name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Stood for election.
    Stood,
    /// Granted a vote.
    Granted,
    /// Refused a vote.
    Refused,
    /// Counted a vote, or learnt that there is none.
    Counted,
    /// Won an election.
    Won,
    /// Appended to its own log as leader.
    Appended,
    /// Accepted entries.
    Accepted,
    /// Rejected entries.
    Rejected,
    /// Deleted the end of its log.
    Truncated,
    /// Kept what it should have given up: an entry, or its role.
    Kept,
    /// Learnt how far a follower is.
    Advanced,
    /// Learnt nothing new from a follower's success.
    Confirmed,
    /// Went back after a refusal.
    BackedOff,
    /// Committed.
    Committed,
    /// Did not commit.
    Held,
    /// Appended another configuration.
    Reconfigured,
    /// Lets new servers catch up, or learns that one has.
    CaughtUp,
    /// Gave up a change of the membership.
    GaveUp,
    /// Became a follower.
    SteppedDown,
    /// Took over a higher term.
    UpdatedTerm,
    /// Ignored a message.
    Ignored,
}

impl Verb {
    /// Every verb.
    pub const ALL: &[Self] = &[
        Self::Stood,
        Self::Granted,
        Self::Refused,
        Self::Counted,
        Self::Won,
        Self::Appended,
        Self::Accepted,
        Self::Rejected,
        Self::Truncated,
        Self::Kept,
        Self::Advanced,
        Self::Confirmed,
        Self::BackedOff,
        Self::Committed,
        Self::Held,
        Self::Reconfigured,
        Self::CaughtUp,
        Self::GaveUp,
        Self::SteppedDown,
        Self::UpdatedTerm,
        Self::Ignored,
    ];

    /// The word in scripts: `stepped-down`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stood => "stood",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Counted => "counted",
            Self::Won => "won",
            Self::Appended => "appended",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Truncated => "truncated",
            Self::Kept => "kept",
            Self::Advanced => "advanced",
            Self::Confirmed => "confirmed",
            Self::BackedOff => "backed-off",
            Self::Committed => "committed",
            Self::Held => "held",
            Self::Reconfigured => "reconfigured",
            Self::CaughtUp => "caught-up",
            Self::GaveUp => "gave-up",
            Self::SteppedDown => "stepped-down",
            Self::UpdatedTerm => "updated-term",
            Self::Ignored => "ignored",
        }
    }
}
