//! Prose of the lessons.

use crate::state::{Intent, Pane};
use crate::view::View;
use narration::{Inline, Paragraph};
use yew::{Html, html};

/// Some paragraphs.
pub fn prose(view: &View<'_>, paragraphs: &'static [Paragraph]) -> Html {
    let paragraphs = paragraphs.iter().enumerate().map(|(place, paragraph)| {
        html! { <p key={place}>{ for paragraph.iter().map(|piece| inline(view, *piece)) }</p> }
    });
    html! { <>{ for paragraphs }</> }
}

fn inline(view: &View<'_>, piece: Inline) -> Html {
    match piece {
        Inline::Plain(text) => html! { { text } },
        Inline::Bold(text) => html! { <b>{ text }</b> },
        Inline::Code(text) => html! { <code>{ text }</code> },
        Inline::Glossary { text, key } => view.button("word", text, Intent::Show(Pane::Glossary(key))),
    }
}
