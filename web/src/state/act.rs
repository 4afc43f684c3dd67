//! Letting things happen: every act becomes an action of the run.

use crate::state::{Effect, Intent, Notice, State};
use cluster::{Act, Action, ActionError, Micros};
use raft_core::{Command, Rule, ServerId};

/// How many messages "deliver all" delivers before it gives up.
const MAX_SETTLE: usize = 500;
/// The seed of a clock that takes over from a figure.
const TAKE_OVER_SEED: u64 = 1;

impl State {
    pub(super) fn act_on(&mut self, intent: Intent) -> Vec<Effect> {
        self.notice = None;
        self.welcome = false;
        let world = &self.run.shot.scene.world;
        let result = match intent {
            Intent::Do(act) => self.act(act),
            Intent::Request(id) => return self.request(id),
            Intent::RequestLeader => match world.leader().map(raft_core::Server::id) {
                Some(id) => return self.request(id),
                None => return self.tell(Notice::NoLeader),
            },
            Intent::RestartLeader => match world.leader().map(raft_core::Server::id) {
                Some(id) => self.act(Act::Crash(id)).and_then(|()| self.act(Act::Restart(id))),
                None => return self.tell(Notice::NoLeader),
            },
            Intent::RestartAll => {
                let down = world.all().without(world.up());
                down.iter().try_for_each(|id| self.act(Act::Restart(id)))
            }
            Intent::Settle => self.settle(),
            Intent::SpreadTimers => self.set_timers(|place| 60 + 70 * place),
            Intent::AlignTimers => self.set_timers(|_| 100),
            Intent::Isolate { server, cut } => self.isolate(server, cut),
            Intent::Switch(rule, on) => self.act(Act::Switch { rule, on }),
            Intent::AllRulesOn => self.all_rules_on(),
            Intent::Fork => {
                self.fork();
                Ok(())
            }
            _ => self.act(Act::Clocked { seed: TAKE_OVER_SEED }).map(|()| self.player.playing = true),
        };
        match result {
            Ok(()) => vec![Effect::Save],
            Err(error) => self.tell(Notice::Cannot(error)),
        }
    }

    /// Lets one thing happen now.
    pub(super) fn act(&mut self, act: Act) -> Result<(), ActionError> {
        let at = self.run.is_clocked().then_some(Micros(self.player.now));
        let was_playing = self.player.playing;
        self.player.rush = None;
        let branched = self.run.act(Action { at, act }, true)?;
        self.player.stepped(&self.run, self.settings.less_motion);
        self.player.playing = was_playing && self.run.is_clocked();
        if branched {
            self.notice = Some(Notice::Branched);
        }
        Ok(())
    }

    fn request(&mut self, id: ServerId) -> Vec<Effect> {
        let command = match self.command.trim() {
            "" => Some(self.run.shot.scene.world.next_command()),
            word => Command::new(word),
        };
        let Some(command) = command else { return self.tell(Notice::BadCommand) };
        match self.act(Act::Request { server: id, command }) {
            Ok(()) => {
                self.command.clear();
                vec![Effect::Save]
            }
            Err(error) => self.tell(Notice::Cannot(error)),
        }
    }

    /// Delivers what is under way and what comes of it, oldest first.
    fn settle(&mut self) -> Result<(), ActionError> {
        for _ in 0..MAX_SETTLE {
            let Some(id) = self.run.shot.scene.world.network().messages().first().map(|envelope| envelope.id)
            else {
                return Ok(());
            };
            self.act(Act::Deliver(id))?;
        }
        Ok(())
    }

    fn set_timers(&mut self, ms: impl Fn(u64) -> u64) -> Result<(), ActionError> {
        let world = &self.run.shot.scene.world;
        let stands = |id: &ServerId| {
            let may = |server: &raft_core::Server| !server.is_leader() && server.may_stand(world.rules());
            world.is_up(*id) && world.server(*id).is_some_and(may)
        };
        let ids: Vec<ServerId> = world.all().iter().filter(stands).collect();
        for (place, server) in (0..).zip(ids) {
            self.act(Act::SetTimer { server, remaining: Micros::from_ms(ms(place)) })?;
        }
        Ok(())
    }

    /// Cuts a server off from every other, or reconnects it, a link at a time. Other links stay.
    fn isolate(&mut self, server: ServerId, cut: bool) -> Result<(), ActionError> {
        let others = self.run.shot.scene.world.all();
        for to in others.iter().filter(|other| *other != server) {
            let link = cluster::Link { from: server, to, both: true };
            match self.act(if cut { Act::Cut(link) } else { Act::Heal(link) }) {
                Ok(()) | Err(ActionError::LinkUnchanged { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn all_rules_on(&mut self) -> Result<(), ActionError> {
        let changed: Vec<Rule> = self.run.shot.scene.world.rules().changed().collect();
        changed.into_iter().try_for_each(|rule| self.act(Act::Switch { rule, on: rule.on_by_default() }))
    }

    fn fork(&mut self) {
        self.run.fork_here();
        self.notice = Some(Notice::Branched);
    }
}
