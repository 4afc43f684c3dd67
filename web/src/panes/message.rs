//! One message in full: what can be done to it, and the arguments or results of Figure 2.

use crate::dom::{El, el};
use crate::state::Intent;
use crate::view::View;
use cluster::{Act, Envelope, MessageId};
use narration::phrases;
use raft_core::Message;

/// One message.
pub fn message_pane(view: &View<'_>, id: MessageId) -> Option<El> {
    let envelope = view.world().network().get(id)?;
    let (group, fields) = contents(view, envelope);
    let rows = fields.into_iter().map(|(name, value)| {
        el("div").class("field").key(name).with(el("dt").with(name)).with(el("dd").with(value))
    });
    let route = el("b").with(format!("{} → {}", id.from, id.to));
    let about = el("span").class("quiet").with(format!(" · {id} · {}", when(view, envelope)));
    let pane = view
        .pane(title(&envelope.message))
        .with(el("p").with(route).with(about))
        .with(acts(view, id))
        .with(el("h2").with(group))
        .with(el("dl").class("fields").all(rows));
    Some(pane)
}

fn when(view: &View<'_>, envelope: &Envelope) -> String {
    match envelope.arrives {
        Some(arrives) => format!("{} {arrives}", view.words.arrives_at),
        None => view.words.waits.to_owned(),
    }
}

fn title(message: &Message) -> &'static str {
    match message {
        Message::RequestVote(_) => "RequestVote",
        Message::RequestVoteReply(_) => "RequestVote ↩",
        Message::AppendEntries(_) => "AppendEntries",
        Message::AppendEntriesReply(_) => "AppendEntries ↩",
    }
}

/// The fields of Figure 2, in its order and with its names.
fn contents(view: &View<'_>, envelope: &Envelope) -> (&'static str, Vec<(&'static str, String)>) {
    let words = view.words;
    let from = envelope.id.from.to_string();
    let yes_no = |value: bool| value.to_string();
    match &envelope.message {
        Message::RequestVote(request) => (
            words.arguments,
            vec![
                ("term", request.term.to_string()),
                ("candidateId", from),
                ("lastLogIndex", request.last_log.index.to_string()),
                ("lastLogTerm", request.last_log.term.to_string()),
            ],
        ),
        Message::RequestVoteReply(reply) => (
            words.results,
            vec![("term", reply.term.to_string()), ("voteGranted", yes_no(reply.vote_granted))],
        ),
        Message::AppendEntries(request) => {
            let entries: Vec<String> = request
                .entries
                .iter()
                .map(|entry| format!("{} ({})", phrases::entry(view.language, entry), entry.term))
                .collect();
            let entries = if entries.is_empty() { words.entries_none.to_owned() } else { entries.join(", ") };
            (
                words.arguments,
                vec![
                    ("term", request.term.to_string()),
                    ("leaderId", from),
                    ("prevLogIndex", request.prev_log.index.to_string()),
                    ("prevLogTerm", request.prev_log.term.to_string()),
                    ("entries[]", entries),
                    ("leaderCommit", request.leader_commit.to_string()),
                ],
            )
        }
        Message::AppendEntriesReply(reply) => (
            words.results,
            vec![
                ("term", reply.term.to_string()),
                ("success", yes_no(reply.success)),
                (words.answers_to, match_of(reply)),
            ],
        ),
    }
}

/// What an answer belongs to: not a field of Figure 2, where an answer belongs to its call.
fn match_of(reply: &raft_core::AppendEntriesReply) -> String {
    if reply.success {
        format!("matchIndex {}", reply.match_index)
    } else {
        format!("prevLogIndex {}", reply.prev_log_index)
    }
}

fn acts(view: &View<'_>, id: MessageId) -> El {
    let words = view.words;
    el("div")
        .class("acts")
        .with(view.act(words.deliver, Act::Deliver(id), "D"))
        .with(view.act(words.lose, Act::Lose(vec![id]), "X"))
        .with(view.act(words.duplicate, Act::Duplicate(id), ""))
        .with(view.act(words.deliver_and_crash, Act::DeliverAndCrash(id), ""))
        .with(view.button(words.settle, Intent::Settle))
}
