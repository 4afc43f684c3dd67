//! The board: what a person sees and does.

pub mod app;
pub mod platform;

/// Draws the board into the page, after making sure that a crash would be seen.
pub fn start() {
    platform::boot::report_panics();
    if let Some(place) = platform::boot::place() {
        yew::Renderer::<app::App>::with_root(place).render();
    }
}
