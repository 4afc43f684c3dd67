//! A lecture: parts of several lessons, one after the other. "Next" goes from the end of a part to the
//! next part, and the place is kept over reloads.

use crate::state::progress::Answer;
use crate::state::run::Run;
use crate::state::{Effect, Intent, Notice, Pane, State};
use cluster::Moment;
use script::course::{Lecture, Part, Shown, lecture};
use script::{Cue, CueKind, Story};

/// An end of a part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Where it begins.
    First,
    /// Its last panel.
    Last,
}

/// A lecture and the part that has been reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The lecture.
    pub lecture: &'static Lecture,
    /// The part, from 0.
    pub part: usize,
}

impl Place {
    /// The place in a lecture, or its beginning if there is no such part.
    #[must_use]
    pub fn new(lecture: &'static Lecture, part: usize) -> Self {
        Self { lecture, part: if part < lecture.parts.len() { part } else { 0 } }
    }

    /// Reads what `Display` wrote: `45 3`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (name, part) = text.split_once(' ')?;
        Some(Self::new(lecture(name)?, part.parse().ok()?))
    }

    /// What is shown in this part.
    #[must_use]
    pub fn shown(self) -> &'static Shown {
        &self.lecture.parts[self.part].shown
    }

    /// The part after this one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let part = self.part + 1;
        (part < self.lecture.parts.len()).then_some(Self { part, ..self })
    }

    /// The part before this one.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Some(Self { part: self.part.checked_sub(1)?, ..self })
    }

    /// How many minutes of the lecture are over when a part begins.
    #[must_use]
    pub fn begins_at(self) -> u32 {
        self.lecture.parts[..self.part].iter().map(|part: &Part| part.minutes).sum()
    }
}

impl core::fmt::Display for Place {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} {}", self.lecture.name, self.part)
    }
}

/// The script's line at which a part begins.
fn first_line(story: &Story, from: Option<&str>) -> u32 {
    from.and_then(|panel| story.panel(panel)).map_or(0, |panel: &Cue| panel.line)
}

impl State {
    /// The place in the lecture, while its part is what is looked at.
    #[must_use]
    pub fn lecturing(&self) -> Option<Place> {
        let place = self.marks.lecture?;
        let here = match place.shown() {
            Shown::Lesson { slug, .. } => {
                self.run.slug() == Some(slug) && self.run.in_lesson() && self.pane != Pane::Grounds
            }
            Shown::Grounds => self.pane == Pane::Grounds,
        };
        here.then_some(place)
    }

    /// The part that comes next, if the lecture's part is over here.
    #[must_use]
    pub fn part_after(&self) -> Option<Place> {
        let place = self.lecturing()?;
        let over = match place.shown() {
            Shown::Lesson { to, .. } => self.is_over(*to),
            Shown::Grounds => true,
        };
        place.next().filter(|_| over)
    }

    /// Whether the last panel of a part has been reached; without one, the end of the lesson. A question
    /// that is asked there belongs to the part.
    fn is_over(&self, to: Option<&str>) -> bool {
        if self.run.progress.open(&self.run.story, self.run.at).is_some() {
            return false;
        }
        match to {
            Some(panel) => self.run.panel_named(panel).is_some_and(|last| self.run.is_here(last)),
            None => self.run.stop_after().is_none(),
        }
    }

    /// Goes on to the next part, if this one is over. `None`: it is not, or there is no lecture here.
    pub(super) fn next_part(&mut self) -> Option<Vec<Effect>> {
        if let Some(next) = self.part_after() {
            return Some(self.show_part(next, End::First));
        }
        let ends = self.pane == Pane::Grounds && self.lecturing().is_some();
        ends.then(|| self.tell(Notice::End))
    }

    /// The part that comes before, if the lecture's part begins here.
    pub(super) fn part_before(&self) -> Option<Place> {
        let place = self.lecturing()?;
        let begins = match place.shown() {
            Shown::Lesson { from, .. } => self.run.is_here(self.first_of(*from)),
            Shown::Grounds => true,
        };
        place.previous().filter(|_| begins)
    }

    /// Where a part of the lesson on the board begins.
    fn first_of(&self, from: Option<&str>) -> Moment {
        from.and_then(|panel| self.run.panel_named(panel)).unwrap_or(Moment::START)
    }

    /// Starts a lecture, goes to one of its parts, or leaves it.
    pub(super) fn lecture(&mut self, intent: &Intent) -> Vec<Effect> {
        let place = match *intent {
            Intent::StartLecture(name) => lecture(name).map(|lecture| Place::new(lecture, 0)),
            Intent::LecturePart(part) => self.marks.lecture.map(|place| Place::new(place.lecture, part)),
            _ => {
                self.marks.lecture = None;
                self.menus += 1;
                return vec![Effect::Save];
            }
        };
        match place {
            Some(place) => self.show_part(place, End::First),
            None => Vec::new(),
        }
    }

    /// Shows a part of a lecture, from its first panel or at its last.
    pub(super) fn show_part(&mut self, place: Place, end: End) -> Vec<Effect> {
        self.marks.lecture = Some(place);
        self.menus += 1;
        self.player.stop();
        let Shown::Lesson { slug, from, to } = *place.shown() else {
            self.pane = Pane::Grounds;
            return vec![Effect::Save];
        };
        let effects = self.open(Intent::Open(slug));
        if self.run.slug() != Some(slug) {
            return effects;
        }
        skip_questions_before(&mut self.run, from);
        let last = || match to {
            Some(panel) => self.run.panel_named(panel),
            None => self.run.stops().last().copied(),
        };
        let at = if end == End::First { None } else { last() };
        self.jump(at.unwrap_or_else(|| self.first_of(from)));
        effects
    }
}

/// What comes before a part's first panel is not asked: its questions hide nothing in the part.
fn skip_questions_before(run: &mut Run, from: Option<&str>) {
    let line = first_line(&run.story, from);
    for cue in run.story.cues.iter().filter(|cue| cue.line < line) {
        if let CueKind::Ask { key, .. } = &cue.kind {
            run.progress.give(key.as_str(), Answer::Skipped);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_and_what_is_foreign_does_not() {
        let lecture = lecture("45").expect("a lecture");
        let place = Place::new(lecture, 3);
        assert_eq!(Place::read(&place.to_string()), Some(place));
        assert_eq!(Place::new(lecture, 99).part, 0);
        assert_eq!(Place::read("45"), None);
        assert_eq!(Place::read("46 1"), None);
        assert_eq!(Place::read("45 x"), None);
    }

    #[test]
    fn parts_follow_each_other_to_the_end_of_the_hour() {
        let mut place = Place::new(lecture("45").expect("a lecture"), 0);
        assert_eq!((place.previous(), place.begins_at()), (None, 0));
        let mut parts = 1;
        while let Some(next) = place.next() {
            assert_eq!(next.previous(), Some(place));
            assert!(next.begins_at() > place.begins_at());
            (place, parts) = (next, parts + 1);
        }
        assert_eq!(parts, place.lecture.parts.len());
        assert_eq!(place.begins_at() + place.lecture.parts[place.part].minutes, 45);
    }
}
