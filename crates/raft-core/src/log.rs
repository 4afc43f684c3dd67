//! The log and its entries (§5.3).

use crate::configuration::Configuration;
use crate::ids::{Index, Term};
use crate::visible::is_invisible;
use core::fmt;
use serde::{Deserialize, Serialize};

/// How many bytes of UTF-8 a client's command may have.
pub const MAX_COMMAND_BYTES: usize = 12;

/// What a client asks the state machine to do: a short word such as `x=1`, drawn `x←1`.
///
/// It is kept in place, without heap, so that copying a log is copying bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Command {
    length: u8,
    bytes: [u8; MAX_COMMAND_BYTES],
}

impl Command {
    /// A command of one word; `None` if it is empty, is longer than [`MAX_COMMAND_BYTES`], or has
    /// a blank, a `#`, a quote or an [invisible](crate::is_invisible) character in it.
    #[must_use]
    pub fn new(word: &str) -> Option<Self> {
        let unfit = |c: char| c.is_whitespace() || is_invisible(c) || c == '#' || c == '"';
        if word.is_empty() || word.len() > MAX_COMMAND_BYTES || word.contains(unfit) {
            return None;
        }
        let mut bytes = [0; MAX_COMMAND_BYTES];
        bytes[..word.len()].copy_from_slice(word.as_bytes());
        Some(Self { length: u8::try_from(word.len()).ok()?, bytes })
    }

    /// The word as it was given: `x=1`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Command {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Command {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Word;
        impl serde::de::Visitor<'_> for Word {
            type Value = Command;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a word of at most {MAX_COMMAND_BYTES} bytes")
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Command, E> {
                Command::new(word).ok_or_else(|| E::custom("a command is one short word"))
            }
        }
        deserializer.deserialize_str(Word)
    }
}

/// What an entry carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Payload {
    /// A client's command.
    Command(Command),
    /// A configuration (§6).
    Configuration(Configuration),
    /// Nothing: the entry a new leader may append to commit the ones before it (§8).
    NoOp,
}

/// One entry of a log. It keeps the term in which its leader created it (§5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Entry {
    /// The term of the leader that created the entry.
    pub term: Term,
    /// What it carries.
    pub payload: Payload,
}

/// The index and term of an entry, as `lastLogIndex`/`lastLogTerm` or
/// `prevLogIndex`/`prevLogTerm`. Before the first entry both are 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Where the entry is.
    pub index: Index,
    /// The term it was created in.
    pub term: Term,
}

/// The log: entries from index 1 on, without gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Log {
    entries: Vec<Entry>,
    /// Where the configurations are, so that the latest is found without a search.
    configurations: Vec<Index>,
}

impl Log {
    /// The index of the last entry; 0 if there is none.
    #[must_use]
    pub fn last_index(&self) -> Index {
        Index(u32::try_from(self.entries.len()).unwrap_or(u32::MAX))
    }

    /// Index and term of the last entry.
    #[must_use]
    pub fn last(&self) -> Position {
        Position {
            index: self.last_index(),
            term: self.entries.last().map_or(Term::ZERO, |entry| entry.term),
        }
    }

    /// The entry at this index.
    #[must_use]
    pub fn get(&self, index: Index) -> Option<&Entry> {
        self.entries.get((index.0 as usize).checked_sub(1)?)
    }

    /// The term of the entry at this index; term 0 at index 0; `None` beyond the end.
    #[must_use]
    pub fn term_at(&self, index: Index) -> Option<Term> {
        if index == Index::ZERO { Some(Term::ZERO) } else { self.get(index).map(|entry| entry.term) }
    }

    /// All entries; the first has index 1.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries from this index on; none beyond the end.
    #[must_use]
    pub fn from(&self, index: Index) -> &[Entry] {
        let start = (index.0 as usize).saturating_sub(1).min(self.entries.len());
        &self.entries[start..]
    }

    /// The latest configuration in the log, committed or not, and where it is (§6).
    #[must_use]
    pub fn latest_configuration(&self) -> Option<(Index, Configuration)> {
        self.configuration_at(*self.configurations.last()?)
    }

    /// The latest configuration up to this index, and where it is.
    #[must_use]
    pub fn configuration_up_to(&self, last: Index) -> Option<(Index, Configuration)> {
        let index = self.configurations.iter().rfind(|index| **index <= last)?;
        self.configuration_at(*index)
    }

    fn configuration_at(&self, index: Index) -> Option<(Index, Configuration)> {
        match self.get(index)?.payload {
            Payload::Configuration(configuration) => Some((index, configuration)),
            Payload::Command(_) | Payload::NoOp => None,
        }
    }

    pub(crate) fn append(&mut self, entry: Entry) -> Index {
        self.entries.push(entry);
        let index = self.last_index();
        if matches!(entry.payload, Payload::Configuration(_)) {
            self.configurations.push(index);
        }
        index
    }

    /// Deletes every entry after `last`.
    pub(crate) fn truncate_after(&mut self, last: Index) {
        self.entries.truncate(last.0 as usize);
        while self.configurations.last().is_some_and(|index| *index > last) {
            self.configurations.pop();
        }
    }
}
