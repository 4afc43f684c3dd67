//! Decisions as JSON: who, what, by which rule, and the operands by name.

use crate::json::ids;
use raft_core::{
    AppendRefusal, Change, ChangeRefusal, CommitCause, Configuration, Decision, Electorate, Hold, Ignored,
    Position, Rule, ServerId, ServerSet, StepDown, VoteRefusal,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A decision.
#[derive(Debug, Serialize)]
pub(crate) struct DecisionJson {
    server: String,
    verb: &'static str,
    rule: Option<&'static str>,
    section: &'static str,
    #[serde(flatten)]
    operands: Map<String, Value>,
}

impl DecisionJson {
    /// What `server` decided.
    pub(crate) fn new(server: ServerId, decision: &Decision) -> Self {
        let rule = decision.rule();
        let operands = match operands(decision) {
            Value::Object(operands) => operands,
            _ => Map::new(),
        };
        Self {
            server: server.to_string(),
            verb: decision.verb().name(),
            rule: rule.map(Rule::name),
            section: rule.map_or_else(|| section(decision), Rule::section),
            operands,
        }
    }
}

/// The section of a decision that no rule stands behind.
fn section(decision: &Decision) -> &'static str {
    match decision {
        Decision::UpdatedTerm { .. } => "5.1",
        Decision::Change(_) => "6",
        Decision::Ignored { why: Ignored::NotCandidate { .. } | Ignored::OtherLeader { .. }, .. } => "5.2",
        _ => "5.3",
    }
}

pub(crate) fn position(position: Position) -> Value {
    json!({ "index": position.index.0, "term": position.term.0 })
}

pub(crate) fn configuration(configuration: Configuration) -> Value {
    json!({ "voters": ids(configuration.voters), "next": configuration.next.map(ids) })
}

/// Votes or copies, and whose count.
fn counted(name: &str, servers: ServerSet, by: Electorate) -> Value {
    json!({ name: ids(servers), "configuration": configuration(by.configuration) })
}

/// One object of two.
fn joined(left: Value, right: Value) -> Value {
    match (left, right) {
        (Value::Object(mut left), Value::Object(right)) => {
            left.extend(right);
            Value::Object(left)
        }
        (left, _) => left,
    }
}

fn operands(decision: &Decision) -> Value {
    match *decision {
        Decision::Stood { term, electorate } => {
            json!({ "term": term.0, "configuration": configuration(electorate.configuration) })
        }
        Decision::GrantedVote { candidate, term, current_term, voted_for, mine, theirs } => json!({
            "candidate": candidate.to_string(), "term": term.0, "currentTerm": current_term.0,
            "votedFor": voted_for.map(|server| server.to_string()), "mine": position(mine),
            "theirs": position(theirs),
        }),
        Decision::RefusedVote { candidate, refusal } => {
            joined(json!({ "candidate": candidate.to_string() }), vote_refusal(refusal))
        }
        Decision::CountedVote { voter, votes, electorate } => joined(
            json!({ "voter": voter.to_string(), "granted": true }),
            counted("votes", votes, electorate),
        ),
        Decision::MissedVote { voter, votes, electorate } => joined(
            json!({ "voter": voter.to_string(), "granted": false }),
            counted("votes", votes, electorate),
        ),
        Decision::BecameLeader { term, votes, electorate } => {
            joined(json!({ "term": term.0 }), counted("votes", votes, electorate))
        }
        Decision::Appended { index, term } => json!({ "index": index.0, "term": term.0 }),
        Decision::AcceptedEntries { leader, prev, mine, last_new, appended } => json!({
            "leader": leader.to_string(), "prev": position(prev), "mine": mine.0, "lastNew": last_new.0,
            "appended": appended,
        }),
        Decision::RejectedEntries { leader, refusal } => {
            joined(json!({ "leader": leader.to_string() }), append_refusal(refusal))
        }
        Decision::Truncated { leader, first, last, mine, theirs } => json!({
            "leader": leader.to_string(), "first": first.0, "last": last.0, "mine": mine.0,
            "theirs": theirs.map(|term| term.0),
        }),
        Decision::KeptConflict { leader, index, mine, theirs } => json!({
            "leader": leader.to_string(), "index": index.0, "mine": mine.0, "theirs": theirs.0,
        }),
        Decision::DroppedOwn { first, last } => json!({ "first": first.0, "last": last.0 }),
        Decision::Advanced { follower, match_index, next_index } => json!({
            "follower": follower.to_string(), "matchIndex": match_index.0, "nextIndex": next_index.0,
        }),
        Decision::Confirmed { follower, acknowledged, match_index, next_index } => json!({
            "follower": follower.to_string(), "acknowledged": acknowledged.0, "matchIndex": match_index.0,
            "nextIndex": next_index.0,
        }),
        Decision::BackedOff { follower, refused, next_index, moved } => json!({
            "follower": follower.to_string(), "prevLogIndex": refused.0, "nextIndex": next_index.0,
            "moved": moved,
        }),
        Decision::Committed { first, last, cause } => {
            joined(json!({ "first": first.0, "last": last.0 }), commit_cause(cause))
        }
        Decision::Change(change) => self::change(change),
        Decision::HeldCommit { index, why } => joined(json!({ "index": index.0 }), hold(why)),
        Decision::SteppedDown { from, why } => joined(json!({ "from": from.name() }), step_down(why)),
        Decision::KeptRole { role, mine, theirs, sender } => json!({
            "role": role.name(), "mine": mine.0, "theirs": theirs.0, "sender": sender.to_string(),
        }),
        Decision::UpdatedTerm { mine, theirs, sender } => {
            json!({ "mine": mine.0, "theirs": theirs.0, "sender": sender.to_string() })
        }
        Decision::Ignored { sender, why } => joined(json!({ "sender": sender.to_string() }), ignored(why)),
    }
}

fn vote_refusal(refusal: VoteRefusal) -> Value {
    match refusal {
        VoteRefusal::StaleTerm { mine, theirs } => {
            json!({ "why": "stale-term", "mine": mine.0, "theirs": theirs.0 })
        }
        VoteRefusal::AlreadyVoted { voted_for, term } => {
            json!({ "why": "already-voted", "votedFor": voted_for.to_string(), "term": term.0 })
        }
        VoteRefusal::LogBehind { mine, theirs } => {
            json!({ "why": "log-behind", "mine": position(mine), "theirs": position(theirs) })
        }
    }
}

fn append_refusal(refusal: AppendRefusal) -> Value {
    match refusal {
        AppendRefusal::StaleTerm { mine, theirs } => {
            json!({ "why": "stale-term", "mine": mine.0, "theirs": theirs.0 })
        }
        AppendRefusal::NoMatch { prev, mine, last } => json!({
            "why": "no-match", "prev": position(prev), "mine": mine.map(|term| term.0), "last": last.0,
        }),
    }
}

fn commit_cause(cause: CommitCause) -> Value {
    match cause {
        CommitCause::Counted { stored, entry_term, current_term, electorate } => joined(
            json!({ "why": "counted", "entryTerm": entry_term.0, "currentTerm": current_term.0 }),
            counted("stored", stored, electorate),
        ),
        CommitCause::LeaderCommit { leader, leader_commit, last_new } => json!({
            "why": "leader-commit", "leader": leader.to_string(), "leaderCommit": leader_commit.0,
            "lastNew": last_new.0,
        }),
    }
}

fn hold(why: Hold) -> Value {
    match why {
        Hold::NoMajority { stored, electorate } => {
            joined(json!({ "why": "no-majority" }), counted("stored", stored, electorate))
        }
        Hold::OldTerm { stored, entry_term, current_term, electorate } => joined(
            json!({ "why": "old-term", "entryTerm": entry_term.0, "currentTerm": current_term.0 }),
            counted("stored", stored, electorate),
        ),
    }
}

fn step_down(why: StepDown) -> Value {
    match why {
        StepDown::HigherTerm { mine, theirs, sender } => json!({
            "why": "higher-term", "mine": mine.0, "theirs": theirs.0, "sender": sender.to_string(),
        }),
        StepDown::LeftOut { index, commit_index, electorate } => json!({
            "why": "left-out", "index": index.0, "commitIndex": commit_index.0,
            "configuration": configuration(electorate.configuration),
        }),
        StepDown::CurrentLeader { leader, term, current_term } => json!({
            "why": "current-leader", "leader": leader.to_string(), "term": term.0,
            "currentTerm": current_term.0,
        }),
    }
}

fn ignored(why: Ignored) -> Value {
    match why {
        Ignored::StaleVote { mine, theirs } => {
            json!({ "why": "stale-vote", "mine": mine.0, "theirs": theirs.0 })
        }
        Ignored::StaleAppendReply { mine, theirs } => {
            json!({ "why": "stale-append-reply", "mine": mine.0, "theirs": theirs.0 })
        }
        Ignored::NotCandidate { role } => json!({ "why": "not-candidate", "role": role.name() }),
        Ignored::NotLeader { role } => json!({ "why": "not-leader", "role": role.name() }),
        Ignored::OtherAttempt { prev_log_index, next_index } => json!({
            "why": "other-attempt", "prevLogIndex": prev_log_index.0, "nextIndex": next_index.0,
        }),
        Ignored::HigherTerm { mine, theirs } => {
            json!({ "why": "higher-term", "mine": mine.0, "theirs": theirs.0 })
        }
        Ignored::HearsLeader { leader, mine, theirs } => json!({
            "why": "hears-leader", "leader": leader.to_string(), "mine": mine.0, "theirs": theirs.0,
        }),
        Ignored::OtherLeader { term } => json!({ "why": "other-leader", "term": term.0 }),
    }
}

fn change(change: Change) -> Value {
    match change {
        Change::Refused { target, refusal } => {
            joined(json!({ "change": "refused", "target": ids(target) }), change_refusal(refusal))
        }
        Change::CatchUpBegan { target, new, goal } => json!({
            "change": "catch-up", "target": ids(target), "new": ids(new), "goal": goal.0,
        }),
        Change::CaughtUp { server, match_index, goal, waiting } => json!({
            "change": "caught-up", "follower": server.to_string(), "matchIndex": match_index.0, "goal": goal.0,
            "waiting": ids(waiting),
        }),
        Change::GivenUp { target, waiting } => json!({
            "change": "given-up", "target": ids(target), "waiting": ids(waiting),
        }),
        Change::Began { index, old, configuration: new } => json!({
            "change": "began", "index": index.0, "old": configuration(old), "configuration": configuration(new),
        }),
        Change::Completed { index, joint, commit_index, configuration: new } => json!({
            "change": "completed", "index": index.0, "joint": joint.0, "commitIndex": commit_index.0,
            "configuration": configuration(new),
        }),
        Change::Waits { index, entry_term, current_term } => json!({
            "change": "waits", "index": index.0, "entryTerm": entry_term.0, "currentTerm": current_term.0,
        }),
    }
}

fn change_refusal(refusal: ChangeRefusal) -> Value {
    match refusal {
        ChangeRefusal::NotLeader { role } => json!({ "why": "not-leader", "role": role.name() }),
        ChangeRefusal::Empty => json!({ "why": "empty" }),
        ChangeRefusal::Unknown { unknown } => json!({ "why": "unknown", "unknown": ids(unknown) }),
        ChangeRefusal::Same { configuration: now } => {
            json!({ "why": "same", "configuration": configuration(now) })
        }
        ChangeRefusal::UnderWay { index, configuration: last, commit_index } => json!({
            "why": "under-way", "index": index.0, "commitIndex": commit_index.0,
            "configuration": configuration(last),
        }),
    }
}
