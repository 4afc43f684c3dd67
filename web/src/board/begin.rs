//! What the board begins with: what the address says, else where somebody was last time, else the
//! first lesson, running.

use crate::board::Board;
use crate::platform::{boot, page, texts};
use crate::state::{Effect, Marks, Notice, Opened, Run, Saved, Settings, Shelf, State, language_of};
use narration::{Contents, Language, give_words, words_file};
use yew::{Callback, Properties, Renderer};

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

/// What is known before the board is drawn.
#[derive(Clone, PartialEq, Properties)]
pub struct Beginning {
    settings: Settings,
    /// What was wrong with the settings.
    trouble: Option<Notice>,
}

/// Draws the board into the page, as soon as the words of its language are there. If they cannot be
/// had, the page says so: the board would have nothing to say.
pub fn start() {
    let beginning = first_settings();
    let file = words_file(beginning.settings.language);
    let draw = move |text: Option<String>| {
        // Kept for as long as the page: all that is said is in it.
        let words = text.and_then(|text| file.read(text.leak()).ok()).and_then(Contents::words);
        match (words, boot::place()) {
            (Some(words), Some(place)) => {
                give_words(words);
                Renderer::<Board>::with_root_and_props(place, beginning.clone()).render();
            }
            _ => boot::failed(file.name),
        }
    };
    texts::load(file.name, Callback::from(draw));
}

/// The language is the address's, else that of last time, else the browser's.
fn first_settings() -> Beginning {
    let preferred = Language::parse(&page::preferred_language()).unwrap_or(Language::English);
    let settings = Settings::first(preferred, page::prefers_less_motion());
    let (settings, trouble) = match page::stored(SETTINGS) {
        Ok(Some(line)) => (settings.with_line(&line), None),
        Ok(None) => (settings, None),
        Err(_) => (settings, Some(Notice::StorageForbidden)),
    };
    let language = language_of(&page::hash()).unwrap_or(settings.language);
    Beginning { settings: Settings { language, ..settings }, trouble }
}

/// The state to begin with.
pub(super) fn first_state(beginning: &Beginning) -> State {
    let settings = beginning.settings;
    let hash = page::hash();
    let opened = if hash.is_empty() { Opened::default() } else { Run::of_link(&hash) };
    // An address that opens nothing takes nothing away either.
    let session = page::stored(SESSION).ok().flatten().unwrap_or_default();
    let shelf = page::stored(SHELF).ok().flatten().unwrap_or_default();
    let mut shelf = Shelf::read(&shelf);
    let mut state = match opened.run {
        Some(run) => {
            shelf.put_session(&session);
            let mut state = State::new(settings, run);
            state.begin_free_play();
            state
        }
        None => from_session(settings, &session),
    };
    state.shelf = shelf;
    state.notice = opened.notice.or_else(|| beginning.trouble.clone());
    state.marks = Marks::read(&page::stored(MARKS).ok().flatten().unwrap_or_default());
    state
}

/// Goes where another address asks to go, while the board is open, and says what is to be done about
/// it. `None`: it asks for nothing.
pub(super) fn follow_address(state: &mut State) -> Option<Vec<Effect>> {
    let hash = page::hash();
    if hash.is_empty() {
        return None;
    }
    state.book.try_again();
    let opened = Run::of_link(&hash);
    // Somebody's link is no choice for the next time.
    let effects = opened.language.map(|language| state.speak(language, Effect::ShowSettings));
    if let Some(run) = opened.run {
        state.welcome = false;
        state.put(run);
        state.begin_free_play();
    }
    state.notice = opened.notice;
    Some(effects.unwrap_or_default())
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
