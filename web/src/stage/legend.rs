//! The legend: every sign of the cluster and the logs, with what it stands for.

use crate::dom::{Attr, El, Piece, el};
use crate::draw;
use crate::membership::{self, Plate};
use crate::stage::geometry::{Point, strokes_across};
use crate::stage::message::{Kind, MessageFace, shape};
use crate::stage::plate;
use crate::view::View;
use raft_core::{Configuration, ServerSet};

/// The middle of a sign, and the radius of a server in it.
const MIDDLE: Point = Point::new(26.0, 20.0);
const RADIUS: f64 = 13.0;

/// The legend, in two lists.
pub fn legend(view: &View<'_>) -> El {
    let words = view.words;
    let list = |title: &'static str, rows: Vec<(El, &'static str)>| {
        let row = |(sign, means): (El, &'static str)| {
            el("li").with(sign).with(el("span").with(membership::set(means)))
        };
        el("section").label(title).with(el("h2").with(title)).with(el("ul").all(rows.into_iter().map(row)))
    };
    el("section")
        .class("legend")
        .label(words.legend)
        .with(list(words.cluster, cluster(view)))
        .with(list(words.logs, logs(view)))
        .with(view.configuration.is_some().then(|| list(words.configurations, configurations(view))))
}

fn cluster(view: &View<'_>) -> Vec<(El, &'static str)> {
    let words = view.words;
    let disc = |class: &'static str| draw::circle(class, MIDDLE, RADIUS);
    let round =
        |class: &'static str| sign([disc("server-disc t2"), draw::circle(class, MIDDLE, RADIUS + 4.0)]);
    let half = Point::new(9.0, 9.0);
    let cross = [(-1.0, -1.0), (-1.0, 1.0)].map(|(x, y)| {
        let end = |times: f64| Point::new(MIDDLE.x + half.x * x * times, MIDDLE.y + half.y * y * times);
        draw::stroke((end(1.0), end(-1.0)))
    });
    let timer = draw::circle("server-timer", MIDDLE, RADIUS + 4.0);
    let timer = timer.set(Attr::PathLength, "100").set(Attr::Dashes, "60 100");
    let link = (Point::new(4.0, 20.0), Point::new(48.0, 20.0));
    let across = strokes_across(Point::new(16.0, 20.0), Point::new(100.0, 20.0)).map(draw::stroke).concat();
    vec![
        (sign([disc("server-disc t2")]), words.legend_server),
        (round("server-crown"), words.leader),
        (round("server-crown candidate"), words.legend_candidate),
        (sign([disc("server-disc down"), draw::path("server-cross", cross.concat())]), words.legend_down),
        (sign([disc("server-disc t2"), timer]), words.legend_timer),
        (message(&[Kind::Ballot]), "RequestVote"),
        (message(&[Kind::Vote { granted: true }, Kind::Vote { granted: false }]), words.legend_vote),
        (message(&[Kind::Entries(vec![1, 2])]), words.legend_entries),
        (message(&[Kind::Entries(Vec::new())]), words.legend_heartbeat),
        (message(&[Kind::Answer { success: true }, Kind::Answer { success: false }]), words.legend_answer),
        (sign([draw::line("cut-link", link.0, link.1), draw::path("cut-mark", across)]), words.legend_cut),
    ]
}

fn logs(view: &View<'_>) -> Vec<(El, &'static str)> {
    let words = view.words;
    let cell = |class: &'static str, term: u32, more: Option<El>| {
        let face = el("span").class("entry-face").with(el("span").class("entry-term").with(term));
        let face = face.with(el("span").class("entry-command").with("x←1"));
        el("span").class("legend-cell").unread().with(el("span").class(class).with(face).with(more))
    };
    let tick = el("span").class("entry-tick").with("✓");
    let replaced = el("span").class("entry-replaced t1").with(1_u32);
    let framed = el("span").class("legend-cell cell framed frame-top frame-bottom").unread();
    let pointer = |class: &'static str, word: &'static str| {
        el("span").class("legend-cell").unread().with(el("span").class(class).with(word))
    };
    vec![
        (cell("entry t1", 1, None), words.legend_stored),
        (cell("entry known t1", 1, Some(tick)), words.committed_here),
        (framed.with(el("span").class("entry t2")), words.legend_majority),
        (cell("entry ghost t1", 1, None), words.truncated),
        (cell("entry t2", 2, Some(replaced)), words.legend_replaced),
        (pointer("pointer match", "match"), words.legend_match),
        (pointer("pointer next", "next"), words.legend_next),
    ]
}

/// The signs of configurations, where a run has any to tell of.
fn configurations(view: &View<'_>) -> Vec<(El, &'static str)> {
    let words = view.words;
    let sets = Configuration { voters: ServerSet::first(1), next: Some(ServerSet::first(2)) };
    vec![
        (plate(view, Plate::Joint { old: true, new: false }), words.legend_plate),
        (plate(view, Plate::NoVote), words.legend_no_vote),
        (el("span").class("legend-cell").unread().with(membership::sets(sets)), words.legend_configuration),
    ]
}

/// The plate of a server, in a picture of its own width.
fn plate(view: &View<'_>, plate: Plate) -> El {
    let picture = el("svg").class("legend-sign stage").set(Attr::ViewBox, "0 0 78 40").unread();
    picture.with(plate::drawn(view, plate, Point::new(39.0, 20.0)))
}

/// A small picture that only those see who see its meaning beside it.
fn sign(pieces: impl IntoIterator<Item = impl Piece>) -> El {
    el("svg").class("legend-sign stage").set(Attr::ViewBox, "0 0 52 40").unread().all(pieces)
}

/// Envelopes side by side.
fn message(kinds: &[Kind]) -> El {
    let pitch = 52.0 / kinds.len() as f64;
    sign(kinds.iter().enumerate().map(|(place, kind)| {
        let face = MessageFace { term: 2, kind: kind.clone() };
        let middle = Point::new(pitch * (place as f64 + 0.5), MIDDLE.y);
        draw::group(middle).key(place).class("message").with(shape(&face))
    }))
}
