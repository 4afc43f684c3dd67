//! Below the bar of time: when there was a leader that can commit (§5.6), as far as one has come.

use crate::dom::{Attr, El, el};
use crate::platform::input::point_in;
use crate::state::Intent;
use crate::view::View;
use yew::virtual_dom::ListenerKind;

/// So many marks at most: more would be one black stripe, and each is an element.
const MOST_MARKS: usize = 80;

/// The lane; nothing where no clock has run. A press goes to the event there.
pub(super) fn lane(view: &View<'_>) -> Option<El> {
    let (availability, end) = (view.shot.scene.observer.availability(), view.picture.terms.len().max(1));
    let now = view.shot.scene.moment.event;
    availability.share()?;
    let mut paint = el("svg").set(Attr::ViewBox, format!("0 0 {end} 8"));
    paint = paint.set(Attr::PreserveAspectRatio, "none").unread();
    let piece = |class: &'static str, from: u32, to: u32| {
        let rect = el("rect").class(class).set(Attr::X, from).set(Attr::Width, to.saturating_sub(from));
        rect.set(Attr::Y, "0").set(Attr::Height, "8")
    };
    // What is hatched below all of it is left free where nobody can commit.
    let mut changes = availability.changes().peekable();
    paint = paint.with(piece("lane-off", 0, changes.peek().map_or(now, |first| first.event)));
    while let Some(change) = changes.next() {
        let until = changes.peek().map_or(now, |next| next.event);
        if change.leader.is_some() {
            paint = paint.with(piece("lane-on", change.event, until));
        }
    }
    paint = paint.with(piece("lane-off", now, u32::try_from(end).unwrap_or(u32::MAX)));
    let campaigns = availability.campaigns().rev().filter_map(|campaign| match campaign.won {
        Some((_, event)) => Some((event, "★")),
        None if campaign.is_split_vote() => Some((campaign.event, "✕")),
        None => None,
    });
    let cut_off = availability.cut_off().rev().map(|(event, _)| (event, "✂"));
    let marks = campaigns.take(MOST_MARKS).chain(cut_off.take(MOST_MARKS)).map(|(event, mark)| {
        let share = u64::from(event) * 10_000 / end as u64;
        let text = el("text")
            .key([mark, &event.to_string()].concat())
            .set(Attr::X, format!("{}.{:02}%", share / 100, share % 100));
        text.set(Attr::Y, "13").set(Attr::TextAnchor, "middle").with(mark)
    });
    let marks: Vec<El> = marks.collect();
    let end = u32::try_from(end).unwrap_or(u32::MAX);
    let pressed = view.hear(
        || ListenerKind::onclick,
        move |event| {
            let (x, _) = point_in(event)?;
            Some(Intent::Scrub(u32::try_from(u64::from(x) * u64::from(end) / 1000).ok()?))
        },
    );
    let lane = el("div").class("leader-lane").title(view.words.lane_help).on(pressed).with(paint);
    Some(lane.with(el("svg").class("lane-marks").unread().all(marks)))
}
