//! What was done in a lesson is there again when it is opened the next time, also after a reload.

use crate::harness::board;
use cluster::Act;
use raft_core::ServerId;
use web::state::{Effect, Intent, OWN, Saved, Shelf, State};

fn crash(state: &mut State, number: u8) {
    state.reduce(Intent::Do(Act::Crash(ServerId::new(number).expect("S1 to S9"))));
}

fn digest(state: &State) -> u64 {
    state.run.shot.scene.world.digest()
}

/// The page is loaded again: what it knows is what was stored.
fn reloaded(state: &State) -> State {
    let run = Saved::read(&Saved::of(&state.run).write()).and_then(Saved::into_run).expect("a session");
    let shelf = Shelf::read(&state.shelf.write(0));
    State { shelf, ..State::new(state.settings, run) }
}

#[test]
fn own_branches_of_every_lesson_come_back_after_a_reload() {
    let mut state = board("figure-8");
    state.reduce(Intent::NextStop);
    crash(&mut state, 1);
    let first = (state.run.at, digest(&state));
    assert!(state.reduce(Intent::Open("hello")).starts_with(&[Effect::SaveAll, Effect::ClearAddress]));
    state.reduce(Intent::ToEnd);
    crash(&mut state, 2);
    let second = (state.run.at, digest(&state));
    state.reduce(Intent::Open("free-play"));
    let mut state = reloaded(&state);
    assert_eq!(state.run.slug(), Some("free-play"));
    state.reduce(Intent::Open("figure-8"));
    assert_eq!((state.run.at, digest(&state)), first);
    assert!(!state.shelf.has("figure-8"), "it is on the board, and not on the shelf as well");
    state.reduce(Intent::Open("hello"));
    assert_eq!((state.run.at, digest(&state)), second);
    assert!(state.shelf.has("figure-8"));
}

#[test]
fn a_lesson_in_which_nothing_was_done_is_not_kept() {
    let mut state = board("figure-8");
    state.reduce(Intent::NextStop);
    state.reduce(Intent::Open("hello"));
    assert_eq!(state.shelf, Shelf::default());
    state.shelf.put_session(&Saved::of(&state.run).write());
    assert_eq!(state.shelf, Shelf::default());
}

#[test]
fn a_session_that_a_link_puts_aside_is_kept() {
    let mut before = board("figure-8");
    before.reduce(Intent::NextStop);
    crash(&mut before, 1);
    let mut state = board("figure-8");
    state.shelf.put_session(&Saved::of(&before.run).write());
    assert!(state.shelf.has("figure-8"));
    state.reduce(Intent::Open("figure-8"));
    assert_eq!((state.run.at, digest(&state)), (before.run.at, digest(&before)));
}

#[test]
fn a_script_of_ones_own_is_kept_too() {
    let mut state = board("hello");
    let text = "title mine\nservers S1 S2 S3\nstepped\nelect S2\n";
    state.reduce(Intent::Play(text.to_owned()));
    assert_eq!(state.run.slug(), None);
    state.reduce(Intent::ToEnd);
    let before = digest(&state);
    state.reduce(Intent::Open("hello"));
    let mut state = reloaded(&state);
    assert!(state.shelf.has(OWN));
    state.reduce(Intent::Open(OWN));
    assert_eq!((state.run.slug(), digest(&state)), (None, before));
    // Once it is on the board, there is no other.
    assert_eq!(state.reduce(Intent::Open(OWN)), []);
}

#[test]
fn the_oldest_runs_make_room_for_the_newest() {
    let mut state = board("free-play");
    state.reduce(Intent::TogglePlay);
    for _ in 0..60_000 {
        state.reduce(Intent::Tick(100_000));
    }
    let long = Saved::of(&state.run).write();
    let mut small = board("hello");
    small.reduce(Intent::ToEnd);
    crash(&mut small, 2);
    let mut shelf = Shelf::default();
    shelf.put(&small.run);
    let fits = 1_500_000 / long.len();
    assert!((1..200).contains(&fits), "a run of {} bytes", long.len());
    for _ in 0..=fits {
        shelf.put(&state.run);
    }
    assert!(!shelf.has("hello") && shelf.has("free-play"));
    assert!(shelf.write(0).len() <= 1_510_000);
    assert_eq!(Shelf::read(&shelf.write(1)).count(), shelf.count() - 1);
}

#[test]
fn what_is_damaged_on_the_shelf_is_left_out_and_the_rest_stays() {
    let mut state = board("figure-8");
    state.reduce(Intent::NextStop);
    crash(&mut state, 1);
    let mut shelf = Shelf::default();
    shelf.put(&state.run);
    let text = shelf.write(0);
    assert_eq!(Shelf::read(&text), shelf);
    for foreign in ["", "raftboard-shelf 9\nhello x", "{}", "raftboard-shelf 1\nhello\n\nx y z"] {
        assert_eq!(Shelf::read(foreign), Shelf::default(), "{foreign:?}");
    }
    let damaged = format!("{text}\nhello raftboard-session 1 %%%\nfigure-8 raftboard-session 1 AAAA");
    let mut state = board("free-play");
    state.shelf = Shelf::read(&damaged);
    state.reduce(Intent::Open("hello"));
    assert_eq!((state.run.slug(), state.run.has_own_branches()), (Some("hello"), false));
    // The newest of its name cannot be read; the one before can.
    state.reduce(Intent::Open("figure-8"));
    assert!(state.run.has_own_branches());
}
