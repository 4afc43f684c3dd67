//! `cargo xtask bench`: every benchmark of the workspace, then those that need a browser.

use std::fs;

use serde_json::Value;

use crate::shell::{self, Result};
use crate::{dist, test};

/// Runs all benchmarks. Tells whether all of them ran to the end.
pub(crate) fn bench() -> Result<bool> {
    let metadata =
        shell::quiet_output(shell::cargo().args(["metadata", "--no-deps", "--format-version", "1"]))
            .ok_or("cargo metadata failed; does every Cargo.toml parse?")?;
    let native = bench_targets(&metadata).ok_or("cargo metadata printed something that is not understood")?;
    if native.is_empty() {
        shell::say("no package has a bench target, so there are no native benchmarks to run");
    }
    let mut succeeded = true;
    for (package, target) in native {
        shell::say(&format!("running the benchmark {target} of {package}, some minutes the first time"));
        succeeded &=
            shell::succeeds(shell::cargo().args(["bench", "--package", &package, "--bench", &target]))?;
    }
    if has_browser_benchmarks() {
        dist::dist()?;
        succeeded &= test::playwright("playwright.bench.config.ts")?;
    } else {
        shell::say("web/e2e/bench has no *.bench.ts, so there are no browser benchmarks to run");
    }
    Ok(succeeded)
}

/// The (package, target) of every bench target in the output of `cargo metadata`.
fn bench_targets(metadata: &str) -> Option<Vec<(String, String)>> {
    let metadata: Value = serde_json::from_str(metadata).ok()?;
    let mut found = Vec::new();
    for package in metadata["packages"].as_array()? {
        for target in package["targets"].as_array()? {
            if target["kind"].as_array()?.iter().any(|kind| kind == "bench") {
                found.push((package["name"].as_str()?.to_owned(), target["name"].as_str()?.to_owned()));
            }
        }
    }
    Some(found)
}

fn has_browser_benchmarks() -> bool {
    let files = fs::read_dir(shell::e2e().join("bench")).into_iter().flatten().flatten();
    files.into_iter().any(|file| file.file_name().to_string_lossy().ends_with(".bench.ts"))
}

#[cfg(test)]
mod tests {
    use super::bench_targets;

    #[test]
    fn only_bench_targets_are_run() {
        let metadata = r#"{"packages":[{"name":"judge","targets":[
            {"kind":["lib"],"name":"judge"},{"kind":["bench"],"name":"events"}]}]}"#;
        assert_eq!(bench_targets(metadata), Some(vec![("judge".to_owned(), "events".to_owned())]));
        assert_eq!(bench_targets("[]"), None);
    }
}
