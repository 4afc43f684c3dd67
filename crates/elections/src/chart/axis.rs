//! A logarithmic axis.

/// From where to where an axis goes, and where on the picture its ends are.
#[derive(Clone, Copy)]
pub(super) struct Axis {
    /// Logarithms of both ends.
    from: f64,
    to: f64,
    /// Both ends on the picture.
    start: f64,
    end: f64,
}

impl Axis {
    /// An axis that shows these values, and ends at round ones: 1, 2 or 5 times a power of ten.
    pub(super) fn over(low: f64, high: f64, start: f64, end: f64) -> Self {
        let low = round(low.max(1e-3), false);
        // Less than half a decade would show differences that are none.
        let high = round(high.max(low * 3.0), true);
        Self { from: low.log10(), to: high.log10(), start, end }
    }

    /// Where a value is.
    pub(super) fn place(self, value: f64) -> f64 {
        let share = (value.max(1e-9).log10() - self.from) / (self.to - self.from);
        self.start + share.clamp(-0.02, 1.02) * (self.end - self.start)
    }

    /// The value at a place.
    pub(super) fn value(self, place: f64) -> f64 {
        let share = (place - self.start) / (self.end - self.start);
        10f64.powf(self.from + share * (self.to - self.from))
    }

    /// The marks on it: each value, and whether it is named. The fewer decades there are, the more values
    /// of each are named.
    pub(super) fn marks(self) -> impl Iterator<Item = (f64, bool)> {
        let named: &[u8] = match self.to - self.from {
            decades if decades > 1.6 => &[1],
            decades if decades > 0.9 => &[1, 2, 5],
            _ => &[1, 2, 3, 5, 7],
        };
        // A decade is a small number.
        #[allow(clippy::cast_possible_truncation)]
        let decades = self.from.floor() as i32..=self.to.ceil() as i32;
        decades
            .flat_map(|decade| (1..10u8).map(move |digit| (digit, f64::from(digit) * 10f64.powi(decade))))
            .filter(move |(_, value)| {
                let place = value.log10();
                place > self.from - 1e-9 && place < self.to + 1e-9
            })
            .map(|(digit, value)| (value, named.contains(&digit)))
    }
}

/// The next of 1, 2, 5, 10, ... that is not above the value, or not below it.
fn round(value: f64, up: bool) -> f64 {
    let decade = 10f64.powf(value.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * decade);
    if up {
        steps.into_iter().find(|step| *step >= value * (1.0 - 1e-9)).unwrap_or(10.0 * decade)
    } else {
        steps.into_iter().rfind(|step| *step <= value * (1.0 + 1e-9)).unwrap_or(decade)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_at_round_values_and_goes_both_ways() {
        let axis = Axis::over(87.0, 1_930.0, 0.0, 100.0);
        assert!((axis.place(50.0)).abs() < 1e-9 && (axis.place(2000.0) - 100.0).abs() < 1e-9);
        assert!((axis.value(axis.place(466.0)) - 466.0).abs() < 1e-6);
        let named: Vec<f64> =
            axis.marks().filter(|(_, named)| *named).map(|(value, _)| value.round()).collect();
        assert_eq!(named, [100.0, 1000.0]);
    }

    #[test]
    fn a_short_axis_names_more_values() {
        let axis = Axis::over(120.0, 180.0, 0.0, 100.0);
        let named: Vec<f64> =
            axis.marks().filter(|(_, named)| *named).map(|(value, _)| value.round()).collect();
        assert_eq!(named, [100.0, 200.0, 300.0, 500.0]);
    }
}
