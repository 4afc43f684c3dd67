//! What the browser has to do about an intent.

use crate::board::begin::SETTINGS;
use crate::platform::files::{self, Picked};
use crate::platform::{page, texts};
use crate::state::{Effect, Intent, Notice, Settings, State, StorageTrouble};
use yew::Callback;

/// Does what has nothing to do with records.
pub(super) fn carry_out(state: &State, effect: Effect, wish: &Callback<Intent>) {
    match effect {
        Effect::ApplySettings => {
            show_settings(state.settings);
            if let Err(trouble) = page::store(SETTINGS, &state.settings.to_line()) {
                wish.emit(Intent::Tell(told_of(trouble)));
            }
        }
        Effect::ShowSettings => show_settings(state.settings),
        Effect::Copy(text) => page::copy(text, told(wish)),
        // Not into the address, where a reload would go back to it.
        Effect::CopyLink(hash) => page::copy(page::link(&hash), told(wish)),
        Effect::Download { name, text } => {
            page::download(&name, &text);
            wish.emit(Intent::Tell(Notice::Saved));
        }
        Effect::PickFile => {
            files::pick_file(wish.reform(open));
        }
        Effect::ToggleFullScreen => {
            page::toggle_full_screen();
        }
        Effect::ClearAddress => page::set_hash(""),
        Effect::Load(file) => {
            texts::load(file, wish.reform(move |text| Intent::Loaded(file, text)));
        }
        Effect::SavePicture(svg) => page::save_picture("elections.png", &svg, told_saved(wish)),
        Effect::Save
        | Effect::SaveNow
        | Effect::Keep(_)
        | Effect::OpenRecord(..)
        | Effect::NameRecord(..)
        | Effect::DeleteRecord(_)
        | Effect::DownloadRecord(_)
        | Effect::PlayOn
        | Effect::StartTrials
        | Effect::AskTrials(_) => {}
    }
}

/// What a file that was picked or dropped is for.
pub(super) fn open(picked: Picked) -> Intent {
    match picked {
        Picked::Text(text) => Intent::Play(text),
        Picked::TooLarge => Intent::Tell(Notice::FileTooLarge),
        Picked::Unreadable => Intent::Tell(Notice::FileUnreadable),
    }
}

/// Shows the settings on the page itself.
pub(super) fn show_settings(settings: Settings) {
    page::describe(settings.language.code(), settings.theme.name());
}

fn told(wish: &Callback<Intent>) -> Callback<bool> {
    wish.reform(|copied| Intent::Tell(if copied { Notice::Copied } else { Notice::CopyFailed }))
}

fn told_saved(wish: &Callback<Intent>) -> Callback<()> {
    wish.reform(|()| Intent::Tell(Notice::Saved))
}

/// What to tell when something could not be stored.
pub(super) fn told_of(trouble: StorageTrouble) -> Notice {
    match trouble {
        StorageTrouble::Forbidden => Notice::StorageForbidden,
        StorageTrouble::Full => Notice::StorageFull,
    }
}
