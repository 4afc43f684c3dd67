//! Why elections go as they go.

use super::Answer;
use super::operand::{Relation, compare};
use crate::phrases::{Unit, needed, share};
use crate::say::say;
use raft_core::{Electorate, Position, RoleName, Rule, ServerId, ServerSet, StepDown, Term, VoteRefusal};

impl Answer {
    pub(super) fn stood(&mut self, term: Term, electorate: Electorate) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(l, "Why did {me} start an election?", "{me} 为什么参选？", [me]));
        self.check(say!(l, "its election timer ran out", "选举定时器已到期"), true);
        if electorate.votes_for_itself() {
            self.fact(say!(
                l,
                "it enters term {term} as a candidate and votes for itself",
                "它进入任期 {term}，成为候选人，并投票给自己",
                [term]
            ));
        } else {
            self.fact(say!(
                l,
                "it enters term {term} as a candidate, but C_new leaves it out and it does not vote for itself",
                "它进入任期 {term}，成为候选人，但 C_new 中没有它，它不投票给自己",
                [term]
            ));
            self.rule_is_off();
        }
        let nobody = electorate.majorities(ServerSet::EMPTY);
        let (needs, of) = (needed(l, nobody), nobody.old.of.len());
        self.fact(match nobody.new {
            None => say!(l, "it needs {needs} of {of} votes", "它需要 {of} 票中的 {needs} 票", [needs, of]),
            Some(_) => say!(l, "it needs {needs}", "它需要的选票：{needs}", [needs]),
        });
    }

    pub(super) fn count(&mut self, voter: ServerId, granted: bool, votes: ServerSet, electorate: Electorate) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(l, "How many votes does {me} have?", "{me} 有多少选票？", [me]));
        self.check(say!(l, "{voter} voted for {me}", "{voter} 投票给 {me}", [voter, me]), granted);
        self.votes(votes, electorate);
    }

    pub(super) fn won(&mut self, term: Term, votes: ServerSet, electorate: Electorate) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} become leader of term {term}?",
            "{me} 为什么成为任期 {term} 的领导者？",
            [me, term]
        ));
        self.tally(votes, electorate);
        self.asked_by(Rule::MajorityToWin);
        self.asked_by(Rule::BothMajorities);
        self.majority_is(votes, electorate);
    }

    pub(super) fn entered_term(&mut self, mine: Term, theirs: Term, sender: ServerId) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(l, "Why is {me} in term {theirs}?", "{me} 为什么进入任期 {theirs}？", [me, theirs]));
        self.higher_term(sender, mine, theirs);
    }

    /// What a candidate has, and what it lacks.
    pub(super) fn votes(&mut self, votes: ServerSet, electorate: Electorate) {
        self.tally(votes, electorate);
        self.majority_is(votes, electorate);
    }

    /// "votes of S1 S2 S3: 3 of 5"
    fn tally(&mut self, votes: ServerSet, electorate: Electorate) {
        let l = self.language;
        let has = share(l, Unit::Votes, electorate.majorities(votes));
        let majority = electorate.majorities(votes).is_enough();
        let text = if votes.is_empty() {
            say!(l, "no votes: {has}", "没有选票：{has}", [has])
        } else {
            say!(l, "votes of {votes}: {has}", "来自 {votes} 的选票：{has}", [votes, has])
        };
        self.check(text, majority);
    }

    /// How many votes it takes, if these are not enough.
    fn majority_is(&mut self, votes: ServerSet, electorate: Electorate) {
        let l = self.language;
        if !electorate.majorities(votes).is_enough() {
            let needs = needed(l, electorate.majorities(votes));
            self.fact(say!(l, "a majority is {needs}", "多数派需要 {needs} 票", [needs]));
        }
    }

    pub(super) fn granted(
        &mut self,
        candidate: ServerId,
        (term, current_term): (Term, Term),
        voted_for: Option<ServerId>,
        mine: Position,
        theirs: Position,
    ) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} vote for {candidate} in term {term}?",
            "{me} 为什么在任期 {term} 投票给 {candidate}？",
            [me, candidate, term]
        ));
        if term < current_term {
            self.not_of_an_old_term(candidate, current_term, term);
            self.asked_by(Rule::RefuseStaleCandidate);
        }
        match voted_for {
            None => {
                let line = say!(
                    l,
                    "it had voted for nobody in term {current_term}",
                    "它在任期 {current_term} 还没有投票",
                    [current_term]
                );
                self.check(line, true);
            }
            Some(voted_for) => {
                self.voted_for(candidate, voted_for, current_term);
                self.asked_by(Rule::OneVotePerTerm);
            }
        }
        self.compare_logs(candidate, mine, theirs);
    }

    /// Whether the vote that was given went to this candidate.
    fn voted_for(&mut self, candidate: ServerId, voted_for: ServerId, term: Term) {
        let l = self.language;
        let line = if voted_for == candidate {
            say!(
                l,
                "votedFor in term {term} is already {candidate}",
                "任期 {term} 的 votedFor 已经是 {candidate}",
                [term, candidate]
            )
        } else {
            say!(
                l,
                "votedFor in term {term} is {voted_for}, not {candidate}",
                "任期 {term} 的 votedFor 是 {voted_for}，不是 {candidate}",
                [term, voted_for, candidate]
            )
        };
        self.check(line, voted_for == candidate);
    }

    pub(super) fn refused(&mut self, candidate: ServerId, refusal: VoteRefusal) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why did {me} refuse {candidate}?",
            "{me} 为什么拒绝 {candidate}？",
            [me, candidate]
        ));
        match refusal {
            VoteRefusal::StaleTerm { mine, theirs } => self.not_of_an_old_term(candidate, mine, theirs),
            VoteRefusal::AlreadyVoted { voted_for, term } => self.voted_for(candidate, voted_for, term),
            VoteRefusal::LogBehind { mine, theirs } => self.compare_logs(candidate, mine, theirs),
        }
    }

    /// Whether the candidate's log is at least as up-to-date, as these rules compare (§5.4.1).
    pub(super) fn compare_logs(&mut self, candidate: ServerId, mine: Position, theirs: Position) {
        let l = self.language;
        let compares = self.rules.has(Rule::CompareLastTerm) || self.rules.has(Rule::CompareLength);
        if !self.rules.has(Rule::ElectionRestriction) || !compares {
            self.fact(say!(l, "the logs were not compared: the rule is off", "没有比较日志：规则已关闭"));
            return;
        }
        let (my_term, their_term) = (mine.term, theirs.term);
        if self.rules.has(Rule::CompareLastTerm) {
            self.compare(compare(their_term, Relation::AtLeast, my_term), |sign| {
                say!(
                    l,
                    "last term of {candidate} {their_term} {sign} own {my_term}",
                    "{candidate} 的最后任期 {their_term} {sign} 自己的 {my_term}",
                    [candidate, their_term, sign, my_term]
                )
            });
            if my_term != their_term {
                return;
            }
        }
        if !self.rules.has(Rule::CompareLength) {
            return;
        }
        let (my_last, their_last) = (mine.index, theirs.index);
        self.compare(compare(their_last, Relation::AtLeast, my_last), |sign| {
            say!(
                l,
                "last index of {candidate} {their_last} {sign} own {my_last}",
                "{candidate} 的最后索引 {their_last} {sign} 自己的 {my_last}",
                [candidate, their_last, sign, my_last]
            )
        });
    }

    pub(super) fn stepped_down(&mut self, from: RoleName, why: StepDown) {
        let (l, me) = (self.language, self.me);
        self.ask(match from {
            RoleName::Leader => say!(l, "Why did {me} stop leading?", "{me} 为什么不再是领导者？", [me]),
            RoleName::Candidate | RoleName::Follower => {
                say!(l, "Why did {me} give up its candidacy?", "{me} 为什么放弃竞选？", [me])
            }
        });
        match why {
            StepDown::HigherTerm { mine, theirs, sender } => self.higher_term(sender, mine, theirs),
            StepDown::LeftOut { index, commit_index, electorate } => {
                self.left_out(index, commit_index, electorate.configuration.members());
            }
            StepDown::CurrentLeader { leader, term, current_term } => {
                self.compare(compare(term, Relation::AtLeast, current_term), |sign| {
                    say!(
                        l,
                        "{leader} leads term {term} {sign} currentTerm {current_term}",
                        "{leader} 是任期 {term} 的领导者，{term} {sign} currentTerm {current_term}",
                        [leader, term, sign, current_term]
                    )
                });
                self.asked_by(Rule::RefuseStaleLeader);
                if self.rules.has(Rule::KeepVoteInTerm) {
                    self.fact(say!(
                        l,
                        "its vote for itself in term {current_term} stays",
                        "它在任期 {current_term} 投给自己的票仍然保留",
                        [current_term]
                    ));
                }
            }
        }
    }

    /// "S1's term 2 > currentTerm 1"
    pub(super) fn higher_term(&mut self, sender: ServerId, mine: Term, theirs: Term) {
        let l = self.language;
        self.compare(compare(theirs, Relation::Greater, mine), |sign| {
            say!(
                l,
                "term {theirs} of {sender} {sign} currentTerm {mine}",
                "{sender} 的任期 {theirs} {sign} currentTerm {mine}",
                [theirs, sender, sign, mine]
            )
        });
        self.fact(say!(l, "votedFor is empty in a new term", "进入新任期时 votedFor 为空"));
    }

    /// The same as a condition for staying what it is, which this rule asks for.
    pub(super) fn no_higher_term(&mut self, rule: Rule, sender: ServerId, mine: Term, theirs: Term) {
        let l = self.language;
        self.compare(compare(theirs, Relation::AtMost, mine), |sign| {
            say!(
                l,
                "term {theirs} of {sender} {sign} currentTerm {mine}",
                "{sender} 的任期 {theirs} {sign} currentTerm {mine}",
                [theirs, sender, sign, mine]
            )
        });
        self.asked_by(rule);
    }

    /// A leader or candidate takes a higher term over, and stays what it is.
    pub(super) fn kept_role(&mut self, role: RoleName, mine: Term, theirs: Term, sender: ServerId) {
        let (l, me) = (self.language, self.me);
        let role = crate::phrases::role(l, role);
        self.ask(say!(
            l,
            "Why does {me} stay {role} in term {theirs}?",
            "{me} 为什么在任期 {theirs} 仍是{role}？",
            [me, role, theirs]
        ));
        self.no_higher_term(Rule::ConvertOnHigherTerm, sender, mine, theirs);
        self.fact(say!(l, "it enters the term, but not as a follower", "它进入了这个任期，但没有转为跟随者"));
    }

    /// "term 1 of S1 < currentTerm 2"
    pub(super) fn not_of_an_old_term(&mut self, sender: ServerId, mine: Term, theirs: Term) {
        let l = self.language;
        self.compare(compare(theirs, Relation::AtLeast, mine), |sign| {
            say!(
                l,
                "term {theirs} of {sender} {sign} currentTerm {mine}",
                "{sender} 的任期 {theirs} {sign} currentTerm {mine}",
                [theirs, sender, sign, mine]
            )
        });
    }
}
