//! Shapes of the pictures, each written once.

use crate::dom::{Attr, El, Piece, Words, el};
use crate::stage::geometry::{Point, short};
use yew::AttrValue;

impl Words for f64 {
    fn words(self) -> Option<AttrValue> {
        Some(AttrValue::from(short(self)))
    }
}

/// A circle.
pub fn circle(class: impl Words, at: Point, radius: f64) -> El {
    el("circle").class(class).set(Attr::Cx, at.x).set(Attr::Cy, at.y).set(Attr::R, radius)
}

/// A rectangle by its upper left corner, with rounded corners.
pub fn rect(class: impl Words, corner: Point, width: f64, height: f64, round: f64) -> El {
    let rect = el("rect").class(class).set(Attr::X, corner.x).set(Attr::Y, corner.y);
    rect.set(Attr::Width, width).set(Attr::Height, height).set(Attr::Rx, round)
}

/// A path.
pub fn path(class: impl Words, d: impl Words) -> El {
    el("path").class(class).set(Attr::D, d)
}

/// A straight line.
pub fn line(class: &'static str, from: Point, to: Point) -> El {
    path(class, stroke((from, to)))
}

/// A straight line as a piece of a path.
pub fn stroke((from, to): (Point, Point)) -> String {
    format!("M {} {} L {} {}", short(from.x), short(from.y), short(to.x), short(to.y))
}

/// A word with its middle at a point of its base line.
pub fn word(class: &'static str, middle: Point, word: impl Piece) -> El {
    word_from(class, middle, word).set(Attr::TextAnchor, "middle")
}

/// A word that begins at a point of its base line.
pub fn word_from(class: &'static str, start: Point, word: impl Piece) -> El {
    el("text").class(class).set(Attr::X, start.x).set(Attr::Y, start.y).with(word)
}

/// A group, drawn around this point.
pub fn group(at: Point) -> El {
    el("g").set(Attr::Transform, format!("translate({} {})", short(at.x), short(at.y)))
}
