//! Raft holds, whatever happens; and enough happens.

use explorer::{Options, fuzz};
use judge::Property;
use raft_core::Rule;

#[test]
fn raft_keeps_the_five_properties() {
    let options = Options { runs: 500, ..Options::default() };
    let report = fuzz(&options, &|_| {});
    assert_eq!(report.findings, []);
    assert_eq!(report.missing(&options), [""; 0]);
}

/// The property that each rule of §5 defends; `None`: no property breaks without it. Without
/// `ignore-stale-append-replies`, which takes all the runs that `fuzz` makes by itself.
const DEFENDED: &[(Rule, Option<Property>)] = &[
    (Rule::OneVotePerTerm, Some(Property::ElectionSafety)),
    (Rule::NewTermOnCandidacy, Some(Property::ElectionSafety)),
    (Rule::MajorityToWin, Some(Property::ElectionSafety)),
    (Rule::MajorityToCommit, Some(Property::LeaderCompleteness)),
    (Rule::PersistVote, Some(Property::ElectionSafety)),
    (Rule::PersistTerm, Some(Property::ElectionSafety)),
    (Rule::PersistLog, Some(Property::LeaderCompleteness)),
    (Rule::ElectionRestriction, Some(Property::LeaderCompleteness)),
    (Rule::CompareLastTerm, Some(Property::LeaderCompleteness)),
    (Rule::CompareLength, Some(Property::LeaderCompleteness)),
    (Rule::CommitOnlyCurrentTerm, Some(Property::LeaderCompleteness)),
    (Rule::LeaderAppendOnly, Some(Property::LeaderAppendOnly)),
    (Rule::ConsistencyCheck, Some(Property::LogMatching)),
    (Rule::DeleteConflicts, Some(Property::LogMatching)),
    (Rule::DeleteOnlyConflicts, Some(Property::LeaderCompleteness)),
    (Rule::CommitUpToLastNew, Some(Property::StateMachineSafety)),
    (Rule::MatchWhatWasSent, Some(Property::LeaderCompleteness)),
    (Rule::ApplyOnlyCommitted, Some(Property::StateMachineSafety)),
    (Rule::RefuseStaleLeader, Some(Property::LeaderCompleteness)),
    (Rule::RefuseStaleCandidate, Some(Property::ElectionSafety)),
    (Rule::IgnoreStaleVotes, Some(Property::ElectionSafety)),
    (Rule::ConvertOnHigherTerm, Some(Property::ElectionSafety)),
    (Rule::StepDownOnHigherTerm, None),
    (Rule::KeepVoteInTerm, None),
    (Rule::DecrementNextIndex, None),
    (Rule::ResetTimerOnGrantOnly, None),
    (Rule::RandomTimeouts, None),
    (Rule::Retry, None),
];

/// The runs of one seed after the other until the property breaks, some 2,000 at most.
fn is_found(rule: Rule, property: Property) -> bool {
    (1..=50).any(|seed| {
        let options = Options { runs: 40, seed, without: vec![rule], ..Options::default() };
        fuzz(&options, &|_| {}).first(property).is_some()
    })
}

#[test]
fn every_rule_that_defends_a_property_is_missed() {
    for (rule, property) in DEFENDED {
        match property {
            Some(property) => {
                assert!(is_found(*rule, *property), "{} holds without {}", property.name(), rule.name());
            }
            None => {
                let options = Options { runs: 100, without: vec![*rule], ..Options::default() };
                assert_eq!(fuzz(&options, &|_| {}).findings, [], "without {}", rule.name());
            }
        }
    }
}

#[test]
fn a_late_answer_that_is_counted_is_found_by_the_defaults() {
    let options = Options { without: vec![Rule::IgnoreStaleAppendReplies], ..Options::default() };
    let report = fuzz(&options, &|_| {});
    assert!(report.first(Property::LeaderCompleteness).is_some(), "{:?}", report.findings);
}
