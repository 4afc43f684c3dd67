//! Settings.

use crate::dom::{Attr, El, el};
use crate::state::{Intent, Theme};
use crate::view::View;
use narration::Language;

/// Settings.
pub fn settings_pane(view: &View<'_>) -> El {
    let (words, settings) = (view.words, view.state.settings);
    let on_off = |on: bool| if on { words.setting_on } else { words.setting_off };
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
    let (keys, motion) = (settings.letter_keys, settings.less_motion);
    let digest = el("code").set(Attr::Id, "digest").with(format!("{:016x}", view.world().digest()));
    view.pane(words.settings)
        .with(el("h2").with(words.language))
        .with(languages)
        .with(el("h2").with(words.theme))
        .with(themes)
        .with(view.switch(words.letter_keys, keys, on_off(keys), Intent::SetLetterKeys(!keys)))
        .with(el("p").class("quiet").with(words.letter_keys_help))
        .with(view.switch(words.reduced_motion, motion, on_off(motion), Intent::SetLessMotion(!motion)))
        .with(el("p").class("quiet digest").with(words.state_digest).with(": ").with(digest))
}
