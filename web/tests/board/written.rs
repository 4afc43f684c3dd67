//! A lesson in one script: it plays on the board with its prose and questions, and the whole of it is what is
//! kept, saved, copied and linked, whatever moment is shown.

use crate::harness::{Disk, Page, board, id, panel, press};
use cluster::Act;
use narration::{BEGINNING, Language};
use web::state::{Answer, Effect, Intent, Notice, Pane, Source, State};

const LESSON: &str = include_str!("../../../docs/two-leaders.raft");

fn open(text: &str) -> State {
    let mut state = board("hello");
    state.reduce(Intent::Play(text.to_owned()));
    state
}

fn saved(state: &mut State) -> (String, String) {
    let effects = state.reduce(Intent::SaveScript);
    let file = effects.into_iter().find_map(|effect| match effect {
        Effect::Download { name, text } => Some((name, text)),
        _ => None,
    });
    file.expect("a file")
}

fn link(state: &mut State) -> Option<String> {
    state.reduce(Intent::CopyLink).into_iter().find_map(|effect| match effect {
        Effect::CopyLink(hash) => Some(hash),
        _ => None,
    })
}

/// Every text and every panel of both is the same.
fn is_same_lesson(state: &State) {
    assert_eq!(state.run.source, Source::Script(LESSON.to_owned()));
    assert!(state.run.written.is_some());
}

#[test]
fn it_plays_by_clicker_with_its_questions_to_its_takeaway() {
    let mut state = open(LESSON);
    assert_eq!((state.pane, &state.notice), (Pane::Lesson, &None));
    let lesson = state.lesson().expect("its own lesson");
    assert_eq!(lesson.panel(BEGINNING).map(|panel| panel.title), Some("Two leaders at once?"));
    let mut told = Vec::new();
    for _ in 0..40 {
        state.reduce(Intent::NextStop);
        while state.player.rush.is_some() {
            state.reduce(Intent::Tick(200_000));
        }
        let here = panel(&state).to_owned();
        if told.last() != Some(&here) {
            told.push(here);
        }
        if state.run.stop_after().is_none() {
            break;
        }
    }
    assert_eq!(told, ["before", "split", "two", "healed"]);
    for panel in &told {
        assert!(lesson.panel(panel).is_some_and(|panel| !panel.paragraphs.is_empty()), "{panel}");
    }
    // It is passed over like any question, and can still be tried.
    assert_eq!(state.run.progress.answer("can-s3-win"), Some(Answer::Skipped));
}

#[test]
fn its_questions_are_answered_and_hide_what_comes_after() {
    let mut state = open(LESSON);
    let split = state.run.panel_named("split").expect("a panel");
    state.reduce(Intent::Jump(split));
    let hides =
        |state: &State, name: &str| state.run.story.panel(name).is_some_and(|panel| state.run.hides(panel));
    assert!(hides(&state, "two"));
    press(&mut state, &["b"]);
    assert_eq!(state.run.progress.answer("can-s3-win"), Some(Answer::Chosen(2)));
    assert!(!hides(&state, "two"));
    assert!(hides(&state, "healed"));
}

#[test]
fn it_speaks_the_language_of_the_board() {
    let mut state = open(LESSON);
    let title =
        |state: &State| state.lesson().and_then(|lesson| lesson.panel("two")).map(|panel| panel.title);
    assert_eq!(title(&state), Some("Two leaders, in two terms"));
    state.settings.language = Language::Chinese;
    assert_eq!(title(&state), Some("两个领导者，两个任期"));
}

#[test]
fn all_of_it_is_saved_copied_and_linked_from_any_moment() {
    let mut state = open(LESSON);
    for name in ["before", "two", "healed"] {
        let at = state.run.panel_named(name).expect("a panel");
        state.reduce(Intent::Jump(at));
        assert_eq!(saved(&mut state), ("two-leaders.raft".to_owned(), LESSON.to_owned()));
        assert!(state.reduce(Intent::CopyScript).contains(&Effect::Copy(LESSON.to_owned())));
        let hash = link(&mut state).expect("short enough");
        let mut other = board("hello");
        other.reduce(Intent::Follow(hash));
        is_same_lesson(&other);
        assert_eq!((panel(&other), other.pane, &other.notice), (name, Pane::Lesson, &None));
    }
}

#[test]
fn what_is_done_beside_it_is_saved_and_linked_with_it() {
    let mut state = open(LESSON);
    let at = state.run.panel_named("split").expect("a panel");
    state.reduce(Intent::Jump(at));
    state.reduce(Intent::Do(Act::Crash(id(4))));
    let digest = |state: &State| state.run.shot.scene.world.digest();
    let (_, text) = saved(&mut state);
    assert!(text.starts_with(LESSON));
    assert!(text.ends_with("\nbranch yours-1 from split\ncrash S4\npanel yours-1\n"), "{text}");
    let mut other = board("hello");
    other.reduce(Intent::Follow(link(&mut state).expect("short enough")));
    assert_eq!(digest(&other), digest(&state));
    assert_eq!(saved(&mut other).1, text);
    // And once more: nothing is lost, and no name is taken twice.
    let at = other.run.panel_named("two").expect("a panel");
    other.reduce(Intent::Jump(at));
    other.reduce(Intent::Do(Act::Crash(id(5))));
    let (_, again) = saved(&mut other);
    assert!(
        again.starts_with(&text) && again.ends_with("\nbranch yours-2 from two\ncrash S5\npanel yours-2\n"),
        "{again}"
    );
}

#[test]
fn what_was_done_in_a_lesson_of_the_board_is_saved_with_all_of_it() {
    let mut state = board("figure-8");
    state.reduce(Intent::NextStop);
    let own = script::scenario("figure-8").expect("a scenario").text;
    assert_eq!(saved(&mut state), ("figure-8.raft".to_owned(), own.to_owned()));
}

#[test]
fn it_is_kept_under_its_title_with_its_answers() {
    let mut first = Page { state: board("hello"), disk: Disk::default() };
    first.wants(Intent::Play(LESSON.to_owned()));
    let split = first.state.run.panel_named("split").expect("a panel");
    first.wants(Intent::Jump(split));
    first.wants(Intent::Answer(1));
    let second = first.beside(&first.id());
    is_same_lesson(&second.state);
    assert_eq!(second.state.run.progress.answer("can-s3-win"), Some(Answer::Chosen(1)));
    assert_eq!(second.state.held.name, "Two leaders at once?");
}

#[test]
fn it_is_handed_in_with_answers_and_attempts_and_opens_as_it_was() {
    let mut state = open(LESSON);
    let split = state.run.panel_named("split").expect("a panel");
    state.reduce(Intent::Jump(split));
    for option in [1, 3, 2] {
        state.reduce(Intent::Answer(option));
    }
    let effects = state.reduce(Intent::HandIn);
    let Some(Effect::Download { name, text }) = effects.first() else { panic!("{effects:?}") };
    assert_eq!(name, "two-leaders.raftboard");
    let mut other = board("hello");
    other.reduce(Intent::Play(text.clone()));
    while other.replaying.is_some() {
        other.reduce(Intent::PlayOn(u32::MAX));
    }
    is_same_lesson(&other);
    assert_eq!(other.run.progress.attempts("can-s3-win"), [1, 3, 2]);
    let session = script::session::Session::read(text).expect("a session");
    assert_eq!(session.attempts, [("can-s3-win".to_owned(), 3), ("can-s3-win".to_owned(), 2)]);
}

#[test]
fn a_script_with_an_expectation_that_fails_says_so_when_it_is_opened() {
    let failing = LESSON.replace("expect commit S1 1", "expect commit S1 2");
    let state = open(&failing);
    assert!(
        matches!(&state.notice, Some(Notice::BadScript(error)) if error.kind.is_check() && error.line > 3)
    );
    assert!(state.run.written.is_some());
}

#[test]
fn bad_prose_stays_in_the_editor_with_its_place() {
    let bad = LESSON.replacen("zh \"同时", "fr \"同时", 1);
    let state = open(&bad);
    assert!(matches!(&state.notice, Some(Notice::BadScript(error)) if (error.line, error.column) == (2, 42)));
    assert_eq!(state.draft.as_deref(), Some(bad.as_str()));
    // In a link it is told as well, and what was on the board stays.
    let mut other = board("hello");
    other.reduce(Intent::Follow(format!("t={}", script::link::base64::encode(bad.as_bytes()))));
    assert!(matches!(other.notice, Some(Notice::BadScript(_))));
    assert_eq!(other.run.slug(), Some("hello"));
    for hash in ["t=", "t=***", "t=_w"] {
        let mut other = board("hello");
        other.reduce(Intent::Follow(hash.to_owned()));
        assert!(other.notice.as_ref().is_some_and(Notice::is_trouble), "{hash}");
    }
}
