//! Who would vote for a server if it stood for election now, and who would not, and why.

use super::{Answer, Why};
use crate::Language;
use crate::say::{say, word};
use cluster::{Ballot, Candidacy, World};
use raft_core::{Decision, Position, Rule, ServerId, VoteRefusal};

/// Whether a server would win an election that it began now: who would vote for it, who would not,
/// and by which operands, as the servers themselves decide it.
#[must_use]
pub fn why_elected(language: Language, world: &World, candidate: ServerId, candidacy: &Candidacy) -> Why {
    let mut answer = Answer::of(language, candidate, world.rules());
    let (me, term) = (candidate, candidacy.term);
    answer.ask(say!(
        language,
        "Would {me} win term {term} now?",
        "{me} 现在能成为任期 {term} 的领导者吗？",
        [me, term]
    ));
    if !world.is_up(me) {
        answer.fact(say!(language, "{me} is down: it starts again first", "{me} 已宕机：要先重启", [me]));
    }
    let last = world.server(me).map(|server| server.log().last()).unwrap_or_default();
    let place = crate::phrases::index_and_term(language, last.index, last.term);
    answer.fact(say!(language, "last entry of {me}: {place}", "{me} 的最后条目：{place}", [me, place]));
    answer.check(say!(language, "{me} votes for itself", "{me} 投给自己", [me]), true);
    for (voter, ballot) in &candidacy.ballots {
        answer.ballot(*voter, *ballot);
    }
    answer.votes(candidacy.votes, candidacy.configuration);
    answer.by(Some(Rule::MajorityToWin), Rule::MajorityToWin.section())
}

/// Why a server would not even stand: it leads, or is in no configuration.
#[must_use]
pub fn why_not_standing(language: Language, world: &World, server: ServerId) -> String {
    let leads = world.server(server).is_some_and(raft_core::Server::is_leader);
    let line = if leads {
        say!(
            language,
            "{server} leads: a leader has no election timer and does not stand.",
            "{server} 是领导者：领导者没有选举定时器，不会参选。",
            [server]
        )
    } else {
        say!(
            language,
            "{server} is in no configuration and does not stand.",
            "{server} 不在任何配置中，不会参选。",
            [server]
        )
    };
    crate::phrases::spaced(&line)
}

impl Answer {
    /// What one server would do.
    fn ballot(&mut self, voter: ServerId, ballot: Ballot) {
        let l = self.language;
        let (decision, heard) = match ballot {
            Ballot::Down => {
                return self.check(say!(l, "{voter} is down", "{voter} 已宕机", [voter]), false);
            }
            Ballot::Unreached => {
                let line = say!(l, "the link to {voter} is cut", "到 {voter} 的链路已切断", [voter]);
                return self.check(line, false);
            }
            Ballot::Decided { decision, heard } => (decision, heard),
        };
        let (granted, why) = match decision {
            Decision::GrantedVote { .. } if !heard => {
                (true, say!(l, "but the link from it is cut", "但它发出的链路已切断"))
            }
            Decision::GrantedVote { mine, theirs, .. } => (true, self.ends(mine, theirs)),
            Decision::RefusedVote { refusal: VoteRefusal::LogBehind { mine, theirs }, .. } => {
                (false, self.ends(mine, theirs))
            }
            Decision::RefusedVote { refusal: VoteRefusal::AlreadyVoted { voted_for, .. }, .. } => {
                (false, say!(l, "votedFor is {voted_for}", "votedFor 是 {voted_for}", [voted_for]))
            }
            Decision::RefusedVote { refusal: VoteRefusal::StaleTerm { mine, theirs }, .. } => (
                false,
                say!(
                    l,
                    "term {theirs} < currentTerm {mine}",
                    "任期 {theirs} < currentTerm {mine}",
                    [theirs, mine]
                ),
            ),
            // Only a leader that ignores higher terms decides otherwise.
            _ => (false, say!(l, "it ignores higher terms: the rule is off", "它忽略更高的任期：规则已关闭")),
        };
        let line = match granted {
            true => say!(l, "{voter} grants: {why}", "{voter} 同意：{why}", [voter, why]),
            false => say!(l, "{voter} refuses: {why}", "{voter} 拒绝：{why}", [voter, why]),
        };
        self.check(line, granted && heard);
    }

    /// The candidate's last entry against the voter's, as far as these rules look.
    fn ends(&self, mine: Position, theirs: Position) -> String {
        let has = |rule| self.rules.has(Rule::ElectionRestriction) && self.rules.has(rule);
        let sign = |one: u32, other: u32| super::election::sign(one.cmp(&other));
        let mut compared = Vec::new();
        if has(Rule::CompareLastTerm) {
            let (mine, theirs, sign) = (mine.term.0, theirs.term.0, sign(theirs.term.0, mine.term.0));
            compared.push(say!(
                self.language,
                "last term {theirs} {sign} {mine}",
                "最后任期 {theirs} {sign} {mine}",
                [theirs, sign, mine]
            ));
        }
        let decided = has(Rule::CompareLastTerm) && mine.term != theirs.term;
        if has(Rule::CompareLength) && !decided {
            let (mine, theirs, sign) = (mine.index.0, theirs.index.0, sign(theirs.index.0, mine.index.0));
            compared.push(say!(
                self.language,
                "last index {theirs} {sign} {mine}",
                "最后索引 {theirs} {sign} {mine}",
                [theirs, sign, mine]
            ));
        }
        if compared.is_empty() {
            return say!(self.language, "logs are not compared: the rule is off", "没有比较日志：规则已关闭");
        }
        compared.join(word!(self.language, ", ", "，"))
    }
}
