//! What can be done next where nothing happens by itself.

use crate::dom::{El, el};
use crate::stage::message_words;
use crate::state::Intent;
use crate::view::View;
use cluster::Act;

/// A button for every act that is offered.
pub fn offers(view: &View<'_>) -> Option<El> {
    let offers = view.state.offers();
    let buttons = offers.iter().enumerate().filter_map(|(place, act)| {
        let label = label(view, act)?;
        Some(view.button(label, Intent::Do(act.clone())).key(place))
    });
    (!offers.is_empty()).then(|| {
        let title = view.words.offers;
        let acts = el("div").class("acts").all(buttons);
        el("section").class("offers").label(title).with(el("h2").with(title)).with(acts)
    })
}

/// What an act is called. Only those that are offered have a name here.
fn label(view: &View<'_>, act: &Act) -> Option<String> {
    let words = view.words;
    match act {
        Act::Deliver(id) => {
            let envelope = view.world().network().get(*id)?;
            Some(format!("{}: {}", words.deliver, message_words(envelope)))
        }
        Act::Request { server, command } => {
            Some(format!("{server}: {} {}", words.request, narration::phrases::command(command)))
        }
        Act::Beat(server) => Some(format!("{server}: {}", words.send_heartbeat)),
        Act::Restart(server) => Some(format!("{server}: {}", words.restart)),
        Act::Timeout(server) => Some(format!("{server}: {}", words.time_out)),
        _ => None,
    }
}
