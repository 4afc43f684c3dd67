//! Why the membership changes as it does (§6).

use super::Answer;
use super::operand::{Relation, compare};
use crate::phrases::servers;
use crate::say::say;
use raft_core::{Change, ChangeRefusal, Index, Rule, ServerId, ServerSet, Term};

impl Answer {
    pub(super) fn change(&mut self, change: Change) {
        let (l, me) = (self.language, self.me);
        match change {
            Change::Refused { target, refusal } => self.refused_change(target, refusal),
            Change::CatchUpBegan { target, new, goal } => {
                let (target, new) = (servers(l, target), servers(l, new));
                self.ask(say!(
                    l,
                    "Why does {me} not change to {target} at once?",
                    "{me} 为什么不立即变更为 {target}？",
                    [me, target]
                ));
                self.check(say!(l, "{new} may be without the log", "{new} 可能还没有日志", [new]), true);
                self.fact(say!(
                    l,
                    "they catch up to index {goal} before they count",
                    "它们先追赶到索引 {goal}，之后才计入多数派",
                    [goal]
                ));
            }
            Change::CaughtUp { server, match_index, goal, waiting } => {
                self.caught_up(server, match_index, goal, waiting);
            }
            Change::GivenUp { target, waiting } => {
                let target = servers(l, target);
                self.ask(say!(
                    l,
                    "Why did {me} give up the change to {target}?",
                    "{me} 为什么放弃变更为 {target}？",
                    [me, target]
                ));
                self.fact(say!(l, "another change was asked for", "又有人要求了另一个变更"));
                if !waiting.is_empty() {
                    let waiting = servers(l, waiting);
                    self.check(say!(l, "{waiting} caught up", "{waiting} 已追上", [waiting]), false);
                }
            }
            Change::Began { index, configuration, .. } => {
                self.ask(say!(
                    l,
                    "Why did {me} append the configuration at index {index}?",
                    "{me} 为什么在索引 {index} 追加配置？",
                    [me, index]
                ));
                self.check(
                    say!(l, "C_old and C_new decide together", "由 C_old 和 C_new 共同决定"),
                    configuration.next.is_some(),
                );
                self.asked_by(Rule::JointConsensus);
                self.fact(say!(
                    l,
                    "{me} uses it from now on, committed or not",
                    "从现在起 {me} 就使用它，无论是否已提交",
                    [me]
                ));
            }
            Change::Completed { index, joint, commit_index, .. } => {
                self.ask(say!(
                    l,
                    "Why did {me} append C_new at index {index}?",
                    "{me} 为什么在索引 {index} 追加 C_new？",
                    [me, index]
                ));
                self.compare(compare(commit_index, Relation::AtLeast, joint), |sign| {
                    say!(
                        l,
                        "commitIndex {commit_index} {sign} {joint}, the index of C_old,new",
                        "commitIndex {commit_index} {sign} {joint}（C_old,new 的索引）",
                        [commit_index, sign, joint]
                    )
                });
                self.asked_by(Rule::JointBeforeNew);
            }
            Change::Waits { index, entry_term, current_term } => self.waits(index, entry_term, current_term),
        }
    }

    fn caught_up(&mut self, server: ServerId, match_index: Index, goal: Index, waiting: ServerSet) {
        let l = self.language;
        self.ask(say!(l, "Has {server} caught up?", "{server} 追上了吗？", [server]));
        self.compare(compare(match_index, Relation::AtLeast, goal), |sign| {
            say!(
                l,
                "matchIndex of {server}: {match_index} {sign} {goal}, the last index when the change was asked for",
                "{server} 的 matchIndex：{match_index} {sign} {goal}（要求变更时的最后索引）",
                [server, match_index, sign, goal]
            )
        });
        if !waiting.is_empty() {
            let waiting = servers(l, waiting);
            self.fact(say!(l, "still waiting for {waiting}", "还在等 {waiting}", [waiting]));
        }
    }

    fn waits(&mut self, index: Index, entry_term: Term, current_term: Term) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(
            l,
            "Why does the change at index {index} wait?",
            "索引 {index} 处的变更为什么在等待？",
            [index]
        ));
        self.own_term(entry_term, current_term);
        self.fact(say!(
            l,
            "a request or a no-op in term {current_term} lets {me} commit it",
            "任期 {current_term} 中的一个请求或空操作能让 {me} 提交它",
            [current_term, me]
        ));
    }

    fn refused_change(&mut self, target: ServerSet, refusal: ChangeRefusal) {
        let (l, me) = (self.language, self.me);
        self.ask(say!(l, "Why did {me} refuse to change the cluster?", "{me} 为什么拒绝变更集群？", [me]));
        match refusal {
            ChangeRefusal::NotLeader { role } => {
                let role = crate::phrases::role(l, role);
                self.check(say!(l, "{me} is a leader", "{me} 是领导者", [me]), false);
                self.fact(say!(l, "its role is {role}", "它的角色是{role}", [role]));
            }
            ChangeRefusal::Empty => {
                self.check(say!(l, "a server is left", "还有服务器留下"), false);
            }
            ChangeRefusal::Unknown { unknown } => {
                let unknown = servers(l, unknown);
                self.check(say!(l, "{unknown} exist", "{unknown} 存在", [unknown]), false);
            }
            ChangeRefusal::Same { configuration } => {
                let (now, target) = (servers(l, configuration.members()), servers(l, target));
                self.check(say!(l, "{target} would be a change", "{target} 是一种变更", [target]), false);
                self.fact(say!(l, "the cluster is {now}", "集群是 {now}", [now]));
            }
            ChangeRefusal::UnderWay { index, configuration, commit_index } => {
                self.compare(compare(commit_index, Relation::AtLeast, index), |sign| {
                    say!(
                        l,
                        "commitIndex {commit_index} {sign} {index}, the index of the last configuration",
                        "commitIndex {commit_index} {sign} {index}（最后一个配置的索引）",
                        [commit_index, sign, index]
                    )
                });
                self.check(
                    say!(l, "the last configuration is a C_new", "最后一个配置是 C_new"),
                    configuration.next.is_none(),
                );
            }
        }
    }

    /// A leader that its own configuration leaves out.
    pub(super) fn left_out(&mut self, index: Index, commit_index: Index, members: ServerSet) {
        let (l, me) = (self.language, self.me);
        let members = servers(l, members);
        self.check(
            say!(l, "C_new is {members}, without {me}", "C_new 是 {members}，不含 {me}", [members, me]),
            true,
        );
        self.compare(compare(commit_index, Relation::AtLeast, index), |sign| {
            say!(
                l,
                "commitIndex {commit_index} {sign} {index}, the index of C_new",
                "commitIndex {commit_index} {sign} {index}（C_new 的索引）",
                [commit_index, sign, index]
            )
        });
    }

    /// A candidate that is not heard.
    pub(super) fn hears_leader(&mut self, sender: ServerId, leader: ServerId, (mine, theirs): (Term, Term)) {
        let (l, me) = (self.language, self.me);
        self.check(
            if leader == me {
                say!(l, "{me} leads no term", "{me} 不是领导者", [me])
            } else {
                say!(
                    l,
                    "the minimum election timeout is over since {me} heard from {leader}",
                    "{me} 收到 {leader} 的消息之后，已过最小选举超时",
                    [me, leader]
                )
            },
            false,
        );
        self.fact(say!(
            l,
            "it stays in term {mine}, and does not answer {sender}, in term {theirs}",
            "它留在任期 {mine}，也不回复任期 {theirs} 的 {sender}",
            [mine, sender, theirs]
        ));
    }
}
