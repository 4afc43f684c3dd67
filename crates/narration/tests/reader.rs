//! What the build writes of a lesson is what the page reads.

// The build script's own files; it needs more of them than the tests do.
#[allow(dead_code)]
#[path = "../build/code.rs"]
mod code;
#[allow(dead_code)]
#[path = "../build/files.rs"]
mod files;
#[allow(dead_code)]
#[path = "../build/parse.rs"]
mod parse;
#[allow(dead_code)]
#[path = "../build/write.rs"]
mod write;

use narration::{Contents, Inline, TextFile, TextKind};

/// The sample, with marks of its own language as text.
fn lesson() -> String {
    include_str!("sample/lesson.md").replace("[term](#term).", "[word](#term): = #.")
}

const GLOSSARY: &str = "\
# Words

## word term
word: Term

A `field`, and a stretch of time.
";

fn contents(kind: TextKind, text: String) -> Contents {
    let name = format!("a-file.{:08x}.txt", files::hash(&text)).leak();
    TextFile { kind, name }.read(text.leak()).expect("what was written can be read")
}

#[test]
fn a_lesson_reads_as_it_was_written() {
    let glossary = parse::glossary("glossary.md", GLOSSARY).unwrap();
    let lesson = parse::lesson("lesson.md", &lesson(), &glossary).unwrap();
    let Contents::Lesson(lesson) = contents(TextKind::Lesson, write::lesson(&lesson)) else {
        panic!("a lesson");
    };
    let panel = lesson.panel("a").expect("panel a");
    assert_eq!((panel.title, panel.short, panel.hidden), ("The first", "What happens", "Something"));
    let first =
        [Inline::Plain("Two lines that are one "), Inline::Bold("bold"), Inline::Plain(" paragraph.")];
    assert_eq!(panel.paragraphs[0], first);
    let link = Inline::Glossary { text: "word", key: "term" };
    let second =
        [Inline::Plain("A "), Inline::Code("field"), Inline::Plain(" of a "), link, Inline::Plain(": = #.")];
    assert_eq!(panel.paragraphs[1], second);
    let picture = &panel.pictures[0];
    assert_eq!((picture.caption, picture.rows.len()), ("From S1", 2));
    let row = |place: usize| {
        let row = &picture.rows[place];
        (row.server, row.leads, row.terms.clone(), row.arriving.clone(), row.from)
    };
    assert_eq!(row(0), ("S1", true, vec![1, 2], vec![], ""));
    assert_eq!(row(1), ("S3", false, vec![1], vec![2, 3], "S1"));
    assert_eq!(panel.notes, [[Inline::Plain("A note.")], [Inline::Plain("Another.")]]);

    let question = lesson.question("key").expect("the question");
    assert_eq!((question.panel, question.prompt, question.answered), ("a", "Which?", "So"));
    assert_eq!(question.answer, 2);
    let options: Vec<(&str, &str)> =
        question.options.iter().map(|choice| (choice.text, choice.why)).collect();
    assert_eq!(options, [("One", "Because one."), ("Two", "Because two.")]);
    assert_eq!(question.reveal, [[Inline::Plain("After the answer.")]]);
    assert!(lesson.panel("b").is_none() && lesson.question("other").is_none());
}

#[test]
fn a_glossary_reads_as_it_was_written() {
    let glossary = parse::glossary("glossary.md", GLOSSARY).unwrap();
    let Contents::Glossary(glossary) = contents(TextKind::Glossary, write::glossary(&glossary)) else {
        panic!("a glossary");
    };
    let word = glossary.word("term").expect("the word");
    assert_eq!(word.word, "Term");
    let definition = [Inline::Plain("A "), Inline::Code("field"), Inline::Plain(", and a stretch of time.")];
    assert_eq!(word.definition, [definition]);
    assert!(glossary.word("log").is_none());
}
