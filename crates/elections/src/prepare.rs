//! From an experiment to the world in which its elections begin, by acts that anybody could do on
//! the board.

use crate::experiment::{Begins, Experiment, Logs, Twist};
use cluster::{Act, Action, Dial, Link, MessageId, Micros, Mode, Part, Setup, Span, World};
use raft_core::{Command, Message, ServerId, ServerSet};

/// The old leader, where one crashes.
pub(crate) const LEADER: ServerId = match ServerId::new(1) {
    Some(server) => server,
    None => unreachable!(),
};

/// A world, and how it came to be.
pub(crate) struct Prepared {
    pub(crate) world: World,
    pub(crate) actions: Vec<Action>,
}

impl Prepared {
    /// Everything up to the moment in which the clock starts.
    pub(crate) fn of(experiment: &Experiment) -> Self {
        let mut stage = Self::empty(experiment);
        for dial in experiment.dials() {
            stage.act(Act::Turn(dial));
        }
        stage.twist(experiment);
        match experiment.begins {
            Begins::Fresh => {
                experiment.down().iter().for_each(|server| stage.act(Act::Crash(server)));
            }
            Begins::Crash => stage.old_reign(experiment),
        }
        stage
    }

    /// What the run starts from.
    pub(crate) fn setup(experiment: &Experiment) -> Setup {
        Setup {
            servers: experiment.all(),
            spare: ServerSet::EMPTY,
            mode: Mode::Stepped,
            seed: experiment.seed,
        }
    }

    fn empty(experiment: &Experiment) -> Self {
        Self { world: World::new(Self::setup(experiment)), actions: Vec::new() }
    }

    /// Does an act that the experiment asks for. What cannot be done is left out; a checked
    /// experiment has no such act.
    fn act(&mut self, act: Act) {
        let action = Action::from(act);
        if self.world.apply(&action).is_ok() {
            self.actions.push(action);
        }
    }

    fn twist(&mut self, experiment: &Experiment) {
        let all = experiment.all();
        match experiment.twist {
            Twist::Plain | Twist::Loss(_) => {}
            Twist::Terms => {
                for server in all.iter() {
                    (0..server.number()).for_each(|_| self.act(Act::Timeout(server)));
                }
                self.lose_all();
                // Candidates become followers again, and keep their terms.
                all.iter().for_each(|server| self.act(Act::Crash(server)));
                all.iter().for_each(|server| self.act(Act::Restart(server)));
            }
            Twist::Asymmetric => {
                let Span { min, max } = experiment.latency;
                let slow = Dial::Latency(Span { min: Micros(min.0 * 3), max: Micros(max.0 * 3) });
                for from in all.iter() {
                    for to in all.iter().filter(|to| *to > from) {
                        let part = Part::Link(Link { from, to, both: false });
                        self.act(Act::TurnFor { part, dial: slow });
                    }
                }
            }
            Twist::Drift(percent) => {
                let (last, widest) = (all.len().saturating_sub(1).max(1), i64::from(percent));
                for (place, server) in all.iter().enumerate() {
                    let share =
                        2 * i64::try_from(place).unwrap_or(0) * widest / i64::try_from(last).unwrap_or(1);
                    let clock = u16::try_from(100 - widest + share).unwrap_or(100);
                    self.act(Act::TurnFor { part: Part::Server(server), dial: Dial::Clock(clock) });
                }
            }
        }
    }

    /// S1 is elected by all, and each log gets the entries that it is to have.
    fn old_reign(&mut self, experiment: &Experiment) {
        self.act(Act::Timeout(LEADER));
        self.deliver_all(|message| matches!(message, Message::RequestVote(_) | Message::RequestVoteReply(_)));
        self.lose_all();
        let followers: Vec<ServerId> = experiment.all().iter().filter(|server| *server != LEADER).collect();
        if experiment.logs == Logs::Different {
            // S2 gets every entry, S3 all but the last, and so on.
            for missing in (0..followers.len()).rev() {
                self.append(&followers[..=missing]);
            }
            // What is not acknowledged is not sent again with the heartbeat that is to come.
            for from in &followers {
                self.act(Act::Cut(Link { from: *from, to: LEADER, both: false }));
            }
        }
        let others = experiment.down();
        followers.iter().filter(|server| others.contains(**server)).for_each(|id| self.act(Act::Crash(*id)));
    }

    /// One more entry, stored on these servers alone; the leader hears nothing.
    fn append(&mut self, servers: &[ServerId]) {
        let Some(command) = Command::new("x") else { return };
        self.act(Act::Request { server: LEADER, command });
        let here = |id: MessageId| servers.contains(&id.to);
        let ids: Vec<MessageId> = self.under_way().filter(|id| here(*id)).collect();
        ids.into_iter().for_each(|id| self.act(Act::Deliver(id)));
        self.lose_all();
    }

    fn under_way(&self) -> impl Iterator<Item = MessageId> {
        self.world.network().messages().iter().map(|envelope| envelope.id)
    }

    fn deliver_all(&mut self, kind: impl Fn(&Message) -> bool) {
        let next = |world: &World| {
            world
                .network()
                .messages()
                .iter()
                .find(|envelope| kind(&envelope.message))
                .map(|envelope| envelope.id)
        };
        while let Some(id) = next(&self.world) {
            self.act(Act::Deliver(id));
        }
    }

    fn lose_all(&mut self) {
        let ids: Vec<MessageId> = self.under_way().collect();
        if !ids.is_empty() {
            self.act(Act::Lose(ids));
        }
    }
}
