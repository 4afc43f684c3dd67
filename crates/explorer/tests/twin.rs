//! The judge against its slow, obvious twin: the five properties straight from their definitions,
//! compared in full after every event. Both must name the same first event of each property.

#![allow(clippy::unwrap_used, reason = "a test")]

use cluster::{Act, Action, Event, Observer, World};
use explorer::{Chaos, Random};
use judge::{Evidence, Judge, Property};
use raft_core::{Decision, Entry, Index, Rule, Server, ServerId, ServerSet, Term};
use std::collections::BTreeMap;

/// A server as the twin remembers it.
#[derive(Clone)]
struct Seen {
    server: ServerId,
    log: Vec<Entry>,
    term: Term,
    /// The term it leads.
    leads: Option<Term>,
    commit_index: usize,
}

impl Seen {
    fn of(server: &Server) -> Self {
        Self {
            server: server.id(),
            log: server.log().entries().to_vec(),
            term: server.current_term(),
            leads: server.is_leader().then(|| server.current_term()),
            commit_index: server.commit_index().0 as usize,
        }
    }
}

struct Elected {
    event: u32,
    server: ServerId,
    term: Term,
    log: Vec<Entry>,
}

struct Committed {
    event: u32,
    leader: ServerId,
    term: Term,
    /// From 0.
    place: usize,
    entry: Entry,
}

struct Applied {
    event: u32,
    server: ServerId,
    index: Index,
    entry: Entry,
}

/// Everything that ever happened, and nothing clever.
struct Twin {
    servers: Vec<Seen>,
    elections: Vec<Elected>,
    commits: Vec<Committed>,
    applied: Vec<Applied>,
    first: BTreeMap<Property, u32>,
}

impl Twin {
    fn new(world: &World) -> Self {
        Self {
            servers: world.servers().iter().map(Seen::of).collect(),
            elections: Vec::new(),
            commits: Vec::new(),
            applied: Vec::new(),
            first: BTreeMap::new(),
        }
    }

    fn observe(&mut self, number: u32, world: &World, event: &Event) {
        if let Some(server) = &event.before_crash {
            let mut between = self.servers.clone();
            between[server.id().slot()] = Seen::of(server);
            self.see(number, between);
        }
        self.see(number, world.servers().iter().map(Seen::of).collect());
        for (index, entry) in &event.applied {
            let server = event.server().unwrap();
            self.applied.push(Applied { event: number, server, index: *index, entry: *entry });
        }
        self.judge_applied(number);
    }

    fn see(&mut self, number: u32, now: Vec<Seen>) {
        let before = std::mem::replace(&mut self.servers, now);
        for (before, now) in before.iter().zip(self.servers.clone()) {
            if let Some(term) = now.leads {
                if !now.log.starts_with(&before.log) {
                    self.broken(Property::LeaderAppendOnly, number);
                }
                if before.leads != now.leads {
                    let log = now.log.clone();
                    self.elections.push(Elected { event: number, server: now.server, term, log });
                }
            }
            // A leader that commits a configuration without itself steps down in the same step (§6).
            let Some(term) = now.leads.or(before.leads.filter(|term| *term == now.term)) else { continue };
            for place in before.commit_index..now.commit_index {
                let Some(entry) = now.log.get(place).copied() else { continue };
                self.commits.push(Committed { event: number, leader: now.server, term, place, entry });
            }
        }
        self.judge_elections(number);
        self.judge_logs(number);
        self.judge_leaders(number);
    }

    fn broken(&mut self, property: Property, number: u32) {
        self.first.entry(property).or_insert(number);
    }

    fn judge_elections(&mut self, number: u32) {
        let pairs =
            self.elections.iter().flat_map(|one| self.elections.iter().map(move |other| (one, other)));
        if pairs.into_iter().any(|(one, other)| one.term == other.term && one.server != other.server) {
            self.broken(Property::ElectionSafety, number);
        }
    }

    fn judge_logs(&mut self, number: u32) {
        for one in self.servers.clone() {
            for other in self.servers.clone() {
                for place in 0..one.log.len().min(other.log.len()) {
                    let same_term = one.log[place].term == other.log[place].term;
                    if same_term && one.log[..=place] != other.log[..=place] {
                        self.broken(Property::LogMatching, number);
                    }
                }
            }
        }
    }

    fn judge_leaders(&mut self, number: u32) {
        let at_election = self.elections.iter().map(|election| (election.term, &election.log));
        let now = self.servers.iter().filter_map(|server| Some((server.leads?, &server.log)));
        let leaders: Vec<_> = at_election.chain(now).collect();
        let lacks = |commit: &Committed| {
            leaders
                .iter()
                .any(|(term, log)| *term > commit.term && log.get(commit.place) != Some(&commit.entry))
        };
        if self.commits.iter().any(lacks) {
            self.broken(Property::LeaderCompleteness, number);
        }
    }

    fn judge_applied(&mut self, number: u32) {
        let differ = |one: &Applied| {
            self.applied.iter().any(|other| one.index == other.index && one.entry != other.entry)
        };
        if self.applied.iter().any(differ) {
            self.broken(Property::StateMachineSafety, number);
        }
    }
}

/// A run with random rules off (and the no-op of §8 on in some), watched by both.
fn compare(seed: u64, events: u32) -> usize {
    let mut random = Random::new(seed);
    let count = random.below(4);
    let without: Vec<Rule> = (0..count).map(|_| random.pick(Rule::ALL)).collect();
    let mut chaos = Chaos::new(random.next_number() >> 16, None, &without, None);
    let mut world = World::new(chaos.setup());
    if random.percent(20) {
        world.apply(&Act::Switch { rule: Rule::NoOpOnElection, on: true }.into()).unwrap();
    }
    let (mut judge, mut twin) = (Judge::new(&world), Twin::new(&world));
    for number in 1..=events {
        let event = loop {
            let action = Action::from(chaos.next_act(&world));
            if let Ok(event) = world.apply(&action) {
                break event;
            }
        };
        judge.observe(number, &world, &event);
        twin.observe(number, &world, &event);
        let judged: BTreeMap<Property, u32> =
            judge.violations().iter().map(|violation| (violation.property, violation.event)).collect();
        assert_eq!(judged, twin.first, "seed {seed}, event {number}, without {without:?}");
        check_votes(seed, &judge, &event, &world);
    }
    check_memory(seed, &judge, &twin);
    check_evidence(seed, &judge);
    judge.violations().len()
}

/// The votes of the last election are those that the winner says it had. One that stops leading in
/// the step in which it won is no leader for anybody else.
fn check_votes(seed: u64, judge: &Judge, event: &Event, world: &World) {
    for decision in &event.decisions {
        let leads = event.server().and_then(|id| world.server(id)).is_some_and(Server::is_leader);
        if let Decision::BecameLeader { votes, term, .. } = decision
            && leads
        {
            let last = judge.elections().next_back().unwrap();
            assert_eq!((last.votes, last.term), (*votes, *term), "seed {seed}");
        }
    }
}

/// Both remember the same.
fn check_memory(seed: u64, judge: &Judge, twin: &Twin) {
    let elections: Vec<_> =
        judge.elections().map(|e| (e.event, e.server, e.term, judge.log(e.log))).collect();
    let expected: Vec<_> =
        twin.elections.iter().map(|e| (e.event, e.server, e.term, e.log.clone())).collect();
    assert_eq!(elections, expected, "seed {seed}");
    for place in 0..judge.last_committed().0 as usize + 2 {
        let index = Index(u32::try_from(place + 1).unwrap());
        let commits: Vec<_> = judge.commits(index).map(|c| (c.event, c.leader, c.term, c.entry)).collect();
        let expected = twin.commits.iter().filter(|commit| commit.place == place);
        let expected: Vec<_> = expected.map(|c| (c.event, c.leader, c.term, c.entry)).collect();
        assert_eq!(commits, expected, "seed {seed}, index {index}");
        let first = judge.committed(index).map(|c| (c.event, c.leader, c.term, c.entry));
        assert_eq!(first, expected.first().copied(), "seed {seed}, index {index}");
        let applied = judge.applied(index).map(|applied| (applied.event, applied.server, applied.entry));
        let expected = twin.applied.iter().find(|applied| applied.index == index);
        assert_eq!(applied, expected.map(|a| (a.event, a.server, a.entry)), "seed {seed}, index {index}");
    }
}

/// The evidence shows what it is to show.
fn check_evidence(seed: u64, judge: &Judge) {
    for violation in judge.violations() {
        assert_eq!(violation.property, violation.evidence.property());
        let shows = match violation.evidence {
            Evidence::ElectionSafety { first, second } => {
                first.term == second.term && first.server != second.server && second.event == violation.event
            }
            Evidence::LeaderAppendOnly { before, after, .. } => after != Some(before),
            Evidence::LogMatching { agree, differ, entries: [one, other], servers: [a, b], .. } => {
                differ <= agree && one != other && a != b
            }
            Evidence::LeaderCompleteness { commit, leader, found } => {
                commit.term < leader.term
                    && found != Some(commit.entry)
                    && commit.event.max(leader.event) <= violation.event
            }
            Evidence::StateMachineSafety { first, second, .. } => {
                first.entry != second.entry && second.event == violation.event
            }
        };
        assert!(shows, "seed {seed}: {violation:?}");
    }
}

#[test]
fn the_judge_and_its_twin_agree() {
    let broken: usize = (0..2500).map(|seed| compare(seed, 300)).sum();
    assert!(broken > 600, "too few violations to compare: {broken}");
}

#[test]
fn they_agree_on_longer_runs() {
    let broken: usize = (10_000..10_120).map(|seed| compare(seed, 1000)).sum();
    assert!(broken > 50, "too few violations to compare: {broken}");
}

#[test]
fn they_agree_on_one_server() {
    let setup = cluster::Setup { servers: ServerSet::first(1), ..cluster::Setup::five_stepped() };
    let mut world = World::new(setup);
    let (mut judge, mut twin) = (Judge::new(&world), Twin::new(&world));
    let only = ServerId::new(1).unwrap();
    let request = Act::Request { server: only, command: world.next_command() };
    let acts = [
        Act::Timeout(only),
        request.clone(),
        Act::Crash(only),
        Act::Restart(only),
        Act::Timeout(only),
        request,
    ];
    for (number, act) in (1..).zip(acts) {
        let event = world.apply(&act.into()).unwrap();
        judge.observe(number, &world, &event);
        twin.observe(number, &world, &event);
    }
    check_memory(0, &judge, &twin);
    assert!(judge.violations().is_empty() && twin.first.is_empty());
    assert_eq!(judge.last_committed(), Index(2));
}
