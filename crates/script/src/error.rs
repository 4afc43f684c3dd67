//! What is wrong with a script, as data: where, what was found, what was expected. The narration
//! crate puts it into words; [`core::fmt::Display`] is for developers.

use crate::syntax::{Fact, MessageKind, Name, Selector, Span};
use cluster::{ActionError, MessageId};
use core::fmt;
use judge::Property;
use raft_core::{ServerId, Tally, Term};

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// The line, from 1.
    pub line: u32,
    /// The first character, from 1.
    pub column: u32,
    /// How many characters; at least 1.
    pub length: u32,
    /// What.
    pub kind: ErrorKind,
}

impl ScriptError {
    /// Something wrong at a span of a line.
    pub(crate) fn at(line: u32, span: Span, kind: ErrorKind) -> Self {
        Self { line, column: span.column.max(1), length: span.length.max(1), kind }
    }
}

impl fmt::Display for ScriptError {
    /// `3:7: UnclosedQuote`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {:?}", self.line, self.column, self.kind)
    }
}

impl core::error::Error for ScriptError {}

/// What can be wrong. The first group is found when a script is read, the second when it is
/// played, the third are findings: the script goes on after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The script has more bytes than [`crate::syntax::MAX_BYTES`].
    TooLong {
        /// How many it has.
        bytes: usize,
    },
    /// Something else should stand here.
    Unexpected {
        /// What stands here.
        found: Found,
        /// What could.
        expected: Vec<Expected>,
        /// The word that was probably meant.
        nearest: Option<&'static str>,
    },
    /// A name or a label is too long.
    TooManyCharacters {
        /// How many characters it has.
        count: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A command or a label has a character that cannot be seen.
    InvisibleCharacter(char),
    /// Servers are S1 to S9; this is another number.
    NoServerName(String),
    /// Servers stand beside each other, without commas.
    CommaAfterServer,
    /// `pause` with a server: it makes the lesson wait, and stops no server.
    PauseIsForLessons,
    /// The second quote of a label or a text is missing.
    UnclosedQuote,
    /// What is said here belongs to no panel: something has happened since the last.
    NoPanel,
    /// An answer without a question before it.
    NoQuestion,
    /// A question has too few or too many answers.
    Answers {
        /// How many it has, as far as they were read.
        count: u8,
    },
    /// Not exactly one answer is right.
    RightAnswers {
        /// How many are, as far as they were read.
        count: u8,
    },
    /// The number is too large here.
    NumberTooLarge {
        /// The greatest number that is allowed.
        limit: u64,
    },
    /// The server is not in this script's `servers`.
    UnknownServer(ServerId),
    /// The server stands twice in a list.
    ServerTwice(ServerId),
    /// A server is told to do something with itself.
    Itself(ServerId),
    /// A partition has only one group.
    OneGroup,
    /// The name is taken.
    NameTaken {
        /// What it names.
        what: NameKind,
        /// The name.
        name: Name,
        /// The line that has it; 0 for the branch that every script begins with.
        line: u32,
    },
    /// Nothing before this line has this name.
    UnknownName {
        /// The name.
        name: Name,
        /// The one that was probably meant.
        nearest: Option<Name>,
    },

    /// The cluster does not allow it.
    Action(ActionError),
    /// No message under way matches.
    NoMessage {
        /// What was asked for.
        selector: Selector,
        /// What is under way.
        under_way: Vec<Candidate>,
    },
    /// Several messages under way match.
    ManyMessages {
        /// What was asked for.
        selector: Selector,
        /// Those that match.
        matching: Vec<Candidate>,
    },
    /// Nothing of the kind is under way, so nothing can be lost.
    NothingToLose,
    /// The line needs stepped running: in clocked running messages move by themselves.
    NeedsStepped,
    /// The link between two servers is cut.
    Unreachable {
        /// From whom.
        from: ServerId,
        /// To whom.
        to: ServerId,
    },
    /// A server cannot reach any other that is up.
    ReachesNobody(ServerId),
    /// A server did not vote as the line says.
    NotGranted {
        /// Who stood.
        candidate: ServerId,
        /// Who did not vote for it.
        voter: ServerId,
    },
    /// The candidate did not become leader.
    NotElected {
        /// Who stood.
        candidate: ServerId,
        /// The votes it has, its own included, and how many it needs.
        votes: Tally,
    },
    /// The leader stopped leading.
    LostLeadership {
        /// Who.
        leader: ServerId,
        /// The term it led.
        term: Term,
    },
    /// A follower's log does not become the leader's, however often it is sent.
    NotConverging {
        /// The leader.
        leader: ServerId,
        /// The follower.
        follower: ServerId,
    },
    /// Messages cause more messages without an end.
    NotSettling,
    /// What was waited for did not happen in time.
    NotReached {
        /// It was waited until it is not so.
        negated: bool,
        /// What.
        fact: Fact,
        /// What is so instead.
        actual: Vec<Fact>,
    },
    /// The run has more events than [`crate::syntax::MAX_EVENTS`], those that `cannot` tries
    /// counted.
    TooManyEvents,
    /// No server is down, so none can be restarted.
    NothingDown,
    /// There are more findings than [`crate::syntax::MAX_FINDINGS`].
    TooManyFindings,

    /// What was expected is not so.
    NotSo {
        /// What was expected.
        fact: Fact,
        /// What is so instead.
        actual: Vec<Fact>,
    },
    /// What was expected not to be so, is so.
    IsSo(Fact),
    /// What cannot be done could be done.
    Possible,
    /// A property is broken, and no `expect violation` says so.
    Violation {
        /// Which.
        property: Property,
        /// In which event.
        event: u32,
    },
}

impl ErrorKind {
    /// Whether it is a finding: the script goes on after it.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        matches!(self, Self::NotSo { .. } | Self::IsSo(_) | Self::Possible | Self::Violation { .. })
    }

    /// Whether it is about an `expect` or a `cannot` of the same line.
    #[must_use]
    pub fn is_check(&self) -> bool {
        matches!(self, Self::NotSo { .. } | Self::IsSo(_) | Self::Possible)
    }
}

/// What stands where something else should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A word.
    Word(String),
    /// A quoted label.
    Quoted(String),
    /// A sign such as `|`.
    Sign(String),
    /// The line ends.
    EndOfLine,
    /// The script ends.
    EndOfScript,
}

/// What could stand somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// This very word or sign.
    Exactly(&'static str),
    /// A command.
    Command,
    /// Something that can happen: an act or a bundle.
    ActOrBundle,
    /// Something that can happen at a given time.
    Act,
    /// A fact.
    Fact,
    /// A server.
    Server,
    /// A message: `RequestVote`, `AppendEntries` or `reply`.
    Message,
    /// A whole number, at least this.
    Number(u8),
    /// A place among several: `2nd`.
    Ordinal,
    /// A time such as `150ms`.
    Time,
    /// A share such as `5%`.
    Percent,
    /// A rate such as `10/s`.
    Rate,
    /// A name of letters, digits, `-` and `_`.
    Name,
    /// A quoted label.
    Label,
    /// A quoted text, perhaps with its language.
    Wording,
    /// The tag of a language that was not used yet.
    Language,
    /// What a client asks for: a word of at most 12 bytes.
    ClientCommand,
    /// A rule.
    Rule,
    /// A property.
    Property,
    /// What a server is.
    Role,
    /// What a server decided.
    Verb,
    /// A dial of clocked running.
    Dial,
    /// A link: `S1->S2` or `S1<->S2`.
    Link,
    /// Nothing more.
    EndOfLine,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A panel or a mark.
    Moment,
    /// A branch.
    Branch,
    /// A question.
    Ask,
}

/// A message that a selector could mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its name on the board.
    pub id: MessageId,
    /// What it is.
    pub kind: MessageKind,
    /// Its term.
    pub term: Term,
    /// How many entries it carries.
    pub entries: usize,
}
