//! The attempts to begin with: each is refused by the step that it is about, and succeeds without
//! the rule that the step rests on.

use cluster::BranchId;
use explorer::attempt::{Attempt, Outcome, RULES, Start};
use judge::Property;
use raft_core::Rule;
use script::{Story, parse, play};

/// Where each start is stopped; `None`: it is elected, and has everything.
const STEPS: [(Start, Option<u8>); 11] = [
    (Start::Figure9, Some(5)),
    (Start::LongerLog, Some(5)),
    (Start::ShorterLog, Some(5)),
    (Start::OtherMiddle, Some(6)),
    (Start::LaterTerm, Some(7)),
    (Start::LostCopy, Some(4)),
    (Start::VotesFirst, Some(3)),
    (Start::FewVotes, Some(2)),
    (Start::FewCopies, Some(2)),
    (Start::OldEntry, Some(0)),
    (Start::HasEntry, None),
];

#[test]
fn each_start_is_stopped_by_its_step() {
    assert_eq!(STEPS.map(|(start, _)| start), Start::ALL);
    for (start, step) in STEPS {
        match start.attempt().outcome() {
            Outcome::Refused(refusal) => assert_eq!(refusal.step(), step, "{start:?}"),
            outcome => assert_eq!((outcome, step), (Outcome::Complete, None), "{start:?}"),
        }
    }
}

#[test]
fn each_start_succeeds_without_its_rule_and_only_without_that() {
    for start in Start::ALL {
        for rule in RULES {
            let attempt = Attempt { without: Some(rule), ..start.attempt() };
            let lost = matches!(attempt.outcome(), Outcome::Lost { .. });
            // Without the election restriction nothing is compared at all.
            let restriction = rule == Rule::ElectionRestriction && start.rule().section() == "5.4.1";
            assert_eq!(lost, rule == start.rule() || restriction, "{start:?} without {rule:?}");
        }
    }
}

/// The run of an attempt, played to its end.
fn played(attempt: &Attempt) -> Story {
    let script = attempt.run().unwrap_or_else(|| panic!("no run: {attempt:?}"));
    play(parse(&script).unwrap())
}

#[test]
fn what_succeeds_can_be_played_and_the_judge_says_that_the_entry_is_lost() {
    for start in Start::ALL {
        let attempt = Attempt { without: Some(start.rule()), ..start.attempt() };
        let story = played(&attempt);
        let (world, judge) = story.timeline.at_tip(BranchId::ROOT);
        assert!(judge.violation(Property::LeaderCompleteness).is_some(), "{start:?}");
        assert_eq!(world.leader().unwrap().current_term(), attempt.elected_in, "{start:?}");
    }
}

#[test]
fn what_a_voter_refuses_can_be_played_too() {
    for start in [Start::Figure9, Start::LongerLog, Start::ShorterLog, Start::FewVotes, Start::HasEntry] {
        let story = played(&start.attempt());
        let (_, judge) = story.timeline.at_tip(BranchId::ROOT);
        assert_eq!(judge.violations(), [], "{start:?}");
    }
}

#[test]
fn what_no_vote_is_asked_for_cannot_be_played() {
    for start in [Start::OtherMiddle, Start::LaterTerm, Start::LostCopy, Start::OldEntry] {
        assert_eq!(start.attempt().run(), None, "{start:?}");
    }
}
