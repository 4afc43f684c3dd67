//! The world: servers, the network between them, the clock, the rules.

use crate::digest::fnv1a;
use crate::disk::{Disks, Write};
use crate::network::Network;
use crate::parts::{Dials, Parts};
use crate::time::Micros;
use crate::timing::{Timers, Timing};
use raft_core::{Configuration, Rules, Server, ServerId, ServerSet, Term};
use serde::{Deserialize, Serialize};

/// How a world runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// Nothing moves unless an action says so: figures and proofs.
    Stepped,
    /// Timers fire and messages take time: free play.
    Clocked,
}

/// What a run starts from. With it and a list of actions a run is the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Setup {
    /// The servers that vote from the beginning.
    pub servers: ServerSet,
    /// Servers that are there but in no configuration yet.
    pub spare: ServerSet,
    /// How it runs.
    pub mode: Mode,
    /// What random draws are made from.
    pub seed: u64,
}

impl Setup {
    /// S1 to S5 in stepped running.
    #[must_use]
    pub fn five_stepped() -> Self {
        Self { servers: ServerSet::first(5), spare: ServerSet::EMPTY, mode: Mode::Stepped, seed: 1 }
    }

    /// The servers' names, spares included.
    #[must_use]
    pub fn all(&self) -> ServerSet {
        self.servers.or(self.spare)
    }
}

/// Servers, network, clock and rules at one moment. Only [`World::apply`] changes it, so nothing
/// that it shows can be made up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct World {
    pub(crate) setup: Setup,
    pub(crate) mode: Mode,
    pub(crate) seed: u64,
    pub(crate) now: Micros,
    pub(crate) rules: Rules,
    /// Every rule that was ever switched off in this run: it is "not Raft" from then on.
    pub(crate) tainted: bool,
    pub(crate) servers: Vec<Server>,
    pub(crate) up: ServerSet,
    pub(crate) network: Network,
    /// Not part of the canonical bytes of a world whose disks were never slow: see [`World::digest`].
    #[serde(skip)]
    pub(crate) disks: Disks,
    /// Not part of them either where no part has dials of its own.
    #[serde(skip)]
    pub(crate) parts: Parts,
    pub(crate) timing: Timing,
    pub(crate) timers: Timers,
    /// How many requests clients have made.
    pub(crate) requests: u32,
}

impl World {
    /// A world on its first boot: every server up, term 0, logs empty.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        let bootstrap = Configuration::of(setup.servers);
        let mut world = Self {
            setup,
            mode: setup.mode,
            seed: setup.seed,
            now: Micros::ZERO,
            rules: Rules::PAPER,
            tainted: false,
            servers: setup.all().iter().map(|id| Server::new(id, bootstrap)).collect(),
            up: setup.all(),
            network: Network::new(),
            disks: Disks::idle(),
            parts: Parts::default(),
            timing: Timing::default(),
            timers: Timers::stopped(),
            requests: 0,
        };
        if world.mode == Mode::Clocked {
            world.start_clock();
        }
        world
    }

    /// What the run started from.
    #[must_use]
    pub fn setup(&self) -> Setup {
        self.setup
    }

    /// How it runs now.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// What random draws are made from now.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The time. It stands still in stepped running.
    #[must_use]
    pub fn now(&self) -> Micros {
        self.now
    }

    /// The rules in force.
    #[must_use]
    pub fn rules(&self) -> Rules {
        self.rules
    }

    /// Whether this is a run of Raft: no rule was ever off in it.
    #[must_use]
    pub fn is_raft(&self) -> bool {
        !self.tainted
    }

    /// All servers, by number, up or down, spares included.
    #[must_use]
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// The server of this name, if it is in this run.
    #[must_use]
    pub fn server(&self, id: ServerId) -> Option<&Server> {
        self.place(id).map(|place| &self.servers[place])
    }

    /// Where the server stands in the list.
    pub(crate) fn place(&self, id: ServerId) -> Option<usize> {
        // Servers are S1, S2, ... without gaps in nearly every run.
        let guess = id.slot();
        match self.servers.get(guess) {
            Some(server) if server.id() == id => Some(guess),
            _ => self.servers.iter().position(|server| server.id() == id),
        }
    }

    /// The servers that are up.
    #[must_use]
    pub fn up(&self) -> ServerSet {
        self.up
    }

    /// Whether the server is up.
    #[must_use]
    pub fn is_up(&self, id: ServerId) -> bool {
        self.up.contains(id)
    }

    /// The network.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Every write that has not ended (§5.6).
    #[must_use]
    pub fn writes(&self) -> &[Write] {
        self.disks.writes()
    }

    /// The dials of clocked running.
    #[must_use]
    pub fn timing(&self) -> &Timing {
        &self.timing
    }

    /// The dials as they are for each server and each link.
    #[must_use]
    pub fn dials(&self) -> Dials<'_> {
        Dials::new(&self.timing, &self.parts)
    }

    /// The timers of clocked running.
    #[must_use]
    pub fn timers(&self) -> &Timers {
        &self.timers
    }

    /// The leader that is up, of the greatest term if there are several.
    #[must_use]
    pub fn leader(&self) -> Option<&Server> {
        let leads = |server: &&Server| server.is_leader() && self.is_up(server.id());
        self.servers.iter().filter(leads).max_by_key(|server| server.current_term())
    }

    /// The leader that can commit (§5.3, §5.6): it is up, and so is enough of its electorate, within reach
    /// in both directions and in no higher term. That of the greatest term, if there are several.
    #[must_use]
    pub fn leader_that_can_commit(&self) -> Option<&Server> {
        let able =
            |server: &&Server| server.is_leader() && self.is_up(server.id()) && self.can_commit(server);
        self.servers.iter().filter(able).max_by_key(|server| server.current_term())
    }

    /// Whether enough servers can store what this leader sends, and answer it.
    fn can_commit(&self, leader: &Server) -> bool {
        let (id, term) = (leader.id(), leader.current_term());
        let answers = |other: &&Server| {
            let other_id = other.id();
            let reached = !self.network.is_cut(id, other_id) && !self.network.is_cut(other_id, id);
            self.is_up(other_id) && other.current_term() <= term && reached
        };
        let copies = self.servers.iter().filter(answers).map(Server::id).collect();
        leader.electorate(self.rules).copies(copies).is_enough()
    }

    /// The greatest currentTerm.
    #[must_use]
    pub fn term(&self) -> Term {
        self.servers.iter().map(Server::current_term).max().unwrap_or_default()
    }

    /// How many requests clients have made so far.
    #[must_use]
    pub fn requests(&self) -> u32 {
        self.requests
    }

    /// Roughly how many bytes a copy of this world takes.
    #[must_use]
    pub fn weight(&self) -> usize {
        let entries: usize = self.servers.iter().map(|server| server.log().entries().len()).sum();
        let carried: usize =
            self.network.messages().iter().map(|e| 96 + 20 * e.message.entries().len()).sum();
        let written: usize =
            self.writes().iter().map(|write| 96 + 20 * write.on_disk.log.entries().len()).sum();
        2048 + 20 * entries + carried + written
    }

    /// A number that is the same for equal worlds on every machine: FNV-1a over the canonical
    /// postcard bytes.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut bytes = postcard::to_allocvec(self).unwrap_or_default();
        if !self.disks.were_never_slow() {
            bytes.extend(postcard::to_allocvec(&self.disks).unwrap_or_default());
        }
        if !self.parts.is_empty() {
            bytes.extend(postcard::to_allocvec(&self.parts).unwrap_or_default());
        }
        fnv1a(&bytes)
    }
}
