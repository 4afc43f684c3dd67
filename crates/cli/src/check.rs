//! `raftboard check FILE...`, and the same of what was handed in.

use crate::hand_in::{self, Form, Lesson};
use crate::input::{located, problems, story};
use crate::outcome::{Failure, Outcome, unless_closed};
use lexopt::{Arg, Parser, ValueExt};
use script::{Statement, Story};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(crate) fn main(parser: &mut Parser, out: &mut impl Write) -> Result<Outcome, Failure> {
    let mut files: Vec<PathBuf> = Vec::new();
    let (mut lesson, mut form) = (None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Value(file) => files.push(file.into()),
            Arg::Long("lesson") => lesson = Some(Lesson::named(&parser.value()?.string()?)?),
            Arg::Long(option) => match Form::named(option) {
                Some(named) if form.is_none() => form = Some(named),
                Some(_) => return Err(Failure::Usage("one form of output at a time".to_owned())),
                None => return Err(argument.unexpected().into()),
            },
            Arg::Short(_) => return Err(argument.unexpected().into()),
        }
    }
    if files.is_empty() {
        return Err(Failure::Usage("`check` needs a file".to_owned()));
    }
    if lesson.is_some() || form.is_some() || files.iter().any(|file| hand_in::is_hand_in(file)) {
        return check_hand_ins(&files, lesson.as_ref(), form.unwrap_or(Form::Table), out);
    }
    let mut worst = Outcome::Fine;
    for file in &files {
        worst = worst.max(check(file, out)?);
    }
    Ok(worst)
}

fn check_hand_ins(
    files: &[PathBuf],
    lesson: Option<&Lesson>,
    form: Form,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    let hand_ins = hand_in::read(files, lesson);
    if hand_ins.is_empty() {
        return Err(Failure::Usage("there is no .raftboard and no .raft file".to_owned()));
    }
    if form.is_of_one() && hand_ins.len() > 1 {
        return Err(Failure::Usage("such a result is of one hand-in: name one file".to_owned()));
    }
    form.write(&hand_ins, out)?;
    Ok(hand_in::outcome(&hand_ins))
}

fn check(file: &Path, out: &mut impl Write) -> Result<Outcome, Failure> {
    let story = match story(file) {
        Ok(story) => story,
        // The other files are checked all the same.
        Err(Failure::Input(message)) => {
            line(out, &message)?;
            return Ok(Outcome::Unusable);
        }
        Err(other) => return Err(other),
    };
    let mut outcome = Outcome::Fine;
    for problem in problems(&story) {
        line(out, &located(file, problem))?;
        outcome = Outcome::Finding;
    }
    if outcome == Outcome::Fine {
        line(out, &format!("{}: {}", file.display(), summary(&story)))?;
    }
    Ok(outcome)
}

/// A line of output. Every file is checked and counts for the exit code, whether or not its lines
/// are read.
fn line(out: &mut impl Write, text: &str) -> Result<(), Failure> {
    unless_closed(writeln!(out, "{text}").map_err(Failure::from))
}

/// `fine: 4 branches, 98 events, 6 panels, 71 expectations`
fn summary(story: &Story) -> String {
    let branches = story.timeline.branches();
    let events: usize = branches.map(|(_, branch)| branch.actions().len()).sum();
    let is_check =
        |statement: &Statement| matches!(statement, Statement::Expect { .. } | Statement::Cannot(_));
    let lines = story.script.lines.iter().filter_map(|line| line.statement.as_ref());
    let counts = [
        (story.timeline.branches().count(), "branch", "branches"),
        (events, "event", "events"),
        (story.panels().count(), "panel", "panels"),
        (lines.filter(|statement| is_check(statement)).count(), "expectation", "expectations"),
    ];
    let counted = counts.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }));
    format!("fine: {}", counted.join(", "))
}
