//! Clocked running: what is due when, and whether every dial does what it says.

use crate::harness::{command, s, set};
use cluster::{
    Act, Action, ActionError, Cause, Dial, Envelope, Event, LossCause, MessageId, Micros, Mode, Observer,
    Setup, Span, World,
};
use judge::Judge;
use raft_core::{Message, RoleName, Rule, ServerSet};

/// A clocked world and all its events.
struct Film {
    world: World,
    events: Vec<Event>,
}

impl Film {
    fn new(count: usize, seed: u64) -> Self {
        let servers = ServerSet::first(count);
        let setup = Setup { servers, spare: ServerSet::EMPTY, mode: Mode::Clocked, seed };
        Self { world: World::new(setup), events: Vec::new() }
    }

    fn turned(mut self, dials: &[Dial]) -> Self {
        for dial in dials {
            self.act(Act::Turn(*dial));
        }
        self
    }

    fn act(&mut self, act: Act) -> &Event {
        let event = self.world.apply(&act.into()).expect("possible");
        self.events.push(event);
        self.events.last().expect("just pushed")
    }

    /// Lets everything happen up to and including a time.
    fn until(&mut self, end: Micros) {
        while self.world.next_due().is_some_and(|due| due <= end) {
            self.act(Act::Step);
        }
    }

    fn run(&mut self, time: Micros) {
        self.until(self.world.now().plus(time));
    }

    /// Until somebody leads.
    fn elect(&mut self) {
        while self.world.leader().is_none() {
            self.act(Act::Step);
        }
    }

    /// Everything that was under way at some time, as it was sent.
    fn watch(&mut self, time: Micros) -> Vec<Envelope> {
        let end = self.world.now().plus(time);
        let mut seen = Vec::new();
        while self.world.next_due().is_some_and(|due| due <= end) {
            let sent = self.act(Act::Step).sent.clone();
            seen.extend(sent.iter().filter_map(|id| self.world.network().get(*id).cloned()));
        }
        seen
    }

    fn delivered(&self) -> impl Iterator<Item = &Envelope> {
        self.events.iter().filter_map(|event| match &event.cause {
            Cause::Delivered { envelope, .. } | Cause::DeliveredToDown(envelope) => Some(envelope),
            _ => None,
        })
    }

    fn count(&self, fits: impl Fn(&Cause) -> bool) -> usize {
        self.events.iter().filter(|event| fits(&event.cause)).count()
    }
}

fn seconds(count: u64) -> Micros {
    Micros(count * 1_000_000)
}

fn fixed(ms: u64) -> Span {
    Span::from_ms(ms, ms)
}

/// Free play with everything that can go wrong.
fn storm() -> [Dial; 7] {
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

#[test]
fn the_same_setup_seed_and_actions_give_the_same_world_at_every_event() {
    let (mut one, mut other) = (Film::new(5, 3).turned(&storm()), Film::new(5, 3).turned(&storm()));
    let mut third = Film::new(5, 4).turned(&storm());
    for _ in 0..3000 {
        one.act(Act::Step);
        other.act(Act::Step);
        third.act(Act::Step);
        assert_eq!(one.world.digest(), other.world.digest());
        assert_ne!(one.world.digest(), third.world.digest(), "another seed, another run");
    }
    assert_eq!(one.events, other.events);
}

#[test]
fn explaining_changes_nothing() {
    let mut told = Film::new(5, 3).turned(&storm());
    let mut silent = told.world.clone();
    let mut event = Event::start();
    for _ in 0..3000 {
        told.act(Act::Step);
        silent.apply_into::<false>(&Act::Step.into(), &mut event).expect("scheduled");
        assert_eq!(event.decisions, []);
        let last = told.events.last().expect("an event");
        assert_eq!((&event.cause, &event.sent, &event.lost), (&last.cause, &last.sent, &last.lost));
        assert_eq!((&event.applied, event.log_from), (&last.applied, last.log_from));
    }
    assert_eq!(told.world, silent);
}

#[test]
fn time_goes_to_each_event_in_turn_and_never_back() {
    let mut film = Film::new(5, 1).turned(&storm());
    let mut before = Micros::ZERO;
    for _ in 0..2000 {
        let due = film.world.next_due().expect("timers run");
        assert!(due >= before);
        assert_eq!(film.act(Act::Step).at, due);
        assert_eq!(film.world.now(), due);
        before = due;
    }
}

#[test]
fn what_is_due_at_the_same_time_comes_as_messages_then_timers_by_server() {
    let mut film = Film::new(3, 1).turned(&[Dial::Latency(fixed(10))]);
    film.act(Act::Timeout(s(1)));
    for server in [3, 2] {
        film.act(Act::SetTimer { server: s(server), remaining: Micros::from_ms(10) });
    }
    film.events.clear();
    // All four are due at 10 ms. What arrives first may restart a timer, so votes are refused here.
    film.act(Act::Cut(cluster::Link { from: s(1), to: s(3), both: false }));
    film.until(Micros::from_ms(10));
    let causes: Vec<&'static str> = film.events.iter().map(|event| event.cause.kind()).collect();
    // S2 hears S1, votes and starts its timer afresh; S3, cut off, stands at once.
    assert_eq!(causes, ["cut", "deliver", "timeout"]);
    assert_eq!(film.events[2].cause, Cause::Timeout(s(3)));
    let mut film = Film::new(3, 1);
    for server in [3, 1, 2] {
        film.act(Act::SetTimer { server: s(server), remaining: Micros::from_ms(10) });
    }
    film.events.clear();
    film.until(Micros::from_ms(10));
    let timeouts: Vec<&Cause> = film.events.iter().map(|event| &event.cause).collect();
    assert_eq!(timeouts, [&Cause::Timeout(s(1)), &Cause::Timeout(s(2)), &Cause::Timeout(s(3))]);
}

#[test]
fn at_lets_an_act_happen_between_events() {
    let mut film = Film::new(3, 1);
    let due = film.world.next_due().expect("a timer");
    let at = Micros(due.0 - 1);
    let event = film.world.apply(&Action { at: Some(at), act: Act::Timeout(s(2)) }).expect("possible");
    assert_eq!((event.at, film.world.now()), (at, at));
    // `at` of a step is when it is due, and nothing else.
    let due = film.world.next_due().expect("scheduled");
    let late = Action { at: Some(due.plus(Micros(1))), act: Act::Step };
    assert_eq!(film.world.apply(&late), Err(ActionError::ScheduledFirst { at: due.plus(Micros(1)), due }));
    film.world.apply(&Action { at: Some(due), act: Act::Step }).expect("due");
    assert_eq!(film.world.now(), due);
}

#[test]
fn stepped_stops_everything_and_clocked_starts_it_again() {
    let mut film = Film::new(3, 1);
    film.elect();
    let now = film.world.now();
    let before = film.world.servers().to_vec();
    film.act(Act::Stepped);
    assert_eq!(film.world.next_due(), None);
    assert!(film.world.network().messages().iter().all(|envelope| envelope.arrives.is_none()));
    for id in film.world.up().iter() {
        assert_eq!((film.world.timers().election[id], film.world.timers().heartbeat[id]), (None, None));
    }
    let leader = film.world.leader().expect("a leader").id();
    for _ in 0..3 {
        film.act(Act::Beat(leader));
    }
    assert_eq!(film.world.now(), now, "time stands still");
    assert_eq!(film.world.servers(), before, "the same servers");
    film.act(Act::Clocked { seed: 9 });
    assert_eq!(film.world.seed(), 9);
    let latency = film.world.timing().latency;
    for envelope in film.world.network().messages() {
        let arrives = envelope.arrives.expect("it moves");
        assert!((latency.min..=latency.max).contains(&arrives.since(now)));
    }
    film.run(seconds(1));
    assert_in_order(&film);
    assert_eq!(film.world.leader().map(raft_core::Server::id), Some(leader), "and the run goes on");
}

/// On each link messages that are no copies arrive in the order of sending.
#[track_caller]
fn assert_in_order(film: &Film) {
    for from in 1..=5 {
        for to in 1..=5 {
            let ordinals: Vec<u32> = film
                .delivered()
                .filter(|e| e.id.from == s(from) && e.id.to == s(to) && e.id.copy == 0)
                .map(|e| e.id.ordinal)
                .collect();
            assert!(ordinals.is_sorted(), "S{from} to S{to}: {ordinals:?}");
        }
    }
}

#[test]
fn a_leader_is_elected_and_stays_while_nothing_fails() {
    for seed in 0..50 {
        let mut film = Film::new(5, seed);
        film.run(seconds(3));
        let leader = film.world.leader().map(raft_core::Server::id).expect("a leader");
        let term = film.world.term();
        film.run(seconds(10));
        assert_eq!(film.world.leader().map(raft_core::Server::id), Some(leader), "seed {seed}");
        assert_eq!(film.world.term(), term, "heartbeats keep everybody quiet");
        assert!(film.world.servers().iter().all(|server| server.role().name() != RoleName::Candidate));
    }
}

#[test]
fn whatever_fails_the_five_properties_hold() {
    for seed in 0..20 {
        let mut film = Film::new(5, seed).turned(&storm());
        let mut judge = Judge::new(&film.world);
        for number in 1..=3000 {
            film.act(Act::Step);
            judge.observe(number, &film.world, film.events.last().expect("an event"));
        }
        assert_eq!(judge.violations(), [], "seed {seed}");
        assert!(film.world.servers().iter().any(|server| server.commit_index().0 > 0), "seed {seed}");
    }
}

#[test]
fn latency_is_how_long_a_message_is_under_way() {
    let mut film = Film::new(5, 1).turned(&[Dial::Latency(Span::from_ms(3, 9))]);
    let seen = film.watch(seconds(5));
    assert!(seen.len() > 300);
    let times: Vec<u64> = seen.iter().filter_map(|e| Some(e.arrives?.since(e.sent).0)).collect();
    assert!(times.iter().all(|time| (3_000..=9_000).contains(time)));
    assert!(times.iter().any(|time| *time < 3_500) && times.iter().any(|time| *time > 8_500));
    // What arrives, arrives when it was to arrive.
    for event in &film.events {
        if let Cause::Delivered { envelope, .. } = &event.cause {
            assert_eq!(envelope.arrives, Some(event.at));
        }
    }
}

#[test]
fn timeout_is_drawn_afresh_at_each_reset() {
    let span = Span::from_ms(200, 400);
    let mut film = Film::new(5, 1).turned(&[Dial::Timeout(span)]);
    let mut drawn = Vec::new();
    for _ in 0..1000 {
        film.act(Act::Step);
        let timers = film.world.timers();
        let now = film.world.now();
        drawn
            .extend(ServerSet::first(5).iter().filter_map(|id| timers.election[id]).filter(|t| t.set == now));
    }
    let timeouts: Vec<u64> = drawn.iter().map(|timer| timer.due.since(timer.set).0).collect();
    assert!(timeouts.len() > 200);
    assert!(timeouts.iter().all(|timeout| (200_000..=400_000).contains(timeout)));
    assert!(timeouts.iter().any(|t| *t < 210_000) && timeouts.iter().any(|t| *t > 390_000));
    let leader = film.world.leader().expect("a leader").id();
    assert_eq!(film.world.timers().election[leader], None, "a leader has none");
}

#[test]
fn heartbeats_come_at_their_interval() {
    let mut film = Film::new(5, 1).turned(&[Dial::Heartbeat(Micros::from_ms(30))]);
    film.elect();
    let won = film.world.now();
    film.run(seconds(1));
    let beats: Vec<u64> = film
        .events
        .iter()
        .filter(|event| matches!(event.cause, Cause::Beat(_)) && event.at > won)
        .map(|event| event.at.since(won).0)
        .collect();
    let expected: Vec<u64> = (1..=33).map(|beat| beat * 30_000).collect();
    assert_eq!(beats, expected);
}

#[test]
fn a_candidate_asks_again_at_the_same_interval() {
    let mut film = Film::new(3, 1);
    film.act(Act::Timeout(s(1)));
    film.act(Act::Cut(cluster::Link { from: s(1), to: s(2), both: true }));
    film.act(Act::Cut(cluster::Link { from: s(1), to: s(3), both: true }));
    film.run(Micros::from_ms(100));
    assert_eq!(film.count(|cause| *cause == Cause::Beat(s(1))), 2);
}

#[test]
fn disk_time_is_added_where_something_was_stored() {
    let dials = [Dial::Latency(fixed(10)), Dial::Disk(fixed(7))];
    let mut film = Film::new(3, 1).turned(&dials);
    let seen = film.watch(seconds(2));
    let took = |envelope: &Envelope| envelope.arrives.map(|arrives| arrives.since(envelope.sent).0 / 1000);
    for envelope in &seen {
        let stored = match &envelope.message {
            Message::RequestVote(_) => true,
            Message::RequestVoteReply(reply) => reply.vote_granted,
            Message::AppendEntries(_) | Message::AppendEntriesReply(_) => continue,
        };
        if stored {
            assert_eq!(took(envelope), Some(17), "{envelope:?}");
        }
    }
    let heartbeats = seen.iter().filter(|e| matches!(e.message, Message::AppendEntries(_)));
    assert!(heartbeats.skip(2).all(|e| took(e) == Some(10)), "nothing is stored for a heartbeat");
    let leader = film.world.leader().expect("a leader").id();
    film.act(Act::Request { server: leader, command: command("x") });
    let messages = film.world.network().messages();
    let with_entry = messages.iter().filter(|e| !e.message.entries().is_empty());
    assert!(with_entry.clone().count() == 2 && with_entry.clone().all(|e| took(e) == Some(17)));
}

#[test]
fn loss_is_the_share_of_messages_that_never_arrive() {
    let lost_of = |percent: u8| {
        let mut film = Film::new(5, 1).turned(&[Dial::Loss(percent)]);
        film.run(seconds(60));
        let sent: usize = film.events.iter().map(|event| event.sent.len()).sum();
        let chance = |event: &Event| event.lost.iter().filter(|(_, why)| *why == LossCause::Chance).count();
        let lost: usize = film.events.iter().map(chance).sum();
        (lost, sent + lost)
    };
    assert_eq!(lost_of(0).0, 0);
    let (lost, all) = lost_of(30);
    assert!(all > 2000 && (27..=33).contains(&(lost * 100 / all)), "{lost} of {all}");
    let (lost, all) = lost_of(100);
    assert_eq!(lost, all);
}

#[test]
fn duplication_is_the_share_of_messages_that_come_twice() {
    let copies_of = |percent: u8| {
        let mut film = Film::new(5, 1).turned(&[Dial::Duplication(percent)]);
        let seen = film.watch(seconds(30));
        let copies: Vec<&Envelope> = seen.iter().filter(|e| e.id.copy == 1).collect();
        for copy in &copies {
            let original = seen.iter().find(|e| e.id == MessageId { copy: 0, ..copy.id }).expect("it");
            assert_eq!(original.message, copy.message);
            assert!(original.arrives <= copy.arrives);
        }
        (copies.len(), seen.len() - copies.len())
    };
    assert_eq!(copies_of(0).0, 0);
    let (copies, all) = copies_of(25);
    assert!(all > 1000 && (21..=29).contains(&(copies * 100 / all)), "{copies} of {all}");
    let (copies, all) = copies_of(100);
    assert_eq!(copies, all);
}

#[test]
fn messages_arrive_in_order_on_their_link_unless_they_are_reordered() {
    let overtaken = |percent: u8| {
        let mut film = Film::new(5, 1).turned(&[
            Dial::Reordering(percent),
            Dial::Heartbeat(Micros::from_ms(10)),
            Dial::Latency(Span::from_ms(10, 40)),
            Dial::Timeout(Span::from_ms(500, 900)),
        ]);
        film.run(seconds(20));
        if percent == 0 {
            assert_in_order(&film);
        }
        let mut last = std::collections::BTreeMap::new();
        let mut late = 0;
        for e in film.delivered() {
            let newest = last.entry((e.id.from, e.id.to)).or_insert(0);
            late += usize::from(e.id.ordinal < *newest);
            *newest = e.id.ordinal.max(*newest);
        }
        (late, film.delivered().count())
    };
    assert_eq!(overtaken(0).0, 0);
    let (late, all) = overtaken(10);
    // A heartbeat every 10 ms, and 80 ms of delay: whoever is reordered is overtaken.
    assert!(all > 5000 && (8..=12).contains(&(late * 100 / all)), "{late} of {all}");
}

#[test]
fn mtbf_and_repair_are_mean_times() {
    let mut film = Film::new(5, 1).turned(&[Dial::Mtbf(seconds(9)), Dial::Repair(seconds(1))]);
    film.run(seconds(1000));
    let crashes = film.count(|cause| matches!(cause, Cause::Crashed(_)));
    let restarts = film.count(|cause| matches!(cause, Cause::Restarted(_)));
    // Five servers, 10 s a turn: 500, give or take.
    assert!((450..=550).contains(&crashes), "{crashes}");
    assert!(crashes - restarts <= 5);
    let mut quiet = Film::new(5, 1);
    quiet.run(seconds(100));
    assert_eq!(quiet.count(|cause| matches!(cause, Cause::Crashed(_))), 0);
}

#[test]
fn a_server_that_crashed_by_hand_is_repaired_only_while_servers_fail_by_themselves() {
    let mut film = Film::new(5, 1);
    film.act(Act::Crash(s(5)));
    film.run(seconds(60));
    assert!(!film.world.is_up(s(5)));
    film.act(Act::Turn(Dial::Mtbf(seconds(100_000))));
    film.run(seconds(2));
    assert!(film.world.is_up(s(5)), "repair takes half a second on average");
}

#[test]
fn requests_come_at_their_rate_to_the_leader() {
    let mut film = Film::new(5, 1).turned(&[Dial::Requests(50)]);
    film.elect();
    film.run(seconds(100));
    let requests = film.count(|cause| matches!(cause, Cause::Requested { .. }));
    assert!((4700..=5300).contains(&requests), "{requests}");
    let leader = film.world.leader().expect("a leader");
    assert_eq!(leader.log().entries().len(), requests);
    assert!(leader.commit_index().0 as usize + 10 > requests, "and they commit");
}

#[test]
fn a_request_waits_for_a_leader() {
    let mut film = Film::new(3, 1).turned(&[Dial::Requests(1000)]);
    film.elect();
    assert_eq!(film.count(|cause| matches!(cause, Cause::Requested { .. })), 0);
    let won = film.world.now();
    film.act(Act::Step);
    assert!(matches!(film.events.last().map(|event| &event.cause), Some(Cause::Requested { .. })));
    assert_eq!(film.world.now(), won, "it was overdue, and happens now, not in the past");
}

#[test]
fn the_clients_commands_can_be_told_apart() {
    let mut film = Film::new(1, 1).turned(&[Dial::Requests(100)]);
    film.run(seconds(2));
    let log = film.world.server(s(1)).expect("S1").log().entries();
    let words: Vec<String> = log.iter().take(4).map(|entry| format!("{:?}", entry.payload)).collect();
    assert_eq!(words, ["Command(x=1)", "Command(y=2)", "Command(z=3)", "Command(x=4)"]);
}

#[test]
fn a_timer_set_by_hand_runs_out_then() {
    let mut film = Film::new(3, 1);
    let remaining = Micros::from_ms(5);
    film.act(Act::SetTimer { server: s(2), remaining });
    assert_eq!(film.world.next_due(), Some(remaining));
    assert_eq!(film.act(Act::Step).cause, Cause::Timeout(s(2)));
}

#[test]
fn a_delayed_message_is_overtaken() {
    let mut film = Film::new(3, 1);
    film.elect();
    let leader = film.world.leader().expect("a leader").id();
    let first = film.world.network().messages().iter().find(|e| e.id.from == leader).expect("it").clone();
    film.act(Act::Delay { message: first.id, by: Micros::from_ms(200) });
    let delayed = film.world.network().get(first.id).and_then(|e| e.arrives);
    assert_eq!(delayed, first.arrives.map(|arrives| arrives.plus(Micros::from_ms(200))));
    film.run(Micros::from_ms(300));
    let order: Vec<u32> = film
        .delivered()
        .filter(|e| e.id.from == leader && e.id.to == first.id.to)
        .map(|e| e.id.ordinal)
        .collect();
    let place = order.iter().position(|ordinal| *ordinal == first.id.ordinal);
    assert!(place.is_some_and(|place| place >= 3), "{order:?}");
}

#[test]
fn branches_differ_only_by_what_was_changed() {
    // In one S5 crashes; on links between others nothing changes, to the microsecond.
    let mut one = Film::new(5, 1);
    one.elect();
    let leader = one.world.leader().expect("a leader").id();
    let bystander = if leader == s(5) { s(4) } else { s(5) };
    one.run(Micros::from_ms(500));
    let mut other = Film { world: one.world.clone(), events: Vec::new() };
    other.act(Act::Crash(bystander));
    let among = |seen: Vec<Envelope>| -> Vec<Envelope> {
        seen.into_iter().filter(|e| e.id.from != bystander && e.id.to != bystander).collect()
    };
    let (here, there) = (among(one.watch(seconds(2))), among(other.watch(seconds(2))));
    assert!(here.len() > 100);
    assert_eq!(here, there);
}

#[test]
fn turning_one_dial_draws_nothing_for_the_others() {
    let mut film = Film::new(5, 1).turned(&storm());
    film.run(seconds(1));
    let before = film.world.timers().clone();
    film.act(Act::Turn(Dial::Latency(fixed(1))));
    film.act(Act::Turn(Dial::Loss(50)));
    assert_eq!(*film.world.timers(), before);
    film.act(Act::Turn(Dial::Requests(5)));
    assert_eq!(film.world.timers().failure, before.failure);
    film.act(Act::Turn(Dial::Repair(seconds(3))));
    for id in film.world.up().iter() {
        assert_eq!(film.world.timers().failure[id], before.failure[id], "{id} is up");
    }
}

#[test]
fn a_crash_stops_a_servers_timers_and_a_restart_starts_them() {
    let mut film = Film::new(3, 1);
    film.act(Act::Crash(s(2)));
    assert_eq!(film.world.timers().election[s(2)], None);
    film.act(Act::Restart(s(2)));
    assert!(film.world.timers().election[s(2)].is_some());
}

#[test]
fn a_spare_server_has_no_election_timer_whatever_it_hears() {
    let setup = Setup { servers: set(&[1, 2, 3]), spare: set(&[4]), mode: Mode::Clocked, seed: 1 };
    let mut film = Film { world: World::new(setup), events: Vec::new() };
    film.act(Act::Switch { rule: Rule::ResetTimerOnGrantOnly, on: false });
    film.run(seconds(5));
    assert_eq!(film.world.timers().election[s(4)], None);
    assert_eq!(film.count(|cause| *cause == Cause::Timeout(s(4))), 0);
}
