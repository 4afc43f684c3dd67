//! Dials of one server or one link alone: a slow disk, a bad link, a clock that runs fast.

use crate::action::{ActionError, Dial, Part};
use crate::dial::Reach;
use crate::network::Link;
use crate::time::{Micros, Span};
use crate::timing::Timing;
use raft_core::ServerId;
use serde::Serialize;

/// A server, or a link in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
enum Place {
    Server(ServerId),
    Link(ServerId, ServerId),
}

/// The dials that parts of the cluster have of their own, in the order in which they were turned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Parts {
    own: Vec<(Place, Dial)>,
}

impl Parts {
    pub(crate) fn is_empty(&self) -> bool {
        self.own.is_empty()
    }

    /// Every part that has a dial of its own, with that dial: a link for each direction.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Part, Dial)> {
        self.own.iter().map(|(place, dial)| {
            let part = match *place {
                Place::Server(server) => Part::Server(server),
                Place::Link(from, to) => Part::Link(Link { from, to, both: false }),
            };
            (part, *dial)
        })
    }

    pub(crate) fn turn(&mut self, part: Part, dial: Dial) {
        match part {
            Part::Server(server) => self.set(Place::Server(server), dial),
            Part::Link(link) => {
                self.set(Place::Link(link.from, link.to), dial);
                if link.both {
                    self.set(Place::Link(link.to, link.from), dial);
                }
            }
        }
    }

    fn set(&mut self, place: Place, dial: Dial) {
        match self.own.iter_mut().find(|(at, own)| *at == place && own.is_same_dial(dial)) {
            Some((_, own)) => *own = dial,
            None => self.own.push((place, dial)),
        }
    }

    /// A dial that is turned for all leaves no exceptions.
    pub(crate) fn follow_all(&mut self, dial: Dial) {
        self.own.retain(|(_, own)| !own.is_same_dial(dial));
    }

    fn find<T>(&self, place: Place, read: impl Fn(Dial) -> Option<T>) -> Option<T> {
        if self.own.is_empty() {
            return None;
        }
        self.own.iter().filter(|(at, _)| *at == place).find_map(|(_, dial)| read(*dial))
    }
}

/// The dials as they are for each part: its own, or those of all.
#[derive(Clone, Copy, Debug)]
pub struct Dials<'a> {
    timing: &'a Timing,
    parts: &'a Parts,
}

/// Reads one dial of a part, or the field of the same name.
macro_rules! own {
    ($self:ident, $place:expr, $variant:ident, $field:ident) => {
        $self
            .parts
            .find($place, |dial| if let Dial::$variant(own) = dial { Some(own) } else { None })
            .unwrap_or($self.timing.$field)
    };
}

impl<'a> Dials<'a> {
    pub(crate) fn new(timing: &'a Timing, parts: &'a Parts) -> Self {
        Self { timing, parts }
    }

    /// The dials of the whole cluster.
    pub(crate) fn timing(self) -> &'a Timing {
        self.timing
    }

    /// Every part that has a dial of its own, with that dial: a link for each direction.
    pub fn own(self) -> impl Iterator<Item = (Part, Dial)> {
        self.parts.all()
    }

    /// How long a message is under way on this link.
    #[must_use]
    pub fn latency(self, from: ServerId, to: ServerId) -> Span {
        own!(self, Place::Link(from, to), Latency, latency)
    }

    /// Messages lost on this link, in percent.
    #[must_use]
    pub fn loss(self, from: ServerId, to: ServerId) -> u8 {
        own!(self, Place::Link(from, to), Loss, loss)
    }

    /// Messages sent twice on this link, in percent.
    #[must_use]
    pub fn duplication(self, from: ServerId, to: ServerId) -> u8 {
        own!(self, Place::Link(from, to), Duplication, duplication)
    }

    /// Messages that may be overtaken on this link, in percent.
    #[must_use]
    pub fn reordering(self, from: ServerId, to: ServerId) -> u8 {
        own!(self, Place::Link(from, to), Reordering, reordering)
    }

    /// The election timeout, by this server's clock.
    #[must_use]
    pub fn timeout(self, server: ServerId) -> Span {
        own!(self, Place::Server(server), Timeout, timeout)
    }

    /// How long this server takes to store something durably.
    #[must_use]
    pub fn disk(self, server: ServerId) -> Span {
        own!(self, Place::Server(server), Disk, disk)
    }

    /// The time between heartbeats, by this server's clock.
    #[must_use]
    pub fn heartbeat(self, server: ServerId) -> Micros {
        own!(self, Place::Server(server), Heartbeat, heartbeat)
    }

    /// The mean time between failures of this server.
    #[must_use]
    pub fn mtbf(self, server: ServerId) -> Micros {
        own!(self, Place::Server(server), Mtbf, mtbf)
    }

    /// The mean time until this server is up again.
    #[must_use]
    pub fn repair(self, server: ServerId) -> Micros {
        own!(self, Place::Server(server), Repair, repair)
    }

    /// How fast this server's clock runs, in percent.
    #[must_use]
    pub fn clock(self, server: ServerId) -> u16 {
        let read = |dial| if let Dial::Clock(percent) = dial { Some(percent) } else { None };
        self.parts.find(Place::Server(server), read).unwrap_or(100)
    }

    /// The true time in which this much passes on a server's clock.
    #[must_use]
    pub fn true_time(self, server: ServerId, by_its_clock: Micros) -> Micros {
        match u64::from(self.clock(server)) {
            100 => by_its_clock,
            percent => Micros((by_its_clock.0 * 100 / percent).max(1)),
        }
    }
}

/// Whether the dial can be turned for this part, and to this value.
pub(crate) fn check_part(part: Part, dial: Dial) -> Result<(), ActionError> {
    match (part, dial.kind().reach) {
        (Part::Server(_), Reach::Server) | (Part::Link(_), Reach::Link) => dial.check(),
        (Part::Server(_), Reach::Link | Reach::All) | (Part::Link(_), Reach::Server | Reach::All) => {
            Err(ActionError::WrongPart(dial))
        }
    }
}
