//! The safety argument of §5.4.3, about one committed entry and one later leader of a run.

mod reason;

use crate::Language;
use crate::phrases::{Unit, entry, servers, share, spaced};
use crate::say::{say, word};
use judge::{Commit, Election, Proof, Step, Verdict, Why};
use raft_core::{Configuration, ServerSet};

/// What a step says, in the words of the paper: T is the term in which the entry was committed, U
/// the later leader's.
#[must_use]
pub fn proof_step(language: Language, number: u8) -> &'static str {
    match number {
        0 => {
            word!(language, "One leader per term; the entry is from T", "每个任期一个领导者；条目属于任期 T")
        }
        1 => {
            word!(language, "U has it if and only if elected with it", "U 有此条目，当且仅当 U 当选时就有")
        }
        2 => word!(language, "The voter stored it and voted for U", "投票者既存下它，又投票给 U"),
        3 => word!(language, "The voter accepted it before it voted", "投票者先接受它，后投票"),
        4 => word!(language, "The voter still had it when it voted", "投票时，投票者仍有它"),
        5 => word!(language, "U’s log was at least as up-to-date", "U 的日志至少与投票者的一样新"),
        6 => word!(language, "Equal last terms: U had it too", "最后任期相等：U 也有它"),
        7 => word!(language, "Larger last term: U had it too", "最后任期更大：U 也有它"),
        _ => word!(language, "So U had it when it was elected", "所以 U 当选时就有它"),
    }
}

/// `holds`
#[must_use]
pub fn verdict(language: Language, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => word!(language, "holds", "成立"),
        Verdict::Fails => word!(language, "fails", "不成立"),
        Verdict::DoesNotApply => word!(language, "does not apply", "不适用"),
    }
}

/// The entry, the leader and the outcome, in a line: `index 1, x←1 from term 1, committed in term 1 by S1
/// (event 15), and S5, leader of term 2 (event 22): step 5 fails`
#[must_use]
pub fn proof_line(language: Language, proof: &Proof) -> String {
    let (commit, leader) = (proof.commit, proof.leader);
    let (index, what, made) = (commit.index, entry(language, &commit.entry), commit.entry.term);
    let (by, term, committed) = (commit.leader, commit.term, commit.event);
    let (later, later_term, elected) = (leader.server, leader.term, leader.event);
    let end = proof_end(language, proof);
    spaced(&say!(
        language,
        "index {index}, {what} from term {made}, committed in term {term} by {by} (event {committed}), and {later}, leader of term {later_term} (event {elected}): {end}",
        "索引 {index} 的 {what}（任期 {made}），由 {by} 在任期 {term} 提交（事件 {committed}）；任期 {later_term} 的领导者 {later}（事件 {elected}）：{end}",
        [index, what, made, term, by, committed, later, later_term, elected, end]
    ))
}

/// `step 5 fails`, `every step holds`
#[must_use]
pub fn proof_end(language: Language, proof: &Proof) -> String {
    match proof.failure().map(|step| step.number) {
        Some(number) => say!(language, "step {number} fails", "第 {number} 步不成立", [number]),
        None => word!(language, "every step holds", "每一步都成立").to_owned(),
    }
}

/// Which part of the run it is about.
#[must_use]
pub fn proof_until(language: Language, event: u32) -> String {
    say!(language, "up to event {event}", "到事件 {event} 为止", [event])
}

/// An entry to choose: `index 1: x←1 (T = 1)`
#[must_use]
pub fn proof_entry(language: Language, commit: &Commit) -> String {
    let (what, index, term) = (entry(language, &commit.entry), commit.index, commit.term);
    spaced(&say!(
        language,
        "index {index}: {what} (T = {term})",
        "索引 {index}：{what}（T = {term}）",
        [index, what, term]
    ))
}

/// A leader to choose: `S5 (U = 2)`
#[must_use]
pub fn proof_leader(language: Language, election: &Election) -> String {
    let (server, term) = (election.server, election.term);
    say!(language, "{server} (U = {term})", "{server}（U = {term}）", [server, term])
}

/// Who is who: `T = 1, led by S1; U = 2, led by S5; the voter is S3.`
#[must_use]
pub fn proof_roles(language: Language, proof: &Proof) -> String {
    let (t, term_t) = (proof.commit.leader, proof.commit.term);
    let (u, term_u) = (proof.leader.server, proof.leader.term);
    let voter = match proof.voter {
        Some(voter) => say!(language, "the voter is {voter}", "投票者是 {voter}", [voter]),
        None => word!(language, "there is no voter", "没有投票者").to_owned(),
    };
    spaced(&say!(
        language,
        "T = {term_t}, led by {t}; U = {term_u}, led by {u}; {voter}.",
        "T = {term_t}，领导者是 {t}；U = {term_u}，领导者是 {u}；{voter}。",
        [term_t, t, term_u, u, voter]
    ))
}

/// The two sets of step 2: `stored x←1: S1, S2 and S3, 3 of 5`, `voted for S5: S3, S4 and S5, 3 of
/// 5`.
#[must_use]
pub fn proof_majorities(language: Language, proof: &Proof) -> Option<[String; 2]> {
    let Why::Overlap { stored, copies_of, votes, votes_of, .. } = proof.steps[2].why else { return None };
    let (it, leader) = (reason::counted(language, proof), proof.leader.server);
    let stored = told(language, Unit::Servers, stored, copies_of);
    let votes = told(language, Unit::Votes, votes, votes_of);
    Some([
        spaced(&say!(language, "stored {it}: {stored}", "存下了 {it}：{stored}", [it, stored])),
        spaced(&say!(language, "voted for {leader}: {votes}", "投票给 {leader}：{votes}", [leader, votes])),
    ])
}

/// Where the voter is looked for, if copies and votes were counted in more than one set of servers (§6).
fn halves(
    l: Language,
    copies: Configuration,
    votes: Configuration,
    half: Option<ServerSet>,
) -> Option<String> {
    if copies == votes && copies.next.is_none() {
        return None;
    }
    Some(match half {
        Some(half) => {
            let half = servers(l, half);
            say!(
                l,
                "Both needed a majority of {half} (§6), and there the voter is looked for.",
                "两者都要有 {half} 的多数派（§6），投票者就在其中找。",
                [half]
            )
        }
        None => word!(
            l,
            "The two configurations have no half in common: changes of the membership lie between them (§6).",
            "两个配置没有相同的一半：两者之间还有成员变更（§6）。"
        )
        .to_owned(),
    })
}

/// `S1, S2 and S3, 3 of 5`; `S1, 1 of 5, not a majority`
fn told(l: Language, unit: Unit, set: ServerSet, configuration: Configuration) -> String {
    let tally = configuration.majorities(set);
    let (names, part) = (servers(l, set), share(l, unit, tally));
    if tally.is_enough() {
        say!(l, "{names}, {part}", "{names}，{part}", [names, part])
    } else {
        say!(l, "{names}, {part}, not a majority", "{names}，{part}，不是多数派", [names, part])
    }
}

/// What shows that a step holds, or that it does not: with the servers, terms and events of this
/// run.
#[must_use]
pub fn proof_reason(language: Language, proof: &Proof, step: &Step) -> String {
    spaced(&reason::reason(language, proof, step))
}
