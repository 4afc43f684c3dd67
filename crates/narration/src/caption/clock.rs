//! Sentences about the dials of clocked running.

use crate::Language;
use crate::phrases::{duration, span};
use crate::say::say;
use cluster::{Dial, Link, Micros, Part};
use raft_core::ServerId;

pub(super) fn timer_set(language: Language, server: ServerId, remaining: Micros) -> String {
    let remaining = duration(remaining);
    say!(
        language,
        "{server}’s election timer is set to run out in {remaining}.",
        "{server} 的选举定时器被设为 {remaining} 后到期。",
        [server, remaining]
    )
}

pub(super) fn turned_for(language: Language, part: Part, dial: Dial) -> String {
    let sentence = turned(language, dial);
    let part = match part {
        Part::Server(server) => server.to_string(),
        Part::Link(Link { from, to, both: true }) => format!("{from}<->{to}"),
        Part::Link(Link { from, to, both: false }) => format!("{from}->{to}"),
    };
    say!(language, "For {part} alone: {sentence}", "只对 {part}：{sentence}", [part, sentence])
}

pub(super) fn turned(language: Language, dial: Dial) -> String {
    match dial {
        Dial::Latency(times) => {
            let times = span(language, times);
            say!(language, "A message now takes {times}.", "一条消息现在需要 {times}。", [times])
        }
        Dial::Timeout(times) => {
            let times = span(language, times);
            say!(
                language,
                "The election timeout is now {times}; every election timer starts again.",
                "选举超时时间现在是 {times}，所有选举定时器重新开始计时。",
                [times]
            )
        }
        Dial::Disk(times) => {
            let times = span(language, times);
            say!(language, "Writing to disk now takes {times}.", "写入磁盘现在需要 {times}。", [times])
        }
        Dial::Heartbeat(time) => {
            let time = duration(time);
            say!(
                language,
                "A leader now sends heartbeats every {time}.",
                "领导者现在每 {time} 发送一次心跳。",
                [time]
            )
        }
        Dial::Mtbf(Micros::ZERO) => {
            say!(language, "Servers no longer fail on their own.", "服务器不再自行发生故障。")
        }
        Dial::Mtbf(time) => {
            let time = duration(time);
            say!(
                language,
                "A server now fails every {time} on average.",
                "一台服务器现在平均每 {time} 故障一次。",
                [time]
            )
        }
        Dial::Repair(time) => {
            let time = duration(time);
            say!(
                language,
                "A failed server is now up again after {time} on average.",
                "故障的服务器现在平均 {time} 后恢复运行。",
                [time]
            )
        }
        Dial::Loss(0) => say!(language, "The network no longer loses messages.", "网络不再丢失消息。"),
        Dial::Loss(share) => {
            say!(
                language,
                "The network now loses {share}% of the messages.",
                "网络现在丢失 {share}% 的消息。",
                [share]
            )
        }
        Dial::Duplication(0) => {
            say!(language, "The network no longer duplicates messages.", "网络不再重复投递消息。")
        }
        Dial::Duplication(share) => say!(
            language,
            "The network now delivers {share}% of the messages twice.",
            "网络现在把 {share}% 的消息投递两次。",
            [share]
        ),
        Dial::Reordering(0) => {
            say!(language, "Messages on a link now arrive in order.", "同一链路上的消息现在按顺序到达。")
        }
        Dial::Reordering(share) => say!(
            language,
            "{share}% of the messages may now be overtaken.",
            "现在有 {share}% 的消息可能被后发的消息赶超。",
            [share]
        ),
        Dial::Clock(percent) => say!(
            language,
            "The clock now runs at {percent}% of true speed.",
            "时钟现在以真实速度的 {percent}% 走。",
            [percent]
        ),
        Dial::Requests(0) => {
            say!(language, "Clients no longer send requests on their own.", "客户端不再自行发出请求。")
        }
        Dial::Requests(1) => {
            say!(language, "Clients now make 1 request a second.", "客户端现在每秒发出 1 个请求。")
        }
        Dial::Requests(rate) => {
            say!(
                language,
                "Clients now make {rate} requests a second.",
                "客户端现在每秒发出 {rate} 个请求。",
                [rate]
            )
        }
    }
}
