//! Where servers and messages are drawn. Pure numbers, in the units of the picture.

use cluster::{Envelope, MessageId, World};
use raft_core::{MAX_SERVERS, ServerId};
use std::f64::consts::FRAC_1_SQRT_2;

/// The picture's width and height.
pub const WIDTH: f64 = 350.0;
/// See [`WIDTH`].
pub const HEIGHT: f64 = 372.0;
/// The radius of a server's circle.
pub const SERVER_RADIUS: f64 = 30.0;
/// How far from a server's centre its messages begin and end.
const CLEARANCE: f64 = 44.0;
/// How far the two directions of a link are apart.
const LANE: f64 = 11.0;
/// Where a message waits: nearer to its receiver, so that the two directions do not meet.
const WAITING: f64 = 0.64;

/// A point of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Point {
    /// The point at these coordinates.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The point a share of the way to another.
    #[must_use]
    pub fn towards(self, other: Self, share: f64) -> Self {
        Self { x: self.x + (other.x - self.x) * share, y: self.y + (other.y - self.y) * share }
    }
}

/// The centre of the ring, and its radius.
#[must_use]
pub fn ring() -> (Point, f64) {
    (Point { x: WIDTH / 2.0, y: 188.0 }, 126.0)
}

/// The centre of a server: S1 at the top, the others clockwise.
#[must_use]
pub fn server(world: &World, id: ServerId) -> Point {
    let count = world.servers().len().max(1);
    let place = world.servers().iter().position(|server| server.id() == id).unwrap_or(0);
    let (cos, sin) = TURN[count - 1];
    let (mut x, mut y) = (0.0, -1.0);
    for _ in 0..place {
        (x, y) = (x * cos - y * sin, x * sin + y * cos);
    }
    let (centre, radius) = ring();
    Point { x: centre.x + radius * x, y: centre.y + radius * y }
}

/// The cosine and the sine of the angle between two of this many servers, beginning with one. A
/// table: working them out takes 6 KB of code.
const TURN: [(f64, f64); MAX_SERVERS] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (-0.5, 0.866_025),
    (0.0, 1.0),
    (0.309_017, 0.951_057),
    (0.5, 0.866_025),
    (0.623_490, 0.781_831),
    (FRAC_1_SQRT_2, FRAC_1_SQRT_2),
    (0.766_044, 0.642_788),
];

/// How far two points are apart.
fn distance(from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    (dx * dx + dy * dy).sqrt()
}

/// Both ends of the lane on which messages travel from one server to another. The way back is a
/// lane beside it.
#[must_use]
pub fn lane(world: &World, from: ServerId, to: ServerId) -> (Point, Point) {
    let (a, b) = (server(world, from), server(world, to));
    let length = distance(a, b).max(1.0);
    let (ux, uy) = ((b.x - a.x) / length, (b.y - a.y) / length);
    let aside = Point { x: -uy * LANE, y: ux * LANE };
    let start = Point { x: a.x + ux * CLEARANCE + aside.x, y: a.y + uy * CLEARANCE + aside.y };
    let end = Point { x: b.x - ux * CLEARANCE + aside.x, y: b.y - uy * CLEARANCE + aside.y };
    (start, end)
}

/// Where on its lane a message is, from 0 to 1. While the clock runs it is a pure function of the
/// time; in stepped running messages wait in a queue around the middle, the oldest in front.
#[must_use]
pub fn progress(world: &World, envelope: &Envelope, now: u64) -> f64 {
    if let Some(arrives) = envelope.arrives {
        let travel = arrives.since(envelope.sent).0.max(1);
        let done = now.saturating_sub(envelope.sent.0).min(travel);
        return done as f64 / travel as f64;
    }
    let same_link = |other: &&Envelope| other.id.from == envelope.id.from && other.id.to == envelope.id.to;
    let queue: Vec<MessageId> = world.network().messages().iter().filter(same_link).map(|e| e.id).collect();
    let place = queue.iter().position(|id| *id == envelope.id).unwrap_or(0);
    let gap = (0.30_f64).min(0.9 / queue.len().max(1) as f64);
    let front = WAITING + gap * (queue.len() as f64 - 1.0) / 2.0;
    front - gap * place as f64
}

/// Where a message is drawn.
#[must_use]
pub fn message(world: &World, envelope: &Envelope, now: u64) -> Point {
    let (start, end) = lane(world, envelope.id.from, envelope.id.to);
    start.towards(end, progress(world, envelope, now))
}

/// Two short strokes across a line, near to its start.
#[must_use]
pub fn strokes_across(start: Point, end: Point) -> [(Point, Point); 2] {
    let length = distance(start, end).max(1.0);
    let (ux, uy) = ((end.x - start.x) / length, (end.y - start.y) / length);
    let at = start.towards(end, 0.12);
    // So far along the line, and so far aside.
    let beside = |along: f64, aside: f64| Point {
        x: at.x + ux * along - uy * aside,
        y: at.y + uy * along + ux * aside,
    };
    [-3.0, 3.0].map(|along| (beside(along, -8.0), beside(along, 8.0)))
}

/// Whether a server stands so high that its note goes above it, out of the way of messages.
#[must_use]
pub fn is_at_the_top(at: Point) -> bool {
    let (centre, radius) = ring();
    at.y < centre.y - radius * 0.55
}

/// A number with one decimal: enough for a picture, and short in the page. By whole tenths, since
/// printing numbers with a point takes a surprising amount of code.
#[must_use]
#[allow(clippy::cast_possible_truncation)]
pub fn short(value: f64) -> String {
    let tenths = (value * 10.0).round_ties_even() as i32;
    let (sign, tenths) = if tenths < 0 { ("-", -tenths) } else { ("", tenths) };
    match tenths % 10 {
        0 => format!("{sign}{}", tenths / 10),
        rest => format!("{sign}{}.{rest}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cluster::Setup;

    fn id(number: u8) -> ServerId {
        ServerId::new(number).unwrap()
    }

    #[test]
    fn s1_is_at_the_top_and_s2_to_its_right() {
        let world = World::new(Setup::five_stepped());
        let (first, second) = (server(&world, id(1)), server(&world, id(2)));
        assert!((first.x - WIDTH / 2.0).abs() < 0.01);
        assert!(second.x > first.x && second.y > first.y);
    }

    #[test]
    fn the_two_directions_of_a_link_do_not_lie_on_each_other() {
        let world = World::new(Setup::five_stepped());
        let (there, _) = lane(&world, id(1), id(3));
        let (_, back) = lane(&world, id(3), id(1));
        assert!(distance(there, back) > LANE);
    }

    #[test]
    fn the_table_has_the_angles_of_a_ring() {
        for (place, (cos, sin)) in TURN.into_iter().enumerate() {
            let angle = std::f64::consts::TAU / (place + 1) as f64;
            assert!((cos - angle.cos()).abs() < 1e-6 && (sin - angle.sin()).abs() < 1e-6, "{place}");
        }
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(short(3.0), "3");
        assert_eq!(short(3.24), "3.2");
        assert_eq!(short(-0.31), "-0.3");
    }
}
