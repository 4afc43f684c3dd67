//! Reading a line word by word.

use super::Parsed;
use crate::error::{ErrorKind, Expected, Found, ScriptError};
use crate::lexer::{Token, TokenKind, Tokens, UnclosedQuote, tokens};
use crate::nearest::meant;
use crate::syntax::{MAX_NAME, Name, Span};
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

    /// Whether a word comes next and a quoted text after it: a text with its language.
    pub(super) fn quoted_after_word(&self) -> bool {
        let after = self.tokens.tokens.get(self.next + 1).map(|token| token.kind);
        self.peek_word().is_some() && after == Some(TokenKind::Quoted)
    }

    pub(super) fn advance(&mut self) {
        self.next += 1;
    }

    pub(super) fn at_end(&self) -> bool {
        self.peek().is_none()
    }

    /// Which token is next, to come back to.
    pub(super) fn next_place(&self) -> usize {
        self.next
    }

    /// Reads again from there.
    pub(super) fn go_back_to(&mut self, place: usize) {
        self.next = place;
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

    /// An error about the tokens from a place up to the one just read.
    pub(super) fn wrong_from(&self, place: usize, kind: ErrorKind) -> Box<ScriptError> {
        let read = self.tokens.tokens.get(place..self.next).unwrap_or_default();
        let span = match read {
            [] => self.tokens.end,
            [first, .., last] => {
                let end = last.span.column + last.span.length;
                Span { column: first.span.column, length: end - first.span.column }
            }
            [only] => only.span,
        };
        Box::new(ScriptError::at(self.number, span, kind))
    }

    /// A server after `pause`: it was to stop.
    pub(super) fn unexpected_after_pause(&self) -> Box<ScriptError> {
        match self.peek_word() {
            Some(word) if is_like_a_server(word) => self.wrong_next(ErrorKind::PauseIsForLessons),
            _ => self.unexpected(&[Expected::EndOfLine], &[]),
        }
    }

    /// An error about the next token.
    fn wrong_next(&self, kind: ErrorKind) -> Box<ScriptError> {
        let span = self.peek().map_or(self.tokens.end, |token| token.span);
        Box::new(ScriptError::at(self.number, span, kind))
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
            TokenKind::Word => meant(token.text, words),
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
        let word = self.peek_word().unwrap_or_default();
        if let Some(name) = Name::new(word) {
            self.advance();
            return Ok(name);
        }
        let begins_well: String = word.chars().take(MAX_NAME).collect();
        let is_too_long = word.chars().nth(MAX_NAME).is_some() && Name::new(&begins_well).is_some();
        if is_too_long {
            let count = word.chars().count();
            return Err(self.wrong_next(ErrorKind::TooManyCharacters { count, limit: MAX_NAME }));
        }
        Err(self.unexpected(&[Expected::Name], &[]))
    }

    /// Everything up to the next blank, whatever signs are in it.
    pub(super) fn raw_word(&mut self) -> Option<&'a str> {
        let end = self.peek()?.start;
        let word = self.peek_raw()?;
        let end = end + word.len();
        while self.peek().is_some_and(|token| token.end <= end) {
            self.advance();
        }
        Some(word)
    }

    /// The same, without taking it.
    pub(super) fn peek_raw(&self) -> Option<&'a str> {
        let rest = &self.line[self.peek()?.start..];
        let length = rest.find(|c: char| c.is_whitespace() || c == '#').unwrap_or(rest.len());
        Some(&rest[..length])
    }

    /// A server that the script need not have yet.
    pub(super) fn new_server(&mut self) -> Parsed<ServerId> {
        let known = core::mem::replace(&mut self.known, ServerId::all().collect());
        let server = self.server();
        self.known = known;
        server
    }

    /// A server of this script. Servers in a list stand beside each other, without commas.
    pub(super) fn server(&mut self) -> Parsed<ServerId> {
        let Some(server) = self.peek_word().and_then(server_named) else {
            return Err(match self.peek_word() {
                Some(word) if is_like_a_server(word) => {
                    self.wrong_next(ErrorKind::NoServerName(word.to_owned()))
                }
                _ => self.unexpected(&[Expected::Server], &SERVERS),
            });
        };
        self.advance();
        if !self.known.contains(server) {
            return Err(self.wrong(ErrorKind::UnknownServer(server)));
        }
        let touches = self.peek().is_some_and(|next| self.tokens.tokens[self.next - 1].end == next.start);
        if touches && self.peek_of(TokenKind::Sign) == Some(",") {
            return Err(self.wrong_next(ErrorKind::CommaAfterServer));
        }
        Ok(server)
    }

    /// A server, or the word `none`.
    pub(super) fn server_or_none(&mut self) -> Parsed<Option<ServerId>> {
        if self.take_if("none") {
            return Ok(None);
        }
        if !self.peek_word().is_some_and(is_like_a_server) {
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
        while servers.is_empty() || self.peek_word().is_some_and(is_like_a_server) {
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
}

/// `S` and a number, whatever number.
fn is_like_a_server(word: &str) -> bool {
    word.strip_prefix('S').is_some_and(|number| {
        !number.is_empty() && number.len() <= 6 && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// `S1` to `S9`.
fn server_named(word: &str) -> Option<ServerId> {
    let number = word.strip_prefix('S')?;
    let one_digit = number.len() == 1;
    number.parse().ok().filter(|_| one_digit).and_then(ServerId::new)
}
