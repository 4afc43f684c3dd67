//! Why entries are stored, refused, deleted, counted and committed.

use super::Answer;
use super::operand::{Relation, compare};
use crate::phrases::{Unit, indexes, share};
use crate::say::say;
use raft_core::{
    AppendRefusal, CommitCause, Electorate, Hold, Index, Position, Rule, ServerId, ServerSet, Term,
};

impl Answer {
    pub(super) fn appended(&mut self, index: Index, term: Term) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} append at index {index}?",
            "{me} 为什么在索引 {index} 追加条目？",
            [me, index]
        ));
        self.check(say!(l, "{me} leads term {term}", "{me} 是任期 {term} 的领导者", [me, term]), true);
        self.fact(say!(
            l,
            "the entry keeps term {term}, also under later leaders",
            "这个条目的任期始终是 {term}，以后换了领导者也不变",
            [term]
        ));
    }

    pub(super) fn kept_conflict(&mut self, leader: ServerId, index: Index, mine: Term, theirs: Term) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} keep its entry at index {index}?",
            "{me} 为什么保留索引 {index} 处的条目？",
            [me, index]
        ));
        self.same_entry_term(leader, index, mine, theirs);
        self.asked_by(Rule::DeleteConflicts);
    }

    pub(super) fn dropped_own(&mut self, first: Index, last: Index) {
        let (l, me) = (self.language, self.me);
        let (range, known) = (indexes(l, first, last), first.previous());
        self.ask(say!(l, "Why did {me} delete {range}?", "{me} 为什么删除{range}的条目？", [me, range]));
        self.check(say!(l, "a leader keeps its own log", "领导者保留自己的日志"), false);
        self.asked_by(Rule::LeaderAppendOnly);
        self.fact(say!(l, "its commitIndex is {known}", "它的 commitIndex 是 {known}", [known]));
    }

    pub(super) fn advanced(&mut self, follower: ServerId, match_index: Index, next_index: Index) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "What does {me} know of {follower}’s log?",
            "{me} 对 {follower} 的日志知道多少？",
            [me, follower]
        ));
        self.fact(say!(
            l,
            "matchIndex {match_index}: up to here {me} counts {follower}",
            "matchIndex {match_index}：到此为止，{me} 把 {follower} 计入",
            [match_index, me, follower]
        ));
        self.fact(say!(
            l,
            "nextIndex {next_index}: from here {me} sends next",
            "nextIndex {next_index}：{me} 接下来从这里发送",
            [next_index, me]
        ));
    }

    pub(super) fn held(&mut self, index: Index, why: Hold) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} not commit index {index}?",
            "{me} 为什么不提交索引 {index}？",
            [me, index]
        ));
        match why {
            Hold::NoMajority { stored, electorate } => self.stored(stored, electorate),
            Hold::OldTerm { stored, entry_term, current_term, electorate } => {
                self.stored(stored, electorate);
                self.own_term(entry_term, current_term);
            }
        }
    }

    pub(super) fn accepted(
        &mut self,
        leader: ServerId,
        (prev, mine): (Position, Term),
        last_new: Index,
        appended: u32,
    ) {
        let (l, me) = (self.language, self.me);
        let heartbeat = last_new == prev.index;
        self.ask(if heartbeat {
            say!(
                l,
                "Why did {me} accept {leader}’s heartbeat?",
                "{me} 为什么接受 {leader} 的心跳？",
                [me, leader]
            )
        } else {
            say!(
                l,
                "Why did {me} accept {leader}’s entries?",
                "{me} 为什么接受 {leader} 的条目？",
                [me, leader]
            )
        });
        let Position { index, term } = prev;
        if index == Index::ZERO {
            self.check(say!(l, "prevLogIndex 0: nothing has to match", "prevLogIndex 是 0：无需匹配"), true);
        } else {
            self.same_prev_term(index, mine, term);
            self.asked_by(Rule::ConsistencyCheck);
        }
        if !heartbeat {
            self.fact(say!(
                l,
                "new here: {appended}, up to index {last_new}",
                "新条目 {appended} 个，到索引 {last_new} 为止",
                [appended, last_new]
            ));
        }
    }

    pub(super) fn rejected(&mut self, leader: ServerId, refusal: AppendRefusal) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} refuse {leader}’s AppendEntries?",
            "{me} 为什么拒绝 {leader} 的 AppendEntries？",
            [me, leader]
        ));
        match refusal {
            AppendRefusal::StaleTerm { mine, theirs } => self.not_of_an_old_term(leader, mine, theirs),
            AppendRefusal::NoMatch { prev, mine: None, last } => {
                let prev = prev.index;
                self.compare(compare(prev, Relation::AtMost, last), |sign| {
                    say!(
                        l,
                        "prevLogIndex {prev} {sign} {last}, where {me}’s log ends",
                        "prevLogIndex {prev} {sign} {me} 的最后索引 {last}",
                        [prev, sign, last, me]
                    )
                });
            }
            AppendRefusal::NoMatch { prev, mine: Some(mine), .. } => {
                let Position { index, term } = prev;
                self.same_prev_term(index, mine, term);
            }
        }
    }

    /// "term at prevLogIndex 2: 1 ≠ prevLogTerm 3"
    fn same_prev_term(&mut self, index: Index, mine: Term, term: Term) {
        let l = self.language;
        self.compare(compare(mine, Relation::Equal, term), |sign| {
            say!(
                l,
                "term at prevLogIndex {index}: {mine} {sign} prevLogTerm {term}",
                "prevLogIndex {index} 处的任期 {mine} {sign} prevLogTerm {term}",
                [index, mine, sign, term]
            )
        });
    }

    pub(super) fn truncated(
        &mut self,
        leader: ServerId,
        (first, last): (Index, Index),
        mine: Term,
        theirs: Option<Term>,
    ) {
        let (l, me) = (self.language, self.me);
        let range = indexes(l, first, last);
        self.ask(say!(l, "Why did {me} delete {range}?", "{me} 为什么删除{range}的条目？", [me, range]));
        match theirs {
            Some(theirs) => {
                self.same_entry_term(leader, first, mine, theirs);
                if last > first {
                    self.fact(say!(
                        l,
                        "everything after a conflict is deleted too",
                        "冲突之后的条目也一并删除"
                    ));
                }
            }
            None => {
                self.check(say!(l, "a conflict at index {first}", "索引 {first} 处有冲突", [first]), false);
                self.asked_by(Rule::DeleteOnlyConflicts);
            }
        }
    }

    /// "at index 2: own term 2 ≠ S5's term 3"
    pub(super) fn same_entry_term(&mut self, leader: ServerId, index: Index, mine: Term, theirs: Term) {
        let l = self.language;
        self.compare(compare(mine, Relation::Equal, theirs), |sign| {
            say!(
                l,
                "at index {index}: own term {mine} {sign} {leader}’s term {theirs}",
                "索引 {index} 处：自己的任期 {mine} {sign} {leader} 的任期 {theirs}",
                [index, mine, sign, leader, theirs]
            )
        });
    }

    /// A success that says nothing new.
    pub(super) fn confirmed(
        &mut self,
        follower: ServerId,
        acknowledged: Index,
        match_index: Index,
        next_index: Index,
    ) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} learn nothing from {follower}’s answer?",
            "{me} 为什么没有从 {follower} 的回复得知新情况？",
            [me, follower]
        ));
        self.compare(compare(acknowledged, Relation::Greater, match_index), |sign| {
            say!(
                l,
                "{follower} acknowledges index {acknowledged} {sign} matchIndex {match_index}",
                "{follower} 确认到索引 {acknowledged} {sign} matchIndex {match_index}",
                [follower, acknowledged, sign, match_index]
            )
        });
        self.fact(say!(l, "nextIndex stays {next_index}", "nextIndex 仍是 {next_index}", [next_index]));
    }

    pub(super) fn backed_off(&mut self, follower: ServerId, refused: Index, next_index: Index, moved: bool) {
        let (l, me) = (self.language, self.me);
        self.ask(if moved {
            say!(
                l,
                "Why did {me} lower nextIndex for {follower}?",
                "{me} 为什么降低 {follower} 的 nextIndex？",
                [me, follower]
            )
        } else {
            say!(
                l,
                "Why did {me} leave nextIndex for {follower}?",
                "{me} 为什么不降低 {follower} 的 nextIndex？",
                [me, follower]
            )
        });
        let before = if moved { next_index.next() } else { next_index };
        self.last_attempt(follower, refused, before);
        self.fact(say!(l, "nextIndex is now {next_index}", "nextIndex 现在是 {next_index}", [next_index]));
        if !moved && !self.rules.has(Rule::DecrementNextIndex) {
            self.rule_is_off();
        }
    }

    /// "refused prevLogIndex 2 ≠ 1, the last one tried": what the leader tries lies before nextIndex.
    pub(super) fn last_attempt(&mut self, follower: ServerId, refused: Index, next_index: Index) {
        let (l, tried) = (self.language, next_index.previous());
        self.compare(compare(refused, Relation::Equal, tried), |sign| {
            say!(
                l,
                "refused prevLogIndex {refused} {sign} {tried}, just before nextIndex",
                "被拒绝的 prevLogIndex {refused} {sign} nextIndex 之前的 {tried}",
                [refused, sign, tried]
            )
        });
        if refused != tried {
            self.fact(say!(
                l,
                "nextIndex for {follower} is {next_index}",
                "{follower} 的 nextIndex 是 {next_index}",
                [follower, next_index]
            ));
        }
    }

    pub(super) fn committed(&mut self, (first, last): (Index, Index), cause: CommitCause) {
        let (l, me) = (self.language, self.me);
        match cause {
            CommitCause::Counted { stored, entry_term, current_term, electorate } => {
                self.ask(say!(
                    l,
                    "Why did {me} commit index {last}?",
                    "{me} 为什么提交索引 {last}？",
                    [me, last]
                ));
                self.stored(stored, electorate);
                self.asked_by(Rule::MajorityToCommit);
                self.asked_by(Rule::BothMajorities);
                self.asked_by(Rule::LeaderOutsideNotCounted);
                self.own_term(entry_term, current_term);
                self.asked_by(Rule::CommitOnlyCurrentTerm);
                if electorate.majorities(stored).is_enough() && entry_term == current_term && first < last {
                    let before = indexes(l, first, last.previous());
                    self.fact(say!(
                        l,
                        "{before} before it, by Log Matching",
                        "之前的{before}随之提交（日志匹配）",
                        [before]
                    ));
                }
            }
            CommitCause::LeaderCommit { leader, leader_commit, last_new } => {
                self.ask(say!(
                    l,
                    "Why did {me} set commitIndex to {last}?",
                    "{me} 为什么把 commitIndex 设为 {last}？",
                    [me, last]
                ));
                self.compare(compare(leader_commit, Relation::AtLeast, last), |sign| {
                    say!(
                        l,
                        "leaderCommit of {leader}: {leader_commit} {sign} {last}",
                        "{leader} 的 leaderCommit：{leader_commit} {sign} {last}",
                        [leader, leader_commit, sign, last]
                    )
                });
                self.compare(compare(last_new, Relation::AtLeast, last), |sign| {
                    say!(
                        l,
                        "last index of the RPC: {last_new} {sign} {last}",
                        "RPC 的最后索引：{last_new} {sign} {last}",
                        [last_new, sign, last]
                    )
                });
                self.asked_by(Rule::CommitUpToLastNew);
            }
        }
    }

    /// "counted on S1 S2 S3: 3 of 5": what the leader knows, which may be old.
    pub(super) fn stored(&mut self, stored: ServerSet, electorate: Electorate) {
        let on = share(self.language, Unit::Servers, electorate.majorities(stored));
        let line = say!(self.language, "counted on {stored}: {on}", "计入 {stored}：{on}", [stored, on]);
        self.check(line, electorate.majorities(stored).is_enough());
    }

    /// "term of the entry 2 ≠ currentTerm 4"
    pub(super) fn own_term(&mut self, entry_term: Term, current_term: Term) {
        let l = self.language;
        self.compare(compare(entry_term, Relation::Equal, current_term), |sign| {
            say!(
                l,
                "term of the entry {entry_term} {sign} currentTerm {current_term}",
                "条目的任期 {entry_term} {sign} currentTerm {current_term}",
                [entry_term, sign, current_term]
            )
        });
    }
}
