//! One server as a circle: its term as a colour and a number, its role as a shape and a word.

use crate::dom::{Attr, El, el, pieces};
use crate::draw;
use crate::lit::Ring;
use crate::look::{Choice, term_class};
use crate::membership::{self, Plate};
use crate::stage::geometry::{self, Patch, Point, short};
use crate::stage::plate;
use crate::state::Intent;
use crate::view::View;
use cluster::{Timer, World};
use narration::phrases;
use raft_core::{Role, Server, ServerId, Tally};
use yew::Html;

/// What a server is, as it is drawn.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Face {
    Down,
    Follower,
    /// With its votes, where they are told.
    Candidate(Option<Tally>),
    Leader,
}

impl Face {
    pub(super) fn of(view: &View<'_>, server: &Server) -> Self {
        match server.role() {
            _ if !view.world().is_up(server.id()) => Self::Down,
            Role::Follower => Self::Follower,
            Role::Candidate { votes, .. } => {
                let votes = server.electorate(view.world().rules()).votes(*votes);
                // That both halves are counted may be what is asked.
                Self::Candidate(Some(votes).filter(|votes| votes.new.is_none() || !view.is_asked()))
            }
            Role::Leader { .. } => Self::Leader,
        }
    }

    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Down => "server down",
            Self::Follower => "server follower",
            Self::Candidate(_) => "server candidate",
            Self::Leader => "server leader",
        }
    }

    pub(super) fn words(self, view: &View<'_>) -> String {
        match self {
            Self::Down => view.words.down.to_owned(),
            Self::Follower => view.words.follower.to_owned(),
            Self::Candidate(_) => view.words.candidate.to_owned(),
            Self::Leader => view.words.leader.to_owned(),
        }
    }

    /// What stands beside the circle: `★ term 4`, or a candidate's votes.
    pub(super) fn note(self, term: String) -> String {
        match self {
            Self::Leader => format!("★ {term}"),
            Self::Candidate(Some(votes)) => format!("{} · {term}", phrases::fractions(votes)),
            Self::Down | Self::Follower | Self::Candidate(None) => term,
        }
    }
}

/// The circle.
pub(super) fn circle(view: &View<'_>, server: &Server) -> El {
    let id = server.id();
    let at = geometry::server(view.world(), id);
    let face = Face::of(view, server);
    let chosen = view.state.choice == Some(Choice::Server(id));
    let choose = Intent::Choose(Some(Choice::Server(id)));
    let plate = plate(view, id);
    let name = id.to_string();
    let term = phrases::term(view.language, server.current_term().0);
    // It begins with what is seen, for those who say what they want to press.
    let mut label = vec![name.clone(), face.note(term.clone())];
    label.extend(plate.map(|plate| plate::words(view, plate)));
    label.push(face.words(view));
    if membership::catches_up(view.world(), id) {
        label.push(view.words.catches_up.to_owned());
    }
    if is_writing(view, id) {
        label.push(view.words.writing.to_owned());
    }
    let mut label = label.join(", ");
    if let Some(mark) = view.picture.lit.server(id) {
        label = [label.as_str(), ", ", mark.word].concat();
    }
    let note = face.note(term);
    let note_at = geometry::note(view.world(), at, &note);
    view.choosable(el("g"), label.clone(), choose)
        .key(id.number())
        .set(Attr::Transform, coming(view, id, at))
        .classes(face.class(), &[(chosen, "chosen"), (view.picture.spoken.server(id), "spoken")])
        .pressed(chosen)
        .set(Attr::DataServer, name.clone())
        .with(el("title").with(label))
        .with(outline(view, server, face, at))
        // The blanks keep them apart from what follows where the picture is read as text.
        .with(draw::word("server-name", Point::new(at.x, at.y + 8.0), name + " "))
        .with(draw::word("server-note", note_at, note + " "))
        .with(plate.map(|plate| plate::drawn(view, plate, plate::middle(view.world(), at))))
}

/// From where it is on its way, after a server was added and the ring made room for it.
fn coming(view: &View<'_>, id: ServerId, at: Point) -> Option<String> {
    let way = f64::from(100 - view.state.player.travelled()) / 100.0;
    if way == 0.0 {
        return None;
    }
    let before =
        view.shot.before.as_deref().filter(|before| before.servers().len() < view.world().servers().len())?;
    let from = if before.server(id).is_some() { geometry::server(before, id) } else { geometry::gap(before) };
    let (x, y) = ((from.x - at.x) * way * way, (from.y - at.y) * way * way);
    Some(format!("translate({} {})", short(x), short(y)))
}

/// What stands on its plate, in runs in which there is something to tell.
fn plate(view: &View<'_>, id: ServerId) -> Option<Plate> {
    view.configuration.map(|configuration| membership::plate(configuration, id))
}

/// What messages stay off: a server's name, its note and its plate.
pub(super) fn patches(view: &View<'_>, world: &World, server: &Server) -> impl Iterator<Item = Patch> {
    let at = geometry::server(world, server.id());
    let name = geometry::ring(world).server * 0.8;
    let note = Face::of(view, server).note(phrases::term(view.language, server.current_term().0));
    let middle = geometry::note(world, at, &note);
    let plate = plate(view, server.id()).map(|_| plate::patch(plate::middle(world, at)));
    let circle = [
        Patch { middle: at, half: Point::new(name, name) },
        Patch {
            middle: Point::new(middle.x, middle.y - 6.0),
            half: Point::new(geometry::note_width(&note) / 2.0, 9.0),
        },
    ];
    circle.into_iter().chain(plate)
}

/// A ring round a server that is evidence, and the word for it: drawn over everything else.
pub(super) fn evidence(view: &View<'_>, server: &Server) -> Option<El> {
    let mark = view.picture.lit.server(server.id())?;
    let at = geometry::server(view.world(), server.id());
    // On the other side of the circle where there is no room left below its note.
    let radius = geometry::ring(view.world()).server;
    let word_y = match at.y {
        _ if geometry::is_at_the_top(view.world(), at) => at.y + radius + 29.0,
        low if low + radius + 50.0 > geometry::HEIGHT => low - radius - 18.0,
        high => high + radius + 45.0,
    };
    let double = mark.ring == Ring::Double;
    let ring = draw::circle("lit-ring", at, radius + if double { 14.0 } else { 11.5 });
    let evidence = el("g").key(server.id().number()).class(mark.ring.class()).unread().with(ring);
    let inner = double.then(|| draw::circle("lit-ring dashed", at, radius + 9.0));
    Some(evidence.with(inner).with(draw::word("lit-word", Point::new(at.x, word_y), mark.word)))
}

fn outline(view: &View<'_>, server: &Server, face: Face, at: Point) -> Html {
    let radius = geometry::ring(view.world()).server;
    let disc = match face {
        Face::Down => "server-disc down".into(),
        _ => format!("server-disc {}", term_class(server.current_term().0)),
    };
    let crown = match face {
        Face::Leader => Some(draw::circle("server-crown", at, radius + 7.0)),
        Face::Candidate(_) => Some(draw::circle("server-crown candidate", at, radius + 7.0)),
        Face::Down => Some(draw::path("server-cross", cross(at, radius * 0.67))),
        Face::Follower => None,
    };
    let timer = view.world().timers().election[server.id()].map(|timer| {
        draw::circle("server-timer", at, radius + 5.0)
            .set(Attr::PathLength, "100")
            .set(Attr::Dashes, format!("{} 100", left(timer, view.picture.now)))
            .set(Attr::Transform, format!("rotate(-90 {} {})", short(at.x), short(at.y)))
    });
    let hit = draw::circle("server-hit", at, radius + 10.0);
    let disk = is_writing(view, server.id()).then(|| {
        let middle = Point::new(at.x + radius * 0.8, at.y - radius * 0.8);
        draw::path("server-disk", disk(middle))
    });
    pieces([Some(hit), Some(draw::circle(disc, at, radius)), crown, timer, disk])
}

/// Whether what the server has stored is not on disk yet.
fn is_writing(view: &View<'_>, id: ServerId) -> bool {
    view.world().writes_of(id).next().is_some()
}

/// A cylinder, the sign of a disk.
fn disk(middle: Point) -> String {
    let (left, right) = (short(middle.x - 9.0), short(middle.x + 9.0));
    let (top, bottom) = (short(middle.y - 8.0), short(middle.y + 8.0));
    format!(
        "M{left} {top}A9 4 0 1 1 {right} {top}V{bottom}A9 4 0 1 1 {left} {bottom}ZA9 4 0 1 0 {right} {top}"
    )
}

/// What is left of a timer, in hundredths. Coarse on purpose: a few steps a second are enough to
/// see it run.
fn left(timer: Timer, now: u64) -> u64 {
    let whole = timer.due.since(timer.set).0.max(1);
    let rest = timer.due.0.saturating_sub(now).min(whole);
    rest * 50 / whole * 2
}

fn cross(at: Point, half: f64) -> String {
    let (left, right) = (short(at.x - half), short(at.x + half));
    let (top, bottom) = (short(at.y - half), short(at.y + half));
    format!("M {left} {top} L {right} {bottom} M {right} {top} L {left} {bottom}")
}
