//! Which indexes are shown, and what is true of the entry at each.

use crate::state::Pane;
use crate::view::View;
use narration::phrases;
use raft_core::{Configuration, Entry, Index, Payload, Server, ServerId, ServerSet, Tally};

/// How many columns are drawn at most; the rest is a click away.
pub(super) const WINDOW: i32 = 16;
/// Empty columns keep the table in its place while logs are short.
const FEWEST: u32 = 4;
/// The same where there is less room.
const FEWEST_IN_LITTLE_ROOM: u32 = 3;

/// Commands of more letters want wider columns.
const SHORT_COMMAND: usize = 4;

/// The numbers of so many servers take less room than those of two sets.
const FEW: usize = 5;

/// So many columns with configurations have the room they want.
const MOST_WIDE: usize = 6;

/// The columns on the screen.
pub(super) struct Columns {
    pub(super) first: Index,
    pub(super) heads: Vec<ColumnHead>,
}

impl Columns {
    /// The classes that say how much room the columns want: how many they are, how many digits their terms have,
    /// and whether a command among them is long.
    pub(super) fn classes(&self, view: &View<'_>) -> String {
        let entries = || {
            let logs = view.world().servers().iter().map(Server::log);
            logs.flat_map(|log| self.heads.iter().filter_map(|head| log.get(head.index)))
        };
        let term = entries().map(|entry| entry.term.0).max().unwrap_or(0);
        let digits = 1 + usize::from(term > 9) + usize::from(term > 99);
        let is_long = |entry: &Entry| phrases::entry(view.language, entry).chars().count() > SHORT_COMMAND;
        let long = entries().any(|entry| !is_configuration(entry) && is_long(entry));
        let rows = view.world().servers().len();
        let long = if long { " long" } else { "" };
        let spare = self.heads.iter().filter(|head| head.spare).count();
        let wide = self.heads.iter().filter(|head| head.wide).count().min(MOST_WIDE);
        let small = self.heads.iter().filter(|head| head.small).count().min(MOST_WIDE);
        let configured = if view.configuration.is_some() { " configured" } else { "" };
        let columns = self.heads.len();
        format!(
            "ledger rows-{rows} cols-{columns} spare-{spare} wide-{wide} small-{small} digits-{digits}{long}{configured}"
        )
    }
}

/// One column.
pub(super) struct ColumnHead {
    pub(super) index: Index,
    /// `committed`, `on 3 of 5`, or nothing to say.
    pub(super) fact: String,
    /// The same for the eye where the column is too narrow for it: `✓`, `5/7`.
    pub(super) sign: String,
    /// Whether it is empty and only there to keep the table in its place, if there is room.
    pub(super) spare: bool,
    /// Whether a configuration is stored there, which wants a wider column.
    pub(super) wide: bool,
    /// Whether it wants less than that, since it is one set of few servers.
    pub(super) small: bool,
    /// Whether its entry is committed.
    pub(super) committed: bool,
    /// The servers whose cells are framed: a majority stores the same entry and it is not committed.
    pub(super) framed: ServerSet,
}

impl Columns {
    /// The columns to draw: the last ones, or those before them if somebody paged back.
    pub(super) fn of(view: &View<'_>) -> Self {
        let argues = view.state.pane == Pane::Proof;
        let little_room = view.state.narrow || argues || view.beside.is_some();
        let fewest = if little_room { FEWEST_IN_LITTLE_ROOM } else { FEWEST };
        let used = last_index(view).max(1);
        let last = used.max(fewest);
        let shown = last.saturating_sub(view.state.earlier).max(fewest);
        let first = Index((shown + 1).saturating_sub(WINDOW.unsigned_abs()).max(1));
        Self {
            first,
            heads: first.up_to(Index(shown)).map(|index| head(view, index, index.0 > used)).collect(),
        }
    }
}

/// The last index of the longest log, now or just before: what is deleted is still seen to go.
pub fn last_index(view: &View<'_>) -> u32 {
    let longest =
        |world: &cluster::World| world.servers().iter().map(|server| server.log().last_index().0).max();
    let before = view.shot.before.as_ref().and_then(|before| longest(before));
    longest(view.world()).max(before).unwrap_or(0)
}

fn head(view: &View<'_>, index: Index, spare: bool) -> ColumnHead {
    let world = view.world();
    let column = view.shot.scene.observer.column(world, index);
    let committed = column.committed.is_some();
    let stored = column.groups.iter().map(|group| group.servers);
    // No frame round a majority of one side alone; how far both are is told, but not while a question is open.
    let wide = stored.filter(|_| !committed).find_map(|servers| {
        let copies = counted(view, servers)?;
        (copies.is_enough() || (copies.new.is_some() && !view.is_asked())).then_some((servers, copies))
    });
    let (fact, sign) = match wide {
        _ if committed => (view.words.committed.to_owned(), "✓".to_owned()),
        Some((_, copies)) => (phrases::stored_on(view.language, copies), phrases::fractions(copies)),
        None => Default::default(),
    };
    let framed =
        wide.filter(|(_, copies)| copies.is_enough()).map_or(ServerSet::EMPTY, |(servers, _)| servers);
    let stored = || world.servers().iter().filter_map(|server| server.log().get(index));
    let wide = stored().any(is_configuration);
    let small = wide && !stored().any(is_large);
    ColumnHead { index, fact, sign, spare, wide, small, committed, framed }
}

/// Whether an entry is a configuration of two sets, or of many servers.
fn is_large(entry: &Entry) -> bool {
    match entry.payload {
        Payload::Configuration(Configuration { voters, next }) => next.is_some() || voters.len() > FEW,
        Payload::Command(_) | Payload::NoOp => false,
    }
}

fn is_configuration(entry: &Entry) -> bool {
    matches!(entry.payload, Payload::Configuration(_))
}

/// The copies on these servers, counted against a majority by the configuration of the leader; where
/// nobody leads, of the first server that stores one.
fn counted(view: &View<'_>, servers: ServerSet) -> Option<Tally> {
    let world = view.world();
    let first = servers.iter().next().and_then(|id: ServerId| world.server(id));
    let counts = world.leader().or(first)?;
    Some(counts.electorate(world.rules()).majorities(servers))
}
