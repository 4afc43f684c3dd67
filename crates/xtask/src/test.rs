//! `cargo xtask test` runs everything there is to check; `cargo xtask check` its quick part.
//!
//! Every step runs, also after one that failed, so that one run tells all there is to tell.

use std::process::Command;
use std::{fs, thread};

use crate::shell::{self, Result};
use crate::summary::{self, Counts};
use crate::{dist, server, setup, size};

/// Format, lints and native tests. Tells whether all is well.
pub(crate) fn check() -> Result<bool> {
    let mut report = Report::default();
    report.step("format", format_check());
    report.step("lints", native_lints());
    report.tests("native tests", native_tests());
    report.finish()
}

/// Everything. Tells whether all is well.
pub(crate) fn test() -> Result<bool> {
    let mut report = Report::default();
    report.step("format", format_check());
    report.step("lints", native_lints());
    report.step("set-up of the page's tools", setup::page_tools().map(|_| true));
    report.step("lints of the page", page_lints());
    report.tests("native tests", native_tests());
    report.tests("examples in the documentation", documentation_tests());
    let visit = dist::dist();
    let built = visit.is_ok();
    report.step("page and its size", visit.map(|visit| is_within_budget(&visit)));
    if built {
        report.tests("browser tests", browser_tests());
    } else {
        shell::say("the browser tests are left out, as there is no page to test");
    }
    report.finish()
}

/// What the steps came to.
#[derive(Default)]
struct Report {
    counts: Counts,
    /// What failed, by name.
    failures: Vec<String>,
}

impl Report {
    /// Notes a step without tests of its own: one that fails counts as one failed test.
    fn step(&mut self, name: &str, outcome: Result<bool>) {
        match outcome {
            Ok(true) => {}
            Ok(false) => self.fail(name, None),
            Err(error) => self.fail(name, Some(&error.to_string())),
        }
    }

    /// Notes a step that ran tests. One that ran none to the end counts as one failed test.
    fn tests(&mut self, name: &str, outcome: Result<(bool, Option<Counts>)>) {
        match outcome {
            Ok((succeeded, Some(counts))) => {
                self.counts += counts;
                if counts.failed > 0 {
                    self.failures.push(format!("{name}: {} failed", counts.failed));
                } else if !succeeded {
                    self.fail(name, Some("ended with an error"));
                }
            }
            Ok((true, None)) => {}
            Ok((false, None)) => self.fail(name, Some("did not run to the end")),
            Err(error) => self.fail(name, Some(&error.to_string())),
        }
    }

    fn fail(&mut self, name: &str, why: Option<&str>) {
        self.counts += Counts::ONE_FAILED;
        self.failures.push(why.map_or_else(|| name.to_owned(), |why| format!("{name}: {why}")));
    }

    /// Prints what failed, and on the last line how many.
    fn finish(&self) -> Result<bool> {
        for failure in &self.failures {
            shell::say(&format!("FAILED {failure}"));
        }
        println!("{} passed, {} failed", self.counts.passed, self.counts.failed);
        Ok(self.counts.failed == 0)
    }
}

fn format_check() -> Result<bool> {
    shell::say("checking the format");
    shell::succeeds(shell::cargo().args(["fmt", "--all", "--check"]))
}

fn native_lints() -> Result<bool> {
    shell::say("running clippy, a minute or two the first time");
    shell::succeeds(shell::cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn page_lints() -> Result<bool> {
    shell::say("running clippy on the page as wasm");
    let target = ["--target", "wasm32-unknown-unknown"];
    shell::succeeds(
        shell::cargo().args(["clippy", "--package", "web"]).args(target).args(["--", "-D", "warnings"]),
    )
}

/// The (exit, counts) of all native tests but those in the documentation.
fn native_tests() -> Result<(bool, Option<Counts>)> {
    shell::say("running the native tests, some minutes the first time");
    let nextest = shell::quiet_output(shell::cargo().args(["nextest", "--version"])).is_some();
    let mut tests = shell::cargo();
    if nextest {
        tests.args(["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests", "pass"]);
    } else {
        // The same targets as nextest's: not the benchmarks, which would run in full.
        tests.args(["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"]);
    }
    let (succeeded, output) = shell::run_and_keep(plain(&mut tests))?;
    let counts = if nextest { summary::of_nextest(&output) } else { summary::of_cargo_test(&output) };
    Ok((succeeded, counts))
}

fn documentation_tests() -> Result<(bool, Option<Counts>)> {
    shell::say("running the examples in the documentation");
    let mut tests = shell::cargo();
    tests.args(["test", "--workspace", "--doc", "--no-fail-fast"]);
    let (succeeded, output) = shell::run_and_keep(plain(&mut tests))?;
    Ok((succeeded, summary::of_cargo_test(&output)))
}

/// Without colours, so that the summaries can be read.
fn plain(command: &mut Command) -> &mut Command {
    command.env("CARGO_TERM_COLOR", "never")
}

fn is_within_budget(visit: &size::Visit) -> bool {
    let within = visit.bytes() <= size::BUDGET_BYTES;
    if !within {
        shell::say(&format!("the page is too large: {visit}"));
    }
    within
}

/// Runs the browser tests over the built site and over the single file.
fn browser_tests() -> Result<(bool, Option<Counts>)> {
    setup::node_packages()?;
    shell::say("checking the types of the browser tests");
    let node = setup::node()?;
    let compiler = shell::e2e().join("node_modules/typescript/bin/tsc");
    shell::run(shell::command(&node).arg(compiler).args(["--noEmit", "--project"]).arg(shell::e2e()))?;

    let report = shell::e2e().join("test-results").join("report.json");
    // A report of an earlier run must not be taken for this one's.
    fs::remove_file(&report).ok();
    let succeeded = playwright("playwright.config.ts")?;
    let counts = fs::read_to_string(&report).ok().and_then(|text| summary::of_playwright(&text));
    Ok((succeeded, counts))
}

/// Runs Playwright with a configuration of `web/e2e`, over `dist/` served here. Tells whether it succeeded.
pub(crate) fn playwright(configuration: &str) -> Result<bool> {
    let browser = setup::browser()?;
    let listener = server::listen("127.0.0.1", 8200)?;
    let address = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || server::serve(&listener, &dist::folder()));
    shell::say(&format!(
        "running Playwright with {configuration} over {address} and dist/{}",
        dist::SINGLE_FILE
    ));
    let mut tests = shell::command(setup::node()?);
    tests.arg(setup::playwright_script()).args(["test", "--config", configuration]);
    shell::succeeds(tests.current_dir(shell::e2e()).env("CHROME", browser).env("BOARD_ADDRESS", address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_counts_as_a_failed_test() {
        let mut report = Report::default();
        report.step("format", Ok(true));
        report.step("lints", Ok(false));
        report.tests("native tests", Ok((true, Some(Counts { passed: 3, failed: 0 }))));
        report.tests("browser tests", Ok((false, None)));
        assert_eq!(report.counts, Counts { passed: 3, failed: 2 });
        assert_eq!(report.failures, ["lints", "browser tests: did not run to the end"]);
    }

    #[test]
    fn tests_that_pass_in_a_program_that_fails_are_a_failure() {
        let mut report = Report::default();
        report.tests("native tests", Ok((false, Some(Counts { passed: 3, failed: 0 }))));
        assert_eq!(report.counts.failed, 1);
    }
}
