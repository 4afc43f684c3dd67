//! Short runs by hand.

#![allow(clippy::unwrap_used, reason = "a test")]
#![allow(dead_code, reason = "not every test needs everything")]

use cluster::{Act, Event, MessageId, Mode, Observer, Setup, World};
use judge::{Judge, Property};
use raft_core::{Command, Message, Rule, ServerId, ServerSet};

/// A stepped run with its judge.
pub(crate) struct Run {
    pub(crate) world: World,
    pub(crate) judge: Judge,
    pub(crate) number: u32,
    /// The event that made the last leader.
    pub(crate) elected: u32,
}

fn id(number: u8) -> ServerId {
    ServerId::new(number).unwrap()
}

impl Run {
    pub(crate) fn new(servers: usize) -> Self {
        let setup = Setup {
            servers: ServerSet::first(servers),
            spare: ServerSet::EMPTY,
            mode: Mode::Stepped,
            seed: 1,
        };
        let world = World::new(setup);
        let judge = Judge::new(&world);
        Self { world, judge, number: 0, elected: 0 }
    }

    pub(crate) fn without(mut self, rule: Rule) -> Self {
        self.act(Act::Switch { rule, on: false });
        self
    }

    /// The properties that broke, and when.
    pub(crate) fn broken(&self) -> Vec<(Property, u32)> {
        self.judge.violations().iter().map(|violation| (violation.property, violation.event)).collect()
    }

    /// The logs, as terms.
    pub(crate) fn terms(&self) -> Vec<Vec<u32>> {
        let terms = |server: &raft_core::Server| server.log().entries().iter().map(|e| e.term.0).collect();
        self.world.servers().iter().map(terms).collect()
    }

    pub(crate) fn leads(&self, server: u8) -> bool {
        self.world.server(id(server)).unwrap().is_leader()
    }

    pub(crate) fn act(&mut self, act: Act) -> Event {
        let event = self.world.apply(&act.into()).unwrap();
        self.number += 1;
        self.judge.observe(self.number, &self.world, &event);
        event
    }

    pub(crate) fn timeout(&mut self, server: u8) {
        self.act(Act::Timeout(id(server)));
    }

    pub(crate) fn beat(&mut self, server: u8) {
        self.act(Act::Beat(id(server)));
    }

    pub(crate) fn crash(&mut self, server: u8) {
        self.act(Act::Crash(id(server)));
    }

    pub(crate) fn restart(&mut self, server: u8) {
        self.act(Act::Restart(id(server)));
    }

    pub(crate) fn request(&mut self, server: u8, word: &str) {
        self.act(Act::Request { server: id(server), command: Command::new(word).unwrap() });
    }

    fn on_link(&self, from: u8, to: u8) -> Vec<MessageId> {
        let ids = self.world.network().messages().iter().map(|envelope| envelope.id);
        ids.filter(|message| message.from == id(from) && message.to == id(to)).collect()
    }

    /// The oldest message on a link arrives.
    pub(crate) fn deliver(&mut self, from: u8, to: u8) {
        self.act(Act::Deliver(self.on_link(from, to)[0]));
    }

    pub(crate) fn deliver_and_crash(&mut self, from: u8, to: u8) {
        self.act(Act::DeliverAndCrash(self.on_link(from, to)[0]));
    }

    pub(crate) fn lose(&mut self, from: u8, to: u8) {
        self.act(Act::Lose(self.on_link(from, to)));
    }

    pub(crate) fn lose_all(&mut self) {
        let ids: Vec<MessageId> =
            self.world.network().messages().iter().map(|envelope| envelope.id).collect();
        if !ids.is_empty() {
            self.act(Act::Lose(ids));
        }
    }

    /// A server stands; the others' answers arrive one after the other, the rest is lost.
    pub(crate) fn campaign(&mut self, candidate: u8, asks: &[u8]) {
        self.timeout(candidate);
        for voter in asks {
            self.deliver(candidate, *voter);
            let led = self.leads(candidate);
            self.deliver(*voter, candidate);
            if !led && self.leads(candidate) {
                self.elected = self.number;
            }
        }
        let requests = self.world.network().messages().iter().filter(|envelope| {
            envelope.id.from == id(candidate) && matches!(envelope.message, Message::RequestVote(_))
        });
        let lost: Vec<MessageId> = requests.map(|envelope| envelope.id).collect();
        if !lost.is_empty() {
            self.act(Act::Lose(lost));
        }
    }

    /// A server stands until it leads: the first time its term may be an old one.
    pub(crate) fn elect(&mut self, candidate: u8, by: &[u8]) {
        for _ in 0..2 {
            if !self.leads(candidate) {
                self.campaign(candidate, by);
            }
        }
        assert!(self.leads(candidate));
    }

    /// AppendEntries and answers go back and forth until nothing is under way between the two.
    pub(crate) fn replicate(&mut self, leader: u8, follower: u8) {
        loop {
            if !self.on_link(follower, leader).is_empty() {
                self.deliver(follower, leader);
            } else if !self.on_link(leader, follower).is_empty() {
                self.deliver(leader, follower);
            } else {
                return;
            }
        }
    }
}
