//! Whatever arrives, and whatever rules are off, no server panics.

use crate::harness::{Handed, accepted, append, entries_from, rejected, request_vote, s, vote};
use proptest::prelude::*;
use raft_core::{
    Command, Configuration, Entry, Index, Input, Message, Rule, Rules, Server, ServerId, ServerSet, Sink,
    TimerReset,
};

/// What a fuzzer does to a few servers. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Happening {
    Timeout(u8),
    Beat(u8),
    Send(u8, u8),
    Request(u8),
    Crash(u8),
    Deliver(usize),
    DeliverAndKeep(usize),
    Lose(usize),
    Forge(u8, u8, Message),
    Rules(u64),
}

fn number() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 0u32..5, 1 => Just(u32::MAX), 1 => any::<u32>()]
}

/// Messages that no server ever sent.
fn forged() -> impl Strategy<Value = Message> {
    let terms = proptest::collection::vec(number(), 0..4);
    prop_oneof![
        (number(), (number(), number())).prop_map(|(term, last)| request_vote(term, last)),
        (number(), any::<bool>()).prop_map(|(term, granted)| vote(term, granted)),
        (number(), (number(), number()), terms, number()).prop_map(|(term, prev, terms, commit)| append(
            term,
            prev,
            &entries_from(1, &terms),
            commit
        )),
        (number(), number(), number()).prop_map(|(term, prev, matching)| accepted(term, prev, matching)),
        (number(), number()).prop_map(|(term, prev)| rejected(term, prev)),
    ]
}

fn happening() -> impl Strategy<Value = Happening> {
    let server = || 1u8..=3;
    prop_oneof![
        3 => server().prop_map(Happening::Timeout),
        2 => server().prop_map(Happening::Beat),
        1 => (server(), 1u8..=9).prop_map(|(from, to)| Happening::Send(from, to)),
        3 => server().prop_map(Happening::Request),
        1 => server().prop_map(Happening::Crash),
        12 => any::<usize>().prop_map(Happening::Deliver),
        3 => any::<usize>().prop_map(Happening::DeliverAndKeep),
        2 => any::<usize>().prop_map(Happening::Lose),
        1 => (server(), 1u8..=9, forged()).prop_map(|(to, from, message)| Happening::Forge(to, from, message)),
        1 => any::<u64>().prop_map(Happening::Rules),
    ]
}

fn rules_of(bits: u64) -> Rules {
    let on = |rule: &Rule| bits & (1 << (*rule as u64)) != 0;
    Rule::ALL.iter().fold(Rules::PAPER, |rules, rule| rules.with(*rule, on(rule)))
}

/// Hears everything but decisions.
#[derive(Default)]
struct Quiet(Handed);

impl Sink for Quiet {
    const EXPLAINS: bool = false;
    fn send(&mut self, to: ServerId, message: Message) {
        self.0.send(to, message);
    }
    fn reset_election_timer(&mut self, why: TimerReset) {
        self.0.reset_election_timer(why);
    }
    fn apply(&mut self, index: Index, entry: Entry) {
        self.0.apply(index, entry);
    }
    fn log_changed(&mut self, first: Index) {
        self.0.log_changed(first);
    }
    fn decided(&mut self, _: raft_core::Decision) {
        panic!("nobody wants explanations");
    }
}

struct Few {
    servers: Vec<Server>,
    rules: Rules,
    under_way: Vec<(ServerId, ServerId, Message)>,
}

impl Few {
    fn new(rules: Rules) -> Self {
        let configuration = Configuration::of(ServerSet::first(3));
        let servers = (1..=3).map(|number| Server::new(s(number), configuration)).collect();
        Self { servers, rules, under_way: Vec::new() }
    }

    /// One step, with and without explanations: the same results.
    fn step(&mut self, number: u8, input: Input<'_>) {
        let server = &mut self.servers[usize::from(number) - 1];
        let (mut quiet, mut twin) = (Quiet::default(), server.clone());
        twin.step(self.rules, input, &mut quiet);
        let before = server.log().clone();
        let mut handed = Handed::default();
        server.step(self.rules, input, &mut handed);
        assert_eq!(*server, twin);
        quiet.0.decisions.clone_from(&handed.decisions);
        assert_eq!(quiet.0, handed);
        // `log_changed` owns up to every change.
        let kept = handed.log_changed.iter().min().map_or(usize::MAX, |first| first.0 as usize - 1);
        let kept = kept.min(before.entries().len());
        assert_eq!(server.log().entries().get(..kept), Some(&before.entries()[..kept]));
        if handed.log_changed.is_empty() {
            assert_eq!(*server.log(), before);
        }
        self.under_way.extend(handed.sent.into_iter().map(|(to, message)| (s(number), to, message)));
        self.under_way.truncate(200);
    }

    fn deliver(&mut self, (from, to, message): &(ServerId, ServerId, Message)) {
        // Forged votes can bring in strangers; nobody is there.
        if usize::from(to.number()) <= self.servers.len() {
            self.step(to.number(), Input::Receive { from: *from, message });
        }
    }

    fn play(&mut self, happening: Happening) {
        let count = self.under_way.len();
        match happening {
            Happening::Timeout(server) => self.step(server, Input::ElectionTimeout),
            Happening::Beat(server) => self.step(server, Input::HeartbeatTimeout),
            Happening::Send(from, to) => self.step(from, Input::Send { to: s(to) }),
            Happening::Request(server) => {
                self.step(server, Input::ClientRequest(Command::new("x=1").expect("a command")));
            }
            Happening::Crash(server) => {
                self.servers[usize::from(server) - 1].crash(self.rules);
                self.step(server, Input::Restart);
            }
            Happening::Deliver(place) if count > 0 => {
                let message = self.under_way.swap_remove(place % count);
                self.deliver(&message);
            }
            Happening::DeliverAndKeep(place) if count > 0 => {
                let message = self.under_way[place % count].clone();
                self.deliver(&message);
            }
            Happening::Lose(place) if count > 0 => drop(self.under_way.swap_remove(place % count)),
            Happening::Forge(to, from, message) => self.deliver(&(s(from), s(to), message)),
            Happening::Rules(bits) => self.rules = rules_of(bits),
            Happening::Deliver(_) | Happening::DeliverAndKeep(_) | Happening::Lose(_) => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_rules_and_no_messages_make_a_server_panic(
        bits in any::<u64>(),
        happenings in proptest::collection::vec(happening(), 0..250),
    ) {
        let mut few = Few::new(rules_of(bits));
        for happening in happenings {
            few.play(happening);
        }
    }

    /// What holds at every server, whatever arrives, as long as every rule is on.
    #[test]
    fn durable_terms_and_commit_indexes_never_fall(
        happenings in proptest::collection::vec(happening(), 0..250),
    ) {
        let mut few = Few::new(Rules::PAPER);
        for happening in happenings {
            if matches!(happening, Happening::Rules(_) | Happening::Forge(..)) {
                continue;
            }
            let before = few.servers.clone();
            let crashed = matches!(happening, Happening::Crash(_));
            few.play(happening);
            for (before, after) in before.iter().zip(&few.servers) {
                prop_assert!(before.current_term() <= after.current_term());
                if before.current_term() == after.current_term() && before.voted_for().is_some() {
                    prop_assert_eq!(before.voted_for(), after.voted_for());
                }
                prop_assert!(crashed || before.commit_index() <= after.commit_index());
                prop_assert!(after.commit_index() <= after.log().last_index());
                prop_assert!(after.last_applied() <= after.commit_index());
                // A leader never waits: what it may commit by counting, it has committed.
                for index in after.commit_index().next().up_to(after.log().last_index()) {
                    let hold = after.commit_hold(Rules::PAPER, index);
                    prop_assert!(!after.is_leader() || hold.is_some());
                }
            }
        }
    }
}
