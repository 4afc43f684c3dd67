//! What each rule is called, what it demands and defends, and what happens without it.
//!
//! What breaks without a rule was found by search, with three servers unless another number is
//! given; where nothing breaks, the text says so. All but the names is in `lessons/*/rules.md`, in the
//! form of the glossary: what a rule demands, what it defends, what happens when it is off.

use crate::language::Language;
use crate::lesson::{Glossary, Paragraph};
use crate::say::word;
use raft_core::Rule;

/// A rule in words, from the texts that are loaded when they are needed.
#[derive(Clone, Copy, Debug)]
pub struct RuleText {
    /// What it demands.
    pub demands: &'static [Paragraph],
    /// What it defends.
    pub defends: &'static [Paragraph],
    /// What happens when it is off.
    pub off: &'static [Paragraph],
}

/// A rule's words in the text of [`rules_file`](crate::rules_file).
#[must_use]
pub fn rule_text(rules: &'static Glossary, rule: Rule) -> Option<RuleText> {
    let said = &rules.word(rule.name())?.definition;
    Some(RuleText { demands: said.get(..1)?, defends: said.get(1..2)?, off: said.get(2..)? })
}

/// The sections of the paper that state rules, in its order.
pub const RULE_SECTIONS: [&str; 8] = ["5.1", "5.2", "5.3", "5.4.1", "5.4.2", "5.5", "6", "8"];

macro_rules! rule_names {
    ($($rule:ident: $english:literal, $chinese:literal;)*) => {
        /// A rule's name: "count only the current term".
        #[must_use]
        pub fn rule_name(language: Language, rule: Rule) -> &'static str {
            match rule {
                $(Rule::$rule => word!(language, $english, $chinese),)*
            }
        }
    };
}

rule_names! {
    OneVotePerTerm: "one vote per term", "每个任期只投一票";
    NewTermOnCandidacy: "new term on candidacy", "参选即进入新任期";
    MajorityToWin: "majority to win", "多数派才能当选";
    MajorityToCommit: "majority to commit", "多数派才能提交";
    PersistVote: "vote on disk", "选票落盘";
    PersistTerm: "term on disk", "任期落盘";
    PersistLog: "log on disk", "日志落盘";
    ElectionRestriction: "election restriction", "选举限制";
    CompareLastTerm: "compare the last terms first", "先比较最后任期";
    CompareLength: "compare the lengths", "再比较长度";
    CommitOnlyCurrentTerm: "count only the current term", "只直接提交当前任期的条目";
    LeaderAppendOnly: "leader append-only", "领导者只追加";
    ConsistencyCheck: "consistency check", "一致性检查";
    DeleteConflicts: "delete conflicts", "删除冲突条目";
    DeleteOnlyConflicts: "delete only conflicts", "只删除冲突条目";
    CommitUpToLastNew: "commit up to the last new entry", "只提交到最后一个新条目";
    MatchWhatWasSent: "acknowledge what was sent", "只确认发来的条目";
    ApplyOnlyCommitted: "apply only committed entries", "只应用已提交的条目";
    RefuseStaleLeader: "refuse a stale leader", "拒绝过期的领导者";
    RefuseStaleCandidate: "refuse a stale candidate", "拒绝过期的候选人";
    IgnoreStaleVotes: "ignore stale votes", "忽略过期的选票";
    IgnoreStaleAppendReplies: "ignore stale answers", "忽略过期的回复";
    StepDownOnHigherTerm: "step down on a higher term", "遇到更高任期就转为跟随者";
    KeepVoteInTerm: "keep the vote in the term", "任期内保留选票";
    DecrementNextIndex: "decrement nextIndex", "递减 nextIndex";
    ResetTimerOnGrantOnly: "reset the timer only when voting", "投票才重置定时器";
    RandomTimeouts: "random timeouts", "随机的选举超时";
    Retry: "retry", "重试";
    NoOpOnElection: "no-op on election", "当选后追加空操作";
    ConvertOnHigherTerm: "become a follower in a higher term", "进入更高任期就转为跟随者";
    JointConsensus: "joint consensus", "联合共识";
    BothMajorities: "a majority of each", "两边各要多数派";
    JointBeforeNew: "C_new after C_old,new", "联合提交后再用新配置";
    LeaderOutsideNotCounted: "a leader outside does not count", "配置外的领导者不计入";
    ConfigurationOnAppend: "configurations count when appended", "配置追加即生效";
    OneChangeAtATime: "one change at a time", "一次只有一个变更";
    CatchUpFirst: "new servers catch up first", "新服务器先追赶";
    DisregardVotesWhileLed: "disregard votes while led", "有领导者时不理会候选人";
    VoteWhileLeaving: "vote while leaving", "离开前仍投自己一票";
}
