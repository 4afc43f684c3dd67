//! The strip below the bar of time: a small ledger a panel, branching where the run branches.

use crate::state::run::Run;
use cluster::{BranchId, Moment, World};
use raft_core::{Index, RoleName, Server};

/// The strip: nodes with their places, parents before children.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// How many rows there are, in halves: a node between two rows stands on a half.
    pub half_rows: u32,
    /// How many columns.
    pub columns: u32,
    /// Where one is, if at none of the nodes.
    pub here: Option<Between>,
}

/// A moment between two nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    /// The node before it; `None`: it comes before all of them.
    pub from: Option<usize>,
    /// The node after it on the path that is shown; `None`: there is none.
    pub to: Option<usize>,
    /// How much of the way is done, in percent.
    pub percent: u32,
}

/// One small ledger.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// A panel of the script or an own branch.
    pub kind: NodeKind,
    /// Its moment.
    pub at: Moment,
    /// What stands on it: `c`.
    pub label: String,
    /// The node it follows.
    pub parent: Option<usize>,
    /// Its column, from the left.
    pub column: u32,
    /// Its place from the top, in half rows.
    pub half_row: u32,
    /// It would give an answer away.
    pub hidden: bool,
    /// A property is broken there.
    pub alarm: bool,
    /// It is the moment that is looked at.
    pub current: bool,
    /// Nothing follows it.
    pub leaf: bool,
    /// The terms in the logs, a row a server.
    pub logs: Vec<Vec<u32>>,
    /// The servers, which a small ledger shows while all logs are empty.
    pub servers: Vec<Standing>,
}

/// A server as a small ledger shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// currentTerm.
    pub term: u32,
    /// Its role, or `None` while it is down.
    pub role: Option<RoleName>,
}

/// What a node stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A panel, by its name.
    Panel(String),
    /// The end of somebody's own branch.
    Branch(BranchId),
}

/// Whether a panel's label is the letter of a panel of the paper's figure: `c`, `d′`.
#[must_use]
pub fn is_letter(label: &str) -> bool {
    let mut letters = label.chars();
    letters.next().is_some() && letters.next().is_none_or(|mark| mark == '′') && letters.next().is_none()
}

/// How many entries of a log a small ledger shows: the last ones.
const SHOWN_ENTRIES: u32 = 4;

impl Strip {
    /// The strip of a run. `known` is the strip drawn before: what has not changed is not looked
    /// at again.
    #[must_use]
    pub fn of(run: &Run, known: Option<&Self>) -> Self {
        let mut nodes: Vec<Node> = Vec::new();
        for (kind, at, label) in places(run) {
            let owner = run.story.timeline.owner(at);
            let parent = parent_of(run, &nodes, at);
            let hidden = match &kind {
                NodeKind::Panel(name) => run.story.panel(name).is_some_and(|panel| run.hides(panel)),
                NodeKind::Branch(_) => false,
            };
            let before =
                known.and_then(|strip| strip.nodes.iter().find(|node| node.kind == kind && node.at == owner));
            let (logs, servers, alarm) = match before {
                Some(node) => (node.logs.clone(), node.servers.clone(), node.alarm),
                None => look(run, at),
            };
            let current = run.is_here(at);
            nodes.push(Node {
                kind,
                at: owner,
                label,
                parent,
                column: parent.map_or(0, |parent| nodes[parent].column + 1),
                half_row: 0,
                hidden,
                alarm,
                current,
                leaf: true,
                logs,
                servers,
            });
        }
        let here = between(run, &nodes);
        Self { here, ..place(nodes) }
    }
}

/// Where one is among the nodes, if at none of them.
fn between(run: &Run, nodes: &[Node]) -> Option<Between> {
    if nodes.is_empty() || nodes.iter().any(|node| node.current) {
        return None;
    }
    let from = parent_of(run, nodes, run.at);
    let ahead = |node: &&Node| node.at.event > run.at.event && run.story.is_on_path(node.at, run.at.branch);
    let next = nodes.iter().filter(ahead).min_by_key(|node| node.at.event);
    let to = next.and_then(|next| nodes.iter().position(|node| node == next));
    let start = from.map_or(0, |from| nodes[from].at.event);
    let percent = next.map_or(0, |next| (run.at.event - start) * 100 / (next.at.event - start).max(1));
    Some(Between { from, to, percent })
}

/// Panels in the order of the script, then own branches.
fn places(run: &Run) -> Vec<(NodeKind, Moment, String)> {
    let panels = run.story.panels().filter_map(|panel| {
        let name = panel.name()?.as_str().to_owned();
        let label = panel.label().unwrap_or(&name).to_owned();
        Some((NodeKind::Panel(name), panel.moment, label))
    });
    let own = run
        .story
        .timeline
        .branches()
        .filter(|(id, branch)| !run.is_scripted(*id) && branch.end() > branch.base());
    let own = own.map(|(id, _)| {
        (NodeKind::Branch(id), run.story.timeline.tip(id), (id.0 - run.scripted + 1).to_string())
    });
    panels.chain(own).collect()
}

/// The node before: the latest on the way to this moment.
fn parent_of(run: &Run, nodes: &[Node], at: Moment) -> Option<usize> {
    let timeline = &run.story.timeline;
    let leads_here = |node: &Node| {
        node.at.event <= at.event && timeline.owner(Moment { event: node.at.event, ..at }) == node.at
    };
    let before = nodes.iter().enumerate().filter(|(_, node)| leads_here(node));
    before.max_by_key(|(place, node)| (node.at.event, *place)).map(|(place, _)| place)
}

fn look(run: &Run, at: Moment) -> (Vec<Vec<u32>>, Vec<Standing>, bool) {
    let scene = run.story.timeline.scene(at);
    (logs(&scene.world), standings(&scene.world), !scene.observer.violations().is_empty())
}

fn standings(world: &World) -> Vec<Standing> {
    let standing = |server: &Server| Standing {
        term: server.current_term().0,
        role: world.is_up(server.id()).then(|| server.role().name()),
    };
    world.servers().iter().map(standing).collect()
}

fn logs(world: &World) -> Vec<Vec<u32>> {
    let longest = world.servers().iter().map(|server| server.log().last_index().0).max().unwrap_or(0);
    let first = Index(longest.saturating_sub(SHOWN_ENTRIES) + 1);
    let terms = |server: &Server| server.log().from(first).iter().map(|entry| entry.term.0).collect();
    world.servers().iter().map(terms).collect()
}

/// Gives every node its row: leaves one below the other, others in the middle of what follows.
fn place(mut nodes: Vec<Node>) -> Strip {
    let children: Vec<Vec<usize>> = (0..nodes.len())
        .map(|parent| (0..nodes.len()).filter(|child| nodes[*child].parent == Some(parent)).collect())
        .collect();
    let mut next_row = 0;
    let roots: Vec<usize> = (0..nodes.len()).filter(|place| nodes[*place].parent.is_none()).collect();
    for root in roots {
        place_below(&mut nodes, &children, root, &mut next_row);
    }
    let columns = nodes.iter().map(|node| node.column + 1).max().unwrap_or(0);
    Strip { nodes, half_rows: next_row * 2, columns, here: None }
}

fn place_below(nodes: &mut [Node], children: &[Vec<usize>], node: usize, next_row: &mut u32) {
    let below = &children[node];
    nodes[node].leaf = below.is_empty();
    let (Some(first), Some(last)) = (below.first(), below.last()) else {
        nodes[node].half_row = *next_row * 2;
        *next_row += 1;
        return;
    };
    for child in below {
        place_below(nodes, children, *child, next_row);
    }
    nodes[node].half_row = u32::midpoint(nodes[*first].half_row, nodes[*last].half_row);
}
