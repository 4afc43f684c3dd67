//! What a teacher needs in front of a class: answers that stay hidden, and speaker notes.

use crate::harness::{board, press};
use cluster::Act;
use narration::Language;
use raft_core::ServerId;
use web::state::{Answer, Effect, Intent, Notice, Settings, State, Strip};

/// Figure 8 at its question, with answers hidden.
fn at_the_question() -> State {
    let mut state = board("figure-8");
    assert_eq!(state.reduce(Intent::SetHideAnswers(true))[0], Effect::ApplySettings);
    press(&mut state, &["PageDown", "PageDown", "PageDown", "PageDown"]);
    state
}

/// Whether the question that is asked here is open.
fn is_open(state: &State) -> bool {
    state.run.progress.open(&state.run.story, state.run.at).is_some()
}

/// How many panels of the strip are hidden.
fn hidden(state: &State) -> usize {
    Strip::of(&state.run, None).nodes.iter().filter(|node| node.hidden).count()
}

#[test]
fn nothing_but_the_teacher_shows_the_answer() {
    let mut state = at_the_question();
    let (at, branches) = (state.run.at, state.run.story.timeline.branches().count());
    for key in ["a", "b", "c", " ", ".", "ArrowRight"] {
        press(&mut state, &[key]);
        assert!(is_open(&state), "{key}");
        assert_eq!((state.run.at, state.player.playing), (at, false), "{key}");
        assert_eq!(hidden(&state), 3, "{key}");
    }
    assert_eq!(state.notice, Some(Notice::RevealFirst));
    // C, which asks the leader for something elsewhere, has done nothing of the kind.
    assert_eq!(state.run.story.timeline.branches().count(), branches);
    assert_eq!(state.marks.of("figure-8").map(|mark| mark.answered), Some(0));
    press(&mut state, &["PageDown"]);
    assert_eq!(state.run.progress.answer("may-s1-commit"), Some(Answer::Skipped));
    assert_eq!((state.run.at, hidden(&state)), (at, 0));
    press(&mut state, &["."]);
    assert_ne!(state.run.at, at);
}

#[test]
fn the_button_shows_it_too_and_going_back_is_free() {
    let mut state = at_the_question();
    press(&mut state, &[",", ".", "PageUp", "PageDown"]);
    assert!(is_open(&state));
    state.reduce(Intent::Reveal);
    assert!(!is_open(&state));
    assert_eq!(hidden(&state), 0);
}

#[test]
fn in_a_branch_of_ones_own_nothing_is_hidden() {
    let mut state = at_the_question();
    let server = ServerId::new(4).expect("S1 to S9");
    state.reduce(Intent::Do(Act::Timeout(server)));
    press(&mut state, &[",", "."]);
    assert!(!state.run.in_lesson());
    assert_eq!(hidden(&state), 3);
}

#[test]
fn notes_are_off_until_somebody_wants_them() {
    let mut state = at_the_question();
    assert!(!state.settings.speaker_notes);
    press(&mut state, &["n"]);
    assert!(state.settings.speaker_notes);
    let line = state.settings.to_line();
    let read = Settings::first(Language::Chinese, false).with_line(&line);
    assert!(read.speaker_notes && read.hide_answers);
    press(&mut state, &["n"]);
    assert!(!state.settings.speaker_notes);
}
