//! What many elections came to.

use crate::trial::Trial;
use cluster::Micros;

/// A quantile that tables show, in hundredths of a percent: 5000 is the median.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantile {
    /// Its name in tables: `p50`.
    pub name: &'static str,
    /// The share of elections that take no longer, in hundredths of a percent.
    pub share: u32,
}

/// The quantiles of tables.
pub const QUANTILES: [Quantile; 11] = [
    Quantile { name: "p1", share: 100 },
    Quantile { name: "p5", share: 500 },
    Quantile { name: "p10", share: 1000 },
    Quantile { name: "p25", share: 2500 },
    Quantile { name: "p50", share: 5000 },
    Quantile { name: "p75", share: 7500 },
    Quantile { name: "p90", share: 9000 },
    Quantile { name: "p95", share: 9500 },
    Quantile { name: "p99", share: 9900 },
    Quantile { name: "p99.9", share: 9990 },
    Quantile { name: "max", share: 10_000 },
];

/// What the trials of an experiment came to, so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Each election that took place, with the number of its trial; by time once sorted.
    took: Vec<(Micros, u32)>,
    sorted: bool,
    /// Trials in which nobody was elected in the time there was.
    given_up: u32,
    /// Trials whose first term elected nobody.
    split: u32,
    terms: u64,
}

impl Tally {
    /// Adds the trial of a number.
    pub fn add(&mut self, number: u32, trial: Trial) {
        match trial.took {
            Some(took) => self.took.push((took, number)),
            None => self.given_up += 1,
        }
        self.sorted = false;
        self.split += u32::from(trial.took.is_none() || trial.terms > 1);
        self.terms += u64::from(trial.terms);
    }

    /// Adds all that another has.
    pub fn merge(&mut self, other: Self) {
        self.took.extend(other.took);
        self.sorted = false;
        self.given_up += other.given_up;
        self.split += other.split;
        self.terms += other.terms;
    }

    /// Sorts by time, then by number: what is read from it does not depend on who ran what when.
    pub fn sort(&mut self) {
        if !self.sorted {
            self.took.sort_unstable();
            self.sorted = true;
        }
    }

    /// How many trials there were.
    #[must_use]
    pub fn trials(&self) -> u32 {
        u32::try_from(self.took.len()).unwrap_or(u32::MAX).saturating_add(self.given_up)
    }

    /// How many of them elected nobody in the time there was.
    #[must_use]
    pub fn given_up(&self) -> u32 {
        self.given_up
    }

    /// The time that this share of all trials needs at most, in hundredths of a percent: the nearest
    /// rank. `None` if nobody was elected in so many. Sort first.
    #[must_use]
    pub fn quantile(&self, share: u32) -> Option<Micros> {
        let all = u64::from(self.trials());
        let rank = (all * u64::from(share)).div_ceil(10_000).max(1);
        let place = usize::try_from(rank - 1).ok()?;
        self.took.get(place).map(|(took, _)| *took)
    }

    /// The elections by time, each with the number of its trial. Sort first.
    #[must_use]
    pub fn elections(&self) -> &[(Micros, u32)] {
        &self.took
    }

    /// The mean of those that took place.
    #[must_use]
    pub fn mean(&self) -> Option<Micros> {
        let count = u64::try_from(self.took.len()).ok().filter(|count| *count > 0)?;
        let sum: u64 = self.took.iter().map(|(took, _)| took.0).sum();
        Some(Micros((2 * sum + count) / (2 * count)))
    }

    /// The share of elections whose first term elected nobody, in hundredths of a percent.
    #[must_use]
    pub fn split_votes(&self) -> u32 {
        share(u64::from(self.split), u64::from(self.trials()))
    }

    /// How many terms an election took on average, in hundredths.
    #[must_use]
    pub fn terms(&self) -> u32 {
        share(self.terms, u64::from(self.trials()) * 100)
    }
}

/// A share in hundredths of a percent, rounded.
fn share(part: u64, whole: u64) -> u32 {
    let share = (20_000 * part + whole).checked_div(2 * whole).unwrap_or(0);
    u32::try_from(share).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(times: &[u64]) -> Tally {
        let mut tally = Tally::default();
        for (number, time) in (0..).zip(times) {
            tally.add(number, Trial { took: Some(Micros(*time)), terms: 1 + number % 2 });
        }
        tally.sort();
        tally
    }

    #[test]
    fn a_quantile_is_the_nearest_rank() {
        let tally = tally(&[50, 10, 40, 20, 30]);
        let of = |share| tally.quantile(share).map(|time| time.0);
        assert_eq!(
            [of(1), of(2000), of(2001), of(5000), of(10_000)].map(Option::unwrap_or_default),
            [10, 10, 20, 30, 50]
        );
        assert_eq!((tally.mean(), tally.split_votes(), tally.terms()), (Some(Micros(30)), 4000, 140));
    }

    #[test]
    fn trials_that_elect_nobody_count_as_longer_than_all_others() {
        let mut tally = tally(&[10, 20]);
        tally.add(2, Trial { took: None, terms: 3 });
        tally.add(3, Trial { took: None, terms: 3 });
        tally.sort();
        assert_eq!((tally.quantile(5000), tally.quantile(5001)), (Some(Micros(20)), None));
        assert_eq!((tally.trials(), tally.given_up()), (4, 2));
    }

    #[test]
    fn it_does_not_matter_who_counted_what() {
        let (mut one, other) = (tally(&[30, 10]), tally(&[20, 20]));
        let mut turned = other.clone();
        turned.merge(one.clone());
        one.merge(other);
        one.sort();
        turned.sort();
        assert_eq!(one, turned);
    }
}
