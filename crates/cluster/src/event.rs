//! What one action did: the record that the judge, the captions and the board read.

use crate::action::{Dial, Part};
use crate::network::{Envelope, Link, LossCause, MessageId};
use crate::time::Micros;
use raft_core::{Command, Decision, Entry, Index, Rule, Server, ServerId, ServerSet, TimerReset};

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The run begins. Event 0.
    Start,
    /// A server's election timer ran out.
    Timeout(ServerId),
    /// A leader's heartbeat timer ran out, or a candidate's for sending again.
    Beat(ServerId),
    /// A leader or a candidate sent its RPC to one server.
    Sent {
        /// Who.
        from: ServerId,
        /// To whom.
        to: ServerId,
    },
    /// A client asked a leader.
    Requested {
        /// The leader.
        server: ServerId,
        /// For what.
        command: Command,
    },
    /// A server was asked to make these the cluster (§6).
    ChangeAsked {
        /// Who was asked.
        server: ServerId,
        /// The servers that are to be the cluster.
        target: ServerSet,
    },
    /// A blank server started for the first time.
    Added(ServerId),
    /// The minimum election timeout has passed since a server heard from a leader: it hears candidates
    /// again (§6).
    MinimumTimeoutPassed(ServerId),
    /// A server stopped.
    Crashed(ServerId),
    /// A server started again.
    Restarted(ServerId),
    /// A message arrived at a server that is up.
    Delivered {
        /// The message as it was under way.
        envelope: Envelope,
        /// The server crashed afterwards, before anything left.
        and_crashed: bool,
    },
    /// A server's write ended: it is durable, and what waited for it leaves (§5.6).
    Written(ServerId),
    /// A message came to a server that is down, and is lost.
    DeliveredToDown(Envelope),
    /// Messages were lost on purpose: see [`Event::lost`].
    Lost,
    /// There is a copy of a message.
    Duplicated {
        /// The message.
        message: MessageId,
        /// Its copy.
        copy: MessageId,
    },
    /// A message takes longer.
    Delayed {
        /// Which.
        message: MessageId,
        /// How much longer.
        by: Micros,
    },
    /// A link was cut.
    Cut(Link),
    /// A link works again.
    Healed(Link),
    /// All links work again.
    HealedAll,
    /// The network was split.
    Partitioned(Vec<ServerSet>),
    /// A rule was switched.
    Switched {
        /// Which.
        rule: Rule,
        /// To what.
        on: bool,
    },
    /// A dial was turned.
    Turned(Dial),
    /// A dial was turned for one server or one link.
    TurnedFor {
        /// For which.
        part: Part,
        /// The dial.
        dial: Dial,
    },
    /// A server's election timer was set by hand.
    TimerSet {
        /// Whose.
        server: ServerId,
        /// To run out in this time.
        remaining: Micros,
    },
    /// Nothing moves by itself any more.
    Stepped,
    /// Time runs.
    Clocked {
        /// What random draws are made from.
        seed: u64,
    },
}

impl Cause {
    /// The act in a word, as the command line names it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Timeout(_) => "timeout",
            Self::Beat(_) => "beat",
            Self::Sent { .. } => "send",
            Self::Requested { .. } => "request",
            Self::ChangeAsked { .. } => "reconfigure",
            Self::Added(_) => "add",
            Self::MinimumTimeoutPassed(_) => "minimum-timeout",
            Self::Crashed(_) => "crash",
            Self::Restarted(_) => "restart",
            Self::Delivered { and_crashed: false, .. } => "deliver",
            Self::Delivered { and_crashed: true, .. } => "deliver-and-crash",
            Self::Written(_) => "written",
            Self::DeliveredToDown(_) => "deliver-to-down",
            Self::Lost => "lose",
            Self::Duplicated { .. } => "duplicate",
            Self::Delayed { .. } => "delay",
            Self::Cut(_) => "cut",
            Self::Healed(_) | Self::HealedAll => "heal",
            Self::Partitioned(_) => "partition",
            Self::Switched { .. } => "rule",
            Self::Turned(_) | Self::TurnedFor { .. } => "timing",
            Self::TimerSet { .. } => "timer",
            Self::Stepped => "stepped",
            Self::Clocked { .. } => "clocked",
        }
    }

    /// The server whose state it may have changed.
    #[must_use]
    pub fn server(&self) -> Option<ServerId> {
        match self {
            Self::Timeout(server)
            | Self::Beat(server)
            | Self::Sent { from: server, .. }
            | Self::Requested { server, .. }
            | Self::ChangeAsked { server, .. }
            | Self::Added(server)
            | Self::MinimumTimeoutPassed(server)
            | Self::Crashed(server)
            | Self::Restarted(server)
            | Self::Written(server)
            | Self::TimerSet { server, .. } => Some(*server),
            Self::Delivered { envelope, .. } => Some(envelope.id.to),
            _ => None,
        }
    }
}

/// One event: one atomic change of a world, and all that followed from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The time at which it happened.
    pub at: Micros,
    /// What happened.
    pub cause: Cause,
    /// What the server decided, in order. Empty if nobody asked for explanations.
    pub decisions: Vec<Decision>,
    /// Messages that are under way because of it.
    pub sent: Vec<MessageId>,
    /// Messages lost in it.
    pub lost: Vec<(MessageId, LossCause)>,
    /// What the server's state machine executed.
    pub applied: Vec<(Index, Entry)>,
    /// The first index from which the server's log may differ from before.
    pub log_from: Option<Index>,
    /// Why the server's election timer started afresh.
    pub timer: Option<TimerReset>,
    /// Messages that leave when the server has written what they rest on (§5.6).
    pub held: Vec<MessageId>,
    /// When the write that they wait for ends.
    pub written_at: Option<Micros>,
    /// How many writes a crash cut off.
    pub cut_off: u32,
    /// The server between its step and its crash, when both were one event (§5.5).
    pub before_crash: Option<Box<Server>>,
}

impl Event {
    /// The event before all others. Also a buffer to be filled.
    #[must_use]
    pub fn start() -> Self {
        Self {
            at: Micros::ZERO,
            cause: Cause::Start,
            decisions: Vec::new(),
            sent: Vec::new(),
            lost: Vec::new(),
            applied: Vec::new(),
            log_from: None,
            timer: None,
            held: Vec::new(),
            written_at: None,
            cut_off: 0,
            before_crash: None,
        }
    }

    /// The server whose state it may have changed.
    #[must_use]
    pub fn server(&self) -> Option<ServerId> {
        self.cause.server()
    }

    /// Empties the buffer for the next event, keeping its room.
    pub(crate) fn clear(&mut self, at: Micros) {
        self.at = at;
        self.cause = Cause::Start;
        self.decisions.clear();
        self.sent.clear();
        self.lost.clear();
        self.applied.clear();
        self.log_from = None;
        self.timer = None;
        self.held.clear();
        self.written_at = None;
        self.cut_off = 0;
        self.before_crash = None;
    }
}

/// An observer of a run, such as the judge: it sees every event in order, and the world after it.
pub trait Observer: Clone {
    /// Event `number` (from 1) has happened, and `world` is what it left.
    fn observe(&mut self, number: u32, world: &crate::World, event: &Event);

    /// Roughly how many bytes a copy takes; the timeline keeps copies.
    fn weight(&self) -> usize;
}

/// Nobody watches.
impl Observer for () {
    fn observe(&mut self, _number: u32, _world: &crate::World, _event: &Event) {}

    fn weight(&self) -> usize {
        0
    }
}
