//! §5.3: log replication; "AppendEntries RPC" and "Leaders" of Figure 2.

use crate::harness::{Bench, Handed, accepted, append, entries, entries_from, rejected, s, set};
use raft_core::{Decision, Ignored, Index, Input, Message, Rule, Server, TimerReset};

#[test]
fn s5_3_a_request_becomes_an_entry_of_the_leaders_term_and_goes_to_all() {
    let mut bench = Bench::new(1).storing(&[1]).in_term(3).leading(&[2, 3]);
    let handed = bench.request("x=1");
    assert_eq!(bench.log(), [1, 4]);
    assert_eq!(handed.receivers(), set(&[2, 3, 4, 5]));
    for (_, message) in &handed.sent {
        assert_eq!(message.entries().len(), 1);
        assert_eq!(message.entries()[0].term.0, 4);
    }
    assert_eq!(handed.log_changed.first().map(|index| index.0), Some(2));
    assert_eq!(bench.commit(), 0, "nobody else stores it yet");
}

#[test]
fn s5_3_only_leaders_take_requests() {
    for bench in [Bench::new(1), Bench::new(1).standing()] {
        let mut bench = bench;
        let before = bench.server.clone();
        assert_eq!(bench.request("x=1"), Handed::default());
        assert_eq!(bench.server, before);
    }
}

#[test]
fn s5_3_a_follower_refuses_when_its_log_ends_before_prev_log_index() {
    let mut bench = Bench::new(2).storing(&[1]);
    let handed = bench.hear(s(1), append(1, (2, 1), &entries_from(3, &[1]), 3));
    assert_eq!(*handed.reply(), rejected(1, 2));
    assert_eq!((bench.log(), bench.commit()), (vec![1], 0));
    assert_eq!(handed.resets, [TimerReset::HeardFromLeader], "it heard from the current leader");
}

#[test]
fn s5_3_a_follower_refuses_when_the_terms_at_prev_log_index_differ_and_deletes_nothing() {
    let mut bench = Bench::new(2).storing(&[1, 2]);
    let handed = bench.hear(s(1), append(3, (2, 1), &entries_from(3, &[3]), 0));
    assert_eq!(*handed.reply(), rejected(3, 2));
    assert_eq!(bench.log(), [1, 2]);
}

#[test]
fn s5_3_a_conflicting_entry_goes_with_all_that_follow_it() {
    let mut bench = Bench::new(2).storing(&[1, 2, 2, 2]);
    let handed = bench.hear(s(1), append(3, (1, 1), &entries_from(2, &[3]), 0));
    assert_eq!(*handed.reply(), accepted(3, 1, 2));
    assert_eq!(bench.log(), [1, 3]);
    assert_eq!(handed.log_changed.iter().map(|index| index.0).min(), Some(2));
}

#[test]
fn s5_3_entries_that_do_not_conflict_stay_even_beyond_the_new_ones() {
    // A late AppendEntries with fewer entries must not undo a later one.
    let mut bench = Bench::new(2).storing(&[1, 1, 1]);
    for late in [append(1, (0, 0), &entries(&[1]), 0), append(1, (1, 1), &[], 0)] {
        let handed = bench.hear(s(5), late);
        assert!(handed.accepted());
        assert_eq!(handed.log_changed, []);
        assert_eq!(bench.log(), [1, 1, 1]);
    }
}

#[test]
fn s5_3_an_answer_acknowledges_what_was_sent_not_what_is_there() {
    let mut bench = Bench::new(2).storing(&[1, 1, 1]);
    assert_eq!(*bench.hear(s(5), append(1, (1, 1), &[], 0)).reply(), accepted(1, 1, 1));
    assert_eq!(*bench.hear(s(5), append(1, (0, 0), &entries(&[1, 1]), 0)).reply(), accepted(1, 0, 2));
}

#[test]
fn s5_3_only_missing_entries_are_appended() {
    let mut bench = Bench::new(2).storing(&[1, 1]);
    let handed = bench.hear(s(5), append(2, (0, 0), &entries(&[1, 1, 2, 2]), 0));
    assert_eq!(*handed.reply(), accepted(2, 0, 4));
    assert_eq!(bench.log(), [1, 1, 2, 2]);
    assert_eq!(handed.log_changed.iter().map(|index| index.0).min(), Some(3));
    assert_eq!(bench.server.log().entries(), entries(&[1, 1, 2, 2]));
}

#[test]
fn s5_3_commit_index_follows_leader_commit_up_to_the_last_new_entry() {
    // S2 has two entries that the leader knows nothing of yet; leaderCommit must not cover them.
    let mut bench = Bench::new(2).storing(&[1, 1, 1]);
    bench.hear(s(1), append(2, (1, 1), &[], 3));
    assert_eq!(bench.commit(), 1);
    bench.hear(s(1), append(2, (1, 1), &entries_from(2, &[2, 2]), 2));
    assert_eq!((bench.commit(), bench.log()), (2, vec![1, 2, 2]));
}

#[test]
fn s5_3_commit_index_never_falls() {
    let mut bench = Bench::new(2).storing(&[1, 1, 1]);
    bench.hear(s(5), append(1, (3, 1), &[], 3));
    assert_eq!(bench.commit(), 3);
    // An older leaderCommit, and a newer one over an early prefix.
    bench.hear(s(5), append(1, (3, 1), &[], 1));
    bench.hear(s(5), append(1, (1, 1), &[], 9));
    assert_eq!(bench.commit(), 3);
}

#[test]
fn s5_3_a_refused_append_entries_commits_nothing() {
    let mut bench = Bench::new(2).storing(&[1, 1]);
    let handed = bench.hear(s(1), append(2, (2, 2), &[], 2));
    assert!(!handed.accepted());
    assert_eq!((bench.commit(), handed.applied), (0, vec![]));
}

#[test]
fn s5_3_committed_entries_are_applied_once_and_in_order() {
    let mut bench = Bench::new(2).storing(&[1, 1, 1]);
    assert_eq!(bench.hear(s(5), append(1, (2, 1), &[], 2)).applied_indexes(), [1, 2]);
    assert_eq!(bench.hear(s(5), append(1, (3, 1), &[], 3)).applied_indexes(), [3]);
    let again = bench.hear(s(5), append(1, (3, 1), &[], 3));
    assert_eq!(again.applied, []);
    assert_eq!(bench.server.last_applied().0, 3);
}

#[test]
fn s5_3_a_success_moves_match_and_next_index_and_only_forward() {
    let mut bench = Bench::new(1).storing(&[1, 1]).leading(&[2, 3]);
    bench.hear(s(2), accepted(2, 2, 2));
    assert_eq!(bench.progress(2), (3, 2));
    bench.hear(s(2), accepted(2, 0, 1));
    assert_eq!(bench.progress(2), (3, 2), "an answer that was overtaken");
    assert_eq!(bench.progress(3), (3, 0), "each follower by itself");
}

#[test]
fn s5_3_a_refusal_decrements_next_index_and_is_retried_at_once() {
    let mut bench = Bench::new(1).storing(&[1, 1]).leading(&[2, 3]);
    let handed = bench.hear(s(2), rejected(2, 2));
    assert_eq!(bench.progress(2), (2, 0));
    assert_eq!(handed.sent, [(s(2), append(2, (1, 1), &entries_from(2, &[1]), 0))]);
    let handed = bench.hear(s(2), rejected(2, 1));
    assert_eq!(bench.progress(2), (1, 0));
    assert_eq!(handed.sent, [(s(2), append(2, (0, 0), &entries(&[1, 1]), 0))]);
}

#[test]
fn s5_3_a_refusal_that_comes_twice_counts_once() {
    let mut bench = Bench::new(1).storing(&[1, 1, 1]).leading(&[2, 3]);
    bench.hear(s(2), rejected(2, 3));
    let after = bench.server.clone();
    assert_eq!(bench.hear(s(2), rejected(2, 3)).sent, []);
    assert_eq!(bench.server, after);
}

#[test]
fn s5_3_a_late_refusal_of_an_attempt_before_the_last_is_ignored_with_what_was_compared() {
    let mut bench = Bench::new(1).storing(&[1, 1, 1]).leading(&[2, 3]);
    bench.hear(s(2), rejected(2, 3));
    bench.hear(s(2), accepted(2, 2, 3));
    assert_eq!(bench.progress(2), (4, 3));
    let (before, handed) = (bench.server.clone(), bench.hear(s(2), rejected(2, 2)));
    let why = Ignored::OtherAttempt { prev_log_index: Index(2), next_index: Index(4) };
    assert_eq!(handed.decisions, [Decision::Ignored { sender: s(2), why }]);
    assert_eq!((handed.sent, bench.server), (vec![], before));
}

#[test]
fn s5_3_a_late_refusal_that_looks_like_the_last_costs_one_exchange() {
    let mut bench = Bench::new(1).storing(&[1, 1]).leading(&[2, 3]);
    bench.hear(s(2), rejected(2, 2));
    bench.hear(s(2), accepted(2, 1, 2));
    assert_eq!(bench.progress(2), (3, 2));
    // A copy of the first refusal is about nextIndex - 1 again: by Figure 2 it counts.
    let handed = bench.hear(s(2), rejected(2, 2));
    let backed_off =
        Decision::BackedOff { follower: s(2), refused: Index(2), next_index: Index(2), moved: true };
    assert_eq!(handed.decisions, [backed_off]);
    assert_eq!(handed.sent, [(s(2), append(2, (1, 1), &entries_from(2, &[1]), 0))]);
    assert_eq!(bench.progress(2), (2, 2), "matchIndex never falls");
    bench.hear(s(2), accepted(2, 1, 2));
    assert_eq!(bench.progress(2), (3, 2));
}

#[test]
fn s5_3_a_follower_that_lost_what_it_had_acknowledged_is_filled_again() {
    let mut leader = Bench::of(1, 3).storing(&[1, 1, 1]).leading(&[2]);
    let mut follower = Bench::of(2, 3).storing(&[1, 1, 1]).with(Rule::PersistLog, false);
    leader.hear(s(2), accepted(2, 3, 3));
    follower.reboot();
    assert_eq!((leader.progress(2), follower.log()), ((4, 3), vec![]));
    let mut under_way: Vec<Message> =
        leader.beat().sent.into_iter().filter(|(to, _)| *to == s(2)).map(|(_, message)| message).collect();
    while let Some(message) = under_way.pop() {
        let reply = follower.hear(s(1), message).reply().clone();
        under_way.extend(leader.hear(s(2), reply).sent.into_iter().map(|(_, message)| message));
    }
    assert_eq!(follower.log(), [1, 1, 1]);
    assert_eq!(leader.progress(2), (4, 3));
}

#[test]
fn s5_3_a_success_that_teaches_nothing_is_not_told_as_progress() {
    let mut bench = Bench::new(1).storing(&[1, 1]).leading(&[2, 3]);
    let confirmed = |acknowledged| Decision::Confirmed {
        follower: s(2),
        acknowledged: Index(acknowledged),
        match_index: Index(2),
        next_index: Index(3),
    };
    bench.hear(s(2), accepted(2, 2, 2));
    assert_eq!(bench.hear(s(2), accepted(2, 2, 2)).decisions, [confirmed(2)], "a heartbeat's");
    assert_eq!(bench.hear(s(2), accepted(2, 0, 1)).decisions, [confirmed(1)], "a late one");
}

#[test]
fn s5_3_nobody_goes_back_beyond_the_first_entry() {
    let mut bench = Bench::new(1).leading(&[2, 3]);
    let handed = bench.hear(s(2), rejected(1, 0));
    assert_eq!((bench.progress(2), handed.sent), ((1, 0), vec![]));
}

#[test]
fn s5_3_a_success_that_taught_something_is_followed_by_the_rest() {
    let mut bench = Bench::new(1).leading(&[2, 3]);
    bench.request("x=1");
    bench.request("y=2");
    let handed = bench.hear(s(2), accepted(1, 0, 1));
    assert_eq!(handed.sent.len(), 1);
    assert_eq!(handed.sent[0].1.entries().len(), 1, "index 2 is still missing");
    let handed = bench.hear(s(2), accepted(1, 0, 1));
    assert_eq!(handed.sent, [], "no news, nothing to send");
}

#[test]
fn s5_3_heartbeats_carry_everything_from_next_index_on() {
    let mut bench = Bench::new(1).leading(&[2, 3]);
    bench.request("x=1");
    bench.hear(s(2), accepted(1, 0, 1));
    let handed = bench.beat();
    let carried: Vec<usize> = handed.sent.iter().map(|(_, message)| message.entries().len()).collect();
    assert_eq!(carried, [0, 1, 1, 1], "S2 has it, the others get it again");
}

#[test]
fn s5_3_send_is_one_heartbeat_to_one_server() {
    let mut bench = Bench::new(1).storing(&[1]).leading(&[2, 3]);
    let all = bench.beat().sent;
    let one = bench.step(Input::Send { to: s(4) });
    assert_eq!(one.sent, all.into_iter().filter(|(to, _)| *to == s(4)).collect::<Vec<_>>());
}

#[test]
fn s5_3_an_empty_append_entries_asks_for_agreement_and_carries_leader_commit() {
    let mut bench = Bench::new(1).leading(&[2, 3]);
    bench.request("x=1");
    bench.hear(s(2), accepted(1, 0, 1));
    bench.hear(s(3), accepted(1, 0, 1));
    let empty = bench.step(Input::SendEmpty { to: s(4) });
    assert_eq!(empty.sent, [(s(4), append(1, (0, 0), &[], 1))], "index 1 is still to be sent to S4");
    let mut candidate = Bench::new(1).standing();
    assert_eq!(candidate.step(Input::SendEmpty { to: s(4) }), Handed::default());
}

#[test]
fn s5_3_a_leader_never_changes_its_log_for_another() {
    // With every rule on this cannot happen; a leader ignores it all the same.
    let mut bench = Bench::new(1).storing(&[1, 1]).leading(&[2, 3]);
    let before: Server = bench.server.clone();
    assert_eq!(bench.hear(s(5), append(2, (0, 0), &entries(&[2]), 1)).sent, []);
    assert_eq!(bench.server, before);
}

#[test]
fn s5_3_a_leader_told_of_more_than_it_has_believes_no_more_than_that() {
    let mut bench = Bench::new(1).storing(&[1]).leading(&[2, 3]);
    bench.hear(s(2), accepted(2, 1, 7));
    assert_eq!(bench.progress(2), (2, 1));
}

#[test]
fn s5_3_a_follower_far_behind_is_brought_back_in_step_by_step() {
    // Figure 7's worst follower against a leader, played as a conversation.
    let mut leader = Bench::of(1, 3).storing(&[1, 1, 1, 4, 4, 5, 5, 6, 6, 6]).leading(&[3]);
    let mut follower = Bench::of(2, 3).storing(&[1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3]);
    let mut under_way: Vec<Message> =
        leader.beat().sent.into_iter().filter(|(to, _)| *to == s(2)).map(|(_, message)| message).collect();
    let mut exchanges = 0;
    while let Some(message) = under_way.pop() {
        exchanges += 1;
        let reply = follower.hear(s(1), message).reply().clone();
        under_way.extend(leader.hear(s(2), reply).sent.into_iter().map(|(_, message)| message));
    }
    assert_eq!(follower.log(), leader.log());
    assert_eq!(leader.progress(2), (11, 10));
    assert_eq!(exchanges, 8, "prevLogIndex 10, 9, ... 3: seven refusals and a success");
}
