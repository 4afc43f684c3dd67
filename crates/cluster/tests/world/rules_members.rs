//! The rules of §6 in a run: each rule's scenario, at its panels `on` and `off`.

use judge::Property::{self, ElectionSafety, LeaderCompleteness};
use raft_core::Rule;
use script::{parse, play, rule_scenario};

/// With the rule nothing breaks; without it, this.
#[track_caller]
fn breaks(rule: Rule, broken: &[Property]) {
    let story = play(parse(rule_scenario(rule).text).expect("it parses"));
    assert!(story.error.is_none() && story.findings.is_empty(), "{:?} {:?}", story.error, story.findings);
    for (panel, expected) in [("on", &[][..]), ("off", broken)] {
        let scene = story.timeline.scene(story.panel(panel).expect("a panel").moment);
        let found: Vec<Property> =
            scene.observer.violations().iter().map(|violation| violation.property).collect();
        assert_eq!(found, expected, "{} {panel}", rule.name());
        // Only without a rule could two configurations decide apart.
        let apart = scene.observer.two_deciders().is_some_and(|deciders| deciders.apart);
        assert!(panel == "off" || !apart, "{}: {:?}", rule.name(), scene.observer.two_deciders());
    }
}

#[test]
fn joint_consensus() {
    breaks(Rule::JointConsensus, &[ElectionSafety]);
}

#[test]
fn both_majorities() {
    breaks(Rule::BothMajorities, &[ElectionSafety]);
}

#[test]
fn joint_before_new() {
    breaks(Rule::JointBeforeNew, &[LeaderCompleteness]);
}

#[test]
fn leader_outside_not_counted() {
    breaks(Rule::LeaderOutsideNotCounted, &[LeaderCompleteness]);
}

#[test]
fn configuration_on_append() {
    breaks(Rule::ConfigurationOnAppend, &[LeaderCompleteness]);
}

#[test]
fn one_change_at_a_time() {
    breaks(Rule::OneChangeAtATime, &[ElectionSafety]);
}

#[test]
fn catch_up_first() {
    breaks(Rule::CatchUpFirst, &[]);
}

#[test]
fn vote_while_leaving() {
    breaks(Rule::VoteWhileLeaving, &[]);
}

#[test]
fn disregard_votes_while_led() {
    breaks(Rule::DisregardVotesWhileLed, &[]);
}
