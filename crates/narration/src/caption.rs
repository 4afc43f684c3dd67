//! One sentence for every event.

use crate::Language;
use cluster::{Event, World};

/// What just happened, in one sentence with names and numbers. `world` is the world after the
/// event.
#[must_use]
pub fn caption(language: Language, event: &Event, world: &World) -> String {
    let _ = (event, world);
    crate::text(language).loading.to_owned()
}
