//! The contradiction by hand: what forbids an attempt, and that nothing but Raft's rules does.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod exhaustion;
mod real_runs;
mod starts;
