//! The safety argument as people read it.

use crate::outcome::Failure;
use judge::{Proof, Step, Verdict, Why};
use narration::{Language, phrases};
use raft_core::{Configuration, Entry, Position, ServerSet};
use std::io::Write;

/// One line about each argument; every step where one fails, and where it was asked for.
pub(super) fn write(out: &mut impl Write, proofs: &[Proof], steps: bool) -> Result<(), Failure> {
    for proof in proofs {
        writeln!(out, "{}: {}", heading(proof), verdict(proof))?;
        if steps || proof.failure().is_some() {
            for step in &proof.steps {
                let line =
                    format!("  {}  {:<14}  {}", step.number, word(step.verdict), sentence(proof, step));
                writeln!(out, "{line}")?;
            }
        }
    }
    if proofs.is_empty() {
        writeln!(out, "nothing to prove: no leader is of a term above that of a commitment")?;
    }
    Ok(())
}

/// `index 1, x←1 of term 1, committed in term 1 by S1 (event 14), and S5, leader of term 2 (event 20)`
fn heading(proof: &Proof) -> String {
    let (commit, leader) = (proof.commit, proof.leader);
    format!(
        "index {}, {}, committed in term {} by {} (event {}), and {}, leader of term {} (event {})",
        commit.index,
        what(Some(commit.entry)),
        commit.term,
        commit.leader,
        commit.event,
        leader.server,
        leader.term,
        leader.event,
    )
}

fn verdict(proof: &Proof) -> String {
    match proof.failure() {
        Some(step) => format!("step {} fails", step.number),
        None => "every step holds".to_owned(),
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Fails => "fails",
        Verdict::DoesNotApply => "does not apply",
    }
}

fn sentence(proof: &Proof, step: &Step) -> String {
    let leader = proof.leader.server;
    let voter = proof.voter.map_or_else(String::new, |voter| voter.to_string());
    let holds = step.verdict == Verdict::Holds;
    match step.why {
        Why::Premises { .. } => premises(proof, &step.why),
        Why::Kept { elected_with, held } => match (elected_with, held) {
            (true, true) => format!("{leader} had the entry when it was elected, and kept it"),
            (false, false) => format!("{leader} did not have the entry when it was elected, nor afterwards"),
            (true, false) => format!("{leader} had the entry when it was elected, and deleted it"),
            (false, true) => format!("{leader} did not have the entry when it was elected, and has it now"),
        },
        Why::Overlap { .. } => overlap(proof, &step.why),
        Why::Accepted { accepted, voted } if holds => {
            format!("{voter} stored it in event {accepted}, before it voted in event {voted}")
        }
        Why::Accepted { accepted, voted } => {
            format!("{voter} stored it in event {accepted}, when it had already voted, in event {voted}")
        }
        Why::StillThere { .. } if holds => format!("{voter} still had it when it voted"),
        Why::StillThere { found } => format!("{voter} had {} there when it voted", what(found)),
        Why::UpToDate { mine, theirs } => {
            let compared = if holds { "at least as up-to-date as" } else { "less up-to-date than" };
            format!("{leader}'s log ({}) was {compared} {} ({})", end(theirs), whose(proof), end(mine))
        }
        Why::EqualTerms { .. } => equal_terms(proof, &step.why),
        Why::LargerTerm { .. } => larger_term(proof, &step.why),
        Why::Had { .. } if holds => format!("{leader} had the entry when it was elected"),
        Why::Had { found } => {
            format!("{leader} had {} at index {} when it was elected", what(found), proof.commit.index)
        }
        Why::NoVoter => "nobody did both".to_owned(),
        Why::OtherCase { mine, theirs } => {
            format!("{leader}'s last term was {}, {} {}", theirs.term, whose(proof), mine.term)
        }
    }
}

/// `S3's`, of the voter.
fn whose(proof: &Proof) -> String {
    match proof.voter {
        Some(voter) if voter != proof.leader.server => format!("{voter}'s"),
        _ => "its own".to_owned(),
    }
}

/// Step 0.
fn premises(proof: &Proof, why: &Why) -> String {
    let (commit, counted) = (proof.commit, proof.counted);
    let Why::Premises { own_term, twice } = *why else { return String::new() };
    if let Some([first, second]) = twice {
        let (one, other) = (first.server, second.server);
        return format!("term {} had two leaders: {one} and {other}", first.term);
    }
    let by = commit.leader;
    if !own_term {
        return format!(
            "{by} counted copies of an entry of term {}, not of its own, {}",
            counted.term, commit.term
        );
    }
    if counted.index != commit.index {
        let index = counted.index;
        return format!(
            "each term had one leader; {by} counted copies of index {index}, of its own term: \"it\" is that entry"
        );
    }
    format!("each term had one leader; {by} counted copies of an entry of its own term")
}

/// Step 2.
fn overlap(proof: &Proof, why: &Why) -> String {
    let Why::Overlap { stored, copies_of, votes, votes_of } = *why else { return String::new() };
    let told = |servers: ServerSet, of: Configuration| {
        let names = if servers.is_empty() { "nobody".to_owned() } else { servers.to_string() };
        if of.is_majority(servers) { names } else { format!("{names}, no majority") }
    };
    let both = match (stored.and(votes), proof.voter) {
        (shared, Some(voter)) if shared.len() > 1 => format!("{shared}; take {voter}"),
        (_, Some(voter)) => voter.to_string(),
        (_, None) => "nobody".to_owned(),
    };
    let (stored, votes) = (told(stored, copies_of), told(votes, votes_of));
    format!("stored by {stored}; {} elected by {votes}; both: {both}", proof.leader.server)
}

/// Step 6.
fn equal_terms(proof: &Proof, why: &Why) -> String {
    let Why::EqualTerms { mine, has_last, has_counted, .. } = *why else { return String::new() };
    let leader = proof.leader.server;
    if mine.index.0 == 0 {
        return "the last terms are equal: both logs were empty".to_owned();
    }
    let last = format!("{} last entry, index {}", whose(proof), mine.index);
    match (has_last, has_counted) {
        (false, _) => format!("the last terms are equal, but {leader} does not have {last}"),
        (true, true) => format!("the last terms are equal: {leader} has {last}, and the counted entry"),
        (true, false) => format!("the last terms are equal: {leader} has {last}, but not the counted entry"),
    }
}

/// Step 7.
fn larger_term(proof: &Proof, why: &Why) -> String {
    let Why::LargerTerm { mine, theirs, creator, creator_had, has_counted } = *why else {
        return String::new();
    };
    let (leader, term, committed) = (proof.leader.server, theirs.term, proof.commit.term);
    let larger = format!("{leader}'s last term, {term}, is larger than {} {}", whose(proof), mine.term);
    if term <= committed {
        return format!("{larger}, but not than {committed}, in which the entry was committed");
    }
    let creator = creator.map_or_else(|| "nobody".to_owned(), |server| server.to_string());
    let had = if creator_had { "had it" } else { "did not have it" };
    let has = if has_counted { "has it" } else { "does not have it" };
    format!("{larger}; {creator}, who led term {term}, {had}, and {leader} {has}")
}

fn what(found: Option<Entry>) -> String {
    let told = |entry: &Entry| format!("{} of term {}", phrases::entry(Language::English, entry), entry.term);
    found.as_ref().map_or_else(|| "nothing".to_owned(), told)
}

fn end(log: Position) -> String {
    if log.index.0 == 0 { "empty".to_owned() } else { format!("index {}, term {}", log.index, log.term) }
}
