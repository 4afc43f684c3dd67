//! How far somebody has come in each lesson, and in breaking things. It stays on this browser and is for nobody else.

use crate::state::lecture::Place;
use crate::state::run::Run;
use script::{CueKind, Story};

/// How far somebody has come in a lesson, or with a goal. Panels and questions are bits, in the order of the
/// script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The panels that were reached.
    pub panels: u64,
    /// The questions that were answered, and not passed over.
    pub answered: u64,
    /// Those whose latest answer was right.
    pub right: u64,
    /// Of a goal: the fewest moves in which it was reached; 0: never yet.
    pub moves: u32,
}

/// How much there is in a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Panels.
    pub panels: u32,
    /// Questions.
    pub questions: u32,
}

impl Extent {
    /// The extent of a lesson's scenario.
    #[must_use]
    pub fn of(slug: &str) -> Option<Self> {
        script::scenario(slug).map(|scenario| Self::of_text(scenario.text))
    }

    /// The extent of a script, counted in its text.
    fn of_text(text: &str) -> Self {
        let count = |word: &str| text.lines().filter(|line| line.starts_with(word)).fold(0, |sum, _| sum + 1);
        Self { panels: count("panel "), questions: count("ask ") }
    }
}

impl Mark {
    /// Whether nothing is left to see: every panel was reached.
    #[must_use]
    pub fn is_finished(self, extent: Extent) -> bool {
        extent.panels > 0 && self.panels.count_ones() >= extent.panels
    }
}

/// The first word of the line with the place in a lecture.
const LECTURE: &str = "lecture ";

/// The marks of all lessons that were opened, and the place in a lecture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    lessons: Vec<(&'static str, Mark)>,
    /// The lecture that was started, and how far it has come.
    pub lecture: Option<Place>,
}

impl Marks {
    /// The mark of a lesson.
    #[must_use]
    pub fn of(&self, slug: &str) -> Option<Mark> {
        self.lessons.iter().find(|(known, _)| *known == slug).map(|(_, mark)| *mark)
    }

    /// Whether no lesson was ever opened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lessons.is_empty()
    }

    /// The panel that is looked at was reached, or what somebody tried to break is broken.
    pub fn reach(&mut self, run: &Run) {
        if let Some(moves) = run.broken_in() {
            self.change(run, |mark| mark.moves = if mark.moves == 0 { moves } else { mark.moves.min(moves) });
        }
        let place = run.panel().and_then(|here| run.story.panels().position(|panel| panel.line == here.line));
        self.change(run, |mark| mark.panels |= place.map_or(0, bit));
    }

    /// A question was answered; the latest answer counts.
    pub fn answer(&mut self, run: &Run, key: &str, right: bool) {
        let Some(place) = questions(&run.story).position(|asked| asked == key) else { return };
        self.change(run, |mark| {
            mark.answered |= bit(place);
            mark.right = mark.right & !bit(place) | if right { bit(place) } else { 0 };
        });
    }

    /// Changes the mark of a run's lesson, if it is one.
    fn change(&mut self, run: &Run, change: impl FnOnce(&mut Mark)) {
        let Some(slug) = run.slug().filter(|_| run.in_lesson() || run.goal().is_some()) else { return };
        let place = self.lessons.iter().position(|(known, _)| *known == slug).unwrap_or_else(|| {
            self.lessons.push((slug, Mark::default()));
            self.lessons.len() - 1
        });
        if let Some((_, mark)) = self.lessons.get_mut(place) {
            change(mark);
        }
    }

    /// As text to be stored: a line a lesson or goal, `hello 31 1 1 0`, and one for the lecture,
    /// `lecture 45 3`.
    #[must_use]
    pub fn write(&self) -> String {
        let line = |(slug, mark): &(&str, Mark)| {
            format!("{slug} {} {} {} {}\n", mark.panels, mark.answered, mark.right, mark.moves)
        };
        let lecture = self.lecture.map(|place| format!("{LECTURE}{place}\n"));
        self.lessons.iter().map(line).chain(lecture).collect()
    }

    /// Reads such a text. What it does not know is left out, and the rest is kept.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let lecture = text.lines().find_map(|line| line.strip_prefix(LECTURE)).and_then(Place::read);
        Self { lessons: text.lines().filter_map(read_line).collect(), lecture }
    }
}

fn read_line(line: &str) -> Option<(&'static str, Mark)> {
    let mut words = line.split(' ');
    let slug = script::scenario(words.next()?)?.slug;
    let mut number = || words.next()?.parse().ok();
    let (panels, answered, right) = (number()?, number()?, number()?);
    // There were no goals at first.
    let moves = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    Some((slug, Mark { panels, answered, right, moves }))
}

fn questions(story: &Story) -> impl Iterator<Item = &str> {
    story.cues.iter().filter_map(|cue| match &cue.kind {
        CueKind::Ask { key, .. } => Some(key.as_str()),
        _ => None,
    })
}

/// The bit of a place; there are 64.
fn bit(place: usize) -> u64 {
    u32::try_from(place).ok().and_then(|place| 1u64.checked_shl(place)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_read_back_and_what_is_damaged_is_left_out() {
        let mark = Mark { panels: 31, answered: 1, right: 0, moves: 0 };
        let broken = ("break-log-matching", Mark { moves: 12, ..Mark::default() });
        let lecture = Place::read("45 3");
        assert!(lecture.is_some());
        let lessons = vec![("hello", mark), ("figure-8", Mark::default()), broken];
        let marks = Marks { lessons, lecture };
        assert_eq!(Marks::read(&marks.write()), marks);
        let text = "hello 31 1 0\nno-such-lesson 1 1 1\nfigure-8 x\nlecture 7 1\n\n\u{0}";
        assert_eq!(Marks::read(text), Marks { lessons: vec![("hello", mark)], lecture: None });
    }

    #[test]
    fn a_lesson_is_finished_once_every_panel_was_reached() {
        let extent = Extent::of_text("title t\npanel a\nask k of 3 answer 1\npanel b\n# panel\n");
        assert_eq!(extent, Extent { panels: 2, questions: 1 });
        assert!(!Mark { panels: 1, ..Mark::default() }.is_finished(extent));
        assert!(Mark { panels: 3, ..Mark::default() }.is_finished(extent));
    }
}
