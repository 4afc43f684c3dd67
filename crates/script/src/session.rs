//! A session as text: where a run came from, what somebody did in it and answered, and the script that was
//! being written. It is what a browser stores of a run, and what somebody hands in.

use crate::link::base64;
use crate::link::{LinkError, Run};
use crate::story::Story;
use cluster::{Action, BranchId, Moment, Timeline, fnv1a};
use judge::Judge;
use serde::{Deserialize, Serialize};

/// How the first line begins, before the number of the format.
const HEADER: &str = "raftboard-session ";
/// The number is raised when the format changes. What later formats have is at the end, and its absence
/// is a zero: the first had no draft, the second no attempts.
const FORMAT: u8 = 3;

/// A session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Where the run came from.
    pub source: Source,
    /// The branches that somebody made, and, first, what a running clock added to the script's.
    pub branches: Vec<Branch>,
    /// The moment that was looked at: a branch and an event.
    pub at: (u32, u32),
    /// What became of each question, by its key: the first answer, from 1; `None`: it was passed over.
    pub answers: Vec<(String, Option<u8>)>,
    /// The script that was being written.
    pub draft: Option<String>,
    /// Every option that was tried after the first answer, in this order.
    pub attempts: Vec<(String, u8)>,
}

/// Where a run came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A scenario's name and version.
    Scenario(String, u32),
    /// A script.
    Script(String),
    /// The run of a link, as its text.
    Link(String),
}

/// What was done on a branch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Branch {
    /// Its name.
    pub name: String,
    /// Where it leaves its parent; `None`: it goes on with the branch of this place in the list.
    pub parent: Option<(u32, u32)>,
    /// What was done.
    pub actions: Vec<Action>,
}

/// Why a text is no session, or one that cannot be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionError {
    /// It is not one of ours.
    NotASession,
    /// It is damaged.
    Damaged,
    /// It is of a scenario that has changed or is gone, or of another format.
    OtherVersion,
}

impl Session {
    /// The session as text.
    #[must_use]
    pub fn write(&self) -> String {
        let bytes = postcard::to_allocvec(self).unwrap_or_default();
        format!("{HEADER}{FORMAT}\n{}\n", base64::encode(&bytes))
    }

    /// Whether a text claims to be a session.
    #[must_use]
    pub fn is_session(text: &str) -> bool {
        text.starts_with(HEADER)
    }

    /// Reads such a text.
    ///
    /// # Errors
    /// Why it is no session.
    pub fn read(text: &str) -> Result<Self, SessionError> {
        let body = text.strip_prefix(HEADER).ok_or(SessionError::NotASession)?;
        let (format, body) = body.split_once(['\n', ' ']).ok_or(SessionError::Damaged)?;
        let format: u8 = format.trim().parse().map_err(|_| SessionError::Damaged)?;
        let mut bytes = base64::decode(body.trim()).map_err(|_| SessionError::Damaged)?;
        if !(1..=FORMAT).contains(&format) {
            return Err(SessionError::OtherVersion);
        }
        bytes.extend((format..FORMAT).map(|_| 0));
        postcard::from_bytes(&bytes).map_err(|_| SessionError::Damaged)
    }

    /// A digest of all that would be lost with it: not of the moment that is looked at, nor of answers.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let bytes = postcard::to_allocvec(&(&self.source, &self.branches, &self.draft)).unwrap_or_default();
        fnv1a(&bytes)
    }

    /// The story that it began from, and what was done in it, played at once.
    ///
    /// # Errors
    /// Why it cannot be played.
    pub fn play(&self) -> Result<Story, SessionError> {
        let damaged = |_| SessionError::Damaged;
        let mut story = match &self.source {
            Source::Scenario(slug, version) => {
                let scenario = crate::scenario(slug).filter(|scenario| scenario.version == *version);
                let scenario = scenario.ok_or(SessionError::OtherVersion)?;
                crate::play(crate::parse(scenario.text).map_err(|_| SessionError::OtherVersion)?)
            }
            Source::Script(text) => crate::play(crate::parse(text).map_err(|_| SessionError::Damaged)?),
            Source::Link(text) => {
                let replay = Run::decode(text).map_err(|_: LinkError| SessionError::Damaged)?.replay();
                replay.finish().0
            }
        };
        for (place, branch) in (0..).zip(&self.branches) {
            let id = branch.begin(&mut story.timeline, place)?;
            for action in &branch.actions {
                story.timeline.append(id, action.clone()).map_err(damaged)?;
            }
        }
        Ok(story)
    }
}

impl Branch {
    /// Begins the branch, which is the one of this place in its session. Returns the branch that its
    /// actions go to.
    ///
    /// # Errors
    /// There is no such place in the run.
    pub fn begin(&self, timeline: &mut Timeline<Judge>, place: u32) -> Result<BranchId, SessionError> {
        let is_known = |branch: u32| (branch as usize) < timeline.branches().count();
        match self.parent {
            None if is_known(place) => Ok(BranchId(place)),
            Some((parent, event)) if is_known(parent) && event <= timeline.branch(BranchId(parent)).end() => {
                Ok(timeline.fork(Moment { branch: BranchId(parent), event }, &self.name))
            }
            None | Some(_) => Err(SessionError::Damaged),
        }
    }
}
