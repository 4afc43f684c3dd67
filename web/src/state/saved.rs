//! A session as text: where the run came from, what was done in it, what was answered, and the script
//! that was being written. It is what this browser stores, and what the crash screen offers as a file.

use crate::state::progress::Answer;
use crate::state::replaying::{Failure, Replaying, Then};
use crate::state::run::{Run, Source};
use cluster::{Action, BranchId, Moment};
use script::session::{Branch, Session};
use std::collections::VecDeque;

pub use script::session::SessionError as SavedError;
pub(super) use script::session::Source as SavedSource;

/// A session.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved(Session);

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
            Branch {
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
        let attempt = |(key, option): &(String, usize)| Some((key.clone(), u8::try_from(*option).ok()?));
        Self(Session {
            source,
            branches: run.story.timeline.branches().map(branch).collect(),
            at: (run.at.branch.0, run.at.event),
            answers: answers.collect(),
            draft: draft.map(str::to_owned),
            attempts: run.progress.all_attempts().iter().filter_map(attempt).collect(),
        })
    }

    /// The session as text.
    #[must_use]
    pub fn write(&self) -> String {
        self.0.write()
    }

    /// See [`Session::digest`].
    #[must_use]
    pub fn digest(&self) -> u64 {
        self.0.digest()
    }

    /// Whether a text claims to be a session.
    #[must_use]
    pub fn is_session(text: &str) -> bool {
        Session::is_session(text)
    }

    /// The script that was being written.
    #[must_use]
    pub fn draft(&self) -> Option<&str> {
        self.0.draft.as_deref()
    }

    /// The scenario it came from.
    #[must_use]
    pub fn slug(&self) -> Option<&str> {
        match &self.0.source {
            SavedSource::Scenario(slug, _) => Some(slug),
            SavedSource::Script(_) | SavedSource::Link(_) => None,
        }
    }

    /// Whether there is more in it than the place in a lesson.
    #[must_use]
    pub fn has_own_branches(&self) -> bool {
        let own = |branch: &Branch| branch.parent.is_some() || !branch.actions.is_empty();
        self.slug().is_none() || self.0.branches.iter().any(own)
    }

    /// Reads such a text.
    ///
    /// # Errors
    /// Why it is no session.
    pub fn read(text: &str) -> Result<Self, SavedError> {
        Session::read(text).map(Self)
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
        &self.0.source
    }

    /// Gets ready to play what was done in it.
    pub(super) fn restore(self, run: Run) -> Restoring {
        let events = self.0.branches.iter().map(|branch| branch.actions.len()).sum();
        Restoring {
            run,
            branches: (0..).zip(self.0.branches).collect(),
            branch: None,
            at: Moment { branch: BranchId(self.0.at.0), event: self.0.at.1 },
            answers: self.0.answers,
            attempts: self.0.attempts,
            events,
        }
    }
}

/// What somebody did in a run, while it is played again.
pub(super) struct Restoring {
    run: Run,
    /// The branches that are still to come, with their places.
    branches: VecDeque<(u32, Branch)>,
    /// The branch that is being played, and what is still to come on it.
    branch: Option<(BranchId, VecDeque<Action>)>,
    at: Moment,
    answers: Vec<(String, Option<u8>)>,
    attempts: Vec<(String, u8)>,
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
                let id = branch.begin(&mut self.run.story.timeline, place)?;
                self.branch = Some((id, branch.actions.into()));
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
        for (key, option) in self.attempts {
            run.progress.attempt(&key, usize::from(option));
        }
        if run.has_branch(self.at.branch) {
            run.look(self.at);
        }
        run
    }
}
