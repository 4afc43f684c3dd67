//! `raftboard trace FILE [--branch B] [--changes]`

mod act;
mod changes;

use crate::input::{branch, complain, story};
use crate::json::{MessageJson, ServerJson, messages, servers};
use crate::operands::DecisionJson;
use crate::outcome::{Failure, Outcome, unless_closed};
use act::{message, operands};
use changes::ChangesJson;
use cluster::Event;
use lexopt::{Arg, Parser, ValueExt};
use serde::Serialize;
use serde_json::{Map, Value};
use std::io::Write;
use std::path::PathBuf;

/// One event, and what is so after it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct EventJson<S: Serialize> {
    event: u32,
    time_us: u64,
    kind: &'static str,
    server: Option<String>,
    message: Option<String>,
    /// What else the act was about: a link, groups, a dial, a rule, and so on.
    #[serde(flatten)]
    operands: Map<String, Value>,
    decisions: Vec<DecisionJson>,
    #[serde(flatten)]
    after: S,
}

/// Everything that is so after an event.
#[derive(Debug, Serialize)]
struct StateJson {
    servers: Vec<ServerJson>,
    messages: Vec<MessageJson>,
}

pub(crate) fn main(parser: &mut Parser, out: &mut impl Write) -> Result<Outcome, Failure> {
    let (mut file, mut name, mut only_changes): (Option<PathBuf>, Option<String>, bool) = (None, None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("branch") => name = Some(parser.value()?.string()?),
            Arg::Long("changes") => only_changes = true,
            Arg::Value(value) if file.is_none() => file = Some(value.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    let file = file.ok_or_else(|| Failure::Usage("`trace` needs a file".to_owned()))?;
    let story = story(&file)?;
    let branch = branch(&story, name.as_deref())?;
    let mut written = Ok(());
    story.timeline.replay(story.timeline.tip(branch), |number, _, before, event, world, _| {
        if written.is_ok() {
            written = if only_changes {
                write_event(out, number, event, ChangesJson::new(before, event, world))
            } else {
                let state = StateJson { servers: servers(world), messages: messages(world) };
                write_event(out, number, event, state)
            };
        }
    });
    unless_closed(written)?;
    Ok(complain(&file, &story))
}

fn write_event(
    out: &mut impl Write,
    number: u32,
    event: &Event,
    after: impl Serialize,
) -> Result<(), Failure> {
    let server = event.server();
    let decisions = event.decisions.iter();
    let line = EventJson {
        event: number,
        time_us: event.at.0,
        kind: event.cause.kind(),
        server: server.map(|server| server.to_string()),
        message: message(event).map(|message| message.to_string()),
        operands: operands(event),
        decisions: server.map_or_else(Vec::new, |server| {
            decisions.map(|decision| DecisionJson::new(server, decision)).collect()
        }),
        after,
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")?;
    Ok(())
}
