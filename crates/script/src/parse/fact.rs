//! What can be so.

use super::Parsed;
use super::words::Words;
use crate::error::{ErrorKind, Expected};
use crate::syntax::{Fact, Standing};
use judge::Property;
use raft_core::{Index, ServerId, ServerSet, Term, Verb};

/// The words that facts begin with.
const WORDS: [&str; 12] = [
    "log",
    "commit",
    "applied",
    "term",
    "leader",
    "role",
    "vote",
    "stored",
    "inflight",
    "decision",
    "safe",
    "violation",
];

impl Words<'_> {
    pub(super) fn fact(&mut self) -> Parsed<Fact> {
        let place = self.word_of(Expected::Fact, &WORDS)?;
        Ok(match WORDS[place] {
            "log" => Fact::Log(self.cells(Self::terms)?),
            "commit" => Fact::Commit(self.cells(|words| words.count(0).map(Index))?),
            "applied" => Fact::Applied(self.cells(|words| words.count(0).map(Index))?),
            "term" => Fact::Term(self.cells(|words| words.count(0).map(Term))?),
            "leader" => self.leader()?,
            "role" => Fact::Role { server: self.server()?, standing: self.standing()? },
            "vote" => Fact::Vote { server: self.server()?, voted_for: self.server_or_none()? },
            "stored" => self.stored()?,
            "inflight" => Fact::InFlight(self.selector()?),
            "decision" => self.decision()?,
            "safe" => Fact::Safe,
            // "violation", the only word left.
            _ => Fact::Violation(self.one_of(Expected::Property, &Property::ALL, Property::name)?),
        })
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
