//! The board: what a person sees and does.
//!
//! [`state`] knows everything and is a pure function of what a person wants; the other modules
//! draw it, an area each; [`platform`] is the only one that touches the browser.

pub mod board;
pub mod dom;
pub mod draw;
pub mod icon;
pub mod ledger;
pub mod lesson;
pub mod lit;
pub mod look;
pub mod membership;
pub mod panes;
pub mod picture;
pub mod platform;
pub mod quorum;
pub mod spoken;
pub mod stage;
pub mod state;
pub mod timeline;
pub mod view;

/// Draws the board into the page, after making sure that a crash would be seen.
pub fn start() {
    platform::boot::report_panics();
    board::start();
}
