//! What the browser has to do about an intent.

use crate::board::begin::{SESSION, SETTINGS};
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
        Effect::ApplySettings => {
            apply_settings(state.settings);
            tell_trouble(page::store(SETTINGS, &state.settings.to_line()), wish);
        }
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
        Effect::ClearAddress => page::set_hash(""),
        Effect::Load(file) => {
            texts::load(file.name, wish.reform(move |text| Intent::Loaded(file, text)));
        }
    }
    false
}

/// Shows the settings on the page itself.
pub(super) fn apply_settings(settings: Settings) {
    page::describe(settings.language.code(), settings.theme.name());
}

/// Keeps the run for the crash screen: at once, while storing it can wait for a quiet moment.
pub(super) fn keep(state: &State) {
    boot::keep(&Saved::of(&state.run).write());
}

/// Stores the run, and keeps it for the crash screen.
pub(super) fn save(state: &State, wish: &Callback<Intent>) {
    let text = Saved::of(&state.run).write();
    boot::keep(&text);
    tell_trouble(page::store(SESSION, &text), wish);
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
