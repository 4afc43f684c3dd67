//! Time: the buttons, the bar painted by term, the dials, and the strip of small ledgers; and where the membership
//! changes (§6) what is counted, and Figure 11.

mod bar;
mod change;
mod dials;
mod lane;
mod strip;
mod transport;

pub use bar::Letter;
pub use dials::own_dials;
pub use strip::{STRIP, node_label};

use crate::dom::{el, pieces};
use crate::quorum;
use crate::view::View;
use yew::Html;

/// Time.
pub fn timeline(view: &View<'_>) -> Html {
    let configured = view.configuration.is_some();
    let meter = configured.then(|| el("div").class("meter").with(quorum::meter(view, quorum::now(view))));
    let hands = el("div").class("time-hands").with(transport::transport(view)).with(meter);
    let row = el("div").classes("time-row", &[(configured, "configured")]).with(hands).with(bar::bar(view));
    let clocked = view.state.run.is_clocked();
    let branches = !view.picture.strip.nodes.is_empty();
    pieces([Some(row), clocked.then(|| dials::dials(view)), branches.then(|| strip::strip(view))])
}
