//! The laboratory: an attempt to elect a leader without a committed entry, put together by hand.

use crate::state::record::Held;
use crate::state::run::{Run, Source};
use crate::state::{Effect, Pane, State};
use cluster::{BranchId, Moment};
use explorer::attempt::{Attempt, CANDIDATE, LEADER, Outcome, RULES, Start, Whose};
use judge::Property;
use raft_core::{Decision, Rule, ServerId, ServerSet, Term};

/// No log is longer, and no term higher: what can be seen at once.
pub const LONGEST: usize = 5;
/// The highest term of an entry; U can be one above it.
pub const HIGHEST: u32 = 5;

/// What somebody changes in the laboratory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suppose {
    /// This attempt to begin with, with all rules on.
    Begin(Start),
    /// One more entry in a log.
    Add(Whose, Term),
    /// One entry less.
    Take(Whose),
    /// T.
    CommittedIn(Term),
    /// U.
    ElectedIn(Term),
    /// A server stores the entry, or does not.
    Stored(ServerId),
    /// A server is asked for its vote, or is not.
    Asked(ServerId),
    /// The voter votes before it stores the entry, or after.
    VotesFirst,
    /// This rule is off, or none is.
    Without(Option<Rule>),
    /// The run of the attempt is put on the board, and played.
    Play,
    /// Back from there, to what was on the board before.
    Return,
}

/// An attempt and what comes of it.
pub struct Laboratory {
    /// What is supposed.
    pub attempt: Attempt,
    /// What comes of it.
    pub outcome: Outcome,
    /// A run of it, as a script.
    pub run: Option<String>,
    /// Without which rules it would succeed.
    pub without: Vec<Rule>,
    /// What it began with, as long as nothing else was changed.
    pub start: Option<Start>,
    /// The run that made room for the one of an attempt.
    left: Option<(Run, Held)>,
}

impl Laboratory {
    /// An attempt to begin with.
    #[must_use]
    pub fn new(start: Start) -> Self {
        Self::of(start.attempt(), Some(start))
    }

    fn of(attempt: Attempt, start: Option<Start>) -> Self {
        let (outcome, run) = (attempt.outcome(), attempt.run());
        let succeeds = |rule: &Rule| {
            let without = Attempt { without: Some(*rule), ..attempt.clone() };
            matches!(without.outcome(), Outcome::Lost { .. }) && without.run().is_some()
        };
        let without = RULES.into_iter().filter(succeeds).collect();
        Self { attempt, outcome, run, without, start, left: None }
    }

    /// The attempt with a change; `None` if there is nothing to change.
    fn with(&self, change: Suppose) -> Option<Self> {
        let mut attempt = self.attempt.clone();
        let toggle = |set: &mut ServerSet, server: ServerId, always: ServerId| {
            if server == always {
                return;
            }
            if set.contains(server) {
                set.remove(server);
            } else {
                set.insert(server);
            }
        };
        match change {
            Suppose::Begin(start) => return Some(Self::new(start)),
            Suppose::Add(whose, term) => {
                let log = &mut attempt.logs[whose as usize];
                if log.len() < LONGEST {
                    log.push(term);
                }
            }
            Suppose::Take(whose) => drop(attempt.logs[whose as usize].pop()),
            Suppose::CommittedIn(term) => attempt.committed_in = term,
            Suppose::ElectedIn(term) => attempt.elected_in = term,
            Suppose::Stored(server) => toggle(&mut attempt.stored, server, LEADER),
            Suppose::Asked(server) => toggle(&mut attempt.votes, server, CANDIDATE),
            Suppose::VotesFirst => attempt.votes_first = !attempt.votes_first,
            Suppose::Without(rule) => attempt.without = rule,
            Suppose::Play | Suppose::Return => return None,
        }
        // With another rule off it is still the same attempt.
        let same = Attempt { without: None, ..attempt.clone() };
        let start = self.start.filter(|start| start.attempt() == same);
        (attempt != self.attempt).then(|| Self::of(attempt, start))
    }
}

impl State {
    /// The laboratory is opened; a clock that runs stops.
    pub(super) fn open_laboratory(&mut self) {
        self.player.stop();
        if self.laboratory.is_none() {
            self.laboratory = Some(Laboratory::new(Start::Figure9));
        }
    }

    pub(super) fn suppose(&mut self, change: Suppose) -> Vec<Effect> {
        let Some(laboratory) = &mut self.laboratory else { return Vec::new() };
        match change {
            Suppose::Play => return self.play_attempt(),
            Suppose::Return => return self.leave_attempt(),
            _ => {}
        }
        if let Some(changed) = laboratory.with(change) {
            let left = laboratory.left.take();
            *laboratory = Laboratory { left, ..changed };
        }
        Vec::new()
    }

    /// Whether the run of an attempt is on the board.
    #[must_use]
    pub fn is_attempt(&self) -> bool {
        let attempt = self.laboratory.as_ref().and_then(|laboratory| laboratory.run.as_ref());
        matches!(&self.run.source, Source::Script(text) if Some(text) == attempt)
    }

    /// Back to the laboratory, with what was on the board before the attempt was played.
    fn leave_attempt(&mut self) -> Vec<Effect> {
        let left = self.laboratory.as_mut().and_then(|laboratory| laboratory.left.take());
        let mut effects = Vec::new();
        if let Some(left) = left.filter(|_| self.is_attempt()) {
            let made = self.run.has_own_branches();
            let (left, held) = left;
            let (_, attempt) = self.put(left);
            self.held = held;
            effects = vec![Effect::SaveNow, Effect::ClearAddress];
            if !made {
                // It can be played again from the laboratory.
                self.left.pop();
                effects.extend(attempt.id.map(Effect::DeleteRecord));
            }
        }
        self.pane = Pane::Laboratory;
        effects
    }

    /// Puts the run of the attempt on the board, and plays it to what it came to.
    fn play_attempt(&mut self) -> Vec<Effect> {
        let Some(script) = self.laboratory.as_ref().and_then(|laboratory| laboratory.run.as_ref()) else {
            return Vec::new();
        };
        let Ok(run) = Run::of_script(script) else { return Vec::new() };
        let again = self.is_attempt();
        let left = self.put(run);
        if let Some(laboratory) = self.laboratory.as_mut().filter(|_| !again) {
            laboratory.left = Some(left);
        }
        let timeline = &self.run.story.timeline;
        let end = timeline.tip(BranchId::ROOT);
        let judge = timeline.observer(BranchId::ROOT);
        let refused = |event: &u32| {
            let scene = timeline.scene(Moment { event: *event, ..end });
            scene.event.decisions.iter().any(|decision| matches!(decision, Decision::RefusedVote { .. }))
        };
        // What the attempt was about, though other properties may have broken before.
        let (pane, event) = match judge.violation(Property::LeaderCompleteness) {
            Some(violation) => (Pane::Properties, violation.event),
            None => (Pane::Why, (1..=end.event).rev().find(refused).unwrap_or(end.event)),
        };
        self.rush_to(Moment { event, ..end }, Some(pane));
        vec![Effect::SaveNow, Effect::ClearAddress]
    }
}
