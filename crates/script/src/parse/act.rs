//! What can happen: acts and bundles.

use super::Parsed;
use super::words::Words;
use crate::error::{ErrorKind, Expected};
use crate::syntax::{Act, Bundle, Losses, MessageKind, Mode, Selector};
use cluster::{DIALS, Dial, Link, Micros, Part, Span, Unit};
use raft_core::{Command, Rule, ServerSet, Term, is_invisible};

/// A word that a line can begin with, and how what follows it is read.
pub(super) type Reader<T> = (&'static str, fn(&mut Words<'_>) -> Parsed<T>);

/// The words that acts begin with.
pub(super) const ACTS: &[Reader<Act>] = &[
    ("timeout", |words| words.server().map(Act::Timeout)),
    ("beat", |words| words.server().map(Act::Beat)),
    ("request", |words| Ok(Act::Request { server: words.server()?, command: words.command()? })),
    ("reconfigure", |words| {
        let server = words.server()?;
        words.exactly("to")?;
        let target = words.servers(ServerSet::EMPTY)?.into_iter().collect();
        Ok(Act::Reconfigure { server, target })
    }),
    ("add", |words| words.new_server().map(Act::Add)),
    ("crash", |words| words.servers(ServerSet::EMPTY).map(Act::Crash)),
    ("restart", |words| words.restart()),
    ("send", |words| words.send()),
    ("deliver", |words| words.deliver()),
    ("lose", |words| words.losses().map(Act::Lose)),
    ("duplicate", |words| words.selector().map(Act::Duplicate)),
    ("delay", |words| words.delay()),
    ("cut", |words| words.link().map(Act::Cut)),
    ("heal", |words| if words.take_if("all") { Ok(Act::HealAll) } else { words.link().map(Act::Heal) }),
    ("partition", |words| words.partition()),
    ("rule", |words| words.rule_switch()),
    ("timing", |words| words.timing()),
    ("timer", |words| Ok(Act::Timer { server: words.server()?, remaining: words.time()? })),
    ("stepped", |_| Ok(Act::Mode(Mode::Stepped))),
    ("clocked", |words| words.seed().map(Act::Mode)),
];

/// The words that bundles begin with.
pub(super) const BUNDLES: &[Reader<Bundle>] = &[
    ("campaign", |words| {
        let candidate = words.server()?;
        Ok(Bundle::Campaign { candidate, asks: words.optional_servers("asks", candidate)? })
    }),
    ("elect", |words| {
        let candidate = words.server()?;
        Ok(Bundle::Elect { candidate, by: words.optional_servers("by", candidate)? })
    }),
    ("replicate", |words| {
        let leader = words.server()?;
        Ok(Bundle::Replicate { leader, to: words.optional_servers("to", leader)? })
    }),
    ("heartbeat", |words| {
        let leader = words.server()?;
        Ok(Bundle::Heartbeat { leader, to: words.optional_servers("to", leader)? })
    }),
    ("settle", |_| Ok(Bundle::Settle)),
    ("step", |words| if words.at_end() { Ok(Bundle::Step(1)) } else { words.count(1).map(Bundle::Step) }),
    ("run", |words| words.run()),
];

/// The words of a table.
pub(super) fn words_of<T>(table: &[Reader<T>]) -> impl Iterator<Item = &'static str> {
    table.iter().map(|(word, _)| *word)
}

impl Words<'_> {
    /// What begins with the next word, if the table has that.
    pub(super) fn read_if<T>(&mut self, table: &[Reader<T>]) -> Parsed<Option<T>> {
        let word = self.peek_word();
        let Some((_, read)) = table.iter().find(|(known, _)| Some(*known) == word) else { return Ok(None) };
        self.advance();
        read(self).map(Some)
    }

    /// What begins with a word of the table.
    pub(super) fn read<T>(&mut self, expected: Expected, table: &[Reader<T>]) -> Parsed<T> {
        match self.read_if(table)? {
            Some(read) => Ok(read),
            None => Err(self.unexpected(&[expected], &words_of(table).collect::<Vec<_>>())),
        }
    }

    fn restart(&mut self) -> Parsed<Act> {
        if self.take_if("all") {
            Ok(Act::RestartAll)
        } else {
            self.servers(ServerSet::EMPTY).map(Act::Restart)
        }
    }

    fn send(&mut self) -> Parsed<Act> {
        let from = self.server()?;
        self.exactly("to")?;
        let to = self.other_server(from)?;
        let entries = if self.take_if("empty") {
            Some(0)
        } else if self.take_if("entries") {
            Some(self.count(0)?)
        } else {
            None
        };
        Ok(Act::Send { from, to, entries })
    }

    fn delay(&mut self) -> Parsed<Act> {
        let message = self.selector()?;
        self.exactly("by")?;
        Ok(Act::Delay { message, by: self.time()? })
    }

    fn run(&mut self) -> Parsed<Bundle> {
        if !self.take_if("until") {
            return if self.peek_word().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
                self.time().map(Bundle::Run)
            } else {
                Err(self.unexpected(&[Expected::Time, Expected::Exactly("until")], &["until"]))
            };
        }
        let negated = self.take_if("not");
        let fact = self.fact()?;
        self.exactly("within")?;
        Ok(Bundle::RunUntil { negated, fact, within: self.time()? })
    }

    /// A client's command.
    pub(super) fn command(&mut self) -> Parsed<Command> {
        let before = self.unexpected(&[Expected::ClientCommand], &[]);
        let first = self.next_place();
        let Some(word) = self.raw_word() else { return Err(before) };
        if let Some(invisible) = word.chars().find(|c| is_invisible(*c)) {
            return Err(self.wrong_from(first, ErrorKind::InvisibleCharacter(invisible)));
        }
        Command::new(word).ok_or(before)
    }

    fn deliver(&mut self) -> Parsed<Act> {
        let message = self.selector()?;
        let and_crash = self.take_if("and");
        if and_crash {
            self.exactly("crash")?;
        }
        Ok(Act::Deliver { message, and_crash })
    }

    fn losses(&mut self) -> Parsed<Losses> {
        if self.take_if("rest") {
            return Ok(Losses::Rest);
        }
        if self.take_if("from") {
            return self.server().map(Losses::From);
        }
        if self.take_if("to") {
            return self.server().map(Losses::To);
        }
        if self.message_is_next() {
            return self.matching_losses();
        }
        let words = ["from", "to", "rest"];
        let mut expected = vec![Expected::Message];
        expected.extend(words.map(Expected::Exactly));
        let known: Vec<&'static str> =
            MessageKind::ALL.map(MessageKind::name).into_iter().chain(words).collect();
        Err(self.unexpected(&expected, &known))
    }

    /// A kind alone means every link; with a link it is a selector.
    fn matching_losses(&mut self) -> Parsed<Losses> {
        let place = self.next_place();
        let kind = self.message_kind()?;
        if self.at_end() {
            return Ok(Losses::Kind(kind));
        }
        self.go_back_to(place);
        self.selector().map(Losses::Matching)
    }

    fn message_kind(&mut self) -> Parsed<MessageKind> {
        self.one_of(Expected::Message, &MessageKind::ALL, MessageKind::name)
    }

    fn message_is_next(&self) -> bool {
        MessageKind::ALL.iter().any(|kind| self.peek_word() == Some(kind.name()))
    }

    pub(super) fn selector(&mut self) -> Parsed<Selector> {
        let kind = self.message_kind()?;
        let from = self.server()?;
        self.exactly("->")?;
        let to = self.other_server(from)?;
        let mut selector = Selector { kind, from, to, term: None, entries: None, nth: None };
        loop {
            if selector.term.is_none() && self.take_if("term") {
                selector.term = Some(Term(self.count(0)?));
            } else if selector.entries.is_none() && self.take_if("entries") {
                selector.entries = Some(self.count(0)?);
            } else if selector.nth.is_none()
                && self.peek_word().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
            {
                selector.nth = Some(self.ordinal()?);
            } else {
                return Ok(selector);
            }
        }
    }

    /// `1st`, `2nd`, ...
    fn ordinal(&mut self) -> Parsed<u32> {
        let word = self.peek_word().unwrap_or_default();
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let number: Option<u32> = word[..digits].parse().ok();
        let ending = &word[digits..];
        match number.filter(|number| *number > 0 && ending == crate::print::ordinal_ending(*number)) {
            Some(number) => {
                self.advance();
                Ok(number)
            }
            None => Err(self.unexpected(&[Expected::Ordinal], &[])),
        }
    }

    fn link(&mut self) -> Parsed<Link> {
        if self.peek_word().is_none_or(|word| !word.starts_with('S')) {
            return Err(self.unexpected(&[Expected::Link], &[]));
        }
        let from = self.server()?;
        let both = self.take_if("<->");
        if !both && !self.take_if("->") {
            return Err(self.unexpected(&[Expected::Exactly("->"), Expected::Exactly("<->")], &[]));
        }
        Ok(Link { from, to: self.other_server(from)?, both })
    }

    fn partition(&mut self) -> Parsed<Act> {
        let mut groups = Vec::new();
        let mut taken = ServerSet::EMPTY;
        loop {
            let group: ServerSet = self.servers(taken)?.into_iter().collect();
            taken = taken.or(group);
            groups.push(group);
            if !self.take_if("|") {
                break;
            }
        }
        if groups.len() < 2 { Err(self.wrong(ErrorKind::OneGroup)) } else { Ok(Act::Partition(groups)) }
    }

    fn rule_switch(&mut self) -> Parsed<Act> {
        let rule = self.rule()?;
        let on = self.take_if("on");
        if !on && !self.take_if("off") {
            let words = ["on", "off"];
            return Err(self.unexpected(&words.map(Expected::Exactly), &words));
        }
        Ok(Act::Rule { rule, on })
    }

    pub(super) fn rule(&mut self) -> Parsed<Rule> {
        self.one_of(Expected::Rule, Rule::ALL, Rule::name)
    }

    fn timing(&mut self) -> Parsed<Act> {
        let mut dials = vec![self.dial()?];
        while self.take_if(",") {
            dials.push(self.dial()?);
        }
        let part = if self.take_if("for") { Some(self.part()?) } else { None };
        Ok(Act::Timing { dials, part })
    }

    /// `S2`, or `S1->S2`.
    fn part(&mut self) -> Parsed<Part> {
        let server = self.server()?;
        let both = self.take_if("<->");
        if both || self.take_if("->") {
            return Ok(Part::Link(Link { from: server, to: self.other_server(server)?, both }));
        }
        Ok(Part::Server(server))
    }

    /// A dial's name, and its setting in its unit.
    fn dial(&mut self) -> Parsed<Dial> {
        let word = self.peek_word();
        let Some(kind) = DIALS.iter().find(|kind| Some(kind.name) == word) else {
            let names: Vec<&str> = DIALS.iter().map(|kind| kind.name).collect();
            return Err(self.unexpected(&[Expected::Dial], &names));
        };
        self.advance();
        let twice = |number: u64| (number, number);
        let most = kind.range.1;
        Ok((kind.set)(match kind.unit {
            Unit::Span => self.span().map(|span| (span.min.0, span.max.0))?,
            Unit::Time => self.time().map(|time| twice(time.0))?,
            Unit::Percent => self.with_ending("%", most, Expected::Percent).map(twice)?,
            Unit::Rate => self.with_ending("/s", most, Expected::Rate).map(twice)?,
        }))
    }

    /// `10ms..20ms`, or `15ms` for both.
    pub(super) fn span(&mut self) -> Parsed<Span> {
        let min = self.time()?;
        let max: Micros = if self.take_if("..") { self.time()? } else { min };
        Ok(Span { min, max })
    }
}
