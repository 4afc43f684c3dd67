//! What is known about an entry.

use crate::phrases::{entry_of_term, spaced};
use crate::say::say;
use crate::why::storing;
use crate::{Language, text};
use cluster::World;
use judge::{Commit, Judge, Property};
use raft_core::{Entry, Index, Server, ServerId, ServerSet};

/// Something that is known about an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryFact {
    /// What it is about: "stored on".
    pub name: String,
    /// What is so: "S1 S2 S3 (3 of 5)".
    pub value: String,
    /// The event in which it became so, where one did.
    pub event: Option<u32>,
}

/// The commitment of this very entry, if there was one.
#[must_use]
pub fn commitment(judge: &Judge, index: Index, entry: &Entry) -> Option<Commit> {
    judge.commits(index).find(|commit| commit.entry == *entry)
}

/// What is known about an entry now: who made it, who stores it, who committed it, who knows that,
/// who has applied it.
#[must_use]
pub fn entry_facts(
    language: Language,
    world: &World,
    judge: &Judge,
    index: Index,
    entry: &Entry,
) -> Vec<EntryFact> {
    let words = text(language);
    let stored = storing(world, index, entry);
    let (count, of) = (stored.len(), world.servers().len());
    let commit = commitment(judge, index, entry);
    // Where another entry of the same term may stand, a server's field is not about this entry.
    let reached = |read: fn(&Server) -> Index| -> ServerSet {
        let has = |server: &&Server| stored.contains(server.id()) && read(server) >= index;
        world.servers().iter().filter(has).map(Server::id).collect()
    };
    let fact =
        |name: &str, value: String| EntryFact { name: name.to_owned(), value: spaced(&value), event: None };
    let at_least =
        |field: &str| say!(language, "{field} ≥ {index} on", "{field} ≥ {index} 的服务器", [field, index]);
    let mut facts = vec![
        fact(words.created, created(language, judge, entry)),
        fact(
            words.stored_here,
            match count {
                0 => words.nobody.to_owned(),
                _ => say!(
                    language,
                    "{stored} ({count} of {of})",
                    "{stored}（{of} 台中的 {count} 台）",
                    [stored, count, of]
                ),
            },
        ),
        EntryFact {
            event: commit.map(|commit| commit.event),
            ..fact(words.committed, committed(language, judge, index, commit))
        },
        fact(&at_least("commitIndex"), named(language, reached(Server::commit_index))),
        fact(&at_least("lastApplied"), named(language, reached(Server::last_applied))),
    ];
    let others: Vec<String> = judge
        .column(world, index)
        .groups
        .iter()
        .filter(|group| group.entry != *entry)
        .map(|group| {
            let (other, servers) = (entry_of_term(language, &group.entry), group.servers);
            say!(language, "{other} on {servers}", "{servers}：{other}", [other, servers])
        })
        .collect();
    if !others.is_empty() {
        facts.push(fact(words.other_entries, others.join(language.pick("; ", "；"))));
    }
    facts
}

fn named(language: Language, servers: ServerSet) -> String {
    if servers.is_empty() { text(language).nobody.to_owned() } else { servers.to_string() }
}

/// "in term 2 by S1": only a term's leader makes entries of it, and there is only one.
fn created(language: Language, judge: &Judge, entry: &Entry) -> String {
    let term = entry.term;
    match judge.election_in(term).filter(|_| judge.violation(Property::ElectionSafety).is_none()) {
        Some(election) => by(language, term.0, election.server),
        None => say!(language, "in term {term}", "任期 {term}", [term]),
    }
}

fn by(language: Language, term: u32, leader: ServerId) -> String {
    say!(language, "in term {term} by {leader}", "任期 {term}，由 {leader}", [term, leader])
}

fn committed(language: Language, judge: &Judge, index: Index, commit: Option<Commit>) -> String {
    match (commit, judge.committed(index)) {
        (Some(commit), _) => by(language, commit.term.0, commit.leader),
        (None, Some(other)) => {
            let other = entry_of_term(language, &other.entry);
            say!(language, "no: {other} is", "否：已提交的是 {other}", [other])
        }
        (None, None) => text(language).not_committed.to_owned(),
    }
}

/// What stands on a server where this entry is not, or not any more. `None` if it stores it.
#[must_use]
pub fn entry_gone(language: Language, server: &Server, index: Index, entry: &Entry) -> Option<String> {
    let (me, last) = (server.id(), server.log().last_index());
    let line = match server.log().get(index) {
        Some(own) if own == entry => return None,
        Some(own) => {
            let own = entry_of_term(language, own);
            say!(
                language,
                "{me} does not have it now: at index {index} stands {own}.",
                "{me} 现在没有它：索引 {index} 处是 {own}。",
                [me, index, own]
            )
        }
        None => say!(
            language,
            "{me} does not have it now: its log ends at index {last}.",
            "{me} 现在没有它：日志只到索引 {last}。",
            [me, last]
        ),
    };
    Some(spaced(&line))
}
