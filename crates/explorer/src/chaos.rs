//! Random faults of every kind: what happens next in a run nobody plans.

use crate::habits::{Habits, Kind, turn};
use crate::members::Members;
use crate::random::Random;
use cluster::{Act, Envelope, Link, MessageId, Micros, Mode, Setup, World};
use raft_core::{Configuration, Message, Role, Rule, Server, ServerId, ServerSet};

/// Chooses acts at random. What it chooses follows from its seed and the worlds it is shown.
#[derive(Clone, Debug)]
pub struct Chaos {
    random: Random,
    habits: Habits,
    /// What happens before anything else, the first one last.
    coming: Vec<Act>,
    /// Decides which messages are held back.
    salt: u64,
    scene: Scene,
    /// How often it was asked what happens next.
    asked: usize,
    setup: Setup,
    /// What is asked for where the membership changes.
    members: Option<Members>,
}

/// A part of a run in which only some servers do anything.
#[derive(Clone, Copy, Debug)]
struct Scene {
    /// Those servers.
    on_stage: ServerSet,
    /// The one that is to lead.
    hero: Option<ServerId>,
    /// For how many more events.
    left: usize,
}

/// Requests that clients may make without waiting.
const FIRST_REQUESTS: usize = 4;

impl Chaos {
    /// The chaos of this seed: with so many servers, or mostly five; rules in `without` are off
    /// from the start. `changes`: whether the membership changes; `None`: in some runs.
    #[must_use]
    pub fn new(seed: u64, servers: Option<usize>, without: &[Rule], changes: Option<bool>) -> Self {
        let mut random = Random::new(seed);
        let habits = Habits::draw(&mut random, servers);
        let members = Members::draw(seed, changes);
        let setup = Setup {
            servers: ServerSet::first(habits.servers),
            spare: members.as_ref().map_or(ServerSet::EMPTY, |members| members.spare(habits.servers)),
            mode: habits.mode,
            // Nothing is drawn from it until the clock is started, and then with another.
            seed: if habits.mode == Mode::Stepped { Setup::five_stepped().seed } else { seed },
        };
        let mut opening: Vec<Act> =
            without.iter().map(|rule| Act::Switch { rule: *rule, on: false }).collect();
        if habits.no_op {
            opening.push(Act::Switch { rule: Rule::NoOpOnElection, on: true });
        }
        if members.as_ref().is_some_and(|members| members.disregard) {
            opening.push(Act::Switch { rule: Rule::DisregardVotesWhileLed, on: true });
        }
        if habits.mode == Mode::Clocked {
            opening.extend((0..12).map(|_| turn(&mut random, ServerSet::first(habits.servers))));
            opening.push(Act::Turn(cluster::Dial::Requests(random.pick(&[5, 20, 100]))));
        }
        opening.reverse();
        let salt = random.next_number();
        Self {
            random,
            habits,
            coming: opening,
            salt,
            scene: Scene { on_stage: ServerSet::EMPTY, hero: None, left: 0 },
            asked: 0,
            setup,
            members,
        }
    }

    /// What the run starts from.
    #[must_use]
    pub fn setup(&self) -> Setup {
        self.setup
    }

    /// The run's habits.
    #[must_use]
    pub fn habits(&self) -> &Habits {
        &self.habits
    }

    /// An act that may be possible in this world; if it turns out not to be, ask again.
    pub fn next_act(&mut self, world: &World) -> Act {
        self.asked += 1;
        if let Some(act) = self.coming.pop() {
            return act;
        }
        if let Some(act) = self.members.as_mut().and_then(|members| members.act(world)) {
            return act;
        }
        self.change_scene(world);
        if let Some(act) = self.coming.pop() {
            return act;
        }
        if world.network().messages().len() > self.habits.room {
            return self.make_room(world);
        }
        if let Some(ghost) = self.ghost(world) {
            return ghost;
        }
        loop {
            let kind = self.habits.kind(&mut self.random);
            if let Some(act) = self.act_of(kind, world) {
                return act;
            }
        }
    }

    /// Now and then other servers have their turn, and one of them is to lead.
    fn change_scene(&mut self, world: &World) {
        if self.scene.left > 0 {
            self.scene.left -= 1;
            return;
        }
        let all = world.all();
        self.scene = Scene { on_stage: all, hero: None, left: self.habits.scene };
        if self.habits.scene == 0 {
            return;
        }
        let majority = Configuration::of(all).majorities(all).old.needed;
        let stay = self.random.pick(&[2, majority, majority, majority, all.len() - 1, all.len()]);
        for _ in stay..all.len() {
            let leaves = self.one_of(self.scene.on_stage);
            self.scene.on_stage = self.scene.on_stage.without(leaves.into_iter().collect());
        }
        if self.habits.ghosts > 0 && self.random.percent(50) {
            self.scene.on_stage = without_the_newest(world).unwrap_or(self.scene.on_stage);
        }
        self.scene.hero = self.hero(world);
        let mut coming = self.curtain(world);
        coming.extend(self.scene.on_stage.without(world.up()).iter().map(Act::Restart));
        coming.extend(self.scene.hero.map(Act::Timeout));
        coming.reverse();
        self.coming = coming;
    }

    /// Who is to lead: often the one whose log is the most up-to-date, since others seldom win.
    fn hero(&mut self, world: &World) -> Option<ServerId> {
        if self.random.percent(40) {
            return self.one_of(self.scene.on_stage);
        }
        let last = |server: &&Server| (server.log().last().term, server.log().last_index());
        let on_stage = world.servers().iter().filter(|server| self.scene.on_stage.contains(server.id()));
        on_stage.max_by_key(last).map(Server::id)
    }

    /// How a scene ends: its leader takes a request that few will hear of, or crashes.
    fn curtain(&mut self, world: &World) -> Vec<Act> {
        let mut acts = Vec::new();
        let Some(leader) = self.one_of(Self::leaders(world)) else { return acts };
        let requests = if self.is_ahead(world) { 0 } else { self.random.pick(&[0, 0, 1, 2]) };
        for _ in 0..requests {
            acts.push(Act::Request { server: leader, command: world.next_command() });
        }
        if self.random.percent(20) {
            acts.push(Act::Crash(leader));
        }
        acts
    }

    /// What happens when nothing more arrives on stage.
    fn go_on(&mut self, world: &World) -> Option<Act> {
        if world.network().any_cut() && self.random.percent(10) {
            return Some(Act::HealAll);
        }
        if self.habits.scene > 0 && self.random.percent(40) {
            self.scene.left = 0;
            return None;
        }
        if Self::leaders(world).and(self.scene.on_stage).is_empty() {
            return self.scene.hero.map(Act::Timeout);
        }
        if self.random.percent(30) { self.request(world) } else { None }
    }

    fn act_of(&mut self, kind: Kind, world: &World) -> Option<Act> {
        Some(match kind {
            Kind::Step => (world.mode() == Mode::Clocked).then_some(Act::Step)?,
            Kind::Deliver => match self.arriving(world) {
                Some(envelope) => Act::Deliver(envelope.id),
                None => self.go_on(world)?,
            },
            Kind::Timeout => Act::Timeout(self.impatient(world)?),
            Kind::Beat => Act::Beat(self.sender(world)?),
            Kind::Request => self.request(world)?,
            Kind::Send => self.send(world)?,
            Kind::Restart => Act::Restart(self.one_of(world.all().without(world.up()))?),
            Kind::Crash => self.crash(world)?,
            Kind::DeliverAndCrash => Act::DeliverAndCrash(self.arriving(world)?.id),
            Kind::Lose => self.lose(world)?,
            Kind::Duplicate => Act::Duplicate(self.any_message(world)?.id),
            Kind::Delay => Act::Delay { message: self.any_message(world)?.id, by: self.milliseconds(500) },
            Kind::Cut => Act::Cut(self.link(world)),
            Kind::Heal if world.network().any_cut() => Act::Heal(self.link(world)),
            Kind::HealAll if world.network().any_cut() => Act::HealAll,
            Kind::Heal | Kind::HealAll => return None,
            Kind::Partition => self.partition(world),
            Kind::Turn => turn(&mut self.random, world.all()),
            Kind::SetTimer => Act::SetTimer { server: self.server(world), remaining: self.milliseconds(100) },
            Kind::HandOver => self.hand_over(world),
        })
    }

    /// Any server stops; seldom so many that nothing can go on.
    fn crash(&mut self, world: &World) -> Option<Act> {
        let all = Configuration::of(world.all());
        let few = world.up().len() <= all.majorities(world.up()).old.needed;
        let spared = few && self.random.below(8) > 0;
        if spared { None } else { self.one_of(world.up()).map(Act::Crash) }
    }

    fn milliseconds(&mut self, longest: u64) -> Micros {
        Micros::from_ms(self.random.between(0, longest))
    }

    fn server(&mut self, world: &World) -> ServerId {
        let servers = world.servers();
        servers[self.random.below(servers.len())].id()
    }

    fn one_of(&mut self, servers: ServerSet) -> Option<ServerId> {
        let chosen = self.random.below(servers.len());
        servers.iter().nth(chosen)
    }

    /// A server sends again, or a leader only its heartbeat.
    fn send(&mut self, world: &World) -> Option<Act> {
        let (from, to) = (self.sender(world)?, self.server(world));
        let empty = self.random.percent(40);
        Some(if empty { Act::SendEmpty { from, to } } else { Act::Send { from, to } })
    }

    /// A server that is up and has something to send.
    fn sender(&mut self, world: &World) -> Option<ServerId> {
        let busy = |server: &&Server| !matches!(server.role(), Role::Follower);
        let busy: ServerSet = world.servers().iter().filter(busy).map(Server::id).collect();
        self.one_of(busy.and(self.scene.on_stage))
    }

    fn leaders(world: &World) -> ServerSet {
        world.servers().iter().filter(|server| server.is_leader()).map(Server::id).collect()
    }

    /// A server whose election timer runs out: seldom while there is a leader.
    fn impatient(&mut self, world: &World) -> Option<ServerId> {
        let leaders = Self::leaders(world).and(self.scene.on_stage);
        if !leaders.is_empty() && self.random.below(self.habits.patience) > 0 {
            return None;
        }
        self.one_of(world.up().without(leaders).and(self.scene.on_stage))
    }

    /// A client asks any server that takes itself for the leader.
    fn request(&mut self, world: &World) -> Option<Act> {
        if self.is_ahead(world) {
            return None;
        }
        let server = self.one_of(Self::leaders(world).and(self.scene.on_stage))?;
        Some(Act::Request { server, command: world.next_command() })
    }

    /// A leader gets an answer to what it sent when it led an earlier term.
    fn ghost(&mut self, world: &World) -> Option<Act> {
        if self.habits.ghosts == 0 || !self.random.percent(self.habits.ghosts) {
            return None;
        }
        let returns = |envelope: &&Envelope| is_true_no_more(world, envelope);
        let ghosts: Vec<MessageId> =
            world.network().messages().iter().filter(returns).map(|envelope| envelope.id).collect();
        (!ghosts.is_empty()).then(|| Act::Deliver(ghosts[self.random.below(ghosts.len())]))
    }

    /// Whether clients have asked for so much already that they have to wait.
    fn is_ahead(&self, world: &World) -> bool {
        (world.requests() as usize).saturating_sub(FIRST_REQUESTS) * self.habits.pace > self.asked
    }

    fn any_message<'a>(&mut self, world: &'a World) -> Option<&'a Envelope> {
        let messages = world.network().messages();
        messages.get(self.random.below(messages.len()))
    }

    /// The message that arrives next: the oldest, the newest or any, but seldom one that is held back.
    fn arriving<'a>(&mut self, world: &'a World) -> Option<&'a Envelope> {
        let messages = world.network().messages();
        let any = self.random.percent(self.habits.disorder);
        let start = if any { self.random.below(messages.len()) } else { 0 };
        let (earlier, later) = messages.split_at_checked(start)?;
        let newest_first = self.habits.newest_first;
        let arrives = |envelope: &&Envelope| {
            let late = !self.is_on_stage(envelope.id) || self.is_held(envelope);
            !late || self.random.below(self.habits.late) == 0
        };
        if newest_first {
            later.iter().chain(earlier).rev().find(arrives)
        } else {
            later.iter().chain(earlier).find(arrives)
        }
    }

    fn is_on_stage(&self, id: MessageId) -> bool {
        self.scene.on_stage.contains(id.from) && self.scene.on_stage.contains(id.to)
    }

    /// Some messages are late: always the same ones, so that they are very late.
    fn is_held(&self, envelope: &Envelope) -> bool {
        if self.habits.held == 0 || !self.habits.delays.concerns(&envelope.message) {
            return false;
        }
        let id = envelope.id;
        let name = u64::from(id.ordinal) << 8 | u64::from(id.from.number() << 4 | id.to.number());
        Random::new(self.salt ^ name).percent(self.habits.held)
    }

    /// Loses one message, or all from or to one server.
    fn lose(&mut self, world: &World) -> Option<Act> {
        let chosen = self.any_message(world)?.id;
        let from_one = |id: &MessageId| id.from == chosen.from;
        let to_one = |id: &MessageId| id.to == chosen.to;
        let ids = world.network().messages().iter().map(|envelope| envelope.id);
        Some(Act::Lose(match self.random.below(8) {
            0 => ids.filter(from_one).collect(),
            1 => ids.filter(to_one).collect(),
            _ => vec![chosen],
        }))
    }

    /// Loses most of what is under way, but little of what is held back.
    fn make_room(&mut self, world: &World) -> Act {
        let goes = |envelope: &&Envelope| {
            let share = if self.is_held(envelope) { 5 } else { 60 };
            self.random.percent(share)
        };
        let lost = world.network().messages().iter().filter(goes);
        let mut lost: Vec<MessageId> = lost.map(|envelope| envelope.id).collect();
        if lost.is_empty() {
            lost.extend(world.network().messages().first().map(|envelope| envelope.id));
        }
        Act::Lose(lost)
    }

    fn link(&mut self, world: &World) -> Link {
        Link { from: self.server(world), to: self.server(world), both: self.random.percent(50) }
    }

    /// Two groups, or three.
    fn partition(&mut self, world: &World) -> Act {
        let mut groups = vec![ServerSet::EMPTY; 2 + self.random.below(2)];
        for server in world.servers() {
            let group = self.random.below(groups.len());
            groups[group].insert(server.id());
        }
        Act::Partition(groups)
    }

    /// Hands the world over to the clock, or takes it out of the clock's hands.
    fn hand_over(&mut self, world: &World) -> Act {
        match world.mode() {
            Mode::Clocked => Act::Stepped,
            Mode::Stepped => Act::Clocked { seed: self.random.between(0, 1 << 32) },
        }
    }
}

/// Whether this is a success from an earlier term of the server that leads now, about entries that
/// the follower has no longer, or not as the leader has them.
fn is_true_no_more(world: &World, envelope: &Envelope) -> bool {
    let Message::AppendEntriesReply(reply) = &envelope.message else { return false };
    let (Some(leader), Some(follower)) = (world.server(envelope.id.to), world.server(envelope.id.from))
    else {
        return false;
    };
    let at = reply.match_index;
    let agrees = leader.log().get(at).is_some() && leader.log().get(at) == follower.log().get(at);
    leader.is_leader() && reply.success && reply.term < leader.current_term() && !agrees
}

/// The servers that have not the last entry of the leader, if they are enough to elect another.
fn without_the_newest(world: &World) -> Option<ServerSet> {
    let log = world.leader()?.log();
    let (index, entry) = (log.last_index(), log.get(log.last_index())?);
    let lacks = |server: &&Server| server.log().get(index) != Some(entry);
    let lacking: ServerSet = world.servers().iter().filter(lacks).map(Server::id).collect();
    let needed = Configuration::of(world.setup().all()).majorities(lacking).old.needed;
    (lacking.len() >= needed).then_some(lacking)
}
