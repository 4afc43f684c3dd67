//! Runs and places as the hash of an address, so that they can be shared without a server.
//!
//! - `#s=figure-8@1&at=c&lang=zh-CN`: a scenario of the library, with its version, a panel or an
//!   event, and a language.
//! - `#r=...`: a run: what it started from, the actions of one path, and the digest of the world
//!   they led to.
//! - `#t=...&at=c`: a whole script, and a panel or an event.
//!
//! Nothing here panics, whatever the address says: an address comes from anywhere.

pub mod base64;
mod hash;
mod run;

pub use hash::{At, Hash, Source};
pub use run::{Ending, MAX_LINK, Replay, Run, encode};

use core::fmt;

/// Why an address cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It is longer than [`MAX_LINK`].
    TooLong {
        /// How many characters it has.
        characters: usize,
    },
    /// A character does not belong into the text of a run.
    Character {
        /// Its place, from 1.
        place: usize,
    },
    /// The run is of another version of the format.
    Version {
        /// Which.
        found: u8,
    },
    /// The run is cut off, or was changed.
    Damaged,
    /// The run has more events than [`crate::syntax::MAX_EVENTS`].
    TooManyEvents,
    /// A part of the hash has a value that makes no sense.
    Part {
        /// The part's key: `s`, `at`, `lang`.
        key: &'static str,
    },
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { characters } => {
                write!(f, "the link has {characters} characters; at most {MAX_LINK} can be read")
            }
            Self::Character { place } => {
                write!(f, "character {place} of the link's run does not belong there")
            }
            Self::Version { found } => {
                write!(f, "the link's run has format {found}; this version reads format {}", run::VERSION)
            }
            Self::Damaged => f.write_str("the link's run is damaged; perhaps its end is missing"),
            Self::TooManyEvents => {
                write!(f, "the link's run has more than {} events", crate::syntax::MAX_EVENTS)
            }
            Self::Part { key } => write!(f, "the link's `{key}=` makes no sense"),
        }
    }
}

impl core::error::Error for LinkError {}
