//! Each rule's scenario: the same beginning, once with the rule and once without it. Which property
//! breaks first is typed from the table of the rules, not recorded from a run.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use judge::Property::{
    self, ElectionSafety, LeaderAppendOnly, LeaderCompleteness, LogMatching, StateMachineSafety,
};
use raft_core::Rule;
use script::{GOALS, RULE_SCENARIOS, Script, Story, goal, parse, play, print, rule_scenario, scenario};

/// What breaks first without the rule, at panel `off`, and in which order at panel `lost`, for
/// those that have one. Nothing: no property breaks, ever.
const BREAKS: &[(Rule, &[Property], &[Property])] = &[
    (
        Rule::OneVotePerTerm,
        &[ElectionSafety],
        &[ElectionSafety, LogMatching, LeaderCompleteness, StateMachineSafety],
    ),
    (
        Rule::NewTermOnCandidacy,
        &[ElectionSafety],
        &[ElectionSafety, LogMatching, LeaderCompleteness, StateMachineSafety],
    ),
    (Rule::MajorityToWin, &[ElectionSafety, LogMatching], &[LeaderCompleteness, StateMachineSafety]),
    (Rule::MajorityToCommit, &[LeaderCompleteness], &[LeaderCompleteness, StateMachineSafety]),
    (
        Rule::PersistVote,
        &[ElectionSafety],
        &[ElectionSafety, LogMatching, LeaderCompleteness, StateMachineSafety],
    ),
    (
        Rule::PersistTerm,
        &[ElectionSafety],
        &[ElectionSafety, LogMatching, LeaderCompleteness, StateMachineSafety],
    ),
    (Rule::PersistLog, &[LeaderCompleteness], &[LeaderCompleteness, StateMachineSafety]),
    (Rule::ElectionRestriction, &[LeaderCompleteness], &[LeaderCompleteness, StateMachineSafety]),
    (Rule::CompareLastTerm, &[LeaderCompleteness], &[LeaderCompleteness, StateMachineSafety]),
    (Rule::CompareLength, &[LeaderCompleteness], &[LeaderCompleteness, StateMachineSafety]),
    (Rule::CommitOnlyCurrentTerm, &[LeaderCompleteness], &[LeaderCompleteness, StateMachineSafety]),
    (
        Rule::LeaderAppendOnly,
        &[LeaderAppendOnly, LeaderCompleteness],
        &[LeaderAppendOnly, LeaderCompleteness, StateMachineSafety],
    ),
    (Rule::ConsistencyCheck, &[LogMatching], &[LogMatching, StateMachineSafety, LeaderCompleteness]),
    (Rule::DeleteConflicts, &[LogMatching], &[LogMatching, StateMachineSafety, LeaderCompleteness]),
    (Rule::DeleteOnlyConflicts, &[LeaderCompleteness], &[LeaderCompleteness, StateMachineSafety]),
    (Rule::CommitUpToLastNew, &[StateMachineSafety], &[]),
    (Rule::MatchWhatWasSent, &[LeaderCompleteness], &[LeaderCompleteness, StateMachineSafety]),
    (Rule::ApplyOnlyCommitted, &[StateMachineSafety], &[]),
    (Rule::RefuseStaleLeader, &[LeaderCompleteness], &[LeaderCompleteness, StateMachineSafety]),
    (Rule::RefuseStaleCandidate, &[ElectionSafety], &[]),
    (Rule::IgnoreStaleVotes, &[ElectionSafety, LogMatching], &[LeaderCompleteness, StateMachineSafety]),
    (Rule::IgnoreStaleAppendReplies, &[LeaderCompleteness], &[]),
    (Rule::StepDownOnHigherTerm, &[], &[]),
    (Rule::KeepVoteInTerm, &[], &[]),
    (Rule::DecrementNextIndex, &[], &[]),
    (Rule::ResetTimerOnGrantOnly, &[], &[]),
    (Rule::RandomTimeouts, &[], &[]),
    (Rule::Retry, &[], &[]),
    (Rule::NoOpOnElection, &[], &[]),
    (
        Rule::ConvertOnHigherTerm,
        &[ElectionSafety],
        &[ElectionSafety, LogMatching, LeaderCompleteness, StateMachineSafety],
    ),
    (Rule::JointConsensus, &[ElectionSafety], &[]),
    (Rule::BothMajorities, &[ElectionSafety], &[]),
    (Rule::JointBeforeNew, &[LeaderCompleteness], &[]),
    (Rule::LeaderOutsideNotCounted, &[LeaderCompleteness], &[]),
    (Rule::ConfigurationOnAppend, &[LeaderCompleteness], &[]),
    (Rule::OneChangeAtATime, &[ElectionSafety], &[]),
    (Rule::CatchUpFirst, &[], &[]),
    (Rule::DisregardVotesWhileLed, &[], &[]),
    (Rule::VoteWhileLeaving, &[], &[]),
];

fn script(rule: Rule) -> Script {
    parse(rule_scenario(rule).text).unwrap_or_else(|error| panic!("{}:{error}", rule.name()))
}

/// What is broken at a panel, in the order in which it broke; `None`: there is no such panel.
fn broken(story: &Story, panel: &str) -> Option<Vec<Property>> {
    let scene = story.timeline.scene(story.panel(panel)?.moment);
    Some(scene.observer.violations().iter().map(|violation| violation.property).collect())
}

/// Whether a script has an error or a finding.
fn is_wrong(text: &str) -> bool {
    let story = play(parse(text).unwrap());
    story.error.is_some() || !story.findings.is_empty()
}

#[test]
fn there_is_one_for_each_rule() {
    assert_eq!(RULE_SCENARIOS.len(), Rule::ALL.len());
    for rule in Rule::ALL {
        let found = rule_scenario(*rule);
        assert_eq!((found.rule(), found.section), (Some(*rule), Some(rule.section())));
        assert_eq!(found.slug, format!("rule-{}", rule.name()));
        assert_eq!(scenario(found.slug), Some(found));
        let script = script(*rule);
        assert_eq!(script.header.title.as_str(), found.slug);
        assert_eq!(print(&script), found.text, "{} is canonical", rule.name());
    }
    assert!(scenario("rule-nobody").is_none() && scenario("figure-8").unwrap().rule().is_none());
}

#[test]
fn with_the_rule_nothing_breaks_and_without_it_what_the_table_says() {
    assert!(BREAKS.iter().map(|row| row.0).eq(Rule::ALL.iter().copied()));
    for (rule, first, lost) in BREAKS {
        let story = play(script(*rule));
        let problems: Vec<String> =
            story.findings.iter().chain(&story.error).map(ToString::to_string).collect();
        assert_eq!(problems, [""; 0], "{}", rule.name());
        let at = |panel| broken(&story, panel);
        assert_eq!((at("start"), at("on")), (Some(vec![]), Some(vec![])), "{}", rule.name());
        assert_eq!(at("off").unwrap(), *first, "{}", rule.name());
        assert_eq!(at("lost").unwrap_or_default(), *lost, "{}", rule.name());
    }
}

#[test]
fn only_without_it_a_run_is_not_raft_and_it_differs_by_this_rule_alone() {
    for rule in Rule::ALL {
        let story = play(script(*rule));
        let world = |panel| story.timeline.scene(story.panel(panel).unwrap().moment).world;
        let (start, on, off) = (world("start"), world("on"), world("off"));
        assert!(start.is_raft() && on.is_raft(), "{}", rule.name());
        assert_eq!(start.rules().changed().count(), 0, "{}", rule.name());
        assert!(on.rules().has(*rule) && !off.rules().has(*rule), "{}", rule.name());
        let changed: Vec<Rule> = off.rules().changed().collect();
        // The no-op of §8 is the one that the paper's algorithm is without.
        let expected: &[Rule] = if rule.on_by_default() { &[*rule] } else { &[] };
        assert_eq!((changed.as_slice(), off.is_raft()), (expected, expected.is_empty()), "{}", rule.name());
    }
}

#[test]
fn both_sides_hold_because_of_the_rule() {
    for rule in Rule::ALL {
        let text = rule_scenario(*rule).text;
        let switch = |on: bool| format!("rule {} {}\n", rule.name(), if on { "on" } else { "off" });
        let other = switch(!rule.on_by_default());
        // Without the line that switches, one side does not come true any more ...
        assert!(text.contains(&other), "{}", rule.name());
        assert!(is_wrong(&text.replace(&other, "")), "{}: the switch changes nothing", rule.name());
        // ... and with that line, the other does not either.
        let side = if rule.on_by_default() { "branch on from start\n" } else { "branch off from start\n" };
        let switched = text.replace(side, &format!("{side}{other}"));
        assert!(switched != text && is_wrong(&switched), "{}: the rule stops nothing", rule.name());
    }
}

#[test]
fn three_servers_are_enough_but_once() {
    for rule in Rule::ALL {
        let servers = script(*rule).header.servers().len();
        if rule.section() == "6" {
            // Clusters that change: as many as Figure 10 has, at most. A server and the one in its place are enough once.
            let least = if *rule == Rule::VoteWhileLeaving { 2 } else { 3 };
            assert!((least..=5).contains(&servers), "{}", rule.name());
            continue;
        }
        let expected = if *rule == Rule::IgnoreStaleAppendReplies { 5 } else { 3 };
        assert_eq!(servers, expected, "{}", rule.name());
    }
}

/// What a rule's scenario breaks, but not on the way that it takes in three servers without that rule
/// from the beginning: two need a higher term, which there is only once the rule is on again; the third
/// needs five servers.
const NOT_IN_THREE: &[(Property, Rule)] = &[
    (LeaderCompleteness, Rule::NewTermOnCandidacy),
    (LeaderCompleteness, Rule::PersistTerm),
    (LeaderCompleteness, Rule::IgnoreStaleAppendReplies),
];

#[test]
fn a_goal_knows_the_rules_that_stand_in_its_way() {
    for (found, property) in GOALS.iter().zip(Property::ALL) {
        assert_eq!((found.property, goal(property).property), (property, property));
        let breaks =
            |row: &&(Rule, &[Property], &[Property])| row.1.contains(&property) || row.2.contains(&property);
        let without = BREAKS.iter().filter(breaks).map(|row| row.0);
        // Nobody changes the membership in a goal.
        let offered = |rule: &Rule| rule.section() != "6" && !NOT_IN_THREE.contains(&(property, *rule));
        let without: Vec<Rule> = without.filter(offered).collect();
        assert_eq!(found.without, without, "{}", property.name());
        let found = found.scenario;
        assert_eq!(found.slug, format!("break-{}", property.name()));
        assert_eq!(
            scenario(found.slug).and_then(script::Scenario::goal).map(|goal| goal.property),
            Some(property)
        );
        assert_eq!(print(&parse(found.text).unwrap()), found.text);
    }
    assert!(scenario("hello").unwrap().goal().is_none());
}
