//! Why a server decided what it decided, from the operands it decided by.

mod attempt;
mod candidacy;
mod change;
mod election;
mod entry;
mod event;
mod operand;
mod replication;

pub use attempt::{add_entry, start_name, take_entry, whose_log, why_attempt};
pub use candidacy::{why_elected, why_not_standing};
pub(crate) use entry::storing;
pub use entry::why_not_committed;
pub use event::{why_lost, why_timer};
pub use operand::{Comparison, Operand, Relation};

use crate::Language;
use crate::phrases::spaced;
use crate::say::say;
use raft_core::{Decision, Ignored, Rule, Rules, ServerId};

/// The answer to "Why?".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The question it answers: "Why did S1 not commit index 2?"
    pub headline: String,
    /// What was looked at, a line each.
    pub operands: Vec<Operand>,
    /// The rule that decided.
    pub rule: Option<Rule>,
    /// The section of the paper, without `§`.
    pub section: &'static str,
}

/// Why `server` decided so, under these rules.
#[must_use]
pub fn why(language: Language, server: ServerId, rules: Rules, decision: &Decision) -> Why {
    let mut answer = Answer::of(language, server, rules);
    answer.explain(decision);
    let rule = decision.rule();
    answer.by(rule, rule.map_or(section_without_rule(decision), Rule::section))
}

fn section_without_rule(decision: &Decision) -> &'static str {
    match decision {
        Decision::UpdatedTerm { .. } => "5.1",
        Decision::Change(_) => "6",
        Decision::Ignored { why: Ignored::NotCandidate { .. } | Ignored::OtherLeader { .. }, .. } => "5.2",
        _ => "5.3",
    }
}

/// An answer that is being written.
struct Answer {
    language: Language,
    me: ServerId,
    rules: Rules,
    headline: String,
    operands: Vec<Operand>,
}

impl Answer {
    fn of(language: Language, me: ServerId, rules: Rules) -> Self {
        Self { language, me, rules, headline: String::new(), operands: Vec::new() }
    }

    /// What was written, with the rule that decided and its section.
    fn by(mut self, rule: Option<Rule>, section: &'static str) -> Why {
        if self.operands.iter().any(|operand| operand.waived) {
            self.rule_is_off();
        }
        for operand in &mut self.operands {
            operand.text = spaced(&operand.text);
        }
        Why { headline: spaced(&self.headline), operands: self.operands, rule, section }
    }

    fn ask(&mut self, headline: String) {
        self.headline = headline;
    }

    fn fact(&mut self, text: String) {
        self.operands.push(Operand { text, holds: None, compared: Vec::new(), waived: false });
    }

    /// A condition, and whether it was met.
    fn check(&mut self, text: String, holds: bool) {
        self.operands.push(Operand { text, holds: Some(holds), compared: Vec::new(), waived: false });
    }

    /// A condition about two numbers: `line` puts the sign between them.
    fn compare(&mut self, compared: Comparison, line: impl FnOnce(&'static str) -> String) {
        self.check(line(compared.sign()), compared.holds());
        self.last(|operand| operand.compared.push(compared));
    }

    /// The condition just told is asked for by this rule alone: with the rule off it is waived.
    fn asked_by(&mut self, rule: Rule) {
        let off = !self.rules.has(rule);
        self.last(|operand| operand.waived |= off && operand.holds == Some(false));
    }

    fn last(&mut self, change: impl FnOnce(&mut Operand)) {
        self.operands.last_mut().map(change);
    }

    fn rule_is_off(&mut self) {
        self.fact(say!(self.language, "the rule is off", "规则已关闭"));
    }

    fn explain(&mut self, decision: &Decision) {
        match *decision {
            Decision::Stood { term, electorate } => self.stood(term, electorate),
            Decision::GrantedVote { candidate, term, current_term, voted_for, mine, theirs } => {
                self.granted(candidate, (term, current_term), voted_for, mine, theirs);
            }
            Decision::RefusedVote { candidate, refusal } => self.refused(candidate, refusal),
            Decision::CountedVote { voter, votes, electorate } => {
                self.count(voter, true, votes, electorate);
            }
            Decision::MissedVote { voter, votes, electorate } => {
                self.count(voter, false, votes, electorate);
            }
            Decision::BecameLeader { term, votes, electorate } => self.won(term, votes, electorate),
            Decision::SteppedDown { from, why } => self.stepped_down(from, why),
            Decision::KeptRole { role, mine, theirs, sender } => self.kept_role(role, mine, theirs, sender),
            Decision::UpdatedTerm { mine, theirs, sender } => self.entered_term(mine, theirs, sender),
            Decision::Appended { index, term } => self.appended(index, term),
            Decision::AcceptedEntries { leader, prev, mine, last_new, appended } => {
                self.accepted(leader, (prev, mine), last_new, appended);
            }
            Decision::RejectedEntries { leader, refusal } => self.rejected(leader, refusal),
            Decision::Truncated { leader, first, last, mine, theirs } => {
                self.truncated(leader, (first, last), mine, theirs);
            }
            Decision::KeptConflict { leader, index, mine, theirs } => {
                self.kept_conflict(leader, index, mine, theirs);
            }
            Decision::DroppedOwn { first, last } => self.dropped_own(first, last),
            Decision::Advanced { follower, match_index, next_index } => {
                self.advanced(follower, match_index, next_index);
            }
            Decision::Confirmed { follower, acknowledged, match_index, next_index } => {
                self.confirmed(follower, acknowledged, match_index, next_index);
            }
            Decision::BackedOff { follower, refused, next_index, moved } => {
                self.backed_off(follower, refused, next_index, moved);
            }
            Decision::Committed { first, last, cause } => self.committed((first, last), cause),
            Decision::HeldCommit { index, why } => self.held(index, why),
            Decision::Change(change) => self.change(change),
            Decision::Ignored { sender, why } => self.ignored(sender, why),
        }
    }

    fn ignored(&mut self, sender: ServerId, why: Ignored) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} ignore {sender}’s message?",
            "{me} 为什么忽略 {sender} 的消息？",
            [me, sender]
        ));
        match why {
            Ignored::StaleVote { mine, theirs } | Ignored::StaleAppendReply { mine, theirs } => {
                self.not_of_an_old_term(sender, mine, theirs);
            }
            Ignored::NotCandidate { role } => {
                let role = crate::phrases::role(l, role);
                self.check(say!(l, "{me} is a candidate", "{me} 是候选人", [me]), false);
                self.fact(say!(l, "it is: {role}", "它现在是：{role}", [role]));
            }
            Ignored::NotLeader { role } => {
                let role = crate::phrases::role(l, role);
                self.check(say!(l, "{me} is a leader", "{me} 是领导者", [me]), false);
                self.fact(say!(l, "it is: {role}", "它现在是：{role}", [role]));
            }
            Ignored::OtherAttempt { prev_log_index, next_index } => {
                self.last_attempt(sender, prev_log_index, next_index);
            }
            Ignored::HigherTerm { mine, theirs } => {
                self.no_higher_term(Rule::StepDownOnHigherTerm, sender, mine, theirs);
            }
            Ignored::HearsLeader { leader, mine, theirs } => {
                self.hears_leader(sender, leader, (mine, theirs));
            }
            Ignored::OtherLeader { term } => {
                self.check(say!(l, "{me} leads no term", "{me} 不是领导者", [me]), false);
                self.fact(say!(
                    l,
                    "another leader sent AppendEntries in term {term}",
                    "任期 {term} 的 AppendEntries 来自另一个领导者",
                    [term]
                ));
                self.rule_is_off();
            }
        }
    }
}
