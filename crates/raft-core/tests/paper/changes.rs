//! §6: what a server decides about a change of the membership, with its operands, step by step.

use crate::harness::{Bench, accepted, append, rejected, request_vote, s, set, vote};
use raft_core::{
    Change, ChangeRefusal, Configuration, Decision, Electorate, Ignored, Index, Input, RoleName, Rule, Rules,
    ServerSet, StepDown, Term,
};

fn change(bench: &mut Bench, target: &[u8]) -> Vec<Decision> {
    let known = ServerSet::first(5);
    bench.step(Input::ChangeConfiguration { target: set(target), known }).decisions
}

fn simple(servers: &[u8]) -> Configuration {
    Configuration::of(set(servers))
}

fn joint(old: &[u8], new: &[u8]) -> Configuration {
    Configuration { voters: set(old), next: Some(set(new)) }
}

/// S1 leads S1 to S3 in term 1 with one entry, which S2 stores.
fn leader() -> Bench {
    let mut bench = Bench::of(1, 3).leading(&[2]);
    bench.request("x=1");
    bench.hear(s(2), accepted(1, 0, 1));
    bench
}

/// S1 as the leader that left itself out: C_new, S2 and S3, is at index 3.
fn leaving() -> Bench {
    let mut bench = leader();
    change(&mut bench, &[2, 3]);
    bench.hear(s(2), accepted(1, 1, 2));
    bench.hear(s(3), accepted(1, 1, 2));
    bench
}

/// Only decisions about changes.
fn changes(decisions: Vec<Decision>) -> Vec<Decision> {
    decisions.into_iter().filter(|decision| matches!(decision, Decision::Change(_))).collect()
}

/// One of every kind.
pub(crate) fn every_change() -> Vec<Decision> {
    let mut all = change(&mut Bench::of(2, 3), &[2]);
    let mut bench = leader();
    all.extend(change(&mut bench, &[]));
    all.extend(change(&mut bench, &[1, 7]));
    all.extend(change(&mut bench, &[1, 2, 3]));
    all.extend(change(&mut bench, &[1, 2, 3, 5]));
    all.extend(change(&mut bench, &[1, 2, 3, 4]));
    bench.hear(s(4), rejected(1, 1));
    all.extend(bench.hear(s(4), accepted(1, 0, 1)).decisions);
    all.extend(change(&mut bench, &[1]));
    bench.hear(s(2), accepted(1, 1, 2));
    all.extend(bench.hear(s(4), accepted(1, 1, 2)).decisions);
    let mut left_out = leaving();
    left_out.hear(s(2), accepted(1, 2, 3));
    all.extend(left_out.hear(s(3), accepted(1, 2, 3)).decisions);
    let mut again = leader();
    change(&mut again, &[1, 2]);
    again.reboot();
    again.timeout();
    all.extend(again.hear(s(2), vote(2, true)).decisions);
    let mut led = Bench::of(2, 3).with(Rule::DisregardVotesWhileLed, true);
    led.hear(s(1), append(1, (0, 0), &[], 0));
    all.extend(led.hear(s(3), request_vote(2, (0, 0))).decisions);
    all
}

#[test]
fn s6_a_change_is_refused_with_its_operands() {
    let refused =
        |target: &[u8], refusal| vec![Decision::Change(Change::Refused { target: set(target), refusal })];
    let follower = ChangeRefusal::NotLeader { role: RoleName::Follower };
    assert_eq!(change(&mut Bench::of(2, 3), &[2]), refused(&[2], follower));
    let mut bench = leader();
    assert_eq!(change(&mut bench, &[]), refused(&[], ChangeRefusal::Empty));
    let unknown = ChangeRefusal::Unknown { unknown: set(&[7]) };
    assert_eq!(change(&mut bench, &[1, 7]), refused(&[1, 7], unknown));
    let same = ChangeRefusal::Same { configuration: simple(&[1, 2, 3]) };
    assert_eq!(change(&mut bench, &[1, 2, 3]), refused(&[1, 2, 3], same));
    change(&mut bench, &[1, 2]);
    let under_way = ChangeRefusal::UnderWay {
        index: Index(2),
        configuration: joint(&[1, 2, 3], &[1, 2]),
        commit_index: Index(1),
    };
    assert_eq!(change(&mut bench, &[1]), refused(&[1], under_way));
}

#[test]
fn s6_new_servers_catch_up_before_the_change_begins() {
    let mut bench = leader();
    let began = Change::CatchUpBegan { target: set(&[1, 2, 3, 4, 5]), new: set(&[4, 5]), goal: Index(1) };
    assert_eq!(change(&mut bench, &[1, 2, 3, 4, 5]), [Decision::Change(began)]);
    // They count for nothing: 2 of 3 commit.
    bench.request("y=2");
    bench.hear(s(2), accepted(1, 1, 2));
    assert_eq!(bench.commit(), 2);
    let caught_up = |server, waiting: &[u8]| Change::CaughtUp {
        server: s(server),
        match_index: Index(2),
        goal: Index(1),
        waiting: set(waiting),
    };
    let decisions = changes(bench.hear(s(4), accepted(1, 0, 2)).decisions);
    assert_eq!(decisions, [Decision::Change(caught_up(4, &[5]))]);
    assert_eq!(changes(bench.hear(s(4), accepted(1, 0, 2)).decisions), [], "once");
    let began = Change::Began {
        index: Index(3),
        old: simple(&[1, 2, 3]),
        configuration: joint(&[1, 2, 3], &[1, 2, 3, 4, 5]),
    };
    let decisions = changes(bench.hear(s(5), accepted(1, 0, 2)).decisions);
    assert_eq!(decisions, [caught_up(5, &[]), began].map(Decision::Change));
    assert_eq!(bench.beat().receivers(), set(&[2, 3, 4, 5]));
}

#[test]
fn s6_another_target_gives_up_what_has_not_caught_up() {
    let mut bench = leader();
    change(&mut bench, &[1, 2, 3, 5]);
    let given_up = Change::GivenUp { target: set(&[1, 2, 3, 5]), waiting: set(&[5]) };
    assert_eq!(change(&mut bench, &[1, 2, 3]), [Decision::Change(given_up)], "back to what there is");
    assert_eq!(bench.server.catching_up(), None);
    change(&mut bench, &[1, 2, 3, 5]);
    bench.reboot();
    assert_eq!(bench.server.catching_up(), None, "it is volatile state of the leader");
}

#[test]
fn s6_c_new_is_appended_when_c_old_new_is_committed() {
    let mut bench = leader();
    change(&mut bench, &[1, 2]);
    let decisions = changes(bench.hear(s(2), accepted(1, 1, 2)).decisions);
    let completed = Change::Completed {
        index: Index(3),
        joint: Index(2),
        commit_index: Index(2),
        configuration: simple(&[1, 2]),
    };
    assert_eq!(decisions, [Decision::Change(completed)]);
    assert_eq!(bench.beat().receivers(), set(&[2]), "S3 gets nothing any more");
}

#[test]
fn s6_a_leader_outside_c_new_does_not_count_itself_and_leaves_when_it_is_committed() {
    let mut bench = leaving();
    assert_eq!((bench.commit(), bench.server.configuration(bench.rules)), (2, simple(&[2, 3])));
    bench.hear(s(2), accepted(1, 2, 3));
    assert_eq!(bench.commit(), 2, "1 of 2");
    let decisions = bench.hear(s(3), accepted(1, 2, 3)).decisions;
    let why = StepDown::LeftOut {
        index: Index(3),
        commit_index: Index(3),
        electorate: Electorate::new(s(1), simple(&[2, 3]), Rules::PAPER),
    };
    assert!(decisions.contains(&Decision::SteppedDown { from: RoleName::Leader, why }), "{decisions:?}");
    assert!(!bench.server.may_stand(bench.rules), "C_new is committed, and leaves it out");
}

#[test]
fn s6_a_server_that_an_uncommitted_configuration_leaves_out_stands_without_its_own_vote() {
    let mut bench = leaving();
    bench.reboot();
    assert_eq!(bench.timeout().receivers(), set(&[2, 3]));
    bench.hear(s(2), vote(2, true));
    assert!(!bench.server.is_leader(), "1 of S2 and S3; its own does not count");
    bench.hear(s(3), vote(2, true));
    assert!(bench.server.is_leader());
    // A spare server that no configuration ever named does not.
    assert!(!Bench::configured(4, simple(&[1, 2, 3])).server.may_stand(Rules::PAPER));
}

#[test]
fn s6_a_change_from_an_earlier_term_waits_for_an_entry_of_the_leaders_own() {
    let mut bench = leader();
    change(&mut bench, &[1, 2]);
    bench.reboot();
    bench.timeout();
    let decisions = changes(bench.hear(s(2), vote(2, true)).decisions);
    let waits = Change::Waits { index: Index(2), entry_term: Term(1), current_term: Term(2) };
    assert_eq!(decisions, [Decision::Change(waits)]);
    bench.hear(s(2), accepted(2, 2, 2));
    assert_eq!(bench.commit(), 0, "both store it, but it is from term 1 (§5.4.2)");
    bench.request("y=2");
    bench.hear(s(2), accepted(2, 2, 3));
    assert_eq!((bench.commit(), bench.server.configuration(bench.rules)), (3, simple(&[1, 2])));
}

#[test]
fn s6_a_disregarded_candidate_is_told_nothing() {
    let mut bench = Bench::of(2, 3).with(Rule::DisregardVotesWhileLed, true);
    bench.hear(s(1), append(1, (0, 0), &[], 0));
    let handed = bench.hear(s(3), request_vote(2, (0, 0)));
    let why = Ignored::HearsLeader { leader: s(1), mine: Term(1), theirs: Term(2) };
    assert_eq!(handed.decisions, [Decision::Ignored { sender: s(3), why }]);
    assert_eq!((handed.sent.len(), bench.term()), (0, 1));
}
