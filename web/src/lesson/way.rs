//! Between two panels: where one is, and what was decided last on the way.

use crate::dom::{El, el};
use crate::lesson::why::why_most;
use crate::timeline::node_label;
use crate::view::View;
use narration::phrases;

/// Where one is, unless at a panel or before everything. `end`: what stands at the end of the lesson, in the
/// place of what was decided last.
pub(super) fn way(view: &View<'_>, end: Option<El>) -> Option<El> {
    let (strip, event) = (&view.picture.strip, view.state.run.at.event);
    let here = strip.here.filter(|_| event > 0)?;
    let label = |place: Option<usize>| place.map(|place| node_label(view, place, &strip.nodes[place]));
    let (from, to) = (label(here.from), label(here.to));
    let title = phrases::way(view.language, from.as_deref(), to.as_deref());
    let left = here.to.map(|to| strip.nodes[to].at.event.saturating_sub(event));
    let place = phrases::way_left(view.language, event, left.zip(to.as_deref()));
    let told = view.picture.told.as_ref().filter(|_| end.is_none()).map(|shot| {
        let earlier = shot.scene.moment.event < event;
        let jump = earlier.then(|| el("p").class("quiet").with(view.jump(shot.scene.moment).class("plain")));
        el("div").class("told").with(jump).with(why_most(view, shot))
    });
    let before = here.from.and_then(|from| view.picture.strip_captions.get(from)).cloned();
    let before = before.filter(|before| !before.is_empty()).zip(from);
    let before = before.map(|(before, from)| el("p").class("quiet").with(from).with(" ").with(before));
    Some(
        el("div")
            .class("lesson")
            .with(el("h1").with(title))
            .with(el("p").with(place))
            .with(before)
            .with(told)
            .with(end),
    )
}
