//! Reading a line word by word.

use super::Parsed;
use crate::error::{ErrorKind, Expected, Found, ScriptError};
use crate::lexer::{Token, TokenKind, Tokens, UnclosedQuote, tokens};
use crate::nearest::nearest;
use crate::syntax::{Mode, Name, Span};
use cluster::Micros;
use raft_core::{ServerId, ServerSet};

const SERVERS: [&str; 9] = ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9"];

/// A line, and how far it was read.
#[derive(Debug)]
pub(super) struct Words<'a> {
    line: &'a str,
    number: u32,
    known: ServerSet,
    tokens: Tokens<'a>,
    next: usize,
    /// The first token of what errors at run time point at.
    first: usize,
}

impl<'a> Words<'a> {
    /// `known`: the servers that can be named.
    pub(super) fn new(line: &'a str, number: u32, known: ServerSet) -> Parsed<Self> {
        let unclosed =
            |UnclosedQuote(span)| Box::new(ScriptError::at(number, span, ErrorKind::UnclosedQuote));
        let tokens = tokens(line).map_err(unclosed)?;
        Ok(Self { line, number, known, tokens, next: 0, first: 0 })
    }

    pub(super) fn comment(&self) -> Option<&'a str> {
        self.tokens.comment
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tokens.tokens.is_empty()
    }

    /// The line's number, from 1.
    pub(super) fn line(&self) -> u32 {
        self.number
    }

    /// What comes next is what errors at run time point at.
    pub(super) fn begin_statement(&mut self) {
        self.first = self.next;
    }

    pub(super) fn statement_span(&self) -> Span {
        let column = self.tokens.tokens.get(self.first).map_or(1, |token| token.span.column);
        Span { column, length: self.tokens.end.column.saturating_sub(column).max(1) }
    }

    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.tokens.tokens.get(self.next).copied()
    }

    fn peek_of(&self, kind: TokenKind) -> Option<&'a str> {
        self.peek().filter(|token| token.kind == kind).map(|token| token.text)
    }

    pub(super) fn peek_word(&self) -> Option<&'a str> {
        self.peek_of(TokenKind::Word)
    }

    pub(super) fn peek_quoted(&self) -> Option<&'a str> {
        self.peek_of(TokenKind::Quoted)
    }

    pub(super) fn advance(&mut self) {
        self.next += 1;
    }

    pub(super) fn at_end(&self) -> bool {
        self.peek().is_none()
    }

    /// Takes the word or sign if it is next.
    pub(super) fn take_if(&mut self, text: &str) -> bool {
        let here = self.peek().is_some_and(|token| token.kind != TokenKind::Quoted && token.text == text);
        self.next += usize::from(here);
        here
    }

    /// Takes this word or sign.
    pub(super) fn exactly(&mut self, text: &'static str) -> Parsed<()> {
        if self.take_if(text) { Ok(()) } else { Err(self.unexpected(&[Expected::Exactly(text)], &[text])) }
    }

    /// Nothing may follow.
    pub(super) fn end(&self) -> Parsed<()> {
        if self.at_end() { Ok(()) } else { Err(self.unexpected(&[Expected::EndOfLine], &[])) }
    }

    /// An error at the next token.
    pub(super) fn unexpected(&self, expected: &[Expected], words: &[&'static str]) -> Box<ScriptError> {
        let expected = expected.to_vec();
        let Some(token) = self.peek() else {
            let kind = ErrorKind::Unexpected { found: Found::EndOfLine, expected, nearest: None };
            return Box::new(ScriptError::at(self.number, self.tokens.end, kind));
        };
        let text = token.text.to_owned();
        let found = match token.kind {
            TokenKind::Word => Found::Word(text),
            TokenKind::Quoted => Found::Quoted(text),
            TokenKind::Sign => Found::Sign(text),
        };
        let nearest = match token.kind {
            TokenKind::Word => nearest(token.text, words),
            TokenKind::Quoted | TokenKind::Sign => None,
        };
        let kind = ErrorKind::Unexpected { found, expected, nearest };
        Box::new(ScriptError::at(self.number, token.span, kind))
    }

    /// An error at the token just read.
    pub(super) fn wrong(&self, kind: ErrorKind) -> Box<ScriptError> {
        let token = self.next.checked_sub(1).and_then(|last| self.tokens.tokens.get(last));
        let span = token.map_or(self.tokens.end, |token| token.span);
        Box::new(ScriptError::at(self.number, span, kind))
    }

    /// One of several things, by its name.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        expected: Expected,
        choices: &[T],
        name: fn(T) -> &'static str,
    ) -> Parsed<T> {
        let names: Vec<&'static str> = choices.iter().map(|choice| name(*choice)).collect();
        self.word_of(expected, &names).map(|place| choices[place])
    }

    /// One of several words: which.
    pub(super) fn word_of(&mut self, expected: Expected, words: &[&'static str]) -> Parsed<usize> {
        let word = self.peek_word().unwrap_or_default();
        match words.iter().position(|known| *known == word) {
            Some(place) => {
                self.advance();
                Ok(place)
            }
            None => Err(self.unexpected(&[expected], words)),
        }
    }

    pub(super) fn name(&mut self) -> Parsed<Name> {
        match self.peek_word().and_then(Name::new) {
            Some(name) => {
                self.advance();
                Ok(name)
            }
            None => Err(self.unexpected(&[Expected::Name], &[])),
        }
    }

    /// Everything up to the next blank, whatever signs are in it.
    pub(super) fn raw_word(&mut self) -> Option<&'a str> {
        let start = self.peek()?.start;
        let rest = &self.line[start..];
        let length = rest.find(|c: char| c.is_whitespace() || c == '#').unwrap_or(rest.len());
        let end = start + length;
        while self.peek().is_some_and(|token| token.end <= end) {
            self.advance();
        }
        Some(&rest[..length])
    }

    pub(super) fn server(&mut self) -> Parsed<ServerId> {
        let Some(server) = self.peek_word().and_then(server_named) else {
            return Err(self.unexpected(&[Expected::Server], &SERVERS));
        };
        self.advance();
        if self.known.contains(server) {
            Ok(server)
        } else {
            Err(self.wrong(ErrorKind::UnknownServer(server)))
        }
    }

    /// A server, or the word `none`.
    pub(super) fn server_or_none(&mut self) -> Parsed<Option<ServerId>> {
        if self.take_if("none") {
            return Ok(None);
        }
        if self.peek_word().and_then(server_named).is_none() {
            let expected = [Expected::Server, Expected::Exactly("none")];
            return Err(self.unexpected(&expected, &["none"]));
        }
        self.server().map(Some)
    }

    /// A server other than this one.
    pub(super) fn other_server(&mut self, than: ServerId) -> Parsed<ServerId> {
        let server = self.server()?;
        if server == than { Err(self.wrong(ErrorKind::Itself(server))) } else { Ok(server) }
    }

    /// One server or more, none of them twice or in `taken`.
    pub(super) fn servers(&mut self, taken: ServerSet) -> Parsed<Vec<ServerId>> {
        let mut servers = Vec::new();
        let mut taken = taken;
        while servers.is_empty() || self.peek_word().is_some_and(|word| server_named(word).is_some()) {
            let server = self.server()?;
            if taken.contains(server) {
                return Err(self.wrong(ErrorKind::ServerTwice(server)));
            }
            taken.insert(server);
            servers.push(server);
        }
        Ok(servers)
    }

    /// After this word, one server or more, without this one; `None` if the line ends here.
    pub(super) fn optional_servers(
        &mut self,
        word: &'static str,
        without: ServerId,
    ) -> Parsed<Option<Vec<ServerId>>> {
        if self.at_end() {
            return Ok(None);
        }
        if !self.take_if(word) {
            let expected = [Expected::Exactly(word), Expected::EndOfLine];
            return Err(self.unexpected(&expected, &[word]));
        }
        let before = self.next;
        let servers = self.servers(ServerSet::EMPTY)?;
        match servers.iter().position(|server| *server == without) {
            None => Ok(Some(servers)),
            Some(place) => {
                self.next = before + place + 1;
                Err(self.wrong(ErrorKind::Itself(without)))
            }
        }
    }

    /// A whole number from `least` to `most`.
    pub(super) fn number(&mut self, least: u8, most: u64) -> Parsed<u64> {
        let word = self.peek_word().unwrap_or_default();
        if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(self.unexpected(&[Expected::Number(least)], &[]));
        }
        let value: Option<u64> = word.parse().ok();
        match value {
            Some(value) if value < u64::from(least) => Err(self.unexpected(&[Expected::Number(least)], &[])),
            Some(value) if value <= most => {
                self.advance();
                Ok(value)
            }
            _ => {
                self.advance();
                Err(self.wrong(ErrorKind::NumberTooLarge { limit: most }))
            }
        }
    }

    /// A term, an index or a count.
    pub(super) fn count(&mut self, least: u8) -> Parsed<u32> {
        let value = self.number(least, u64::from(u32::MAX))?;
        Ok(u32::try_from(value).unwrap_or(u32::MAX))
    }

    pub(super) fn small_number(&mut self, least: u8, most: u8) -> Parsed<u8> {
        let value = self.number(least, u64::from(most))?;
        Ok(u8::try_from(value).unwrap_or(most))
    }

    /// Whether a number is next.
    pub(super) fn number_is_next(&self) -> bool {
        self.peek_word().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// `seed 7`, after `clocked`.
    pub(super) fn seed(&mut self) -> Parsed<Mode> {
        self.exactly("seed")?;
        Ok(Mode::Clocked { seed: self.number(0, u64::MAX)? })
    }

    /// A number with an ending that belongs to it, such as `5%`.
    pub(super) fn with_ending(&mut self, ending: &str, most: u64, expected: Expected) -> Parsed<u64> {
        let digits = self.peek_word().and_then(|word| word.strip_suffix(ending)).unwrap_or_default();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(self.unexpected(&[expected], &[]));
        }
        self.advance();
        let value: Option<u64> = digits.parse().ok();
        value
            .filter(|value| *value <= most)
            .ok_or_else(|| self.wrong(ErrorKind::NumberTooLarge { limit: most }))
    }

    /// A time in whole `us`, `ms` or `s`.
    pub(super) fn time(&mut self) -> Parsed<Micros> {
        let word = self.peek_word().unwrap_or_default();
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let unit = match &word[digits..] {
            "us" => 1,
            "ms" => 1_000,
            "s" => 1_000_000,
            _ => 0,
        };
        if digits == 0 || unit == 0 {
            return Err(self.unexpected(&[Expected::Time], &[]));
        }
        self.advance();
        let value: Option<u64> = word[..digits].parse().ok();
        let time = value.and_then(|value| value.checked_mul(unit)).map(Micros);
        let limit = Micros::MAX.0 / unit;
        time.filter(|time| *time <= Micros::MAX)
            .ok_or_else(|| self.wrong(ErrorKind::NumberTooLarge { limit }))
    }
}

/// `S1` to `S9`.
fn server_named(word: &str) -> Option<ServerId> {
    let number = word.strip_prefix('S')?;
    let one_digit = number.len() == 1;
    number.parse().ok().filter(|_| one_digit).and_then(ServerId::new)
}
