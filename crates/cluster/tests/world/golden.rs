//! A world is a function of its setup, its seed and its actions: the same on every machine.
//!
//! `golden-digests.txt` holds digests that were computed once. Each line has a digest and the hash
//! of an address that shows the world it belongs to, so that a browser test can hold the page,
//! which is another machine (wasm32), to the same digests.

use crate::harness::s;
use cluster::{Act, BranchId, Dial, Link, Micros, Mode, Setup, Span, Timeline, World};
use judge::Judge;
use raft_core::{Rule, ServerSet};
use script::link::{At, Hash, Run, Source, encode};
use script::{Story, parse, play, scenario};

const GOLDEN: &str = include_str!("../golden-digests.txt");

/// Digests and hashes, in the file's order.
fn golden() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = GOLDEN.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split_once(' ').expect("a digest and a hash"))
}

/// The world that an address shows.
fn world_at(hash: &str) -> World {
    let hash = Hash::parse(hash).expect("a hash");
    match hash.source.expect("a source") {
        Source::Scenario { slug, .. } => {
            let scenario = scenario(slug.as_str()).expect("a scenario");
            let story: Story = play(parse(scenario.text).expect("it parses"));
            let Some(At::Panel(panel)) = hash.at else { panic!("golden scenarios have panels") };
            story.timeline.scene(story.panel(panel.as_str()).expect("a panel").moment).world
        }
        Source::Run(text) => {
            // The link has a digest of its own; if it differs, so does the one in the file.
            let (story, _) = Run::decode(&text).expect("a run").replay().finish();
            story.timeline.at_tip(BranchId::ROOT).0.into_owned()
        }
        Source::Script(_) => unreachable!("the addresses are of scenarios and runs"),
    }
}

#[test]
fn digests_are_what_they_always_were() {
    let mut corrected = String::new();
    let mut same = true;
    for (digest, hash) in golden() {
        let found = format!("{:016x}", world_at(hash).digest());
        same &= found == digest;
        corrected += &format!("{found} {hash}\n");
    }
    assert!(
        same,
        "digests differ from those in golden-digests.txt. If the world has other fields now, that \
         is as it should be: replace the lines by these (and the long link by what the \
         test below prints). If not, a run is not the same any more.\n{corrected}"
    );
}

/// A clocked run in which everything that can happen by itself happens.
fn storm() -> Timeline<Judge> {
    let servers = ServerSet::first(5);
    let setup = Setup { servers, spare: ServerSet::EMPTY, mode: Mode::Clocked, seed: 20_140_619 };
    let mut timeline = Timeline::new(setup, Judge::new);
    let mut act = |act: Act| {
        timeline.append(BranchId::ROOT, act.into()).expect("possible");
    };
    for dial in [
        Dial::Loss(10),
        Dial::Duplication(10),
        Dial::Reordering(20),
        Dial::Disk(Span::from_ms(0, 5)),
        Dial::Mtbf(Micros::from_ms(4000)),
        Dial::Repair(Micros::from_ms(1000)),
        Dial::Requests(20),
    ] {
        act(Act::Turn(dial));
    }
    for _ in 0..3000 {
        act(Act::Step);
    }
    act(Act::Cut(Link { from: s(1), to: s(2), both: true }));
    act(Act::Switch { rule: Rule::NoOpOnElection, on: true });
    for _ in 0..3000 {
        act(Act::Step);
    }
    timeline
}

#[test]
fn the_storm_is_among_the_golden_runs() {
    let timeline = storm();
    let link = format!("r={}", encode(&timeline, timeline.tip(BranchId::ROOT)));
    assert!(golden().any(|(_, hash)| hash == link), "the storm is not there; its line ends with:\n{link}");
    assert_eq!(timeline.at_tip(BranchId::ROOT).1.violations(), []);
}

#[test]
fn worlds_that_differ_in_anything_have_different_digests() {
    let world = World::new(Setup::five_stepped());
    let mut digests = vec![world.digest()];
    for act in [
        Act::Timeout(s(1)),
        Act::Crash(s(1)),
        Act::Cut(Link { from: s(1), to: s(2), both: false }),
        Act::Switch { rule: Rule::PersistLog, on: false },
        Act::Turn(Dial::Loss(1)),
        Act::Clocked { seed: 1 },
        Act::Clocked { seed: 2 },
    ] {
        let mut other = world.clone();
        other.apply(&act.into()).expect("possible");
        digests.push(other.digest());
    }
    let count = digests.len();
    digests.sort_unstable();
    digests.dedup();
    assert_eq!(digests.len(), count);
}
