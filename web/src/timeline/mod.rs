//! Time: the buttons, the bar painted by term, the dials, and the strip of small ledgers.

mod bar;
mod dials;
mod strip;
mod transport;

pub use bar::Letter;
pub use strip::STRIP;

use crate::view::View;
use yew::{Html, html};

/// Time.
pub fn timeline(view: &View<'_>) -> Html {
    html! {
        <>
            <div class="time-row">{ transport::transport(view) }{ bar::bar(view) }</div>
            if view.state.run.is_clocked() { { dials::dials(view) } }
            if !view.picture.strip.nodes.is_empty() { { strip::strip(view) } }
        </>
    }
}
