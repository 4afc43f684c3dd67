//! The project's files, without what builds and tools leave behind.

use std::fs;
use std::path::{Path, PathBuf};

/// A text file of the project.
pub(crate) struct SourceFile {
    /// From the project's root, with `/`: `crates/raft-core/src/log.rs`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl SourceFile {
    pub(crate) fn is_in(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    pub(crate) fn has_ending(&self, endings: &[&str]) -> bool {
        let ending = Path::new(&self.path).extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| endings.contains(&ending))
    }

    /// Numbered lines as they are.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }

    /// Numbered lines of Rust without comments and without the tests at the end of the file.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let code = self.lines().take_while(|(_, line)| line.trim() != "#[cfg(test)]");
        code.map(|(number, line)| (number, line.split("//").next().unwrap_or(line)))
    }
}

/// The folder of `Cargo.toml` and `ARCHITECTURE.md`.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("crates/tidy is two folders deep").to_path_buf()
}

/// Folders that tools fill.
const NOT_OURS: &[&str] = &["target", "node_modules", "dist", "test-results", "playwright-report", ".git"];
/// Endings of files that are text and ours.
const TEXT: &[&str] =
    &["rs", "toml", "md", "raft", "css", "ts", "mjs", "js", "html", "json", "txt", "link", "svg", "yml"];

/// Every text file of the project, by path.
pub(crate) fn all() -> Vec<SourceFile> {
    let mut found = Vec::new();
    collect(&root(), &root(), &mut found);
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(found.len() > 50, "the project's files were not found");
    found
}

/// Those in a folder, with one of these endings.
pub(crate) fn within(folder: &str, endings: &[&str]) -> Vec<SourceFile> {
    let mut files = all();
    files.retain(|file| file.is_in(folder) && file.has_ending(endings));
    files
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(folder).expect("a folder that can be read") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !NOT_OURS.contains(&name) {
                collect(root, &path, found);
            }
            continue;
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let lock = name == "package-lock.json" || name == "Cargo.lock";
        if !lock && (TEXT.contains(&ending) || name == "run") {
            let inside = path.strip_prefix(root).expect("inside the project");
            let text = fs::read_to_string(&path).expect("a text file in UTF-8");
            found.push(SourceFile { path: inside.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

/// Whether a word stands in a line, not only as a part of another.
pub(crate) fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// Fails with a list of places, and what to do about them.
#[track_caller]
pub(crate) fn none(found: &[String], what_to_do: &str) {
    assert!(found.is_empty(), "{what_to_do}\n  {}", found.join("\n  "));
}
