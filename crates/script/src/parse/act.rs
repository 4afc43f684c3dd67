//! What can happen: acts and bundles.

use super::Parsed;
use super::words::Words;
use crate::error::{ErrorKind, Expected};
use crate::syntax::{Act, Bundle, Losses, MessageKind, Mode, Selector};
use cluster::{Dial, Link, Micros, Span};
use raft_core::{Command, Rule, ServerSet, Term};

/// The words that acts begin with.
pub(super) const WORDS: [&str; 18] = [
    "timeout",
    "beat",
    "request",
    "crash",
    "restart",
    "send",
    "deliver",
    "lose",
    "duplicate",
    "delay",
    "cut",
    "heal",
    "partition",
    "rule",
    "timing",
    "timer",
    "stepped",
    "clocked",
];

/// The words that bundles begin with.
pub(super) const BUNDLES: [&str; 7] =
    ["campaign", "elect", "replicate", "heartbeat", "settle", "step", "run"];

const DIALS: [&str; 10] = [
    "latency",
    "timeout",
    "disk",
    "heartbeat",
    "mtbf",
    "repair",
    "loss",
    "duplication",
    "reordering",
    "requests",
];

const KINDS: [MessageKind; 3] = [MessageKind::RequestVote, MessageKind::AppendEntries, MessageKind::Reply];

impl Words<'_> {
    /// An act, or an error.
    pub(super) fn act(&mut self) -> Parsed<Act> {
        match self.act_if()? {
            Some(act) => Ok(act),
            None => Err(self.unexpected(&[Expected::Act], &WORDS)),
        }
    }

    /// An act, if its word is next.
    pub(super) fn act_if(&mut self) -> Parsed<Option<Act>> {
        let Some(word) = self.peek_word().and_then(|word| WORDS.iter().find(|known| **known == word)) else {
            return Ok(None);
        };
        self.advance();
        let act = match *word {
            "timeout" => Act::Timeout(self.server()?),
            "beat" => Act::Beat(self.server()?),
            "request" => Act::Request { server: self.server()?, command: self.command()? },
            "crash" => Act::Crash(self.servers(ServerSet::EMPTY)?),
            "restart" => Act::Restart(self.server()?),
            "send" => {
                let from = self.server()?;
                self.exactly("to")?;
                let to = self.other_server(from)?;
                Act::Send { from, to, empty: self.take_if("empty") }
            }
            "deliver" => self.deliver()?,
            "lose" => Act::Lose(self.losses()?),
            "duplicate" => Act::Duplicate(self.selector()?),
            "delay" => {
                let message = self.selector()?;
                self.exactly("by")?;
                Act::Delay { message, by: self.time()? }
            }
            "cut" => Act::Cut(self.link()?),
            "heal" if self.take_if("all") => Act::HealAll,
            "heal" => Act::Heal(self.link()?),
            "partition" => self.partition()?,
            "rule" => self.rule_switch()?,
            "timing" => self.timing()?,
            "timer" => Act::Timer { server: self.server()?, remaining: self.time()? },
            "clocked" => Act::Mode(self.seed()?),
            // "stepped", the only word left.
            _ => Act::Mode(Mode::Stepped),
        };
        Ok(Some(act))
    }

    /// A bundle, if its word is next.
    pub(super) fn bundle(&mut self) -> Parsed<Option<Bundle>> {
        let Some(word) = self.peek_word().and_then(|word| BUNDLES.iter().find(|known| **known == word))
        else {
            return Ok(None);
        };
        self.advance();
        let bundle = match *word {
            "campaign" => {
                let candidate = self.server()?;
                Bundle::Campaign { candidate, asks: self.optional_servers("asks", candidate)? }
            }
            "elect" => {
                let candidate = self.server()?;
                Bundle::Elect { candidate, by: self.optional_servers("by", candidate)? }
            }
            "replicate" => {
                let leader = self.server()?;
                Bundle::Replicate { leader, to: self.optional_servers("to", leader)? }
            }
            "heartbeat" => {
                let leader = self.server()?;
                Bundle::Heartbeat { leader, to: self.optional_servers("to", leader)? }
            }
            "settle" => Bundle::Settle,
            "step" if self.at_end() => Bundle::Step(1),
            "step" => Bundle::Step(self.count(1)?),
            // "run", the only word left.
            _ => self.run()?,
        };
        Ok(Some(bundle))
    }

    fn run(&mut self) -> Parsed<Bundle> {
        if !self.take_if("until") {
            return if self.peek_word().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
                self.time().map(Bundle::Run)
            } else {
                Err(self.unexpected(&[Expected::Time, Expected::Exactly("until")], &["until"]))
            };
        }
        let fact = self.fact()?;
        self.exactly("within")?;
        Ok(Bundle::RunUntil { fact, within: self.time()? })
    }

    fn command(&mut self) -> Parsed<Command> {
        let before = self.unexpected(&[Expected::ClientCommand], &[]);
        self.raw_word().and_then(Command::new).ok_or(before)
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
            return self.selector().map(Losses::Matching);
        }
        let words = ["from", "to", "rest"];
        let mut expected = vec![Expected::Message];
        expected.extend(words.map(Expected::Exactly));
        let known: Vec<&'static str> = KINDS.map(MessageKind::name).into_iter().chain(words).collect();
        Err(self.unexpected(&expected, &known))
    }

    fn message_is_next(&self) -> bool {
        KINDS.iter().any(|kind| self.peek_word() == Some(kind.name()))
    }

    pub(super) fn selector(&mut self) -> Parsed<Selector> {
        let kind = self.one_of(Expected::Message, &KINDS, MessageKind::name)?;
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
        Ok(Act::Timing(dials))
    }

    fn dial(&mut self) -> Parsed<Dial> {
        let place = self.word_of(Expected::Dial, &DIALS)?;
        Ok(match DIALS[place] {
            "latency" => Dial::Latency(self.span()?),
            "timeout" => Dial::Timeout(self.span()?),
            "disk" => Dial::Disk(self.span()?),
            "heartbeat" => Dial::Heartbeat(self.time()?),
            "mtbf" => Dial::Mtbf(self.time()?),
            "repair" => Dial::Repair(self.time()?),
            "loss" => Dial::Loss(self.percent()?),
            "duplication" => Dial::Duplication(self.percent()?),
            "reordering" => Dial::Reordering(self.percent()?),
            // "requests", the only word left.
            _ => {
                let rate = self.with_ending("/s", u64::from(u16::MAX), Expected::Rate)?;
                Dial::Requests(u16::try_from(rate).unwrap_or(u16::MAX))
            }
        })
    }

    fn percent(&mut self) -> Parsed<u8> {
        let share = self.with_ending("%", 100, Expected::Percent)?;
        Ok(u8::try_from(share).unwrap_or(100))
    }

    /// `10ms..20ms`, or `15ms` for both.
    fn span(&mut self) -> Parsed<Span> {
        let min = self.time()?;
        let max: Micros = if self.take_if("..") { self.time()? } else { min };
        Ok(Span { min, max })
    }
}
