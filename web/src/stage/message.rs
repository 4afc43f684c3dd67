//! A message under way: an envelope in its RPC's term with its entries inside; an answer is ✓ or ✗.

use crate::dom::{Attr, El, el, pieces};
use crate::draw;
use crate::look::{Choice, term_class};
use crate::stage::geometry::{Point, inside};
use crate::state::Intent;
use crate::view::View;
use cluster::Envelope;
use narration::Language;
use raft_core::{Message, ServerId};
use yew::Html;

/// What becomes of a message in the event that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is under way.
    UnderWay,
    /// It has just arrived: a picture of it, not it.
    Arrived,
    /// It has just been lost.
    Lost,
}

/// What an envelope shows of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MessageFace {
    /// The message's term.
    pub(super) term: u32,
    /// Its shape.
    pub(super) kind: Kind,
}

/// The shape of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// RequestVote.
    Ballot,
    /// AppendEntries with the terms of its entries.
    Entries(Vec<u32>),
    /// The answer to RequestVote.
    Vote {
        /// Whether it was granted.
        granted: bool,
    },
    /// The answer to AppendEntries.
    Answer {
        /// Whether it succeeded.
        success: bool,
    },
}

impl MessageFace {
    /// What an envelope shows of this message.
    #[must_use]
    pub(super) fn of(message: &Message) -> Self {
        let kind = match message {
            Message::RequestVote(_) => Kind::Ballot,
            Message::RequestVoteReply(reply) => Kind::Vote { granted: reply.vote_granted },
            Message::AppendEntries(request) => {
                Kind::Entries(request.entries.iter().map(|entry| entry.term.0).collect())
            }
            Message::AppendEntriesReply(reply) => Kind::Answer { success: reply.success },
        };
        Self { term: message.term().0, kind }
    }

    /// The message in words, for a screen reader and a list.
    #[must_use]
    pub(super) fn words(&self, language: Language, from: ServerId, to: ServerId) -> String {
        let term = narration::phrases::term(language, self.term);
        format!("{}, {from} → {to}, {term}", self.what())
    }

    /// The same where its term is drawn beside it.
    #[must_use]
    pub(super) fn short_words(&self, from: ServerId, to: ServerId) -> String {
        format!("{from} → {to} {}", self.what())
    }

    /// The width of the envelope.
    fn width(&self) -> f64 {
        match &self.kind {
            Kind::Ballot | Kind::Answer { .. } => 28.0,
            Kind::Vote { .. } => 32.0,
            Kind::Entries(terms) => {
                let cells: f64 = shown(terms).into_iter().map(cell_width).sum();
                10.0 + cells.max(20.0)
            }
        }
    }

    fn what(&self) -> String {
        match &self.kind {
            Kind::Ballot => "RequestVote".to_owned(),
            Kind::Entries(terms) => format!("AppendEntries [{}]", join(terms)),
            Kind::Vote { granted } => format!("RequestVote {}", sign(*granted)),
            Kind::Answer { success } => format!("AppendEntries {}", sign(*success)),
        }
    }
}

fn join(terms: &[u32]) -> String {
    terms.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn sign(good: bool) -> &'static str {
    if good { "✓" } else { "✗" }
}

/// How many entries an envelope shows before it leaves some out.
const SHOWN_ENTRIES: usize = 3;

/// The envelope.
pub(super) fn mark(view: &View<'_>, envelope: &Envelope, at: Point, fate: Fate) -> El {
    let id = envelope.id;
    let face = MessageFace::of(&envelope.message);
    let group = draw::group(inside(at, face.width()));
    if fate != Fate::UnderWay {
        let lost = fate == Fate::Lost;
        let cross = lost.then(|| draw::path("message-lost", "M -11 -11 L 11 11 M 11 -11 L -11 11"));
        let group = group.key(format!("{id} gone")).classes("message gone", &[(lost, "lost")]).unread();
        return group.with(shape(&face)).with(cross);
    }
    let chosen = view.state.choice == Some(Choice::Message(id));
    let choose = Intent::Choose(Some(Choice::Message(id)));
    let words = face.words(view.language, id.from, id.to);
    view.choosable(group, words.clone(), choose)
        .key(id.to_string())
        .classes("message", &[(chosen, "chosen"), (view.picture.spoken.message(id), "spoken")])
        .pressed(chosen)
        .set(Attr::DataMessage, id.to_string())
        .with(el("title").with(words))
        .with(hit(&face))
        .with(shape(&face))
}

/// Messages are drawn around this point and then moved to their place.
const CENTRE: Point = Point::new(0.0, 0.0);

/// Half the width and half the height of an envelope with a little room around it.
pub(super) fn half(envelope: &Envelope) -> Point {
    Point::new(MessageFace::of(&envelope.message).width() / 2.0 + 2.0, 15.5)
}

/// Where a press chooses the message: a little more than its envelope.
fn hit(face: &MessageFace) -> El {
    let width = face.width() + 6.0;
    draw::rect("message-hit", Point::new(-width / 2.0, -17.0), width, 34.0, 12.0)
}

/// The envelope of a message, around the middle of its picture.
pub(super) fn shape(face: &MessageFace) -> Html {
    let class = format!("envelope {}", term_class(face.term));
    let (outside, inside) = match &face.kind {
        Kind::Ballot => (
            draw::rect(class, Point::new(-14.0, -12.0), 28.0, 24.0, 4.0),
            draw::word("message-text", Point::new(0.0, 5.0), "?").into(),
        ),
        Kind::Vote { granted } => (draw::path(class, "M 0 -16 L 16 0 L 0 16 L -16 0 Z"), tick(*granted)),
        Kind::Answer { success } => (draw::circle(class, CENTRE, 14.0), tick(*success)),
        Kind::Entries(terms) => {
            let width = face.width();
            (draw::rect(class, Point::new(-width / 2.0, -13.5), width, 27.0, 4.0), entries(terms, width))
        }
    };
    pieces([outside.into(), inside])
}

fn tick(good: bool) -> Html {
    let path = if good { "M -6 0 L -1.5 5 L 7 -5" } else { "M -5 -5 L 5 5 M 5 -5 L -5 5" };
    draw::path("message-tick", path).into()
}

/// The width of the place of an entry, or of what stands for those left out.
fn cell_width(term: Option<u32>) -> f64 {
    match term {
        None => 16.0,
        Some(0..10) => 20.0,
        Some(10..100) => 27.0,
        Some(_) => 42.0,
    }
}

/// The entries an envelope has room for; `None` stands for those left out.
fn shown(terms: &[u32]) -> Vec<Option<u32>> {
    match terms {
        [first, _, .., last] if terms.len() > SHOWN_ENTRIES || *last > 9 => {
            vec![Some(*first), None, Some(*last)]
        }
        _ => terms.iter().copied().map(Some).collect(),
    }
}

fn entries(terms: &[u32], width: f64) -> Html {
    if terms.is_empty() {
        return draw::path("message-beat", "M -8 0 H -4 L -1.5 -6 L 2 6 L 4 0 H 8").into();
    }
    let mut left = -width / 2.0 + 5.0;
    pieces(shown(terms).into_iter().map(|term| {
        let (start, room) = (left, cell_width(term));
        left += room;
        let cell = term.map(|term| {
            let class = format!("envelope-entry {}", term_class(term));
            draw::rect(class, Point::new(start + 1.0, -9.5), room - 2.0, 19.0, 2.0)
        });
        let word = term.map_or_else(|| "…".to_owned(), |term| format!("{term} "));
        pieces([cell, Some(draw::word("message-text", Point::new(start + room / 2.0, 5.5), word))])
    }))
}
