//! Changes of the membership in sentences (§6).

use super::Teller;
use super::sentence::Sentence;
use crate::phrases::servers;
use crate::say::say;
use raft_core::{Change, ChangeRefusal, Configuration, ServerId, ServerSet};

impl Teller<'_> {
    /// A blank server.
    pub(super) fn added(&self, id: ServerId) -> String {
        say!(
            self.language,
            "{id} starts for the first time: its log is empty, and no configuration names it.",
            "{id} 首次启动：日志为空，不在任何配置中。",
            [id]
        )
    }

    /// The minimum election timeout is over.
    pub(super) fn minimum_passed(&self, id: ServerId) -> String {
        say!(
            self.language,
            "{id} has not heard from a leader for the minimum election timeout: it answers candidates again.",
            "{id} 已有最小选举超时那么久没有收到领导者的消息：它重新回应候选人。",
            [id]
        )
    }

    /// What a server makes of being asked for another cluster.
    pub(super) fn change_asked(&self, id: ServerId) -> String {
        let mut sentence = self.sentence(id);
        self.decided(&mut sentence, id, None);
        let recipients = self.recipients();
        if !recipients.is_empty() {
            let to = servers(self.language, recipients);
            sentence.does(say!(self.language, "sends it to {to}", "发送给 {to}", [to]));
        }
        self.finish(sentence)
    }

    pub(super) fn change(&self, sentence: &mut Sentence, change: Change) {
        let l = self.language;
        match change {
            Change::Refused { target, refusal } => self.refused_change(sentence, target, refusal),
            Change::CatchUpBegan { new, goal, .. } => {
                let new = servers(l, new);
                sentence.does(say!(
                    l,
                    "lets {new} catch up to index {goal}, without a vote",
                    "让 {new} 先追赶到索引 {goal}（没有投票权）",
                    [new, goal]
                ));
            }
            Change::CaughtUp { server, goal, .. } => {
                sentence.does(say!(
                    l,
                    "learns that {server} has caught up to index {goal}",
                    "得知 {server} 已追赶到索引 {goal}",
                    [server, goal]
                ));
            }
            Change::GivenUp { target, .. } => {
                let target = servers(l, target);
                sentence.does(say!(
                    l,
                    "gives up the change to {target}",
                    "放弃变更为 {target}",
                    [target]
                ));
            }
            // The entry is told when it is appended.
            Change::Began { .. } => {}
            // What it has just committed is C_old,new, or what comes after it.
            Change::Completed { index, joint, commit_index, .. }
                if commit_index >= joint && sentence.has_reason() =>
            {
                sentence.note(say!(
                    l,
                    "it then appends C_new at index {index}",
                    "随后它在索引 {index} 追加 C_new",
                    [index]
                ));
            }
            Change::Completed { index, joint, commit_index, .. } if commit_index >= joint => {
                sentence.does(say!(l, "appends C_new at index {index}", "在索引 {index} 追加 C_new", [index]));
                sentence.because(say!(
                    l,
                    "C_old,new, at index {joint}, is committed",
                    "索引 {joint} 处的 C_old,new 已提交",
                    [joint]
                ));
            }
            Change::Completed { index, joint, .. } => {
                sentence.does(say!(l, "appends C_new at index {index}", "在索引 {index} 追加 C_new", [index]));
                sentence.because(say!(
                    l,
                    "C_old,new, at index {joint}, is not committed, but a rule is off",
                    "索引 {joint} 处的 C_old,new 尚未提交，但规则已关闭",
                    [joint]
                ));
            }
            Change::Waits { index, entry_term, current_term } => sentence.note(say!(
                l,
                "the change at index {index}, from term {entry_term}, waits for an entry from term {current_term}",
                "索引 {index} 处任期 {entry_term} 的变更在等待任期 {current_term} 的条目",
                [index, entry_term, current_term]
            )),
        }
    }

    fn refused_change(&self, sentence: &mut Sentence, target: ServerSet, refusal: ChangeRefusal) {
        let l = self.language;
        sentence.does(if target.is_empty() {
            say!(l, "refuses the change", "拒绝变更")
        } else {
            let target = servers(l, target);
            say!(l, "refuses the change to {target}", "拒绝变更为 {target}", [target])
        });
        sentence.because(match refusal {
            ChangeRefusal::NotLeader { role } => {
                let role = crate::phrases::role(l, role);
                say!(
                    l,
                    "only a leader can change the cluster, and its role is {role}",
                    "只有领导者能变更集群，而它的角色是{role}",
                    [role]
                )
            }
            ChangeRefusal::Empty => say!(l, "no server would be left", "这样就没有服务器了"),
            ChangeRefusal::Unknown { unknown } => {
                let unknown = servers(l, unknown);
                say!(l, "there is no {unknown}", "没有 {unknown}", [unknown])
            }
            ChangeRefusal::Same { .. } => {
                say!(l, "that is the cluster already", "集群本来就是这样")
            }
            ChangeRefusal::UnderWay { index, configuration, .. } => self.under_way(index, configuration),
        });
    }

    fn under_way(&self, index: raft_core::Index, configuration: Configuration) -> String {
        let l = self.language;
        if configuration.next.is_some() {
            return say!(
                l,
                "one change at a time, and C_old,new is at index {index}",
                "一次只能有一个变更，而索引 {index} 处是 C_old,new",
                [index]
            );
        }
        say!(
            l,
            "one change at a time, and the configuration at index {index} is not known to be committed",
            "一次只能有一个变更，而索引 {index} 处的配置尚不知是否已提交",
            [index]
        )
    }
}
