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

/// What the closed forms are about: all timers start afresh together, and again after a split vote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    /// Servers in the cluster.
    pub servers: u8,
    /// Of which so many are down.
    pub failed: u8,
    /// The one latency of every message.
    pub latency: f64,
    /// The shortest and the longest timeout, in the same unit.
    pub timeout: (f64, f64),
    /// The messages, one after the other, from the winner's timeout to the end: two until it is elected,
    /// three until all have heard of it.
    pub messages: f64,
}

/// So many cells has the range of timeouts.
const CELLS: u32 = 200;
/// So many terms are followed at most.
const MOST_TERMS: u32 = 16;

impl Model {
    /// The distribution of the time that an election takes: times, and the share of elections that are
    /// over by each. It ends where terms begin that are not followed any more. Nothing if timeouts have no
    /// range.
    ///
    /// In each term the first of `up` timers runs out at `u` of the range; the election is won if too few
    /// others run out within a latency. The time of a later term is the sum of those before it.
    #[must_use]
    pub fn distribution(&self) -> Vec<(f64, f64)> {
        let (shortest, range) = (self.timeout.0, self.timeout.1 - self.timeout.0);
        if range <= 0.0 {
            return Vec::new();
        }
        let cell = range / f64::from(CELLS);
        let (won, split): (Vec<f64>, Vec<f64>) = (0..CELLS).map(|place| self.first(place, range)).unzip();
        let mut over = Vec::new();
        let (mut before, mut term) = (vec![1.0], 1);
        while term <= MOST_TERMS && before.iter().sum::<f64>() > 0.002 {
            let terms = f64::from(term);
            let rest = terms * shortest + (terms - 1.0 + self.messages) * self.latency;
            // Of each timeout the middle of its cell counts; the last of them ends its cell.
            let sums = (0u32..).map(|sum| rest + (f64::from(sum) + terms / 2.0 + 0.5) * cell);
            over.extend(sums.zip(folded(&before, &won)));
            before = folded(&before, &split);
            term += 1;
        }
        let terms = f64::from(term);
        let followed = terms * shortest + (terms - 1.0 + self.messages) * self.latency;
        over.retain(|(time, _)| *time < followed);
        over.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut share = 0.0;
        for (_, part) in &mut over {
            share += *part;
            *part = share;
        }
        over
    }

    /// The chances that the first timer of a term runs out in this cell of the range and its server wins,
    /// and that the votes are split.
    fn first(&self, place: u32, range: f64) -> (f64, f64) {
        let up = i32::from(self.servers) - i32::from(self.failed);
        let too_many = up - i32::from(self.servers) / 2;
        let cell = 1.0 / f64::from(CELLS);
        let later = 1.0 - (f64::from(place) + 0.5) * cell;
        let soon = (self.latency / range).min(later);
        let density = f64::from(up) * cell;
        let few =
            |others: i32| choose(up - 1, others) * soon.powi(others) * (later - soon).powi(up - 1 - others);
        let won: f64 = density * (0..too_many.min(up)).map(few).sum::<f64>();
        (won, (density * later.powi(up - 1) - won).max(0.0))
    }
}

/// The distribution of the sum of two times, each by its cell.
fn folded(one: &[f64], other: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; one.len() + other.len() - 1];
    for (place, share) in one.iter().enumerate() {
        for (total, part) in sum[place..].iter_mut().zip(other) {
            *total += share * part;
        }
    }
    sum
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

    #[test]
    fn the_distribution_has_the_expected_time_as_its_mean_and_wins_as_often_in_the_first_term() {
        for (servers, failed, ratio) in [(3, 0, 4.0), (5, 0, 5.0), (5, 1, 6.0), (5, 2, 10.0), (5, 2, 20.0)] {
            let timeout = (ratio, 2.0 * ratio);
            let model = Model { servers, failed, latency: 1.0, timeout, messages: 2.0 };
            let all = model.distribution();
            assert!(all.is_sorted_by(|a, b| a.0 <= b.0 && a.1 <= b.1));
            let (mut mean, mut before) = (0.0, 0.0);
            for (time, share) in &all {
                mean += time * (share - before);
                before = *share;
            }
            // It ends a little before all of them are over.
            assert!((0.99..1.001).contains(&before), "{before}");
            let expected = expected_time(servers, failed, ratio) + ratio / 4.0;
            assert!((mean / before / expected - 1.0).abs() < 0.02, "{servers} {failed} {ratio}: {mean}");
            let second = 2.0 * ratio + 3.0;
            let first = all.iter().rfind(|(time, _)| *time < second).map_or(0.0, |(_, share)| *share);
            let wins = 1.0 - split_vote(servers, failed, 1.0 / ratio);
            assert!((first - wins).abs() < 0.002, "{servers} {failed} {ratio}: {first} {wins}");
        }
    }

    #[test]
    fn without_a_range_there_is_no_distribution() {
        let model = Model { servers: 5, failed: 0, latency: 1.0, timeout: (9.0, 9.0), messages: 2.0 };
        assert!(model.distribution().is_empty());
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
