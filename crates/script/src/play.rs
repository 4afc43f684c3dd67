//! Playing a script, line by line.

use crate::bundles::{play_act, play_bundle};
use crate::error::{ErrorKind, ScriptError};
use crate::facts::{Decided, Sight};
use crate::stage::Stage;
use crate::story::{Cue, CueKind, Played, Story};
use crate::syntax::{Attempt, Fact, MAX_FINDINGS, Name, Script, Statement};
use cluster::{BranchId, Micros, Moment};
use judge::Property;
use std::collections::{BTreeMap, BTreeSet};

/// Plays a script to its end, or to the first line that fails.
#[must_use]
pub fn play(script: Script) -> Story {
    let mut player = Player::new(script);
    while player.play_line() {}
    player.finish()
}

/// Plays a script line by line, so that a long one can be played in slices.
#[derive(Debug)]
pub struct Player {
    story: Story,
    /// The line to play next, from 0.
    next: usize,
    /// Where acts go.
    branch: BranchId,
    /// What time it is for the script on this branch.
    clock: Micros,
    /// What was decided in the last act or bundle on this branch.
    decided: Decided,
    /// How many events all lines have made, or tried.
    made: u32,
    /// Panels and marks, and what time it was then.
    moments: BTreeMap<Name, (Moment, Micros)>,
    /// Violations that an expectation speaks of.
    expected: BTreeSet<(Moment, Property)>,
    /// The violations of the branches before this one.
    broken: BTreeMap<(Moment, Property), u32>,
}

impl Player {
    /// A player at the beginning of a script.
    #[must_use]
    pub fn new(script: Script) -> Self {
        let story = Story::new(script);
        Self {
            story,
            next: 0,
            branch: BranchId::ROOT,
            clock: Micros::ZERO,
            decided: Decided::default(),
            made: 0,
            moments: BTreeMap::new(),
            expected: BTreeSet::new(),
            broken: BTreeMap::new(),
        }
    }

    /// The story so far.
    #[must_use]
    pub fn story(&self) -> &Story {
        &self.story
    }

    /// Plays the next line. `false`: there is none, or it failed.
    pub fn play_line(&mut self) -> bool {
        if self.story.error.is_some() {
            return false;
        }
        let Some(line) = self.story.script.lines.get(self.next) else { return false };
        self.next += 1;
        let Some(statement) = line.statement.clone() else { return true };
        match self.play_statement(&statement) {
            Ok(()) => true,
            Err(kind) => {
                self.story.error = Some(self.located(self.line(), kind));
                false
            }
        }
    }

    /// The number of the line being played, from 1.
    fn line(&self) -> u32 {
        u32::try_from(self.next).unwrap_or(u32::MAX)
    }

    fn located(&self, line: u32, kind: ErrorKind) -> ScriptError {
        let place = (line as usize).saturating_sub(1);
        let span = self.story.script.lines.get(place).map(|line| line.span).unwrap_or_default();
        ScriptError::at(line, span, kind)
    }

    fn find(&mut self, kind: ErrorKind) -> Result<(), ErrorKind> {
        if self.story.findings.len() >= MAX_FINDINGS {
            return Err(ErrorKind::TooManyFindings);
        }
        let finding = self.located(self.line(), kind);
        self.story.findings.push(finding);
        Ok(())
    }

    fn now(&self) -> Moment {
        self.story.timeline.tip(self.branch)
    }

    fn play_statement(&mut self, statement: &Statement) -> Result<(), ErrorKind> {
        match statement {
            Statement::Title
            | Statement::Servers
            | Statement::Mode
            | Statement::Prose { .. }
            | Statement::Choice { .. } => {}
            Statement::Act { at, act } => self.act_out(|stage| play_act(stage, *at, act))?,
            Statement::Bundle(bundle) => self.act_out(|stage| play_bundle(stage, bundle))?,
            Statement::Mark(name) => self.cue(CueKind::Mark(name.clone())),
            Statement::Panel { name, label } => {
                self.cue(CueKind::Panel { name: name.clone(), label: label.clone() });
            }
            Statement::Branch { name, from } => self.branch(name, from)?,
            Statement::Say(key) => self.cue(CueKind::Say(key.clone())),
            Statement::Ask { key, options, answer, .. } => {
                self.cue(CueKind::Ask { key: key.clone(), options: *options, answer: *answer });
            }
            Statement::Pause => self.cue(CueKind::Pause),
            Statement::Expect { negated, fact } => self.expect(*negated, fact)?,
            Statement::Cannot(attempt) => self.try_out(attempt)?,
        }
        if !matches!(statement, Statement::Act { .. } | Statement::Bundle(_)) {
            let event = self.now().event;
            self.note_played(event);
        }
        Ok(())
    }

    /// Plays what makes events. All of it, or none.
    fn act_out(
        &mut self,
        act: impl FnOnce(&mut Stage<'_>) -> Result<(), ErrorKind>,
    ) -> Result<(), ErrorKind> {
        let before = self.now().event;
        let mut stage = Stage::branch(&mut self.story.timeline, self.branch, self.clock, self.made);
        let done = act(&mut stage);
        let (decided, clock) = stage.finish();
        if let Err(error) = done {
            if self.now().event > before {
                self.story.timeline.rewind(self.branch, before);
            }
            return Err(error);
        }
        self.decided = decided;
        self.clock = clock;
        self.made += self.now().event - before;
        self.note_played(before);
        Ok(())
    }

    fn note_played(&mut self, before: u32) {
        let Moment { branch, event: last } = self.now();
        self.story.played.push(Played { line: self.line(), branch, before, last });
    }

    fn cue(&mut self, kind: CueKind) {
        let cue = Cue { line: self.line(), moment: self.now(), kind };
        if let CueKind::Panel { name, .. } | CueKind::Mark(name) = &cue.kind {
            self.moments.insert(name.clone(), (cue.moment, self.clock));
        }
        self.story.cues.push(cue);
    }

    fn branch(&mut self, name: &Name, from: &Name) -> Result<(), ErrorKind> {
        let Some(&(moment, clock)) = self.moments.get(from) else {
            return Err(ErrorKind::UnknownName { name: from.clone(), nearest: None });
        };
        self.note_violations();
        self.branch = self.story.timeline.fork(moment, name.as_str());
        self.clock = clock;
        self.decided = Decided::default();
        Ok(())
    }

    fn expect(&mut self, negated: bool, fact: &Fact) -> Result<(), ErrorKind> {
        let (world, judge) = self.story.timeline.at_tip(self.branch);
        let now = self.clock.max(world.now());
        let sight = Sight { world: &world, judge, now, decided: &self.decided };
        let holds = sight.holds(fact);
        if let (true, Fact::Violation(property)) = (holds && !negated, fact)
            && let Some(violation) = judge.violation(*property)
        {
            let moment = Moment { branch: self.branch, event: violation.event };
            self.expected.insert((self.story.timeline.owner(moment), *property));
        }
        if holds == negated {
            let kind = if negated {
                ErrorKind::IsSo(fact.clone())
            } else {
                ErrorKind::NotSo { fact: fact.clone(), actual: sight.instead(fact) }
            };
            self.find(kind)?;
        }
        Ok(())
    }

    /// What should be impossible is tried on a copy. All that a script tries has one budget with
    /// all that it does: what cannot be tried to its end is not impossible.
    fn try_out(&mut self, attempt: &Attempt) -> Result<(), ErrorKind> {
        let mut stage = Stage::copy(&self.story.timeline, self.branch, self.clock, self.made);
        let before = stage.room();
        let done = match attempt {
            Attempt::Act(act) => play_act(&mut stage, None, act),
            Attempt::Bundle(bundle) => play_bundle(&mut stage, bundle),
        };
        self.made += before - stage.room();
        match done {
            Ok(()) => self.find(ErrorKind::Possible),
            Err(ErrorKind::TooManyEvents) => Err(ErrorKind::TooManyEvents),
            Err(_) => Ok(()),
        }
    }

    /// The story, with the violations that no expectation speaks of among its findings.
    #[must_use]
    pub fn finish(mut self) -> Story {
        self.note_violations();
        if self.story.error.is_none() {
            for violation in self.unexpected_violations() {
                let findings = &mut self.story.findings;
                let place = findings.partition_point(|finding| finding.line <= violation.line);
                findings.insert(place, violation);
            }
        }
        self.story
    }

    /// Remembers what is broken at the end of this branch, which no line goes back to.
    fn note_violations(&mut self) {
        let timeline = &self.story.timeline;
        for violation in timeline.observer(self.branch).violations() {
            let moment = timeline.owner(Moment { branch: self.branch, event: violation.event });
            self.broken.insert((moment, violation.property), violation.event);
        }
    }

    fn unexpected_violations(&self) -> Vec<ScriptError> {
        let unexpected = self.broken.iter().filter(|(broken, _)| !self.expected.contains(broken));
        let finding = |((moment, property), event): (&(Moment, Property), &u32)| {
            let line = self.story.line_of(*moment).map_or(1, |played| played.line);
            self.located(line, ErrorKind::Violation { property: *property, event: *event })
        };
        unexpected.take(MAX_FINDINGS).map(finding).collect()
    }
}
