//! Log replication (§5.3).

use crate::decision::{AppendRefusal, CommitCause, Decision, Ignored};
use crate::ids::{Index, ServerId, Term};
use crate::log::{Entry, Payload, Position};
use crate::message::{AppendEntries, AppendEntriesReply, Message};
use crate::rules::Rule;
use crate::server::{Role, Server, Sink, Step, TimerReset};

impl Server {
    /// A leader appends an entry of its term and sends it to all (§5.3). Others do nothing.
    pub(crate) fn append_own<S: Sink>(&mut self, step: &mut Step<'_, S>, payload: Payload) {
        if !self.is_leader() {
            return;
        }
        let term = self.current_term();
        let index = self.persistent.log.append(Entry { term, payload });
        step.out.log_changed(index);
        step.decide(|| Decision::Appended { index, term });
        self.send_to_all(step);
        // A leader that is a majority by itself commits at once.
        self.advance_commit_index(step, None);
        self.apply_entries(step);
        self.go_on_with_change(step);
    }

    /// AppendEntries to every other server.
    pub(crate) fn send_to_all<S: Sink>(&self, step: &mut Step<'_, S>) {
        for peer in self.peers(step.rules).iter() {
            self.send_append_entries(step, peer, None);
        }
    }

    /// AppendEntries to one server: the log from nextIndex on, and at most so many entries if that
    /// is given.
    pub(crate) fn send_append_entries<S: Sink>(
        &self,
        step: &mut Step<'_, S>,
        to: ServerId,
        most: Option<u32>,
    ) {
        let Role::Leader { next_index, .. } = &self.role else { return };
        let next = next_index[to];
        let index = next.previous().min(self.log().last_index());
        let term = self.log().term_at(index).unwrap_or_default();
        // Copying a long log for a network that drops the message would be all that a server does.
        let most = if step.out.is_full() { Some(0) } else { most };
        let entries = self.log().from(next);
        let entries = entries[..most.map_or(entries.len(), |most| entries.len().min(most as usize))].to_vec();
        let request = AppendEntries {
            term: self.current_term(),
            prev_log: Position { index, term },
            entries,
            leader_commit: self.commit_index,
        };
        step.out.send(to, Message::AppendEntries(request));
    }

    /// AppendEntries, receiver (Figure 2). The term has been taken over already if it was higher.
    pub(crate) fn answer_append_entries<S: Sink>(
        &mut self,
        step: &mut Step<'_, S>,
        leader: ServerId,
        request: &AppendEntries,
    ) {
        // 1. Reply false if term < currentTerm (§5.1).
        let (mine, theirs) = (self.current_term(), request.term);
        if theirs < mine && step.rules.has(Rule::RefuseStaleLeader) {
            self.reject(step, leader, request, AppendRefusal::StaleTerm { mine, theirs });
            return;
        }
        if self.is_leader() {
            step.decide(|| Decision::Ignored { sender: leader, why: Ignored::OtherLeader { term: theirs } });
            return;
        }
        self.follow(step, leader, request.term);
        step.out.reset_election_timer(TimerReset::HeardFromLeader);
        self.note_leader(step.rules, leader);

        // 2. Reply false if log doesn't contain an entry at prevLogIndex whose term matches
        //    prevLogTerm (§5.3).
        let (prev, last) = (request.prev_log, self.log().last_index());
        let mine = self.log().term_at(prev.index);
        let matches = match mine {
            None => false,
            Some(term) => term == prev.term || !step.rules.has(Rule::ConsistencyCheck),
        };
        if !matches {
            self.reject(step, leader, request, AppendRefusal::NoMatch { prev, mine, last });
            return;
        }
        let last_new = self.store(step, leader, request, mine.unwrap_or_default());
        self.learn_commit_index(step, leader, request.leader_commit, last_new);
        self.apply_entries(step);

        // The leader may count on what it has sent, not on what else stands here (§5.3).
        let match_index =
            if step.rules.has(Rule::MatchWhatWasSent) { last_new } else { self.log().last_index() };
        let reply =
            AppendEntriesReply { term: request.term, success: true, prev_log_index: prev.index, match_index };
        step.out.send(leader, Message::AppendEntriesReply(reply));
    }

    fn reject<S: Sink>(
        &self,
        step: &mut Step<'_, S>,
        leader: ServerId,
        request: &AppendEntries,
        refusal: AppendRefusal,
    ) {
        step.decide(|| Decision::RejectedEntries { leader, refusal });
        let reply = AppendEntriesReply {
            term: self.current_term(),
            success: false,
            prev_log_index: request.prev_log.index,
            match_index: Index::ZERO,
        };
        step.out.send(leader, Message::AppendEntriesReply(reply));
    }

    /// Steps 3 and 4 of Figure 2's receiver, `prev_mine` being the term at prevLogIndex here. Returns
    /// the index of the last new entry.
    fn store<S: Sink>(
        &mut self,
        step: &mut Step<'_, S>,
        leader: ServerId,
        request: &AppendEntries,
        prev_mine: Term,
    ) -> Index {
        let mut last_new = request.prev_log.index;
        let mut appended = 0;
        for entry in &request.entries {
            last_new = last_new.next();
            let mine = self.log().get(last_new).map(|mine| mine.term);
            // 3. If an existing entry conflicts with a new one (same index but different terms),
            //    delete the existing entry and all that follow it (§5.3).
            if let Some(mine) = mine.filter(|mine| *mine != entry.term) {
                if !step.rules.has(Rule::DeleteConflicts) {
                    let theirs = entry.term;
                    step.decide(|| Decision::KeptConflict { leader, index: last_new, mine, theirs });
                    continue;
                }
                self.delete_after(step, leader, last_new.previous(), Some(entry));
            }
            // 4. Append any new entries not already in the log.
            if last_new > self.log().last_index() {
                self.persistent.log.append(*entry);
                step.out.log_changed(last_new);
                appended += 1;
            }
        }
        if !step.rules.has(Rule::DeleteOnlyConflicts) {
            self.delete_after(step, leader, last_new, None);
        }
        let prev = request.prev_log;
        step.decide(|| Decision::AcceptedEntries { leader, prev, mine: prev_mine, last_new, appended });
        last_new
    }

    /// Deletes what follows `keep`; `conflict` is the leader's entry that made it necessary.
    fn delete_after<S: Sink>(
        &mut self,
        step: &mut Step<'_, S>,
        leader: ServerId,
        keep: Index,
        conflict: Option<&Entry>,
    ) {
        let (first, last) = (keep.next(), self.log().last_index());
        let Some(mine) = self.log().get(first).map(|entry| entry.term) else { return };
        self.persistent.log.truncate_after(keep);
        step.out.log_changed(first);
        let theirs = conflict.map(|entry| entry.term);
        step.decide(|| Decision::Truncated { leader, first, last, mine, theirs });
    }

    /// 5. If leaderCommit > commitIndex, set commitIndex = min(leaderCommit, index of last new
    ///    entry) (Figure 2, §5.3).
    fn learn_commit_index<S: Sink>(
        &mut self,
        step: &mut Step<'_, S>,
        leader: ServerId,
        leader_commit: Index,
        last_new: Index,
    ) {
        let bound = if step.rules.has(Rule::CommitUpToLastNew) { last_new } else { self.log().last_index() };
        let commit = leader_commit.min(bound);
        if commit <= self.commit_index {
            return;
        }
        let first = self.commit_index.next();
        self.commit_index = commit;
        let cause = CommitCause::LeaderCommit { leader, leader_commit, last_new };
        step.decide(|| Decision::Committed { first, last: commit, cause });
    }

    /// An answer to AppendEntries arrives at the leader (§5.3).
    pub(crate) fn hear_append_reply<S: Sink>(
        &mut self,
        step: &mut Step<'_, S>,
        follower: ServerId,
        reply: AppendEntriesReply,
    ) {
        let (mine, theirs) = (self.current_term(), reply.term);
        if theirs < mine && step.rules.has(Rule::IgnoreStaleAppendReplies) {
            let why = Ignored::StaleAppendReply { mine, theirs };
            step.decide(|| Decision::Ignored { sender: follower, why });
        } else if !self.is_leader() {
            let why = Ignored::NotLeader { role: self.role.name() };
            step.decide(|| Decision::Ignored { sender: follower, why });
        } else if reply.success {
            self.advance_follower(step, follower, reply.match_index);
        } else {
            self.back_off(step, follower, reply.prev_log_index);
        }
    }

    /// "If successful: update nextIndex and matchIndex for follower" (Figure 2), commit what can
    /// be committed, and send the rest if there is any. Answers can overtake each other, so both
    /// only grow here.
    fn advance_follower<S: Sink>(&mut self, step: &mut Step<'_, S>, follower: ServerId, acknowledged: Index) {
        let last = self.log().last_index();
        let Role::Leader { next_index, match_index, .. } = &mut self.role else { return };
        let known = acknowledged.min(last);
        let (next, matching) = (&mut next_index[follower], &mut match_index[follower]);
        let before = *matching;
        let grew = known > before;
        let moved = known.next() > *next;
        *matching = known.max(*matching);
        *next = known.next().max(*next);
        let (match_index, next_index) = (*matching, *next);
        step.decide(|| {
            if grew || moved {
                Decision::Advanced { follower, match_index, next_index }
            } else {
                Decision::Confirmed { follower, acknowledged: known, match_index, next_index }
            }
        });
        // The copy of a server that catches up is no news: it does not count (§6).
        let news = grew && self.electorate(step.rules).counted().contains(follower);
        self.advance_commit_index(step, news.then_some(match_index));
        self.apply_entries(step);
        let sent = self.go_on_with_change(step) || self.hear_of_catch_up(step, follower, before);
        if grew && !sent && next_index <= last && self.peers(step.rules).contains(follower) {
            self.send_append_entries(step, follower, None);
        }
    }

    /// "If AppendEntries fails because of log inconsistency: decrement nextIndex and retry"
    /// (Figure 2, §5.3). The inconsistency is that of the attempt at nextIndex − 1; a refusal of
    /// another attempt came late. matchIndex is not asked: a follower that has lost what it had
    /// acknowledged is found out only in this way.
    fn back_off<S: Sink>(&mut self, step: &mut Step<'_, S>, follower: ServerId, refused: Index) {
        let Role::Leader { next_index, .. } = &mut self.role else { return };
        let next = &mut next_index[follower];
        if refused != next.previous() {
            let why = Ignored::OtherAttempt { prev_log_index: refused, next_index: *next };
            step.decide(|| Decision::Ignored { sender: follower, why });
            return;
        }
        // Index 0 is before the first entry: there every log matches, and nobody refuses it.
        let moved = refused > Index::ZERO && step.rules.has(Rule::DecrementNextIndex);
        if moved {
            *next = refused;
        }
        let next_index = *next;
        step.decide(|| Decision::BackedOff { follower, refused, next_index, moved });
        if moved && self.peers(step.rules).contains(follower) {
            self.send_append_entries(step, follower, None);
        }
    }
}
