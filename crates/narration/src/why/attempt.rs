//! What comes of an attempt to elect a leader without a committed entry, and which step of the
//! safety argument (§5.4.3) forbids it.

use super::operand::{Relation, compare};
use super::{Answer, Why};
use crate::Language;
use crate::say::{say, word};
use explorer::attempt::{Attempt, CANDIDATE, LEADER, Outcome, Refusal, Start, Whose};
use raft_core::{Index, Rule, ServerId, Term};

/// What comes of an attempt. `played`: there is a run of it.
#[must_use]
pub fn why_attempt(language: Language, attempt: &Attempt, outcome: &Outcome, played: bool) -> Why {
    let rules = attempt.rules();
    let mut answer = Answer::of(language, CANDIDATE, rules);
    let rule = match outcome {
        Outcome::Refused(refusal) => {
            answer.refuse(attempt, refusal);
            refusal.rule()
        }
        Outcome::Complete => {
            answer.complete(attempt);
            Some(Rule::LeaderAppendOnly)
        }
        Outcome::Lost { index, found } => {
            answer.lost(attempt, (*index, *found), played);
            attempt.without
        }
    };
    answer.by(rule, rule.map_or("", Rule::section))
}

/// Whose log it is: `leader T’s`.
#[must_use]
pub fn whose_log(language: Language, whose: Whose) -> &'static str {
    match whose {
        Whose::Leader => word!(language, "leader T’s log", "领导者 T 的日志"),
        Whose::Voter => word!(language, "the voter’s log", "投票者的日志"),
        Whose::Candidate => word!(language, "leader U’s log", "领导者 U 的日志"),
    }
}

/// What a button does: `Add an entry from term 2 to the voter’s log`.
#[must_use]
pub fn add_entry(language: Language, whose: Whose, term: u32) -> String {
    let log = whose_log(language, whose);
    say!(language, "Add an entry from term {term} to {log}", "给{log}加一个任期 {term} 的条目", [term, log])
}

/// What a button does: `Take the last entry off the voter’s log`.
#[must_use]
pub fn take_entry(language: Language, whose: Whose) -> String {
    let log = whose_log(language, whose);
    say!(language, "Take the last entry off {log}", "去掉{log}的最后一个条目", [log])
}

/// An attempt to begin with, in a few words.
#[must_use]
pub fn start_name(language: Language, start: Start) -> &'static str {
    match start {
        Start::Figure9 => word!(language, "The supposition: U lacks the entry", "论证的假设：U 缺少这个条目"),
        Start::LongerLog => word!(language, "U’s log is longer, but older", "U 的日志更长，但更旧"),
        Start::ShorterLog => {
            word!(language, "Equal last terms, U’s log is shorter", "最后任期相等，U 的日志较短")
        }
        Start::OtherMiddle => word!(language, "Equal last terms, another middle", "最后任期相等，中间不同"),
        Start::LaterTerm => word!(language, "U’s last term is larger", "U 的最后任期更大"),
        Start::LostCopy => word!(language, "The voter has lost the entry", "投票者丢失了条目"),
        Start::VotesFirst => word!(language, "The voter votes first", "投票者先投票"),
        Start::FewVotes => word!(language, "Two votes are enough", "两票就够"),
        Start::FewCopies => word!(language, "Two copies are enough", "两份副本就够"),
        Start::OldEntry => word!(language, "The entry is from an earlier term", "条目属于更早的任期"),
        Start::HasEntry => word!(language, "U has the entry", "U 有这个条目"),
    }
}

impl Answer {
    /// The headline of a refusal: the step, and what it says here.
    fn step(&mut self, number: u8, said: &str) {
        self.ask(say!(self.language, "Step {number}: {said}", "第 {number} 步：{said}", [number, said]));
    }

    fn refuse(&mut self, attempt: &Attempt, refusal: &Refusal) {
        let l = self.language;
        let (t, u) = (attempt.committed_in, attempt.elected_in);
        match *refusal {
            Refusal::NothingCommitted
            | Refusal::NotLater
            | Refusal::TermsFall { .. }
            | Refusal::TooNew { .. } => {
                self.malformed(refusal, (t, u));
            }
            Refusal::OldTerm { entry_term } => {
                self.step(0, &say!(l, "{LEADER} does not commit it", "{LEADER} 不提交它", [LEADER]));
                self.own_term(entry_term, t);
                self.fact(say!(
                    l,
                    "it is committed with an entry from term {t}, once a majority stores one",
                    "多数派存下任期 {t} 的条目后，它才随之提交",
                    [t]
                ));
            }
            Refusal::TooFewCopies { stored, electorate } => {
                self.step(2, &say!(l, "{LEADER} does not commit it", "{LEADER} 不提交它", [LEADER]));
                self.stored(stored, electorate);
                self.fact(
                    word!(l, "no leader has to have what is not committed", "未提交的条目，领导者不必拥有")
                        .to_owned(),
                );
            }
            Refusal::TooFewVotes { votes, electorate } => {
                self.step(2, &say!(l, "{CANDIDATE} is not elected", "{CANDIDATE} 没有当选", [CANDIDATE]));
                self.votes(votes, electorate);
                let stored = attempt.stored;
                if electorate.majorities(stored).is_enough() {
                    self.fact(say!(
                        l,
                        "any majority includes one of {stored}, which store the entry",
                        "任何多数派都含有 {stored} 之一，它们都存有条目",
                        [stored]
                    ));
                }
            }
            Refusal::StaleLeader { voter, mine, theirs } => self.voted_before(voter, mine, theirs),
            Refusal::StillThere { voter, index, found } => self.still_there(attempt, voter, index, found),
            Refusal::Vote { voter, refusal } => {
                self.me = voter;
                self.refused(CANDIDATE, refusal);
                self.step(
                    5,
                    &say!(l, "{voter} refuses {CANDIDATE}", "{voter} 拒绝 {CANDIDATE}", [voter, CANDIDATE]),
                );
            }
            Refusal::OneLeader { term, logs, last, index, terms } => {
                let step = refusal.step().unwrap_or_default();
                self.one_leader(step, term, (logs, last), (index, terms));
            }
            Refusal::LaterLeader { whose, index, term } => {
                let step = refusal.step().unwrap_or_default();
                self.later_leader(attempt, step, (whose, index, term));
            }
        }
    }

    /// What no step is needed for.
    fn malformed(&mut self, refusal: &Refusal, (t, u): (Term, Term)) {
        let l = self.language;
        self.ask(word!(l, "Not in Raft", "在 Raft 中不存在").to_owned());
        let line = match *refusal {
            Refusal::TermsFall { whose, index, before, after } => {
                let log = whose_log(l, whose);
                say!(
                    l,
                    "in {log} term {after} at index {index} follows term {before}: terms never decrease along a log",
                    "{log}中，索引 {index} 的任期 {after} 跟在任期 {before} 之后：沿日志往后，任期只增不减",
                    [log, after, index, before]
                )
            }
            Refusal::TooNew { whose, index, term, highest } => {
                let log = whose_log(l, whose);
                say!(
                    l,
                    "in {log} index {index} is from term {term}, but entries exist only up to term {highest} so far",
                    "{log}中，索引 {index} 属于任期 {term}：此时条目最多到任期 {highest}",
                    [log, index, term, highest]
                )
            }
            Refusal::NotLater => say!(l, "U = {u} is not above T = {t}", "U = {u} 不大于 T = {t}", [u, t]),
            _ => word!(
                l,
                "leader T’s log is empty: nothing is committed",
                "领导者 T 的日志是空的：没有提交任何条目"
            )
            .to_owned(),
        };
        self.check(line, false);
    }

    /// Step 3.
    fn voted_before(&mut self, voter: ServerId, mine: Term, theirs: Term) {
        let l = self.language;
        if voter == LEADER {
            self.step(3, &say!(l, "{LEADER} is no longer the leader", "{LEADER} 不再是领导者", [LEADER]));
            self.fact(say!(
                l,
                "voting in term {mine}, it has left term {theirs}, and commits nothing in it",
                "在任期 {mine} 投票后，它已离开任期 {theirs}，不再在其中提交",
                [mine, theirs]
            ));
            return;
        }
        self.step(3, &say!(l, "{voter} refuses the entry", "{voter} 拒绝这个条目", [voter]));
        self.fact(say!(l, "it has voted in term {mine}", "它已在任期 {mine} 投票", [mine]));
        self.not_of_an_old_term(LEADER, mine, theirs);
        self.fact(
            word!(
                l,
                "a server that does both stores first and votes afterwards",
                "两件事都做的服务器，总是先存下，后投票"
            )
            .to_owned(),
        );
    }

    /// Step 4.
    fn still_there(&mut self, attempt: &Attempt, voter: ServerId, index: Index, found: Option<Term>) {
        let l = self.language;
        let stored = attempt.log(Whose::Leader).last().copied().unwrap_or_default();
        self.step(4, &say!(l, "{voter} still has the entry", "{voter} 仍有这个条目", [voter]));
        self.check(
            say!(
                l,
                "it stored term {stored} at index {index}",
                "它在索引 {index} 存下了任期 {stored} 的条目",
                [index, stored]
            ),
            true,
        );
        self.fact(word!(l, "its log is on disk, a crash leaves it", "日志在磁盘上，崩溃后仍在").to_owned());
        self.fact(
            word!(
                l,
                "leaders between T and U have the entry, and followers delete only what conflicts",
                "T 与 U 之间的领导者都有这个条目，跟随者只删除冲突的条目"
            )
            .to_owned(),
        );
        self.check(supposed(l, voter, index, found), false);
    }

    /// Step 6, about the candidate's log; step 4, about the voter's.
    fn one_leader(
        &mut self,
        step: u8,
        term: Term,
        (logs, last): ([Whose; 2], [Index; 2]),
        (index, terms): (Index, [Term; 2]),
    ) {
        let l = self.language;
        self.step(
            step,
            &say!(
                l,
                "term {term} had one leader, and one log",
                "任期 {term} 只有一个领导者、一份日志",
                [term]
            ),
        );
        for (whose, last) in logs.into_iter().zip(last) {
            let log = whose_log(l, whose);
            self.fact(say!(
                l,
                "{log} has its entry at index {last}",
                "{log}在索引 {last} 有它的条目",
                [log, last]
            ));
        }
        self.fact(
            word!(
                l,
                "followers accept it only after the same entries: everything before it is equal",
                "跟随者只在之前条目相同时才接受它：之前的条目全都相同"
            )
            .to_owned(),
        );
        let [one, other] = terms;
        self.compare(compare(one, Relation::Equal, other), |sign| {
            say!(
                l,
                "index {index}: term {one} {sign} term {other}",
                "索引 {index}：任期 {one} {sign} 任期 {other}",
                [index, one, sign, other]
            )
        });
    }

    /// Step 7, about the candidate's log; step 4, about the voter's.
    fn later_leader(&mut self, attempt: &Attempt, step: u8, (whose, index, term): (Whose, Index, Term)) {
        let l = self.language;
        let (log, t, u) = (whose_log(l, whose), attempt.committed_in, attempt.elected_in);
        self.step(
            step,
            &say!(l, "the leader of term {term} had the entry", "任期 {term} 的领导者有这个条目", [term]),
        );
        self.fact(say!(l, "it created index {index} of {log}", "{log}的索引 {index} 由它创建", [index, log]));
        let sign = if t < term { "<" } else { "=" };
        self.fact(say!(
            l,
            "{t} {sign} {term} < {u}: U = {u} is the first to lack the entry",
            "{t} {sign} {term} < {u}：U = {u} 是第一个缺少条目的",
            [t, sign, term, u]
        ));
        self.fact(
            word!(
                l,
                "by Log Matching everything before it is that leader’s too",
                "根据日志匹配，之前的条目也都与那个领导者相同"
            )
            .to_owned(),
        );
        let committed = attempt.log(Whose::Leader);
        let place =
            (0..committed.len()).find(|place| attempt.log(whose).get(*place) != committed.get(*place));
        if let Some(place) = place {
            let found = attempt.log(whose).get(place).copied();
            let index = Index(u32::try_from(place + 1).unwrap_or(u32::MAX));
            let who = match whose {
                Whose::Voter => attempt.voter().unwrap_or(CANDIDATE),
                Whose::Leader | Whose::Candidate => CANDIDATE,
            };
            self.check(supposed(l, who, index, found), false);
        }
    }

    /// It is elected, and nothing is lost.
    fn complete(&mut self, attempt: &Attempt) {
        let (l, u, index) = (self.language, attempt.elected_in, attempt.committed());
        self.ask(say!(
            l,
            "{CANDIDATE} leads term {u}, and has the entry",
            "{CANDIDATE} 是任期 {u} 的领导者，并且有这个条目",
            [CANDIDATE, u]
        ));
        let term = attempt.log(Whose::Leader).last().copied().unwrap_or_default();
        self.check(supposed(l, CANDIDATE, index, Some(term)), true);
        self.fact(
            word!(l, "step 1: a leader never deletes it", "第 1 步：身为领导者，它从不删除条目").to_owned(),
        );
    }

    /// It is elected, and the entry is lost; or nothing is known that forbids it, and no run.
    fn lost(&mut self, attempt: &Attempt, (index, found): (Index, Option<Term>), played: bool) {
        let (l, u) = (self.language, attempt.elected_in);
        if !played {
            self.ask(
                word!(l, "No step forbids it, but no run is known", "没有哪一步禁止它，但找不到这样的运行")
                    .to_owned(),
            );
            self.rule_is_off();
            self.fact(
                word!(
                    l,
                    "the argument says nothing without this rule, and no way to these logs was found",
                    "缺了这条规则，论证说明不了什么；也没有找到通向这些日志的运行"
                )
                .to_owned(),
            );
            return;
        }
        self.ask(say!(
            l,
            "{CANDIDATE} leads term {u} without the entry: it is lost",
            "{CANDIDATE} 是任期 {u} 的领导者，却没有这个条目：条目丢了",
            [CANDIDATE, u]
        ));
        self.rule_is_off();
        let term = attempt.log(Whose::Leader).get(index.0 as usize - 1).copied().unwrap_or_default();
        let by = attempt.committed_in;
        self.check(
            say!(
                l,
                "in term {by} {LEADER} committed term {term} at index {index}",
                "{LEADER} 在任期 {by} 提交了索引 {index} 处任期 {term} 的条目",
                [LEADER, index, term, by]
            ),
            true,
        );
        self.check(supposed(l, CANDIDATE, index, found), false);
        self.fact(say!(
            l,
            "followers of {CANDIDATE} will overwrite index {index}",
            "{CANDIDATE} 的跟随者会覆盖索引 {index}",
            [CANDIDATE, index]
        ));
    }
}

/// `at index 2 S5 has term 1`
fn supposed(l: Language, who: ServerId, index: Index, found: Option<Term>) -> String {
    match found {
        None => {
            say!(l, "at index {index} {who} has nothing", "{who} 在索引 {index} 什么也没有", [index, who])
        }
        Some(term) => say!(
            l,
            "at index {index} {who} has term {term}",
            "{who} 在索引 {index} 有任期 {term} 的条目",
            [index, who, term]
        ),
    }
}
