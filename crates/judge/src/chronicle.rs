//! What the safety argument speaks of (§5.4.3), recorded while it happens.

use crate::history::Shared;
use crate::judge::{Judge, voter};
use crate::logs::LogId;
use crate::record::Election;
use cluster::{Cause, Event, MessageId, Observer, Setup, World};
use raft_core::{Configuration, Message, PerServer, Server, ServerId, Term, TimerReset};

/// Watches a run from its first event on, as the [`Judge`] in it does, and remembers more: who
/// really stored which entry when, and which votes a leader was elected by. [`Chronicle::proofs`]
/// checks the safety argument against that.
///
/// It is apart from the judge because that one is to be fast and small.
#[derive(Clone, Debug)]
pub struct Chronicle {
    pub(crate) judge: Judge,
    /// In the order of events.
    pub(crate) copies: Shared<Copied>,
    /// The last copy of each server.
    last_copy: PerServer<Option<Copied>>,
    /// Answers to RequestVote that left or wait for a disk, in the order of events.
    answers: Shared<Answer>,
    /// For each candidate, the latest vote that reached it from each server.
    heard: PerServer<PerServer<Option<Ballot>>>,
    /// Each with the judge's election of the same number.
    pub(crate) leaderships: Shared<Leadership>,
    /// The leader's log before and after the step that made the judge's commitment of the same number:
    /// it counted by a configuration of these.
    pub(crate) counted_by: Shared<[LogId; 2]>,
}

/// What a server's log was when it had taken in an AppendEntries, or, if it leads, at any event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Copied {
    pub(crate) event: u32,
    pub(crate) server: ServerId,
    /// The term of the leader that it took it from.
    pub(crate) term: Term,
    pub(crate) log: LogId,
}

/// A vote or a refusal, on its way.
#[derive(Clone, Copy, Debug)]
struct Answer {
    message: MessageId,
    event: u32,
    log: LogId,
}

/// A vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ballot {
    /// When it was given.
    pub(crate) event: u32,
    /// The term it was given in.
    pub(crate) term: Term,
    /// The voter's log then.
    pub(crate) log: LogId,
}

/// A server as the leader of a term.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leadership {
    pub(crate) election: Election,
    /// The log that it was elected with.
    pub(crate) stood: LogId,
    /// Its log when it led last.
    pub(crate) held: LogId,
    /// Whose votes counted.
    pub(crate) configuration: Configuration,
    /// The votes of its term that it counted, its own included.
    pub(crate) ballots: PerServer<Option<Ballot>>,
}

impl Chronicle {
    /// A chronicle of a run that begins like this. It has to see every event.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        Self {
            judge: Judge::new(&World::new(setup)),
            copies: Shared::new(),
            last_copy: PerServer::filled(None),
            answers: Shared::new(),
            heard: PerServer::filled(PerServer::filled(None)),
            leaderships: Shared::new(),
            counted_by: Shared::new(),
        }
    }

    /// The judge of the same run.
    #[must_use]
    pub fn judge(&self) -> &Judge {
        &self.judge
    }

    /// What a server's step did.
    fn follow(&mut self, number: u32, server: &Server, event: &Event) {
        let id = server.id();
        let before = self.judge.log_of(id);
        self.note_vote(number, server, before, event);
        self.judge.judge_server(number, server, event.log_from, voter(event));
        let log = self.judge.log_of(id);
        if self.judge.elections.len() > self.leaderships.len() {
            self.note_election(server, before);
        }
        if self.judge.commitments.len() > self.counted_by.len() {
            self.counted_by.push([before, log]);
        }
        if server.is_leader() && log != before {
            self.note_reign(id, log);
        }
        if let Some(term) = taken_from(server, event) {
            self.note_copy(Copied { event: number, server: id, term, log });
        }
    }

    /// A vote is given by a message, or by standing.
    fn note_vote(&mut self, number: u32, server: &Server, log: LogId, event: &Event) {
        let id = server.id();
        match &event.cause {
            Cause::Timeout(_) => {
                self.heard[id] = PerServer::filled(None);
                self.heard[id][id] = Some(Ballot { event: number, term: server.current_term(), log });
            }
            Cause::Delivered { envelope, .. } => match &envelope.message {
                Message::RequestVote(_) => {
                    let answers = event.sent.iter().chain(&event.held);
                    for message in answers.filter(|answer| answer.to == envelope.id.from) {
                        self.answers.push(Answer { message: *message, event: number, log });
                    }
                }
                Message::RequestVoteReply(reply) if reply.vote_granted => {
                    self.note_heard(id, envelope.id, reply.term);
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// A vote reaches a candidate. A copy of a message is that message.
    fn note_heard(&mut self, candidate: ServerId, message: MessageId, term: Term) {
        let is_it = |answer: &&Answer| {
            let sent = answer.message;
            (sent.from, sent.to, sent.ordinal) == (message.from, message.to, message.ordinal)
        };
        let Some(answer) = self.answers.iter().rev().find(is_it) else { return };
        let heard = &mut self.heard[candidate][message.from];
        if heard.is_none_or(|ballot| ballot.term < term) {
            *heard = Some(Ballot { event: answer.event, term, log: answer.log });
        }
    }

    fn note_election(&mut self, server: &Server, stood: LogId) {
        let Some(election) = self.judge.elections.get(self.leaderships.len()).copied() else { return };
        let mut ballots = PerServer::filled(None);
        for voter in election.votes.iter() {
            ballots[voter] = self.heard[server.id()][voter].filter(|ballot| ballot.term == election.term);
        }
        let configuration = self.judge.configuration(stood);
        self.leaderships.push(Leadership { election, stood, held: election.log, configuration, ballots });
    }

    /// A leader's log has changed.
    fn note_reign(&mut self, leader: ServerId, log: LogId) {
        let count = self.leaderships.len();
        let newest_first = (0..count).rev().filter_map(|place| Some((place, *self.leaderships.get(place)?)));
        let reign = newest_first.into_iter().find(|(_, reign)| reign.election.server == leader);
        if let Some((place, reign)) = reign {
            self.leaderships.set(place, Leadership { held: log, ..reign }, reign);
        }
    }

    fn note_copy(&mut self, copy: Copied) {
        let last = &mut self.last_copy[copy.server];
        if last.is_none_or(|last| (last.term, last.log) != (copy.term, copy.log)) {
            *last = Some(copy);
            self.copies.push(copy);
        }
    }
}

/// The term of the leader from whom a server has what is in its log now: its own, if it leads.
/// `None`: this event is no evidence for that.
fn taken_from(server: &Server, event: &Event) -> Option<Term> {
    if server.is_leader() {
        return Some(server.current_term());
    }
    let Cause::Delivered { envelope, .. } = &event.cause else { return None };
    let Message::AppendEntries(request) = &envelope.message else { return None };
    // The timer starts afresh unless the leader is an old one, and refused.
    (event.timer == Some(TimerReset::HeardFromLeader)).then_some(request.term)
}

impl Observer for Chronicle {
    fn observe(&mut self, number: u32, world: &World, event: &Event) {
        let Some(server) = event.server().and_then(|id| world.server(id)) else { return };
        match event.before_crash.as_deref() {
            // Handled, and then crashed: two states follow each other in one event.
            Some(before_crash) => {
                self.follow(number, before_crash, event);
                self.judge.judge_server(number, server, event.log_from, voter(event));
            }
            None => self.follow(number, server, event),
        }
        self.judge.judge_applied(number, server.id(), &event.applied);
        self.judge.judge_clients(number, server, event);
    }

    fn weight(&self) -> usize {
        size_of::<Self>()
            + self.judge.weight()
            + self.copies.weight()
            + self.answers.weight()
            + self.leaderships.weight()
            + self.counted_by.weight()
    }
}
