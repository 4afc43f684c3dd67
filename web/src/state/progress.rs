//! What was answered in a lesson, and what may be seen because of it.

use cluster::Moment;
use script::{Cue, CueKind, Story};

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This option was chosen, from 1.
    Chosen(usize),
    /// It was passed over.
    Skipped,
}

/// Every question that was answered or passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    answers: Vec<(String, Answer)>,
    /// Options that were tried, from 1, in this order. Only of this visit: they count for nothing.
    attempts: Vec<(String, usize)>,
}

impl Progress {
    /// What became of a question.
    #[must_use]
    pub fn answer(&self, key: &str) -> Option<Answer> {
        self.answers.iter().find(|(known, _)| known == key).map(|(_, answer)| *answer)
    }

    /// All answers with their questions.
    #[must_use]
    pub fn answers(&self) -> &[(String, Answer)] {
        &self.answers
    }

    /// Keeps an answer; the first one counts.
    pub fn give(&mut self, key: &str, answer: Answer) {
        if self.answer(key).is_none() {
            self.answers.push((key.to_owned(), answer));
        }
    }

    /// An option is tried, also after the question was answered.
    pub fn attempt(&mut self, key: &str, option: usize) {
        self.attempts.push((key.to_owned(), option));
    }

    /// The options of a question that were chosen or tried, the latest last.
    #[must_use]
    pub fn attempts(&self, key: &str) -> Vec<usize> {
        let first = match self.answer(key) {
            Some(Answer::Chosen(option)) => Some(option),
            Some(Answer::Skipped) | None => None,
        };
        let tried = self.attempts.iter().filter(|(known, _)| known == key).map(|(_, option)| *option);
        first.into_iter().chain(tried).collect()
    }

    /// The question that is asked at a moment and not answered yet.
    #[must_use]
    pub fn open(&self, story: &Story, here: Moment) -> Option<Asked> {
        asked(story, here).filter(|asked| self.answer(&asked.key).is_none())
    }

    /// Whether a panel would give an answer away: a question that stands before it in the script
    /// is still open.
    #[must_use]
    pub fn hides(&self, story: &Story, panel: &Cue) -> bool {
        let before = story.cues.iter().filter(|cue| cue.line < panel.line);
        before.filter_map(key_of).any(|key| self.answer(key).is_none())
    }
}

/// A question of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its name.
    pub key: String,
    /// How many answers there are.
    pub options: usize,
    /// The right one, from 1.
    pub right: usize,
}

/// The question that is asked at a moment, answered or not.
#[must_use]
pub fn asked(story: &Story, here: Moment) -> Option<Asked> {
    let here = story.timeline.owner(here);
    story.cues.iter().filter(|cue| story.timeline.owner(cue.moment) == here).find_map(|cue| match &cue.kind {
        CueKind::Ask { key, options, answer } => Some(Asked {
            key: key.as_str().to_owned(),
            options: usize::from(*options),
            right: usize::from(*answer),
        }),
        _ => None,
    })
}

fn key_of(cue: &Cue) -> Option<&str> {
    match &cue.kind {
        CueKind::Ask { key, .. } => Some(key.as_str()),
        _ => None,
    }
}
