//! What servers of the core decide when they are given the logs of an attempt. Nothing in here
//! knows when a vote is refused, or an entry committed: it asks.

use super::{Attempt, CANDIDATE, LEADER, Refusal, Whose};
use cluster::Handed;
use raft_core::{
    AppendEntries, AppendEntriesReply, AppendRefusal, Command, Configuration, Decision, Entry, Index, Input,
    Message, Payload, Position, RequestVoteReply, Role, Rule, Rules, Server, ServerId, ServerSet, Term,
};

/// Everybody.
fn all() -> ServerSet {
    ServerSet::first(5)
}

/// A message arrives.
fn receive(server: &mut Server, rules: Rules, from: ServerId, message: &Message) -> Handed {
    Handed::by(server, rules, Input::Receive { from, message })
}

/// AppendEntries of a leader with this log, from what follows `prev` on.
fn append(term: Term, log: &[Term], prev: usize) -> Message {
    let entries = log[prev..].iter().map(|term| Entry { term: *term, payload: Payload::NoOp });
    let before = &log[..prev];
    let prev_log =
        Position { index: super::last_index(before), term: before.last().copied().unwrap_or_default() };
    let entries = entries.collect();
    Message::AppendEntries(AppendEntries { term, prev_log, entries, leader_commit: Index::ZERO })
}

/// A server that knows this term and got this log from somebody.
fn server(id: ServerId, term: Term, log: &[Term]) -> Server {
    let mut server = Server::new(id, Configuration::of(all()));
    if term > Term::ZERO {
        let from = if id == LEADER { CANDIDATE } else { LEADER };
        receive(&mut server, Rules::PAPER, from, &append(term, log, 0));
    }
    server
}

/// The term before.
fn before(term: Term) -> Term {
    Term(term.0.saturating_sub(1))
}

/// The terms in its log.
fn log_of(server: &Server) -> Vec<Term> {
    server.log().entries().iter().map(|entry| entry.term).collect()
}

/// The term of its last entry.
fn last_term(log: &[Term]) -> Term {
    log.last().copied().unwrap_or_default()
}

impl Attempt {
    /// How many entries leader T has when it is elected: those of earlier terms.
    pub(super) fn inherited(&self) -> usize {
        self.log(Whose::Leader).iter().filter(|term| **term < self.committed_in).count()
    }

    /// Steps 0 and 2: leader T hears that the entry is stored, and commits it or not.
    pub(super) fn commit(&self) -> Result<(), Refusal> {
        let (log, term, rules) = (self.log(Whose::Leader), self.committed_in, self.rules());
        let mut leader = server(LEADER, before(term), &log[..self.inherited()]);
        Handed::by(&mut leader, Rules::PAPER, Input::ElectionTimeout);
        for voter in all().iter().filter(|voter| *voter != LEADER) {
            let vote = Message::RequestVoteReply(RequestVoteReply { term, vote_granted: true });
            receive(&mut leader, Rules::PAPER, voter, &vote);
        }
        for _ in self.inherited()..log.len() {
            if let Some(command) = Command::new("x=1") {
                Handed::by(&mut leader, rules, Input::ClientRequest(command));
            }
        }
        let index = self.committed();
        let reply =
            AppendEntriesReply { term, success: true, prev_log_index: Index::ZERO, match_index: index };
        for follower in self.stored.iter().filter(|follower| *follower != LEADER) {
            receive(&mut leader, rules, follower, &Message::AppendEntriesReply(reply));
        }
        let entry_term = last_term(log);
        if leader.commit_index() >= index {
            Ok(())
        } else if entry_term != term && self.without != Some(Rule::CommitOnlyCurrentTerm) {
            Err(Refusal::OldTerm { entry_term })
        } else {
            let (stored, electorate) = (leader.known_to_store(rules, index), leader.electorate(rules));
            Err(Refusal::TooFewCopies { stored, electorate })
        }
    }

    /// Step 3: the voter has voted in term U when leader T's entry reaches it.
    pub(super) fn store_late(&self, late: ServerSet) -> Result<(), Refusal> {
        let (log, rules) = (self.log(Whose::Voter), self.rules());
        let (mine, theirs) = (self.elected_in, self.committed_in);
        for voter in late.iter() {
            // A server that votes in term U no longer leads term T.
            if voter == LEADER {
                return Err(Refusal::StaleLeader { voter, mine, theirs });
            }
            let mut server = server(voter, last_term(log), log);
            for (_, request) in self.stand().1.sent.iter().filter(|(to, _)| *to == voter) {
                receive(&mut server, rules, CANDIDATE, request);
            }
            let late = append(self.committed_in, self.log(Whose::Leader), 0);
            let heard = receive(&mut server, rules, LEADER, &late);
            let stale = heard.decisions.iter().find_map(|decision| match decision {
                Decision::RejectedEntries { refusal: AppendRefusal::StaleTerm { mine, theirs }, .. } => {
                    Some(Refusal::StaleLeader { voter, mine: *mine, theirs: *theirs })
                }
                _ => None,
            });
            stale.map_or(Ok(()), Err)?;
        }
        Ok(())
    }

    /// Step 4: whoever is in both majorities still has the entry when it votes.
    pub(super) fn keep(&self, voters: ServerSet) -> Result<(), Refusal> {
        let index = self.committed();
        for voter in voters.iter() {
            let whose = if voter == CANDIDATE { Whose::Candidate } else { Whose::Voter };
            let log = self.log(whose);
            let found = log.get(index.0 as usize - 1).copied();
            if found == self.log(Whose::Leader).last().copied() {
                // The candidate's log is argued about after its election.
                if whose == Whose::Voter {
                    self.argue(whose)?;
                }
            } else if !self.loses(voter, log) {
                return Err(Refusal::StillThere { voter, index, found });
            }
        }
        Ok(())
    }

    /// Whether a server that stored the entry can be left with this log: after a crash, and perhaps
    /// a late message of leader T.
    fn loses(&self, voter: ServerId, left: &[Term]) -> bool {
        let (log, rules) = (self.log(Whose::Leader), self.rules());
        let mut crashed = server(voter, self.committed_in, log);
        crashed.crash(rules);
        let late = (self.inherited()..log.len()).map(|end| {
            let mut server = crashed.clone();
            receive(&mut server, rules, LEADER, &append(self.committed_in, &log[..end], 0));
            log_of(&server)
        });
        log_of(&crashed) == left || late.into_iter().any(|log| log == left)
    }

    /// The candidate stands in term U.
    fn stand(&self) -> (Server, Handed) {
        let mut candidate = server(CANDIDATE, before(self.elected_in), self.log(Whose::Candidate));
        let heard = Handed::by(&mut candidate, self.rules(), Input::ElectionTimeout);
        (candidate, heard)
    }

    /// Steps 5 and 2: everyone asked votes or refuses. Returns the new leader's log.
    pub(super) fn vote(&self) -> Result<Vec<Term>, Refusal> {
        let rules = self.rules();
        let (mut candidate, stood) = self.stand();
        let both = self.voters();
        let others = self.votes.without(both);
        for voter in both.iter().chain(others.iter()) {
            let log = self.log_when_asked(voter);
            let mut server = server(voter, last_term(log), log);
            for (_, request) in stood.sent.iter().filter(|(to, _)| *to == voter) {
                let heard = receive(&mut server, rules, CANDIDATE, request);
                let refused = heard.decisions.iter().find_map(|decision| match decision {
                    Decision::RefusedVote { refusal, .. } => Some(Refusal::Vote { voter, refusal: *refusal }),
                    _ => None,
                });
                refused.map_or(Ok(()), Err)?;
                for (_, answer) in &heard.sent {
                    receive(&mut candidate, rules, voter, answer);
                }
            }
        }
        match candidate.role() {
            Role::Leader { .. } => Ok(log_of(&candidate)),
            Role::Candidate { votes, .. } => {
                let (votes, electorate) = (*votes, candidate.electorate(rules));
                Err(Refusal::TooFewVotes { votes, electorate })
            }
            Role::Follower => {
                let (votes, electorate) = (ServerSet::EMPTY, candidate.electorate(rules));
                Err(Refusal::TooFewVotes { votes, electorate })
            }
        }
    }

    /// What a server has when it stands or is asked for its vote.
    pub(super) fn log_when_asked(&self, server: ServerId) -> &[Term] {
        let committed = self.log(Whose::Leader);
        if server == CANDIDATE {
            self.log(Whose::Candidate)
        } else if self.voters().contains(server) {
            self.log(Whose::Voter)
        } else if self.stored.contains(server) {
            committed
        } else {
            let before = &committed[..committed.len().saturating_sub(1)];
            let own = self.log(Whose::Candidate);
            let shared = before.iter().zip(own).take_while(|(one, other)| one == other).count();
            &before[..shared]
        }
    }
}
