//! Settings.

use crate::state::{Intent, Theme};
use crate::view::View;
use narration::Language;
use yew::{Html, html};

/// Settings.
pub fn settings_pane(view: &View<'_>) -> Html {
    let (words, settings) = (view.words, view.state.settings);
    let on_off = |on: bool| if on { words.setting_on } else { words.setting_off };
    let choice = |label: &'static str, on: bool, intent: Intent| {
        html! { <button type="button" aria-pressed={on.to_string()} onclick={view.press(intent)}>{ label }</button> }
    };
    let language =
        |label, language| choice(label, settings.language == language, Intent::SetLanguage(language));
    let theme = |label, theme| choice(label, settings.theme == theme, Intent::SetTheme(theme));
    let (keys, motion) = (settings.letter_keys, settings.less_motion);
    let body = html! {
        <>
            <h2>{ words.language }</h2>
            <div class="acts">
                { language("English", Language::English) }
                { language("简体中文", Language::Chinese) }
            </div>
            <h2>{ words.theme }</h2>
            <div class="acts">
                { theme(words.theme_system, Theme::System) }
                { theme(words.theme_light, Theme::Light) }
                { theme(words.theme_dark, Theme::Dark) }
            </div>
            { view.switch(words.letter_keys, html! {}, keys, on_off(keys), Intent::SetLetterKeys(!keys)) }
            <p class="quiet">{ words.letter_keys_help }</p>
            { view.switch(words.reduced_motion, html! {}, motion, on_off(motion), Intent::SetLessMotion(!motion)) }
            <p class="quiet digest">
                { words.state_digest }{ ": " }<code id="digest">{ format!("{:016x}", view.world().digest()) }</code>
            </p>
        </>
    };
    view.pane(words.settings, body)
}
