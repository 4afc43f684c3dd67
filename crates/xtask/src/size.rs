//! How much a first visit loads.

use std::fmt;
use std::fs;
use std::path::Path;

use crate::shell::{self, Result};
use crate::single_file::gzip;

/// The most a first visit may load, in bytes after gzip -9 of each file. A classroom on one slow line opens the
/// board thirty times at once: 250 KB each is half a minute at 2 Mbit/s, and that is all the patience there is.
pub(crate) const BUDGET_BYTES: usize = 250_000;

/// The files that a first visit loads, with their sizes in bytes after gzip -9.
pub(crate) struct Visit(Vec<(String, usize)>);

impl Visit {
    /// All of it together, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.0.iter().map(|(_, bytes)| bytes).sum()
    }
}

impl fmt::Display for Visit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = kb(self.bytes());
        write!(f, "a first visit loads {total} KB of at most {} KB after gzip -9 (", kb(BUDGET_BYTES))?;
        for (i, (name, bytes)) in self.0.iter().enumerate() {
            write!(f, "{}{name} {}", if i == 0 { "" } else { ", " }, kb(*bytes))?;
        }
        f.write_str(")")
    }
}

/// Measures the page and every file of the site that the page names.
pub(crate) fn first_visit(dist: &Path) -> Result<Visit> {
    let page = shell::read(&dist.join("index.html"))?;
    let mut files = vec![("index.html".to_owned(), gzip(page.as_bytes())?.len())];
    let mut names: Vec<String> =
        fs::read_dir(dist)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    for name in names.into_iter().filter(|name| page.contains(name.as_str())) {
        let size = gzip(&fs::read(dist.join(&name))?)?.len();
        files.push((name, size));
    }
    Ok(Visit(files))
}

/// The size of a file as it is, in KB.
pub(crate) fn file_kb(path: &Path) -> Result<String> {
    Ok(kb(fs::read(path)?.len()))
}

/// Bytes in KB (1 KB = 1000 bytes) with one decimal.
fn kb(bytes: usize) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_add_up_and_are_printed_with_the_budget() {
        let visit = Visit(vec![("index.html".into(), 1_250), ("board.wasm".into(), 50_000)]);
        assert_eq!(visit.bytes(), 51_250);
        let text =
            "a first visit loads 51.2 KB of at most 250.0 KB after gzip -9 (index.html 1.2, board.wasm 50.0)";
        assert_eq!(visit.to_string(), text);
    }
}
