//! Shapes of the pictures, each written once.

use crate::stage::geometry::{Point, short};
use yew::{AttrValue, Html, html};

/// A circle.
pub fn circle(class: impl Into<AttrValue>, at: Point, radius: f64) -> Html {
    let class: AttrValue = class.into();
    html! { <circle {class} cx={short(at.x)} cy={short(at.y)} r={short(radius)} /> }
}

/// A rectangle by its upper left corner, with rounded corners.
pub fn rect(class: impl Into<AttrValue>, corner: Point, width: f64, height: f64, round: f64) -> Html {
    let class: AttrValue = class.into();
    html! {
        <rect {class} x={short(corner.x)} y={short(corner.y)} width={short(width)} height={short(height)}
            rx={short(round)} />
    }
}

/// A path.
pub fn path(class: impl Into<AttrValue>, d: impl Into<AttrValue>) -> Html {
    let (class, d): (AttrValue, AttrValue) = (class.into(), d.into());
    html! { <path {class} {d} /> }
}

/// A straight line.
pub fn line(class: impl Into<AttrValue>, from: Point, to: Point) -> Html {
    path(class, format!("M {} {} L {} {}", short(from.x), short(from.y), short(to.x), short(to.y)))
}

/// A word with its middle at a point of its base line.
pub fn word(class: impl Into<AttrValue>, middle: Point, word: impl Into<AttrValue>) -> Html {
    let (class, word): (AttrValue, AttrValue) = (class.into(), word.into());
    html! { <text {class} x={short(middle.x)} y={short(middle.y)} text-anchor="middle">{ word }</text> }
}

/// A word that begins at a point of its base line.
pub fn word_from(class: impl Into<AttrValue>, start: Point, word: impl Into<AttrValue>) -> Html {
    let (class, word): (AttrValue, AttrValue) = (class.into(), word.into());
    html! { <text {class} x={short(start.x)} y={short(start.y)}>{ word }</text> }
}
