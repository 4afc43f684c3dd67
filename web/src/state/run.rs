//! A run on the board: a story with its branches, the moment that is looked at, and the way back.

use crate::look::Shot;
use crate::state::progress::Progress;
use cluster::{Act, Action, ActionError, BranchId, Mode, Moment, Scene};
use narration::Written;
use raft_core::Rule;
use script::{Cue, ScriptError, Story};
use std::rc::Rc;

/// Where a run comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A scenario of the library.
    Scenario(&'static str),
    /// A text that somebody opened or wrote.
    Script(String),
    /// A link: the text of its run.
    Link(String),
}

/// How many events a branch can have.
pub(super) const MAX_EVENTS: u32 = script::syntax::MAX_EVENTS;
/// How many steps back are kept.
const MAX_UNDO: usize = 500;

/// A run on the board.
pub struct Run {
    /// Where it comes from.
    pub source: Source,
    /// What happened in it, with the script's panels and questions.
    pub story: Story,
    /// The moment that is looked at.
    pub at: Moment,
    /// What its script says itself, if it says anything.
    pub written: Option<&'static Written>,
    /// That moment.
    pub shot: Rc<Shot>,
    /// A moment to compare it with.
    pub pinned: Option<Rc<Shot>>,
    /// What was answered.
    pub progress: Progress,
    /// How many branches the script made; the others are the person's own.
    pub scripted: u32,
    /// How many actions the script made on each of its branches.
    scripted_actions: Vec<usize>,
    undo: Vec<Moment>,
    redo: Vec<Moment>,
    /// Where the lesson was left.
    lesson_at: Moment,
}

/// The mark of a scenario that it is first shown at.
const BEGIN: &str = "begin";

impl Run {
    /// A story, looked at from its beginning.
    #[must_use]
    pub fn new(source: Source, story: Story) -> Self {
        let scripted_actions: Vec<usize> =
            story.timeline.branches().map(|(_, branch)| branch.actions().len()).collect();
        let scripted = u32::try_from(scripted_actions.len()).unwrap_or(u32::MAX);
        let shot = take_shot(&story, Moment::START);
        let written = Written::of(&story.script);
        Self {
            source,
            story,
            written,
            at: Moment::START,
            shot,
            pinned: None,
            progress: Progress::default(),
            scripted,
            scripted_actions,
            undo: Vec::new(),
            redo: Vec::new(),
            lesson_at: Moment::START,
        }
    }

    /// The scenario's name, if it is one.
    #[must_use]
    pub fn slug(&self) -> Option<&'static str> {
        match self.source {
            Source::Scenario(slug) => Some(slug),
            Source::Script(_) | Source::Link(_) => None,
        }
    }

    /// The rule whose scenario it is, if it is one's.
    #[must_use]
    pub fn rule(&self) -> Option<Rule> {
        script::scenario(self.slug()?)?.rule()
    }

    /// Whether the script made this branch.
    #[must_use]
    pub fn is_scripted(&self, branch: BranchId) -> bool {
        branch.0 < self.scripted
    }

    /// Whether somebody has done anything in it.
    #[must_use]
    pub fn has_own_branches(&self) -> bool {
        let more = |(place, (_, branch)): (usize, (BranchId, &cluster::Branch<judge::Judge>))| {
            self.scripted_actions.get(place).is_none_or(|count| branch.actions().len() > *count)
        };
        self.story.timeline.branches().enumerate().any(more)
    }

    /// How many of a branch's actions are the script's.
    #[must_use]
    pub fn scripted_actions(&self, branch: BranchId) -> usize {
        self.scripted_actions.get(branch.0 as usize).copied().unwrap_or(0)
    }

    /// Whether there is such a branch.
    #[must_use]
    pub fn has_branch(&self, branch: BranchId) -> bool {
        (branch.0 as usize) < self.story.timeline.branches().count()
    }

    /// Whether the moment belongs to the lesson and not to a person's own branch.
    #[must_use]
    pub fn in_lesson(&self) -> bool {
        self.is_of_lesson(self.at)
    }

    /// The same of any moment.
    pub(super) fn is_of_lesson(&self, moment: Moment) -> bool {
        self.is_scripted(self.story.timeline.owner(moment).branch)
    }

    /// The last event of the path that is looked at.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.story.timeline.branch(self.at.branch).end()
    }

    /// Whether nothing has happened yet after this moment on its path.
    #[must_use]
    pub fn at_tip(&self) -> bool {
        self.at.event == self.end()
    }

    /// Whether time runs at this moment.
    #[must_use]
    pub fn is_clocked(&self) -> bool {
        self.shot.scene.world.mode() == Mode::Clocked
    }

    /// Looks at another moment.
    pub fn look(&mut self, at: Moment) {
        let end = self.story.timeline.branch(at.branch).end();
        let at = Moment { event: at.event.min(end), ..at };
        let one_further = at.event == self.at.event + 1 && self.same_path(at);
        let before = one_further.then(|| Rc::new(self.shot.scene.world.clone()));
        self.at = at;
        self.shot = match before {
            Some(before) => Rc::new(Shot { scene: self.story.timeline.scene(at), before: Some(before) }),
            None => take_shot(&self.story, at),
        };
        if self.in_lesson() {
            self.lesson_at = at;
        }
    }

    /// Whether the moment that is looked at lies on the path to this one.
    fn same_path(&self, at: Moment) -> bool {
        let here = Moment { event: self.at.event, ..at };
        self.story.timeline.owner(here) == self.story.timeline.owner(self.at)
    }

    /// Looks at another moment, and remembers this one for undo.
    pub fn jump(&mut self, at: Moment) {
        self.remember();
        self.look(at);
    }

    fn remember(&mut self) {
        self.undo.push(self.at);
        if self.undo.len() > MAX_UNDO {
            self.undo.remove(0);
        }
        self.redo.clear();
    }

    /// Back to before the last act or jump. `false`: there was none.
    pub fn undo(&mut self) -> bool {
        let Some(at) = self.undo.pop() else { return false };
        self.redo.push(self.at);
        self.look(at);
        true
    }

    /// Forth again.
    pub fn redo(&mut self) -> bool {
        let Some(at) = self.redo.pop() else { return false };
        self.undo.push(self.at);
        self.look(at);
        true
    }

    /// Whether there is something to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is something to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Back to where the lesson was left.
    pub fn back_to_lesson(&mut self) {
        self.jump(self.lesson_at);
    }

    /// Does an action at the moment that is looked at. In the past, and anywhere in a lesson that
    /// goes step by step, a new branch begins. Returns whether one did.
    ///
    /// # Errors
    /// Why it cannot be done; nothing has changed then.
    pub fn act(&mut self, action: Action, remember: bool) -> Result<bool, ActionError> {
        let owner = self.story.timeline.owner(self.at);
        let at_tip = self.at_tip() && owner.branch == self.at.branch;
        let own = !self.is_scripted(self.at.branch) || (self.is_clocked() && !self.has_children());
        let goes_on = at_tip && own;
        if remember {
            self.remember();
        }
        let result = if goes_on { self.append(action) } else { self.branch_off(action) };
        if result.is_err() && remember {
            self.undo.pop();
        }
        result.map(|()| !goes_on)
    }

    /// Whether a branch leaves at the end of the one that is looked at.
    fn has_children(&self) -> bool {
        let tip = self.story.timeline.tip(self.at.branch);
        self.story.timeline.branches().any(|(_, branch)| branch.parent() == Some(tip))
    }

    fn append(&mut self, action: Action) -> Result<(), ActionError> {
        let event = self.story.timeline.append(self.at.branch, action)?;
        let at = self.story.timeline.tip(self.at.branch);
        let (world, judge) = self.story.timeline.at_tip(at.branch);
        let scene = Scene { moment: at, world: world.into_owned(), observer: judge.clone(), event };
        let before = Some(Rc::new(self.shot.scene.world.clone()));
        self.at = at;
        self.shot = Rc::new(Shot { scene, before });
        if self.in_lesson() {
            self.lesson_at = at;
        }
        Ok(())
    }

    /// A new branch at this moment, with a name of its own.
    fn fork(&mut self) -> BranchId {
        let own = self.story.timeline.branches().count() - self.scripted_actions.len() + 1;
        // A script that was saved with own branches has such names already.
        let names = (own..).map(|number| format!("yours-{number}"));
        let free = names.into_iter().find(|name| self.story.timeline.branch_named(name).is_none());
        self.story.timeline.fork(self.at, &free.unwrap_or_default())
    }

    fn branch_off(&mut self, action: Action) -> Result<(), ActionError> {
        self.shot.scene.world.clone().apply(&action)?;
        let branch = self.fork();
        self.at = Moment { branch, event: self.at.event };
        self.append(action)
    }

    /// The moment one event further: on this path, or at its end on the first branch of the
    /// script that leaves there and may be seen.
    #[must_use]
    pub fn next_moment(&self) -> Option<Moment> {
        if !self.at_tip() {
            return Some(Moment { event: self.at.event + 1, ..self.at });
        }
        let here = self.story.timeline.owner(self.at);
        let mut children = self.story.timeline.branches().filter(|(id, branch)| {
            self.is_scripted(*id) && branch.parent() == Some(here) && branch.end() > branch.base()
        });
        children.next().map(|(branch, _)| Moment { branch, event: self.at.event + 1 })
    }

    /// The panel that stands at this moment or is the last before it on its path.
    #[must_use]
    pub fn panel(&self) -> Option<&Cue> {
        let reached = self.story.panels().filter(|panel| self.on_path(panel.moment));
        reached.max_by_key(|panel| panel.moment.event)
    }

    /// Whether a moment lies on the path to the one that is looked at.
    #[must_use]
    pub fn on_path(&self, moment: Moment) -> bool {
        let timeline = &self.story.timeline;
        let here = Moment { event: moment.event, ..self.at };
        moment.event <= self.at.event && timeline.owner(here) == timeline.owner(moment)
    }

    /// The rules that somebody has switched off on the way to a moment. One that is on again may
    /// have done its harm before.
    #[must_use]
    pub fn off_by(&self, moment: Moment) -> Vec<Rule> {
        let mut rules = Vec::new();
        for action in self.story.timeline.actions_to(moment) {
            if let Act::Switch { rule, on: false } = action.act
                && rule.on_by_default()
                && !rules.contains(&rule)
            {
                rules.push(rule);
            }
        }
        rules
    }

    /// Whether the moment that is looked at is this one, or lies on the path to it.
    #[must_use]
    pub fn is_before(&self, moment: Moment) -> bool {
        self.at.event <= moment.event && self.is_here(Moment { event: self.at.event, ..moment })
    }

    /// Whether it is the very moment that is looked at, whatever its branch is called.
    #[must_use]
    pub fn is_here(&self, moment: Moment) -> bool {
        self.story.timeline.owner(moment) == self.story.timeline.owner(self.at)
    }
}

/// Looks at a moment and the world before its event.
fn take_shot(story: &Story, at: Moment) -> Rc<Shot> {
    let before =
        at.event.checked_sub(1).map(|event| Rc::new(story.timeline.scene(Moment { event, ..at }).world));
    Rc::new(Shot { scene: story.timeline.scene(at), before })
}

// ---- Panels and questions.

impl Run {
    /// Panels and questions in the order of the script, each once.
    #[must_use]
    pub fn stops(&self) -> Vec<Moment> {
        let mut moments: Vec<Moment> = Vec::new();
        for stop in self.story.stops() {
            let at = self.story.timeline.owner(stop.moment);
            if moments.last() != Some(&at) {
                moments.push(at);
            }
        }
        moments
    }

    /// The last stop of the script that lies on the path to this moment.
    fn stop_reached(&self, stops: &[Moment]) -> Option<usize> {
        let reached = stops.iter().enumerate().filter(|(_, stop)| self.on_path(**stop));
        reached.max_by_key(|(place, stop)| (stop.event, *place)).map(|(place, _)| place)
    }

    /// The next stop in the order of the script.
    #[must_use]
    pub fn stop_after(&self) -> Option<Moment> {
        let stops = self.stops();
        let next = self.stop_reached(&stops).map_or(0, |place| place + 1);
        stops.get(next).copied()
    }

    /// The stop before this moment in the order of the script.
    #[must_use]
    pub fn stop_before(&self) -> Option<Moment> {
        let stops = self.stops();
        let reached = self.stop_reached(&stops)?;
        if self.is_here(stops[reached]) {
            stops.get(reached.checked_sub(1)?).copied()
        } else {
            Some(stops[reached])
        }
    }

    /// The moment of a panel.
    #[must_use]
    pub fn panel_named(&self, name: &str) -> Option<Moment> {
        self.story.panel(name).map(|panel| panel.moment)
    }

    /// A new branch of one's own begins at this moment.
    pub fn fork_here(&mut self) {
        self.remember();
        let branch = self.fork();
        self.look(Moment { branch, event: self.at.event });
    }
}

// ---- Where runs come from, and what they can be turned into.

impl Run {
    /// A scenario of the library, played, and looked at from its mark `begin` if it has one: what
    /// lies before is how it came to that.
    #[must_use]
    pub fn of_scenario(slug: &str) -> Option<Self> {
        let scenario = script::scenario(slug)?;
        let script = script::parse(scenario.text).ok()?;
        let mut run = Self::new(Source::Scenario(scenario.slug), script::play(script));
        if let Some(begin) = run.story.mark(BEGIN) {
            run.look(begin);
        }
        Some(run)
    }

    /// A text of the script language, played.
    ///
    /// # Errors
    /// The first thing that is wrong with it; nothing of it is played then.
    pub fn of_script(text: &str) -> Result<Self, ScriptError> {
        let story = script::play(script::parse(text)?);
        match story.error.clone() {
            Some(error) => Err(error),
            None => Ok(Self::new(Source::Script(text.to_owned()), story)),
        }
    }

    /// Five servers to which nothing has happened.
    ///
    /// # Panics
    /// Never: the script is a constant, and a test plays it.
    #[must_use]
    pub fn empty() -> Self {
        Self::of_script(EMPTY).unwrap_or_else(|_| unreachable!("a constant script"))
    }

    /// The whole run as a script, whatever moment is looked at: what it was played from, to the letter,
    /// and every branch that was made by hand.
    #[must_use]
    pub fn script(&self) -> String {
        let story = &self.story;
        match &self.source {
            Source::Scenario(slug) => {
                script::whole_scenario(story, script::scenario(slug).map_or("", |scenario| scenario.text))
            }
            Source::Script(text) => script::whole(story, text),
            Source::Link(_) => script::whole(story, &script::print(&story.script)),
        }
    }

    /// Whether its script has anything but a header.
    pub(super) fn has_script(&self) -> bool {
        matches!(self.source, Source::Script(_))
            && self.story.script.lines.iter().filter(|line| line.statement.is_some()).nth(HEADER).is_some()
    }
}

/// How many commands a header has.
const HEADER: usize = 3;
/// Nothing has happened.
const EMPTY: &str = "title empty\nservers S1 S2 S3 S4 S5\nstepped\n";
