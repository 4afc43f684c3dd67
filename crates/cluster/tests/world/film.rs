//! A clocked run, and everything that happened in it.

use cluster::{Act, Cause, Dial, Envelope, Event, Micros, Mode, Setup, Span, World};
use raft_core::ServerSet;

/// A clocked world and all its events.
pub(crate) struct Film {
    pub(crate) world: World,
    pub(crate) events: Vec<Event>,
}

impl Film {
    pub(crate) fn new(count: usize, seed: u64) -> Self {
        let servers = ServerSet::first(count);
        let setup = Setup { servers, spare: ServerSet::EMPTY, mode: Mode::Clocked, seed };
        Self { world: World::new(setup), events: Vec::new() }
    }

    pub(crate) fn turned(mut self, dials: &[Dial]) -> Self {
        for dial in dials {
            self.act(Act::Turn(*dial));
        }
        self
    }

    pub(crate) fn act(&mut self, act: Act) -> &Event {
        let event = self.world.apply(&act.into()).expect("possible");
        self.events.push(event);
        self.events.last().expect("just pushed")
    }

    /// Lets everything happen up to and including a time.
    pub(crate) fn until(&mut self, end: Micros) {
        while self.world.next_due().is_some_and(|due| due <= end) {
            self.act(Act::Step);
        }
    }

    pub(crate) fn run(&mut self, time: Micros) {
        self.until(self.world.now().plus(time));
    }

    /// Until somebody leads.
    pub(crate) fn elect(&mut self) {
        while self.world.leader().is_none() {
            self.act(Act::Step);
        }
    }

    /// Everything that was under way at some time, as it was sent.
    pub(crate) fn watch(&mut self, time: Micros) -> Vec<Envelope> {
        let end = self.world.now().plus(time);
        let mut seen = Vec::new();
        while self.world.next_due().is_some_and(|due| due <= end) {
            let sent = self.act(Act::Step).sent.clone();
            seen.extend(sent.iter().filter_map(|id| self.world.network().get(*id).cloned()));
        }
        seen
    }

    pub(crate) fn delivered(&self) -> impl Iterator<Item = &Envelope> {
        self.events.iter().filter_map(|event| match &event.cause {
            Cause::Delivered { envelope, .. } | Cause::DeliveredToDown(envelope) => Some(envelope),
            _ => None,
        })
    }

    pub(crate) fn count(&self, fits: impl Fn(&Cause) -> bool) -> usize {
        self.events.iter().filter(|event| fits(&event.cause)).count()
    }
}

pub(crate) fn seconds(count: u64) -> Micros {
    Micros(count * 1_000_000)
}

pub(crate) fn fixed(ms: u64) -> Span {
    Span::from_ms(ms, ms)
}

/// Free play with everything that can go wrong.
pub(crate) fn storm() -> [Dial; 7] {
    [
        Dial::Loss(10),
        Dial::Duplication(10),
        Dial::Reordering(20),
        Dial::Disk(Span::from_ms(0, 5)),
        Dial::Mtbf(seconds(4)),
        Dial::Repair(seconds(1)),
        Dial::Requests(20),
    ]
}
