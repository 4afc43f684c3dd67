//! What an event's act was about, by name.

use crate::json::ids;
use cluster::{Cause, Dial, Event, Link, MessageId, Part, Unit};
use serde_json::{Map, Value, json};

/// The one message that the event is about.
pub(super) fn message(event: &Event) -> Option<MessageId> {
    match &event.cause {
        Cause::Delivered { envelope, .. } | Cause::DeliveredToDown(envelope) => Some(envelope.id),
        Cause::Duplicated { message, .. } | Cause::Delayed { message, .. } => Some(*message),
        Cause::Lost => match event.lost.as_slice() {
            [(message, _)] => Some(*message),
            _ => None,
        },
        Cause::Start
        | Cause::Timeout(_)
        | Cause::Beat(_)
        | Cause::Sent { .. }
        | Cause::Requested { .. }
        | Cause::ChangeAsked { .. }
        | Cause::Added(_)
        | Cause::MinimumTimeoutPassed(_)
        | Cause::Crashed(_)
        | Cause::Restarted(_)
        | Cause::Written(_)
        | Cause::Cut(_)
        | Cause::Healed(_)
        | Cause::HealedAll
        | Cause::Partitioned(_)
        | Cause::Switched { .. }
        | Cause::Turned(_)
        | Cause::TurnedFor { .. }
        | Cause::TimerSet { .. }
        | Cause::Stepped
        | Cause::Clocked { .. } => None,
    }
}

/// What it is about beside a server and a message.
pub(super) fn operands(event: &Event) -> Map<String, Value> {
    let mut operands = match of_cause(&event.cause) {
        Value::Object(operands) => operands,
        _ => Map::new(),
    };
    if !event.lost.is_empty() {
        let lost: Vec<String> = event.lost.iter().map(|(message, _)| message.to_string()).collect();
        operands.insert("lost".to_owned(), json!(lost));
    }
    operands
}

fn of_cause(cause: &Cause) -> Value {
    match cause {
        Cause::Sent { to, .. } => json!({ "target": to.to_string() }),
        Cause::Requested { command, .. } => json!({ "command": command.to_string() }),
        Cause::ChangeAsked { target, .. } => json!({ "asked": ids(*target) }),
        Cause::Duplicated { copy, .. } => json!({ "copy": copy.to_string() }),
        Cause::Delayed { by, .. } => json!({ "byUs": by.0 }),
        Cause::Cut(link) | Cause::Healed(link) => json!({ "link": link_json(*link) }),
        Cause::HealedAll => json!({ "link": "all" }),
        Cause::Partitioned(groups) => {
            let groups: Vec<Vec<String>> = groups.iter().map(|group| ids(*group)).collect();
            json!({ "groups": groups })
        }
        Cause::Switched { rule, on } => json!({ "rule": rule.name(), "on": on }),
        Cause::Turned(dial) => json!({ "dial": dial_json(*dial) }),
        Cause::TurnedFor { part, dial } => json!({ "dial": dial_json(*dial), "of": part_json(*part) }),
        Cause::TimerSet { remaining, .. } => json!({ "remainingUs": remaining.0 }),
        Cause::Clocked { seed } => json!({ "seed": seed }),
        Cause::Start
        | Cause::Timeout(_)
        | Cause::Beat(_)
        | Cause::Added(_)
        | Cause::MinimumTimeoutPassed(_)
        | Cause::Crashed(_)
        | Cause::Restarted(_)
        | Cause::Delivered { .. }
        | Cause::Written(_)
        | Cause::DeliveredToDown(_)
        | Cause::Lost
        | Cause::Stepped => Value::Null,
    }
}

fn link_json(link: Link) -> Value {
    json!({ "from": link.from.to_string(), "to": link.to.to_string(), "both": link.both })
}

/// The one server or link that a dial was turned for.
fn part_json(part: Part) -> Value {
    match part {
        Part::Server(server) => json!(server.to_string()),
        Part::Link(link) => link_json(link),
    }
}

/// The dial's word in scripts, and its setting in microseconds, percent, or a number a second.
fn dial_json(dial: Dial) -> Value {
    let (name, (least, most)) = (dial.kind().name, dial.amount());
    match dial.kind().unit {
        Unit::Span => json!({ "name": name, "minUs": least, "maxUs": most }),
        Unit::Time => json!({ "name": name, "us": least }),
        Unit::Percent => json!({ "name": name, "percent": least }),
        Unit::Rate => json!({ "name": name, "perSecond": least }),
    }
}
