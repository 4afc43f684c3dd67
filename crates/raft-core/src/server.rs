//! One server: its state (Figure 2), what can happen to it, and what it hands out.

use crate::configuration::Configuration;
use crate::decision::{Decision, Ignored, RoleName, StepDown};
use crate::ids::{Index, PerServer, ServerId, ServerSet, Term};
use crate::log::{Command, Entry, Log, Payload};
use crate::membership::CatchUp;
use crate::message::Message;
use crate::rules::{Rule, Rules};
use serde::Serialize;

/// What is on disk: updated before any message of the same step leaves (Figure 2, §5.5).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Persistent {
    /// The latest term the server has seen.
    pub current_term: Term,
    /// Whom it voted for in that term.
    pub voted_for: Option<ServerId>,
    /// Its log.
    pub log: Log,
}

/// What a server is, with the state that belongs to that role alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Role {
    /// Passive: answers leaders and candidates (§5.2).
    Follower,
    /// Asks for votes (§5.2).
    Candidate {
        /// Who has voted for it, itself included.
        votes: ServerSet,
        /// Who has refused it.
        refusals: ServerSet,
    },
    /// Handles requests and replicates (§5.3). Set anew after each election.
    Leader {
        /// For each server, the index of the next entry to send to it.
        next_index: PerServer<Index>,
        /// For each server, the highest index known to be stored on it.
        match_index: PerServer<Index>,
        /// New servers that catch up before a change of the membership begins (§6).
        #[serde(skip_serializing_if = "Option::is_none")]
        catching_up: Option<CatchUp>,
    },
}

impl Role {
    /// The role without its state.
    #[must_use]
    pub fn name(&self) -> RoleName {
        match self {
            Self::Follower => RoleName::Follower,
            Self::Candidate { .. } => RoleName::Candidate,
            Self::Leader { .. } => RoleName::Leader,
        }
    }
}

/// One Raft server. Only [`Server::step`] and [`Server::crash`] change it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Server {
    pub(crate) id: ServerId,
    /// The configuration before the first one in the log.
    pub(crate) bootstrap: Configuration,
    pub(crate) persistent: Persistent,
    pub(crate) commit_index: Index,
    pub(crate) last_applied: Index,
    pub(crate) role: Role,
    /// The current leader, itself perhaps, if it has heard from it within the minimum election timeout
    /// (§6). Only kept while `disregard-votes-while-led` is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hears_leader: Option<ServerId>,
}

/// What can happen to a server that is up.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// Its election timer ran out (§5.2). A leader has none and does nothing.
    ElectionTimeout,
    /// Time to send again: a leader its heartbeats (§5.2), a candidate its RequestVotes to those
    /// that have not answered (§5.5).
    HeartbeatTimeout,
    /// The same, to one server.
    Send {
        /// To whom.
        to: ServerId,
    },
    /// A leader sends AppendEntries without entries to one server, as heartbeats may be (§5.2):
    /// it asks whether their logs agree before nextIndex, and brings leaderCommit.
    SendEmpty {
        /// To whom.
        to: ServerId,
    },
    /// A leader sends AppendEntries to one server, with the first entries from nextIndex on and
    /// not all of them: how many an RPC carries is the leader's choice (§5.3, Figure 2).
    SendSome {
        /// To whom.
        to: ServerId,
        /// How many entries at most.
        most: u32,
    },
    /// A message arrives.
    Receive {
        /// From whom.
        from: ServerId,
        /// What.
        message: &'a Message,
    },
    /// A client asks a leader for something (§5.3). Other roles do nothing.
    ClientRequest(Command),
    /// A leader is asked to make these servers the cluster (§6).
    ChangeConfiguration {
        /// The servers that are to be the cluster.
        target: ServerSet,
        /// The servers that there are.
        known: ServerSet,
    },
    /// The minimum election timeout has passed since the server heard from a leader (§6): it hears
    /// candidates again.
    MinimumTimeoutPassed,
    /// It starts again after a crash, with what was on disk (§5.5).
    Restart,
}

/// Why a server's election timer starts afresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerReset {
    /// It restarted.
    Restarted,
    /// It stands for election.
    Stood,
    /// It granted a vote.
    GrantedVote,
    /// It was asked for a vote, and refused (`reset-timer-on-grant-only` is off).
    HeardCandidate,
    /// It heard from the current leader.
    HeardFromLeader,
    /// It was leader until now, and had no election timer.
    SteppedDown,
}

/// Where a step puts what it hands out.
pub trait Sink {
    /// Whether [`Sink::decided`] is called at all. `false` costs nothing.
    const EXPLAINS: bool;
    /// A message to send. What is durable is durable by now.
    fn send(&mut self, to: ServerId, message: Message);
    /// Whether nothing that is sent can be under way: then it need not be made in full.
    fn is_full(&self) -> bool {
        false
    }
    /// The election timer starts afresh.
    fn reset_election_timer(&mut self, why: TimerReset);
    /// The state machine executes this entry.
    fn apply(&mut self, index: Index, entry: Entry);
    /// The log may differ from this index on from what it was before the step.
    fn log_changed(&mut self, first: Index);
    /// Something was decided.
    fn decided(&mut self, decision: Decision);
}

/// A step in progress: the rules, and where its results go. Keeps signatures short.
pub(crate) struct Step<'a, S> {
    pub(crate) rules: Rules,
    pub(crate) out: &'a mut S,
}

impl<S: Sink> Step<'_, S> {
    /// Explains, if anybody listens.
    pub(crate) fn decide(&mut self, decision: impl FnOnce() -> Decision) {
        if S::EXPLAINS {
            self.out.decided(decision());
        }
    }
}

impl Server {
    /// A server on its first boot: term 0, an empty log, follower (Figure 2).
    #[must_use]
    pub fn new(id: ServerId, bootstrap: Configuration) -> Self {
        Self {
            id,
            bootstrap,
            persistent: Persistent { current_term: Term::ZERO, voted_for: None, log: Log::default() },
            commit_index: Index::ZERO,
            last_applied: Index::ZERO,
            role: Role::Follower,
            hears_leader: None,
        }
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> ServerId {
        self.id
    }

    /// The latest term it has seen.
    #[must_use]
    pub fn current_term(&self) -> Term {
        self.persistent.current_term
    }

    /// Whom it voted for in that term.
    #[must_use]
    pub fn voted_for(&self) -> Option<ServerId> {
        self.persistent.voted_for
    }

    /// What it stores, and answers by (Figure 2).
    #[must_use]
    pub fn persistent(&self) -> &Persistent {
        &self.persistent
    }

    /// Its log.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.persistent.log
    }

    /// The highest index it knows to be committed. Lost in a crash.
    #[must_use]
    pub fn commit_index(&self) -> Index {
        self.commit_index
    }

    /// The highest index its state machine has executed. Lost in a crash, with the state machine.
    #[must_use]
    pub fn last_applied(&self) -> Index {
        self.last_applied
    }

    /// What it is.
    #[must_use]
    pub fn role(&self) -> &Role {
        &self.role
    }

    /// Whether it leads its term.
    #[must_use]
    pub fn is_leader(&self) -> bool {
        matches!(self.role, Role::Leader { .. })
    }

    /// The leader because of which it disregards candidates (§6): itself, or the one it has heard from
    /// within the minimum election timeout.
    #[must_use]
    pub fn hears_leader(&self) -> Option<ServerId> {
        self.hears_leader
    }

    /// Everyone it sends to.
    pub(crate) fn peers(&self, rules: Rules) -> ServerSet {
        let mut peers = self.electorate(rules).receivers();
        peers.remove(self.id);
        peers
    }

    /// Stops at once. What is on disk stays; the rest is lost (§5.5).
    pub fn crash(&mut self, rules: Rules) {
        if !rules.has(Rule::PersistVote) {
            self.persistent.voted_for = None;
        }
        if !rules.has(Rule::PersistTerm) {
            self.persistent.voted_for = None;
            self.persistent.current_term = Term::ZERO;
        }
        if !rules.has(Rule::PersistLog) {
            self.persistent.log = Log::default();
        }
        self.commit_index = Index::ZERO;
        self.last_applied = Index::ZERO;
        self.role = Role::Follower;
        self.hears_leader = None;
    }

    /// Stops in the middle of writing: what it comes back with is what was on disk before.
    pub fn crash_while_writing(&mut self, rules: Rules, on_disk: Persistent) {
        self.persistent = on_disk;
        self.crash(rules);
    }

    /// One atomic step: everything the server does about one input.
    pub fn step<S: Sink>(&mut self, rules: Rules, input: Input<'_>, out: &mut S) {
        let step = &mut Step { rules, out };
        match input {
            Input::ElectionTimeout => self.stand(step),
            Input::HeartbeatTimeout => self.send_again(step),
            Input::Send { to } => self.send_to(step, to, true),
            Input::SendEmpty { to } => self.send_append_entries(step, to, Some(0)),
            Input::SendSome { to, most } => self.send_append_entries(step, to, Some(most)),
            Input::Receive { from, message } => self.receive(step, from, message),
            Input::ClientRequest(command) => self.append_own(step, Payload::Command(command)),
            Input::ChangeConfiguration { target, known } => self.change(step, target, known),
            Input::MinimumTimeoutPassed => self.hears_leader = None,
            Input::Restart => step.out.reset_election_timer(TimerReset::Restarted),
        }
    }

    fn receive<S: Sink>(&mut self, step: &mut Step<'_, S>, from: ServerId, message: &Message) {
        if self.disregards(step, from, message) || !self.hear_term(step, from, message.term()) {
            return;
        }
        match message {
            Message::RequestVote(request) => self.answer_request_vote(step, from, request),
            Message::RequestVoteReply(reply) => self.count_vote(step, from, *reply),
            Message::AppendEntries(request) => self.answer_append_entries(step, from, request),
            Message::AppendEntriesReply(reply) => self.hear_append_reply(step, from, *reply),
        }
    }

    /// "If RPC request or response contains term T > currentTerm: set currentTerm = T, convert
    /// to follower" (§5.1). `false`: the message is to be ignored altogether.
    fn hear_term<S: Sink>(&mut self, step: &mut Step<'_, S>, sender: ServerId, theirs: Term) -> bool {
        let mine = self.current_term();
        if theirs <= mine {
            return true;
        }
        let from = self.role.name();
        if from == RoleName::Leader && !step.rules.has(Rule::StepDownOnHigherTerm) {
            step.decide(|| Decision::Ignored { sender, why: Ignored::HigherTerm { mine, theirs } });
            return false;
        }
        self.persistent.current_term = theirs;
        self.persistent.voted_for = None;
        self.hears_leader = None;
        if from != RoleName::Follower && !step.rules.has(Rule::ConvertOnHigherTerm) {
            step.decide(|| Decision::KeptRole { role: from, mine, theirs, sender });
            return true;
        }
        self.role = Role::Follower;
        match from {
            RoleName::Follower => step.decide(|| Decision::UpdatedTerm { mine, theirs, sender }),
            RoleName::Candidate | RoleName::Leader => {
                let why = StepDown::HigherTerm { mine, theirs, sender };
                step.decide(|| Decision::SteppedDown { from, why });
            }
        }
        if from == RoleName::Leader {
            step.out.reset_election_timer(TimerReset::SteppedDown);
        }
        true
    }

    /// Sends RPCs again to everyone who still has to answer: a lost RPC is retried for ever (§5.5).
    fn send_again<S: Sink>(&mut self, step: &mut Step<'_, S>) {
        let retry = step.rules.has(Rule::Retry);
        if self.is_leader() {
            self.note_leader(step.rules, self.id);
        }
        for to in self.peers(step.rules).iter() {
            self.send_to(step, to, retry);
        }
    }

    /// Sends the RPC that this role sends: a leader AppendEntries, a candidate RequestVote.
    /// Without `retry` only a leader's empty heartbeat leaves.
    fn send_to<S: Sink>(&mut self, step: &mut Step<'_, S>, to: ServerId, retry: bool) {
        match &self.role {
            Role::Follower => {}
            Role::Candidate { votes, refusals } => {
                if retry && !votes.or(*refusals).contains(to) {
                    self.send_request_vote(step, to);
                }
            }
            Role::Leader { .. } => self.send_append_entries(step, to, if retry { None } else { Some(0) }),
        }
    }
}
