//! Prose of the lessons.

use crate::dom::{El, Piece, el, pieces};
use crate::look::term_class;
use crate::state::{Intent, Pane};
use crate::view::View;
use narration::{Inline, LogsPicture, LogsPictureRow, Paragraph};
use yew::Html;

/// Some paragraphs.
pub fn prose(view: &View<'_>, paragraphs: &'static [Paragraph]) -> Html {
    pieces(
        paragraphs.iter().enumerate().map(|(place, paragraph)| {
            el("p").key(place).all(paragraph.iter().map(|piece| inline(view, *piece)))
        }),
    )
}

/// A small picture of logs. It reads well as text, too: `S3 leader 1 2 from S1`.
pub(super) fn picture(view: &View<'_>, picture: &'static LogsPicture) -> El {
    let rows = picture.rows.iter().map(|row| picture_row(view, row));
    el("figure").with(el("figcaption").with(picture.caption)).with(el("ol").class("small-logs").all(rows))
}

fn picture_row(view: &View<'_>, row: &'static LogsPictureRow) -> El {
    let entry = |place: usize, term: u32, class: &str| {
        el("span").key(place).class(format!("small-entry {class}{}", term_class(term))).with(term)
    };
    let there = row.terms.iter().enumerate().map(|(place, term)| entry(place, *term, ""));
    let coming = row.arriving.iter().enumerate().map(|(place, term)| entry(place, *term, "coming "));
    let star = row
        .leads
        .then(|| pieces([el("span").unread().with("★"), el("span").class("unseen").with(view.words.leader)]));
    let from = (!row.from.is_empty()).then(|| {
        let word = el("span").class("unseen").with(view.words.coming_from);
        pieces([el("span").unread().with("←"), word, el("b").with(row.from)])
    });
    let name = el("span").class("small-name").with(el("b").with(row.server)).with(" ").with(star);
    el("li").key(row.server).with(name).all(there).all(coming).with(from)
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
