//! Copies of worlds that a timeline keeps to seek from, within a budget that all branches share.

use super::{Branch, BranchId, Moment, Timeline};
use crate::event::{Event, Observer};
use crate::world::World;

/// Checkpoints may take this many bytes together before every other one is dropped.
const CHECKPOINT_BUDGET: usize = 24 * 1024 * 1024;
/// Events between checkpoints, at first and at most. A seek replays at most twice as many.
pub(super) const FIRST_SPACING: u32 = 64;
const LAST_SPACING: u32 = 4096;

/// The state just after an event.
#[derive(Clone, Debug)]
pub(super) struct Checkpoint<O> {
    pub(super) event: u32,
    pub(super) world: World,
    pub(super) observer: O,
}

impl<O: Observer> Checkpoint<O> {
    pub(super) fn weight(&self) -> usize {
        self.world.weight() + self.observer.weight()
    }
}

impl<O: Observer> Branch<O> {
    /// The event of the last copy at the branch's end or before it.
    fn last_kept(&self) -> u32 {
        self.checkpoints.last().map_or(self.anchor, |checkpoint| checkpoint.event)
    }
}

impl<O: Observer> Timeline<O> {
    /// The latest checkpoint on a moment's path that lies before it; `own`: or at it. There is
    /// always that of the start, which also serves the start itself.
    pub(super) fn nearest(&self, moment: Moment, own: bool) -> &Checkpoint<O> {
        let mut branch = self.branch(moment.branch);
        let mut last = if own { moment.event } else { moment.event.saturating_sub(1) };
        loop {
            let found = branch.checkpoints.iter().rev().find(|checkpoint| checkpoint.event <= last);
            match (found, branch.parent) {
                (Some(found), _) => return found,
                (None, Some(parent)) => {
                    last = last.min(parent.event);
                    branch = self.branch(parent.branch);
                }
                // The root's first checkpoint is of event 0, and is never dropped.
                (None, None) => return &self.branches[0].checkpoints[0],
            }
        }
    }

    /// The world and the observer at a moment, without what has just happened.
    pub(super) fn state(&self, moment: Moment) -> (World, O) {
        let Checkpoint { event: from, mut world, mut observer } = self.nearest(moment, true).clone();
        let mut event = Event::start();
        for (number, action) in self.path_from(moment, from) {
            // Every action was applied before, to an equal world: it cannot fail now.
            let done = world.apply_into::<true>(action, &mut event);
            debug_assert!(done.is_ok(), "a recorded action fails in its replay: {done:?}");
            observer.observe(number, &world, &event);
        }
        (world, observer)
    }

    /// The event of the checkpoint that a seek to this moment starts from.
    pub(super) fn anchor(&self, at: Moment) -> u32 {
        self.nearest(at, true).event
    }

    /// Keeps a copy of the branch's end, which is in memory, if the last one is far away.
    pub(super) fn keep_checkpoint(&mut self, id: BranchId) {
        let (_, world) = &self.head;
        let branch = &mut self.branches[id.0 as usize];
        let event = branch.end();
        if event - branch.last_kept() < self.spacing {
            return;
        }
        let checkpoint = Checkpoint { event, world: world.clone(), observer: branch.observer.clone() };
        self.weight += checkpoint.weight();
        branch.checkpoints.push(checkpoint);
        self.thin_out_if_heavy();
    }

    /// Thins all copies out while they take too much room.
    pub(super) fn thin_out_if_heavy(&mut self) {
        while self.weight > CHECKPOINT_BUDGET && self.spacing < LAST_SPACING {
            self.spacing *= 2;
            self.thin_out();
        }
    }

    /// Drops checkpoints until they are `spacing` apart again on every path. That of the start stays.
    fn thin_out(&mut self) {
        let spacing = self.spacing;
        self.weight = 0;
        for place in 0..self.branches.len() {
            // Parents come before their branches.
            let anchor = self.branches[place].parent.map_or(0, |parent| self.anchor(parent));
            let branch = &mut self.branches[place];
            branch.anchor = anchor;
            let mut kept = anchor;
            branch.checkpoints.retain(|checkpoint| {
                let keep = checkpoint.event == 0 || checkpoint.event - kept >= spacing;
                if keep {
                    kept = checkpoint.event;
                }
                keep
            });
            self.weight += branch.checkpoints.iter().map(Checkpoint::weight).sum::<usize>();
        }
    }
}
