//! The switches of §6 at the level of one step: what happens with each on, and what with it off.

use crate::harness::{Bench, accepted, append, request_vote, s, set, vote};
use raft_core::{Configuration, Index, Input, Rule, Rules, ServerSet};

/// The same story with the rule on and off.
fn on_and_off<T>(rule: Rule, story: impl Fn(Rules) -> T) -> (T, T) {
    let paper = Rules::PAPER;
    (story(paper.with(rule, true)), story(paper.with(rule, false)))
}

/// S1 leads S1 to S3 in term 1, and is asked for these servers.
fn changing(rules: Rules, target: &[u8]) -> Bench {
    let mut bench = Bench { rules, ..Bench::of(1, 3) }.leading(&[2]);
    change(&mut bench, target);
    bench
}

fn change(bench: &mut Bench, target: &[u8]) {
    bench.step(Input::ChangeConfiguration { target: set(target), known: ServerSet::first(9) });
}

fn joint(old: &[u8], new: &[u8]) -> Configuration {
    Configuration { voters: set(old), next: Some(set(new)) }
}

fn in_force(bench: &Bench) -> Configuration {
    bench.server.configuration(bench.rules)
}

#[test]
fn joint_consensus() {
    let (on, off) = on_and_off(Rule::JointConsensus, |rules| in_force(&changing(rules, &[1, 2])));
    assert_eq!((on, off), (joint(&[1, 2, 3], &[1, 2]), Configuration::of(set(&[1, 2]))));
}

#[test]
fn both_majorities() {
    let commit = |rules| {
        let mut bench = changing(rules, &[1, 2, 3, 4, 5]);
        bench.hear(s(4), accepted(1, 0, 1));
        bench.hear(s(5), accepted(1, 0, 1));
        bench.commit()
    };
    assert_eq!(on_and_off(Rule::BothMajorities, commit), (0, 1), "3 of 5, but 1 of S1, S2 and S3");
}

#[test]
fn joint_before_new() {
    let (on, off) = on_and_off(Rule::JointBeforeNew, |rules| in_force(&changing(rules, &[1, 2])));
    assert_eq!((on, off), (joint(&[1, 2, 3], &[1, 2]), Configuration::of(set(&[1, 2]))));
}

#[test]
fn leader_outside_not_counted() {
    let state = |rules| {
        let mut bench = changing(rules, &[2]);
        bench.hear(s(2), accepted(1, 0, 1));
        (bench.commit(), bench.server.is_leader())
    };
    assert_eq!(on_and_off(Rule::LeaderOutsideNotCounted, state), ((1, true), (2, false)));
}

#[test]
fn configuration_on_append() {
    let (on, off) = on_and_off(Rule::ConfigurationOnAppend, |rules| in_force(&changing(rules, &[1, 2])));
    assert_eq!((on, off), (joint(&[1, 2, 3], &[1, 2]), Configuration::of(set(&[1, 2, 3]))));
}

#[test]
fn one_change_at_a_time() {
    let after = |rules| {
        let mut bench = changing(rules, &[1, 2]);
        change(&mut bench, &[1]);
        in_force(&bench)
    };
    let (on, off) = on_and_off(Rule::OneChangeAtATime, after);
    assert_eq!((on, off), (joint(&[1, 2, 3], &[1, 2]), joint(&[1, 2], &[1])));
}

#[test]
fn catch_up_first() {
    let after = |rules| {
        let mut bench = Bench { rules, ..Bench::of(1, 3) }.leading(&[2]);
        bench.request("x=1");
        change(&mut bench, &[1, 2, 3, 4]);
        (in_force(&bench).next, bench.server.catching_up().map(|catch_up| catch_up.goal))
    };
    let (on, off) = on_and_off(Rule::CatchUpFirst, after);
    assert_eq!((on, off), ((None, Some(Index(1))), (Some(set(&[1, 2, 3, 4])), None)));
}

#[test]
fn vote_while_leaving() {
    let state = |rules| {
        let mut bench = Bench { rules, ..Bench::of(1, 1) };
        bench.timeout();
        change(&mut bench, &[2]);
        bench.hear(s(2), accepted(1, 0, 0));
        assert_eq!(in_force(&bench), joint(&[1], &[2]));
        bench.reboot();
        bench.timeout();
        let voted_for = bench.server.voted_for();
        bench.hear(s(2), vote(2, true));
        (voted_for, bench.server.is_leader())
    };
    assert_eq!(on_and_off(Rule::VoteWhileLeaving, state), ((Some(s(1)), true), (None, false)));
}

#[test]
fn disregard_votes_while_led() {
    let answers = |rules| {
        let mut bench = Bench { rules, ..Bench::of(2, 3) };
        bench.hear(s(1), append(1, (0, 0), &[], 0));
        let heard = bench.hear(s(3), request_vote(2, (0, 0))).sent.len();
        bench.step(Input::MinimumTimeoutPassed);
        (heard, bench.term(), bench.hear(s(3), request_vote(2, (0, 0))).granted())
    };
    assert_eq!(on_and_off(Rule::DisregardVotesWhileLed, answers), ((0, 1, true), (1, 2, true)));
    // A leader disregards too, until the time has passed.
    let mut leader = Bench::of(1, 3).with(Rule::DisregardVotesWhileLed, true).leading(&[2]);
    assert!(leader.hear(s(3), request_vote(2, (0, 0))).sent.is_empty());
    assert!(leader.server.is_leader());
    // Answers and entries of a higher term are heard all the same.
    leader.hear(s(3), vote(5, false));
    assert_eq!((leader.term(), leader.server.is_leader()), (5, false));
}
