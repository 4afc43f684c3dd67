//! One random run, judged after every event.

use crate::chaos::Chaos;
use crate::coverage::Coverage;
use cluster::{Action, Event, Observer, Setup, World};
use judge::{Judge, Violation};
use raft_core::Rule;

/// Which run to make.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// Decides everything that happens.
    pub seed: u64,
    /// How many events it has.
    pub events: u32,
    /// How many servers; `None`: five or three.
    pub servers: Option<usize>,
    /// Rules that are off from the start.
    pub without: &'a [Rule],
    /// Whether the membership changes; `None`: in some runs.
    pub changes: Option<bool>,
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What it started from.
    pub setup: Setup,
    /// Everything that happened.
    pub actions: Vec<Action>,
    /// Properties that broke.
    pub violations: Vec<Violation>,
}

impl Run<'_> {
    /// What the run starts from.
    #[must_use]
    pub fn setup(self) -> Setup {
        Chaos::new(self.seed, self.servers, self.without, self.changes).setup()
    }

    /// Makes the run. Decisions are explained, and counted, if `EXPLAIN`.
    pub fn make<const EXPLAIN: bool>(self, coverage: &mut Coverage) -> Outcome {
        let mut chaos = Chaos::new(self.seed, self.servers, self.without, self.changes);
        let mut world = World::new(chaos.setup());
        let mut judge = Judge::new(&world);
        let mut event = Event::start();
        let mut actions = Vec::with_capacity(self.events as usize);
        for number in 1..=self.events {
            let action = loop {
                let action = Action::from(chaos.next_act(&world));
                if world.apply_into::<EXPLAIN>(&action, &mut event).is_ok() {
                    break action;
                }
            };
            judge.observe(number, &world, &event);
            coverage.count(&action.act, &event);
            actions.push(action);
        }
        Outcome { setup: chaos.setup(), actions, violations: judge.violations().to_vec() }
    }
}
