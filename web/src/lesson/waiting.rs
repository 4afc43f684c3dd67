//! What stands in the place of a text that is not there.

use crate::dom::{El, el};
use crate::state::Intent;
use crate::view::View;
use narration::TextFile;

/// A text is on its way, which is said only if that takes a moment, or could not be had.
pub fn waiting(view: &View<'_>, file: TextFile) -> El {
    let words = view.words;
    if !view.state.book.is_missing(file) {
        return el("p").class("hint late").with(words.text_awaited);
    }
    let again = view.button(words.try_again, Intent::LoadAgain).class("main");
    el("div")
        .class("box")
        .role("alert")
        .with(el("p").with(words.text_missing))
        .with(el("p").class("lesson-hands").with(again))
}
