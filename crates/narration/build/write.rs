//! Writes what was parsed as Rust constants of the types in `src/lesson.rs`.

use crate::parse::{Glossary, Inline, Lesson, Paragraph};
use std::fmt::Write;

/// One language's lessons and glossary.
pub(crate) fn language<'a>(
    code: &mut String,
    variant: &str,
    lessons: impl Iterator<Item = (&'a str, &'a Lesson)>,
    words: &Glossary,
) {
    let name = variant.to_uppercase();
    let _ = writeln!(code, "static {name}_LESSONS: &[Lesson] = &[");
    for (slug, lesson) in lessons {
        one_lesson(code, slug, lesson);
    }
    code.push_str("];\n");
    let _ = writeln!(code, "static {name}_GLOSSARY: &[GlossaryWord] = &[");
    for word in &words.words {
        let _ = write!(code, "GlossaryWord {{ key: {:?}, word: {:?}, definition: ", word.key, word.word);
        paragraphs(code, &word.definition);
        code.push_str("},\n");
    }
    code.push_str("];\n");
}

fn one_lesson(code: &mut String, slug: &str, lesson: &Lesson) {
    let Lesson { title, section, summary, .. } = lesson;
    let _ = write!(
        code,
        "Lesson {{ slug: {slug:?}, title: {title:?}, section: {section:?}, summary: {summary:?}, panels: &["
    );
    for panel in &lesson.panels {
        let _ = write!(
            code,
            "PanelText {{ anchor: {:?}, title: {:?}, short: {:?}, hidden: {:?}, paragraphs: ",
            panel.anchor, panel.title, panel.short, panel.hidden
        );
        paragraphs(code, &panel.paragraphs);
        code.push_str(", notes: ");
        paragraphs(code, &panel.notes);
        code.push_str("},\n");
    }
    code.push_str("], questions: &[");
    for question in &lesson.questions {
        let _ = write!(
            code,
            "Question {{ key: {:?}, panel: {:?}, prompt: {:?}, answered: {:?}, answer: {}, options: &[",
            question.key, question.panel, question.prompt, question.answered, question.answer
        );
        for (text, why) in &question.options {
            let _ = write!(code, "Choice {{ text: {text:?}, why: {why:?} }}, ");
        }
        code.push_str("], reveal: ");
        paragraphs(code, &question.reveal);
        code.push_str("},\n");
    }
    code.push_str("]},\n");
}

fn paragraphs(code: &mut String, paragraphs: &[Paragraph]) {
    code.push_str("&[");
    for paragraph in paragraphs {
        code.push_str("&[");
        for piece in paragraph {
            let _ = match piece {
                Inline::Plain(text) => write!(code, "Inline::Plain({text:?}), "),
                Inline::Bold(text) => write!(code, "Inline::Bold({text:?}), "),
                Inline::Code(text) => write!(code, "Inline::Code({text:?}), "),
                Inline::Glossary { text, key } => {
                    write!(code, "Inline::Glossary {{ text: {text:?}, key: {key:?} }}, ")
                }
            };
        }
        code.push_str("], ");
    }
    code.push(']');
}
