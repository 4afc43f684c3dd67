//! The scenarios that come with the board.

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

/// Every scenario, in the order to go through them.
pub const SCENARIOS: &[Scenario] = &[
    Scenario {
        slug: "hello",
        version: 1,
        section: None,
        text: include_str!("../../../scenarios/hello.raft"),
    },
    Scenario {
        slug: "election",
        version: 1,
        section: Some("5.2"),
        text: include_str!("../../../scenarios/election.raft"),
    },
    Scenario {
        slug: "figure-8",
        version: 1,
        section: Some("5.4.2"),
        text: include_str!("../../../scenarios/figure-8.raft"),
    },
    Scenario {
        slug: "free-play",
        version: 1,
        section: None,
        text: include_str!("../../../scenarios/free-play.raft"),
    },
];

/// The scenario of this name.
#[must_use]
pub fn scenario(slug: &str) -> Option<&'static Scenario> {
    SCENARIOS.iter().find(|scenario| scenario.slug == slug)
}
