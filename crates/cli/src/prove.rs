//! `raftboard prove FILE [--branch B] [--index I] [--term U] [--lang en|zh-CN] [--json]`

mod json;
mod text;

use crate::input::{branch, complain, language, story};
use crate::outcome::{Failure, Outcome, unless_closed};
use cluster::BranchId;
use judge::{Chronicle, Proof};
use lexopt::{Arg, Parser, ValueExt};
use narration::Language;
use raft_core::{Index, Term};
use script::Story;
use std::io::Write;
use std::path::PathBuf;

/// What was asked for.
#[derive(Debug, Default)]
struct Options {
    file: Option<PathBuf>,
    branch: Option<String>,
    index: Option<Index>,
    term: Option<Term>,
    language: Language,
    json: bool,
}

impl Options {
    fn parse(parser: &mut Parser) -> Result<Self, Failure> {
        let mut options = Self::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("branch") => options.branch = Some(parser.value()?.string()?),
                Arg::Long("index") => options.index = Some(Index(parser.value()?.parse()?)),
                Arg::Long("term") => options.term = Some(Term(parser.value()?.parse()?)),
                Arg::Long("lang") => options.language = language(parser)?,
                Arg::Long("json") => options.json = true,
                Arg::Value(value) if options.file.is_none() => options.file = Some(value.into()),
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(options)
    }

    /// Whether it is about one entry and one leader.
    fn asks_for_one(&self) -> bool {
        self.index.is_some() && self.term.is_some()
    }
}

pub(crate) fn main(parser: &mut Parser, out: &mut impl Write) -> Result<Outcome, Failure> {
    let options = Options::parse(parser)?;
    let Some(file) = &options.file else {
        return Err(Failure::Usage("`prove` needs a file".to_owned()));
    };
    let story = story(file)?;
    let branch = branch(&story, options.branch.as_deref())?;
    let chronicle = chronicle(&story, branch);
    let proofs: Vec<Proof> = chronicle.proofs_of(options.index, options.term).collect();
    if proofs.is_empty() && (options.index.is_some() || options.term.is_some()) {
        return Err(Failure::Usage(nothing(&options, &chronicle)));
    }
    let is_raft = story.timeline.scene(story.timeline.tip(branch)).world.is_raft();
    unless_closed(write(out, &options, is_raft, &proofs))?;
    let fails = proofs.iter().any(|proof| proof.failure().is_some());
    Ok(complain(file, &story).max(if fails { Outcome::Finding } else { Outcome::Fine }))
}

fn write(out: &mut impl Write, options: &Options, is_raft: bool, proofs: &[Proof]) -> Result<(), Failure> {
    if options.json {
        return json::write(out, proofs);
    }
    if !is_raft {
        writeln!(out, "{}", narration::text(options.language).not_raft_help)?;
    }
    text::write(out, options.language, proofs, options.asks_for_one())
}

/// The run up to the end of a branch, seen again by somebody who remembers more than the judge.
fn chronicle(story: &Story, branch: BranchId) -> Chronicle {
    let timeline = &story.timeline;
    let mut chronicle = Chronicle::new(timeline.setup());
    timeline.watch(timeline.tip(branch), &mut chronicle);
    chronicle
}

/// Why there is no argument about what was asked for.
fn nothing(options: &Options, chronicle: &Chronicle) -> String {
    let judge = chronicle.judge();
    match (options.index, options.term) {
        (Some(index), _) if judge.committed(index).is_none() => {
            format!("nothing was committed at index {index}")
        }
        (_, Some(term)) if judge.election_in(term).is_none() => format!("nobody was elected in term {term}"),
        (Some(index), Some(term)) => {
            format!("what is committed at index {index} was not committed in a term below {term}")
        }
        (Some(index), None) => {
            format!("no leader is of a term above that in which index {index} was committed")
        }
        (None, _) => "nothing was committed in a term below that leader's".to_owned(),
    }
}
