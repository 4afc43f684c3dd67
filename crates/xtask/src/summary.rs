//! Reads how many tests passed and failed from what the test programs report.

use std::ops::AddAssign;

use serde_json::Value;

/// Tests that ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Those that passed.
    pub(crate) passed: u64,
    /// Those that did not, for whatever reason.
    pub(crate) failed: u64,
}

impl Counts {
    /// One more that failed.
    pub(crate) const ONE_FAILED: Self = Self { passed: 0, failed: 1 };
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Reads nextest's last line: `Summary [ 1.2s] 9 tests run: 8 passed (1 slow), 1 failed, 2 skipped`.
pub(crate) fn of_nextest(output: &str) -> Option<Counts> {
    let line = output.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
    let (_, outcomes) = line.split_once("run: ")?;
    let failures = ["failed", "timed out", "exec failed", "timed-out"];
    let mut counts = Counts::default();
    for outcome in outcomes.split(", ") {
        // What stands in brackets tells of the same tests in more detail.
        let outcome = outcome.split('(').next().unwrap_or_default().trim();
        let Some((number, kind)) = outcome.split_once(' ') else { continue };
        let Ok(number) = number.parse::<u64>() else { continue };
        if kind == "passed" {
            counts.passed += number;
        } else if failures.contains(&kind) {
            counts.failed += number;
        }
    }
    Some(counts)
}

/// Reads every summary of `cargo test`: `test result: ok. 3 passed; 0 failed; 1 ignored; ...`.
pub(crate) fn of_cargo_test(output: &str) -> Option<Counts> {
    let mut counts = None;
    for line in output.lines().filter(|line| line.starts_with("test result: ")) {
        let sum = counts.get_or_insert_with(Counts::default);
        for part in line.split([';', '.']) {
            match part.trim().split_once(' ') {
                Some((number, "passed")) => sum.passed += number.parse::<u64>().ok()?,
                Some((number, "failed")) => sum.failed += number.parse::<u64>().ok()?,
                _ => {}
            }
        }
    }
    counts
}

/// Reads the report of Playwright's JSON reporter.
pub(crate) fn of_playwright(report: &str) -> Option<Counts> {
    let report: Value = serde_json::from_str(report).ok()?;
    let number = |name: &str| report["stats"][name].as_u64();
    let errors = report["errors"].as_array().map_or(0, Vec::len);
    Some(Counts {
        // A test that needed its second try has passed; Playwright lists it by name.
        passed: number("expected")? + number("flaky")?,
        failed: number("unexpected")? + u64::try_from(errors).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest() {
        let good = "     Summary [   0.005s] 2 tests run: 2 passed, 0 skipped\n";
        assert_eq!(of_nextest(good), Some(Counts { passed: 2, failed: 0 }));
        let bad = "   Summary [  9.1s] 10/12 tests run: 6 passed (1 slow, 2 leaky), 3 failed, 1 timed out, 4 skipped\nmore";
        assert_eq!(of_nextest(bad), Some(Counts { passed: 6, failed: 4 }));
        assert_eq!(of_nextest("error: could not compile"), None);
    }

    #[test]
    fn cargo_test_adds_up_its_programs() {
        let output = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\n\
                      test result: FAILED. 1 passed; 2 failed; 0 ignored; finished in 0.01s\n";
        assert_eq!(of_cargo_test(output), Some(Counts { passed: 4, failed: 2 }));
        assert_eq!(of_cargo_test("error: could not compile"), None);
    }

    #[test]
    fn playwright_counts_second_tries_as_passed_and_errors_outside_tests_as_failed() {
        let report = r#"{"errors":[{}],"stats":{"expected":5,"unexpected":1,"flaky":2,"skipped":3}}"#;
        assert_eq!(of_playwright(report), Some(Counts { passed: 7, failed: 2 }));
        assert_eq!(of_playwright("{}"), None);
    }
}
