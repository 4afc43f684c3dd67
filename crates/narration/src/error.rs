//! What cannot be done, what was lost and what is wrong with a script (`script.rs`), in words.

mod script;

pub use self::script::{located_script_error, script_error, script_error_kind};

use crate::Language;
use crate::phrases::{duration, spaced};
use crate::rule_name;
use crate::say::{say, word};
use cluster::{ActionError, BadTime, Dial, Link, LossCause, Reach};

/// Why an action cannot be done, in a sentence.
#[must_use]
pub fn action_error(language: Language, error: &ActionError) -> String {
    let mut text = spaced(&action(language, error));
    text.push_str(word!(language, ".", "。"));
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
                "{id} is not the leader; only a leader accepts requests and sends AppendEntries",
                "{id} 不是领导者，只有领导者接受请求、发送 AppendEntries",
                [id]
            )
        }
        ActionError::LeaderHasNoTimer(id) => {
            say!(
                l,
                "{id} is the leader, and a leader has no election timer",
                "{id} 是领导者，领导者没有选举定时器",
                [id]
            )
        }
        ActionError::NothingToSend(id) => {
            say!(
                l,
                "{id} is a follower, and followers send no requests",
                "{id} 是跟随者，跟随者不会主动发送消息",
                [id]
            )
        }
        ActionError::HasItsVote { candidate, voter } => {
            say!(
                l,
                "{candidate} already has {voter}’s vote",
                "{candidate} 已经有 {voter} 的选票",
                [candidate, voter]
            )
        }
        ActionError::HasItsRefusal { candidate, voter } => {
            say!(
                l,
                "{candidate} already has {voter}’s refusal",
                "{candidate} 已经收到 {voter} 的拒绝回复",
                [candidate, voter]
            )
        }
        ActionError::NotInConfiguration(id) => {
            say!(l, "{id} is not in the configuration", "{id} 不在配置中", [id])
        }
        ActionError::ServerExists(id) => {
            say!(l, "{id} is already in this run", "{id} 已在本次运行中", [id])
        }
        ActionError::SelfLink(id) => say!(l, "{id} has no link to itself", "{id} 没有通向自己的链路", [id]),
        ActionError::NoSuchMessage(id) => say!(l, "{id} is no longer under way", "{id} 已不在途中", [id]),
        ActionError::NothingToLose => say!(l, "There is no message to drop", "没有可以丢弃的消息"),
        ActionError::TooManyCopies(id) => {
            say!(l, "There are already two copies of {id}", "{id} 已经有两份", [id])
        }
        ActionError::NetworkFull => {
            say!(l, "The network is full: it takes no more messages", "网络中的消息已达到上限")
        }
        ActionError::BadPartition => say!(
            l,
            "A partition needs at least two groups that share no server",
            "分区至少需要两组互不相交的服务器"
        ),
        ActionError::LinkUnchanged { link, cut } => link_unchanged(l, *link, *cut),
        ActionError::NoLinkCut => say!(l, "No link is cut", "没有被切断的链路"),
        ActionError::RuleUnchanged { rule, on } => {
            let name = rule_name(l, *rule);
            if *on {
                say!(l, "“{name}” is already on", "“{name}”已经打开", [name])
            } else {
                say!(l, "“{name}” is already off", "“{name}”已经关闭", [name])
            }
        }
        ActionError::NeedsClock => say!(l, "This needs the clock to run", "时钟走动时才能这样做"),
        ActionError::ModeUnchanged => say!(l, "It already runs that way", "已经是这样运行"),
        ActionError::NothingScheduled => {
            say!(l, "Nothing is scheduled to happen", "没有会自行发生的事")
        }
        ActionError::Past { at, now } => {
            let (at, now) = (duration(*at), duration(*now));
            say!(l, "{at} is already past: it is {now}", "{at} 已经过去：现在是 {now}", [at, now])
        }
        ActionError::ScheduledFirst { at, due } => {
            let (at, due) = (duration(*at), duration(*due));
            say!(l, "Something is due at {due}, before {at}", "在 {at} 之前，{due} 时会有事发生", [due, at])
        }
        ActionError::BadTime(why) => bad_time(l, *why),
        ActionError::WrongPart(dial) => wrong_part(l, *dial),
        ActionError::BadAmount => say!(l, "This share or rate is too high", "这个比例或速率太高"),
    }
}

fn wrong_part(l: Language, dial: Dial) -> String {
    let name = dial.kind().name;
    match dial.kind().reach {
        Reach::Server => say!(
            l,
            "`{name}` is a dial of a server: write `for S1`",
            "`{name}` 是单台服务器的调节项：请写 `for S1`",
            [name]
        ),
        Reach::Link => say!(
            l,
            "`{name}` is a dial of a link: write `for S1->S2`",
            "`{name}` 是链路的调节项：请写 `for S1->S2`",
            [name]
        ),
        Reach::All => say!(
            l,
            "`{name}` can only be turned for the whole cluster",
            "`{name}` 只能对整个集群调节",
            [name]
        ),
    }
}

fn link_unchanged(l: Language, link: Link, cut: bool) -> String {
    let (from, to) = (link.from, link.to);
    match (link.both, cut) {
        (false, true) => {
            say!(l, "The link {from}->{to} is already cut", "链路 {from}->{to} 已经切断", [from, to])
        }
        (false, false) => {
            say!(l, "The link {from}->{to} is not cut", "链路 {from}->{to} 没有切断", [from, to])
        }
        (true, true) => say!(
            l,
            "The links between {from} and {to} are already cut",
            "{from} 与 {to} 之间的链路已经切断",
            [from, to]
        ),
        (true, false) => say!(
            l,
            "The links between {from} and {to} are not cut",
            "{from} 与 {to} 之间的链路没有切断",
            [from, to]
        ),
    }
}

fn bad_time(l: Language, why: BadTime) -> String {
    match why {
        BadTime::Backwards(span) => {
            let (min, max) = (duration(span.min), duration(span.max));
            say!(
                l,
                "A span begins with its shortest time, and {min} is longer than {max}",
                "区间应先写较短的时间，而 {min} 比 {max} 长",
                [min, max]
            )
        }
        BadTime::ZeroTimeout => say!(l, "An election timeout cannot be 0 ms", "选举超时时间不能是 0 ms"),
        BadTime::ZeroHeartbeat => {
            say!(l, "The time between heartbeats cannot be 0 ms", "心跳间隔不能是 0 ms")
        }
        BadTime::TooLong(time) => {
            let time = duration(time);
            say!(l, "{time} is too long: a run lasts at most a year", "{time} 太长：一次运行最长一年", [time])
        }
    }
}

/// Why a message was lost, in a few words.
#[must_use]
pub fn loss_cause(language: Language, cause: LossCause) -> &'static str {
    match cause {
        LossCause::Taken => word!(language, "dropped by hand", "被手动丢弃"),
        LossCause::Cut => word!(language, "the link is cut", "链路已切断"),
        LossCause::Chance => word!(language, "lost by the network", "被网络丢失"),
        LossCause::Down => word!(language, "the receiver is down", "接收者已宕机"),
        LossCause::Full => word!(language, "too many messages under way", "在途消息过多"),
        LossCause::SenderCrashed => word!(language, "the sender crashed first", "发送者先崩溃了"),
    }
}
