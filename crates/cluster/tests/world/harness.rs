//! A world under a judge, with the words that stories about Raft are told in.

use cluster::{Act, ActionError, Envelope, Event, Link, MessageId, Mode, Observer, Setup, World};
use judge::{Judge, Property};
use raft_core::{Command, Message, Rule, ServerId, ServerSet};

/// The kinds of message, as stories name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Ask,
    Vote,
    Append,
    Answer,
}

use Kind::{Answer, Append, Ask, Vote};

pub(crate) fn kind(message: &Message) -> Kind {
    match message {
        Message::RequestVote(_) => Ask,
        Message::RequestVoteReply(_) => Vote,
        Message::AppendEntries(_) => Append,
        Message::AppendEntriesReply(_) => Answer,
    }
}

/// A stepped run that is judged.
pub(crate) struct Run {
    pub(crate) world: World,
    pub(crate) judge: Judge,
    number: u32,
    /// Whether every line of the story must be possible. With all rules on, a story that breaks a
    /// property cannot go as told; what cannot be done is left out then.
    strict: bool,
}

impl Run {
    /// S1 to S`count` of the paper's Raft.
    pub(crate) fn of(count: usize) -> Self {
        let servers = ServerSet::first(count);
        let world = World::new(Setup { servers, spare: ServerSet::EMPTY, mode: Mode::Stepped, seed: 1 });
        let judge = Judge::new(&world);
        Self { world, judge, number: 0, strict: true }
    }

    /// The same, under a rule that is on or off. Only with it off must the story be possible.
    pub(crate) fn under(count: usize, rule: Rule, on: bool) -> Self {
        let mut run = Self::of(count);
        if !on {
            run.act(Act::Switch { rule, on });
        }
        run.strict = !on;
        run
    }

    /// Properties that do not hold, in the order in which they broke.
    pub(crate) fn broken(&self) -> Vec<Property> {
        self.judge.violations().iter().map(|violation| violation.property).collect()
    }

    pub(crate) fn attempt(&mut self, act: Act) -> Result<Event, ActionError> {
        let event = self.world.apply(&act.into())?;
        self.number += 1;
        self.judge.observe(self.number, &self.world, &event);
        Ok(event)
    }

    #[track_caller]
    pub(crate) fn act(&mut self, act: Act) {
        let text = format!("{act:?}");
        if let Err(error) = self.attempt(act) {
            assert!(!self.strict, "{text}: {error:?}");
        }
    }

    #[track_caller]
    pub(crate) fn timeout(&mut self, server: u8) {
        self.act(Act::Timeout(s(server)));
    }

    #[track_caller]
    pub(crate) fn request(&mut self, server: u8, word: &str) {
        self.act(Act::Request { server: s(server), command: Command::new(word).expect("a command") });
    }

    #[track_caller]
    pub(crate) fn restart(&mut self, server: u8) {
        self.act(Act::Crash(s(server)));
        self.act(Act::Restart(s(server)));
    }

    /// The messages under way of one kind on one link, oldest first.
    pub(crate) fn waiting(&self, kind_: Kind, from: u8, to: u8) -> Vec<MessageId> {
        let fits = |e: &&Envelope| e.id.from == s(from) && e.id.to == s(to) && kind(&e.message) == kind_;
        self.world.network().messages().iter().filter(fits).map(|envelope| envelope.id).collect()
    }

    /// The oldest of them arrives.
    #[track_caller]
    pub(crate) fn deliver(&mut self, kind: Kind, from: u8, to: u8) {
        self.deliver_nth(0, kind, from, to);
    }

    /// The youngest of them arrives.
    #[track_caller]
    pub(crate) fn deliver_last(&mut self, kind: Kind, from: u8, to: u8) {
        let count = self.waiting(kind, from, to).len();
        self.deliver_nth(count.saturating_sub(1), kind, from, to);
    }

    #[track_caller]
    fn deliver_nth(&mut self, place: usize, kind: Kind, from: u8, to: u8) {
        match self.waiting(kind, from, to).get(place) {
            Some(message) => self.act(Act::Deliver(*message)),
            None => assert!(!self.strict, "no {kind:?} from S{from} to S{to}"),
        }
    }

    /// Everything that one server sent to another is lost.
    pub(crate) fn lose(&mut self, from: u8, to: u8) {
        let on_link = |e: &&Envelope| e.id.from == s(from) && e.id.to == s(to);
        let ids: Vec<MessageId> =
            self.world.network().messages().iter().filter(on_link).map(|e| e.id).collect();
        if !ids.is_empty() {
            self.act(Act::Lose(ids));
        }
    }

    /// Everything under way is lost.
    pub(crate) fn lose_rest(&mut self) {
        let ids: Vec<MessageId> = self.world.network().messages().iter().map(|e| e.id).collect();
        if !ids.is_empty() {
            self.act(Act::Lose(ids));
        }
    }

    /// A candidate asks a server, and hears its answer.
    #[track_caller]
    pub(crate) fn ask(&mut self, candidate: u8, voter: u8) {
        self.deliver_last(Ask, candidate, voter);
        self.deliver_last(Vote, voter, candidate);
    }

    /// A server stands, asks these, and must lead if the story is to go on.
    #[track_caller]
    pub(crate) fn elect(&mut self, candidate: u8, voters: &[u8]) {
        self.timeout(candidate);
        for voter in voters {
            self.ask(candidate, *voter);
        }
        assert!(!self.strict || self.leads(candidate), "S{candidate} does not lead");
    }

    /// A leader's newest AppendEntries reaches a follower, and the leader hears the answer.
    #[track_caller]
    pub(crate) fn store(&mut self, leader: u8, follower: u8) {
        self.deliver_last(Append, leader, follower);
        self.deliver_last(Answer, follower, leader);
    }

    /// A server hears of another's candidacy and gives no vote that counts.
    #[track_caller]
    pub(crate) fn hear_candidate(&mut self, candidate: u8, server: u8) {
        self.deliver_last(Ask, candidate, server);
        self.lose(server, candidate);
    }

    pub(crate) fn leads(&self, server: u8) -> bool {
        self.world.server(s(server)).is_some_and(raft_core::Server::is_leader)
    }

    pub(crate) fn log(&self, server: u8) -> Vec<u32> {
        self.world.server(s(server)).map_or(vec![], log_of)
    }

    pub(crate) fn commit(&self, server: u8) -> u32 {
        self.world.server(s(server)).map_or(0, |server| server.commit_index().0)
    }
}

pub(crate) fn log_of(server: &raft_core::Server) -> Vec<u32> {
    server.log().entries().iter().map(|entry| entry.term.0).collect()
}

pub(crate) fn s(number: u8) -> ServerId {
    ServerId::new(number).expect("S1 to S9")
}

pub(crate) fn set(numbers: &[u8]) -> ServerSet {
    numbers.iter().map(|number| s(*number)).collect()
}

pub(crate) fn one_way(from: u8, to: u8) -> Link {
    Link { from: s(from), to: s(to), both: false }
}

pub(crate) fn both_ways(from: u8, to: u8) -> Link {
    Link { both: true, ..one_way(from, to) }
}

pub(crate) fn command(word: &str) -> Command {
    Command::new(word).expect("a command")
}
