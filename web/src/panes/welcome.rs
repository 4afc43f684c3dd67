//! The first visit: what this is, and where to begin.

use crate::state::Intent;
use crate::view::View;
use yew::{Html, html};

/// One sentence, and three ways to begin.
pub fn welcome(view: &View<'_>) -> Html {
    let words = view.words;
    html! {
        <div class="lesson welcome">
            <h1>{ words.app_name }</h1>
            <p>{ words.tagline }</p>
            <p class="welcome-acts">
                { view.button("main big", words.start_here, Intent::Open("hello")) }
                { view.button("big", words.figure_8, Intent::Open("figure-8")) }
                { view.button("big", words.free_play, Intent::Open("free-play")) }
            </p>
        </div>
    }
}
