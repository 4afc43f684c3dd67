//! The help: every key, made from the table the board listens by.

use crate::state::{Intent, KEYS};
use crate::view::View;
use yew::{Html, html};

/// The help, if it is open.
pub(super) fn help(view: &View<'_>) -> Html {
    if !view.state.help {
        return html! {};
    }
    let words = view.words;
    let rows = KEYS.iter().enumerate().map(|(place, key)| {
        let names = key.keys.iter().map(|name| html! { <kbd key={*name}>{ face(name) }</kbd> });
        html! { <tr key={place}><td>{ for names }</td><td>{ (key.help)(words) }</td></tr> }
    });
    html! {
        <div class="dialog-ground">
            <div class="dialog" role="dialog" aria-modal="true" aria-labelledby="help-title">
                <div class="pane-head">
                    <h1 id="help-title">{ words.help }</h1>
                    { view.close(Intent::ToggleHelp) }
                </div>
                <p>{ words.tagline }</p>
                <h2>{ words.keys }</h2>
                <p class="quiet">{ words.keys_note }</p>
                <div class="help-keys" tabindex="0"><table><tbody>{ for rows }</tbody></table></div>
                <p class="quiet">{ words.sources }</p>
            </div>
        </div>
    }
}

/// What is printed on a key.
fn face(name: &str) -> String {
    match name {
        " " => "Space".to_owned(),
        "ArrowRight" => "→".to_owned(),
        "ArrowLeft" => "←".to_owned(),
        "Escape" => "Esc".to_owned(),
        _ => name.to_uppercase(),
    }
}
