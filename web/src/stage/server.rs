//! One server as a circle: its term as a colour and a number, its role as a shape and a word.

use crate::dom::{Attr, El, el, pieces};
use crate::draw;
use crate::lit::Ring;
use crate::look::{Choice, term_class};
use crate::stage::geometry::{self, Point, SERVER_RADIUS, short};
use crate::state::Intent;
use crate::view::View;
use cluster::Timer;
use narration::phrases;
use raft_core::{Role, Server, Tally};
use yew::Html;

/// What a server is, as it is drawn.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Face {
    Down,
    Follower,
    Candidate(Tally),
    Leader,
}

impl Face {
    pub(super) fn of(view: &View<'_>, server: &Server) -> Self {
        match server.role() {
            _ if !view.world().is_up(server.id()) => Self::Down,
            Role::Follower => Self::Follower,
            Role::Candidate { votes, .. } => {
                Self::Candidate(server.electorate(view.world().rules()).votes(*votes))
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
            Self::Candidate(votes) => format!("{} · {term}", phrases::fractions(votes)),
            Self::Down | Self::Follower => term,
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
    let name = id.to_string();
    let term = phrases::term(view.language, server.current_term().0);
    // It begins with what is seen, for those who say what they want to press.
    let mut label = format!("{name}, {}, {}", face.note(term.clone()), face.words(view));
    if let Some(mark) = view.picture.lit.server(id) {
        label = [label.as_str(), ", ", mark.word].concat();
    }
    let note_y = if geometry::is_at_the_top(at) { at.y - 46.0 } else { at.y + 57.0 };
    view.choosable(el("g"), label, choose)
        .key(id.number())
        .classes(face.class(), &[(chosen, "chosen"), (view.picture.spoken.server(id), "spoken")])
        .pressed(chosen)
        .set(Attr::DataServer, name.clone())
        .with(outline(view, server, face, at))
        // The blank keeps it apart from what follows where the picture is read as text.
        .with(draw::word("server-name", Point::new(at.x, at.y + 8.0), name + " "))
        .with(draw::word("server-note", Point::new(at.x, note_y), face.note(term)))
}

/// A ring round a server that is evidence, and the word for it: drawn over everything else.
pub(super) fn evidence(view: &View<'_>, server: &Server) -> Option<El> {
    let mark = view.picture.lit.server(server.id())?;
    let at = geometry::server(view.world(), server.id());
    // On the other side of the circle where there is no room left below its note.
    let word_y = match at.y {
        _ if geometry::is_at_the_top(at) => at.y + 59.0,
        low if low + 80.0 > geometry::HEIGHT => low - 48.0,
        high => high + 75.0,
    };
    let double = mark.ring == Ring::Double;
    let ring = draw::circle("lit-ring", at, SERVER_RADIUS + if double { 14.0 } else { 11.5 });
    let evidence = el("g").key(server.id().number()).class(mark.ring.class()).unread().with(ring);
    let inner = double.then(|| draw::circle("lit-ring dashed", at, SERVER_RADIUS + 9.0));
    Some(evidence.with(inner).with(draw::word("lit-word", Point::new(at.x, word_y), mark.word)))
}

fn outline(view: &View<'_>, server: &Server, face: Face, at: Point) -> Html {
    let disc = match face {
        Face::Down => "server-disc down".into(),
        _ => format!("server-disc {}", term_class(server.current_term().0)),
    };
    let crown = match face {
        Face::Leader => Some(draw::circle("server-crown", at, SERVER_RADIUS + 7.0)),
        Face::Candidate(_) => Some(draw::circle("server-crown candidate", at, SERVER_RADIUS + 7.0)),
        Face::Down => Some(draw::path("server-cross", cross(at))),
        Face::Follower => None,
    };
    let timer = view.world().timers().election[server.id()].map(|timer| {
        draw::circle("server-timer", at, SERVER_RADIUS + 5.0)
            .set(Attr::PathLength, "100")
            .set(Attr::Dashes, format!("{} 100", left(timer, view.picture.now)))
            .set(Attr::Transform, format!("rotate(-90 {} {})", short(at.x), short(at.y)))
    });
    let hit = draw::circle("server-hit", at, SERVER_RADIUS + 10.0);
    pieces([Some(hit), Some(draw::circle(disc, at, SERVER_RADIUS)), crown, timer])
}

/// What is left of a timer, in hundredths. Coarse on purpose: a few steps a second are enough to
/// see it run.
fn left(timer: Timer, now: u64) -> u64 {
    let whole = timer.due.since(timer.set).0.max(1);
    let rest = timer.due.0.saturating_sub(now).min(whole);
    rest * 50 / whole * 2
}

fn cross(at: Point) -> String {
    let (left, right) = (short(at.x - 20.0), short(at.x + 20.0));
    let (top, bottom) = (short(at.y - 20.0), short(at.y + 20.0));
    format!("M {left} {top} L {right} {bottom} M {right} {top} L {left} {bottom}")
}
