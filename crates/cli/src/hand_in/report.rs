//! What was handed in, as a table, as JSON, and as the files that other programs grade by.

use super::{HandIn, Question, Work};
use crate::outcome::{Failure, unless_closed};
use script::syntax::ANSWER_LETTERS;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write;

/// How it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A table for people.
    Table,
    /// An array, in the project's schema.
    Json,
    /// JUnit's XML.
    Junit,
    /// The `results.json` of one submission to Gradescope.
    Gradescope,
    /// The last line of a grader of Autolab.
    Autolab,
}

impl Form {
    /// The form of this option, and whether it is about one hand-in only.
    pub(crate) fn named(option: &str) -> Option<Self> {
        match option {
            "json" => Some(Self::Json),
            "junit" => Some(Self::Junit),
            "gradescope" => Some(Self::Gradescope),
            "autolab" => Some(Self::Autolab),
            _ => None,
        }
    }

    /// Whether it has room for one hand-in only.
    pub(crate) fn is_of_one(self) -> bool {
        matches!(self, Self::Gradescope | Self::Autolab)
    }

    pub(crate) fn write(self, hand_ins: &[HandIn], out: &mut impl Write) -> Result<(), Failure> {
        let text = match self {
            Self::Table => table(hand_ins),
            Self::Json => pretty(&hand_ins.iter().map(as_json).collect()),
            Self::Junit => junit(hand_ins),
            Self::Gradescope => pretty(&hand_ins.first().map(gradescope).unwrap_or_default()),
            Self::Autolab => {
                let scores = hand_ins.first().map(autolab).unwrap_or_default();
                format!("{scores}\n")
            }
        };
        unless_closed(out.write_all(text.as_bytes()).map_err(Failure::from))
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn letter(option: u8) -> &'static str {
    ANSWER_LETTERS.get(usize::from(option).wrapping_sub(1)).copied().unwrap_or("?")
}

impl Question {
    /// `B`, `A, then C`, `-`.
    fn told(&self) -> String {
        let first = match (self.answer, self.passed) {
            (Some(option), _) => letter(option),
            (None, true) => "passed over",
            (None, false) => "not answered",
        };
        self.attempts.iter().fold(first.to_owned(), |told, option| told + ", then " + letter(*option))
    }

    fn word(&self) -> &'static str {
        match (self.answer, self.passed) {
            (Some(_), _) if self.is_right() => "right",
            (Some(_), _) => "wrong",
            (None, true) => "passed",
            (None, false) => "open",
        }
    }
}

impl Work {
    /// What there is to say against it, and what it broke.
    fn remarks(&self) -> Vec<String> {
        let other = (!self.is_asked_for).then(|| "not the lesson that was set".to_owned());
        let broken = self.broken.iter().map(|property| format!("breaks {}", property.name()));
        other.into_iter().chain(broken).chain(self.findings.iter().cloned()).collect()
    }
}

fn table(hand_ins: &[HandIn]) -> String {
    let mut rows = vec![["hand-in", "lesson", "right", "answers", "events", "remarks"].map(str::to_owned)];
    for hand_in in hand_ins {
        let name = hand_in.name.clone();
        rows.push(match &hand_in.work {
            Err(message) => {
                [name, "-".to_owned(), "-".to_owned(), "-".to_owned(), "-".to_owned(), message.clone()]
            }
            Ok(work) => {
                let answers = work.questions.iter().map(|question| question.answer.map_or("-", letter));
                let remarks = work.remarks();
                [
                    name,
                    work.lesson.clone(),
                    format!("{}/{}", work.right(), work.questions.len()),
                    answers.collect::<Vec<_>>().join(" "),
                    work.events.to_string(),
                    shortened(&remarks),
                ]
            }
        });
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        for (cell, width) in row.iter().zip(&widths) {
            let pad = width - cell.chars().count();
            text.extend([cell, " ".repeat(pad + 2).as_str()]);
        }
        text.extend([row[5].as_str(), "\n"]);
    }
    text
}

/// The first few remarks, and how many more there are.
fn shortened(remarks: &[String]) -> String {
    const MOST: usize = 3;
    let shown = remarks.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join("; ");
    match remarks.len() {
        0 => "fine".to_owned(),
        count if count > MOST => format!("{shown}; and {} more", count - MOST),
        _ => shown,
    }
}

fn as_json(hand_in: &HandIn) -> Value {
    let work = match &hand_in.work {
        Ok(work) => work,
        Err(message) => return json!({ "name": hand_in.name, "error": message }),
    };
    let question = |question: &Question| {
        json!({
            "key": question.key,
            "result": question.word(),
            "right": letter(question.right),
            "answer": question.answer.map(letter),
            "attempts": question.attempts.iter().map(|option| letter(*option)).collect::<Vec<_>>(),
        })
    };
    json!({
        "name": hand_in.name,
        "error": null,
        "lesson": work.lesson,
        "asLessonSet": work.is_asked_for,
        "score": work.right(),
        "maxScore": work.questions.len(),
        "questions": work.questions.iter().map(question).collect::<Vec<_>>(),
        "eventsByHand": work.events,
        "broken": work.broken.iter().map(|property| property.name()).collect::<Vec<_>>(),
        "findings": work.findings,
    })
}

/// A test of a hand-in: its name, and what is wrong, if anything is.
type Test = (String, Option<String>);

/// Whether it can be read, holds what it says and is of the lesson; then a test for each question.
fn tests(hand_in: &HandIn) -> Vec<Test> {
    let work = match &hand_in.work {
        Ok(work) => work,
        Err(message) => return vec![("run".to_owned(), Some(message.clone()))],
    };
    let other = (!work.is_asked_for).then(|| "not the lesson that was set".to_owned());
    let against: Vec<String> = other.into_iter().chain(work.findings.iter().cloned()).collect();
    let run = ("run".to_owned(), (!against.is_empty()).then(|| against.join("\n")));
    let question = |question: &Question| {
        let told = || format!("{}: {}", question.word(), question.told());
        (question.key.clone(), (!question.is_right()).then(told))
    };
    let questions = work.questions.iter().map(question);
    core::iter::once(run).chain(questions).collect()
}

fn junit(hand_ins: &[HandIn]) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"raftboard\">\n".to_owned();
    for hand_in in hand_ins {
        let (name, tests) = (escaped(&hand_in.name), tests(hand_in));
        let failures = tests.iter().filter(|(_, wrong)| wrong.is_some()).count();
        // Writing to a string does not fail.
        writeln!(text, "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{failures}\">", tests.len())
            .ok();
        for (test, wrong) in &tests {
            let case = format!("    <testcase classname=\"{name}\" name=\"{}\"", escaped(test));
            match wrong {
                None => writeln!(text, "{case}/>"),
                Some(wrong) => {
                    let wrong = escaped(wrong);
                    writeln!(text, "{case}>\n      <failure message=\"{wrong}\"/>\n    </testcase>")
                }
            }
            .ok();
        }
        text.push_str("  </testsuite>\n");
    }
    text.push_str("</testsuites>\n");
    text
}

/// Text in XML: what cannot stand in it at all becomes a sign that says so.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' => safe.push_str("&#10;"),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            c if c.is_control() => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

fn gradescope(hand_in: &HandIn) -> Value {
    let tests = tests(hand_in).into_iter().map(|(name, wrong)| {
        let score = u8::from(wrong.is_none());
        json!({ "name": name, "score": score, "max_score": 1, "output": wrong.unwrap_or_default() })
    });
    json!({ "tests": tests.collect::<Vec<_>>() })
}

fn autolab(hand_in: &HandIn) -> Value {
    let scores =
        tests(hand_in).into_iter().map(|(name, wrong)| (name, Value::from(u8::from(wrong.is_none()))));
    json!({ "scores": scores.collect::<serde_json::Map<_, _>>() })
}
