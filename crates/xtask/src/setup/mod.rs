//! Finds what the commands need, and installs what is missing below `target/` and `web/e2e/`.

mod browser;
mod cargo_tools;
mod node;

use std::path::PathBuf;

use crate::shell::{self, Result};

pub(crate) use browser::{find_or_install as browser, playwright_script};
pub(crate) use node::{packages as node_packages, program as node};

/// What it takes to build the page.
pub(crate) struct PageTools {
    /// Trunk, which drives the build.
    pub(crate) trunk: PathBuf,
    /// Folders that trunk must find its helpers in.
    pub(crate) folders: Vec<PathBuf>,
    /// Whether wasm-opt and esbuild are there; without them the page works, but is larger.
    pub(crate) node_packages: bool,
}

/// Sets up everything that building the page takes.
pub(crate) fn page_tools() -> Result<PageTools> {
    cargo_tools::wasm_target()?;
    let trunk = cargo_tools::trunk()?;
    let wasm_bindgen = cargo_tools::wasm_bindgen()?;
    let mut folders: Vec<PathBuf> = wasm_bindgen.parent().map(PathBuf::from).into_iter().collect();
    let node_packages = match node::packages() {
        Ok(()) => {
            folders.push(shell::e2e().join("node_modules").join(".bin"));
            true
        }
        Err(why) => {
            shell::say(&format!("going on without wasm-opt and esbuild, so the page will be larger: {why}"));
            false
        }
    };
    Ok(PageTools { trunk, folders, node_packages })
}
