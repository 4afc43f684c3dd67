//! Looks for runs that break one of the five properties.
//!
//! [`fuzz`] makes many runs with random faults of every kind ([`Chaos`]) and has each judged after
//! every event. What it finds is a list of actions, made shorter by [`shorten`] so that a person
//! can read it. [`attempt`] is about runs that somebody thinks of.

pub mod attempt;
mod chaos;
mod coverage;
mod fuzz;
mod habits;
mod members;
mod random;
mod run;
mod shorten;
mod witness;

pub use chaos::Chaos;
pub use coverage::{Coverage, DecisionKind, FaultKind};
pub use fuzz::{EXPLAINED, Finding, Options, Report, fuzz};
pub use habits::{Delays, Habits};
pub use random::Random;
pub use run::{Outcome, Run};
pub use shorten::shorten;
pub use witness::witness;
