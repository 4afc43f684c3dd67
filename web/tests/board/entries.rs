//! Entries that are chosen in the logs.

use crate::harness::{board_at, id};
use raft_core::{Index, Term};
use web::look::{Choice, EntryChoice};
use web::state::{Intent, Pane, State, intent_of};

/// Whose log, which index, which term.
fn chosen(state: &State) -> Option<(u8, u32, u32)> {
    match state.choice {
        Some(Choice::Entry(EntryChoice { server, index, entry })) => {
            Some((server.number(), index.0, entry.term.0))
        }
        _ => None,
    }
}

#[test]
fn an_entry_stays_chosen_when_something_else_stands_in_its_place() {
    let mut state = board_at("figure-8", "c");
    state.reduce(Intent::ChooseEntry(Some(id(1)), Index(2)));
    assert_eq!((chosen(&state), state.pane), (Some((1, 2, 2)), Pane::Inspector));
    let d = state.run.panel_named("d").expect("a panel");
    state.reduce(Intent::Jump(d));
    let now = state.run.shot.scene.world.server(id(1)).and_then(|server| server.log().term_at(Index(2)));
    assert_eq!((chosen(&state), now), (Some((1, 2, 2)), Some(Term(3))));
    state.reduce(Intent::Close);
    assert_eq!((chosen(&state), state.pane), (None, Pane::Lesson));
}

#[test]
fn what_stands_over_a_column_leads_to_the_entry_it_speaks_of() {
    let mut state = board_at("figure-8", "c");
    // Three store y←2; the leader is one of them.
    state.reduce(Intent::ChooseEntry(None, Index(2)));
    assert_eq!(chosen(&state), Some((1, 2, 2)));
    // In (d′) another entry was committed at index 2 before, and nobody stores it.
    let mut state = board_at("figure-8", "d-broken");
    state.reduce(Intent::ChooseEntry(None, Index(2)));
    assert_eq!(chosen(&state), Some((5, 2, 3)));
}

#[test]
fn where_no_entry_is_nothing_is_chosen() {
    let mut state = board_at("figure-8", "c");
    for (server, index) in [(Some(id(4)), 2), (Some(id(9)), 1), (None, 4), (Some(id(1)), 0)] {
        state.reduce(Intent::ChooseEntry(server, Index(index)));
        assert_eq!((state.choice, state.pane), (None, Pane::Lesson));
    }
}

#[test]
fn keys_for_servers_and_messages_do_nothing_to_an_entry() {
    let mut state = board_at("figure-8", "c");
    state.reduce(Intent::ChooseEntry(Some(id(1)), Index(2)));
    for key in ["x", "o", "h"] {
        assert_eq!(intent_of(&state, key), None, "{key}");
    }
}

#[test]
fn another_lesson_chooses_nothing() {
    let mut state = board_at("figure-8", "c");
    state.reduce(Intent::ChooseEntry(Some(id(5)), Index(2)));
    state.reduce(Intent::Open("hello"));
    assert_eq!(state.choice, None);
}
