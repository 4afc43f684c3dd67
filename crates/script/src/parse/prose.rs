//! What a lesson says and asks in its own script.

use super::words::Words;
use super::{Parsed, Reader, claim};
use crate::error::{ErrorKind, Expected, NameKind, ScriptError};
use crate::lexer::TokenKind;
use crate::syntax::{
    BadWording, LANGUAGES, Line, MAX_ANSWERS, MAX_WORDING, ProseKind, Span, Statement, Wording, check_wording,
};

/// A question whose answers stand in the lines after it.
#[derive(Debug)]
pub(super) struct OpenQuestion {
    /// Its line, from 0.
    place: usize,
    answers: u8,
    /// The right one, from 1; 0: none yet.
    right: u8,
}

/// `say` with a key or with a text, and the other parts, which have a text.
pub(super) fn part(reader: &mut Reader, words: &mut Words<'_>, kind: ProseKind) -> Parsed<Statement> {
    if kind == ProseKind::Say && !begins_wording(words) && words.peek_word().is_some() {
        return words.name().map(Statement::Say);
    }
    if !reader.speaks && kind != ProseKind::Takeaway {
        words.go_back_to(0);
        words.advance();
        return Err(words.wrong(ErrorKind::NoPanel));
    }
    Ok(Statement::Prose { kind, text: wording(words)? })
}

/// `ask KEY of 3 answer 2`, or `ask KEY "..."`.
pub(super) fn ask(reader: &mut Reader, words: &mut Words<'_>) -> Parsed<Statement> {
    let key = words.name()?;
    claim(&mut reader.asks, NameKind::Ask, &key, words)?;
    if begins_wording(words) {
        let prompt = Some(wording(words)?);
        reader.question = Some(OpenQuestion { place: reader.lines.len(), answers: 0, right: 0 });
        return Ok(Statement::Ask { key, prompt, options: 0, answer: 0 });
    }
    if !words.take_if("of") {
        return Err(words.unexpected(&[Expected::Exactly("of"), Expected::Wording], &["of"]));
    }
    let options = words.small_number(2, MAX_ANSWERS)?;
    words.exactly("answer")?;
    let answer = words.small_number(1, options)?;
    Ok(Statement::Ask { key, prompt: None, options, answer })
}

/// `right "..." because "..."`, and `wrong`.
pub(super) fn choice(reader: &mut Reader, words: &mut Words<'_>, right: bool) -> Parsed<Statement> {
    let Some(question) = &mut reader.question else {
        return Err(words.wrong(ErrorKind::NoQuestion));
    };
    question.answers += 1;
    if question.answers > MAX_ANSWERS {
        return Err(words.wrong(ErrorKind::Answers { count: question.answers }));
    }
    if right && question.right > 0 {
        return Err(words.wrong(ErrorKind::RightAnswers { count: 2 }));
    }
    if right {
        question.right = question.answers;
    }
    let text = wording(words)?;
    words.exactly("because")?;
    Ok(Statement::Choice { right, text, why: wording(words)? })
}

/// The answers end: there have to be some, and one of them right.
pub(super) fn end_question(reader: &mut Reader) -> Parsed<()> {
    let Some(OpenQuestion { place, answers, right }) = reader.question.take() else { return Ok(()) };
    let Some(line) = reader.lines.get_mut(place) else { return Ok(()) };
    let Line { statement: Some(Statement::Ask { options, answer, .. }), span, .. } = line else {
        return Ok(());
    };
    (*options, *answer) = (answers, right);
    let kind = match (answers, right) {
        (0 | 1, _) => ErrorKind::Answers { count: answers },
        (_, 0) => ErrorKind::RightAnswers { count: 0 },
        _ => return Ok(()),
    };
    let span: Span = *span;
    let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
    Err(Box::new(ScriptError::at(number, span, kind)))
}

/// Whether a text comes next, and not a key.
fn begins_wording(words: &Words<'_>) -> bool {
    words.peek_quoted().is_some() || words.quoted_after_word()
}

/// A text, or one for each language.
pub(super) fn wording(words: &mut Words<'_>) -> Parsed<Wording> {
    let mut texts = Vec::new();
    if words.peek_quoted().is_some() {
        texts.push((None, text(words)?));
    } else if !words.quoted_after_word() {
        return Err(words.unexpected(&[Expected::Wording], &[]));
    }
    while words.quoted_after_word() && words.peek_word() != Some("because") {
        let left: Vec<&'static str> =
            LANGUAGES.into_iter().filter(|tag| texts.iter().all(|(used, _)| *used != Some(*tag))).collect();
        let tag = left.get(words.word_of(Expected::Language, &left)?).copied();
        texts.push((tag, text(words)?));
    }
    Ok(Wording::of_read(texts))
}

fn text(words: &mut Words<'_>) -> Parsed<String> {
    let quoted = words.peek().filter(|token| token.kind == TokenKind::Quoted);
    let Some(quoted) = quoted.map(|token| token.text) else {
        return Err(words.unexpected(&[Expected::Wording], &[]));
    };
    let checked = check_wording(quoted);
    if let Err(BadWording::Empty) = checked {
        return Err(words.unexpected(&[Expected::Wording], &[]));
    }
    words.advance();
    match checked {
        Err(BadWording::TooLong(count)) => {
            Err(words.wrong(ErrorKind::TooManyCharacters { count, limit: MAX_WORDING }))
        }
        Err(BadWording::Invisible(invisible)) => Err(words.wrong(ErrorKind::InvisibleCharacter(invisible))),
        Ok(()) | Err(BadWording::Empty) => Ok(quoted.to_owned()),
    }
}
