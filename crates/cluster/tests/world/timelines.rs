//! Runs that branch: looking at any moment is the same as playing up to it.

use crate::harness::{command, s, set};
use cluster::{
    Act, Action, BranchId, Cause, Dial, Event, MessageId, Micros, Mode, Moment, Observer, Setup, Timeline,
    World,
};
use judge::Judge;
use proptest::prelude::*;
use raft_core::{Rule, ServerSet, Term};
use std::time::Instant;

const ROOT: BranchId = BranchId::ROOT;

fn stepped() -> Timeline<()> {
    Timeline::new(Setup::five_stepped(), |_| ())
}

fn clocked(seed: u64) -> Setup {
    Setup { servers: ServerSet::first(5), spare: ServerSet::EMPTY, mode: Mode::Clocked, seed }
}

fn at(branch: BranchId, event: u32) -> Moment {
    Moment { branch, event }
}

fn timeouts(timeline: &mut Timeline<()>, branch: BranchId, servers: &[u8]) {
    for server in servers {
        timeline.append(branch, Act::Timeout(s(*server)).into()).expect("possible");
    }
}

fn causes<O: Observer>(timeline: &Timeline<O>, moment: Moment) -> Vec<Cause> {
    let mut causes = Vec::new();
    timeline.replay(moment, |_, _, _, event, _, _| causes.push(event.cause.clone()));
    let mut watcher = Watcher::default();
    timeline.watch(moment, &mut watcher);
    assert_eq!(watcher.causes, causes, "whoever watches later sees the same");
    assert_eq!(watcher.last as usize, causes.len());
    causes
}

/// An observer that joins later.
#[derive(Clone, Default)]
struct Watcher {
    causes: Vec<Cause>,
    last: u32,
}

impl Observer for Watcher {
    fn observe(&mut self, number: u32, _: &World, event: &Event) {
        self.causes.push(event.cause.clone());
        self.last = number;
    }

    fn weight(&self) -> usize {
        0
    }
}

#[test]
fn events_are_numbered_from_1_along_a_path() {
    let mut timeline = stepped();
    timeouts(&mut timeline, ROOT, &[1, 2, 3]);
    assert_eq!(timeline.tip(ROOT), at(ROOT, 3));
    let start = timeline.scene(Moment::START);
    assert_eq!((start.event.cause, start.world), (Cause::Start, World::new(Setup::five_stepped())));
    for (event, server) in [(1, 1), (2, 2), (3, 3)] {
        let scene = timeline.scene(at(ROOT, event));
        assert_eq!(scene.event.cause, Cause::Timeout(s(server)));
        assert!(!scene.event.decisions.is_empty(), "a scene explains its event");
    }
    assert_eq!(timeline.scene(at(ROOT, 99)).moment, at(ROOT, 3), "beyond the end is the end");
}

#[test]
fn acting_at_the_end_goes_on_and_acting_in_the_past_makes_a_branch() {
    let mut timeline = stepped();
    timeouts(&mut timeline, ROOT, &[1, 2, 3]);
    let after = timeline.act(at(ROOT, 3), Act::Timeout(s(4)).into()).expect("possible");
    assert_eq!(after, at(ROOT, 4));
    let old = causes(&timeline, timeline.tip(ROOT));
    let new = timeline.act(at(ROOT, 2), Act::Crash(s(5)).into()).expect("possible");
    assert_eq!((new.event, timeline.branches().count()), (3, 2));
    assert_eq!(timeline.branch(new.branch).parent(), Some(at(ROOT, 2)));
    assert_eq!(causes(&timeline, timeline.tip(ROOT)), old, "the old one stays as it was");
    let expected = [Cause::Timeout(s(1)), Cause::Timeout(s(2)), Cause::Crashed(s(5))];
    assert_eq!(causes(&timeline, new), expected);
    assert_eq!(timeline.act(new, Act::Restart(s(5)).into()).expect("possible"), at(new.branch, 4));
}

#[test]
fn what_cannot_be_done_makes_no_branch() {
    let mut timeline = stepped();
    timeouts(&mut timeline, ROOT, &[1, 2]);
    for moment in [at(ROOT, 1), at(ROOT, 2)] {
        assert!(timeline.act(moment, Act::Restart(s(1)).into()).is_err());
        assert!(timeline.check(moment, &Act::Restart(s(1))).is_err());
    }
    assert_eq!((timeline.branches().count(), timeline.tip(ROOT)), (1, at(ROOT, 2)));
}

#[test]
fn a_moment_beyond_the_end_is_the_end_for_acts_and_forks_too() {
    let mut timeline = stepped();
    timeouts(&mut timeline, ROOT, &[1]);
    assert_eq!(timeline.act(at(ROOT, 50), Act::Timeout(s(2)).into()), Ok(at(ROOT, 2)));
    let branch = timeline.fork(at(ROOT, 50), "late");
    assert_eq!(timeline.branch(branch).parent(), Some(at(ROOT, 2)));
    timeouts(&mut timeline, branch, &[3]);
    assert_eq!(causes(&timeline, timeline.tip(branch)).len(), 3);
}

#[test]
fn a_fork_belongs_to_the_branch_whose_own_event_it_follows() {
    let mut timeline = stepped();
    timeouts(&mut timeline, ROOT, &[1, 2, 3]);
    let one = timeline.fork(at(ROOT, 2), "one");
    timeouts(&mut timeline, one, &[4, 5]);
    assert_eq!(timeline.branch_named("one"), Some(one));
    assert_eq!(timeline.owner(at(one, 1)), at(ROOT, 1));
    assert_eq!(timeline.owner(at(one, 2)), at(ROOT, 2));
    assert_eq!(timeline.owner(at(one, 3)), at(one, 3));
    let two = timeline.fork(at(one, 1), "two");
    assert_eq!(timeline.branch(two).parent(), Some(at(ROOT, 1)));
    let three = timeline.fork(at(one, 3), "three");
    timeouts(&mut timeline, three, &[2]);
    let path: Vec<Cause> = [1, 2, 4, 2].map(|server| Cause::Timeout(s(server))).to_vec();
    assert_eq!(causes(&timeline, timeline.tip(three)), path);
    assert_eq!(timeline.actions_to(timeline.tip(three)).len(), 4);
    timeline.rename(three, "four");
    assert_eq!((timeline.branch_named("three"), timeline.branch_named("four")), (None, Some(three)));
}

#[test]
fn rewinding_takes_back_the_end_of_a_branch_and_no_more() {
    let mut timeline = stepped();
    timeouts(&mut timeline, ROOT, &[1, 2, 3]);
    let branch = timeline.fork(at(ROOT, 2), "b");
    timeouts(&mut timeline, branch, &[4, 5]);
    let (there, _) = timeline.at_tip(branch);
    let digest_of_tip = there.digest();
    timeline.rewind(branch, 3);
    assert_eq!(timeline.tip(branch), at(branch, 3));
    assert_eq!(timeline.at_tip(branch).0.digest(), timeline.scene(at(branch, 3)).world.digest());
    timeouts(&mut timeline, branch, &[5]);
    assert_eq!(timeline.at_tip(branch).0.digest(), digest_of_tip);
    timeline.rewind(branch, 0);
    assert_eq!(timeline.tip(branch), at(branch, 2), "what it shares with its parent stays");
    timeline.rewind(ROOT, 99);
    assert_eq!(timeline.tip(ROOT), at(ROOT, 3));
}

#[test]
fn the_bar_of_time_knows_terms_and_times_along_a_path() {
    let mut timeline = Timeline::new(clocked(1), |_| ());
    for _ in 0..50 {
        timeline.append(ROOT, Act::Step.into()).expect("scheduled");
    }
    let branch = timeline.fork(at(ROOT, 20), "b");
    for _ in 0..30 {
        timeline.append(branch, Act::Step.into()).expect("scheduled");
    }
    let terms = timeline.terms(branch);
    assert_eq!(terms.len(), 50);
    for event in 1..=50 {
        let world = timeline.scene(at(branch, event)).world;
        assert_eq!(terms[event as usize - 1], world.term());
        assert_eq!(timeline.time(at(branch, event)), world.now());
    }
    assert_eq!(terms, timeline.terms(ROOT), "the same steps, the same run");
    assert_eq!((timeline.time(Moment::START), terms.last()), (Micros::ZERO, Some(&Term(1))));
}

/// What somebody does: where, chosen among what there is, and what.
#[derive(Clone, Debug)]
struct Deed {
    branch: usize,
    back: Option<u32>,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Timeout(u8),
    Beat(u8),
    Request(u8),
    Crash(u8),
    Restart(u8),
    Deliver(usize),
    DeliverAndCrash(usize),
    Duplicate(usize),
    Lose(usize),
    Steps(u8),
    Rule(usize, bool),
    HandOver,
    Dial(u8),
    Fork,
}

fn what() -> impl Strategy<Value = What> {
    let server = || 1u8..=5;
    prop_oneof![
        4 => server().prop_map(What::Timeout),
        2 => server().prop_map(What::Beat),
        3 => server().prop_map(What::Request),
        1 => server().prop_map(What::Crash),
        2 => server().prop_map(What::Restart),
        12 => any::<usize>().prop_map(What::Deliver),
        1 => any::<usize>().prop_map(What::DeliverAndCrash),
        1 => any::<usize>().prop_map(What::Duplicate),
        1 => any::<usize>().prop_map(What::Lose),
        3 => (1u8..120).prop_map(What::Steps),
        1 => (any::<usize>(), any::<bool>()).prop_map(|(rule, on)| What::Rule(rule, on)),
        1 => Just(What::HandOver),
        1 => (0u8..30).prop_map(What::Dial),
        1 => Just(What::Fork),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    (any::<usize>(), proptest::option::weighted(0.1, 0u32..400), what())
        .prop_map(|(branch, back, what)| Deed { branch, back, what })
}

fn acts_of(what: &What, world: &World) -> Vec<Act> {
    let message = |place: usize| -> Option<MessageId> {
        let messages = world.network().messages();
        messages.get(place % messages.len().max(1)).map(|envelope| envelope.id)
    };
    let one = |act: Option<Act>| act.into_iter().collect();
    match *what {
        What::Timeout(server) => vec![Act::Timeout(s(server))],
        What::Beat(server) => vec![Act::Beat(s(server))],
        What::Request(server) => vec![Act::Request { server: s(server), command: command("x=1") }],
        What::Crash(server) => vec![Act::Crash(s(server))],
        What::Restart(server) => vec![Act::Restart(s(server))],
        What::Deliver(place) => one(message(place).map(Act::Deliver)),
        What::DeliverAndCrash(place) => one(message(place).map(Act::DeliverAndCrash)),
        What::Duplicate(place) => one(message(place).map(Act::Duplicate)),
        What::Lose(place) => one(message(place).map(|id| Act::Lose(vec![id]))),
        What::Steps(count) => vec![Act::Step; usize::from(count)],
        What::Rule(rule, on) => vec![Act::Switch { rule: Rule::ALL[rule % Rule::ALL.len()], on }],
        What::HandOver if world.mode() == Mode::Clocked => vec![Act::Stepped],
        What::HandOver => vec![Act::Clocked { seed: 7 }],
        What::Dial(share) => {
            let dials =
                [Dial::Loss(share), Dial::Requests(u16::from(share)), Dial::Mtbf(Micros::from_ms(3000))];
            dials.map(Act::Turn).to_vec()
        }
        What::Fork => vec![],
    }
}

/// The same runs, kept in the plainest way: every branch's worlds from the start.
struct Model {
    timeline: Timeline<Judge>,
    paths: Vec<Vec<(u64, usize)>>,
}

impl Model {
    fn new(setup: Setup) -> Self {
        let timeline = Timeline::new(setup, Judge::new);
        Self { timeline, paths: vec![vec![(World::new(setup).digest(), 0)]] }
    }

    fn act(&mut self, moment: Moment, act: Act) -> Option<Moment> {
        let after = self.timeline.act(moment, Action::from(act)).ok()?;
        if after.branch.0 as usize == self.paths.len() {
            let shared = self.paths[moment.branch.0 as usize][..=moment.event as usize].to_vec();
            self.paths.push(shared);
        }
        let (world, judge) = self.timeline.at_tip(after.branch);
        let path = &mut self.paths[after.branch.0 as usize];
        path.push((world.digest(), judge.violations().len()));
        assert_eq!(path.len(), after.event as usize + 1);
        Some(after)
    }

    fn play(&mut self, deed: &Deed) {
        let branch = BranchId(u32::try_from(deed.branch % self.paths.len()).expect("few"));
        let tip = self.timeline.tip(branch);
        let mut moment = Moment { event: tip.event.saturating_sub(deed.back.unwrap_or(0)), ..tip };
        if matches!(deed.what, What::Fork) && self.paths.len() < 6 {
            self.timeline.fork(moment, "fork");
            let shared = self.paths[branch.0 as usize][..=moment.event as usize].to_vec();
            self.paths.push(shared);
            return;
        }
        let world = self.timeline.scene(moment).world;
        for act in acts_of(&deed.what, &world) {
            let Some(after) = self.act(moment, act) else { return };
            moment = after;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn looking_at_a_moment_is_playing_up_to_it(
        mode in prop_oneof![Just(Mode::Stepped), Just(Mode::Clocked)],
        deeds in proptest::collection::vec(deed(), 1..150),
        looks in proptest::collection::vec((any::<usize>(), any::<u32>()), 30),
    ) {
        let mut model = Model::new(Setup { mode, ..Setup::five_stepped() });
        for deed in &deeds {
            model.play(deed);
        }
        for (branch, event) in looks {
            let branch = branch % model.paths.len();
            let path = &model.paths[branch];
            let event = event as usize % path.len();
            let moment = at(BranchId(u32::try_from(branch)?), u32::try_from(event)?);
            let scene = model.timeline.scene(moment);
            prop_assert_eq!((scene.world.digest(), scene.observer.violations().len()), path[event]);
            prop_assert_eq!(model.timeline.actions_to(moment).len(), event);
            let owner = model.timeline.owner(moment);
            prop_assert_eq!(model.timeline.scene(owner).world.digest(), path[event].0);
        }
        // A tip is kept, not replayed: it is what a replay would give.
        for (id, _) in model.timeline.branches() {
            let replayed = model.timeline.scene(model.timeline.tip(id));
            let (world, _) = model.timeline.at_tip(id);
            prop_assert_eq!(world.as_ref(), &replayed.world);
        }
    }
}

/// Free play with clients, judged: what somebody leaves running over the break.
fn long_run(events: u32) -> (Timeline<Judge>, Vec<u64>) {
    let mut timeline = Timeline::new(clocked(1), Judge::new);
    for dial in [Dial::Requests(20), Dial::Mtbf(Micros::from_ms(60_000)), Dial::Loss(1)] {
        timeline.append(ROOT, Act::Turn(dial).into()).expect("possible");
    }
    let mut digests = Vec::new();
    for event in timeline.tip(ROOT).event + 1..=events {
        timeline.append(ROOT, Act::Step.into()).expect("scheduled");
        if event % 10_000 == 0 {
            digests.push(timeline.at_tip(ROOT).0.digest());
        }
    }
    (timeline, digests)
}

/// How much memory this process has, where the system tells.
fn resident_bytes() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse::<usize>().ok().map(|kib| kib * 1024)
}

#[test]
fn a_hundred_thousand_events_stay_small_and_can_be_looked_at_anywhere() {
    const LIMIT: usize = 64_000_000;
    let before = resident_bytes();
    let (timeline, digests) = long_run(100_000);
    assert!(timeline.weight() < LIMIT, "{} bytes of checkpoints", timeline.weight());
    if let (Some(before), Some(after)) = (before, resident_bytes()) {
        let grown = after.saturating_sub(before);
        assert!(grown < LIMIT, "{grown} bytes more in memory");
    }
    let (world, _) = timeline.at_tip(ROOT);
    let leader = world.leader().expect("a leader");
    assert!(leader.log().entries().len() > 1000, "a long run has long logs");
    assert_eq!(timeline.at_tip(ROOT).1.violations(), []);
    let mut slowest = 0;
    for (place, digest) in (1..).zip(&digests) {
        let begun = Instant::now();
        let scene = timeline.scene(at(ROOT, place * 10_000));
        slowest = begun.elapsed().as_millis().max(slowest);
        assert_eq!(scene.world.digest(), *digest);
    }
    // However the checkpoints were thinned out, the beginning is still there.
    assert_eq!(timeline.scene(Moment::START).world, World::new(clocked(1)));
    assert_eq!(timeline.scene(at(ROOT, 1)).event.cause, Cause::Turned(Dial::Requests(20)));
    // The measure is 16 ms, optimised and alone on the machine; here it is neither.
    assert!(slowest < 500, "{slowest} ms to look at a moment");
}

#[test]
fn a_long_run_can_still_branch_early() {
    let (mut timeline, _) = long_run(20_000);
    let tip = timeline.tip(ROOT);
    let before = timeline.at_tip(ROOT).0.digest();
    let early = timeline.act(at(ROOT, 5000), Act::Partition(vec![set(&[1, 2]), set(&[3, 4, 5])]).into());
    let early = early.expect("possible");
    for _ in 0..500 {
        timeline.append(early.branch, Act::Step.into()).expect("scheduled");
    }
    assert_eq!(timeline.tip(early.branch).event, 5501);
    assert_eq!(timeline.scene(tip).world.digest(), before);
}
