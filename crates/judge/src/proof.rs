//! The safety argument (§5.4.3, Figure 9), step by step, as it is checked on a run.
//!
//! The paper argues by contradiction: it supposes a leader U that lacks an entry committed in a
//! term T below U. Here each step is stated positively, about a committed entry and any later
//! leader:
//!
//! | step | |
//! |---|---|
//! | 0 | Nobody else was elected in a term up to U, and leader T counted the copies of an entry of its own term. |
//! | 1 | Leader U has the entry exactly if it had it when it was elected: leaders never delete. |
//! | 2 | The entry was stored on a majority, and U had the votes of a majority: some server, the voter, is in both. |
//! | 3 | The voter stored the entry before it voted for U. |
//! | 4 | The voter still had it when it voted. |
//! | 5 | U's log was at least as up-to-date as the voter's. |
//! | 6 | If their last terms were equal: U's log has the voter's last entry, and with it the committed one. |
//! | 7 | If U's was larger: it was above T, and whoever led it had the committed entry, and so has U. |
//! | 8 | So U had the entry. |
//!
//! In Raft every step holds, but for one of 6 and 7, which does not apply. Without a rule some
//! step fails first, and that one names what the rule is for.
//!
//! An entry of an earlier term is never committed by counting its copies, but together with a
//! later one of the leader's own term. Then steps 0 and 2 to 7 are about that one, which is
//! [`Proof::counted`], and steps 1 and 8 about the entry itself.

use crate::record::{Commit, Election};
use raft_core::{Configuration, Entry, Position, ServerId, ServerSet};

/// The argument about one committed entry and one leader of a higher term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The entry, and the leader of the lowest term in which it was committed.
    pub commit: Commit,
    /// Where the entry is whose copies were counted: the committed one, or a later one.
    pub counted: Position,
    /// The later leader.
    pub leader: Election,
    /// The server in both majorities whom steps 3 to 7 are about. If there are several, one for
    /// whom all of them hold; if there is none, one for whom they hold the longest. Rather one
    /// that is neither leader.
    pub voter: Option<ServerId>,
    /// Steps 0 to 8.
    pub steps: [Step; 9],
}

impl Proof {
    /// The first step that fails.
    #[must_use]
    pub fn failure(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.verdict == Verdict::Fails)
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// 0 to 8.
    pub number: u8,
    /// Whether it holds.
    pub verdict: Verdict,
    /// What shows it.
    pub why: Why,
    /// The events to look at, in order.
    pub events: Vec<u32>,
}

/// Whether a step of the argument holds in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It does.
    Holds,
    /// It does not, and so the argument says nothing any more.
    Fails,
    /// It is about another case, or about a voter that does not exist.
    DoesNotApply,
}

impl Verdict {
    pub(crate) fn of(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Fails }
    }
}

/// What shows that a step holds, or that it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Step 0.
    Premises {
        /// Whether the counted entry is of the term it was committed in (§5.4.2).
        own_term: bool,
        /// The two elections of the lowest term that has two, if that term is not above the later
        /// leader's (§5.2).
        twice: Option<[Election; 2]>,
    },
    /// Step 1.
    Kept {
        /// Whether the leader had the entry when it was elected.
        elected_with: bool,
        /// Whether it has it, or had it when it led last.
        held: bool,
    },
    /// Step 2.
    Overlap {
        /// Who had stored the counted entry when it was committed, from the leader that did.
        stored: ServerSet,
        /// Whose copies counted.
        copies_of: Configuration,
        /// Who had voted for the later leader in its term.
        votes: ServerSet,
        /// Whose votes counted.
        votes_of: Configuration,
        /// The set of which both took a majority: there the voter is looked for (§6). Of two such halves the
        /// one with the voter. `None`: they have none in common.
        half: Option<ServerSet>,
    },
    /// Step 3.
    Accepted {
        /// The event in which the voter stored the counted entry.
        accepted: u32,
        /// The event in which it voted.
        voted: u32,
    },
    /// Step 4.
    StillThere {
        /// What was in the voter's log in the counted entry's place when it voted.
        found: Option<Entry>,
    },
    /// Step 5.
    UpToDate {
        /// Where the voter's log ended when it voted.
        mine: Position,
        /// Where the later leader's log ended when it was elected.
        theirs: Position,
    },
    /// Step 6.
    EqualTerms {
        /// Where the voter's log ended.
        mine: Position,
        /// Where the later leader's log ended.
        theirs: Position,
        /// Whether the leader's log has the voter's last entry.
        has_last: bool,
        /// Whether it has the counted entry.
        has_counted: bool,
    },
    /// Step 7.
    LargerTerm {
        /// Where the voter's log ended.
        mine: Position,
        /// Where the later leader's log ended.
        theirs: Position,
        /// Who led the term of the later leader's last entry; `None`: nobody did.
        creator: Option<ServerId>,
        /// Whether that leader had the counted entry when it was elected.
        creator_had: bool,
        /// Whether the later leader's log has it.
        has_counted: bool,
    },
    /// Step 8.
    Had {
        /// What was in the later leader's log in the committed entry's place when it was elected.
        found: Option<Entry>,
    },
    /// Steps 3 to 7: there is no voter.
    NoVoter,
    /// Step 6 or 7: the last terms compare otherwise.
    OtherCase {
        /// Where the voter's log ended.
        mine: Position,
        /// Where the later leader's log ended.
        theirs: Position,
    },
}
