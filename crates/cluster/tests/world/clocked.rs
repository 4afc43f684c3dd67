//! Clocked running: what is due when, and what the clock changes.

use crate::film::{Film, fixed, seconds, storm};
use crate::harness::{s, set};
use cluster::{Act, Action, ActionError, Cause, Dial, Envelope, Event, Micros, Mode, Observer, Setup, World};
use judge::Judge;
use raft_core::{RoleName, Rule};

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
pub(crate) fn assert_in_order(film: &Film) {
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

#[test]
fn a_client_waits_exactly_while_its_request_is_due_and_nobody_leads() {
    let dials = [Dial::Requests(20), Dial::Mtbf(seconds(1)), Dial::Repair(Micros::from_ms(200))];
    let mut film = Film::new(3, 5).turned(&dials);
    let mut waited = 0;
    for _ in 0..3000 {
        let now = film.world.now();
        let due = film.world.timers().request.is_some_and(|due| due <= now);
        let nobody = film.world.leader().is_none();
        assert_eq!(film.world.client_waits(now), due && nobody);
        waited += u32::from(due && nobody);
        let before = film.world.requests();
        film.act(Act::Step);
        assert!(!nobody || film.world.requests() == before, "nobody took it");
    }
    assert!(waited > 10, "nobody had to wait");
}
