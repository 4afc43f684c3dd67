//! What the board says, in English and Simplified Chinese.
mod caption;
mod language;
mod lesson;
pub mod phrases;
mod rules;
mod text;
mod why;

pub use caption::caption;
pub use language::Language;
pub use lesson::{
    Choice, GlossaryWord, Inline, Lesson, PanelText, Paragraph, Question, glossary, glossary_word, lesson, lessons,
};
pub use rules::{RuleText, rule_text};
pub use text::{Text, text};
pub use why::{Why, why};
