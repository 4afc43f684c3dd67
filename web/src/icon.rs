//! Drawn icons: the symbols for them are missing from many fonts.

use crate::dom::{Attr, El, el};

/// An icon of the transport.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Play.
    Play,
    /// Pause.
    Pause,
    /// One event forward.
    Forward,
    /// One event back.
    Back,
    /// To the next panel.
    Next,
    /// To the panel before.
    Previous,
    /// Undo.
    Undo,
    /// Settings.
    Settings,
}

/// The icon, in the colour of the text.
pub fn icon(icon: Icon) -> El {
    let d = match icon {
        Icon::Play => "M5 3 L15 9 L5 15 Z",
        Icon::Pause => "M4 3 H7.5 V15 H4 Z M10.5 3 H14 V15 H10.5 Z",
        Icon::Forward => "M3 3 L11 9 L3 15 Z M13 3 H15.5 V15 H13 Z",
        Icon::Back => "M15 3 L7 9 L15 15 Z M2.5 3 H5 V15 H2.5 Z",
        Icon::Next => "M1.5 3 L8.5 9 L1.5 15 Z M8.5 3 L15.5 9 L8.5 15 Z M15 3 H17 V15 H15 Z",
        Icon::Previous => "M16.5 3 L9.5 9 L16.5 15 Z M9.5 3 L2.5 9 L9.5 15 Z M1 3 H3 V15 H1 Z",
        Icon::Undo => "M7 2 L1.5 7 L7 12 V8.6 C11 8.6 13 10 14.2 15 C17 9 13 5.4 7 5.4 Z",
        Icon::Settings => {
            "M1 4 H9 V2.5 H12 V4 H17 V6 H12 V7.5 H9 V6 H1 Z M1 12 H4 V10.5 H7 V12 H17 V14 H7 V15.5 H4 V14 H1 Z"
        }
    };
    el("svg").class("icon").set(Attr::ViewBox, "0 0 18 18").unread().with(el("path").set(Attr::D, d))
}
