//! The five properties of Figure 3, and what shows that one is broken.

use crate::phrases::{entry, spaced};
use crate::say::{say, word};
use crate::{Language, text};
use judge::{Commit, Election, Evidence, Property, Violation};
use raft_core::{Entry, Index, ServerId, Term};

/// A property in words.
#[derive(Debug)]
pub struct PropertyText {
    /// Its name.
    pub name: &'static str,
    /// What it says, in a sentence.
    pub definition: &'static str,
}

/// A property in words.
#[must_use]
pub fn property_text(language: Language, property: Property) -> PropertyText {
    let (name, definition) = match property {
        Property::ElectionSafety => (
            word!(language, "Election Safety", "选举安全性"),
            word!(language, "At most one leader is elected in a term.", "一个任期最多选出一个领导者。"),
        ),
        Property::LeaderAppendOnly => (
            word!(language, "Leader Append-Only", "领导者只追加"),
            word!(
                language,
                "A leader never overwrites or deletes entries in its log; it only appends new ones.",
                "领导者从不覆盖或删除自己日志中的条目，只追加新条目。"
            ),
        ),
        Property::LogMatching => (
            word!(language, "Log Matching", "日志匹配"),
            word!(
                language,
                "If two logs have an entry with the same index and term, they are identical up to and including that index.",
                "如果两份日志在同一索引有同一任期的条目，那么从开头到该索引（含），两份日志完全相同。"
            ),
        ),
        Property::LeaderCompleteness => (
            word!(language, "Leader Completeness", "领导者完整性"),
            word!(
                language,
                "An entry committed in a term is in the logs of the leaders of all higher terms.",
                "在某个任期提交的条目，存在于所有更高任期的领导者的日志中。"
            ),
        ),
        Property::StateMachineSafety => (
            word!(language, "State Machine Safety", "状态机安全性"),
            word!(
                language,
                "If a server has applied an entry at an index, no server ever applies a different one there.",
                "如果一台服务器在某个索引应用了一个条目，就不会有服务器在该索引应用别的条目。"
            ),
        ),
    };
    PropertyText { name, definition }
}

/// What has to happen for a property to break: "Two leaders in one term".
#[must_use]
pub fn goal_name(language: Language, property: Property) -> &'static str {
    let words = text(language);
    match property {
        Property::ElectionSafety => words.break_election_safety,
        Property::LeaderAppendOnly => words.break_leader_append_only,
        Property::LogMatching => words.break_log_matching,
        Property::LeaderCompleteness => words.break_leader_completeness,
        Property::StateMachineSafety => words.break_state_machine_safety,
    }
}

/// What shows that a property is broken, in a sentence.
#[must_use]
pub fn violation(language: Language, violation: &Violation) -> String {
    spaced(&evidence(language, &violation.evidence))
}

fn evidence(l: Language, evidence: &Evidence) -> String {
    match evidence {
        Evidence::ElectionSafety { first, second } => two_elections(l, first, second),
        Evidence::LeaderAppendOnly { leader, term, index, before, after } => {
            let changed = (*index, before, after.as_ref());
            changed_own_log(l, *leader, *term, changed)
        }
        Evidence::LogMatching { servers: [one, other], agree, term, differ, entries } => {
            let (ones, others) = (with_term(l, &entries[0]), with_term(l, &entries[1]));
            say!(
                l,
                "{one} and {other} both have an entry from term {term} at index {agree}, but at index {differ} {one} has {ones} and {other} has {others}.",
                "{one} 和 {other} 在索引 {agree} 都有任期 {term} 的条目，但在索引 {differ}，{one} 的是 {ones}，{other} 的是 {others}。",
                [one, other, term, agree, differ, ones, others]
            )
        }
        Evidence::LeaderCompleteness { commit, leader, found } => {
            lacks_commit(l, commit, leader, found.as_ref())
        }
        Evidence::StateMachineSafety { index, first, second } => {
            let (one, other) = (first.server, second.server);
            let (ones, others) = (with_term(l, &first.entry), with_term(l, &second.entry));
            let (before, after) = (first.event, second.event);
            say!(
                l,
                "At index {index} {one} applied {ones} (event {before}), and {other} applied {others} (event {after}).",
                "在索引 {index}，{one} 应用了 {ones}（事件 {before}），{other} 应用了 {others}（事件 {after}）。",
                [index, one, ones, before, other, others, after]
            )
        }
    }
}

pub(crate) fn two_elections(l: Language, first: &Election, second: &Election) -> String {
    let (term, one, other) = (first.term, first.server, second.server);
    let (before, after) = (first.event, second.event);
    if one == other {
        return say!(
            l,
            "{one} was elected twice in term {term} (events {before} and {after}).",
            "{one} 在任期 {term} 当选了两次（事件 {before} 和 {after}）。",
            [one, term, before, after]
        );
    }
    say!(
        l,
        "{one} and {other} were both elected in term {term} (events {before} and {after}).",
        "{one} 和 {other} 都在任期 {term} 当选（事件 {before} 和 {after}）。",
        [one, other, term, before, after]
    )
}

fn changed_own_log(
    l: Language,
    leader: ServerId,
    term: Term,
    (index, before, after): (Index, &Entry, Option<&Entry>),
) -> String {
    let before = with_term(l, before);
    match after {
        None => say!(
            l,
            "{leader}, leader of term {term}, deleted {before} at index {index} from its own log.",
            "任期 {term} 的领导者 {leader} 删除了自己日志中索引 {index} 的 {before}。",
            [leader, term, before, index]
        ),
        Some(after) => {
            let after = with_term(l, after);
            say!(
                l,
                "{leader}, leader of term {term}, replaced {before} at index {index} of its own log with {after}.",
                "任期 {term} 的领导者 {leader} 把自己日志中索引 {index} 的 {before} 换成了 {after}。",
                [leader, term, before, index, after]
            )
        }
    }
}

fn lacks_commit(l: Language, commit: &Commit, leader: &Election, found: Option<&Entry>) -> String {
    let (who, committer, index) = (leader.server, commit.leader, commit.index);
    let (in_term, lead_term) = (commit.term, leader.term);
    let lost = with_term(l, &commit.entry);
    match found {
        None => say!(
            l,
            "{committer} committed {lost} at index {index} in term {in_term}; {who} leads term {lead_term} without it.",
            "{committer} 在任期 {in_term} 提交了索引 {index} 的 {lost}；{who} 是任期 {lead_term} 的领导者，却没有它。",
            [committer, lost, index, in_term, who, lead_term]
        ),
        Some(found) => {
            let found = with_term(l, found);
            say!(
                l,
                "{committer} committed {lost} at index {index} in term {in_term}; {who} leads term {lead_term} with {found} there.",
                "{committer} 在任期 {in_term} 提交了索引 {index} 的 {lost}；{who} 是任期 {lead_term} 的领导者，该处却是 {found}。",
                [committer, lost, index, in_term, who, lead_term, found]
            )
        }
    }
}

/// `y←2 from term 2`
fn with_term(language: Language, found: &Entry) -> String {
    let (what, term) = (entry(language, found), found.term);
    say!(language, "{what} from term {term}", "{what}（任期 {term}）", [what, term])
}
