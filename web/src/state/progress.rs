//! What was answered in a lesson, and what may be seen because of it.

use crate::state::run::Run;
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
    /// Options that were tried after the answer, from 1, in this order.
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

    /// Every option that was tried after an answer, with its question.
    #[must_use]
    pub fn all_attempts(&self) -> &[(String, usize)] {
        &self.attempts
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
}

impl Run {
    /// Whether a panel would give an answer away: the questions that stand before it in the script are
    /// still open, from the last on that was answered, and one of them was not passed by on the way to
    /// the moment that is looked at.
    #[must_use]
    pub fn hides(&self, panel: &Cue) -> bool {
        let before = self.story.cues.iter().rev().filter(|cue| cue.line < panel.line);
        let questions = before.filter_map(|cue| Some((cue, key_of(cue)?)));
        let open = questions
            .filter(|(question, _)| !self.is_beside(question, panel))
            .take_while(|(_, key)| self.progress.answer(key).is_none());
        open.map(|(question, _)| question).any(|question| !self.has_passed(question))
    }

    /// Whether both are in different futures of the same moment: what is asked in one says nothing
    /// about the others.
    fn is_beside(&self, question: &Cue, panel: &Cue) -> bool {
        let fork = |cue: &Cue| self.story.timeline.branch(cue.moment.branch).parent();
        let (one, other) = (fork(question), fork(panel));
        question.moment.branch != panel.moment.branch && one.is_some() && one == other
    }

    fn has_passed(&self, question: &Cue) -> bool {
        self.in_lesson() && self.on_path(question.moment) && question.moment.event < self.at.event
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
