//! Every log there ever was, as a path in one tree.
//!
//! A log is its last entry and the log before that entry. Logs that begin alike share the nodes of
//! their beginnings, so a log is kept as one number, and two logs are equal exactly if their
//! numbers are. Log Matching is then a statement about nodes: no two logs hold different nodes of
//! the same index and term.

use crate::history::Shared;
use raft_core::{Configuration, Entry, Index, Payload, Term};

/// A log that some server had at some moment; see [`crate::Judge::log`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LogId(u32);

impl LogId {
    /// The log without entries.
    pub const EMPTY: Self = Self(0);

    fn place(self) -> Option<usize> {
        (self.0 as usize).checked_sub(1)
    }
}

#[derive(Clone, Copy, Debug)]
struct Node {
    index: Index,
    entry: Entry,
    /// The log before this entry.
    parent: LogId,
    /// A log further back, chosen so that any earlier one is found in few jumps: the skew-binary
    /// jump pointers of Myers, "An applicative random-access stack" (1983).
    jump: LogId,
    /// Another node of the same index; [`LogId::EMPTY`] ends the list.
    next_at_index: LogId,
    /// The log up to its latest configuration; [`LogId::EMPTY`]: there is none.
    configured: LogId,
}

/// The tree of all logs.
#[derive(Clone, Debug)]
pub(crate) struct Logs {
    nodes: Shared<Node>,
    /// For each index, from 1 on, the newest node there.
    newest_at: Shared<LogId>,
    /// Every log that ends with a configuration (§6), in the order in which they came into being.
    configured: Shared<LogId>,
}

impl Logs {
    pub(crate) fn new() -> Self {
        Self { nodes: Shared::new(), newest_at: Shared::new(), configured: Shared::new() }
    }

    fn node(&self, log: LogId) -> Option<&Node> {
        self.nodes.get(log.place()?)
    }

    /// The index of the log's last entry.
    pub(crate) fn last_index(&self, log: LogId) -> Index {
        self.node(log).map_or(Index::ZERO, |node| node.index)
    }

    /// The log cut after `last`; `None` if it ends before that.
    pub(crate) fn cut(&self, log: LogId, last: Index) -> Option<LogId> {
        let mut log = log;
        while let Some(node) = self.node(log) {
            if node.index <= last {
                return (node.index == last).then_some(log);
            }
            log = if self.last_index(node.jump) >= last { node.jump } else { node.parent };
        }
        (last == Index::ZERO).then_some(LogId::EMPTY)
    }

    /// The entry at this index of a log.
    pub(crate) fn entry(&self, log: LogId, index: Index) -> Option<Entry> {
        self.node(self.cut(log, index)?).map(|node| node.entry)
    }

    /// All entries of a log.
    pub(crate) fn entries(&self, log: LogId) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut log = log;
        while let Some(node) = self.node(log) {
            entries.push(node.entry);
            log = node.parent;
        }
        entries.reverse();
        entries
    }

    /// The log with one more entry. A node that is new and has the index and term of others is
    /// put into `rivals` with each of them.
    pub(crate) fn append(&mut self, log: LogId, entry: Entry, rivals: &mut Vec<(LogId, LogId)>) -> LogId {
        let index = self.last_index(log).next();
        let place = (index.0 - 1) as usize;
        let newest = self.newest_at.get(place).copied().unwrap_or(LogId::EMPTY);
        if let Some(found) =
            self.from(newest).find(|(_, node)| node.parent == log && node.entry == entry).map(|(id, _)| id)
        {
            return found;
        }
        let new = LogId(u32::try_from(self.nodes.len() + 1).unwrap_or(u32::MAX));
        rivals.extend(self.rivals(newest, entry.term).map(|rival| (rival, new)));
        let configures = matches!(entry.payload, Payload::Configuration(_));
        let configured =
            if configures { new } else { self.node(log).map_or(LogId::EMPTY, |node| node.configured) };
        let node =
            Node { index, entry, parent: log, jump: self.jump_from(log), next_at_index: newest, configured };
        self.nodes.push(node);
        if configures {
            self.configured.push(new);
        }
        self.newest_at.set(place, new, LogId::EMPTY);
        new
    }

    /// Every log that ends with a configuration (§6), in the order in which they came into being.
    pub(crate) fn configured(&self) -> &Shared<LogId> {
        &self.configured
    }

    /// The log before a log's last entry.
    pub(crate) fn parent(&self, log: LogId) -> LogId {
        self.node(log).map_or(LogId::EMPTY, |node| node.parent)
    }

    /// The latest configuration in a log, and where it is.
    pub(crate) fn configuration(&self, log: LogId) -> Option<(Index, Configuration)> {
        let node = self.node(self.node(log)?.configured)?;
        match node.entry.payload {
            Payload::Configuration(configuration) => Some((node.index, configuration)),
            Payload::Command(_) | Payload::NoOp => None,
        }
    }

    /// The configurations in a log after an index, the latest first.
    pub(crate) fn configurations_after(&self, log: LogId, index: Index) -> Vec<Configuration> {
        let mut found = Vec::new();
        let mut log = log;
        while let Some((at, configuration)) = self.configuration(log)
            && at > index
        {
            found.push(configuration);
            log = self.cut(log, at.previous()).unwrap_or(LogId::EMPTY);
        }
        found
    }

    fn rivals(&self, newest: LogId, term: Term) -> impl Iterator<Item = LogId> {
        self.from(newest).filter(move |(_, node)| node.entry.term == term).map(|(id, _)| id)
    }

    /// This node and the older ones of its index.
    fn from(&self, newest: LogId) -> impl Iterator<Item = (LogId, &Node)> {
        let with_node = |id: LogId| self.node(id).map(|node| (id, node));
        std::iter::successors(with_node(newest), move |(_, node)| with_node(node.next_at_index))
    }

    /// Where a child of this node jumps to.
    fn jump_from(&self, parent: LogId) -> LogId {
        let Some(node) = self.node(parent) else { return LogId::EMPTY };
        let landing = self.node(node.jump);
        let (first, second) = (
            node.index.0 - self.last_index(node.jump).0,
            landing.map_or(0, |landing| landing.index.0 - self.last_index(landing.jump).0),
        );
        match landing {
            Some(landing) if first == second => landing.jump,
            _ => parent,
        }
    }

    /// The lowest index at which two logs have different entries.
    pub(crate) fn first_difference(&self, one: LogId, other: LogId) -> Option<Index> {
        let last = self.last_index(one).min(self.last_index(other));
        Index(1).up_to(last).find(|index| self.entry(one, *index) != self.entry(other, *index))
    }

    pub(crate) fn weight(&self) -> usize {
        self.nodes.weight() + self.newest_at.weight() + self.configured.weight()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use raft_core::Payload;

    fn entry(term: u32) -> Entry {
        Entry { term: Term(term), payload: Payload::NoOp }
    }

    fn log(logs: &mut Logs, terms: &[u32], rivals: &mut Vec<(LogId, LogId)>) -> LogId {
        terms.iter().fold(LogId::EMPTY, |log, term| logs.append(log, entry(*term), rivals))
    }

    #[test]
    fn equal_logs_are_one_and_rivals_are_found() {
        let (mut logs, mut rivals) = (Logs::new(), Vec::new());
        let one = log(&mut logs, &[1, 1, 2, 4], &mut rivals);
        assert_eq!(log(&mut logs, &[1, 1, 2, 4], &mut rivals), one);
        let other = log(&mut logs, &[1, 1, 3], &mut rivals);
        assert!(rivals.is_empty());
        let broken = log(&mut logs, &[1, 1, 3, 4], &mut rivals);
        assert_eq!(rivals, [(one, broken)]);
        assert_eq!(logs.first_difference(one, broken), Some(Index(3)));
        assert_eq!(logs.cut(broken, Index(3)), Some(other));
    }

    #[test]
    fn every_earlier_log_is_found() {
        let (mut logs, mut rivals) = (Logs::new(), Vec::new());
        let mut path = vec![LogId::EMPTY];
        for term in 1..500 {
            path.push(logs.append(path[path.len() - 1], entry(term), &mut rivals));
        }
        for last in [0, 1, 2, 3, 64, 127, 498, 499] {
            for (index, expected) in path.iter().enumerate().take(last + 1) {
                let index = Index(u32::try_from(index).unwrap());
                assert_eq!(logs.cut(path[last], index), Some(*expected));
            }
        }
        assert_eq!(logs.cut(path[3], Index(4)), None);
        assert_eq!(logs.entries(path[3]), [entry(1), entry(2), entry(3)]);
    }
}
