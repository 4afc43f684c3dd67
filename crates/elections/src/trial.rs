//! One election after another.

use crate::experiment::{Begins, Ends, Experiment};
use crate::prepare::{LEADER, Prepared};
use cluster::{Act, Action, Cause, Event, Micros, Purpose, Setup, Span, World, draw, within};
use raft_core::{Message, ServerId, ServerSet, Term};
use std::collections::BTreeSet;

/// After so much time of the cluster a trial is given up: some settings elect nobody.
pub const LONGEST: Micros = Micros(120 * 1_000_000);

/// What one election came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// How long it took; `None` if there was none within [`LONGEST`].
    pub took: Option<Micros>,
    /// Terms in which somebody was a candidate: one, or more after split votes and candidates that
    /// could not win.
    pub terms: u32,
}

/// A world that is ready, to be run again and again.
pub struct Bench {
    experiment: Experiment,
    prepared: Prepared,
}

impl Bench {
    /// Prepares an experiment that has been [checked](Experiment::check).
    #[must_use]
    pub fn new(experiment: &Experiment) -> Self {
        Self { experiment: *experiment, prepared: Prepared::of(experiment) }
    }

    /// What was prepared.
    #[must_use]
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// Runs the trial of this number.
    #[must_use]
    pub fn run(&self, number: u32) -> Trial {
        let mut run = Run::new(self.prepared.world.clone(), None);
        run.play(&self.experiment, number)
    }
}

impl Experiment {
    /// The trial of this number as a run that the board can show: what it starts from, what happens
    /// up to its end, and how many of these actions happen before the watch starts.
    #[must_use]
    pub fn actions(&self, number: u32) -> (Setup, Vec<Action>, usize) {
        let prepared = Prepared::of(self);
        let mut run = Run::new(prepared.world, Some(prepared.actions));
        run.play(self, number);
        (Prepared::setup(self), run.actions.unwrap_or_default(), run.began)
    }

    /// The seed of one trial.
    fn seed_of(&self, number: u32) -> u64 {
        draw(self.seed, Purpose::Timeout, 0, u64::from(number))
    }

    /// How long after its heartbeats the leader crashes.
    fn crash_after(&self, number: u32) -> Micros {
        let random = draw(self.seed, Purpose::Failure, 0, u64::from(number));
        within(random, Span { min: Micros::ZERO, max: self.heartbeat })
    }
}

/// A trial in progress.
struct Run {
    world: World,
    event: Event,
    /// Everything done, where somebody wants to know.
    actions: Option<Vec<Action>>,
    /// How many actions there were when the watch started.
    began: usize,
}

impl Run {
    fn new(world: World, actions: Option<Vec<Action>>) -> Self {
        Self { world, event: Event::start(), actions, began: 0 }
    }

    fn act(&mut self, action: Action) -> bool {
        let done = self.world.apply_into::<false>(&action, &mut self.event).is_ok();
        if done && let Some(actions) = &mut self.actions {
            actions.push(action);
        }
        done
    }

    fn play(&mut self, experiment: &Experiment, number: u32) -> Trial {
        self.act(Act::Clocked { seed: experiment.seed_of(number) }.into());
        if experiment.begins == Begins::Crash {
            self.last_heartbeat(experiment, experiment.crash_after(number));
        }
        self.began = self.actions.as_ref().map_or(0, Vec::len);
        self.watch(experiment)
    }

    /// The old leader sends its heartbeats, and crashes.
    fn last_heartbeat(&mut self, experiment: &Experiment, after: Micros) {
        for to in experiment.all().iter().filter(|to| *to != LEADER) {
            self.act(Act::SendEmpty { from: LEADER, to }.into());
        }
        let at = self.world.now().plus(after);
        while self.world.next_due().is_some_and(|due| due <= at) {
            self.act(Act::Step.into());
        }
        self.act(Action { at: Some(at), act: Act::Crash(LEADER) });
    }

    /// Until the election is over.
    fn watch(&mut self, experiment: &Experiment) -> Trial {
        let start = self.world.now();
        let mut watch =
            Watch { candidacies: BTreeSet::new(), term: Term::ZERO, leader: None, heard: ServerSet::EMPTY };
        loop {
            if !self.act(Act::Step.into()) || self.world.now().since(start) > LONGEST {
                return watch.outcome(None);
            }
            watch.see(&self.event, &self.world);
            if watch.is_over(experiment, &self.world) {
                return watch.outcome(Some(self.world.now().since(start)));
            }
        }
    }
}

/// Who leads, and who has heard of it.
struct Watch {
    /// The terms in which somebody was a candidate.
    candidacies: BTreeSet<Term>,
    /// The newest leader's.
    term: Term,
    leader: Option<ServerId>,
    heard: ServerSet,
}

impl Watch {
    /// One event.
    fn see(&mut self, event: &Event, world: &World) {
        let Some(server) = event.server().and_then(|id| world.server(id)) else { return };
        if server.is_leader() && server.current_term() > self.term {
            self.term = server.current_term();
            self.leader = Some(server.id());
            self.heard = ServerSet::only(server.id());
        }
        if matches!(event.cause, Cause::Timeout(_)) {
            self.candidacies.insert(server.current_term());
        }
        if let Cause::Delivered { envelope, .. } = &event.cause
            && let Message::AppendEntries(request) = &envelope.message
            && request.term == self.term
        {
            self.heard.insert(envelope.id.to);
        }
    }

    fn outcome(&self, took: Option<Micros>) -> Trial {
        Trial { took, terms: u32::try_from(self.candidacies.len()).unwrap_or(u32::MAX) }
    }

    fn is_over(&self, experiment: &Experiment, world: &World) -> bool {
        let leads = self.leader.and_then(|id| world.server(id)).is_some_and(|server| {
            server.is_leader() && server.current_term() == self.term && world.is_up(server.id())
        });
        leads
            && match experiment.ends {
                Ends::Elected => true,
                Ends::Heard => world.up().without(self.heard).is_empty(),
            }
    }
}
