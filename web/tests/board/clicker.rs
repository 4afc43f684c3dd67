//! A lecture by clicker: PageDown and PageUp alone.

use crate::harness::{board, board_at, id, panel, press};
use cluster::{Act, Moment};
use narration::Language;
use script::SCENARIOS;
use web::look::Choice;
use web::state::{Effect, Intent, Notice, Pane, Run, Settings, State, intent_of};

/// The board with a lesson, where messages travel.
fn with_motion(slug: &'static str) -> State {
    State::new(Settings::first(Language::English, false), Run::of_scenario(slug).expect("a lesson"))
}

/// A second of ours, in pictures of 50 ms; every event that was shown.
fn watch(state: &mut State, seconds: u32) -> Vec<u32> {
    let mut seen = vec![state.run.at.event];
    for _ in 0..seconds * 20 {
        state.reduce(Intent::Tick(50_000));
        if seen.last() != Some(&state.run.at.event) {
            seen.push(state.run.at.event);
        }
    }
    seen
}

#[test]
fn page_down_plays_to_the_next_panel_visibly_and_in_time() {
    let mut state = with_motion("figure-8");
    for expected in ["a", "b", "c"] {
        let start = state.run.at.event;
        // (b) asks: a press shows the answer, the next goes on.
        if state.run.progress.open(&state.run.story, state.run.at).is_some() {
            press(&mut state, &["PageDown"]);
        }
        press(&mut state, &["PageDown"]);
        assert!(state.player.playing && state.player.rush.is_some());
        let seen = watch(&mut state, 5);
        assert_eq!(panel(&state), expected);
        assert!(!state.player.playing);
        let count = seen.last().unwrap() - start;
        // What is not seen of so many events is at most every other one.
        assert!(seen.len() * 2 > count as usize, "{} of {count}", seen.len());
    }
    assert!(state.run.progress.open(&state.run.story, state.run.at).is_some());
}

#[test]
fn a_second_press_is_there_at_once() {
    let mut state = with_motion("figure-8");
    press(&mut state, &["PageDown"]);
    watch(&mut state, 1);
    assert_ne!(panel(&state), "a");
    press(&mut state, &["PageDown"]);
    assert_eq!((panel(&state), state.player.playing), ("a", false));
    // One step back leads to where the first press was.
    press(&mut state, &["u"]);
    assert_eq!(state.run.at.event, 0);
}

#[test]
fn to_another_branch_it_plays_from_where_the_branch_leaves() {
    let mut state = with_motion("figure-8");
    let at = state.run.panel_named("c").unwrap();
    state.reduce(Intent::Jump(at));
    press(&mut state, &["b", "PageDown", "PageDown"]);
    assert_eq!(panel(&state), "d");
    // (d) asks: the first press shows the answer.
    press(&mut state, &["PageDown", "PageDown"]);
    assert_eq!(state.run.at.event, at.event + 1, "from (c) on");
    watch(&mut state, 5);
    assert_eq!(panel(&state), "d-broken");
}

#[test]
fn nothing_that_is_open_is_closed_by_it_unless_a_question_is_asked() {
    for pane in [Pane::Proof, Pane::Clients, Pane::Rules, Pane::Why] {
        let mut state = with_motion("figure-8");
        press(&mut state, &["."]);
        state.reduce(Intent::Show(pane));
        press(&mut state, &["PageDown"]);
        watch(&mut state, 5);
        assert_eq!((panel(&state), state.pane), ("a", pane));
        press(&mut state, &["PageDown", "PageDown"]);
        assert_eq!((panel(&state), state.pane), ("b", Pane::Lesson), "the question is seen");
    }
    let mut state = with_motion("figure-8");
    state.reduce(Intent::Choose(Some(Choice::Server(id(1)))));
    press(&mut state, &["PageDown", "PageDown"]);
    assert_eq!((state.pane, state.choice), (Pane::Inspector, Some(Choice::Server(id(1)))));
}

/// The whole course with PageDown alone: every lesson, every panel, and no dead end before free play.
#[test]
fn the_whole_course_goes_by_page_down_alone() {
    let mut state = board("hello");
    let mut seen: Vec<(&str, String)> = Vec::new();
    let mut last = String::new();
    for _ in 0..400 {
        let here =
            format!("{:?} {:?} {}", state.run.slug(), state.run.at, state.run.progress.answers().len());
        assert_ne!(here, last, "a dead end");
        last = here;
        if state.run.slug() == Some("free-play") {
            break;
        }
        seen.push((state.run.slug().expect("a lesson"), panel(&state).to_owned()));
        press(&mut state, &["PageDown"]);
    }
    assert_eq!(state.run.slug(), Some("free-play"));
    for scenario in SCENARIOS.iter().filter(|scenario| scenario.slug != "free-play") {
        let run = Run::of_scenario(scenario.slug).unwrap();
        for panel in run.story.panels().filter_map(|panel| panel.name()) {
            assert!(seen.contains(&(scenario.slug, panel.as_str().to_owned())), "{} {panel}", scenario.slug);
        }
    }
    // In free play it lets the clock run, and closes nothing.
    press(&mut state, &["PageDown"]);
    assert!(state.player.playing);
}

#[test]
fn page_up_goes_back_over_the_lessons_too() {
    let mut state = board("election");
    press(&mut state, &["PageUp"]);
    assert_eq!((state.run.slug(), panel(&state)), (Some("hello"), "new-leader"));
    press(&mut state, &["PageUp"]);
    assert_eq!(panel(&state), "crashed");
    let mut state = board("hello");
    press(&mut state, &["PageUp"]);
    assert_eq!((state.run.slug(), state.run.at), (Some("hello"), Moment::START));
}

#[test]
fn from_a_branch_of_ones_own_it_leads_back_into_the_lesson() {
    let mut state = board_at("figure-8", "e");
    state.reduce(Intent::Do(Act::Crash(id(2))));
    assert!(!state.run.in_lesson());
    press(&mut state, &["PageDown"]);
    assert!(state.run.in_lesson());
    assert_eq!(state.run.slug(), Some("figure-8"));
}

#[test]
fn the_black_screen_takes_any_key_and_changes_nothing() {
    let mut state = board_at("figure-8", "c");
    let (at, answers) = (state.run.at, state.run.progress.clone());
    press(&mut state, &["0"]);
    assert!(state.black);
    for key in ["0", "b", ".", "PageDown", "x", " "] {
        if !state.black {
            press(&mut state, &["0"]);
        }
        press(&mut state, &[key]);
        assert!(!state.black, "{key}");
        assert_eq!((state.run.at, &state.run.progress), (at, &answers), "{key}");
    }
}

#[test]
fn what_clickers_send_blackens_the_screen_if_it_is_to() {
    let mut state = board_at("figure-8", "c");
    assert_eq!(intent_of(&state, "b"), Some(Intent::Answer(2)));
    assert_eq!(intent_of(&state, "."), Some(Intent::Forward));
    assert_eq!(state.reduce(Intent::SetClickerKeys(true))[0], Effect::ApplySettings);
    for key in [".", "b"] {
        assert_eq!(intent_of(&state, key), Some(Intent::ToggleBlack), "{key}");
    }
    // The arrow still steps, and the others still answer.
    assert_eq!(intent_of(&state, "ArrowRight"), Some(Intent::Forward));
    assert_eq!(intent_of(&state, "a"), Some(Intent::Answer(1)));
    // Browsers' own keys are not taken.
    for key in ["F5", "F11"] {
        assert_eq!(intent_of(&state, key), None, "{key}");
    }
}

#[test]
fn the_end_of_a_script_that_belongs_to_no_course_says_so() {
    let mut state = board("rule-retry");
    for _ in 0..6 {
        press(&mut state, &["PageDown"]);
    }
    assert_eq!(state.notice, Some(Notice::End));
}

#[test]
fn every_lesson_is_gone_through_once_whether_its_motion_is_watched_or_not() {
    for scenario in
        SCENARIOS.iter().filter(|scenario| !Run::of_scenario(scenario.slug).unwrap().stops().is_empty())
    {
        for watched in [true, false] {
            let mut state = with_motion(scenario.slug);
            let mut seen = Vec::new();
            for _ in 0..120 {
                if state.run.stop_after().is_none() || state.run.slug() != Some(scenario.slug) {
                    break;
                }
                press(&mut state, &["PageDown"]);
                if watched {
                    watch(&mut state, 5);
                }
                let here = panel(&state).to_owned();
                if state.player.rush.is_none() && seen.last() != Some(&here) {
                    assert!(!seen.contains(&here), "{}: {here} comes again after {seen:?}", scenario.slug);
                    seen.push(here);
                }
            }
            assert_eq!(state.run.stop_after(), None, "{}: {seen:?}", scenario.slug);
        }
    }
}
