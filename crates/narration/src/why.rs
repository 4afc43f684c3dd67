//! Why a server decided what it decided, from the operands it decided by.

use crate::Language;
use raft_core::{Decision, Rule, Rules, ServerId};

/// The answer to "Why?".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The question it answers: "Why did S1 not commit index 2?"
    pub headline: String,
    /// What was compared, a line each, and whether it spoke for (✓) or against (✗) the step;
    /// `None` for a line that only tells a fact.
    pub operands: Vec<(String, Option<bool>)>,
    /// The rule that decided.
    pub rule: Option<Rule>,
    /// The section of the paper, without `§`.
    pub section: &'static str,
}

/// Why `server` decided so, under these rules.
#[must_use]
pub fn why(language: Language, server: ServerId, rules: Rules, decision: &Decision) -> Why {
    let _ = (language, server, rules);
    Why { headline: String::new(), operands: Vec::new(), rule: decision.rule(), section: "" }
}
