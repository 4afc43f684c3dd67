//! What students hand in: runs that were saved on the board with their answers, and scripts.

mod report;

use crate::input::{located, problems, text_within};
use crate::outcome::{Failure, Outcome};
use judge::Property;
use script::session::{Session, SessionError, Source};
use script::{CueKind, Statement, Story, parse, play};
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use report::Form;

/// The largest saved run that is read, in bytes; the board reads no larger ones either.
const MAX_BYTES: usize = 8 << 20;
/// What hand-ins end in; other files of a folder are left alone.
const ENDINGS: [&str; 2] = ["raftboard", "raft"];
/// How many folders are in one another.
const DEPTH: usize = 8;

/// One file that was handed in.
pub(crate) struct HandIn {
    /// Whose: the file's name without its ending, with the folders it is in.
    name: String,
    /// What is in it, or why it cannot be read.
    work: Result<Work, String>,
}

/// What is in a file.
struct Work {
    /// What the lesson is called.
    lesson: String,
    /// Whether it is the lesson that was asked for, unchanged.
    is_asked_for: bool,
    questions: Vec<Question>,
    /// How many events were made by hand.
    events: usize,
    /// Properties that were broken by hand.
    broken: Vec<Property>,
    /// What is wrong with its script.
    findings: Vec<String>,
}

/// A question, and what became of it.
struct Question {
    key: String,
    /// The right answer, from 1.
    right: u8,
    /// The first answer; `None`: it was not answered.
    answer: Option<u8>,
    /// It was passed over.
    passed: bool,
    /// What was tried after the first answer.
    attempts: Vec<u8>,
}

impl Question {
    /// The first answer counts.
    fn is_right(&self) -> bool {
        self.answer == Some(self.right)
    }
}

impl Work {
    fn right(&self) -> usize {
        self.questions.iter().filter(|question| question.is_right()).count()
    }

    /// Whether nothing is to be said against it, however its questions were answered.
    fn is_fine(&self) -> bool {
        self.findings.is_empty() && self.is_asked_for
    }
}

impl HandIn {
    fn outcome(&self) -> Outcome {
        match &self.work {
            Err(_) => Outcome::Unusable,
            Ok(work) if work.is_fine() => Outcome::Fine,
            Ok(_) => Outcome::Finding,
        }
    }
}

/// The lesson that hand-ins are to be of.
pub(crate) struct Lesson {
    source: Source,
    story: Story,
}

impl Lesson {
    /// A lesson of the board by its name, or a script by its file.
    pub(crate) fn named(name: &str) -> Result<Self, Failure> {
        let (source, text) = match script::scenario(name) {
            Some(scenario) => {
                let source = Source::Scenario(name.to_owned(), scenario.version);
                (source, scenario.text.to_owned())
            }
            None => {
                let text = text_within(Path::new(name), MAX_BYTES)?;
                (Source::Script(text.clone()), text)
            }
        };
        let located = |error| Failure::Input(located(Path::new(name), &error));
        let story = play(parse(&text).map_err(located)?);
        Ok(Self { source, story })
    }

    fn is(&self, source: &Source) -> bool {
        match (&self.source, source) {
            // The board keeps the file's text to the letter, but files change their line ends on the way.
            (Source::Script(one), Source::Script(other)) => one.lines().eq(other.lines()),
            (one, other) => one == other,
        }
    }
}

/// Whether a path is more than a script: a folder, or a saved run.
pub(crate) fn is_hand_in(path: &Path) -> bool {
    path.is_dir() || path.extension().is_some_and(|ending| ending == ENDINGS[0])
}

/// Reads and checks everything that was handed in, in the order of names.
pub(crate) fn read(paths: &[PathBuf], lesson: Option<&Lesson>) -> Vec<HandIn> {
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    for path in paths {
        collect(path, path.parent().unwrap_or(path), DEPTH, &mut files);
    }
    let root = match paths {
        [only] if only.is_dir() => Some(format!("{}/", only.file_name().unwrap_or_default().display())),
        _ => None,
    };
    files.sort();
    let hand_in = |(name, path): (String, PathBuf)| HandIn {
        work: read_file(&path, lesson),
        name: root.as_deref().and_then(|root| name.strip_prefix(root)).unwrap_or(&name).to_owned(),
    };
    files.into_iter().map(hand_in).collect()
}

fn collect(path: &Path, root: &Path, depth: usize, files: &mut Vec<(String, PathBuf)>) {
    if path.is_dir() && depth > 0 {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        for entry in entries.map(|entry| entry.path()) {
            let known = entry.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known));
            if known || entry.is_dir() {
                collect(&entry, root, depth - 1, files);
            }
        }
    } else if !path.is_dir() {
        let name = path.strip_prefix(root).unwrap_or(path).with_extension("");
        files.push((name.display().to_string(), path.to_owned()));
    }
}

fn read_file(path: &Path, lesson: Option<&Lesson>) -> Result<Work, String> {
    let text = text_within(path, MAX_BYTES).map_err(|failure| match failure {
        Failure::Input(message) => message,
        other => other.to_string(),
    })?;
    // What a browser has stored has a line of its own before the run.
    let session = match text.split_once('\n') {
        Some((line, rest)) if line.starts_with("raftboard-run ") => rest,
        _ => &text,
    };
    if Session::is_session(session) {
        let trouble = |error| format!("{}: {}", path.display(), trouble(error));
        let session = Session::read(session).map_err(trouble)?;
        return of_session(&session, path, lesson).map_err(trouble);
    }
    let story = play(parse(&text).map_err(|error| located(path, &error))?);
    Ok(of_script(&story, &text, path, lesson))
}

fn trouble(error: SessionError) -> &'static str {
    match error {
        SessionError::NotASession => "this is no saved run",
        SessionError::Damaged => "this saved run is damaged",
        SessionError::OtherVersion => "this saved run is of another version",
    }
}

fn of_session(session: &Session, path: &Path, lesson: Option<&Lesson>) -> Result<Work, SessionError> {
    let story = session.play()?;
    let asked = lesson.map_or(&story, |lesson| &lesson.story);
    let by_hand = || (0..).zip(&session.branches).filter(|(_, branch)| !branch.actions.is_empty());
    let mut broken: Vec<Property> = Vec::new();
    for (id, _) in by_hand() {
        let violations = story.timeline.observer(cluster::BranchId(id)).violations();
        broken.extend(violations.iter().map(|violation| violation.property));
    }
    broken.sort_unstable();
    broken.dedup();
    let question = |cue: &script::Cue| {
        let CueKind::Ask { key, answer, .. } = &cue.kind else { return None };
        let of_it = |known: &str| known == key.as_str();
        let given = session.answers.iter().find(|(known, _)| of_it(known));
        let attempts = session.attempts.iter().filter(|(known, _)| of_it(known));
        Some(Question {
            key: key.as_str().to_owned(),
            right: *answer,
            answer: given.and_then(|(_, answer)| *answer),
            passed: given.is_some_and(|(_, answer)| answer.is_none()),
            attempts: attempts.map(|(_, option)| *option).collect(),
        })
    };
    Ok(Work {
        lesson: story.script.header.title.to_string(),
        is_asked_for: lesson.is_none_or(|lesson| lesson.is(&session.source)),
        questions: asked.cues.iter().filter_map(question).collect(),
        events: by_hand().map(|(_, branch)| branch.actions.len()).sum(),
        broken,
        findings: match &session.source {
            Source::Script(_) => problems(&story).map(|problem| located(path, problem)).collect(),
            Source::Scenario(..) | Source::Link(_) => Vec::new(),
        },
    })
}

/// A script has no answers: it is checked as it is.
fn of_script(story: &Story, text: &str, path: &Path, lesson: Option<&Lesson>) -> Work {
    let acts = |statement: &&Statement| matches!(statement, Statement::Act { .. } | Statement::Bundle(_));
    let lines = story.script.lines.iter().filter_map(|line| line.statement.as_ref());
    let source = Source::Script(text.to_owned());
    Work {
        lesson: story.script.header.title.to_string(),
        is_asked_for: lesson.is_none_or(|lesson| lesson.is(&source)),
        questions: Vec::new(),
        events: lines.filter(acts).count(),
        broken: Vec::new(),
        findings: problems(story).map(|problem| located(path, problem)).collect(),
    }
}

/// The worst of them decides.
pub(crate) fn outcome(hand_ins: &[HandIn]) -> Outcome {
    hand_ins.iter().map(HandIn::outcome).max().unwrap_or(Outcome::Fine)
}
