//! §5.5: follower and candidate crashes; what is on disk and what is not.

use crate::harness::{Bench, append, entries, request_vote, s, set, vote};
use raft_core::{RoleName, TimerReset};

#[test]
fn s5_5_a_crash_keeps_current_term_voted_for_and_log_and_nothing_else() {
    let mut bench = Bench::new(1).storing(&[1, 2]);
    bench.hear(s(5), append(2, (2, 2), &[], 2));
    let mut bench = bench.leading(&[2, 3]);
    assert_eq!((bench.commit(), bench.server.last_applied().0), (2, 2));
    bench.server.crash(bench.rules);
    assert_eq!((bench.term(), bench.voted_for(), bench.log()), (3, Some(1), vec![1, 2]));
    assert_eq!((bench.commit(), bench.server.last_applied().0), (0, 0));
    assert_eq!(bench.server.role().name(), RoleName::Follower);
}

#[test]
fn s5_5_a_restarted_server_is_a_follower_whose_timer_runs() {
    let mut bench = Bench::new(1).leading(&[2, 3]);
    let handed = bench.reboot();
    assert_eq!(handed.resets, [TimerReset::Restarted]);
    assert_eq!((handed.sent, handed.decisions), (vec![], vec![]));
    assert!(!bench.server.is_leader());
}

#[test]
fn s5_5_a_restart_does_not_bring_back_a_vote() {
    let mut bench = Bench::new(3);
    assert!(bench.hear(s(1), request_vote(1, (0, 0))).granted());
    bench.reboot();
    assert!(!bench.hear(s(2), request_vote(1, (0, 0))).granted());
    assert!(bench.hear(s(1), request_vote(1, (0, 0))).granted(), "the same candidate, the same vote");
}

#[test]
fn s5_5_a_repeated_rpc_is_answered_and_changes_nothing() {
    // The server crashed after doing the RPC and before it answered.
    let mut bench = Bench::new(2);
    let request = append(1, (0, 0), &entries(&[1, 1]), 0);
    let first = bench.hear(s(1), request.clone());
    bench.reboot();
    let before = bench.server.clone();
    let second = bench.hear(s(1), request);
    assert_eq!(second.reply(), first.reply(), "success again");
    assert_eq!(bench.server, before);
    assert_eq!(second.log_changed, []);
}

#[test]
fn s5_5_entries_are_applied_again_after_a_restart_and_are_the_same() {
    let mut bench = Bench::new(2).storing(&[1, 1]);
    let first = bench.hear(s(5), append(1, (2, 1), &[], 2)).applied;
    bench.reboot();
    assert_eq!(bench.hear(s(5), append(1, (2, 1), &[], 2)).applied, first);
}

#[test]
fn s5_5_a_crashed_candidate_is_asked_for_nothing_and_stands_again_in_a_later_term() {
    let mut bench = Bench::new(1).standing();
    bench.reboot();
    assert_eq!(bench.beat().sent, [], "a follower asks nobody");
    bench.hear(s(2), vote(1, true));
    assert_eq!(bench.server.role().name(), RoleName::Follower, "votes from before the crash are too late");
    bench.timeout();
    assert_eq!(bench.term(), 2);
}

#[test]
fn s5_5_rpcs_are_sent_again_for_ever() {
    let mut bench = Bench::new(1).leading(&[2, 3]);
    bench.request("x=1");
    for _ in 0..100 {
        let handed = bench.beat();
        assert_eq!(handed.receivers(), set(&[2, 3, 4, 5]));
        assert!(handed.sent.iter().all(|(_, message)| message.entries().len() == 1));
    }
}
