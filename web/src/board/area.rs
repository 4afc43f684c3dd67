//! A piece of the page that is compared with what is there only when it has changed.

use yew::{Component, Context, Html, Properties, html};

/// A piece of the page.
#[derive(Clone, Properties)]
pub(super) struct AreaProps {
    /// Raised whenever the piece has been drawn anew.
    version: u64,
    /// The piece.
    drawn: Html,
}

impl PartialEq for AreaProps {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

/// A piece of the page.
pub(super) struct Area;

impl Component for Area {
    type Message = ();
    type Properties = AreaProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        ctx.props().drawn.clone()
    }
}

/// The piece that has been drawn, and when.
#[inline(never)]
pub(super) fn area(version: u64, drawn: &Html) -> Html {
    html! { <Area {version} drawn={drawn.clone()} /> }
}
