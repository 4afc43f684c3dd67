//! One random run, judged after every event.

use crate::chaos::Chaos;
use crate::coverage::Coverage;
use cluster::{Act, Action, Event, Observer, Setup, World};
use judge::{Judge, Property, Violation};
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
    /// Makes the run. Decisions are explained, and counted, if `EXPLAIN`.
    pub fn make<const EXPLAIN: bool>(self, coverage: &mut Coverage) -> Outcome {
        let mut chaos = Chaos::new(self.seed, self.servers, self.without);
        let mut world = World::new(chaos.setup());
        let mut judge = Judge::new(&world);
        let mut event = Event::start();
        let mut actions = Vec::with_capacity(self.events as usize);
        for number in 1..=self.events {
            loop {
                let action = Action::from(chaos.next_act(&world));
                if world.apply_into::<EXPLAIN>(&action, &mut event).is_ok() {
                    actions.push(action);
                    break;
                }
            }
            judge.observe(number, &world, &event);
            coverage.count(&event);
        }
        Outcome { setup: chaos.setup(), actions, violations: judge.violations().to_vec() }
    }
}

/// Replays actions, leaving out those that are not possible, until the property breaks. Returns
/// the actions up to that event; `None` if it holds.
pub(crate) fn breaks(setup: Setup, actions: &[Action], property: Property) -> Option<Vec<Action>> {
    let mut world = World::new(setup);
    let mut judge = Judge::new(&world);
    let mut event = Event::start();
    let mut done = Vec::new();
    for action in actions {
        if world.apply_into::<false>(action, &mut event).is_err() {
            continue;
        }
        done.push(action.clone());
        let number = u32::try_from(done.len()).unwrap_or(u32::MAX);
        judge.observe(number, &world, &event);
        if judge.violation(property).is_some() {
            return Some(done);
        }
    }
    None
}

/// Whether nothing happens without this action: it makes the run what it is.
pub(crate) fn is_fixed(action: &Action) -> bool {
    matches!(action.act, Act::Switch { .. })
}
