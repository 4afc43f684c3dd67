//! Whether every dial of clocked running does what it says.

use crate::clocked::assert_in_order;
use crate::film::{Film, seconds};
use crate::harness::s;
use cluster::{Act, Cause, Dial, Envelope, Event, LossCause, MessageId, Micros, Span};
use raft_core::ServerSet;

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
