//! Why a server decided what it decided, from the operands it decided by.

use crate::Language;
use crate::phrases::{Unit, indexes, needed, share};
use crate::say::say;
use raft_core::{
    AppendRefusal, CommitCause, Configuration, Decision, Hold, Ignored, Index, Position, RoleName, Rule,
    Rules, ServerId, ServerSet, StepDown, Term, VoteRefusal, majority_of,
};

/// The answer to "Why?".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The question it answers: "Why did S1 not commit index 2?"
    pub headline: String,
    /// What was looked at, a line each. `Some(true)` (✓): a condition that was met; `Some(false)`
    /// (✗): one that was not; `None`: a fact to go with them.
    pub operands: Vec<(String, Option<bool>)>,
    /// The rule that decided.
    pub rule: Option<Rule>,
    /// The section of the paper, without `§`.
    pub section: &'static str,
}

/// Why `server` decided so, under these rules.
#[must_use]
pub fn why(language: Language, server: ServerId, rules: Rules, decision: &Decision) -> Why {
    let mut answer = Answer { language, me: server, rules, headline: String::new(), operands: Vec::new() };
    answer.explain(decision);
    let rule = decision.rule();
    let section = rule.map_or(section_without_rule(decision), Rule::section);
    let spaced = crate::phrases::spaced;
    let operands = answer.operands.into_iter().map(|(line, holds)| (spaced(&line), holds)).collect();
    Why { headline: spaced(&answer.headline), operands, rule, section }
}

fn section_without_rule(decision: &Decision) -> &'static str {
    match decision {
        Decision::UpdatedTerm { .. } => "5.1",
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
    operands: Vec<(String, Option<bool>)>,
}

impl Answer {
    fn ask(&mut self, headline: String) {
        self.headline = headline;
    }

    /// A condition, and whether it was met.
    fn check(&mut self, line: String, holds: bool) {
        self.operands.push((line, Some(holds)));
    }

    fn fact(&mut self, line: String) {
        self.operands.push((line, None));
    }

    fn rule_is_off(&mut self) {
        self.fact(say!(self.language, "the rule is off", "规则已关闭"));
    }

    fn explain(&mut self, decision: &Decision) {
        match *decision {
            Decision::Stood { term, configuration } => self.stood(term, configuration),
            Decision::GrantedVote { candidate, term, mine, theirs } => {
                self.granted(candidate, term, mine, theirs);
            }
            Decision::RefusedVote { candidate, refusal } => self.refused(candidate, refusal),
            Decision::CountedVote { voter, votes, configuration } => {
                self.count(voter, true, votes, configuration);
            }
            Decision::MissedVote { voter, votes, configuration } => {
                self.count(voter, false, votes, configuration);
            }
            Decision::BecameLeader { term, votes, configuration } => self.won(term, votes, configuration),
            Decision::SteppedDown { from, why } => self.stepped_down(from, why),
            Decision::UpdatedTerm { mine, theirs, sender } => self.entered_term(mine, theirs, sender),
            Decision::Appended { index, term } => self.appended(index, term),
            Decision::AcceptedEntries { leader, prev, last_new, appended } => {
                self.accepted(leader, prev, last_new, appended);
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
            Decision::BackedOff { follower, next_index, moved } => {
                self.backed_off(follower, next_index, moved);
            }
            Decision::Committed { first, last, cause } => self.committed((first, last), cause),
            Decision::HeldCommit { index, why } => self.held(index, why),
            Decision::Ignored { sender, why } => self.ignored(sender, why),
        }
    }
}

/// Elections.
impl Answer {
    fn stood(&mut self, term: Term, configuration: Configuration) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(l, "Why did {me} stand for election?", "{me} 为什么参选？", me));
        self.check(say!(l, "its election timer ran out", "选举定时器已到期"), true);
        self.fact(say!(
            l,
            "it stands in term {term} and votes for itself",
            "它在任期 {term} 参选，并投票给自己",
            term
        ));
        let needs = needed(l, configuration, majority_of);
        let of = configuration.members().len();
        self.fact(match configuration.next {
            None => say!(l, "it needs {needs} of {of} votes", "它需要 {of} 票中的 {needs} 票", needs, of),
            Some(_) => say!(l, "it needs {needs}", "它需要的选票：{needs}", needs),
        });
    }

    fn count(&mut self, voter: ServerId, granted: bool, votes: ServerSet, configuration: Configuration) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(l, "How many votes does {me} have?", "{me} 有多少选票？", me));
        self.check(say!(l, "{voter} voted for {me}", "{voter} 投票给 {me}", voter, me), granted);
        self.votes(votes, configuration);
    }

    fn won(&mut self, term: Term, votes: ServerSet, configuration: Configuration) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} become leader of term {term}?",
            "{me} 为什么成为任期 {term} 的领导者？",
            me,
            term
        ));
        self.votes(votes, configuration);
        if !configuration.is_majority(votes) {
            self.rule_is_off();
        }
    }

    fn entered_term(&mut self, mine: Term, theirs: Term, sender: ServerId) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(l, "Why is {me} in term {theirs}?", "{me} 为什么进入任期 {theirs}？", me, theirs));
        self.higher_term(sender, mine, theirs, true);
    }

    /// "votes of S1 S2 S3: 3 of 5"
    fn votes(&mut self, votes: ServerSet, configuration: Configuration) {
        let l = self.language;
        let has = share(l, Unit::Votes, votes, configuration);
        let majority = configuration.is_majority(votes);
        self.check(say!(l, "votes of {votes}: {has}", "来自 {votes} 的选票：{has}", votes, has), majority);
        if !majority {
            let needs = needed(l, configuration, majority_of);
            self.fact(say!(l, "a majority is {needs}", "多数需要 {needs} 票", needs));
        }
    }

    fn granted(&mut self, candidate: ServerId, term: Term, mine: Position, theirs: Position) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} vote for {candidate} in term {term}?",
            "{me} 为什么在任期 {term} 投票给 {candidate}？",
            me,
            candidate,
            term
        ));
        if self.rules.has(Rule::OneVotePerTerm) {
            self.check(
                say!(l, "it had voted for no other in term {term}", "它在任期 {term} 没有投票给别人", term),
                true,
            );
        }
        self.compare_logs(candidate, mine, theirs);
    }

    fn refused(&mut self, candidate: ServerId, refusal: VoteRefusal) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(l, "Why did {me} refuse {candidate}?", "{me} 为什么拒绝 {candidate}？", me, candidate));
        match refusal {
            VoteRefusal::StaleTerm { mine, theirs } => self.not_of_an_old_term(candidate, mine, theirs),
            VoteRefusal::AlreadyVoted { voted_for, term } => self.check(
                say!(
                    l,
                    "votedFor in term {term} is {voted_for}, not {candidate}",
                    "任期 {term} 的 votedFor 是 {voted_for}，不是 {candidate}",
                    term,
                    voted_for,
                    candidate
                ),
                false,
            ),
            VoteRefusal::LogBehind { mine, theirs } => self.compare_logs(candidate, mine, theirs),
        }
    }

    /// Whether the candidate's log is at least as up-to-date, as these rules compare (§5.4.1).
    fn compare_logs(&mut self, candidate: ServerId, mine: Position, theirs: Position) {
        let l = self.language;
        if !self.rules.has(Rule::ElectionRestriction) {
            self.fact(say!(l, "the logs were not compared: the rule is off", "没有比较日志：规则已关闭"));
            return;
        }
        let (my_term, their_term) = (mine.term, theirs.term);
        if self.rules.has(Rule::CompareLastTerm) {
            let sign = sign(their_term.cmp(&my_term));
            let holds = their_term >= my_term;
            self.check(
                say!(
                    l,
                    "last term of {candidate} {their_term} {sign} own {my_term}",
                    "{candidate} 的最后任期 {their_term} {sign} 自己的 {my_term}",
                    candidate,
                    their_term,
                    sign,
                    my_term
                ),
                holds,
            );
            if my_term != their_term {
                return;
            }
        }
        if !self.rules.has(Rule::CompareLength) {
            return;
        }
        let (my_last, their_last) = (mine.index, theirs.index);
        let sign = sign(their_last.cmp(&my_last));
        self.check(
            say!(
                l,
                "last index of {candidate} {their_last} {sign} own {my_last}",
                "{candidate} 的最后索引 {their_last} {sign} 自己的 {my_last}",
                candidate,
                their_last,
                sign,
                my_last
            ),
            their_last >= my_last,
        );
    }

    fn stepped_down(&mut self, from: RoleName, why: StepDown) {
        let (l, me) = (self.language, self.me);
        self.ask(match from {
            RoleName::Leader => say!(l, "Why did {me} stop leading?", "{me} 为什么不再是领导者？", me),
            RoleName::Candidate | RoleName::Follower => {
                say!(l, "Why did {me} give up its candidacy?", "{me} 为什么放弃竞选？", me)
            }
        });
        match why {
            StepDown::HigherTerm { mine, theirs, sender } => self.higher_term(sender, mine, theirs, true),
            StepDown::CurrentLeader { leader, term } => {
                self.check(
                    say!(
                        l,
                        "{leader} leads {me}’s term {term}",
                        "{leader} 是 {me} 所在任期 {term} 的领导者",
                        leader,
                        me,
                        term
                    ),
                    true,
                );
                if self.rules.has(Rule::KeepVoteInTerm) {
                    self.fact(say!(
                        l,
                        "its vote for itself in term {term} stays",
                        "它在任期 {term} 投给自己的票仍然保留",
                        term
                    ));
                }
            }
        }
    }

    /// "S1's term 2 > currentTerm 1"
    fn higher_term(&mut self, sender: ServerId, mine: Term, theirs: Term, heeded: bool) {
        let l = self.language;
        self.check(
            say!(
                l,
                "term {theirs} of {sender} > currentTerm {mine}",
                "{sender} 的任期 {theirs} > currentTerm {mine}",
                theirs,
                sender,
                mine
            ),
            true,
        );
        if heeded {
            self.fact(say!(l, "votedFor is empty in a new term", "进入新任期时 votedFor 为空"));
        } else {
            self.rule_is_off();
        }
    }

    /// "term 1 of S1 < currentTerm 2"
    fn not_of_an_old_term(&mut self, sender: ServerId, mine: Term, theirs: Term) {
        let line = say!(
            self.language,
            "term {theirs} of {sender} < currentTerm {mine}",
            "{sender} 的任期 {theirs} < currentTerm {mine}",
            theirs,
            sender,
            mine
        );
        self.check(line, false);
    }
}

/// Replication.
impl Answer {
    fn appended(&mut self, index: Index, term: Term) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} append at index {index}?",
            "{me} 为什么在索引 {index} 追加条目？",
            me,
            index
        ));
        self.check(say!(l, "{me} leads term {term}", "{me} 是任期 {term} 的领导者", me, term), true);
        self.fact(say!(l, "the entry keeps its term {term} for ever", "这个条目的任期永远是 {term}", term));
    }

    fn kept_conflict(&mut self, leader: ServerId, index: Index, mine: Term, theirs: Term) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} keep its entry at index {index}?",
            "{me} 为什么保留索引 {index} 处的条目？",
            me,
            index
        ));
        self.same_entry_term(leader, index, mine, theirs);
        self.rule_is_off();
    }

    fn dropped_own(&mut self, first: Index, last: Index) {
        let (l, me) = (self.language, self.me);
        let (range, known) = (indexes(l, first, last), first.previous());
        self.ask(say!(l, "Why did {me} drop {range}?", "{me} 为什么丢弃{range}的条目？", me, range));
        self.check(say!(l, "a leader keeps its own log", "领导者保留自己的日志"), false);
        self.fact(say!(l, "its commitIndex is {known}", "它的 commitIndex 是 {known}", known));
        self.rule_is_off();
    }

    fn advanced(&mut self, follower: ServerId, match_index: Index, next_index: Index) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "What does {me} know of {follower}’s log?",
            "{me} 知道 {follower} 的日志到哪里？",
            me,
            follower
        ));
        self.fact(say!(
            l,
            "matchIndex {match_index}: up to here {me} counts {follower}",
            "matchIndex {match_index}：到此为止，{me} 把 {follower} 计入",
            match_index,
            me,
            follower
        ));
        self.fact(say!(
            l,
            "nextIndex {next_index}: from here {me} sends next",
            "nextIndex {next_index}：{me} 接下来从这里发送",
            next_index,
            me
        ));
    }

    fn held(&mut self, index: Index, why: Hold) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} not commit index {index}?",
            "{me} 为什么不提交索引 {index}？",
            me,
            index
        ));
        match why {
            Hold::NoMajority { stored, configuration } => self.stored(stored, configuration),
            Hold::OldTerm { stored, entry_term, current_term, configuration } => {
                self.stored(stored, configuration);
                self.own_term(entry_term, current_term);
            }
        }
    }

    fn accepted(&mut self, leader: ServerId, prev: Position, last_new: Index, appended: u32) {
        let (l, me) = (self.language, self.me);
        let heartbeat = last_new == prev.index;
        self.ask(if heartbeat {
            say!(
                l,
                "Why did {me} accept {leader}’s heartbeat?",
                "{me} 为什么接受 {leader} 的心跳？",
                me,
                leader
            )
        } else {
            say!(
                l,
                "Why did {me} accept {leader}’s entries?",
                "{me} 为什么接受 {leader} 的条目？",
                me,
                leader
            )
        });
        let Position { index, term } = prev;
        if index == Index::ZERO {
            self.check(say!(l, "prevLogIndex 0: nothing has to match", "prevLogIndex 是 0：无需匹配"), true);
        } else if self.rules.has(Rule::ConsistencyCheck) {
            self.check(
                say!(
                    l,
                    "term at prevLogIndex {index} = prevLogTerm {term}",
                    "prevLogIndex {index} 处的任期 = prevLogTerm {term}",
                    index,
                    term
                ),
                true,
            );
        } else {
            self.fact(say!(
                l,
                "the term at prevLogIndex {index} was not compared: the rule is off",
                "没有比较 prevLogIndex {index} 处的任期：规则已关闭",
                index
            ));
        }
        if !heartbeat {
            self.fact(say!(
                l,
                "new here: {appended}, up to index {last_new}",
                "新条目 {appended} 个，到索引 {last_new} 为止",
                appended,
                last_new
            ));
        }
    }

    fn rejected(&mut self, leader: ServerId, refusal: AppendRefusal) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} refuse {leader}’s AppendEntries?",
            "{me} 为什么拒绝 {leader} 的 AppendEntries？",
            me,
            leader
        ));
        match refusal {
            AppendRefusal::StaleTerm { mine, theirs } => self.not_of_an_old_term(leader, mine, theirs),
            AppendRefusal::NoMatch { prev, mine: None, last } => {
                let prev = prev.index;
                self.check(
                    say!(l, "an entry at prevLogIndex {prev}", "在 prevLogIndex {prev} 处有条目", prev),
                    false,
                );
                self.fact(say!(l, "{me}’s log ends at index {last}", "{me} 的日志只到索引 {last}", me, last));
            }
            AppendRefusal::NoMatch { prev, mine: Some(mine), .. } => {
                let Position { index, term } = prev;
                self.check(
                    say!(
                        l,
                        "term at prevLogIndex {index}: {mine} ≠ prevLogTerm {term}",
                        "prevLogIndex {index} 处的任期 {mine} ≠ prevLogTerm {term}",
                        index,
                        mine,
                        term
                    ),
                    false,
                );
            }
        }
    }

    fn truncated(
        &mut self,
        leader: ServerId,
        (first, last): (Index, Index),
        mine: Term,
        theirs: Option<Term>,
    ) {
        let (l, me) = (self.language, self.me);
        let range = indexes(l, first, last);
        self.ask(say!(l, "Why did {me} delete {range}?", "{me} 为什么删除{range}的条目？", me, range));
        match theirs {
            Some(theirs) => {
                self.same_entry_term(leader, first, mine, theirs);
                if last > first {
                    self.fact(say!(l, "all that follows a conflict goes too", "冲突之后的条目也一并删除"));
                }
            }
            None => {
                self.check(say!(l, "a conflict at index {first}", "索引 {first} 处有冲突", first), false);
                self.rule_is_off();
            }
        }
    }

    /// "at index 2: own term 2 ≠ S5's term 3"
    fn same_entry_term(&mut self, leader: ServerId, index: Index, mine: Term, theirs: Term) {
        let line = say!(
            self.language,
            "at index {index}: own term {mine} ≠ {leader}’s term {theirs}",
            "索引 {index} 处：自己的任期 {mine} ≠ {leader} 的任期 {theirs}",
            index,
            mine,
            leader,
            theirs
        );
        self.check(line, false);
    }

    fn backed_off(&mut self, follower: ServerId, next_index: Index, moved: bool) {
        let (l, me) = (self.language, self.me);
        let refused = if moved { next_index } else { next_index.previous() };
        self.ask(if moved {
            say!(
                l,
                "Why did {me} lower nextIndex for {follower}?",
                "{me} 为什么降低 {follower} 的 nextIndex？",
                me,
                follower
            )
        } else {
            say!(
                l,
                "Why did {me} leave nextIndex for {follower}?",
                "{me} 为什么不降低 {follower} 的 nextIndex？",
                me,
                follower
            )
        });
        self.check(
            say!(
                l,
                "{follower} has {me}’s entry at prevLogIndex {refused}",
                "{follower} 在 prevLogIndex {refused} 处有 {me} 的条目",
                follower,
                me,
                refused
            ),
            false,
        );
        self.fact(say!(l, "nextIndex is now {next_index}", "nextIndex 现在是 {next_index}", next_index));
        if !moved && !self.rules.has(Rule::DecrementNextIndex) {
            self.rule_is_off();
        }
    }

    fn committed(&mut self, (first, last): (Index, Index), cause: CommitCause) {
        let (l, me) = (self.language, self.me);
        match cause {
            CommitCause::Counted { stored, entry_term, current_term, configuration } => {
                self.ask(say!(
                    l,
                    "Why did {me} commit index {last}?",
                    "{me} 为什么提交索引 {last}？",
                    me,
                    last
                ));
                self.stored(stored, configuration);
                self.own_term(entry_term, current_term);
                if !configuration.is_majority(stored) || entry_term != current_term {
                    self.rule_is_off();
                } else if first < last {
                    let before = indexes(l, first, last.previous());
                    self.fact(say!(
                        l,
                        "{before} before it, by Log Matching",
                        "之前的{before}随之提交（日志匹配）",
                        before
                    ));
                }
            }
            CommitCause::LeaderCommit { leader, leader_commit, last_new } => {
                let range = indexes(l, first, last);
                self.ask(say!(
                    l,
                    "How does {me} know that {range} is committed?",
                    "{me} 怎么知道{range}已提交？",
                    me,
                    range
                ));
                self.check(
                    say!(
                        l,
                        "leaderCommit of {leader}: {leader_commit} ≥ {last}",
                        "{leader} 的 leaderCommit：{leader_commit} ≥ {last}",
                        leader,
                        leader_commit,
                        last
                    ),
                    leader_commit >= last,
                );
                let sign = if last_new >= last { "≥" } else { "<" };
                self.check(
                    say!(
                        l,
                        "last index of the RPC: {last_new} {sign} {last}",
                        "RPC 的最后索引：{last_new} {sign} {last}",
                        last_new,
                        sign,
                        last
                    ),
                    last_new >= last,
                );
                if last_new < last {
                    self.rule_is_off();
                }
            }
        }
    }

    /// "counted on S1 S2 S3: 3 of 5": what the leader knows, which may be old.
    fn stored(&mut self, stored: ServerSet, configuration: Configuration) {
        let on = share(self.language, Unit::Servers, stored, configuration);
        let line = say!(self.language, "counted on {stored}: {on}", "计入 {stored}：{on}", stored, on);
        self.check(line, configuration.is_majority(stored));
    }

    /// "term of the entry 2 ≠ currentTerm 4"
    fn own_term(&mut self, entry_term: Term, current_term: Term) {
        let holds = entry_term == current_term;
        let sign = if holds { "=" } else { "≠" };
        let line = say!(
            self.language,
            "term of the entry {entry_term} {sign} currentTerm {current_term}",
            "条目的任期 {entry_term} {sign} currentTerm {current_term}",
            entry_term,
            sign,
            current_term
        );
        self.check(line, holds);
    }

    fn ignored(&mut self, sender: ServerId, why: Ignored) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} ignore {sender}’s message?",
            "{me} 为什么忽略 {sender} 的消息？",
            me,
            sender
        ));
        match why {
            Ignored::StaleVote { mine, theirs } | Ignored::StaleAppendReply { mine, theirs } => {
                self.not_of_an_old_term(sender, mine, theirs);
            }
            Ignored::NotCandidate { role } => {
                let role = crate::phrases::role(l, role);
                self.check(say!(l, "{me} is a candidate", "{me} 是候选人", me), false);
                self.fact(say!(l, "it is: {role}", "它现在是：{role}", role));
            }
            Ignored::NotLeader { role } => {
                let role = crate::phrases::role(l, role);
                self.check(say!(l, "{me} is a leader", "{me} 是领导者", me), false);
                self.fact(say!(l, "it is: {role}", "它现在是：{role}", role));
            }
            Ignored::OldAttempt { prev_log_index, next_index } => {
                let tried = next_index.previous();
                self.check(
                    say!(
                        l,
                        "refused prevLogIndex {prev_log_index} ≠ {tried}, the last one tried",
                        "被拒绝的 prevLogIndex {prev_log_index} ≠ 最近尝试的 {tried}",
                        prev_log_index,
                        tried
                    ),
                    false,
                );
                self.fact(say!(
                    l,
                    "nextIndex for {sender} is {next_index}",
                    "{sender} 的 nextIndex 是 {next_index}",
                    sender,
                    next_index
                ));
            }
            Ignored::HigherTerm { mine, theirs } => self.higher_term(sender, mine, theirs, false),
            Ignored::OtherLeader { term } => {
                self.check(say!(l, "{me} is a follower", "{me} 是跟随者", me), false);
                self.fact(say!(
                    l,
                    "AppendEntries of term {term} comes from another leader",
                    "任期 {term} 的 AppendEntries 来自另一个领导者",
                    term
                ));
                self.rule_is_off();
            }
        }
    }
}

fn sign(order: core::cmp::Ordering) -> &'static str {
    match order {
        core::cmp::Ordering::Less => "<",
        core::cmp::Ordering::Equal => "=",
        core::cmp::Ordering::Greater => ">",
    }
}
