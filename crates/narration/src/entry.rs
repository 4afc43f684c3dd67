//! What is known about an entry.

use crate::phrases::{entry_of_term, spaced};
use crate::say::say;
use crate::why::storing;
use crate::{Language, text};
use cluster::World;
use judge::{Commit, Judge, Property};
use raft_core::{Entry, Index, Server, ServerId, ServerSet, Term};

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

/// What is known about an entry now: its creator, the servers that store it, its commit, the servers
/// that know of the commit or have applied it, and what other servers have at its index.
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
    let on = match count {
        0 => words.nobody.to_owned(),
        _ => say!(language, "{stored} ({count} of {of})", "{stored}（{count}/{of} 台）", [stored, count, of]),
    };
    let mut facts = vec![
        created(language, judge, entry),
        fact(words.stored_here, &on),
        committed(language, judge, index, commit),
    ];
    for (field, read) in FIELDS {
        // A server with another entry at this index says nothing about this one.
        let reached = |server: &&Server| stored.contains(server.id()) && read(server) >= index;
        let servers: ServerSet = world.servers().iter().filter(reached).map(Server::id).collect();
        if commit.is_some() || !servers.is_empty() {
            let name = say!(language, "{field} ≥ {index} on", "{field} ≥ {index}", [field, index]);
            let none = servers.is_empty().then(|| words.nobody.to_owned());
            facts.push(fact(&name, &none.unwrap_or_else(|| servers.to_string())));
        }
    }
    let others = judge.column(world, index).groups.into_iter().filter(|group| group.entry != *entry);
    for group in others {
        let (other, servers) = (entry_of_term(language, &group.entry), group.servers);
        let there = say!(language, "{servers}: {other}", "{servers}：{other}", [servers, other]);
        facts.push(fact(words.elsewhere, &there));
    }
    facts
}

/// How far a server knows entries to be committed, and how far it has applied them.
type Reach = fn(&Server) -> Index;
const FIELDS: [(&str, Reach); 2] =
    [("commitIndex", Server::commit_index), ("lastApplied", Server::last_applied)];

fn fact(name: &str, value: &str) -> EntryFact {
    EntryFact { name: name.to_owned(), value: spaced(value), event: None }
}

/// The creator: only a term's leader creates entries in it, and there is only one leader.
fn created(language: Language, judge: &Judge, entry: &Entry) -> EntryFact {
    let (words, term) = (text(language), entry.term);
    match judge.election_in(term).filter(|_| judge.violation(Property::ElectionSafety).is_none()) {
        Some(election) => fact(words.created_by, &by(language, election.server, term)),
        None => fact(words.created, &say!(language, "in term {term}", "任期 {term}", [term])),
    }
}

fn by(language: Language, leader: ServerId, term: Term) -> String {
    say!(language, "{leader}, term {term}", "{leader}，任期 {term}", [leader, term])
}

fn committed(language: Language, judge: &Judge, index: Index, commit: Option<Commit>) -> EntryFact {
    let words = text(language);
    match (commit, judge.committed(index)) {
        (Some(commit), _) => EntryFact {
            event: Some(commit.event),
            ..fact(words.committed_by, &by(language, commit.leader, commit.term))
        },
        (None, Some(other)) => {
            let other = entry_of_term(language, &other.entry);
            fact(words.committed, &say!(language, "no: {other} is", "否：已提交的是 {other}", [other]))
        }
        (None, None) => fact(words.committed, words.no),
    }
}

/// What a server that does not store this entry, or no longer does, has in its place. `None` if it stores
/// the entry.
#[must_use]
pub fn entry_gone(language: Language, server: &Server, index: Index, entry: &Entry) -> Option<String> {
    let (me, last) = (server.id(), server.log().last_index());
    let line = match server.log().get(index) {
        Some(own) if own == entry => return None,
        Some(own) => {
            let own = entry_of_term(language, own);
            say!(
                language,
                "{me} does not have it now: at index {index} it has {own}.",
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
