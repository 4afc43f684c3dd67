//! `cargo xtask dist`: the site for a web host, and the whole board in one file.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::policy::{self, Home};
use crate::shell::{self, Result};
use crate::{build, page, setup, single_file, size, slim, texts};

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
    slim_scripts(&dist)?;
    let page = with_slim_styles(&shell::read(&index)?);
    let texts = texts::all(&dist)?;
    texts::none_in_programs(&dist, &texts)?;
    let single = single_file::from_site(&page, &dist, &texts)?;
    shell::write(&dist.join(SINGLE_FILE), &policy::insert(&single, Home::File)?)?;
    shell::write(&index, &policy::insert(&page, Home::Host)?)?;

    let visit = size::first_visit(&dist, &texts)?;
    shell::say(&format!("dist/ is ready: {visit}"));
    shell::say(&format!("loaded when asked for: {}", size::of_texts(&texts)?));
    shell::say(&format!(
        "dist/{SINGLE_FILE} is ready: one file, {} KB, opens without a server",
        size::file_kb(&dist.join(SINGLE_FILE))?
    ));
    Ok(visit)
}

/// Leaves out what only people need in the scripts of the site.
fn slim_scripts(dist: &Path) -> Result<()> {
    let entries = std::fs::read_dir(dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    let files = entries.flatten().map(|entry| entry.path());
    for file in files.filter(|file| file.extension().is_some_and(|end| end == "js")) {
        if let Some(slim) = slim::js(&shell::read(&file)?) {
            shell::write(&file, &slim)?;
        }
    }
    Ok(())
}

/// The page with the same done to its style sheets, and those that follow each other in one element: the policy names
/// each element by a hash, which nothing packs.
fn with_slim_styles(html: &str) -> String {
    let styles = page::raw_text_elements(html, "style");
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    for style in &styles {
        let css = slim::css(style.text);
        match changes.last_mut() {
            Some((range, before)) if html[range.end..style.range.start].trim().is_empty() => {
                range.end = style.range.end;
                before.push_str(&css);
            }
            _ => changes.push((style.range.clone(), css)),
        }
    }
    let element = |(range, css)| (range, format!("<style>{css}</style>"));
    page::replace(html, &changes.into_iter().map(element).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_that_follow_each_other_become_one_in_their_order() {
        let html = "<style>a{x:1}</style>\n<style>a{x:2}</style><p>text</p><style>b{x:3}</style>";
        let one = "<style>a{x:1}a{x:2}</style><p>text</p><style>b{x:3}</style>";
        assert_eq!(with_slim_styles(html).replace('\n', ""), one);
    }
}
