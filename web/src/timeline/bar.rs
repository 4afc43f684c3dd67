//! One bar of time, painted by term, with the panels' letters on it.

use crate::dom::{Attr, El, el};
use crate::look::term_class;
use crate::platform::input::value_of;
use crate::state::Intent;
use crate::view::View;
use narration::phrases;
use raft_core::Term;
use yew::virtual_dom::ListenerKind;

/// A panel's letter on the bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// Its event.
    pub event: u32,
    /// What stands there.
    pub label: String,
}

/// The bar.
pub(super) fn bar(view: &View<'_>) -> El {
    let picture = view.picture;
    let (event, end) = (view.state.run.at.event, picture.terms.len());
    let scrub = view.hear(|| ListenerKind::oninput, |event| value_of(event).parse().ok().map(Intent::Scrub));
    let number = phrases::event_number(view.language, event);
    let paint = el("svg").class("bar-paint").set(Attr::ViewBox, format!("0 0 {} 8", end.max(1)));
    let paint = paint.set(Attr::PreserveAspectRatio, "none").unread().all(segments(&picture.terms));
    let letters = el("svg").class("bar-letters").unread();
    let handle = el("input")
        .set(Attr::Type, "range")
        .set(Attr::Min, "0")
        .set(Attr::Max, end)
        .set(Attr::Step, "1")
        .value(event.to_string())
        .label(view.words.timeline)
        .set(Attr::ValueText, format!("{number}: {}", picture.caption))
        .on(scrub);
    let track = el("div")
        .class("bar-track")
        .with(paint)
        .with(letters.all(picture.letters.iter().map(|one| letter(one, end))))
        .with(handle);
    el("div").class("bar").with(track).with(el("span").class("bar-number").with(number))
}

/// A piece for every run of events of the same term.
fn segments(terms: &[Term]) -> Vec<El> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (place, term) in terms.iter().enumerate() {
        if terms.get(place + 1) != Some(term) {
            let piece = el("rect").key(start).class(term_class(term.0)).set(Attr::X, start).set(Attr::Y, "0");
            pieces.push(piece.set(Attr::Width, place + 1 - start).set(Attr::Height, "8"));
            start = place + 1;
        }
    }
    pieces
}

fn letter(letter: &Letter, end: usize) -> El {
    // In hundredths of a percent.
    let share = u64::from(letter.event) * 10_000 / end.max(1) as u64;
    // At the right end the letter would be cut off.
    let anchor = if share > 9800 { "end" } else { "middle" };
    el("text")
        .key(letter.event)
        .set(Attr::X, format!("{}.{:02}%", share / 100, share % 100))
        .set(Attr::Y, "12")
        .set(Attr::TextAnchor, anchor)
        .with(letter.label.clone())
}
