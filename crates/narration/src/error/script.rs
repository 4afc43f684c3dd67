//! What is wrong with a script, in words: the board's, and the command line's.

use super::action_error;
use crate::Language;
use crate::phrases::{Unit, needed, share, spaced};
use crate::say::{say, word};
use cluster::MessageId;
use raft_core::{ServerId, Tally};
use script::ScriptError;
use script::error::{Candidate, ErrorKind, Expected, Found, NameKind};
use script::syntax::{Fact, MAX_BYTES, MAX_EVENTS, MAX_FINDINGS, MessageKind, Selector};

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

/// `3:7: message`, as compilers print it: without a full stop.
#[must_use]
pub fn located_script_error(language: Language, error: &ScriptError) -> String {
    let what = script_error_kind(language, &error.kind);
    format!("{}:{}: {}", error.line, error.column, what.trim_end_matches(['.', '。']))
}

/// The same without the place.
#[must_use]
pub fn script_error_kind(language: Language, kind: &ErrorKind) -> String {
    if let ErrorKind::Action(error) = kind {
        return action_error(language, error);
    }
    let mut text = mistake(language, kind);
    if !text.ends_with(['?', '？']) {
        text.push_str(word!(language, ".", "。"));
    }
    match language {
        Language::English => text,
        Language::Chinese => spaced(&text),
    }
}

fn mistake(l: Language, kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::TooLong { bytes } => say!(
            l,
            "the script has {bytes} bytes; at most {MAX_BYTES} are allowed",
            "脚本有 {bytes} 字节，最多 {MAX_BYTES} 字节",
            [bytes, MAX_BYTES]
        ),
        ErrorKind::Unexpected { found, expected, nearest } => {
            let (found, meant) = (found_here(l, found), meant(l, *nearest));
            let expected = list(l, expected.iter().map(|one| expected_here(l, one)), word!(l, "or", "或"));
            say!(
                l,
                "found {found}, expected {expected}{meant}",
                "这里是 {found}，应为 {expected}{meant}",
                [found, expected, meant]
            )
        }
        ErrorKind::TooManyCharacters { count, limit } => say!(
            l,
            "this has {count} characters; at most {limit} are allowed",
            "这里有 {count} 个字符，最多 {limit} 个",
            [count, limit]
        ),
        ErrorKind::InvisibleCharacter(c) => {
            let code = code_point(*c);
            say!(
                l,
                "an invisible character, `{code}`, is not allowed here",
                "这里不能有看不见的字符 `{code}`",
                [code]
            )
        }
        ErrorKind::NoServerName(word) => {
            let word = word.as_str();
            say!(
                l,
                "there is no server {word}; servers are S1 to S9",
                "没有服务器 {word}，服务器是 S1 到 S9",
                [word]
            )
        }
        ErrorKind::CommaAfterServer => {
            say!(l, "a list of servers has no commas", "服务器之间用空格，不用逗号")
        }
        ErrorKind::PauseIsForLessons => say!(
            l,
            "`pause` makes the lesson wait and stops no server; did you mean `crash`?",
            "`pause` 让课程停下来等待，不会停掉服务器；你是想写 `crash` 吗？"
        ),
        ErrorKind::UnclosedQuote => say!(l, "this quote is never closed", "这个引号没有配对"),
        ErrorKind::NumberTooLarge { limit } => {
            let limit = limit.to_string();
            say!(l, "this number is too large; at most {limit} is allowed", "数字太大，最多 {limit}", [limit])
        }
        ErrorKind::UnknownServer(id) => {
            say!(l, "{id} is not among this script's servers", "这个脚本的服务器中没有 {id}", [id])
        }
        ErrorKind::ServerTwice(id) => {
            say!(l, "{id} is already in this list", "{id} 在列表中出现了两次", [id])
        }
        ErrorKind::Itself(id) => say!(l, "{id} has no link to itself", "{id} 没有通向自己的链路", [id]),
        ErrorKind::OneGroup => say!(
            l,
            "a partition needs at least two groups, with `|` between them",
            "分区至少需要两组，用 `|` 隔开"
        ),
        ErrorKind::NameTaken { what, name, line } => {
            let (what, name) = (named(l, *what), name.as_str());
            match line {
                0 => say!(
                    l,
                    "the {what} `{name}` exists from the beginning",
                    "{what} `{name}` 一开始就有",
                    [what, name]
                ),
                _ => say!(
                    l,
                    "the {what} `{name}` is already defined in line {line}",
                    "{what} `{name}` 已在第 {line} 行出现",
                    [what, name, line]
                ),
            }
        }
        ErrorKind::UnknownName { name, nearest } => {
            let (name, meant) = (name.as_str(), meant(l, nearest.as_ref().map(script::Name::as_str)));
            say!(
                l,
                "no panel or mark before this line is called `{name}`{meant}",
                "在此之前没有名为 `{name}` 的画面或标记{meant}",
                [name, meant]
            )
        }
        ErrorKind::NotSo { .. } | ErrorKind::IsSo(_) | ErrorKind::Possible | ErrorKind::Violation { .. } => {
            finding(l, kind)
        }
        _ => prose(l, kind).map_or_else(|| failure(l, kind), str::to_owned),
    }
}

/// What is wrong with what a lesson says and asks in its script.
fn prose(l: Language, kind: &ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NoPanel => word!(
            l,
            "this belongs to no panel, since something has happened after the last; begin one with `panel NAME` first",
            "上一个画面之后已经发生了别的事，这里的文字不属于任何画面；请先用 `panel NAME` 开始新的画面"
        ),
        ErrorKind::NoQuestion => word!(
            l,
            "an answer comes directly after its question, `ask KEY \"...\"`, or after another answer",
            "答案必须紧接在问题 `ask KEY \"...\"` 或另一个答案之后"
        ),
        ErrorKind::Answers { .. } => {
            word!(l, "a question needs two to six answers", "一个问题需要二到六个答案")
        }
        ErrorKind::RightAnswers { count: 0 } => word!(
            l,
            "none of the answers is right; begin one of them with `right`",
            "没有正确答案；请用 `right` 写出其中一个"
        ),
        ErrorKind::RightAnswers { .. } => {
            word!(l, "only one answer of a question can be right", "一个问题只能有一个正确答案")
        }
        _ => return None,
    })
}

/// What went wrong when a line was played.
fn failure(l: Language, kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::NoMessage { selector, under_way } => no_message(l, selector, under_way),
        ErrorKind::ManyMessages { selector, matching } => many_messages(l, selector, matching),
        ErrorKind::NothingToLose => {
            say!(l, "no such message is under way, so none can be dropped", "途中没有这样的消息，无从丢弃")
        }
        ErrorKind::NeedsStepped => say!(
            l,
            "this needs stepped running; while the clock runs, messages move on their own",
            "这一行只能逐步运行：时钟走动时，消息会自行移动"
        ),
        ErrorKind::Unreachable { from, to } => {
            say!(l, "the link {from}->{to} is cut", "链路 {from}->{to} 已切断", [from, to])
        }
        ErrorKind::ReachesNobody(id) => {
            say!(l, "{id} cannot reach any other server that is up", "{id} 联系不上任何运行中的服务器", [id])
        }
        ErrorKind::NotGranted { candidate, voter } => say!(
            l,
            "{voter} did not vote for {candidate}",
            "{voter} 没有投票给 {candidate}",
            [voter, candidate]
        ),
        ErrorKind::NotElected { candidate, votes } => not_elected(l, *candidate, *votes),
        ErrorKind::LostLeadership { leader, term } => say!(
            l,
            "{leader} no longer leads term {term}",
            "{leader} 不再是任期 {term} 的领导者",
            [leader, term]
        ),
        ErrorKind::NotConverging { leader, follower } => say!(
            l,
            "{follower}'s log does not become {leader}'s, however often {leader} sends",
            "无论 {leader} 发送多少次，{follower} 的日志都不会与它一致",
            [leader, follower]
        ),
        ErrorKind::NotSettling => {
            say!(l, "messages cause more messages endlessly", "消息不断引发新的消息，没有尽头")
        }
        ErrorKind::NotReached { negated: true, fact, .. } => {
            let fact = fact.to_string();
            say!(l, "`{fact}` was true the whole time", "在这段时间内 `{fact}` 一直成立", [fact])
        }
        ErrorKind::NothingDown => {
            say!(l, "no server is down, so none can be restarted", "没有宕机的服务器，无从重启")
        }
        ErrorKind::TooManyFindings => say!(
            l,
            "more than {MAX_FINDINGS} findings; only these are listed",
            "问题超过 {MAX_FINDINGS} 个，只列出这些",
            [MAX_FINDINGS]
        ),
        ErrorKind::NotReached { negated: false, fact, actual } => {
            let (fact, instead) = (fact.to_string(), instead(l, actual));
            say!(
                l,
                "`{fact}` did not come true within this time{instead}",
                "在这段时间内 `{fact}` 没有成立{instead}",
                [fact, instead]
            )
        }
        ErrorKind::TooManyEvents => {
            say!(
                l,
                "the run has more than {MAX_EVENTS} events",
                "运行超过了 {MAX_EVENTS} 个事件",
                [MAX_EVENTS]
            )
        }
        _ => String::new(),
    }
}

/// Which votes a candidate has, and how many it needs, on each side of its configuration.
fn not_elected(l: Language, candidate: ServerId, tally: Tally) -> String {
    let needs = needed(l, tally);
    if tally.new.is_some() {
        let has = share(l, Unit::Votes, tally);
        return say!(
            l,
            "{candidate} is not elected: it has {has} votes, and needs {needs}",
            "{candidate} 没有当选：它有{has}，需要{needs} 票",
            [candidate, has, needs]
        );
    }
    let votes = tally.old.reached.len();
    say!(
        l,
        "{candidate} is not elected: it has {votes} of the {needs} votes it needs",
        "{candidate} 没有当选：它有 {votes} 票，需要 {needs} 票",
        [candidate, votes, needs]
    )
}

fn no_message(l: Language, selector: &Selector, under_way: &[Candidate]) -> String {
    let selector = selector.to_string();
    if under_way.is_empty() {
        return say!(
            l,
            "no `{selector}` is under way; nothing is",
            "途中没有 `{selector}`，也没有别的消息",
            [selector]
        );
    }
    let others = candidates(l, under_way);
    say!(
        l,
        "no `{selector}` is under way; there are: {others}",
        "途中没有 `{selector}`，只有：{others}",
        [selector, others]
    )
}

fn many_messages(l: Language, selector: &Selector, matching: &[Candidate]) -> String {
    let (count, selector, them) = (matching.len(), selector.to_string(), candidates(l, matching));
    say!(
        l,
        "{count} messages match `{selector}`: {them}; add a filter: `term N`, `entries N`, `1st`, `2nd`",
        "有 {count} 条消息符合 `{selector}`：{them}。请加上条件：`term N`、`entries N`、`1st`、`2nd`",
        [count, selector, them]
    )
}

/// What a check found.
fn finding(l: Language, kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::NotSo { fact, actual } => {
            let (fact, instead) = (fact.to_string(), instead(l, actual));
            say!(l, "expected `{fact}`{instead}", "期望 `{fact}`{instead}", [fact, instead])
        }
        ErrorKind::IsSo(fact) => {
            let fact = fact.to_string();
            say!(l, "expected `{fact}` not to be so, but it is", "期望 `{fact}` 不成立，但它成立", [fact])
        }
        ErrorKind::Possible => {
            say!(l, "this should be impossible, but it can be done", "这本应不可能，却做成了")
        }
        ErrorKind::Violation { property, event } => {
            let word = property.name();
            let name = match l {
                Language::English => word,
                Language::Chinese => crate::property_text(l, *property).name,
            };
            say!(
                l,
                "{name} is violated in event {event}, and no `expect violation {word}` follows",
                "{name}在事件 {event} 被破坏，而后面没有 `expect violation {word}`",
                [name, event, word]
            )
        }
        _ => String::new(),
    }
}

/// `U+202E`
fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

fn meant(l: Language, nearest: Option<&str>) -> String {
    nearest
        .map_or(String::new(), |word| say!(l, "; did you mean `{word}`?", "；你是想写 `{word}` 吗？", [word]))
}

fn instead(l: Language, actual: &[Fact]) -> String {
    if actual.is_empty() {
        return String::new();
    }
    let actual = list(l, actual.iter().map(|fact| quoted(l, &fact.to_string())), word!(l, "and", "和"));
    say!(l, "; instead: {actual}", "，实际是 {actual}", [actual])
}

fn candidates(l: Language, messages: &[Candidate]) -> String {
    let quoted = |message: &Candidate| quoted(l, &selector(message));
    list(l, messages.iter().map(quoted), word!(l, "and", "和"))
}

/// A message as a script could select it: `AppendEntries S1->S2 term 1 entries 3`.
fn selector(message: &Candidate) -> String {
    let MessageId { from, to, .. } = message.id;
    let mut text = format!("{} {from}->{to} term {}", message.kind.name(), message.term);
    if message.kind == MessageKind::AppendEntries {
        text.push_str(&format!(" entries {}", message.entries));
    }
    text
}

/// A script's own words in a list: in Chinese they need marks to stand out.
fn quoted(l: Language, code: &str) -> String {
    say!(l, "{code}", "`{code}`", [code])
}

/// More than so many are cut short.
const LONGEST_LIST: usize = 12;

fn list(l: Language, items: impl Iterator<Item = String>, last: &str) -> String {
    let mut items: Vec<String> = items.collect();
    let more = items.len().saturating_sub(LONGEST_LIST);
    items.truncate(LONGEST_LIST);
    let tail = if more == 0 { items.pop().unwrap_or_default() } else { String::new() };
    let first = items.join(word!(l, ", ", "、"));
    match (items.is_empty(), more) {
        (true, _) => tail,
        (false, 0) => say!(l, "{first} {last} {tail}", "{first} {last} {tail}", [first, last, tail]),
        (false, more) => {
            say!(l, "{first} {last} {more} more", "{first} 等（还有 {more} 个）", [first, last, more])
        }
    }
}

fn found_here(l: Language, found: &Found) -> String {
    match found {
        Found::EndOfLine => word!(l, "the end of the line", "行尾").to_owned(),
        Found::EndOfScript => word!(l, "the end of the script", "脚本末尾").to_owned(),
        Found::Word(text) | Found::Sign(text) => ["`", &shortened(text), "`"].concat(),
        Found::Quoted(text) => ["\"", &shortened(text), "\""].concat(),
    }
}

/// The beginning of a text that may be very long, without control characters.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    let mut short: String = text.chars().take(LONGEST).map(plain).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

fn expected_here(l: Language, expected: &Expected) -> String {
    match expected {
        Expected::Exactly(word) => return ["`", word, "`"].concat(),
        Expected::Number(0) => word!(l, "a number", "数字"),
        Expected::Number(least) => {
            return say!(l, "a number of at least {least}", "不小于 {least} 的数字", [least]);
        }
        Expected::Command => word!(l, "a command", "命令"),
        Expected::ActOrBundle => word!(l, "something that can happen", "能够发生的事"),
        Expected::Act => word!(l, "something that can happen at a time", "能在某一时刻发生的事"),
        Expected::Fact => word!(l, "a fact", "事实"),
        Expected::Server => word!(l, "a server such as `S1`", "服务器，例如 `S1`"),
        Expected::Message => word!(
            l,
            "a message: `RequestVote`, `AppendEntries` or `reply`",
            "消息：`RequestVote`、`AppendEntries` 或 `reply`"
        ),
        Expected::Ordinal => word!(l, "a place such as `2nd`", "序号，例如 `2nd`"),
        Expected::Time => word!(
            l,
            "a time in whole `us`, `ms` or `s` such as `150ms`",
            "以 `us`、`ms` 或 `s` 为单位的整数时间，例如 `150ms`"
        ),
        Expected::Percent => word!(l, "a share such as `5%`", "比例，例如 `5%`"),
        Expected::Rate => word!(l, "a rate such as `10/s`", "速率，例如 `10/s`"),
        Expected::Name => {
            word!(
                l,
                "a name of letters, digits, `-` and `_` that begins with a letter or a digit",
                "以字母或数字开头，由字母、数字、`-` 和 `_` 组成的名字"
            )
        }
        Expected::Label => word!(l, "a label in quotes", "引号中的标签"),
        Expected::Wording => word!(
            l,
            "a text in quotes, such as `\"Yes\"` or `en \"Yes\" zh \"是\"`",
            "引号中的文字，例如 `\"是\"` 或 `en \"Yes\" zh \"是\"`"
        ),
        Expected::Language => {
            word!(l, "a language, `en` or `zh`, each at most once", "语言 `en` 或 `zh`，每种最多一次")
        }
        Expected::ClientCommand => {
            word!(l, "a command of at most 12 bytes such as `x=1`", "最多 12 字节的命令，例如 `x=1`")
        }
        Expected::Rule => word!(l, "a rule", "规则"),
        Expected::Property => word!(l, "a property", "性质"),
        Expected::Role => {
            word!(
                l,
                "`follower`, `candidate`, `leader` or `down`",
                "`follower`、`candidate`、`leader` 或 `down`"
            )
        }
        Expected::Verb => word!(l, "a decision such as `refused`", "决定，例如 `refused`"),
        Expected::Dial => word!(l, "a dial such as `latency`", "调节项，例如 `latency`"),
        Expected::Link => word!(l, "a link such as `S1->S2`", "链路，例如 `S1->S2`"),
        Expected::EndOfLine => word!(l, "the end of the line", "行尾"),
    }
    .to_owned()
}

fn named(l: Language, what: NameKind) -> &'static str {
    match what {
        NameKind::Moment => word!(l, "panel or mark", "画面或标记"),
        NameKind::Branch => word!(l, "branch", "分支"),
        NameKind::Ask => word!(l, "question", "问题"),
    }
}
