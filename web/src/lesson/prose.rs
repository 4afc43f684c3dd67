//! Prose of the lessons.

use crate::dom::{El, el, pieces};
use crate::look::term_class;
use crate::membership::set;
use crate::state::{Intent, Pane};
use crate::view::View;
use narration::{Inline, LogsPicture, LogsPictureRow, Paragraph};
use yew::Html;

/// Some paragraphs.
pub fn prose(view: &View<'_>, paragraphs: &'static [Paragraph]) -> Html {
    pieces(
        paragraphs
            .iter()
            .enumerate()
            .map(|(place, paragraph)| el("p").key(place).with(inlines(view, paragraph))),
    )
}

/// Some paragraphs, with a word in front of the first that says what they are.
pub(super) fn led(view: &View<'_>, lead: &'static str, paragraphs: &'static [Paragraph]) -> Html {
    pieces(paragraphs.iter().enumerate().map(|(place, paragraph)| {
        let lead = (place == 0).then(|| el("b").class("lead").with(lead).with(" "));
        el("p").key(place).with(lead).with(inlines(view, paragraph))
    }))
}

/// Small pictures of logs, side by side. They read well as text, too: `S3 leader 1 2 from S1`.
pub(super) fn pictures(view: &View<'_>, pictures: &'static [LogsPicture]) -> Html {
    let figures = pictures.iter().enumerate().map(|(place, picture)| {
        let rows = picture.rows.iter().map(|row| picture_row(view, row));
        let caption = el("figcaption").with(picture.caption);
        el("figure").key(place).with(caption).with(el("ol").class("small-logs").all(rows))
    });
    el("div").class("pictures").all(figures).into()
}

fn picture_row(view: &View<'_>, row: &'static LogsPictureRow) -> El {
    // The blanks keep apart what is read as text.
    let entry = |place: usize, term: u32, class: &str| {
        let entry = el("span").key(place).class(format!("small-entry {class}{}", term_class(term)));
        entry.with(term).with(" ")
    };
    let there = row.terms.iter().enumerate().map(|(place, term)| entry(place, *term, ""));
    let coming = row.arriving.iter().enumerate().map(|(place, term)| entry(place, *term, "coming "));
    let sign = |face: &'static str, word: &'static str| {
        pieces([el("span").unread().with(face), el("span").class("unseen").with(word).with(" ")])
    };
    let leads = row.leads.then(|| sign("★", view.words.leader));
    let from = (!row.from.is_empty()).then(|| sign("←", view.words.coming_from));
    let name = el("span").class("small-name").with(el("b").with(row.server)).with(" ").with(leads);
    el("li").key(row.server).with(name).all(there).all(coming).with(from).with(el("b").with(row.from))
}

/// The pieces of a paragraph. A comma right after a word of the glossary stays with it on one line.
fn inlines(view: &View<'_>, paragraph: &'static [Inline]) -> Html {
    let mut comma = "";
    pieces(paragraph.iter().enumerate().map(|(place, piece)| {
        let own = inline(view, *piece, comma);
        comma = match (piece, paragraph.get(place + 1)) {
            (Inline::Glossary { .. }, Some(Inline::Plain(next))) => leading_mark(next),
            _ => "",
        };
        if comma.is_empty() { own } else { el("span").class("whole").with(own).with(comma).into() }
    }))
}

/// The punctuation mark with which a text begins.
fn leading_mark(text: &'static str) -> &'static str {
    let is_mark = |c: &char| !c.is_alphanumeric() && !c.is_whitespace();
    text.chars().next().filter(is_mark).map_or("", |mark| &text[..mark.len_utf8()])
}

/// A piece; a mark at its beginning is drawn already.
fn inline(view: &View<'_>, piece: Inline, drawn: &str) -> Html {
    match piece {
        Inline::Plain(text) => set(&text[drawn.len()..]),
        Inline::Bold(text) => el("b").with(set(text)).into(),
        Inline::Code(text) => el("code").with(text).into(),
        Inline::Glossary { text, key } => {
            view.button(text, Intent::Show(Pane::Glossary(key))).class("word").into()
        }
    }
}
