//! An attempt as a run: how servers come to have these logs, and the election.

use super::logs::Sender;
use super::{Attempt, CANDIDATE, LEADER, Outcome, Refusal, Whose};
use cluster::{BranchId, World};
use judge::Property;
use raft_core::{PerServer, Rule, ServerId, ServerSet, Term};
use script::{parse, play};
use std::fmt::Write;

impl Attempt {
    /// A run of this attempt, as a script: it leads to these logs, lets the candidate stand with
    /// them, and has been played and judged: the outcome is that of the attempt. `None`: there is
    /// no way to these logs that this knows of, or no step to stop at when they are there.
    #[must_use]
    pub fn run(&self) -> Option<String> {
        let outcome = self.outcome();
        let stood = matches!(
            outcome,
            Outcome::Complete
                | Outcome::Lost { .. }
                | Outcome::Refused(Refusal::Vote { .. } | Refusal::TooFewVotes { .. })
        );
        if !stood {
            return None;
        }
        let senders = match self.without {
            Some(Rule::ConsistencyCheck) => self.senders(),
            _ => Vec::new(),
        };
        let scripts = std::iter::once(None).chain(senders.into_iter().map(Some));
        scripts.map(|sender| self.script(sender)).find(|script| self.leads_to(script, outcome))
    }

    /// A script that may lead there.
    ///
    /// Entries reach a server as late as they can, so that there is always somebody to vote for the
    /// next leader. It is one way and not the only one.
    fn script(&self, sender: Option<Sender>) -> String {
        let mut writer = Writer::new(self, sender);
        for term in (1..self.elected_in.0).map(Term) {
            writer.reign(term);
        }
        writer.last_election();
        writer.text
    }

    /// Plays a script and looks at what has come of it.
    fn leads_to(&self, script: &str, outcome: Outcome) -> bool {
        let Ok(script) = parse(script) else { return false };
        let story = play(script);
        let (world, judge) = story.timeline.at_tip(BranchId::ROOT);
        let lost = judge.violation(Property::LeaderCompleteness).is_some();
        story.error.is_none()
            && self.has_come_to_be(&world)
            && self.leads(&world) == !matches!(outcome, Outcome::Refused(_))
            && lost == matches!(outcome, Outcome::Lost { .. })
    }

    fn leads(&self, world: &World) -> bool {
        world
            .server(CANDIDATE)
            .is_some_and(|server| server.is_leader() && server.current_term() == self.elected_in)
    }

    /// Whether the servers stood and voted with the logs that are supposed. Who stores the entry
    /// late has another by now, and so has a leader that drops its own.
    fn has_come_to_be(&self, world: &World) -> bool {
        let dropped = self.without == Some(Rule::LeaderAppendOnly) && self.leads(world);
        let mut fixed = self.votes.without(self.late());
        if dropped {
            fixed.remove(CANDIDATE);
        }
        fixed.iter().all(|id| {
            let supposed = self.log_when_asked(id);
            world.server(id).is_some_and(|server| {
                server.log().entries().iter().map(|entry| entry.term).eq(supposed.iter().copied())
            })
        })
    }
}

/// What a server's log is to be in the end.
#[derive(Clone, Copy)]
struct Path<'a> {
    /// Its terms.
    log: &'a [Term],
    /// Whether the server is needed before term T.
    early: bool,
}

/// Writes the script, and keeps in mind what it has made of the servers.
struct Writer<'a> {
    attempt: &'a Attempt,
    text: String,
    paths: PerServer<Path<'a>>,
    /// Who sends the candidate entries that do not fit to its own.
    sender: Option<Sender>,
    /// How many entries each server has, its term, and who has ever led.
    logs: PerServer<usize>,
    terms: PerServer<Term>,
    led: ServerSet,
    /// A message of leader T is kept for later: nothing must be lost.
    keeping: bool,
}

/// A leader of a term, the log it ends with, and how much of that it begins with.
struct Reign {
    leader: ServerId,
    log: Vec<Term>,
    begins: usize,
}

impl<'a> Writer<'a> {
    fn new(attempt: &'a Attempt, sender: Option<Sender>) -> Self {
        let text = String::from("title attempt\nservers S1 S2 S3 S4 S5\nstepped\n");
        let committed = attempt.log(Whose::Leader);
        let mut paths = PerServer::filled(Path { log: committed, early: true });
        for server in ServerSet::first(5).without(ServerSet::only(LEADER)).iter() {
            paths[server] = Path { log: attempt.log_when_asked(server), early: false };
        }
        // A server that has more from a term before T than leader T had gets that in time.
        let voted = attempt.log(Whose::Voter);
        let until = |log: &[Term], term: Term| count(log, |other| other <= term);
        let ahead =
            |term: &Term| *term < attempt.committed_in && until(voted, *term) > until(committed, *term);
        for voter in attempt.voters().iter() {
            paths[voter] = Path { log: voted, early: voter == LEADER || voted.iter().any(ahead) };
        }
        paths[CANDIDATE] = Path { log: attempt.log(Whose::Candidate), early: true };
        Self {
            attempt,
            text,
            paths,
            sender,
            logs: PerServer::filled(0),
            terms: PerServer::filled(Term::ZERO),
            led: ServerSet::EMPTY,
            keeping: false,
        }
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing into a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn lose_rest(&mut self) {
        if !self.keeping {
            self.line(format_args!("lose rest"));
        }
    }

    /// A leader's message arrives, the only one or the one with so many entries, and its answer.
    fn exchange(&mut self, leader: ServerId, follower: ServerId, entries: Option<usize>) {
        match entries {
            Some(entries) => {
                self.line(format_args!("deliver AppendEntries {leader}->{follower} entries {entries}"));
            }
            None => self.line(format_args!("deliver AppendEntries {leader}->{follower}")),
        }
        self.line(format_args!("deliver reply {follower}->{leader}"));
    }

    fn switch_off(&mut self, here: impl Fn(Rule) -> bool) {
        if let Some(rule) = self.attempt.without.filter(|rule| here(*rule)) {
            self.line(format_args!("rule {} off", rule.name()));
        }
    }

    /// Who leads a term, if anybody has to: whoever is to have most of its entries.
    fn reign_of(&self, term: Term) -> Option<Reign> {
        let attempt = self.attempt;
        let committed = attempt.log(Whose::Leader);
        let own = self.sender.as_ref().map_or(self.paths[CANDIDATE].log.len(), |sender| sender.kept);
        let sent = self.sender.as_ref().map_or(committed, |sender| &sender.log);
        let sends = self.sender.as_ref().is_some_and(|sender| sender.term == term);
        let voter = attempt.voter().unwrap_or(LEADER);
        let sender = self.idle();
        let logs = [
            (LEADER, committed),
            (sender, sent),
            (voter, self.paths[voter].log),
            (CANDIDATE, &self.paths[CANDIDATE].log[..own]),
        ];
        let at_t = term == attempt.committed_in;
        let until = |log: &[Term]| count(log, |other| other <= term);
        let has = |log: &[Term]| log.contains(&term) && (!at_t || log.starts_with(committed));
        let known = if at_t { Some((LEADER, committed)) } else { sends.then_some((sender, sent)) };
        let mut best: Option<(ServerId, &[Term])> = known;
        for (server, log) in logs {
            let longer = best.is_none_or(|(_, best)| until(log) > until(best));
            if has(log) && longer {
                best = Some((if at_t { LEADER } else { server }, log));
            }
        }
        best.map(|(leader, log)| Reign {
            leader,
            log: log[..until(log)].to_vec(),
            begins: count(log, |other| other < term),
        })
    }

    /// Who leads that sender's term: somebody who stored the entry and is not asked for a vote.
    fn idle(&self) -> ServerId {
        let attempt = self.attempt;
        let idle = attempt.stored.without(attempt.votes).without(ServerSet::only(LEADER));
        idle.iter().next().unwrap_or(LEADER)
    }

    /// A term: its leader is elected, takes in its entries, and they reach whoever is to have them.
    fn reign(&mut self, term: Term) {
        let Some(Reign { leader, log, begins }) = self.reign_of(term) else { return };
        let at_t = term == self.attempt.committed_in;
        self.elect(leader, term);
        let sent = self.sender.as_ref().is_some_and(|sender| sender.term == term);
        self.switch_off(|rule| match rule {
            Rule::MajorityToCommit | Rule::CommitOnlyCurrentTerm => at_t,
            Rule::ConsistencyCheck => sent,
            _ => false,
        });
        for length in begins..=log.len() {
            if length > begins {
                self.line(format_args!("request {leader} x={length}"));
                self.lose_rest();
                self.logs[leader] = length;
            }
            if at_t {
                self.send_start(length);
            }
            let wants = |to: &ServerId| *to != leader && self.wants(*to, term, length);
            let to: ServerSet = ServerSet::first(5).iter().filter(wants).collect();
            self.replicate(leader, to, length);
        }
        if at_t {
            self.lose_copies();
            self.send_late();
        }
    }

    /// Whether a server is to have the log of the leader of this term when it has this length.
    fn wants(&self, server: ServerId, term: Term, length: usize) -> bool {
        let attempt = self.attempt;
        let (path, committed) = (self.paths[server], attempt.log(Whose::Leader));
        let at_t = term == attempt.committed_in;
        let is_late = attempt.late().contains(server);
        if server == CANDIDATE
            && let Some(Sender { kept, term: sent_in, .. }) = &self.sender
            && let Some((own, _)) = path.log.split_at_checked(*kept)
        {
            let last = if term == *sent_in { path.log } else { own };
            let new = term == *sent_in || own.contains(&term);
            return new && count(last, |other| other <= term) == length;
        }
        if let Some(sender) = self.sender.as_ref().filter(|_| at_t && server == self.idle())
            && count(&sender.log, |other| other <= term) == length
        {
            return true;
        }
        if at_t && self.keeping && self.loses(server) {
            return false;
        }
        if at_t && length == committed.len() && attempt.stored.contains(server) {
            return !is_late;
        }
        if !attempt.stored.or(ServerSet::only(CANDIDATE)).contains(server) {
            // What comes before the entry: from leader T if that has no more when it begins.
            let whole = (attempt.inherited()..committed.len()).contains(&path.log.len());
            let last = path.log.last().copied().unwrap_or_default();
            let end = if whole { attempt.committed_in } else { last };
            return term == end && length == path.log.len() && length > 0;
        }
        let is_time = path.early || term >= attempt.committed_in || is_late;
        is_time && path.log.contains(&term) && count(path.log, |other| other <= term) == length
    }

    /// Brings a server to the term before and has it elected by two who have little in their logs.
    fn elect(&mut self, leader: ServerId, term: Term) {
        self.bring_to(leader, Term(term.0 - 1));
        // Leader T is to go on, if the voter is to hear from it late.
        let busy = self.attempt.votes_first && term > self.attempt.committed_in;
        let fits = |server: &ServerId| *server != leader && !(busy && *server == LEADER);
        let mut others: ServerSet = ServerSet::first(5).iter().filter(fits).collect();
        let held = |server: &ServerId| {
            let log = &self.paths[*server].log;
            let length = self.logs[*server].min(log.len());
            (log[..length].last().copied().unwrap_or_default(), self.logs[*server], *server == CANDIDATE)
        };
        let mut voters = ServerSet::EMPTY;
        for _ in 0..2 {
            if let Some(least) = others.iter().min_by_key(held) {
                voters.insert(least);
                others.remove(least);
            }
        }
        self.line(format_args!("elect {leader} by {voters}"));
        self.lose_rest();
        self.led.insert(leader);
        for server in voters.iter().chain([leader]) {
            self.terms[server] = term;
        }
    }

    /// A server stands again and again, and nobody hears of it. If it has led, it leads no more.
    fn bring_to(&mut self, server: ServerId, term: Term) {
        if self.led.contains(server) {
            self.restart(server);
        }
        while self.terms[server] < term {
            self.line(format_args!("timeout {server}"));
            self.line(format_args!("lose from {server}"));
            self.terms[server] = self.terms[server].next();
        }
    }

    fn restart(&mut self, server: ServerId) {
        self.line(format_args!("crash {server}"));
        self.line(format_args!("restart {server}"));
    }

    fn replicate(&mut self, leader: ServerId, to: ServerSet, length: usize) {
        if to.is_empty() || length == 0 {
            return;
        }
        // Without the check a follower takes entries that do not fit to its own at once, and its log
        // never becomes the leader's, which is what `replicate` waits for.
        let unchecked = self.attempt.without == Some(Rule::ConsistencyCheck);
        let unlike = |server: &ServerId| unchecked && *server == CANDIDATE && self.is_sent(leader);
        let (odd, rest): (Vec<ServerId>, Vec<ServerId>) = to.iter().partition(unlike);
        for server in odd {
            self.line(format_args!("send {leader} to {server}"));
            self.exchange(leader, server, None);
        }
        if !rest.is_empty() {
            let rest: ServerSet = rest.into_iter().collect();
            self.line(format_args!("replicate {leader} to {rest}"));
        }
        self.lose_rest();
        for server in to.iter() {
            self.logs[server] = length.max(self.logs[server]);
            self.terms[server] = self.terms[leader];
        }
    }

    /// Whether this is the leader that sends the candidate entries that do not fit.
    fn is_sent(&self, leader: ServerId) -> bool {
        self.sender.as_ref().is_some_and(|sender| self.terms[leader] == sender.term)
    }

    /// Whether a server stores the entry, and is left with less.
    fn loses(&self, server: ServerId) -> bool {
        let committed = self.attempt.log(Whose::Leader);
        let left = self.paths[server].log;
        self.attempt.without == Some(Rule::PersistLog)
            && self.attempt.voters().without(self.attempt.late()).contains(server)
            && left.len() < committed.len()
            && committed.starts_with(left)
    }

    fn losers(&self) -> ServerSet {
        ServerSet::first(5).iter().filter(|server| self.loses(*server)).collect()
    }

    /// Leader T has the entries that whoever loses its log is to get once more: they are sent, and
    /// stay under way. The follower has nothing yet, and so the leader goes back to its first entry.
    fn send_start(&mut self, length: usize) {
        for server in self.losers().iter() {
            let left = self.paths[server].log.len();
            if left > 0 && left == length {
                self.line(format_args!("send {LEADER} to {server}"));
                for _ in 0..self.attempt.inherited() {
                    self.exchange(LEADER, server, None);
                }
                self.keeping = true;
            }
            if self.keeping && length == self.attempt.log(Whose::Leader).len() {
                self.exchange(LEADER, server, Some(length));
            }
        }
    }

    /// A server that stored the entry and is to lack it crashes.
    fn lose_copies(&mut self) {
        let losers = self.losers();
        if losers.is_empty() {
            return;
        }
        self.switch_off(|_| true);
        for server in losers.iter() {
            let left = self.paths[server].log.len();
            self.restart(server);
            self.logs[server] = left;
            if left > 0 {
                self.line(format_args!("deliver AppendEntries {LEADER}->{server} entries {left}"));
            }
        }
        self.keeping = false;
        self.lose_rest();
        self.line(format_args!("rule {} on", Rule::PersistLog.name()));
    }

    /// What reaches the voter after it has voted is under way before: the leader has found out
    /// after which entry to send.
    fn send_late(&mut self) {
        let attempt = self.attempt;
        let (committed, voted) = (attempt.log(Whose::Leader), attempt.log(Whose::Voter));
        let shared = committed.iter().zip(voted).take_while(|(one, other)| one == other).count();
        for voter in attempt.late().iter() {
            self.line(format_args!("send {LEADER} to {voter}"));
            for _ in shared..attempt.inherited() {
                self.exchange(LEADER, voter, None);
            }
        }
    }

    /// Term U.
    fn last_election(&mut self) {
        let attempt = self.attempt;
        if attempt.without == Some(Rule::LeaderAppendOnly) {
            // After a restart it does not know what is committed.
            self.led.insert(CANDIDATE);
        }
        self.bring_to(CANDIDATE, Term(attempt.elected_in.0 - 1));
        self.switch_off(|rule| {
            !matches!(
                rule,
                Rule::MajorityToCommit
                    | Rule::CommitOnlyCurrentTerm
                    | Rule::ConsistencyCheck
                    | Rule::PersistLog
                    | Rule::RefuseStaleLeader
            )
        });
        let asked = attempt.votes.without(ServerSet::only(CANDIDATE));
        if asked.is_empty() {
            self.line(format_args!("timeout {CANDIDATE}"));
        } else {
            self.line(format_args!("campaign {CANDIDATE} asks {asked}"));
        }
        let late = attempt.late();
        if !late.is_empty() {
            self.switch_off(|_| true);
        }
        for voter in late.iter() {
            self.exchange(LEADER, voter, None);
        }
    }
}

fn count(log: &[Term], fits: impl Fn(Term) -> bool) -> usize {
    log.iter().filter(|term| fits(**term)).count()
}
