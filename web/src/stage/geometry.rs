//! Where servers and messages are drawn. Pure numbers, in the units of the picture.

use cluster::{Envelope, MessageId, World};
use raft_core::{MAX_SERVERS, ServerId};
use std::f64::consts::FRAC_1_SQRT_2;

/// The picture's width and height.
pub const WIDTH: f64 = 350.0;
/// See [`WIDTH`].
pub const HEIGHT: f64 = 376.0;
/// From the edge of a server's circle to where its messages begin and end.
const CLEARANCE: f64 = 14.0;
/// More servers than this stand on a wider ring with smaller circles.
const FEW: usize = 5;
/// The width of a letter of a server's note; a Chinese character is twice as wide.
const LETTER: f64 = 10.0;
/// How far the two directions of a link are apart.
const LANE: f64 = 11.0;
/// How far inside of the ring the lanes between neighbours are, where servers are many.
const INWARDS: f64 = 28.0;
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

    /// The point so many times that way from here.
    fn plus(self, way: Self, times: f64) -> Self {
        Self { x: self.x + way.x * times, y: self.y + way.y * times }
    }

    /// The point a share of the way to another.
    #[must_use]
    pub fn towards(self, other: Self, share: f64) -> Self {
        Self { x: self.x + (other.x - self.x) * share, y: self.y + (other.y - self.y) * share }
    }
}

/// The circle on which the servers stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ring {
    /// Its centre.
    pub centre: Point,
    /// Its radius.
    pub radius: f64,
    /// The radius of a server's circle on it.
    pub server: f64,
}

/// The ring for as many servers as a world has. There is room for a server's note on the outer side
/// of the upper ones and below the others, and for a plate of 22 units between a circle and its note.
#[must_use]
pub fn ring(world: &World) -> Ring {
    let x = WIDTH / 2.0;
    if world.servers().len() > FEW {
        Ring { centre: Point { x, y: 194.0 }, radius: 135.0, server: 25.0 }
    } else {
        Ring { centre: Point { x, y: 188.0 }, radius: 126.0, server: 30.0 }
    }
}

/// The radius of the mark in the gap that is left for one more.
pub const GAP: f64 = 13.0;

/// How far outside of the ring that mark is, out of the way of messages between the last server and the first.
const OUTWARDS: f64 = 32.0;

/// Between the last server and the first, a little outside of the ring.
#[must_use]
pub fn gap(world: &World) -> Point {
    let ids = || world.servers().iter().map(|one| server(world, one.id()));
    let Ring { centre, radius, .. } = ring(world);
    let (Some(first), Some(last)) = (ids().next(), ids().next_back()) else { return centre };
    let middle = first.towards(last, 0.5);
    let away = distance(centre, middle);
    // Of one server or two, the middle is no place on the ring.
    if away < 1.0 || world.servers().len() < 2 {
        return Point { x: centre.x - radius, y: centre.y };
    }
    centre.towards(middle, (radius + OUTWARDS) / away)
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
    let Ring { centre, radius, .. } = ring(world);
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
    let clear = ring(world).server + CLEARANCE;
    let mut aside = Point { x: -uy * LANE, y: ux * LANE };
    if world.servers().len() > FEW {
        // Past the servers between, and not between two neighbours: further inside where the lane is near the ring.
        let Ring { centre, radius, .. } = ring(world);
        let (x, y) = (centre.x - f64::midpoint(a.x, b.x), centre.y - f64::midpoint(a.y, b.y));
        let inwards = INWARDS * (x * x + y * y).sqrt() / (radius * radius);
        aside = Point { x: aside.x + x * inwards, y: aside.y + y * inwards };
    }
    let start = Point { x: a.x + ux * clear + aside.x, y: a.y + uy * clear + aside.y };
    let end = Point { x: b.x - ux * clear + aside.x, y: b.y - uy * clear + aside.y };
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
pub fn is_at_the_top(world: &World, at: Point) -> bool {
    let Ring { centre, radius, .. } = ring(world);
    at.y < centre.y - radius * 0.55
}

/// The middle of the base line of a server's note: inside the picture, and on the server's own side of it.
#[must_use]
pub fn note(world: &World, at: Point, text: &str) -> Point {
    let Ring { centre, server, .. } = ring(world);
    let half = note_width(text) / 2.0;
    let (left, right) = match at.x - centre.x {
        aside if aside > 1.0 => (centre.x + 3.0, WIDTH),
        aside if aside < -1.0 => (0.0, centre.x - 3.0),
        _ => (0.0, WIDTH),
    };
    let x = at.x.min(right - half).max(left + half);
    Point { x, y: if is_at_the_top(world, at) { at.y - server - 15.0 } else { at.y + server + 25.0 } }
}

/// The width of a server's note.
#[must_use]
pub fn note_width(text: &str) -> f64 {
    width_of(text, LETTER)
}

/// The width of a text whose letters have this width.
#[must_use]
pub fn width_of(text: &str, letter: f64) -> f64 {
    let letters = |c: char| match c {
        // The prime of (d′) takes hardly any room.
        '′' => 0.0,
        c if is_wide(c) => 2.0,
        _ => 1.0,
    };
    text.chars().map(letters).sum::<f64>() * letter
}

/// Whether a character takes the room of two letters.
#[must_use]
pub fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

/// A box that nothing else should lie on: its middle, and half its width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patch {
    /// Its middle.
    pub middle: Point,
    /// Half its width and half its height.
    pub half: Point,
}

impl Patch {
    /// How far the other one has to go so that they no longer touch, on the shorter way; `None` if they do not.
    fn way_out(&self, other: &Self) -> Option<Point> {
        let (dx, dy) = (other.middle.x - self.middle.x, other.middle.y - self.middle.y);
        let x = self.half.x + other.half.x - dx.abs();
        let y = self.half.y + other.half.y - dy.abs();
        let touch = x > 0.0 && y > 0.0;
        touch.then(|| if x < y { Point::new(x.copysign(dx), 0.0) } else { Point::new(0.0, y.copysign(dy)) })
    }
}

/// More boxes than this stay where they are: nobody could tell them apart.
const MOST_SPREAD: usize = 60;

/// So many times they are moved: enough for two dozen messages between nine servers.
const ROUNDS: usize = 48;

/// Moves boxes off each other and off what stays in its place, a little at a time. Where there is no room for
/// both, a box rather lies on another than on what stays.
pub fn spread(boxes: &mut [Patch], fixed: &[Patch]) {
    if boxes.len() > MOST_SPREAD {
        return;
    }
    for _ in 0..ROUNDS {
        for here in 0..boxes.len() {
            for other in here + 1..boxes.len() {
                let Some(way) = boxes[here].way_out(&boxes[other]) else { continue };
                boxes[here].middle = boxes[here].middle.plus(way, -0.5);
                boxes[other].middle = boxes[other].middle.plus(way, 0.5);
            }
        }
        for one in boxes.iter_mut() {
            for obstacle in fixed {
                if let Some(way) = obstacle.way_out(one) {
                    one.middle = one.middle.plus(way, 1.0);
                }
            }
            // Between a circle and its note there is no way out but to the middle of the picture.
            if fixed.iter().any(|obstacle| obstacle.way_out(one).is_some()) {
                one.middle = one.middle.towards(Point::new(WIDTH / 2.0, HEIGHT / 2.0), 0.15);
            }
            one.middle = inside(one.middle, 2.0 * one.half.x);
        }
    }
}

/// Moves what has this width into the picture.
#[must_use]
pub fn inside(at: Point, width: f64) -> Point {
    let margin = (width / 2.0 + 2.0).min(WIDTH / 2.0);
    Point { x: at.x.max(margin).min(WIDTH - margin), y: at.y }
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
    fn boxes_that_lie_on_each_other_are_spread_and_leave_what_is_fixed_alone() {
        let at = |x: f64, y: f64| Patch { middle: Point::new(x, y), half: Point::new(20.0, 14.0) };
        let mut boxes = [at(100.0, 100.0), at(104.0, 109.0), at(200.0, 100.0)];
        let fixed = [at(100.0, 90.0)];
        spread(&mut boxes, &fixed);
        assert_eq!(boxes[2], at(200.0, 100.0), "what lies on nothing stays");
        assert!(boxes[0].way_out(&boxes[1]).is_none_or(|way| way.x.abs() + way.y.abs() < 1.0), "{boxes:?}");
        assert!(fixed[0].way_out(&boxes[0]).is_none_or(|way| way.x.abs() + way.y.abs() < 1.0), "{boxes:?}");
    }

    #[test]
    fn many_boxes_leave_what_is_fixed_alone() {
        let at = |x: f64, y: f64, half: f64| Patch { middle: Point::new(x, y), half: Point::new(half, half) };
        // Two dozen in the middle of nine that stay.
        let world =
            World::new(Setup { servers: raft_core::ServerSet::first(MAX_SERVERS), ..Setup::five_stepped() });
        let places = world.servers().iter().map(|one| server(&world, one.id()));
        let fixed: Vec<Patch> = places.map(|place| at(place.x, place.y, 20.0)).collect();
        let mut boxes: Vec<Patch> =
            (0..24).map(|n| at(175.0 + f64::from(n % 6), 150.0 + 3.0 * f64::from(n), 15.0)).collect();
        spread(&mut boxes, &fixed);
        let touches = |one: &Patch| fixed.iter().any(|other| other.way_out(one).is_some());
        assert!(!boxes.iter().any(touches), "{boxes:?}");
    }

    #[test]
    fn circles_and_notes_of_nine_servers_have_room() {
        let world =
            World::new(Setup { servers: raft_core::ServerSet::first(MAX_SERVERS), ..Setup::five_stepped() });
        let Ring { server: radius, .. } = ring(&world);
        let places: Vec<Point> = world.servers().iter().map(|one| server(&world, one.id())).collect();
        for (here, at) in places.iter().enumerate() {
            let text = note(&world, *at, "3/9 · term 120");
            assert!(
                text.x > 68.0 && text.x < WIDTH - 68.0 && text.y > 14.0 && text.y < HEIGHT - 4.0,
                "{text:?}"
            );
            for other in &places[here + 1..] {
                assert!(distance(*at, *other) > 2.0 * radius + 16.0, "{at:?} {other:?}");
            }
        }
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
