//! What the board begins with: what the address says, else where somebody was last time, else the
//! first lesson, running.

use crate::platform::page;
use crate::state::{Marks, Notice, Opened, Run, Saved, Settings, Shelf, State};
use narration::Language;

/// Under which names things are stored.
pub(super) const SETTINGS: &str = "raftboard.settings";
/// See [`SETTINGS`].
pub(super) const SESSION: &str = "raftboard.session";
/// See [`SETTINGS`]. Beside the session, which the crash screen can throw away alone.
pub(super) const SHELF: &str = "raftboard.shelf";
/// See [`SETTINGS`].
pub(super) const MARKS: &str = "raftboard.progress";
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
    let hash = page::hash();
    let opened = if hash.is_empty() { Opened::default() } else { Run::of_link(&hash) };
    let settings = Settings { language: opened.language.unwrap_or(settings.language), ..settings };
    // An address that opens nothing takes nothing away either.
    let session = page::stored(SESSION).ok().flatten().unwrap_or_default();
    let shelf = page::stored(SHELF).ok().flatten().unwrap_or_default();
    let mut shelf = Shelf::read(&shelf);
    let mut state = match opened.run {
        Some(run) => {
            shelf.put_session(&session);
            State::new(settings, run)
        }
        None => from_session(settings, &session),
    };
    state.shelf = shelf;
    state.notice = opened.notice.or(trouble);
    state.marks = Marks::read(&page::stored(MARKS).ok().flatten().unwrap_or_default());
    state
}

/// Goes where another address asks to go, while the board is open. `false`: it asks for nothing.
pub(super) fn follow_address(state: &mut State) -> bool {
    let hash = page::hash();
    if hash.is_empty() {
        return false;
    }
    state.book.try_again();
    let opened = Run::of_link(&hash);
    if let Some(language) = opened.language {
        state.settings.language = language;
    }
    if let Some(run) = opened.run {
        state.welcome = false;
        state.put(run);
    }
    state.notice = opened.notice;
    true
}

fn from_session(settings: Settings, session: &str) -> State {
    match Saved::read(session).and_then(Saved::into_run) {
        Ok(run) => State::new(settings, run),
        Err(_) => first_visit(settings),
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
