//! Leader election (§5.2) and the election restriction (§5.4.1).

use crate::decision::{Decision, Ignored, RoleName, StepDown, VoteRefusal};
use crate::ids::{Index, PerServer, ServerId, ServerSet, Term};
use crate::log::{Payload, Position};
use crate::message::{Message, RequestVote, RequestVoteReply};
use crate::rules::{Rule, Rules};
use crate::server::{Role, Server, Sink, Step, TimerReset};

/// Whether a log that ends at `theirs` is at least as up-to-date as one that ends at `mine`:
/// the later last term wins; with equal last terms, the longer log (§5.4.1).
#[must_use]
pub fn is_up_to_date(rules: Rules, mine: Position, theirs: Position) -> bool {
    let by_length = theirs.index >= mine.index || !rules.has(Rule::CompareLength);
    let same_term = theirs.term == mine.term || !rules.has(Rule::CompareLastTerm);
    if same_term { by_length } else { theirs.term > mine.term }
}

impl Server {
    /// The election timer ran out: begin an election (§5.2, Figure 2 "Candidates").
    pub(crate) fn stand<S: Sink>(&mut self, step: &mut Step<'_, S>) {
        if self.is_leader() || !self.may_stand(step.rules) {
            return;
        }
        let electorate = self.electorate(step.rules);
        let own = if electorate.votes_for_itself() { ServerSet::only(self.id) } else { ServerSet::EMPTY };
        let persistent = &mut self.persistent;
        if step.rules.has(Rule::NewTermOnCandidacy) || persistent.current_term.0 == 0 {
            persistent.current_term = persistent.current_term.next();
        }
        persistent.voted_for = own.iter().next();
        self.hears_leader = None;
        self.role = Role::Candidate { votes: own, refusals: ServerSet::EMPTY };
        step.out.reset_election_timer(TimerReset::Stood);
        step.decide(|| Decision::Stood { term: self.current_term(), electorate });
        for peer in self.peers(step.rules).iter() {
            self.send_request_vote(step, peer);
        }
        self.lead_if_elected(step);
    }

    /// Asks one server for its vote: the end of the log travels along, not the log (§5.4.1).
    pub(crate) fn send_request_vote<S: Sink>(&self, step: &mut Step<'_, S>, to: ServerId) {
        let request = RequestVote { term: self.current_term(), last_log: self.log().last() };
        step.out.send(to, Message::RequestVote(request));
    }

    /// RequestVote, receiver (Figure 2). The term has been taken over already if it was higher.
    pub(crate) fn answer_request_vote<S: Sink>(
        &mut self,
        step: &mut Step<'_, S>,
        candidate: ServerId,
        request: &RequestVote,
    ) {
        let refusal = self.vote_refusal(step.rules, candidate, request);
        match refusal {
            Some(refusal) => {
                // Only a grant restarts the timer (§5.2); a leader has none.
                if !self.is_leader() && !step.rules.has(Rule::ResetTimerOnGrantOnly) {
                    step.out.reset_election_timer(TimerReset::HeardCandidate);
                }
                step.decide(|| Decision::RefusedVote { candidate, refusal });
            }
            None => {
                let voted_for = self.persistent.voted_for.replace(candidate);
                step.out.reset_election_timer(TimerReset::GrantedVote);
                let (current_term, term) = (self.current_term(), request.term);
                let (mine, theirs) = (self.log().last(), request.last_log);
                step.decide(|| Decision::GrantedVote {
                    candidate,
                    term,
                    current_term,
                    voted_for,
                    mine,
                    theirs,
                });
            }
        }
        let granted = refusal.is_none();
        // An old candidate that was not refused gets an answer that it will not take for an old one.
        let term = if granted { request.term } else { self.current_term() };
        let reply = RequestVoteReply { term, vote_granted: granted };
        step.out.send(candidate, Message::RequestVoteReply(reply));
    }

    /// Why this server would refuse the candidate now; `None` if it would vote for it.
    #[must_use]
    pub fn vote_refusal(
        &self,
        rules: Rules,
        candidate: ServerId,
        request: &RequestVote,
    ) -> Option<VoteRefusal> {
        // 1. Reply false if term < currentTerm (§5.1).
        let (mine, theirs) = (self.current_term(), request.term);
        if theirs < mine && rules.has(Rule::RefuseStaleCandidate) {
            return Some(VoteRefusal::StaleTerm { mine, theirs });
        }
        // 2. If votedFor is null or candidateId (§5.2) ... A vote of an earlier term is gone.
        let voted_for = if theirs > mine { None } else { self.voted_for() };
        if let Some(voted_for) = voted_for.filter(|voted| *voted != candidate)
            && rules.has(Rule::OneVotePerTerm)
        {
            return Some(VoteRefusal::AlreadyVoted { voted_for, term: mine });
        }
        // ... and candidate's log is at least as up-to-date as receiver's log (§5.4.1).
        let (mine, theirs) = (self.log().last(), request.last_log);
        if rules.has(Rule::ElectionRestriction) && !is_up_to_date(rules, mine, theirs) {
            return Some(VoteRefusal::LogBehind { mine, theirs });
        }
        None
    }

    /// A vote, or a refusal, arrives at the candidate (§5.2).
    pub(crate) fn count_vote<S: Sink>(
        &mut self,
        step: &mut Step<'_, S>,
        voter: ServerId,
        reply: RequestVoteReply,
    ) {
        let (mine, theirs) = (self.current_term(), reply.term);
        if theirs < mine && step.rules.has(Rule::IgnoreStaleVotes) {
            step.decide(|| Decision::Ignored { sender: voter, why: Ignored::StaleVote { mine, theirs } });
            return;
        }
        let electorate = self.electorate(step.rules);
        let Role::Candidate { votes, refusals } = &mut self.role else {
            let role = self.role.name();
            step.decide(|| Decision::Ignored { sender: voter, why: Ignored::NotCandidate { role } });
            return;
        };
        if !reply.vote_granted {
            refusals.insert(voter);
            let votes = *votes;
            step.decide(|| Decision::MissedVote { voter, votes, electorate });
            return;
        }
        votes.insert(voter);
        let votes = *votes;
        step.decide(|| Decision::CountedVote { voter, votes, electorate });
        self.lead_if_elected(step);
    }

    /// "If votes received from majority of servers: become leader" (Figure 2, §5.2).
    fn lead_if_elected<S: Sink>(&mut self, step: &mut Step<'_, S>) {
        let Role::Candidate { votes, .. } = self.role else { return };
        let electorate = self.electorate(step.rules);
        if !electorate.votes(votes).is_enough() {
            return;
        }
        let term = self.current_term();
        step.decide(|| Decision::BecameLeader { term, votes, electorate });
        if !step.rules.has(Rule::LeaderAppendOnly) {
            self.drop_uncommitted(step);
        }
        let next = self.log().last_index().next();
        self.role = Role::Leader {
            next_index: PerServer::filled(next),
            match_index: PerServer::filled(Index::ZERO),
            catching_up: None,
        };
        self.note_leader(step.rules, self.id);
        if step.rules.has(Rule::NoOpOnElection) {
            self.append_own(step, Payload::NoOp);
        } else if !self.go_on_with_change(step) {
            self.send_to_all(step);
            self.explain_waiting_change(step);
        }
    }

    /// What no leader may do (Leader Append-Only): forget entries of its own.
    fn drop_uncommitted<S: Sink>(&mut self, step: &mut Step<'_, S>) {
        let (first, last) = (self.commit_index.next(), self.log().last_index());
        if first > last {
            return;
        }
        self.persistent.log.truncate_after(self.commit_index);
        step.out.log_changed(first);
        step.decide(|| Decision::DroppedOwn { first, last });
    }

    /// A candidate that hears from the leader of `term`, its own unless an old leader is not
    /// refused, becomes its follower (§5.2). Its vote stays: it has voted, for itself.
    pub(crate) fn follow<S: Sink>(&mut self, step: &mut Step<'_, S>, leader: ServerId, term: Term) {
        if self.role.name() != RoleName::Candidate {
            return;
        }
        self.role = Role::Follower;
        if !step.rules.has(Rule::KeepVoteInTerm) {
            self.persistent.voted_for = None;
        }
        let why = StepDown::CurrentLeader { leader, term, current_term: self.current_term() };
        step.decide(|| Decision::SteppedDown { from: RoleName::Candidate, why });
    }
}
