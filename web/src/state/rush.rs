//! A lecture by clicker: quickly, but visibly, from panel to panel and from lesson to lesson.

use crate::state::lecture::End;
use crate::state::run::Run;
use crate::state::{Effect, Intent, Notice, Pane, State};
use cluster::{Act, Moment};
use script::SCENARIOS;

/// A quick play to a moment.
#[derive(Clone, Debug)]
pub struct Rush {
    /// Where to.
    pub to: Moment,
    /// The time an event is shown while stepped, in our microseconds.
    pub event_us: u64,
    /// Microseconds of the cluster's time that pass in a second of ours while clocked.
    pub clock_rate: u64,
    /// What opens on arrival, if it was asked for.
    opens: Option<Pane>,
    /// Whether the clock goes on from there.
    goes_on: bool,
}

/// The longest a rush takes, in our microseconds.
const LONGEST_US: u64 = 3_200_000;
/// The longest it shows one event, in our microseconds.
const LONGEST_EVENT_US: u64 = 400_000;

impl Rush {
    fn new(run: &Run, from: Moment, to: Moment, opens: Option<Pane>) -> Self {
        let count = u64::from(to.event.saturating_sub(from.event)).max(1);
        let event_us = (LONGEST_US / count).min(LONGEST_EVENT_US);
        let took = run.story.timeline.time(to).0.saturating_sub(run.story.timeline.time(from).0);
        // Rounded up, so that it does arrive.
        let clock_rate = took * 1_000_000 / LONGEST_US + 1;
        Self { to, event_us, clock_rate, opens, goes_on: false }
    }
}

impl Run {
    /// The last moment that the path to the one that is shown and the path to another have in common,
    /// named by the other's branch.
    #[must_use]
    pub fn meeting(&self, other: Moment) -> Moment {
        let timeline = &self.story.timeline;
        let shared = |event: u32| {
            timeline.owner(Moment { event, ..self.at }) == timeline.owner(Moment { event, ..other })
        };
        // Everything up to the meeting is shared, and nothing after it.
        let (mut low, mut high) = (0, self.at.event.min(other.event));
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if shared(middle) { low = middle } else { high = middle - 1 }
        }
        Moment { event: low, ..other }
    }

    /// Where to begin to play to a moment: at the meeting, or at the last panel or question before the
    /// moment if that comes later, since at none before that has anything to be said again.
    fn departure(&self, to: Moment) -> Moment {
        let timeline = &self.story.timeline;
        let before = |stop: &Moment| {
            stop.event < to.event && timeline.owner(Moment { event: stop.event, ..to }) == *stop
        };
        let last = self.stops().into_iter().filter(before).map(|stop| stop.event).max().unwrap_or(0);
        Moment { event: self.meeting(to).event.max(last), ..to }
    }

    /// What was done in a moment's event; `None` at the start.
    #[must_use]
    pub fn act_of(&self, moment: Moment) -> Option<&Act> {
        let owner = self.story.timeline.owner(moment);
        let branch = self.story.timeline.branch(owner.branch);
        let place = owner.event.checked_sub(branch.base() + 1)?;
        branch.actions().get(place as usize).map(|action| &action.act)
    }

    /// How many events of the path lie ahead of the moment that is shown.
    #[must_use]
    pub fn ahead(&self) -> u32 {
        self.end() - self.at.event
    }
}

impl State {
    /// On to the next panel or question, visibly; a second press goes there at once. An open question
    /// is answered first: one press shows the answer, the next goes on. After the last panel comes the
    /// rest of the path, and then the next lesson; in a lecture, after a part the next one.
    pub(super) fn next_stop(&mut self) -> Vec<Effect> {
        if let Some(rush) = self.player.rush.take() {
            self.look(rush.to);
            self.arrive(&rush);
            return vec![Effect::Save];
        }
        if let Some(effects) = self.next_part() {
            return effects;
        }
        if self.run.progress.open(&self.run.story, self.run.at).is_some() {
            self.player.playing = false;
            self.pane = Pane::Lesson;
            return self.answer(&Intent::Reveal);
        }
        match self.run.stop_after() {
            Some(stop) => self.rush_to(stop, None),
            None if self.run.at_tip() => return self.onward(),
            None => {
                self.rush_to(self.run.story.timeline.tip(self.run.at.branch), None);
                if let Some(rush) = &mut self.player.rush {
                    // Behind what has happened, a clock runs on.
                    rush.goes_on = true;
                }
            }
        }
        vec![Effect::Save]
    }

    /// Back to the panel or question before this moment; from the start of a lesson to the end of the
    /// one before.
    pub(super) fn previous_stop(&mut self) -> Vec<Effect> {
        if let Some(place) = self.part_before() {
            return self.show_part(place, End::Last);
        }
        let stop = self.run.stop_before();
        if stop.is_some() || self.run.at.event > 0 {
            self.jump(stop.unwrap_or(Moment::START));
            self.face_question();
            return vec![Effect::Save];
        }
        let Some(before) = self.lesson_beside(-1) else { return Vec::new() };
        let effects = self.open(Intent::Open(before));
        if let Some(last) = self.run.stops().last() {
            self.jump(*last);
        }
        effects
    }

    /// Plays quickly to a moment, and opens a pane there. Less motion: it is there at once.
    pub(super) fn rush_to(&mut self, to: Moment, opens: Option<Pane>) {
        let from = self.run.departure(to);
        let rush = Rush::new(&self.run, from, to, opens);
        if self.settings.less_motion || from.event == to.event {
            self.jump(to);
            self.arrive(&rush);
            return;
        }
        self.run.jump(from);
        self.player.moved(&self.run);
        self.player.rush = Some(rush);
        self.player.playing = true;
        if !self.run.is_clocked() {
            self.advance();
        }
    }

    /// The rush is over.
    pub(super) fn arrive(&mut self, rush: &Rush) {
        let clocked = self.run.is_clocked() && self.run.at_tip();
        self.player.rush = None;
        self.player.playing = rush.goes_on && clocked;
        if let Some(pane) = rush.opens {
            self.pane = pane;
        }
        self.face_question();
    }

    /// A question that is asked here and still open is seen, whatever was open before.
    pub(super) fn face_question(&mut self) {
        if self.run.progress.open(&self.run.story, self.run.at).is_some() {
            self.pane = Pane::Lesson;
        }
    }

    /// At the end of a path: from a branch of one's own back to the lesson, from a lesson to the next.
    fn onward(&mut self) -> Vec<Effect> {
        let has_panels = !self.run.stops().is_empty();
        if has_panels && !self.run.in_lesson() {
            return self.travel(&Intent::BackToLesson);
        }
        if self.run.is_clocked() && !has_panels {
            self.player.playing = true;
            return Vec::new();
        }
        let Some(next) = self.lesson_beside(1) else { return self.tell(Notice::End) };
        let effects = self.open(Intent::Open(next));
        // It is begun at its beginning, also if it was left elsewhere.
        if self.run.at.event > 0 && !self.run.stops().is_empty() {
            self.jump(Moment::START);
        }
        effects
    }

    /// Free play opens running.
    pub fn begin_free_play(&mut self) {
        let run = &self.run;
        let is_free = run.slug().is_some() && run.story.cues.is_empty() && run.goal().is_none();
        if is_free && run.is_clocked() && run.at == Moment::START && !self.settings.less_motion {
            self.player.begin(run);
        }
    }

    /// The lesson this many places after the one on the board in the course.
    fn lesson_beside(&self, by: isize) -> Option<&'static str> {
        let here = SCENARIOS.iter().position(|scenario| Some(scenario.slug) == self.run.slug())?;
        SCENARIOS.get(here.checked_add_signed(by)?).map(|scenario| scenario.slug)
    }
}
