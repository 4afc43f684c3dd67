//! Parses facts.

use super::Parsed;
use super::act::Reader;
use super::words::Words;
use crate::error::{ErrorKind, Expected};
use crate::syntax::{Fact, Progress, Standing, TimerName};
use judge::Property;
use raft_core::{Command, Configuration, Index, ServerId, ServerSet, Term, Verb};

/// The words that facts begin with.
pub(super) const FACTS: &[Reader<Fact>] = &[
    ("log", |words| words.cells(Words::terms).map(Fact::Log)),
    ("commands", |words| words.cells(Words::commands).map(Fact::Commands)),
    ("commit", |words| words.cells(Words::index).map(Fact::Commit)),
    ("applied", |words| words.cells(Words::index).map(Fact::Applied)),
    ("term", |words| words.cells(|words| words.count(0).map(Term)).map(Fact::Term)),
    ("nextIndex", |words| words.progress(Progress::Next)),
    ("matchIndex", |words| words.progress(Progress::Match)),
    ("committed", |words| words.committed()),
    ("answered", |words| words.command().map(Fact::Answered)),
    ("leader", |words| words.leader()),
    ("role", |words| Ok(Fact::Role { server: words.server()?, standing: words.standing()? })),
    ("vote", |words| Ok(Fact::Vote { server: words.server()?, voted_for: words.server_or_none()? })),
    ("timer", |words| words.timer(TimerName::Election)),
    ("beat", |words| words.timer(TimerName::Heartbeat)),
    ("configuration", |words| words.configuration()),
    ("catching-up", |words| words.catching_up()),
    ("apart", |words| words.apart()),
    ("stored", |words| words.stored()),
    ("inflight", |words| words.selector().map(Fact::InFlight)),
    ("decision", |words| words.decision()),
    ("safe", |_| Ok(Fact::Safe)),
    ("violation", |words| {
        words.one_of(Expected::Property, &Property::ALL, Property::name).map(Fact::Violation)
    }),
];

impl Words<'_> {
    pub(super) fn fact(&mut self) -> Parsed<Fact> {
        self.read(Expected::Fact, FACTS)
    }

    fn index(&mut self) -> Parsed<Index> {
        self.count(0).map(Index)
    }

    /// Words up to the next server, the fact's end or the line's.
    fn commands(&mut self) -> Parsed<Vec<Command>> {
        let mut commands = Vec::new();
        while !self.at_end() && !matches!(self.peek_raw(), Some("|" | "within")) {
            commands.push(self.command()?);
        }
        Ok(commands)
    }

    /// `S1 for S2 3 | S3 2`
    fn progress(&mut self, of: Progress) -> Parsed<Fact> {
        let leader = self.server()?;
        self.exactly("for")?;
        let cells = self.cells(Self::index)?;
        if cells.iter().any(|(server, _)| *server == leader) {
            return Err(self.wrong(ErrorKind::Itself(leader)));
        }
        Ok(Fact::Progress { of, leader, cells })
    }

    fn committed(&mut self) -> Parsed<Fact> {
        if self.take_if("none") {
            return Ok(Fact::NothingCommitted);
        }
        let index = Index(self.count(1)?);
        let term = if self.take_if("term") { Some(Term(self.count(0)?)) } else { None };
        Ok(Fact::Committed { index, term })
    }

    fn timer(&mut self, timer: TimerName) -> Parsed<Fact> {
        let server = self.server()?;
        let remaining = if self.take_if("none") { None } else { Some(self.span()?) };
        Ok(Fact::Timer { timer, server, remaining })
    }

    /// `S1 ... | S2 ...`, each server once.
    fn cells<T>(&mut self, mut value: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<(ServerId, T)>> {
        let mut cells = Vec::new();
        let mut seen = ServerSet::EMPTY;
        loop {
            let server = self.server()?;
            if seen.contains(server) {
                return Err(self.wrong(ErrorKind::ServerTwice(server)));
            }
            seen.insert(server);
            cells.push((server, value(self)?));
            if !self.take_if("|") {
                return Ok(cells);
            }
        }
    }

    fn terms(&mut self) -> Parsed<Vec<Term>> {
        let mut terms = Vec::new();
        while self.number_is_next() {
            terms.push(Term(self.count(0)?));
        }
        Ok(terms)
    }

    fn leader(&mut self) -> Parsed<Fact> {
        let Some(server) = self.server_or_none()? else { return Ok(Fact::NoLeader) };
        let term = if self.take_if("term") { Some(Term(self.count(0)?)) } else { None };
        Ok(Fact::Leader { server, term })
    }

    fn standing(&mut self) -> Parsed<Standing> {
        self.one_of(Expected::Role, &Standing::ALL, Standing::name)
    }

    /// `S1 S2 S3`, or `S1 S2 S3 -> S2 S3 S4` for both.
    fn configuration(&mut self) -> Parsed<Fact> {
        let server = self.server()?;
        let voters = self.servers(ServerSet::EMPTY)?.into_iter().collect();
        let next = if self.take_if("->") {
            Some(self.servers(ServerSet::EMPTY)?.into_iter().collect())
        } else {
            None
        };
        Ok(Fact::Configuration { server, configuration: Configuration { voters, next } })
    }

    fn catching_up(&mut self) -> Parsed<Fact> {
        let server = self.server()?;
        let new = if self.take_if("none") {
            ServerSet::EMPTY
        } else {
            self.servers(ServerSet::only(server))?.into_iter().collect()
        };
        Ok(Fact::CatchingUp { server, new })
    }

    /// `S1 S2 | S3 S4 S5`
    fn apart(&mut self) -> Parsed<Fact> {
        if self.take_if("none") {
            return Ok(Fact::Apart(None));
        }
        let first: ServerSet = self.servers(ServerSet::EMPTY)?.into_iter().collect();
        self.exactly("|")?;
        let second = self.servers(first)?.into_iter().collect();
        Ok(Fact::Apart(Some([first, second])))
    }

    fn stored(&mut self) -> Parsed<Fact> {
        let index = Index(self.count(1)?);
        self.exactly("term")?;
        let term = Term(self.count(0)?);
        self.exactly("on")?;
        let on = self.servers(ServerSet::EMPTY)?.into_iter().collect();
        Ok(Fact::Stored { index, term, on })
    }

    fn decision(&mut self) -> Parsed<Fact> {
        let server = self.server()?;
        let verb = self.one_of(Expected::Verb, Verb::ALL, Verb::name)?;
        let more = self.peek_word().is_some_and(|word| word != "within");
        let rule = if more { Some(self.rule()?) } else { None };
        Ok(Fact::Decision { server, verb, rule })
    }
}
