//! The words of the interface: buttons, titles, notices.
//!
//! The two languages stand side by side, and a string that is missing in one of them does not
//! compile. What has numbers or names in it is a function of [`crate::phrases`].

use crate::Language;
use crate::words::{place, words};

macro_rules! texts {
    ($($field:ident: $english:literal, $chinese:literal;)*) => {
        /// Every fixed string of the interface in one language. Each field's description is its
        /// English text.
        #[derive(Debug)]
        pub struct Text {
            $(#[doc = $english] pub $field: &'static str,)*
        }

        impl Text {
            /// Nothing is written.
            pub(crate) const NONE: Self = Self { $($field: "",)* };

            /// The interface strings among the words of a language.
            pub(crate) fn of(lines: &[&'static str]) -> Self {
                let mut text = Self::NONE;
                $(set(&mut text.$field, lines, const { place($english, $chinese, &[]) });)*
                text
            }
        }

        #[cfg(test)]
        impl Text {
            /// Every field's name and text.
            pub(crate) fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($field), self.$field),)*]
            }
        }
    };
}

/// Out of line: there are some hundreds of these.
#[inline(never)]
fn set(field: &mut &'static str, lines: &[&'static str], place: usize) {
    *field = lines.get(place).copied().unwrap_or_default();
}

/// The interface strings of a language.
#[must_use]
pub fn text(language: Language) -> &'static Text {
    &words(language).text
}

texts! {
    // The top bar and the first visit.
    app_name: "Raftboard", "Raftboard";
    tagline: "Five real Raft servers run in this page: crash them, drop their messages, stop time, go back.",
        "五台真正的 Raft 服务器就运行在这个网页里：让它们崩溃，丢弃它们的消息，暂停时间，回到过去。";
    start_here: "Start here (2 minutes)", "从这里开始（2 分钟）";
    figure_8: "Figure 8", "图 8";
    free_play: "Free play", "自由操作";
    seen: "seen", "已看完";
    questions: "Questions:", "问题：";
    progress_note: "What you have seen and answered is kept on this browser only.",
        "看过和答过的内容只保存在这个浏览器里。";
    your_runs: "Your runs", "你的运行";
    your_runs_note: "What you did in lessons, scripts, files and links.", "你在课程、脚本、文件和链接中所做的一切。";
    your_runs_help: "Every run in which you did something is stored in this browser, and nowhere else.",
        "你做过操作的每次运行都保存在这个浏览器里，不会存储在别处。";
    no_runs: "Nothing is stored yet.", "还没有保存任何运行。";
    open_run: "Open", "打开";
    delete_run: "Delete", "删除";
    delete_run_now: "Delete for good", "确认删除";
    run_name: "Name", "名称";
    run_here: "On the board now", "正在板上";
    run_of_script: "From a script, file or link", "来自脚本、文件或链接";
    run_unreadable_title: "A run of another version", "另一版本的运行";
    run_unreadable_note: "This version cannot read it. It stays here until you delete it; save it as a file to open it elsewhere.",
        "本版本无法读取。在你删除之前它会一直保留；可以保存为文件，在别处打开。";
    opening: "Opening the run…", "正在打开运行……";
    stop_here: "Stop here", "到此为止";
    stop_here_help: "If you stop, you see the run up to here. What is stored stays whole.",
        "停止后会显示到此为止的部分。已保存的内容保持完整。";
    forget_progress: "Forget it", "清除记录";
    choose_lesson: "Choose a lesson", "选择课程";
    lectures: "Lectures", "授课路线";
    lecture: "Lecture", "授课";
    lecture_20: "Raft at a glance", "Raft 一览";
    lecture_45: "Safety, §5.4", "安全性，§5.4";
    lecture_6: "Membership, §6", "成员变更，§6";
    lecture_90: "§5.2 to §5.5", "§5.2 到 §5.5";
    leave_lecture: "Leave the lecture", "退出授课路线";
    grounds: "How the five properties rest on each other", "五条性质如何层层支撑";
    grounds_help: "The rules that servers follow (dashed) carry the properties. Choose a part to see a run of it.",
        "服务器遵守的规则（虚线框）支撑着各条性质。选一项，就能看到它的一次运行。";
    rests_on: "Rests on:", "依据：";
    see_it: "See it", "看运行";
    welcome: "Welcome", "欢迎";
    close: "Close", "关闭";
    cancel: "Cancel", "取消";
    more: "More", "更多";

    // Regions.
    cluster: "Cluster", "集群";
    logs: "Logs", "日志";
    lesson: "Lesson", "课程";
    timeline: "Timeline", "时间线";
    panels: "Panels", "画面";
    caption: "What just happened", "刚刚发生了什么";
    now: "Now:", "现在：";
    ledger: "Ledger", "日志表";
    messages: "Messages under way", "在途消息";

    // The logs.
    log_index: "log index", "日志索引";
    committed: "committed", "已提交";
    committed_here: "This server knows that it is committed", "这台服务器知道它已提交";
    truncated: "deleted", "已删除";
    no_op: "no-op", "no-op";
    earlier_entries: "Earlier entries", "更早的条目";
    later_entries: "Later entries", "更晚的条目";
    leaders_view: "Leader’s view", "领导者视角";
    leaders_view_help: "Shows nextIndex and matchIndex: what the leader believes about each log.",
        "显示 nextIndex 和 matchIndex：领导者所认为的各份日志的进度。";

    // Roles and states.
    leader: "leader", "领导者";
    coming_from: "from", "来自";
    follower: "follower", "跟随者";
    candidate: "candidate", "候选人";
    down: "down", "已宕机";
    up: "up", "运行中";
    nobody: "none", "无";

    // Playing.
    play: "Play", "播放";
    pause: "Pause", "暂停";
    step_forward: "One event forward", "前进一个事件";
    step_back: "One event back", "后退一个事件";
    next_panel: "Next panel or question", "下一个画面或问题";
    previous_panel: "Previous panel", "上一个画面";
    speed: "Speed", "速度";
    slower: "Slower", "慢一点";
    faster: "Faster", "快一点";
    time: "Time", "时间";
    clocked: "The clock runs", "时钟走动";
    clocked_help: "Timers run out and messages arrive on their own.", "定时器会自行到期，消息会自行到达。";
    stepped_help: "Nothing moves unless you say so.", "你不操作，就什么都不会发生。";

    // What can be done to a server.
    crash: "Crash", "崩溃";
    restart: "Restart", "重启";
    time_out: "Time out", "选举超时";
    request: "Client request", "客户端请求";
    request_command: "Command", "命令";
    request_hint: "One word, such as x=1", "一个词，例如 x=1";
    send_heartbeat: "Send heartbeats", "发送心跳";
    ask_again: "Ask for votes again", "再次请求投票";
    isolate: "Cut all its links", "切断它的所有链路";
    reconnect: "Heal all its links", "恢复它的所有链路";

    // What can be done to a message, a link, the network.
    deliver: "Deliver", "送达";
    deliver_and_crash: "Deliver, then crash the receiver", "送达，随即让接收者崩溃";
    lose: "Drop", "丢弃";
    duplicate: "Duplicate", "重复投递";
    delay: "Delay", "延迟";
    cut_link: "Cut the link", "切断链路";
    heal_link: "Heal the link", "恢复链路";
    heal_all: "Heal all links", "恢复所有链路";
    settle: "Deliver all messages", "送达所有消息";

    // Rules.
    rules: "Rules", "规则";
    rules_all_on: "Rules: all on", "规则：全部开启";
    rule_on: "on", "开";
    rule_off: "off", "关";
    switch_all_on: "Switch all rules on", "开启所有规则";
    not_raft: "not Raft", "不是 Raft";
    not_raft_help: "With a rule switched off this is not Raft: what happens here may break what Raft guarantees.",
        "关闭了规则，这就不再是 Raft：这里发生的事可能破坏 Raft 的保证。";
    with_rule: "With the rule", "有这条规则";
    without_rule: "Without it", "没有它";
    what_follows: "What comes of it", "后果";
    beginning: "The beginning", "开头";
    rule_fork: "From this moment on the run goes two ways: with the rule, and without it.",
        "从这一刻起，运行分成两路：一路有这条规则，一路没有。";
    off_by_then: "Switched off by then:", "此前已关闭：";

    fast_forward: "Fast-forward", "快进";
    full_screen: "Full screen", "全屏";
    clock_speed_help: "The cluster’s time that passes in one second", "现实中每过一秒，集群里流逝的时间";
    offers: "What can happen next", "接下来可以发生什么";
    notice_offer: "Nothing moves by itself here. Choose what happens next.", "这里不会自动发生什么。请选择接下来发生的事。";
    back_to_laboratory: "Back to the attempt", "回到搭建的尝试";

    // Going back and branching.
    undo: "Undo", "撤销";
    redo: "Redo", "重做";
    back_to_lesson: "Back to the lesson", "回到课程";
    take_over: "Take over from here", "从这里接手";
    take_over_help: "Free play from this moment. The lesson stays as it is, and one key brings you back.",
        "从此刻起自由操作。课程保持原样，按一个键就能回来。";
    branch: "Branch", "分支";
    branches: "Branches", "分支";
    branch_made: "A new branch begins here. The old one stays.", "从这里开始了一条新分支，原来的分支仍然保留。";
    compare: "Compare", "并排比较";
    compare_help: "These logs stay here. Go to another moment or branch: its logs appear beside them.",
        "这些日志留在这里。转到另一时刻或分支，它的日志会并排显示。";
    key_compare: "Compare this moment with another", "把这一时刻与另一时刻并排比较";
    servers: "Servers", "服务器";
    under_way: "Messages under way", "在途消息";
    compared: "Logs to compare with", "用来比较的日志";
    differs: "Not the same at the moment beside it", "与并排的那一时刻不同";
    your_branch: "yours", "你的分支";

    // Sharing and files.
    share: "Share", "分享";
    copy_link: "Copy link", "复制链接";
    copy_script: "Copy script", "复制脚本";
    save_file: "Save as a file", "保存为文件";
    open_file: "Open a file", "打开文件";
    copied: "Copied.", "已复制。";
    copy_failed: "The browser did not allow copying. Select the text and copy it yourself.",
        "浏览器不允许复制。请选中文本，自行复制。";
    saved: "Saved.", "已保存。";
    link_too_long: "This run is too long for a link. Save it as a file instead.", "这次运行太长，放不进链接。请保存为文件。";
    script: "Script", "脚本";
    script_help: "Everything that happened, as text. Edit it and run it again.",
        "所发生的一切都写成了文本。可以修改，再次运行。";
    run_script: "Run the script", "运行脚本";

    // Settings.
    settings: "Settings", "设置";
    language: "Language", "语言";
    theme: "Theme", "主题";
    theme_light: "Light", "浅色";
    theme_dark: "Dark", "深色";
    theme_system: "As the system", "跟随系统";
    letter_keys: "Single-letter keys", "单字母快捷键";
    letter_keys_help: "Switch them off if they get in the way of a screen reader or of speech input.",
        "如果它们妨碍屏幕阅读器或语音输入，可以关闭。";
    reduced_motion: "Less motion", "减少动画";
    takeaway: "Take away:", "小结：";
    speaker_notes: "Speaker notes", "演讲者备注";
    speaker_notes_help: "Everyone who sees this screen sees them.", "看得到这个屏幕的人都看得到它们。";
    hide_answers: "Teacher: hide answers", "教师：隐藏答案";
    hide_answers_help: "Answers stay hidden until you reveal them.", "在你揭晓之前，不会透露答案。";
    clicker_keys: "Clicker: black screen on . and B", "翻页笔：. 和 B 为黑屏";
    clicker_keys_help: "Many clickers send one of them. 0 does the same on any keyboard.",
        "许多翻页笔会发送其中一个键。在键盘上，按 0 也能黑屏。";
    black_screen: "The screen is black. Press any key to return to the board.", "屏幕已变黑。按任意键回到主界面。";
    hands_up: "Hands up for A, B or C.", "选 A、B 还是 C，请举手。";
    reveal_first: "The answer is hidden. Show it first (PageDown).", "答案还没有揭晓。请先显示答案（PageDown）。";
    setting_on: "On", "开";
    setting_off: "Off", "关";

    // Help.
    help: "Help", "帮助";
    legend: "Legend", "图例";
    legend_server: "A server: its colour is its term", "一台服务器：颜色表示它的任期";
    legend_candidate: "candidate, with its votes so far", "候选人，旁边是目前得到的选票";
    legend_down: "down; its log is kept", "已宕机；日志仍然保留";
    legend_timer: "What is left of the election timeout", "选举超时还剩多少时间";
    legend_vote: "A vote, granted or refused", "投票回复：同意或拒绝";
    legend_entries: "AppendEntries with the terms of its entries", "AppendEntries，里面是各条目的任期";
    legend_heartbeat: "A heartbeat: AppendEntries without entries", "心跳：不带条目的 AppendEntries";
    legend_answer: "The reply to AppendEntries: success or failure", "对 AppendEntries 的回复：成功或失败";
    legend_cut: "A cut link, marked near its sender", "已断开的链路，标记靠近发送方";
    configurations: "Configurations (§6)", "配置（§6）";
    legend_plate: "In the joint phase (§6): in C_old, in C_new, or in both", "联合阶段（§6）：在 C_old、C_new 或两者中";
    legend_no_vote: "It has no vote: it is blank, was removed, or catches up", "没有投票权：空白、已移除或正在追赶";
    legend_configuration: "A configuration (§6): C_old | C_new", "一个配置（§6）：C_old | C_new";
    plate_old: "old", "旧";
    plate_new: "new", "新";
    plate_votes: "votes", "有投票权";
    plate_no_vote: "no vote", "无投票权";
    catches_up: "catches up", "正在追赶";
    configuration_in_use: "Configuration it uses (§6)", "它使用的配置（§6）";
    etcd_help: "As etcd writes it: of a joint configuration the new set first", "etcd 的写法：联合配置中新集合在前";
    legend_stored: "An entry: its term and its command. Dashed: this server does not know that it is committed",
        "一个条目：任期和命令。虚线边框：这台服务器不知道它已提交";
    legend_majority: "Stored on a majority, and not committed", "已存于多数派，但尚未提交";
    legend_replaced: "It has just replaced an entry from term 1", "它刚刚替换了任期 1 的条目";
    legend_match: "The highest entry the leader knows to be replicated to this server (matchIndex)",
        "领导者已知复制到这台服务器的最高索引（matchIndex）";
    legend_next: "The next entry the leader sends to this server (nextIndex)", "领导者将发给这台服务器的下一个索引（nextIndex）";
    keys: "Keys", "快捷键";
    key_play: "Play or pause", "播放或暂停";
    key_black: "Black screen; any key returns to the board", "黑屏；按任意键回到主界面";
    key_clicker_black: "The same from a clicker, if Settings say so", "翻页笔的黑屏键（需在设置中开启）";
    key_full_screen: "Full screen on or off", "打开或关闭全屏";
    key_forward: "One event forward", "前进一个事件";
    key_back: "One event back", "后退一个事件";
    key_next_panel: "Play to the next panel or question; again: jump there; at the end: the next lesson (clicker)",
        "播放到下一个画面或问题，再按一次立即到达；之后是下一课（翻页笔）";
    key_previous_panel: "Back a panel or question (clicker)", "回到上一个画面或问题（翻页笔）";
    key_start: "To the start", "回到开头";
    key_end: "To the end", "跳到末尾";
    key_request: "A client request to the leader", "向领导者发一个客户端请求";
    key_restart_leader: "Crash the leader and restart it", "让领导者崩溃并重启";
    key_crash: "Crash the chosen server or restart it; drop the chosen message", "让选中的服务器崩溃或重启；丢弃选中的消息";
    key_deliver: "Deliver the chosen message, or else the oldest", "送达选中的消息；没有选中时，送达最早的一条";
    key_time_out: "Let the chosen server time out", "让选中的服务器选举超时";
    key_heartbeat: "Let the chosen server send heartbeats", "让选中的服务器发送心跳";
    key_spread_timers: "Spread the election timers", "错开选举定时器";
    key_align_timers: "Align the election timers", "对齐选举定时器";
    key_fork: "Begin a new branch here", "从这里开始新分支";
    key_back_to_lesson: "Back to the lesson", "回到课程";
    key_leaders_view: "Leader’s view on or off", "打开或关闭领导者视角";
    key_undo: "Undo", "撤销";
    key_notes: "Speaker notes on or off", "打开或关闭演讲者备注";
    key_answer: "Answer the question, or try another answer", "回答问题，或再试一个答案";
    key_choose_server: "Choose a server", "选择服务器";
    key_help: "This help", "打开本帮助";
    key_close: "Close what is open", "关闭打开的窗口";
    key_slower: "Slower", "慢一点";
    key_faster: "Faster", "快一点";
    key_why: "Why?", "为什么？";
    key_clients: "What clients know", "客户端所知";
    key_servers: "The servers: add them, change the cluster", "服务器：添加，变更集群";
    key_proof: "The safety argument, step by step", "逐步查看安全性证明";
    key_proof_step: "The next step of the argument, or the one before", "证明的下一步或上一步";
    key_script: "Open the script", "打开脚本";
    keys_note: "Keys with Ctrl, Alt or Meta are left to the browser.", "与 Ctrl、Alt 或 Meta 组合的按键留给浏览器。";
    sources: "Raft is by Diego Ongaro and John Ousterhout. Section numbers (§) are those of the extended paper.",
        "Raft 由 Diego Ongaro 和 John Ousterhout 提出。章节号（§）依照论文的扩展版。";

    // The judge.
    properties: "Properties", "性质";
    properties_hold: "5 properties hold", "5 条性质成立";
    property_holds: "holds", "成立";
    does_not_hold: "does not hold", "不成立";
    property_violated: "violated", "被破坏";
    violation: "Safety is broken", "安全性被破坏";
    show_moment: "Show the moment", "跳到那一刻";
    evidence: "Evidence", "证据";

    // The safety argument (§5.4.3).
    nothing_to_prove: "Nothing to prove yet: no leader has been elected in a later term than one in which an entry was committed.",
        "还没有可以证明的：条目提交之后，还没有更高任期的领导者当选。";
    proof: "Proof", "证明";
    proof_help: "Why no later leader lacks a committed entry (§5.4.3), checked on this run",
        "为什么之后的领导者都有已提交的条目（§5.4.3），在这次运行上逐步检验";
    proof_needs: "There is something to prove once an entry is committed and a leader is elected in a later term.",
        "等到有条目提交、又有领导者在更高的任期当选，才有东西可以证明。";
    proof_no_commit: "No entry is committed yet.", "到目前为止，还没有已提交的条目。";
    proof_no_leader: "An entry is committed, but no leader of a later term has been elected yet.",
        "已有条目提交，但到目前为止，还没有更高任期的领导者。";
    proof_entry: "Entry", "条目";
    proof_leader: "Leader", "领导者";
    proof_until: "The argument covers the run up to here. What comes later is left out.",
        "证明只涉及到这里为止的运行，之后的不算在内。";
    proof_choose: "Let the board choose", "自动选择";
    proof_steps: "Steps", "步骤";
    proof_rules_off: "Switched off:", "已关闭：";
    proof_events: "Look at:", "查看：";

    // What is lit up on the board as evidence: a word beside a server, or on an entry.
    lit_leader_t: "leader T", "领导者 T";
    lit_leader_u: "leader U", "领导者 U";
    lit_stored: "stored", "存下";
    lit_voted: "voted", "投票";
    lit_both: "both", "既存又投";
    lit_voter: "voter", "投票者";
    lit_creator: "creator", "创建者";
    lit_last: "last", "最后";
    lit_missing: "missing", "缺少";
    lit_elected: "elected", "当选";
    lit_changed: "changed", "被改动";
    lit_differs: "differs", "不同";
    lit_same_term: "same term", "任期相同";
    lit_committed: "committed", "已提交";
    lit_commits: "commits", "提交者";
    lit_counted: "counted", "计入";
    lit_applied: "applied", "应用";

    // Clients.
    clients: "Clients", "客户端";
    clients_help: "No answer before the entry is applied (§5.3); without an answer a client knows nothing.",
        "领导者应用条目之后才答复（§5.3）；没有得到答复的客户端什么也不知道。";
    clients_none: "no request yet", "还没有请求";
    client_waits: "A client is waiting: there is no leader.", "有客户端在等待：现在没有领导者。";
    clients_earlier: "Earlier requests are not shown.", "更早的请求没有列出。";

    // Questions.
    question: "Question", "问题";
    question_answered: "Question, answered", "已回答的问题";
    question_first: "Answer the question first. PageDown shows the answer.", "请先回答问题。按 PageDown 显示答案。";
    right_answer: "right", "正确";
    wrong_answer: "wrong", "错误";
    wrong: "Not right:", "不正确：";
    why: "Why?", "为什么？";
    why_nothing: "Nothing was decided in this event.", "这个事件中没有作出任何决定。";
    rule: "rule", "规则";
    right: "Right:", "正确：";
    show_answer: "Show the answer", "显示答案";
    the_answer_is: "The answer is", "答案是";
    hidden_future: "?", "？";
    hidden_future_help: "Hidden until the question is answered or skipped", "回答或跳过问题后才显示";

    // The inspectors: the group names of Figure 2. Field names stay as in the paper.
    persistent_state: "Persistent state (on disk)", "持久状态（在磁盘上）";
    volatile_state: "Volatile state", "易失状态";
    volatile_state_on_leaders: "Volatile state on leaders", "领导者上的易失状态";
    volatile_state_on_candidates: "Votes received", "已获得的选票";
    arguments: "Arguments", "参数";
    results: "Results", "返回值";
    answers_to: "(answers)", "（回复的是）";
    changed: "just changed", "刚刚改变";
    arrives_at: "arrives", "到达于";
    waits: "waits to be delivered", "等待送达";
    entries_none: "none (heartbeat)", "无（心跳）";
    state_digest: "State digest", "状态摘要";
    glossary: "Glossary", "术语表";

    // The core's own lines.
    show_code: "the code", "代码";
    code: "Code", "源代码";

    // An entry; who would vote for a server.
    created: "created", "创建于";
    created_by: "created by", "创建者";
    stored_here: "stored on", "存于";
    committed_by: "committed by", "提交者";
    no: "no", "否";
    elsewhere: "elsewhere", "别处";
    add_server: "Add a blank server", "添加一台空白服务器";
    nine_at_most: "There are nine servers: no more can be added.", "已有九台服务器，不能再添加。";
    change_servers: "Change the cluster (§6)", "变更集群（§6）";
    target: "The servers that are to be the cluster", "集群应由哪些服务器组成";
    no_leader_to_ask: "There is no leader now, and only a leader changes the cluster.", "现在没有领导者，而只有领导者才能变更集群。";
    give_up_help: "To give up a server that does not catch up, ask for another cluster.", "要放弃追不上的服务器，请改为请求另一个集群。";
    not_yet: "would count, but has not yet", "会计入，但还没有";
    does_not_count: "does not count", "不计入";
    old_majority: "old majority", "旧多数派";
    new_majority: "new majority", "新多数派";
    alone_can_decide: "alone can decide", "可单独决定";
    only_together: "only together", "只能共同决定";
    together: "together", "共同";
    both_apart: "each without the other!", "各自单独决定！";
    apart: "apart!", "各自！";
    entry_created: "created", "已创建";
    who_would_vote: "Who would vote for it now?", "现在谁会投票给它？";
    answer_first: "Answer the question first: this would give it away.", "请先回答问题：这里会透露答案。";

    // Availability.
    availability: "Availability", "可用性";
    key_availability: "Availability, and the three magnitudes of timing", "可用性，以及三个时间量级";
    available: "Able to commit", "能够提交";
    acknowledged_rate: "Requests acknowledged", "已确认的请求";
    elections_won: "Elections", "选举";
    split_votes: "Split votes", "选票被瓜分";
    longest_outage: "Longest outage", "最长的不可用";
    lane_help: "Solid: a leader that can commit. Hatched: none. ★ elected, ✕ split vote, ✂ a crash during a write to disk. Press to go there.",
        "实心：有能够提交的领导者。斜线：没有。★ 当选，✕ 选票被瓜分，✂ 写盘时崩溃。点按即可跳到那里。";
    timeout_near: "The timeout is less than ten times broadcastTime: expect false elections and split votes.",
        "超时不到 broadcastTime 的十倍：会有多余的选举和选票瓜分。";
    timeout_far: "The timeout is at least ten times broadcastTime.", "超时至少是 broadcastTime 的十倍。";
    no_crashes: "no crashes", "不崩溃";
    mtbf_near: "MTBF is less than a hundred timeouts: expect much time without a leader.",
        "MTBF 不到超时的一百倍：会有很多时间没有领导者。";
    mtbf_far: "MTBF is at least a hundred timeouts.", "MTBF 至少是超时的一百倍。";
    ruler_note: "Hatched: the room that ≪ asks for. broadcastTime here: a round trip and a write, on average. Safety never depends on any of this.",
        "斜线：≪ 所要求的距离。这里的 broadcastTime：往返加一次写盘的平均值。安全性从不取决于这些。";

    // The timing laboratory.
    elections: "Timing laboratory", "计时实验室";
    elections_about: "Thousands of elections, and how long they take", "几千次选举各需多久";
    key_elections: "Timing laboratory: thousands of elections", "计时实验室：几千次选举";
    back_to_elections: "Back to the timing laboratory", "回到计时实验室";
    elections_title: "How long until there is a leader?", "多久才能选出领导者？";
    elections_failed: "The program that runs the elections could not be loaded, or has stopped. Close the laboratory and open it again.",
        "运行选举的程序无法加载，或者已经停止。请关闭实验室后重新打开。";
    elections_run: "Run", "运行";
    elections_cancel: "Cancel", "取消";
    elections_keep: "Keep to compare", "留作对比";
    elections_remove: "Remove curve", "移除曲线";
    elections_curves: "Share of the elections that are over by then; the table below has the numbers",
        "到各个时刻已结束的选举所占比例；数值见下方表格";
    elections_choose: "Election, from the fastest to the slowest", "选举，从最快到最慢";
    elections_pick: "Click the curve, or move the slider, to pick an election.", "点击曲线或移动滑块，选出一次选举。";
    elections_replay: "Replay it on the board", "在板上重放";

    // The laboratory of the safety argument.
    laboratory: "The contradiction, by hand", "亲手尝试反证";
    laboratory_help: "Try to elect S5 leader of a later term U without what leader T has committed. Build the logs, choose which servers store the entry and which vote: the argument names the step that prevents it.",
        "试着让 S5 当选更晚任期 U 的领导者，却缺少领导者 T 已提交的条目。搭建日志，选择谁存下条目、谁投票：论证会指出是哪一步挡住了你。";
    begin_with: "Begin with", "从这里开始";
    own_attempt: "your own", "你自己的";
    rule_without: "Without the rule", "去掉规则";
    no_rule_off: "none: this is Raft", "无：这就是 Raft";
    leader_t: "Leader T", "领导者 T";
    the_voter: "The voter", "投票者";
    leader_u: "Leader U", "领导者 U";
    other_logs: "The other servers that store the entry have leader T’s log; the rest have only what T and U share before it.",
        "其他存下条目的服务器，日志与领导者 T 相同；其余服务器只有在它之前 T 与 U 共有的条目。";
    nobody_in_both: "nobody is in both", "没有服务器同时在两边";
    stores_entry: "stores the entry", "存下条目";
    votes_for_u: "votes for U", "投票给 U";
    votes_first: "The voter votes before it stores the entry", "投票者先投票，后存下条目";
    less: "one less", "减一";
    greater: "one more", "加一";
    play_attempt: "Play it on the board", "在主界面上播放";
    succeeds_without: "It succeeds without", "去掉以下规则就会成功：";
    all_rules_again: "With every rule", "恢复所有规则";
    proof_steps_here: "The steps of the argument", "论证的步骤";

    // Trying to break a property.
    break_it: "Try to break it", "试着破坏它";
    break_election_safety: "Two leaders in one term", "同一任期出现两个领导者";
    break_leader_append_only: "A leader deletes entries of its own log", "领导者删除自己日志中的条目";
    break_log_matching: "Two logs have the same term at an index, yet differ there or before",
        "两份日志在同一索引任期相同，在该处或之前却不一致";
    break_leader_completeness: "A committed entry is lost: a later leader lacks it",
        "丢失已提交的条目：后来的领导者没有它";
    break_state_machine_safety: "Two servers apply different commands at one index",
        "两台服务器在同一索引应用了不同的命令";
    break_forbidden: "With every rule on, this cannot happen: that is what the paper argues. Try anyway: the board names what prevents it.",
        "规则全部开启时，这不可能发生：论文论证的正是这一点。不妨一试：是什么挡住了你，这里会说明。";
    break_possible: "Without this rule it can happen.", "去掉这条规则，它就可能发生。";
    break_unknown: "With these rules off, nothing is guaranteed: try it.", "关闭这些规则后，一切都没有保证：试试看。";
    in_the_way: "What prevented it", "挡住你的是";
    start_again: "Start again", "重新开始";
    one_way: "Show one way", "看一种做法";
    break_another: "Something else to break", "试试破坏别的";
    how_to_move: "Choose a server or a message and let something happen. Each act is one move.",
        "选中一台服务器或一条消息，让事情发生。每个操作算一步。";

    // Notices.
    storage_forbidden: "This browser does not let the page store anything: your run is lost when you close it. Save it as a file.",
        "浏览器不允许本页存储数据：关闭页面后，这次运行就会丢失。请保存为文件。";
    storage_full: "The browser’s storage is full: your run is no longer stored. Save it as a file, or delete others under “Your runs”.",
        "浏览器的存储空间已满：这次运行不再被保存。请保存为文件，或者在“你的运行”中删除其他运行。";
    link_too_large: "This link holds a longer run than the board can play. It is not damaged.",
        "这个链接里的运行太长，无法播放。链接并没有损坏。";
    run_other_version: "This run was saved by another version of Raftboard, and this one cannot read it.",
        "这次运行由另一版本的 Raftboard 保存，本版本无法读取。";
    run_unreadable: "The stored run cannot be read. It is kept under “Your runs”, where you can save it as a file.",
        "无法读取保存的运行。它仍保留在“你的运行”中，可以保存为文件。";
    run_gone: "This run is no longer stored.", "这次运行已不再保存。";
    run_apart: "Another tab has changed this run. Both are kept under “Your runs”.",
        "另一个标签页修改了这次运行。两份都保留在“你的运行”中。";
    run_not_opened: "The last run could not be opened the last time. It is kept under “Your runs”.",
        "上次未能打开最近的运行。它仍保留在“你的运行”中。";
    opening_stopped: "Stopped: the rest of the run is left out here.", "已停止：这里略去了运行的其余部分。";
    link_broken: "This link is damaged or incomplete.", "这个链接已损坏或不完整。";
    link_other_version: "This link was made by another version of Raftboard. It is replayed as well as possible.",
        "这个链接由另一版本的 Raftboard 生成，只能尽量重放。";
    link_foreign: "This link was made by another version of Raftboard, and this one cannot read it.",
        "这个链接由另一版本的 Raftboard 生成，本版本无法读取。";
    link_digest_differs: "The replay ends in another state than when the link was made.",
        "重放结束时的状态与生成链接时不同。";
    link_unknown_lesson: "There is no lesson of this name.", "没有这个名字的课程。";
    file_too_large: "This file is too large: a script has at most 1 MiB.", "文件太大：脚本最多 1 MiB。";
    file_unreadable: "This file is not text that Raftboard can read.", "这个文件不是 Raftboard 能读取的文本。";
    run_too_long: "This run has reached its maximum length. Go back, or start again.",
        "这次运行已达到最大长度。请后退，或者重新开始。";
    // The lesson pane, the drawers.
    press_to_play: "Press play, or go through it event by event.", "按播放键，或者逐个事件地走一遍。";
    text_awaited: "The text is loading…", "正在加载文字……";
    text_missing: "This text could not be loaded; everything else works. Check the connection and try again. If that does not help, reload the page.",
        "这段文字没有加载成功，其他功能照常可用。请检查网络后重试；如果仍然不行，请重新加载页面。";
    try_again: "Try again", "重试";
    words_missing: "The other language could not be loaded. Check the connection and choose it again.",
        "另一种语言没有加载成功。请检查网络后再选一次。";
    own_branch: "A branch of your own", "你自己的分支";
    own_run: "Choose a server or a message to act on it. Everything you do is kept.", "选中一台服务器或一条消息，就可以操作它。你所做的一切都会保留。";
    links: "Links to the other servers", "与其他服务器的链路";
    share_link_help: "The link contains the place in the lesson, or everything you did: nothing is stored anywhere else.",
        "链接中包含课程中的位置，或者你所做的一切：不会存储在别处。";
    share_file_help: "A file contains the run as a script that can be read, edited and played again.",
        "文件以脚本的形式保存这次运行，可以阅读、修改、再次运行。";
    hand_in: "Hand in", "提交作业";
    hand_in_help: "To hand it in: a file with your run, your answers and what you tried after them. Put your name into the file’s name.",
        "要提交作业：生成一个文件，其中有你的运行、答案和之后的尝试。请把姓名写进文件名。";
    edit_script: "Edit", "编辑";
    script_too_long: "This script is too long to be shown or edited here. Save it as a file.",
        "脚本太长，无法在这里显示或编辑。请保存为文件。";
    key_restart_all: "Restart every server that is down", "重启所有已宕机的服务器";
    notice_end: "Nothing comes after this. Choose a server or a message to go on from here.", "后面没有内容了。选中一台服务器或一条消息，就能从这里继续。";
    notice_no_leader: "There is no leader now.", "现在没有领导者。";
    notice_bad_command: "A command is one word of at most 12 bytes, without blanks.", "命令是一个不超过 12 字节、不含空白的词。";
    dials: "Dials", "调节";
    dial_latency: "Message delay", "消息延迟";
    dial_timeout: "Election timeout", "选举超时";
    dial_heartbeat: "Heartbeat", "心跳间隔";
    dial_loss: "Messages lost", "消息丢失";
    dial_duplication: "Sent twice", "重复投递";
    dial_reordering: "Out of order", "乱序到达";
    dial_requests: "Client requests", "客户端请求";
    dial_mtbf: "Crashes: every", "崩溃：平均每";
    writing: "writing to disk", "正在写盘";
    dial_disk: "Disk write", "写磁盘";
    dial_repair: "Back up after", "恢复用时";
    dial_clock: "Clock speed", "时钟速度";
    dial_for: "Dials of", "调节对象";
    dial_all: "all servers", "整个集群";
    dial_none: "none", "无";
    per_second: "/s", "/秒";
    comma: ", ", "、";
    full_stop: ".", "。";
    colon: ": ", "：";
}
