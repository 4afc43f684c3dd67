//! How available the cluster has been (§5.6), and broadcastTime ≪ electionTimeout ≪ MTBF with the numbers of the
//! dials.

use crate::dom::{El, el};
use crate::draw;
use crate::stage::geometry::Point;
use crate::state::{Intent, Pane};
use crate::view::View;
use cluster::{Micros, Span};
use judge::Status;
use narration::phrases;

/// Availability.
pub fn availability_pane(view: &View<'_>) -> El {
    let words = view.words;
    let judge = &view.shot.scene.observer;
    let availability = judge.availability();
    let acknowledged =
        judge.requests().filter(|request| matches!(judge.fate(request).status, Status::Acknowledged { .. }));
    let ms = availability.clocked().0 / 1000;
    let tenths = (acknowledged.count() as u64 * 10_000).checked_div(ms).unwrap_or(0);
    let split = availability.without_leader().filter(judge::Campaign::is_split_vote).count();
    let longest = availability.longest_outage();
    let row = |name: &'static str, value: String| {
        el("tr").key(name).with(el("th").with(name)).with(el("td").with(value))
    };
    let number = |count: usize| count.to_string();
    let rows = [
        row(words.available, share(view).unwrap_or_default()),
        row(words.acknowledged_rate, format!("{}.{} {}", tenths / 10, tenths % 10, words.per_second)),
        row(words.elections_won, number(availability.elections())),
        row(words.split_votes, number(split)),
        row(words.longest_outage, longest.map_or(words.dial_none.to_owned(), |outage| time(outage.length()))),
    ];
    let jump = longest.map(|outage| view.jump(view.moment(outage.event)).title(words.longest_outage));
    let table = el("table").class("fields").with(el("tbody").all(rows));
    view.pane(words.availability)
        .with(table)
        .with(
            el("div")
                .class("acts")
                .with(jump)
                .with(view.button(words.elections, Intent::Show(Pane::Elections))),
        )
        .with(el("h2").with("broadcastTime ≪ electionTimeout ≪ MTBF"))
        .with(inequality(view))
}

/// The share of the time with a leader that can commit: `95.2 %`.
pub fn share(view: &View<'_>) -> Option<String> {
    let share = view.shot.scene.observer.availability().share()?;
    Some(format!("{}.{} %", share / 100, share % 100 / 10))
}

/// Rounded to whole milliseconds, where it has any.
fn time(Micros(us): Micros) -> String {
    phrases::duration(if us < 10_000 { Micros(us) } else { Micros((us + 500) / 1000 * 1000) })
}

/// The three magnitudes on one logarithmic ruler, and what to expect of their distances.
fn inequality(view: &View<'_>) -> El {
    let (words, timing) = (view.words, view.world().timing());
    let twice = |Span { min, max }: Span| min.0 + max.0;
    // There and back, and a write.
    let broadcast = Micros(twice(timing.latency) + twice(timing.disk) / 2);
    let Span { min, max } = timing.timeout;
    let mut ruler = el("svg").class("ruler").set(crate::dom::Attr::ViewBox, "0 0 330 92").unread();
    for (name, us) in MARKS {
        let x = place(us);
        ruler = ruler.with(draw::line("ruler-tick", Point::new(x, 62.0), Point::new(x, 70.0)));
        ruler = ruler.with(draw::word("ruler-word", Point::new(x, 86.0), name));
    }
    ruler = ruler.with(draw::line("ruler-tick", Point::new(4.0, 62.0), Point::new(326.0, 62.0)));
    let room = |from: Micros, times: u64| {
        let (start, end) = (place(from.0), place(from.0.saturating_mul(times)).min(326.0));
        draw::rect("ruler-room", Point::new(start, 32.0), end - start, 22.0, 0.0)
    };
    let bar = |class: &'static str, from: Micros, to: Micros| {
        let (start, end) = (place(from.0), place(to.0).max(place(from.0) + 7.0));
        draw::rect(class, Point::new(start, 28.0), end - start, 30.0, 3.0)
    };
    ruler = ruler.with(room(broadcast, NEAR)).with(room(max, FAR));
    ruler = ruler.with(bar("ruler-bar", broadcast, broadcast)).with(bar("ruler-timeout", min, max));
    let crashes = timing.mtbf > Micros::ZERO;
    ruler = ruler.with(crashes.then(|| bar("ruler-bar", timing.mtbf, timing.mtbf)));
    let magnitude =
        |name: &'static str, value: String| el("p").with(el("b").with(name)).with(" ").with(value);
    let mtbf = if crashes { time(timing.mtbf) } else { words.no_crashes.to_owned() };
    let near = min.0 < broadcast.0.saturating_mul(NEAR);
    let short = crashes && timing.mtbf.0 < max.0.saturating_mul(FAR);
    let verdict = |bad: bool, good: &'static str, why: &'static str| {
        el("p").with(el("b").with(if bad { "✗ " } else { "✓ " })).with(if bad { why } else { good })
    };
    el("div")
        .class("inequality")
        .with(magnitude("broadcastTime", time(broadcast)))
        .with(magnitude("electionTimeout", phrases::span(view.language, timing.timeout)))
        .with(magnitude("MTBF", mtbf))
        .with(ruler)
        .with(verdict(near, words.timeout_far, words.timeout_near))
        .with(verdict(short, words.mtbf_far, words.mtbf_near))
        .with(el("p").class("quiet").with(words.ruler_note))
}

/// So much larger "an order of magnitude" is, and "a few" of them (§5.6).
const NEAR: u64 = 10;
/// See [`NEAR`].
const FAR: u64 = 100;

/// What is named on the ruler, in microseconds.
const MARKS: [(&str, u64); 6] = [
    ("1 ms", 1_000),
    ("100 ms", 100_000),
    ("10 s", 10_000_000),
    ("1 h", 3_600_000_000),
    ("1 d", 86_400_000_000),
    ("1 a", 31_557_600_000_000),
];

/// Where a time is on the ruler: by its logarithm, to a fraction of a pixel. It begins at a tenth of a millisecond.
fn place(us: u64) -> f64 {
    let us = us.max(100);
    let whole = us.ilog2();
    // Between two powers of two a straight line is nearly a logarithm.
    #[allow(clippy::cast_precision_loss)]
    let part = us as f64 / (1u64 << whole) as f64 - 1.0;
    8.0 + (f64::from(whole) + part - 6.6) * 8.1
}
