//! §5.4.1: whose log is more up-to-date.

use crate::harness::{Bench, at, request_vote, s};
use proptest::prelude::*;
use raft_core::{Rules, is_up_to_date};

fn fresh(mine: (u32, u32), theirs: (u32, u32)) -> bool {
    is_up_to_date(Rules::PAPER, at(mine), at(theirs))
}

#[test]
fn s5_4_1_the_later_last_term_wins_however_short_the_log() {
    assert!(fresh((9, 1), (1, 2)));
    assert!(!fresh((1, 2), (9, 1)), "longer is not more up-to-date");
}

#[test]
fn s5_4_1_with_equal_last_terms_the_longer_log_wins() {
    assert!(fresh((2, 1), (3, 1)));
    assert!(!fresh((3, 1), (2, 1)));
    assert!(fresh((3, 1), (3, 1)), "at least as up-to-date is enough");
    assert!(fresh((0, 0), (0, 0)), "two empty logs");
}

#[test]
fn s5_4_1_a_voter_refuses_a_candidate_whose_log_is_behind_its_own() {
    let mut bench = Bench::new(3).storing(&[1, 2]);
    assert!(!bench.hear(s(1), request_vote(3, (1, 2))).granted(), "shorter");
    assert!(!bench.hear(s(1), request_vote(4, (9, 1))).granted(), "an earlier last term");
    assert!(bench.hear(s(1), request_vote(5, (2, 2))).granted(), "as good as its own");
}

#[test]
fn s5_4_1_a_higher_current_term_does_not_help_a_candidate_whose_log_is_behind() {
    let mut bench = Bench::new(3).storing(&[2]);
    let handed = bench.hear(s(1), request_vote(99, (5, 1)));
    assert!(!handed.granted());
    assert_eq!(bench.term(), 99, "the term is taken over all the same (§5.1)");
    assert_eq!(bench.voted_for(), None, "and the vote stays free");
    assert_eq!(handed.resets, []);
}

#[test]
fn s5_4_1_what_a_voter_would_say_is_what_it_says() {
    // `vote_refusal` is what "why?" shows before the vote.
    for (term, last_log) in [(1, (9, 9)), (2, (1, 1)), (2, (2, 2)), (3, (1, 1)), (3, (2, 2))] {
        let mut bench = Bench::new(3).storing(&[1, 2]);
        assert!(bench.hear(s(2), request_vote(2, (2, 2))).granted(), "its vote of term 2 is given");
        let message = request_vote(term, last_log);
        let raft_core::Message::RequestVote(request) = &message else { unreachable!() };
        let foretold = bench.server.vote_refusal(bench.rules, s(1), request).is_none();
        assert_eq!(bench.hear(s(1), message).granted(), foretold, "{term} {last_log:?}");
    }
}

proptest! {
    /// The slow twin: up-to-date is the order of (term, index) pairs.
    #[test]
    fn s5_4_1_up_to_date_is_a_total_order(mine in (0u32..4, 0u32..4), theirs in (0u32..4, 0u32..4)) {
        let (by_term, by_index) = ((mine.1, mine.0), (theirs.1, theirs.0));
        prop_assert_eq!(fresh(mine, theirs), by_index >= by_term);
        prop_assert!(fresh(mine, theirs) || fresh(theirs, mine), "of two logs one may always win");
    }
}
