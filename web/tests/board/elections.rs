//! The timing laboratory without a browser: a desk of `elections` stands for the worker.

use crate::harness::{board, press};
use elections::desk::{Desk, Part};
use narration::Language;
use web::state::{Effect, Elections, Export, Intent, Measure, Pane, State, intent_of};

/// The laboratory, opened on a lesson about timing, with the worker behind it.
fn opened() -> (State, Desk) {
    let (mut state, mut desk) = (board("timing"), Desk::default());
    let effects = state.reduce(Intent::Show(Pane::Elections));
    assert_eq!(effects.iter().filter(|effect| **effect == Effect::StartTrials).count(), 1);
    pass(&mut state, &mut desk, effects);
    (state, desk)
}

/// Passes to the worker what it is asked, and its answers back.
fn pass(state: &mut State, desk: &mut Desk, effects: Vec<Effect>) {
    for effect in effects {
        let Effect::AskTrials(line) = effect else { continue };
        let answer = desk.hear(&line);
        state.reduce(Intent::Measure(Measure::Heard(Some(answer.print()))));
    }
}

fn ask(state: &mut State, desk: &mut Desk, lines: &[&str]) {
    for line in lines {
        let effects = state.reduce(Intent::Measure(Measure::Ask((*line).to_owned())));
        pass(state, desk, effects);
        desk.work(|| false);
        state.reduce(Intent::Measure(Measure::Heard(Some(desk.show().print()))));
    }
}

fn laboratory(state: &State) -> &Elections {
    state.elections.as_ref().expect("it is open")
}

fn shown(state: &State, part: Part) -> String {
    laboratory(state).shown.text(part).to_owned()
}

#[test]
fn what_is_run_is_shown_and_what_cannot_be_is_told() {
    let (mut state, mut desk) = opened();
    ask(&mut state, &mut desk, &["begin lan-150-300", "set trials 50", "run"]);
    let numbers = [Part::Done, Part::Trials, Part::Running, Part::CanKeep];
    assert_eq!(numbers.map(|part| laboratory(&state).shown.number(part)), [50, 50, 0, 1]);
    assert!(shown(&state, Part::Curves).starts_with("<svg") && shown(&state, Part::Sheet).contains("<table"));
    ask(&mut state, &mut desk, &["set latency soon", "run"]);
    assert!(shown(&state, Part::Trouble).starts_with("One way, ms"), "{}", shown(&state, Part::Trouble));
    assert_eq!(shown(&state, Part::Done), "50", "what was run stays");
}

#[test]
fn the_worker_speaks_the_language_of_the_board_and_knows_how_wide_the_page_is() {
    let (mut state, mut desk) = opened();
    assert!(shown(&state, Part::Presets).contains("Begin with"));
    // The words of another language are loaded first.
    let load = state.reduce(Intent::SetLanguage(Language::Chinese));
    let file =
        load.iter().find_map(|effect| if let Effect::Load(file) = effect { Some(*file) } else { None });
    let file = file.expect("words to load");
    let text =
        narration::built_in::files().iter().find(|(name, _)| *name == file.name).map(|(_, text)| *text);
    let effects = state.reduce(Intent::Loaded(file, text.map(str::to_owned)));
    pass(&mut state, &mut desk, effects);
    assert!(shown(&state, Part::Presets).contains("从这里开始"));
    ask(&mut state, &mut desk, &["set trials 5", "run"]);
    let wide = shown(&state, Part::Curves);
    let effects = state.reduce(Intent::Narrow(true));
    pass(&mut state, &mut desk, effects);
    assert_ne!(shown(&state, Part::Curves), wide);
}

#[test]
fn an_election_is_on_the_board_paused_where_the_watch_starts_and_one_can_go_back() {
    let (mut state, mut desk) = opened();
    ask(&mut state, &mut desk, &["set trials 30", "run", "rank 29"]);
    let told = shown(&state, Part::Told);
    assert!(told.starts_with("Curve 1, election 29 of 30 by time: "), "{told}");
    let effects = state.reduce(Intent::Measure(Measure::Ask("replay".to_owned())));
    pass(&mut state, &mut desk, effects);
    assert!(state.is_measured() && state.pane == Pane::Lesson && !state.player.playing);
    let start = state.run.shot.scene.world.now();
    assert!(state.run.shot.scene.world.leader().is_none() && !state.run.at_tip());
    press(&mut state, &["End"]);
    let world = &state.run.shot.scene.world;
    assert!(world.leader().is_some());
    let ms = (world.now().since(start).0 + 500) / 1000;
    assert!(told.contains(&format!(": {ms} ms;")), "{told}, not {ms}");
    state.reduce(Intent::Show(Pane::Elections));
    assert_eq!((state.is_measured(), shown(&state, Part::Told)), (false, told));
}

#[test]
fn files_are_those_of_what_is_shown() {
    let (mut state, mut desk) = opened();
    ask(&mut state, &mut desk, &["set trials 20", "run"]);
    let mut save = |export| state.reduce(Intent::Measure(Measure::Save(export)));
    let [Effect::Download { name, text }] = &save(Export::Csv)[..] else { panic!("a file") };
    assert!(name == "elections.csv" && text.starts_with("series,servers,") && text.lines().count() == 2);
    let [Effect::Download { name, text }] = &save(Export::Svg)[..] else { panic!("a file") };
    assert!(name == "elections.svg" && text.starts_with("<svg") && text.ends_with("</svg>"));
    assert!(!text.contains("{x}"), "the axis has its name");
    assert!(matches!(&save(Export::Png)[..], [Effect::SavePicture(svg)] if svg == text));
}

#[test]
fn a_worker_that_has_stopped_is_told_and_another_is_started() {
    let (mut state, _) = opened();
    let starts = |effects: &[Effect]| effects.contains(&Effect::StartTrials);
    state.reduce(Intent::Measure(Measure::Heard(None)));
    assert!(laboratory(&state).failed);
    state.reduce(Intent::Close);
    assert!(starts(&state.reduce(Intent::Show(Pane::Elections))) && !laboratory(&state).failed);
    // One that is well goes on.
    state.reduce(Intent::Close);
    assert!(!starts(&state.reduce(Intent::Show(Pane::Elections))));
}

#[test]
fn the_key_opens_it_and_behind_it_nothing_happens() {
    let mut state = board("free-play");
    press(&mut state, &["e"]);
    assert_eq!(state.pane, Pane::Elections);
    for key in [" ", "c", "r", ".", "PageDown"] {
        assert_eq!(intent_of(&state, key), None, "{key}");
    }
    press(&mut state, &["Escape"]);
    assert_eq!(state.pane, Pane::Lesson);
}
