//! Experiments of the literature, and questions that it leaves open.
//!
//! What is published of the LAN experiments (Figure 16 of the paper): five servers, a broadcast time
//! of about 15 ms, logs of different lengths, the leader crashes within its heartbeat interval, which
//! is half the shortest timeout. How those 15 ms are made up is not published, nor how exact the
//! timers were. With 15 ms in every exchange of an election, the core elects far more slowly than
//! Figure 16: as 2.5 ms a message and 10 ms a write 150-155 has a median of 3.5 s, not 287 ms, 150-175
//! one of 311 ms, not 141 ms, and the wider lines are 15 to 57 % above theirs; as 7.5 ms a
//! message and no write it comes closer, with 1.5 s for 150-155. An exchange must have taken less there. Assumed here,
//! for all lines alike: a message takes [`LAN_LATENCY`], a write [`LAN_DISK`], timers are exact. These two were chosen
//! with the published medians in view.

use crate::experiment::{Begins, Ends, Experiment, Logs, Twist};
use cluster::{Micros, Span};

/// One way, on the LAN.
pub const LAN_LATENCY: Span = Span { min: Micros(500), max: Micros(1_500) };

/// A write on the LAN's servers.
pub const LAN_DISK: Span = Span::from_ms(1, 3);

/// No write takes any time.
pub const NO_DISK: Span = Span::from_ms(0, 0);

/// A preset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its name: `lan-150-300`.
    pub name: &'static str,
    /// What is measured.
    pub experiment: Experiment,
}

/// A line of Figure 16: timeouts in ms.
const fn lan(name: &'static str, min: u64, max: u64, trials: u32) -> Preset {
    let experiment = Experiment {
        servers: 5,
        failed: 1,
        latency: LAN_LATENCY,
        disk: LAN_DISK,
        timeout: Span::from_ms(min, max),
        heartbeat: Micros(min * 500),
        logs: Logs::Different,
        begins: Begins::Crash,
        ends: Ends::Heard,
        twist: Twist::Plain,
        trials,
        seed: 1,
    };
    Preset { name, experiment }
}

/// The thesis's simulation of a wide-area network.
const fn wan(name: &'static str, failed: u8, twist: Twist) -> Preset {
    let experiment = Experiment {
        servers: 5,
        failed,
        latency: Span::from_ms(30, 40),
        disk: NO_DISK,
        timeout: Span::from_ms(300, 600),
        heartbeat: Micros::from_ms(150),
        logs: Logs::Equal,
        begins: Begins::Fresh,
        ends: Ends::Elected,
        twist,
        trials: 10_000,
        seed: 1,
    };
    Preset { name, experiment }
}

/// Every preset, in the order of the literature.
pub const ALL: [Preset; 16] = [
    lan("lan-150-150", 150, 150, 100),
    lan("lan-150-151", 150, 151, 1000),
    lan("lan-150-155", 150, 155, 1000),
    lan("lan-150-175", 150, 175, 1000),
    lan("lan-150-200", 150, 200, 1000),
    lan("lan-150-300", 150, 300, 1000),
    lan("lan-12-24", 12, 24, 1000),
    lan("lan-25-50", 25, 50, 1000),
    lan("lan-50-100", 50, 100, 1000),
    lan("lan-100-200", 100, 200, 1000),
    wan("wan-f0", 0, Twist::Plain),
    wan("wan-f2", 2, Twist::Plain),
    wan("wan-terms", 0, Twist::Terms),
    wan("wan-asymmetric", 0, Twist::Asymmetric),
    wan("wan-loss", 0, Twist::Loss(20)),
    wan("wan-drift", 0, Twist::Drift(20)),
];

/// The preset of this name.
#[must_use]
pub fn named(name: &str) -> Option<Preset> {
    ALL.into_iter().find(|preset| preset.name == name)
}
