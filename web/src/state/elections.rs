//! The timing laboratory. What is set there and what comes of it is with the worker (`elections::desk`): here is
//! what it has said last, and what is done with it.

use crate::state::replaying::{Replaying, Then};
use crate::state::run::Source;
use crate::state::{Effect, Notice, Pane, State};
use elections::desk::{Answer, Part, Shown};
use script::link::At;

/// A file of what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// The curves as a drawing.
    Svg,
    /// The curves as a picture.
    Png,
    /// The quantiles as a table.
    Csv,
}

/// What somebody does in the timing laboratory.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// The worker is asked for something, by a line as `elections::desk` has it.
    Ask(String),
    /// The worker has answered; `None`: there is none, or it has stopped.
    Heard(Option<String>),
    /// Saves a file.
    Save(Export),
}

/// The timing laboratory.
#[derive(Default)]
pub struct Elections {
    /// What the worker has said last.
    pub shown: Shown,
    /// Whether there is no worker.
    pub failed: bool,
    /// The election that was put on the board.
    replayed: Option<String>,
}

impl State {
    /// The timing laboratory is opened; a clock that runs stops.
    pub(super) fn open_elections(&mut self) -> Vec<Effect> {
        self.player.stop();
        let starts = self.elections.as_ref().is_none_or(|elections| elections.failed);
        if starts {
            self.elections = Some(Elections::default());
        }
        starts.then_some(Effect::StartTrials).into_iter().chain(self.describe_page()).collect()
    }

    /// Tells the worker, if there is one, what the page is like.
    pub(super) fn describe_page(&self) -> Vec<Effect> {
        let narrow = ["narrow ", if self.narrow { "1" } else { "0" }].concat();
        let asks = [["speak ", self.settings.language.code()].concat(), narrow].map(Effect::AskTrials);
        if self.elections.is_some() { asks.into() } else { Vec::new() }
    }

    pub(super) fn measure(&mut self, measure: Measure) -> Vec<Effect> {
        let Some(elections) = &mut self.elections else { return Vec::new() };
        match measure {
            Measure::Ask(line) => return vec![Effect::AskTrials(line)],
            Measure::Heard(text) => match text.and_then(|text| Answer::parse(&text)) {
                Some(Answer::Shown(shown)) => elections.shown = shown,
                Some(Answer::Run(text, event)) => {
                    elections.replayed = Some(text.clone());
                    return self.replay_election(text, event);
                }
                None => elections.failed = true,
            },
            Measure::Save(export) => {
                let (name, part) = match export {
                    Export::Csv => ("elections.csv", Part::Csv),
                    Export::Svg | Export::Png => ("elections.svg", Part::Curves),
                };
                let text = elections.shown.text(part).to_owned();
                return vec![match export {
                    Export::Png => Effect::SavePicture(text),
                    Export::Svg | Export::Csv => Effect::Download { name: name.to_owned(), text },
                }];
            }
        }
        Vec::new()
    }

    /// Puts an election on the board, paused where the watch starts.
    fn replay_election(&mut self, text: String, event: u32) -> Vec<Effect> {
        let then = Then { at: Some(At::Event { branch: None, event }), ..Then::default() };
        match Replaying::of_link(text, then.clone()) {
            Ok(replaying) => self.begin(Ok(replaying), then),
            Err(_) => self.tell(Notice::LinkBroken),
        }
    }

    /// Whether an election of the timing laboratory is on the board.
    #[must_use]
    pub fn is_measured(&self) -> bool {
        let replayed = self.elections.as_ref().and_then(|elections| elections.replayed.as_ref());
        self.pane != Pane::Elections
            && matches!(&self.run.source, Source::Link(text) if Some(text) == replayed)
    }
}
