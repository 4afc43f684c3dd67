//! The page, built by trunk.

use std::path::Path;
use std::process::Command;

use crate::paths;
use crate::setup::PageTools;
use crate::shell::{self, Result};

/// Builds the page for release into `dist`, with relative addresses so that any folder of a host can hold it.
pub(crate) fn release(tools: &PageTools, dist: &Path) -> Result<()> {
    shell::say("building the page for release, some minutes the first time");
    let mut build = trunk(tools)?;
    build.arg("build");
    if tools.node_packages {
        build.arg("--release");
    } else {
        // Trunk runs wasm-opt in release mode only; the profile is the same either way.
        build.args(["--cargo-profile", "web"]);
    }
    shell::run(build.args(["--public-url", "./", "--dist"]).arg(dist))
}

/// Trunk with its helpers on the PATH.
pub(crate) fn trunk(tools: &PageTools) -> Result<Command> {
    let mut trunk = shell::command(&tools.trunk);
    // Trunk reads NO_COLOR as a boolean and aborts on the usual `1`.
    trunk.env("PATH", shell::path_with(&tools.folders)?).env_remove("NO_COLOR");
    trunk.env(paths::FLAGS, paths::flags());
    Ok(trunk)
}
