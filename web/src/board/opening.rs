//! How far a long run is that is being opened, and a way to stop.

use crate::dom::{Attr, El, el};
use crate::state::Intent;
use crate::view::View;

/// The dialog, while something is being opened.
pub(super) fn opening(view: &View<'_>) -> Option<El> {
    let words = view.words;
    let percent = view.state.replaying.as_ref()?.percent().to_string();
    let title = el("h1").set(Attr::Id, "opening-title").with(words.opening);
    let bar = el("progress").set(Attr::Max, "100").set(Attr::Value, percent).label(words.opening);
    let acts = el("div").class("acts").with(view.button(words.stop_here, Intent::StopOpening));
    let dialog = el("div")
        .class("dialog small")
        .role("dialog")
        .set(Attr::Modal, true)
        .set(Attr::LabelledBy, "opening-title");
    let dialog = dialog.with(title).with(bar).with(el("p").with(words.stop_here_help)).with(acts);
    Some(el("div").class("dialog-ground").with(dialog))
}
