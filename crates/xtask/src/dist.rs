//! `cargo xtask dist`: the site for a web host, and the whole board in one file.

use std::path::PathBuf;

use crate::policy::{self, Home};
use crate::shell::{self, Result};
use crate::{build, setup, single_file, size};

/// The file that opens by itself, without a server.
pub(crate) const SINGLE_FILE: &str = "raftboard.html";

/// Where the built site is.
pub(crate) fn folder() -> PathBuf {
    shell::root().join("dist")
}

/// Builds both forms of the board. Gives the size of a first visit.
pub(crate) fn dist() -> Result<size::Visit> {
    let tools = setup::page_tools()?;
    let dist = folder();
    build::release(&tools, &dist)?;

    let index = dist.join("index.html");
    let page = shell::read(&index)?;
    let single = single_file::from_site(&page, &dist)?;
    shell::write(&dist.join(SINGLE_FILE), &policy::insert(&single, Home::File)?)?;
    shell::write(&index, &policy::insert(&page, Home::Host)?)?;

    let visit = size::first_visit(&dist)?;
    shell::say(&format!("dist/ is ready: {visit}"));
    shell::say(&format!(
        "dist/{SINGLE_FILE} is ready: one file, {} KB, opens without a server",
        size::file_kb(&dist.join(SINGLE_FILE))?
    ));
    Ok(visit)
}
