//! The pictures of the laboratory as SVG: a page only has to place them. Every shape has its colours for white
//! paper, so that a saved file stands by itself, and a class by which a page's style gives it others.

mod axis;
mod curves;
mod valley;

pub(crate) use curves::{Line, curves, nearest, sample};
pub(crate) use valley::valley;

use cluster::{Micros, Span};
use std::fmt::Write as _;

/// A time in microseconds: exact, as times of elections are far below 2^53.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn us(time: Micros) -> f64 {
    time.0 as f64
}

/// The mean of a span, in microseconds.
pub(crate) fn mean(span: Span) -> f64 {
    f64::midpoint(us(span.min), us(span.max))
}

/// A time in a table of milliseconds: `46.7`, `1,213`, from ten seconds on `47 s`.
pub(crate) fn time_cell(time: Option<Micros>) -> String {
    match time {
        None => String::new(),
        Some(Micros(us)) if us < 100_000 => format!("{}.{}", (us + 50) / 1000, (us + 50) % 1000 / 100),
        Some(Micros(us)) if us < 10_000_000 => {
            let ms = (us + 500) / 1000;
            if ms < 1000 { ms.to_string() } else { format!("{},{:03}", ms / 1000, ms % 1000) }
        }
        Some(Micros(us)) => format!("{} s", (us + 500_000) / 1_000_000),
    }
}

/// Where a picture's axes are, in its own units.
#[derive(Clone, Copy)]
struct Frame {
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Frame {
    /// The beginning of a picture, with its frame.
    fn open(self, name: &str) -> String {
        let Self { width, height, .. } = self;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart {name}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             font-family=\"sans-serif\" font-size=\"15\" fill=\"#17202b\">"
        );
        rect(&mut svg, "paper", [0.0, 0.0, width, height], "fill=\"#fff\"");
        rect(
            &mut svg,
            "frame",
            [self.left, self.top, self.across(), self.down()],
            "fill=\"none\" stroke=\"#857e6d\"",
        );
        svg
    }

    fn across(self) -> f64 {
        self.right - self.left
    }

    fn down(self) -> f64 {
        self.bottom - self.top
    }
}

fn rect(svg: &mut String, class: &str, [x, y, width, height]: [f64; 4], paint: &str) {
    write(
        svg,
        format_args!(
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" {paint}/>"
        ),
    );
}

fn path(svg: &mut String, class: &str, d: &str, paint: &str) {
    write(svg, format_args!("<path class=\"{class}\" d=\"{d}\" fill=\"none\" {paint}/>"));
}

/// A word; `anchor` is `start`, `middle` or `end`.
fn word(svg: &mut String, class: &str, (x, y): (f64, f64), anchor: &str, word: &str) {
    write(
        svg,
        format_args!(
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{word}</text>"
        ),
    );
}

/// Writing to memory does not fail.
fn write(svg: &mut String, what: std::fmt::Arguments<'_>) {
    svg.write_fmt(what).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_a_table() {
        let cell = |us| time_cell(Some(Micros(us)));
        assert_eq!([0, 46_749, 99_999].map(cell), ["0.0", "46.7", "100.0"]);
        assert_eq!([100_000, 999_499, 999_500, 1_213_000].map(cell), ["100", "999", "1,000", "1,213"]);
        assert_eq!([9_999_999, 10_000_000, 47_400_000].map(cell), ["10,000", "10 s", "47 s"]);
        assert_eq!(time_cell(None), "");
    }
}
