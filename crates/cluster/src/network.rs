//! Messages under way, and links that work or do not.

use crate::time::Micros;
use core::fmt;
use raft_core::{Message, PerServer, ServerId, ServerSet};
use serde::{Deserialize, Serialize};

/// How many messages can be under way at once. More are lost.
pub const MAX_UNDER_WAY: usize = 2000;

/// A link from one server to another, or both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// One end.
    pub from: ServerId,
    /// The other.
    pub to: ServerId,
    /// Both directions.
    pub both: bool,
}

/// A message's name: `S1>S3.4` is the fourth sent from S1 to S3. A copy has an apostrophe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MessageId {
    /// The sender.
    pub from: ServerId,
    /// The receiver.
    pub to: ServerId,
    /// The how manieth on that link, from 1.
    pub ordinal: u32,
    /// 0 for the message, 1 for its copy.
    pub copy: u8,
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}>{}.{}", self.from, self.to, self.ordinal)?;
        (0..self.copy).try_for_each(|_| f.write_str("'"))
    }
}

/// A message under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Envelope {
    /// Its name.
    pub id: MessageId,
    /// What it says.
    pub message: Message,
    /// When it was sent.
    pub sent: Micros,
    /// When it arrives by itself; `None` in stepped running, where it waits.
    pub arrives: Option<Micros>,
    /// Whether messages sent later on its link may arrive before it: a copy, one that was delayed,
    /// one that the network reorders.
    pub overtakable: bool,
}

/// Why a message was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LossCause {
    /// It was dropped on purpose.
    Taken,
    /// The link is cut.
    Cut,
    /// The network lost it, as the dial says.
    Chance,
    /// The receiver is down.
    Down,
    /// Too many messages were under way.
    Full,
    /// The sender crashed before it left.
    SenderCrashed,
}

impl LossCause {
    /// Every cause.
    pub const ALL: [Self; 6] =
        [Self::Taken, Self::Cut, Self::Chance, Self::Down, Self::Full, Self::SenderCrashed];
}

/// The network.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Network {
    /// Under way, in the order of sending.
    messages: Vec<Envelope>,
    /// For each sender, the receivers it cannot reach.
    cut: PerServer<ServerSet>,
    /// How many messages each link has carried.
    sent: PerServer<PerServer<u32>>,
}

impl Network {
    pub(crate) fn new() -> Self {
        Self {
            messages: Vec::new(),
            cut: PerServer::filled(ServerSet::EMPTY),
            sent: PerServer::filled(PerServer::filled(0)),
        }
    }

    /// Messages under way, in the order of sending.
    #[must_use]
    pub fn messages(&self) -> &[Envelope] {
        &self.messages
    }

    /// The message of this name, if it is under way.
    #[must_use]
    pub fn get(&self, id: MessageId) -> Option<&Envelope> {
        self.messages.iter().find(|envelope| envelope.id == id)
    }

    /// Whether the link from one server to another is cut.
    #[must_use]
    pub fn is_cut(&self, from: ServerId, to: ServerId) -> bool {
        self.cut[from].contains(to)
    }

    /// Whether any link is cut.
    #[must_use]
    pub fn any_cut(&self) -> bool {
        ServerId::all().any(|server| !self.cut[server].is_empty())
    }

    /// The receivers that a server cannot reach.
    #[must_use]
    pub fn cut_from(&self, server: ServerId) -> ServerSet {
        self.cut[server]
    }

    /// Names the next message on a link.
    pub(crate) fn next_id(&mut self, from: ServerId, to: ServerId) -> MessageId {
        let count = &mut self.sent[from][to];
        *count += 1;
        MessageId { from, to, ordinal: *count, copy: 0 }
    }

    /// `false`: the network is full.
    pub(crate) fn push(&mut self, envelope: Envelope) -> bool {
        let fits = self.messages.len() < MAX_UNDER_WAY;
        if fits {
            self.messages.push(envelope);
        }
        fits
    }

    pub(crate) fn take(&mut self, id: MessageId) -> Option<Envelope> {
        let place = self.messages.iter().position(|envelope| envelope.id == id)?;
        Some(self.messages.remove(place))
    }

    pub(crate) fn messages_mut(&mut self) -> &mut [Envelope] {
        &mut self.messages
    }

    /// When the last message under way on this link arrives, of those that nothing overtakes.
    pub(crate) fn last_arrival(&self, from: ServerId, to: ServerId) -> Option<Micros> {
        let on_link = |envelope: &&Envelope| envelope.id.from == from && envelope.id.to == to;
        let in_order = |envelope: &&Envelope| !envelope.overtakable;
        self.messages.iter().filter(on_link).filter(in_order).filter_map(|envelope| envelope.arrives).max()
    }

    pub(crate) fn set_cut(&mut self, link: Link, cut: bool) {
        let mut one_way = |from: ServerId, to: ServerId| {
            if cut {
                self.cut[from].insert(to);
            } else {
                self.cut[from].remove(to);
            }
        };
        one_way(link.from, link.to);
        if link.both {
            one_way(link.to, link.from);
        }
    }

    pub(crate) fn heal_all(&mut self) {
        self.cut = PerServer::filled(ServerSet::EMPTY);
    }

    /// Takes away what is on links that are cut.
    pub(crate) fn take_cut(&mut self) -> Vec<Envelope> {
        let cut = self.cut;
        self.messages.extract_if(.., |envelope| cut[envelope.id.from].contains(envelope.id.to)).collect()
    }
}
