//! Which servers vote (§6), and what a majority of them is (§5.2).

use crate::ids::{Index, ServerId, ServerSet};
use serde::{Deserialize, Serialize};

/// The servers that vote and store the log. With `next` it is the joint configuration
/// `C_old,new` of §6, in which decisions need a majority of each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Configuration {
    /// `C_old`, or the only configuration there is.
    pub voters: ServerSet,
    /// `C_new` while both count.
    pub next: Option<ServerSet>,
}

impl Configuration {
    /// A configuration of these servers alone.
    #[must_use]
    pub fn of(voters: ServerSet) -> Self {
        Self { voters, next: None }
    }

    /// Every server that takes part, on either side.
    #[must_use]
    pub fn members(self) -> ServerSet {
        self.voters.or(self.next.unwrap_or_default())
    }

    /// Whether `share` of each side is in `servers`.
    fn reached(self, servers: ServerSet, needed: impl Fn(usize) -> usize) -> bool {
        let side = |side: ServerSet| servers.and(side).len() >= needed(side.len());
        side(self.voters) && self.next.is_none_or(side)
    }

    /// Whether these servers are a majority (of each side, in a joint configuration).
    #[must_use]
    pub fn is_majority(self, servers: ServerSet) -> bool {
        self.reached(servers, majority_of)
    }

    /// Whether these servers are at least half, rounded down: what the switched-off
    /// `majority-to-win` asks for.
    #[must_use]
    pub fn is_half(self, servers: ServerSet) -> bool {
        self.reached(servers, |count| count / 2)
    }

    /// The greatest index that a majority (of each side) has reached, where `reached` tells how
    /// far each server is known to have come.
    #[must_use]
    pub fn majority_index(self, reached: impl Fn(ServerId) -> Index) -> Index {
        let side = |voters: ServerSet| {
            let needed = majority_of(voters.len());
            let is_shared =
                |index: &Index| voters.iter().filter(|server| reached(*server) >= *index).count() >= needed;
            voters.iter().map(&reached).filter(is_shared).max().unwrap_or_default()
        };
        let old = side(self.voters);
        self.next.map_or(old, |next| old.min(side(next)))
    }
}

/// The smallest number that is more than half: 3 of 5.
#[must_use]
pub fn majority_of(count: usize) -> usize {
    count / 2 + 1
}
