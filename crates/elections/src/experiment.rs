//! What is measured: a cluster, what has failed in it, and from when to when.

use cluster::{Dial, Micros, Span};
use raft_core::{Configuration, MAX_SERVERS, ServerId, ServerSet};
use serde::{Deserialize, Serialize};

/// How the servers' logs are when the election begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Logs {
    /// All the same: anybody can win.
    Equal,
    /// Each follower's log is one entry shorter than that of the one before it, so that some
    /// candidates cannot win (§5.4.1).
    Different,
}

/// From when time is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Begins {
    /// Nobody leads, and every election timer starts now.
    Fresh,
    /// The leader has sent heartbeats to all at once, and crashes at a random time within its
    /// heartbeat interval; time is measured from the crash.
    Crash,
}

/// When the watch is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ends {
    /// A candidate has its majority.
    Elected,
    /// Every other server that is up has had an AppendEntries from the new leader.
    Heard,
}

/// What else is different from the plain setting: the questions that the thesis leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Twist {
    /// Nothing.
    Plain,
    /// Servers begin in different terms: S1 in term 1, S2 in term 2, and so on.
    Terms,
    /// Messages to servers with a higher number take longer than those back: three times as long.
    Asymmetric,
    /// This share of all messages is lost, in percent.
    Loss(u8),
    /// Clocks run at different speeds: the slowest by this much slower, the fastest by as much
    /// faster, in percent.
    Drift(u8),
}

/// One experiment. Times are those of the dials of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Experiment {
    /// How many servers the cluster has.
    pub servers: u8,
    /// How many of them are down: with [`Begins::Crash`] the old leader is one of them.
    pub failed: u8,
    /// How long a message is under way, one way.
    pub latency: Span,
    /// How long a write takes.
    pub disk: Span,
    /// The election timeout.
    pub timeout: Span,
    /// The time between heartbeats; half the shortest election timeout in the paper's experiments.
    pub heartbeat: Micros,
    /// The logs.
    pub logs: Logs,
    /// From when.
    pub begins: Begins,
    /// Until when.
    pub ends: Ends,
    /// What else.
    pub twist: Twist,
    /// How many elections.
    pub trials: u32,
    /// What all random draws are made from.
    pub seed: u64,
}

/// Why an experiment cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// One to nine servers.
    Servers(u8),
    /// A majority has to be up.
    NoMajority {
        /// How many servers there are.
        servers: u8,
        /// How many of them are down.
        failed: u8,
    },
    /// The leader that crashes is one of the failed.
    NobodyCrashes,
    /// A span ends before it begins, or a time is longer than a run can be, or an election timeout
    /// or a heartbeat interval is no time at all.
    BadTime(Dial),
    /// A share is over 100 percent, or a drift is 100 or more.
    BadShare(u8),
    /// At least one trial, and at most [`Experiment::MOST_TRIALS`].
    Trials(u32),
}

impl Experiment {
    /// The most trials of one experiment.
    pub const MOST_TRIALS: u32 = 10_000_000;

    /// Whether it can be done.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Trouble> {
        let Self { servers, failed, .. } = *self;
        if servers == 0 || usize::from(servers) > MAX_SERVERS {
            return Err(Trouble::Servers(servers));
        }
        let up: ServerSet = self.all().iter().skip(usize::from(failed)).collect();
        if !Configuration::of(self.all()).majorities(up).is_enough() {
            return Err(Trouble::NoMajority { servers, failed });
        }
        if self.begins == Begins::Crash && failed == 0 {
            return Err(Trouble::NobodyCrashes);
        }
        for dial in self.dials() {
            cluster::Timing::default().turn(dial).map_err(|_| Trouble::BadTime(dial))?;
        }
        match self.twist {
            Twist::Loss(share @ 100..) | Twist::Drift(share @ 90..) => return Err(Trouble::BadShare(share)),
            Twist::Plain | Twist::Terms | Twist::Asymmetric | Twist::Loss(_) | Twist::Drift(_) => {}
        }
        if (1..=Self::MOST_TRIALS).contains(&self.trials) {
            Ok(())
        } else {
            Err(Trouble::Trials(self.trials))
        }
    }

    /// The dials that it turns for all.
    pub(crate) fn dials(&self) -> [Dial; 5] {
        let loss = match self.twist {
            Twist::Loss(share) => share,
            Twist::Plain | Twist::Terms | Twist::Asymmetric | Twist::Drift(_) => 0,
        };
        [
            Dial::Latency(self.latency),
            Dial::Disk(self.disk),
            Dial::Timeout(self.timeout),
            Dial::Heartbeat(self.heartbeat),
            Dial::Loss(loss),
        ]
    }

    /// Every server.
    pub(crate) fn all(&self) -> ServerSet {
        ServerSet::first(usize::from(self.servers))
    }

    /// The servers that are down when the watch starts; the old leader, S1, is the first of them.
    pub(crate) fn down(&self) -> ServerSet {
        let failed = usize::from(self.failed);
        match self.begins {
            Begins::Crash => {
                ServerId::all().take(1).chain(self.all().iter().rev().take(failed - 1)).collect()
            }
            Begins::Fresh => self.all().iter().rev().take(failed).collect(),
        }
    }
}
