//! What the board begins with: what the address says, else where somebody was last time, else the
//! first lesson, running.

use crate::platform::page;
use crate::state::{Notice, Run, Saved, Settings, State};
use narration::Language;

/// Under which names things are stored.
pub(super) const SETTINGS: &str = "raftboard.settings";
/// See [`SETTINGS`].
pub(super) const SESSION: &str = "raftboard.session";
/// The scenario of a first visit.
const FIRST: &str = "hello";

/// The state to begin with.
pub(super) fn first_state() -> State {
    let preferred = Language::parse(&page::preferred_language()).unwrap_or(Language::English);
    let settings = Settings::first(preferred, page::prefers_less_motion());
    let (settings, trouble) = match page::stored(SETTINGS) {
        Ok(Some(line)) => (settings.with_line(&line), None),
        Ok(None) => (settings, None),
        Err(_) => (settings, Some(Notice::StorageForbidden)),
    };
    let mut state = from_address(settings).unwrap_or_else(|| from_session(settings));
    state.notice = state.notice.take().or(trouble);
    state
}

/// The state that another address asks for, while the board is open; `None` if it asks for nothing.
pub(super) fn state_of_address(old: &State) -> Option<State> {
    from_address(old.settings)
}

fn from_address(mut settings: Settings) -> Option<State> {
    let hash = page::hash();
    if hash.is_empty() {
        return None;
    }
    let opened = Run::of_link(&hash);
    if let Some(language) = opened.language {
        settings.language = language;
    }
    let first_visit = opened.run.is_none();
    let run = opened.run.or_else(first_run)?;
    let mut state = State::new(settings, run);
    state.notice = opened.notice;
    state.welcome = first_visit;
    Some(state)
}

fn from_session(settings: Settings) -> State {
    let stored = page::stored(SESSION).ok().flatten();
    let saved = stored.and_then(|text| Saved::read(&text).ok()).and_then(|saved| saved.into_run().ok());
    match saved {
        Some(run) => State::new(settings, run),
        None => first_visit(settings),
    }
}

/// Nobody was here before: the first lesson runs, and one sentence says what it is.
fn first_visit(settings: Settings) -> State {
    let run = first_run().unwrap_or_else(Run::empty);
    let mut state = State::new(settings, run);
    state.welcome = true;
    state.player.playing = !settings.less_motion;
    state
}

fn first_run() -> Option<Run> {
    Run::of_scenario(FIRST)
}
