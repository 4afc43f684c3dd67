//! The rules of Raft that can be switched off, to see what each of them defends.
//!
//! Each rule is consulted at one place. Search for `Rule::` and its name to find it.

use serde::{Deserialize, Serialize};

/// A set of rules that are in force.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rules(u64);

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $section:literal;)*) => {
        /// One rule of the paper, with a name that scripts, links and the board share.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Rule { $($(#[$doc])* $variant,)* }

        impl Rule {
            /// Every rule, in the order in which they came to the board.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in scripts: `election-restriction`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The section of the paper that states the rule: `5.4.1`.
            #[must_use]
            pub const fn section(self) -> &'static str {
                match self { $(Self::$variant => $section,)* }
            }
        }
    };
}

rules! {
    /// A server grants at most one vote in a term. Off: it may vote for several candidates.
    OneVotePerTerm = "one-vote-per-term", "5.2";
    /// A candidate starts a new term. Off: it stays in its term and overwrites its vote.
    NewTermOnCandidacy = "new-term-on-candidacy", "5.2";
    /// A majority elects. Off: half the servers, rounded down, are enough.
    MajorityToWin = "majority-to-win", "5.2";
    /// An entry is committed once a majority stores it. Off: the leader's own copy is enough.
    MajorityToCommit = "majority-to-commit", "5.3";
    /// votedFor survives a crash. Off: it is lost.
    PersistVote = "persist-vote", "5.1";
    /// currentTerm survives a crash. Off: it is lost, and votedFor with it.
    PersistTerm = "persist-term", "5.1";
    /// The log survives a crash. Off: it is lost.
    PersistLog = "persist-log", "5.1";
    /// A voter refuses a candidate whose log is less up-to-date than its own. Off: it never looks.
    ElectionRestriction = "election-restriction", "5.4.1";
    /// Up-to-date compares the last terms first. Off: the longer log counts as more up-to-date.
    CompareLastTerm = "compare-last-term", "5.4.1";
    /// With equal last terms the longer log is more up-to-date. Off: only last terms are compared.
    CompareLength = "compare-length", "5.4.1";
    /// A leader counts copies only for entries of its own term. Off: for any entry.
    CommitOnlyCurrentTerm = "commit-only-current-term", "5.4.2";
    /// A leader never overwrites or deletes entries of its own log. Off: a new leader drops its uncommitted entries.
    LeaderAppendOnly = "leader-append-only", "5.3";
    /// A follower refuses entries unless its entry at prevLogIndex has prevLogTerm. Off: the term is not compared.
    ConsistencyCheck = "consistency-check", "5.3";
    /// A follower deletes an entry that conflicts with the leader's. Off: it keeps it, and answers success.
    DeleteConflicts = "delete-conflicts", "5.3";
    /// A follower deletes only what conflicts. Off: it cuts its log after every AppendEntries.
    DeleteOnlyConflicts = "delete-only-conflicts", "5.3";
    /// A follower's commitIndex goes up to the last new entry at most. Off: up to its own last entry.
    CommitUpToLastNew = "commit-up-to-last-new", "5.3";
    /// A success acknowledges what was sent. Off: everything the follower has.
    MatchWhatWasSent = "match-what-was-sent", "5.3";
    /// Only committed entries are applied. Off: entries are applied when they are appended.
    ApplyOnlyCommitted = "apply-only-committed", "5.3";
    /// AppendEntries of an old term is refused. Off: it is accepted.
    RefuseStaleLeader = "refuse-stale-leader", "5.1";
    /// RequestVote of an old term is refused. Off: it can be granted.
    RefuseStaleCandidate = "refuse-stale-candidate", "5.1";
    /// A vote of an earlier term is ignored. Off: it is counted.
    IgnoreStaleVotes = "ignore-stale-votes", "5.2";
    /// An answer to AppendEntries of an earlier term is ignored. Off: it is counted.
    IgnoreStaleAppendReplies = "ignore-stale-append-replies", "5.1";
    /// A leader that hears of a higher term heeds it. Off: it ignores the message, and stays in its term.
    StepDownOnHigherTerm = "step-down-on-higher-term", "5.1";
    /// A candidate that becomes a follower in the same term keeps its vote. Off: it forgets it.
    KeepVoteInTerm = "keep-vote-in-term", "5.2";
    /// After a refusal the leader decrements nextIndex. Off: nextIndex stays.
    DecrementNextIndex = "decrement-next-index", "5.3";
    /// Only a granted vote resets the voter's election timer. Off: any RequestVote does.
    ResetTimerOnGrantOnly = "reset-timer-on-grant-only", "5.2";
    /// Election timeouts are random. Off: all are equal.
    RandomTimeouts = "random-timeouts", "5.2";
    /// RPCs are sent again until they are answered. Off: each is sent once.
    Retry = "retry", "5.5";
    /// A new leader appends a no-op entry. An extension of §8; off in the algorithm of §5.
    NoOpOnElection = "no-op-on-election", "8";
    /// A server that takes a higher term over becomes a follower in it. Off: it keeps its role.
    ConvertOnHigherTerm = "convert-on-higher-term", "5.1";
    /// A change goes over C_old,new, in which both decide. Off: the leader appends C_new at once.
    JointConsensus = "joint-consensus", "6";
    /// In C_old,new it takes a majority of each of the two. Off: a majority of the union.
    BothMajorities = "both-majorities", "6";
    /// C_new is appended when C_old,new is committed. Off: right behind it.
    JointBeforeNew = "joint-before-new", "6";
    /// A leader that is not in C_new does not count its own copy. Off: it counts itself.
    LeaderOutsideNotCounted = "leader-outside-not-counted", "6";
    /// A server uses the latest configuration in its log. Off: the latest that it knows to be committed.
    ConfigurationOnAppend = "configuration-on-append", "6";
    /// A change waits until the one before it is over. Off: it begins all the same.
    OneChangeAtATime = "one-change-at-a-time", "6";
    /// New servers catch up before they vote. Off: they vote at once.
    CatchUpFirst = "catch-up-first", "6";
    /// Within the minimum election timeout of hearing from a leader, a RequestVote is disregarded. An addition of §6; off in the algorithm of §5.
    DisregardVotesWhileLed = "disregard-votes-while-led", "6";
    /// A candidate that C_new leaves out votes for itself all the same. Off: it does not.
    VoteWhileLeaving = "vote-while-leaving", "6";
}

impl Rule {
    /// The rule of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// Whether the rule is in force in the algorithm as the paper has it in §5.
    #[must_use]
    pub fn on_by_default(self) -> bool {
        !matches!(self, Self::NoOpOnElection | Self::DisregardVotesWhileLed)
    }

    fn bit(self) -> u64 {
        1 << self as u8
    }
}

impl Rules {
    /// The rules that are additions to the algorithm of §5, off unless somebody wants them: with them
    /// and without them it is Raft.
    const ADDITIONS: u64 = 1 << Rule::NoOpOnElection as u8 | 1 << Rule::DisregardVotesWhileLed as u8;

    /// Raft as in §5 and §6 of the paper: everything on but the no-op of §8, and but the disregard of
    /// votes, which §6 adds.
    pub const PAPER: Self = Self(((1 << Rule::ALL.len()) - 1) & !Self::ADDITIONS);

    /// The paper's rules that are younger than the oldest links. They are written the other way
    /// round, as what is off, so that the bytes of the paper's rules stay what they always were.
    const YOUNGER: u64 = Self::PAPER.0 & !((1 << (Rule::NoOpOnElection as u8 + 1)) - 1);

    /// Whether the rule is in force.
    #[must_use]
    pub fn has(self, rule: Rule) -> bool {
        self.0 & rule.bit() != 0
    }

    /// The same rules with one switched on or off.
    #[must_use]
    pub fn with(self, rule: Rule, on: bool) -> Self {
        if on { Self(self.0 | rule.bit()) } else { Self(self.0 & !rule.bit()) }
    }

    /// Whether every rule that makes Raft Raft is in force. The no-op of §8 may be on or off.
    #[must_use]
    pub fn is_raft(self) -> bool {
        self.0 & Self::PAPER.0 == Self::PAPER.0
    }

    /// The rules that differ from the paper's.
    pub fn changed(self) -> impl Iterator<Item = Rule> {
        Rule::ALL.iter().copied().filter(move |rule| self.has(*rule) != rule.on_by_default())
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::PAPER
    }
}

impl core::fmt::Debug for Rules {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Rules(paper")?;
        for rule in self.changed() {
            write!(f, "{}{}", if self.has(rule) { " + " } else { " - " }, rule.name())?;
        }
        f.write_str(")")
    }
}

impl Serialize for Rules {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.0 ^ Self::YOUNGER)
    }
}

impl<'de> Deserialize<'de> for Rules {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bits = u64::deserialize(deserializer)?;
        if bits >> Rule::ALL.len() == 0 {
            Ok(Self(bits ^ Self::YOUNGER))
        } else {
            Err(serde::de::Error::custom("a rule that this version does not know"))
        }
    }
}
