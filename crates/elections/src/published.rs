//! What was measured before: quantiles read off published figures, to stand beside ours.
//!
//! The LAN lines are those of Figure 16 of Ongaro and Ousterhout, "In Search of an Understandable
//! Consensus Algorithm (Extended Version)" (2014); the WAN lines are from the simulation in section 9.3 of
//! Ongaro, "Consensus: Bridging Theory and Practice" (2014). What ours are known to differ in is
//! said with the [presets](crate::presets).

use crate::experiment::Experiment;
use crate::presets;
use crate::tally::QUANTILES;
use cluster::Micros;

/// The published line of a preset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The name of the preset.
    pub preset: &'static str,
    /// In the order of [`QUANTILES`], in tenths of a millisecond; 0 where none can be read off.
    tenths: [u64; QUANTILES.len()],
}

const fn line(preset: &'static str, tenths: [u64; QUANTILES.len()]) -> Published {
    Published { preset, tenths }
}

/// Every published line, in the order of the presets.
pub const ALL: [Published; 12] = [
    line(
        "lan-150-150",
        [138_180, 174_006, 199_689, 284_922, 411_039, 606_644, 849_334, 1_214_256, 5_279_643, 0, 5_279_643],
    ),
    line("lan-150-151", [1139, 2872, 4344, 7365, 11_986, 19_435, 31_323, 40_069, 60_126, 82_314, 82_314]),
    line("lan-150-155", [931, 1064, 1192, 1544, 2873, 4348, 6094, 7637, 12_422, 21_429, 21_429]),
    line("lan-150-175", [895, 1019, 1068, 1209, 1410, 1643, 2912, 3135, 4668, 6100, 6100]),
    line("lan-150-200", [941, 1044, 1105, 1249, 1465, 1667, 1935, 2963, 3520, 5124, 5124]),
    line("lan-150-300", [1033, 1148, 1247, 1443, 1713, 2077, 2443, 2652, 4146, 6033, 6033]),
    line("lan-12-24", [167, 185, 197, 244, 300, 421, 530, 668, 869, 1517, 1517]),
    line("lan-25-50", [253, 289, 306, 354, 430, 525, 737, 831, 1189, 2763, 2763]),
    line("lan-50-100", [391, 441, 475, 561, 667, 795, 958, 1198, 1689, 2533, 2533]),
    line("lan-100-200", [689, 777, 851, 1001, 1201, 1453, 1655, 1825, 2771, 3352, 3352]),
    line("wan-f0", [3680, 3720, 3754, 3865, 4095, 4457, 4892, 5255, 8337, 9911, 13_869]),
    line("wan-f2", [3718, 3793, 3868, 4113, 4687, 7977, 10_741, 13_357, 19_327, 28_533, 38_316]),
];

impl Published {
    /// The published quantiles in the order of [`QUANTILES`], to a tenth of a millisecond; `None`
    /// where none can be read off the figure.
    pub fn quantiles(&self) -> impl Iterator<Item = Option<Micros>> {
        self.tenths.into_iter().map(|tenths| Some(Micros(tenths * 100)).filter(|time| *time > Micros::ZERO))
    }
}

/// What was published for this experiment, if it is a preset; how many trials, and from which seed,
/// makes no difference.
#[must_use]
pub fn of(experiment: &Experiment) -> Option<Published> {
    ALL.into_iter().find(|line| {
        presets::named(line.preset).is_some_and(|preset| {
            let Experiment { trials, seed, .. } = *experiment;
            Experiment { trials, seed, ..preset.experiment } == *experiment
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Twist;

    #[test]
    fn a_preset_has_its_line_however_many_trials_it_has_and_any_other_setting_has_none() {
        for preset in presets::ALL {
            let line = ALL.into_iter().find(|line| line.preset == preset.name);
            let of_more = of(&Experiment { trials: 7, seed: 7, ..preset.experiment });
            assert_eq!(of_more, line, "{}", preset.name);
            let other = Experiment { disk: cluster::Span::from_ms(9, 9), ..preset.experiment };
            assert_eq!(of(&other), None, "{}", preset.name);
        }
        let with_twist = presets::ALL.iter().filter(|preset| preset.experiment.twist != Twist::Plain);
        assert_eq!(presets::ALL.len() - with_twist.count(), ALL.len(), "each plain preset has a line");
    }

    #[test]
    fn published_quantiles_ascend() {
        for line in ALL {
            let times: Vec<Micros> = line.quantiles().flatten().collect();
            assert!(times.is_sorted() && times.len() >= 10, "{}", line.preset);
        }
    }
}
