//! One line of text as tokens.

use crate::syntax::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Word,
    Quoted,
    Sign,
}

/// A piece of a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) kind: TokenKind,
    /// Without quotes.
    pub(crate) text: &'a str,
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
    pub(crate) span: Span,
}

/// A line as tokens and a comment.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    pub(crate) tokens: Vec<Token<'a>>,
    pub(crate) comment: Option<&'a str>,
    /// Just behind the last token.
    pub(crate) end: Span,
}

/// A quote that is never closed.
#[derive(Debug)]
pub(crate) struct UnclosedQuote(pub(crate) Span);

/// Signs, the longer ones first.
const SIGNS: [&str; 5] = ["<->", "->", "..", "|", ","];

/// Takes a line apart. Blanks separate, `#` begins a comment.
pub(crate) fn tokens(line: &str) -> Result<Tokens<'_>, UnclosedQuote> {
    let mut scan = Scan { line, place: 0, column: 1 };
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut comment = None;
    loop {
        scan.take_while(char::is_whitespace);
        let Some(first) = scan.rest().chars().next() else { break };
        if first == '#' {
            comment = Some(scan.rest()[1..].trim_end());
            break;
        }
        tokens.push(scan.token(first)?);
    }
    let end = tokens.last().map_or(1, |token| token.span.column + token.span.length);
    Ok(Tokens { tokens, comment, end: Span { column: end, length: 1 } })
}

struct Scan<'a> {
    line: &'a str,
    place: usize,
    column: u32,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        &self.line[self.place..]
    }

    /// Takes so many bytes; returns them and how many characters they are.
    fn take(&mut self, bytes: usize) -> (&'a str, u32) {
        let text = &self.rest()[..bytes];
        let characters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        self.place += bytes;
        self.column = self.column.saturating_add(characters);
        (text, characters)
    }

    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> (&'a str, u32) {
        let rest = self.rest();
        let bytes = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.take(bytes)
    }

    fn token(&mut self, first: char) -> Result<Token<'a>, UnclosedQuote> {
        let (start, column) = (self.place, self.column);
        let rest = self.rest();
        let (kind, bytes) = if first == '"' {
            let Some(closing) = rest[1..].find('"') else {
                let length = u32::try_from(rest.trim_end().chars().count()).unwrap_or(u32::MAX);
                return Err(UnclosedQuote(Span { column, length }));
            };
            (TokenKind::Quoted, closing + 2)
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            (TokenKind::Sign, sign.len())
        } else {
            (TokenKind::Word, word_length(rest))
        };
        let (text, length) = self.take(bytes);
        let text = if kind == TokenKind::Quoted { &text[1..text.len() - 1] } else { text };
        Ok(Token { kind, text, start, end: self.place, span: Span { column, length } })
    }
}

/// How many bytes the word at the beginning has; at least one character.
fn word_length(rest: &str) -> usize {
    let ends = |(place, c): (usize, char)| {
        c.is_whitespace() || c == '#' || c == '"' || SIGNS.iter().any(|sign| rest[place..].starts_with(sign))
    };
    let first = rest.chars().next().map_or(0, char::len_utf8);
    rest.char_indices().skip(1).find(|found| ends(*found)).map_or(rest.len().max(first), |(place, _)| place)
}
