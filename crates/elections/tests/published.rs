//! Against published figures: Ongaro, "Consensus: Bridging Theory and Practice" (2014), chapter 9,
//! and Figure 16 of the Raft paper. The numbers are read off the figures.

use cluster::{Micros, Span};
use elections::{Begins, Bench, Ends, Experiment, Logs, QUANTILES, Tally, Twist, presets, published};

fn tally_of(experiment: &Experiment) -> Tally {
    experiment.check().expect("an experiment that can be done");
    let bench = Bench::new(experiment);
    let mut tally = Tally::default();
    (0..experiment.trials).for_each(|number| tally.add(number, bench.run(number)));
    tally.sort();
    tally
}

fn preset(name: &str) -> Experiment {
    presets::named(name).expect("a preset").experiment
}

fn off_by(value: f64, published: f64) -> f64 {
    100.0 * (value - published) / published
}

fn ms(time: Option<Micros>) -> f64 {
    time.map_or(f64::INFINITY, |time| time.0 as f64 / 1000.0)
}

/// What was published for a preset, in ms; infinity where nothing was.
fn published_of(name: &str) -> Vec<f64> {
    let line = published::of(&preset(name)).expect("a published line");
    line.quantiles().map(ms).collect()
}

#[test]
fn the_curves_of_the_wide_area_network() {
    for name in ["wan-f0", "wan-f2"] {
        let tally = tally_of(&preset(name));
        // From the thousandth on, a figure of 10,000 elections shows a few of them alone.
        let quantiles =
            QUANTILES.iter().zip(published_of(name)).filter(|(quantile, _)| quantile.share <= 9900);
        for (quantile, published) in quantiles {
            let off = off_by(ms(tally.quantile(quantile.share)), published);
            let allowed = if quantile.share <= 7500 { 2.5 } else { 8.0 };
            assert!(off.abs() <= allowed, "{name} {}: off by {off:.1} %", quantile.name);
        }
    }
}

/// The lines whose medians ours are held to.
const LAN: [&str; 6] =
    ["lan-150-155", "lan-150-175", "lan-150-200", "lan-150-300", "lan-50-100", "lan-100-200"];

#[test]
fn the_medians_of_figure_16_and_their_order() {
    let median_at = QUANTILES.iter().position(|quantile| quantile.share == 5000).expect("a median");
    let mut ours: Vec<(f64, f64)> = Vec::new();
    for name in LAN {
        let published = published_of(name)[median_at];
        let median = ms(tally_of(&preset(name)).quantile(5000));
        let off = off_by(median, published);
        assert!(off.abs() <= 15.0, "{name}: {median:.1} ms, off by {off:.1} %");
        ours.push((published, median));
    }
    ours.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(ours.is_sorted_by(|a, b| a.1 < b.1), "{ours:?}");
}

#[test]
fn without_randomness_nobody_is_elected_for_more_than_ten_seconds() {
    let tally = tally_of(&Experiment { trials: 20, ..preset("lan-150-150") });
    assert!(ms(tally.quantile(5000)) > 10_000.0);
}

/// Timeouts between so many latencies and twice as many; a latency of 10 ms.
fn in_latencies(servers: u8, failed: u8, ratio: u64) -> Experiment {
    let base = Micros(ratio * 10_000);
    Experiment {
        servers,
        failed,
        latency: Span::from_ms(10, 10),
        disk: Span::from_ms(0, 0),
        timeout: Span { min: base, max: base.plus(base) },
        heartbeat: Micros(base.0 / 2),
        logs: Logs::Equal,
        begins: Begins::Fresh,
        ends: Ends::Elected,
        twist: Twist::Plain,
        trials: 10_000,
        seed: 7,
    }
}

/// The ratios of timeout to latency, R.
const RATIOS: [u64; 10] = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20];

/// Servers, failed, and for each R the expected time in latencies.
const TIMES: [(u8, u8, [f64; 10]); 5] = [
    (3, 0, [7.5, 6.66, 7.11, 7.84, 8.68, 10.49, 12.39, 14.32, 17.25, 22.19]),
    (3, 1, [15.17, 11.5, 11.26, 11.73, 12.46, 14.24, 16.20, 18.23, 21.36, 26.65]),
    (5, 0, [7.17, 5.94, 6.32, 7.00, 7.79, 9.50, 11.27, 13.07, 15.80, 20.36]),
    (5, 1, [11.38, 8.01, 7.85, 8.29, 8.94, 10.51, 12.21, 13.99, 16.72, 21.35]),
    (5, 2, [28.5, 16.28, 14.22, 13.91, 14.18, 15.42, 17.02, 18.77, 21.54, 26.32]),
];

/// The thesis's model starts all timers afresh together after a split vote. In Raft a candidate's
/// timer started with its candidacy, a latency before those of its voters, so the next term begins
/// sooner. Where few terms are split that is nothing to see; where many are, elections take less
/// time than the model says, never more: by 55 % where R is 2 and two of five are down.
#[test]
fn the_expected_time_of_an_election() {
    for (servers, failed, published) in TIMES {
        for (ratio, published) in RATIOS.into_iter().zip(published) {
            let experiment = in_latencies(servers, failed, ratio);
            let tally = tally_of(&experiment);
            let fresh = tally.mean().expect("elections").0 as f64;
            // The leader crashes anywhere in its heartbeat interval: a quarter of the base timeout
            // after its heartbeats on average.
            let time = (fresh - experiment.timeout.min.0 as f64 / 4.0) / 10_000.0;
            let off = off_by(time, published);
            let least = match tally.split_votes() {
                ..1600 => -3.0,
                ..3400 if ratio >= 5 => -3.0,
                _ if ratio >= 5 => -8.0,
                // There the model cannot be set up: most of its time is later terms.
                _ => f64::NEG_INFINITY,
            };
            assert!(least < off && off < 3.0, "{servers} {failed} {ratio}: {off:.1} %");
        }
    }
}

/// Servers, failed, and the published percentage of split votes for latencies between these shares
/// of the timeout's range, in percent.
const SPLITS: [(u8, u8, u64, u64, f64); 60] = [
    (3, 0, 5, 15, 2.6),
    (3, 0, 5, 20, 3.8),
    (3, 0, 5, 25, 5.1),
    (3, 0, 10, 10, 2.8),
    (3, 0, 10, 15, 4.3),
    (3, 0, 10, 20, 5.9),
    (3, 0, 10, 25, 7.7),
    (3, 0, 10, 30, 9.4),
    (3, 0, 15, 15, 6.1),
    (3, 0, 15, 20, 8.1),
    (3, 0, 15, 25, 10.1),
    (3, 0, 15, 30, 12.3),
    (3, 0, 15, 35, 14.7),
    (3, 0, 20, 20, 10.4),
    (3, 0, 20, 25, 12.8),
    (3, 0, 20, 30, 15.5),
    (3, 0, 20, 35, 17.9),
    (3, 0, 20, 40, 20.6),
    (5, 0, 0, 20, 3.3),
    (5, 0, 5, 15, 3.2),
    (5, 0, 5, 20, 5.2),
    (5, 0, 5, 25, 7.4),
    (5, 0, 10, 15, 3.4),
    (5, 0, 10, 20, 6.1),
    (5, 0, 10, 25, 9.0),
    (5, 0, 10, 30, 12.0),
    (5, 0, 15, 15, 2.7),
    (5, 0, 15, 20, 6.2),
    (5, 0, 15, 25, 9.6),
    (5, 0, 15, 30, 13.5),
    (5, 0, 15, 35, 17.3),
    (5, 0, 20, 20, 5.8),
    (5, 0, 20, 25, 10.1),
    (5, 0, 20, 30, 14.5),
    (5, 0, 20, 35, 18.9),
    (5, 0, 20, 40, 23.2),
    (5, 2, 0, 5, 7.2),
    (5, 2, 0, 10, 14.2),
    (5, 2, 0, 15, 20.7),
    (5, 2, 0, 20, 27.2),
    (5, 2, 5, 5, 14.3),
    (5, 2, 5, 10, 20.8),
    (5, 2, 5, 15, 27.1),
    (5, 2, 5, 20, 33.0),
    (5, 2, 5, 25, 38.6),
    (5, 2, 10, 10, 27.3),
    (5, 2, 10, 15, 32.9),
    (5, 2, 10, 20, 38.5),
    (5, 2, 10, 25, 43.7),
    (5, 2, 10, 30, 48.9),
    (5, 2, 15, 15, 38.5),
    (5, 2, 15, 20, 43.9),
    (5, 2, 15, 25, 48.8),
    (5, 2, 15, 30, 53.3),
    (5, 2, 15, 35, 58.0),
    (5, 2, 20, 20, 48.8),
    (5, 2, 20, 25, 53.1),
    (5, 2, 20, 30, 58.0),
    (5, 2, 20, 35, 62.1),
    (5, 2, 20, 40, 65.7),
];

#[test]
fn the_share_of_split_votes() {
    for (servers, failed, min, max, published) in SPLITS {
        let experiment = Experiment {
            latency: Span { min: Micros(min * 10_000), max: Micros(max * 10_000) },
            timeout: Span::from_ms(1000, 2000),
            heartbeat: Micros::from_ms(500),
            ..in_latencies(servers, failed, 10)
        };
        let ours = f64::from(tally_of(&experiment).split_votes()) / 100.0;
        assert!(
            (ours - published).abs() <= 1.5,
            "{servers} {failed} {min}..{max}: {ours:.1}, not {published}"
        );
    }
}
