//! Prose of the lessons.

use crate::dom::{Piece, el, pieces};
use crate::state::{Intent, Pane};
use crate::view::View;
use narration::{Inline, Paragraph};
use yew::Html;

/// Some paragraphs.
pub fn prose(view: &View<'_>, paragraphs: &'static [Paragraph]) -> Html {
    pieces(
        paragraphs.iter().enumerate().map(|(place, paragraph)| {
            el("p").key(place).all(paragraph.iter().map(|piece| inline(view, *piece)))
        }),
    )
}

fn inline(view: &View<'_>, piece: Inline) -> Html {
    match piece {
        Inline::Plain(text) => text.html(),
        Inline::Bold(text) => el("b").with(text).into(),
        Inline::Code(text) => el("code").with(text).into(),
        Inline::Glossary { text, key } => {
            view.button(text, Intent::Show(Pane::Glossary(key))).class("word").into()
        }
    }
}
