//! Clocked running: what is due next, when messages arrive, when timers run out.

use crate::action::{Act, Dial, Part};
use crate::event::{Cause, Event};
use crate::network::MessageId;
use crate::time::{Micros, Purpose, Span, below, draw, within};
use crate::timing::Timer;
use crate::world::{Mode, World};
use raft_core::{Command, Role, Rule, ServerId, ServerSet};

/// Something that happens by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Due {
    Write(ServerId),
    Message(MessageId),
    /// A server hears candidates again (§6).
    Minimum(ServerId),
    Election(ServerId),
    Heartbeat(ServerId),
    Failure(ServerId),
    Request(ServerId),
}

/// What the network does with a message that it does not lose.
pub(crate) struct Fate {
    pub(crate) arrives: Micros,
    pub(crate) overtakable: bool,
    pub(crate) copy_arrives: Option<Micros>,
}

impl World {
    /// When the next thing happens by itself; `None` in stepped running.
    #[must_use]
    pub fn next_due(&self) -> Option<Micros> {
        self.next_scheduled().map(|(at, _)| at)
    }

    /// The earliest of everything scheduled. What is due at the same time comes in a fixed order:
    /// writes that end, messages as they were sent, then timers by server.
    pub(crate) fn next_scheduled(&self) -> Option<(Micros, Due)> {
        if self.mode == Mode::Stepped {
            return None;
        }
        let mut next: Option<(Micros, Due)> = None;
        let mut offer = |at: Option<Micros>, due: Due| {
            if let Some(at) = at
                && next.is_none_or(|(earliest, _)| at < earliest)
            {
                next = Some((at, due));
            }
        };
        for write in self.writes() {
            offer(Some(write.ends), Due::Write(write.server));
        }
        for server in &self.servers {
            offer(self.timers.minimum[server.id()], Due::Minimum(server.id()));
        }
        for envelope in self.network.messages() {
            offer(envelope.arrives, Due::Message(envelope.id));
        }
        for server in &self.servers {
            let id = server.id();
            offer(self.timers.election[id].map(|timer| timer.due), Due::Election(id));
            offer(self.timers.heartbeat[id].map(|timer| timer.due), Due::Heartbeat(id));
            offer(self.timers.failure[id], Due::Failure(id));
        }
        if let Some(due) = self.timers.request
            && let Some(leader) = self.leader()
        {
            offer(Some(due), Due::Request(leader.id()));
        }
        // A request that found no leader waits for one; it cannot be due in the past.
        next.map(|(at, due)| (at.max(self.now), due))
    }

    /// Whether a client's request is due at this time, and no leader is there to take it.
    #[must_use]
    pub fn client_waits(&self, now: Micros) -> bool {
        self.timers.request.is_some_and(|due| due <= now) && self.leader().is_none()
    }

    /// Lets the next scheduled thing happen. The clock is there already.
    pub(crate) fn perform_scheduled<const EXPLAIN: bool>(&mut self, next: Option<Due>, event: &mut Event) {
        let Some(due) = next else { return };
        match due {
            Due::Write(id) => self.end_write(id, event),
            Due::Message(id) => self.deliver::<EXPLAIN>(id, false, event),
            Due::Minimum(id) => self.minimum_passes::<EXPLAIN>(id, event),
            Due::Election(id) => self.time_out::<EXPLAIN>(id, event),
            Due::Heartbeat(id) => self.beat::<EXPLAIN>(id, event),
            Due::Failure(id) if self.is_up(id) => self.crash(id, event),
            Due::Failure(id) => self.restart::<EXPLAIN>(id, event),
            Due::Request(id) => {
                let command = self.next_command();
                self.schedule_request();
                self.request::<EXPLAIN>(id, command, event);
            }
        }
    }

    /// The command that the next client would send: `x=1`, `y=2`, `z=3`, `x=4`, ...
    #[must_use]
    pub fn next_command(&self) -> Command {
        let number = self.requests.saturating_add(1);
        let variable = ['x', 'y', 'z'][(self.requests % 3) as usize];
        let word = [variable.to_string(), "=".to_owned(), number.to_string()].concat();
        Command::new(&word).or_else(|| Command::new("x")).unwrap_or_else(|| unreachable!("a short word"))
    }

    /// Changes of time itself: dials, a timer set by hand, the clock started and stopped.
    pub(crate) fn set_time(&mut self, act: &Act, event: &mut Event) {
        match *act {
            Act::Turn(dial) => {
                event.cause = Cause::Turned(dial);
                // `check` has turned a copy of it.
                self.timing.turn(dial).ok();
                self.parts.follow_all(dial);
                self.redraw(dial, self.all());
            }
            Act::TurnFor { part, dial } => {
                event.cause = Cause::TurnedFor { part, dial };
                self.parts.turn(part, dial);
                if let Part::Server(id) = part {
                    self.redraw(dial, ServerSet::only(id));
                }
            }
            Act::SetTimer { server, remaining } => {
                event.cause = Cause::TimerSet { server, remaining };
                self.timers.election[server] = Some(Timer { set: self.now, due: self.now.plus(remaining) });
            }
            Act::Clocked { seed } => {
                event.cause = Cause::Clocked { seed };
                self.mode = Mode::Clocked;
                self.seed = seed;
                self.start_clock();
            }
            _ => {
                event.cause = Cause::Stepped;
                self.mode = Mode::Stepped;
                self.timers.stop();
                for id in self.all().iter() {
                    self.end_all_writes(id, event);
                }
                for envelope in self.network.messages_mut() {
                    envelope.arrives = None;
                }
            }
        }
    }

    /// What was drawn by a dial that has been turned is drawn anew, for these servers.
    fn redraw(&mut self, dial: Dial, servers: ServerSet) {
        match dial {
            Dial::Timeout(_) | Dial::Clock(_) => self.restart_election_timers(servers),
            Dial::Mtbf(mean) => self.reschedule_failures(servers, mean),
            Dial::Repair(_) => {
                servers.without(self.up).iter().for_each(|id| self.schedule_repair(id));
            }
            Dial::Requests(_) => self.schedule_request(),
            Dial::Latency(_)
            | Dial::Disk(_)
            | Dial::Heartbeat(_)
            | Dial::Loss(_)
            | Dial::Duplication(_)
            | Dial::Reordering(_) => {}
        }
    }

    /// Starts every timer, and every message that waits.
    pub(crate) fn start_clock(&mut self) {
        for id in self.all().iter() {
            if self.is_up(id) {
                self.follow_timers(id, true);
            }
        }
        let waiting: Vec<MessageId> = self.network.messages().iter().map(|envelope| envelope.id).collect();
        for id in waiting {
            let arrives = self.in_order(id, self.now.plus(self.latency_of(id)));
            for envelope in self.network.messages_mut().iter_mut().filter(|envelope| envelope.id == id) {
                envelope.arrives = Some(arrives);
            }
        }
        self.schedule_changes();
        self.schedule_request();
    }

    /// Sets a server's timers to what its role needs. `reset`: its election timer starts afresh.
    pub(crate) fn follow_timers(&mut self, id: ServerId, reset: bool) {
        let Some(server) = self.server(id) else { return };
        let votes = server.may_stand(self.rules);
        let leads = server.is_leader();
        let sends = !matches!(server.role(), Role::Follower);
        let was_leader = self.timers.election[id].is_none();
        if leads || !votes {
            self.timers.election[id] = None;
        } else if reset || self.timers.election[id].is_none() {
            self.reset_election_timer(id);
        }
        let newly_leads = leads && !was_leader;
        if !sends {
            self.timers.heartbeat[id] = None;
        } else if self.timers.heartbeat[id].is_none() || newly_leads {
            let dials = self.dials();
            let due = self.now.plus(dials.true_time(id, dials.heartbeat(id)));
            self.timers.heartbeat[id] = Some(Timer { set: self.now, due });
        }
    }

    /// Draws a new election timeout (§5.2). Nothing in stepped running, and for servers that do not
    /// stand: a leader, and one outside its configuration.
    fn reset_election_timer(&mut self, id: ServerId) {
        let has_none =
            self.server(id).is_none_or(|server| server.is_leader() || !server.may_stand(self.rules));
        if self.mode == Mode::Stepped || has_none {
            return;
        }
        let ordinal = next(&mut self.timers.election_draws[id]);
        self.start_election_timer(id, ordinal);
    }

    /// Starts the timer with a time of this draw: random ones keep servers from standing together
    /// (§5.2).
    fn start_election_timer(&mut self, id: ServerId, ordinal: u64) {
        let dials = self.dials();
        let range = dials.timeout(id);
        let by_its_clock = if self.rules.has(Rule::RandomTimeouts) {
            within(draw(self.seed, Purpose::Timeout, u64::from(id.number()), ordinal), range)
        } else {
            range.min
        };
        let timeout = dials.true_time(id, by_its_clock);
        self.timers.election[id] = Some(Timer { set: self.now, due: self.now.plus(timeout) });
    }

    /// The election timeout was turned: every timer that runs starts again, with the draw it had,
    /// taken from the new span. Nothing else that is drawn later changes by it.
    fn restart_election_timers(&mut self, servers: ServerSet) {
        for id in self.up.and(servers).iter() {
            if self.timers.election[id].is_some() {
                let ordinal = u64::from(self.timers.election_draws[id]).saturating_sub(1);
                self.start_election_timer(id, ordinal);
            }
        }
    }

    fn latency_of(&self, id: MessageId) -> Micros {
        within(self.draw_for(Purpose::Latency, id), self.dials().latency(id.from, id.to))
    }

    /// What the network does with a message sent now; `None`: it is lost.
    pub(crate) fn fate_of(&self, id: MessageId) -> Option<Fate> {
        let chance = |purpose, percent: u8| below(self.draw_for(purpose, id), 100) < u64::from(percent);
        let (dials, from, to) = (self.dials(), id.from, id.to);
        if chance(Purpose::Loss, dials.loss(from, to)) {
            return None;
        }
        let mut arrives = self.now.plus(self.latency_of(id));
        let overtakable = chance(Purpose::Reordering, dials.reordering(from, to));
        if overtakable {
            // Late enough for an exchange on the same link to overtake it.
            let longest = dials.latency(from, to).max;
            arrives = arrives.plus(longest).plus(longest);
        } else {
            arrives = self.in_order(id, arrives);
        }
        let copy = MessageId { copy: 1, ..id };
        let copy_arrives = chance(Purpose::Duplication, dials.duplication(from, to))
            .then(|| arrives.plus(self.latency_of(copy)));
        Some(Fate { arrives, overtakable, copy_arrives })
    }

    /// Not before the messages that were sent earlier on the same link.
    fn in_order(&self, id: MessageId, arrives: Micros) -> Micros {
        self.network.last_arrival(id.from, id.to).map_or(arrives, |last| arrives.max(last))
    }

    /// A random number that belongs to this message.
    fn draw_for(&self, purpose: Purpose, id: MessageId) -> u64 {
        let link = u64::from(id.from.number()) << 8 | u64::from(id.to.number());
        draw(self.seed, purpose, link, u64::from(id.ordinal) << 1 | u64::from(id.copy))
    }

    /// When servers fail or are up again by themselves: drawn when the clock starts, and when the
    /// dial for it is turned. Other dials leave it alone, so that a branch differs only by what was
    /// turned in it.
    fn schedule_changes(&mut self) {
        for id in self.all().iter() {
            if self.is_up(id) {
                self.schedule_failure(id);
            } else {
                self.repair_if_servers_fail(id);
            }
        }
    }

    /// The mean time between failures was turned. A server that is down is still repaired when that
    /// was to happen, also when no more failures are to come.
    fn reschedule_failures(&mut self, servers: ServerSet, mean: Micros) {
        for id in servers.iter() {
            if self.is_up(id) {
                self.schedule_failure(id);
            } else if mean > Micros::ZERO && self.timers.failure[id].is_none() {
                self.schedule_repair(id);
            }
        }
    }

    pub(crate) fn schedule_failure(&mut self, id: ServerId) {
        let mean = self.dials().mtbf(id);
        self.schedule_change(id, mean, Purpose::Failure);
    }

    /// A server has gone down. Where servers fail by themselves they are also repaired; one that a
    /// person crashes in a run without failures stays down until it is restarted.
    pub(crate) fn repair_if_servers_fail(&mut self, id: ServerId) {
        if self.dials().mtbf(id) == Micros::ZERO {
            self.timers.failure[id] = None;
        } else {
            self.schedule_repair(id);
        }
    }

    fn schedule_repair(&mut self, id: ServerId) {
        let mean = self.dials().repair(id);
        self.schedule_change(id, mean, Purpose::Repair);
    }

    /// A server fails or is up again after this time on average; a mean of zero: not by itself.
    fn schedule_change(&mut self, id: ServerId, mean: Micros, purpose: Purpose) {
        if self.mode == Mode::Stepped || mean == Micros::ZERO {
            self.timers.failure[id] = None;
            return;
        }
        let ordinal = next(&mut self.timers.failure_draws[id]);
        let random = draw(self.seed, purpose, u64::from(id.number()), ordinal);
        self.timers.failure[id] = Some(self.now.plus(around(random, mean)));
    }

    fn schedule_request(&mut self) {
        if self.mode == Mode::Stepped || self.timing.requests == 0 {
            self.timers.request = None;
            return;
        }
        let ordinal = next(&mut self.timers.request_draws);
        let random = draw(self.seed, Purpose::Request, 0, ordinal);
        let mean = Micros(1_000_000 / u64::from(self.timing.requests));
        self.timers.request = Some(self.now.plus(around(random, mean)));
    }
}

/// Between nothing and twice the mean, all equally likely.
fn around(random: u64, mean: Micros) -> Micros {
    within(random, Span { min: Micros::ZERO, max: mean.plus(mean) })
}

/// Counts a draw and returns how many there were before it.
fn next(count: &mut u32) -> u64 {
    let before = u64::from(*count);
    *count = count.wrapping_add(1);
    before
}
