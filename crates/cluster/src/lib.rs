//! Raft servers in a world: a network that loses, repeats and delays, a clock, crashes, and
//! rules that can be switched off.
//!
//! Everything that can happen is an [`Action`]. [`World::apply`] does one and returns the
//! [`Event`] that came of it; a run is a [`Setup`] and a list of actions, and is the same on every
//! machine. A [`Timeline`] keeps runs that branch, and lets an [`Observer`] watch them.
//!
//! Two ways to run, one world. **Stepped**: nothing moves unless an action says so, and messages
//! wait where they are. **Clocked**: timers run out and messages arrive by themselves
//! ([`Act::Step`] is "whatever is next"), with times drawn from a seed. One can hand over to the
//! other in the middle.

mod action;
mod apply;
mod candidacy;
mod check;
mod dial;
mod digest;
mod disk;
mod event;
mod members;
mod network;
mod parts;
mod schedule;
mod time;
mod timeline;
mod timing;
mod world;

pub use action::{Act, Action, ActionError, BadTime, Dial, Part};
pub use apply::Handed;
pub use candidacy::{Ballot, Candidacy};
pub use dial::{Amount, DIALS, DialKind, Reach, Unit};
pub use digest::fnv1a;
pub use disk::Write;
pub use event::{Cause, Event, Observer};
pub use network::{Envelope, Link, LossCause, MAX_UNDER_WAY, MessageId, Network};
pub use parts::Dials;
pub use time::{Micros, Purpose, Span, below, draw, within};
pub use timeline::{Branch, BranchId, Moment, Scene, Timeline};
pub use timing::{Timer, Timers, Timing};
pub use world::{Mode, Setup, World};
