//! What a client knows about its request, and what is true of it.

use crate::Language;
use crate::phrases::{entry, servers};
use crate::say::{say, word};
use judge::{Fate, Request, Status};
use raft_core::ServerSet;

/// What a client may conclude, in a word: `acknowledged`, `unknown`, `superseded`.
#[must_use]
pub fn client_status(language: Language, fate: &Fate) -> &'static str {
    match fate.status {
        Status::Acknowledged { .. } if fate.is_lost() => {
            word!(language, "acknowledged, and lost", "已答复，却丢失了")
        }
        Status::Acknowledged { .. } => word!(language, "acknowledged", "已答复"),
        Status::Unknown { .. } => word!(language, "unknown", "未知"),
        Status::Superseded => word!(language, "superseded", "已被取代"),
    }
}

/// What the client has heard of the leader that took its request, or can still hear.
#[must_use]
pub fn client_heard(language: Language, request: &Request, fate: &Fate) -> String {
    let Request { server, term, .. } = request;
    match fate.status {
        Status::Acknowledged { .. } => {
            say!(language, "{server} has applied it", "{server} 已应用它", [server])
        }
        Status::Superseded => say!(language, "{server} has not answered", "{server} 没有答复", [server]),
        Status::Unknown { awaited: true } => {
            say!(language, "{server} may still answer", "{server} 还可能答复", [server])
        }
        Status::Unknown { awaited: false } => {
            say!(
                language,
                "{server} no longer leads term {term}",
                "{server} 不再是任期 {term} 的领导者",
                [server, term]
            )
        }
    }
}

/// What is true of the request's entry, whatever its client knows. `stored`: the servers that have
/// it in their logs now.
#[must_use]
pub fn client_truth(language: Language, request: &Request, fate: &Fate, stored: ServerSet) -> String {
    let index = request.index;
    match (fate.replaced, fate.committed) {
        (Some(other), done) => {
            let other = entry(language, &other.entry);
            if done.is_some() {
                say!(
                    language,
                    "In truth: it was committed, and then {other} was",
                    "事实：它曾已提交，后来提交了 {other}",
                    [other]
                )
            } else {
                say!(
                    language,
                    "In truth: {other} is committed at index {index}",
                    "事实：索引 {index} 提交的是 {other}",
                    [other, index]
                )
            }
        }
        (None, Some(_)) => word!(language, "In truth: committed", "事实：已提交").to_owned(),
        (None, None) if stored.is_empty() => {
            word!(language, "In truth: in no log now, not committed", "事实：现在不在任何日志中，未提交")
                .to_owned()
        }
        (None, None) => {
            let stored = servers(language, stored);
            say!(language, "In truth: on {stored}, not committed", "事实：存于 {stored}，未提交", [stored])
        }
    }
}
