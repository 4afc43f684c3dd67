//! `raftboard trace FILE [--branch B]`

use crate::input::{branch, complain, story};
use crate::json::{MessageJson, ServerJson, messages, servers};
use crate::operands::DecisionJson;
use crate::outcome::{Failure, Outcome};
use cluster::{Cause, Event, MessageId, World};
use lexopt::{Arg, Parser, ValueExt};
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

/// One event.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct EventJson {
    event: u32,
    time_us: u64,
    kind: &'static str,
    server: Option<String>,
    message: Option<String>,
    decisions: Vec<DecisionJson>,
    servers: Vec<ServerJson>,
    messages: Vec<MessageJson>,
}

pub(crate) fn main(parser: &mut Parser, out: &mut impl Write) -> Result<Outcome, Failure> {
    let (mut file, mut name): (Option<PathBuf>, Option<String>) = (None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("branch") => name = Some(parser.value()?.string()?),
            Arg::Value(value) if file.is_none() => file = Some(value.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    let file = file.ok_or_else(|| Failure::Usage("`trace` needs a file".to_owned()))?;
    let story = story(&file)?;
    let branch = branch(&story, name.as_deref())?;
    let mut written = Ok(());
    story.timeline.replay(story.timeline.tip(branch), |number, _, _, event, world, _| {
        if written.is_ok() {
            written = write_event(out, number, event, world);
        }
    });
    written?;
    Ok(complain(&file, &story))
}

fn write_event(out: &mut impl Write, number: u32, event: &Event, world: &World) -> Result<(), Failure> {
    let server = event.server();
    let decisions = event.decisions.iter();
    let line = EventJson {
        event: number,
        time_us: event.at.0,
        kind: event.cause.kind(),
        server: server.map(|server| server.to_string()),
        message: message(event).map(|message| message.to_string()),
        decisions: server.map_or_else(Vec::new, |server| {
            decisions.map(|decision| DecisionJson::new(server, decision)).collect()
        }),
        servers: servers(world),
        messages: messages(world),
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// The one message that the event is about.
fn message(event: &Event) -> Option<MessageId> {
    match &event.cause {
        Cause::Delivered { envelope, .. } | Cause::DeliveredToDown(envelope) => Some(envelope.id),
        Cause::Duplicated { message, .. } | Cause::Delayed { message, .. } => Some(*message),
        Cause::Lost => match event.lost.as_slice() {
            [(message, _)] => Some(*message),
            _ => None,
        },
        _ => None,
    }
}
