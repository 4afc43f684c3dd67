//! A Chromium for the browser tests: the person's own, the system's, or Playwright's.

use std::env;
use std::path::{Path, PathBuf};

use crate::shell::{self, Result};

/// Names a Chromium goes by on the PATH. `web/e2e/browser.ts` looks for the same.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Where macOS and Windows keep it instead.
const PLACES: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/// Finds a Chromium, or installs one where that can be done without asking.
pub(crate) fn find_or_install() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if is_debian_root() {
        shell::say("installing chromium with apt-get, about a minute");
        let update = shell::succeeds(shell::command("apt-get").args(["update", "-q"]))?;
        let install =
            update && shell::succeeds(shell::command("apt-get").args(["install", "-q", "-y", "chromium"]))?;
        if install && let Some(found) = find() {
            return Ok(found);
        }
    }
    shell::say("downloading Chromium with Playwright, about a minute");
    let script = playwright_script();
    shell::run(shell::command(super::node()?).arg(script).args(["install", "chromium"]))
        .ok()
        .and_then(|()| playwrights_own())
        .ok_or_else(|| "no Chromium was found; install one, or set CHROME to its path".into())
}

/// Playwright's command line, run by Node without npx.
pub(crate) fn playwright_script() -> PathBuf {
    shell::e2e().join("node_modules/@playwright/test/cli.js")
}

fn find() -> Option<PathBuf> {
    env::var_os("CHROME")
        .map(PathBuf::from)
        .filter(|path| path.is_file())
        .or_else(|| NAMES.into_iter().find_map(shell::find_program))
        .or_else(|| PLACES.into_iter().map(PathBuf::from).find(|path| path.is_file()))
        .or_else(playwrights_own)
}

/// The Chromium that `playwright install` put in its cache.
fn playwrights_own() -> Option<PathBuf> {
    let node = shell::find_program("node")?;
    let question = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
    let answer = shell::quiet_output(shell::command(node).args(["-e", question]).current_dir(shell::e2e()))?;
    Some(PathBuf::from(answer.trim())).filter(|path| path.is_file())
}

fn is_debian_root() -> bool {
    let root = shell::quiet_output(shell::command("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    root && Path::new("/etc/debian_version").exists()
}
