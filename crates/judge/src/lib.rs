//! Whether a run keeps the five properties of Figure 3, judged at every event.
//!
//! The [`Judge`] watches a run as a [`cluster::Observer`]. It sees what happens and what every
//! server's state is afterwards, and keeps a history of its own: who was elected when and with
//! which log, what was committed by which leader in which term, what was applied first at every
//! index. None of that is lost when a server crashes. It uses nothing of Raft's implementation but
//! its types, and it never stops a run.
//!
//! What each property means here:
//!
//! - **Election Safety** is judged over the whole history, not only for leaders at the same time.
//! - **Leader Append-Only**: whoever leads after a step still has, as a beginning, the log it had
//!   before the step. That holds for the step that makes it leader too. A server that stops
//!   leading in a step is no leader.
//! - **Log Matching** is about the logs as they are after the event.
//! - **Leader Completeness**: a leader of term U has every entry that a leader of a term lower
//!   than U committed, at its election and as long as it leads, whichever came first. A leader
//!   commits by advancing its commitIndex; followers only learn. The term that counts is that of
//!   the leader that committed, not the entry's.
//! - **State Machine Safety** remembers what was applied for ever.
//!
//! After the first violation of a property no others of the same property are looked for.
//!
//! The judge also knows what clients may conclude about their requests: see [`Judge::fate`]; and how available
//! the cluster has been, which is no property of Figure 3: see [`Judge::availability`].
//!
//! A [`Chronicle`] is a judge that remembers more. From what it has seen, the safety argument of
//! §5.4.3 is checked step by step: a [`Proof`] for each committed entry and each later leader.

mod availability;
mod chronicle;
mod clients;
mod history;
mod judge;
mod logs;
mod proof;
mod property;
mod prove;
mod reconfiguration;
mod record;
mod transition;
mod violation;

pub use availability::{Availability, Campaign, Change, Outage};
pub use chronicle::Chronicle;
pub use clients::{Fate, Request, Status};
pub use judge::Judge;
pub use logs::LogId;
pub use proof::{Proof, Step, Verdict, Why};
pub use property::Property;
pub use reconfiguration::{Decider, TwoDeciders};
pub use record::{Applied, Column, Commit, Election, Group};
pub use transition::{Milestones, Transition};
pub use violation::{Evidence, Violation};
