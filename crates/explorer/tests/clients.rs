//! What clients know, on random runs: against a slow, obvious twin, and on runs of Raft, where
//! nothing that a client was told is ever taken back.

#![allow(clippy::unwrap_used, reason = "a test")]

use cluster::{Act, Action, Cause, Event, Observer, World};
use explorer::{Chaos, Random};
use judge::{Judge, Status};
use raft_core::{Entry, Payload, Rule, Server, ServerId, Term};

/// A request as the twin keeps it: brought up to date at every event.
#[derive(Clone)]
struct Asked {
    event: u32,
    server: ServerId,
    term: Term,
    /// From 0.
    place: usize,
    entry: Entry,
    /// The leader that took it has led that term without a break.
    leads: bool,
    answered: Option<u32>,
}

/// Everything that was asked and committed, and nothing clever.
struct Twin {
    servers: Vec<Server>,
    asked: Vec<Asked>,
    /// What leaders committed, from index 0 on: (event, place, entry).
    committed: Vec<(u32, usize, Entry)>,
}

impl Twin {
    fn new(world: &World) -> Self {
        Self { servers: world.servers().to_vec(), asked: Vec::new(), committed: Vec::new() }
    }

    fn observe(&mut self, number: u32, world: &World, event: &Event) {
        if let Some(between) = &event.before_crash {
            self.see(number, between);
        }
        for server in world.servers() {
            self.see(number, server);
        }
        for asked in &mut self.asked {
            let server = world.server(asked.server).unwrap();
            asked.leads &= world.is_up(asked.server) && server.is_leader();
            asked.leads &= server.current_term() == asked.term;
        }
        if let Cause::Requested { server, command } = event.cause {
            let leader = world.server(server).unwrap();
            self.asked.push(Asked {
                event: number,
                server,
                term: leader.current_term(),
                place: leader.log().entries().len() - 1,
                entry: Entry { term: leader.current_term(), payload: Payload::Command(command) },
                leads: true,
                answered: None,
            });
        }
        for (index, entry) in &event.applied {
            let place = index.0 as usize - 1;
            for asked in &mut self.asked {
                let it = (asked.place, asked.entry) == (place, *entry);
                if it && asked.leads && event.server() == Some(asked.server) {
                    asked.answered = asked.answered.or(Some(number));
                }
            }
        }
    }

    /// Commitments: a leader's commitIndex moves up.
    fn see(&mut self, number: u32, now: &Server) {
        if now.id().slot() == self.servers.len() {
            self.servers.push(now.clone());
        }
        let before = &mut self.servers[now.id().slot()];
        // A leader that commits a configuration without itself steps down in the same step (§6).
        let led = before.is_leader() && before.current_term() == now.current_term();
        if now.is_leader() || led {
            for place in before.commit_index().0 as usize..now.commit_index().0 as usize {
                if let Some(entry) = now.log().entries().get(place) {
                    self.committed.push((number, place, *entry));
                }
            }
        }
        *before = now.clone();
    }

    /// A request's status, the event that first committed it, and that which first committed
    /// another entry, if that was the last to be committed at its index.
    fn fate(&self, asked: &Asked) -> (Status, Option<u32>, Option<u32>) {
        let here = || self.committed.iter().filter(|(_, place, _)| *place == asked.place);
        let first_of = |it: Entry| here().find(|(_, _, entry)| *entry == it).map(|(event, ..)| *event);
        let last = here().next_back().filter(|(_, _, entry)| *entry != asked.entry);
        let status = match (asked.answered, last) {
            (Some(event), _) => Status::Acknowledged { event },
            (None, Some(_)) => Status::Superseded,
            (None, None) => Status::Unknown { awaited: asked.leads },
        };
        (status, first_of(asked.entry), last.and_then(|(_, _, entry)| first_of(*entry)))
    }
}

/// What was seen, to know that there was something to compare.
#[derive(Default)]
struct Seen {
    acknowledged: usize,
    in_the_dark: usize,
    superseded: usize,
    lost: usize,
}

impl Seen {
    fn add(&mut self, judge: &Judge) {
        for request in judge.requests() {
            let fate = judge.fate(&request);
            match fate.status {
                Status::Acknowledged { .. } => self.acknowledged += 1,
                Status::Superseded => self.superseded += 1,
                Status::Unknown { .. } => self.in_the_dark += usize::from(fate.committed.is_some()),
            }
            self.lost += usize::from(fate.is_lost());
        }
    }
}

/// A run with some rules off, with `each` after every event.
fn play(
    seed: u64,
    events: u32,
    without: &[Rule],
    mut each: impl FnMut(u32, &World, &Event, &Judge),
) -> Judge {
    let mut chaos = Chaos::new(seed, None, without, None);
    let mut world = World::new(chaos.setup());
    let mut judge = Judge::new(&world);
    for number in 1..=events {
        let event = loop {
            if let Ok(event) = world.apply(&Action::from(chaos.next_act(&world))) {
                break event;
            }
        };
        judge.observe(number, &world, &event);
        each(number, &world, &event, &judge);
    }
    judge
}

fn compare(seed: u64, events: u32, seen: &mut Seen) {
    let mut random = Random::new(seed);
    let count = random.below(4);
    let without: Vec<Rule> = (0..count).map(|_| random.pick(Rule::ALL)).collect();
    let start = World::new(Chaos::new(seed, None, &without, None).setup());
    let mut twin = Twin::new(&start);
    let judge = play(seed, events, &without, |number, world, event, judge| {
        twin.observe(number, world, event);
        let compared: Vec<_> = judge
            .requests()
            .map(|request| {
                let fate = judge.fate(&request);
                let events = (fate.committed.map(|c| c.event), fate.replaced.map(|c| c.event));
                (request.event, request.server, request.entry(), fate.status, events.0, events.1)
            })
            .collect();
        let expected: Vec<_> = twin
            .asked
            .iter()
            .map(|asked| {
                let (status, committed, replaced) = twin.fate(asked);
                (asked.event, asked.server, asked.entry, status, committed, replaced)
            })
            .collect();
        assert_eq!(compared, expected, "seed {seed}, event {number}, without {without:?}");
    });
    seen.add(&judge);
}

#[test]
fn the_judge_and_its_twin_agree_on_clients() {
    let mut seen = Seen::default();
    (0..1200).for_each(|seed| compare(seed, 250, &mut seen));
    let Seen { acknowledged, in_the_dark, superseded, lost } = seen;
    let enough = acknowledged > 2000 && in_the_dark > 100 && superseded > 100 && lost > 10;
    assert!(enough, "too little to compare: {acknowledged} {in_the_dark} {superseded} {lost}");
}

#[test]
fn in_raft_no_answer_comes_before_the_entry_is_applied_and_none_is_taken_back() {
    let (mut answers, mut superseded) = (0, 0);
    for seed in 20_000..20_400 {
        play(seed, 400, &[], |number, world, event, judge| {
            for request in judge.requests() {
                let fate = judge.fate(&request);
                assert!(!fate.is_lost(), "seed {seed}, event {number}: {request:?}");
                superseded += usize::from(fate.status == Status::Superseded);
                if request.acknowledged == Some(number) {
                    answers += 1;
                    let leader = world.server(request.server).unwrap();
                    assert_eq!(event.server(), Some(request.server));
                    assert!(leader.last_applied() >= request.index && world.is_up(request.server));
                    assert_eq!(leader.log().get(request.index), Some(&request.entry()));
                    assert!(fate.committed.is_some(), "seed {seed}, event {number}: {request:?}");
                }
            }
        });
    }
    assert!(answers > 2000 && superseded > 1000, "too little to see: {answers} {superseded}");
}

#[test]
fn a_client_is_told_in_the_event_in_which_a_leader_by_itself_takes_the_request() {
    let setup = cluster::Setup { servers: raft_core::ServerSet::first(1), ..cluster::Setup::five_stepped() };
    let mut world = World::new(setup);
    let mut judge = Judge::new(&world);
    let only = ServerId::new(1).unwrap();
    let request = Act::Request { server: only, command: world.next_command() };
    for (number, act) in (1..).zip([Act::Timeout(only), request]) {
        let event = world.apply(&act.into()).unwrap();
        judge.observe(number, &world, &event);
    }
    assert_eq!(judge.requests().next().unwrap().acknowledged, Some(2));
}
