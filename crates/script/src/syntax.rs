//! What a script says: one [`Line`] for each line of text, comments and blank lines included.

use cluster::{Dial, Link, Micros};
use core::fmt;
use judge::Property;
use raft_core::{Command, Index, RoleName, Rule, ServerId, ServerSet, Term, Verb};

/// How many bytes a script may have.
pub const MAX_BYTES: usize = 1 << 20;
/// How many events a script may make.
pub const MAX_EVENTS: u32 = 250_000;
/// How many characters a name may have.
pub const MAX_NAME: usize = 40;
/// How many characters a panel's label may have.
pub const MAX_LABEL: usize = 40;

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
    /// `None` if it is empty, longer than [`MAX_LABEL`], or has a quote or a control character.
    #[must_use]
    pub fn new(label: &str) -> Option<Self> {
        let good = !label.is_empty()
            && label.chars().count() <= MAX_LABEL
            && !label.contains(|c: char| c == '"' || c.is_control());
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
    /// The lesson asks.
    Ask {
        /// The key to the question's text.
        key: Name,
        /// How many answers there are to choose from.
        options: u8,
        /// The right one, from 1.
        answer: u8,
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

/// Something that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A server's election timer runs out.
    Timeout(ServerId),
    /// A leader's heartbeat timer runs out, or a candidate's for sending again.
    Beat(ServerId),
    /// A client asks a leader.
    Request {
        /// The leader.
        server: ServerId,
        /// For what.
        command: Command,
    },
    /// Servers stop, one after the other.
    Crash(Vec<ServerId>),
    /// A server starts again.
    Restart(ServerId),
    /// A leader or a candidate sends its RPC to one server.
    Send {
        /// Who.
        from: ServerId,
        /// To whom.
        to: ServerId,
        /// A leader: without entries.
        empty: bool,
    },
    /// A message arrives.
    Deliver {
        /// Which.
        message: Selector,
        /// Its receiver crashes before it answers.
        and_crash: bool,
    },
    /// Messages are lost.
    Lose(Losses),
    /// A message is there twice.
    Duplicate(Selector),
    /// A message takes longer.
    Delay {
        /// Which.
        message: Selector,
        /// How much.
        by: Micros,
    },
    /// A link is cut.
    Cut(Link),
    /// A link works again.
    Heal(Link),
    /// All links work again.
    HealAll,
    /// The network is split into groups.
    Partition(Vec<ServerSet>),
    /// A rule is switched.
    Rule {
        /// Which.
        rule: Rule,
        /// To what.
        on: bool,
    },
    /// Dials are turned, one after the other.
    Timing(Vec<Dial>),
    /// A server's election timer is set.
    Timer {
        /// Whose.
        server: ServerId,
        /// To run out in this time.
        remaining: Micros,
    },
    /// From here on it runs so.
    Mode(Mode),
}

/// Several things that happen, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bundle {
    /// A server stands for election; these are asked and answer; its other requests are lost.
    Campaign {
        /// Who stands.
        candidate: ServerId,
        /// Whom it asks; `None`: everyone it can reach.
        asks: Option<Vec<ServerId>>,
    },
    /// The same, and all of these vote for it, and it wins.
    Elect {
        /// Who stands.
        candidate: ServerId,
        /// Who votes for it; `None`: everyone it can reach.
        by: Option<Vec<ServerId>>,
    },
    /// A leader brings logs up to its own.
    Replicate {
        /// The leader.
        leader: ServerId,
        /// Whose; `None`: of everyone it can reach.
        to: Option<Vec<ServerId>>,
    },
    /// One round of heartbeats.
    Heartbeat {
        /// The leader.
        leader: ServerId,
        /// Who gets it and answers; `None`: everyone it can reach.
        to: Option<Vec<ServerId>>,
    },
    /// Everything under way arrives, oldest first, and what follows from it too.
    Settle,
    /// Clocked: so many scheduled events.
    Step(u32),
    /// Clocked: whatever happens in this time.
    Run(Micros),
    /// Clocked: whatever happens until something is so.
    RunUntil {
        /// What.
        fact: Fact,
        /// It must be so in this time.
        within: Micros,
    },
}

/// The kinds of message that a script tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// A candidate's.
    RequestVote,
    /// A leader's.
    AppendEntries,
    /// The answer to either.
    Reply,
}

impl MessageKind {
    /// The word in scripts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::RequestVote => "RequestVote",
            Self::AppendEntries => "AppendEntries",
            Self::Reply => "reply",
        }
    }
}

/// Which messages under way are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selector {
    /// Of which kind.
    pub kind: MessageKind,
    /// Who sent it.
    pub from: ServerId,
    /// Who is to get it.
    pub to: ServerId,
    /// Only of this term.
    pub term: Option<Term>,
    /// Only with so many entries.
    pub entries: Option<u32>,
    /// Only this one of all that match, in sending order, from 1.
    pub nth: Option<u32>,
}

/// Which messages are lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Losses {
    /// All that match.
    Matching(Selector),
    /// All from this server.
    From(ServerId),
    /// All to this server.
    To(ServerId),
    /// All there are; there may be none.
    Rest,
}

/// What a server is, in an expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is down.
    Down,
    /// It is up, and this.
    Up(RoleName),
}

impl Standing {
    /// Every word for it.
    pub const ALL: [Self; 4] =
        [Self::Up(RoleName::Follower), Self::Up(RoleName::Candidate), Self::Up(RoleName::Leader), Self::Down];

    /// The word in scripts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Up(role) => role.name(),
        }
    }
}

/// Something that is so or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// These logs have entries of exactly these terms.
    Log(Vec<(ServerId, Vec<Term>)>),
    /// These servers know that much to be committed.
    Commit(Vec<(ServerId, Index)>),
    /// These servers have executed their logs that far.
    Applied(Vec<(ServerId, Index)>),
    /// These servers are in these terms.
    Term(Vec<(ServerId, Term)>),
    /// This server is up and leads.
    Leader {
        /// Who.
        server: ServerId,
        /// In which term, if that matters.
        term: Option<Term>,
    },
    /// No server that is up leads.
    NoLeader,
    /// A server is this.
    Role {
        /// Which.
        server: ServerId,
        /// What.
        standing: Standing,
    },
    /// Whom a server voted for in its term.
    Vote {
        /// Which.
        server: ServerId,
        /// Whom; `None`: nobody.
        voted_for: Option<ServerId>,
    },
    /// These servers, and perhaps others, have an entry of this index and term.
    Stored {
        /// Where.
        index: Index,
        /// Of which term.
        term: Term,
        /// Which.
        on: ServerSet,
    },
    /// Such a message is under way.
    InFlight(Selector),
    /// In the last act or bundle this server decided so.
    Decision {
        /// Who.
        server: ServerId,
        /// What.
        verb: Verb,
        /// By which rule, if that matters.
        rule: Option<Rule>,
    },
    /// No property has been broken so far.
    Safe,
    /// This property has been broken by now.
    Violation(Property),
}
