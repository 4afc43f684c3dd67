//! Makes a run that breaks a property shorter, so that a person can read it.

use cluster::{Act, Action, Envelope, Event, MessageId, Observer, Setup, World};
use judge::{Judge, Property};
use raft_core::Message;

/// Events that shortening may replay: some seconds.
const PATIENCE: usize = 16_000_000;

/// An action, with what the messages it names say. When something before it is left out, messages
/// get other names, and it is what they say that tells which is meant.
#[derive(Clone, Debug)]
struct Step {
    action: Action,
    letters: Vec<Letter>,
}

#[derive(Clone, Debug)]
struct Letter {
    id: MessageId,
    message: Message,
}

/// A shorter list of actions after which the same property is broken, by leaving out parts: first
/// large ones, then single actions, until nothing more can go (delta debugging, Zeller and
/// Hildebrandt, 2002).
///
/// Returns the actions as they are if they do not break the property.
#[must_use]
pub fn shorten(setup: Setup, actions: &[Action], property: Property) -> Vec<Action> {
    let plan: Vec<Step> =
        actions.iter().map(|action| Step { action: action.clone(), letters: Vec::new() }).collect();
    let mut search = Search { setup, property, replayed: 0 };
    let Some(mut best) = search.replay(plan.iter()) else { return actions.to_vec() };
    let mut size = best.len().div_ceil(2);
    loop {
        let before = best.len();
        best = search.leave_out(best, size);
        if size <= 1 && (best.len() == before || search.is_tired()) {
            return best.into_iter().map(|step| step.action).collect();
        }
        size = size.div_ceil(2);
    }
}

struct Search {
    setup: Setup,
    property: Property,
    replayed: usize,
}

impl Search {
    fn is_tired(&self) -> bool {
        self.replayed > PATIENCE
    }

    /// Tries without each part of this size, the last ones first: less depends on them.
    fn leave_out(&mut self, mut best: Vec<Step>, size: usize) -> Vec<Step> {
        let mut end = best.len();
        while end > 0 && !self.is_tired() {
            let start = end.saturating_sub(size);
            let part = start..end;
            let kept = best.iter().enumerate().filter(|(place, step)| {
                // A rule that is off makes the run what it is.
                !part.contains(place) || matches!(step.action.act, Act::Switch { on: false, .. })
            });
            if let Some(shorter) = self.replay(kept.map(|(_, step)| step))
                && shorter.len() < best.len()
            {
                best = shorter;
            }
            end = start.min(best.len());
        }
        best
    }

    /// Does what is possible of a plan until the property breaks; returns what was done.
    fn replay<'a>(&mut self, plan: impl Iterator<Item = &'a Step>) -> Option<Vec<Step>> {
        let mut world = World::new(self.setup);
        let mut judge = Judge::new(&world);
        let mut event = Event::start();
        let mut done: Vec<Step> = Vec::new();
        for step in plan {
            let Some(step) = step.fitted(&world) else { continue };
            if world.apply_into::<false>(&step.action, &mut event).is_err() {
                continue;
            }
            done.push(step);
            self.replayed += 1;
            judge.observe(u32::try_from(done.len()).unwrap_or(u32::MAX), &world, &event);
            if judge.violation(self.property).is_some() {
                return Some(done);
            }
        }
        None
    }
}

impl Step {
    /// The same step in a world where messages may have other names; `None` if those it is about
    /// do not exist there.
    fn fitted(&self, world: &World) -> Option<Self> {
        let mut letters = Vec::new();
        let mut find = |id: &MessageId| {
            let envelope = self.find(*id, world)?;
            letters.push(Letter { id: envelope.id, message: envelope.message.clone() });
            Some(envelope.id)
        };
        let act = match &self.action.act {
            Act::Deliver(id) => Act::Deliver(find(id)?),
            Act::DeliverAndCrash(id) => Act::DeliverAndCrash(find(id)?),
            Act::Duplicate(id) => Act::Duplicate(find(id)?),
            Act::Delay { message, by } => Act::Delay { message: find(message)?, by: *by },
            Act::Lose(ids) => Act::Lose(ids.iter().filter_map(find).collect()),
            act => act.clone(),
        };
        Some(Self { action: Action { at: self.action.at, act }, letters })
    }

    /// The message that is meant: on the same link, with the same words, or of the same kind and
    /// term, or else the last of its kind (terms are others when an election is left out).
    fn find<'a>(&self, id: MessageId, world: &'a World) -> Option<&'a Envelope> {
        let Some(letter) = self.letters.iter().find(|letter| letter.id == id) else {
            return world.network().get(id);
        };
        let meant = &letter.message;
        let kind = |message: &Message| core::mem::discriminant(message);
        let alike = |envelope: &&Envelope| {
            (envelope.id.from, envelope.id.to) == (id.from, id.to) && kind(&envelope.message) == kind(meant)
        };
        let of_kind = || world.network().messages().iter().filter(alike);
        of_kind()
            .find(|envelope| envelope.message == *meant)
            .or_else(|| of_kind().find(|envelope| envelope.message.term() == meant.term()))
            .or_else(|| of_kind().next_back())
    }
}
