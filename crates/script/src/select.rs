//! Which messages under way a selector means, and which selector means a message.

use crate::error::{Candidate, ErrorKind};
use crate::syntax::{Losses, MessageKind, Selector};
use cluster::{Envelope, MessageId, Network};
use raft_core::Message;

/// What a script calls this message.
#[must_use]
pub fn kind_of(message: &Message) -> MessageKind {
    match message {
        Message::RequestVote(_) => MessageKind::RequestVote,
        Message::AppendEntries(_) => MessageKind::AppendEntries,
        Message::RequestVoteReply(_) | Message::AppendEntriesReply(_) => MessageKind::Reply,
    }
}

fn entries_of(envelope: &Envelope) -> u32 {
    u32::try_from(envelope.message.entries().len()).unwrap_or(u32::MAX)
}

fn matches(selector: &Selector, envelope: &Envelope) -> bool {
    envelope.id.from == selector.from
        && envelope.id.to == selector.to
        && kind_of(&envelope.message) == selector.kind
        && selector.term.is_none_or(|term| envelope.message.term() == term)
        && selector.entries.is_none_or(|entries| entries_of(envelope) == entries)
}

/// Every message that matches, in sending order.
pub(crate) fn matching<'a>(
    selector: &Selector,
    network: &'a Network,
) -> impl Iterator<Item = &'a Envelope> + use<'a> {
    let selector = *selector;
    let nth = selector.nth.map(|nth| nth as usize - usize::from(nth > 0));
    let all = network.messages().iter().filter(move |envelope| matches(&selector, envelope));
    all.skip(nth.unwrap_or(0)).take(if nth.is_some() { 1 } else { usize::MAX })
}

/// The only message that matches.
pub(crate) fn the_one(selector: &Selector, network: &Network) -> Result<MessageId, ErrorKind> {
    let mut found = matching(selector, network);
    match (found.next(), found.next()) {
        (Some(envelope), None) => Ok(envelope.id),
        (None, _) => Err(ErrorKind::NoMessage { selector: *selector, under_way: near(selector, network) }),
        (Some(_), Some(_)) => {
            let matching = matching(selector, network).map(candidate).collect();
            Err(ErrorKind::ManyMessages { selector: *selector, matching })
        }
    }
}

/// What is under way; on the selector's own link if anything is.
fn near(selector: &Selector, network: &Network) -> Vec<Candidate> {
    let on_link = |envelope: &&Envelope| envelope.id.from == selector.from && envelope.id.to == selector.to;
    let near: Vec<Candidate> = network.messages().iter().filter(on_link).map(candidate).collect();
    if near.is_empty() { network.messages().iter().map(candidate).collect() } else { near }
}

fn candidate(envelope: &Envelope) -> Candidate {
    Candidate {
        id: envelope.id,
        kind: kind_of(&envelope.message),
        term: envelope.message.term(),
        entries: envelope.message.entries().len(),
    }
}

/// The messages to lose. Only `rest` may be none.
pub(crate) fn losses(losses: &Losses, network: &Network) -> Result<Vec<MessageId>, ErrorKind> {
    let those = |fits: &dyn Fn(&Envelope) -> bool| -> Vec<MessageId> {
        network.messages().iter().filter(|envelope| fits(envelope)).map(|envelope| envelope.id).collect()
    };
    let ids = match losses {
        Losses::Rest => return Ok(those(&|_| true)),
        Losses::Kind(kind) => those(&|envelope| kind_of(&envelope.message) == *kind),
        Losses::From(server) => those(&|envelope| envelope.id.from == *server),
        Losses::To(server) => those(&|envelope| envelope.id.to == *server),
        Losses::Matching(selector) => {
            let ids: Vec<MessageId> = matching(selector, network).map(|envelope| envelope.id).collect();
            if ids.is_empty() {
                let under_way = near(selector, network);
                return Err(ErrorKind::NoMessage { selector: *selector, under_way });
            }
            ids
        }
    };
    if ids.is_empty() { Err(ErrorKind::NothingToLose) } else { Ok(ids) }
}

/// The selector with the fewest filters that means this message alone. `None` if it is not under
/// way.
#[must_use]
pub fn selector_for(id: MessageId, network: &Network) -> Option<Selector> {
    let envelope = network.get(id)?;
    let kind = kind_of(&envelope.message);
    let plain = Selector { kind, from: id.from, to: id.to, term: None, entries: None, nth: None };
    let by_term = Selector { term: Some(envelope.message.term()), ..plain };
    let by_entries = Selector { entries: Some(entries_of(envelope)), ..plain };
    let alone = |selector: &Selector| the_one(selector, network) == Ok(id);
    if let Some(selector) = [plain, by_term, by_entries].into_iter().find(alone) {
        return Some(selector);
    }
    let place = matching(&plain, network).position(|other| other.id == id)?;
    Some(Selector { nth: u32::try_from(place + 1).ok(), ..plain })
}
