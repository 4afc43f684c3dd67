//! What is said about attempts made by hand.

use super::{check_text, set};
use crate::{Language, Why, add_entry, start_name, take_entry, why_attempt};
use explorer::attempt::{Attempt, Outcome, RULES, Refusal, Start, Whose};
use raft_core::{Rule, ServerSet, Term};

fn said(language: Language, attempt: &Attempt) -> Why {
    why_attempt(language, attempt, &attempt.outcome(), attempt.run().is_some())
}

fn terms(log: &[u32]) -> Vec<Term> {
    log.iter().copied().map(Term).collect()
}

/// The picture of Figure 9 with other logs: leader T's, the voter's, the candidate's.
fn with(logs: [&[u32]; 3]) -> Attempt {
    Attempt { logs: logs.map(terms), elected_in: Term(4), ..Start::Figure9.attempt() }
}

/// One for each way to be refused, and the others.
fn attempts() -> Vec<Attempt> {
    let figure_9 = Start::Figure9.attempt();
    let mut all: Vec<Attempt> = Start::ALL.map(Start::attempt).into();
    all.extend([
        with([&[], &[1], &[1]]),
        with([&[1, 2], &[2, 1, 2], &[1]]),
        with([&[1, 2], &[1, 2], &[1, 4]]),
        with([&[1, 2], &[2, 2], &[1]]),
        with([&[1, 2], &[1, 2], &[2, 3]]),
        Attempt { elected_in: Term(2), ..figure_9.clone() },
        Attempt { votes: set(&[1, 4, 5]), votes_first: true, ..figure_9.clone() },
        Attempt { stored: set(&[1, 2, 5]), ..figure_9 },
    ]);
    let without = |rule: Rule| Start::ALL.map(|start| Attempt { without: Some(rule), ..start.attempt() });
    all.extend(RULES.into_iter().flat_map(without));
    all
}

#[test]
fn every_outcome_is_said_in_both_languages() {
    for attempt in attempts() {
        for language in Language::ALL {
            for played in [true, false] {
                let why = why_attempt(language, &attempt, &attempt.outcome(), played);
                check_text(language, &why.headline);
                assert!(!why.operands.is_empty(), "{attempt:?}");
                why.operands.iter().for_each(|operand| check_text(language, &operand.text));
            }
        }
    }
}

#[test]
fn there_is_an_attempt_for_every_refusal() {
    let mut seen = [false; 12];
    for attempt in attempts() {
        let Outcome::Refused(refusal) = attempt.outcome() else { continue };
        let place = match refusal {
            Refusal::NothingCommitted => 0,
            Refusal::NotLater => 1,
            Refusal::TermsFall { .. } => 2,
            Refusal::TooNew { .. } => 3,
            Refusal::OldTerm { .. } => 4,
            Refusal::TooFewCopies { .. } => 5,
            Refusal::TooFewVotes { .. } => 6,
            Refusal::StaleLeader { .. } => 7,
            Refusal::StillThere { .. } => 8,
            Refusal::Vote { .. } => 9,
            Refusal::OneLeader { .. } => 10,
            Refusal::LaterLeader { .. } => 11,
        };
        seen[place] = true;
    }
    assert_eq!(seen, [true; 12]);
}

#[test]
fn the_operands_are_those_of_the_attempt() {
    let why = said(Language::English, &Start::Figure9.attempt());
    assert_eq!(why.headline, "Step 5: S3 refuses S5");
    let lines = |why: &Why| -> Vec<(String, Option<bool>)> {
        why.operands.iter().map(|operand| (operand.text.clone(), operand.holds)).collect()
    };
    assert_eq!(lines(&why), [("last term of S5 1 < own 2".to_owned(), Some(false))]);
    assert_eq!((why.rule, why.section), (Some(Rule::ElectionRestriction), "5.4.1"));
    let why = said(Language::English, &Start::OtherMiddle.attempt());
    assert_eq!(why.headline, "Step 6: term 3 had one leader, and one log");
    assert_eq!(lines(&why).last(), Some(&("index 2: term 2 ≠ term 1".to_owned(), Some(false))));
    let why = said(Language::Chinese, &Start::LaterTerm.attempt());
    assert_eq!(why.headline, "第 7 步：任期 3 的领导者有这个条目");
    let without = Attempt { without: Some(Rule::ElectionRestriction), ..Start::Figure9.attempt() };
    let why = said(Language::English, &without);
    assert_eq!(why.headline, "S5 leads term 3 without the entry: it is lost");
}

#[test]
fn a_majority_is_not_spoken_of_where_there_is_none() {
    // Leader T committed alone, and S5 has two votes: they need not share a server.
    let attempt = Attempt {
        stored: ServerSet::only(explorer::attempt::LEADER),
        votes: set(&[4, 5]),
        without: Some(Rule::MajorityToCommit),
        ..Start::Figure9.attempt()
    };
    let why = said(Language::English, &attempt);
    assert!(!why.operands.iter().any(|operand| operand.text.contains("any majority")), "{why:?}");
}

#[test]
fn starts_and_buttons_have_names() {
    for language in Language::ALL {
        for start in Start::ALL {
            check_text(language, start_name(language, start));
        }
        for whose in Whose::ALL {
            check_text(language, &add_entry(language, whose, 3));
            check_text(language, &take_entry(language, whose));
        }
    }
    assert_eq!(add_entry(Language::English, Whose::Voter, 3), "Add an entry from term 3 to the voter’s log");
}
