//! What the board begins with: what the address says, else where somebody was last time, else the
//! first lesson, running.

use crate::board::Board;
use crate::board::storage;
use crate::platform::{boot, page, texts};
use crate::state::{Effect, Intent, Marks, Notice, Run, Settings, State, language_of};
use narration::{Contents, Language, give_words, words_file};
use yew::{Callback, Properties, Renderer};

/// Under which names things are stored.
pub(super) const SETTINGS: &str = "raftboard.settings";
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
    texts::load(file, Callback::from(draw));
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

/// The state to begin with, and what the browser has to do about it.
pub(super) fn first_state(beginning: &Beginning) -> (State, Vec<Effect>) {
    let settings = beginning.settings;
    let run = Run::of_scenario(FIRST).unwrap_or_else(Run::empty);
    let mut state = State::new(settings, run);
    state.placeholder = true;
    state.marks = Marks::read(&page::stored(MARKS).ok().flatten().unwrap_or_default());
    let record = storage::first_record(&mut state);
    let mut effects = Vec::new();
    let hash = page::hash();
    // A page that is loaded again goes on with what it had, and not with its address.
    if storage::remembered(&state).is_none() && !hash.is_empty() {
        effects = state.reduce(Intent::Follow(hash));
    }
    // An address that opens nothing takes nothing away either.
    if let Some(id) = record.filter(|_| state.placeholder && state.replaying.is_none()) {
        effects.extend(storage::open_first(&mut state, id));
    }
    if state.placeholder && state.replaying.is_none() {
        // Nobody was here before: the first lesson runs, and one sentence says what it is.
        state.placeholder = false;
        state.welcome = true;
        state.player.playing = !settings.less_motion;
    }
    state.notice = state.notice.or_else(|| beginning.trouble.clone());
    (state, effects)
}

/// Goes where another address asks to go, while the board is open, and says what is to be done about
/// it. `None`: it asks for nothing.
pub(super) fn follow_address(state: &mut State) -> Option<Vec<Effect>> {
    if let Some(id) = storage::remembered(state) {
        return Some(state.reduce(Intent::OpenRun(id)));
    }
    let hash = page::hash();
    if hash.is_empty() {
        return None;
    }
    state.book.try_again();
    Some(state.reduce(Intent::Follow(hash)))
}
