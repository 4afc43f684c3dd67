//! Seeking in a long run: 100,000 events of free play with clients and failures, watched by the
//! judge. How long it takes to be at any of them, and how much room the run takes.

use cluster::{Act, BranchId, Dial, Micros, Mode, Moment, Observer, Setup, Timeline};
use explorer::Random;
use judge::Judge;
use std::time::{Duration, Instant};

const EVENTS: u32 = 100_000;
const SEEKS: u64 = 300;

fn main() {
    for requests in [100, 20, 5] {
        let before = resident_kb();
        let timeline = free_play(requests);
        let room = resident_kb().zip(before).map(|(after, before)| after.saturating_sub(before) / 1000);
        let mut random = Random::new(1);
        let mut times: Vec<Duration> = (0..SEEKS).map(|_| seek(&timeline, &mut random)).collect();
        times.sort_unstable();
        let (median, slowest) = (times[times.len() / 2], times[times.len() - 1]);
        let (world, judge) = timeline.at_tip(BranchId::ROOT);
        println!(
            "{requests} requests/s, {} entries: seek {median:.2?} at the median, {slowest:.2?} at most",
            judge.last_committed(),
        );
        println!(
            "    checkpoints {} KB, of which the last: world {} KB, judge {} KB; the process grew by {} MB",
            timeline.weight() / 1000,
            world.weight() / 1000,
            judge.weight() / 1000,
            room.map_or("?".to_owned(), |room| room.to_string()),
        );
    }
}

fn free_play(requests: u16) -> Timeline<Judge> {
    let setup = Setup { mode: Mode::Clocked, ..Setup::five_stepped() };
    let mut timeline = Timeline::new(setup, Judge::new);
    let dials = [Dial::Requests(requests), Dial::Mtbf(Micros::from_ms(20_000)), Dial::Loss(1)];
    let mut acts: Vec<Act> = dials.map(Act::Turn).to_vec();
    acts.resize(EVENTS as usize, Act::Step);
    for act in acts {
        timeline.append(BranchId::ROOT, act.into()).ok();
    }
    timeline
}

fn seek(timeline: &Timeline<Judge>, random: &mut Random) -> Duration {
    let event = u32::try_from(random.between(1, u64::from(EVENTS))).unwrap_or(EVENTS);
    let start = Instant::now();
    std::hint::black_box(timeline.scene(Moment { branch: BranchId::ROOT, event }));
    start.elapsed()
}

/// How much memory the process has, where the system tells.
fn resident_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
