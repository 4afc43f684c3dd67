//! Short phrases with numbers or names in them.

use crate::Language;
use raft_core::{Command, Entry, Payload, RoleName, ServerId, ServerSet};

/// Says the same in both languages: two format strings side by side, of which one is used. Names
/// in braces are variables in scope, checked by the compiler.
macro_rules! say {
    ($language:expr, $english:literal, $chinese:literal $(,)?) => {
        match $language {
            $crate::Language::English => format!($english),
            $crate::Language::Chinese => format!($chinese),
        }
    };
}
pub(crate) use say;

/// `term 4`
#[must_use]
pub fn term(language: Language, number: u32) -> String {
    say!(language, "term {number}", "任期 {number}")
}

/// Over a column of the logs: `on 3 of 5`
#[must_use]
pub fn stored_on(language: Language, count: usize, of: usize) -> String {
    say!(language, "on {count} of {of}", "存于 {count}/{of} 台")
}

/// `event 95`
#[must_use]
pub fn event_number(language: Language, number: u32) -> String {
    say!(language, "event {number}", "事件 {number}")
}

/// `2 rules off — not Raft`
#[must_use]
pub fn rules_off(language: Language, count: usize) -> String {
    match (language, count) {
        (Language::English, 1) => "1 rule off — not Raft".to_owned(),
        _ => say!(language, "{count} rules off — not Raft", "{count} 条规则已关闭——不是 Raft"),
    }
}

/// `line 3, column 5`
#[must_use]
pub fn line_and_column(language: Language, line: usize, column: usize) -> String {
    say!(language, "line {line}, column {column}", "第 {line} 行第 {column} 列")
}

/// The label of a panel: `(c)`. The same in both languages, as in the paper.
#[must_use]
pub fn panel_label(label: &str) -> String {
    ["(", label, ")"].concat()
}

/// A command as it is drawn: `x=1` becomes `x←1`.
#[must_use]
pub fn command(command: &Command) -> String {
    command.as_str().replace('=', "←")
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

/// `S2, S3 and S4`, in the order given.
pub(crate) fn servers_in_order(language: Language, order: &[ServerId]) -> String {
    list(language, order.iter().map(ToString::to_string))
}

/// `a, b and c`
pub(crate) fn list(language: Language, items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    let (comma, and) = language.pick((", ", " and "), ("、", " 和 "));
    match items.split_last() {
        None => crate::text(language).nobody.to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => [&others.join(comma), and, last].concat(),
    }
}
