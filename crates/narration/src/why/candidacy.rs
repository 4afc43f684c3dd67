//! Who would vote for a server if it stood for election now, and who would not, and why.

use super::{Answer, Why};
use crate::Language;
use crate::say::say;
use cluster::{Ballot, Candidacy, World};
use raft_core::{Decision, Rule, ServerId};

/// Whether a server would win an election that it began now: who would vote for it, who would not,
/// and by which operands, as the servers themselves decide it.
#[must_use]
pub fn why_elected(language: Language, world: &World, candidate: ServerId, candidacy: &Candidacy) -> Why {
    let mut answer = Answer::of(language, candidate, world.rules());
    let (me, term) = (candidate, candidacy.term);
    answer.ask(say!(
        language,
        "Would {me} win term {term} now?",
        "{me} 现在能赢得任期 {term} 吗？",
        [me, term]
    ));
    if !world.is_up(me) {
        answer.fact(say!(language, "{me} is down: it starts again first", "{me} 已宕机：要先重启", [me]));
    }
    for (voter, ballot) in &candidacy.ballots {
        answer.ballot(world, *voter, *ballot);
    }
    answer.check(say!(language, "{me} votes for itself", "{me} 投给自己", [me]), true);
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
    fn ballot(&mut self, world: &World, voter: ServerId, ballot: Ballot) {
        let (l, me) = (self.language, self.me);
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
        let mut voters = Self::of(l, voter, world.rules());
        match decision {
            Decision::GrantedVote { mine, theirs, .. } => voters.compare_logs(me, mine, theirs),
            _ => voters.explain(&decision),
        }
        let lines: Vec<String> = voters.operands.into_iter().map(|(line, _)| line).collect();
        let lines = lines.join(l.pick("; ", "；"));
        let granted = matches!(decision, Decision::GrantedVote { .. });
        self.check(
            match granted {
                true if heard => {
                    say!(l, "{voter} votes for it: {lines}", "{voter} 投票给它：{lines}", [voter, lines])
                }
                true => say!(
                    l,
                    "{voter} votes for it, but the link back is cut",
                    "{voter} 投票给它，但回程链路已切断",
                    [voter]
                ),
                false => say!(l, "{voter} refuses: {lines}", "{voter} 拒绝：{lines}", [voter, lines]),
            },
            granted && heard,
        );
    }
}
