//! The judge itself: one pass over what one event changed.

use crate::Property;
use crate::availability::Availability;
use crate::clients::Request;
use crate::history::Shared;
use crate::logs::{LogId, Logs};
use crate::reconfiguration::{Alone, TwoDeciders};
use crate::record::{Applied, Commit, Election};
use crate::transition::Stored;
use crate::violation::{Evidence, Violation};
use cluster::{Cause, Event, Observer, World};
use raft_core::{Configuration, Entry, Index, Message, PerServer, Role, Server, ServerId, ServerSet, Term};

/// Watches a run and judges the five properties after every event. See the crate's description.
#[derive(Clone, Debug)]
pub struct Judge {
    /// Every log that was ever seen.
    pub(crate) logs: Logs,
    /// What each server was after the last event that concerned it.
    pub(crate) seen: PerServer<Seen>,
    pub(crate) elections: Shared<Election>,
    /// For each term the number, from 1, of its first election; 0: none.
    pub(crate) first_in_term: Shared<u32>,
    /// The highest term with an election.
    last_elected: Term,
    pub(crate) commitments: Shared<Commitment>,
    /// For each index from 1 the number, from 1, of its first commitment; 0: none.
    pub(crate) first_at: Shared<u32>,
    spine: Spine,
    /// For each index from 1 what was applied first.
    pub(crate) applied: Shared<Option<Applied>>,
    /// What clients asked for, in the order of events.
    pub(crate) requests: Shared<Request>,
    /// Nodes of the same index and term that differ. They break Log Matching once they are in
    /// logs at the same time. In Raft there are none.
    rivals: Vec<(LogId, LogId)>,
    violations: Vec<Violation>,
    availability: Availability,
    /// The configuration before the first one in the logs (§6).
    pub(crate) bootstrap: Configuration,
    /// Every server that was ever seen.
    pub(crate) known: ServerSet,
    /// The first moment at which two could decide, each alone.
    pub(crate) two_deciders: Option<TwoDeciders>,
    /// The same of the last event.
    pub(crate) two_now: Option<TwoDeciders>,
    /// In which spans which sets could decide alone, since there are configurations in logs.
    pub(crate) alone: Vec<Alone>,
    /// What became of each configuration that was ever in a log.
    pub(crate) stored: Vec<Stored>,
}

/// What a server was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub(crate) log: LogId,
    /// The term it leads, if it leads.
    pub(crate) leads: Option<Term>,
    commit_index: Index,
    /// Its term, and the votes it has in it as a candidate.
    pub(crate) term: Term,
    votes: ServerSet,
    /// The number, from 1, of its last election.
    election: u32,
}

/// A leader advanced its commitIndex.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Commitment {
    /// The first index that this committed; the last is that of `log`.
    pub(crate) first: Index,
    pub(crate) last: Index,
    /// The leader's log up to `last`.
    pub(crate) log: LogId,
    pub(crate) term: Term,
    leader: ServerId,
    event: u32,
}

impl Commitment {
    /// What it committed at an index.
    pub(crate) fn at(&self, logs: &Logs, index: Index) -> Option<Commit> {
        if index < self.first || index > self.last {
            return None;
        }
        let entry = logs.entry(self.log, index)?;
        Some(Commit { index, entry, term: self.term, leader: self.leader, event: self.event })
    }
}

/// The log that everything committed is a part of, as long as there is one: with it an election is
/// judged in one comparison.
#[derive(Clone, Copy, Debug)]
struct Spine {
    log: LogId,
    /// Commitments contradict each other: there is no such log.
    broken: bool,
}

impl Judge {
    /// A judge who begins to watch now.
    #[must_use]
    pub fn new(world: &World) -> Self {
        let nothing = Seen {
            log: LogId::EMPTY,
            term: Term::ZERO,
            leads: None,
            commit_index: Index::ZERO,
            votes: ServerSet::EMPTY,
            election: 0,
        };
        let mut judge = Self {
            logs: Logs::new(),
            seen: PerServer::filled(nothing),
            elections: Shared::new(),
            first_in_term: Shared::new(),
            last_elected: Term::ZERO,
            commitments: Shared::new(),
            first_at: Shared::new(),
            spine: Spine { log: LogId::EMPTY, broken: false },
            applied: Shared::new(),
            requests: Shared::new(),
            rivals: Vec::new(),
            violations: Vec::new(),
            availability: Availability::new(world),
            bootstrap: Configuration::of(world.setup().servers),
            known: ServerSet::EMPTY,
            two_deciders: None,
            two_now: None,
            alone: Vec::new(),
            stored: Vec::new(),
        };
        for server in world.servers() {
            judge.judge_server(0, server, Some(Index(1)), None);
        }
        judge
    }

    /// The properties that do not hold, in the order in which they broke.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// The violation of a property, if there is one.
    #[must_use]
    pub fn violation(&self, property: Property) -> Option<&Violation> {
        self.violations.iter().find(|violation| violation.property == property)
    }

    /// How available the cluster has been (§5.6).
    #[must_use]
    pub fn availability(&self) -> &Availability {
        &self.availability
    }

    /// A server's log after the last event that concerned it.
    pub(crate) fn log_of(&self, server: ServerId) -> LogId {
        self.seen[server].log
    }

    /// The number of the election that made a server the leader it is; `None` if it leads no more.
    pub(crate) fn reign_of(&self, server: ServerId) -> Option<u32> {
        let Seen { leads, election, .. } = self.seen[server];
        leads.map(|_| election)
    }

    /// Whether some commitments contradict each other.
    pub(crate) fn is_contradictory(&self) -> bool {
        self.spine.broken
    }

    fn is_broken(&self, property: Property) -> bool {
        !self.violations.is_empty() && self.violation(property).is_some()
    }

    fn report(&mut self, event: u32, evidence: Evidence) {
        self.violations.push(Violation { property: evidence.property(), event, evidence });
    }

    /// What a server's step did. `log_from`: where its log may have changed; `voter`: whose vote
    /// reached it in this step.
    pub(crate) fn judge_server(
        &mut self,
        event: u32,
        server: &Server,
        log_from: Option<Index>,
        voter: Option<ServerId>,
    ) {
        let id = server.id();
        let before = self.seen[id];
        let (leads, votes) = match server.role() {
            Role::Follower => (None, ServerSet::EMPTY),
            Role::Candidate { votes, .. } => (None, *votes),
            Role::Leader { .. } => (Some(server.current_term()), ServerSet::EMPTY),
        };
        let log = log_from.map_or(before.log, |from| self.follow_log(before.log, server, from));
        let commit_index = server.commit_index();
        let now_in = server.current_term();
        self.seen[id] = Seen { log, leads, commit_index, term: now_in, votes, ..before };
        self.known.insert(id);
        if let Some(term) = leads {
            if log != before.log {
                self.judge_append_only(event, id, term, [before.log, log]);
            }
            if before.leads != leads {
                // It may have stood for this term and won it in one step, by its own vote alone.
                let counted = if before.term == term { before.votes } else { ServerSet::EMPTY };
                let own = server.voted_for().filter(|voted_for| *voted_for == id);
                let votes = counted.or(own.into_iter().chain(voter).collect());
                self.judge_election(Election { term, server: id, event, votes, log });
            }
        }
        // A leader that commits a configuration without itself steps down in the same step (§6).
        let led = leads.or(before.leads.filter(|term| *term == now_in));
        if let Some(term) = led.filter(|_| commit_index > before.commit_index) {
            self.judge_commitment(event, id, term, [before.commit_index, commit_index]);
        }
        if (log, leads, now_in) != (before.log, before.leads, before.term) {
            self.judge_configurations(event);
        }
        if log != before.log && !self.rivals.is_empty() {
            self.judge_log_matching(event);
        }
    }

    /// The number of a server's log, that of its log before being known.
    fn follow_log(&mut self, before: LogId, server: &Server, from: Index) -> LogId {
        let mut log = self.logs.cut(before, from.previous()).unwrap_or(LogId::EMPTY);
        for entry in server.log().from(self.logs.last_index(log).next()) {
            log = self.logs.append(log, *entry, &mut self.rivals);
        }
        if self.is_broken(Property::LogMatching) {
            self.rivals.clear();
        }
        log
    }

    /// Leader Append-Only (§5.3).
    fn judge_append_only(&mut self, event: u32, leader: ServerId, term: Term, [before, after]: [LogId; 2]) {
        let last = self.logs.last_index(before);
        if self.logs.cut(after, last) == Some(before) {
            return;
        }
        if !self.is_broken(Property::LeaderAppendOnly) {
            let changed = |index: &Index| self.logs.entry(before, *index) != self.logs.entry(after, *index);
            if let Some(index) = Index(1).up_to(last).find(changed)
                && let Some(entry) = self.logs.entry(before, index)
            {
                let after = self.logs.entry(after, index);
                self.report(event, Evidence::LeaderAppendOnly { leader, term, index, before: entry, after });
            }
        }
        // What it had at its election is not what it has now: see whether that is still complete.
        let election = self.elections().rev().find(|e| e.server == leader && e.term == term);
        if let Some(election) = election {
            self.judge_leader(event, Election { log: after, ..election });
        }
    }

    /// Election Safety (§5.2), and Leader Completeness for a new leader (§5.4).
    fn judge_election(&mut self, election: Election) {
        let term = election.term;
        self.elections.push(election);
        self.last_elected = self.last_elected.max(term);
        let number = u32::try_from(self.elections.len()).unwrap_or(u32::MAX);
        self.seen[election.server].election = number;
        match self.election_in(term) {
            None => {
                self.first_in_term.set(term.0 as usize, number, 0);
            }
            Some(first) if first.server != election.server && !self.is_broken(Property::ElectionSafety) => {
                self.report(election.event, Evidence::ElectionSafety { first, second: election });
            }
            Some(_) => {}
        }
        self.judge_leader(election.event, election);
    }

    /// Leader Completeness: whether a leader has everything committed in lower terms.
    fn judge_leader(&mut self, event: u32, leader: Election) {
        let Spine { log, broken } = self.spine;
        let all_in_one = !broken && self.logs.cut(leader.log, self.logs.last_index(log)) == Some(log);
        if all_in_one || self.is_broken(Property::LeaderCompleteness) {
            return;
        }
        let lower = |commitment: &&Commitment| commitment.term < leader.term;
        let missing = self.commitments.iter().filter(lower).find_map(|c| self.lacks(leader, c));
        if let Some(evidence) = missing {
            self.report(event, evidence);
        }
    }

    /// What a leader's log lacks of a commitment.
    fn lacks(&self, leader: Election, commitment: &Commitment) -> Option<Evidence> {
        if self.logs.cut(leader.log, commitment.last) == Some(commitment.log) {
            return None;
        }
        commitment.first.up_to(commitment.last).find_map(|index| {
            let commit = commitment.at(&self.logs, index)?;
            let found = self.logs.entry(leader.log, index);
            (found != Some(commit.entry)).then_some(Evidence::LeaderCompleteness { commit, leader, found })
        })
    }

    /// A leader advanced its commitIndex: Leader Completeness for the leaders of higher terms.
    fn judge_commitment(&mut self, event: u32, leader: ServerId, term: Term, [known, last]: [Index; 2]) {
        let Some(log) = self.logs.cut(self.seen[leader].log, last) else { return };
        let first = known.next();
        let commitment = Commitment { first, last, log, term, leader, event };
        self.commitments.push(commitment);
        let number = u32::try_from(self.commitments.len()).unwrap_or(u32::MAX);
        for index in first.up_to(last) {
            let place = (index.0 - 1) as usize;
            if self.first_at.get(place).is_none_or(|number| *number == 0) {
                self.first_at.set(place, number, 0);
            }
        }
        self.lengthen_spine(&commitment);
        if self.last_elected <= term || self.is_broken(Property::LeaderCompleteness) {
            return;
        }
        if let Some(evidence) = self.missed_by_higher(&commitment) {
            self.report(event, evidence);
        }
    }

    /// What a leader of a higher term lacks of a commitment: in its log at its election, or in its
    /// log now if it still leads.
    fn missed_by_higher(&self, commitment: &Commitment) -> Option<Evidence> {
        let mut higher = self.elections.iter().filter(|election| election.term > commitment.term);
        higher.find_map(|election| {
            let Seen { leads, log, .. } = self.seen[election.server];
            self.lacks(*election, commitment).or_else(|| {
                let still_leads = leads == Some(election.term);
                still_leads.then(|| self.lacks(Election { log, ..*election }, commitment)).flatten()
            })
        })
    }

    fn lengthen_spine(&mut self, commitment: &Commitment) {
        let last = self.logs.last_index(self.spine.log);
        if self.logs.cut(commitment.log, last) == Some(self.spine.log) {
            self.spine.log = commitment.log;
        } else if self.logs.cut(self.spine.log, commitment.last) != Some(commitment.log) {
            self.spine.broken = true;
        }
    }

    /// Log Matching (§5.3), for the nodes that could break it.
    fn judge_log_matching(&mut self, event: u32) {
        if self.is_broken(Property::LogMatching) {
            return;
        }
        let holder = |node: LogId| {
            let index = self.logs.last_index(node);
            ServerId::all().find(|server| self.logs.cut(self.seen[*server].log, index) == Some(node))
        };
        let found = self.rivals.iter().find_map(|(one, other)| {
            let servers = [holder(*one)?, holder(*other)?];
            let agree = self.logs.last_index(*one);
            let differ = self.logs.first_difference(*one, *other)?;
            let entries = [self.logs.entry(*one, differ)?, self.logs.entry(*other, differ)?];
            let term = self.logs.entry(*one, agree)?.term;
            Some(Evidence::LogMatching { servers, agree, term, differ, entries })
        });
        if let Some(evidence) = found {
            self.report(event, evidence);
        }
    }

    /// State Machine Safety (§5.4.3).
    pub(crate) fn judge_applied(&mut self, event: u32, server: ServerId, applied: &[(Index, Entry)]) {
        for &(index, entry) in applied {
            let now = Applied { entry, server, event };
            match self.applied(index) {
                None => self.applied.set((index.0.max(1) - 1) as usize, Some(now), None),
                Some(first) if first.entry != entry && !self.is_broken(Property::StateMachineSafety) => {
                    self.report(event, Evidence::StateMachineSafety { index, first, second: now });
                }
                Some(_) => {}
            }
        }
    }
}

impl Observer for Judge {
    fn observe(&mut self, number: u32, world: &World, event: &Event) {
        let elections = self.elections.len();
        self.judge_event(number, world, event);
        self.availability.observe(number, world, event, self.elections.len() > elections);
    }

    fn weight(&self) -> usize {
        size_of::<Self>()
            + self.logs.weight()
            + self.elections.weight()
            + self.first_in_term.weight()
            + self.commitments.weight()
            + self.first_at.weight()
            + self.applied.weight()
            + self.requests.weight()
            + self.rivals.len() * size_of::<(LogId, LogId)>()
            + self.violations.len() * size_of::<Violation>()
            + self.availability.weight()
            + self.alone.len() * size_of::<Alone>()
            + self.stored.len() * size_of::<Stored>()
    }
}

impl Judge {
    /// What an event did to the server that it concerns.
    fn judge_event(&mut self, number: u32, world: &World, event: &Event) {
        let Some(server) = event.server().and_then(|id| world.server(id)) else { return };
        let voter = voter(event);
        // Handled, and then crashed: two states follow each other in one event.
        if let Some(before_crash) = event.before_crash.as_deref() {
            self.judge_server(number, before_crash, event.log_from, voter);
        }
        self.judge_server(number, server, event.log_from, voter);
        self.judge_applied(number, server.id(), &event.applied);
        self.judge_clients(number, server, event);
    }
}

/// Whose vote a message brought.
pub(crate) fn voter(event: &Event) -> Option<ServerId> {
    let Cause::Delivered { envelope, .. } = &event.cause else { return None };
    match &envelope.message {
        Message::RequestVoteReply(reply) if reply.vote_granted => Some(envelope.id.from),
        _ => None,
    }
}
