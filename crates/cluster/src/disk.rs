//! Disks that take their time (§5.6): what a step has stored is durable when its write ends, and
//! only then do the messages leave that rest on it.
//!
//! One write a step, one after the other on each server. A crash in the middle loses the write and
//! all that queue behind it, with the messages that wait for them. Whatever a server sends while it
//! writes waits as well: an answer may rest on an earlier write ("updated on stable storage before
//! responding to RPCs", Figure 2).
//!
//! A server that is a majority by itself decides in the same step in which it stores; for it a
//! write takes no time, so that it never decides by what a crash may take away.

use crate::event::{Cause, Event};
use crate::network::{LossCause, MessageId};
use crate::time::{Micros, Purpose, draw, within};
use crate::world::{Mode, World};
use raft_core::{Index, Message, PerServer, Persistent, ServerId, ServerSet};
use serde::Serialize;

/// A write that has not ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Write {
    /// Whose.
    pub server: ServerId,
    /// When the disk begins with it: at the step, or when the write before it ends.
    pub begins: Micros,
    /// When it is durable.
    pub ends: Micros,
    /// What is on disk until then, and after a crash.
    pub on_disk: Persistent,
    /// The first index that it changes in the log.
    pub log_from: Option<Index>,
    /// Messages that leave when it has ended, in order.
    pub held: Vec<(MessageId, Message)>,
}

/// What is being written, on all servers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Disks {
    /// Every write that has not ended; those of one server in the order in which they end.
    writes: Vec<Write>,
    /// How many writes each server has begun: what their durations are drawn by.
    begun: PerServer<u32>,
}

impl Disks {
    pub(crate) fn idle() -> Self {
        Self { writes: Vec::new(), begun: PerServer::filled(0) }
    }

    /// Whether no server has ever had to wait for its disk: such a world is the same as one
    /// without disks.
    pub(crate) fn were_never_slow(&self) -> bool {
        self.writes.is_empty() && ServerId::all().all(|server| self.begun[server] == 0)
    }

    pub(crate) fn writes(&self) -> &[Write] {
        &self.writes
    }

    /// A server's writes, in the order in which they end.
    pub(crate) fn of(&self, server: ServerId) -> impl DoubleEndedIterator<Item = &Write> {
        self.writes.iter().filter(move |write| write.server == server)
    }

    /// Takes away the write that ends next.
    fn take_next(&mut self, server: ServerId) -> Option<Write> {
        let place = self.writes.iter().position(|write| write.server == server)?;
        Some(self.writes.remove(place))
    }

    /// The write that a message sent now waits for.
    fn last_mut(&mut self, server: ServerId) -> Option<&mut Write> {
        self.writes.iter_mut().rfind(|write| write.server == server)
    }
}

impl World {
    /// The writes that a server has not ended, in the order in which they will end.
    pub fn writes_of(&self, server: ServerId) -> impl DoubleEndedIterator<Item = &Write> {
        self.disks.of(server)
    }

    /// Whether what the server stores now takes time, or waits for what does.
    pub(crate) fn disk_is_slow(&self, id: ServerId) -> bool {
        let takes_time = self.mode == Mode::Clocked && self.dials().disk(id).max > Micros::ZERO;
        (takes_time || self.disks.of(id).next().is_some()) && !self.decides_alone(id)
    }

    /// Whether the server is a majority by itself.
    fn decides_alone(&self, id: ServerId) -> bool {
        let alone = ServerSet::only(id);
        self.server(id).is_some_and(|server| server.electorate(self.rules).majorities(alone).is_enough())
    }

    /// Writes what a step has changed, and holds its messages back until that is durable. Gives back
    /// what may leave at once.
    pub(crate) fn store(
        &mut self,
        id: ServerId,
        on_disk: Persistent,
        messages: Vec<(ServerId, Message)>,
        event: &mut Event,
    ) -> Vec<(ServerId, Message)> {
        if self.decides_alone(id) {
            self.end_all_writes(id, event);
            return messages;
        }
        let changed = event.log_from.is_some()
            || self.server(id).is_some_and(|server| {
                (server.current_term(), server.voted_for()) != (on_disk.current_term, on_disk.voted_for)
            });
        if changed {
            self.begin_write(id, on_disk, event.log_from);
        }
        self.hold(id, messages, event)
    }

    /// Begins the write of a step, behind those that have not ended. A write that takes no time
    /// has ended already.
    fn begin_write(&mut self, id: ServerId, on_disk: Persistent, log_from: Option<Index>) {
        let begun = &mut self.disks.begun[id];
        let ordinal = u64::from(*begun);
        *begun = begun.wrapping_add(1);
        let random = draw(self.seed, Purpose::Disk, u64::from(id.number()), ordinal);
        let begins = self.disks.of(id).next_back().map_or(self.now, |write| write.ends);
        let ends = begins.plus(within(random, self.dials().disk(id)));
        if ends > self.now {
            self.disks.writes.push(Write { server: id, begins, ends, on_disk, log_from, held: Vec::new() });
        }
    }

    /// Lets messages wait for the server's last write. Gives them back if it writes nothing.
    fn hold(
        &mut self,
        id: ServerId,
        messages: Vec<(ServerId, Message)>,
        event: &mut Event,
    ) -> Vec<(ServerId, Message)> {
        let Some(write) = self.disks.last_mut(id) else { return messages };
        event.written_at = Some(write.ends);
        for (to, message) in messages {
            let name = self.network.next_id(id, to);
            event.held.push(name);
            write.held.push((name, message));
        }
        Vec::new()
    }

    /// The server's next write ends: it is durable, and what waited for it leaves.
    pub(crate) fn end_write(&mut self, id: ServerId, event: &mut Event) {
        event.cause = Cause::Written(id);
        if let Some(write) = self.disks.take_next(id) {
            self.release(write, event);
        }
    }

    /// What waited for a write leaves.
    fn release(&mut self, write: Write, event: &mut Event) {
        for (id, message) in write.held {
            self.send(id, message, event);
        }
    }

    /// Ends all writes of a server at once.
    pub(crate) fn end_all_writes(&mut self, id: ServerId, event: &mut Event) {
        while let Some(write) = self.disks.take_next(id) {
            self.release(write, event);
        }
    }

    /// Cuts a server's writes off. Gives what is on its disk, if that is not what it has in memory.
    pub(crate) fn cut_writes_off(&mut self, id: ServerId, event: &mut Event) -> Option<Persistent> {
        let mut on_disk = None;
        while let Some(write) = self.disks.take_next(id) {
            event.cut_off += 1;
            event.log_from = [event.log_from, write.log_from].into_iter().flatten().min();
            event.lost.extend(write.held.iter().map(|(name, _)| (*name, LossCause::SenderCrashed)));
            on_disk.get_or_insert(write.on_disk);
        }
        on_disk
    }
}
