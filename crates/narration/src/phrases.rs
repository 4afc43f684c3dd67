//! Short phrases with numbers or names in them.

use crate::Language;
use crate::say::{say, word};
use cluster::{Envelope, Micros, Span};
use raft_core::{
    AppendEntries, Command, Count, Entry, Index, Message, Payload, RoleName, ServerId, ServerSet, Tally, Term,
};

/// `term 4`
#[must_use]
pub fn term(language: Language, number: u32) -> String {
    say!(language, "term {number}", "任期 {number}", [number])
}

/// Where an entry is, and what made it: `index 2, term 2`
#[must_use]
pub fn index_and_term(language: Language, index: Index, term: Term) -> String {
    say!(language, "index {index}, term {term}", "索引 {index}，任期 {term}", [index, term])
}

/// Over a column of the logs: `on 3 of 5`; in a joint configuration `on 2 of 3 and 3 of 5`
#[must_use]
pub fn stored_on(language: Language, copies: Tally) -> String {
    let sides = match language {
        Language::English => share(language, Unit::Servers, copies),
        Language::Chinese => list(language, copies.sides().map(fraction)),
    };
    say!(language, "on {sides}", "存于 {sides} 台", [sides])
}

/// The same where there is little room: `3/5`; in a joint configuration `2/3+3/5`
#[must_use]
pub fn fractions(tally: Tally) -> String {
    let mut sides = fraction(tally.old);
    if let Some(new) = tally.new {
        sides.push('+');
        sides.push_str(&fraction(new));
    }
    sides
}

fn fraction(count: Count) -> String {
    format!("{}/{}", count.reached.len(), count.of.len())
}

/// How far somebody has come in a lesson: `3 of 8`
#[must_use]
pub fn panels_seen(language: Language, seen: u32, of: u32) -> String {
    say!(language, "{seen} of {of}", "已看 {seen}/{of}", [seen, of])
}

/// How many questions were answered right: `2 of 3 right`
#[must_use]
pub fn score(language: Language, right: u32, of: u32) -> String {
    say!(language, "{right} of {of} right", "答对 {right}/{of}", [right, of])
}

/// `10 min`
#[must_use]
pub fn minutes(language: Language, minutes: u32) -> String {
    say!(language, "{minutes} min", "{minutes} 分钟", [minutes])
}

/// Where a lecture is: `part 2 of 7`
#[must_use]
pub fn lecture_part(language: Language, part: usize, of: usize) -> String {
    say!(language, "part {part} of {of}", "第 {part}/{of} 部分", [part, of])
}

/// What to have seen before a lesson: `After: Log replication`
#[must_use]
pub fn after_lessons(language: Language, titles: &[&str]) -> String {
    let titles = titles.join(crate::text(language).comma);
    say!(language, "After: {titles}", "先看：{titles}", [titles])
}

/// `5 moves: it still holds`
#[must_use]
pub fn moves_made(language: Language, moves: u32) -> String {
    match moves {
        1 => word!(language, "1 move: it still holds", "已走 1 步：它仍然成立").to_owned(),
        _ => say!(language, "{moves} moves: it still holds", "已走 {moves} 步：它仍然成立", [moves]),
    }
}

/// `Broken in 6 moves`
#[must_use]
pub fn broken_in(language: Language, moves: u32) -> String {
    match moves {
        1 => word!(language, "Broken in 1 move", "用 1 步破坏了它").to_owned(),
        _ => say!(language, "Broken in {moves} moves", "用 {moves} 步破坏了它", [moves]),
    }
}

/// `event 95`
#[must_use]
pub fn event_number(language: Language, number: u32) -> String {
    say!(language, "event {number}", "事件 {number}", [number])
}

/// Where one is between two panels: `Between (a) and (b)`
#[must_use]
pub fn way(language: Language, from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => {
            say!(language, "Between {from} and {to}", "{from} 与 {to} 之间", [from, to])
        }
        (Some(from), None) => say!(language, "After {from}", "{from} 之后", [from]),
        (None, Some(to)) => say!(language, "On the way to {to}", "正走向 {to}", [to]),
        (None, None) => String::new(),
    }
}

/// How much of that way is left: `Event 84: 11 more to (b).`
#[must_use]
pub fn way_left(language: Language, event: u32, left: Option<(u32, &str)>) -> String {
    match left {
        Some((left, to)) => {
            say!(
                language,
                "Event {event}: {left} more to {to}.",
                "事件 {event}，距 {to} 还有 {left} 个事件。",
                [event, left, to]
            )
        }
        None => say!(language, "Event {event}.", "事件 {event}。", [event]),
    }
}

/// Before a long history is played.
#[must_use]
pub fn long_history(language: Language, events: u32) -> String {
    say!(language, "{events} events of history come first.", "前面还有 {events} 个已发生的事件。", [events])
}

/// `95 events`
#[must_use]
pub fn events(language: Language, number: u32) -> String {
    match number {
        1 => word!(language, "1 event", "1 个事件").to_owned(),
        _ => say!(language, "{number} events", "{number} 个事件", [number]),
    }
}

/// `Show the moment (event 95)`
#[must_use]
pub fn show_moment(language: Language, event: u32) -> String {
    say!(language, "Show the moment (event {event})", "跳到那一刻（事件 {event}）", [event])
}

/// `2 rules off — not Raft`
#[must_use]
pub fn rules_off(language: Language, count: usize) -> String {
    match count {
        1 => word!(language, "1 rule off — not Raft", "1 条规则已关闭——不是 Raft").to_owned(),
        _ => say!(language, "{count} rules off — not Raft", "{count} 条规则已关闭——不是 Raft", [count]),
    }
}

/// `line 3, column 5`
#[must_use]
pub fn line_and_column(language: Language, line: usize, column: usize) -> String {
    say!(language, "line {line}, column {column}", "第 {line} 行第 {column} 列", [line, column])
}

/// The label of a panel: `(c)`. The same in both languages, as in the paper.
#[must_use]
pub fn panel_label(label: &str) -> String {
    ["(", label, ")"].concat()
}

/// A command as it is drawn: `x=1` becomes `x←1`. One with letters that run from right to left is isolated, between
/// marks of Unicode, so that it turns round nothing of the sentence it stands in.
#[must_use]
pub fn command(command: &Command) -> String {
    let drawn = command.as_str().replace('=', "←");
    let to_the_left = |letter| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    if drawn.contains(to_the_left) { ["\u{2068}", &drawn, "\u{2069}"].concat() } else { drawn }
}

/// What an entry carries, as it is drawn in a log.
#[must_use]
pub fn entry(language: Language, entry: &Entry) -> String {
    match entry.payload {
        Payload::Command(word) => command(&word),
        Payload::NoOp => crate::text(language).no_op.to_owned(),
        Payload::Configuration(configuration) => {
            let voters = configuration.voters;
            match configuration.next {
                None => voters.to_string(),
                Some(next) => format!("{voters} → {next}"),
            }
        }
    }
}

/// The same with its term: `y←2 from term 2`.
#[must_use]
pub fn entry_of_term(language: Language, entry: &Entry) -> String {
    let (name, term) = (self::entry(language, entry), entry.term);
    say!(language, "{name} from term {term}", "任期 {term} 的 {name}", [name, term])
}

/// `leader`
#[must_use]
pub fn role(language: Language, role: RoleName) -> &'static str {
    let text = crate::text(language);
    match role {
        RoleName::Leader => text.leader,
        RoleName::Candidate => text.candidate,
        RoleName::Follower => text.follower,
    }
}

/// `S2, S3 and S4`
#[must_use]
pub fn servers(language: Language, set: ServerSet) -> String {
    list(language, set.iter().map(|server| server.to_string()))
}

/// `a, b and c`
pub(crate) fn list(language: Language, items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    let (comma, and) = (word!(language, ", ", "、"), word!(language, " and ", "和"));
    match items.split_last() {
        None => crate::text(language).nobody.to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => {
            let joined = [&others.join(comma), and, last].concat();
            match language {
                Language::English => joined,
                Language::Chinese => spaced(&joined),
            }
        }
    }
}

/// `index 2`, `indexes 2 and 3`, `indexes 2 to 5`
pub(crate) fn indexes(language: Language, first: Index, last: Index) -> String {
    match last.0.saturating_sub(first.0) {
        0 => say!(language, "index {last}", "索引 {last}", [last]),
        1 => say!(language, "indexes {first} and {last}", "索引 {first} 和 {last}", [first, last]),
        _ => say!(language, "indexes {first} to {last}", "索引 {first} 到 {last}", [first, last]),
    }
}

/// What is counted: in Chinese the unit goes with the number.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    /// Servers.
    Servers,
    /// Votes.
    Votes,
}

/// How many of a configuration were counted: `3 of 5`; in a joint configuration of both sides:
/// `2 of 3 and 3 of 5`.
pub(crate) fn share(language: Language, unit: Unit, tally: Tally) -> String {
    let unit = match unit {
        Unit::Servers => "台",
        Unit::Votes => "票",
    };
    let side = |side: Count| {
        let (count, of) = (side.reached.len(), side.of.len());
        say!(language, "{count} of {of}", "{of} {unit}中的 {count} {unit}", [count, of, unit])
    };
    list(language, tally.sides().map(side))
}

/// One side of a count: `1 of 3, needs 2`
#[must_use]
pub fn counted_side(language: Language, side: Count) -> String {
    let (count, of, needed) = (side.reached.len(), side.of.len(), side.needed);
    say!(language, "{count} of {of}, needs {needed}", "{count}/{of}，需 {needed}", [count, of, needed])
}

/// Over the copies of an entry: `to commit index 3`
#[must_use]
pub fn to_commit(language: Language, index: Index) -> String {
    say!(language, "to commit index {index}", "提交索引 {index}", [index])
}

/// Over the votes of a candidate: `votes for S4`
#[must_use]
pub fn votes_for(language: Language, server: ServerId) -> String {
    say!(language, "votes for {server}", "{server} 的选票", [server])
}

/// `Add S6`
#[must_use]
pub fn add(language: Language, server: ServerId) -> String {
    say!(language, "Add {server}", "添加 {server}", [server])
}

/// `Ask S1 for S1, S2 and S3`
#[must_use]
pub fn ask_for(language: Language, server: ServerId, target: ServerSet) -> String {
    let target = servers(language, target);
    say!(language, "Ask {server} for: {target}", "请求 {server}：{target}", [server, target])
}

/// `S4 catches up: index 1 of 3`
#[must_use]
pub fn catches_up(language: Language, server: ServerId, reached: Index, goal: Index) -> String {
    say!(
        language,
        "{server} catches up: index {reached} of {goal}",
        "{server} 正在追赶：索引 {reached}/{goal}",
        [server, reached, goal]
    )
}

/// How many of a configuration are needed: `3`; in a joint configuration `2 of the old and 3 of
/// the new`.
pub(crate) fn needed(language: Language, tally: Tally) -> String {
    let old = tally.old.needed;
    match tally.new {
        None => old.to_string(),
        Some(new) => {
            let new = new.needed;
            say!(language, "{old} of the old and {new} of the new", "旧配置 {old}、新配置 {new}", [old, new])
        }
    }
}

/// What a message is, in a word: `RequestVote`, `heartbeat`, `refusal`.
#[must_use]
pub fn message_kind(language: Language, message: &Message) -> &'static str {
    match message {
        Message::RequestVote(_) => "RequestVote",
        Message::RequestVoteReply(reply) if reply.vote_granted => word!(language, "vote", "选票"),
        Message::AppendEntries(request) if request.entries.is_empty() => word!(language, "heartbeat", "心跳"),
        Message::AppendEntries(_) => "AppendEntries",
        Message::AppendEntriesReply(reply) if reply.success => word!(language, "answer", "回复"),
        Message::RequestVoteReply(_) | Message::AppendEntriesReply(_) => {
            word!(language, "refusal", "拒绝回复")
        }
    }
}

/// `S1’s RequestVote`, `S3’s vote`
#[must_use]
pub fn message_noun(language: Language, envelope: &Envelope) -> String {
    let (from, kind) = (envelope.id.from, message_kind(language, &envelope.message));
    spaced(&say!(language, "{from}’s {kind}", "{from} 的{kind}", [from, kind]))
}

/// Sets blanks as Chinese text has them, since sentences are put together from pieces: one between
/// a Chinese character and a Latin letter or a digit, none between two Chinese characters, none
/// beside wide punctuation. English text has nothing of the kind and stays as it is.
pub(crate) fn spaced(text: &str) -> String {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let is_wide = |c: char| matches!(c, '，' | '。' | '：' | '；' | '、' | '（' | '）' | '？');
    let is_latin = |c: char| c.is_ascii_alphanumeric();
    let mut spaced = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c == ' ' {
            let after = rest.peek().copied().unwrap_or(' ');
            if is_wide(before) || is_wide(after) || (is_han(before) && is_han(after)) {
                continue;
            }
        }
        if (is_han(before) && is_latin(c)) || (is_latin(before) && is_han(c)) {
            spaced.push(' ');
        }
        spaced.push(c);
        before = c;
    }
    spaced
}

/// `20 ms`, `1.5 ms`, `2 s`. The same in both languages.
#[must_use]
pub fn duration(time: Micros) -> String {
    let Micros(us) = time;
    if us >= 1_000_000 && us % 1_000_000 == 0 {
        return format!("{} s", us / 1_000_000);
    }
    let (ms, rest) = (us / 1000, us % 1000);
    if rest == 0 {
        return format!("{ms} ms");
    }
    let rest = format!("{rest:03}");
    format!("{ms}.{} ms", rest.trim_end_matches('0'))
}

/// What a server is still writing to disk, and to whom messages wait for that.
#[must_use]
pub fn writing(language: Language, ends: Micros, to: ServerSet) -> String {
    let ends = duration(ends);
    let still = say!(
        language,
        "Still writing to disk, until {ends}. A crash before that loses it.",
        "正在写盘，到 {ends} 完成；在此之前崩溃就会丢失。",
        [ends]
    );
    if to.is_empty() {
        return still;
    }
    let to = servers(language, to);
    let wait = say!(language, " Messages to {to} wait for it.", "发给 {to} 的消息在等待写盘完成。", [to]);
    [still, wait].concat()
}

/// `10 to 20 ms`
#[must_use]
pub fn span(language: Language, times: Span) -> String {
    let (min, max) = (duration(times.min), duration(times.max));
    if min == max {
        return max;
    }
    let min = match (min.strip_suffix(" ms"), max.ends_with(" ms")) {
        (Some(number), true) => number,
        _ => &min,
    };
    say!(language, "{min} to {max}", "{min} 到 {max}", [min, max])
}

/// The first and the last index that an AppendEntries carries entries for.
pub(crate) fn entry_range(request: &AppendEntries) -> (Index, Index) {
    let before = request.prev_log.index;
    let count = u32::try_from(request.entries.len()).unwrap_or(u32::MAX);
    (before.next(), Index(before.0.saturating_add(count)))
}
