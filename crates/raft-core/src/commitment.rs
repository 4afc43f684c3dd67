//! When an entry is committed (§5.3, §5.4.2), and when it is applied.

use crate::decision::{CommitCause, Decision, Hold};
use crate::ids::{Index, ServerId, ServerSet};
use crate::rules::{Rule, Rules};
use crate::server::{Role, Server, Sink, Step};

impl Server {
    /// How far a server's log is known to agree with this leader's; its own does to its end.
    pub(crate) fn known_match(&self, server: ServerId) -> Index {
        match &self.role {
            _ if server == self.id => self.log().last_index(),
            Role::Leader { match_index, .. } => match_index[server],
            Role::Follower | Role::Candidate { .. } => Index::ZERO,
        }
    }

    /// The servers that this leader knows to store the entry, of those whose copies count.
    #[must_use]
    pub fn known_to_store(&self, rules: Rules, index: Index) -> ServerSet {
        let counted = self.electorate(rules).counted();
        counted.iter().filter(|server| self.known_match(*server) >= index).collect()
    }

    /// The greatest index that enough servers are known to store (§5.3).
    fn counted_index(&self, rules: Rules) -> Index {
        self.electorate(rules).index_reached(|server| self.known_match(server))
    }

    /// Why this server, as the leader it is, may not commit its entry at an index by counting;
    /// `None` if it may: a majority stores it (§5.3), and it is of the leader's own term (§5.4.2).
    #[must_use]
    pub fn commit_hold(&self, rules: Rules, index: Index) -> Option<Hold> {
        let electorate = self.electorate(rules);
        if index > self.counted_index(rules) {
            return Some(Hold::NoMajority { stored: self.known_to_store(rules, index), electorate });
        }
        // "log[N].term == currentTerm" (Figure 2, §5.4.2).
        let current_term = self.current_term();
        let entry_term = self.log().term_at(index).unwrap_or_default();
        if entry_term != current_term && rules.has(Rule::CommitOnlyCurrentTerm) {
            let stored = self.known_to_store(rules, index);
            return Some(Hold::OldTerm { stored, entry_term, current_term, electorate });
        }
        None
    }

    /// "If there exists an N such that N > commitIndex, a majority of matchIndex[i] >= N, and
    /// log[N].term == currentTerm: set commitIndex = N" (Figure 2, §5.3, §5.4.2).
    ///
    /// `news` is the index that one more server is known to store now; if it cannot be committed,
    /// that is a decision too.
    pub(crate) fn advance_commit_index<S: Sink>(&mut self, step: &mut Step<'_, S>, news: Option<Index>) {
        // If the greatest such N is of an earlier term, so are the others: a leader's entries of its own
        // term are the end of its log, even where rules are off and terms fall along a log.
        let counted = self.counted_index(step.rules);
        let Some(index) =
            [Some(counted), news].into_iter().flatten().find(|index| *index > self.commit_index)
        else {
            return;
        };
        if let Some(why) = self.commit_hold(step.rules, index) {
            if news.is_some() {
                step.decide(|| Decision::HeldCommit { index, why });
            }
            return;
        }
        let first = self.commit_index.next();
        // Those that it counted by: with the commitment, others can be in force
        // (`configuration-on-append` is off).
        let electorate = self.electorate(step.rules);
        let stored = self.known_to_store(step.rules, index);
        self.commit_index = index;
        let entry_term = self.log().term_at(index).unwrap_or_default();
        let current_term = self.current_term();
        let cause = CommitCause::Counted { stored, entry_term, current_term, electorate };
        step.decide(|| Decision::Committed { first, last: index, cause });
    }

    /// "If commitIndex > lastApplied: increment lastApplied, apply log[lastApplied] to state
    /// machine" (Figure 2, §5.3).
    pub(crate) fn apply_entries<S: Sink>(&mut self, step: &mut Step<'_, S>) {
        let last = self.log().last_index();
        let target =
            if step.rules.has(Rule::ApplyOnlyCommitted) { self.commit_index.min(last) } else { last };
        while self.last_applied < target {
            self.last_applied = self.last_applied.next();
            if let Some(entry) = self.log().get(self.last_applied) {
                step.out.apply(self.last_applied, *entry);
            }
        }
    }
}
