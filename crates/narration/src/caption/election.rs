//! Elections in sentences: votes granted, refused and counted; terms and roles that change.

use super::Teller;
use super::sentence::Sentence;
use crate::phrases::{Unit, needed, servers, share};
use crate::say::say;
use cluster::Envelope;
use raft_core::{
    Change, Decision, Electorate, Index, Position, RoleName, Rule, Rules, ServerId, ServerSet, StepDown,
    Term, VoteRefusal, is_up_to_date,
};

impl Teller<'_> {
    pub(super) fn granted(
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
                [candidate, term]
            )
        } else {
            say!(self.language, "votes for {candidate}", "投票给 {candidate}", [candidate])
        });
        if !is_up_to_date(Rules::PAPER, mine, theirs) {
            sentence.because(say!(
                self.language,
                "{candidate}’s log is behind its own, but a rule is off",
                "{candidate} 的日志比自己的旧，但规则已关闭",
                [candidate]
            ));
        }
    }

    pub(super) fn refused(
        &self,
        sentence: &mut Sentence,
        id: ServerId,
        candidate: ServerId,
        refusal: VoteRefusal,
    ) {
        sentence.does(say!(self.language, "refuses {candidate}", "拒绝 {candidate}", [candidate]));
        sentence.because(match refusal {
            VoteRefusal::StaleTerm { mine, theirs } => say!(
                self.language,
                "{candidate}’s term {theirs} is below its own, {mine}",
                "{candidate} 的任期 {theirs} 低于自己的 {mine}",
                [candidate, theirs, mine]
            ),
            VoteRefusal::AlreadyVoted { voted_for, term } if voted_for == id => {
                say!(
                    self.language,
                    "it voted for itself in term {term}",
                    "在任期 {term} 已投票给自己",
                    [term]
                )
            }
            VoteRefusal::AlreadyVoted { voted_for, term } => say!(
                self.language,
                "it voted for {voted_for} in term {term}",
                "在任期 {term} 已投票给 {voted_for}",
                [voted_for, term]
            ),
            VoteRefusal::LogBehind { mine, theirs } => self.behind(candidate, mine, theirs),
        });
    }

    /// Why a candidate's log is behind the voter's.
    pub(super) fn behind(&self, candidate: ServerId, mine: Position, theirs: Position) -> String {
        let (mine_last, theirs_last) = (mine.index, theirs.index);
        let (mine_term, theirs_term) = (mine.term, theirs.term);
        if theirs_last == Index::ZERO {
            return say!(
                self.language,
                "{candidate}’s log is empty, but its own ends in term {mine_term}",
                "{candidate} 的日志是空的，而自己的日志最后任期是 {mine_term}",
                [candidate, mine_term]
            );
        }
        if mine_term == theirs_term {
            say!(
                self.language,
                "both logs end in term {mine_term}, its own at index {mine_last} but {candidate}’s at {theirs_last}",
                "两份日志的最后任期都是 {mine_term}，但自己的日志到索引 {mine_last}，{candidate} 的只到 {theirs_last}",
                [mine_term, mine_last, candidate, theirs_last]
            )
        } else if self.world.rules().has(Rule::CompareLastTerm) {
            say!(
                self.language,
                "its own log ends in term {mine_term}, but {candidate}’s ends in term {theirs_term}",
                "自己的日志最后任期是 {mine_term}，{candidate} 的是 {theirs_term}",
                [mine_term, candidate, theirs_term]
            )
        } else {
            say!(
                self.language,
                "its own log ends at index {mine_last}, but {candidate}’s ends at {theirs_last} (terms are not compared: rule off)",
                "自己的日志到索引 {mine_last}，{candidate} 的只到 {theirs_last}（规则已关闭：不比较任期）",
                [mine_last, candidate, theirs_last]
            )
        }
    }

    pub(super) fn counted(
        &self,
        sentence: &mut Sentence,
        voter: ServerId,
        votes: ServerSet,
        electorate: Electorate,
    ) {
        if self.event.decisions.iter().any(|decision| matches!(decision, Decision::BecameLeader { .. })) {
            return;
        }
        sentence.does(say!(self.language, "gets {voter}’s vote", "收到 {voter} 的选票", [voter]));
        sentence.because(self.tally(votes, electorate));
    }

    /// "it has 2 of 5 votes and needs 3"
    pub(super) fn tally(&self, votes: ServerSet, electorate: Electorate) -> String {
        let has = share(self.language, Unit::Votes, electorate.majorities(votes));
        let needs = needed(self.language, electorate.votes(votes));
        let has_enough = electorate.majorities(votes).is_enough();
        if has_enough {
            return say!(self.language, "it has {has} votes", "已得 {has}", [has]);
        }
        say!(
            self.language,
            "it has {has} votes and needs {needs}",
            "已得 {has}，需要 {needs} 票",
            [has, needs]
        )
    }

    pub(super) fn became_leader(
        &self,
        sentence: &mut Sentence,
        id: ServerId,
        term: Term,
        votes: ServerSet,
        electorate: Electorate,
    ) {
        // A candidate that its configuration leaves out votes for itself, and that does not count.
        let votes = votes.and(electorate.configuration.members());
        sentence.does(if votes == ServerSet::only(id) {
            say!(
                self.language,
                "becomes leader of term {term} with its own vote",
                "凭自己的一票成为任期 {term} 的领导者",
                [term]
            )
        } else {
            let votes = servers(self.language, votes);
            say!(
                self.language,
                "becomes leader of term {term} with the votes of {votes}",
                "凭 {votes} 的选票成为任期 {term} 的领导者",
                [term, votes]
            )
        });
        if !electorate.majorities(votes).is_enough() {
            let has = share(self.language, Unit::Votes, electorate.majorities(votes));
            sentence.because(say!(
                self.language,
                "{has} is not a majority, but a rule is off",
                "{has}不是多数派，但规则已关闭",
                [has]
            ));
        }
    }

    /// A new leader's no-op. A client's entry is told by [`Teller::requested`].
    pub(super) fn appended(&self, sentence: &mut Sentence, id: ServerId, index: Index) {
        // C_new is told with its reason.
        let is_c_new = self.event.decisions.iter().any(|decision| {
            matches!(decision, Decision::Change(Change::Completed { index: new, .. }) if *new == index)
        });
        if !is_c_new && !matches!(self.event.cause, cluster::Cause::Requested { .. }) {
            let entry = self.entry_noun(id, index);
            let entry = entry.unwrap_or_else(|| say!(self.language, "an entry", "一个条目"));
            sentence.does(say!(
                self.language,
                "appends {entry} at index {index}",
                "在索引 {index} 追加{entry}",
                [entry, index]
            ));
        }
    }

    pub(super) fn stepped_down(
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
                    say!(
                        self.language,
                        "steps down as leader of term {mine}",
                        "从任期 {mine} 的领导者退位",
                        [mine]
                    )
                } else {
                    say!(
                        self.language,
                        "gives up its candidacy in term {mine}",
                        "放弃任期 {mine} 的竞选，转为跟随者",
                        [mine]
                    )
                });
            }
            // What it has just committed is that entry.
            StepDown::LeftOut { index, .. } if sentence.has_reason() => sentence.note(say!(
                self.language,
                "it is not in C_new, at index {index}, and steps down",
                "它不在索引 {index} 处的 C_new 中，随即退位",
                [index]
            )),
            StepDown::LeftOut { index, .. } => {
                sentence.does(say!(self.language, "steps down", "退位"));
                sentence.because(say!(
                    self.language,
                    "C_new, at index {index}, is committed and does not include it",
                    "索引 {index} 处的 C_new 已提交，且不包含它",
                    [index]
                ));
            }
            StepDown::CurrentLeader { leader, term, .. } => sentence.does(say!(
                self.language,
                "follows {leader} in term {term}",
                "在任期 {term} 跟随 {leader}",
                [leader, term]
            )),
        }
    }

    /// It takes the higher term over and stays what it is, since a rule is off.
    pub(super) fn kept_role(
        &self,
        sentence: &mut Sentence,
        role: RoleName,
        term: Term,
        sender: ServerId,
        envelope: Option<&Envelope>,
    ) {
        self.entered_term(sentence, term, sender, envelope);
        sentence.does(if role == RoleName::Leader {
            say!(
                self.language,
                "goes on leading, now in that term (rule off)",
                "在该任期继续当领导者（规则已关闭）"
            )
        } else {
            say!(
                self.language,
                "stays a candidate, now in that term (rule off)",
                "在该任期继续当候选人（规则已关闭）"
            )
        });
    }

    pub(super) fn entered_term(
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
                "learns of term {term} from {sender}",
                "从 {sender} 的回复得知任期 {term}",
                [term, sender]
            ));
            sentence.does(say!(self.language, "enters it", "进入该任期"));
        } else {
            sentence.does(say!(self.language, "enters term {term}", "进入任期 {term}", [term]));
        }
    }
}
