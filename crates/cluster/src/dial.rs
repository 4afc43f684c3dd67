//! The dials in one table: what a dial is called, what its numbers mean and how far they go, how
//! it is read off a cluster, and how numbers become its setting. Scripts, the board and the
//! checks are made from it.

use crate::action::{ActionError, BadTime, Dial, Part};
use crate::parts::Dials;
use crate::time::{Micros, Span};
use crate::timing::Timing;

/// What the numbers of a dial are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A span of times, in microseconds.
    Span,
    /// One time, in microseconds.
    Time,
    /// A share or a speed, in percent.
    Percent,
    /// So many a second.
    Rate,
}

/// What a dial can be turned for, besides the whole cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Also for one server.
    Server,
    /// Also for one link.
    Link,
    /// Only for all.
    All,
}

/// A setting as numbers in the dial's [`Unit`]: both ends of a span, or one number twice.
pub type Amount = (u64, u64);

/// A line of the table.
#[derive(Debug)]
pub struct DialKind {
    /// Its name in scripts.
    pub name: &'static str,
    /// What its numbers are.
    pub unit: Unit,
    /// What it can be turned for, besides the whole cluster.
    pub reach: Reach,
    /// The least and the greatest number.
    pub range: Amount,
    /// Its setting for the whole cluster.
    pub get: fn(&Timing) -> Dial,
    /// The setting of these numbers, which may be out of range.
    pub set: fn(Amount) -> Dial,
}

/// What a dial is set to, as numbers and back.
trait Setting {
    fn of(amount: Amount) -> Self;
    fn amount(self) -> Amount;
}

impl Setting for Span {
    fn of((min, max): Amount) -> Self {
        Self { min: Micros(min), max: Micros(max) }
    }

    fn amount(self) -> Amount {
        (self.min.0, self.max.0)
    }
}

impl Setting for Micros {
    fn of((time, _): Amount) -> Self {
        Self(time)
    }

    fn amount(self) -> Amount {
        (self.0, self.0)
    }
}

impl Setting for u8 {
    fn of((number, _): Amount) -> Self {
        Self::try_from(number).unwrap_or(Self::MAX)
    }

    fn amount(self) -> Amount {
        (self.into(), self.into())
    }
}

impl Setting for u16 {
    fn of((number, _): Amount) -> Self {
        Self::try_from(number).unwrap_or(Self::MAX)
    }

    fn amount(self) -> Amount {
        (self.into(), self.into())
    }
}

/// The longest time of a dial.
const LONGEST: u64 = Micros::MAX.0;

macro_rules! dials {
    ($($dial:ident $name:literal, $unit:ident, $reach:ident, $least:literal to $most:expr, $get:expr;)*) => {
        /// Every dial, in the order of [`Dial`].
        pub static DIALS: &[DialKind] = &[$(DialKind {
            name: $name,
            unit: Unit::$unit,
            reach: Reach::$reach,
            range: ($least, $most),
            get: |timing| {
                let get: fn(&Timing) -> _ = $get;
                Dial::$dial(get(timing))
            },
            set: |amount| Dial::$dial(Setting::of(amount)),
        }),*];

        impl Dial {
            /// What it is set to, as numbers in its unit.
            #[must_use]
            pub fn amount(self) -> Amount {
                match self { $(Self::$dial(setting) => setting.amount(),)* }
            }

            fn place(self) -> usize {
                enum Place { $($dial),* }
                match self { $(Self::$dial(_) => Place::$dial as usize,)* }
            }
        }
    };
}

dials! {
    Latency "latency", Span, Link, 0 to LONGEST, |timing| timing.latency;
    Timeout "timeout", Span, Server, 1 to LONGEST, |timing| timing.timeout;
    Disk "disk", Span, Server, 0 to LONGEST, |timing| timing.disk;
    Heartbeat "heartbeat", Time, Server, 1 to LONGEST, |timing| timing.heartbeat;
    Mtbf "mtbf", Time, Server, 0 to LONGEST, |timing| timing.mtbf;
    Repair "repair", Time, Server, 0 to LONGEST, |timing| timing.repair;
    Loss "loss", Percent, Link, 0 to 100, |timing| timing.loss;
    Duplication "duplication", Percent, Link, 0 to 100, |timing| timing.duplication;
    Reordering "reordering", Percent, Link, 0 to 100, |timing| timing.reordering;
    Requests "requests", Rate, All, 0 to 1000, |timing| timing.requests;
    // There is no clock of the whole cluster: true time is that.
    Clock "clock", Percent, Server, 10 to 1000, |_| 100;
}

impl Dial {
    /// Its line in the table.
    #[must_use]
    pub fn kind(self) -> &'static DialKind {
        &DIALS[self.place()]
    }

    /// Whether both set the same thing.
    #[must_use]
    pub fn is_same_dial(self, other: Self) -> bool {
        self.place() == other.place()
    }

    /// Whether the setting is in the dial's range.
    ///
    /// # Errors
    /// [`ActionError::BadTime`] or [`ActionError::BadAmount`].
    pub fn check(self) -> Result<(), ActionError> {
        let ((least, most), kind) = (self.amount(), self.kind());
        let why = match kind.unit {
            Unit::Percent | Unit::Rate if least < kind.range.0 || most > kind.range.1 => {
                return Err(ActionError::BadAmount);
            }
            Unit::Time if least < kind.range.0 => BadTime::ZeroHeartbeat,
            Unit::Span if least < kind.range.0 => BadTime::ZeroTimeout,
            Unit::Span | Unit::Time if most < least => BadTime::Backwards(Setting::of((least, most))),
            Unit::Span | Unit::Time if most > kind.range.1 => BadTime::TooLong(Micros(most)),
            Unit::Span | Unit::Time | Unit::Percent | Unit::Rate => return Ok(()),
        };
        Err(ActionError::BadTime(why))
    }
}

impl Dials<'_> {
    /// How a dial is set for a part, or for the whole cluster.
    #[must_use]
    pub fn get(self, kind: &DialKind, part: Option<Part>) -> Dial {
        let of_all = (kind.get)(self.timing());
        let mut own = self.own().filter(|(place, dial)| dial.is_same_dial(of_all) && is_in(*place, part));
        own.next().map_or(of_all, |(_, dial)| dial)
    }
}

/// Whether a dial of this server or direction is one of the part.
fn is_in(place: Part, part: Option<Part>) -> bool {
    match (place, part) {
        (Part::Server(server), Some(Part::Server(of))) => server == of,
        (Part::Link(link), Some(Part::Link(of))) => (link.from, link.to) == (of.from, of.to),
        (Part::Server(_), Some(Part::Link(_)) | None) | (Part::Link(_), Some(Part::Server(_)) | None) => {
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_sets_and_reads_the_dial_of_its_name() {
        for kind in DIALS {
            let set = (kind.set)(kind.range);
            assert!(std::ptr::eq(set.kind(), kind), "{}", kind.name);
            assert!((kind.get)(&Timing::default()).is_same_dial(set), "{}", kind.name);
            assert_eq!((kind.get)(&Timing::default()).check(), Ok(()), "{}", kind.name);
        }
    }

    #[test]
    fn both_ends_of_a_range_can_be_set_and_nothing_beyond() {
        for kind in DIALS {
            let (least, most) = kind.range;
            for amount in [(least, least), (most, most)] {
                assert_eq!((kind.set)(amount).check(), Ok(()), "{} {amount:?}", kind.name);
                assert_eq!((kind.set)(amount).amount(), amount, "{}", kind.name);
            }
            assert!((kind.set)((most + 1, most + 1)).check().is_err(), "{}", kind.name);
            if let Some(less) = least.checked_sub(1) {
                assert!((kind.set)((less, less)).check().is_err(), "{}", kind.name);
            }
        }
    }
}
