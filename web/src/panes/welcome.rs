//! The first visit: what this is, and where to begin.

use crate::dom::{El, el};
use crate::state::Intent;
use crate::view::View;

/// One sentence, and three ways to begin.
pub fn welcome(view: &View<'_>) -> El {
    let words = view.words;
    let acts = el("p")
        .class("welcome-acts")
        .with(view.button(words.start_here, Intent::Open("hello")).class("main big"))
        .with(view.button(words.figure_8, Intent::Open("figure-8")).class("big"))
        .with(view.button(words.free_play, Intent::Open("free-play")).class("big"));
    el("div")
        .class("lesson welcome")
        .with(el("h1").with(words.app_name))
        .with(el("p").with(words.tagline))
        .with(acts)
}
