//! One line of an answer: what was looked at, as data and in words.

/// How the two sides of a condition have to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Both are the same.
    Equal,
    /// The left is not below the right.
    AtLeast,
    /// The left is above the right.
    Greater,
    /// The left is not above the right.
    AtMost,
}

/// Two numbers side by side: terms, indexes, counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The number that is printed first.
    pub left: u32,
    /// How they have to compare for the condition to be met.
    pub wanted: Relation,
    /// The number that is printed last.
    pub right: u32,
}

impl Comparison {
    /// Whether the condition is met.
    #[must_use]
    pub fn holds(self) -> bool {
        match self.wanted {
            Relation::Equal => self.left == self.right,
            Relation::AtLeast => self.left >= self.right,
            Relation::Greater => self.left > self.right,
            Relation::AtMost => self.left <= self.right,
        }
    }

    /// The sign between the two. It says how they do compare, not how they should, so what is
    /// printed is true whether or not the condition is met: `2 ≠ 4`, `1 < 3`.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match (self.left.cmp(&self.right), self.wanted) {
            (core::cmp::Ordering::Equal, _) => "=",
            (_, Relation::Equal) => "≠",
            (core::cmp::Ordering::Less, _) => "<",
            (core::cmp::Ordering::Greater, _) => ">",
        }
    }
}

/// A number that can be compared: a term or an index, or how many there are of something.
pub(crate) trait Number {
    fn number(self) -> u32;
}

impl Number for raft_core::Term {
    fn number(self) -> u32 {
        self.0
    }
}

impl Number for raft_core::Index {
    fn number(self) -> u32 {
        self.0
    }
}

/// The comparison of two numbers of the same kind.
pub(crate) fn compare<N: Number>(left: N, wanted: Relation, right: N) -> Comparison {
    Comparison { left: left.number(), wanted, right: right.number() }
}

/// One line of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    /// The line.
    pub text: String,
    /// `Some(true)` (✓): a condition that was met; `Some(false)` (✗): one that was not; `None`: a
    /// fact to go with them.
    pub holds: Option<bool>,
    /// The numbers that the line compares, as they are printed from left to right.
    pub compared: Vec<Comparison>,
    /// Whether the condition was not asked for, since its rule is off: unmet, it stood in the way of
    /// nothing.
    pub waived: bool,
}
