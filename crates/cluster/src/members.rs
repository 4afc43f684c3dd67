//! Membership in a world (§6): servers that are added, changes that are asked for, and the minimum
//! election timeout within which a server disregards candidates.
//!
//! In clocked running that time is a timer of the world. In stepped running it has passed for
//! everybody when anybody's election timer runs out: whoever hears from a leader afterwards
//! disregards candidates again.

use crate::action::ActionError;
use crate::apply::Handed;
use crate::event::{Cause, Event};
use crate::time::Micros;
use crate::world::{Mode, World};
use raft_core::{Configuration, Input, Server, ServerId, ServerSet, TimerReset};

impl World {
    /// Every server of this run, up or down, also those in no configuration.
    #[must_use]
    pub fn all(&self) -> ServerSet {
        self.servers.iter().map(Server::id).collect()
    }

    pub(crate) fn check_new(&self, id: ServerId) -> Result<(), ActionError> {
        if self.server(id).is_some() { Err(ActionError::ServerExists(id)) } else { Ok(()) }
    }

    /// A blank server starts for the first time. It is in no configuration, and waits.
    pub(crate) fn add(&mut self, id: ServerId, event: &mut Event) {
        event.cause = Cause::Added(id);
        let server = Server::new(id, Configuration::of(self.setup.servers));
        let place = self.servers.partition_point(|other| other.id() < id);
        self.servers.insert(place, server);
        self.up.insert(id);
        self.schedule_failure(id);
    }

    pub(crate) fn reconfigure<const EXPLAIN: bool>(
        &mut self,
        server: ServerId,
        target: ServerSet,
        event: &mut Event,
    ) {
        event.cause = Cause::ChangeAsked { server, target };
        let known = self.all();
        self.step_server::<EXPLAIN>(server, Input::ChangeConfiguration { target, known }, event);
    }

    /// The minimum election timeout has passed for a server.
    pub(crate) fn minimum_passes<const EXPLAIN: bool>(&mut self, id: ServerId, event: &mut Event) {
        event.cause = Cause::MinimumTimeoutPassed(id);
        self.step_server::<EXPLAIN>(id, Input::MinimumTimeoutPassed, event);
    }

    /// It has passed for everybody.
    pub(crate) fn minimum_passes_for_all(&mut self) {
        let rules = self.rules;
        for server in self.servers.iter_mut().filter(|server| server.hears_leader().is_some()) {
            Handed::by(server, rules, Input::MinimumTimeoutPassed);
            self.timers.minimum[server.id()] = None;
        }
    }

    /// Starts and stops the timer within which a server disregards candidates.
    pub(crate) fn follow_minimum(&mut self, id: ServerId, event: &Event) {
        let Some(server) = self.server(id) else { return };
        let hears = server.hears_leader().is_some();
        let heard = event.timer == Some(TimerReset::HeardFromLeader) || matches!(event.cause, Cause::Beat(_));
        if !hears || self.mode == Mode::Stepped {
            self.timers.minimum[id] = None;
        } else if heard || self.timers.minimum[id].is_none() {
            self.timers.minimum[id] =
                Some(self.now.plus(self.dials().true_time(id, self.dials().timeout(id).min)));
        }
    }

    /// When a server hears candidates again, if it disregards them now.
    #[must_use]
    pub fn disregards_until(&self, id: ServerId) -> Option<Micros> {
        self.timers.minimum[id]
    }
}
