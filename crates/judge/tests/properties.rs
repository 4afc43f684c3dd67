//! Each property broken by a short run with one rule off, and Figure 8 with its counterfactual.

mod common;

use common::Run;
use judge::{Evidence, Property};
use raft_core::{Index, Rule, Term};

#[test]
fn election_safety_breaks_when_a_server_votes_twice() {
    let mut run = Run::new(3).without(Rule::OneVotePerTerm);
    run.elect(1, &[3]);
    run.lose_all();
    assert_eq!(run.broken(), []);
    run.elect(2, &[3]);
    assert_eq!(run.broken(), [(Property::ElectionSafety, run.elected)]);
    let Evidence::ElectionSafety { first, second } = run.judge.violations()[0].evidence else { panic!() };
    assert_eq!((first.server.number(), second.server.number(), second.term), (1, 2, Term(1)));
}

#[test]
fn leader_append_only_breaks_when_a_new_leader_drops_its_entries() {
    let mut run = Run::new(3).without(Rule::LeaderAppendOnly);
    run.elect(1, &[3]);
    run.request(1, "a");
    run.replicate(1, 2);
    run.lose_all();
    run.elect(2, &[3]);
    // The first leader committed the entry that the second one drops.
    let expected = [(Property::LeaderAppendOnly, run.elected), (Property::LeaderCompleteness, run.elected)];
    assert_eq!(run.broken(), expected);
    let Evidence::LeaderAppendOnly { leader, term, index, before, after } =
        run.judge.violations()[0].evidence
    else {
        panic!()
    };
    assert_eq!((leader.number(), term, index, before.term, after), (2, Term(2), Index(1), Term(1), None));
}

#[test]
fn log_matching_breaks_without_the_consistency_check() {
    let mut run = Run::new(3).without(Rule::ConsistencyCheck);
    // S1 holds an entry of term 1, S2 one of term 2.
    run.elect(1, &[3]);
    run.lose_all();
    run.request(1, "a");
    run.lose_all();
    run.elect(2, &[3]);
    run.lose_all();
    run.request(2, "b");
    run.lose_all();
    // S1 leads again. It takes S2's log to match up to index 1 and sends only what follows.
    run.crash(1);
    run.restart(1);
    run.elect(1, &[3]);
    run.lose_all();
    run.request(1, "c");
    run.deliver(1, 2);
    assert_eq!(run.broken()[0], (Property::LogMatching, run.number));
    let Evidence::LogMatching { agree, differ, .. } = run.judge.violations()[0].evidence else { panic!() };
    assert_eq!((agree, differ), (Index(2), Index(1)));
}

#[test]
fn leader_completeness_breaks_without_the_election_restriction() {
    let mut run = Run::new(3).without(Rule::ElectionRestriction);
    run.elect(1, &[2]);
    run.request(1, "a");
    run.replicate(1, 2);
    run.lose_all();
    run.elect(3, &[2]);
    assert_eq!(run.broken(), [(Property::LeaderCompleteness, run.elected)]);
    let Evidence::LeaderCompleteness { commit, leader, found } = run.judge.violations()[0].evidence else {
        panic!()
    };
    assert_eq!((commit.index, commit.term, commit.leader.number()), (Index(1), Term(1), 1));
    assert_eq!((leader.server.number(), leader.term, found), (3, Term(2), None));
}

#[test]
fn state_machine_safety_breaks_when_uncommitted_entries_are_applied() {
    let mut run = Run::new(3).without(Rule::ApplyOnlyCommitted);
    run.elect(1, &[3]);
    run.lose_all();
    run.request(1, "a");
    run.lose_all();
    run.crash(1);
    run.elect(2, &[3]);
    run.lose_all();
    assert_eq!(run.broken(), []);
    // S1 is down and has forgotten that it applied "a". The judge has not.
    run.request(2, "b");
    assert_eq!(run.broken(), [(Property::StateMachineSafety, run.number)]);
    let Evidence::StateMachineSafety { index, first, second } = run.judge.violations()[0].evidence else {
        panic!()
    };
    assert_eq!((index, first.server.number(), second.server.number()), (Index(1), 1, 2));
}

#[test]
fn a_leader_elected_by_its_last_act_before_a_crash_was_elected() {
    let mut run = Run::new(3);
    run.timeout(1);
    run.deliver(1, 2);
    run.deliver_and_crash(2, 1);
    assert_eq!(run.judge.elections().map(|e| (e.server.number(), e.event)).collect::<Vec<_>>(), [(1, 3)]);
    let mut run = Run::new(3);
    run.elect(1, &[2]);
    run.request(1, "a");
    run.deliver(1, 2);
    run.deliver(1, 2);
    run.deliver(2, 1);
    run.deliver_and_crash(2, 1);
    assert_eq!(run.judge.committed(Index(1)).map(|commit| commit.event), Some(run.number));
}

/// Figure 8 up to panel (c), as §2 of the extended paper's figure needs it.
fn figure_8_c(run: &mut Run) {
    run.elect(3, &[1, 2, 4, 5]);
    run.lose_all();
    run.request(3, "x=1");
    for follower in [1, 2, 4, 5] {
        run.replicate(3, follower);
    }
    run.lose_all();
    run.beat(3);
    for follower in [1, 2, 4, 5] {
        run.deliver(3, follower);
    }
    run.lose_all();
    run.elect(1, &[2, 3, 4, 5]);
    run.lose_all();
    run.request(1, "y=2");
    run.replicate(1, 2);
    run.crash(1);
    run.lose_all();
    run.elect(5, &[2, 3, 4]);
    run.lose_all();
    run.request(5, "y=3");
    run.crash(5);
    run.lose_all();
    run.restart(1);
    run.campaign(1, &[2, 3, 4]);
    assert!(!run.leads(1));
    run.elect(1, &[2, 3]);
    run.replicate(1, 2);
    run.deliver(1, 3);
    run.deliver(3, 1);
    run.deliver(1, 3);
    run.request(1, "z=4");
    run.lose(1, 4);
    run.lose(1, 5);
    let logs: Vec<Vec<u32>> = run.terms();
    assert_eq!(logs, [vec![1, 2, 4], vec![1, 2], vec![1, 2], vec![1], vec![1, 3]]);
    assert_eq!(run.broken(), []);
}

#[test]
fn figure_8_d_is_safe() {
    let mut run = Run::new(5);
    figure_8_c(&mut run);
    run.deliver(3, 1);
    run.crash(1);
    run.lose_all();
    run.restart(5);
    run.campaign(5, &[2, 3, 4]);
    run.elect(5, &[2, 3, 4]);
    for follower in [2, 3, 4] {
        run.replicate(5, follower);
    }
    assert_eq!(run.terms()[1..], vec![vec![1, 3]; 4]);
    assert_eq!(run.broken(), []);
    assert_eq!(run.judge.committed(Index(2)), None);
    // On four of five, and not committed.
    let column = run.judge.column(&run.world, Index(2));
    let groups: Vec<_> = column.groups.iter().map(|group| (group.entry.term, group.servers.len())).collect();
    assert_eq!((column.committed, groups), (None, vec![(Term(3), 4), (Term(2), 1)]));
}

#[test]
fn figure_8_d_breaks_when_old_entries_are_committed_by_counting() {
    let mut run = Run::new(5);
    figure_8_c(&mut run);
    let mut run = run.without(Rule::CommitOnlyCurrentTerm);
    run.deliver(3, 1);
    let commit = run.judge.committed(Index(2)).unwrap();
    assert_eq!((commit.term, commit.entry.term, commit.leader.number()), (Term(4), Term(2), 1));
    run.crash(1);
    run.lose_all();
    run.restart(5);
    run.campaign(5, &[2, 3, 4]);
    // Term 5: S5's own vote, S2's; with S3's it leads and lacks y.
    run.timeout(5);
    for voter in [2, 3, 4] {
        run.deliver(5, voter);
    }
    run.deliver(2, 5);
    assert_eq!(run.broken(), []);
    run.deliver(3, 5);
    assert_eq!(run.broken(), [(Property::LeaderCompleteness, run.number)]);
    run.deliver(4, 5);
    run.replicate(5, 2);
    assert_eq!(run.broken().len(), 1);
    // S1 applied y=2 there before it crashed.
    run.replicate(5, 3);
    assert_eq!(run.broken()[1], (Property::StateMachineSafety, run.number));
    assert_eq!(run.broken().len(), 2);
}
