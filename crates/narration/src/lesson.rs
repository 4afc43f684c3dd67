//! The lessons' prose and the glossary, read from `lessons/` when the crate is built.

use crate::Language;

/// A lesson in one language. What happens in it is a scenario's; this is what is said about it.
#[derive(Debug)]
pub struct Lesson {
    /// The scenario's name: `figure-8`.
    pub slug: &'static str,
    /// The lesson's title.
    pub title: &'static str,
    /// The section of the paper, without `§`; empty if it is about none in particular.
    pub section: &'static str,
    /// One line for the menu.
    pub summary: &'static str,
    /// Its panels, in the order of the scenario.
    pub panels: &'static [PanelText],
    /// Its questions.
    pub questions: &'static [Question],
}

/// What is said at a panel.
#[derive(Debug)]
pub struct PanelText {
    /// The panel's name in the scenario: `c`.
    pub anchor: &'static str,
    /// The title over the text.
    pub title: &'static str,
    /// What stands beside the panel in the strip.
    pub short: &'static str,
    /// The same while the panel is hidden: it gives nothing away.
    pub hidden: &'static str,
    /// The text.
    pub paragraphs: &'static [Paragraph],
    /// For whoever speaks to a class.
    pub notes: &'static [Paragraph],
}

/// A question with its answers.
#[derive(Debug)]
pub struct Question {
    /// Its name in the scenario: `may-s1-commit`.
    pub key: &'static str,
    /// The panel at which it is asked.
    pub panel: &'static str,
    /// The question.
    pub prompt: &'static str,
    /// The panel's title once it is answered.
    pub answered: &'static str,
    /// What can be answered.
    pub options: &'static [Choice],
    /// Which is right, counted from 1 as in the script.
    pub answer: usize,
    /// The text once it is answered.
    pub reveal: &'static [Paragraph],
}

/// One answer to a question.
#[derive(Debug)]
pub struct Choice {
    /// The answer.
    pub text: &'static str,
    /// Why it is right or wrong, in a sentence or two.
    pub why: &'static str,
}

/// The pieces of one paragraph.
pub type Paragraph = &'static [Inline];

/// A piece of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text.
    Plain(&'static str),
    /// Text that stands out.
    Bold(&'static str),
    /// A name of the paper, a command, a line of a script.
    Code(&'static str),
    /// A word that the glossary explains.
    Glossary {
        /// As it stands in the sentence.
        text: &'static str,
        /// [`GlossaryWord::key`].
        key: &'static str,
    },
}

impl Inline {
    /// The text without its mark.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Plain(text) | Self::Bold(text) | Self::Code(text) | Self::Glossary { text, .. } => text,
        }
    }
}

/// A word of the glossary.
#[derive(Debug)]
pub struct GlossaryWord {
    /// The same in both languages: `committed`.
    pub key: &'static str,
    /// The word.
    pub word: &'static str,
    /// What it means.
    pub definition: &'static [Paragraph],
}

include!(concat!(env!("OUT_DIR"), "/lessons.rs"));

/// Every lesson of a language, in the order of the menu.
#[must_use]
pub fn lessons(language: Language) -> &'static [Lesson] {
    language.pick(ENGLISH_LESSONS, CHINESE_LESSONS)
}

/// The lesson that belongs to a scenario.
#[must_use]
pub fn lesson(language: Language, slug: &str) -> Option<&'static Lesson> {
    lessons(language).iter().find(|lesson| lesson.slug == slug)
}

/// Every word of a language's glossary.
#[must_use]
pub fn glossary(language: Language) -> &'static [GlossaryWord] {
    language.pick(ENGLISH_GLOSSARY, CHINESE_GLOSSARY)
}

/// The word of this key.
#[must_use]
pub fn glossary_word(language: Language, key: &str) -> Option<&'static GlossaryWord> {
    glossary(language).iter().find(|word| word.key == key)
}

impl Lesson {
    /// What is said at a panel.
    #[must_use]
    pub fn panel(&self, anchor: &str) -> Option<&'static PanelText> {
        self.panels.iter().find(|panel| panel.anchor == anchor)
    }

    /// The question of this name.
    #[must_use]
    pub fn question(&self, key: &str) -> Option<&'static Question> {
        self.questions.iter().find(|question| question.key == key)
    }
}
