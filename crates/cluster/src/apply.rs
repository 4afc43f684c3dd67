//! Applying one action to a world: `check.rs` says whether it can be done; here it is done.

use crate::action::{Act, Action, ActionError};
use crate::event::{Cause, Event};
use crate::network::{Envelope, Link, LossCause, MAX_UNDER_WAY, MessageId};
use crate::schedule::Due;
use crate::time::Micros;
use crate::world::{Mode, World};
use raft_core::{Command, Decision, Entry, Index, Input, Message, Rules, Server, ServerId, Sink, TimerReset};

/// Collects what a step hands out.
struct Collector<'a, const EXPLAIN: bool> {
    event: &'a mut Event,
    /// Messages to put under way when the step is over.
    outbox: &'a mut Vec<(ServerId, Message)>,
    /// No more messages can be under way.
    is_full: bool,
}

impl<const EXPLAIN: bool> Sink for Collector<'_, EXPLAIN> {
    const EXPLAINS: bool = EXPLAIN;

    fn send(&mut self, to: ServerId, message: Message) {
        self.outbox.push((to, message));
    }

    fn is_full(&self) -> bool {
        self.is_full
    }

    fn reset_election_timer(&mut self, why: TimerReset) {
        self.event.timer = Some(why);
    }

    fn apply(&mut self, index: Index, entry: Entry) {
        self.event.applied.push((index, entry));
    }

    fn log_changed(&mut self, first: Index) {
        let from = self.event.log_from.map_or(first, |before| before.min(first));
        self.event.log_from = Some(from);
    }

    fn decided(&mut self, decision: Decision) {
        self.event.decisions.push(decision);
    }
}

/// What a server by itself hands out in one step, outside of any world.
#[derive(Debug)]
pub struct Handed {
    /// What it sends, in order.
    pub sent: Vec<(ServerId, Message)>,
    /// What it decides.
    pub decisions: Vec<Decision>,
}

impl Handed {
    /// Lets a server do one step. Collected as in a world, so that a program has the algorithm in
    /// it only once.
    pub fn by(server: &mut Server, rules: Rules, input: Input<'_>) -> Self {
        let (mut event, mut sent) = (Event::start(), Vec::new());
        server.step(
            rules,
            input,
            &mut Collector::<true> { event: &mut event, outbox: &mut sent, is_full: false },
        );
        Self { sent, decisions: event.decisions }
    }
}

impl World {
    /// Does one action and tells all about it.
    ///
    /// # Errors
    /// Why it cannot be done; the world has not changed then.
    pub fn apply(&mut self, action: &Action) -> Result<Event, ActionError> {
        let mut event = Event::start();
        self.apply_into::<true>(action, &mut event)?;
        Ok(event)
    }

    /// The same, into a buffer, and without decisions unless `EXPLAIN`: for long replays.
    ///
    /// # Errors
    /// Why it cannot be done; the world has not changed then.
    pub fn apply_into<const EXPLAIN: bool>(
        &mut self,
        action: &Action,
        event: &mut Event,
    ) -> Result<(), ActionError> {
        let is_step = action.act == Act::Step;
        // Looked for once: whatever is next is also what a step does.
        let next = if is_step || action.at.is_some() { self.next_scheduled() } else { None };
        let at = self.time_of(action, next.map(|(due, _)| due))?;
        if !is_step || next.is_none() {
            self.check(&action.act)?;
        }
        self.now = at;
        event.clear(at);
        self.perform::<EXPLAIN>(&action.act, next.map(|(_, due)| due), event);
        Ok(())
    }

    /// When the action happens. `due` is when something happens by itself; it need not be known for
    /// an act that happens now.
    fn time_of(&self, action: &Action, due: Option<Micros>) -> Result<Micros, ActionError> {
        let Some(at) = action.at else {
            return Ok(if action.act == Act::Step { due.unwrap_or(self.now) } else { self.now });
        };
        match (self.mode, due) {
            (Mode::Stepped, _) => Err(ActionError::NeedsClock),
            _ if at > Micros::MAX => Err(crate::check::too_long(at)),
            _ if at < self.now => Err(ActionError::Past { at, now: self.now }),
            (_, Some(due)) if action.act == Act::Step && due != at => {
                Err(ActionError::ScheduledFirst { at, due })
            }
            (_, Some(due)) if action.act != Act::Step && due <= at => {
                Err(ActionError::ScheduledFirst { at, due })
            }
            _ => Ok(at),
        }
    }

    /// Does what [`World::check`] has allowed; a step does what is `next`.
    fn perform<const EXPLAIN: bool>(&mut self, act: &Act, next: Option<Due>, event: &mut Event) {
        match act {
            Act::Step => self.perform_scheduled::<EXPLAIN>(next, event),
            Act::Timeout(id) => self.time_out::<EXPLAIN>(*id, event),
            Act::Beat(id) => self.beat::<EXPLAIN>(*id, event),
            Act::Send { from, to } => {
                event.cause = Cause::Sent { from: *from, to: *to };
                self.step_server::<EXPLAIN>(*from, Input::Send { to: *to }, event);
            }
            Act::SendEmpty { from, to } => {
                event.cause = Cause::Sent { from: *from, to: *to };
                self.step_server::<EXPLAIN>(*from, Input::SendEmpty { to: *to }, event);
            }
            Act::SendSome { from, to, entries } => {
                event.cause = Cause::Sent { from: *from, to: *to };
                self.step_server::<EXPLAIN>(*from, Input::SendSome { to: *to, most: *entries }, event);
            }
            Act::Request { server, command } => self.request::<EXPLAIN>(*server, *command, event),
            Act::Reconfigure { server, target } => self.reconfigure::<EXPLAIN>(*server, *target, event),
            Act::Add(id) => self.add(*id, event),
            Act::Crash(id) => self.crash(*id, event),
            Act::Restart(id) => self.restart::<EXPLAIN>(*id, event),
            Act::Deliver(id) => self.deliver::<EXPLAIN>(*id, false, event),
            Act::DeliverAndCrash(id) => self.deliver::<EXPLAIN>(*id, true, event),
            Act::Lose(ids) => self.lose(ids, event),
            Act::Duplicate(id) => self.duplicate(*id, event),
            Act::Delay { message, by } => self.delay(*message, *by, event),
            Act::Switch { rule, on } => {
                event.cause = Cause::Switched { rule: *rule, on: *on };
                self.rules = self.rules.with(*rule, *on);
                self.tainted |= !self.rules.is_raft();
                // Whom a server has heard is kept only while a rule asks for it.
                self.minimum_passes_for_all();
            }
            Act::Cut(_) | Act::Heal(_) | Act::HealAll | Act::Partition(_) => self.rewire(act, event),
            Act::Turn(_)
            | Act::TurnFor { .. }
            | Act::SetTimer { .. }
            | Act::Stepped
            | Act::Clocked { .. } => {
                self.set_time(act, event);
            }
        }
    }

    pub(crate) fn time_out<const EXPLAIN: bool>(&mut self, id: ServerId, event: &mut Event) {
        event.cause = Cause::Timeout(id);
        if self.mode == Mode::Stepped {
            self.minimum_passes_for_all();
        }
        self.step_server::<EXPLAIN>(id, Input::ElectionTimeout, event);
    }

    pub(crate) fn beat<const EXPLAIN: bool>(&mut self, id: ServerId, event: &mut Event) {
        event.cause = Cause::Beat(id);
        self.timers.heartbeat[id] = None;
        self.step_server::<EXPLAIN>(id, Input::HeartbeatTimeout, event);
    }

    pub(crate) fn request<const EXPLAIN: bool>(&mut self, id: ServerId, command: Command, event: &mut Event) {
        event.cause = Cause::Requested { server: id, command };
        self.requests += 1;
        self.step_server::<EXPLAIN>(id, Input::ClientRequest(command), event);
    }

    pub(crate) fn restart<const EXPLAIN: bool>(&mut self, id: ServerId, event: &mut Event) {
        event.cause = Cause::Restarted(id);
        self.up.insert(id);
        self.schedule_failure(id);
        self.step_server::<EXPLAIN>(id, Input::Restart, event);
    }

    pub(crate) fn crash(&mut self, id: ServerId, event: &mut Event) {
        event.cause = Cause::Crashed(id);
        self.go_down(id, event);
        self.repair_if_servers_fail(id);
    }

    fn go_down(&mut self, id: ServerId, event: &mut Event) {
        let Some(place) = self.place(id) else { return };
        self.up.remove(id);
        let cut_off = self.cut_writes_off(id, event);
        let server = &mut self.servers[place];
        let before = cut_off.as_ref().map_or(server.log().last_index(), |on_disk| on_disk.log.last_index());
        match cut_off {
            Some(on_disk) => server.crash_while_writing(self.rules, on_disk),
            None => server.crash(self.rules),
        }
        // What is on disk may be lost when a rule says so; it is lost from the beginning.
        if server.log().last_index() != before {
            event.log_from = Some(Index(1));
        }
        self.timers.stop_server(id);
    }

    /// A message arrives.
    pub(crate) fn deliver<const EXPLAIN: bool>(&mut self, id: MessageId, and_crash: bool, event: &mut Event) {
        let Some(envelope) = self.network.take(id) else { return };
        if !self.is_up(id.to) {
            event.lost.push((id, LossCause::Down));
            event.cause = Cause::DeliveredToDown(envelope);
            return;
        }
        let input = Input::Receive { from: id.from, message: &envelope.message };
        if and_crash {
            self.step_and_crash::<EXPLAIN>(id.to, input, event);
        } else {
            self.step_server::<EXPLAIN>(id.to, input, event);
        }
        event.cause = Cause::Delivered { envelope, and_crashed: and_crash };
    }

    /// One step of one server; then its messages leave and its timers follow.
    pub(crate) fn step_server<const EXPLAIN: bool>(
        &mut self,
        id: ServerId,
        input: Input<'_>,
        event: &mut Event,
    ) {
        let Some(place) = self.place(id) else { return };
        // While nothing waits for a disk, what is sent leaves at once, or is lost at once.
        let is_full = self.mode == Mode::Stepped && self.network.messages().len() >= MAX_UNDER_WAY;
        let mut outbox = Vec::new();
        let on_disk = self.disk_is_slow(id).then(|| self.servers[place].persistent().clone());
        let server = &mut self.servers[place];
        let out = &mut Collector::<EXPLAIN> { event, outbox: &mut outbox, is_full };
        server.step(self.rules, input, out);
        if let Some(on_disk) = on_disk {
            outbox = self.store(id, on_disk, outbox, event);
        }
        for (to, message) in outbox {
            self.post(id, to, message, event);
        }
        if self.mode == Mode::Clocked {
            self.follow_timers(id, event.timer.is_some());
            self.follow_minimum(id, event);
        }
    }

    /// A step whose results are durable and whose messages never leave (§5.5).
    fn step_and_crash<const EXPLAIN: bool>(&mut self, id: ServerId, input: Input<'_>, event: &mut Event) {
        let Some(place) = self.place(id) else { return };
        self.end_all_writes(id, event);
        let mut outbox = Vec::new();
        let out = &mut Collector::<EXPLAIN> { event, outbox: &mut outbox, is_full: false };
        self.servers[place].step(self.rules, input, out);
        event.before_crash = Some(Box::new(self.servers[place].clone()));
        for (to, _) in outbox {
            event.lost.push((self.network.next_id(id, to), LossCause::SenderCrashed));
        }
        self.go_down(id, event);
        self.repair_if_servers_fail(id);
    }

    /// Puts a new message under way, or loses it.
    fn post(&mut self, from: ServerId, to: ServerId, message: Message, event: &mut Event) {
        let id = self.network.next_id(from, to);
        self.send(id, message, event);
    }

    /// Puts a message that has its name under way, or loses it.
    pub(crate) fn send(&mut self, id: MessageId, message: Message, event: &mut Event) {
        if self.network.is_cut(id.from, id.to) {
            event.lost.push((id, LossCause::Cut));
            return;
        }
        let mut envelope = Envelope { id, message, sent: self.now, arrives: None, overtakable: false };
        if self.mode == Mode::Stepped {
            self.push(envelope, event);
            return;
        }
        let Some(fate) = self.fate_of(id) else {
            event.lost.push((id, LossCause::Chance));
            return;
        };
        envelope.arrives = Some(fate.arrives);
        envelope.overtakable = fate.overtakable;
        let copy = fate.copy_arrives.map(|arrives| Envelope {
            id: MessageId { copy: 1, ..id },
            arrives: Some(arrives),
            overtakable: true,
            ..envelope.clone()
        });
        self.push(envelope, event);
        if let Some(copy) = copy {
            self.push(copy, event);
        }
    }

    fn push(&mut self, envelope: Envelope, event: &mut Event) {
        let id = envelope.id;
        if self.network.push(envelope) {
            event.sent.push(id);
        } else {
            event.lost.push((id, LossCause::Full));
        }
    }

    fn lose(&mut self, ids: &[MessageId], event: &mut Event) {
        event.cause = Cause::Lost;
        for id in ids {
            if self.network.take(*id).is_some() {
                event.lost.push((*id, LossCause::Taken));
            }
        }
    }

    fn duplicate(&mut self, id: MessageId, event: &mut Event) {
        let Some(envelope) = self.network.get(id).cloned() else { return };
        let copy = MessageId { copy: 1, ..id };
        event.cause = Cause::Duplicated { message: id, copy };
        self.push(Envelope { id: copy, overtakable: true, ..envelope }, event);
    }

    fn delay(&mut self, id: MessageId, by: Micros, event: &mut Event) {
        event.cause = Cause::Delayed { message: id, by };
        for envelope in self.network.messages_mut().iter_mut().filter(|envelope| envelope.id == id) {
            envelope.arrives = envelope.arrives.map(|arrives| arrives.plus(by));
            envelope.overtakable = true;
        }
    }

    /// Cuts and heals links.
    fn rewire(&mut self, act: &Act, event: &mut Event) {
        match act {
            Act::Cut(link) => {
                event.cause = Cause::Cut(*link);
                self.network.set_cut(*link, true);
            }
            Act::Heal(link) => {
                event.cause = Cause::Healed(*link);
                self.network.set_cut(*link, false);
            }
            Act::Partition(groups) => {
                event.cause = Cause::Partitioned(groups.clone());
                for from in groups.iter().flat_map(|group| group.iter()) {
                    let others = groups.iter().filter(|group| !group.contains(from));
                    for to in others.flat_map(|group| group.iter()) {
                        self.network.set_cut(Link { from, to, both: false }, true);
                    }
                }
            }
            _ => {
                event.cause = Cause::HealedAll;
                self.network.heal_all();
            }
        }
        for envelope in self.network.take_cut() {
            event.lost.push((envelope.id, LossCause::Cut));
        }
    }
}
