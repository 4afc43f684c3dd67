//! Node and the packages of `web/e2e`: wasm-opt, the browser tests and what they check with.

use std::fs;
use std::path::PathBuf;

use crate::shell::{self, Result};

/// The oldest Node that all packages run on.
const OLDEST_NODE: u32 = 20;

/// Node itself.
pub(crate) fn program() -> Result<PathBuf> {
    let missing =
        || format!("Node {OLDEST_NODE} or newer is not on the PATH; install it from your system's packages");
    let node = shell::find_program("node").ok_or_else(missing)?;
    let version = shell::quiet_output(shell::command(&node).arg("--version")).ok_or_else(missing)?;
    match major(&version) {
        Some(OLDEST_NODE..) => Ok(node),
        _ => Err(format!("Node {OLDEST_NODE} or newer is needed, found {}", version.trim()).into()),
    }
}

/// The Node packages, exactly as locked; installed when the lock file has changed since the last time.
pub(crate) fn packages() -> Result<()> {
    program()?;
    let folder = shell::e2e();
    let lock = shell::read(&folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules").join(".installed-package-lock.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    shell::say("installing the Node packages of web/e2e, about a minute the first time");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    shell::run(shell::command(npm).args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))
        .map_err(|error| format!("the Node packages could not be installed: {error}"))?;
    shell::write(&stamp, &lock)
}

/// The major version in the output of `node --version`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_of_node() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("node"), None);
    }
}
