//! The safety argument on short runs, the scripts in `proofs/`: each rule's run fails at the step
//! that the rule is there for.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use cluster::Observer;
use judge::{Chronicle, Proof, Property, Verdict, Why};
use raft_core::{Index, ServerId, Term};
use script::{Story, parse, play};
use std::path::Path;

/// Plays a script in which everything is as it expects.
fn story(slug: &str) -> Story {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ours = here.join(format!("tests/proofs/{slug}.raft"));
    let path = if ours.exists() { ours } else { here.join(format!("../../scenarios/{slug}.raft")) };
    let story = play(parse(&std::fs::read_to_string(path).unwrap()).unwrap());
    let problems: Vec<String> = story.findings.iter().chain(&story.error).map(ToString::to_string).collect();
    assert_eq!(problems, [""; 0], "{slug}");
    story
}

/// The run up to the end of a branch, watched by a chronicle.
fn chronicle(slug: &str, branch: &str) -> Chronicle {
    let story = story(slug);
    let timeline = &story.timeline;
    let mut chronicle = Chronicle::new(timeline.setup());
    let tip = timeline.tip(timeline.branch_named(branch).unwrap());
    timeline.replay(tip, |number, _, _, event, world, _| chronicle.observe(number, world, event));
    chronicle
}

/// The first step that fails in each argument; those of which none fails are left out.
fn failures(chronicle: &Chronicle) -> Vec<(Proof, u8)> {
    let failure = |proof: Proof| proof.failure().map(|step| step.number).map(|number| (proof, number));
    chronicle.proofs().filter_map(failure).collect()
}

/// A run and the first step of the argument that fails in it.
const FIRST_FAILURE: &[(&str, &str, u8)] = &[
    ("one-vote-per-term", "main", 0),
    ("new-term-on-candidacy", "main", 0),
    ("majority-to-win", "main", 2),
    ("majority-to-commit", "main", 2),
    ("persist-vote", "main", 0),
    ("persist-term", "main", 0),
    ("persist-term-late", "main", 3),
    ("persist-log", "main", 4),
    ("election-restriction", "main", 5),
    ("compare-last-term", "main", 5),
    ("compare-length", "main", 5),
    ("figure-8", "d-broken", 0),
    ("leader-append-only", "main", 1),
    ("consistency-check", "main", 8),
    ("delete-conflicts", "main", 2),
    ("delete-only-conflicts", "main", 4),
    ("match-what-was-sent", "main", 2),
    ("refuse-stale-leader", "main", 3),
    ("refuse-stale-candidate", "main", 0),
    ("ignore-stale-votes", "main", 2),
    ("ignore-stale-append-replies", "main", 2),
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

#[test]
fn every_script_is_in_the_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/proofs");
    for file in std::fs::read_dir(folder).unwrap() {
        let slug = file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
        let tested = FIRST_FAILURE.iter().any(|(name, ..)| *name == slug) || slug == "commit-up-to-last-new";
        assert!(tested, "{slug}.raft");
    }
}

#[test]
fn what_breaks_without_any_leader_lacking_an_entry_leaves_the_argument_whole() {
    // State Machine Safety has a second half: a follower's log has to be the leader's up to there.
    let chronicle = chronicle("commit-up-to-last-new", "main");
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
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/figure-8.raft"));
    let story = play(parse(&format!("{}elect S2 by S3 S4\n", text.unwrap())).unwrap());
    let timeline = &story.timeline;
    let mut chronicle = Chronicle::new(timeline.setup());
    let tip = timeline.tip(timeline.branch_named("e").unwrap());
    timeline.replay(tip, |number, _, _, event, world, _| chronicle.observe(number, world, event));
    assert_eq!(failures(&chronicle), []);
    let last = chronicle.judge().elections().next_back().unwrap();
    let proof = proof(&chronicle, 2, last.term.0);
    assert_eq!((proof.commit.entry.term, proof.commit.term), (Term(2), Term(4)));
    assert_eq!((proof.counted.index, proof.counted.term), (Index(3), Term(4)));
}
