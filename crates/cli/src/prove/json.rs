//! The safety argument as JSON. The schema in `docs/` describes it.

use crate::json::{EntryJson, ids};
use crate::operands::{configuration, position};
use crate::outcome::Failure;
use judge::{Election, Proof, Step, Verdict, Why};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::io::Write;

/// The argument about one committed entry and one later leader.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ProofJson {
    index: u32,
    entry_term: u32,
    entry: EntryJson,
    committed_term: u32,
    committing_leader: String,
    committed_event: u32,
    counted: Value,
    leader: String,
    term: u32,
    elected_event: u32,
    voter: Option<String>,
    steps: Vec<StepJson>,
}

impl From<&Proof> for ProofJson {
    fn from(proof: &Proof) -> Self {
        let (commit, leader) = (proof.commit, proof.leader);
        Self {
            index: commit.index.0,
            entry_term: commit.entry.term.0,
            entry: EntryJson::from(&commit.entry),
            committed_term: commit.term.0,
            committing_leader: commit.leader.to_string(),
            committed_event: commit.event,
            counted: position(proof.counted),
            leader: leader.server.to_string(),
            term: leader.term.0,
            elected_event: leader.event,
            voter: proof.voter.map(|voter| voter.to_string()),
            steps: proof.steps.iter().map(StepJson::from).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct StepJson {
    step: u8,
    verdict: &'static str,
    why: &'static str,
    #[serde(flatten)]
    operands: Map<String, Value>,
    events: Vec<u32>,
}

impl From<&Step> for StepJson {
    fn from(step: &Step) -> Self {
        let verdict = match step.verdict {
            Verdict::Holds => "holds",
            Verdict::Fails => "fails",
            Verdict::DoesNotApply => "does-not-apply",
        };
        let (why, operands) = why(&step.why);
        let operands = match operands {
            Value::Object(operands) => operands,
            _ => Map::new(),
        };
        Self { step: step.number, verdict, why, operands, events: step.events.clone() }
    }
}

/// What shows it, in a word, and the operands by name.
fn why(why: &Why) -> (&'static str, Value) {
    match *why {
        Why::Premises { own_term, twice } => {
            let twice = twice.map(|elections| elections.map(election));
            ("premises", json!({ "ownTerm": own_term, "twice": twice }))
        }
        Why::Kept { elected_with, held } => ("kept", json!({ "electedWith": elected_with, "held": held })),
        Why::Overlap { stored, copies_of, votes, votes_of, half } => (
            "overlap",
            json!({
                "stored": ids(stored), "copiesOf": configuration(copies_of),
                "votes": ids(votes), "votesOf": configuration(votes_of),
                "half": half.map(ids),
            }),
        ),
        Why::Accepted { accepted, voted } => ("accepted", json!({ "accepted": accepted, "voted": voted })),
        Why::StillThere { found } => ("still-there", json!({ "found": found.as_ref().map(EntryJson::from) })),
        Why::UpToDate { mine, theirs } => {
            ("up-to-date", json!({ "mine": position(mine), "theirs": position(theirs) }))
        }
        Why::EqualTerms { mine, theirs, has_last, has_counted } => (
            "equal-terms",
            json!({
                "mine": position(mine), "theirs": position(theirs),
                "hasLast": has_last, "hasCounted": has_counted,
            }),
        ),
        Why::LargerTerm { mine, theirs, creator, creator_had, has_counted } => (
            "larger-term",
            json!({
                "mine": position(mine), "theirs": position(theirs),
                "creator": creator.map(|server| server.to_string()),
                "creatorHad": creator_had, "hasCounted": has_counted,
            }),
        ),
        Why::Had { found } => ("had", json!({ "found": found.as_ref().map(EntryJson::from) })),
        Why::NoVoter => ("no-voter", Value::Null),
        Why::OtherCase { mine, theirs } => {
            ("other-case", json!({ "mine": position(mine), "theirs": position(theirs) }))
        }
    }
}

fn election(election: Election) -> Value {
    json!({ "server": election.server.to_string(), "term": election.term.0, "event": election.event })
}

pub(super) fn write(out: &mut impl Write, proofs: &[Proof]) -> Result<(), Failure> {
    let proofs: Vec<ProofJson> = proofs.iter().map(ProofJson::from).collect();
    serde_json::to_writer_pretty(&mut *out, &proofs)?;
    writeln!(out)?;
    Ok(())
}
