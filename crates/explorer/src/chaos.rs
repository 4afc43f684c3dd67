//! Random faults of every kind: what happens next in a run nobody plans.

use crate::habits::{Habits, Kind, turn};
use crate::random::Random;
use cluster::{Act, Envelope, Link, MessageId, Micros, Mode, Setup, World};
use raft_core::{Role, Rule, Server, ServerId, ServerSet, majority_of};

/// Chooses acts at random. What it chooses follows from its seed and the worlds it is shown.
#[derive(Clone, Debug)]
pub struct Chaos {
    random: Random,
    habits: Habits,
    /// What happens before anything else.
    opening: Vec<Act>,
    /// Decides which messages are held back.
    salt: u64,
    /// The servers that do anything for now, and for how many more events.
    scene: (ServerSet, usize),
    setup: Setup,
}

/// How often a late message is delivered all the same when it is chosen.
const ONE_OF_LATE: usize = 50;

impl Chaos {
    /// The chaos of this seed: with so many servers, or mostly five; rules in `without` are off
    /// from the start.
    #[must_use]
    pub fn new(seed: u64, servers: Option<usize>, without: &[Rule]) -> Self {
        let mut random = Random::new(seed);
        let habits = Habits::draw(&mut random, servers);
        let setup = Setup {
            servers: ServerSet::first(habits.servers),
            spare: ServerSet::EMPTY,
            mode: habits.mode,
            seed,
        };
        let mut opening: Vec<Act> =
            without.iter().map(|rule| Act::Switch { rule: *rule, on: false }).collect();
        if habits.mode == Mode::Clocked {
            opening.extend((0..12).map(|_| turn(&mut random)));
            opening.push(Act::Turn(cluster::Dial::Requests(random.pick(&[5, 20, 100]))));
        }
        opening.reverse();
        let salt = random.next_number();
        Self { random, habits, opening, salt, scene: (ServerSet::EMPTY, 0), setup }
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
        if let Some(act) = self.opening.pop() {
            return act;
        }
        self.change_scene(world);
        if world.network().messages().len() > self.habits.room {
            return self.make_room(world);
        }
        loop {
            let kind = self.habits.kind(&mut self.random);
            if let Some(act) = self.act_of(kind, world) {
                return act;
            }
        }
    }

    /// Now and then other servers have their turn.
    fn change_scene(&mut self, world: &World) {
        let (on_stage, left) = &mut self.scene;
        if *left > 0 {
            *left -= 1;
            return;
        }
        *on_stage = world.setup().all();
        *left = self.habits.scene;
        if self.habits.scene > 0 {
            let away = self.random.below(on_stage.len() - 1);
            for _ in 0..away {
                let servers = self.scene.0;
                if let Some(server) = self.one_of(servers) {
                    self.scene.0.remove(server);
                }
            }
        }
    }

    fn act_of(&mut self, kind: Kind, world: &World) -> Option<Act> {
        Some(match kind {
            Kind::Step => (world.mode() == Mode::Clocked).then_some(Act::Step)?,
            Kind::Deliver => Act::Deliver(self.arriving(world)?.id),
            Kind::Timeout => Act::Timeout(self.impatient(world)?),
            Kind::Beat => Act::Beat(self.sender(world)?),
            Kind::Request => self.request(world)?,
            Kind::Send => Act::Send { from: self.sender(world)?, to: self.server(world) },
            Kind::Restart => Act::Restart(self.one_of(world.setup().all().without(world.up()))?),
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
            Kind::Turn => turn(&mut self.random),
            Kind::SetTimer => Act::SetTimer { server: self.server(world), remaining: self.milliseconds(100) },
            Kind::HandOver => self.hand_over(world),
        })
    }

    /// Any server stops; seldom so many that nothing can go on.
    fn crash(&mut self, world: &World) -> Option<Act> {
        let few = world.up().len() <= majority_of(world.servers().len());
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

    /// A server that is up and has something to send.
    fn sender(&mut self, world: &World) -> Option<ServerId> {
        let busy = |server: &&Server| !matches!(server.role(), Role::Follower);
        let busy: ServerSet = world.servers().iter().filter(busy).map(Server::id).collect();
        self.one_of(busy.and(self.scene.0))
    }

    fn leaders(world: &World) -> ServerSet {
        world.servers().iter().filter(|server| server.is_leader()).map(Server::id).collect()
    }

    /// A server whose election timer runs out: seldom while there is a leader.
    fn impatient(&mut self, world: &World) -> Option<ServerId> {
        let leaders = Self::leaders(world).and(self.scene.0);
        if !leaders.is_empty() && self.random.below(self.habits.patience) > 0 {
            return None;
        }
        self.one_of(world.up().without(leaders).and(self.scene.0))
    }

    /// A client asks any server that takes itself for the leader.
    fn request(&mut self, world: &World) -> Option<Act> {
        let server = self.one_of(Self::leaders(world).and(self.scene.0))?;
        Some(Act::Request { server, command: world.next_command() })
    }

    fn any_message<'a>(&mut self, world: &'a World) -> Option<&'a Envelope> {
        let messages = world.network().messages();
        messages.get(self.random.below(messages.len()))
    }

    /// The message that arrives next: the oldest or any, but seldom one that is held back.
    fn arriving<'a>(&mut self, world: &'a World) -> Option<&'a Envelope> {
        let messages = world.network().messages();
        let start =
            if self.random.percent(self.habits.disorder) { self.random.below(messages.len()) } else { 0 };
        let (later, earlier) = messages.split_at_checked(start)?;
        earlier.iter().chain(later).find(|envelope| {
            let late = !self.is_on_stage(envelope.id) || self.is_held(envelope.id);
            !late || self.random.below(ONE_OF_LATE) == 0
        })
    }

    fn is_on_stage(&self, id: MessageId) -> bool {
        self.scene.0.contains(id.from) && self.scene.0.contains(id.to)
    }

    /// Some messages are late: always the same ones, so that they are very late.
    fn is_held(&self, id: MessageId) -> bool {
        if self.habits.held == 0 {
            return false;
        }
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

    /// Loses half of what is under way.
    fn make_room(&mut self, world: &World) -> Act {
        let ids = world.network().messages().iter().map(|envelope| envelope.id);
        let mut lost: Vec<MessageId> = ids.filter(|_| self.random.percent(50)).collect();
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
