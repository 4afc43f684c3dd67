//! The laboratory without a browser: what is changed goes in, what comes of it is read.

use crate::harness::{board, id};
use explorer::attempt::{Outcome, Refusal, Start, Whose};
use judge::Property;
use raft_core::{Index, Rule, Term};
use web::state::{HIGHEST, Intent, LONGEST, Laboratory, Pane, State, Suppose, intent_of};

/// Figure 9 with the laboratory open.
fn opened() -> State {
    let mut state = board("figure-9");
    state.reduce(Intent::Show(Pane::Laboratory));
    state
}

fn laboratory(state: &State) -> &Laboratory {
    state.laboratory.as_ref().expect("it is open")
}

fn suppose(state: &mut State, changes: &[Suppose]) {
    for change in changes {
        state.reduce(Intent::Suppose(*change));
    }
}

/// The step that refuses the attempt.
fn step(state: &State) -> Option<u8> {
    match laboratory(state).outcome {
        Outcome::Refused(refusal) => refusal.step(),
        Outcome::Complete | Outcome::Lost { .. } => None,
    }
}

#[test]
fn it_opens_with_the_picture_of_figure_9() {
    let state = opened();
    assert_eq!(state.pane, Pane::Laboratory);
    assert_eq!(laboratory(&state).start, Some(Start::Figure9));
    assert_eq!(step(&state), Some(5));
    // Without the election restriction it would be the picture.
    assert_eq!(laboratory(&state).without, [Rule::ElectionRestriction]);
}

#[test]
fn a_person_works_through_the_steps_by_hand() {
    let mut state = opened();
    let candidate = |term| Suppose::Add(Whose::Candidate, Term(term));
    // A longer log of old entries: refused by the vote.
    suppose(&mut state, &[candidate(1), candidate(1)]);
    assert_eq!(step(&state), Some(5));
    assert_eq!(laboratory(&state).start, None);
    // The same last term and a longer log: its middle cannot be another.
    suppose(&mut state, &[Suppose::Take(Whose::Candidate), candidate(2)]);
    assert_eq!(step(&state), Some(6));
    // A later last term: whoever created it had the entry.
    suppose(&mut state, &[Suppose::Take(Whose::Candidate), candidate(3), Suppose::ElectedIn(Term(4))]);
    assert_eq!(step(&state), Some(7));
    // The voter lets the entry go.
    suppose(&mut state, &[Suppose::Take(Whose::Voter)]);
    assert_eq!(step(&state), Some(4));
    // It votes first.
    suppose(&mut state, &[Suppose::VotesFirst]);
    assert_eq!(step(&state), Some(3));
    // Nobody is in both.
    suppose(&mut state, &[Suppose::Stored(id(3)), Suppose::VotesFirst]);
    assert!(matches!(laboratory(&state).outcome, Outcome::Refused(Refusal::TooFewCopies { .. })));
    suppose(&mut state, &[Suppose::Stored(id(3)), Suppose::Asked(id(3)), Suppose::Take(Whose::Candidate)]);
    assert!(matches!(laboratory(&state).outcome, Outcome::Refused(Refusal::TooFewVotes { .. })));
    // S1 leads T and S5 stands, whatever one does.
    suppose(&mut state, &[Suppose::Stored(id(1)), Suppose::Asked(id(5))]);
    let attempt = &laboratory(&state).attempt;
    assert!(attempt.stored.contains(id(1)) && attempt.votes.contains(id(5)));
}

#[test]
fn a_rule_that_is_off_leaves_the_attempt_as_it_is() {
    let mut state = opened();
    suppose(&mut state, &[Suppose::Begin(Start::LaterTerm)]);
    assert_eq!(step(&state), Some(7));
    suppose(&mut state, &[Suppose::Without(Some(Rule::ConsistencyCheck))]);
    assert_eq!(laboratory(&state).outcome, Outcome::Lost { index: Index(2), found: Some(Term(1)) });
    assert_eq!(laboratory(&state).start, Some(Start::LaterTerm));
    suppose(&mut state, &[Suppose::Without(None)]);
    assert_eq!(step(&state), Some(7));
}

#[test]
fn what_succeeds_is_played_on_the_board_and_judged() {
    let mut state = opened();
    suppose(&mut state, &[Suppose::Without(Some(Rule::ElectionRestriction)), Suppose::Play]);
    assert_eq!(state.pane, Pane::Properties);
    let shot = &state.run.shot.scene;
    assert!(shot.observer.violation(Property::LeaderCompleteness).is_some());
    assert!(!shot.world.is_raft());
    // The laboratory is as it was.
    state.reduce(Intent::Show(Pane::Laboratory));
    assert!(matches!(laboratory(&state).outcome, Outcome::Lost { .. }));
}

#[test]
fn a_refusal_is_shown_at_its_moment() {
    let mut state = opened();
    suppose(&mut state, &[Suppose::Play]);
    assert_eq!(state.pane, Pane::Why);
    let scene = &state.run.shot.scene;
    assert_eq!(scene.event.server(), Some(id(3)));
    assert!(matches!(scene.event.decisions.last(), Some(raft_core::Decision::RefusedVote { .. })));
    assert_eq!(scene.observer.violations(), []);
}

#[test]
fn what_no_vote_is_asked_for_is_not_played() {
    let mut state = opened();
    suppose(&mut state, &[Suppose::Begin(Start::OtherMiddle), Suppose::Play]);
    assert_eq!(state.pane, Pane::Laboratory);
    assert_eq!(laboratory(&state).run, None);
}

#[test]
fn logs_end_where_the_page_does() {
    let mut state = opened();
    let more = [Suppose::Add(Whose::Voter, Term(HIGHEST)); 9];
    suppose(&mut state, &more);
    assert_eq!(laboratory(&state).attempt.log(Whose::Voter).len(), LONGEST);
    suppose(&mut state, &[Suppose::Take(Whose::Voter); 9]);
    assert_eq!(laboratory(&state).attempt.log(Whose::Voter).len(), 0);
}

#[test]
fn behind_the_laboratory_no_key_does_anything_but_close_it() {
    let mut state = opened();
    for key in [" ", ".", "PageDown", "x", "c", "1", "u"] {
        assert_eq!(intent_of(&state, key), None, "{key}");
    }
    let close = intent_of(&state, "Escape").expect("a way out");
    state.reduce(close);
    assert_eq!(state.pane, Pane::Lesson);
}
