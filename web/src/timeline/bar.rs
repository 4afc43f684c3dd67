//! One bar of time, painted by term, with the panels' letters on it.

use crate::dom::{Attr, El, el};
use crate::look::term_class;
use crate::panes;
use crate::platform::input::value_of;
use crate::state::{Intent, Pane};
use crate::timeline::lane::lane;
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
    let lane = lane(view);
    let track = el("div")
        .classes("bar-track", &[(lane.is_some(), "with-lane")])
        .with(paint)
        .with(letters.all(picture.letters.iter().map(|one| letter(one, end))))
        .with(handle)
        .with(lane);
    let number = el("span").class("bar-number").with(number);
    let available = panes::share(view).filter(|_| view.state.run.is_clocked()).map(|share| {
        let face = [view.words.available, " ", &share].concat();
        view.pill(face, Pane::Availability).shortcut("G")
    });
    let side = el("div").class("bar-side").with(number).with(available);
    el("div").class("bar").with(track).with(side).with(super::change::change(view))
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

/// Where an event is on the bar, in hundredths of a percent.
fn share(event: u32, end: usize) -> u64 {
    u64::from(event) * 10_000 / end.max(1) as u64
}

fn in_percent(share: u64) -> String {
    format!("{}.{:02}%", share / 100, share % 100)
}

/// Where an event is on a bar with this last event, in percent.
pub(super) fn percent(event: u32, end: u32) -> String {
    in_percent(share(event, end as usize))
}

fn letter(letter: &Letter, end: usize) -> El {
    let share = share(letter.event, end);
    // At the right end the letter would be cut off.
    let anchor = if share > 9800 { "end" } else { "middle" };
    el("text")
        .key(letter.event)
        .set(Attr::X, in_percent(share))
        .set(Attr::Y, "12")
        .set(Attr::TextAnchor, anchor)
        .with(letter.label.clone())
}
