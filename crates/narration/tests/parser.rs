//! The parser of the lessons' prose: what it reads, and what it says about a mistake.

// The build script's own file; it needs more of it than the tests do.
#[allow(dead_code)]
#[path = "../build/parse.rs"]
mod parse;

use parse::{Glossary, Inline, Lesson, Mistake, glossary, lesson, same_shape, same_words};

const GLOSSARY: &str = "\
# Words

## word term
word: term

A stretch of time.
";

const LESSON: &str = include_str!("sample/lesson.md");

fn words() -> Glossary {
    glossary("glossary.md", GLOSSARY).expect("the glossary is sound")
}

fn read(text: &str) -> Result<Lesson, Mistake> {
    lesson("lesson.md", text, &words())
}

/// The mistake that a change of the lesson makes.
fn mistake(from: &str, to: &str) -> String {
    assert!(LESSON.contains(from), "{from}");
    read(&LESSON.replacen(from, to, 1)).expect_err("the change is a mistake").to_string()
}

#[test]
fn a_lesson_is_read_whole() {
    let lesson = read(LESSON).unwrap();
    assert_eq!((lesson.title.as_str(), lesson.section.as_str()), ("A lesson", "5.4"));
    let panel = &lesson.panels[0];
    assert_eq!((panel.anchor.as_str(), panel.title.as_str(), panel.notes.len()), ("a", "The first", 2));
    let plain = |text: &str| Inline::Plain(text.to_owned());
    let bold = Inline::Bold("bold".to_owned());
    assert_eq!(panel.paragraphs[0], [plain("Two lines that are one "), bold, plain(" paragraph.")]);
    let link = Inline::Glossary { text: "term".to_owned(), key: "term".to_owned() };
    let code = Inline::Code("field".to_owned());
    assert_eq!(panel.paragraphs[1], [plain("A "), code, plain(" of a "), link, plain(".")]);
    let picture = &panel.pictures[0];
    let (first, second) = (&picture.rows[0], &picture.rows[1]);
    assert_eq!((picture.caption.as_str(), picture.rows.len()), ("From S1", 2));
    assert_eq!((first.server.as_str(), first.leads, first.from.as_str()), ("S1", true, ""));
    assert_eq!((second.server.as_str(), second.leads, second.from.as_str()), ("S3", false, "S1"));
    assert_eq!(
        (&first.terms[..], &second.terms[..], &second.arriving[..]),
        (&[1, 2][..], &[1][..], &[2, 3][..])
    );
    let question = &lesson.questions[0];
    assert_eq!((question.panel.as_str(), question.options.len(), question.answer), ("a", 2, 2));
    assert_eq!(question.options[0], ("One".to_owned(), "Because one.".to_owned()));
    assert_eq!(question.reveal.len(), 1);
}

#[test]
fn a_mistake_says_file_line_and_what_is_wanted() {
    for (from, to, expected) in [
        ("# A lesson\n", "A lesson\n", "lesson.md:1: a file begins with `# Title`"),
        ("section: 5.4\n", "", "lesson.md:1: `section: ...` is missing here"),
        ("short: What happens\n", "", "lesson.md:5: `short: ...` is missing here"),
        ("short: What happens\n", "short:\n", "lesson.md:7: `short:` is empty"),
        ("short: What", "shrt: x\nshort: What", "lesson.md:7: `shrt:` does not belong here"),
        (
            "hidden: Something\n",
            "hidden\n",
            "lesson.md:8: under a heading come lines `field: text`, then a blank line",
        ),
        ("**bold**", "**bold", "lesson.md:10: ** has no end"),
        ("**bold**", "*bold*", "lesson.md:10: a single `*` has no meaning; bold is `**text**`"),
        ("`field`", "`field", "lesson.md:13: ` has no end"),
        ("(#term)", "(#trem)", "lesson.md:13: the glossary has no word `trem`"),
        ("](#term)", "", "lesson.md:13: [ has no end"),
        ("## panel a", "## pannel a", "lesson.md:5: a heading is `## panel NAME` or `## ask KEY`"),
        ("## panel a", "## panel", "lesson.md:5: a heading has a kind and a name: `## panel c`"),
        ("## panel a", "### panel a", "lesson.md:5: a heading inside a file begins with `## `"),
        ("[x]", "[ ]", "lesson.md:23: exactly one option is marked `[x]`"),
        ("[ ]", "[x]", "lesson.md:23: exactly one option is marked `[x]`"),
        ("[x]", "[y]", "lesson.md:29: an option is `- [ ] text`, the right one `- [x] text`"),
        ("  Because one.\n", "", "lesson.md:27: under an option stands its reason, indented"),
        (
            "  Because one.\n",
            "  a\n  b\n",
            "lesson.md:29: an indented line is the reason of the option above it",
        ),
        ("\nAfter the answer.\n", "", "lesson.md:23: there is no text under this heading"),
        (
            "logs From",
            "log From",
            "lesson.md:15: a picture begins with `::: logs CAPTION` and ends with `:::`",
        ),
        (
            "from S1\n:::\n",
            "from S1\n",
            "lesson.md:18: a row of a picture is `S1* 1 2` or `S3 1 <- 2 from S1`",
        ),
        ("S1* 1", "1 1", "lesson.md:16: a row of a picture is `S1* 1 2` or `S3 1 <- 2 from S1`"),
        ("3 from S1", "3", "lesson.md:17: a row of a picture is `S1* 1 2` or `S3 1 <- 2 from S1`"),
        ("After the answer.", "::: logs A", "lesson.md:32: a picture ends with `:::`"),
        ("> A note.", "- [ ] A note.", "lesson.md:20: this does not belong here"),
    ] {
        assert_eq!(mistake(from, to), expected, "{from:?} -> {to:?}");
    }
}

#[test]
fn a_question_comes_after_a_panel() {
    let text = "# A lesson\nsection:\nsummary: s\n\n## ask key\nprompt: p\nanswered: a\n";
    assert_eq!(read(text).unwrap_err().to_string(), "lesson.md:5: a question comes after its panel");
    let text = "# A lesson\nsection:\nsummary: s\n";
    assert_eq!(read(text).unwrap_err().to_string(), "lesson.md:1: a lesson has at least one `## panel NAME`");
    assert_eq!(read("").unwrap_err().to_string(), "lesson.md:1: a file begins with `# Title`");
}

#[test]
fn both_languages_have_the_same_anchors_questions_and_answers() {
    let one = read(LESSON).unwrap();
    let differs = |from: &str, to: &str| {
        let other = lesson("other.md", &LESSON.replacen(from, to, 1), &words()).unwrap();
        same_shape(&one, &other).unwrap_err().to_string()
    };
    assert!(same_shape(&one, &read(LESSON).unwrap()).is_ok());
    assert_eq!(differs("## panel a", "## panel b"), "other.md:5: `b` here, `a` in lesson.md");
    let picture =
        "other.md:15: `S1* 1 2, S3 1 <- 3 from S1` here, `S1* 1 2, S3 1 <- 2 3 from S1` in lesson.md";
    assert_eq!(differs("2 3 from", "3 from"), picture);
    let swapped = LESSON.replacen("[ ]", "[y]", 1).replacen("[x]", "[ ]", 1).replacen("[y]", "[x]", 1);
    let other = lesson("other.md", &swapped, &words()).unwrap();
    assert_eq!(
        same_shape(&one, &other).unwrap_err().to_string(),
        "other.md:23: `key of 2 answer 1 at a` here, `key of 2 answer 2 at a` in lesson.md"
    );
    let without = LESSON.split("## ask").next().unwrap();
    let other = lesson("other.md", without, &words()).unwrap();
    assert_eq!(
        same_shape(&one, &other).unwrap_err().to_string(),
        "other.md:1: `nothing` here, `key of 2 answer 2 at a` in lesson.md"
    );
}

#[test]
fn a_glossary_has_each_word_once_and_the_same_ones_in_both_languages() {
    let twice = [GLOSSARY, "\n## word term\nword: term\n\nAgain.\n"].concat();
    assert_eq!(glossary("g.md", &twice).unwrap_err().to_string(), "g.md:8: this word is there already");
    assert_eq!(
        glossary("g.md", "# Words\n\n## panel a\n").unwrap_err().to_string(),
        "g.md:3: a heading is `## word KEY`"
    );
    let more = [GLOSSARY, "\n## word log\nword: log\n\nA list.\n"].concat();
    let more = glossary("g.md", &more).unwrap();
    assert_eq!(
        same_words(&words(), &more).unwrap_err().to_string(),
        "g.md:8: `log` here, `nothing` in glossary.md"
    );
}

#[test]
fn a_lesson_may_say_more() {
    let more = "summary: What it is about.\ntakeaway: A **word**.\nletters: S2 a, S3 b\n";
    let text = LESSON.replacen("summary: What it is about.\n", more, 1);
    let text = text.replacen("answered: So\n", "answered: So\ntells: two of | So\n", 1);
    let whole = read(&text).unwrap();
    let takeaway =
        [Inline::Plain("A ".to_owned()), Inline::Bold("word".to_owned()), Inline::Plain(".".to_owned())];
    assert_eq!(whole.takeaway, [takeaway]);
    assert_eq!(
        whole.letters,
        [("S2", "a"), ("S3", "b")].map(|(one, other)| (one.to_owned(), other.to_owned()))
    );
    assert_eq!(whole.questions[0].tells, ["two of", "So"]);
    let none = read(LESSON).unwrap();
    assert!(none.takeaway.is_empty() && none.letters.is_empty() && none.questions[0].tells.is_empty());
    let differ = |other: &str| same_shape(&whole, &read(other).unwrap()).unwrap_err().what;
    assert_eq!(differ(&text.replacen("S3 b", "S3 c", 1)), "`S3 c` here, `S3 b` in lesson.md");
    assert!(differ(&text.replacen("tells: two of | So\n", "", 1)).contains("with tells` in lesson.md"));
    let wrong = read(&text.replacen("S2 a,", "a S2,", 1)).unwrap_err().to_string();
    assert_eq!(wrong, "lesson.md:5: letters of a figure are `S2 a, S3 b`");
}
