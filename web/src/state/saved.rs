//! A session as text: where the run came from, what was done in it, what was answered, and the script
//! that was being written. It is what this browser stores, and what the crash screen offers as a file.

use crate::state::progress::Answer;
use crate::state::replaying::{Failure, Replaying, Then};
use crate::state::run::{Run, Source};
use cluster::{Action, BranchId, Moment, fnv1a};
use script::link::base64;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// How the first line begins, before the number of the format.
const HEADER: &str = "raftboard-session ";
/// The number is raised when the format changes.
const FORMAT: u32 = 2;
/// The first format, which has all but the draft.
const WITHOUT_DRAFT: u32 = 1;

/// A session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    source: SavedSource,
    /// The branches that somebody made, and, first, what a running clock added to the script's.
    branches: Vec<SavedBranch>,
    at: (u32, u32),
    answers: Vec<(String, Option<u8>)>,
    /// The script that was being written.
    draft: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum SavedSource {
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
    /// It is of a scenario that has changed or is gone, or of another format.
    OtherVersion,
}

impl Saved {
    /// The session of a run, and of the script that is being written beside it.
    #[must_use]
    pub fn of(run: &Run, draft: Option<&str>) -> Self {
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
            draft: draft.map(str::to_owned),
        }
    }

    /// The session as text.
    #[must_use]
    pub fn write(&self) -> String {
        let bytes = postcard::to_allocvec(self).unwrap_or_default();
        format!("{HEADER}{FORMAT}\n{}\n", base64::encode(&bytes))
    }

    /// A digest of all that would be lost with it: not of the moment that is looked at, nor of answers.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let bytes = postcard::to_allocvec(&(&self.source, &self.branches, &self.draft)).unwrap_or_default();
        fnv1a(&bytes)
    }

    /// Whether a text claims to be a session.
    #[must_use]
    pub fn is_session(text: &str) -> bool {
        text.starts_with(HEADER)
    }

    /// The script that was being written.
    #[must_use]
    pub fn draft(&self) -> Option<&str> {
        self.draft.as_deref()
    }

    /// The scenario it came from.
    #[must_use]
    pub fn slug(&self) -> Option<&str> {
        match &self.source {
            SavedSource::Scenario(slug, _) => Some(slug),
            SavedSource::Script(_) | SavedSource::Link(_) => None,
        }
    }

    /// Whether there is more in it than the place in a lesson.
    #[must_use]
    pub fn has_own_branches(&self) -> bool {
        let own = |branch: &SavedBranch| branch.parent.is_some() || !branch.actions.is_empty();
        self.slug().is_none() || self.branches.iter().any(own)
    }

    /// Reads such a text.
    ///
    /// # Errors
    /// Why it is no session.
    pub fn read(text: &str) -> Result<Self, SavedError> {
        let body = text.strip_prefix(HEADER).ok_or(SavedError::NotASession)?;
        let (format, body) = body.split_once(['\n', ' ']).ok_or(SavedError::Damaged)?;
        let format: u32 = format.trim().parse().map_err(|_| SavedError::Damaged)?;
        let mut bytes = base64::decode(body.trim()).map_err(|_| SavedError::Damaged)?;
        match format {
            FORMAT => {}
            WITHOUT_DRAFT => bytes.push(0),
            _ => return Err(SavedError::OtherVersion),
        }
        postcard::from_bytes(&bytes).map_err(|_| SavedError::Damaged)
    }

    /// Plays it all again, at once.
    ///
    /// # Errors
    /// Why that cannot be done.
    pub fn into_run(self) -> Result<Run, Failure> {
        let mut replaying = Replaying::of_session(self, Then::default())?;
        while !replaying.advance(u32::MAX) {}
        replaying.finish().0
    }

    /// Where its run came from.
    pub(super) fn source(&self) -> &SavedSource {
        &self.source
    }

    /// Gets ready to play what was done in it.
    pub(super) fn restore(self, run: Run) -> Restoring {
        let events = self.branches.iter().map(|branch| branch.actions.len()).sum();
        Restoring {
            run,
            branches: (0..).zip(self.branches).collect(),
            branch: None,
            at: Moment { branch: BranchId(self.at.0), event: self.at.1 },
            answers: self.answers,
            events,
        }
    }
}

/// What somebody did in a run, while it is played again.
pub(super) struct Restoring {
    run: Run,
    /// The branches that are still to come, with their places.
    branches: VecDeque<(u32, SavedBranch)>,
    /// The branch that is being played, and what is still to come on it.
    branch: Option<(BranchId, VecDeque<Action>)>,
    at: Moment,
    answers: Vec<(String, Option<u8>)>,
    /// How many events are still to come.
    events: usize,
}

/// What a new branch costs, in events: two copies of a world and its judge.
const BRANCH: u32 = 20;

impl Restoring {
    /// How many events are still to come.
    pub(super) fn left(&self) -> usize {
        self.events
    }

    /// Plays about so many events. Returns whether all is played.
    ///
    /// # Errors
    /// Why it cannot go on.
    pub(super) fn advance(&mut self, events: u32) -> Result<bool, SavedError> {
        let mut room = events;
        while room > 0 {
            let Some((id, actions)) = &mut self.branch else {
                let Some((place, branch)) = self.branches.pop_front() else { return Ok(true) };
                self.branch = Some(begin(&mut self.run, place, branch)?);
                room = room.saturating_sub(BRANCH);
                continue;
            };
            let Some(action) = actions.pop_front() else {
                self.branch = None;
                continue;
            };
            self.run.story.timeline.append(*id, action).map_err(|_| SavedError::Damaged)?;
            self.events -= 1;
            room -= 1;
        }
        Ok(false)
    }

    /// The run as far as it was played, at the moment that was looked at.
    pub(super) fn finish(self) -> Run {
        let mut run = self.run;
        for (key, answer) in self.answers {
            let answer = answer.map_or(Answer::Skipped, |option| Answer::Chosen(usize::from(option)));
            run.progress.give(&key, answer);
        }
        if run.has_branch(self.at.branch) {
            run.look(self.at);
        }
        run
    }
}

/// Begins one branch.
fn begin(run: &mut Run, place: u32, branch: SavedBranch) -> Result<(BranchId, VecDeque<Action>), SavedError> {
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
    Ok((id, branch.actions.into()))
}
