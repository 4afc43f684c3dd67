//! What the caption of the event that is shown speaks of: marked on the board until the next event.

use crate::look::Shot;
use crate::state::State;
use cluster::{Cause, MessageId, Part};
use raft_core::{AppendRefusal, Decision, Index, Server, ServerId, ServerSet};

/// The servers, entries and messages of an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spoken {
    servers: ServerSet,
    /// Places of the log of the server that it happened on.
    cells: Vec<Index>,
    /// Whose log that is.
    owner: Option<ServerId>,
    messages: Vec<MessageId>,
}

impl Spoken {
    /// What the event of the moment that is shown speaks of; nothing while the clock rushes from event
    /// to event.
    #[must_use]
    pub fn of(state: &State) -> Self {
        if state.player.playing && state.run.is_clocked() {
            return Self::default();
        }
        Self::of_shot(&state.run.shot)
    }

    fn of_shot(shot: &Shot) -> Self {
        let event = &shot.scene.event;
        let mut spoken = Self { owner: event.server(), messages: event.sent.clone(), ..Self::default() };
        let mut servers: Vec<ServerId> = event.server().into_iter().collect();
        match &event.cause {
            Cause::Delivered { envelope, .. } | Cause::DeliveredToDown(envelope) => {
                servers.extend([envelope.id.from, envelope.id.to]);
            }
            Cause::Sent { from, to } => servers.extend([*from, *to]),
            Cause::Duplicated { message, copy } => spoken.messages.extend([*message, *copy]),
            Cause::Delayed { message, .. } => spoken.messages.push(*message),
            Cause::Cut(link) | Cause::Healed(link) | Cause::TurnedFor { part: Part::Link(link), .. } => {
                servers.extend([link.from, link.to]);
            }
            Cause::TurnedFor { part: Part::Server(id), .. } => servers.push(*id),
            Cause::Start
            | Cause::Timeout(_)
            | Cause::Beat(_)
            | Cause::Requested { .. }
            | Cause::ChangeAsked { .. }
            | Cause::Added(_)
            | Cause::MinimumTimeoutPassed(_)
            | Cause::Crashed(_)
            | Cause::Restarted(_)
            | Cause::Lost
            | Cause::HealedAll
            | Cause::Partitioned(_)
            | Cause::Switched { .. }
            | Cause::Turned(_)
            | Cause::TimerSet { .. }
            | Cause::Written(_)
            | Cause::Stepped
            | Cause::Clocked { .. } => {}
        }
        for server in servers {
            spoken.servers.insert(server);
        }
        let before = shot.before.as_ref().zip(spoken.owner).and_then(|(world, id)| world.server(id));
        let after = spoken.owner.and_then(|id| shot.scene.world.server(id));
        if let Some((before, after)) = before.zip(after) {
            spoken.cells = changed(before, after);
        }
        for decision in &event.decisions {
            match decision {
                Decision::HeldCommit { index, .. } => spoken.cells.push(*index),
                Decision::RejectedEntries { refusal: AppendRefusal::NoMatch { prev, .. }, .. } => {
                    spoken.cells.push(prev.index);
                }
                _ => {}
            }
        }
        spoken
    }

    /// Whether it speaks of a server.
    #[must_use]
    pub fn server(&self, id: ServerId) -> bool {
        self.servers.contains(id)
    }

    /// Whether it speaks of a place of a log.
    #[must_use]
    pub fn cell(&self, id: ServerId, index: Index) -> bool {
        self.owner == Some(id) && self.cells.contains(&index)
    }

    /// Whether it speaks of a message under way.
    #[must_use]
    pub fn message(&self, id: MessageId) -> bool {
        self.messages.contains(&id)
    }
}

/// The places of a server's log that hold something else than before, or are newly known to be committed.
fn changed(before: &Server, after: &Server) -> Vec<Index> {
    let last = before.log().last_index().0.max(after.log().last_index().0);
    let committed = |index: Index| before.commit_index() < index && index <= after.commit_index();
    let differs = |index: Index| before.log().get(index) != after.log().get(index);
    (1..=last).map(Index).filter(|index| differs(*index) || committed(*index)).collect()
}
