//! Changes of the membership among the faults (§6). They are drawn apart from everything else, so that
//! the other runs are what they were.

use crate::random::Random;
use cluster::{Act, World};
use raft_core::{MAX_SERVERS, Server, ServerId, ServerSet};

/// What is asked for in a run in which the membership changes.
#[derive(Clone, Debug)]
pub(crate) struct Members {
    random: Random,
    /// Whether servers disregard candidates while they are led.
    pub(crate) disregard: bool,
    /// How many servers are there in no configuration.
    spare: usize,
    /// Something is asked for once in so many events.
    pace: usize,
}

impl Members {
    /// In one run of three, unless it is said.
    pub(crate) fn draw(seed: u64, changes: Option<bool>) -> Option<Self> {
        let mut random = Random::new(seed ^ 0x6d65_6d62_6572_7321);
        let some = random.percent(33);
        let (disregard, spare) = (random.percent(50), random.below(4));
        let pace = random.pick(&[20, 60, 200]);
        changes.unwrap_or(some).then_some(Self { random, disregard, spare, pace })
    }

    /// The servers that are there besides so many members.
    pub(crate) fn spare(&self, members: usize) -> ServerSet {
        ServerSet::first(members + self.spare).without(ServerSet::first(members))
    }

    /// Now and then, somebody asks for another cluster, or there is one more server.
    pub(crate) fn act(&mut self, world: &World) -> Option<Act> {
        if self.random.below(self.pace) > 0 {
            return None;
        }
        if world.servers().len() < MAX_SERVERS && self.random.percent(5) {
            let new = ServerId::all().find(|server| !world.all().contains(*server))?;
            return Some(Act::Add(new));
        }
        let leaders = world.servers().iter().filter(|server| server.is_leader());
        let leaders: Vec<&Server> = leaders.collect();
        let asked = match leaders.get(self.random.below(leaders.len().max(1))) {
            Some(leader) if self.random.percent(90) => *leader,
            _ => &world.servers()[self.random.below(world.servers().len())],
        };
        let members = asked.configuration(world.rules()).members();
        Some(Act::Reconfigure { server: asked.id(), target: self.target(world, members) })
    }

    /// Mostly a server more, less, or another in its place; sometimes any set, and seldom one that is
    /// to be refused.
    fn target(&mut self, world: &World, members: ServerSet) -> ServerSet {
        let (any, all) = (self.random.below(100), world.all());
        let mut target = members;
        match any {
            0..2 => return ServerSet::EMPTY,
            2..4 => return ServerId::all().collect(),
            4..8 => return members,
            8..40 => {
                return all.iter().filter(|_| self.random.percent(50)).collect();
            }
            _ => {}
        }
        let (out, new) = (members, all.without(members));
        if self.random.percent(60)
            && let Some(gone) = out.iter().nth(self.random.below(out.len().max(1)))
        {
            target.remove(gone);
        }
        if self.random.percent(60)
            && let Some(new) = new.iter().nth(self.random.below(new.len().max(1)))
        {
            target.insert(new);
        }
        target
    }
}
