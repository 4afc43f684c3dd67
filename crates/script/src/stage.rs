//! Where a line is played: at the end of a branch, or on a copy that is thrown away.

use crate::error::ErrorKind;
use crate::facts::{Decided, Sight};
use crate::syntax::{Fact, MAX_EVENTS};
use cluster::{Act, Action, BranchId, Event, Micros, Mode, Observer, Timeline, World};
use judge::Judge;

/// Where a line is played, and what came of it.
pub(crate) struct Stage<'a> {
    ground: Ground<'a>,
    /// What was decided in this line.
    decided: Decided,
    /// What time it is for the script. `run` takes it on where nothing happens.
    clock: Micros,
    /// How many more events there may be.
    room: u32,
}

enum Ground<'a> {
    Branch(&'a mut Timeline<Judge>, BranchId),
    Copy(Box<(World, Judge)>, u32),
}

impl<'a> Stage<'a> {
    /// The end of a branch. `made`: how many events the script has made already.
    pub(crate) fn branch(
        timeline: &'a mut Timeline<Judge>,
        branch: BranchId,
        clock: Micros,
        made: u32,
    ) -> Self {
        timeline.go_to(branch);
        let room = MAX_EVENTS.saturating_sub(made);
        Self { ground: Ground::Branch(timeline, branch), decided: Decided::default(), clock, room }
    }

    /// A copy of the end of a branch. What is tried on copies counts as made.
    pub(crate) fn copy(timeline: &Timeline<Judge>, branch: BranchId, clock: Micros, made: u32) -> Self {
        let (world, judge) = timeline.at_tip(branch);
        let copy = Box::new((world.into_owned(), judge.clone()));
        let ground = Ground::Copy(copy, timeline.tip(branch).event);
        Self { ground, decided: Decided::default(), clock, room: MAX_EVENTS.saturating_sub(made) }
    }

    /// How many more events there may be.
    pub(crate) fn room(&self) -> u32 {
        self.room
    }

    pub(crate) fn world(&self) -> &World {
        self.state().0
    }

    /// The world, and what the judge knows. A branch was gone to when the stage was made.
    fn state(&self) -> (&World, &Judge) {
        match &self.ground {
            Ground::Branch(timeline, _) => {
                let (_, world, judge) = timeline.head();
                (world, judge)
            }
            Ground::Copy(copy, _) => (&copy.0, &copy.1),
        }
    }

    pub(crate) fn holds(&self, fact: &Fact) -> bool {
        self.sight().holds(fact)
    }

    pub(crate) fn sight(&self) -> Sight<'_> {
        let (world, judge) = self.state();
        Sight { world, judge, now: self.clock(), decided: &self.decided }
    }

    /// What was decided, and what time it is.
    pub(crate) fn finish(self) -> (Decided, Micros) {
        let clock = self.clock.max(self.world().now());
        (self.decided, clock)
    }

    /// One act, now. While the clock runs, that is the script's time.
    pub(crate) fn act(&mut self, act: Act) -> Result<Event, ErrorKind> {
        let world = self.world();
        let later = world.mode() == Mode::Clocked && self.clock > world.now();
        let at = later.then_some(self.clock);
        self.apply(Action { at, act })
    }

    /// One act at a time; first everything that is scheduled up to then.
    pub(crate) fn act_at(&mut self, at: Micros, act: Act) -> Result<Event, ErrorKind> {
        self.run_to(at)?;
        self.clock = at;
        self.apply(Action { at: Some(at), act })
    }

    /// Everything that is scheduled up to then.
    pub(crate) fn run_to(&mut self, end: Micros) -> Result<(), ErrorKind> {
        while self.step_before(end)? {}
        self.clock = self.clock.max(end);
        Ok(())
    }

    /// The next scheduled event, if it happens by then.
    pub(crate) fn step_before(&mut self, end: Micros) -> Result<bool, ErrorKind> {
        let due = self.world().next_due().is_some_and(|due| due <= end);
        if due {
            self.apply(Act::Step.into())?;
        }
        Ok(due)
    }

    /// The next scheduled event, whenever it is.
    pub(crate) fn act_scheduled(&mut self) -> Result<Event, ErrorKind> {
        self.apply(Act::Step.into())
    }

    /// What time it is for the script.
    pub(crate) fn clock(&self) -> Micros {
        self.clock.max(self.world().now())
    }

    fn apply(&mut self, action: Action) -> Result<Event, ErrorKind> {
        self.room = self.room.checked_sub(1).ok_or(ErrorKind::TooManyEvents)?;
        let event = match &mut self.ground {
            Ground::Branch(timeline, branch) => timeline.append(*branch, action),
            Ground::Copy(copy, number) => {
                let (world, judge) = &mut **copy;
                *number += 1;
                world.apply(&action).inspect(|event| judge.observe(*number, world, event))
            }
        };
        let event = event.map_err(ErrorKind::Action)?;
        self.decided.note(&event);
        Ok(event)
    }
}
