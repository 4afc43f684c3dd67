//! What an event changed, and nothing of what it left as it was.

use crate::json::{MessageJson, ServerJson, entries, message};
use cluster::{Event, MessageId, World};
use raft_core::{Index, Server};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Beside what every line of a trace has.
#[derive(Debug, Serialize)]
pub(super) struct ChangesJson {
    /// Servers that changed, with the fields that changed. Of a log, the entries from the first
    /// one that changed.
    servers: Vec<Value>,
    /// Messages that are under way because of the event.
    messages: Vec<MessageJson>,
    /// Messages that are under way no more.
    gone: Vec<String>,
}

impl ChangesJson {
    pub(super) fn new(before: &World, event: &Event, after: &World) -> Self {
        let network = after.network();
        let still: BTreeSet<MessageId> = network.messages().iter().map(|envelope| envelope.id).collect();
        let old = before.network().messages().iter().map(|envelope| envelope.id);
        let new = event.sent.iter().filter_map(|id| network.get(*id));
        Self {
            servers: before
                .servers()
                .iter()
                .zip(after.servers())
                .filter_map(|(old, new)| changed(before, old, after, new))
                .collect(),
            messages: new.map(message).collect(),
            gone: old.filter(|id| !still.contains(id)).map(|id| id.to_string()).collect(),
        }
    }
}

/// The fields of a server that changed; `None` if none did.
fn changed(before: &World, old: &Server, after: &World, new: &Server) -> Option<Value> {
    let is_up = |world: &World| world.is_up(new.id());
    if old == new && is_up(before) == is_up(after) {
        return None;
    }
    let (was, is) = (ServerJson::without_log(before, old), ServerJson::without_log(after, new));
    let (was, mut is) = (fields(&was), fields(&is));
    is.retain(|name, value| name == "id" || was.get(name) != Some(value));
    // A leader's or a candidate's own fields go with its role.
    for name in was.keys().filter(|name| !fields_of(after, new).contains_key(*name)) {
        is.insert(name.clone(), Value::Null);
    }
    if let Some(from) = first_difference(old, new) {
        is.insert("log".to_owned(), json!({ "from": from.0, "entries": entries(new.log().from(from)) }));
    }
    Some(Value::Object(is))
}

fn fields_of(world: &World, server: &Server) -> Map<String, Value> {
    fields(&ServerJson::without_log(world, server))
}

fn fields(server: &ServerJson) -> Map<String, Value> {
    match serde_json::to_value(server) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => Map::new(),
    }
}

/// The first index at which two logs differ.
fn first_difference(old: &Server, new: &Server) -> Option<Index> {
    let (old, new) = (old.log().entries(), new.log().entries());
    let same = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let differs = same < old.len().max(new.len());
    differs.then(|| Index(u32::try_from(same + 1).unwrap_or(u32::MAX)))
}
