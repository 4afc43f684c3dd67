//! The safety argument on short runs, the rules' scenarios and those in `proofs/`: without a rule a
//! run fails at the step that the rule is there for.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use judge::{Chronicle, Proof, Property, Verdict, Why};
use raft_core::{Index, Rule, ServerId, Term};
use script::{parse, play};
use std::path::Path;

/// The text of a script: of `proofs/`, of a rule, or of the library.
fn text(slug: &str) -> String {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["tests/proofs/", "../../scenarios/rules/", "../../scenarios/"];
    let path = places.iter().map(|place| here.join(format!("{place}{slug}.raft"))).find(|path| path.exists());
    std::fs::read_to_string(path.unwrap_or_else(|| panic!("no script {slug}"))).unwrap()
}

/// A run in which everything is as it expects, up to the end of a branch, watched by a chronicle.
fn watched(text: &str, branch: &str) -> Chronicle {
    let story = play(parse(text).unwrap());
    let problems: Vec<String> = story.findings.iter().chain(&story.error).map(ToString::to_string).collect();
    assert_eq!(problems, [""; 0], "{}", story.script.header.title);
    let timeline = &story.timeline;
    let mut chronicle = Chronicle::new(timeline.setup());
    let tip = timeline.tip(timeline.branch_named(branch).unwrap());
    timeline.watch(tip, &mut chronicle);
    chronicle
}

fn chronicle(slug: &str, branch: &str) -> Chronicle {
    watched(&text(slug), branch)
}

/// The first step that fails in each argument; those of which none fails are left out.
fn failures(chronicle: &Chronicle) -> Vec<(Proof, u8)> {
    let failure = |proof: Proof| proof.failure().map(|step| step.number).map(|number| (proof, number));
    chronicle.proofs().filter_map(failure).collect()
}

/// A run and the first step of the argument that fails in it.
const FIRST_FAILURE: &[(&str, &str, u8)] = &[
    ("one-vote-per-term", "off", 0),
    ("new-term-on-candidacy", "off", 0),
    ("majority-to-win", "lost", 2),
    ("majority-to-commit", "off", 2),
    ("persist-vote", "off", 0),
    ("persist-term", "off", 0),
    ("persist-term-late", "main", 3),
    ("persist-log", "off", 4),
    ("election-restriction", "off", 5),
    ("compare-last-term", "off", 5),
    ("compare-length", "off", 5),
    ("figure-8", "d-broken", 0),
    ("commit-only-current-term", "off", 0),
    ("leader-append-only", "off", 1),
    ("consistency-check", "off", 8),
    ("delete-conflicts", "off", 2),
    ("delete-only-conflicts", "off", 4),
    ("match-what-was-sent", "off", 2),
    ("refuse-stale-leader", "off", 3),
    ("refuse-stale-candidate", "off", 0),
    ("ignore-stale-votes", "lost", 2),
    ("ignore-stale-append-replies", "off", 2),
    ("convert-on-higher-term", "off", 0),
    ("joint-consensus", "off", 0),
    ("both-majorities", "off", 0),
    ("joint-before-new", "off", 2),
    ("leader-outside-not-counted", "off", 2),
    ("configuration-on-append", "off", 2),
    ("one-change-at-a-time", "off", 0),
    ("figure-9", "picture", 5),
];

#[test]
fn each_rule_is_what_a_step_needs() {
    for (slug, branch, expected) in FIRST_FAILURE {
        let chronicle = chronicle(slug, branch);
        let failures: Vec<u8> = failures(&chronicle).iter().map(|(_, number)| *number).collect();
        assert!(!failures.is_empty() && failures.iter().all(|step| step == expected), "{slug}: {failures:?}");
        println!("{slug} {branch}: {failures:?}");
    }
}

/// The rules without which no step fails: no leader ever lacks a committed entry. State Machine
/// Safety has a second half, that a follower's log is the leader's up to there; the last ten break
/// nothing.
const NO_STEP: &[Rule] = &[
    Rule::CommitUpToLastNew,
    Rule::ApplyOnlyCommitted,
    Rule::StepDownOnHigherTerm,
    Rule::KeepVoteInTerm,
    Rule::DecrementNextIndex,
    Rule::ResetTimerOnGrantOnly,
    Rule::RandomTimeouts,
    Rule::Retry,
    Rule::NoOpOnElection,
    Rule::CatchUpFirst,
    Rule::DisregardVotesWhileLed,
    Rule::VoteWhileLeaving,
];

#[test]
fn every_rule_is_in_one_of_the_tables() {
    for rule in Rule::ALL {
        let fails = FIRST_FAILURE.iter().any(|(slug, ..)| *slug == rule.name());
        assert_ne!(fails, NO_STEP.contains(rule), "{}", rule.name());
    }
    for rule in NO_STEP {
        assert_eq!(failures(&chronicle(rule.name(), "off")), [], "{}", rule.name());
    }
}

#[test]
fn with_the_rules_on_no_step_fails() {
    let mut arguments = 0;
    for rule in Rule::ALL {
        let chronicle = chronicle(rule.name(), "on");
        assert_eq!(failures(&chronicle), [], "{}", rule.name());
        arguments += chronicle.proofs().count();
    }
    assert!(arguments > 2, "{arguments} committed entries with a later leader");
}

#[test]
fn what_breaks_without_any_leader_lacking_an_entry_leaves_the_argument_whole() {
    // A later leader, which has what was committed.
    let text = text("commit-up-to-last-new") + "lose rest\nelect S2 by S3\n";
    let chronicle = watched(&text, "off");
    assert!(chronicle.judge().violation(Property::StateMachineSafety).is_some());
    assert_eq!(failures(&chronicle), []);
    assert_eq!(chronicle.proofs().count(), 1);
}

/// The argument about one index and one leader's term.
fn proof(chronicle: &Chronicle, index: u32, term: u32) -> Proof {
    let mut proofs = chronicle.proofs_of(Some(Index(index)), Some(Term(term)));
    let proof = proofs.next().unwrap();
    assert!(proofs.next().is_none());
    proof
}

fn s(number: u8) -> Option<ServerId> {
    ServerId::new(number)
}

/// The steps, as a string: `+` holds, `-` fails, `.` does not apply.
fn verdicts(proof: &Proof) -> String {
    let sign = |verdict| match verdict {
        Verdict::Holds => '+',
        Verdict::Fails => '-',
        Verdict::DoesNotApply => '.',
    };
    proof.steps.iter().map(|step| sign(step.verdict)).collect()
}

#[test]
fn figure_9_is_the_picture_of_what_cannot_be() {
    let picture = proof(&chronicle("figure-9", "picture"), 1, 2);
    assert_eq!((picture.voter, picture.leader.server), (s(3), s(5).unwrap()));
    assert_eq!(verdicts(&picture), "+++++-..-");
    let Why::Overlap { stored, votes, .. } = picture.steps[2].why else { panic!() };
    assert_eq!((stored.to_string(), votes.to_string()), ("S1 S2 S3".to_owned(), "S3 S4 S5".to_owned()));
    // In Raft S3 refuses, and whoever wins has the entry.
    let chronicle = chronicle("figure-9", "main");
    assert_eq!(chronicle.proofs().count(), 1);
    let whole = proof(&chronicle, 1, 3);
    assert_eq!((whole.voter, verdicts(&whole).as_str()), (s(3), "+++++++.+"));
}

#[test]
fn both_cases_of_the_comparison() {
    let equal = proof(&chronicle("figure-9", "equal"), 1, 2);
    assert_eq!((equal.voter, verdicts(&equal).as_str()), (s(3), "+++++++.+"));
    let chronicle = chronicle("figure-9", "larger");
    let larger = proof(&chronicle, 1, 3);
    assert_eq!((larger.voter, verdicts(&larger).as_str()), (s(3), "++++++.++"));
    let Why::LargerTerm { mine, theirs, creator, creator_had, has_counted } = larger.steps[7].why else {
        panic!()
    };
    assert_eq!((mine.term, theirs.term, creator), (Term(1), Term(2), s(2)));
    assert!(creator_had && has_counted);
}

/// The lesson's words name these steps.
#[test]
fn the_lesson_on_figure_9_shows_the_steps_it_names() {
    let lesson = script::scenario("figure-9").unwrap().text;
    let main = watched(lesson, "main");
    assert_eq!(failures(&main), []);
    let (elected, voter) = (proof(&main, 1, 2), proof(&main, 1, 3));
    assert_eq!((elected.leader.server, elected.voter), (s(2).unwrap(), s(3)));
    assert_eq!(verdicts(&elected), "+++++++.+");
    assert_eq!((voter.leader.server, voter.voter), (s(5).unwrap(), s(3)));
    assert_eq!(verdicts(&voter), "++++++.++");
    // "S3 is the only server that stored x←1 in T and voted for S5."
    let Why::Overlap { stored, votes, .. } = voter.steps[2].why else { panic!() };
    assert_eq!((stored.to_string(), votes.to_string()), ("S1 S2 S3".to_owned(), "S3 S4 S5".to_owned()));
    assert_eq!(watched(lesson, "voted-first").proofs().count(), 0);
    assert_eq!(verdicts(&proof(&watched(lesson, "picture"), 1, 2)), "+++++-..-");
    // A late message took the voter's copy.
    let cut = watched(script::scenario("crash-before-answer").unwrap().text, "cut");
    let gone = proof(&cut, 2, 2);
    assert_eq!(
        (gone.leader.server, gone.voter, verdicts(&gone).as_str()),
        (s(2).unwrap(), s(2), "++++-+-.-")
    );
}

#[test]
fn figure_8_fails_at_a_premise_and_step_7_shows_it() {
    let proof = proof(&chronicle("figure-8", "d-broken"), 2, 5);
    assert_eq!(
        (proof.commit.entry.term, proof.commit.term, proof.counted.index),
        (Term(2), Term(4), Index(2))
    );
    assert_eq!(verdicts(&proof), "-+++++.--");
    let Why::Premises { own_term: false, twice: None } = proof.steps[0].why else { panic!() };
    let Why::LargerTerm { theirs, creator, creator_had: false, .. } = proof.steps[7].why else { panic!() };
    // Larger than the voter's last term, and not larger than the term of the commitment.
    assert_eq!((theirs.term, creator), (Term(3), s(5)));
}

#[test]
fn an_entry_of_an_earlier_term_is_committed_with_a_later_one() {
    // Panel (e), and then a leader that has everything.
    let chronicle = watched(&(text("figure-8") + "elect S2 by S3 S4\n"), "e");
    assert_eq!(failures(&chronicle), []);
    let last = chronicle.judge().elections().next_back().unwrap();
    let proof = proof(&chronicle, 2, last.term.0);
    assert_eq!((proof.commit.entry.term, proof.commit.term), (Term(2), Term(4)));
    assert_eq!((proof.counted.index, proof.counted.term), (Index(3), Term(4)));
}
