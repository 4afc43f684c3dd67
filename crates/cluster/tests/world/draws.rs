//! Random draws: the same numbers for ever, on every machine.

use cluster::{Micros, Purpose, Span, below, draw, within};
use std::collections::BTreeSet;

#[test]
fn draws_are_what_they_always_were() {
    // Computed by another program from the published SplitMix64.
    let vectors = [
        ((0, Purpose::Timeout, 1, 0), 0xefcb_4180_30ea_295d),
        ((1, Purpose::Timeout, 1, 0), 0xb34a_d826_fd58_c14d),
        ((1, Purpose::Timeout, 1, 1), 0xec2f_b80c_60dc_2cea),
        ((1, Purpose::Timeout, 2, 0), 0x1529_2d0a_366b_2fe5),
        ((1, Purpose::Latency, 0x102, 2), 0xa03f_ff19_407f_2188),
        ((1, Purpose::Loss, 0x501, 7), 0xfab9_77a7_f951_30fb),
        ((u64::MAX, Purpose::Request, 0, u64::from(u32::MAX)), 0x10a8_9753_0d0b_5c76),
    ];
    for ((seed, purpose, whom, ordinal), expected) in vectors {
        assert_eq!(draw(seed, purpose, whom, ordinal), expected, "{seed} {purpose:?} {whom} {ordinal}");
    }
}

#[test]
fn below_and_within_are_what_they_always_were() {
    assert_eq!(below(0xb34a_d826_fd58_c14d, 100), 70);
    assert_eq!((below(0, 100), below(u64::MAX, 100), below(u64::MAX, 0)), (0, 99, 0));
    let span = Span::from_ms(150, 300);
    assert_eq!((within(0, span), within(u64::MAX, span)), (span.min, span.max), "both ends can be drawn");
    let one = Span { min: Micros(7), max: Micros(7) };
    assert_eq!(within(u64::MAX, one), Micros(7));
    let widest = Span { min: Micros::ZERO, max: Micros(u64::MAX) };
    assert!(within(u64::MAX, widest) >= within(1, widest), "no overflow");
}

#[test]
fn draws_for_different_purposes_servers_and_ordinals_differ() {
    let mut seen = BTreeSet::new();
    for purpose in [Purpose::Timeout, Purpose::Latency, Purpose::Loss, Purpose::Request] {
        for whom in [1, 2, 0x102, 0x201] {
            for ordinal in 0..50 {
                seen.insert(draw(1, purpose, whom, ordinal));
            }
        }
    }
    assert_eq!(seen.len(), 4 * 4 * 50);
}

#[test]
fn draws_are_spread_evenly() {
    let mut counts = [0u32; 10];
    for ordinal in 0..10_000 {
        let tenth = below(draw(3, Purpose::Loss, 0x102, ordinal), 10);
        counts[usize::try_from(tenth).expect("below 10")] += 1;
    }
    assert!(counts.iter().all(|count| (900..1100).contains(count)), "{counts:?}");
}

#[test]
fn times_are_written_as_in_scripts() {
    let words = [0, 1, 999, 1000, 1500, 15_000, 1_000_000, 1_500_000].map(|us| Micros(us).to_string());
    assert_eq!(words, ["0ms", "1us", "999us", "1ms", "1500us", "15ms", "1s", "1500ms"]);
}
