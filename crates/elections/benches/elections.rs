//! How long ten thousand elections take on one thread, for each preset.

use elections::{Bench, Experiment, Tally, presets};
use std::time::Instant;

fn main() {
    for preset in presets::ALL {
        let experiment = Experiment { trials: 10_000, ..preset.experiment };
        let trials = if preset.name == "lan-150-150" { 100 } else { experiment.trials };
        let (bench, start) = (Bench::new(&experiment), Instant::now());
        let mut tally = Tally::default();
        (0..trials).for_each(|number| tally.add(number, bench.run(number)));
        tally.sort();
        let median = tally.quantile(5000).unwrap_or_default();
        println!(
            "{:<16} {trials:>6} elections in {:>7.3} s, median {median}",
            preset.name,
            start.elapsed().as_secs_f64()
        );
    }
}
