//! Going through time: stepping, jumping, playing, and the questions on the way.

use crate::state::progress::Answer;
use crate::state::run::{MAX_EVENTS, Run};
use crate::state::{Effect, Intent, Notice, Pane, State};
use cluster::{Act, ActionError, Micros, Moment};

/// How many events of a running clock one picture may take.
const MAX_EVENTS_A_TICK: usize = 400;

impl State {
    pub(super) fn travel(&mut self, intent: &Intent) -> Vec<Effect> {
        self.notice = None;
        self.welcome = false;
        match *intent {
            Intent::Jump(at) => self.jump(at),
            Intent::Scrub(event) => self.look(Moment { event, ..self.run.at }),
            Intent::Forward => {
                self.player.playing = false;
                self.forward();
            }
            Intent::Back => {
                self.player.playing = false;
                let event = self.run.at.event.saturating_sub(1);
                self.look(Moment { event, ..self.run.at });
            }
            Intent::NextStop => self.next_stop(),
            Intent::PreviousStop => self.previous_stop(),
            Intent::ToStart => self.jump(Moment { event: 0, ..self.run.at }),
            Intent::ToEnd => self.jump(self.run.story.timeline.tip(self.run.at.branch)),
            Intent::TogglePlay => self.toggle_play(),
            Intent::Faster => self.player.speed = self.player.speed.faster(),
            Intent::Slower => self.player.speed = self.player.speed.slower(),
            Intent::Undo => self.leave(Run::undo),
            Intent::Redo => self.leave(Run::redo),
            _ => {
                self.run.back_to_lesson();
                self.player.playing = false;
                self.pane = Pane::Lesson;
                self.choice = None;
                self.player.moved(&self.run);
            }
        }
        vec![Effect::Save]
    }

    fn look(&mut self, at: Moment) {
        self.run.look(at);
        self.player.moved(&self.run);
    }

    pub(super) fn jump(&mut self, at: Moment) {
        self.run.jump(at);
        self.player.playing = false;
        self.player.moved(&self.run);
        // The evidence stays beside the moment at which a property broke.
        let broken = || self.run.shot.scene.observer.violations().iter().any(|one| one.event == at.event);
        if self.pane == Pane::Why || (self.pane == Pane::Properties && !broken()) {
            self.pane = Pane::Lesson;
        }
    }

    fn leave(&mut self, way: impl Fn(&mut Run) -> bool) {
        self.player.playing = false;
        if way(&mut self.run) {
            self.player.moved(&self.run);
        }
    }

    /// One event forward. `false`: there is none.
    pub(super) fn forward(&mut self) -> bool {
        let next = self.run.next_moment();
        // A branch of one's own gives nothing away.
        let goes_on = next.is_none_or(|next| self.run.is_of_lesson(next));
        if let Some(ask) = self.run.progress.open(&self.run.story, self.run.at).filter(|_| goes_on) {
            if self.settings.hide_answers {
                self.notice = Some(Notice::RevealFirst);
                return false;
            }
            let key = ask.key.clone();
            self.run.progress.give(&key, Answer::Skipped);
        }
        if let Some(next) = next {
            self.run.look(next);
        } else if self.run.is_clocked() {
            if self.step_clock().is_err() {
                return false;
            }
        } else {
            self.player.playing = false;
            self.notice = Some(Notice::End);
            return false;
        }
        self.player.stepped(&self.run, self.settings.less_motion);
        true
    }

    fn step_clock(&mut self) -> Result<(), ActionError> {
        if self.run.end() >= MAX_EVENTS {
            self.player.playing = false;
            self.notice = Some(Notice::RunTooLong);
            return Err(ActionError::NothingScheduled);
        }
        self.run.act(Act::Step.into(), false).map(drop)
    }

    fn toggle_play(&mut self) {
        self.player.playing = !self.player.playing;
        if self.player.playing
            && !self.run.is_clocked()
            && self.run.progress.open(&self.run.story, self.run.at).is_some()
        {
            self.player.playing = false;
            return;
        }
        if self.player.playing && !self.run.is_clocked() {
            self.forward();
        }
    }

    pub(super) fn tick(&mut self, us: u64) -> Vec<Effect> {
        if !self.run.is_clocked() {
            if self.player.pass(us) && self.forward() && self.is_at_stop() {
                self.marks.reach(&self.run);
                self.player.playing = false;
                return vec![Effect::Save];
            }
            return Vec::new();
        }
        if !self.player.playing {
            self.player.pass(us);
            return Vec::new();
        }
        self.player.pass_clocked(us);
        let before = self.run.at;
        self.catch_up();
        if self.run.at != before && self.is_at_stop() {
            self.player.playing = false;
        }
        self.forget_what_is_gone();
        Vec::new()
    }

    /// Everything happens that is due by now.
    fn catch_up(&mut self) {
        let now = Micros(self.player.now);
        for _ in 0..MAX_EVENTS_A_TICK {
            if let Some(next) = self.run.next_moment() {
                if self.run.story.timeline.time(next) > now {
                    return;
                }
                self.run.look(next);
            } else if self.run.shot.scene.world.next_due().is_some_and(|due| due <= now) {
                if self.step_clock().is_err() {
                    return;
                }
            } else {
                return;
            }
            if !self.run.is_clocked() {
                self.player.playing = false;
                return;
            }
        }
        // More happens than can be shown: the clock waits.
        self.player.now = self.run.shot.scene.world.now().0;
    }

    /// Whether a panel or a question stands at this moment.
    fn is_at_stop(&self) -> bool {
        self.run.stops().iter().any(|stop| self.run.is_here(*stop))
    }

    /// To the next panel or question. An open question is answered first, with its right answer
    /// shown: the first press shows it, the second goes on.
    fn next_stop(&mut self) {
        self.player.playing = false;
        self.pane = Pane::Lesson;
        if self.run.progress.open(&self.run.story, self.run.at).is_some() {
            self.answer(&Intent::Reveal);
            return;
        }
        match self.run.stop_after() {
            Some(stop) => self.jump(stop),
            None if self.run.at_tip() => self.notice = Some(Notice::End),
            None => self.jump(self.run.story.timeline.tip(self.run.at.branch)),
        }
    }

    fn previous_stop(&mut self) {
        self.player.playing = false;
        self.pane = Pane::Lesson;
        let stop = self.run.stop_before().unwrap_or(Moment::START);
        self.jump(stop);
    }

    pub(super) fn answer(&mut self, intent: &Intent) -> Vec<Effect> {
        let Some(ask) = self.run.progress.open(&self.run.story, self.run.at) else { return Vec::new() };
        let answer = match intent {
            Intent::Answer(_) if self.settings.hide_answers => return Vec::new(),
            Intent::Answer(option) if (1..=ask.options).contains(option) => Answer::Chosen(*option),
            Intent::Answer(_) => return Vec::new(),
            _ => Answer::Skipped,
        };
        if let Answer::Chosen(option) = answer {
            self.marks.answer(&self.run, &ask.key, option == ask.right);
        }
        self.run.progress.give(&ask.key, answer);
        self.pane = Pane::Lesson;
        vec![Effect::Save]
    }
}
