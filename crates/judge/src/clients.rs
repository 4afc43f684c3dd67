//! What clients know about their requests, beside what is true.
//!
//! A leader answers a client when it has applied the client's entry to its state machine (§5.3, §8).
//! A client that has no answer knows nothing: its entry may be committed all the same, or may never
//! be. Here only the leader that took the request answers, and only as long as it leads that term.

use crate::judge::Judge;
use crate::record::Commit;
use cluster::{Cause, Event};
use raft_core::{Command, Entry, Index, Payload, Server, ServerId, Term};

/// A client's request, taken by a leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// In which event the leader took it.
    pub event: u32,
    /// That leader.
    pub server: ServerId,
    /// The term it led, which is the entry's.
    pub term: Term,
    /// Where its entry is.
    pub index: Index,
    /// For what.
    pub command: Command,
    /// In which event the leader had applied the entry and answered, if it has.
    pub acknowledged: Option<u32>,
    /// The number, from 1, of the election that made the leader one. A server that crashes and is
    /// elected again does not know its clients any more.
    reign: u32,
}

impl Request {
    /// The entry that the leader made of it.
    #[must_use]
    pub fn entry(&self) -> Entry {
        Entry { term: self.term, payload: Payload::Command(self.command) }
    }
}

/// What has become of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fate {
    /// What a client may conclude.
    pub status: Status,
    /// The first commitment of this very entry, whether or not the client was told.
    pub committed: Option<Commit>,
    /// Another entry, if what was committed last at its index is another: its first commitment.
    pub replaced: Option<Commit>,
}

/// What a client may conclude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The leader has applied the entry and told the client.
    Acknowledged {
        /// In which event.
        event: u32,
    },
    /// The client has no answer, and both outcomes are possible.
    Unknown {
        /// Whether the leader that took it still leads, and may answer.
        awaited: bool,
    },
    /// There is no answer, and another entry is committed at this index: in Raft this one never
    /// can be.
    Superseded,
}

impl Fate {
    /// Whether what was committed, or what the client was even told is done, is so no more. In Raft
    /// that never happens.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        let done = self.committed.is_some() || matches!(self.status, Status::Acknowledged { .. });
        done && self.replaced.is_some()
    }
}

impl Judge {
    /// Every request that a leader took, in the order of events.
    pub fn requests(&self) -> impl DoubleEndedIterator<Item = Request> {
        self.requests.iter().copied()
    }

    /// How many requests there were.
    #[must_use]
    pub fn request_count(&self) -> usize {
        self.requests.len()
    }

    /// What has become of a request by now.
    #[must_use]
    pub fn fate(&self, request: &Request) -> Fate {
        let (index, entry) = (request.index, request.entry());
        // As long as no commitments contradict each other, there is one entry at an index.
        let (committed, replaced) = if self.is_contradictory() {
            let first_of = |entry: Entry| self.commits(index).find(|commit| commit.entry == entry);
            let last = self.commits(index).last().filter(|commit| commit.entry != entry);
            (first_of(entry), last.and_then(|last| first_of(last.entry)))
        } else {
            let first = self.committed(index);
            (first.filter(|commit| commit.entry == entry), first.filter(|commit| commit.entry != entry))
        };
        let status = match (request.acknowledged, replaced) {
            (Some(event), _) => Status::Acknowledged { event },
            (None, Some(_)) => Status::Superseded,
            (None, None) => Status::Unknown { awaited: self.reign_of(request.server) == Some(request.reign) },
        };
        Fate { status, committed, replaced }
    }

    /// What an event means to clients; the judge has seen the server after it.
    pub(crate) fn judge_clients(&mut self, number: u32, server: &Server, event: &Event) {
        // What crashes before anything leaves tells nobody anything.
        let Some(reign) = self.reign_of(server.id()).filter(|_| event.before_crash.is_none()) else { return };
        if let (Cause::Requested { command, .. }, Some(index)) = (&event.cause, event.log_from) {
            self.requests.push(Request {
                event: number,
                server: server.id(),
                term: server.current_term(),
                index,
                command: *command,
                acknowledged: None,
                reign,
            });
        }
        for (index, entry) in &event.applied {
            // Only what it made in this term can be a request that it took in this reign.
            if entry.term == server.current_term() && matches!(entry.payload, Payload::Command(_)) {
                self.acknowledge(number, server.id(), reign, *index);
            }
        }
    }

    /// The leader has applied the entry at this index.
    fn acknowledge(&mut self, number: u32, server: ServerId, reign: u32, index: Index) {
        let own = (0..self.requests.len()).rev().filter_map(|place| {
            let request = *self.requests.get(place)?;
            (request.server == server).then_some((place, request))
        });
        // A leader's requests have rising indexes; those before this reign are not asked for.
        let mut found = own.take_while(|(_, request)| request.reign == reign && request.index >= index);
        if let Some((place, request)) = found.find(|(_, r)| r.index == index && r.acknowledged.is_none()) {
            self.requests.set(place, Request { acknowledged: Some(number), ..request }, request);
        }
    }
}
