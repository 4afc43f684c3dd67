//! What a trial is: a run of the world that can be played again, the same on every machine.

use cluster::{Act, Micros, Setup, Span, World};
use elections::{Begins, Bench, Ends, Experiment, Logs, Tally, Trouble, Twist, presets};
use raft_core::{Role, Server};

fn preset(name: &str) -> Experiment {
    presets::named(name).expect("a preset").experiment
}

/// The world after the first so many actions, and after all.
fn replay(experiment: &Experiment, number: u32) -> (World, World) {
    let (setup, actions, began): (Setup, Vec<cluster::Action>, usize) = experiment.actions(number);
    let mut world = World::new(setup);
    let mut at_start = world.clone();
    for (place, action) in actions.iter().enumerate() {
        if place == began {
            at_start = world.clone();
        }
        world.apply(action).expect("possible");
    }
    (at_start, world)
}

#[test]
fn every_preset_can_be_done() {
    for preset in presets::ALL {
        assert_eq!(preset.experiment.check(), Ok(()), "{}", preset.name);
        assert_eq!(presets::named(preset.name), Some(preset));
    }
}

#[test]
fn a_trial_played_again_takes_just_as_long_and_ends_with_its_leader() {
    for preset in presets::ALL.into_iter().filter(|preset| preset.name != "lan-150-150") {
        let bench = Bench::new(&preset.experiment);
        for number in 0..20 {
            let Some(took) = bench.run(number).took else { continue };
            let (start, end) = replay(&preset.experiment, number);
            assert_eq!(end.now().since(start.now()), took, "{} {number}", preset.name);
            assert!(start.leader().is_none() && end.leader().is_some(), "{} {number}", preset.name);
            assert!(end.is_raft());
        }
    }
}

#[test]
fn the_old_leader_is_down_and_its_heartbeats_are_on_their_way_or_there() {
    let experiment = preset("lan-150-300");
    let mut crashes: Vec<u64> = (0..200).map(|number| replay(&experiment, number).0.now().0).collect();
    crashes.sort_unstable();
    assert!(crashes[199] <= experiment.heartbeat.0, "within the heartbeat interval");
    let mean = crashes.iter().sum::<u64>() / 200;
    assert!((33_000..42_000).contains(&mean), "anywhere in it: {mean}");
    let (start, _) = replay(&experiment, 3);
    assert!(!start.is_up(experiment_leader()));
}

fn experiment_leader() -> raft_core::ServerId {
    raft_core::ServerId::new(1).expect("S1")
}

#[test]
fn different_logs_have_different_lengths_and_two_of_four_can_win() {
    let experiment = preset("lan-150-300");
    let (start, _) = replay(&experiment, 0);
    let lengths: Vec<usize> = start.servers().iter().map(|server| server.log().entries().len()).collect();
    assert_eq!(lengths, [4, 4, 3, 2, 1]);
    let winners = (0..300).filter_map(|number| replay(&experiment, number).1.leader().map(Server::id));
    let mut winners: Vec<u8> = winners.map(raft_core::ServerId::number).collect();
    winners.sort_unstable();
    winners.dedup();
    assert_eq!(winners, [2, 3]);
}

#[test]
fn the_same_seed_gives_the_same_curve_however_it_is_divided() {
    let bench = Bench::new(&preset("wan-f2"));
    let of = |numbers: &mut dyn Iterator<Item = u32>| {
        let mut tally = Tally::default();
        numbers.for_each(|number| tally.add(number, bench.run(number)));
        tally
    };
    let mut whole = of(&mut (0..500));
    let mut halves = of(&mut (250..500));
    halves.merge(of(&mut (0..250)));
    whole.sort();
    halves.sort();
    assert_eq!(whole, halves);
    let other = Bench::new(&Experiment { seed: 2, ..preset("wan-f2") });
    assert_ne!(bench.run(0), other.run(0));
}

/// Golden: the first elections of some presets, in microseconds, on every machine and in a browser.
#[test]
fn times_are_what_they_always_were() {
    let first = |name: &str| -> Vec<u64> {
        let bench = Bench::new(&preset(name));
        (0..4).map(|number| bench.run(number).took.unwrap_or_default().0).collect()
    };
    assert_eq!(["wan-f0", "lan-150-300", "wan-drift"].map(first), GOLDEN);
}

const GOLDEN: [[u64; 4]; 3] = [
    [420_731, 387_539, 480_959, 414_576],
    [225_023, 132_541, 141_480, 205_486],
    [420_731, 397_214, 468_381, 356_949],
];

#[test]
fn servers_begin_in_different_terms_where_that_is_asked() {
    let (start, _) = replay(&preset("wan-terms"), 0);
    let terms: Vec<u32> = start.servers().iter().map(|server| server.current_term().0).collect();
    assert_eq!(terms, [1, 2, 3, 4, 5]);
    assert!(start.servers().iter().all(|server| matches!(server.role(), Role::Follower)));
}

#[test]
fn what_cannot_be_done_is_told_before_it_is_begun() {
    let plain = preset("wan-f0");
    let bad = |experiment: Experiment| experiment.check().expect_err("it cannot be done");
    assert_eq!(bad(Experiment { servers: 0, ..plain }), Trouble::Servers(0));
    assert_eq!(bad(Experiment { servers: 10, ..plain }), Trouble::Servers(10));
    assert_eq!(bad(Experiment { failed: 3, ..plain }), Trouble::NoMajority { servers: 5, failed: 3 });
    assert_eq!(bad(Experiment { begins: Begins::Crash, ..plain }), Trouble::NobodyCrashes);
    assert_eq!(bad(Experiment { trials: 0, ..plain }), Trouble::Trials(0));
    assert_eq!(bad(Experiment { twist: Twist::Loss(100), ..plain }), Trouble::BadShare(100));
    assert!(matches!(bad(Experiment { timeout: Span::from_ms(0, 5), ..plain }), Trouble::BadTime(_)));
    assert!(matches!(bad(Experiment { heartbeat: Micros::ZERO, ..plain }), Trouble::BadTime(_)));
}

#[test]
fn nobody_waits_for_who_is_down_and_the_rest_hears_of_the_leader() {
    let heard = Experiment { ends: Ends::Heard, logs: Logs::Equal, failed: 2, ..preset("lan-150-300") };
    for number in 0..50 {
        let (_, end) = replay(&heard, number);
        let leader = end.leader().expect("a leader");
        let followers = end.servers().iter().filter(|server| end.is_up(server.id()));
        assert!(followers.clone().all(|server| server.current_term() == leader.current_term()));
        assert_eq!(followers.count(), 3);
    }
    assert!(replay(&heard, 0).0.check(&Act::Step).is_ok());
}
