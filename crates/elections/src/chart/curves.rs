//! Which share of the elections is over by when.

use super::axis::Axis;
use super::{Frame, path, us, word, write};
use crate::published::Published;
use crate::tally::{QUANTILES, Tally};
use cluster::Micros;

/// A series, as it is drawn.
pub(crate) struct Line<'a> {
    /// Its number, from 1: it decides dash and shape.
    pub(crate) number: u8,
    /// Its elections, sorted.
    pub(crate) tally: &'a Tally,
    /// What was published of the same.
    pub(crate) published: Option<Published>,
    /// The distribution of times by the closed forms, in microseconds; empty where they say nothing.
    pub(crate) expected: &'a [(f64, f64)],
    /// Whether it is the last one, which is drawn heavier.
    pub(crate) current: bool,
}

/// Dashes by number; told apart also where lines are thin.
const DASHES: [&str; 6] = ["", "11 5", "2 5", "12 4 2 4", "22 5", "6 3 2 3 2 3"];

impl Line<'_> {
    fn place(&self) -> usize {
        usize::from(self.number.saturating_sub(1)) % DASHES.len()
    }

    fn paint(&self) -> String {
        let (width, colour) = if self.current { (4, "#0059a8") } else { (2, "#17202b") };
        let dashes = DASHES[self.place()];
        let dashes =
            if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
        format!("stroke=\"{colour}\" stroke-width=\"{width}\"{dashes} stroke-linejoin=\"round\"")
    }

    fn class(&self, name: &str) -> String {
        if self.current { format!("{name} current") } else { name.to_owned() }
    }

    /// A hollow shape by its number, around a point.
    fn shape(&self, svg: &mut String, (x, y): (f64, f64)) {
        const SHAPES: [&[(f64, f64)]; 5] = [
            &[(-5.5, -5.5), (5.5, -5.5), (5.5, 5.5), (-5.5, 5.5)],
            &[(0.0, -7.0), (6.5, 5.0), (-6.5, 5.0)],
            &[(0.0, -7.5), (6.0, 0.0), (0.0, 7.5), (-6.0, 0.0)],
            &[(0.0, 7.0), (6.5, -5.0), (-6.5, -5.0)],
            &[(-6.5, -2.5), (6.5, -2.5), (6.5, 2.5), (-6.5, 2.5)],
        ];
        let paint = "fill=\"#fff\" stroke=\"#17202b\" stroke-width=\"1.6\"";
        match self.place().checked_sub(1) {
            None => write(
                svg,
                format_args!("<circle class=\"mark\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5.5\" {paint}/>"),
            ),
            Some(shape) => {
                let corners = SHAPES[shape].iter().map(|(dx, dy)| format!("{:.1},{:.1}", x + dx, y + dy));
                let corners: Vec<String> = corners.collect();
                write(
                    svg,
                    format_args!("<polygon class=\"mark\" points=\"{}\" {paint}/>", corners.join(" ")),
                );
            }
        }
    }

    /// Its number on a disc.
    fn badge(&self, svg: &mut String, (x, y): (f64, f64)) {
        let (class, colour) = (self.class("badge"), if self.current { "#0059a8" } else { "#17202b" });
        write(
            svg,
            format_args!(
                "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"10.5\" fill=\"{colour}\" stroke=\"#fff\" stroke-width=\"1.5\"/>"
            ),
        );
        write(
            svg,
            format_args!(
                "<text class=\"number\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-weight=\"700\" fill=\"#fff\">{}</text>",
                y + 5.4,
                self.number
            ),
        );
    }

    /// The time by which this share of the elections is over, in microseconds.
    fn time_at(&self, share: f64) -> Option<f64> {
        let rank = (share * f64::from(self.tally.trials())).ceil();
        self.tally.elections().get(index(rank - 1.0)?).map(|(took, _)| us(*took))
    }
}

/// A whole number that is an index, if it is one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn index(number: f64) -> Option<usize> {
    (0.0..1e9).contains(&number).then_some(number as usize)
}

/// The published quantiles that are drawn: beyond them a figure shows a few elections alone.
fn published(line: &Line<'_>) -> Vec<(f64, f64)> {
    let Some(published) = line.published else { return Vec::new() };
    let all = QUANTILES.iter().zip(published.quantiles()).filter(|(quantile, _)| quantile.share <= 9900);
    all.filter_map(|(quantile, time)| Some((us(time?), f64::from(quantile.share) / 10_000.0))).collect()
}

/// The picture's frame and axis of time.
fn layout(lines: &[Line<'_>], narrow: bool) -> (Frame, Axis) {
    let frame = if narrow {
        Frame { width: 360.0, height: 340.0, left: 52.0, right: 350.0, top: 12.0, bottom: 278.0 }
    } else {
        Frame { width: 640.0, height: 352.0, left: 56.0, right: 626.0, top: 12.0, bottom: 298.0 }
    };
    let measured = lines.iter().flat_map(|line| {
        let elections = line.tally.elections();
        let low = elections.get(elections.len() / 100).map(|(took, _)| us(*took));
        [low, line.time_at(0.999).or(elections.last().map(|(took, _)| us(*took)))].into_iter().flatten()
    });
    let marks = lines.iter().flat_map(published).map(|(time, _)| time);
    let times: Vec<f64> = measured.chain(marks).map(|time| time / 1000.0).collect();
    let low = times.iter().copied().fold(f64::INFINITY, f64::min);
    let high = times.iter().copied().fold(0.0, f64::max);
    let (low, high) = if high > 0.0 { (low * 0.97, high * 1.03) } else { (100.0, 1000.0) };
    (frame, Axis::over(low, high, frame.left, frame.right))
}

/// `20 ms`, `5 s`: the name of a time in milliseconds.
fn name_of(ms: f64) -> String {
    if ms >= 999.0 {
        format!("{} s", (ms / 1000.0).round())
    } else {
        format!("{} ms", (ms * 10.0).round() / 10.0)
    }
}

/// All series, with the point of the chosen election: its time, and the share that is over by then.
pub(crate) fn curves(lines: &[Line<'_>], chosen: Option<(Micros, f64)>, narrow: bool) -> String {
    let (frame, axis) = layout(lines, narrow);
    let mut svg = frame.open("curves");
    let height = |share: f64| frame.bottom - share * frame.down();
    for percent in [0, 25, 50, 75, 100] {
        let y = height(f64::from(percent) / 100.0);
        path(
            &mut svg,
            "grid",
            &format!("M{:.1} {y:.1}H{:.1}", frame.left, frame.right),
            "stroke=\"#d8d2c4\"",
        );
        let name = if percent == 100 { "100 %".to_owned() } else { percent.to_string() };
        word(&mut svg, "tick", (frame.left - 7.0, y + 5.0), "end", &name);
    }
    for (ms, named) in axis.marks() {
        let x = axis.place(ms);
        let top = if named { frame.top } else { frame.bottom - 5.0 };
        path(&mut svg, "grid", &format!("M{x:.1} {top:.1}V{:.1}", frame.bottom), "stroke=\"#d8d2c4\"");
        if named {
            let anchor = if x > frame.right - 20.0 { "end" } else { "middle" };
            word(&mut svg, "tick", (x, frame.bottom + 19.0), anchor, &name_of(ms));
        }
    }
    word(&mut svg, "axis", (frame.left, frame.bottom + 42.0), "start", "{x}");
    // Behind the curves: what the closed forms say, thin and without a number.
    for line in lines.iter().filter(|line| !line.expected.is_empty()) {
        path(
            &mut svg,
            "theory",
            &closed_form(line.expected, frame, axis),
            "stroke=\"#857e6d\" stroke-width=\"1.6\"",
        );
    }
    for line in lines {
        path(&mut svg, &line.class("curve"), &points(line, frame, axis), &line.paint());
    }
    for line in lines {
        for (time, share) in published(line) {
            line.shape(&mut svg, (axis.place(time / 1000.0), height(share)));
        }
    }
    // One above the other, so that no number hides another.
    for (place, line) in lines.iter().enumerate() {
        let share = 0.62 - 0.08 * (place % 3) as f64;
        if let Some(time) = line.time_at(share).or_else(|| line.time_at(0.01)) {
            line.badge(&mut svg, (axis.place(time / 1000.0), height(share)));
        }
    }
    if let Some((time, share)) = chosen {
        let (x, y) = (axis.place(us(time) / 1000.0), height(share));
        path(
            &mut svg,
            "chosen",
            &format!("M{x:.1} {y:.1}V{:.1}", frame.bottom),
            "stroke=\"#0059a8\" stroke-width=\"2.5\"",
        );
        write(
            &mut svg,
            format_args!(
                "<circle class=\"chosen\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"8\" fill=\"#fff\" stroke=\"#0059a8\" stroke-width=\"4\"/>"
            ),
        );
    }
    svg + "</svg>"
}

/// The curve: one point for each line of the picture, or for each election where there are fewer.
fn points(line: &Line<'_>, frame: Frame, axis: Axis) -> String {
    let trials = f64::from(line.tally.trials());
    let steps = frame.down().min(trials);
    let mut d = String::new();
    let mut last = None;
    let mut step = 1.0;
    while step <= steps {
        let share = step / steps;
        let Some(time) = line.time_at(share) else { break };
        let x = axis.place(time / 1000.0);
        let letter = if last.is_none() { 'M' } else { 'L' };
        write(&mut d, format_args!("{letter}{x:.1} {:.1}", frame.bottom - share * frame.down()));
        last = Some(x);
        step += 1.0;
    }
    d
}

/// The line of the closed forms: a point wherever it has risen by a line of the picture.
fn closed_form(expected: &[(f64, f64)], frame: Frame, axis: Axis) -> String {
    let mut d = String::new();
    let mut drawn = f64::NEG_INFINITY;
    for (time, share) in expected {
        if (share - drawn) * frame.down() >= 1.0 {
            let letter = if d.is_empty() { 'M' } else { 'L' };
            let (x, y) = (axis.place(time / 1000.0), frame.bottom - share * frame.down());
            write(&mut d, format_args!("{letter}{x:.1} {y:.1}"));
            drawn = *share;
        }
    }
    d
}

/// The line of a series as a small picture, for a table.
pub(crate) fn sample(line: &Line<'_>) -> String {
    let mut svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart sample\" viewBox=\"0 0 76 24\" font-size=\"15\">".to_owned();
    path(&mut svg, &line.class("curve"), "M24 12H74", &line.paint());
    if line.published.is_some() {
        line.shape(&mut svg, (49.0, 12.0));
    }
    line.badge(&mut svg, (12.0, 12.0));
    svg + "</svg>"
}

/// The place of the series whose curve is nearest to a point of the picture, in thousandths of its width and
/// height, and the rank of its election there, from 1.
pub(crate) fn nearest(lines: &[Line<'_>], narrow: bool, x: u16, y: u16) -> Option<(usize, u32)> {
    let (frame, axis) = layout(lines, narrow);
    let (x, y) = (f64::from(x) / 1000.0 * frame.width, f64::from(y) / 1000.0 * frame.height);
    let share = ((frame.bottom - y) / frame.down()).clamp(0.0, 1.0);
    let time = axis.value(x) * 1000.0;
    let candidates = lines.iter().enumerate().filter_map(|(place, line)| {
        let elections = line.tally.elections();
        let trials = f64::from(line.tally.trials().max(1));
        // Left or right of the point, and above or below it.
        let beside = (share * trials).ceil().max(1.0).min(elections.len() as f64);
        let beside_x = axis.place(us(elections.get(index(beside - 1.0)?)?.0) / 1000.0);
        let below = elections.partition_point(|(took, _)| us(*took) <= time).max(1) as f64;
        let below_y = frame.bottom - below / trials * frame.down();
        let (across, down) = ((beside_x - x).abs(), (below_y - y).abs());
        let (distance, rank) = if across <= down { (across, beside) } else { (down, below) };
        Some((distance, place, index(rank)?))
    });
    let (_, place, rank) = candidates.min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some((place, u32::try_from(rank).ok()?))
}
