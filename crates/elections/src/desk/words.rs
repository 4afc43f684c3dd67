//! The laboratory's own words, in both languages side by side. They are here and not with those of the board, as
//! those are loaded on a first visit.

/// What is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// The language of a code such as `zh-CN`; English for any other.
    pub(super) fn of(code: &str) -> Self {
        if code.starts_with("zh") { Self::Chinese } else { Self::English }
    }
}

/// The words of a language.
#[derive(Clone, Copy)]
pub(super) struct Words(pub(super) Language);

macro_rules! words {
    ($($name:ident: $english:literal, $chinese:literal;)*) => {
        impl Words {
            $(#[doc = $english] pub(super) fn $name(self) -> &'static str {
                self.pick($english, $chinese)
            })*
        }
    };
}

words! {
    begin_with: "Begin with", "从这里开始";
    figure: "Figure 16", "图 16";
    down: "down", "台宕机";
    servers: "Servers", "服务器";
    failed: "Of them down", "其中宕机";
    latency: "One way, ms", "单程延迟（毫秒）";
    disk: "Disk write, ms", "写磁盘（毫秒）";
    timeout: "Timeout, ms", "选举超时（毫秒）";
    heartbeat: "Heartbeat, ms", "心跳间隔（毫秒）";
    half: "half of it", "其一半";
    trials: "Elections", "选举次数";
    seed: "Seed", "随机种子";
    logs: "Logs", "日志";
    equal: "equal", "相同";
    different: "different", "不同";
    from: "It begins", "起点";
    fresh: "fresh timers", "计时器刚启动";
    crash: "leader crashes", "领导者崩溃";
    until: "It ends", "终点";
    elected: "elected", "当选";
    heard: "all heard", "全都收到";
    twist: "Also", "另外";
    none: "none", "无";
    terms: "different terms", "任期不同";
    asymmetric: "asymmetric links", "双向延迟不同";
    loss: "20 % lost", "丢包 20 %";
    drift: "clock drift 20 %", "时钟漂移 20 %";
    by_this_time: "share of elections that are over by this time", "到此时刻已结束的选举所占比例";
    valley: "Expected time, in one-way delays", "预期时间，以单程延迟为单位";
    ratio: "shortest timeout ÷ one-way delay", "最短超时 ÷ 单程延迟";
    note_valley: "Curve of expected time: the closed form of §9.3 for one fixed delay, no disk, timeouts from R to 2R, and a leader that crashes within its heartbeat interval. Dot: the mean of this setting; its delay is that of a message plus half a write, and where timers begin fresh a quarter of the shortest timeout is taken off. Where many terms are split the core is faster (by up to 8 % from R = 5 on, by up to 55 % at R = 2): a candidate’s timer starts before its voters’.",
        "预期时间曲线：§9.3 的闭式解，假设延迟固定、没有磁盘、超时在 R 到 2R 之间、领导者在其心跳间隔内崩溃。圆点：当前设置的平均值，其延迟为一条消息的延迟加半次写盘；计时器刚启动时，减去最短超时的四分之一。在许多任期被瓜分选票的地方，这里更快（R 不小于 5 时最多快 8 %，R 为 2 时最多快 55 %）：候选人的计时器比投票者的先启动。";
    note_lan: "Hollow marks: Figure 16, read off the figure. The paper gives a broadcast time of about 15 ms, but not how that is made up. Here a message takes 0.5–1.5 ms and a write 1–3 ms, chosen with the published medians in view: medians and their order agree, tails need not. With 15 ms in every exchange (2.5 ms a message, 10 ms a write) medians of ranges of 50 ms or more are 15 to 57 % longer than published, and 150–155 takes 3.5 s.",
        "空心标记：从图 16 上读出的数值。论文只给出广播时间约 15 毫秒，没有说明其构成。这里一条消息取 0.5–1.5 毫秒、一次写盘取 1–3 毫秒，是参照论文公布的中位数选定的：中位数及其次序一致，尾部不一定一致。如果每次往返都用 15 毫秒（一条消息 2.5 毫秒、一次写盘 10 毫秒），范围不小于 50 毫秒的各条线的中位数比论文长 15 % 到 57 %，而 150–155 需要 3.5 秒。";
    note_jitter: "A range about as narrow as a message is long cannot be matched. Timers are exact here, so all servers start their elections together, with 150–150 in every term, and nobody is elected. The published servers’ timers were not exact, and that jitter is what elected a leader.",
        "范围窄到与一条消息的时长相当时，无法与论文对上。这里的计时器是精确的，所有服务器同时开始选举；150–150 时每个任期都如此，无人当选。论文中的服务器计时并不精确，正是这种抖动让领导者得以选出。";
    note_wan: "Hollow marks: the simulation of §9.3, read off the figure. The core agrees within 2.5 % up to p75 and 8 % up to p99; nothing here was tuned to it.",
        "空心标记：从 §9.3 的仿真图上读出的数值。到 p75 相差不超过 2.5 %，到 p99 不超过 8 %；这里没有为此做任何拟合。";
    note_theory: "Thin line behind a curve: the model of §9.3, computed for one fixed delay, the mean one. All timers start together, and start together again after a split vote; the winner needs its timeout and two delays. Here delays differ: where every answer is needed the slowest counts (it is late), where some can be spared the fastest do (it is early); and after a split vote the candidates’ timers are ahead of the others’.",
        "曲线后面的细线：§9.3 的模型，按一个固定延迟（平均值）计算。所有计时器同时启动，选票被瓜分后又同时重新启动；胜者需要自己的超时加两次延迟。这里的延迟各不相同：需要所有回复时由最慢的决定（比模型晚），可以少几个回复时由最快的决定（比模型早）；选票被瓜分之后，候选人的计时器也比其他服务器的先启动。";
    note_table: "Times in ms, ours in bold, published ones below. Split: elections whose first term elected nobody, in percent; below it the closed form for one fixed delay. Below each timeout: one way + disk write.",
        "时间单位为毫秒：粗体为本实验，下面一行为已发表的数值。瓜分：首个任期无人当选的选举所占百分比；下面一行为延迟固定时的闭式解。超时下面一行：单程延迟 + 写盘。";
    given_up: "elected nobody within 2 minutes", "次在 2 分钟内无人当选";
    table: "Quantiles", "分位数";
    mean: "mean", "平均";
    split: "split", "瓜分";
    no_time: "write milliseconds such as 30 or 0.5–1.5", "请写毫秒数，例如 30 或 0.5–1.5";
    no_number: "write a whole number", "请写整数";
    one_to_nine: "A cluster has 1 to 9 servers.", "集群有 1 到 9 台服务器。";
    no_majority: "With so many servers down nobody can be elected.", "宕机的服务器太多，无人能够当选。";
    nobody_crashes: "The leader that crashes is one of the servers that are down: at least 1.", "崩溃的领导者也算在宕机的服务器里：至少 1 台。";
    bad_time: "These times cannot be: a range ends before it begins, a timeout is nothing, or a time is too long.", "时间设置不可行：范围的终点早于起点，超时为零，或者时间太长。";
    bad_trials: "1 to 100,000 elections.", "选举次数为 1 到 100,000。";
}

impl Words {
    pub(super) fn pick<T>(self, english: T, chinese: T) -> T {
        match self.0 {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }

    /// `8120 of 10000`
    pub(super) fn of(self, done: u32, of: u32) -> String {
        self.pick(format!("{done} of {of}"), format!("{done} / {of}"))
    }

    /// How an election went.
    pub(super) fn election(self, series: u8, (rank, of): (u32, u32), ms: u64, without: u32) -> String {
        let english = match without {
            0 => "its first term elected a leader".to_owned(),
            1 => "one term elected nobody before that".to_owned(),
            terms => format!("{terms} terms elected nobody before that"),
        };
        let chinese = match without {
            0 => "首个任期就选出了领导者".to_owned(),
            terms => format!("此前有 {terms} 个任期无人当选"),
        };
        self.pick(
            format!("Curve {series}, election {rank} of {of} by time: {ms} ms; {english}."),
            format!("曲线 {series}，按用时排第 {rank}（共 {of} 次）：{ms} 毫秒；{chinese}。"),
        )
    }

    /// The share of first terms that elected nobody.
    pub(super) fn first_terms(self, share: &str, expected: Option<&str>) -> String {
        let own = self.pick("First term elected nobody", "首个任期无人当选");
        match expected {
            None => self.pick(format!("{own}: {share} %."), format!("{own}：{share} %。")),
            Some(expected) => self.pick(
                format!("{own}: {share} %; closed form for a fixed delay: {expected} %."),
                format!("{own}：{share} %；延迟固定时的闭式解：{expected} %。"),
            ),
        }
    }
}
