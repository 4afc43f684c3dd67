//! Why an entry is not committed now, as the leader sees it.

use super::{Answer, Why};
use crate::Language;
use crate::phrases::{entry_of_term, needed};
use crate::say::say;
use cluster::World;
use raft_core::{Entry, Index, Rule, Server, ServerId, ServerSet};

/// Why the entry that a server stores, or has stored, is not committed now; of one that
/// `is_committed`, why the leader does not know it.
#[must_use]
pub fn why_not_committed(
    language: Language,
    world: &World,
    (server, index, entry): (ServerId, Index, &Entry),
    is_committed: bool,
) -> Why {
    let leader = world.leader();
    let me = leader.map_or(server, Server::id);
    let mut answer = Answer::of(language, me, world.rules());
    let name = crate::phrases::entry(language, entry);
    answer.ask(if is_committed {
        say!(
            language,
            "Why does {me} not know that {name} is committed?",
            "{me} 为什么不知道 {name} 已提交？",
            [me, name]
        )
    } else {
        say!(language, "Why is {name} not committed?", "{name} 为什么没有提交？", [name])
    });
    let rule = match leader {
        Some(leader) => answer.as_leader_counts(world, leader, index, entry),
        None => {
            answer.check(say!(language, "a server leads, and counts copies", "有领导者在清点副本"), false);
            None
        }
    };
    answer.by(rule, rule.map_or("5.3", Rule::section))
}

impl Answer {
    /// The conditions for committing by counting. Returns the rule of the one that matters
    /// most: more copies do not help an entry from an earlier term.
    fn as_leader_counts(
        &mut self,
        world: &World,
        leader: &Server,
        index: Index,
        entry: &Entry,
    ) -> Option<Rule> {
        let (l, me, term) = (self.language, self.me, leader.current_term());
        let electorate = leader.electorate(self.rules);
        let nobody = electorate.majorities(ServerSet::EMPTY);
        let needs = needed(l, nobody);
        self.fact(match (nobody.new, nobody.old.of.len()) {
            (None, of) => say!(
                l,
                "{me} leads term {term}, needs {needs} of {of}",
                "{me} 是任期 {term} 的领导者，需要 {of} 台中的 {needs} 台",
                [me, term, needs, of]
            ),
            _ => say!(
                l,
                "{me} leads term {term}, needs {needs}",
                "{me} 是任期 {term} 的领导者，需要{needs}",
                [me, term, needs]
            ),
        });
        let own = leader.log().get(index);
        if own != Some(entry) {
            self.lacks(leader, index, own);
            return None;
        }
        let known = leader.known_to_store(self.rules, index);
        self.stored(known, electorate);
        self.unknown_copies(storing(world, index, entry).without(known));
        self.own_term(entry.term, term);
        let old = entry.term != term;
        let counts_old = !self.rules.has(Rule::CommitOnlyCurrentTerm);
        if old && !counts_old {
            self.fact(say!(
                l,
                "an entry from term {term} on a majority would commit it too",
                "任期 {term} 的条目一旦存于多数派，它也随之提交",
                [term]
            ));
        }
        if (old && counts_old) || !self.rules.has(Rule::MajorityToCommit) {
            self.rule_is_off();
        }
        match leader.commit_hold(self.rules, index) {
            None => {
                self.fact(say!(
                    l,
                    "{me} counts again when the next answer arrives",
                    "{me} 收到下一个回复时会再清点",
                    [me]
                ));
                None
            }
            Some(_) if old && !counts_old => Some(Rule::CommitOnlyCurrentTerm),
            Some(_) => Some(Rule::MajorityToCommit),
        }
    }

    /// A leader counts only copies of entries in its own log.
    fn lacks(&mut self, leader: &Server, index: Index, own: Option<&Entry>) {
        let (l, me) = (self.language, self.me);
        self.check(say!(l, "{me} stores it itself", "{me} 自己存有它", [me]), false);
        let last = leader.log().last_index();
        self.fact(match own {
            Some(own) => {
                let own = entry_of_term(l, own);
                say!(
                    l,
                    "{me} has {own} at index {index}",
                    "{me} 在索引 {index} 处存的是 {own}",
                    [me, own, index]
                )
            }
            None => say!(l, "{me}’s log ends at index {last}", "{me} 的日志只到索引 {last}", [me, last]),
        });
    }

    /// The servers that store it without the leader knowing.
    fn unknown_copies(&mut self, servers: ServerSet) {
        let me = self.me;
        if !servers.is_empty() {
            self.fact(say!(
                self.language,
                "on {servers} too: {me} does not know",
                "{servers} 也存有它，{me} 还不知道",
                [servers, me]
            ));
        }
    }
}

/// The servers that store this entry at this index, up or down.
pub(crate) fn storing(world: &World, index: Index, entry: &Entry) -> ServerSet {
    let stores = |server: &&Server| server.log().get(index) == Some(entry);
    world.servers().iter().filter(stores).map(Server::id).collect()
}
