//! Changes of the cluster's membership (§6).
//!
//! A change goes from `C_old` over `C_old,new` to `C_new`. Both are entries of the log, and a server
//! uses the latest configuration in its own log, committed or not; when that entry is truncated, the
//! one before it is in force again.
//!
//! - The leader that is asked lets new servers catch up first, as non-voting members: they receive
//!   entries and count for nothing. **A new server has caught up when it stores every entry that the
//!   leader's log had when the change was asked for.** What clients ask for meanwhile is no more than
//!   any follower may be behind by. (Ongaro's thesis, 4.2.1, goes on in rounds until one is short
//!   enough; that needs a clock.) The catching up is volatile state of this leader. It is lost with
//!   it, and whoever asked asks again. A server that never catches up is given up by asking for
//!   another target.
//! - Then the leader appends `C_old,new`: entries go to all servers of both, any server of either may
//!   lead, and it takes a majority of each to elect and to commit.
//! - When that is committed, the leader, also a new one, appends `C_new`. Where `C_old,new` is of an
//!   earlier term, an entry of the leader's own term has to be committed first (§5.4.2).
//! - A leader that is not in `C_new` does not count itself, and steps down when `C_new` is committed.
//! - A server that is left out by an uncommitted configuration still stands for election, without
//!   counting its own vote: nobody else may have that configuration, and without it nobody wins.

use crate::change::{Change, ChangeRefusal};
use crate::configuration::Configuration;
use crate::decision::{Decision, Ignored, RoleName, StepDown};
use crate::ids::{Index, ServerId, ServerSet};
use crate::log::Payload;
use crate::message::Message;
use crate::rules::{Rule, Rules};
use crate::server::{Role, Server, Sink, Step};
use serde::Serialize;

/// New servers that catch up before a change begins: volatile state of the leader that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CatchUp {
    /// The servers that are to be the cluster.
    pub target: ServerSet,
    /// Those of them that are not members.
    pub new: ServerSet,
    /// The last index of the leader's log when it was asked.
    pub goal: Index,
}

impl Server {
    /// The configuration it uses: the latest in its log, committed or not (§6).
    #[must_use]
    pub fn configuration(&self, rules: Rules) -> Configuration {
        let log = self.log();
        let last = if rules.has(Rule::ConfigurationOnAppend) {
            log.latest_configuration()
        } else {
            log.configuration_up_to(self.commit_index)
        };
        last.map_or(self.bootstrap, |(_, configuration)| configuration)
    }

    /// The new servers that catch up before a change begins, if this is the leader that was asked.
    #[must_use]
    pub fn catching_up(&self) -> Option<CatchUp> {
        match self.role {
            Role::Leader { catching_up, .. } => catching_up,
            Role::Follower | Role::Candidate { .. } => None,
        }
    }

    /// Those of them that do not store enough yet.
    #[must_use]
    pub fn waiting(&self) -> ServerSet {
        let Role::Leader { match_index, catching_up: Some(CatchUp { new, goal, .. }), .. } = &self.role
        else {
            return ServerSet::EMPTY;
        };
        new.iter().filter(|server| match_index[*server] < *goal).collect()
    }

    /// Whether it stands for election when its timer runs out: if it is in its configuration. If it
    /// is not, it still does while that configuration may never be committed, as far as it knows, and
    /// the one before it includes it. A server that no configuration names does not.
    #[must_use]
    pub fn may_stand(&self, rules: Rules) -> bool {
        if self.configuration(rules).members().contains(self.id) {
            return true;
        }
        let Some((index, _)) = self.log().latest_configuration() else { return false };
        let before = self.log().configuration_up_to(index.previous());
        let before = before.map_or(self.bootstrap, |(_, configuration)| configuration);
        index > self.commit_index && before.members().contains(self.id)
    }

    /// This server is asked for another set of servers.
    pub(crate) fn change<S: Sink>(&mut self, step: &mut Step<'_, S>, target: ServerSet, known: ServerSet) {
        if let Some(refusal) = self.change_refusal(step.rules, target, known) {
            step.decide(|| Decision::Change(Change::Refused { target, refusal }));
            return;
        }
        let waiting = self.waiting();
        let goal = self.log().last_index();
        let members = self.configuration(step.rules).members();
        let new = target.without(members);
        let Role::Leader { next_index, match_index, catching_up } = &mut self.role else { return };
        if let Some(given_up) = catching_up.take() {
            step.decide(|| Decision::Change(Change::GivenUp { target: given_up.target, waiting }));
            if target == members {
                return;
            }
        }
        for server in new.iter().filter(|server| match_index[*server] == Index::ZERO) {
            next_index[server] = goal.next();
        }
        // "In order to avoid availability gaps, Raft introduces an additional phase before the
        // configuration change, in which the new servers join the cluster as non-voting members." (§6)
        if !new.is_empty() && step.rules.has(Rule::CatchUpFirst) {
            *catching_up = Some(CatchUp { target, new, goal });
            step.decide(|| Decision::Change(Change::CatchUpBegan { target, new, goal }));
            if !self.waiting().is_empty() {
                for server in new.iter() {
                    self.send_append_entries(step, server, None);
                }
                return;
            }
        }
        self.begin_change(step, target);
    }

    /// Why this server would not begin a change to these servers now (§6); `known`: the servers there are.
    #[must_use]
    pub fn change_refusal(&self, rules: Rules, target: ServerSet, known: ServerSet) -> Option<ChangeRefusal> {
        if !self.is_leader() {
            return Some(ChangeRefusal::NotLeader { role: self.role.name() });
        }
        if target.is_empty() {
            return Some(ChangeRefusal::Empty);
        }
        let unknown = target.without(known);
        if !unknown.is_empty() {
            return Some(ChangeRefusal::Unknown { unknown });
        }
        // A change begins when the one before it has ended (§6).
        if let Some((index, configuration)) = self.log().latest_configuration()
            && (configuration.next.is_some() || index > self.commit_index)
            && rules.has(Rule::OneChangeAtATime)
        {
            return Some(ChangeRefusal::UnderWay { index, configuration, commit_index: self.commit_index });
        }
        let configuration = self.configuration(rules);
        let same = match self.catching_up() {
            Some(catch_up) => catch_up.target == target,
            None => configuration == Configuration::of(target),
        };
        same.then_some(ChangeRefusal::Same { configuration })
    }

    /// "The leader receives a request to change the configuration from C_old to C_new, and stores the
    /// configuration for joint consensus (C_old,new) as a log entry" (§6).
    fn begin_change<S: Sink>(&mut self, step: &mut Step<'_, S>, target: ServerSet) {
        let old = self.log().latest_configuration().map_or(self.bootstrap, |(_, latest)| latest);
        let configuration = if step.rules.has(Rule::JointConsensus) {
            Configuration { voters: old.next.unwrap_or(old.voters), next: Some(target) }
        } else {
            Configuration::of(target)
        };
        if let Role::Leader { catching_up, .. } = &mut self.role {
            *catching_up = None;
        }
        let index = self.log().last_index().next();
        step.decide(|| Decision::Change(Change::Began { index, old, configuration }));
        self.append_own(step, Payload::Configuration(configuration));
    }

    /// A follower has answered, whose matchIndex was `before`. When the last of the new servers stores
    /// enough, the change begins. `true`: it does.
    pub(crate) fn hear_of_catch_up<S: Sink>(
        &mut self,
        step: &mut Step<'_, S>,
        server: ServerId,
        before: Index,
    ) -> bool {
        let Some(CatchUp { target, new, goal }) = self.catching_up() else { return false };
        let match_index = self.known_match(server);
        if !new.contains(server) || before >= goal || match_index < goal {
            return false;
        }
        let waiting = self.waiting();
        step.decide(|| Decision::Change(Change::CaughtUp { server, match_index, goal, waiting }));
        if waiting.is_empty() {
            self.begin_change(step, target);
        }
        waiting.is_empty()
    }

    /// What a leader does about the change in its log, whenever commitIndex or the log has moved: it
    /// appends `C_new`, or steps down. `true`: it has sent its log to all.
    pub(crate) fn go_on_with_change<S: Sink>(&mut self, step: &mut Step<'_, S>) -> bool {
        let Some((joint, latest)) = self.log().latest_configuration() else { return false };
        if !self.is_leader() {
            return false;
        }
        let committed = joint <= self.commit_index;
        let Some(new) = latest.next else {
            if committed && !latest.voters.contains(self.id) {
                self.leave(step, joint);
            }
            return false;
        };
        // "Once C_old,new has been committed, ... it is now safe for the leader to create a log entry
        // describing C_new" (§6).
        if !committed && step.rules.has(Rule::JointBeforeNew) {
            return false;
        }
        let configuration = Configuration::of(new);
        let (index, commit_index) = (self.log().last_index().next(), self.commit_index);
        step.decide(|| Decision::Change(Change::Completed { index, joint, commit_index, configuration }));
        self.append_own(step, Payload::Configuration(configuration));
        true
    }

    /// "The leader steps down (returns to follower state) once it has committed the C_new log entry"
    /// (§6).
    fn leave<S: Sink>(&mut self, step: &mut Step<'_, S>, index: Index) {
        let electorate = self.electorate(step.rules);
        self.role = Role::Follower;
        self.hears_leader = None;
        let why = StepDown::LeftOut { index, commit_index: self.commit_index, electorate };
        step.decide(|| Decision::SteppedDown { from: RoleName::Leader, why });
    }

    /// A new leader says why the change in its log does not go on yet.
    pub(crate) fn explain_waiting_change<S: Sink>(&self, step: &mut Step<'_, S>) {
        let Some((index, _)) = self.log().latest_configuration() else { return };
        let entry_term = self.log().term_at(index).unwrap_or_default();
        let current_term = self.current_term();
        if index > self.commit_index && entry_term < current_term && self.is_leader() {
            step.decide(|| Decision::Change(Change::Waits { index, entry_term, current_term }));
        }
    }

    /// The server has heard from the leader of its term, itself perhaps.
    ///
    /// "If a server receives a RequestVote RPC within the minimum election timeout of hearing from a
    /// current leader, it does not update its term or grant its vote" (§6).
    pub(crate) fn note_leader(&mut self, rules: Rules, leader: ServerId) {
        self.hears_leader = rules.has(Rule::DisregardVotesWhileLed).then_some(leader);
    }

    /// Whether a message is a RequestVote that this server disregards: no vote, no term, no answer.
    pub(crate) fn disregards<S: Sink>(
        &self,
        step: &mut Step<'_, S>,
        sender: ServerId,
        message: &Message,
    ) -> bool {
        let (Some(leader), Message::RequestVote(request)) = (self.hears_leader, message) else {
            return false;
        };
        let (mine, theirs) = (self.current_term(), request.term);
        step.decide(|| Decision::Ignored { sender, why: Ignored::HearsLeader { leader, mine, theirs } });
        true
    }
}
