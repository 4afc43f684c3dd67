//! One server on the bench, what a step hands out, and short words for messages.

use raft_core::{
    AppendEntries, AppendEntriesReply, Command, Configuration, Decision, Entry, Index, Input, Message,
    Payload, Position, RequestVote, RequestVoteReply, Role, Rule, Rules, Server, ServerId, ServerSet, Sink,
    Term, TimerReset,
};

/// Everything that one step handed out, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Handed {
    pub(crate) sent: Vec<(ServerId, Message)>,
    pub(crate) resets: Vec<TimerReset>,
    pub(crate) applied: Vec<(Index, Entry)>,
    pub(crate) log_changed: Vec<Index>,
    pub(crate) decisions: Vec<Decision>,
}

impl Sink for Handed {
    const EXPLAINS: bool = true;
    fn send(&mut self, to: ServerId, message: Message) {
        self.sent.push((to, message));
    }
    fn reset_election_timer(&mut self, why: TimerReset) {
        self.resets.push(why);
    }
    fn apply(&mut self, index: Index, entry: Entry) {
        self.applied.push((index, entry));
    }
    fn log_changed(&mut self, first: Index) {
        self.log_changed.push(first);
    }
    fn decided(&mut self, decision: Decision) {
        self.decisions.push(decision);
    }
}

impl Handed {
    /// The only message.
    #[track_caller]
    pub(crate) fn reply(&self) -> &Message {
        let [(_, message)] = self.sent.as_slice() else { panic!("not one message: {:?}", self.sent) };
        message
    }

    /// Whether the only message grants a vote.
    #[track_caller]
    pub(crate) fn granted(&self) -> bool {
        let Message::RequestVoteReply(reply) = self.reply() else { panic!("no vote: {:?}", self.sent) };
        reply.vote_granted
    }

    /// Whether the only message accepts entries.
    #[track_caller]
    pub(crate) fn accepted(&self) -> bool {
        let Message::AppendEntriesReply(reply) = self.reply() else { panic!("no answer: {:?}", self.sent) };
        reply.success
    }

    /// To whom it sent.
    pub(crate) fn receivers(&self) -> ServerSet {
        self.sent.iter().map(|(to, _)| *to).collect()
    }

    /// Indexes that were applied.
    pub(crate) fn applied_indexes(&self) -> Vec<u32> {
        self.applied.iter().map(|(index, _)| index.0).collect()
    }
}

/// A server of five, under rules that a test may change.
#[derive(Clone)]
pub(crate) struct Bench {
    pub(crate) server: Server,
    pub(crate) rules: Rules,
}

impl Bench {
    /// S`number` of S1 to S5 on its first boot.
    pub(crate) fn new(number: u8) -> Self {
        Self::of(number, 5)
    }

    /// S`number` of S1 to S`count`.
    pub(crate) fn of(number: u8, count: usize) -> Self {
        Self::configured(number, Configuration::of(ServerSet::first(count)))
    }

    pub(crate) fn configured(number: u8, configuration: Configuration) -> Self {
        Self { server: Server::new(s(number), configuration), rules: Rules::PAPER }
    }

    pub(crate) fn with(mut self, rule: Rule, on: bool) -> Self {
        self.rules = self.rules.with(rule, on);
        self
    }

    /// With a log of entries of these terms, as the leader of the last of them gave it.
    pub(crate) fn storing(mut self, terms: &[u32]) -> Self {
        let leader = if self.server.id() == s(5) { s(4) } else { s(5) };
        let last = *terms.last().expect("entries");
        let handed = self.hear(leader, append(last, (0, 0), &entries(terms), 0));
        assert!(handed.accepted());
        self
    }

    /// Having heard of this term, without voting in it.
    pub(crate) fn in_term(mut self, term: u32) -> Self {
        self.hear(s(4), vote(term, false));
        assert_eq!(self.server.current_term(), Term(term));
        self
    }

    /// As candidate of the next term.
    pub(crate) fn standing(mut self) -> Self {
        self.timeout();
        self
    }

    /// As leader of the next term, by the votes of these.
    pub(crate) fn leading(mut self, voters: &[u8]) -> Self {
        self.timeout();
        let term = self.server.current_term().0;
        for voter in voters {
            self.hear(s(*voter), vote(term, true));
        }
        assert!(self.server.is_leader(), "these votes are not enough");
        self
    }

    pub(crate) fn step(&mut self, input: Input<'_>) -> Handed {
        let mut handed = Handed::default();
        self.server.step(self.rules, input, &mut handed);
        handed
    }

    #[expect(clippy::needless_pass_by_value, reason = "tests write messages in place")]
    pub(crate) fn hear(&mut self, from: ServerId, message: Message) -> Handed {
        self.step(Input::Receive { from, message: &message })
    }

    pub(crate) fn timeout(&mut self) -> Handed {
        self.step(Input::ElectionTimeout)
    }

    pub(crate) fn beat(&mut self) -> Handed {
        self.step(Input::HeartbeatTimeout)
    }

    pub(crate) fn request(&mut self, word: &str) -> Handed {
        self.step(Input::ClientRequest(Command::new(word).expect("a command")))
    }

    /// Crashes and starts again.
    pub(crate) fn reboot(&mut self) -> Handed {
        self.server.crash(self.rules);
        self.step(Input::Restart)
    }

    pub(crate) fn term(&self) -> u32 {
        self.server.current_term().0
    }

    pub(crate) fn voted_for(&self) -> Option<u8> {
        self.server.voted_for().map(ServerId::number)
    }

    /// The log as the paper's figures have it: its entries' terms.
    pub(crate) fn log(&self) -> Vec<u32> {
        self.server.log().entries().iter().map(|entry| entry.term.0).collect()
    }

    pub(crate) fn commit(&self) -> u32 {
        self.server.commit_index().0
    }

    /// A leader's nextIndex and matchIndex for a follower.
    #[track_caller]
    pub(crate) fn progress(&self, follower: u8) -> (u32, u32) {
        let Role::Leader { next_index, match_index, .. } = self.server.role() else { panic!("not a leader") };
        (next_index[s(follower)].0, match_index[s(follower)].0)
    }
}

pub(crate) fn s(number: u8) -> ServerId {
    ServerId::new(number).expect("S1 to S9")
}

pub(crate) fn set(numbers: &[u8]) -> ServerSet {
    numbers.iter().map(|number| s(*number)).collect()
}

pub(crate) fn five() -> Configuration {
    Configuration::of(ServerSet::first(5))
}

pub(crate) fn at((index, term): (u32, u32)) -> Position {
    Position { index: Index(index), term: Term(term) }
}

/// Entries of these terms. Entries of the same place and term are the same, as Raft has it.
pub(crate) fn entries(terms: &[u32]) -> Vec<Entry> {
    entries_from(1, terms)
}

/// The same, from an index on.
pub(crate) fn entries_from(first: u32, terms: &[u32]) -> Vec<Entry> {
    let entry = |(index, term): (u32, &u32)| {
        let command = Command::new(&format!("i{}t{}", index % 1000, term % 1_000_000)).expect("a command");
        Entry { term: Term(*term), payload: Payload::Command(command) }
    };
    (first..).zip(terms).map(entry).collect()
}

pub(crate) fn request_vote(term: u32, last_log: (u32, u32)) -> Message {
    Message::RequestVote(RequestVote { term: Term(term), last_log: at(last_log) })
}

pub(crate) fn vote(term: u32, vote_granted: bool) -> Message {
    Message::RequestVoteReply(RequestVoteReply { term: Term(term), vote_granted })
}

pub(crate) fn append(term: u32, prev: (u32, u32), entries: &[Entry], leader_commit: u32) -> Message {
    Message::AppendEntries(AppendEntries {
        term: Term(term),
        prev_log: at(prev),
        entries: entries.to_vec(),
        leader_commit: Index(leader_commit),
    })
}

pub(crate) fn accepted(term: u32, prev: u32, matching: u32) -> Message {
    answer(term, true, prev, matching)
}

pub(crate) fn rejected(term: u32, prev: u32) -> Message {
    answer(term, false, prev, 0)
}

fn answer(term: u32, success: bool, prev: u32, matching: u32) -> Message {
    Message::AppendEntriesReply(AppendEntriesReply {
        term: Term(term),
        success,
        prev_log_index: Index(prev),
        match_index: Index(matching),
    })
}
