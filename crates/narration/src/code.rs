//! The lines of the core in which each rule is consulted, as `build/code.rs` found them.

use crate::reader::{Damaged, Reader};
use raft_core::Rule;

/// The lines of all rules.
#[derive(Debug)]
pub struct Code {
    /// A rule each.
    pub rules: Vec<RuleCode>,
}

/// The lines in which one rule is consulted.
#[derive(Debug)]
pub struct RuleCode {
    /// The rule.
    pub rule: Rule,
    /// The file, from the project's root: `crates/raft-core/src/election.rs`.
    pub file: &'static str,
    /// The function that they are from, or are.
    pub function: &'static str,
    /// Which of them asks about the rule, from 0.
    pub marked: usize,
    /// The lines.
    pub lines: Vec<&'static str>,
}

impl Code {
    /// The lines of a rule.
    #[must_use]
    pub fn of(&self, rule: Rule) -> Option<&RuleCode> {
        self.rules.iter().find(|code| code.rule == rule)
    }

    pub(crate) fn read(reader: &mut Reader) -> Result<Self, Damaged> {
        Ok(Self { rules: reader.list(RuleCode::read)? })
    }
}

impl RuleCode {
    fn read(reader: &mut Reader) -> Result<Self, Damaged> {
        Ok(Self {
            rule: Rule::named(reader.line()?).ok_or(Damaged)?,
            file: reader.line()?,
            function: reader.line()?,
            marked: reader.number()? as usize,
            lines: reader.list(Reader::line)?,
        })
    }
}
