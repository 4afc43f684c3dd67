//! The texts that are no part of the program: files beside it, each loaded when it is first shown.
//!
//! Only what the menu needs is always there, the [`Heading`]s.
//!
//! # To add a text
//!
//! In `build.rs`, write the text with `Files::add`, which gives it its name and returns it as a
//! [`TextFile`] for the index. Here, a variant of [`TextKind`] and one of [`Contents`], and a line in
//! [`TextFile::read`]. Everything else follows from the index: `cargo xtask dist` puts the file
//! beside the page and into the single file. On the board, `State::files_shown` in
//! `web/src/state/book.rs` says when it is needed, and `Book` gives it back once it is there.

use crate::Language;
use crate::code::Code;
use crate::lesson::{Glossary, Lesson};
use crate::reader::{Damaged, Reader};

/// A file with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// What is in it.
    pub kind: TextKind,
    /// Its name, seen from the page. It has a hash of the content in it.
    pub name: &'static str,
}

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// A lesson in one language.
    Lesson,
    /// A glossary, or the words about the rules in the same form.
    Glossary,
    /// The lines of the core in which each rule is consulted.
    Code,
}

/// A text that was read.
#[derive(Clone, Copy, Debug)]
pub enum Contents {
    /// A lesson in one language.
    Lesson(&'static Lesson),
    /// A glossary.
    Glossary(&'static Glossary),
    /// The lines of the core in which each rule is consulted.
    Code(&'static Code),
}

impl Contents {
    /// The lesson, if it is one.
    #[must_use]
    pub fn lesson(self) -> Option<&'static Lesson> {
        match self {
            Self::Lesson(lesson) => Some(lesson),
            Self::Glossary(_) | Self::Code(_) => None,
        }
    }

    /// The glossary, if it is one.
    #[must_use]
    pub fn glossary(self) -> Option<&'static Glossary> {
        match self {
            Self::Glossary(glossary) => Some(glossary),
            Self::Lesson(_) | Self::Code(_) => None,
        }
    }

    /// The lines of the core, if it is those.
    #[must_use]
    pub fn code(self) -> Option<&'static Code> {
        match self {
            Self::Code(code) => Some(code),
            Self::Lesson(_) | Self::Glossary(_) => None,
        }
    }
}

impl TextFile {
    /// Reads the file's text. What was read stays for as long as the program: views borrow from it,
    /// and there is little of it.
    ///
    /// # Errors
    /// The text is not this file's.
    pub fn read(self, text: &'static str) -> Result<Contents, Damaged> {
        let mut reader = Reader::new(text);
        let contents = match self.kind {
            TextKind::Lesson => Contents::Lesson(keep(Lesson::read(&mut reader)?)),
            TextKind::Glossary => Contents::Glossary(keep(Glossary::read(&mut reader)?)),
            TextKind::Code => Contents::Code(keep(Code::read(&mut reader)?)),
        };
        reader.end()?;
        Ok(contents)
    }
}

fn keep<T>(text: T) -> &'static T {
    Box::leak(Box::new(text))
}

/// What the menu says about a lesson.
#[derive(Debug)]
pub struct Heading {
    /// The scenario's name: `figure-8`.
    pub slug: &'static str,
    /// The lesson's title.
    pub title: &'static str,
    /// The section of the paper, without `§`; empty if it is about none in particular.
    pub section: &'static str,
    /// One line for the menu.
    pub summary: &'static str,
    /// Where the lesson itself is.
    pub file: TextFile,
}

include!(concat!(env!("OUT_DIR"), "/index.rs"));

/// The heading of every lesson, in the order of the menu.
#[must_use]
pub fn headings(language: Language) -> &'static [Heading] {
    language.pick(ENGLISH_HEADINGS, CHINESE_HEADINGS)
}

/// The heading of the lesson that belongs to a scenario.
#[must_use]
pub fn heading(language: Language, slug: &str) -> Option<&'static Heading> {
    headings(language).iter().find(|heading| heading.slug == slug)
}

/// What a section of the paper is about; for the empty one, what is left to oneself.
#[must_use]
pub fn section_title(language: Language, section: &str) -> &'static str {
    let (english, chinese) = match section {
        "5" => ("Raft in short", "Raft 概览"),
        "5.1" => ("Raft basics", "Raft 基础"),
        "5.2" => ("Leader election", "领导者选举"),
        "5.3" => ("Log replication", "日志复制"),
        "5.4" => ("Safety", "安全性"),
        "5.4.1" => ("Election restriction", "选举限制"),
        "5.4.2" => ("Committing entries from previous terms", "提交以前任期的条目"),
        "5.5" => ("Follower and candidate crashes", "跟随者和候选人崩溃"),
        "8" => ("Client interaction", "客户端交互"),
        _ => ("On your own", "自己动手"),
    };
    language.pick(english, chinese)
}

/// Where a language's words about the rules are: see [`rule_text`](crate::rule_text).
#[must_use]
pub fn rules_file(language: Language) -> TextFile {
    language.pick(ENGLISH_RULES, CHINESE_RULES)
}

/// Where a language's glossary is.
#[must_use]
pub fn glossary_file(language: Language) -> TextFile {
    language.pick(ENGLISH_GLOSSARY, CHINESE_GLOSSARY)
}

/// Where the lines of the core are in which each rule is consulted.
#[must_use]
pub fn code_file() -> TextFile {
    CORE_RULES
}
