//! Going through time: stepping, jumping, playing, and the questions on the way.

use crate::state::progress::{Answer, asked};
use crate::state::run::{MAX_EVENTS, Run};
use crate::state::{Effect, Intent, Notice, Pane, State};
use cluster::{Act, ActionError, Micros, Moment};

/// The most events that happen between two pictures.
const MAX_EVENTS_A_TICK: usize = 400;
/// So many events of history are worth a fast-forward.
const LONG_HISTORY: u32 = 20;

impl State {
    pub(super) fn travel(&mut self, intent: &Intent) -> Vec<Effect> {
        self.notice = None;
        self.welcome = false;
        match *intent {
            Intent::Jump(at) => self.jump(at),
            Intent::Scrub(event) => {
                self.player.rush = None;
                self.look(Moment { event, ..self.run.at });
            }
            Intent::Forward => {
                self.player.stop();
                self.forward();
            }
            Intent::Back => {
                self.player.stop();
                let event = self.run.at.event.saturating_sub(1);
                self.look(Moment { event, ..self.run.at });
            }
            Intent::NextStop => return self.next_stop(),
            Intent::PreviousStop => return self.previous_stop(),
            Intent::ToStart => self.jump(Moment { event: 0, ..self.run.at }),
            Intent::ToEnd => self.jump(self.run.story.timeline.tip(self.run.at.branch)),
            Intent::TogglePlay => self.toggle_play(),
            Intent::Faster => self.player.speed = self.player.speed.faster(),
            Intent::Slower => self.player.speed = self.player.speed.slower(),
            Intent::Undo => self.leave(Run::undo),
            Intent::Redo => self.leave(Run::redo),
            _ => {
                self.run.back_to_lesson();
                self.player.stop();
                self.pane = Pane::Lesson;
                self.choice = None;
                self.player.moved(&self.run);
            }
        }
        vec![Effect::Save]
    }

    pub(super) fn look(&mut self, at: Moment) {
        self.run.look(at);
        self.player.moved(&self.run);
    }

    pub(super) fn jump(&mut self, at: Moment) {
        self.run.jump(at);
        self.player.stop();
        self.player.moved(&self.run);
        // The evidence stays beside the moment at which a property broke.
        let broken = || self.run.shot.scene.observer.violations().iter().any(|one| one.event == at.event);
        if self.pane == Pane::Why || (self.pane == Pane::Properties && !broken()) {
            self.pane = Pane::Lesson;
        }
    }

    fn leave(&mut self, way: impl Fn(&mut Run) -> bool) {
        self.player.stop();
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
            self.player.stop();
            self.notice = Some(if self.has_offers() { Notice::Offer } else { Notice::End });
            if self.has_offers() && self.run.goal().is_none() {
                self.pane = Pane::Lesson;
            }
            return false;
        }
        self.player.stepped(&self.run, self.settings.less_motion);
        true
    }

    fn step_clock(&mut self) -> Result<(), ActionError> {
        if self.run.end() >= MAX_EVENTS {
            self.player.stop();
            self.notice = Some(Notice::RunTooLong);
            return Err(ActionError::NothingScheduled);
        }
        self.run.act(Act::Step.into(), false).map(drop)
    }

    fn toggle_play(&mut self) {
        let plays = self.player.playing;
        self.player.stop();
        if plays {
            return;
        }
        if self.run.progress.open(&self.run.story, self.run.at).is_some() {
            let hidden = self.settings.hide_answers;
            self.notice = Some(if hidden { Notice::RevealFirst } else { Notice::AnswerFirst });
            return;
        }
        self.player.playing = true;
        self.offer_to_hurry();
        if !self.run.is_clocked() {
            self.advance();
        }
    }

    /// A long history that leads to no panel need not be watched event by event.
    fn offer_to_hurry(&mut self) {
        let ahead = self.run.ahead();
        if ahead >= LONG_HISTORY && self.run.stop_after().is_none() {
            self.notice = Some(Notice::LongHistory(ahead));
        }
    }

    /// One event forward while playing; it stops at a panel or question, and at the end of a rush.
    /// Returns whether the run has reached another panel or question.
    pub(super) fn advance(&mut self) -> bool {
        if !self.forward() {
            self.player.stop();
            return false;
        }
        self.stop_if_there()
    }

    /// Stops at a panel or question, and at the end of a rush.
    fn stop_if_there(&mut self) -> bool {
        let there = self.player.rush.take_if(|rush| self.run.is_here(rush.to));
        let stops = self.is_at_stop();
        if let Some(rush) = there {
            self.arrive(&rush);
        } else if stops {
            self.player.stop();
            self.face_question();
        }
        stops
    }

    pub(super) fn tick(&mut self, us: u64) -> Vec<Effect> {
        let stopped = if self.run.is_clocked() { self.tick_clocked(us) } else { self.tick_stepped(us) };
        if !stopped {
            return Vec::new();
        }
        self.marks.reach(&self.run);
        vec![Effect::Save]
    }

    /// Every event that is due happens: at great speeds several between two pictures.
    fn tick_stepped(&mut self, us: u64) -> bool {
        self.player.pass(us);
        let mut stopped = false;
        for _ in 0..MAX_EVENTS_A_TICK {
            let Some(late) = self.player.overdue().filter(|_| !self.run.is_clocked()) else { break };
            stopped |= self.advance();
            self.player.late_by(late);
        }
        self.forget_what_is_gone();
        stopped
    }

    fn tick_clocked(&mut self, us: u64) -> bool {
        if !self.player.playing {
            self.player.pass(us);
            return false;
        }
        self.player.pass_clocked(us);
        let before = self.run.at;
        self.catch_up();
        self.forget_what_is_gone();
        if !self.run.is_clocked() && self.player.rush.is_none() {
            self.player.stop();
        }
        self.run.at != before && self.stop_if_there()
    }

    /// The last moment of what is recorded that has happened by now, but no further than the next panel,
    /// question, end of a rush, or end of clocked running.
    fn recorded_by(&self, now: Micros) -> Moment {
        let Some(next) = self.run.next_moment() else { return self.run.at };
        let (timeline, mut at) = (&self.run.story.timeline, self.run.at);
        let mut ends = self.run.stops();
        ends.extend(self.player.rush.as_ref().map(|rush| timeline.owner(rush.to)));
        for event in next.event..=timeline.branch(next.branch).end() {
            let moment = Moment { event, ..next };
            if timeline.time(moment) > now {
                break;
            }
            at = moment;
            if ends.contains(&timeline.owner(moment)) || self.run.act_of(moment) == Some(&Act::Stepped) {
                break;
            }
        }
        at
    }

    /// Everything happens that is due by now. What is recorded is passed over to where it is now, or
    /// to the next panel or question.
    fn catch_up(&mut self) {
        let now = Micros(self.player.now);
        let recorded = self.recorded_by(now);
        if recorded.event > self.run.at.event {
            self.run.look(recorded);
        }
        for _ in 0..MAX_EVENTS_A_TICK {
            if !self.run.at_tip() || self.run.next_moment().is_some() || !self.run.is_clocked() {
                return;
            }
            if self.run.shot.scene.world.next_due().is_none_or(|due| due > now) || self.step_clock().is_err()
            {
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

    /// Answers the question that is asked here. The first answer counts; others can be tried after it.
    pub(super) fn answer(&mut self, intent: &Intent) -> Vec<Effect> {
        let Some(ask) = asked(&self.run.story, self.run.at) else { return Vec::new() };
        let open = self.run.progress.answer(&ask.key).is_none();
        match intent {
            Intent::Answer(_) if open && self.settings.hide_answers => {
                self.notice = Some(Notice::RevealFirst);
                return Vec::new();
            }
            Intent::Answer(option) if (1..=ask.options).contains(option) => {
                if open {
                    self.marks.answer(&self.run, &ask.key, *option == ask.right);
                    self.run.progress.give(&ask.key, Answer::Chosen(*option));
                } else {
                    self.run.progress.attempt(&ask.key, *option);
                }
            }
            Intent::Answer(_) => return Vec::new(),
            _ => self.run.progress.give(&ask.key, Answer::Skipped),
        }
        self.notice = None;
        self.pane = Pane::Lesson;
        vec![Effect::Save]
    }
}
