//! The plate under a server (§6): two halves, old and new, while both sets decide; else whether it votes.

use crate::dom::{El, el};
use crate::draw;
use crate::membership::Plate;
use crate::stage::geometry::{self, Patch, Point};
use crate::view::View;
use cluster::World;

const WIDTH: f64 = 72.0;
const HEIGHT: f64 = 19.0;
const ROUND: f64 = 5.0;

/// Its middle: on the lower edge of the circle, above the note.
pub(super) fn middle(world: &World, server: Point) -> Point {
    let radius = geometry::ring(world).server;
    geometry::inside(Point::new(server.x, server.y + radius - 2.0), WIDTH)
}

/// What messages stay off.
pub(super) fn patch(middle: Point) -> Patch {
    Patch { middle, half: Point::new(WIDTH / 2.0, HEIGHT / 2.0) }
}

/// The same in words: `old, new`.
pub(super) fn words(view: &View<'_>, plate: Plate) -> String {
    let words = view.words;
    match plate {
        Plate::Joint { old, new } => {
            let sides = [(old, words.plate_old), (new, words.plate_new)];
            let inside = sides.into_iter().filter_map(|(inside, word)| inside.then_some(word));
            inside.collect::<Vec<_>>().join(", ")
        }
        Plate::Votes => words.plate_votes.to_owned(),
        Plate::NoVote => words.plate_no_vote.to_owned(),
    }
}

/// The plate.
pub(super) fn drawn(view: &View<'_>, plate: Plate, middle: Point) -> El {
    let words = view.words;
    let piece = |left: f64, width: f64, inside: bool, word: Option<&'static str>| {
        let corner = Point::new(middle.x + left, middle.y - HEIGHT / 2.0);
        let class = if inside { "plate-in" } else { "plate-out" };
        let at = Point::new(corner.x + width / 2.0, middle.y + 5.0);
        let said = if inside { "plate-word in" } else { "plate-word" };
        // The word is in the server's label.
        let word = word.map(|word| draw::word(said, at, [word, " "].concat()).unread());
        el("g").with(draw::rect(class, corner, width, HEIGHT, ROUND)).with(word)
    };
    let half = WIDTH / 2.0;
    let pieces = match plate {
        Plate::Joint { old, new } => vec![
            piece(-half, half - 0.75, old, old.then_some(words.plate_old)),
            piece(0.75, half - 0.75, new, new.then_some(words.plate_new)),
        ],
        Plate::Votes => vec![piece(-half, WIDTH, true, Some(words.plate_votes))],
        Plate::NoVote => vec![piece(-half, WIDTH, false, Some(words.plate_no_vote))],
    };
    el("g").class("plate").all(pieces)
}
