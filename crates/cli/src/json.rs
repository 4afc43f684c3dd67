//! Servers, messages and panels as JSON. The schemas in `docs/` describe them.

use cluster::{Envelope, World};
use judge::Judge;
use raft_core::{Entry, Message, Payload, PerServer, Role, Server, ServerSet};
use serde::Serialize;
use std::collections::BTreeMap;

/// An entry of a log.
#[derive(Debug, Serialize)]
pub(crate) struct EntryJson {
    term: u32,
    /// `null`: the entry carries no client's command.
    command: Option<String>,
}

impl From<&Entry> for EntryJson {
    fn from(entry: &Entry) -> Self {
        let command = match &entry.payload {
            Payload::Command(command) => Some(command.to_string()),
            Payload::Configuration(_) | Payload::NoOp => None,
        };
        Self { term: entry.term.0, command }
    }
}

/// A server's state (Figure 2).
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ServerJson {
    id: String,
    up: bool,
    role: &'static str,
    current_term: u32,
    voted_for: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    log: Option<Vec<EntryJson>>,
    commit_index: u32,
    last_applied: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_index: Option<BTreeMap<String, u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    match_index: Option<BTreeMap<String, u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    votes_granted: Option<Vec<String>>,
}

impl ServerJson {
    fn new(world: &World, server: &Server) -> Self {
        Self { log: Some(entries(server.log().entries())), ..Self::without_log(world, server) }
    }

    /// Everything but the log.
    pub(crate) fn without_log(world: &World, server: &Server) -> Self {
        let mut others = server.electorate(world.rules()).receivers();
        others.remove(server.id());
        let (mut next_index, mut match_index, mut votes_granted) = (None, None, None);
        match server.role() {
            Role::Follower => {}
            Role::Candidate { votes, .. } => votes_granted = Some(ids(*votes)),
            Role::Leader { next_index: next, match_index: matching, .. } => {
                next_index = Some(by_id(others, next));
                match_index = Some(by_id(others, matching));
            }
        }
        Self {
            id: server.id().to_string(),
            up: world.is_up(server.id()),
            role: server.role().name().name(),
            current_term: server.current_term().0,
            voted_for: server.voted_for().map(|server| server.to_string()),
            log: None,
            commit_index: server.commit_index().0,
            last_applied: server.last_applied().0,
            next_index,
            match_index,
            votes_granted,
        }
    }
}

fn by_id(servers: ServerSet, indexes: &PerServer<raft_core::Index>) -> BTreeMap<String, u32> {
    servers.iter().map(|server| (server.to_string(), indexes[server].0)).collect()
}

/// `["S1", "S2"]`
pub(crate) fn ids(servers: ServerSet) -> Vec<String> {
    servers.iter().map(|server| server.to_string()).collect()
}

pub(crate) fn entries(entries: &[Entry]) -> Vec<EntryJson> {
    entries.iter().map(EntryJson::from).collect()
}

/// Every server.
pub(crate) fn servers(world: &World) -> Vec<ServerJson> {
    world.servers().iter().map(|server| ServerJson::new(world, server)).collect()
}

/// A message under way.
#[derive(Debug, Serialize)]
pub(crate) struct MessageJson {
    id: String,
    from: String,
    to: String,
    term: u32,
    #[serde(flatten)]
    content: ContentJson,
}

/// What a message says, with the paper's names (Figure 2).
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
enum ContentJson {
    RequestVote { last_log_index: u32, last_log_term: u32 },
    RequestVoteReply { vote_granted: bool },
    AppendEntries { prev_log_index: u32, prev_log_term: u32, entries: Vec<EntryJson>, leader_commit: u32 },
    AppendEntriesReply { success: bool, prev_log_index: u32, match_index: u32 },
}

impl From<&Message> for ContentJson {
    fn from(message: &Message) -> Self {
        match message {
            Message::RequestVote(request) => Self::RequestVote {
                last_log_index: request.last_log.index.0,
                last_log_term: request.last_log.term.0,
            },
            Message::RequestVoteReply(reply) => Self::RequestVoteReply { vote_granted: reply.vote_granted },
            Message::AppendEntries(request) => Self::AppendEntries {
                prev_log_index: request.prev_log.index.0,
                prev_log_term: request.prev_log.term.0,
                entries: entries(&request.entries),
                leader_commit: request.leader_commit.0,
            },
            Message::AppendEntriesReply(reply) => Self::AppendEntriesReply {
                success: reply.success,
                prev_log_index: reply.prev_log_index.0,
                match_index: reply.match_index.0,
            },
        }
    }
}

/// A message under way.
pub(crate) fn message(envelope: &Envelope) -> MessageJson {
    MessageJson {
        id: envelope.id.to_string(),
        from: envelope.id.from.to_string(),
        to: envelope.id.to.to_string(),
        term: envelope.message.term().0,
        content: ContentJson::from(&envelope.message),
    }
}

/// Everything under way, in the order of sending.
pub(crate) fn messages(world: &World) -> Vec<MessageJson> {
    world.network().messages().iter().map(message).collect()
}

/// The first violation of a property.
#[derive(Debug, Serialize)]
pub(crate) struct ViolationJson {
    property: &'static str,
    event: u32,
}

/// All violations so far.
pub(crate) fn violations(judge: &Judge) -> Vec<ViolationJson> {
    let violation = |violation: &judge::Violation| ViolationJson {
        property: violation.property.name(),
        event: violation.event,
    };
    judge.violations().iter().map(violation).collect()
}

/// The state at a panel.
#[derive(Debug, Serialize)]
pub(crate) struct PanelJson {
    pub(crate) branch: String,
    /// `null`: the end of the branch.
    pub(crate) panel: Option<String>,
    pub(crate) event: u32,
    pub(crate) leader: Option<String>,
    pub(crate) leaders: Vec<LeaderJson>,
    pub(crate) term: u32,
    pub(crate) servers: Vec<ServerJson>,
    pub(crate) violations: Vec<ViolationJson>,
}

/// A server that is up and takes itself for the leader.
#[derive(Debug, Serialize)]
pub(crate) struct LeaderJson {
    server: String,
    term: u32,
}

/// Servers that are up and lead, as `expect leader` means it, by number.
pub(crate) fn leaders(world: &World) -> Vec<LeaderJson> {
    leading(world).map(|server| LeaderJson { server: name(server), term: server.current_term().0 }).collect()
}

/// The leaders of the greatest term that any server leads: one, but for broken rules.
pub(crate) fn current_leaders(world: &World) -> Vec<String> {
    let term = leading(world).map(Server::current_term).max();
    leading(world).filter(|server| Some(server.current_term()) == term).map(name).collect()
}

/// The leader of the greatest term. `None` if there is none, or more than one.
pub(crate) fn leader(world: &World) -> Option<String> {
    match <[String; 1]>::try_from(current_leaders(world)) {
        Ok([leader]) => Some(leader),
        Err(_) => None,
    }
}

fn leading(world: &World) -> impl Iterator<Item = &Server> {
    world.servers().iter().filter(|server| server.is_leader() && world.is_up(server.id()))
}

fn name(server: &Server) -> String {
    server.id().to_string()
}
