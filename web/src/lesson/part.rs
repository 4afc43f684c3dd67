//! The parts of a lecture.

use crate::state::Place;
use crate::view::View;
use script::course::Shown;

/// What a part of a lecture is called.
pub fn part_title(view: &View<'_>, place: Place) -> &'static str {
    match place.shown() {
        Shown::Lesson { slug, .. } => {
            narration::heading(view.language, slug).map_or("", |heading| heading.title)
        }
        Shown::Grounds => view.words.grounds,
    }
}
