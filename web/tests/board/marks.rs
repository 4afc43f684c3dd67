//! How far somebody has come in the lessons.

use crate::harness::{board, press};
use web::state::{Intent, Mark, Marks};

#[test]
fn panels_and_answers_are_noted_and_come_back() {
    let mut state = board("figure-8");
    press(&mut state, &["PageDown", "PageDown", "PageDown", "PageDown", "a"]);
    let mark = state.marks.of("figure-8");
    assert_eq!(mark, Some(Mark { panels: 0b111, answered: 0b10, right: 0, moves: 0 }), "a, b, c; A is wrong");
    assert_eq!(Marks::read(&state.marks.write()), state.marks);
    // Another time it is answered right.
    let mut again = board("figure-8");
    again.marks = state.marks;
    press(&mut again, &["PageDown", "PageDown", "PageDown", "PageDown", "b"]);
    press(&mut again, &["PageDown", "PageDown", "PageDown", "PageDown"]);
    assert_eq!(
        again.marks.of("figure-8"),
        Some(Mark { panels: 0b11_1111, answered: 0b10, right: 0b10, moves: 0 })
    );
    again.reduce(Intent::ForgetProgress);
    assert!(again.marks.is_empty());
}

#[test]
fn a_question_that_was_passed_over_is_not_answered() {
    let mut state = board("figure-8");
    press(&mut state, &["PageDown", "PageDown", "PageDown", "PageDown", "PageDown"]);
    let mark = state.marks.of("figure-8").expect("it was opened");
    assert_eq!((mark.answered, mark.right), (0, 0));
}

#[test]
fn what_somebody_does_on_their_own_counts_for_no_lesson() {
    let mut state = board("hello");
    press(&mut state, &["PageDown", "f"]);
    let before = state.marks.clone();
    press(&mut state, &["1", "x", "."]);
    assert_eq!(state.marks, before);
}
