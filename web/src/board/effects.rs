//! What the browser has to do about an intent.

use crate::board::begin::{MARKS, SESSION, SETTINGS, SHELF};
use crate::platform::page::{Picked, StorageTrouble};
use crate::platform::{boot, page, texts};
use crate::state::{Effect, Intent, Notice, Saved, Settings, State};
use yew::Callback;

/// The largest file that is read: a saved run may be longer than a script.
const MAX_FILE_BYTES: f64 = 8.0 * 1024.0 * 1024.0;

/// Does it. Returns whether the run is to be saved soon.
pub(super) fn carry_out(state: &State, effect: Effect, wish: &Callback<Intent>) -> bool {
    match effect {
        Effect::Save => {
            keep(state);
            return true;
        }
        Effect::SaveAll => save_all(state, wish),
        Effect::ApplySettings => {
            show_settings(state.settings);
            tell_trouble(page::store(SETTINGS, &state.settings.to_line()), wish);
        }
        Effect::ShowSettings => show_settings(state.settings),
        Effect::Copy(text) => page::copy(text, told(wish)),
        Effect::CopyLink(hash) => {
            page::set_hash(&hash);
            page::copy(page::link(&hash), told(wish));
        }
        Effect::Download { name, text } => {
            page::download(&name, &text);
            wish.emit(Intent::Tell(Notice::Saved));
        }
        Effect::PickFile => {
            let done = wish.reform(|picked| match picked {
                Picked::Text(text) => Intent::Play(text),
                Picked::TooLarge => Intent::Tell(Notice::FileTooLarge),
                Picked::Unreadable => Intent::Tell(Notice::FileUnreadable),
            });
            page::pick_file(MAX_FILE_BYTES, done);
        }
        Effect::ToggleFullScreen => {
            page::toggle_full_screen();
        }
        Effect::ClearAddress => page::set_hash(""),
        Effect::Load(file) => {
            texts::load(file.name, wish.reform(move |text| Intent::Loaded(file, text)));
        }
    }
    false
}

/// Shows the settings on the page itself.
pub(super) fn show_settings(settings: Settings) {
    page::describe(settings.language.code(), settings.theme.name());
}

/// Keeps the run for the crash screen: at once, while storing it can wait for a quiet moment.
pub(super) fn keep(state: &State) {
    boot::keep(Saved::of(&state.run).write());
}

/// Stores the run as it was kept last, and how far somebody has come in the lessons.
pub(super) fn save(state: &State, wish: &Callback<Intent>) {
    let store = || boot::with_kept(|run| page::store(SESSION, run));
    let mut stored = store();
    if stored == Err(StorageTrouble::Full) {
        // The run that is looked at goes before those that were left.
        page::forget(SHELF);
        stored = store();
    }
    tell_trouble(stored.and(page::store(MARKS, &state.marks.write())), wish);
}

/// Stores the run, and those that were left: as many of the newest as there is room for.
pub(super) fn save_all(state: &State, wish: &Callback<Intent>) {
    keep(state);
    save(state, wish);
    let full = |skip: &usize| page::store(SHELF, &state.shelf.write(*skip)) == Err(StorageTrouble::Full);
    (0..=state.shelf.count()).take_while(full).for_each(drop);
}

fn told(wish: &Callback<Intent>) -> Callback<bool> {
    wish.reform(|copied| Intent::Tell(if copied { Notice::Copied } else { Notice::CopyFailed }))
}

fn tell_trouble(stored: Result<(), StorageTrouble>, wish: &Callback<Intent>) {
    let notice = match stored {
        Ok(()) => return,
        Err(StorageTrouble::Forbidden) => Notice::StorageForbidden,
        Err(StorageTrouble::Full) => Notice::StorageFull,
    };
    wish.emit(Intent::Tell(notice));
}
