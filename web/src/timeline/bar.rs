//! One bar of time, painted by term, with the panels' letters on it.

use crate::look::term_class;
use crate::platform::input::value_of;
use crate::state::Intent;
use crate::view::View;
use narration::phrases;
use raft_core::Term;
use yew::events::InputEvent;
use yew::{Callback, Html, html};

/// A panel's letter on the bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// Its event.
    pub event: u32,
    /// What stands there.
    pub label: String,
}

/// The bar.
pub(super) fn bar(view: &View<'_>) -> Html {
    let picture = view.picture;
    let (event, end) = (view.state.run.at.event, picture.terms.len());
    let scrub: Callback<InputEvent> =
        view.hear(|event: &InputEvent| value_of(event).parse().ok().map(Intent::Scrub));
    let number = phrases::event_number(view.language, event);
    html! {
        <div class="bar">
            <div class="bar-track">
                <svg class="bar-paint" viewBox={format!("0 0 {} 8", end.max(1))} preserveAspectRatio="none"
                    aria-hidden="true">{ for segments(&picture.terms) }</svg>
                <svg class="bar-letters" aria-hidden="true">{ for picture.letters.iter().map(|one| letter(one, end)) }</svg>
                <input type="range" min="0" max={end.to_string()} step="1" value={event.to_string()}
                    aria-label={view.words.timeline} aria-valuetext={format!("{number}: {}", picture.caption)}
                    oninput={scrub} />
            </div>
            <span class="bar-number">{ number }</span>
        </div>
    }
}

/// A piece for every run of events of the same term.
fn segments(terms: &[Term]) -> Vec<Html> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (place, term) in terms.iter().enumerate() {
        if terms.get(place + 1) != Some(term) {
            let (x, width) = (start.to_string(), (place + 1 - start).to_string());
            pieces
                .push(html! { <rect key={start} class={term_class(term.0)} {x} y="0" {width} height="8" /> });
            start = place + 1;
        }
    }
    pieces
}

fn letter(letter: &Letter, end: usize) -> Html {
    // In hundredths of a percent.
    let share = u64::from(letter.event) * 10_000 / end.max(1) as u64;
    // At the right end the letter would be cut off.
    let anchor = if share > 9800 { "end" } else { "middle" };
    html! {
        <text key={letter.event} x={format!("{}.{:02}%", share / 100, share % 100)} y="12" text-anchor={anchor}>{ letter.label.clone() }</text>
    }
}
