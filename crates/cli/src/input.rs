//! Scripts from files, and what several commands are asked alike.

use crate::outcome::{Failure, Outcome};
use cluster::BranchId;
use lexopt::{Parser, ValueExt};
use narration::{Language, located_script_error};
use script::syntax::MAX_BYTES;
use script::{ScriptError, Story, parse, play};
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

/// Reads, parses and plays a script.
pub(crate) fn story(path: &Path) -> Result<Story, Failure> {
    let text = text(path)?;
    parse(&text).map(play).map_err(|error| Failure::Input(located(path, &error)))
}

/// `FILE:LINE:COLUMN: MESSAGE`
pub(crate) fn located(path: &Path, error: &ScriptError) -> String {
    format!("{}:{}", path.display(), located_script_error(Language::English, error))
}

/// A script's text. No more is read than a script may have.
fn text(path: &Path) -> Result<String, Failure> {
    text_within(path, MAX_BYTES)
}

/// A file's text. No more is read than so many bytes.
pub(crate) fn text_within(path: &Path, most: usize) -> Result<String, Failure> {
    let failed = |what: String| Failure::Input(format!("{}: {what}", path.display()));
    let file = File::open(path).map_err(|error| failed(reason(&error)))?;
    let metadata = file.metadata().map_err(|error| failed(reason(&error)))?;
    if metadata.is_dir() {
        return Err(failed("this is a directory, not a script".to_owned()));
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    file.take(limit).read_to_end(&mut bytes).map_err(|error| failed(reason(&error)))?;
    if bytes.len() > most {
        let size = metadata.len().max(limit);
        return Err(failed(format!(
            "the file has {size} bytes; {} at most {most}",
            if most == MAX_BYTES { "a script has" } else { "a saved run has" }
        )));
    }
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        failed(format!("this is not text in UTF-8: byte {} is wrong", place + 1))
    })
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "this file may not be read".to_owned(),
        _ => error.to_string(),
    }
}

/// The language that was asked for, after `--lang`.
pub(crate) fn language(parser: &mut Parser) -> Result<Language, Failure> {
    let tag = parser.value()?.string()?;
    Language::parse(&tag).ok_or_else(|| Failure::Usage(format!("`--lang` is `en` or `zh-CN`, not `{tag}`")))
}

/// The branch that was asked for; the main one if none was.
pub(crate) fn branch(story: &Story, name: Option<&str>) -> Result<BranchId, Failure> {
    let Some(name) = name else { return Ok(BranchId::ROOT) };
    story.timeline.branch_named(name).ok_or_else(|| {
        let names: Vec<&str> = story.timeline.branches().map(|(_, branch)| branch.name()).collect();
        Failure::Usage(format!("there is no branch `{name}`; there are: {}", names.join(", ")))
    })
}

/// Everything that is wrong with a story, in file order.
pub(crate) fn problems(story: &Story) -> impl Iterator<Item = &ScriptError> {
    story.findings.iter().chain(&story.error)
}

/// Says on standard error what is wrong with a story whose output goes to standard output.
pub(crate) fn complain(path: &Path, story: &Story) -> Outcome {
    let mut outcome = Outcome::Fine;
    for problem in problems(story) {
        // Without standard error the exit code still tells.
        writeln!(std::io::stderr(), "{}", located(path, problem)).ok();
        outcome = Outcome::Finding;
    }
    outcome
}
