//! §5.1: terms are the clock; "Rules for Servers, All Servers" of Figure 2.

use crate::harness::{Bench, accepted, append, entries, rejected, request_vote, s, vote};
use raft_core::{Message, RoleName, Server, TimerReset};

#[test]
fn s5_1_a_server_boots_in_term_0_as_a_follower_that_has_voted_for_nobody() {
    let bench = Bench::new(1);
    assert_eq!(bench.term(), 0);
    assert_eq!(bench.voted_for(), None);
    assert_eq!(bench.log(), []);
    assert_eq!((bench.commit(), bench.server.last_applied().0), (0, 0));
    assert_eq!(bench.server.role().name(), RoleName::Follower);
}

/// One message of each kind in term 9.
fn of_term_9() -> [Message; 4] {
    [request_vote(9, (0, 0)), vote(9, true), append(9, (7, 7), &[], 0), rejected(9, 0)]
}

#[test]
fn s5_1_any_message_of_a_higher_term_makes_a_follower_of_everyone() {
    for message in of_term_9() {
        for bench in [Bench::new(1), Bench::new(1).standing(), Bench::new(1).leading(&[2, 3])] {
            let mut bench = bench;
            bench.hear(s(5), message.clone());
            assert_eq!(bench.term(), 9, "{message:?}");
            assert_eq!(bench.server.role().name(), RoleName::Follower, "{message:?}");
            // The vote of the old term is gone; the only new one is for the candidate of term 9.
            let asks = matches!(message, Message::RequestVote(_));
            assert_eq!(bench.voted_for(), asks.then_some(5), "{message:?}");
        }
    }
}

#[test]
fn s5_1_a_vote_that_brings_a_higher_term_elects_nobody() {
    let mut bench = Bench::of(1, 3).standing();
    let handed = bench.hear(s(2), vote(2, true));
    assert_eq!((bench.term(), bench.server.is_leader()), (2, false));
    assert_eq!(handed.sent, []);
}

#[test]
fn s5_1_hearing_of_a_higher_term_starts_only_a_leaders_timer() {
    // Figure 2 restarts a follower's timer for a granted vote or the current leader, for nothing else.
    let news = || vote(9, false);
    assert_eq!(Bench::new(1).hear(s(2), news()).resets, []);
    assert_eq!(Bench::new(1).standing().hear(s(2), news()).resets, []);
    let handed = Bench::new(1).leading(&[2, 3]).hear(s(2), news());
    assert_eq!(handed.resets, [TimerReset::SteppedDown]);
}

#[test]
fn s5_1_a_request_vote_of_an_old_term_is_refused_in_the_current_term() {
    let mut bench = Bench::new(1).in_term(3);
    let before = bench.server.clone();
    let handed = bench.hear(s(2), request_vote(2, (9, 2)));
    assert_eq!(*handed.reply(), vote(3, false));
    assert_eq!(handed.resets, []);
    assert_eq!(bench.server, before);
}

#[test]
fn s5_1_append_entries_of_an_old_term_is_refused_in_the_current_term() {
    let mut bench = Bench::new(1).in_term(3);
    let before = bench.server.clone();
    let handed = bench.hear(s(2), append(2, (0, 0), &entries(&[2]), 1));
    assert_eq!(*handed.reply(), rejected(3, 0));
    assert_eq!(handed.resets, [], "an old leader is not the current leader");
    assert_eq!(bench.server, before);
}

#[test]
fn s5_1_answers_of_an_old_term_change_nothing() {
    let candidate = Bench::new(1).in_term(3).standing();
    let leader = Bench::new(1).storing(&[1]).in_term(3).leading(&[2, 3]);
    for (mut bench, message) in
        [(candidate, vote(3, true)), (leader.clone(), accepted(3, 0, 1)), (leader, rejected(3, 1))]
    {
        let before: Server = bench.server.clone();
        let handed = bench.hear(s(4), message);
        assert_eq!(bench.server, before);
        assert_eq!(handed.sent, []);
    }
}

#[test]
fn s5_1_terms_never_fall() {
    let mut bench = Bench::new(1).in_term(5);
    for message in [request_vote(1, (0, 0)), vote(2, true), append(3, (0, 0), &[], 0), accepted(4, 0, 0)] {
        bench.hear(s(2), message);
        assert_eq!(bench.term(), 5);
    }
}
