//! Long runs with faults of every kind, with rules on and off: every event has its sentence, every
//! decision its reason, and whatever cannot be done is said.

use super::whys::check_all;
use super::{check_sentence, check_text, server, set};
use crate::{Language, action_error, caption, why};
use cluster::{Act, Action, Dial, Event, Link, Micros, Observer, Setup, Span, World};
use judge::{Chronicle, Judge};
use raft_core::{Command, Rule, ServerId, ServerSet};
use std::collections::BTreeSet;

/// A small generator, the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % count
    }

    fn server(&mut self) -> ServerId {
        server(u8::try_from(self.below(5)).unwrap() + 1)
    }

    fn rule(&mut self) -> Rule {
        Rule::ALL[usize::try_from(self.below(Rule::ALL.len() as u64)).unwrap()]
    }

    fn act(&mut self, world: &World) -> Act {
        let (one, other) = (self.server(), self.server());
        let messages = world.network().messages();
        if !messages.is_empty() && self.below(10) < 5 {
            let message = messages[usize::try_from(self.below(messages.len() as u64)).unwrap()].id;
            return match self.below(20) {
                0 => Act::Duplicate(message),
                1 => Act::DeliverAndCrash(message),
                2 => Act::Lose(vec![message]),
                3 => Act::Lose(messages.iter().map(|envelope| envelope.id).collect()),
                4 => Act::Delay { message, by: Micros::from_ms(20) },
                _ => Act::Deliver(message),
            };
        }
        match self.below(40) {
            0..=3 => Act::Timeout(one),
            4..=5 => Act::Beat(one),
            6..=8 => Act::Send { from: one, to: other },
            9..=14 => Act::Request { server: one, command: Command::new("x=1").unwrap() },
            15 => Act::Crash(one),
            16..=17 => Act::Restart(one),
            18 => Act::Cut(Link { from: one, to: other, both: self.below(2) == 0 }),
            19 => Act::Heal(Link { from: one, to: other, both: self.below(2) == 0 }),
            20 => Act::HealAll,
            21 => Act::Partition(vec![set(&[1, 2]), set(&[3, 4, 5])]),
            22 => Act::Switch { rule: self.rule(), on: self.below(2) == 0 },
            23 => Act::Turn(self.dial()),
            24 => Act::SetTimer { server: one, remaining: Micros(1500) },
            25 => Act::Stepped,
            26 => Act::Clocked { seed: self.below(9) },
            27 => Act::Reconfigure { server: one, target: ServerSet::only(one).or(ServerSet::only(other)) },
            28 => Act::Add(server(6 + u8::try_from(self.below(3)).unwrap())),
            _ => Act::Step,
        }
    }

    fn dial(&mut self) -> Dial {
        let share = u8::try_from(self.below(3)).unwrap();
        match self.below(10) {
            0 => Dial::Latency(Span::from_ms(5, 5 + self.below(2))),
            1 => Dial::Timeout(Span::from_ms(150, 300)),
            2 => Dial::Disk(Span::from_ms(0, 5)),
            3 => Dial::Heartbeat(Micros::from_ms(50)),
            4 => Dial::Mtbf(Micros::from_ms(self.below(2) * 1500)),
            5 => Dial::Repair(Micros::from_ms(500)),
            6 => Dial::Loss(share),
            7 => Dial::Duplication(share),
            8 => Dial::Reordering(share),
            _ => Dial::Requests(share.into()),
        }
    }
}

/// Runs a world and hands over every event; what could not be done must be said too.
fn run(seed: u64, lawful: bool, acts: u32, mut each: impl FnMut(&World, &Event)) {
    let mut dice = Dice(seed);
    let mut world = World::new(Setup::five_stepped());
    let (mut judge, mut number) = (Judge::new(&world), 0);
    for _ in 0..acts {
        let act = dice.act(&world);
        if lawful && matches!(act, Act::Switch { .. }) {
            continue;
        }
        let rules = world.rules();
        match world.apply(&Action::from(act)) {
            Ok(event) => {
                number += 1;
                judge.observe(number, &world, &event);
                each(&world, &event);
                // It is the same for many events: some will do.
                if number % 53 == 0 {
                    check_all(rules, &event, &world, &judge);
                }
            }
            Err(error) => {
                for language in Language::ALL {
                    check_sentence(language, &action_error(language, &error));
                }
            }
        }
    }
}

fn check(world: &World, event: &Event) {
    for language in Language::ALL {
        check_sentence(language, &caption(language, event, world));
        let Some(server) = event.server() else { continue };
        for decision in &event.decisions {
            let why = why(language, server, world.rules(), decision);
            check_text(language, &why.headline);
            why.operands.iter().for_each(|operand| check_text(language, &operand.text));
        }
    }
}

#[test]
fn every_event_of_a_wild_run_is_told() {
    let mut kinds = BTreeSet::new();
    for seed in 0..40 {
        run(seed, false, 1500, |world, event| {
            kinds.insert(event.cause.kind());
            check(world, event);
        });
    }
    let all = [
        "add",
        "beat",
        "clocked",
        "crash",
        "cut",
        "delay",
        "deliver",
        "deliver-and-crash",
        "deliver-to-down",
        "duplicate",
        "heal",
        "lose",
        "minimum-timeout",
        "partition",
        "reconfigure",
        "request",
        "restart",
        "rule",
        "send",
        "stepped",
        "timeout",
        "timer",
        "timing",
        "written",
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), all);
}

/// With all rules on nothing is said about rules that are off, and sentences stay short.
#[test]
fn a_lawful_run_is_told_in_short_sentences() {
    let (mut sentences, mut long) = (0, 0);
    for seed in 0..40 {
        run(seed, true, 1500, |world, event| {
            check(world, event);
            let english = caption(Language::English, event, world);
            assert!(!english.contains("rule"), "{english}");
            assert!(english.chars().count() <= 170, "{english}");
            sentences += 1;
            long += usize::from(english.chars().count() > 112);
        });
    }
    assert!(long * 50 < sentences, "{long} of {sentences} sentences are longer than a line");
}

/// Whatever has come out committed in a wild run, and whoever led afterwards.
#[test]
fn every_argument_of_a_wild_run_is_told() {
    let mut told = 0;
    for seed in 0..20 {
        let mut chronicle = Chronicle::new(Setup::five_stepped());
        let mut number = 0;
        run(seed, seed % 2 == 0, 1500, |world, event| {
            number += 1;
            chronicle.observe(number, world, event);
        });
        for proof in chronicle.proofs().take(100) {
            super::proof::check(&proof);
            told += 1;
        }
    }
    assert!(told > 100, "{told}");
}

#[test]
fn the_start_is_told() {
    let world = World::new(Setup::five_stepped());
    let event = Event::start();
    assert_eq!(
        caption(Language::English, &event, &world),
        "S1, S2, S3, S4 and S5 start as followers in term 0, with empty logs."
    );
    check(&world, &event);
}
