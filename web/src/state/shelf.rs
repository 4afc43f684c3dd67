//! Runs that were left for another, as text: what somebody did in one lesson is there again when
//! it is opened the next time, also after a reload.

use crate::state::run::{Run, Source};
use crate::state::saved::Saved;

/// The first line of a shelf as text. The number is raised when the format changes.
const HEADER: &str = "raftboard-shelf 1";
/// How long all runs on it may be together, in bytes. Browsers store some five million characters,
/// and the run that is looked at needs room too.
const MAX_BYTES: usize = 1_500_000;
/// The name of a run that is no lesson's.
pub const OWN: &str = "-";

/// Runs that were left, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf(Vec<Shelved>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Shelved {
    /// The lesson's scenario, or [`OWN`].
    slug: String,
    /// The session, in one line.
    session: String,
}

impl Shelf {
    /// Keeps a run, if it has anything in it that cannot be had again.
    pub fn put(&mut self, run: &Run) {
        if run.has_own_branches() || !matches!(run.source, Source::Scenario(_)) {
            self.push(run.slug().unwrap_or(OWN), &Saved::of(run).write());
        }
    }

    /// Keeps a run that was stored as a session, if it has anything in it that cannot be had again.
    pub fn put_session(&mut self, text: &str) {
        if let Some(slug) = Saved::read(text).ok().and_then(Saved::keeps_for) {
            self.push(&slug, text);
        }
    }

    fn push(&mut self, slug: &str, text: &str) {
        let session = text.trim_end().replace('\n', " ");
        self.0.push(Shelved { slug: slug.to_owned(), session });
        while self.0.iter().map(|kept| kept.session.len()).sum::<usize>() > MAX_BYTES {
            self.0.remove(0);
        }
    }

    /// The run of a lesson as it was left the last time. Those that cannot be played any more are
    /// taken away.
    pub fn take(&mut self, slug: &str) -> Option<Run> {
        while let Some(place) = self.0.iter().rposition(|kept| kept.slug == slug) {
            let kept = self.0.remove(place);
            if let Ok(run) = Saved::read(&kept.session).and_then(Saved::into_run) {
                return Some(run);
            }
        }
        None
    }

    /// Whether there is a run of this name on it.
    #[must_use]
    pub fn has(&self, slug: &str) -> bool {
        self.0.iter().any(|kept| kept.slug == slug)
    }

    /// How many runs are on it.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The shelf as text, without its `skip` oldest runs.
    #[must_use]
    pub fn write(&self, skip: usize) -> String {
        let mut text = HEADER.to_owned();
        for kept in self.0.iter().skip(skip) {
            text.push('\n');
            text.push_str(&kept.slug);
            text.push(' ');
            text.push_str(&kept.session);
        }
        text
    }

    /// Reads such a text; what it does not know it leaves out.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return Self::default();
        }
        let mut shelf = Self::default();
        for (slug, session) in lines.filter_map(|line| line.split_once(' ')) {
            if Saved::is_session(session) {
                shelf.push(slug, session);
            }
        }
        shelf
    }
}
