//! What a script says: one [`Line`] for each line of text, comments and blank lines included.

mod act;
mod fact;
mod prose;
mod setup;

pub use act::{Act, Bundle, Losses, MessageKind, Selector};
pub use fact::{Fact, Progress, Standing, TimerName};
pub(crate) use prose::{BadWording, check_wording};
pub use prose::{LANGUAGES, MAX_WORDING, ProseKind, Wording};
pub use setup::{header_of, setup_of};

use cluster::Micros;
use core::fmt;
use raft_core::{ServerSet, is_invisible};

/// How many bytes a script may have.
pub const MAX_BYTES: usize = 1 << 20;
/// How many events a script may make.
pub const MAX_EVENTS: u32 = 250_000;
/// How many characters a name may have.
pub const MAX_NAME: usize = 40;
/// How many characters a panel's label may have.
pub const MAX_LABEL: usize = 40;
/// What answers to a question are called on the board, and the keys that choose them. A question
/// has at least two answers, and at most as many as there are letters.
pub const ANSWER_LETTERS: [&str; MAX_ANSWERS as usize] = ["A", "B", "C", "D", "E", "F"];
/// How many answers a question may have.
pub const MAX_ANSWERS: u8 = 6;
/// How many findings are told. A script with more stops there.
pub const MAX_FINDINGS: usize = 1000;

/// A script. Line `n` of the text is `lines[n - 1]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// What its first three commands say.
    pub header: Header,
    /// Every line; the header's commands are among them, by name only.
    pub lines: Vec<Line>,
}

/// What every script begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The script's name.
    pub title: Name,
    /// What people call it, if not by that name.
    pub shown: Option<Wording>,
    /// The servers that vote.
    pub members: ServerSet,
    /// Servers that are up and in no configuration.
    pub spare: ServerSet,
    /// How it begins.
    pub mode: Mode,
}

impl Header {
    /// Every server there is.
    #[must_use]
    pub fn servers(&self) -> ServerSet {
        self.members.or(self.spare)
    }
}

impl Script {
    /// A script with nothing but its header.
    #[must_use]
    pub fn new(header: Header) -> Self {
        let lines = [Statement::Title, Statement::Servers, Statement::Mode].map(Line::from).to_vec();
        Self { header, lines }
    }
}

impl Script {
    /// The same script with the expectation of a line, counted from 1, turned round. `None` if
    /// there is none in that line.
    #[must_use]
    pub fn negated(&self, line: u32) -> Option<Self> {
        let mut script = self.clone();
        let line = script.lines.get_mut((line as usize).checked_sub(1)?)?;
        match &mut line.statement {
            Some(Statement::Expect { negated, .. }) => *negated = !*negated,
            _ => return None,
        }
        Some(script)
    }
}

/// One line of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The command, if there is one.
    pub statement: Option<Statement>,
    /// What follows the `#`, without blanks at its end.
    pub comment: Option<String>,
    /// Where the command stands.
    pub span: Span,
}

impl From<Statement> for Line {
    fn from(statement: Statement) -> Self {
        Self { statement: Some(statement), ..Self::default() }
    }
}

/// Where something stands in its line, in characters. `0` if it was never text.
///
/// Where a command stands is no part of what it says: any two spans are equal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    /// The first character, from 1.
    pub column: u32,
    /// How many.
    pub length: u32,
}

impl PartialEq for Span {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Span {}

/// A name of a script, panel, mark, branch, or a key to the lesson's prose: letters, digits, `-`
/// and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// `None` if it is empty, longer than [`MAX_NAME`], has other characters, or does not begin
    /// with a letter or a digit.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let good = name.len() <= MAX_NAME
            && name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.chars().all(fits);
        good.then(|| Self(name.to_owned()))
    }

    /// As it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a panel is called on the board, where its name is not enough: `"d′"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label(String);

impl Label {
    /// `None` if it is empty, longer than [`MAX_LABEL`], or has a quote or an invisible character.
    #[must_use]
    pub fn new(label: &str) -> Option<Self> {
        let good = !label.is_empty()
            && label.chars().count() <= MAX_LABEL
            && !label.contains(|c: char| c == '"' || is_invisible(c));
        good.then(|| Self(label.to_owned()))
    }

    /// Without its quotes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Two ways to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing moves by itself.
    Stepped,
    /// Timers run and messages arrive by themselves.
    Clocked {
        /// What random draws are made from.
        seed: u64,
    },
}

/// One command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// `title`: see [`Header::title`].
    Title,
    /// `servers`: see [`Header::members`].
    Servers,
    /// The mode the script begins in: see [`Header::mode`].
    Mode,
    /// Something happens.
    Act {
        /// When, in clocked running.
        at: Option<Micros>,
        /// What.
        act: Act,
    },
    /// Several things happen.
    Bundle(Bundle),
    /// A moment that a branch can begin from.
    Mark(Name),
    /// A moment to show, that a branch can begin from.
    Panel {
        /// Its name.
        name: Name,
        /// What it is called on the board, if not its name.
        label: Option<Label>,
    },
    /// Another future of an earlier moment begins.
    Branch {
        /// Its name.
        name: Name,
        /// A panel or a mark.
        from: Name,
    },
    /// The lesson says something.
    Say(Name),
    /// The lesson says something in its own script.
    Prose {
        /// What the text is for.
        kind: ProseKind,
        /// The text.
        text: Wording,
    },
    /// The lesson asks.
    Ask {
        /// The key to the question's text.
        key: Name,
        /// The question, if it stands in the script itself: then its answers are in the lines after it,
        /// and the parser counts them.
        prompt: Option<Wording>,
        /// How many answers there are to choose from.
        options: u8,
        /// The right one, from 1.
        answer: u8,
    },
    /// An answer to the question before.
    Choice {
        /// Whether it is the right one.
        right: bool,
        /// The answer.
        text: Wording,
        /// Why it is right or wrong.
        why: Wording,
    },
    /// The lesson waits.
    Pause,
    /// Something must be so.
    Expect {
        /// Must not be so.
        negated: bool,
        /// What.
        fact: Fact,
    },
    /// Something must be impossible.
    Cannot(Attempt),
}

/// What `cannot` tries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// One thing.
    Act(Act),
    /// Several.
    Bundle(Bundle),
}
