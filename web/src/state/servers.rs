//! Servers that are added by hand, and the cluster that a person asks for (§6).

use crate::membership::newest;
use crate::state::{Effect, Intent, Notice, Pane, State};
use cluster::{Act, ActionError};
use raft_core::{Change, Decision, Server, ServerId, ServerSet};

impl State {
    /// The servers that are to be the cluster: those that were picked, or else those that the leader goes to.
    #[must_use]
    pub fn target(&self) -> ServerSet {
        let world = &self.run.shot.scene.world;
        let catching_up = || world.leader().and_then(Server::catching_up).map(|catch_up| catch_up.target);
        let now = newest(world);
        self.target.or_else(catching_up).unwrap_or(now.next.unwrap_or(now.voters)).and(world.all())
    }

    /// The name of the next server that is added; `None`: there are as many as there can be.
    #[must_use]
    pub fn next_server(&self) -> Option<ServerId> {
        let known = self.run.shot.scene.world.all();
        ServerId::all().find(|id| !known.contains(*id))
    }

    pub(super) fn change_servers(&mut self, intent: &Intent) -> Vec<Effect> {
        self.notice = None;
        let mut target = self.target();
        let result: Result<(), ActionError> = match *intent {
            Intent::Target(id) => {
                if target.contains(id) {
                    target.remove(id);
                } else {
                    target.insert(id);
                }
                self.target = Some(target);
                return Vec::new();
            }
            Intent::AskFor(server) => self.ask_for(server, target),
            _ => match self.next_server() {
                Some(id) => self.act(Act::Add(id)).map(|()| {
                    target.insert(id);
                    self.target = Some(target);
                    self.pane = Pane::Servers;
                }),
                None => Ok(()),
            },
        };
        match result {
            Ok(()) => vec![Effect::Save],
            Err(error) => self.tell(Notice::Cannot(error)),
        }
    }

    /// Asks a server. What it refuses stays picked.
    fn ask_for(&mut self, server: ServerId, target: ServerSet) -> Result<(), ActionError> {
        self.act(Act::Reconfigure { server, target })?;
        let refuses = |decision: &Decision| matches!(decision, Decision::Change(Change::Refused { .. }));
        let refused = self.run.shot.scene.event.decisions.iter().any(refuses);
        self.target = Some(target).filter(|_| refused);
        Ok(())
    }
}
