//! Scripts as text, in canonical form: one blank between words, comments in column
//! [`COMMENT_COLUMN`] where there is room.

use crate::syntax::{
    Act, Attempt, Bundle, Fact, Header, Line, Losses, Mode, Script, Selector, Statement, TimerName, Wording,
};
use cluster::{Dial, Link, Micros, Part, Span, Unit};
use core::fmt::{self, Write};
use raft_core::{ServerId, ServerSet};

/// The column, from 1, of a comment behind a command.
pub const COMMENT_COLUMN: usize = 31;

/// A script as text. Parsing it gives the same script.
#[must_use]
pub fn print(script: &Script) -> String {
    let mut text = String::new();
    for line in &script.lines {
        text.push_str(&print_line(&script.header, line));
        text.push('\n');
    }
    text
}

/// One line as text, without its end.
#[must_use]
pub fn print_line(header: &Header, line: &Line) -> String {
    let mut text = String::new();
    if let Some(statement) = &line.statement {
        // Writing to a string does not fail.
        write_statement(&mut text, header, statement).ok();
    }
    if let Some(comment) = &line.comment {
        if !text.is_empty() {
            let width = text.chars().count();
            let gap = (COMMENT_COLUMN - 1).saturating_sub(width).max(2);
            text.extend(core::iter::repeat_n(' ', gap));
        }
        text.push('#');
        text.push_str(comment);
    }
    text
}

/// A command as text.
#[must_use]
pub fn print_statement(header: &Header, statement: &Statement) -> String {
    let mut text = String::new();
    write_statement(&mut text, header, statement).ok();
    text
}

fn write_statement(f: &mut dyn Write, header: &Header, statement: &Statement) -> fmt::Result {
    match statement {
        Statement::Title => {
            write!(f, "title {}", header.title)?;
            header.shown.as_ref().map_or(Ok(()), |shown| write_wording(f, shown))
        }
        Statement::Servers if header.spare.is_empty() => write!(f, "servers {}", header.members),
        Statement::Servers => write!(f, "servers {} spare {}", header.members, header.spare),
        Statement::Mode => write_mode(f, header.mode),
        Statement::Act { at: None, act } => write_act(f, act),
        Statement::Act { at: Some(at), act } => {
            write!(f, "at {at} ")?;
            write_act(f, act)
        }
        Statement::Bundle(bundle) => write_bundle(f, bundle),
        Statement::Mark(name) => write!(f, "mark {name}"),
        Statement::Panel { name, label: None } => write!(f, "panel {name}"),
        Statement::Panel { name, label: Some(label) } => write!(f, "panel {name} \"{}\"", label.as_str()),
        Statement::Branch { name, from } => write!(f, "branch {name} from {from}"),
        Statement::Say(key) => write!(f, "say {key}"),
        Statement::Prose { kind, text } => {
            f.write_str(kind.word())?;
            write_wording(f, text)
        }
        Statement::Ask { key, prompt: Some(prompt), .. } => {
            write!(f, "ask {key}")?;
            write_wording(f, prompt)
        }
        Statement::Ask { key, prompt: None, options, answer } => {
            write!(f, "ask {key} of {options} answer {answer}")
        }
        Statement::Choice { right, text, why } => {
            f.write_str(if *right { "right" } else { "wrong" })?;
            write_wording(f, text)?;
            f.write_str(" because")?;
            write_wording(f, why)
        }
        Statement::Pause => f.write_str("pause"),
        Statement::Expect { negated, fact } => {
            f.write_str(if *negated { "expect not " } else { "expect " })?;
            write_fact(f, fact)
        }
        Statement::Cannot(attempt) => {
            f.write_str("cannot ")?;
            match attempt {
                Attempt::Act(act) => write_act(f, act),
                Attempt::Bundle(bundle) => write_bundle(f, bundle),
            }
        }
    }
}

fn write_wording(f: &mut dyn Write, wording: &Wording) -> fmt::Result {
    wording.texts().try_for_each(|(language, text)| match language {
        Some(tag) => write!(f, " {tag} \"{text}\""),
        None => write!(f, " \"{text}\""),
    })
}

fn write_mode(f: &mut dyn Write, mode: Mode) -> fmt::Result {
    match mode {
        Mode::Stepped => f.write_str("stepped"),
        Mode::Clocked { seed } => write!(f, "clocked seed {seed}"),
    }
}

pub(crate) fn write_act(f: &mut dyn Write, act: &Act) -> fmt::Result {
    match act {
        Act::Timeout(server) => write!(f, "timeout {server}"),
        Act::Beat(server) => write!(f, "beat {server}"),
        Act::Request { server, command } => write!(f, "request {server} {command}"),
        Act::Crash(servers) => write!(f, "crash{}", Servers(servers)),
        Act::Restart(servers) => write!(f, "restart{}", Servers(servers)),
        Act::RestartAll => f.write_str("restart all"),
        Act::Send { from, to, entries } => {
            write!(f, "send {from} to {to}")?;
            match entries {
                None => Ok(()),
                Some(0) => f.write_str(" empty"),
                Some(entries) => write!(f, " entries {entries}"),
            }
        }
        Act::Deliver { message, and_crash } => {
            f.write_str("deliver ")?;
            write_selector(f, message)?;
            f.write_str(if *and_crash { " and crash" } else { "" })
        }
        Act::Lose(losses) => {
            f.write_str("lose ")?;
            match losses {
                Losses::Matching(selector) => write_selector(f, selector),
                Losses::Kind(kind) => f.write_str(kind.name()),
                Losses::From(server) => write!(f, "from {server}"),
                Losses::To(server) => write!(f, "to {server}"),
                Losses::Rest => f.write_str("rest"),
            }
        }
        Act::Duplicate(message) => {
            f.write_str("duplicate ")?;
            write_selector(f, message)
        }
        Act::Delay { message, by } => {
            f.write_str("delay ")?;
            write_selector(f, message)?;
            write!(f, " by {by}")
        }
        Act::Cut(link) => write_link(f, "cut", *link),
        Act::Heal(link) => write_link(f, "heal", *link),
        Act::HealAll => f.write_str("heal all"),
        Act::Partition(groups) => write_partition(f, groups),
        Act::Rule { rule, on } => write!(f, "rule {} {}", rule.name(), if *on { "on" } else { "off" }),
        Act::Timing { dials, part } => write_timing(f, dials, *part),
        Act::Timer { server, remaining } => write!(f, "timer {server} {remaining}"),
        Act::Reconfigure { server, target } => write!(f, "reconfigure {server} to {target}"),
        Act::Add(server) => write!(f, "add {server}"),
        Act::Mode(mode) => write_mode(f, *mode),
    }
}

fn write_link(f: &mut dyn Write, verb: &str, link: Link) -> fmt::Result {
    let sign = if link.both { "<->" } else { "->" };
    write!(f, "{verb} {}{sign}{}", link.from, link.to)
}

fn write_partition(f: &mut dyn Write, groups: &[ServerSet]) -> fmt::Result {
    f.write_str("partition")?;
    for (place, group) in groups.iter().enumerate() {
        f.write_str(if place == 0 { " " } else { " | " })?;
        write!(f, "{group}")?;
    }
    Ok(())
}

fn write_timing(f: &mut dyn Write, dials: &[Dial], part: Option<Part>) -> fmt::Result {
    f.write_str("timing")?;
    for (place, dial) in dials.iter().enumerate() {
        f.write_str(if place == 0 { " " } else { ", " })?;
        write_dial(f, *dial)?;
    }
    match part {
        Some(Part::Server(server)) => write!(f, " for {server}"),
        Some(Part::Link(link)) => write_link(f, " for", link),
        None => Ok(()),
    }
}

fn write_dial(f: &mut dyn Write, dial: Dial) -> fmt::Result {
    let (kind, (least, most)) = (dial.kind(), dial.amount());
    write!(f, "{} ", kind.name)?;
    match kind.unit {
        Unit::Span | Unit::Time => write_times(f, Span { min: Micros(least), max: Micros(most) }),
        Unit::Percent => write!(f, "{least}%"),
        Unit::Rate => write!(f, "{least}/s"),
    }
}

/// `15ms`, or `10ms..20ms`.
fn write_times(f: &mut dyn Write, span: Span) -> fmt::Result {
    if span.min == span.max { write!(f, "{}", span.min) } else { write!(f, "{}..{}", span.min, span.max) }
}

pub(crate) fn write_bundle(f: &mut dyn Write, bundle: &Bundle) -> fmt::Result {
    let mut with_list = |verb: &str, who: &ServerId, link: &str, list: &Option<Vec<ServerId>>| {
        write!(f, "{verb} {who}")?;
        match list {
            Some(servers) => write!(f, " {link}{}", Servers(servers)),
            None => Ok(()),
        }
    };
    match bundle {
        Bundle::Campaign { candidate, asks } => with_list("campaign", candidate, "asks", asks),
        Bundle::Elect { candidate, by } => with_list("elect", candidate, "by", by),
        Bundle::Replicate { leader, to } => with_list("replicate", leader, "to", to),
        Bundle::Heartbeat { leader, to } => with_list("heartbeat", leader, "to", to),
        Bundle::Settle => f.write_str("settle"),
        Bundle::Step(1) => f.write_str("step"),
        Bundle::Step(count) => write!(f, "step {count}"),
        Bundle::Run(time) => write!(f, "run {time}"),
        Bundle::RunUntil { negated, fact, within } => {
            f.write_str(if *negated { "run until not " } else { "run until " })?;
            write_fact(f, fact)?;
            write!(f, " within {within}")
        }
    }
}

pub(crate) fn write_selector(f: &mut dyn Write, selector: &Selector) -> fmt::Result {
    write!(f, "{} {}->{}", selector.kind.name(), selector.from, selector.to)?;
    if let Some(term) = selector.term {
        write!(f, " term {term}")?;
    }
    if let Some(entries) = selector.entries {
        write!(f, " entries {entries}")?;
    }
    if let Some(nth) = selector.nth {
        write!(f, " {nth}{}", ordinal_ending(nth))?;
    }
    Ok(())
}

/// `st` of `1st`.
pub(crate) fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

pub(crate) fn write_fact(f: &mut dyn Write, fact: &Fact) -> fmt::Result {
    match fact {
        Fact::Log(logs) => {
            write_cells(f, "log", logs, |f, terms| terms.iter().try_for_each(|term| write!(f, " {term}")))
        }
        Fact::Commands(logs) => write_cells(f, "commands", logs, |f, commands| {
            commands.iter().try_for_each(|command| write!(f, " {command}"))
        }),
        Fact::Commit(cells) => write_cells(f, "commit", cells, |f, index| write!(f, " {index}")),
        Fact::Applied(cells) => write_cells(f, "applied", cells, |f, index| write!(f, " {index}")),
        Fact::Term(cells) => write_cells(f, "term", cells, |f, term| write!(f, " {term}")),
        Fact::Progress { of, leader, cells } => {
            write!(f, "{} {leader} for", of.name())?;
            write_cells(f, "", cells, |f, index| write!(f, " {index}"))
        }
        Fact::Committed { index, term: None } => write!(f, "committed {index}"),
        Fact::Committed { index, term: Some(term) } => write!(f, "committed {index} term {term}"),
        Fact::NothingCommitted => f.write_str("committed none"),
        Fact::Answered(command) => write!(f, "answered {command}"),
        Fact::Timer { timer, server, remaining } => write_timer(f, *timer, *server, *remaining),
        Fact::Leader { server, term: None } => write!(f, "leader {server}"),
        Fact::Leader { server, term: Some(term) } => write!(f, "leader {server} term {term}"),
        Fact::NoLeader => f.write_str("leader none"),
        Fact::Role { server, standing } => write!(f, "role {server} {}", standing.name()),
        Fact::Vote { server, voted_for: Some(voted_for) } => write!(f, "vote {server} {voted_for}"),
        Fact::Vote { server, voted_for: None } => write!(f, "vote {server} none"),
        Fact::Configuration { server, configuration } => {
            write!(f, "configuration {server} {}", configuration.voters)?;
            configuration.next.map_or(Ok(()), |next| write!(f, " -> {next}"))
        }
        Fact::CatchingUp { server, new } if new.is_empty() => write!(f, "catching-up {server} none"),
        Fact::CatchingUp { server, new } => write!(f, "catching-up {server} {new}"),
        Fact::Apart(None) => f.write_str("apart none"),
        Fact::Apart(Some([first, second])) => write!(f, "apart {first} | {second}"),
        Fact::Stored { index, term, on } => write!(f, "stored {index} term {term} on {on}"),
        Fact::InFlight(selector) => {
            f.write_str("inflight ")?;
            write_selector(f, selector)
        }
        Fact::Decision { server, verb, rule } => {
            write!(f, "decision {server} {}", verb.name())?;
            rule.map_or(Ok(()), |rule| write!(f, " {}", rule.name()))
        }
        Fact::Safe => f.write_str("safe"),
        Fact::Violation(property) => write!(f, "violation {}", property.name()),
    }
}

fn write_timer(
    f: &mut dyn Write,
    timer: TimerName,
    server: ServerId,
    remaining: Option<Span>,
) -> fmt::Result {
    write!(f, "{} {server} ", timer.name())?;
    match remaining {
        Some(span) => write_times(f, span),
        None => f.write_str("none"),
    }
}

fn write_cells<T>(
    f: &mut dyn Write,
    word: &str,
    cells: &[(ServerId, T)],
    write_value: fn(&mut dyn Write, &T) -> fmt::Result,
) -> fmt::Result {
    f.write_str(word)?;
    for (place, (server, value)) in cells.iter().enumerate() {
        f.write_str(if place == 0 { " " } else { " | " })?;
        write!(f, "{server}")?;
        write_value(f, value)?;
    }
    Ok(())
}

/// A list of servers, each with a blank before it.
struct Servers<'a>(&'a [ServerId]);

impl fmt::Display for Servers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|server| write!(f, " {server}"))
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_act(f, self)
    }
}

impl fmt::Display for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_bundle(f, self)
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fact(f, self)
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_selector(f, self)
    }
}
