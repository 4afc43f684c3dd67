//! The core explains itself: every refusal, acceptance, commit and step-down is a typed
//! [`Decision`] with the rule behind it and the actual operands.

use crate::change::Change;
use crate::electorate::Electorate;
use crate::ids::{Index, ServerId, ServerSet, Term};
use crate::log::Position;

/// What a server decided in one step, with the operands it decided by. No heap: ignoring one
/// costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Its election timer ran out: it stands for election in `term` (§5.2).
    Stood {
        /// The term it stands in.
        term: Term,
        /// Who votes in it.
        electorate: Electorate,
    },
    /// It votes for a candidate (§5.2, §5.4.1).
    GrantedVote {
        /// Who gets the vote.
        candidate: ServerId,
        /// The term voted in, the candidate's.
        term: Term,
        /// The voter's currentTerm: the same, unless an old candidate is not refused
        /// (`refuse-stale-candidate` is off).
        current_term: Term,
        /// The voter's votedFor until now: nobody or the candidate, unless it votes again
        /// (`one-vote-per-term` is off).
        voted_for: Option<ServerId>,
        /// Where the voter's log ends.
        mine: Position,
        /// Where the candidate's log ends.
        theirs: Position,
    },
    /// It refuses a candidate.
    RefusedVote {
        /// Who is refused.
        candidate: ServerId,
        /// Why.
        refusal: VoteRefusal,
    },
    /// A candidate counts a vote.
    CountedVote {
        /// Who voted.
        voter: ServerId,
        /// All votes so far, its own included.
        votes: ServerSet,
        /// Whose votes count.
        electorate: Electorate,
    },
    /// A candidate learns that a vote was refused.
    MissedVote {
        /// Who refused.
        voter: ServerId,
        /// The votes it has.
        votes: ServerSet,
        /// Whose votes count.
        electorate: Electorate,
    },
    /// A candidate has enough votes: it is leader (§5.2).
    BecameLeader {
        /// The term it leads.
        term: Term,
        /// Who voted for it.
        votes: ServerSet,
        /// Whose votes count.
        electorate: Electorate,
    },
    /// A leader appends a new entry to its own log (§5.3).
    Appended {
        /// Where.
        index: Index,
        /// In which term.
        term: Term,
    },
    /// A follower accepts AppendEntries (§5.3).
    AcceptedEntries {
        /// From whom.
        leader: ServerId,
        /// The entry that had to match.
        prev: Position,
        /// The term at prevLogIndex here: the same, unless it is not compared
        /// (`consistency-check` is off).
        mine: Term,
        /// The last index the RPC covers.
        last_new: Index,
        /// How many entries were new to this log.
        appended: u32,
    },
    /// A server refuses AppendEntries.
    RejectedEntries {
        /// From whom.
        leader: ServerId,
        /// Why.
        refusal: AppendRefusal,
    },
    /// A follower deletes the end of its log (§5.3).
    Truncated {
        /// The leader whose entries conflict.
        leader: ServerId,
        /// The first index deleted.
        first: Index,
        /// The last index deleted.
        last: Index,
        /// The term of the follower's entry at `first`.
        mine: Term,
        /// The term of the leader's entry there; `None` if nothing conflicted
        /// (`delete-only-conflicts` is off).
        theirs: Option<Term>,
    },
    /// A follower keeps an entry that conflicts with the leader's (`delete-conflicts` is off).
    KeptConflict {
        /// The leader.
        leader: ServerId,
        /// Where.
        index: Index,
        /// The follower's term there.
        mine: Term,
        /// The leader's term there.
        theirs: Term,
    },
    /// A new leader drops the end of its own log (`leader-append-only` is off).
    DroppedOwn {
        /// The first index dropped.
        first: Index,
        /// The last index dropped.
        last: Index,
    },
    /// A leader learns how far a follower's log agrees with its own (§5.3).
    Advanced {
        /// Which follower.
        follower: ServerId,
        /// Its matchIndex now.
        match_index: Index,
        /// Its nextIndex now.
        next_index: Index,
    },
    /// A leader hears of a success that tells it nothing new: a heartbeat's, or a late one (§5.3).
    Confirmed {
        /// Which follower.
        follower: ServerId,
        /// How far the follower acknowledges.
        acknowledged: Index,
        /// Its matchIndex, as before.
        match_index: Index,
        /// Its nextIndex, as before.
        next_index: Index,
    },
    /// A leader backs off after a refusal of its last attempt (§5.3).
    BackedOff {
        /// Which follower.
        follower: ServerId,
        /// The refused prevLogIndex.
        refused: Index,
        /// Its nextIndex now.
        next_index: Index,
        /// Whether nextIndex moved; it does not when `decrement-next-index` is off.
        moved: bool,
    },
    /// commitIndex moves up.
    Committed {
        /// The first index that this server now knows to be committed.
        first: Index,
        /// The last one.
        last: Index,
        /// How it knows.
        cause: CommitCause,
    },
    /// A leader does not commit an entry that more servers store now.
    HeldCommit {
        /// Which entry.
        index: Index,
        /// Why not.
        why: Hold,
    },
    /// It decides about a change of the membership (§6).
    Change(Change),
    /// A leader or candidate becomes a follower.
    SteppedDown {
        /// What it was.
        from: RoleName,
        /// Why.
        why: StepDown,
    },
    /// A leader or candidate takes a higher term over, and stays what it is
    /// (`convert-on-higher-term` is off).
    KeptRole {
        /// What it is.
        role: RoleName,
        /// Its term before.
        mine: Term,
        /// The term it heard of, and has now.
        theirs: Term,
        /// From whom.
        sender: ServerId,
    },
    /// A follower learns of a higher term (§5.1).
    UpdatedTerm {
        /// Its term before.
        mine: Term,
        /// The term it heard of, and has now.
        theirs: Term,
        /// From whom.
        sender: ServerId,
    },
    /// It ignores a message.
    Ignored {
        /// From whom.
        sender: ServerId,
        /// Why.
        why: Ignored,
    },
}

/// Why a vote was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoteRefusal {
    /// The candidate's term is old (§5.1).
    StaleTerm {
        /// The voter's currentTerm.
        mine: Term,
        /// The candidate's term.
        theirs: Term,
    },
    /// It has voted for another in this term (§5.2).
    AlreadyVoted {
        /// Whom it voted for.
        voted_for: ServerId,
        /// The term.
        term: Term,
    },
    /// The candidate's log is less up-to-date (§5.4.1).
    LogBehind {
        /// Where the voter's log ends.
        mine: Position,
        /// Where the candidate's log ends.
        theirs: Position,
    },
}

/// Why AppendEntries was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppendRefusal {
    /// The leader's term is old (§5.1).
    StaleTerm {
        /// The receiver's currentTerm.
        mine: Term,
        /// The sender's term.
        theirs: Term,
    },
    /// There is no entry at prevLogIndex with prevLogTerm (§5.3).
    NoMatch {
        /// What the leader asked for.
        prev: Position,
        /// The term at prevLogIndex here; `None` if the log ends before it.
        mine: Option<Term>,
        /// Where the log ends.
        last: Index,
    },
}

/// How a server knows that an entry is committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommitCause {
    /// A leader counted (§5.3, §5.4.2).
    Counted {
        /// The servers known to store the last committed entry.
        stored: ServerSet,
        /// That entry's term.
        entry_term: Term,
        /// The leader's term.
        current_term: Term,
        /// Whose copies count.
        electorate: Electorate,
    },
    /// A follower was told (§5.3).
    LeaderCommit {
        /// The leader.
        leader: ServerId,
        /// Its commitIndex.
        leader_commit: Index,
        /// The last index the RPC covers.
        last_new: Index,
    },
}

/// Why a leader does not commit an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Too few servers store it (§5.3).
    NoMajority {
        /// Those known to store it.
        stored: ServerSet,
        /// Whose copies count.
        electorate: Electorate,
    },
    /// A majority stores it, but it is of an earlier term (§5.4.2).
    OldTerm {
        /// Those known to store it.
        stored: ServerSet,
        /// The term it was created in.
        entry_term: Term,
        /// The leader's term.
        current_term: Term,
        /// Whose copies count.
        electorate: Electorate,
    },
}

/// Why a server stepped down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepDown {
    /// It heard of a higher term (§5.1).
    HigherTerm {
        /// Its term before.
        mine: Term,
        /// The term it heard of, and has now.
        theirs: Term,
        /// From whom.
        sender: ServerId,
    },
    /// A candidate heard from the leader of its term (§5.2).
    CurrentLeader {
        /// The leader.
        leader: ServerId,
        /// The leader's term, as its message says.
        term: Term,
        /// The candidate's currentTerm: the same, unless an old leader is not refused
        /// (`refuse-stale-leader` is off).
        current_term: Term,
    },
    /// A leader that is not in `C_new` has committed it (§6).
    LeftOut {
        /// Where `C_new` is.
        index: Index,
        /// Its commitIndex.
        commit_index: Index,
        /// Who decides without it.
        electorate: Electorate,
    },
}

/// Why a message was ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// A vote of an earlier term (§5.2).
    StaleVote {
        /// The receiver's currentTerm.
        mine: Term,
        /// The vote's term.
        theirs: Term,
    },
    /// An answer to AppendEntries of an earlier term (§5.1).
    StaleAppendReply {
        /// The receiver's currentTerm.
        mine: Term,
        /// The answer's term.
        theirs: Term,
    },
    /// A vote that came when the election was over.
    NotCandidate {
        /// What the receiver is.
        role: RoleName,
    },
    /// An answer to AppendEntries that came to a server that does not lead.
    NotLeader {
        /// What the receiver is.
        role: RoleName,
    },
    /// A refusal of another attempt than the one at nextIndex − 1: the leader has backed off from
    /// it already, or has gone on since.
    OtherAttempt {
        /// The refused prevLogIndex.
        prev_log_index: Index,
        /// The follower's nextIndex.
        next_index: Index,
    },
    /// A leader that ignores higher terms (`step-down-on-higher-term` is off).
    HigherTerm {
        /// Its own term.
        mine: Term,
        /// The term it does not want to know.
        theirs: Term,
    },
    /// AppendEntries that reached a leader of the same term, or an old one that was not refused.
    /// It can only happen with a rule off.
    OtherLeader {
        /// The term of the message.
        term: Term,
    },
    /// A RequestVote that reaches a server within the minimum election timeout of hearing from a
    /// current leader (§6).
    HearsLeader {
        /// That leader.
        leader: ServerId,
        /// The receiver's currentTerm.
        mine: Term,
        /// The candidate's term.
        theirs: Term,
    },
}

/// A role's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleName {
    /// Passive: answers leaders and candidates.
    Follower,
    /// Asks for votes.
    Candidate,
    /// Handles requests and replicates.
    Leader,
}

impl RoleName {
    /// `follower`, `candidate`, `leader`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Follower => "follower",
            Self::Candidate => "candidate",
            Self::Leader => "leader",
        }
    }
}
