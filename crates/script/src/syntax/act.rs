//! What can happen: acts and bundles, and the messages they are about.

use super::{Fact, Mode};
use cluster::{Dial, Link, Micros, Part};
use raft_core::{Command, Rule, ServerId, ServerSet, Term};

/// Something that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A server's election timer runs out.
    Timeout(ServerId),
    /// A leader's heartbeat timer runs out, or a candidate's for sending again.
    Beat(ServerId),
    /// A client asks a leader.
    Request {
        /// The leader.
        server: ServerId,
        /// For what.
        command: Command,
    },
    /// Servers stop, one after the other.
    Crash(Vec<ServerId>),
    /// Servers start again, one after the other.
    Restart(Vec<ServerId>),
    /// Every server that is down starts again, by number.
    RestartAll,
    /// A leader or a candidate sends its RPC to one server.
    Send {
        /// Who.
        from: ServerId,
        /// To whom.
        to: ServerId,
        /// A leader: how many entries at most; `None`: all from nextIndex on.
        entries: Option<u32>,
    },
    /// A message arrives.
    Deliver {
        /// Which.
        message: Selector,
        /// Its receiver crashes before it answers.
        and_crash: bool,
    },
    /// Messages are lost.
    Lose(Losses),
    /// A message is there twice.
    Duplicate(Selector),
    /// A message takes longer.
    Delay {
        /// Which.
        message: Selector,
        /// How much.
        by: Micros,
    },
    /// A link is cut.
    Cut(Link),
    /// A link works again.
    Heal(Link),
    /// All links work again.
    HealAll,
    /// The network is split into groups.
    Partition(Vec<ServerSet>),
    /// A rule is switched.
    Rule {
        /// Which.
        rule: Rule,
        /// To what.
        on: bool,
    },
    /// Dials are turned, one after the other.
    Timing {
        /// Which, and to what.
        dials: Vec<Dial>,
        /// For one server or one link alone.
        part: Option<Part>,
    },
    /// A server's election timer is set.
    Timer {
        /// Whose.
        server: ServerId,
        /// To run out in this time.
        remaining: Micros,
    },
    /// A server is asked to make these the cluster (§6).
    Reconfigure {
        /// Who is asked.
        server: ServerId,
        /// The servers that are to be the cluster.
        target: ServerSet,
    },
    /// A blank server is there, in no configuration.
    Add(ServerId),
    /// From here on it runs so.
    Mode(Mode),
}

/// Several things that happen, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bundle {
    /// A server stands for election; these are asked and answer; its other requests are lost.
    Campaign {
        /// Who stands.
        candidate: ServerId,
        /// Whom it asks; `None`: everyone it can reach.
        asks: Option<Vec<ServerId>>,
    },
    /// The same, and all of these vote for it, and it wins.
    Elect {
        /// Who stands.
        candidate: ServerId,
        /// Who votes for it; `None`: everyone it can reach.
        by: Option<Vec<ServerId>>,
    },
    /// A leader brings logs up to its own.
    Replicate {
        /// The leader.
        leader: ServerId,
        /// Whose; `None`: of everyone it can reach.
        to: Option<Vec<ServerId>>,
    },
    /// One round of heartbeats.
    Heartbeat {
        /// The leader.
        leader: ServerId,
        /// Who gets it and answers; `None`: everyone it can reach.
        to: Option<Vec<ServerId>>,
    },
    /// Everything under way arrives, oldest first, and what follows from it too.
    Settle,
    /// Clocked: so many scheduled events.
    Step(u32),
    /// Clocked: whatever happens in this time.
    Run(Micros),
    /// Clocked: whatever happens until something is so.
    RunUntil {
        /// Until it is not so.
        negated: bool,
        /// What.
        fact: Fact,
        /// It must be so in this time.
        within: Micros,
    },
}

/// The kinds of message that a script tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// A candidate's.
    RequestVote,
    /// A leader's.
    AppendEntries,
    /// The answer to either.
    Reply,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::RequestVote, Self::AppendEntries, Self::Reply];

    /// The word in scripts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RequestVote => "RequestVote",
            Self::AppendEntries => "AppendEntries",
            Self::Reply => "reply",
        }
    }
}

/// Which messages under way are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selector {
    /// Of which kind.
    pub kind: MessageKind,
    /// Who sent it.
    pub from: ServerId,
    /// Who is to get it.
    pub to: ServerId,
    /// Only of this term.
    pub term: Option<Term>,
    /// Only with so many entries.
    pub entries: Option<u32>,
    /// Only this one of all that match, in sending order, from 1.
    pub nth: Option<u32>,
}

/// Which messages are lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Losses {
    /// All that match.
    Matching(Selector),
    /// All of this kind, on every link.
    Kind(MessageKind),
    /// All from this server.
    From(ServerId),
    /// All to this server.
    To(ServerId),
    /// All there are; there may be none.
    Rest,
}
