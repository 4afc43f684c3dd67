//! A script that was played: the run with its branches, and where everything in the text is.

use crate::error::ScriptError;
use crate::parse::MAIN_BRANCH;
use crate::syntax::{Label, Name, Script, setup_of};
use cluster::{BranchId, Moment, Timeline};
use judge::Judge;

/// A script that was played.
#[derive(Clone, Debug)]
pub struct Story {
    /// The script.
    pub script: Script,
    /// The run, a branch for each `branch`. The root is called `main`.
    pub timeline: Timeline<Judge>,
    /// The commands that were played, in file order.
    pub played: Vec<Played>,
    /// Panels, marks, questions, says and pauses, in file order.
    pub cues: Vec<Cue>,
    /// What was found: expectations that are not met, violations that are not expected. In file
    /// order.
    pub findings: Vec<ScriptError>,
    /// Why the script was not played to its end. The line is undone; those before it stay.
    pub error: Option<ScriptError>,
}

/// A command that was played, and the events it made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Played {
    /// Its line, from 1.
    pub line: u32,
    /// The branch it was played on.
    pub branch: BranchId,
    /// The last event before it.
    pub before: u32,
    /// Its last event; the same as `before` if it made none.
    pub last: u32,
}

impl Played {
    /// Whether it made this event.
    #[must_use]
    pub fn made(&self, moment: Moment) -> bool {
        self.branch == moment.branch && self.before < moment.event && moment.event <= self.last
    }

    /// The moment after it.
    #[must_use]
    pub fn end(&self) -> Moment {
        Moment { branch: self.branch, event: self.last }
    }
}

/// Something in a script that belongs to a moment and changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Its line, from 1.
    pub line: u32,
    /// Where it is, on the branch it was written in.
    pub moment: Moment,
    /// What it is.
    pub kind: CueKind,
}

/// What a cue is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CueKind {
    /// A moment to show.
    Panel {
        /// Its name, and the key to its prose.
        name: Name,
        /// What it is called on the board, if not its name.
        label: Option<Label>,
    },
    /// A moment that a branch can begin from.
    Mark(Name),
    /// A question.
    Ask {
        /// The key to its prose.
        key: Name,
        /// How many answers there are.
        options: u8,
        /// The right one, from 1.
        answer: u8,
    },
    /// Something the lesson says.
    Say(Name),
    /// The lesson waits.
    Pause,
}

impl Cue {
    /// Whether a clicker stops here: at panels, questions and pauses.
    #[must_use]
    pub fn is_stop(&self) -> bool {
        matches!(self.kind, CueKind::Panel { .. } | CueKind::Ask { .. } | CueKind::Pause)
    }

    /// The name of a panel, a mark, a question or a say.
    #[must_use]
    pub fn name(&self) -> Option<&Name> {
        match &self.kind {
            CueKind::Panel { name, .. } | CueKind::Mark(name) | CueKind::Say(name) => Some(name),
            CueKind::Ask { key, .. } => Some(key),
            CueKind::Pause => None,
        }
    }

    /// What a panel is called on the board.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        match &self.kind {
            CueKind::Panel { label: Some(label), .. } => Some(label.as_str()),
            CueKind::Panel { name, label: None } => Some(name.as_str()),
            _ => None,
        }
    }
}

impl Story {
    /// A story in which nothing has happened and no line is written but the header: for runs that
    /// are made by hand, or come from elsewhere. What is done at the end of its timeline can be
    /// recorded.
    #[must_use]
    pub fn new(script: Script) -> Self {
        let mut timeline = Timeline::new(setup_of(&script.header), Judge::new);
        timeline.rename(BranchId::ROOT, MAIN_BRANCH);
        Self { script, timeline, played: Vec::new(), cues: Vec::new(), findings: Vec::new(), error: None }
    }

    /// The panels, in file order.
    pub fn panels(&self) -> impl Iterator<Item = &Cue> {
        self.cues.iter().filter(|cue| matches!(cue.kind, CueKind::Panel { .. }))
    }

    /// The panel of this name.
    #[must_use]
    pub fn panel(&self, name: &str) -> Option<&Cue> {
        self.panels().find(|cue| cue.name().is_some_and(|own| own.as_str() == name))
    }

    /// The moment of the mark of this name.
    #[must_use]
    pub fn mark(&self, name: &str) -> Option<Moment> {
        let marked =
            self.cues.iter().find(|cue| matches!(&cue.kind, CueKind::Mark(own) if own.as_str() == name));
        marked.map(|cue| cue.moment)
    }

    /// Where a clicker stops, in file order.
    pub fn stops(&self) -> impl Iterator<Item = &Cue> {
        self.cues.iter().filter(|cue| cue.is_stop())
    }

    /// The command that made the event at this moment; `None` at the start, and for what was done
    /// by hand.
    #[must_use]
    pub fn line_of(&self, moment: Moment) -> Option<&Played> {
        let owner = self.timeline.owner(moment);
        self.played.iter().find(|played| played.made(owner))
    }

    /// Whether a branch's path leads through a moment.
    #[must_use]
    pub fn is_on_path(&self, moment: Moment, branch: BranchId) -> bool {
        let here = Moment { branch, event: moment.event };
        moment.event <= self.timeline.branch(branch).end()
            && self.timeline.owner(here) == self.timeline.owner(moment)
    }
}
