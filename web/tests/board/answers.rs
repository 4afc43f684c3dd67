//! Answers, further attempts, and what the letters of answers mean elsewhere.

use crate::harness::{board, board_at, id, press};
use cluster::Act;
use web::state::{Answer, Intent, Notice, Pane, State, intent_of};

/// Everything that an answer must leave alone.
fn what_is_there(state: &State) -> (usize, u64, cluster::Moment) {
    (state.run.story.timeline.branches().count(), state.run.shot.scene.world.digest(), state.run.at)
}

#[test]
fn letters_answer_and_nothing_else_at_a_question_that_is_answered() {
    for first in ["a", "b", "c"] {
        let mut state = board_at("figure-8", "c");
        press(&mut state, &[first]);
        let before = what_is_there(&state);
        let score = state.marks.of("figure-8").map(|mark| (mark.answered, mark.right));
        for again in ["a", "b", "c", "b"] {
            press(&mut state, &[again]);
            assert_eq!(what_is_there(&state), before, "{first} {again}");
        }
        let tried = state.run.progress.attempts("may-s1-commit");
        assert_eq!(tried.last(), Some(&2));
        assert_eq!(
            state.marks.of("figure-8").map(|mark| (mark.answered, mark.right)),
            score,
            "the first counts"
        );
    }
}

#[test]
fn a_late_answer_changes_nothing_in_a_lesson_that_asks() {
    for panel in ["a", "b", "d", "e"] {
        let mut state = board_at("figure-8", panel);
        let before = what_is_there(&state);
        for key in ["a", "b", "c"] {
            if let Some(intent) = intent_of(&state, key) {
                state.reduce(intent);
            }
            assert_eq!(what_is_there(&state), before, "{panel} {key}");
        }
    }
}

#[test]
fn where_nothing_is_asked_the_letters_do_what_they_say() {
    let state = board("free-play");
    for key in ["a", "b", "c"] {
        assert!(intent_of(&state, key).is_some(), "{key}");
    }
    // So they do in a branch of one's own, but for its first moment, which the question shares.
    let mut state = board_at("figure-8", "a");
    state.reduce(Intent::Do(Act::Crash(id(2))));
    assert_eq!(intent_of(&state, "b"), Some(Intent::RestartAll));
}

#[test]
fn after_the_answer_was_shown_others_can_be_tried_and_count_for_nothing() {
    let mut state = board_at("figure-8", "c");
    press(&mut state, &["PageDown"]);
    assert_eq!(state.run.progress.answer("may-s1-commit"), Some(Answer::Skipped));
    press(&mut state, &["a"]);
    assert_eq!(state.run.progress.attempts("may-s1-commit"), [1]);
    assert_eq!(state.run.progress.answer("may-s1-commit"), Some(Answer::Skipped));
    assert_eq!(state.marks.of("figure-8").map(|mark| mark.answered), Some(0));
}

#[test]
fn play_at_an_open_question_says_what_comes_first() {
    let mut state = board_at("figure-8", "c");
    let at = state.run.at;
    press(&mut state, &[" "]);
    assert_eq!((state.run.at, state.player.playing), (at, false));
    assert_eq!(state.notice, Some(Notice::AnswerFirst));
    press(&mut state, &["b", " "]);
    assert_ne!(state.run.at, at);
    assert_eq!(state.pane, Pane::Lesson);
}
