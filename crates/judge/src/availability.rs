//! How available a cluster is (§5.6): how much of the time there is a leader that can commit, how
//! often one is elected, and which terms elect nobody.
//!
//! Time counts while the clock runs, from the first event on. In stepped running it stands still, and
//! nothing is recorded.

use crate::history::Shared;
use cluster::{Cause, Event, Micros, Mode, World};
use raft_core::{Role, Server, ServerId, ServerSet, Term};

/// What an observer has seen of a cluster's availability up to an event.
#[derive(Clone, Debug)]
pub struct Availability {
    /// Up to when time is counted.
    now: Micros,
    /// How much time the clock ran.
    clocked: Micros,
    /// How much of it somebody could commit.
    able: Micros,
    /// The longest outage that has ended.
    longest: Option<Outage>,
    /// What there was after the last event.
    current: Option<Change>,
    changes: Shared<Change>,
    campaigns: Shared<Campaign>,
    cut_off: Shared<(u32, ServerId)>,
}

/// From this event on there is another leader that can commit, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The event.
    pub event: u32,
    /// When it happened.
    pub at: Micros,
    /// See [`World::leader_that_can_commit`].
    pub leader: Option<ServerId>,
}

/// A time without a leader that can commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// The event in which it began.
    pub event: u32,
    /// When it began.
    pub from: Micros,
    /// When it ended, or up to when it has been watched.
    pub until: Micros,
}

impl Outage {
    /// How long it took.
    #[must_use]
    pub fn length(self) -> Micros {
        self.until.since(self.from)
    }
}

/// A term in which somebody was a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// The term.
    pub term: Term,
    /// The event in which its first candidate started the election.
    pub event: u32,
    /// When that was.
    pub at: Micros,
    /// Who was a candidate in it.
    pub candidates: ServerSet,
    /// Who was elected first, and in which event.
    pub won: Option<(ServerId, u32)>,
}

impl Campaign {
    /// Whether several candidates shared the votes, and none of them won (§5.2).
    #[must_use]
    pub fn is_split_vote(&self) -> bool {
        self.won.is_none() && self.candidates.len() > 1
    }
}

impl Availability {
    /// Nothing seen yet, from this world on.
    pub(crate) fn new(world: &World) -> Self {
        let mut availability = Self {
            now: world.now(),
            clocked: Micros::ZERO,
            able: Micros::ZERO,
            longest: None,
            current: None,
            changes: Shared::new(),
            campaigns: Shared::new(),
            cut_off: Shared::new(),
        };
        availability.look(0, world);
        availability
    }

    /// How much time the clock ran.
    #[must_use]
    pub fn clocked(&self) -> Micros {
        self.clocked
    }

    /// How much of that time there was a leader that could commit.
    #[must_use]
    pub fn able(&self) -> Micros {
        self.able
    }

    /// The same as a share, in hundredths of a percent; `None`: no time has passed.
    #[must_use]
    pub fn share(&self) -> Option<u64> {
        (self.able.0 * 10_000).checked_div(self.clocked.0)
    }

    /// The longest time without a leader that can commit: the first of them, if there are several. One
    /// that goes on counts up to the last event.
    #[must_use]
    pub fn longest_outage(&self) -> Option<Outage> {
        let going_on = self.outage_until(self.now);
        match (self.longest, going_on) {
            (Some(ended), Some(now)) if ended.length() >= now.length() => Some(ended),
            (ended, now) => now.or(ended),
        }
        .filter(|outage| outage.length() > Micros::ZERO)
    }

    fn outage_until(&self, until: Micros) -> Option<Outage> {
        let Change { event, at, leader } = self.current?;
        leader.is_none().then_some(Outage { event, from: at, until })
    }

    /// Every change of who can commit, in order. The first is where the clock began to run.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = Change> {
        self.changes.iter().copied()
    }

    /// Every term with a candidate, in the order in which their first candidates started.
    pub fn campaigns(&self) -> impl DoubleEndedIterator<Item = Campaign> {
        self.campaigns.iter().copied()
    }

    /// The crashes that cut a write to disk off: event and server, in order.
    pub fn cut_off(&self) -> impl DoubleEndedIterator<Item = (u32, ServerId)> {
        self.cut_off.iter().copied()
    }

    /// How many terms elected a leader.
    #[must_use]
    pub fn elections(&self) -> usize {
        self.campaigns().filter(|campaign| campaign.won.is_some()).count()
    }

    /// The terms that elected nobody: a candidate gave up in each, and somebody has started an election
    /// in a higher one. [`Campaign::is_split_vote`] tells those in which the votes were split.
    pub fn without_leader(&self) -> impl Iterator<Item = Campaign> {
        let last = self.campaigns().map(|campaign| campaign.term).max().unwrap_or_default();
        self.campaigns().filter(move |campaign| campaign.won.is_none() && campaign.term < last)
    }

    /// Who can commit after this event, if anybody.
    fn look(&mut self, event: u32, world: &World) {
        if world.mode() == Mode::Stepped {
            return;
        }
        let leader = world.leader_that_can_commit().map(Server::id);
        if self.current.is_some_and(|current| current.leader == leader) {
            return;
        }
        let change = Change { event, at: world.now(), leader };
        if leader.is_some() {
            self.end_outage(world.now());
        }
        self.current = Some(change);
        self.changes.push(change);
    }

    fn end_outage(&mut self, now: Micros) {
        let Some(outage) = self.outage_until(now) else { return };
        if self.longest.is_none_or(|longest| longest.length() < outage.length()) {
            self.longest = Some(outage);
        }
    }

    /// Time has passed, in which nothing changed.
    fn pass(&mut self, now: Micros) {
        let passed = now.since(self.now);
        self.now = now;
        self.clocked = self.clocked.plus(passed);
        if self.current.is_some_and(|current| current.leader.is_some()) {
            self.able = self.able.plus(passed);
        }
    }

    /// What an event did; `elected`: it made its server a leader.
    pub(crate) fn observe(&mut self, number: u32, world: &World, event: &Event, elected: bool) {
        self.pass(event.at);
        if world.mode() == Mode::Stepped {
            self.end_outage(event.at);
            self.current = None;
            return;
        }
        self.look(number, world);
        let Some(server) = event.server().and_then(|id| world.server(id)) else { return };
        if event.cut_off > 0 {
            self.cut_off.push((number, server.id()));
        }
        let started =
            matches!(event.cause, Cause::Timeout(_)) && matches!(server.role(), Role::Candidate { .. });
        if started || elected {
            self.campaign(number, event.at, server, elected);
        }
    }

    /// A server is a candidate after this event, or was elected in it.
    fn campaign(&mut self, event: u32, at: Micros, server: &Server, elected: bool) {
        let (id, term) = (server.id(), server.current_term());
        let is_of_term = |place: &usize| self.campaigns.get(*place).is_some_and(|one| one.term == term);
        let place = (0..self.campaigns.len()).rev().find(is_of_term).unwrap_or(self.campaigns.len());
        let new = Campaign { term, event, at, candidates: ServerSet::EMPTY, won: None };
        let mut campaign = self.campaigns.get(place).copied().unwrap_or(new);
        campaign.candidates.insert(id);
        if elected {
            campaign.won = campaign.won.or(Some((id, event)));
        }
        self.campaigns.set(place, campaign, campaign);
    }

    /// Roughly how many bytes a copy takes, besides its own size.
    pub(crate) fn weight(&self) -> usize {
        self.changes.weight() + self.campaigns.weight() + self.cut_off.weight()
    }
}
