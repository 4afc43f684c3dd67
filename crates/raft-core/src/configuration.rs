//! Which servers vote and store the log (§6).

use crate::ids::ServerSet;
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
}
