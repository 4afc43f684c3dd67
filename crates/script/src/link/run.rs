//! One path of a run in a link: version, setup, actions, digest.

use super::{LinkError, base64};
use crate::story::Story;
use crate::syntax::{MAX_EVENTS, Script};
use crate::syntax::{header_of, setup_of};
use cluster::{Act, Action, ActionError, BranchId, Micros, Moment, Setup, Timeline};
use judge::Judge;
use serde::{Deserialize, Serialize};

/// The version of the format. Raise it when the meaning of any byte changes; a test with a link
/// from long ago fails then.
pub(super) const VERSION: u8 = 1;
/// How many characters of a link are read at most.
pub const MAX_LINK: usize = 200_000;

/// A run out of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    setup: Setup,
    items: Vec<Item>,
    digest: u64,
}

/// Actions as they are packed: clocked runs are mostly scheduled events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Item {
    /// So many scheduled events.
    Steps(u32),
    /// An act.
    Now(Act),
    /// An act at a time.
    At(Micros, Act),
}

/// The path from the start of the run to a moment, as text for `#r=`.
#[must_use]
pub fn encode(timeline: &Timeline<Judge>, moment: Moment) -> String {
    let mut items: Vec<Item> = Vec::new();
    for action in timeline.actions_to(moment) {
        match (items.last_mut(), action) {
            (Some(Item::Steps(count)), Action { act: Act::Step, .. }) => *count += 1,
            (_, Action { act: Act::Step, .. }) => items.push(Item::Steps(1)),
            (_, Action { at: None, act }) => items.push(Item::Now(act.clone())),
            (_, Action { at: Some(at), act }) => items.push(Item::At(*at, act.clone())),
        }
    }
    let digest = timeline.scene(moment).world.digest();
    let mut bytes = vec![VERSION];
    // Writing to memory does not fail.
    bytes.extend(postcard::to_allocvec(&(timeline.setup(), items)).unwrap_or_default());
    bytes.extend(digest.to_le_bytes());
    base64::encode(&bytes)
}

impl Run {
    /// Reads the text behind `#r=`.
    ///
    /// # Errors
    /// Why it is not a run. Whether the run can be played shows in its [`Replay`].
    pub fn decode(text: &str) -> Result<Self, LinkError> {
        if text.len() > MAX_LINK {
            return Err(LinkError::TooLong { characters: text.len() });
        }
        let bytes = base64::decode(text)?;
        match bytes.split_first() {
            None => return Err(LinkError::Damaged),
            Some((version, _)) if *version != VERSION => return Err(LinkError::Version { found: *version }),
            Some(_) => {}
        }
        let (packed, digest) = bytes[1..].split_last_chunk().ok_or(LinkError::Damaged)?;
        let ((setup, items), rest): ((Setup, Vec<Item>), &[u8]) =
            postcard::take_from_bytes(packed).map_err(|_| LinkError::Damaged)?;
        let possible = !setup.servers.is_empty() && setup.servers.and(setup.spare).is_empty();
        if !rest.is_empty() || !possible {
            return Err(LinkError::Damaged);
        }
        // A script cannot say what does not count: a stepped run's seed.
        let setup = setup_of(&header_of(setup));
        let run = Self { setup, items, digest: u64::from_le_bytes(*digest) };
        if run.events() > u64::from(MAX_EVENTS) { Err(LinkError::TooManyEvents) } else { Ok(run) }
    }

    /// How many events it has.
    #[must_use]
    pub fn events(&self) -> u64 {
        let of = |item: &Item| match item {
            Item::Steps(count) => u64::from(*count),
            Item::Now(_) | Item::At(..) => 1,
        };
        self.items.iter().map(of).sum()
    }

    /// What it starts from.
    #[must_use]
    pub fn setup(&self) -> Setup {
        self.setup
    }

    /// Gets ready to play it.
    #[must_use]
    pub fn replay(self) -> Replay {
        let story = Story::new(Script::new(header_of(self.setup)));
        Replay { run: self, story, item: 0, steps: 0, stopped: None }
    }
}

/// A run out of a link while it is played, in slices if it is long.
#[derive(Debug)]
pub struct Replay {
    run: Run,
    story: Story,
    /// The next item, and how many of its steps are done.
    item: usize,
    steps: u32,
    stopped: Option<ActionError>,
}

/// How the replay of a link ended. In every case what could be played is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The world is the one that was shared.
    Same,
    /// Everything could be played, and led to another world: the link is of another version.
    Different {
        /// The digest in the link.
        expected: u64,
        /// The digest of the world it led to.
        actual: u64,
    },
    /// An action is impossible: the link is of another version, or was made up.
    Stopped {
        /// The number of the event that could not be.
        event: u32,
        /// Why not.
        error: ActionError,
    },
}

impl Replay {
    /// Plays at most so many events. `false`: it is over.
    pub fn advance(&mut self, events: u32) -> bool {
        (0..events).all(|_| self.next_event())
    }

    /// The story so far; nothing but the run.
    #[must_use]
    pub fn story(&self) -> &Story {
        &self.story
    }

    fn next_event(&mut self) -> bool {
        let Some(action) = self.next_action() else { return false };
        let done = self.story.timeline.append(BranchId::ROOT, action);
        self.stopped = done.err();
        self.stopped.is_none()
    }

    fn next_action(&mut self) -> Option<Action> {
        while self.stopped.is_none() {
            let item = self.run.items.get(self.item)?;
            match item {
                Item::Steps(count) if self.steps < *count => {
                    self.steps += 1;
                    return Some(Act::Step.into());
                }
                Item::Steps(_) => {}
                Item::Now(act) => {
                    let action = act.clone().into();
                    self.item += 1;
                    return Some(action);
                }
                Item::At(at, act) => {
                    let action = Action { at: Some(*at), act: act.clone() };
                    self.item += 1;
                    return Some(action);
                }
            }
            self.item += 1;
            self.steps = 0;
        }
        None
    }

    /// Plays what is left. The story of the run, and how it ended.
    #[must_use]
    pub fn finish(mut self) -> (Story, Ending) {
        while self.next_event() {}
        let (world, _) = self.story.timeline.at_tip(BranchId::ROOT);
        let (expected, actual) = (self.run.digest, world.digest());
        let ending = match self.stopped {
            Some(error) => {
                Ending::Stopped { event: self.story.timeline.tip(BranchId::ROOT).event + 1, error }
            }
            None if expected == actual => Ending::Same,
            None => Ending::Different { expected, actual },
        };
        (self.story, ending)
    }
}
