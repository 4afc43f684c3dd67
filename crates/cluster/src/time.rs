//! Time in whole microseconds, and random draws that are the same on every machine.

use core::fmt;
use serde::{Deserialize, Serialize};

/// A time or a duration in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Micros(pub u64);

impl Micros {
    /// The start of a run; no time at all.
    pub const ZERO: Self = Self(0);
    /// The longest a run or a duration can be: a year.
    pub const MAX: Self = Self(365 * 24 * 3600 * 1_000_000);

    /// This many milliseconds.
    #[must_use]
    pub const fn from_ms(ms: u64) -> Self {
        Self(ms.saturating_mul(1000))
    }

    /// Later by this much.
    #[must_use]
    pub fn plus(self, by: Self) -> Self {
        Self(self.0.saturating_add(by.0))
    }

    /// The time since `earlier`; zero if that is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self(self.0.saturating_sub(earlier.0))
    }
}

impl fmt::Display for Micros {
    /// In the script's words: `15ms`, `1500us`, `2s`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(us) = self;
        if us % 1_000_000 == 0 && *us > 0 {
            write!(f, "{}s", us / 1_000_000)
        } else if us % 1000 == 0 {
            write!(f, "{}ms", us / 1000)
        } else {
            write!(f, "{us}us")
        }
    }
}

/// Durations from `min` to `max`, both possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The shortest.
    pub min: Micros,
    /// The longest.
    pub max: Micros,
}

impl Span {
    /// From `min` to `max` milliseconds.
    #[must_use]
    pub const fn from_ms(min: u64, max: u64) -> Self {
        Self { min: Micros::from_ms(min), max: Micros::from_ms(max) }
    }
}

/// What a random draw is for. Each purpose has its own sequence, so that two branches of a run
/// differ only by what was changed in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// An election timeout.
    Timeout = 1,
    /// How long a message is under way.
    Latency = 2,
    /// How long the disk takes.
    Disk = 3,
    /// Whether a message is lost.
    Loss = 4,
    /// Whether a message is sent twice.
    Duplication = 5,
    /// Whether a message may be overtaken.
    Reordering = 6,
    /// When a server fails.
    Failure = 7,
    /// When it is up again.
    Repair = 8,
    /// When the next client's request comes.
    Request = 9,
}

/// A random number that depends on the seed, what it is for, whom it is for, and how many were
/// drawn for that before; on nothing else.
#[must_use]
pub fn draw(seed: u64, purpose: Purpose, whom: u64, ordinal: u64) -> u64 {
    let key = mix(seed).wrapping_add((purpose as u64) << 56).wrapping_add(whom << 40);
    mix(mix(key).wrapping_add(ordinal))
}

/// The output function of `SplitMix64` (Steele, Lea and Flood, 2014).
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Maps a random number to one of `count` numbers, 0 included.
#[must_use]
pub fn below(random: u64, count: u64) -> u64 {
    let product = u128::from(random) * u128::from(count);
    u64::try_from(product >> 64).unwrap_or(0)
}

/// Maps a random number into a span.
#[must_use]
pub fn within(random: u64, span: Span) -> Micros {
    let width = span.max.since(span.min).0.saturating_add(1);
    span.min.plus(Micros(below(random, width)))
}
