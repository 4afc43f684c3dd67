//! The lessons against their scenarios: nothing tells an answer before it is asked for, and what the
//! prose counts is expected by the script.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod answers;
mod numbers;
mod teaching;

// The build script's own file; it needs more of it than the tests do.
#[allow(dead_code)]
#[path = "../../build/parse.rs"]
mod parse;

use narration::Language;
use parse::{Inline, Lesson, Paragraph};
use std::fs;
use std::path::Path;

/// The text of a lesson's file.
fn source(language: Language, name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
    let folder = match language {
        Language::English => "en",
        Language::Chinese => "zh-CN",
    };
    fs::read_to_string(root.join(folder).join(format!("{name}.md"))).unwrap()
}

/// A lesson as it stands in its file.
fn lesson(language: Language, slug: &str) -> Lesson {
    let glossary = parse::glossary("glossary", &source(language, "glossary")).unwrap();
    parse::lesson(slug, &source(language, slug), &glossary).unwrap()
}

/// What is read of a paragraph.
fn plain(paragraph: &Paragraph) -> String {
    let piece = |piece: &Inline| match piece {
        Inline::Plain(text) | Inline::Bold(text) | Inline::Code(text) | Inline::Glossary { text, .. } => {
            text.clone()
        }
    };
    paragraph.iter().map(piece).collect()
}
