//! Dials of one server or one link alone.

use crate::film::{Film, fixed, seconds};
use crate::harness::s;
use cluster::{Act, Dial, Envelope, Link, Micros, Part, Span};
use raft_core::ServerId;

fn on(server: u8) -> Part {
    Part::Server(s(server))
}

fn link(from: u8, to: u8, both: bool) -> Part {
    Part::Link(Link { from: s(from), to: s(to), both })
}

fn turn(part: Part, dial: Dial) -> Act {
    Act::TurnFor { part, dial }
}

/// Everything sent in two seconds, with who sent it to whom and how long it takes, in ms.
fn sent(film: &mut Film) -> Vec<(ServerId, ServerId, u64)> {
    let took = |e: &Envelope| e.arrives.map_or(0, |arrives| arrives.since(e.sent).0 / 1000);
    film.watch(seconds(2)).iter().map(|e| (e.id.from, e.id.to, took(e))).collect()
}

#[test]
fn a_link_of_its_own_is_slow_in_its_direction_alone() {
    let mut film = Film::new(3, 1).turned(&[Dial::Latency(fixed(10))]);
    film.act(turn(link(1, 2, false), Dial::Latency(fixed(40))));
    let all = sent(&mut film);
    let slow = |from: ServerId, to: ServerId| (from, to) == (s(1), s(2));
    assert!(all.iter().any(|(from, to, _)| slow(*from, *to)));
    for (from, to, took) in all {
        assert_eq!(took, if slow(from, to) { 40 } else { 10 }, "{from} to {to}");
    }
}

#[test]
fn both_ways_is_each_way() {
    let mut film = Film::new(3, 1);
    film.act(turn(link(1, 3, true), Dial::Loss(100)));
    let dials = film.world.dials();
    assert_eq!([dials.loss(s(1), s(3)), dials.loss(s(3), s(1)), dials.loss(s(1), s(2))], [100, 100, 0]);
    assert_eq!(dials.own().count(), 2);
}

#[test]
fn a_clock_that_runs_fast_runs_out_sooner() {
    let mut film = Film::new(3, 1).turned(&[Dial::Timeout(fixed(200))]);
    film.act(turn(on(2), Dial::Clock(200)));
    let due = |film: &Film, server: u8| film.world.timers().election[s(server)].map(|timer| timer.due);
    assert_eq!(due(&film, 1), Some(Micros::from_ms(200)));
    assert_eq!(due(&film, 2), Some(Micros::from_ms(100)), "the running timer too");
    film.elect();
    assert_eq!(film.world.leader().map(raft_core::Server::id), Some(s(2)));
}

#[test]
fn a_slow_disk_is_slow_for_its_server_alone() {
    let mut film = Film::new(3, 1);
    film.act(turn(on(3), Dial::Disk(fixed(30))));
    film.act(Act::Timeout(s(1)));
    assert_eq!(film.world.writes_of(s(1)).count(), 0);
    film.act(Act::Timeout(s(3)));
    assert_eq!(film.world.writes_of(s(3)).count(), 1);
}

#[test]
fn a_dial_turned_for_all_leaves_no_exceptions() {
    let mut film = Film::new(3, 1);
    film.act(turn(on(1), Dial::Timeout(Span::from_ms(10, 20))));
    film.act(turn(on(1), Dial::Clock(110)));
    film.act(Act::Turn(Dial::Timeout(Span::from_ms(400, 500))));
    assert_eq!(film.world.dials().timeout(s(1)), Span::from_ms(400, 500));
    assert_eq!(film.world.dials().clock(s(1)), 110, "another dial");
}

#[test]
fn a_dial_of_its_own_is_part_of_the_digest() {
    let mut film = Film::new(3, 1);
    let before = film.world.digest();
    film.act(turn(on(1), Dial::Mtbf(Micros::ZERO)));
    assert_ne!(film.world.digest(), before);
}
