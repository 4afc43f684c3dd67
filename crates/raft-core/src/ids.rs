//! The small numbers Raft is made of: terms, indexes, servers, sets of servers.

use core::fmt;
use serde::{Deserialize, Serialize};

/// A term: Raft's logical clock (§5.1). Term 0 is "before the first election".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Term(pub u32);

impl Term {
    /// The term a server starts in on its first boot (Figure 2).
    pub const ZERO: Self = Self(0);

    /// The term after this one. It stays at the greatest number rather than wrap round.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A place in a log. The first entry has index 1 (Figure 2); 0 is "before the first".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Index(pub u32);

impl Index {
    /// Before the first entry.
    pub const ZERO: Self = Self(0);

    /// The index after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The index before this one; 0 stays 0.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// Every index from `self` up to and including `last`.
    pub fn up_to(self, last: Self) -> impl DoubleEndedIterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }
}

impl fmt::Display for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How many servers a run can have, spares included: S1 to S9.
pub const MAX_SERVERS: usize = MAX_NUMBER as usize;
const MAX_NUMBER: u8 = 9;

/// A server's name: S1 to S9, as in the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ServerId(u8);

impl ServerId {
    /// The server with this number; `None` outside 1 to [`MAX_SERVERS`].
    #[must_use]
    pub const fn new(number: u8) -> Option<Self> {
        match number {
            1..=MAX_NUMBER => Some(Self(number)),
            _ => None,
        }
    }

    /// The number in the name: 1 for S1.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// The place in an array of servers: 0 for S1. Always below [`MAX_SERVERS`].
    #[must_use]
    pub fn slot(self) -> usize {
        usize::from(self.0) - 1
    }

    /// S1 to S9.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> {
        (1..=MAX_NUMBER).map(Self)
    }
}

impl<'de> Deserialize<'de> for ServerId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u8::deserialize(deserializer)?;
        Self::new(number).ok_or_else(|| serde::de::Error::custom("a server is S1 to S9"))
    }
}

impl fmt::Display for ServerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "S{}", self.0)
    }
}

/// A set of servers, one bit each.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ServerSet(u16);

impl ServerSet {
    /// No server.
    pub const EMPTY: Self = Self(0);

    /// S1 to S`count`, at most [`MAX_SERVERS`].
    #[must_use]
    pub fn first(count: usize) -> Self {
        ServerId::all().take(count).collect()
    }

    /// Only this server.
    #[must_use]
    pub fn only(server: ServerId) -> Self {
        Self(1 << server.slot())
    }

    /// Adds a server.
    pub fn insert(&mut self, server: ServerId) {
        self.0 |= 1 << server.slot();
    }

    /// Takes a server out.
    pub fn remove(&mut self, server: ServerId) {
        self.0 &= !(1 << server.slot());
    }

    /// Whether the server is in the set.
    #[must_use]
    pub fn contains(self, server: ServerId) -> bool {
        self.0 & (1 << server.slot()) != 0
    }

    /// How many servers are in it.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Servers in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Servers in either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Servers in this set and not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The servers, by number.
    pub fn iter(self) -> Servers {
        Servers(self)
    }
}

/// The servers of a set, by number: from bit to bit, since this is what a step does most.
#[derive(Clone, Debug)]
pub struct Servers(ServerSet);

impl Servers {
    fn take(&mut self, slot: u32) -> Option<ServerId> {
        let server = u8::try_from(slot + 1).ok().and_then(ServerId::new)?;
        self.0.remove(server);
        Some(server)
    }
}

impl Iterator for Servers {
    type Item = ServerId;

    fn next(&mut self) -> Option<ServerId> {
        self.take(self.0.0.trailing_zeros())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len(), Some(self.0.len()))
    }
}

impl DoubleEndedIterator for Servers {
    fn next_back(&mut self) -> Option<ServerId> {
        self.take(self.0.0.checked_ilog2()?)
    }
}

impl ExactSizeIterator for Servers {}

impl FromIterator<ServerId> for ServerSet {
    fn from_iter<I: IntoIterator<Item = ServerId>>(servers: I) -> Self {
        let mut set = Self::EMPTY;
        for server in servers {
            set.insert(server);
        }
        set
    }
}

impl<'de> Deserialize<'de> for ServerSet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bits = u16::deserialize(deserializer)?;
        if bits >> MAX_SERVERS == 0 {
            Ok(Self(bits))
        } else {
            Err(serde::de::Error::custom("a server is S1 to S9"))
        }
    }
}

impl fmt::Display for ServerSet {
    /// `S1 S2 S3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, server) in self.iter().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            server.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for ServerSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{self}}}")
    }
}

/// One value for each server, such as a leader's `nextIndex[]` (Figure 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PerServer<T>([T; MAX_SERVERS]);

impl<T: Copy> PerServer<T> {
    /// The same value for every server.
    pub fn filled(value: T) -> Self {
        Self([value; MAX_SERVERS])
    }
}

impl<T> core::ops::Index<ServerId> for PerServer<T> {
    type Output = T;
    fn index(&self, server: ServerId) -> &T {
        &self.0[server.slot()]
    }
}

impl<T> core::ops::IndexMut<ServerId> for PerServer<T> {
    fn index_mut(&mut self, server: ServerId) -> &mut T {
        &mut self.0[server.slot()]
    }
}
