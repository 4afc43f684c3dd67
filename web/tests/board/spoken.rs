//! What the caption speaks of is marked until the next event, and the strip says where one is.

use crate::harness::{board, board_at, id, press};
use raft_core::Index;
use web::spoken::Spoken;
use web::state::{Between, Intent, State, Strip};

/// The servers that are marked.
fn servers(state: &State) -> Vec<u8> {
    let spoken = Spoken::of(state);
    (1..=5).filter(|number| spoken.server(id(*number))).collect()
}

/// The places that are marked in a log.
fn cells(state: &State, server: u8) -> Vec<u32> {
    let spoken = Spoken::of(state);
    (1..=4).filter(|index| spoken.cell(id(server), Index(*index))).collect()
}

#[test]
fn the_receiver_the_sender_and_the_entry_that_is_not_committed_are_marked() {
    let mut state = board_at("figure-8", "c");
    press(&mut state, &["b", "."]);
    // S3's answer arrives at S1, which does not commit index 2.
    assert_eq!(servers(&state), [1, 3]);
    assert_eq!((cells(&state, 1), cells(&state, 3)), (vec![2], vec![]));
    press(&mut state, &["."]);
    assert_eq!(
        (servers(&state), cells(&state, 1)),
        (vec![1], vec![]),
        "the next event speaks of S1 alone: it crashes"
    );
}

#[test]
fn what_was_sent_appended_or_committed_is_marked() {
    let mut state = board_at("hello", "elected");
    press(&mut state, &["."]);
    let sent = state.run.shot.scene.event.sent.clone();
    assert_eq!(sent.len(), 4);
    assert!(sent.iter().all(|message| Spoken::of(&state).message(*message)));
    assert_eq!((servers(&state), cells(&state, 1)), (vec![1], vec![1]), "S1 appends at index 1");
}

#[test]
fn nothing_is_marked_while_the_clock_rushes_by() {
    let mut state = board("free-play");
    state.reduce(Intent::TogglePlay);
    for _ in 0..200 {
        state.reduce(Intent::Tick(100_000));
    }
    assert!(state.run.at.event > 0 && servers(&state).is_empty());
    state.reduce(Intent::TogglePlay);
    assert!(!servers(&state).is_empty());
}

#[test]
fn the_strip_says_between_which_panels_one_is() {
    let mut state = board("figure-8");
    let here = |state: &State| Strip::of(&state.run, None).here;
    press(&mut state, &["."]);
    assert!(matches!(here(&state), Some(Between { from: None, to: Some(0), .. })));
    press(&mut state, &["PageDown"]);
    assert_eq!(here(&state), None, "at a panel it is the panel that is marked");
    press(&mut state, &["."]);
    assert!(matches!(here(&state), Some(Between { from: Some(0), to: Some(1), percent: 1..=50 })));
    // Behind (c) it is the future that is played, and no other.
    let mut state = board_at("figure-8", "e");
    press(&mut state, &[",", ","]);
    assert!(matches!(here(&state), Some(Between { from: Some(2), to: Some(5), percent: 50..=99 })));
    state.reduce(Intent::ToEnd);
    assert!(matches!(here(&state), Some(Between { from: Some(5), to: None, .. })));
}
