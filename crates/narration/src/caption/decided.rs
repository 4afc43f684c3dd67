//! From decisions to sentences: what a server does about a message.

use super::Teller;
use super::sentence::Sentence;
use crate::phrases::{indexes, message_noun};
use crate::say::say;
use cluster::Envelope;
use raft_core::{Decision, Ignored, RoleName, ServerId};

impl Teller<'_> {
    pub(super) fn delivered(&self, envelope: &Envelope, and_crashed: bool) -> String {
        let id = envelope.id.to;
        let mut sentence = self.sentence(id);
        self.decided(&mut sentence, id, Some(envelope));
        if sentence.is_empty() {
            let noun = message_noun(self.language, envelope);
            sentence.does(say!(self.language, "receives {noun}", "收到{noun}", [noun]));
        }
        if and_crashed {
            self.then_crashes(&mut sentence);
        } else {
            self.answers(&mut sentence);
            for note in self.lost_at_once() {
                sentence.note(note);
            }
        }
        if let Some(note) = self.let_an_old_message_pass(envelope) {
            sentence.note(note);
        }
        sentence.finish()
    }

    /// It crashed at once. A reason follows the verb that it explains, so the crash comes after it.
    fn then_crashes(&self, sentence: &mut Sentence) {
        let silent = self.event.lost.is_empty();
        if !sentence.has_reason() {
            sentence.does(if silent {
                say!(self.language, "crashes", "随即崩溃")
            } else {
                say!(self.language, "crashes before anything leaves", "在发出任何消息之前崩溃")
            });
        } else if silent {
            sentence.note(say!(self.language, "then it crashes", "随即崩溃"));
        } else {
            sentence.note(say!(self.language, "it crashes before anything leaves", "在发出任何消息之前崩溃"));
        }
    }

    /// A server that stored something says that it answers, perhaps only when it is on disk.
    fn answers(&self, sentence: &mut Sentence) {
        let stores = |decision: &Decision| matches!(decision, Decision::AcceptedEntries { prev, last_new, .. } if *last_new > prev.index);
        let says_enough = !self.event.applied.is_empty()
            || self.event.sent.is_empty() && self.event.held.is_empty()
            || self.keeps_conflict();
        if !self.event.decisions.iter().any(stores) || says_enough {
            return;
        }
        sentence.does(if self.event.sent.is_empty() {
            say!(self.language, "answers once written", "落盘之后才回复")
        } else {
            say!(self.language, "answers", "回复")
        });
    }

    /// With a rule off an old message can have an effect.
    fn let_an_old_message_pass(&self, envelope: &Envelope) -> Option<String> {
        let passes = |decision: &Decision| {
            matches!(
                decision,
                Decision::GrantedVote { .. }
                    | Decision::AcceptedEntries { .. }
                    | Decision::CountedVote { .. }
                    | Decision::Advanced { .. }
                    | Decision::Confirmed { .. }
            )
        };
        let old = envelope.message.term();
        let mine = self.world.server(envelope.id.to)?.current_term();
        (old < mine && self.event.decisions.iter().any(passes)).then(|| {
            say!(
                self.language,
                "the message is from the old term {old} (rule off)",
                "这条消息来自旧任期 {old}（规则已关闭）",
                [old]
            )
        })
    }

    /// Adds every decision that says something new.
    pub(super) fn decided(&self, sentence: &mut Sentence, id: ServerId, envelope: Option<&Envelope>) {
        for decision in &self.event.decisions {
            match *decision {
                Decision::Stood { .. } => {}
                Decision::GrantedVote { candidate, term, mine, theirs, .. } => {
                    self.granted(sentence, candidate, term, mine, theirs);
                }
                Decision::RefusedVote { candidate, refusal } => self.refused(sentence, id, candidate, refusal),
                Decision::CountedVote { voter, votes, electorate } => {
                    self.counted(sentence, voter, votes, electorate);
                }
                Decision::MissedVote { voter, votes, electorate } => {
                    sentence.does(say!(self.language, "gets {voter}’s refusal", "收到 {voter} 的拒绝回复", [voter]));
                    sentence.because(self.tally(votes, electorate));
                }
                Decision::BecameLeader { term, votes, electorate } => {
                    self.became_leader(sentence, id, term, votes, electorate);
                }
                Decision::Appended { index, .. } => self.appended(sentence, id, index),
                Decision::AcceptedEntries { leader, prev, last_new, appended, .. } => {
                    self.accepted(sentence, id, leader, prev, last_new, appended);
                }
                Decision::RejectedEntries { leader, refusal } => {
                    self.rejected(sentence, leader, refusal, envelope);
                }
                Decision::Truncated { leader, first, last, mine, theirs } => {
                    self.truncated(sentence, leader, (first, last), mine, theirs);
                }
                Decision::KeptConflict { leader, index, mine, theirs } => sentence.does(say!(self.language, "keeps index {index} from term {mine}, although {leader} has term {theirs} there (rule off)", "保留索引 {index} 处任期 {mine} 的条目，尽管 {leader} 在此处的是任期 {theirs}（规则已关闭）", [index, mine, leader, theirs])),
                Decision::DroppedOwn { first, last } => {
                    let range = indexes(self.language, first, last);
                    sentence.does(say!(self.language, "deletes {range} from its own log (rule off)", "删除自己日志中的{range}（规则已关闭）", [range]));
                }
                Decision::Advanced { follower, match_index, .. } => {
                    self.advanced(sentence, follower, match_index);
                }
                Decision::Confirmed { follower, acknowledged, match_index, .. } => {
                    self.confirmed(sentence, follower, acknowledged, match_index);
                }
                Decision::BackedOff { follower, next_index, moved, .. } => {
                    self.backed_off(sentence, follower, next_index, moved);
                }
                Decision::Committed { first, last, cause } => self.committed(sentence, id, (first, last), cause),
                Decision::Change(change) => self.change(sentence, change),
                Decision::HeldCommit { index, why } => self.held(sentence, id, index, why),
                Decision::SteppedDown { from, why } => self.stepped_down(sentence, from, why, envelope),
                Decision::KeptRole { role, theirs, sender, .. } => {
                    self.kept_role(sentence, role, theirs, sender, envelope);
                }
                Decision::UpdatedTerm { theirs, sender, .. } => {
                    self.entered_term(sentence, theirs, sender, envelope);
                }
                Decision::Ignored { sender, why } => self.ignored(sentence, id, sender, why, envelope),
            }
        }
        self.applied_without_commit(sentence, id);
    }

    fn ignored(
        &self,
        sentence: &mut Sentence,
        id: ServerId,
        sender: ServerId,
        why: Ignored,
        envelope: Option<&Envelope>,
    ) {
        // A server that has just entered a new term because of an answer has said enough.
        let old_news = matches!(why, Ignored::NotCandidate { .. } | Ignored::NotLeader { .. });
        if old_news && !sentence.is_empty() {
            return;
        }
        let what = match envelope {
            Some(envelope) => message_noun(self.language, envelope),
            None => say!(self.language, "{sender}’s message", "{sender} 的消息", [sender]),
        };
        sentence.does(say!(self.language, "ignores {what}", "忽略{what}", [what]));
        sentence.because(match why {
            Ignored::StaleVote { mine, theirs } | Ignored::StaleAppendReply { mine, theirs } => say!(
                self.language,
                "it is from term {theirs}, but {id} is in term {mine}",
                "它来自任期 {theirs}，{id} 已在任期 {mine}",
                [theirs, id, mine]
            ),
            Ignored::NotCandidate { role: RoleName::Leader } => {
                say!(self.language, "{id} is already the leader", "{id} 已经是领导者", [id])
            }
            Ignored::NotCandidate { .. } => {
                say!(self.language, "{id} is no longer a candidate", "{id} 已不是候选人", [id])
            }
            Ignored::NotLeader { .. } => {
                say!(self.language, "{id} is no longer a leader", "{id} 已不是领导者", [id])
            }
            Ignored::OtherAttempt { prev_log_index, next_index } => say!(
                self.language,
                "it refuses prevLogIndex {prev_log_index}, but nextIndex for {sender} is {next_index} by now",
                "它拒绝的是 prevLogIndex {prev_log_index}，而 {sender} 的 nextIndex 现在是 {next_index}",
                [prev_log_index, sender, next_index]
            ),
            Ignored::HigherTerm { mine, theirs } => say!(
                self.language,
                "term {theirs} is above its {mine}, but a rule is off",
                "任期 {theirs} 高于自己的 {mine}，但规则已关闭",
                [theirs, mine]
            ),
            Ignored::HearsLeader { leader, mine, .. } if leader == id => say!(
                self.language,
                "it leads term {mine}, and disregards candidates",
                "它正是任期 {mine} 的领导者，不理会候选人",
                [mine]
            ),
            Ignored::HearsLeader { leader, mine, .. } => say!(
                self.language,
                "it has just heard from {leader}, the leader of term {mine}",
                "它刚收到任期 {mine} 的领导者 {leader} 的消息",
                [leader, mine]
            ),
            Ignored::OtherLeader { .. } => {
                say!(
                    self.language,
                    "{id} is a leader itself (rule off)",
                    "{id} 自己就是领导者（规则已关闭）",
                    [id]
                )
            }
        });
    }
}
