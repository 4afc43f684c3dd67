//! What can be so, for `expect` and `run until`.

use super::Selector;
use cluster::Span;
use judge::Property;
use raft_core::{Command, Configuration, Index, RoleName, Rule, ServerId, ServerSet, Term, Verb};

/// What a server is, in an expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is down.
    Down,
    /// It is up, and this.
    Up(RoleName),
}

impl Standing {
    /// Every word for it.
    pub const ALL: [Self; 4] =
        [Self::Up(RoleName::Follower), Self::Up(RoleName::Candidate), Self::Up(RoleName::Leader), Self::Down];

    /// The word in scripts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Up(role) => role.name(),
        }
    }
}

/// What a leader keeps for each of the other servers (Figure 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// nextIndex: the next entry to send to it.
    Next,
    /// matchIndex: the last entry known to be replicated on it.
    Match,
}

impl Progress {
    /// The word in scripts: Figure 2's.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Next => "nextIndex",
            Self::Match => "matchIndex",
        }
    }
}

/// A timer that runs by itself while time runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerName {
    /// The election timer.
    Election,
    /// A leader's for its heartbeats, a candidate's for asking again.
    Heartbeat,
}

impl TimerName {
    /// The word in scripts: that of the act in which it runs out, or is set.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Election => "timer",
            Self::Heartbeat => "beat",
        }
    }
}

/// Something that is so or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// These logs have entries of exactly these terms.
    Log(Vec<(ServerId, Vec<Term>)>),
    /// These logs have entries with exactly these commands; an entry without one says `no-op`.
    Commands(Vec<(ServerId, Vec<Command>)>),
    /// These servers know that much to be committed.
    Commit(Vec<(ServerId, Index)>),
    /// These servers have executed their logs that far.
    Applied(Vec<(ServerId, Index)>),
    /// These servers are in these terms.
    Term(Vec<(ServerId, Term)>),
    /// What a leader knows of other servers' logs.
    Progress {
        /// Which of its two arrays.
        of: Progress,
        /// The leader.
        leader: ServerId,
        /// For whom, and what.
        cells: Vec<(ServerId, Index)>,
    },
    /// An entry of this index is committed, whoever knows it.
    Committed {
        /// Where.
        index: Index,
        /// From which term, if that matters.
        term: Option<Term>,
    },
    /// No entry is committed.
    NothingCommitted,
    /// A client was told that this command of its is done.
    Answered(Command),
    /// How long a server's timer has yet to run.
    Timer {
        /// Which timer.
        timer: TimerName,
        /// Whose.
        server: ServerId,
        /// From now, both ends included; `None`: it does not run.
        remaining: Option<Span>,
    },
    /// This server is up and leads.
    Leader {
        /// Who.
        server: ServerId,
        /// In which term, if that matters.
        term: Option<Term>,
    },
    /// No server that is up leads.
    NoLeader,
    /// A server is this.
    Role {
        /// Which.
        server: ServerId,
        /// What.
        standing: Standing,
    },
    /// Whom a server voted for in its term.
    Vote {
        /// Which.
        server: ServerId,
        /// Whom; `None`: nobody.
        voted_for: Option<ServerId>,
    },
    /// The configuration that a server uses (§6).
    Configuration {
        /// Which server.
        server: ServerId,
        /// What, by its own log.
        configuration: Configuration,
    },
    /// The new servers that a leader lets catch up before a change begins (§6).
    CatchingUp {
        /// The leader.
        server: ServerId,
        /// Which; none of them: no change waits for any.
        new: ServerSet,
    },
    /// Two configurations could decide now, each alone, and without a common server (§6): the first with these
    /// servers and the second with those. `None`: no two could.
    Apart(Option<[ServerSet; 2]>),
    /// These servers, and perhaps others, have an entry of this index and term.
    Stored {
        /// Where.
        index: Index,
        /// Of which term.
        term: Term,
        /// Which.
        on: ServerSet,
    },
    /// Such a message is under way.
    InFlight(Selector),
    /// In the last act or bundle this server decided so.
    Decision {
        /// Who.
        server: ServerId,
        /// What.
        verb: Verb,
        /// By which rule, if that matters.
        rule: Option<Rule>,
    },
    /// No property has been broken so far.
    Safe,
    /// This property has been broken by now.
    Violation(Property),
}
