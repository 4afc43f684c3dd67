//! `cargo xtask dist`: the site for a web host, and the whole board in one file.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::minify::{Kind, minified};
use crate::policy::{self, Home};
use crate::shell::{self, Result};
use crate::{build, pack, page, paths, setup, single_file, size, texts};

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
    // Trunk's own starts the worker in a way that its code warns of.
    let loader = format!(
        "importScripts('./{0}.js');wasm_bindgen({{module_or_path:'./{0}_bg.wasm'}});\n",
        single_file::WORKER
    );
    shell::write(&dist.join(format!("{}_loader.js", single_file::WORKER)), &loader)?;

    let index = dist.join("index.html");
    let mut page = with_one_style(&shell::read(&index)?);
    if tools.node_packages {
        page = with_minified_styles(&page)?;
    }
    let texts = texts::all(&dist)?;
    texts::none_in_programs(&dist, &texts)?;
    paths::none_in_programs(&dist)?;
    pack::names(&page, &dist)?;
    let unpack =
        if tools.node_packages { minified(Kind::Js, pack::UNPACK)? } else { pack::UNPACK.to_owned() };
    // From scripts with their names: the single file calls what they define.
    let single = single_file::from_site(&page, &dist, &texts, &unpack)?;
    if tools.node_packages {
        minify_scripts(&dist)?;
    }
    let page = pack::site(&page, &dist, &unpack)?;
    shell::write(&dist.join(SINGLE_FILE), &policy::insert(&single, Home::File)?)?;
    shell::write(&index, &policy::insert(&page, Home::Host)?)?;

    let visit = size::first_visit(&dist, &texts)?;
    shell::say(&format!("dist/ is ready: {visit}"));
    shell::say(&format!("loaded when asked for: {}", size::of_texts(&texts)?));
    let worker = dist.join(format!("{}_bg.wasm", single_file::WORKER));
    shell::say(&format!(
        "the worker of the timing laboratory has {} KB after gzip -9",
        size::packed_kb(&worker)?
    ));
    shell::say(&format!(
        "dist/{SINGLE_FILE} is ready: one file, {} KB, opens without a server",
        size::file_kb(&dist.join(SINGLE_FILE))?
    ));
    Ok(visit)
}

/// Leaves out what only people need in the scripts of the site.
fn minify_scripts(dist: &Path) -> Result<()> {
    let entries = std::fs::read_dir(dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    let files = entries.flatten().map(|entry| entry.path());
    for file in files.filter(|file| file.extension().is_some_and(|end| end == "js")) {
        shell::write(&file, &minified(Kind::Js, &shell::read(&file)?)?)?;
    }
    Ok(())
}

/// The page with style sheets that follow each other in one element: the policy names each element by a hash, which
/// nothing packs.
fn with_one_style(html: &str) -> String {
    let styles = page::raw_text_elements(html, "style");
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    for style in &styles {
        match changes.last_mut() {
            Some((range, before)) if html[range.end..style.range.start].trim().is_empty() => {
                range.end = style.range.end;
                before.push_str(style.text);
            }
            _ => changes.push((style.range.clone(), style.text.to_owned())),
        }
    }
    replace_styles(html, changes)
}

/// The page with style sheets as short as they can be.
fn with_minified_styles(html: &str) -> Result<String> {
    let styles = page::raw_text_elements(html, "style").into_iter();
    let styles = styles.map(|style| Ok((style.range.clone(), minified(Kind::Css, style.text)?)));
    Ok(replace_styles(html, styles.collect::<Result<Vec<_>>>()?))
}

fn replace_styles(html: &str, sheets: Vec<(Range<usize>, String)>) -> String {
    let element = |(range, css)| (range, format!("<style>{css}</style>"));
    page::replace(html, &sheets.into_iter().map(element).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_that_follow_each_other_become_one_in_their_order() {
        let html = "<style>a{x:1}</style>\n<style>a{x:2}</style><p>text</p><style>b{x:3}</style>";
        let one = "<style>a{x:1}a{x:2}</style><p>text</p><style>b{x:3}</style>";
        assert_eq!(with_one_style(html).replace('\n', ""), one);
    }
}
