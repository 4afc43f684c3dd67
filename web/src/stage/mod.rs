//! The cluster: servers in a ring, messages under way between them.

mod chips;
pub mod geometry;
mod legend;
mod message;
mod plate;
mod server;

use crate::dom::{Attr, El, el};
use crate::draw;
use crate::look::Shot;
use crate::membership;
use crate::state::Intent;
use crate::view::View;
use cluster::{Cause, Envelope, Event, World};
use geometry::{Patch, Point, short};
pub use legend::legend;
use message::{Fate, MessageFace};
use narration::phrases;
use raft_core::ServerId;

/// The cluster: a picture, or where there is no room for one, a list.
pub fn stage(view: &View<'_>) -> El {
    if view.state.narrow { chips::chips(view) } else { ring(view) }
}

fn ring(view: &View<'_>) -> El {
    let world = view.world();
    let geometry::Ring { centre, radius, .. } = geometry::ring(world);
    el("svg")
        .class("stage")
        .set(Attr::ViewBox, format!("0 0 {} {}", short(geometry::WIDTH), short(geometry::HEIGHT)))
        .role("group")
        .label(view.words.cluster)
        .on(view.press(Intent::Choose(None)))
        .with(draw::circle("ring", centre, radius))
        .with(more(view))
        .all(cut_links(world))
        .all(lanes(world))
        .all(world.servers().iter().map(|one| server::circle(view, one)))
        .all(marks(view).into_iter().map(|(envelope, at, fate)| message::mark(view, &envelope, at, fate)))
        .all(world.servers().iter().filter_map(|one| server::evidence(view, one)))
}

/// The way to a server more, between the last one and the first, while there is a name for it.
fn more(view: &View<'_>) -> Option<El> {
    let id = view.state.next_server().filter(|_| membership::can_change(view))?;
    let at = geometry::gap(view.world());
    let mark = view.choosable(el("g"), phrases::add(view.language, id), Intent::AddServer).class("more");
    let arm = 6.0;
    let plus = [
        (Point::new(at.x - arm, at.y), Point::new(at.x + arm, at.y)),
        (Point::new(at.x, at.y - arm), Point::new(at.x, at.y + arm)),
    ];
    let plus = plus.map(draw::stroke).concat();
    Some(mark.with(draw::circle("more-disc", at, geometry::GAP)).with(draw::path("more-plus", plus)))
}

/// A message in words: `S1 → S3 AppendEntries [2 4]`.
#[must_use]
pub fn message_words(envelope: &Envelope) -> String {
    MessageFace::of(&envelope.message).short_words(envelope.id.from, envelope.id.to)
}

/// Every link between two servers, in both directions.
fn links(world: &World) -> impl Iterator<Item = (ServerId, ServerId)> {
    let ids = || world.servers().iter().map(raft_core::Server::id);
    ids().flat_map(move |from| ids().map(move |to| (from, to))).filter(|(from, to)| from != to)
}

/// A dotted line for every link that carries something.
fn lanes(world: &World) -> impl Iterator<Item = El> {
    let carries = |(from, to): &(ServerId, ServerId)| {
        world.network().messages().iter().any(|envelope| (envelope.id.from, envelope.id.to) == (*from, *to))
    };
    links(world).filter(carries).map(|(from, to)| {
        let (start, end) = geometry::lane(world, from, to);
        draw::line("lane", start, end)
    })
}

/// Two strokes across every link that is cut, nearer to the side that cannot send.
fn cut_links(world: &World) -> impl Iterator<Item = El> {
    let cut = links(world).filter(|(from, to)| world.network().is_cut(*from, *to));
    cut.map(|(from, to)| {
        let (start, end) = geometry::lane(world, from, to);
        let across = geometry::strokes_across(start, end).map(draw::stroke).concat();
        el("g").class("cut").with(draw::line("cut-link", start, end)).with(draw::path("cut-mark", across))
    })
}

/// Every message to draw: those under way, and those that arrived or were lost in the event.
fn marks(view: &View<'_>) -> Vec<(Envelope, Point, Fate)> {
    let Shot { scene, before } = &*view.state.run.shot;
    let (world, event) = (&scene.world, &scene.event);
    let (now, travelled) = (view.picture.now, view.state.player.travelled());
    let share = ease(f64::from(travelled) / 100.0);
    let mut marks = Vec::new();
    for (envelope, rest) in at_rest(view, world, now) {
        let fresh = travelled < 100 && envelope.arrives.is_none() && event.sent.contains(&envelope.id);
        let at = if fresh {
            geometry::lane(world, envelope.id.from, envelope.id.to).0.towards(rest, share)
        } else {
            rest
        };
        marks.push((envelope.clone(), at, Fate::UnderWay));
    }
    // What has arrived or was lost is seen until the next event.
    if let Some(before) = before.as_ref().filter(|_| !view.state.run.is_clocked()) {
        marks.extend(gone(view, before, event, share, now));
    }
    marks
}

/// The messages under way and where they are. Those that wait make room for each other, and stay off the names and
/// notes of servers; while the clock runs a message is where its time puts it.
fn at_rest<'w>(view: &View<'_>, world: &'w World, now: u64) -> Vec<(&'w Envelope, Point)> {
    let messages = world.network().messages();
    let places = messages.iter().map(|envelope| geometry::message(world, envelope, now));
    if messages.iter().any(|envelope| envelope.arrives.is_some()) {
        return messages.iter().zip(places).collect();
    }
    let patch = |(envelope, middle): (&Envelope, Point)| Patch { middle, half: message::half(envelope) };
    let mut patches: Vec<Patch> = messages.iter().zip(places).map(patch).collect();
    let fixed: Vec<Patch> =
        world.servers().iter().flat_map(|one| server::patches(view, world, one)).collect();
    geometry::spread(&mut patches, &fixed);
    messages.iter().zip(patches.into_iter().map(|patch| patch.middle)).collect()
}

/// Messages that are no longer under way after the event.
fn gone(
    view: &View<'_>,
    before: &World,
    event: &Event,
    share: f64,
    now: u64,
) -> Vec<(Envelope, Point, Fate)> {
    let rests = at_rest(view, before, now);
    let rest = |envelope: &Envelope| {
        let rest = rests.iter().find(|(other, _)| other.id == envelope.id);
        rest.map_or_else(|| geometry::message(before, envelope, now), |(_, rest)| *rest)
    };
    let mut gone = Vec::new();
    if let Cause::Delivered { envelope, .. } | Cause::DeliveredToDown(envelope) = &event.cause
        && envelope.arrives.is_none()
    {
        let from = rest(envelope);
        let (_, to) = geometry::lane(before, envelope.id.from, envelope.id.to);
        let fate =
            if event.lost.iter().any(|(id, _)| *id == envelope.id) { Fate::Lost } else { Fate::Arrived };
        gone.push((envelope.clone(), from.towards(to, share), fate));
    }
    for (id, _) in &event.lost {
        if let Some(envelope) = before.network().get(*id)
            && !gone.iter().any(|(seen, _, _)| seen.id == *id)
        {
            gone.push((envelope.clone(), rest(envelope), Fate::Lost));
        }
    }
    gone
}

/// Slow at both ends.
fn ease(share: f64) -> f64 {
    share * share * (3.0 - 2.0 * share)
}
