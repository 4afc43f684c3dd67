//! Lectures: "next" follows the parts, and the place is kept.

use crate::harness::{board, panel, press};
use web::state::{Intent, Marks, Pane, State};

/// What is on the board: the lesson, the panel, and the part of the lecture, from 0.
fn place(state: &State) -> (&str, &str, Option<usize>) {
    (state.run.slug().unwrap_or("-"), panel(state), state.lecturing().map(|place| place.part))
}

/// Presses "next" until the part is over, and once more.
fn through(state: &mut State) {
    for _ in 0..60 {
        let open = state.run.progress.open(&state.run.story, state.run.at).is_some();
        let over = !open && state.part_after().is_some();
        press(state, &["PageDown"]);
        if over {
            return;
        }
    }
    panic!("this part has no end: {:?}", place(state));
}

#[test]
fn next_goes_through_the_45_minutes_and_ends_with_the_whole() {
    let mut state = board("free-play");
    state.reduce(Intent::StartLecture("45"));
    assert_eq!(place(&state), ("hello", "crashed", Some(0)));
    through(&mut state);
    assert_eq!(place(&state), ("returning-follower", "", Some(1)));
    through(&mut state);
    assert_eq!(place(&state), ("election-restriction", "", Some(2)), "the rest of the lesson is left out");
    through(&mut state);
    assert_eq!(place(&state), ("figure-8", "", Some(3)));
    through(&mut state);
    assert_eq!(place(&state), ("commit-rule", "everywhere", Some(4)));
    through(&mut state);
    assert_eq!(place(&state), ("figure-9", "", Some(5)));
    through(&mut state);
    assert_eq!((state.pane, state.lecturing().map(|place| place.part)), (Pane::Grounds, Some(6)));
    press(&mut state, &["PageDown"]);
    assert_eq!(state.pane, Pane::Grounds, "nothing comes after it");
    press(&mut state, &["PageUp"]);
    assert_eq!((state.run.slug(), state.lecturing().map(|place| place.part)), (Some("figure-9"), Some(5)));
    assert!(state.run.stop_after().is_none(), "back at its end");
}

#[test]
fn a_part_that_begins_in_the_middle_asks_only_its_own_questions() {
    let mut state = board("hello");
    state.reduce(Intent::StartLecture("45"));
    state.reduce(Intent::LecturePart(4));
    assert_eq!(place(&state), ("commit-rule", "everywhere", Some(4)));
    let panel = state.run.story.panel("everywhere").expect("a panel");
    assert!(!state.run.hides(panel));
    assert_eq!(state.marks.of("commit-rule").map(|mark| mark.answered), Some(0), "skipped, not answered");
    press(&mut state, &["PageUp"]);
    assert_eq!(place(&state), ("figure-8", "e", Some(3)));
}

#[test]
fn the_place_is_kept_while_somebody_looks_elsewhere_and_over_reloads() {
    let mut state = board("hello");
    state.reduce(Intent::StartLecture("90"));
    state.reduce(Intent::LecturePart(6));
    state.reduce(Intent::Open("no-op"));
    assert_eq!(state.lecturing(), None, "another lesson is not the lecture");
    assert!(state.part_after().is_none());
    let mut again = board("free-play");
    again.marks = Marks::read(&state.marks.write());
    let kept = again.marks.lecture.expect("it was kept");
    assert_eq!((kept.lecture.name, kept.part), ("90", 6));
    again.reduce(Intent::LecturePart(kept.part));
    assert_eq!(place(&again), ("figure-8", "", Some(6)));
    again.reduce(Intent::LeaveLecture);
    assert!(again.marks.lecture.is_none() && again.lecturing().is_none());
    assert_eq!(again.run.slug(), Some("figure-8"), "the lesson stays open");
}

#[test]
fn what_is_no_lecture_changes_nothing() {
    let mut state = board("hello");
    state.reduce(Intent::StartLecture("7"));
    state.reduce(Intent::LecturePart(1));
    assert_eq!((state.marks.lecture, state.run.slug()), (None, Some("hello")));
    state.reduce(Intent::StartLecture("20"));
    state.reduce(Intent::LecturePart(99));
    assert_eq!(place(&state), ("hello", "start", Some(0)));
}
