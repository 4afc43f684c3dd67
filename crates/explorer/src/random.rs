//! Random numbers that are the same on every machine.

use cluster::below;

/// `SplitMix64` (Steele, Lea and Flood, 2014): small, fast, and good enough to choose faults.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

/// Seeds fit into a JSON number.
const SEED_BITS: u32 = 48;

impl Random {
    /// Numbers that follow from this seed alone.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The seed of one of many runs. The first run has the seed itself, so that what was found in
    /// any of them can be found again by a single run.
    #[must_use]
    pub fn seed_of_run(seed: u64, run: u32) -> u64 {
        if run == 0 {
            return seed;
        }
        let mut random = Self::new(seed ^ (u64::from(run) << 32));
        random.next_number() >> (u64::BITS - SEED_BITS)
    }

    /// The next number.
    pub fn next_number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `count`; 0 if that is 0.
    pub fn below(&mut self, count: usize) -> usize {
        usize::try_from(below(self.next_number(), count as u64)).unwrap_or(0)
    }

    /// A number from `first` to `last`.
    pub fn between(&mut self, first: u64, last: u64) -> u64 {
        first + below(self.next_number(), last.saturating_sub(first) + 1)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, share: u8) -> bool {
        self.below(100) < usize::from(share)
    }

    /// One of these.
    ///
    /// # Panics
    /// If there are none.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_same_numbers_on_every_machine() {
        let mut random = Random::new(1_234_567);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(expected.map(|_| random.next_number()), expected);
        assert_eq!([0; 8].map(|_| random.below(10)), [2, 8, 4, 5, 2, 4, 8, 4]);
    }

    #[test]
    fn every_run_has_its_own_seed() {
        let seeds: std::collections::BTreeSet<u64> =
            (0..5000).map(|run| Random::seed_of_run(1, run)).collect();
        assert_eq!(seeds.len(), 5000);
        assert!(seeds.iter().all(|seed| *seed < 1 << 48));
        assert_eq!(Random::seed_of_run(77, 0), 77);
    }
}
