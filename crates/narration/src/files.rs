//! The texts that are no part of the program: files beside it, each loaded when it is first shown.
//!
//! A language's words come first, with what its menu needs, the [`Heading`]s: nothing is said before
//! they are there. In them are also the names of the language's other files.
//!
//! # To add a text
//!
//! In `build.rs`, write the text with `Files::add`, which gives it its name: it goes into the index,
//! or, if it is of one language, into that language's words. Here, a variant of [`TextKind`] and one
//! of [`Contents`], and a line in [`TextFile::read`]. Everything else follows: `cargo xtask dist` puts
//! the file beside the page and into the single file. On the board, `State::files_shown` in
//! `web/src/state/book.rs` says when it is needed, and `Book` gives it back once it is there.

use crate::Language;
use crate::code::Code;
use crate::lesson::{Glossary, Lesson};
use crate::reader::{Damaged, Reader};
use crate::say::word;
use crate::words::{Words, words};

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
    /// The words of a language.
    Words(Language),
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
    /// The words of a language.
    Words(&'static Words),
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
            _ => None,
        }
    }

    /// The glossary, if it is one.
    #[must_use]
    pub fn glossary(self) -> Option<&'static Glossary> {
        match self {
            Self::Glossary(glossary) => Some(glossary),
            _ => None,
        }
    }

    /// The lines of the core, if it is those.
    #[must_use]
    pub fn code(self) -> Option<&'static Code> {
        match self {
            Self::Code(code) => Some(code),
            _ => None,
        }
    }

    /// The words of a language, if it is those.
    #[must_use]
    pub fn words(self) -> Option<&'static Words> {
        match self {
            Self::Words(words) => Some(words),
            _ => None,
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
        if self.is_whole(text) { self.contents(text) } else { Err(Damaged) }
    }

    /// Whether this is the file's text, as its name has it: whatever is cut off or changed has another hash.
    #[must_use]
    pub fn is_whole(self, text: &str) -> bool {
        let hash = self.name.rsplit('.').nth(1).and_then(|hash| u32::from_str_radix(hash, 16).ok());
        hash == Some(fnv1a_32(text))
    }

    pub(crate) fn contents(self, text: &'static str) -> Result<Contents, Damaged> {
        let mut reader = Reader::new(text);
        let contents = match self.kind {
            TextKind::Words(language) => Contents::Words(keep(Words::read(&mut reader, language)?)),
            TextKind::Lesson => Contents::Lesson(keep(Lesson::read(&mut reader)?)),
            TextKind::Glossary => Contents::Glossary(keep(Glossary::read(&mut reader)?)),
            TextKind::Code => Contents::Code(keep(Code::read(&mut reader)?)),
        };
        reader.end()?;
        Ok(contents)
    }
}

/// As in `build/files.rs`.
fn fnv1a_32(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
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

impl Heading {
    pub(crate) fn read(reader: &mut Reader) -> Result<Self, Damaged> {
        Ok(Self {
            slug: reader.line()?,
            title: reader.line()?,
            section: reader.line()?,
            summary: reader.line()?,
            file: TextFile { kind: TextKind::Lesson, name: reader.line()? },
        })
    }
}

/// What a section of the paper is about; for the empty one, what is left to oneself.
#[must_use]
pub fn section_title(l: Language, section: &str) -> &'static str {
    match section {
        "5" => word!(l, "Raft in short", "Raft 概览"),
        "5.1" => word!(l, "Raft basics", "Raft 基础"),
        "5.2" => word!(l, "Leader election", "领导者选举"),
        "5.3" => word!(l, "Log replication", "日志复制"),
        "5.4" => word!(l, "Safety", "安全性"),
        "5.4.1" => word!(l, "Election restriction", "选举限制"),
        "5.4.2" => word!(l, "Committing entries from previous terms", "提交以前任期的条目"),
        "5.5" => word!(l, "Follower and candidate crashes", "跟随者和候选人崩溃"),
        "5.6" => word!(l, "Timing and availability", "定时与可用性"),
        "6" => word!(l, "Cluster membership changes", "集群成员变更"),
        "8" => word!(l, "Client interaction", "客户端交互"),
        _ => word!(l, "On your own", "自己动手"),
    }
}

include!(concat!(env!("OUT_DIR"), "/index.rs"));

/// Where a language's words are: all that the board itself says. A page begins with those of one
/// language; see [`give_words`](crate::give_words).
#[must_use]
pub fn words_file(language: Language) -> TextFile {
    language.pick(ENGLISH_WORDS, CHINESE_WORDS)
}

/// The heading of every lesson, in the order of the menu.
#[must_use]
pub fn headings(language: Language) -> &'static [Heading] {
    &words(language).headings
}

/// The heading of the lesson that belongs to a scenario.
#[must_use]
pub fn heading(language: Language, slug: &str) -> Option<&'static Heading> {
    headings(language).iter().find(|heading| heading.slug == slug)
}

/// Where a language's words about the rules are: see [`rule_text`](crate::rule_text).
#[must_use]
pub fn rules_file(language: Language) -> TextFile {
    words(language).rules
}

/// Where a language's glossary is.
#[must_use]
pub fn glossary_file(language: Language) -> TextFile {
    words(language).glossary
}

/// Where the lines of the core are in which each rule is consulted.
#[must_use]
pub fn code_file() -> TextFile {
    CORE_RULES
}
