//! The header of a script, and the setup of a run that it asks for.

use super::{Header, Mode, Name};
use cluster::Setup;

/// The setup a header asks for.
#[must_use]
pub fn setup_of(header: &Header) -> Setup {
    let (mode, seed) = match header.mode {
        // The seed counts only once the clock is started, and then another is given.
        Mode::Stepped => (cluster::Mode::Stepped, Setup::five_stepped().seed),
        Mode::Clocked { seed } => (cluster::Mode::Clocked, seed),
    };
    Setup { servers: header.members, spare: header.spare, mode, seed }
}

/// The header of a script for a run that has none.
#[must_use]
pub fn header_of(setup: Setup) -> Header {
    let title = Name::new("run").unwrap_or_else(|| unreachable!("a short word"));
    let mode = match setup.mode {
        cluster::Mode::Stepped => Mode::Stepped,
        cluster::Mode::Clocked => Mode::Clocked { seed: setup.seed },
    };
    Header { title, shown: None, members: setup.servers, spare: setup.spare, mode }
}
