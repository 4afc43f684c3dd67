//! Replication in sentences: entries stored, refused, deleted, counted, committed, applied.

use super::Teller;
use super::sentence::Sentence;
use crate::Language;
use crate::phrases::{Unit, indexes, list, share};
use crate::say::{say, word};
use cluster::Envelope;
use raft_core::{AppendRefusal, CommitCause, Decision, Hold, Index, Position, Rule, ServerId, Term};

impl Teller<'_> {
    pub(super) fn accepted(
        &self,
        sentence: &mut Sentence,
        id: ServerId,
        leader: ServerId,
        prev: Position,
        last_new: Index,
        appended: u32,
    ) {
        if appended > 0 {
            let first = Index(last_new.0.saturating_sub(appended - 1));
            sentence.does(self.stores(id, first, last_new));
        } else if self.keeps_conflict() {
            sentence.does(say!(self.language, "answers success", "回复成功"));
        } else if last_new > prev.index {
            sentence.does(say!(
                self.language,
                "already has what {leader} sent",
                "已经有 {leader} 发来的条目",
                [leader]
            ));
        } else if !self.learns_commit() {
            sentence.does(say!(
                self.language,
                "accepts {leader}’s heartbeat",
                "接受 {leader} 的心跳",
                [leader]
            ));
            if prev.index > Index::ZERO && self.world.rules().has(Rule::ConsistencyCheck) {
                let Position { index, term } = prev;
                sentence.because(say!(
                    self.language,
                    "its entry at index {index} is from term {term}, like {leader}’s",
                    "自己在索引 {index} 处的条目属于任期 {term}，与 {leader} 一致",
                    [index, term, leader]
                ));
            }
        }
    }

    pub(super) fn keeps_conflict(&self) -> bool {
        self.event.decisions.iter().any(|decision| matches!(decision, Decision::KeptConflict { .. }))
    }

    pub(super) fn learns_commit(&self) -> bool {
        let told = |decision: &Decision| {
            matches!(decision, Decision::Committed { cause: CommitCause::LeaderCommit { .. }, .. })
        };
        self.event.decisions.iter().any(told)
    }

    pub(super) fn stores(&self, id: ServerId, first: Index, last: Index) -> String {
        let range = indexes(self.language, first, last);
        let count = last.0 - first.0 + 1;
        let entries: Option<Vec<String>> =
            first.up_to(last).map(|index| self.entry_noun(id, index)).collect();
        match entries {
            Some(entries) if count <= 3 => {
                let entries = list(self.language, entries.into_iter());
                say!(
                    self.language,
                    "stores {entries} at {range}",
                    "在{range}存入 {entries}",
                    [entries, range]
                )
            }
            _ => say!(self.language, "stores {range}", "存入{range}的条目", [range]),
        }
    }

    pub(super) fn rejected(
        &self,
        sentence: &mut Sentence,
        leader: ServerId,
        refusal: AppendRefusal,
        envelope: Option<&Envelope>,
    ) {
        let heartbeat = envelope.is_some_and(|envelope| envelope.message.entries().is_empty());
        sentence.does(if heartbeat {
            say!(self.language, "refuses {leader}’s heartbeat", "拒绝 {leader} 的心跳", [leader])
        } else {
            say!(self.language, "refuses {leader}’s entries", "拒绝 {leader} 的条目", [leader])
        });
        sentence.because(match refusal {
            AppendRefusal::StaleTerm { mine, theirs } => say!(
                self.language,
                "{leader}’s term {theirs} is below its own, {mine}",
                "{leader} 的任期 {theirs} 低于自己的 {mine}",
                [leader, theirs, mine]
            ),
            AppendRefusal::NoMatch { mine: None, last: Index::ZERO, .. } => {
                say!(self.language, "its log is empty", "自己的日志是空的")
            }
            AppendRefusal::NoMatch { prev, mine: None, last } => {
                let prev = prev.index;
                say!(
                    self.language,
                    "it has no entry at index {prev}, since its log ends at {last}",
                    "自己在索引 {prev} 处没有条目，日志只到索引 {last}",
                    [prev, last]
                )
            }
            AppendRefusal::NoMatch { prev, mine: Some(mine), .. } => {
                let (prev, theirs) = (prev.index, prev.term);
                say!(
                    self.language,
                    "its entry at index {prev} is from term {mine}, but {leader}’s is from term {theirs}",
                    "自己在索引 {prev} 处的条目属于任期 {mine}，{leader} 的属于任期 {theirs}",
                    [prev, mine, leader, theirs]
                )
            }
        });
    }

    pub(super) fn truncated(
        &self,
        sentence: &mut Sentence,
        leader: ServerId,
        (first, last): (Index, Index),
        mine: Term,
        theirs: Option<Term>,
    ) {
        let range = indexes(self.language, first, last);
        sentence.does(match theirs {
            Some(theirs) => say!(
                self.language,
                "deletes {range} (its term {mine} conflicts with {leader}’s {theirs})",
                "删除{range}的条目（任期 {mine} 与 {leader} 的任期 {theirs} 冲突）",
                [range, mine, leader, theirs]
            ),
            None => say!(
                self.language,
                "deletes {range} although nothing conflicts (rule off)",
                "删除{range}的条目，尽管没有冲突（规则已关闭）",
                [range]
            ),
        });
    }

    pub(super) fn advanced(&self, sentence: &mut Sentence, follower: ServerId, match_index: Index) {
        sentence.does(say!(self.language, "gets {follower}’s answer", "收到 {follower} 的回复", [follower]));
        let told = |decision: &Decision| {
            matches!(decision, Decision::Committed { .. } | Decision::HeldCommit { .. })
        };
        if self.event.decisions.iter().any(told) {
            return;
        }
        if let Some(envelope) = self.sent_to(follower) {
            let what = self.sent_noun(envelope);
            sentence.does(say!(self.language, "sends it {what}", "向它发送{what}", [what]));
        } else {
            sentence.because(say!(
                self.language,
                "matchIndex for {follower} is {match_index}",
                "{follower} 的 matchIndex 是 {match_index}",
                [follower, match_index]
            ));
        }
    }

    /// A success that taught the leader nothing: a heartbeat's, or one that came late.
    pub(super) fn confirmed(
        &self,
        sentence: &mut Sentence,
        follower: ServerId,
        acknowledged: Index,
        match_index: Index,
    ) {
        sentence.does(say!(self.language, "gets {follower}’s answer", "收到 {follower} 的回复", [follower]));
        let told = |decision: &Decision| matches!(decision, Decision::Committed { .. });
        if self.event.decisions.iter().any(told) {
            return;
        }
        sentence.because(if acknowledged == match_index {
            say!(
                self.language,
                "matchIndex for {follower} stays {match_index}",
                "{follower} 的 matchIndex 仍是 {match_index}",
                [follower, match_index]
            )
        } else {
            say!(
                self.language,
                "it acknowledges index {acknowledged}, but matchIndex for {follower} is already {match_index}",
                "它确认到索引 {acknowledged}，而 {follower} 的 matchIndex 已经是 {match_index}",
                [acknowledged, follower, match_index]
            )
        });
    }

    pub(super) fn backed_off(
        &self,
        sentence: &mut Sentence,
        follower: ServerId,
        next_index: Index,
        moved: bool,
    ) {
        sentence.does(say!(
            self.language,
            "gets {follower}’s refusal",
            "收到 {follower} 的拒绝回复",
            [follower]
        ));
        if !moved {
            sentence.does(say!(
                self.language,
                "leaves nextIndex for {follower} at {next_index}",
                "让 {follower} 的 nextIndex 停在 {next_index}",
                [follower, next_index]
            ));
            return;
        }
        sentence.does(say!(
            self.language,
            "lowers nextIndex for {follower} to {next_index}",
            "把 {follower} 的 nextIndex 降到 {next_index}",
            [follower, next_index]
        ));
        if let Some(envelope) = self.sent_to(follower) {
            let what = self.sent_noun(envelope);
            sentence.does(say!(self.language, "sends {what}", "发送{what}", [what]));
        }
    }

    pub(super) fn committed(
        &self,
        sentence: &mut Sentence,
        id: ServerId,
        range: (Index, Index),
        cause: CommitCause,
    ) {
        match cause {
            CommitCause::Counted { stored, entry_term, current_term, electorate } => {
                let last = range.1;
                let on = share(self.language, Unit::Servers, electorate.majorities(stored));
                let commits = self.commits_and_applies(id, range);
                let ordinary = entry_term == current_term && electorate.majorities(stored).is_enough();
                sentence.because(if ordinary {
                    say!(
                        self.language,
                        "it counts index {last} on {on}, so {id} {commits}",
                        "数到索引 {last} 已在 {on}上，所以 {id} {commits}",
                        [last, on, id, commits]
                    )
                } else {
                    say!(
                        self.language,
                        "it counts index {last} (term {entry_term}) on {on}, so {id} {commits} (rule off)",
                        "数到索引 {last}（任期 {entry_term}）已在 {on}上，所以 {id} {commits}（规则已关闭）",
                        [last, entry_term, on, id, commits]
                    )
                });
            }
            CommitCause::LeaderCommit { leader, last_new, .. } => {
                self.heard_of_commit(sentence, id, leader, range);
                if range.1 > last_new {
                    sentence.because(say!(
                        self.language,
                        "{leader} checked its log only up to index {last_new}, but a rule is off",
                        "{leader} 只把日志核对到索引 {last_new}，但规则已关闭",
                        [leader, last_new]
                    ));
                }
            }
        }
    }

    /// What a follower makes of leaderCommit, shorter when it has done other things too.
    pub(super) fn heard_of_commit(
        &self,
        sentence: &mut Sentence,
        id: ServerId,
        leader: ServerId,
        range: (Index, Index),
    ) {
        let last = range.1;
        if sentence.is_empty() {
            let (range_text, is) = is_committed(self.language, range);
            sentence.does(say!(
                self.language,
                "learns from {leader} that {range_text} {is}",
                "从 {leader} 得知{range_text}{is}",
                [leader, range_text, is]
            ));
            if range.0 < last && self.applied_range() == Some(range) {
                sentence.does(say!(self.language, "applies them", "应用它们"));
                return;
            }
        } else {
            sentence.does(say!(
                self.language,
                "sets commitIndex to {last}",
                "把 commitIndex 设为 {last}",
                [last]
            ));
        }
        if let Some(applies) = self.applies(id).filter(|_| sentence.len() < 3) {
            sentence.does(applies);
        }
    }

    pub(super) fn applied_range(&self) -> Option<(Index, Index)> {
        Some((self.event.applied.first()?.0, self.event.applied.last()?.0))
    }

    /// "commits and applies indexes 1 to 3"
    pub(super) fn commits_and_applies(&self, id: ServerId, (first, last): (Index, Index)) -> String {
        let what = match self.entry_noun(id, first).filter(|_| first == last) {
            Some(entry) => entry,
            None => indexes(self.language, first, last),
        };
        if self.applied_range() == Some((first, last)) {
            say!(self.language, "commits and applies {what}", "提交并应用 {what}", [what])
        } else {
            say!(self.language, "commits {what}", "提交 {what}", [what])
        }
    }

    /// "applies x←1"
    pub(super) fn applies(&self, id: ServerId) -> Option<String> {
        let (first, last) = self.applied_range()?;
        let what = match self.entry_noun(id, first).filter(|_| first == last) {
            Some(entry) => entry,
            None => indexes(self.language, first, last),
        };
        Some(say!(self.language, "applies {what}", "应用 {what}", [what]))
    }

    /// Entries that a server applies without knowing that they are committed.
    pub(super) fn applied_without_commit(&self, sentence: &mut Sentence, id: ServerId) {
        let commit = |decision: &Decision| matches!(decision, Decision::Committed { .. });
        if self.event.decisions.iter().any(commit) {
            return;
        }
        if let Some(applies) = self.applies(id) {
            sentence.does(say!(
                self.language,
                "{applies} without waiting for the commit (rule off)",
                "不等提交就{applies}（规则已关闭）",
                [applies]
            ));
        }
    }

    pub(super) fn held(&self, sentence: &mut Sentence, id: ServerId, index: Index, why: Hold) {
        sentence.because(match why {
            Hold::NoMajority { stored, electorate } => {
                let on = share(self.language, Unit::Servers, electorate.majorities(stored));
                say!(self.language, "it counts index {index} on {on}, too few to commit it", "数到索引 {index} 已在 {on}上，不足以提交", [index, on])
            }
            Hold::OldTerm { stored, entry_term, current_term, electorate } => {
                let on = share(self.language, Unit::Servers, electorate.majorities(stored));
                say!(self.language, "it counts index {index} on {on}, but its term is {entry_term}, not {current_term}, so {id} does not commit it", "数到索引 {index} 已在 {on}上，但该条目的任期是 {entry_term} 而不是 {current_term}，所以 {id} 不提交它", [index, on, entry_term, current_term, id])
            }
        });
    }
}

/// "indexes 1 and 2", "are committed"
fn is_committed(language: Language, (first, last): (Index, Index)) -> (String, &'static str) {
    let is = if first == last {
        word!(language, "is committed", "已提交")
    } else {
        word!(language, "are committed", "已提交")
    };
    (indexes(language, first, last), is)
}
