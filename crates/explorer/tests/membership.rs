//! Random runs in which the membership changes (§6): nothing breaks in Raft, and what each rule of §6
//! defends breaks without it.

use cluster::{Action, Dial, Micros, Mode, Observer, Setup, World};
use explorer::{Chaos, Options, fuzz};
use judge::{Judge, Property};
use raft_core::{Configuration, Rule, Server, ServerId, ServerSet};

fn server(number: u8) -> ServerId {
    ServerId::new(number).expect("S1 to S9")
}

fn set(numbers: &[u8]) -> ServerSet {
    numbers.iter().map(|number| server(*number)).collect()
}

#[test]
fn nothing_breaks_in_2000_runs_with_changes() {
    let options = Options { changes: Some(true), events: 2000, seed: 6, ..Options::default() };
    let report = fuzz(&options, &|_| {});
    assert_eq!(report.findings, []);
    assert_eq!(report.missing(&options), Vec::<&str>::new());
}

/// Figure 11, and more: not even two configurations that share servers can both decide alone.
#[test]
fn at_no_moment_can_two_configurations_decide_alone() {
    let (mut changed, mut disregarding) = (0, 0);
    for seed in 0..600 {
        let mut chaos = Chaos::new(seed, None, &[], Some(true));
        let mut world = World::new(chaos.setup());
        let mut judge = Judge::new(&world);
        for number in 1..=800 {
            let Ok(event) = world.apply(&Action::from(chaos.next_act(&world))) else { continue };
            judge.observe(number, &world, &event);
        }
        assert_eq!(judge.two_deciders(), None, "seed {seed}");
        assert_eq!(judge.violations(), [], "seed {seed}");
        let holds = |server: &Server| server.log().latest_configuration().is_some();
        changed += usize::from(world.servers().iter().any(holds));
        disregarding += usize::from(world.rules().has(Rule::DisregardVotesWhileLed));
    }
    assert!(changed > 200 && (200..400).contains(&disregarding), "{changed}, {disregarding}");
}

/// The sets of servers by which somebody could be elected or commit now, alone: a slow twin of what the judge
/// makes its spans of.
fn alone(world: &World) -> Vec<ServerSet> {
    let end = |server: &Server| {
        let index = server.log().last_index();
        (server.log().term_at(index), index)
    };
    let mut found = Vec::new();
    for server in world.servers() {
        let Configuration { voters, next: None } = server.configuration(world.rules()) else { continue };
        let follows = |other: &Server| {
            let votes = server.may_stand(world.rules()) && end(other) <= end(server);
            votes || (server.is_leader() && other.current_term() <= server.current_term())
        };
        let members = || world.servers().iter().filter(|other| voters.contains(other.id()));
        if 2 * members().filter(|other| follows(other)).count() > voters.len() {
            found.push(voters);
        }
    }
    found
}

/// Figure 11: who could decide by `C_old` alone is in its span, and by `C_new` alone in the other one.
#[test]
fn who_could_decide_alone_is_in_its_span() {
    let (mut changes, mut by_old, mut by_new) = (0, 0, 0);
    for seed in 0..150 {
        let mut chaos = Chaos::new(seed, None, &[], Some(true));
        let mut world = World::new(chaos.setup());
        let mut judge = Judge::new(&world);
        for number in 1..=500 {
            let Ok(event) = world.apply(&Action::from(chaos.next_act(&world))) else { continue };
            judge.observe(number, &world, &event);
            let Some(now) = judge.transitions().last().copied().filter(|now| now.old != now.new) else {
                continue;
            };
            assert!(!now.overlaps(), "seed {seed}, event {number}: {now:?}");
            let alone = alone(&world);
            if alone.contains(&now.old) {
                by_old += 1;
                assert!(now.old_until.is_none_or(|until| until >= number), "seed {seed}, {number}: {now:?}");
            }
            if alone.contains(&now.new) {
                by_new += 1;
                assert!(now.new_from().is_some(), "seed {seed}, {number}: {now:?}");
            }
        }
        changes += judge.transitions().iter().filter(|change| change.next.is_some()).count();
    }
    assert!(changes > 60 && by_old > 1000 && by_new > 1000, "{changes} {by_old} {by_new}");
}

/// The rules of §6 that defend a property, and what random runs find broken without them.
#[test]
fn random_runs_find_what_the_rules_defend() {
    for (rule, property) in [
        (Rule::JointConsensus, Property::LeaderCompleteness),
        (Rule::JointBeforeNew, Property::LeaderCompleteness),
        (Rule::ConfigurationOnAppend, Property::LeaderCompleteness),
        (Rule::BothMajorities, Property::LeaderCompleteness),
        (Rule::LeaderOutsideNotCounted, Property::LeaderCompleteness),
        (Rule::OneChangeAtATime, Property::LeaderCompleteness),
    ] {
        let options = Options { changes: Some(true), runs: 600, without: vec![rule], ..Options::default() };
        let report = fuzz(&options, &|_| {});
        assert!(report.first(property).is_some(), "{}: {:?}", rule.name(), report.findings);
    }
}

#[test]
fn random_runs_find_nothing_without_the_rules_that_defend_progress() {
    let options =
        Options { changes: Some(true), without: vec![Rule::CatchUpFirst], runs: 500, ..Options::default() };
    assert_eq!(fuzz(&options, &|_| {}).findings, []);
}

fn step_until(world: &mut World, end: Micros) {
    while world.next_due().is_some_and(|due| due <= end) {
        world.apply(&cluster::Act::Step.into()).expect("something is due");
    }
}

/// What a person does about it: servers that the committed configuration leaves out are shut down. One
/// that goes on times out again and again, and if it is to come back, its higher term deposes the leader
/// that lets it catch up.
fn shut_down_the_removed_but(world: &mut World, new: ServerId) {
    let Some(leader) = world.leader() else { return };
    let (configuration, log) = (leader.configuration(world.rules()), leader.log());
    let committed = log.latest_configuration().is_none_or(|(index, _)| index <= leader.commit_index());
    if committed && configuration.next.is_none() {
        for removed in world.up().without(configuration.members()).without(ServerSet::only(new)).iter() {
            world.apply(&cluster::Act::Crash(removed).into()).expect("it is up");
        }
    }
}

/// Asks whoever leads.
fn ask(world: &mut World, target: ServerSet) {
    if let Some(server) = world.leader().map(Server::id) {
        world.apply(&cluster::Act::Reconfigure { server, target }.into()).expect("it is up");
    }
}

/// Crashes and changes that end: then there is a leader, and the last configuration that is asked for is
/// reached, while a client goes on asking.
#[test]
fn what_was_asked_for_is_reached_when_the_faults_end() {
    for seed in 0..60 {
        let setup = Setup { servers: set(&[1, 2, 3]), spare: set(&[4, 5]), mode: Mode::Clocked, seed };
        let mut world = World::new(setup);
        if seed % 2 == 0 {
            let rule = Rule::DisregardVotesWhileLed;
            world.apply(&cluster::Act::Switch { rule, on: true }.into()).expect("possible");
        }
        for dial in [Dial::Requests(5), Dial::Mtbf(Micros::from_ms(1500)), Dial::Repair(Micros::from_ms(400))]
        {
            world.apply(&cluster::Act::Turn(dial).into()).expect("possible");
        }
        let targets = [&[1, 2, 3, 4, 5][..], &[2, 3, 4], &[1, 4, 5], &[4, 5], &[1, 2, 3, 4]];
        for (round, target) in (1..).zip(targets) {
            step_until(&mut world, Micros::from_ms(700 * round));
            ask(&mut world, set(target));
        }
        world.apply(&cluster::Act::Turn(Dial::Mtbf(Micros::ZERO)).into()).expect("possible");
        // A blank server comes, and takes the place of the first.
        world.apply(&cluster::Act::Add(server(6)).into()).expect("it is new");
        let mut asked_for = None;
        let start = world.now();
        for round in 1..=30 {
            shut_down_the_removed_but(&mut world, server(6));
            step_until(&mut world, Micros(start.0 + round * 1_000_000));
            // A change may be lost with its leader: who asked asks again.
            let leader = world.leader().filter(|_| round > 5);
            if let (Some(leader), None) = (leader, asked_for) {
                let mut target = leader.configuration(world.rules()).members();
                target.remove(target.iter().next().expect("a member"));
                target.insert(server(6));
                asked_for = Some(target);
            }
            if let Some(target) = asked_for {
                ask(&mut world, target);
            }
        }
        let leader = world.leader().unwrap_or_else(|| panic!("seed {seed}: nobody leads"));
        let target = asked_for.expect("somebody was asked");
        assert_eq!(leader.configuration(world.rules()), Configuration::of(target), "seed {seed}");
        let (index, _) = leader.log().latest_configuration().expect("a configuration");
        assert!(index <= leader.commit_index(), "seed {seed}: not committed");
    }
}
