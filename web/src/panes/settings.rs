//! Settings.

use crate::dom::{Attr, El, el};
use crate::state::{Intent, Theme};
use crate::view::View;
use narration::Language;

/// Settings.
pub fn settings_pane(view: &View<'_>) -> El {
    let (words, settings) = (view.words, view.state.settings);
    let toggle = |name: &'static str, on: bool, intent: fn(bool) -> Intent| {
        let state = if on { words.setting_on } else { words.setting_off };
        view.switch(name, on, state, intent(!on))
    };
    let choice = |label: &'static str, on: bool, intent: Intent| view.button(label, intent).pressed(on);
    let language =
        |label, language| choice(label, settings.language == language, Intent::SetLanguage(language));
    let theme = |label, theme| choice(label, settings.theme == theme, Intent::SetTheme(theme));
    let languages = el("div")
        .class("acts")
        .with(language("English", Language::English))
        .with(language("简体中文", Language::Chinese));
    let themes = el("div")
        .class("acts")
        .with(theme(words.theme_system, Theme::System))
        .with(theme(words.theme_light, Theme::Light))
        .with(theme(words.theme_dark, Theme::Dark));
    let digest = el("code").set(Attr::Id, "digest").with(format!("{:016x}", view.world().digest()));
    view.pane(words.settings)
        .with(el("h2").with(words.language))
        .with(languages)
        .with(el("h2").with(words.theme))
        .with(themes)
        .with(toggle(words.letter_keys, settings.letter_keys, Intent::SetLetterKeys))
        .with(el("p").class("quiet").with(words.letter_keys_help))
        .with(toggle(words.reduced_motion, settings.less_motion, Intent::SetLessMotion))
        .with(toggle(words.speaker_notes, settings.speaker_notes, Intent::SetSpeakerNotes))
        .with(el("p").class("quiet").with(words.speaker_notes_help))
        .with(toggle(words.hide_answers, settings.hide_answers, Intent::SetHideAnswers))
        .with(el("p").class("quiet").with(words.hide_answers_help))
        .with(toggle(words.clicker_keys, settings.clicker_keys, Intent::SetClickerKeys))
        .with(el("p").class("quiet").with(words.clicker_keys_help))
        .with(
            el("div")
                .class("acts")
                .with(view.button(words.full_screen, Intent::ToggleFullScreen).shortcut("M")),
        )
        .with(el("p").class("quiet digest").with(words.state_digest).with(": ").with(digest))
}
