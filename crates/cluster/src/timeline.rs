//! Runs that branch. Nothing that happened is ever lost: acting in the past makes a new branch.

use crate::action::{Act, Action, ActionError};
use crate::event::{Event, Observer};
use crate::time::Micros;
use crate::world::{Setup, World};
use raft_core::Term;
use std::borrow::Cow;

mod keep;

use keep::{Checkpoint, FIRST_SPACING};

/// A branch of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BranchId(pub u32);

impl BranchId {
    /// The branch that every timeline begins with.
    pub const ROOT: Self = Self(0);
}

/// A point of a timeline: just after an event of a branch. Event 0 is the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The branch.
    pub branch: BranchId,
    /// The event's number, counted from the start of the run along the branch's path.
    pub event: u32,
}

impl Moment {
    /// Before anything has happened.
    pub const START: Self = Self { branch: BranchId::ROOT, event: 0 };
}

/// One branch: where it leaves its parent, and what happened on it from there.
#[derive(Clone, Debug)]
pub struct Branch<O> {
    name: String,
    parent: Option<Moment>,
    actions: Vec<Action>,
    /// The greatest term after each action, to paint the bar of time.
    terms: Vec<Term>,
    /// The time of each action.
    times: Vec<Micros>,
    /// Copies to seek from, by event number. Those of its parents are as good up to its base.
    checkpoints: Vec<Checkpoint<O>>,
    /// The event of the last copy on its path up to its base.
    anchor: u32,
    /// What the observer knows at its end.
    observer: O,
}

impl<O> Branch<O> {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it leaves its parent; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Moment> {
        self.parent
    }

    /// The number of the last event before its own first.
    #[must_use]
    pub fn base(&self) -> u32 {
        self.parent.map_or(0, |parent| parent.event)
    }

    /// The number of its last event.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.base() + u32::try_from(self.actions.len()).unwrap_or(u32::MAX)
    }

    /// Its own actions, without its parent's.
    #[must_use]
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }
}

/// A moment, looked at: the world, what the observer knows, and what had just happened.
#[derive(Clone, Debug)]
pub struct Scene<O> {
    /// Which moment.
    pub moment: Moment,
    /// The world just after the event.
    pub world: World,
    /// What the observer knows then.
    pub observer: O,
    /// The event, with its decisions.
    pub event: Event,
}

/// A tree of runs from one setup, watched by an observer.
///
/// Branches share their worlds: there is one world in memory, at the end of the branch that was
/// worked on last, and copies to seek from within a budget. Every other moment is replayed.
#[derive(Clone, Debug)]
pub struct Timeline<O> {
    branches: Vec<Branch<O>>,
    /// The branch whose last world is in memory, and that world.
    head: (BranchId, World),
    /// Events between two checkpoints.
    spacing: u32,
    /// Roughly how many bytes all checkpoints take.
    weight: usize,
}

impl<O: Observer> Timeline<O> {
    /// A timeline in which nothing has happened yet.
    pub fn new(setup: Setup, observe: impl FnOnce(&World) -> O) -> Self {
        let world = World::new(setup);
        let observer = observe(&world);
        let last = observer.clone();
        let start = Checkpoint { event: 0, world: world.clone(), observer };
        let weight = start.weight();
        let root = Branch {
            name: String::new(),
            parent: None,
            actions: Vec::new(),
            terms: Vec::new(),
            times: Vec::new(),
            checkpoints: vec![start],
            anchor: 0,
            observer: last,
        };
        Self { branches: vec![root], head: (BranchId::ROOT, world), spacing: FIRST_SPACING, weight }
    }

    /// Roughly how many bytes its checkpoints take.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// What every run in it started from.
    #[must_use]
    pub fn setup(&self) -> Setup {
        self.head.1.setup()
    }

    /// All branches with their ids, in the order they were made.
    pub fn branches(&self) -> impl Iterator<Item = (BranchId, &Branch<O>)> {
        (0..).map(BranchId).zip(&self.branches)
    }

    /// The branch of this id.
    ///
    /// # Panics
    /// If the id is of another timeline.
    #[must_use]
    pub fn branch(&self, id: BranchId) -> &Branch<O> {
        &self.branches[id.0 as usize]
    }

    /// The branch of this name.
    #[must_use]
    pub fn branch_named(&self, name: &str) -> Option<BranchId> {
        self.branches().find(|(_, branch)| branch.name == name).map(|(id, _)| id)
    }

    /// Gives a branch another name.
    pub fn rename(&mut self, id: BranchId, name: &str) {
        name.clone_into(&mut self.branches[id.0 as usize].name);
    }

    /// The last moment of a branch.
    #[must_use]
    pub fn tip(&self, id: BranchId) -> Moment {
        Moment { branch: id, event: self.branch(id).end() }
    }

    /// The world and the observer at the end of a branch. The world is there at once if the branch
    /// was worked on last, and is replayed otherwise.
    #[must_use]
    pub fn at_tip(&self, id: BranchId) -> (Cow<'_, World>, &O) {
        let world = match &self.head {
            (branch, world) if *branch == id => Cow::Borrowed(world),
            _ => Cow::Owned(self.state(self.tip(id)).0),
        };
        (world, &self.branch(id).observer)
    }

    /// What the observer knows at the end of a branch.
    #[must_use]
    pub fn observer(&self, id: BranchId) -> &O {
        &self.branch(id).observer
    }

    /// The branch that was worked on last, and the world and the observer at its end.
    #[must_use]
    pub fn head(&self) -> (BranchId, &World, &O) {
        let (branch, world) = &self.head;
        (*branch, world, &self.branch(*branch).observer)
    }

    /// Gets the world at the end of a branch into memory, as working on it does.
    pub fn go_to(&mut self, id: BranchId) {
        if self.head.0 != id {
            self.head = (id, self.state(self.tip(id)).0);
        }
    }

    /// The moment itself, or the end of its branch if it lies beyond.
    fn within_branch(&self, moment: Moment) -> Moment {
        Moment { event: moment.event.min(self.branch(moment.branch).end()), ..moment }
    }

    /// The same moment, named by the branch whose own event it is.
    #[must_use]
    pub fn owner(&self, moment: Moment) -> Moment {
        let moment = self.within_branch(moment);
        let mut branch = moment.branch;
        while let Some(parent) = self.branch(branch).parent
            && moment.event <= parent.event
        {
            branch = parent.branch;
        }
        Moment { branch, event: moment.event }
    }

    /// Does an action at the end of a branch.
    ///
    /// # Errors
    /// Why it cannot be done; nothing has changed then.
    pub fn append(&mut self, id: BranchId, action: Action) -> Result<Event, ActionError> {
        self.go_to(id);
        let (_, world) = &mut self.head;
        let branch = &mut self.branches[id.0 as usize];
        let event = world.apply(&action)?;
        branch.actions.push(action);
        branch.terms.push(world.term());
        branch.times.push(event.at);
        branch.observer.observe(branch.end(), world, &event);
        self.keep_checkpoint(id);
        Ok(event)
    }

    /// Does an action at any moment: at the end of a branch it goes on, elsewhere a new branch
    /// begins. Returns the moment after it.
    ///
    /// # Errors
    /// Why it cannot be done; nothing has changed then, and no branch was made.
    pub fn act(&mut self, at: Moment, action: Action) -> Result<Moment, ActionError> {
        let at = self.within_branch(at);
        if at == self.tip(at.branch) {
            self.append(at.branch, action)?;
            return Ok(self.tip(at.branch));
        }
        let scene = self.scene(at);
        scene.world.clone().apply(&action)?;
        let branch = self.fork(at, "");
        self.append(branch, action)?;
        Ok(self.tip(branch))
    }

    /// Makes a branch that begins at a moment.
    pub fn fork(&mut self, at: Moment, name: &str) -> BranchId {
        let at = self.owner(at);
        // Often it begins where the last branch was left, or began as well: its world is there.
        let (last, _, observer) = self.head();
        let observer = if self.owner(self.tip(last)) == at {
            observer.clone()
        } else {
            let (world, observer) = self.state(at);
            self.head.1 = world;
            observer
        };
        let mut branch = Branch {
            name: name.to_owned(),
            parent: Some(at),
            actions: Vec::new(),
            terms: Vec::new(),
            times: Vec::new(),
            checkpoints: Vec::new(),
            anchor: self.anchor(at),
            observer,
        };
        if at.event - branch.anchor >= self.spacing {
            let (world, observer) = (self.head.1.clone(), branch.observer.clone());
            let start = Checkpoint { event: at.event, world, observer };
            self.weight += start.weight();
            branch.checkpoints.push(start);
        }
        self.branches.push(branch);
        let id = BranchId(u32::try_from(self.branches.len() - 1).unwrap_or(u32::MAX));
        self.head.0 = id;
        self.thin_out_if_heavy();
        id
    }

    /// Takes back the end of a branch down to an event of its own, for a script line that failed
    /// half way. What people did is never taken back.
    pub fn rewind(&mut self, id: BranchId, event: u32) {
        let base = self.branch(id).base();
        let event = event.clamp(base, self.branch(id).end());
        let (world, observer) = self.state(Moment { branch: id, event });
        let branch = &mut self.branches[id.0 as usize];
        let keep = event.saturating_sub(base) as usize;
        branch.actions.truncate(keep);
        branch.terms.truncate(keep);
        branch.times.truncate(keep);
        let dropped: usize =
            branch.checkpoints.iter().filter(|c| c.event > event).map(Checkpoint::weight).sum();
        branch.checkpoints.retain(|checkpoint| checkpoint.event <= event);
        branch.observer = observer;
        self.head = (id, world);
        self.weight = self.weight.saturating_sub(dropped);
    }

    /// Looks at a moment. An event beyond the end of the branch means its end.
    #[must_use]
    pub fn scene(&self, moment: Moment) -> Scene<O> {
        let moment = self.within_branch(moment);
        let Checkpoint { event: from, mut world, mut observer } = self.nearest(moment, false).clone();
        let mut event = Event::start();
        event.at = world.now();
        for (number, action) in self.path_from(moment, from) {
            // Every action was applied before, to an equal world: it cannot fail now.
            let done = world.apply_into::<true>(action, &mut event);
            debug_assert!(done.is_ok(), "a recorded action fails in its replay: {done:?}");
            observer.observe(number, &world, &event);
        }
        Scene { moment, world, observer, event }
    }

    /// The actions after event `from` up to the moment, with their event numbers.
    fn path_from(&self, moment: Moment, from: u32) -> Vec<(u32, &Action)> {
        let mut end = moment.event.min(self.branch(moment.branch).end());
        let mut path = Vec::with_capacity((end - from.min(end)) as usize);
        let mut branch = self.branch(moment.branch);
        loop {
            let first = branch.base().max(from);
            for event in (first + 1..=end).rev() {
                path.push((event, &branch.actions[(event - branch.base() - 1) as usize]));
            }
            end = end.min(branch.base());
            match branch.parent {
                Some(parent) if end > from => branch = self.branch(parent.branch),
                _ => break,
            }
        }
        path.reverse();
        path
    }

    /// Every action from the start of the run to the moment.
    #[must_use]
    pub fn actions_to(&self, moment: Moment) -> Vec<&Action> {
        self.path_from(moment, 0).into_iter().map(|(_, action)| action).collect()
    }

    /// The greatest term after each event of a branch's path, events 1 to its end.
    #[must_use]
    pub fn terms(&self, id: BranchId) -> Vec<Term> {
        let mut parts: Vec<&[Term]> = Vec::new();
        let mut end = self.branch(id).end();
        let mut branch = self.branch(id);
        loop {
            parts.push(&branch.terms[..(end - branch.base()) as usize]);
            let Some(parent) = branch.parent else { break };
            end = parent.event;
            branch = self.branch(parent.branch);
        }
        parts.iter().rev().flat_map(|part| part.iter().copied()).collect()
    }

    /// When the moment's event happened; zero at the start.
    #[must_use]
    pub fn time(&self, moment: Moment) -> Micros {
        let owner = self.owner(moment);
        let branch = self.branch(owner.branch);
        let place = owner.event.checked_sub(branch.base() + 1);
        place.and_then(|place| branch.times.get(place as usize)).copied().unwrap_or_default()
    }

    /// Every event of a path in order, with the world before and after: for traces and recorders.
    pub fn replay(&self, moment: Moment, mut each: impl FnMut(u32, &Action, &World, &Event, &World, &O)) {
        let start = &self.branches[0].checkpoints[0];
        let (mut before, mut observer) = (start.world.clone(), start.observer.clone());
        self.walk(moment, |number, action, event, world| {
            observer.observe(number, world, event);
            each(number, action, &before, event, world, &observer);
            before.clone_from(world);
        });
    }

    /// Lets somebody else watch a run from its start up to a moment: whoever knows more, or
    /// something else, than the observer that the timeline carries.
    pub fn watch(&self, moment: Moment, watcher: &mut impl Observer) {
        self.walk(moment, |number, _, event, world| watcher.observe(number, world, event));
    }

    /// Every event of a path in order, with the world after it.
    fn walk(&self, moment: Moment, mut each: impl FnMut(u32, &Action, &Event, &World)) {
        let mut world = self.branches[0].checkpoints[0].world.clone();
        let mut event = Event::start();
        for (number, action) in self.path_from(moment, 0) {
            if world.apply_into::<true>(action, &mut event).is_err() {
                return;
            }
            each(number, action, &event, &world);
        }
    }

    /// Whether an act could be done at a moment's world.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, moment: Moment, act: &Act) -> Result<(), ActionError> {
        self.scene(moment).world.check(act)
    }
}
