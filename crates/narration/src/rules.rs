//! What each rule is called, what it demands and defends, and what happens without it.
//!
//! What breaks without a rule was found by search, with three servers unless another number is
//! given; where nothing breaks, the text says so.

use crate::Language;
use raft_core::Rule;

/// A rule in words.
#[derive(Debug)]
pub struct RuleText {
    /// Its name: "commit only the current term".
    pub name: &'static str,
    /// What it demands.
    pub demands: &'static str,
    /// What it defends.
    pub defends: &'static str,
    /// What a server does when it is off.
    pub off: &'static str,
}

/// A rule in words.
#[must_use]
pub fn rule_text(language: Language, rule: Rule) -> &'static RuleText {
    let (english, chinese) = both(rule);
    language.pick(english, chinese)
}

/// The sections of the paper that state rules, in its order.
pub const RULE_SECTIONS: [&str; 7] = ["5.1", "5.2", "5.3", "5.4.1", "5.4.2", "5.5", "8"];

macro_rules! rule_texts {
    ($($rule:ident {
        name: $en_name:literal, $zh_name:literal;
        demands: $en_demands:literal, $zh_demands:literal;
        defends: $en_defends:literal, $zh_defends:literal;
        off: $en_off:literal, $zh_off:literal;
    })*) => {
        fn both(rule: Rule) -> (&'static RuleText, &'static RuleText) {
            match rule {
                $(Rule::$rule => (
                    &RuleText { name: $en_name, demands: $en_demands, defends: $en_defends, off: $en_off },
                    &RuleText { name: $zh_name, demands: $zh_demands, defends: $zh_defends, off: $zh_off },
                ),)*
            }
        }
    };
}

rule_texts! {
    OneVotePerTerm {
        name: "one vote per term", "每个任期只投一票";
        demands: "A server votes for at most one candidate in a term.",
            "一台服务器在一个任期内最多投票给一个候选人。";
        defends: "Two majorities share a server; because it votes once, a term has at most one leader (Election Safety).",
            "任意两个多数派必有一台公共服务器；它只投一票，所以一个任期最多有一个领导者（选举安全性）。";
        off: "A server votes for every candidate that asks, and one term can get two leaders.",
            "谁来请求就投给谁，同一任期可能出现两个领导者。";
    }
    NewTermOnCandidacy {
        name: "new term on candidacy", "参选即进入新任期";
        demands: "A candidate increments currentTerm before it votes for itself and asks for votes.",
            "候选人先把 currentTerm 加一，再投票给自己并请求别人投票。";
        defends: "Its vote in the old term may be given already; standing in a new term, it takes no vote back (Election Safety).",
            "它在旧任期的选票可能已经投出；在新任期参选，就不会收回任何选票（选举安全性）。";
        off: "A candidate stays in its term and overwrites its vote, and one term can get two leaders.",
            "候选人留在原任期并改写自己的选票，同一任期可能出现两个领导者。";
    }
    MajorityToWin {
        name: "majority to win", "多数派才能当选";
        demands: "A candidate leads only with the votes of a majority.",
            "候选人必须获得多数派的选票才能成为领导者。";
        defends: "Any two majorities share a server, so no two candidates can win the same term (Election Safety).",
            "任意两个多数派必有交集，所以同一任期不可能有两个候选人当选（选举安全性）。";
        off: "Half of the servers, rounded down, are enough, and one term can get two leaders.",
            "半数（向下取整）即可当选，同一任期可能出现两个领导者。";
    }
    MajorityToCommit {
        name: "majority to commit", "多数派才能提交";
        demands: "A leader commits an entry only when a majority stores it.",
            "条目存于多数派之后，领导者才能提交它。";
        defends: "Every later leader needs a vote from that majority, so it cannot miss the entry (Leader Completeness).",
            "以后的领导者都需要这个多数派中某台服务器的选票，因此不会缺少这个条目（领导者完整性）。";
        off: "The leader’s own copy is enough, and a later leader may lack what was committed.",
            "领导者自己存有就算提交，以后的领导者可能缺少已提交的条目。";
    }
    PersistVote {
        name: "vote on disk", "选票落盘";
        demands: "votedFor is on disk before the vote leaves, and survives a crash.",
            "选票发出之前 votedFor 已写入磁盘，崩溃后仍在。";
        defends: "A server that restarts does not vote twice in a term (Election Safety).",
            "重启的服务器不会在同一任期投两次票（选举安全性）。";
        off: "A crash makes a server forget its vote, and it can vote again in the same term.",
            "服务器崩溃后忘记自己的选票，会在同一任期再投一次。";
    }
    PersistTerm {
        name: "term on disk", "任期落盘";
        demands: "currentTerm is on disk before any message of that term leaves, and survives a crash.",
            "在发出该任期的消息之前 currentTerm 已写入磁盘，崩溃后仍在。";
        defends: "A server never goes back to an older term, where it could vote again or follow an old leader (Election Safety, Leader Completeness).",
            "服务器不会退回旧任期，在那里重复投票或跟随旧领导者（选举安全性、领导者完整性）。";
        off: "A crash takes a server back to term 0, and its vote is forgotten too.",
            "服务器崩溃后回到任期 0，选票也一并忘记。";
    }
    PersistLog {
        name: "log on disk", "日志落盘";
        demands: "Entries are on disk before the server answers for them, and survive a crash.",
            "服务器在回复之前已把条目写入磁盘，崩溃后仍在。";
        defends: "What a majority stores stays on that majority (Leader Completeness).",
            "多数派存下的条目会一直留在这个多数派上（领导者完整性）。";
        off: "A crash empties a server’s log, and it can help elect a leader that lacks committed entries.",
            "服务器崩溃后日志清空，它可能帮助缺少已提交条目的候选人当选。";
    }
    ElectionRestriction {
        name: "election restriction", "选举限制";
        demands: "A voter refuses a candidate whose log is less up-to-date than its own.",
            "如果候选人的日志不如自己的新，投票者就拒绝它。";
        defends: "No candidate that lacks a committed entry can collect a majority (Leader Completeness).",
            "缺少已提交条目的候选人无法获得多数派的选票（领导者完整性）。";
        off: "Voters do not look at the candidate’s log, and a leader may lack committed entries.",
            "投票者不看候选人的日志，领导者可能缺少已提交的条目。";
    }
    CompareLastTerm {
        name: "compare the last terms first", "先比较最后任期";
        demands: "Of two logs, the one whose last entry has the higher term is more up-to-date, whatever their lengths.",
            "比较两份日志时，最后条目任期较大的更新，与长度无关。";
        defends: "A longer log may end with old entries that were never committed (Leader Completeness).",
            "较长的日志，结尾可能是从未提交的旧条目（领导者完整性）。";
        off: "The longer log counts as more up-to-date, and a leader may lack committed entries.",
            "较长的日志就算更新，领导者可能缺少已提交的条目。";
    }
    CompareLength {
        name: "compare the lengths", "再比较长度";
        demands: "Of two logs with the same last term, the longer is more up-to-date.",
            "两份日志最后任期相同时，较长的更新。";
        defends: "A server that got only the first entries of a term does not win over one that got all (Leader Completeness).",
            "只收到某任期前几个条目的服务器，不会胜过收齐的服务器（领导者完整性）。";
        off: "With equal last terms any length will do, and a leader may lack committed entries.",
            "最后任期相同时不看长度，领导者可能缺少已提交的条目。";
    }
    CommitOnlyCurrentTerm {
        name: "commit only the current term", "只按当前任期提交";
        demands: "A leader counts copies only for entries of its own term; earlier entries are committed with them.",
            "领导者只对本任期的条目计数；更早的条目随之一起提交。";
        defends: "An old entry on a majority can still be overwritten by a leader with a later last term (Leader Completeness, Figure 8).",
            "存于多数派的旧条目，仍可能被最后任期更大的领导者覆盖（领导者完整性，图 8）。";
        off: "A leader commits any entry that a majority stores, and a later leader may overwrite it.",
            "只要多数派存有，领导者就提交任何条目，以后的领导者可能覆盖它。";
    }
    LeaderAppendOnly {
        name: "leader append-only", "领导者只追加";
        demands: "A leader never overwrites or deletes entries of its own log.",
            "领导者从不覆盖或删除自己日志中的条目。";
        defends: "A new leader may hold entries that are committed without knowing it (Leader Append-Only, Leader Completeness).",
            "新领导者持有的条目可能已经提交，只是它还不知道（领导者只追加、领导者完整性）。";
        off: "A new leader drops every entry that it does not know to be committed.",
            "新领导者会丢弃所有它不知道已提交的条目。";
    }
    ConsistencyCheck {
        name: "consistency check", "一致性检查";
        demands: "A follower refuses entries unless its entry at prevLogIndex has the term prevLogTerm.",
            "跟随者在 prevLogIndex 处的条目任期必须等于 prevLogTerm，否则拒绝新条目。";
        defends: "Two logs that agree on one entry agree on everything before it (Log Matching, State Machine Safety).",
            "两份日志只要某个条目相同，之前的条目就全部相同（日志匹配、状态机安全性）。";
        off: "The follower does not compare terms, and different entries can stay below equal ones.",
            "跟随者不比较任期，相同的条目之前可能留有不同的条目。";
    }
    DeleteConflicts {
        name: "delete conflicts", "删除冲突条目";
        demands: "A follower deletes an entry that conflicts with the leader’s, and all that follow it.",
            "跟随者删除与领导者冲突的条目及其后的所有条目。";
        defends: "A success says that the follower’s log is the leader’s up to there (State Machine Safety, Leader Completeness).",
            "成功的回复意味着跟随者的日志到此为止与领导者相同（状态机安全性、领导者完整性）。";
        off: "The follower keeps its own entry and answers success all the same.",
            "跟随者保留自己的条目，却照样回复成功。";
    }
    DeleteOnlyConflicts {
        name: "delete only conflicts", "只删除冲突条目";
        demands: "A follower keeps the entries after the last one sent, unless one conflicts.",
            "只要没有冲突，跟随者就保留所发条目之后的条目。";
        defends: "A late AppendEntries must not take back what was acknowledged since (Leader Completeness).",
            "迟到的 AppendEntries 不能收回此后已确认的条目（领导者完整性）。";
        off: "A follower cuts its log after every AppendEntries, and a late one removes committed entries.",
            "每次 AppendEntries 之后跟随者都截断日志，迟到的消息会删掉已提交的条目。";
    }
    CommitUpToLastNew {
        name: "commit up to the last new entry", "只提交到最后新条目";
        demands: "A follower’s commitIndex goes up to leaderCommit, but not beyond the last entry this RPC covers.",
            "跟随者的 commitIndex 取 leaderCommit，但不超过本次 RPC 所涵盖的最后条目。";
        defends: "What lies beyond has not been checked against the leader’s log (State Machine Safety).",
            "再往后的条目尚未与领导者的日志核对过（状态机安全性）。";
        off: "A follower goes up to its own last entry, and may apply one that the leader does not have.",
            "跟随者可以一直到自己的最后条目，可能应用领导者没有的条目。";
    }
    MatchWhatWasSent {
        name: "acknowledge what was sent", "只确认所发的条目";
        demands: "A success acknowledges the entries up to the last one sent, not all that the follower has.",
            "成功的回复只确认到所发的最后条目，而不是跟随者的全部条目。";
        defends: "The leader must not count entries that were never compared (Leader Completeness).",
            "领导者不能把从未核对过的条目计入（领导者完整性）。";
        off: "A follower acknowledges its whole log, and the leader may count entries that differ from its own.",
            "跟随者确认自己的全部日志，领导者可能把不同的条目也计入。";
    }
    ApplyOnlyCommitted {
        name: "apply only committed entries", "只应用已提交的条目";
        demands: "A server applies an entry only when it knows that it is committed.",
            "服务器确知条目已提交之后才应用它。";
        defends: "An uncommitted entry may still be replaced by another (State Machine Safety).",
            "未提交的条目还可能被别的条目取代（状态机安全性）。";
        off: "A server applies entries as soon as they are in its log.",
            "条目一进入日志，服务器就应用它。";
    }
    RefuseStaleLeader {
        name: "refuse a stale leader", "拒绝过期的领导者";
        demands: "A server refuses AppendEntries of a term below its own.",
            "服务器拒绝任期低于自己的 AppendEntries。";
        defends: "A voter for a later leader can no longer help an old one to commit (Leader Completeness, State Machine Safety).",
            "已为后来的领导者投票的服务器，不会再帮旧领导者提交（领导者完整性、状态机安全性）。";
        off: "Entries of an old leader are accepted and acknowledged.",
            "旧领导者的条目也被接受并确认。";
    }
    RefuseStaleCandidate {
        name: "refuse a stale candidate", "拒绝过期的候选人";
        demands: "A server refuses RequestVote of a term below its own.",
            "服务器拒绝任期低于自己的 RequestVote。";
        defends: "A server has no vote left to give in a term it has left behind (Election Safety).",
            "对于已经离开的任期，服务器没有选票可投（选举安全性）。";
        off: "A late RequestVote of an old term can be granted, and that term can get a second leader.",
            "迟到的旧任期 RequestVote 也能获得选票，那个任期可能出现第二个领导者。";
    }
    IgnoreStaleVotes {
        name: "ignore stale votes", "忽略过期的选票";
        demands: "A candidate counts only votes of its own term.",
            "候选人只计入本任期的选票。";
        defends: "A vote given in one term says nothing about another (Election Safety).",
            "在一个任期投出的票，对另一个任期毫无意义（选举安全性）。";
        off: "A vote of an earlier term is counted too, and one term can get two leaders.",
            "旧任期的选票也被计入，同一任期可能出现两个领导者。";
    }
    IgnoreStaleAppendReplies {
        name: "ignore stale answers", "忽略过期的回复";
        demands: "A leader ignores answers to AppendEntries of an earlier term.",
            "领导者忽略较早任期的 AppendEntries 回复。";
        defends: "The follower may have lost those entries since (Leader Completeness).",
            "那些条目此后可能已被跟随者删除（领导者完整性）。";
        off: "An old success raises matchIndex, and the leader counts copies that are gone. It takes five servers to break a property.",
            "旧的成功回复也会推高 matchIndex，领导者把已不存在的副本计入。要破坏性质，需要五台服务器。";
    }
    StepDownOnHigherTerm {
        name: "step down on a higher term", "遇到更高任期就退位";
        demands: "A leader that hears of a higher term becomes a follower.",
            "领导者得知更高的任期后转为跟随者。";
        defends: "No safety property breaks without it: the majority that elected the new leader refuses the old one’s entries. It defends progress, and reads that are not stale.",
            "没有它也不会破坏安全性质：选出新领导者的多数派会拒绝旧领导者的条目。它守护的是进展，以及读到的数据不过期。";
        off: "A deposed leader goes on leading its old term: clients that talk to it wait, or read old data.",
            "已被取代的领导者继续领导旧任期：找它的客户端会一直等待，或读到旧数据。";
    }
    KeepVoteInTerm {
        name: "keep the vote in the term", "任期内保留选票";
        demands: "A candidate that follows another leader of the same term keeps its vote for itself.",
            "候选人在同一任期转而跟随领导者时，仍保留投给自己的票。";
        defends: "No safety property breaks without it: only a losing candidate forgets, and the winner’s voters were no candidates. The paper demands it all the same.",
            "没有它也不会破坏安全性质：忘记选票的只是落选的候选人，而投给当选者的都不是候选人。论文仍然要求它。";
        off: "The candidate forgets its vote and may vote again in that term, which has its only leader already.",
            "候选人忘记自己的选票，可能在该任期再投一次；不过该任期唯一的领导者已经产生。";
    }
    DecrementNextIndex {
        name: "decrement nextIndex", "递减 nextIndex";
        demands: "After a refusal the leader lowers the follower’s nextIndex and tries again.",
            "被拒绝后，领导者降低该跟随者的 nextIndex 再试。";
        defends: "No safety property breaks without it: it finds the place where the logs agree, so that the follower can catch up.",
            "没有它也不会破坏安全性质：它用来找到两份日志一致的位置，让跟随者赶上来。";
        off: "nextIndex stays, and that follower never catches up.",
            "nextIndex 不变，那个跟随者永远赶不上。";
    }
    ResetTimerOnGrantOnly {
        name: "reset the timer only when voting", "投票才重置定时器";
        demands: "A RequestVote resets the election timer only if the vote is granted.",
            "只有投出选票，RequestVote 才会重置选举定时器。";
        defends: "No safety property breaks without it: a candidate that cannot win must not keep others from standing.",
            "没有它也不会破坏安全性质：无望当选的候选人不应妨碍别人参选。";
        off: "Any RequestVote resets the timer, and a hopeless candidate can hold up the election.",
            "任何 RequestVote 都会重置定时器，无望的候选人会拖住选举。";
    }
    RandomTimeouts {
        name: "random timeouts", "随机的选举超时";
        demands: "Each server draws its election timeout at random, anew each time.",
            "每台服务器每次都随机选取选举超时时间。";
        defends: "No safety property breaks without it: usually one server times out first, wins, and sends heartbeats before the others stand.",
            "没有它也不会破坏安全性质：通常有一台服务器先超时、当选，并在别人参选之前发出心跳。";
        off: "All timeouts are equal, and votes are split again and again.",
            "所有超时时间都相同，选票一再被瓜分。";
    }
    Retry {
        name: "retry", "重试";
        demands: "A lost RPC is sent again until it is answered.",
            "丢失的 RPC 会一再重发，直到得到回复。";
        defends: "No safety property breaks without it: RPCs are idempotent, so that trying again is harmless, and without it nothing arrives for sure.",
            "没有它也不会破坏安全性质：RPC 是幂等的，重试无害；不重试，就无法保证送达。";
        off: "Each RPC is sent once, and after a loss progress can stop.",
            "每个 RPC 只发一次，一旦丢失，进展可能停止。";
    }
    NoOpOnElection {
        name: "no-op on election", "当选后追加空操作";
        demands: "A new leader first appends an entry without a command (§8). The algorithm of §5 does without it.",
            "新领导者先追加一个没有命令的条目（§8）。§5 的算法中没有这一步。";
        defends: "No safety property breaks without it: an entry of its own term lets the leader commit what earlier leaders left, without waiting for a request.",
            "没有它也不会破坏安全性质：有了本任期的条目，领导者不必等客户端请求，就能提交前任留下的条目。";
        off: "As in §5: old entries wait until the leader has a new request to commit.",
            "与 §5 相同：旧条目要等领导者提交一个新请求时才随之提交。";
    }
}
