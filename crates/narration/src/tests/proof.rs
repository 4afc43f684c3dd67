//! The safety argument in words: on the scripts in which each rule is off, on made-up arguments that
//! have every reason there is, and in wild runs.

use super::{check_sentence, check_text};
use crate::{
    Language, proof_end, proof_entry, proof_leader, proof_line, proof_majorities, proof_reason, proof_roles,
    proof_step, proof_until, verdict,
};
use judge::{Chronicle, Proof, Verdict, Why};
use raft_core::{Entry, Index, Payload, Position, Term};
use script::{Story, parse, play};
use std::path::PathBuf;

fn proofs_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../judge/tests/proofs")
}

fn story(path: PathBuf) -> Story {
    play(parse(&std::fs::read_to_string(path).unwrap()).unwrap())
}

/// What can be argued about the run up to the end of a branch.
fn proofs(story: &Story, branch: &str) -> Vec<Proof> {
    let timeline = &story.timeline;
    let mut chronicle = Chronicle::new(timeline.setup());
    let tip = timeline.tip(timeline.branch_named(branch).unwrap());
    timeline.watch(tip, &mut chronicle);
    chronicle.proofs().collect()
}

/// What every argument must be, whatever it says.
pub(super) fn check(proof: &Proof) {
    for language in Language::ALL {
        check_text(language, &proof_line(language, proof));
        check_text(language, &proof_end(language, proof));
        check_sentence(language, &proof_roles(language, proof));
        check_text(language, &proof_until(language, proof.leader.event));
        check_text(language, &proof_entry(language, &proof.commit));
        check_text(language, &proof_leader(language, &proof.leader));
        for set in proof_majorities(language, proof).unwrap() {
            check_text(language, &set);
        }
        for step in &proof.steps {
            check_sentence(language, &proof_reason(language, proof, step));
        }
    }
}

#[test]
fn every_step_says_what_it_is_and_how_it_came_out() {
    for language in Language::ALL {
        let steps: Vec<&str> = (0..9).map(|number| proof_step(language, number)).collect();
        for (place, step) in steps.iter().enumerate() {
            check_text(language, step);
            // A line of the pane.
            assert!(step.chars().count() <= language.pick(42, 20), "{step}");
            assert!(!steps[..place].contains(step), "{step}");
        }
        for one in [Verdict::Holds, Verdict::Fails, Verdict::DoesNotApply] {
            check_text(language, verdict(language, one));
        }
    }
}

#[test]
fn every_argument_of_the_scripts_is_told() {
    for file in std::fs::read_dir(proofs_folder()).unwrap() {
        let story = story(file.unwrap().path());
        for (_, branch) in story.timeline.branches() {
            proofs(&story, branch.name()).iter().for_each(check);
        }
    }
}

/// The sentences about the picture of Figure 9.
#[test]
fn the_picture_of_figure_9_in_words() {
    let story = story(proofs_folder().join("figure-9.raft"));
    let proof = &proofs(&story, "picture")[0];
    let english = |step: usize| proof_reason(Language::English, proof, &proof.steps[step]);
    let chinese = |step: usize| proof_reason(Language::Chinese, proof, &proof.steps[step]);
    assert_eq!(proof_roles(Language::English, proof), "T = 1, led by S1; U = 2, led by S5; the voter is S3.");
    assert_eq!(
        proof_roles(Language::Chinese, proof),
        "T = 1，领导者是 S1；U = 2，领导者是 S5；投票者是 S3。"
    );
    assert_eq!(
        proof_majorities(Language::English, proof).unwrap(),
        ["stored x←1: S1, S2 and S3, 3 of 5", "voted for S5: S3, S4 and S5, 3 of 5"]
    );
    assert_eq!(
        english(2),
        "When S1 committed x←1, these had stored it: S1, S2 and S3, 3 of 5. \
         These elected S5 in term 2: S3, S4 and S5, 3 of 5. S3 did both."
    );
    assert_eq!(chinese(3), "S3 在事件 14 接受了 S1 的 x←1，之后才在事件 19 投票给 S5。");
    assert_eq!(
        english(5),
        "S5’s log was empty; S3’s ended at index 1, term 1. S5’s was less up-to-date, \
         and S3 voted for it all the same: its last term is smaller, 0 < 1."
    );
    assert_eq!(
        chinese(5),
        "S5 的日志是空的；S3 的止于索引 1、任期 1。S5 的不如 S3 的新，S3 却仍然投票给 S5：它的最后任期更小，0 < 1。"
    );
    assert_eq!(proof_end(Language::Chinese, proof), "第 5 步不成立");
}

/// The voter's side of steps 6 and 7, on runs that are safe.
#[test]
fn both_cases_of_the_comparison_in_words() {
    let story = story(proofs_folder().join("figure-9.raft"));
    let equal = &proofs(&story, "equal")[0];
    let larger = &proofs(&story, "larger")[1];
    let said = |proof: &Proof, step: usize| proof_reason(Language::English, proof, &proof.steps[step]);
    assert_eq!(
        said(equal, 6),
        "Both logs ended in term 1, whose only leader created both last entries. \
         So S2’s had S3’s, index 1, and by Log Matching everything up to it: x←1 too."
    );
    assert_eq!(said(equal, 7), "The last terms were equal, 1: that is step 6.");
    assert_eq!(said(larger, 6), "S2’s last term, 2, was larger than S3’s, 1: that is step 7.");
    assert_eq!(
        said(larger, 7),
        "S3 had x←1, so its last term, 1, was at least T = 1; S2’s, 2, was larger still. \
         S2 led term 2 and was elected with x←1, so by Log Matching S2’s log had it too."
    );
}

/// Reasons that no script has, put into an argument that one has.
#[test]
fn every_reason_is_told() {
    let story = story(proofs_folder().join("figure-9.raft"));
    let proof = proofs(&story, "picture").remove(0);
    let at = |index: u32, term: u32| Position { index: Index(index), term: Term(term) };
    let entry = Entry { term: Term(2), payload: Payload::NoOp };
    let twice = [proof.leader, proof.leader];
    let mut reasons = vec![(0, Why::Premises { own_term: false, twice: Some(twice) })];
    for (elected_with, held) in [(true, true), (true, false), (false, true), (false, false)] {
        reasons.push((1, Why::Kept { elected_with, held }));
        let (mine, theirs, creator) = (at(2, 2), at(3, 3), Some(proof.commit.leader));
        let (has_last, has_counted) = (elected_with, held);
        reasons.push((6, Why::EqualTerms { mine, theirs, has_last, has_counted }));
        let (creator_had, none) = (elected_with, None);
        reasons.push((7, Why::LargerTerm { mine, theirs, creator, creator_had, has_counted }));
        reasons.push((7, Why::LargerTerm { mine, theirs, creator: none, creator_had, has_counted }));
    }
    reasons.push((4, Why::StillThere { found: Some(entry) }));
    reasons.push((4, Why::StillThere { found: None }));
    reasons.push((8, Why::Had { found: Some(entry) }));
    reasons.extend([3, 4, 5, 6, 7].map(|number| (number, Why::NoVoter)));
    let ends = [at(0, 0), at(2, 1), at(2, 2), at(3, 2)];
    for (mine, theirs) in ends.into_iter().flat_map(|mine| ends.map(|theirs| (mine, theirs))) {
        reasons.push((5, Why::UpToDate { mine, theirs }));
        reasons.push((6, Why::OtherCase { mine, theirs }));
        reasons.push((7, Why::OtherCase { mine, theirs }));
    }
    let voters = [proof.voter, Some(proof.leader.server), Some(proof.commit.leader), None];
    let counted = [proof.counted, at(7, 1)];
    for (voter, counted) in voters.into_iter().flat_map(|voter| counted.map(|counted| (voter, counted))) {
        let mut proof = Proof { voter, counted, ..proof.clone() };
        for (number, why) in &reasons {
            for verdict in [Verdict::Holds, Verdict::Fails] {
                let step = &mut proof.steps[*number];
                (step.why, step.verdict) = (*why, verdict);
            }
        }
        check(&proof);
        for (number, why) in &reasons {
            proof.steps[*number].why = *why;
            let step = &proof.steps[*number];
            for language in Language::ALL {
                check_sentence(language, &proof_reason(language, &proof, step));
            }
        }
    }
}
