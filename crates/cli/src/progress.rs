//! How far a long command is: told on a terminal, and only there.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

/// Writes over the line that was told before.
pub(crate) fn tell(line: impl Display) {
    if std::io::stderr().is_terminal() {
        write!(std::io::stderr(), "\r\x1b[K{line}").ok();
    }
}

/// Takes the line away.
pub(crate) fn clear() {
    tell("");
}
