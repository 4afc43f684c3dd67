//! Every text inside of the program, for tests and tools. Whatever calls this carries all lessons in
//! all languages, so the page must not: it loads them one by one.

use crate::Language;
use crate::code::Code;
use crate::files::{Contents, TextFile, code_file, glossary_file, heading, rules_file, words_file};
use crate::lesson::{Glossary, Lesson};
use crate::words::Words;

include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// Every file: its name, and its text.
#[must_use]
pub fn files() -> &'static [(&'static str, &'static str)] {
    FILES
}

/// The text of a file.
#[must_use]
pub fn text(file: TextFile) -> Option<&'static str> {
    FILES.iter().find(|(name, _)| *name == file.name).map(|(_, text)| *text)
}

/// The words of a language.
#[must_use]
pub fn words(language: Language) -> Option<&'static Words> {
    contents(words_file(language))?.words()
}

/// The lesson that belongs to a scenario.
#[must_use]
pub fn lesson(language: Language, slug: &str) -> Option<&'static Lesson> {
    contents(heading(language, slug)?.file)?.lesson()
}

/// The glossary of a language.
#[must_use]
pub fn glossary(language: Language) -> Option<&'static Glossary> {
    contents(glossary_file(language))?.glossary()
}

/// The words about the rules in a language.
#[must_use]
pub fn rules(language: Language) -> Option<&'static Glossary> {
    contents(rules_file(language))?.glossary()
}

/// The lines of the core in which each rule is consulted.
#[must_use]
pub fn code() -> Option<&'static Code> {
    contents(code_file())?.code()
}

fn contents(file: TextFile) -> Option<Contents> {
    file.read(text(file)?).ok()
}
