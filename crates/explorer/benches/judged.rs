//! Judged events in a second: the defaults of `raftboard fuzz`, on one thread and on all, with a
//! membership that stays and with one that changes.

use explorer::{Options, fuzz};
use std::time::Instant;

/// Each is measured so often; the fastest counts, since others use the machine too.
const ROUNDS: usize = 3;

#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn main() {
    let all = std::thread::available_parallelism().map_or(1, usize::from);
    for (threads, changes) in [(1, false), (all, false), (1, true)] {
        let options = Options { threads: Some(threads), changes: Some(changes), ..Options::default() };
        let rates = (0..ROUNDS).map(|_| {
            let start = Instant::now();
            let report = fuzz(&options, &|_| {});
            report.events as f64 / start.elapsed().as_secs_f64()
        });
        let best = rates.fold(0.0, f64::max);
        let members = if changes { "changing" } else { "the same" };
        println!("judged events, {threads} thread(s), {members} members: {:.2} million/s", best / 1e6);
    }
}
