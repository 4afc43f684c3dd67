//! Whether logs like these can exist together. One leader a term (§5.2) has one log, to which it
//! only appends (§5.3), and a follower takes in nothing but what follows an entry that it shares
//! with the leader (§5.3): so what two logs have of one term is of one log (Log Matching).

use super::{Attempt, Refusal, Whose, index_of};
use raft_core::{Rule, Term};

/// A leader who sends a server what follows entries that the server does not have.
pub(super) struct Sender {
    /// That leader's log.
    pub(super) log: Vec<Term>,
    /// How many of its own entries the server keeps.
    pub(super) kept: usize,
    /// The term it leads.
    pub(super) term: Term,
}

impl Attempt {
    /// Steps 6 and 7: whether this log can exist beside the others. Without the consistency check
    /// nothing is known about that.
    pub(super) fn argue(&self, whose: Whose) -> Result<(), Refusal> {
        let later = self.later_leader(self.log(whose), whose);
        let other = self.beside(whose).find_map(|other| self.clash(other, whose, self.log(whose)));
        // Equal last terms are step 6, whatever else is wrong.
        let equal = whose == Whose::Candidate && self.has_voter() && self.ends_alike();
        let refusal = if equal { other.or(later) } else { later.or(other) };
        match refusal.filter(|_| self.without != Some(Rule::ConsistencyCheck)) {
            Some(refusal) => Err(refusal),
            None => Ok(()),
        }
    }

    /// The logs that this one has to agree with.
    fn beside(&self, whose: Whose) -> impl Iterator<Item = Whose> {
        let voter = whose == Whose::Candidate && self.has_voter();
        [voter.then_some(Whose::Voter), Some(Whose::Leader)].into_iter().flatten()
    }

    /// Step 7: a log without the committed entry, and in it an entry of a leader who had that one.
    /// Leaders after T have it since U is the first that lacks it.
    fn later_leader(&self, log: &[Term], whose: Whose) -> Option<Refusal> {
        let committed = self.log(Whose::Leader);
        if log.starts_with(committed) {
            return None;
        }
        let own_term = committed.last() == Some(&self.committed_in);
        let later = |term: &Term| *term > self.committed_in || (*term == self.committed_in && !own_term);
        let place = log.iter().position(later)?;
        Some(Refusal::LaterLeader { whose, index: index_of(place), term: log[place] })
    }

    /// Step 6: an entry of one term in two logs comes from one leader, and up to it both are that
    /// leader's log. The highest such term is named.
    fn clash(&self, other: Whose, whose: Whose, log: &[Term]) -> Option<Refusal> {
        let one = self.log(other);
        one.iter().rev().find_map(|term| {
            let last = [last_of(one, *term)?, last_of(log, *term)?];
            let place = (0..=last[0].min(last[1])).find(|place| one[*place] != log[*place])?;
            Some(Refusal::OneLeader {
                term: *term,
                logs: [other, whose],
                last: last.map(index_of),
                index: index_of(place),
                terms: [one[place], log[place]],
            })
        })
    }

    /// Who may have sent the candidate what does not fit to its own entries: leaders who have
    /// before that what leader T has, or what the voter has.
    pub(super) fn senders(&self) -> Vec<Sender> {
        let (log, own) = (self.log(Whose::Candidate), std::iter::repeat(self.committed_in));
        let mut senders = Vec::new();
        for kept in 1..log.len() {
            let committed = self.log(Whose::Leader).iter().copied().chain(own.clone());
            let voted = self.log(Whose::Voter).iter().copied();
            for before in [committed.take(kept).collect::<Vec<Term>>(), voted.take(kept).collect()] {
                let sent = [before.as_slice(), &log[kept..]].concat();
                let last = sent.last().copied().unwrap_or_default();
                // It begins to send after the entries that it has when it is elected, or before.
                let begins = sent.iter().filter(|term| **term < last).count();
                let term = if kept <= begins { last } else { last.next().max(self.committed_in.next()) };
                if before.len() == kept && term < self.elected_in && sent.is_sorted() {
                    senders.push(Sender { log: sent, kept, term });
                }
            }
        }
        senders
    }
}

/// The place of the last entry of a term.
fn last_of(log: &[Term], term: Term) -> Option<usize> {
    log.iter().rposition(|other| *other == term)
}
