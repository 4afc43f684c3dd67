//! A session as text: where the run came from, what was done in it, what was answered. It is what
//! this browser stores, and what the crash screen offers as a file.

use crate::state::progress::Answer;
use crate::state::run::{Run, Source};
use crate::state::shelf::OWN;
use cluster::{Action, BranchId, Moment};
use script::link::base64;
use serde::{Deserialize, Serialize};

/// The first line of a saved session. The number is raised when the format changes.
const HEADER: &str = "raftboard-session 1";
/// More branches than anybody makes by hand; a damaged text may claim any number.
const MAX_BRANCHES: usize = 10_000;

/// A session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    source: SavedSource,
    /// The branches that somebody made, and, first, what a running clock added to the script's.
    branches: Vec<SavedBranch>,
    at: (u32, u32),
    answers: Vec<(String, Option<u8>)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum SavedSource {
    /// A scenario's name and version.
    Scenario(String, u32),
    /// A script.
    Script(String),
    /// The run of a link, as its text.
    Link(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SavedBranch {
    name: String,
    /// Where it leaves its parent; `None`: it goes on with the branch of this place in the list.
    parent: Option<(u32, u32)>,
    actions: Vec<Action>,
}

/// Why a text is no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedError {
    /// It is not one of ours.
    NotASession,
    /// It is damaged.
    Damaged,
    /// It is of a scenario that has changed or is gone.
    OtherVersion,
}

impl Saved {
    /// The session of a run.
    #[must_use]
    pub fn of(run: &Run) -> Self {
        let source = match &run.source {
            Source::Scenario(slug) => {
                let version = script::scenario(slug).map_or(0, |scenario| scenario.version);
                SavedSource::Scenario((*slug).to_owned(), version)
            }
            Source::Script(text) => SavedSource::Script(text.clone()),
            Source::Link(text) => SavedSource::Link(text.clone()),
        };
        let branch = |(id, branch): (BranchId, &cluster::Branch<judge::Judge>)| {
            let skip = run.scripted_actions(id);
            SavedBranch {
                name: branch.name().to_owned(),
                parent: if run.is_scripted(id) {
                    None
                } else {
                    branch.parent().map(|at| (at.branch.0, at.event))
                },
                actions: branch.actions()[skip..].to_vec(),
            }
        };
        let answers = run.progress.answers().iter().map(|(key, answer)| {
            let answer = match answer {
                Answer::Chosen(option) => u8::try_from(*option).ok(),
                Answer::Skipped => None,
            };
            (key.clone(), answer)
        });
        Self {
            source,
            branches: run.story.timeline.branches().map(branch).collect(),
            at: (run.at.branch.0, run.at.event),
            answers: answers.collect(),
        }
    }

    /// The session as text.
    #[must_use]
    pub fn write(&self) -> String {
        let bytes = postcard::to_allocvec(self).unwrap_or_default();
        [HEADER, "\n", &base64::encode(&bytes), "\n"].concat()
    }

    /// Whether a text claims to be a session.
    #[must_use]
    pub fn is_session(text: &str) -> bool {
        text.starts_with("raftboard-session ")
    }

    /// The lesson that it belongs to, or [`OWN`]; `None` if there is nothing in it that cannot be had
    /// again.
    pub(super) fn keeps_for(self) -> Option<String> {
        match self.source {
            SavedSource::Scenario(slug, _) => {
                let own = |branch: &SavedBranch| branch.parent.is_some() || !branch.actions.is_empty();
                self.branches.iter().any(own).then_some(slug)
            }
            SavedSource::Script(_) | SavedSource::Link(_) => Some(OWN.to_owned()),
        }
    }

    /// Reads such a text.
    ///
    /// # Errors
    /// Why it is no session.
    pub fn read(text: &str) -> Result<Self, SavedError> {
        let body = text.strip_prefix(HEADER).ok_or(SavedError::NotASession)?;
        let bytes = base64::decode(body.trim()).map_err(|_| SavedError::Damaged)?;
        let saved: Self = postcard::from_bytes(&bytes).map_err(|_| SavedError::Damaged)?;
        if saved.branches.len() > MAX_BRANCHES { Err(SavedError::Damaged) } else { Ok(saved) }
    }

    /// Plays it all again.
    ///
    /// # Errors
    /// Why that cannot be done.
    pub fn into_run(self) -> Result<Run, SavedError> {
        let mut run = match self.source {
            SavedSource::Scenario(slug, version) => {
                let scenario = script::scenario(&slug).filter(|scenario| scenario.version == version);
                scenario
                    .and_then(|scenario| Run::of_scenario(scenario.slug))
                    .ok_or(SavedError::OtherVersion)?
            }
            SavedSource::Script(text) => Run::of_script(&text).map_err(|_| SavedError::Damaged)?,
            SavedSource::Link(text) => Run::of_linked(&text).map_err(|_| SavedError::Damaged)?.0,
        };
        for (place, branch) in (0..).zip(self.branches) {
            restore(&mut run, place, branch)?;
        }
        for (key, answer) in self.answers {
            run.progress
                .give(&key, answer.map_or(Answer::Skipped, |option| Answer::Chosen(usize::from(option))));
        }
        let at = Moment { branch: BranchId(self.at.0), event: self.at.1 };
        if run.has_branch(at.branch) {
            run.look(at);
        }
        Ok(run)
    }
}

/// Plays one branch again, event by event.
fn restore(run: &mut Run, place: u32, branch: SavedBranch) -> Result<(), SavedError> {
    let id = match branch.parent {
        None if run.has_branch(BranchId(place)) => BranchId(place),
        None => return Err(SavedError::Damaged),
        Some((parent, event)) => {
            let at = Moment { branch: BranchId(parent), event };
            let known = run.has_branch(at.branch) && event <= run.story.timeline.branch(at.branch).end();
            if !known {
                return Err(SavedError::Damaged);
            }
            run.story.timeline.fork(at, &branch.name)
        }
    };
    for action in branch.actions {
        run.story.timeline.append(id, action).map_err(|_| SavedError::Damaged)?;
    }
    Ok(())
}
