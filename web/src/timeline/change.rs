//! Figure 11, drawn from the run below the bar of time: each configuration, dashed from its creation and solid
//! from its commitment, and the spans in which `C_old` alone, both together, and `C_new` alone can decide. All
//! of it is what the judge says of the path; what lies ahead is an outline.

use crate::dom::{Attr, El, el};
use crate::draw;
use crate::membership::Name;
use crate::stage::geometry::{Point, short, width_of};
use crate::timeline::bar::percent;
use crate::view::View;
use judge::{Milestones, Transition};
use narration::figure_11;

/// The base line of each configuration's line, and of the words of the spans.
const LINES: [f64; 3] = [13.0, 35.0, 57.0];
const WORDS: f64 = 84.0;
/// How high a span is drawn.
const HEIGHT: f64 = 91.0;
/// How wide the picture is at least, and a letter in it: that decides which words fit.
const WIDTH: f64 = 470.0;
const NARROW: f64 = 270.0;
const LETTER: f64 = 8.6;

/// A change, as far as it may be seen, and where on the bar it is.
struct Figure<'a> {
    view: &'a View<'a>,
    change: Transition,
    now: u32,
    /// Where its last line ends.
    until: u32,
    /// The last event of the bar.
    end: u32,
}

/// A span of the run, and what is said of it.
struct Span {
    /// What is so only of some: ` apart`.
    class: &'static str,
    from: u32,
    to: u32,
    /// Which configuration decides in it; `None`: both.
    name: Option<Name>,
    whole: &'static str,
    /// What is said where there is no room for the whole.
    short: &'static str,
}

/// The change of this moment, or else the first one ahead.
pub(super) fn change(view: &View<'_>) -> Option<El> {
    let run = &view.state.run;
    let (now, end) = (run.at.event, run.end());
    let all = run.story.timeline.observer(run.at.branch).transitions();
    if all.is_empty() {
        return None;
    }
    let hidden = run.story.panels().any(|panel| run.hides(panel));
    let begun = all.iter().filter(|change| begin(change) <= now).max_by_key(|change| begin(change));
    let ahead = || all.iter().filter(|_| !hidden).min_by_key(|change| begin(change));
    let change = begun.or_else(ahead)?;
    // A question that is still open must not be answered by what lies ahead.
    let seen = if hidden { now } else { end };
    let after = all.iter().map(begin).filter(|other| *other > begin(change));
    let until = after.min().map_or(seen, |next| next.min(seen));
    let change = up_to(*change, seen);
    Some(Figure { view, change, now, until, end }.drawn())
}

/// The event in which a change began.
fn begin(change: &Transition) -> u32 {
    change.joint.or(change.next).map_or(0, |first| first.created)
}

/// What is known of a change after an event.
fn up_to(change: Transition, event: u32) -> Transition {
    let known = |at: Option<u32>| at.filter(|at| *at <= event);
    let milestones = |all: Option<Milestones>| {
        let all = all.filter(|all| all.created <= event)?;
        Some(Milestones { committed: known(all.committed), gone: known(all.gone), ..all })
    };
    let (joint, next) = (milestones(change.joint), milestones(change.next));
    Transition { joint, next, old_until: known(change.old_until), ..change }
}

impl Figure<'_> {
    fn drawn(&self) -> El {
        let Transition { since, joint, next, old_until, .. } = self.change;
        let words = self.view.words;
        let name = |name: Name| el("li").key(name.below()).with(name.drawn());
        let known = |at: &Milestones| at.gone.filter(|_| at.committed.is_none());
        let joint_until = next.and_then(|next| next.committed).unwrap_or(self.until);
        let sign = |class: &'static str, word: &'static str| {
            el("li").with(el("span").class(class).unread()).with(word)
        };
        let mut pieces = self.spans();
        pieces.extend(self.line(0, since, old_until.unwrap_or(self.until), "solid"));
        if let Some(at) = joint {
            pieces.extend(self.entry(1, at, known(&at).unwrap_or(joint_until)));
        }
        if let Some(at) = next {
            pieces.extend(self.entry(2, at, known(&at).unwrap_or(self.until)));
        }
        pieces.push(self.stroke("now".to_owned(), self.now, (0.0, HEIGHT)));
        let picture = el("svg")
            .class("figure-11")
            .role("img")
            .label(figure_11(self.view.language, &up_to(self.change, self.now)))
            .all(pieces);
        el("div")
            .class("change")
            .with(el("ul").class("change-names").unread().all([Name::Old, Name::Joint, Name::New].map(name)))
            .with(picture)
            .with(
                el("ul")
                    .class("change-signs")
                    .unread()
                    .with(sign("made", words.entry_created))
                    .with(sign("done", words.committed)),
            )
    }

    /// A class with what says that it lies ahead.
    fn class(&self, class: &str, event: u32) -> String {
        let ahead = if event > self.now { " ahead" } else { "" };
        [class, ahead].concat()
    }

    /// A line of a configuration, in two pieces where a part of it lies ahead.
    fn line(&self, place: usize, from: u32, to: u32, class: &'static str) -> Vec<El> {
        let seen = to.min(self.now).max(from);
        let piece = |from: u32, to: u32| {
            let line = el("line").class(self.class(class, to)).set(Attr::Y1, LINES[place]);
            let line = line.set(Attr::Y2, LINES[place]).set(Attr::X1, percent(from, self.end));
            line.set(Attr::X2, percent(to, self.end))
        };
        [(from, seen), (seen, to)]
            .into_iter()
            .filter(|(from, to)| from < to)
            .map(|(a, b)| piece(a, b))
            .collect()
    }

    /// The line of an entry: it was created, it may be committed, it may be in no log any more.
    fn entry(&self, place: usize, at: Milestones, until: u32) -> Vec<El> {
        let mark = |class: &'static str, event: u32, radius: f64| {
            let mark = el("circle").class(self.class(class, event)).set(Attr::R, radius);
            mark.set(Attr::Cx, percent(event, self.end)).set(Attr::Cy, LINES[place])
        };
        let mut pieces = self.line(place, at.created, at.committed.unwrap_or(until), "dashed");
        if let Some(committed) = at.committed {
            pieces.extend(self.line(place, committed, until.max(committed), "solid"));
            pieces.push(mark("made", at.created, 4.5));
            pieces.push(mark("done", committed, 8.0));
            pieces.push(self.word("tick", committed, LINES[place] + 5.0, "✓"));
        } else {
            pieces.push(mark("made", at.created, 4.5));
            pieces.extend(at.gone.map(|gone| self.word("gone", gone, LINES[place] + 6.0, "✕")));
        }
        pieces
    }

    fn word(&self, class: &'static str, event: u32, y: f64, word: &'static str) -> El {
        let text = el("text").class(self.class(class, event)).set(Attr::TextAnchor, "middle");
        text.set(Attr::X, percent(event, self.end)).set(Attr::Y, y).with(word)
    }

    fn stroke(&self, class: String, event: u32, (top, bottom): (f64, f64)) -> El {
        let x = || percent(event, self.end);
        let line = el("line").class(class).set(Attr::X1, x()).set(Attr::X2, x());
        line.set(Attr::Y1, top).set(Attr::Y2, bottom)
    }

    /// The spans with their words.
    fn spans(&self) -> Vec<El> {
        let Transition { since, old_until, next, .. } = self.change;
        let words = self.view.words;
        let alone = |from: u32, to: u32, name: Name, short: &'static str| Span {
            class: "",
            from,
            to,
            name: Some(name),
            whole: words.alone_can_decide,
            short,
        };
        let both = |class, from, to, whole, short| Span { class, from, to, name: None, whole, short };
        let old_end = old_until.unwrap_or(self.until);
        let Some(from) = self.change.new_from() else {
            let old = alone(since, old_end, Name::Old, words.plate_old);
            let both =
                old_until.map(|until| both("", until, self.until, words.only_together, words.together));
            return self.drawn_spans([Some(old), both, None]);
        };
        let gone = next.filter(|next| next.committed.is_none()).and_then(|next| next.gone);
        let end = gone.unwrap_or(self.until);
        let old = alone(since, old_end.min(from), Name::Old, words.plate_old);
        let between = if self.change.overlaps() {
            both(" apart", from, old_end.min(end), words.both_apart, words.apart)
        } else {
            both("", old_end, from, words.only_together, words.together)
        };
        let new =
            (end > old_end.max(from)).then(|| alone(old_end.max(from), end, Name::New, words.plate_new));
        self.drawn_spans([Some(old), Some(between), new])
    }

    /// The spans, and their words beside each other: the whole words where the span has room for them.
    fn drawn_spans(&self, spans: [Option<Span>; 3]) -> Vec<El> {
        let width = if self.view.state.narrow { NARROW } else { WIDTH };
        let x = |event: u32| f64::from(event) * width / f64::from(self.end.max(1));
        let mut pieces = Vec::new();
        let mut texts: Vec<(f64, f64, El)> = Vec::new();
        for span in spans.into_iter().flatten() {
            pieces.extend(self.band(&span));
            let room = x(span.to) - x(span.from);
            let (wide, word) = self.words(&span, room);
            texts.push((x(span.from) + (room - wide) / 2.0, wide, word));
        }
        // Those on the left give way to those on the right, and the last stays inside.
        let mut right = width;
        for (start, wide, _) in texts.iter_mut().rev() {
            *start = start.min(right - *wide).max(0.0);
            right = *start - LETTER;
        }
        pieces.extend(texts.into_iter().map(|(start, _, word)| {
            let percent = [short(start * 100.0 / width).as_str(), "%"].concat();
            word.set(Attr::X, percent).set(Attr::Y, WORDS)
        }));
        pieces
    }

    /// The words of a span that fit into this room, and how wide they are.
    fn words(&self, span: &Span, room: f64) -> (f64, El) {
        let Span { whole, short, .. } = *span;
        let named = span.name.map_or(0.0, |name| width_of(name.below(), LETTER) + LETTER * 2.0);
        let needed = width_of(whole, LETTER) + named;
        let fits = needed < room;
        let class = ["words", span.class].concat();
        let word = el("text").class(self.class(&class, span.from));
        match span.name.filter(|_| fits) {
            Some(name) => {
                let below = el("tspan").class("below").set(Attr::Dy, "4").with(name.below());
                let rest = el("tspan").set(Attr::Dy, "-4").with(" ").with(whole);
                (needed, word.with("C").with(below).with(rest))
            }
            None if fits => (needed, word.with(whole)),
            None => (width_of(short, LETTER), word.with(short)),
        }
    }

    /// A span, filled as far as it has been reached. One without width is a post.
    fn band(&self, span: &Span) -> Vec<El> {
        let Span { from, to, .. } = *span;
        if from == to {
            let class = self.class("post", from);
            return vec![self.stroke(class, from, (0.0, HEIGHT - 20.0))];
        }
        let class = ["span", span.class].concat();
        let band = |from: u32, to: u32| {
            let rect = draw::rect(self.class(&class, to), Point::new(0.0, 0.5), 0.0, HEIGHT - 1.0, 3.0);
            rect.set(Attr::X, percent(from, self.end)).set(Attr::Width, percent(to - from, self.end))
        };
        let seen = to.min(self.now).max(from);
        let pieces = [(from, seen), (seen, to)].into_iter().filter(|(from, to)| from < to);
        pieces.map(|(from, to)| band(from, to)).collect()
    }
}
