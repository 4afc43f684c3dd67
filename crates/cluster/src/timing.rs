//! Clocked running: how long things take, and whose timer runs out when.

use crate::action::{ActionError, Dial};
use crate::time::{Micros, Span};
use raft_core::{PerServer, ServerId};
use serde::Serialize;

/// How long things take and how often they fail (§5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Timing {
    /// How long a message is under way.
    pub latency: Span,
    /// The election timeout.
    pub timeout: Span,
    /// How long it takes to store something durably.
    pub disk: Span,
    /// The time between a leader's heartbeats.
    pub heartbeat: Micros,
    /// The mean time between failures of one server; 0: none by themselves.
    pub mtbf: Micros,
    /// The mean time until a failed server is up again; 0: it stays down.
    pub repair: Micros,
    /// Messages lost, in percent.
    pub loss: u8,
    /// Messages sent twice, in percent.
    pub duplication: u8,
    /// Messages that may be overtaken, in percent.
    pub reordering: u8,
    /// Clients' requests in a second; 0: none by themselves.
    pub requests: u16,
}

impl Default for Timing {
    /// The paper's recommendation, 150 to 300 ms of election timeout, over a network in which a
    /// message takes 10 to 20 ms.
    fn default() -> Self {
        Self {
            latency: Span::from_ms(10, 20),
            timeout: Span::from_ms(150, 300),
            disk: Span::from_ms(0, 0),
            heartbeat: Micros::from_ms(50),
            mtbf: Micros::ZERO,
            repair: Micros::from_ms(500),
            loss: 0,
            duplication: 0,
            reordering: 0,
            requests: 0,
        }
    }
}

impl Timing {
    /// Turns one dial.
    ///
    /// # Errors
    /// [`ActionError::BadTime`], [`ActionError::BadAmount`], and [`ActionError::WrongPart`] for a dial
    /// that only a part has; nothing has changed then.
    pub fn turn(&mut self, dial: Dial) -> Result<(), ActionError> {
        if let Dial::Clock(_) = dial {
            return Err(ActionError::WrongPart(dial));
        }
        dial.check()?;
        match dial {
            Dial::Latency(span) => self.latency = span,
            Dial::Timeout(span) => self.timeout = span,
            Dial::Disk(span) => self.disk = span,
            Dial::Heartbeat(time) => self.heartbeat = time,
            Dial::Mtbf(time) => self.mtbf = time,
            Dial::Repair(time) => self.repair = time,
            Dial::Loss(share) => self.loss = share,
            Dial::Duplication(share) => self.duplication = share,
            Dial::Reordering(share) => self.reordering = share,
            Dial::Requests(rate) => self.requests = rate,
            Dial::Clock(_) => {}
        }
        Ok(())
    }
}

/// A timer that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Timer {
    /// When it was set.
    pub set: Micros,
    /// When it runs out.
    pub due: Micros,
}

/// All timers of a clocked world; empty in stepped running.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Timers {
    /// Election timers of servers that are up and do not lead.
    pub election: PerServer<Option<Timer>>,
    /// Heartbeat timers of leaders, and of candidates for sending again.
    pub heartbeat: PerServer<Option<Timer>>,
    /// When a server fails, or is up again, by itself.
    pub failure: PerServer<Option<Micros>>,
    /// When the next client's request comes by itself.
    pub request: Option<Micros>,
    /// How many election timeouts each server has drawn.
    pub(crate) election_draws: PerServer<u32>,
    /// How many failures and repairs each server has drawn.
    pub(crate) failure_draws: PerServer<u32>,
    /// How many requests have come by themselves.
    pub(crate) request_draws: u32,
    /// Until when each server disregards candidates, since it has heard from a leader (§6).
    #[serde(skip_serializing_if = "none_runs")]
    pub minimum: PerServer<Option<Micros>>,
}

/// Whether such timers play no part: then a world is the same as one without them.
fn none_runs(timers: &PerServer<Option<Micros>>) -> bool {
    ServerId::all().all(|server| timers[server].is_none())
}

impl Timers {
    /// No timer runs.
    #[must_use]
    pub fn stopped() -> Self {
        Self {
            election: PerServer::filled(None),
            heartbeat: PerServer::filled(None),
            failure: PerServer::filled(None),
            request: None,
            election_draws: PerServer::filled(0),
            failure_draws: PerServer::filled(0),
            request_draws: 0,
            minimum: PerServer::filled(None),
        }
    }

    /// Stops every timer; what was drawn stays counted.
    pub(crate) fn stop(&mut self) {
        for server in ServerId::all() {
            self.stop_server(server);
            self.failure[server] = None;
        }
        self.request = None;
    }

    /// Stops a server's own timers.
    pub(crate) fn stop_server(&mut self, server: ServerId) {
        self.election[server] = None;
        self.heartbeat[server] = None;
        self.minimum[server] = None;
    }
}
