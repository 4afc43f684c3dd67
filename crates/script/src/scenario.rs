//! What a scenario is; `library.rs` has them.

/// A scenario: a script that comes with the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its name in links, and its script's title.
    pub slug: &'static str,
    /// Raised when its events change, so that links to moments in it do not go astray silently.
    pub version: u32,
    /// The section of the paper it is about; `None`: no single one.
    pub section: Option<&'static str>,
    /// The script.
    pub text: &'static str,
}
