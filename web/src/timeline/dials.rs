//! The dials of clocked running. Turning one is an act like any other.

use crate::dom::{El, Piece, el};
use crate::panes::share;
use crate::state::{Intent, Pane};
use crate::view::View;
use cluster::{Act, Dial, Micros, Span, Timing};
use narration::{Text, phrases};

/// A dial: its name, what can be chosen, and which of it is chosen.
struct Row {
    label: &'static str,
    /// What stands there now, if none of the choices.
    now: String,
    choices: Vec<(String, Dial, bool)>,
}

/// The dials.
pub(super) fn dials(view: &View<'_>) -> El {
    let words = view.words;
    let rows = rows(view.world().timing(), words).into_iter().enumerate();
    let dials = el("div").class("dials").role("group").label(words.dials);
    let available = share(view).map(|share| {
        let face = [words.available, " ", &share].concat();
        view.pill(face, Pane::Availability).shortcut("G").html()
    });
    dials.all(rows.map(|(place, row)| select(view, place, row)).collect::<Vec<_>>()).with(available)
}

fn rows(timing: &Timing, words: &'static Text) -> Vec<Row> {
    let spans = |label, now: Span, dial: fn(Span) -> Dial, spans: &[(u64, u64)]| Row {
        label,
        now: span(now),
        choices: spans
            .iter()
            .map(|(min, max)| Span::from_ms(*min, *max))
            .map(|choice| (span(choice), dial(choice), choice == now))
            .collect(),
    };
    let shares = |label, now: u8, dial: fn(u8) -> Dial| Row {
        label,
        now: format!("{now}%"),
        choices: [0, 1, 5, 10, 20, 40].map(|share| (format!("{share}%"), dial(share), share == now)).into(),
    };
    let times = |label, now: Micros, dial: fn(Micros) -> Dial, ms: &[u64]| Row {
        label,
        now: time(now, words),
        choices: ms
            .iter()
            .map(|ms| Micros::from_ms(*ms))
            .map(|choice| (time(choice, words), dial(choice), choice == now))
            .collect(),
    };
    vec![
        spans(
            words.dial_latency,
            timing.latency,
            Dial::Latency,
            &[(1, 2), (5, 10), (10, 20), (30, 40), (50, 150)],
        ),
        spans(
            words.dial_timeout,
            timing.timeout,
            Dial::Timeout,
            &[(12, 24), (50, 100), (150, 155), (150, 300), (300, 600)],
        ),
        times(words.dial_heartbeat, timing.heartbeat, Dial::Heartbeat, &[10, 25, 50, 75, 150, 300]),
        shares(words.dial_loss, timing.loss, Dial::Loss),
        shares(words.dial_duplication, timing.duplication, Dial::Duplication),
        shares(words.dial_reordering, timing.reordering, Dial::Reordering),
        Row {
            label: words.dial_requests,
            now: rate(timing.requests, words),
            choices: [0, 1, 2, 5, 10, 20]
                .map(|count| (rate(count, words), Dial::Requests(count), count == timing.requests))
                .into(),
        },
        times(words.dial_mtbf, timing.mtbf, Dial::Mtbf, &[0, 500, 1000, 2000, 5000, 10_000]),
    ]
}

fn span(span: Span) -> String {
    format!("{}–{} ms", span.min.0 / 1000, span.max.0 / 1000)
}

fn time(time: Micros, words: &Text) -> String {
    if time == Micros::ZERO { words.dial_none.to_owned() } else { phrases::duration(time) }
}

fn rate(count: u16, words: &Text) -> String {
    if count == 0 { words.dial_none.to_owned() } else { format!("{count} {}", words.per_second) }
}

fn select(view: &View<'_>, place: usize, row: Row) -> El {
    let choice = |(label, dial, chosen)| (label, Intent::Do(Act::Turn(dial)), chosen);
    let choices = row.choices.into_iter().map(choice).collect();
    view.select(row.label, Some(row.now), choices).key(place).class("dial")
}
