//! The whole page.

use yew::{Html, component, html, use_effect_with};

use crate::platform::boot;

/// The board.
#[component]
pub fn App() -> Html {
    use_effect_with((), |()| boot::ready());
    html! {
        <main>
            <h1>{ "Raftboard" }</h1>
        </main>
    }
}
