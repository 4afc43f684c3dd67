//! Everything that can happen. A run is a list of [`Action`]s; a button, a script line, a link
//! and the explorer all end in one.

use crate::network::{Link, MessageId};
use crate::time::{Micros, Span};
use raft_core::{Command, Rule, ServerId, ServerSet};
use serde::{Deserialize, Serialize};

/// One thing that happens, and when.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Action {
    /// When, in clocked running; `None` means "now". What the schedule holds up to then has to
    /// have happened (see [`Act::Step`]).
    pub at: Option<Micros>,
    /// What.
    pub act: Act,
}

impl From<Act> for Action {
    fn from(act: Act) -> Self {
        Self { at: None, act }
    }
}

/// What can happen to a world. Each is one event.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Act {
    /// Clocked running: whatever the schedule has next happens, and the clock goes there.
    Step,
    /// A server's election timer runs out (§5.2).
    Timeout(ServerId),
    /// A leader's heartbeat timer runs out, or a candidate's for sending again (§5.2, §5.5).
    Beat(ServerId),
    /// A leader or a candidate sends its RPC to one server (again).
    Send {
        /// The leader or candidate.
        from: ServerId,
        /// To whom.
        to: ServerId,
    },
    /// A leader sends AppendEntries without entries to one server (§5.2).
    SendEmpty {
        /// The leader.
        from: ServerId,
        /// To whom.
        to: ServerId,
    },
    /// A client asks a leader (§5.3).
    Request {
        /// The leader.
        server: ServerId,
        /// What the client asks for.
        command: Command,
    },
    /// A server stops; only what is on disk stays (§5.5).
    Crash(ServerId),
    /// A server that is down starts again.
    Restart(ServerId),
    /// A message under way arrives. At a server that is down it is lost.
    Deliver(MessageId),
    /// It arrives, is handled, what follows from it is durable, and the server crashes before
    /// anything it sends leaves (§5.5).
    DeliverAndCrash(MessageId),
    /// Messages under way are lost.
    Lose(Vec<MessageId>),
    /// A message under way is there twice.
    Duplicate(MessageId),
    /// Clocked running: a message takes longer.
    Delay {
        /// Which.
        message: MessageId,
        /// How much longer.
        by: Micros,
    },
    /// A link is cut: what is on it is lost, and what is sent over it.
    Cut(Link),
    /// A link works again.
    Heal(Link),
    /// Every link works again.
    HealAll,
    /// Links between servers of different groups are cut. Other links stay as they are.
    Partition(Vec<ServerSet>),
    /// A rule is switched.
    Switch {
        /// Which.
        rule: Rule,
        /// To what.
        on: bool,
    },
    /// Clocked running: how long things take and how often they fail.
    Turn(Dial),
    /// Clocked running: a server's election timer runs out in this time.
    SetTimer {
        /// Whose.
        server: ServerId,
        /// From now.
        remaining: Micros,
    },
    /// Nothing moves by itself from here on.
    Stepped,
    /// Timers run and messages arrive by themselves from here on.
    Clocked {
        /// What random draws are made from.
        seed: u64,
    },
    /// A leader sends AppendEntries with its first entries from nextIndex on to one server.
    SendSome {
        /// The leader.
        from: ServerId,
        /// To whom.
        to: ServerId,
        /// How many entries at most.
        entries: u32,
    },
    /// Clocked running: a dial for one server or one link alone.
    TurnFor {
        /// For which.
        part: Part,
        /// The dial.
        dial: Dial,
    },
    /// A server is asked to make these the cluster (§6).
    Reconfigure {
        /// Who is asked: a leader, or it refuses.
        server: ServerId,
        /// The servers that are to be the cluster.
        target: ServerSet,
    },
    /// A blank server is there, in no configuration yet.
    Add(ServerId),
}

/// A part of the cluster that can have dials of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// One server: its disk, timers, clock and failures.
    Server(ServerId),
    /// One link: how its messages fare.
    Link(Link),
}

/// One setting of clocked running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Dial {
    /// How long a message is under way.
    Latency(Span),
    /// The election timeout.
    Timeout(Span),
    /// How long it takes to store something durably.
    Disk(Span),
    /// The time between a leader's heartbeats.
    Heartbeat(Micros),
    /// The mean time between failures of one server; 0: no failures by themselves.
    Mtbf(Micros),
    /// The mean time until a failed server is up again; 0: it stays down.
    Repair(Micros),
    /// Messages lost, in percent.
    Loss(u8),
    /// Messages sent twice, in percent.
    Duplication(u8),
    /// Messages that may be overtaken, in percent; the others arrive in order on their link.
    Reordering(u8),
    /// Clients' requests in a second; 0: none by themselves.
    Requests(u16),
    /// How fast a server's clock runs, in percent: at 110 its timers run out sooner.
    Clock(u16),
}

/// Why a time cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTime {
    /// A span ends before it begins.
    Backwards(Span),
    /// An election timeout of no time: every server would time out at once, for ever.
    ZeroTimeout,
    /// Heartbeats without any time between them.
    ZeroHeartbeat,
    /// Longer than a run can be, which is [`Micros::MAX`].
    TooLong(Micros),
}

/// Why an action cannot be done. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionError {
    /// There is no such server in this run.
    NoSuchServer(ServerId),
    /// The server is down.
    Down(ServerId),
    /// The server is up.
    Up(ServerId),
    /// Only a leader takes requests and sends AppendEntries.
    NotLeader(ServerId),
    /// A leader has no election timer (§5.2).
    LeaderHasNoTimer(ServerId),
    /// A follower sends nothing by itself.
    NothingToSend(ServerId),
    /// A candidate has this server's vote already.
    HasItsVote {
        /// The candidate.
        candidate: ServerId,
        /// The voter.
        voter: ServerId,
    },
    /// A candidate has this server's refusal already.
    HasItsRefusal {
        /// The candidate.
        candidate: ServerId,
        /// The voter.
        voter: ServerId,
    },
    /// The server is in no configuration that could count for it, and does not stand or get entries.
    NotInConfiguration(ServerId),
    /// There is such a server already.
    ServerExists(ServerId),
    /// A server has no link to itself.
    SelfLink(ServerId),
    /// There is no such message under way.
    NoSuchMessage(MessageId),
    /// No message was named.
    NothingToLose,
    /// There are already two of it.
    TooManyCopies(MessageId),
    /// The network holds as many messages as it can.
    NetworkFull,
    /// A server is in two groups of a partition, or there are fewer than two groups.
    BadPartition,
    /// The link is cut already, or works.
    LinkUnchanged {
        /// Which.
        link: Link,
        /// Whether it is cut.
        cut: bool,
    },
    /// No link is cut.
    NoLinkCut,
    /// The rule is so already.
    RuleUnchanged {
        /// Which.
        rule: Rule,
        /// How it is.
        on: bool,
    },
    /// Only possible while the clock runs.
    NeedsClock,
    /// The run is in this mode already.
    ModeUnchanged,
    /// Nothing is scheduled.
    NothingScheduled,
    /// The time is over already.
    Past {
        /// What was asked for.
        at: Micros,
        /// What time it is.
        now: Micros,
    },
    /// Something is scheduled before that time.
    ScheduledFirst {
        /// What was asked for.
        at: Micros,
        /// When something happens by itself.
        due: Micros,
    },
    /// A time or a span that cannot be.
    BadTime(BadTime),
    /// A share is over 100 percent, or a rate is too high or, of a clock, too low.
    BadAmount,
    /// The dial is not one of a server, or not one of a link, or only one of a server.
    WrongPart(Dial),
}
