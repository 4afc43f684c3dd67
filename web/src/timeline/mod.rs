//! Time: the buttons, the bar painted by term, the dials, and the strip of small ledgers.

mod bar;
mod dials;
mod strip;
mod transport;

pub use bar::Letter;
pub use strip::{STRIP, node_label};

use crate::dom::{el, pieces};
use crate::view::View;
use yew::Html;

/// Time.
pub fn timeline(view: &View<'_>) -> Html {
    let row = el("div").class("time-row").with(transport::transport(view)).with(bar::bar(view));
    let clocked = view.state.run.is_clocked();
    let branches = !view.picture.strip.nodes.is_empty();
    pieces([Some(row), clocked.then(|| dials::dials(view)), branches.then(|| strip::strip(view))])
}
