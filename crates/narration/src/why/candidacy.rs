//! Which servers would vote for a server if it started an election now, which would not, and why.

use super::operand::{Comparison, Relation, compare};
use super::{Answer, Why};
use crate::Language;
use crate::say::{say, word};
use cluster::{Ballot, Candidacy, World};
use raft_core::{Decision, Ignored, Position, Rule, ServerId, VoteRefusal};

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
        answer.fact(say!(language, "{me} is down: it restarts first", "{me} 已宕机：要先重启", [me]));
    }
    let last = world.server(me).map(|server| server.log().last()).unwrap_or_default();
    let place = crate::phrases::index_and_term(language, last.index, last.term);
    answer.fact(say!(language, "last entry of {me}: {place}", "{me} 的最后条目：{place}", [me, place]));
    if candidacy.electorate.configuration.members().contains(me) {
        answer.check(say!(language, "{me} votes for itself", "{me} 投给自己", [me]), true);
    } else {
        let line = say!(
            language,
            "its own vote counts: its configuration includes {me}",
            "自己的票计入：它的配置包含 {me}",
            [me]
        );
        answer.check(line, false);
    }
    for (voter, ballot) in &candidacy.ballots {
        answer.ballot(*voter, *ballot);
    }
    answer.votes(candidacy.votes, candidacy.electorate);
    answer.by(Some(Rule::MajorityToWin), Rule::MajorityToWin.section())
}

/// Why a server would not even start an election: it leads, or is in no configuration.
#[must_use]
pub fn why_not_standing(language: Language, world: &World, server: ServerId) -> String {
    let leads = world.server(server).is_some_and(raft_core::Server::is_leader);
    let line = if leads {
        say!(
            language,
            "{server} leads: a leader has no election timer and starts no election.",
            "{server} 是领导者：领导者没有选举定时器，不会参选。",
            [server]
        )
    } else {
        say!(
            language,
            "{server} is in no configuration and starts no election.",
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
        let (granted, why, compared) = match decision {
            Decision::GrantedVote { .. } if !heard => {
                (true, say!(l, "but the link from it is cut", "但它发出的链路已切断"), Vec::new())
            }
            Decision::GrantedVote { mine, theirs, .. } => self.ends(true, mine, theirs),
            Decision::RefusedVote { refusal: VoteRefusal::LogBehind { mine, theirs }, .. } => {
                self.ends(false, mine, theirs)
            }
            Decision::RefusedVote { refusal: VoteRefusal::AlreadyVoted { voted_for, .. }, .. } => {
                let line = say!(l, "votedFor is {voted_for}", "votedFor 是 {voted_for}", [voted_for]);
                (false, line, Vec::new())
            }
            Decision::RefusedVote { refusal: VoteRefusal::StaleTerm { mine, theirs }, .. } => {
                let compared = compare(theirs, Relation::AtLeast, mine);
                let sign = compared.sign();
                let line = say!(
                    l,
                    "term {theirs} {sign} currentTerm {mine}",
                    "任期 {theirs} {sign} currentTerm {mine}",
                    [theirs, sign, mine]
                );
                (false, line, vec![compared])
            }
            Decision::Ignored { why: Ignored::HearsLeader { leader, .. }, .. } => {
                let line = say!(l, "it still hears from {leader}", "它仍能收到 {leader} 的消息", [leader]);
                (false, line, Vec::new())
            }
            // Only a leader that ignores higher terms decides otherwise.
            _ => {
                let line =
                    say!(l, "it ignores higher terms: the rule is off", "它忽略更高的任期：规则已关闭");
                (false, line, Vec::new())
            }
        };
        let line = match granted {
            true => say!(l, "{voter} grants: {why}", "{voter} 同意：{why}", [voter, why]),
            false => say!(l, "{voter} refuses: {why}", "{voter} 拒绝：{why}", [voter, why]),
        };
        self.check(line, granted && heard);
        self.last(|operand| operand.compared = compared);
    }

    /// The candidate's last entry against the voter's, as far as these rules look.
    fn ends(&self, granted: bool, mine: Position, theirs: Position) -> (bool, String, Vec<Comparison>) {
        let l = self.language;
        let has = |rule| self.rules.has(Rule::ElectionRestriction) && self.rules.has(rule);
        let (mut lines, mut compared) = (Vec::new(), Vec::new());
        if has(Rule::CompareLastTerm) {
            let (mine, theirs) = (mine.term, theirs.term);
            let terms = compare(theirs, Relation::AtLeast, mine);
            let sign = terms.sign();
            lines.push(say!(
                l,
                "last term {theirs} {sign} {mine}",
                "最后任期 {theirs} {sign} {mine}",
                [theirs, sign, mine]
            ));
            compared.push(terms);
        }
        let decided = has(Rule::CompareLastTerm) && mine.term != theirs.term;
        if has(Rule::CompareLength) && !decided {
            let (mine, theirs) = (mine.index, theirs.index);
            let lengths = compare(theirs, Relation::AtLeast, mine);
            let sign = lengths.sign();
            lines.push(say!(
                l,
                "last index {theirs} {sign} {mine}",
                "最后索引 {theirs} {sign} {mine}",
                [theirs, sign, mine]
            ));
            compared.push(lengths);
        }
        if lines.is_empty() {
            lines.push(say!(l, "logs are not compared: the rule is off", "没有比较日志：规则已关闭"));
        }
        (granted, lines.join(word!(l, ", ", "，")), compared)
    }
}
