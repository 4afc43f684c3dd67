//! The two RPCs of Raft and their answers (Figure 2). Field names are the paper's.

use crate::ids::{Index, Term};
use crate::log::{Entry, Position};
use serde::{Deserialize, Serialize};

/// What one server sends to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Message {
    /// A candidate asks for a vote (§5.2).
    RequestVote(RequestVote),
    /// The answer to it.
    RequestVoteReply(RequestVoteReply),
    /// A leader replicates entries; without entries, a heartbeat (§5.3).
    AppendEntries(AppendEntries),
    /// The answer to it.
    AppendEntriesReply(AppendEntriesReply),
}

/// Arguments of the RequestVote RPC. The candidate's id is the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RequestVote {
    /// The candidate's term.
    pub term: Term,
    /// `lastLogIndex` and `lastLogTerm`: where the candidate's log ends (§5.4.1).
    pub last_log: Position,
}

/// Results of the RequestVote RPC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RequestVoteReply {
    /// The voter's currentTerm, for the candidate to update itself.
    pub term: Term,
    /// Whether the candidate got the vote.
    pub vote_granted: bool,
}

/// Arguments of the AppendEntries RPC. The leader's id is the sender.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AppendEntries {
    /// The leader's term.
    pub term: Term,
    /// `prevLogIndex` and `prevLogTerm`: the entry just before the new ones.
    pub prev_log: Position,
    /// Entries to store; empty for a heartbeat.
    pub entries: Vec<Entry>,
    /// The leader's commitIndex.
    pub leader_commit: Index,
}

/// Results of the AppendEntries RPC.
///
/// In the paper an answer belongs to its RPC, so the leader knows what it acknowledges. Here
/// messages travel alone, so the answer carries what it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AppendEntriesReply {
    /// The follower's currentTerm, for the leader to update itself.
    pub term: Term,
    /// Whether the follower had an entry matching prevLogIndex and prevLogTerm.
    pub success: bool,
    /// The RPC's prevLogIndex: which request this answers.
    pub prev_log_index: Index,
    /// On success the last index the RPC is known to have stored; 0 on refusal.
    pub match_index: Index,
}

impl Message {
    /// The term that every message carries (§5.1).
    #[must_use]
    pub fn term(&self) -> Term {
        match self {
            Self::RequestVote(message) => message.term,
            Self::RequestVoteReply(message) => message.term,
            Self::AppendEntries(message) => message.term,
            Self::AppendEntriesReply(message) => message.term,
        }
    }

    /// The entries an AppendEntries carries; none in any other message.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match self {
            Self::AppendEntries(message) => &message.entries,
            Self::RequestVote(_) | Self::RequestVoteReply(_) | Self::AppendEntriesReply(_) => &[],
        }
    }

    /// Whether this is an answer.
    #[must_use]
    pub fn is_reply(&self) -> bool {
        matches!(self, Self::RequestVoteReply(_) | Self::AppendEntriesReply(_))
    }
}
