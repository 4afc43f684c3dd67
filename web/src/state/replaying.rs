//! A run that is being played again, in slices: a long script, link or session must not hold the page up, and
//! somebody may stop it and take what is there.

use crate::state::record::Held;
use crate::state::run::{Run, Source};
use crate::state::saved::{Restoring, Saved, SavedError, SavedSource};
use crate::state::{Notice, Pane};
use cluster::BranchId;
use script::link::{At, Ending, LinkError, Replay, Run as LinkedRun};
use script::{Parser, Player, ScriptError};

/// So many lines are read in about the time that an event takes.
const LINES_AN_EVENT: u32 = 8;
/// The lines of a script that say what cluster it is of: without them it is no script.
const HEADER_LINES: usize = 3;

/// What is done when it is played.
#[derive(Clone, Debug, Default)]
pub struct Then {
    /// The record that it was read from.
    pub held: Held,
    /// What opened it.
    pub opened: Place,
    /// The panel to go to.
    pub panel: Option<String>,
    /// The moment to look at.
    pub at: Option<At>,
    /// What stands on the right then.
    pub pane: Pane,
    /// Something to tell about it.
    pub notice: Option<Notice>,
    /// The script that was being written.
    pub draft: Option<String>,
}

/// Where the wish to open a run came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The board: the address no longer says what is on it.
    #[default]
    Board,
    /// The address, or the beginning of a visit.
    Address,
}

/// Why there is no run.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The script has an error. Its text.
    Script(ScriptError, String),
    /// The session cannot be read.
    Session(SavedError),
}

impl From<SavedError> for Failure {
    fn from(error: SavedError) -> Self {
        Self::Session(error)
    }
}

/// A run that is being played again.
pub struct Replaying {
    stage: Stage,
    /// What was done in the run, once it is there.
    session: Option<Saved>,
    then: Then,
    /// How much of the stage is done, and how much there is, in its own units.
    done: usize,
    total: usize,
    stopped: bool,
}

enum Stage {
    Text(Box<Parser>),
    Script { text: String, player: Box<Player> },
    Link { text: String, replay: Box<Replay> },
    Session(Box<Restoring>),
    Over(Result<Box<Run>, Failure>),
}

impl Replaying {
    fn new(stage: Stage, total: usize, then: Then) -> Self {
        Self { stage, session: None, then, done: 0, total, stopped: false }
    }

    /// A text of the script language.
    #[must_use]
    pub fn of_script(text: String, then: Then) -> Self {
        Self::new(Stage::Text(Box::new(Parser::new(text))), 1, then)
    }

    /// The text of a link's run.
    ///
    /// # Errors
    /// Why there is no run in it.
    pub fn of_link(text: String, then: Then) -> Result<Self, LinkError> {
        let run = LinkedRun::decode(&text)?;
        let events = usize::try_from(run.events()).unwrap_or(usize::MAX);
        Ok(Self::new(Stage::Link { text, replay: Box::new(run.replay()) }, events, then))
    }

    /// A scenario of the library, if there is one of this name: short enough to be played at once.
    #[must_use]
    pub fn of_scenario(slug: &str, then: Then) -> Option<Self> {
        let run = Run::of_scenario(slug)?;
        Some(Self::new(Stage::Over(Ok(Box::new(run))), 1, then))
    }

    /// A session: what it came from, and then what was done in it.
    ///
    /// # Errors
    /// Why it cannot be played.
    pub fn of_session(saved: Saved, then: Then) -> Result<Self, Failure> {
        let then = Then { draft: saved.draft().map(str::to_owned), ..then };
        let replaying = match saved.source() {
            SavedSource::Scenario(slug, version) => {
                let scenario = script::scenario(slug).filter(|scenario| scenario.version == *version);
                let scenario = scenario.ok_or(SavedError::OtherVersion)?;
                Self::of_scenario(scenario.slug, then).ok_or(SavedError::OtherVersion)?
            }
            SavedSource::Script(text) => Self::of_script(text.clone(), then),
            SavedSource::Link(text) => Self::of_link(text.clone(), then).map_err(|_| SavedError::Damaged)?,
        };
        Ok(Self { session: Some(saved), ..replaying })
    }

    /// How much is done, in percent, of what is being played now.
    #[must_use]
    pub fn percent(&self) -> usize {
        self.done.min(self.total) * 100 / self.total.max(1)
    }

    /// Plays on, for about so many events. Returns whether it is over.
    pub fn advance(&mut self, events: u32) -> bool {
        let mut room = events;
        if let Stage::Text(parser) = &mut self.stage {
            match read_lines(parser, events) {
                Ok(left) => room = left,
                Err(error) => {
                    let failure = Failure::Script(error, parser.text().to_owned());
                    self.stage = Stage::Over(Err(failure));
                }
            }
            if room > 0 {
                self.end_stage();
            }
        }
        match &mut self.stage {
            Stage::Script { player, .. } => {
                while room > 0 && player.play_line() {
                    self.done += 1;
                    room = room.saturating_sub(cost_of_line(player));
                }
                if room > 0 {
                    self.end_stage();
                }
            }
            Stage::Link { replay, .. } => {
                self.done += events as usize;
                if !replay.advance(events) {
                    self.end_stage();
                }
            }
            Stage::Session(restoring) => match restoring.advance(events) {
                Ok(false) => self.done = self.total.saturating_sub(restoring.left()),
                Ok(true) => self.end_stage(),
                Err(error) => self.stage = Stage::Over(Err(error.into())),
            },
            Stage::Text(_) | Stage::Over(_) => {}
        }
        // A scenario was played at once, and something was done in it.
        if self.session.is_some() && matches!(self.stage, Stage::Over(Ok(_))) {
            self.end_stage();
        }
        matches!(self.stage, Stage::Over(_))
    }

    /// Leaves out the rest. What is there is a run of its own, and no record is written over with it.
    pub fn stop(&mut self) {
        self.stopped = true;
        self.session = None;
        self.then.held = Held::default();
        self.then.notice = Some(Notice::Stopped);
        self.then.draft = None;
        while !matches!(self.stage, Stage::Over(_)) {
            self.end_stage();
        }
    }

    /// The run, or why there is none, and what is to be done then. What is not played by now is left out.
    pub fn finish(mut self) -> (Result<Run, Failure>, Then) {
        self.end_stage();
        match self.stage {
            Stage::Over(run) => (run.map(|run| *run), self.then),
            Stage::Text(_) | Stage::Script { .. } | Stage::Link { .. } | Stage::Session(_) => {
                (Err(SavedError::Damaged.into()), self.then)
            }
        }
    }

    /// What is being played is over: it is the run, or what somebody did in it comes next.
    fn end_stage(&mut self) {
        let nothing = Stage::Over(Err(SavedError::Damaged.into()));
        let run = match std::mem::replace(&mut self.stage, nothing) {
            Stage::Text(parser) => match self.begin_script(*parser) {
                Ok(()) => return,
                Err(failure) => Err(failure),
            },
            Stage::Script { text, player } => run_of_script(text, *player, self.stopped),
            Stage::Link { text, replay } => Ok(self.run_of_link(text, *replay)),
            Stage::Session(restoring) => Ok(restoring.finish()),
            Stage::Over(run) => run.map(|run| *run),
        };
        self.stage = match (run, self.session.take()) {
            (Ok(run), Some(saved)) => {
                let restoring = saved.restore(run);
                (self.done, self.total) = (0, restoring.left());
                Stage::Session(Box::new(restoring))
            }
            (run, _) => Stage::Over(run.map(Box::new)),
        };
    }

    /// The text is read, but for what may be left of it: its lines are played next.
    fn begin_script(&mut self, mut parser: Parser) -> Result<(), Failure> {
        let text = parser.text().to_owned();
        match read_lines(&mut parser, u32::MAX).and_then(|_| parser.finish()) {
            Ok(script) => {
                (self.done, self.total) = (0, script.lines.len());
                self.stage = Stage::Script { text, player: Box::new(Player::new(script)) };
                Ok(())
            }
            Err(error) => Err(Failure::Script(error, text)),
        }
    }

    fn run_of_link(&mut self, text: String, replay: Replay) -> Run {
        if self.stopped {
            let story = replay.story().clone();
            let text = script::link::encode(&story.timeline, story.timeline.tip(BranchId::ROOT));
            return Run::new(Source::Link(text), story);
        }
        let (story, ending) = replay.finish();
        let told = match ending {
            Ending::Same => None,
            Ending::Different { .. } => Some(Notice::DigestDiffers),
            Ending::Stopped { .. } => Some(Notice::LinkOtherVersion),
        };
        // Of a stored run it was told when it was opened first.
        if self.session.is_none() {
            self.then.notice = told.or(self.then.notice.take());
        }
        Run::new(Source::Link(text), story)
    }
}

/// Reads lines, for about as long as so many events take. Returns how many of them are left in the end.
fn read_lines(parser: &mut Parser, events: u32) -> Result<u32, ScriptError> {
    for left in (1..=events).rev() {
        for _ in 0..LINES_AN_EVENT {
            if !parser.read_line()? {
                return Ok(left);
            }
        }
    }
    Ok(0)
}

/// What the line that was played last has cost, in events.
fn cost_of_line(player: &Player) -> u32 {
    let story = player.story();
    let forked = story.played.last().is_some_and(|played| {
        let branch = story.timeline.branch(played.branch);
        branch.actions().is_empty() && branch.parent().is_some()
    });
    let events = story.played.last().map_or(0, |played| played.last - played.before);
    1 + events + if forked { 20 } else { 0 }
}

fn run_of_script(text: String, mut player: Player, stopped: bool) -> Result<Run, Failure> {
    while player.story().played.len() < HEADER_LINES && player.play_line() {}
    let played = player.story().played.last().map_or(0, |played| played.line as usize);
    let story = player.finish();
    match story.error.clone() {
        Some(error) => Err(Failure::Script(error, text)),
        None if stopped => {
            let lines = text.split_inclusive('\n').take(played).collect();
            Ok(Run::new(Source::Script(lines), story))
        }
        None => Ok(Run::new(Source::Script(text), story)),
    }
}
