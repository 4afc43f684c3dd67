//! Whether an act can be done, and every reason why not. Nothing is undone, so nothing may fail later.

use crate::action::{Act, ActionError, BadTime, Part};
use crate::network::{Link, MAX_UNDER_WAY, MessageId};
use crate::parts::check_part;
use crate::time::Micros;
use crate::world::{Mode, World};
use raft_core::{Role, Server, ServerId, ServerSet};

impl World {
    /// Whether the act can be done now. It must know every reason why not: nothing is undone.
    pub fn check(&self, act: &Act) -> Result<(), ActionError> {
        match act {
            Act::Step if self.mode == Mode::Stepped => Err(ActionError::NeedsClock),
            Act::Step => self.next_due().map(drop).ok_or(ActionError::NothingScheduled),
            Act::Timeout(id) => self.check_stands(*id),
            Act::Beat(id) => match self.check_up(*id)?.role() {
                Role::Follower => Err(ActionError::NothingToSend(*id)),
                Role::Candidate { .. } | Role::Leader { .. } => Ok(()),
            },
            Act::Send { from, to } => self.check_send(*from, *to),
            Act::SendEmpty { from, to } | Act::SendSome { from, to, .. } => {
                self.check_send(*from, *to)?;
                self.check_leads(*from)
            }
            Act::Request { server, .. } => self.check_leads(*server),
            Act::Reconfigure { server, .. } => self.check_up(*server).map(drop),
            Act::Add(id) => self.check_new(*id),
            Act::Crash(id) => self.check_up(*id).map(drop),
            Act::Restart(id) => match self.check_known(*id)? {
                _ if self.is_up(*id) => Err(ActionError::Up(*id)),
                _ => Ok(()),
            },
            Act::Deliver(id) => self.check_under_way(*id),
            Act::DeliverAndCrash(id) => {
                self.check_under_way(*id)?;
                self.check_up(id.to).map(drop)
            }
            Act::Lose(ids) if ids.is_empty() => Err(ActionError::NothingToLose),
            Act::Lose(ids) => ids.iter().try_for_each(|id| self.check_under_way(*id)),
            Act::Duplicate(id) => self.check_duplicate(*id),
            Act::Delay { message, by } => {
                self.check_clocked()?;
                self.check_under_way(*message)?;
                if *by <= Micros::MAX { Ok(()) } else { Err(too_long(*by)) }
            }
            Act::Cut(link) => self.check_link(*link, true),
            Act::Heal(link) => self.check_link(*link, false),
            Act::HealAll if !self.network.any_cut() => Err(ActionError::NoLinkCut),
            Act::HealAll => Ok(()),
            Act::Partition(groups) => self.check_partition(groups),
            Act::Switch { rule, on } if self.rules.has(*rule) == *on => {
                Err(ActionError::RuleUnchanged { rule: *rule, on: *on })
            }
            Act::Switch { .. } => Ok(()),
            Act::Turn(dial) => self.timing.clone().turn(*dial),
            Act::TurnFor { part, dial } => {
                match *part {
                    Part::Server(id) => self.check_known(id).map(drop)?,
                    Part::Link(link) => self.check_ends(link)?,
                }
                check_part(*part, *dial)
            }
            Act::SetTimer { server, remaining } => {
                self.check_clocked()?;
                self.check_stands(*server)?;
                if *remaining <= Micros::MAX { Ok(()) } else { Err(too_long(*remaining)) }
            }
            Act::Stepped if self.mode == Mode::Stepped => Err(ActionError::ModeUnchanged),
            Act::Clocked { .. } if self.mode == Mode::Clocked => Err(ActionError::ModeUnchanged),
            Act::Stepped | Act::Clocked { .. } => Ok(()),
        }
    }

    fn check_known(&self, id: ServerId) -> Result<&Server, ActionError> {
        self.server(id).ok_or(ActionError::NoSuchServer(id))
    }

    fn check_up(&self, id: ServerId) -> Result<&Server, ActionError> {
        let server = self.check_known(id)?;
        if self.is_up(id) { Ok(server) } else { Err(ActionError::Down(id)) }
    }

    fn check_leads(&self, id: ServerId) -> Result<(), ActionError> {
        if self.check_up(id)?.is_leader() { Ok(()) } else { Err(ActionError::NotLeader(id)) }
    }

    /// Whether the server has an election timer.
    fn check_stands(&self, id: ServerId) -> Result<(), ActionError> {
        let server = self.check_up(id)?;
        match server.role() {
            Role::Leader { .. } => Err(ActionError::LeaderHasNoTimer(id)),
            _ if !server.may_stand(self.rules) => Err(ActionError::NotInConfiguration(id)),
            Role::Follower | Role::Candidate { .. } => Ok(()),
        }
    }

    fn check_send(&self, from: ServerId, to: ServerId) -> Result<(), ActionError> {
        self.check_known(to)?;
        let server = self.check_up(from)?;
        match server.role() {
            _ if from == to => Err(ActionError::SelfLink(from)),
            _ if !server.electorate(self.rules).receivers().contains(to) => {
                Err(ActionError::NotInConfiguration(to))
            }
            Role::Follower => Err(ActionError::NothingToSend(from)),
            Role::Candidate { votes, .. } if votes.contains(to) => {
                Err(ActionError::HasItsVote { candidate: from, voter: to })
            }
            Role::Candidate { refusals, .. } if refusals.contains(to) => {
                Err(ActionError::HasItsRefusal { candidate: from, voter: to })
            }
            Role::Candidate { .. } | Role::Leader { .. } => Ok(()),
        }
    }

    fn check_under_way(&self, id: MessageId) -> Result<(), ActionError> {
        self.network.get(id).map(drop).ok_or(ActionError::NoSuchMessage(id))
    }

    fn check_duplicate(&self, id: MessageId) -> Result<(), ActionError> {
        self.check_under_way(id)?;
        if id.copy > 0 || self.network.get(MessageId { copy: 1, ..id }).is_some() {
            Err(ActionError::TooManyCopies(id))
        } else if self.network.messages().len() >= MAX_UNDER_WAY {
            Err(ActionError::NetworkFull)
        } else {
            Ok(())
        }
    }

    fn check_ends(&self, link: Link) -> Result<(), ActionError> {
        self.check_known(link.from)?;
        self.check_known(link.to)?;
        if link.from == link.to { Err(ActionError::SelfLink(link.from)) } else { Ok(()) }
    }

    fn check_link(&self, link: Link, cut: bool) -> Result<(), ActionError> {
        self.check_ends(link)?;
        let there = self.network.is_cut(link.from, link.to) == cut;
        let back = !link.both || self.network.is_cut(link.to, link.from) == cut;
        if there && back { Err(ActionError::LinkUnchanged { link, cut }) } else { Ok(()) }
    }

    fn check_partition(&self, groups: &[ServerSet]) -> Result<(), ActionError> {
        let mut seen = ServerSet::EMPTY;
        for group in groups {
            if group.is_empty() || !group.and(seen).is_empty() {
                return Err(ActionError::BadPartition);
            }
            group.iter().try_for_each(|id| self.check_known(id).map(drop))?;
            seen = seen.or(*group);
        }
        if groups.len() < 2 { Err(ActionError::BadPartition) } else { Ok(()) }
    }

    fn check_clocked(&self) -> Result<(), ActionError> {
        if self.mode == Mode::Clocked { Ok(()) } else { Err(ActionError::NeedsClock) }
    }
}

pub(crate) fn too_long(time: Micros) -> ActionError {
    ActionError::BadTime(BadTime::TooLong(time))
}
