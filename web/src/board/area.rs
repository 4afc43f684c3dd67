//! A piece of the page that is compared with what is there only when it has changed.

use yew::{Component, Context, Html, Properties};

/// A piece of the page.
#[derive(Clone, Properties)]
pub(super) struct AreaProps {
    /// Raised whenever the piece has been drawn anew.
    pub(super) version: u64,
    /// The piece.
    pub(super) drawn: Html,
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
