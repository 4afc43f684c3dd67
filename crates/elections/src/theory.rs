//! Closed forms from Ongaro's thesis (2014), section 9.3, for a fixed latency: what the curves are
//! expected to be near. Times are in units of the election timeout's range.

/// The chance that a term elects nobody: `servers` in the cluster, of which `failed` are down;
/// `latency` as a share of the timeout's range.
#[must_use]
pub fn split_vote(servers: u8, failed: u8, latency: f64) -> f64 {
    let up = i32::from(servers) - i32::from(failed);
    // So many have to become candidates within one latency of the first for nobody to win.
    let too_many = up - i32::from(servers) / 2;
    let latency = latency.clamp(0.0, 1.0);
    (too_many..=up).map(|k| choose(up, k) * latency.powi(k) * (1.0 - latency).powi(up - k)).sum()
}

/// The expected time from a leader's crash until a candidate has won, in one-way latencies, with
/// timeouts between `ratio` and twice `ratio` latencies; the leader crashes anywhere in its
/// heartbeat interval, which is half the shortest timeout. Infinite where every term is split.
#[must_use]
pub fn expected_time(servers: u8, failed: u8, ratio: f64) -> f64 {
    let latency = 1.0 / ratio;
    let up = f64::from(servers) - f64::from(failed);
    let wins = 1.0 - split_vote(servers, failed, latency);
    let one_term = 1.0 + 1.0 / (up + 1.0) + latency;
    (one_term / wins + latency - 0.25) * ratio
}

fn choose(n: i32, k: i32) -> f64 {
    (0..k).map(|i| f64::from(n - i) / f64::from(i + 1)).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_near(value: f64, expected: f64) -> bool {
        (value - expected).abs() < 0.006
    }

    /// Points of the thesis's figures, read off to two decimals.
    #[test]
    fn the_closed_forms_go_through_the_published_points() {
        for (servers, failed, ratio, percent, time) in [
            (3, 0, 3.0, 25.93, 6.66),
            (3, 1, 4.0, 43.75, 11.26),
            (5, 0, 5.0, 5.79, 7.0),
            (5, 1, 6.0, 13.19, 8.95),
            (5, 2, 10.0, 27.10, 17.02),
            (5, 2, 20.0, 14.26, 26.33),
        ] {
            assert!(is_near(100.0 * split_vote(servers, failed, 1.0 / ratio), percent), "{servers} {failed}");
            assert!(is_near(expected_time(servers, failed, ratio), time), "{servers} {failed} {ratio}");
        }
    }
}
