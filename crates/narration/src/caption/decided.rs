//! From decisions to sentences: what a server does about a message.

use super::Teller;
use super::sentence::Sentence;
use crate::Language;
use crate::phrases::{Unit, indexes, list, message_noun, needed, servers, share};
use crate::say::say;
use cluster::Envelope;
use raft_core::{
    AppendRefusal, CommitCause, Configuration, Decision, Hold, Ignored, Index, Position, RoleName, Rule,
    Rules, ServerId, ServerSet, StepDown, Term, VoteRefusal, is_up_to_date, majority_of,
};

impl Teller<'_> {
    pub(super) fn delivered(&self, envelope: &Envelope, and_crashed: bool) -> String {
        let id = envelope.id.to;
        let mut sentence = self.sentence(id);
        self.decided(&mut sentence, id, Some(envelope));
        if sentence.is_empty() {
            let noun = message_noun(self.language, envelope);
            sentence.does(say!(self.language, "receives {noun}", "收到{noun}", noun));
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

    /// It crashed at once. Whatever it did has its reason beside it, so the crash comes after that.
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

    /// A server that stored something says that it answers.
    fn answers(&self, sentence: &mut Sentence) {
        let stores = |decision: &Decision| matches!(decision, Decision::AcceptedEntries { prev, last_new, .. } if *last_new > prev.index);
        let says_enough =
            !self.event.applied.is_empty() || self.event.sent.is_empty() || self.keeps_conflict();
        if self.event.decisions.iter().any(stores) && !says_enough {
            sentence.does(say!(self.language, "answers", "回复"));
        }
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
            )
        };
        let old = envelope.message.term();
        let mine = self.world.server(envelope.id.to)?.current_term();
        (old < mine && self.event.decisions.iter().any(passes)).then(|| {
            say!(
                self.language,
                "the message is of the old term {old} (rule off)",
                "这条消息来自旧任期 {old}（规则已关闭）",
                old
            )
        })
    }

    /// Adds every decision that says something new.
    pub(super) fn decided(&self, sentence: &mut Sentence, id: ServerId, envelope: Option<&Envelope>) {
        for decision in &self.event.decisions {
            match *decision {
                Decision::Stood { .. } => {}
                Decision::GrantedVote { candidate, term, mine, theirs } => {
                    self.granted(sentence, candidate, term, mine, theirs);
                }
                Decision::RefusedVote { candidate, refusal } => self.refused(sentence, id, candidate, refusal),
                Decision::CountedVote { voter, votes, configuration } => {
                    self.counted(sentence, voter, votes, configuration);
                }
                Decision::MissedVote { voter, votes, configuration } => {
                    sentence.does(say!(self.language, "gets {voter}’s refusal", "收到 {voter} 的拒绝回复", voter));
                    sentence.because(self.tally(votes, configuration));
                }
                Decision::BecameLeader { term, votes, configuration } => {
                    self.became_leader(sentence, id, term, votes, configuration);
                }
                Decision::Appended { index, .. } => self.appended(sentence, id, index),
                Decision::AcceptedEntries { leader, prev, last_new, appended } => {
                    self.accepted(sentence, id, leader, prev, last_new, appended);
                }
                Decision::RejectedEntries { leader, refusal } => {
                    self.rejected(sentence, leader, refusal, envelope);
                }
                Decision::Truncated { leader, first, last, mine, theirs } => {
                    self.truncated(sentence, leader, (first, last), mine, theirs);
                }
                Decision::KeptConflict { leader, index, mine, theirs } => sentence.does(say!(self.language, "keeps index {index} of term {mine} though {leader} has term {theirs} there (rule off)", "保留索引 {index} 处任期 {mine} 的条目，尽管 {leader} 在此处的是任期 {theirs}（规则已关闭）", index, mine, leader, theirs)),
                Decision::DroppedOwn { first, last } => {
                    let range = indexes(self.language, first, last);
                    sentence.does(say!(self.language, "drops {range} of its own log (rule off)", "丢弃自己日志中的{range}（规则已关闭）", range));
                }
                Decision::Advanced { follower, match_index, .. } => {
                    self.advanced(sentence, follower, match_index);
                }
                Decision::BackedOff { follower, next_index, moved } => {
                    self.backed_off(sentence, follower, next_index, moved);
                }
                Decision::Committed { first, last, cause } => self.committed(sentence, id, (first, last), cause),
                Decision::HeldCommit { index, why } => self.held(sentence, id, index, why),
                Decision::SteppedDown { from, why } => self.stepped_down(sentence, from, why, envelope),
                Decision::UpdatedTerm { theirs, sender, .. } => {
                    self.entered_term(sentence, theirs, sender, envelope);
                }
                Decision::Ignored { sender, why } => self.ignored(sentence, id, sender, why, envelope),
            }
        }
        self.applied_without_commit(sentence, id);
    }
}

/// Elections: votes asked for, given, refused, counted.
impl Teller<'_> {
    fn granted(
        &self,
        sentence: &mut Sentence,
        candidate: ServerId,
        term: Term,
        mine: Position,
        theirs: Position,
    ) {
        sentence.does(if sentence.is_empty() {
            say!(
                self.language,
                "votes for {candidate} in term {term}",
                "在任期 {term} 投票给 {candidate}",
                candidate,
                term
            )
        } else {
            say!(self.language, "votes for {candidate}", "投票给 {candidate}", candidate)
        });
        if !is_up_to_date(Rules::PAPER, mine, theirs) {
            sentence.because(say!(
                self.language,
                "{candidate}’s log is behind its own, but a rule is off",
                "{candidate} 的日志比它的旧，但规则已关闭",
                candidate
            ));
        }
    }

    fn refused(&self, sentence: &mut Sentence, id: ServerId, candidate: ServerId, refusal: VoteRefusal) {
        sentence.does(say!(self.language, "refuses {candidate}", "拒绝 {candidate}", candidate));
        sentence.because(match refusal {
            VoteRefusal::StaleTerm { mine, theirs } => say!(
                self.language,
                "{candidate} asks for term {theirs}, it is in term {mine}",
                "{candidate} 请求的是任期 {theirs}，而它已在任期 {mine}",
                candidate,
                theirs,
                mine
            ),
            VoteRefusal::AlreadyVoted { voted_for, term } if voted_for == id => {
                say!(
                    self.language,
                    "it voted for itself in term {term}",
                    "它在任期 {term} 已投票给自己",
                    term
                )
            }
            VoteRefusal::AlreadyVoted { voted_for, term } => say!(
                self.language,
                "it voted for {voted_for} in term {term}",
                "它在任期 {term} 已投票给 {voted_for}",
                voted_for,
                term
            ),
            VoteRefusal::LogBehind { mine, theirs } => self.behind(candidate, mine, theirs),
        });
    }

    /// Why a candidate's log is behind the voter's.
    fn behind(&self, candidate: ServerId, mine: Position, theirs: Position) -> String {
        let (mine_last, theirs_last) = (mine.index, theirs.index);
        let (mine_term, theirs_term) = (mine.term, theirs.term);
        if theirs_last == Index::ZERO {
            return say!(
                self.language,
                "{candidate}’s log is empty, its own ends in term {mine_term}",
                "{candidate} 的日志是空的，而它的日志最后任期是 {mine_term}",
                candidate,
                mine_term
            );
        }
        if mine_term == theirs_term {
            say!(
                self.language,
                "both logs end in term {mine_term}, but its own at index {mine_last}, {candidate}’s at {theirs_last}",
                "两份日志的最后任期都是 {mine_term}，但它的日志到索引 {mine_last}，{candidate} 的只到 {theirs_last}",
                mine_term,
                mine_last,
                candidate,
                theirs_last
            )
        } else if self.world.rules().has(Rule::CompareLastTerm) {
            say!(
                self.language,
                "its own log ends in term {mine_term}, {candidate}’s in term {theirs_term}",
                "它的日志最后任期是 {mine_term}，{candidate} 的是 {theirs_term}",
                mine_term,
                candidate,
                theirs_term
            )
        } else {
            say!(
                self.language,
                "its own log ends at index {mine_last}, {candidate}’s at {theirs_last} (terms are not compared: rule off)",
                "它的日志到索引 {mine_last}，{candidate} 的只到 {theirs_last}（规则已关闭：不比较任期）",
                mine_last,
                candidate,
                theirs_last
            )
        }
    }

    fn counted(
        &self,
        sentence: &mut Sentence,
        voter: ServerId,
        votes: ServerSet,
        configuration: Configuration,
    ) {
        if self.event.decisions.iter().any(|decision| matches!(decision, Decision::BecameLeader { .. })) {
            return;
        }
        sentence.does(say!(self.language, "gets {voter}’s vote", "收到 {voter} 的选票", voter));
        sentence.because(self.tally(votes, configuration));
    }

    /// "it has 2 of 5 votes and needs 3"
    fn tally(&self, votes: ServerSet, configuration: Configuration) -> String {
        let majority = self.world.rules().has(Rule::MajorityToWin);
        let has = share(self.language, Unit::Votes, votes, configuration);
        let needs =
            needed(
                self.language,
                configuration,
                |count| if majority { majority_of(count) } else { count / 2 },
            );
        let has_enough = configuration.is_majority(votes);
        if has_enough {
            return say!(self.language, "it has {has} votes", "它得到 {has}", has);
        }
        say!(
            self.language,
            "it has {has} votes and needs {needs}",
            "它得到 {has}，需要 {needs} 票",
            has,
            needs
        )
    }

    fn became_leader(
        &self,
        sentence: &mut Sentence,
        id: ServerId,
        term: Term,
        votes: ServerSet,
        configuration: Configuration,
    ) {
        sentence.does(if votes == ServerSet::only(id) {
            say!(
                self.language,
                "becomes leader of term {term} with its own vote",
                "凭自己的一票成为任期 {term} 的领导者",
                term
            )
        } else {
            let votes = servers(self.language, votes);
            say!(
                self.language,
                "becomes leader of term {term} with the votes of {votes}",
                "凭 {votes} 的选票成为任期 {term} 的领导者",
                term,
                votes
            )
        });
        if !configuration.is_majority(votes) {
            let has = share(self.language, Unit::Votes, votes, configuration);
            sentence.because(say!(
                self.language,
                "{has} is no majority, but a rule is off",
                "{has}不到多数，但规则已关闭",
                has
            ));
        }
    }

    /// A new leader's no-op. A client's entry is told by [`Teller::requested`].
    fn appended(&self, sentence: &mut Sentence, id: ServerId, index: Index) {
        if !matches!(self.event.cause, cluster::Cause::Requested { .. }) {
            let entry = self.entry_noun(id, index);
            let entry = entry.unwrap_or_else(|| say!(self.language, "an entry", "一个条目"));
            sentence.does(say!(
                self.language,
                "appends {entry} at index {index}",
                "在索引 {index} 追加{entry}",
                entry,
                index
            ));
        }
    }

    fn stepped_down(
        &self,
        sentence: &mut Sentence,
        from: RoleName,
        why: StepDown,
        envelope: Option<&Envelope>,
    ) {
        match why {
            StepDown::HigherTerm { mine, theirs, sender } => {
                let was_leader = from == RoleName::Leader;
                self.entered_term(sentence, theirs, sender, envelope);
                sentence.does(if was_leader {
                    say!(self.language, "gives up leading term {mine}", "不再领导任期 {mine}", mine)
                } else {
                    say!(
                        self.language,
                        "gives up its candidacy in term {mine}",
                        "放弃在任期 {mine} 的竞选",
                        mine
                    )
                });
            }
            StepDown::CurrentLeader { leader, term } => sentence.does(say!(
                self.language,
                "follows {leader} in term {term}",
                "在任期 {term} 跟随 {leader}",
                leader,
                term
            )),
        }
    }

    fn entered_term(
        &self,
        sentence: &mut Sentence,
        term: Term,
        sender: ServerId,
        envelope: Option<&Envelope>,
    ) {
        let by_reply = envelope.is_some_and(|envelope| envelope.message.is_reply());
        if by_reply {
            sentence.does(say!(
                self.language,
                "hears of term {term} from {sender}",
                "从 {sender} 的回复得知任期 {term}",
                term,
                sender
            ));
            sentence.does(say!(self.language, "enters it", "进入该任期"));
        } else {
            sentence.does(say!(self.language, "enters term {term}", "进入任期 {term}", term));
        }
    }
}

/// Replication: entries stored, refused, deleted, counted, committed.
impl Teller<'_> {
    fn accepted(
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
                leader
            ));
        } else if !self.learns_commit() {
            sentence.does(say!(
                self.language,
                "accepts {leader}’s heartbeat",
                "接受 {leader} 的心跳",
                leader
            ));
            if prev.index > Index::ZERO && self.world.rules().has(Rule::ConsistencyCheck) {
                let Position { index, term } = prev;
                sentence.because(say!(
                    self.language,
                    "its entry at index {index} is of term {term}, as {leader}’s",
                    "它在索引 {index} 处的条目属于任期 {term}，与 {leader} 一致",
                    index,
                    term,
                    leader
                ));
            }
        }
    }

    fn keeps_conflict(&self) -> bool {
        self.event.decisions.iter().any(|decision| matches!(decision, Decision::KeptConflict { .. }))
    }

    fn learns_commit(&self) -> bool {
        let told = |decision: &Decision| {
            matches!(decision, Decision::Committed { cause: CommitCause::LeaderCommit { .. }, .. })
        };
        self.event.decisions.iter().any(told)
    }

    fn stores(&self, id: ServerId, first: Index, last: Index) -> String {
        let range = indexes(self.language, first, last);
        let count = last.0 - first.0 + 1;
        let entries: Option<Vec<String>> =
            first.up_to(last).map(|index| self.entry_noun(id, index)).collect();
        match entries {
            Some(entries) if count <= 3 => {
                let entries = list(self.language, entries.into_iter());
                say!(self.language, "stores {entries} at {range}", "在{range}存入 {entries}", entries, range)
            }
            _ => say!(self.language, "stores {range}", "存入{range}的条目", range),
        }
    }

    fn rejected(
        &self,
        sentence: &mut Sentence,
        leader: ServerId,
        refusal: AppendRefusal,
        envelope: Option<&Envelope>,
    ) {
        let heartbeat = envelope.is_some_and(|envelope| envelope.message.entries().is_empty());
        sentence.does(if heartbeat {
            say!(self.language, "refuses {leader}’s heartbeat", "拒绝 {leader} 的心跳", leader)
        } else {
            say!(self.language, "refuses {leader}’s entries", "拒绝 {leader} 的条目", leader)
        });
        sentence.because(match refusal {
            AppendRefusal::StaleTerm { mine, theirs } => say!(
                self.language,
                "{leader} is of term {theirs}, it is in term {mine}",
                "{leader} 属于任期 {theirs}，而它已在任期 {mine}",
                leader,
                theirs,
                mine
            ),
            AppendRefusal::NoMatch { mine: None, last: Index::ZERO, .. } => {
                say!(self.language, "its log is empty", "它的日志是空的")
            }
            AppendRefusal::NoMatch { prev, mine: None, last } => {
                let prev = prev.index;
                say!(
                    self.language,
                    "it has no entry at index {prev}, its log ends at {last}",
                    "它在索引 {prev} 处没有条目，日志只到索引 {last}",
                    prev,
                    last
                )
            }
            AppendRefusal::NoMatch { prev, mine: Some(mine), .. } => {
                let (prev, theirs) = (prev.index, prev.term);
                say!(
                    self.language,
                    "its entry at index {prev} is of term {mine}, {leader}’s of term {theirs}",
                    "它在索引 {prev} 处的条目属于任期 {mine}，{leader} 的属于任期 {theirs}",
                    prev,
                    mine,
                    leader,
                    theirs
                )
            }
        });
    }

    fn truncated(
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
                range,
                mine,
                leader,
                theirs
            ),
            None => say!(
                self.language,
                "deletes {range} though nothing conflicts (rule off)",
                "删除{range}的条目，尽管没有冲突（规则已关闭）",
                range
            ),
        });
    }

    fn advanced(&self, sentence: &mut Sentence, follower: ServerId, match_index: Index) {
        sentence.does(say!(self.language, "gets {follower}’s answer", "收到 {follower} 的回复", follower));
        let told = |decision: &Decision| {
            matches!(decision, Decision::Committed { .. } | Decision::HeldCommit { .. })
        };
        if self.event.decisions.iter().any(told) {
            return;
        }
        if let Some(envelope) = self.sent_to(follower) {
            let what = self.sent_noun(envelope);
            sentence.does(say!(self.language, "sends it {what}", "向它发送{what}", what));
        } else {
            sentence.because(say!(
                self.language,
                "matchIndex for {follower} is {match_index}",
                "{follower} 的 matchIndex 是 {match_index}",
                follower,
                match_index
            ));
        }
    }

    fn backed_off(&self, sentence: &mut Sentence, follower: ServerId, next_index: Index, moved: bool) {
        sentence.does(say!(
            self.language,
            "gets {follower}’s refusal",
            "收到 {follower} 的拒绝回复",
            follower
        ));
        if !moved {
            sentence.does(say!(
                self.language,
                "leaves nextIndex for {follower} at {next_index}",
                "让 {follower} 的 nextIndex 停在 {next_index}",
                follower,
                next_index
            ));
            return;
        }
        sentence.does(say!(
            self.language,
            "lowers nextIndex for {follower} to {next_index}",
            "把 {follower} 的 nextIndex 降到 {next_index}",
            follower,
            next_index
        ));
        if let Some(envelope) = self.sent_to(follower) {
            let what = self.sent_noun(envelope);
            sentence.does(say!(self.language, "sends {what}", "发送{what}", what));
        }
    }

    fn committed(&self, sentence: &mut Sentence, id: ServerId, range: (Index, Index), cause: CommitCause) {
        match cause {
            CommitCause::Counted { stored, entry_term, current_term, configuration } => {
                let last = range.1;
                let on = share(self.language, Unit::Servers, stored, configuration);
                let commits = self.commits_and_applies(id, range);
                let ordinary = entry_term == current_term && configuration.is_majority(stored);
                sentence.because(if ordinary {
                    say!(self.language, "it counts index {last} on {on}, so {id} {commits}", "它数到索引 {last} 已在 {on}上，所以 {id} {commits}", last, on, id, commits)
                } else {
                    say!(self.language, "it counts index {last} (term {entry_term}) on {on}, so {id} {commits} (rule off)", "它数到索引 {last}（任期 {entry_term}）已在 {on}上，所以 {id} {commits}（规则已关闭）", last, entry_term, on, id, commits)
                });
            }
            CommitCause::LeaderCommit { leader, last_new, .. } => {
                self.heard_of_commit(sentence, id, leader, range);
                if range.1 > last_new {
                    sentence.because(say!(
                        self.language,
                        "{leader} checked its log only up to index {last_new}, but a rule is off",
                        "{leader} 只核对到它的索引 {last_new}，但规则已关闭",
                        leader,
                        last_new
                    ));
                }
            }
        }
    }

    /// What a follower makes of leaderCommit, shorter when it has done other things too.
    fn heard_of_commit(
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
                "hears from {leader} that {range_text} {is}",
                "从 {leader} 得知{range_text}{is}",
                leader,
                range_text,
                is
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
                last
            ));
        }
        if let Some(applies) = self.applies(id).filter(|_| sentence.len() < 3) {
            sentence.does(applies);
        }
    }

    fn applied_range(&self) -> Option<(Index, Index)> {
        Some((self.event.applied.first()?.0, self.event.applied.last()?.0))
    }

    /// "commits and applies indexes 1 to 3"
    fn commits_and_applies(&self, id: ServerId, (first, last): (Index, Index)) -> String {
        let what = match self.entry_noun(id, first).filter(|_| first == last) {
            Some(entry) => entry,
            None => indexes(self.language, first, last),
        };
        if self.applied_range() == Some((first, last)) {
            say!(self.language, "commits and applies {what}", "提交并应用 {what}", what)
        } else {
            say!(self.language, "commits {what}", "提交 {what}", what)
        }
    }

    /// "applies x←1"
    fn applies(&self, id: ServerId) -> Option<String> {
        let (first, last) = self.applied_range()?;
        let what = match self.entry_noun(id, first).filter(|_| first == last) {
            Some(entry) => entry,
            None => indexes(self.language, first, last),
        };
        Some(say!(self.language, "applies {what}", "应用 {what}", what))
    }

    /// Entries that a server applies without knowing that they are committed.
    fn applied_without_commit(&self, sentence: &mut Sentence, id: ServerId) {
        let commit = |decision: &Decision| matches!(decision, Decision::Committed { .. });
        if self.event.decisions.iter().any(commit) {
            return;
        }
        if let Some(applies) = self.applies(id) {
            sentence.does(say!(
                self.language,
                "{applies} without waiting for the commit (rule off)",
                "不等提交就{applies}（规则已关闭）",
                applies
            ));
        }
    }

    fn held(&self, sentence: &mut Sentence, id: ServerId, index: Index, why: Hold) {
        sentence.because(match why {
            Hold::NoMajority { stored, configuration } => {
                let on = share(self.language, Unit::Servers, stored, configuration);
                say!(self.language, "it counts index {index} on {on}, too few to commit it", "它数到索引 {index} 已在 {on}上，不足以提交", index, on)
            }
            Hold::OldTerm { stored, entry_term, current_term, configuration } => {
                let on = share(self.language, Unit::Servers, stored, configuration);
                say!(self.language, "it counts index {index} on {on}, but its term is {entry_term}, not {current_term}, so {id} does not commit it", "它数到索引 {index} 已在 {on}上，但它的任期是 {entry_term} 而不是 {current_term}，所以 {id} 不提交它", index, on, entry_term, current_term, id)
            }
        });
    }

    fn ignored(
        &self,
        sentence: &mut Sentence,
        id: ServerId,
        sender: ServerId,
        why: Ignored,
        envelope: Option<&Envelope>,
    ) {
        // Whoever has just entered a new term because of an answer has said enough.
        let old_news = matches!(why, Ignored::NotCandidate { .. } | Ignored::NotLeader { .. });
        if old_news && !sentence.is_empty() {
            return;
        }
        let what = match envelope {
            Some(envelope) => message_noun(self.language, envelope),
            None => say!(self.language, "{sender}’s message", "{sender} 的消息", sender),
        };
        sentence.does(say!(self.language, "ignores {what}", "忽略{what}", what));
        sentence.because(match why {
            Ignored::StaleVote { mine, theirs } | Ignored::StaleAppendReply { mine, theirs } => say!(
                self.language,
                "it is of term {theirs}, {id} is in term {mine}",
                "它属于任期 {theirs}，{id} 已在任期 {mine}",
                theirs,
                id,
                mine
            ),
            Ignored::NotCandidate { role: RoleName::Leader } => {
                say!(self.language, "{id} leads already", "{id} 已经是领导者", id)
            }
            Ignored::NotCandidate { .. } => {
                say!(self.language, "{id} no longer stands", "{id} 已不是候选人", id)
            }
            Ignored::NotLeader { .. } => say!(self.language, "{id} no longer leads", "{id} 已不是领导者", id),
            Ignored::OldAttempt { prev_log_index, next_index } => say!(
                self.language,
                "it refuses index {prev_log_index}, nextIndex for {sender} is {next_index} by now",
                "它拒绝的是索引 {prev_log_index}，而 {sender} 的 nextIndex 现在是 {next_index}",
                prev_log_index,
                sender,
                next_index
            ),
            Ignored::HigherTerm { mine, theirs } => say!(
                self.language,
                "term {theirs} is above its {mine}, but a rule is off",
                "任期 {theirs} 高于它的 {mine}，但规则已关闭",
                theirs,
                mine
            ),
            Ignored::OtherLeader { .. } => {
                say!(self.language, "{id} leads itself (rule off)", "{id} 自己就是领导者（规则已关闭）", id)
            }
        });
    }
}

/// "indexes 1 and 2", "are committed"
fn is_committed(language: Language, (first, last): (Index, Index)) -> (String, &'static str) {
    let is = if first == last { "is committed" } else { "are committed" };
    (indexes(language, first, last), language.pick(is, "已提交"))
}
