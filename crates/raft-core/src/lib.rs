//! One Raft server: the algorithm of the paper, and nothing else.
//!
//! The paper is Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm
//! (Extended Version)". A [`Server`] holds exactly the state of its Figure 2. It is told what
//! happens ([`Input`]), changes itself in one atomic step ([`Server::step`]), and hands out what
//! follows from it through a [`Sink`]: messages, timer resets, entries for the state machine, and
//! [`Decision`]s that say what it decided, by which rule and which operands.
//!
//! The files follow the paper:
//!
//! | file | section |
//! |---|---|
//! | [`server`] | Figure 2's state; §5.1 terms; §5.5 crashes |
//! | [`election`] | §5.2 leader election; §5.4.1 election restriction |
//! | [`replication`] | §5.3 log replication |
//! | [`commitment`] | §5.4.2 committing entries; applying them |
//! | [`membership`], [`configuration`] | §6 changes of the cluster's membership |
//! | [`electorate`] | majorities (§5.2, §5.3), of each side in a joint configuration (§6) |
//! | [`rules`] | every rule that can be switched off |
//!
//! # How the pieces go together
//!
//! Time does not pass in here. A timeout is an input, sent by whoever keeps the clock; so is a
//! message's arrival. What is durable ([`Persistent`]) is durable when `step` returns, before the
//! messages of that step leave. A crash ([`Server::crash`]) drops everything else.
//!
//! Two choices the paper leaves open:
//!
//! - A leader sends everything from nextIndex on, at each request and each heartbeat. After a
//!   refusal it sends again at once, one index earlier; after an acceptance that taught it
//!   something, it sends the rest at once.
//! - An answer to AppendEntries carries what it answers (`prev_log_index`, `match_index`), since
//!   messages travel alone here, while in the paper an answer belongs to its call.
//!
//! # An election
//!
//! Three servers, and a network that delivers everything at once:
//!
//! ```
//! use raft_core::*;
//!
//! /// Messages under way: to whom, and what.
//! struct Network(Vec<(ServerId, Message)>);
//!
//! impl Sink for Network {
//!     const EXPLAINS: bool = false;
//!     fn send(&mut self, to: ServerId, message: Message) { self.0.push((to, message)) }
//!     fn reset_election_timer(&mut self, _: TimerReset) {}
//!     fn apply(&mut self, _: Index, _: Entry) {}
//!     fn log_changed(&mut self, _: Index) {}
//!     fn decided(&mut self, _: Decision) {}
//! }
//!
//! let all = ServerSet::first(3);
//! let mut servers: Vec<_> = all.iter().map(|id| Server::new(id, Configuration::of(all))).collect();
//!
//! let mut requests = Network(vec![]);
//! servers[0].step(Rules::PAPER, Input::ElectionTimeout, &mut requests);
//! for (to, message) in requests.0 {
//!     let (mut answers, s1) = (Network(vec![]), servers[0].id());
//!     let input = Input::Receive { from: s1, message: &message };
//!     servers[to.slot()].step(Rules::PAPER, input, &mut answers);
//!     for (_, answer) in answers.0 {
//!         let input = Input::Receive { from: to, message: &answer };
//!         servers[0].step(Rules::PAPER, input, &mut Network(vec![]));
//!     }
//! }
//! assert!(servers[0].is_leader());
//! assert_eq!(servers[2].current_term(), Term(1));
//! ```
//!
//! # What is not here
//!
//! - Log compaction (§7), and sessions that let a client repeat a request safely (§8).
//! - The faster back-off that §5.3 mentions (a conflicting term at a time).
//! - A limit on the number of entries in one AppendEntries.
//! - Terms and indexes end at 2³² − 1.
//!
//! # Rules that can be switched off
//!
//! [`Rules`] tells which rules are in force; each [`Rule`] is consulted at one place. Nothing in
//! here asserts what only holds with a rule on, so no set of rules makes a server panic.

pub mod change;
pub mod commitment;
pub mod configuration;
pub mod decision;
pub mod election;
pub mod electorate;
mod explained;
pub mod ids;
pub mod log;
pub mod membership;
pub mod message;
pub mod replication;
pub mod rules;
pub mod server;
pub mod verb;
mod visible;

pub use change::{Change, ChangeRefusal};
pub use configuration::Configuration;
pub use decision::{AppendRefusal, CommitCause, Decision, Hold, Ignored, RoleName, StepDown, VoteRefusal};
pub use election::is_up_to_date;
pub use electorate::{Count, Electorate, Tally};
pub use ids::{Index, MAX_SERVERS, PerServer, ServerId, ServerSet, Term};
pub use log::{Command, Entry, Log, MAX_COMMAND_BYTES, Payload, Position};
pub use membership::CatchUp;
pub use message::{AppendEntries, AppendEntriesReply, Message, RequestVote, RequestVoteReply};
pub use rules::{Rule, Rules};
pub use server::{Input, Persistent, Role, Server, Sink, TimerReset};
pub use verb::Verb;
pub use visible::is_invisible;
