//! Disks that take their time (§5.6): what is not on disk is lost in a crash, and nothing that rests
//! on it has left.

use crate::film::{Film, fixed, seconds};
use crate::harness::s;
use cluster::{Act, Cause, Dial, Link, LossCause, MessageId, Micros, Mode, Span};
use raft_core::{Command, Index, Message, Role};

const DISK_MS: u64 = 50;

fn ms(count: u64) -> Micros {
    Micros::from_ms(count)
}

fn command(word: &str) -> Command {
    Command::new(word).expect("a command")
}

/// Three servers with slow disks and a fast network; nobody starts an election by itself.
fn slow(count: usize) -> Film {
    let dials = [
        Dial::Latency(fixed(1)),
        Dial::Disk(fixed(DISK_MS)),
        Dial::Timeout(Span::from_ms(5000, 9000)),
        Dial::Heartbeat(ms(1000)),
    ];
    let mut film = Film::new(count, 5).turned(&dials);
    for server in film.world.servers().iter().map(raft_core::Server::id).collect::<Vec<_>>() {
        film.act(Act::SetTimer { server, remaining: seconds(5) });
    }
    film
}

/// The same, led by S1, with nothing being written.
fn led(count: usize) -> Film {
    let mut film = slow(count);
    film.act(Act::Timeout(s(1)));
    film.run(ms(400));
    assert!(film.world.server(s(1)).expect("S1").is_leader());
    assert!(film.world.writes().is_empty());
    film
}

fn log_length(film: &Film, server: u8) -> usize {
    film.world.server(s(server)).expect("it").log().entries().len()
}

#[test]
fn a_step_that_stores_something_holds_its_messages_until_the_write_ends() {
    let mut film = slow(3);
    let event = film.act(Act::Timeout(s(1))).clone();
    assert_eq!((event.sent.len(), event.held.len()), (0, 2));
    assert_eq!(event.written_at, Some(ms(DISK_MS)));
    assert_eq!(film.world.network().messages().len(), 0, "nothing has left");
    let written = film.act(Act::Step).clone();
    assert_eq!((written.at, &written.cause), (ms(DISK_MS), &Cause::Written(s(1))));
    assert_eq!(written.sent.len(), 2);
    let arrives = film.world.network().messages()[0].arrives;
    assert_eq!(arrives, Some(ms(DISK_MS + 1)), "the latency counts from when it leaves");
}

#[test]
fn writes_of_one_server_queue_and_what_is_sent_meanwhile_waits_for_the_last() {
    let mut film = led(3);
    let began = film.world.now();
    film.act(Act::Request { server: s(1), command: command("x") });
    film.run(ms(10));
    film.act(Act::Request { server: s(1), command: command("y") });
    let writes: Vec<(Micros, Micros)> = film.world.writes_of(s(1)).map(|w| (w.begins, w.ends)).collect();
    let [first, second] = [began.plus(ms(DISK_MS)), began.plus(ms(2 * DISK_MS))];
    assert_eq!(writes, [(began, first), (first, second)]);
    let beat = film.act(Act::Beat(s(1))).clone();
    assert_eq!((beat.sent.len(), beat.held.len(), beat.written_at), (0, 2, Some(second)));
}

#[test]
fn a_step_that_stores_nothing_waits_for_no_disk() {
    let mut film = led(3);
    let beat = film.act(Act::Beat(s(1))).clone();
    assert_eq!((beat.sent.len(), beat.held.len(), beat.written_at), (2, 0, None));
    film.act(Act::Step);
    let answers = film.world.network().messages().iter().filter(|e| e.id.to == s(1));
    assert_eq!(answers.count(), 1, "nor does an answer to an empty heartbeat");
}

#[test]
fn a_follower_that_crashes_while_it_writes_has_neither_stored_nor_answered() {
    let mut film = led(3);
    film.act(Act::Cut(Link { from: s(1), to: s(3), both: true }));
    film.act(Act::Request { server: s(1), command: command("x") });
    film.run(ms(70));
    assert_eq!((log_length(&film, 1), log_length(&film, 2)), (1, 1));
    let crash = film.act(Act::Crash(s(2))).clone();
    assert_eq!(crash.cut_off, 1);
    assert!(!crash.lost.is_empty() && crash.lost.iter().all(|(_, why)| *why == LossCause::SenderCrashed));
    assert_eq!(crash.log_from, Some(Index(1)));
    film.run(ms(60));
    assert_eq!(log_length(&film, 2), 0);
    assert_eq!(film.world.server(s(1)).expect("S1").commit_index(), Index(0));
}

#[test]
fn a_voter_that_crashes_while_it_writes_can_vote_again_since_nobody_has_its_vote() {
    let mut film = slow(3);
    film.act(Act::Timeout(s(1)));
    film.run(ms(60));
    assert_eq!(film.world.server(s(2)).expect("S2").voted_for(), Some(s(1)));
    film.act(Act::Crash(s(2)));
    film.act(Act::Crash(s(3)));
    let [two, three] = [2, 3].map(|number| film.world.server(s(number)).expect("it").clone());
    assert_eq!((two.current_term().0, two.voted_for()), (0, None));
    assert_eq!((three.current_term().0, three.voted_for()), (0, None));
    film.run(ms(100));
    assert!(matches!(film.world.server(s(1)).expect("S1").role(), Role::Candidate { .. }));
}

#[test]
fn what_was_written_before_the_crash_stays() {
    let mut film = led(3);
    film.act(Act::Request { server: s(1), command: command("x") });
    film.run(ms(DISK_MS));
    film.act(Act::Request { server: s(1), command: command("y") });
    let crash = film.act(Act::Crash(s(1))).clone();
    assert_eq!((log_length(&film, 1), crash.cut_off, crash.log_from), (1, 1, Some(Index(2))));
}

#[test]
fn a_link_that_is_cut_while_the_sender_writes_loses_what_leaves_afterwards() {
    let mut film = led(3);
    film.act(Act::Request { server: s(1), command: command("x") });
    let cut = film.act(Act::Cut(Link { from: s(1), to: s(2), both: false })).clone();
    assert_eq!(cut.lost, []);
    film.act(Act::Heal(Link { from: s(1), to: s(2), both: false }));
    film.run(ms(DISK_MS));
    let entries = |e: &&cluster::Envelope| !e.message.entries().is_empty();
    assert_eq!(film.world.network().messages().iter().filter(entries).count(), 2);
}

#[test]
fn a_server_that_decides_alone_never_decides_by_what_is_not_on_disk() {
    let mut film = slow(1);
    film.act(Act::Timeout(s(1)));
    film.act(Act::Request { server: s(1), command: command("x") });
    assert_eq!(film.world.server(s(1)).expect("S1").commit_index(), Index(1));
    assert!(film.world.writes().is_empty());
    film.act(Act::Crash(s(1)));
    assert_eq!(log_length(&film, 1), 1);
}

#[test]
fn a_message_delivered_and_a_crash_means_that_the_write_had_ended() {
    let mut film = led(3);
    film.act(Act::Request { server: s(1), command: command("x") });
    film.run(ms(DISK_MS));
    let to_two = |e: &&cluster::Envelope| e.id.to == s(2) && !e.message.entries().is_empty();
    let id: MessageId = film.world.network().messages().iter().find(to_two).expect("it").id;
    film.act(Act::DeliverAndCrash(id));
    assert_eq!(log_length(&film, 2), 1);
    assert!(film.world.writes_of(s(2)).next().is_none());
}

#[test]
fn when_the_clock_stops_everything_is_on_disk_and_has_left() {
    let mut film = led(3);
    film.act(Act::Request { server: s(1), command: command("x") });
    let event = film.act(Act::Stepped).clone();
    assert_eq!((film.world.mode(), film.world.writes().len(), event.sent.len()), (Mode::Stepped, 0, 2));
    assert!(film.world.network().messages().iter().all(|envelope| envelope.arrives.is_none()));
    film.act(Act::Crash(s(1)));
    assert_eq!(log_length(&film, 1), 1);
}

#[test]
fn every_write_takes_a_time_of_the_dial_and_of_its_own() {
    let mut film = Film::new(5, 1).turned(&[Dial::Disk(Span::from_ms(2, 8)), Dial::Requests(20)]);
    let mut seen = Vec::new();
    while film.world.now() < seconds(20) {
        film.act(Act::Step);
        let newest = film.world.writes().last().map(|write| (write.server, write.begins, write.ends));
        if newest.is_some() && seen.last() != newest.as_ref() {
            seen.extend(newest);
        }
    }
    let took: Vec<u64> = seen.iter().map(|(_, begins, ends)| ends.since(*begins).0).collect();
    assert!(took.len() > 300, "{}", took.len());
    assert!(took.iter().all(|micros| (2_000..=8_000).contains(micros)));
    let mean = took.iter().sum::<u64>() / took.len() as u64;
    assert!((4_700..=5_300).contains(&mean), "{mean}");
}

#[test]
fn a_world_whose_disks_are_fast_is_the_same_as_one_without() {
    let mut film = Film::new(5, 3).turned(&[Dial::Requests(20)]);
    film.run(seconds(5));
    assert!(film.world.writes().is_empty());
    assert_eq!(film.count(|cause| matches!(cause, Cause::Written(_))), 0);
    let votes = film.delivered().filter(|e| matches!(e.message, Message::RequestVoteReply(_)));
    assert!(votes.count() > 0);
}
