//! What can happen next where nothing moves by itself: the play button offers it.

use crate::state::State;
use cluster::{Act, World};
use raft_core::{Role, ServerId};

/// The most messages that are offered.
const MESSAGES: usize = 4;
/// The most acts that are offered.
const ACTS: usize = 8;

impl State {
    /// Whether the play button has nothing to play: nothing is recorded after this moment, and no clock
    /// runs. Lessons of the library end in their own way.
    #[must_use]
    pub fn has_offers(&self) -> bool {
        let run = &self.run;
        let taught = run.in_lesson() && run.slug().is_some() && run.goal().is_none();
        !taught && !run.is_clocked() && run.next_moment().is_none()
    }

    /// What can be done next: messages to be delivered first, the oldest at the front.
    #[must_use]
    pub fn offers(&self) -> Vec<Act> {
        if self.has_offers() { offers(&self.run.shot.scene.world) } else { Vec::new() }
    }
}

fn offers(world: &World) -> Vec<Act> {
    let leads =
        |id: &ServerId| world.server(*id).is_some_and(|one| matches!(one.role(), Role::Leader { .. }));
    let ids = || world.servers().iter().map(raft_core::Server::id);
    let messages = world.network().messages().iter().take(MESSAGES).map(|envelope| Act::Deliver(envelope.id));
    let requests = ids()
        .filter(leads)
        .flat_map(|server| [Act::Request { server, command: world.next_command() }, Act::Beat(server)]);
    let timeouts = ids().map(Act::Timeout);
    let restarts = ids().map(Act::Restart);
    let all = messages.chain(requests).chain(restarts).chain(timeouts);
    all.filter(|act| world.check(act).is_ok()).take(ACTS).collect()
}
