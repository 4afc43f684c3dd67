//! The strip below the bar of time: a small ledger a panel, branching where the run branches.

use crate::state::run::Run;
use cluster::{BranchId, Moment, World};
use raft_core::{Index, RoleName, Server};
use std::collections::BTreeMap;

/// The strip: nodes with their places, parents before children.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// How many panels of a long script are left out before them.
    pub first: usize,
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

/// How many panels a strip has at most: those of a longer script that are nearest to the moment that is looked
/// at. Each of them is a picture of logs that somebody has to find.
const MOST_PANELS: usize = 200;

impl Strip {
    /// The strip of a run. `known` is the strip drawn before: what has not changed is not looked
    /// at again.
    #[must_use]
    pub fn of(run: &Run, known: Option<&Self>) -> Self {
        let (places, first) = places(run);
        let mut nodes: Vec<Node> = Vec::new();
        let mut before = Before::default();
        for (kind, at, label, line) in places {
            let owner = run.story.timeline.owner(at);
            let hidden = line.and_then(|line| cue_at(run, line)).is_some_and(|panel| run.hides(panel));
            let parent = before.find(run, owner);
            before.add(owner, nodes.len());
            let known = known.and_then(|strip| {
                let place = (nodes.len() + first).checked_sub(strip.first)?;
                strip.nodes.get(place).filter(|node| node.kind == kind && node.at == owner)
            });
            let (logs, servers, alarm) = match known {
                Some(node) => (node.logs.clone(), node.servers.clone(), node.alarm),
                None => look(run, at),
            };
            nodes.push(Node {
                kind,
                at: owner,
                label,
                parent,
                column: parent.map_or(0, |parent| nodes[parent].column + 1),
                half_row: 0,
                hidden,
                alarm,
                current: run.is_here(at),
                leaf: true,
                logs,
                servers,
            });
        }
        let here = between(run, &nodes, &before);
        Self { here, ..place(nodes, first) }
    }
}

/// Where one is among the nodes, if at none of them.
fn between(run: &Run, nodes: &[Node], before: &Before) -> Option<Between> {
    if nodes.is_empty() || nodes.iter().any(|node| node.current) {
        return None;
    }
    let from = before.find(run, run.story.timeline.owner(run.at));
    let ahead = |node: &&Node| node.at.event > run.at.event && run.story.is_on_path(node.at, run.at.branch);
    let next = nodes.iter().filter(ahead).min_by_key(|node| node.at.event);
    let to = next.and_then(|next| nodes.iter().position(|node| node == next));
    let start = from.map_or(0, |from| nodes[from].at.event);
    let percent = next.map_or(0, |next| (run.at.event - start) * 100 / (next.at.event - start).max(1));
    Some(Between { from, to, percent })
}

/// The panel on a line of the script.
fn cue_at(run: &Run, line: u32) -> Option<&script::Cue> {
    let cues = &run.story.cues;
    cues.get(cues.partition_point(|cue| cue.line < line))
}

/// A node to be: what it stands for, its moment, what stands on it, and the line of a panel.
type Placed = (NodeKind, Moment, String, Option<u32>);

/// Panels in the order of the script, then own branches; and how many panels are left out before them.
fn places(run: &Run) -> (Vec<Placed>, usize) {
    let panels: Vec<&script::Cue> = run.story.panels().collect();
    let here = run.panel().map_or(0, |here| panels.partition_point(|panel| panel.line < here.line));
    let first = here.saturating_sub(MOST_PANELS / 2).min(panels.len().saturating_sub(MOST_PANELS));
    let panels = panels.into_iter().skip(first).take(MOST_PANELS).filter_map(|panel| {
        let name = panel.name()?.as_str().to_owned();
        let label = panel.label().unwrap_or(&name).to_owned();
        Some((NodeKind::Panel(name), panel.moment, label, Some(panel.line)))
    });
    let own = run
        .story
        .timeline
        .branches()
        .filter(|(id, branch)| !run.is_scripted(*id) && branch.end() > branch.base());
    let own = own.map(|(id, _)| {
        (NodeKind::Branch(id), run.story.timeline.tip(id), (id.0 - run.scripted + 1).to_string(), None)
    });
    (panels.chain(own).collect(), first)
}

/// The nodes so far by branch and event, to find the one that a moment follows.
#[derive(Default)]
struct Before(BTreeMap<BranchId, BTreeMap<u32, usize>>);

impl Before {
    fn add(&mut self, at: Moment, node: usize) {
        self.0.entry(at.branch).or_default().insert(at.event, node);
    }

    /// The latest node on the way to this moment.
    fn find(&self, run: &Run, at: Moment) -> Option<usize> {
        let mut at = at;
        loop {
            let on_branch = self.0.get(&at.branch).and_then(|nodes| nodes.range(..=at.event).next_back());
            if let Some((_, node)) = on_branch {
                return Some(*node);
            }
            at = run.story.timeline.branch(at.branch).parent()?;
        }
    }
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

/// Gives every node its row: leaves one below the other, others in the middle of what follows. A row of
/// panels may be longer than a stack is deep, so that nothing here calls itself.
fn place(mut nodes: Vec<Node>, first: usize) -> Strip {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (place, node) in nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            children[parent].push(place);
        }
    }
    let mut rows = 0;
    let mut open: Vec<usize> =
        (0..nodes.len()).rev().filter(|place| nodes[*place].parent.is_none()).collect();
    while let Some(node) = open.pop() {
        nodes[node].leaf = children[node].is_empty();
        if nodes[node].leaf {
            nodes[node].half_row = rows * 2;
            rows += 1;
        }
        open.extend(children[node].iter().rev());
    }
    // A node stands after the one that it follows.
    for node in (0..nodes.len()).rev() {
        if let (Some(first), Some(last)) = (children[node].first(), children[node].last()) {
            nodes[node].half_row = u32::midpoint(nodes[*first].half_row, nodes[*last].half_row);
        }
    }
    let columns = nodes.iter().map(|node| node.column + 1).max().unwrap_or(0);
    Strip { nodes, first, half_rows: rows * 2, columns, here: None }
}
