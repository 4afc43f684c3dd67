//! Changes of the membership as Figure 11 draws them (§6): when each configuration was created, when it was
//! committed, and in which spans `C_old` alone, both together, and `C_new` alone can decide.

use crate::Judge;
use crate::logs::LogId;
use raft_core::{Configuration, ServerSet};

/// A change from `C_old` to `C_new`.
///
/// "There is no point in time at which C_old and C_new can both make decisions independently": with all rules
/// on, `old_until` is not after `new_from`, and between them the two decide only together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The servers of `C_old`.
    pub old: ServerSet,
    /// The servers of `C_new`.
    pub new: ServerSet,
    /// The event in which the one before it let `C_old` alone decide; 0: it did so from the start.
    pub since: u32,
    /// The entry `C_old,new`. There is none where a leader goes to `C_new` at once (`joint-consensus` off).
    pub joint: Option<Milestones>,
    /// The entry `C_new`.
    pub next: Option<Milestones>,
    /// The event with which `C_old` alone can decide no more: what comes after it is committed, and no server
    /// that uses `C_old` could be elected or commit by it.
    pub old_until: Option<u32>,
}

/// What became of a configuration, in the numbers of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Milestones {
    /// A leader appended it.
    pub created: u32,
    /// A leader committed it.
    pub committed: Option<u32>,
    /// It is in no log any more.
    pub gone: Option<u32>,
}

/// What became of a log that ends with a configuration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stored {
    created: u32,
    gone: Option<u32>,
}

impl Transition {
    /// The event from which `C_new` alone can decide: it is in the log of a leader.
    #[must_use]
    pub fn new_from(&self) -> Option<u32> {
        self.next.map(|next| next.created)
    }

    /// Whether `C_old` alone and `C_new` alone could both decide for a while.
    #[must_use]
    pub fn overlaps(&self) -> bool {
        self.new_from().is_some_and(|from| self.old_until.is_none_or(|until| from < until))
    }
}

impl Milestones {
    /// The same configuration was appended again.
    fn again(&mut self, other: Self) {
        self.committed = self.committed.into_iter().chain(other.committed).min();
        self.gone = self.gone.and(other.gone);
    }
}

impl Judge {
    /// Which configurations are in logs now.
    pub(crate) fn judge_stored(&mut self, event: u32) {
        while self.stored.len() < self.logs.configured().len() {
            self.stored.push(Stored { created: event, gone: None });
        }
        for (place, log) in self.logs.configured().iter().enumerate() {
            let index = self.logs.last_index(*log);
            let holds = |id| self.logs.cut(self.seen[id].log, index) == Some(*log);
            let gone = &mut self.stored[place].gone;
            *gone = if self.known.iter().any(holds) { None } else { gone.or(Some(event)) };
        }
    }

    /// Every change that was begun; the one that somebody went on with last is the last.
    #[must_use]
    pub fn transitions(&self) -> Vec<Transition> {
        let mut all: Vec<Transition> = Vec::new();
        for (log, stored) in self.logs.configured().iter().zip(&self.stored) {
            let configuration = self.configuration(*log);
            let before = self.configuration(self.logs.parent(*log));
            let (old, new) = match (configuration.next, before.next) {
                (Some(new), _) => (configuration.voters, new),
                (None, Some(_) | None) => (before.voters, configuration.voters),
            };
            let milestones = self.milestones(*log, *stored);
            // A leader may go on with a change after another was begun and given up: then it is the newest.
            let goes_on = |known: &Transition| {
                (known.old, known.new) == (old, new) && known.next.is_none_or(|next| next.committed.is_none())
            };
            let mut transition = match all.iter().rposition(goes_on) {
                Some(place) => all.remove(place),
                None => {
                    let since = all.iter().rfind(|known| known.new == old).and_then(Transition::new_from);
                    let since = since.unwrap_or(0);
                    Transition { old, new, since, joint: None, next: None, old_until: None }
                }
            };
            transition.put(configuration, milestones);
            all.push(transition);
        }
        for transition in &mut all {
            transition.old_until = self.old_until(transition);
        }
        all
    }

    fn milestones(&self, log: LogId, stored: Stored) -> Milestones {
        let index = self.logs.last_index(log);
        let entry = self.logs.entry(log, index);
        let commit = self.commits(index).find(|commit| Some(commit.entry) == entry);
        let Stored { created, gone } = stored;
        Milestones { created, committed: commit.map(|commit| commit.event), gone }
    }

    fn old_until(&self, transition: &Transition) -> Option<u32> {
        let Transition { old, joint, next, .. } = *transition;
        let after = joint.or(next)?.committed?;
        match self.alone.iter().rfind(|alone| alone.of == old && alone.from <= after) {
            Some(alone) => Some(alone.until?.max(after)),
            None => Some(after),
        }
    }
}

impl Transition {
    fn put(&mut self, configuration: Configuration, milestones: Milestones) {
        let place = if configuration.next.is_some() { &mut self.joint } else { &mut self.next };
        match place {
            Some(known) => known.again(milestones),
            None => *place = Some(milestones),
        }
    }
}
