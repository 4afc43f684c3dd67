//! What cannot be done, what was lost and what is wrong with a script, in words.

use crate::Language;
use crate::phrases::{duration, spaced};
use crate::rule_name;
use crate::say::say;
use cluster::{ActionError, LossCause};
use script::ScriptError;
use script::error::{Candidate, ErrorKind, Expected, Found, NameKind};
use script::syntax::{Fact, MAX_BYTES, MAX_EVENTS};

/// Why an action cannot be done, in a sentence.
#[must_use]
pub fn action_error(language: Language, error: &ActionError) -> String {
    let mut text = spaced(&action(language, error));
    text.push_str(language.pick(".", "。"));
    text
}

fn action(l: Language, error: &ActionError) -> String {
    match error {
        ActionError::NoSuchServer(id) => say!(l, "There is no {id} in this run", "这次运行中没有 {id}", [id]),
        ActionError::Down(id) => say!(l, "{id} is down", "{id} 已宕机", [id]),
        ActionError::Up(id) => say!(l, "{id} is up", "{id} 正在运行", [id]),
        ActionError::NotLeader(id) => {
            say!(
                l,
                "{id} does not lead; only a leader takes requests and sends AppendEntries",
                "{id} 不是领导者，只有领导者接受请求、发送 AppendEntries",
                [id]
            )
        }
        ActionError::LeaderHasNoTimer(id) => {
            say!(
                l,
                "{id} leads, and a leader has no election timer",
                "{id} 是领导者，领导者没有选举定时器",
                [id]
            )
        }
        ActionError::NothingToSend(id) => {
            say!(l, "{id} is a follower and sends nothing by itself", "{id} 是跟随者，不会主动发送消息", [id])
        }
        ActionError::HasItsVote { candidate, voter } => {
            say!(
                l,
                "{candidate} has {voter}’s vote already",
                "{candidate} 已经有 {voter} 的选票",
                [candidate, voter]
            )
        }
        ActionError::NotInConfiguration(id) => {
            say!(l, "{id} is not in the configuration", "{id} 不在配置中", [id])
        }
        ActionError::SelfLink(id) => say!(l, "{id} has no link to itself", "{id} 没有通向自己的链路", [id]),
        ActionError::NoSuchMessage(id) => say!(l, "{id} is no longer under way", "{id} 已不在途中", [id]),
        ActionError::NothingToLose => say!(l, "There is no message to lose", "没有可以丢弃的消息"),
        ActionError::TooManyCopies(id) => say!(l, "There are two of {id} already", "{id} 已经有两份", [id]),
        ActionError::NetworkFull => {
            say!(l, "The network holds as many messages as it can", "网络中的消息已达到上限")
        }
        ActionError::BadPartition => say!(
            l,
            "A partition needs at least two groups that share no server",
            "分区至少需要两组互不相交的服务器"
        ),
        ActionError::LinkUnchanged(link) => {
            let (from, to) = (link.from, link.to);
            say!(
                l,
                "The link between {from} and {to} is so already",
                "{from} 与 {to} 之间的链路已是这样",
                [from, to]
            )
        }
        ActionError::NoLinkCut => say!(l, "No link is cut", "没有被切断的链路"),
        ActionError::RuleUnchanged { rule, on } => {
            let name = rule_name(l, *rule);
            if *on {
                say!(l, "“{name}” is on already", "“{name}”已经打开", [name])
            } else {
                say!(l, "“{name}” is off already", "“{name}”已经关闭", [name])
            }
        }
        ActionError::NeedsClock => say!(l, "This needs the clock to run", "时钟走动时才能这样做"),
        ActionError::ModeUnchanged => say!(l, "It runs so already", "已经是这样运行"),
        ActionError::NothingScheduled => {
            say!(l, "Nothing is going to happen by itself", "没有会自行发生的事")
        }
        ActionError::Past { at, now } => {
            let (at, now) = (duration(*at), duration(*now));
            say!(l, "{at} is over: it is {now}", "{at} 已经过去：现在是 {now}", [at, now])
        }
        ActionError::ScheduledFirst { at, due } => {
            let (at, due) = (duration(*at), duration(*due));
            say!(l, "Something happens at {due}, before {at}", "在 {at} 之前，{due} 时会有事发生", [due, at])
        }
        ActionError::BadTime => say!(l, "This time is not possible here", "这里不能用这个时间"),
        ActionError::BadAmount => say!(l, "This share or rate is too high", "这个比例或速率太高"),
    }
}

/// Why a message was lost, in a few words.
#[must_use]
pub fn loss_cause(language: Language, cause: LossCause) -> &'static str {
    match cause {
        LossCause::Taken => language.pick("lost by hand", "被手动丢弃"),
        LossCause::Cut => language.pick("the link is cut", "链路已切断"),
        LossCause::Chance => language.pick("lost by the network", "被网络丢失"),
        LossCause::Down => language.pick("the receiver is down", "接收者已宕机"),
        LossCause::Full => language.pick("too many messages under way", "在途消息过多"),
        LossCause::SenderCrashed => language.pick("the sender crashed first", "发送者先崩溃了"),
    }
}

/// What is wrong with a script, in a sentence that begins with the place.
#[must_use]
pub fn script_error(language: Language, error: &ScriptError) -> String {
    let (line, column) = (error.line, error.column);
    let what = script_error_kind(language, &error.kind);
    say!(
        language,
        "Line {line}, column {column}: {what}",
        "第 {line} 行第 {column} 列：{what}",
        [line, column, what]
    )
}

/// The same without the place.
#[must_use]
pub fn script_error_kind(language: Language, kind: &ErrorKind) -> String {
    if let ErrorKind::Action(error) = kind {
        return action_error(language, error);
    }
    match language {
        // The script crate speaks English itself: the command line needs it.
        Language::English => {
            let mut text = kind.to_string();
            if !text.ends_with('?') {
                text.push('.');
            }
            text
        }
        Language::Chinese => spaced(&chinese(kind)),
    }
}

fn chinese(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::TooLong { bytes } => format!("脚本有 {bytes} 字节，最多 {MAX_BYTES} 字节。"),
        ErrorKind::Unexpected { found, expected, nearest } => {
            let (found, expected) =
                (chinese_found(found), chinese_list(expected.iter().map(chinese_expected), "或"));
            format!("这里是{found}，应为 {expected}{}", meant(*nearest))
        }
        ErrorKind::UnclosedQuote => "这个引号没有配对。".to_owned(),
        ErrorKind::NumberTooLarge { limit } => format!("数字太大，最多 {limit}。"),
        ErrorKind::UnknownServer(server) => format!("这个脚本的服务器中没有 {server}。"),
        ErrorKind::ServerTwice(server) => format!("{server} 在列表中出现了两次。"),
        ErrorKind::Itself(server) => format!("{server} 没有通向自己的链路。"),
        ErrorKind::OneGroup => "分区至少需要两组，用 `|` 隔开。".to_owned(),
        ErrorKind::NameTaken { what, name, line: 0 } => {
            format!("{} `{name}` 一开始就有。", chinese_name(*what))
        }
        ErrorKind::NameTaken { what, name, line } => {
            format!("{} `{name}` 已在第 {line} 行出现。", chinese_name(*what))
        }
        ErrorKind::UnknownName { name, nearest } => {
            let nearest = meant(nearest.as_ref().map(script::Name::as_str));
            format!("在此之前没有名为 `{name}` 的画面或标记{nearest}")
        }
        ErrorKind::NotSo { .. } | ErrorKind::IsSo(_) | ErrorKind::Possible | ErrorKind::Violation { .. } => {
            chinese_finding(kind)
        }
        _ => chinese_failure(kind),
    }
}

/// What went wrong when a line was played.
fn chinese_failure(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::NoMessage { selector, under_way } if under_way.is_empty() => {
            format!("途中没有 `{selector}`，也没有别的消息。")
        }
        ErrorKind::NoMessage { selector, under_way } => {
            format!("途中没有 `{selector}`，只有：{}。", candidates(under_way))
        }
        ErrorKind::ManyMessages { selector, matching } => format!(
            "有 {} 条消息符合 `{selector}`：{}。请加上条件：`term N`、`entries N`、`1st`、`2nd`。",
            matching.len(),
            candidates(matching)
        ),
        ErrorKind::NothingToLose => "途中没有这样的消息，无从丢弃。".to_owned(),
        ErrorKind::NeedsStepped => "这一行只能逐步运行：时钟走动时，消息会自行移动。".to_owned(),
        ErrorKind::Unreachable { from, to } => format!("链路 {from}->{to} 已切断。"),
        ErrorKind::ReachesNobody(server) => format!("{server} 联系不上任何运行中的服务器。"),
        ErrorKind::NotGranted { candidate, voter } => format!("{voter} 没有投票给 {candidate}。"),
        ErrorKind::NotElected { candidate, votes, needed } => {
            format!("{candidate} 没有当选：它有 {votes} 票，需要 {needed} 票。")
        }
        ErrorKind::LostLeadership { leader, term } => format!("{leader} 不再领导任期 {term}。"),
        ErrorKind::NotConverging { leader, follower } => {
            format!("无论 {leader} 发送多少次，{follower} 的日志都不会与它一致。")
        }
        ErrorKind::NotSettling => "消息不断引发新的消息，没有尽头。".to_owned(),
        ErrorKind::NotReached { fact, actual } => {
            format!("在这段时间内 `{fact}` 没有成立{}。", instead(actual))
        }
        ErrorKind::TooManyEvents => format!("运行超过了 {MAX_EVENTS} 个事件。"),
        _ => String::new(),
    }
}

/// What a check found.
fn chinese_finding(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::NotSo { fact, actual } => format!("期望 `{fact}`{}。", instead(actual)),
        ErrorKind::IsSo(fact) => format!("期望 `{fact}` 不成立，但它成立。"),
        ErrorKind::Possible => "这本应不可能，却做成了。".to_owned(),
        ErrorKind::Violation { property, event } => {
            let name = crate::property_text(Language::Chinese, *property).name;
            let word = property.name();
            format!("{name}在事件 {event} 被破坏，而后面没有 `expect violation {word}`。")
        }
        _ => String::new(),
    }
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map_or("。".to_owned(), |word| format!("；你是想写 `{word}` 吗？"))
}

fn instead(actual: &[Fact]) -> String {
    if actual.is_empty() {
        return String::new();
    }
    let actual = chinese_list(actual.iter().map(|fact| format!("`{fact}`")), "和");
    format!("，实际是 {actual}")
}

fn candidates(messages: &[Candidate]) -> String {
    chinese_list(messages.iter().map(|message| format!("`{message}`")), "和")
}

/// More than so many are cut short.
const LONGEST_LIST: usize = 12;

fn chinese_list(items: impl Iterator<Item = String>, last: &str) -> String {
    let mut items: Vec<String> = items.collect();
    let more = items.len().saturating_sub(LONGEST_LIST);
    items.truncate(LONGEST_LIST);
    let tail = items.pop().unwrap_or_default();
    match (items.is_empty(), more) {
        (true, _) => tail,
        (false, 0) => format!("{} {last} {tail}", items.join("、")),
        (false, more) => format!("{}、{tail} 等（还有 {more} 个）", items.join("、")),
    }
}

fn chinese_found(found: &Found) -> String {
    match found {
        Found::EndOfLine => "行尾".to_owned(),
        Found::EndOfScript => "脚本末尾".to_owned(),
        Found::Word(_) | Found::Sign(_) | Found::Quoted(_) => format!(" {found}"),
    }
}

fn chinese_expected(expected: &Expected) -> String {
    match expected {
        Expected::Exactly(word) => return format!("`{word}`"),
        Expected::Number(0) => "数字",
        Expected::Number(least) => return format!("不小于 {least} 的数字"),
        Expected::Command => "命令",
        Expected::ActOrBundle => "能够发生的事",
        Expected::Act => "能在某一时刻发生的事",
        Expected::Fact => "事实",
        Expected::Server => "服务器，例如 `S1`",
        Expected::Message => "消息：`RequestVote`、`AppendEntries` 或 `reply`",
        Expected::Ordinal => "序号，例如 `2nd`",
        Expected::Time => "时间，例如 `150ms`",
        Expected::Percent => "比例，例如 `5%`",
        Expected::Rate => "速率，例如 `10/s`",
        Expected::Name => "由字母、数字、`-` 和 `_` 组成的名字",
        Expected::Label => "引号中的标签",
        Expected::ClientCommand => "最多 12 字节的命令，例如 `x=1`",
        Expected::Rule => "规则",
        Expected::Property => "性质",
        Expected::Role => "`follower`、`candidate`、`leader` 或 `down`",
        Expected::Verb => "决定，例如 `refused`",
        Expected::Dial => "旋钮，例如 `latency`",
        Expected::Link => "链路，例如 `S1->S2`",
        Expected::EndOfLine => "行尾",
    }
    .to_owned()
}

fn chinese_name(what: NameKind) -> &'static str {
    match what {
        NameKind::Moment => "画面或标记",
        NameKind::Branch => "分支",
        NameKind::Ask => "问题",
    }
}
