//! Writes what was parsed as the text that the page loads. `src/reader.rs` reads it back.
//!
//! Every value is a line; the reader knows which comes next. A list is a line with the number of its
//! items, then the items. A piece of a paragraph has its mark in front: `=` nothing, `*` bold,
//! `` ` `` code, `#` the key of a word in the glossary, whose text is the next line.

use crate::code::Excerpt;
use crate::parse::{Glossary, Inline, Lesson, Paragraph, Picture};
use std::fmt::{Display, Write as _};

/// The words of a language: the sentences of the sources, what the menu says about each lesson with
/// the lesson's file, and the files of the glossary and of the words about the rules.
pub(crate) fn words(
    sentences: impl Iterator<Item = String>,
    headings: &[(&str, &Lesson, String)],
    others: [&String; 2],
) -> String {
    let mut lines = Lines::default();
    sentences.for_each(|sentence| lines.one(sentence));
    lines.list(headings, |lines, (slug, lesson, file)| {
        lines.one(slug);
        lines.all(&[&lesson.title, &lesson.section, &lesson.summary, file]);
    });
    lines.all(&others);
    lines.0
}

/// A lesson. Its title, section and summary are not in it but in the words of its language.
pub(crate) fn lesson(lesson: &Lesson) -> String {
    let mut lines = Lines::default();
    lines.paragraphs(&lesson.takeaway);
    lines.list(&lesson.letters, |lines, (server, letter)| lines.all(&[server, letter]));
    lines.list(&lesson.panels, |lines, panel| {
        lines.all(&[&panel.anchor, &panel.title, &panel.short, &panel.hidden]);
        lines.paragraphs(&panel.paragraphs);
        lines.list(&panel.pictures, Lines::picture);
        lines.paragraphs(&panel.notes);
    });
    lines.list(&lesson.questions, |lines, question| {
        lines.all(&[&question.key, &question.panel, &question.prompt, &question.answered]);
        lines.one(question.answer);
        lines.list(&question.options, |lines, (text, why)| lines.all(&[text, why]));
        lines.paragraphs(&question.reveal);
    });
    lines.0
}

/// A glossary.
pub(crate) fn glossary(glossary: &Glossary) -> String {
    let mut lines = Lines::default();
    lines.list(&glossary.words, |lines, word| {
        lines.all(&[&word.key, &word.word]);
        lines.paragraphs(&word.definition);
    });
    lines.0
}

/// The lines of the core in which each rule is consulted.
pub(crate) fn code(rules: &[(String, Excerpt)]) -> String {
    let mut lines = Lines::default();
    lines.list(rules, |lines, (rule, excerpt)| {
        lines.all(&[rule, &excerpt.file, &excerpt.function]);
        lines.one(excerpt.marked);
        lines.list(&excerpt.lines, |lines, line| lines.one(line));
    });
    lines.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn one(&mut self, value: impl Display) {
        let _ = writeln!(self.0, "{value}");
    }

    fn all(&mut self, values: &[&String]) {
        values.iter().for_each(|value| self.one(value));
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.one(items.len());
        items.iter().for_each(|item| write(self, item));
    }

    fn picture(&mut self, picture: &Picture) {
        self.one(&picture.caption);
        self.list(&picture.rows, |lines, row| {
            lines.all(&[&row.server, &row.from]);
            lines.one(u8::from(row.leads));
            lines.list(&row.terms, |lines, term| lines.one(term));
            lines.list(&row.arriving, |lines, term| lines.one(term));
        });
    }

    fn paragraphs(&mut self, paragraphs: &[Paragraph]) {
        self.list(paragraphs, |lines, paragraph| {
            lines.list(paragraph, |lines, piece| match piece {
                Inline::Plain(text) => lines.one(format_args!("={text}")),
                Inline::Bold(text) => lines.one(format_args!("*{text}")),
                Inline::Code(text) => lines.one(format_args!("`{text}")),
                Inline::Glossary { text, key } => lines.one(format_args!("#{key}\n{text}")),
            });
        });
    }
}
