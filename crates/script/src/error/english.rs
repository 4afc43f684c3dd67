//! Errors in plain English.

use super::{Candidate, ErrorKind, Expected, Found, NameKind, ScriptError};
use crate::syntax::{Fact, MessageKind};
use cluster::{ActionError, BadTime, Link, MessageId, Reach};
use core::fmt;
use raft_core::{Rule, ServerId, Tally};

impl fmt::Display for ScriptError {
    /// `3:7: message`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.kind)
    }
}

impl core::error::Error for ScriptError {}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { bytes } => {
                write!(f, "the script has {bytes} bytes; at most {} are allowed", crate::syntax::MAX_BYTES)
            }
            Self::Unexpected { found, expected, nearest } => {
                write!(f, "found {found}, expected {}", List(expected, "or"))?;
                nearest.map_or(Ok(()), |word| write!(f, "; did you mean `{word}`?"))
            }
            Self::TooManyCharacters { count, limit } => {
                write!(f, "this has {count} characters; at most {limit} are allowed")
            }
            Self::InvisibleCharacter(c) => {
                write!(f, "an invisible character, `U+{:04X}`, is not allowed here", u32::from(*c))
            }
            Self::NoServerName(word) => write!(f, "there is no server {word}; servers are S1 to S9"),
            Self::CommaAfterServer => f.write_str("a list of servers has no commas"),
            Self::PauseIsForLessons => {
                f.write_str("`pause` makes the lesson wait and stops no server; did you mean `crash`?")
            }
            Self::UnclosedQuote => f.write_str("this quote is never closed"),
            Self::NumberTooLarge { limit } => {
                write!(f, "this number is too large; at most {limit} is allowed")
            }
            Self::UnknownServer(server) => write!(f, "{server} is not among this script's servers"),
            Self::ServerTwice(server) => write!(f, "{server} is already in this list"),
            Self::Itself(server) => write!(f, "{server} has no link to itself"),
            Self::OneGroup => f.write_str("a partition needs at least two groups, with `|` between them"),
            Self::NameTaken { what, name, line: 0 } => {
                write!(f, "the {what} `{name}` exists from the beginning")
            }
            Self::NameTaken { what, name, line } => {
                write!(f, "the {what} `{name}` is already defined in line {line}")
            }
            Self::UnknownName { name, nearest } => {
                write!(f, "no panel or mark before this line is called `{name}`")?;
                nearest.as_ref().map_or(Ok(()), |nearest| write!(f, "; did you mean `{nearest}`?"))
            }
            Self::NotSo { .. } | Self::IsSo(_) | Self::Possible | Self::Violation { .. } => {
                self.write_finding(f)
            }
            _ => self.write_failure(f),
        }
    }
}

impl ErrorKind {
    /// What went wrong when a line was played.
    fn write_failure(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Action(error) => f.write_str(&describe(error)),
            Self::NoMessage { selector, under_way } if under_way.is_empty() => {
                write!(f, "no `{selector}` is under way; nothing is")
            }
            Self::NoMessage { selector, under_way } => {
                write!(f, "no `{selector}` is under way; there are: {}", List(under_way, "and"))
            }
            Self::ManyMessages { selector, matching } => {
                let count = matching.len();
                write!(f, "{count} messages match `{selector}`: {}", List(matching, "and"))?;
                f.write_str("; add a filter: `term N`, `entries N`, `1st`, `2nd`")
            }
            Self::NothingToLose => f.write_str("no such message is under way, so none can be dropped"),
            Self::NeedsStepped => {
                f.write_str("this needs stepped running; while the clock runs, messages move on their own")
            }
            Self::Unreachable { from, to } => write!(f, "the link {from}->{to} is cut"),
            Self::ReachesNobody(server) => write!(f, "{server} cannot reach any other server that is up"),
            Self::NotGranted { candidate, voter } => write!(f, "{voter} did not vote for {candidate}"),
            Self::NotElected { candidate, votes } => not_elected(f, *candidate, *votes),
            Self::LostLeadership { leader, term } => write!(f, "{leader} no longer leads term {term}"),
            Self::NotConverging { leader, follower } => {
                write!(f, "{follower}'s log does not become {leader}'s, however often {leader} sends")
            }
            Self::NotSettling => f.write_str("messages cause more messages endlessly"),
            Self::NotReached { negated: true, fact, .. } => {
                write!(f, "`{fact}` was true the whole time")
            }
            Self::NotReached { negated: false, fact, actual } => {
                write!(f, "`{fact}` did not come true within this time")?;
                write_actual(f, actual)
            }
            Self::NothingDown => f.write_str("no server is down, so none can be restarted"),
            Self::TooManyFindings => {
                write!(f, "more than {} findings; only these are listed", crate::syntax::MAX_FINDINGS)
            }
            Self::TooManyEvents => {
                write!(f, "the run has more than {} events", crate::syntax::MAX_EVENTS)
            }
            _ => Ok(()),
        }
    }

    /// What a check found.
    fn write_finding(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSo { fact, actual } => {
                write!(f, "expected `{fact}`")?;
                write_actual(f, actual)
            }
            Self::IsSo(fact) => write!(f, "expected `{fact}` not to be so, but it is"),
            Self::Possible => f.write_str("this should be impossible, but it can be done"),
            Self::Violation { property, event } => {
                let name = property.name();
                write!(f, "{name} is violated in event {event}, and no `expect violation {name}` follows")
            }
            _ => Ok(()),
        }
    }
}

fn write_actual(f: &mut fmt::Formatter<'_>, actual: &[Fact]) -> fmt::Result {
    if actual.is_empty() { Ok(()) } else { write!(f, "; instead: {}", List(actual, "and")) }
}

/// Several things in a sentence: `a, b or c`.
struct List<'a, T>(&'a [T], &'static str);

/// More than so many are cut short.
const LONGEST_LIST: usize = 12;

impl<T: fmt::Display> fmt::Display for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(items, last) = self;
        let shown = items.len().min(LONGEST_LIST);
        for (place, item) in items[..shown].iter().enumerate() {
            match place {
                0 => {}
                _ if place + 1 == items.len() => write!(f, " {last} ")?,
                _ => f.write_str(", ")?,
            }
            item.fmt(f)?;
        }
        match items.len() - shown {
            0 => Ok(()),
            more => write!(f, " {last} {more} more"),
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(text) | Self::Sign(text) => write!(f, "`{}`", shortened(text)),
            Self::Quoted(text) => write!(f, "\"{}\"", shortened(text)),
            Self::EndOfLine => f.write_str("the end of the line"),
            Self::EndOfScript => f.write_str("the end of the script"),
        }
    }
}

/// The beginning of a text that may be very long, without control characters.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut short: String = text.chars().take(LONGEST).map(plain).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Exactly(word) => return write!(f, "`{word}`"),
            Self::Command => "a command",
            Self::ActOrBundle => "something that can happen",
            Self::Act => "something that can happen at a time",
            Self::Fact => "a fact",
            Self::Server => "a server such as `S1`",
            Self::Message => "a message: `RequestVote`, `AppendEntries` or `reply`",
            Self::Number(0) => "a number",
            Self::Number(least) => return write!(f, "a number of at least {least}"),
            Self::Ordinal => "a place such as `2nd`",
            Self::Time => "a time in whole `us`, `ms` or `s` such as `150ms`",
            Self::Percent => "a share such as `5%`",
            Self::Rate => "a rate such as `10/s`",
            Self::Name => "a name of letters, digits, `-` and `_` that begins with a letter or a digit",
            Self::Label => "a label in quotes",
            Self::ClientCommand => "a command of at most 12 bytes such as `x=1`",
            Self::Rule => "a rule",
            Self::Property => "a property",
            Self::Role => "`follower`, `candidate`, `leader` or `down`",
            Self::Verb => "a decision such as `refused`",
            Self::Dial => "a dial such as `latency`",
            Self::Link => "a link such as `S1->S2`",
            Self::EndOfLine => "the end of the line",
        })
    }
}

impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Moment => "panel or mark",
            Self::Branch => "branch",
            Self::Ask => "question",
        })
    }
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MessageId { from, to, .. } = self.id;
        write!(f, "{} {from}->{to} term {}", self.kind.name(), self.term)?;
        if self.kind == MessageKind::AppendEntries {
            write!(f, " entries {}", self.entries)?;
        }
        Ok(())
    }
}

/// Why the cluster does not allow something, in English.
fn describe(error: &ActionError) -> String {
    match error {
        ActionError::NoSuchServer(server) => format!("{server} is not in this run"),
        ActionError::Down(server) => format!("{server} is down"),
        ActionError::Up(server) => format!("{server} is up"),
        ActionError::NotLeader(server) => {
            format!("{server} is not the leader; only a leader accepts requests and sends AppendEntries")
        }
        ActionError::LeaderHasNoTimer(server) => {
            format!("{server} is the leader, and a leader has no election timer")
        }
        ActionError::NothingToSend(server) => {
            format!("{server} is a follower, and followers send no requests")
        }
        ActionError::HasItsVote { candidate, voter } => format!("{candidate} already has {voter}'s vote"),
        ActionError::HasItsRefusal { candidate, voter } => {
            format!("{candidate} already has {voter}'s refusal")
        }
        ActionError::NotInConfiguration(server) => format!("{server} is in no configuration"),
        ActionError::SelfLink(server) => format!("{server} has no link to itself"),
        ActionError::NoSuchMessage(message) => format!("{message} is not under way"),
        ActionError::NothingToLose => "no message was named".to_owned(),
        ActionError::TooManyCopies(message) => format!("there are already two copies of {message}"),
        ActionError::NetworkFull => "the network is full: it takes no more messages".to_owned(),
        ActionError::BadPartition => "a partition needs two groups that share no server".to_owned(),
        ActionError::LinkUnchanged { link: Link { from, to, both: false }, cut } => {
            format!("the link {from}->{to} is {}", if *cut { "already cut" } else { "not cut" })
        }
        ActionError::LinkUnchanged { link: Link { from, to, both: true }, cut } => {
            format!("the links between {from} and {to} are {}", if *cut { "already cut" } else { "not cut" })
        }
        ActionError::NoLinkCut => "no link is cut".to_owned(),
        ActionError::RuleUnchanged { rule, on } => switched(*rule, *on),
        ActionError::NeedsClock => "this needs clocked running".to_owned(),
        ActionError::ModeUnchanged => "it already runs that way".to_owned(),
        ActionError::NothingScheduled => "nothing is scheduled".to_owned(),
        ActionError::Past { at, now } => format!("{at} is already past: it is {now}"),
        ActionError::ScheduledFirst { at, due } => format!("something is due at {due}, before {at}"),
        ActionError::BadTime(BadTime::Backwards(span)) => {
            format!("a span begins with its shortest time, and {} is longer than {}", span.min, span.max)
        }
        ActionError::BadTime(BadTime::ZeroTimeout) => "an election timeout cannot be 0 ms".to_owned(),
        ActionError::BadTime(BadTime::ZeroHeartbeat) => {
            "the time between heartbeats cannot be 0 ms".to_owned()
        }
        ActionError::BadTime(BadTime::TooLong(time)) => {
            format!("{time} is too long: a run lasts at most a year")
        }
        ActionError::WrongPart(dial) => match dial.reach() {
            Reach::Server => format!("`{}` is a dial of a server: write `for S1`", dial.name()),
            Reach::Link => format!("`{}` is a dial of a link: write `for S1->S2`", dial.name()),
            Reach::All => format!("`{}` can only be turned for the whole cluster", dial.name()),
        },
        ActionError::BadAmount => "this share or rate is too high".to_owned(),
    }
}

fn switched(rule: Rule, on: bool) -> String {
    format!("the rule {} is already {}", rule.name(), if on { "on" } else { "off" })
}

/// Which votes a candidate has, and how many it needs, on each side of its configuration.
fn not_elected(f: &mut fmt::Formatter<'_>, candidate: ServerId, votes: Tally) -> fmt::Result {
    let Tally { old, new } = votes;
    let (has, needed, of) = (old.reached.len(), old.needed, old.of.len());
    match new {
        None => write!(f, "{candidate} is not elected: it has {has} of the {needed} votes it needs"),
        Some(new) => write!(
            f,
            "{candidate} is not elected: it has {has} of {of} and {} of {} votes, and needs {needed} of the old and {} of the new",
            new.reached.len(),
            new.of.len(),
            new.needed
        ),
    }
}
