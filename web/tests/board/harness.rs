//! A board with a lesson on it, and what a person does to it.

use narration::Language;
use raft_core::ServerId;
use web::state::{Intent, Run, Settings, State, intent_of};

/// The board with a scenario of the library, in English. Its texts were not asked for.
pub(crate) fn board(slug: &'static str) -> State {
    let run = Run::of_scenario(slug).expect("a scenario of the library");
    State::new(Settings::first(Language::English, true), run)
}

/// The same, at one of the scenario's panels.
pub(crate) fn board_at(slug: &'static str, panel: &str) -> State {
    let mut state = board(slug);
    let at = state.run.panel_named(panel).expect("a panel");
    state.reduce(Intent::Jump(at));
    state
}

pub(crate) fn id(number: u8) -> ServerId {
    ServerId::new(number).expect("S1 to S9")
}

/// The panel that was reached last.
pub(crate) fn panel(state: &State) -> &str {
    state.run.panel().and_then(|panel| panel.name()).map_or("", |name| name.as_str())
}

/// Presses keys, each of which must mean something.
pub(crate) fn press(state: &mut State, keys: &[&str]) {
    for key in keys {
        let intent = intent_of(state, key).unwrap_or_else(|| panic!("{key} means nothing now"));
        state.reduce(intent);
    }
}
