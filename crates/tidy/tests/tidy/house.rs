//! Who may import whom, and whether every room is on the map.

use crate::files::{self, SourceFile, none};
use std::collections::BTreeMap;

/// Each of our crates, and those of ours that it may be built from. One way only.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("raft-core", &[]),
    ("cluster", &["raft-core"]),
    ("judge", &["raft-core", "cluster"]),
    ("script", &["raft-core", "cluster", "judge"]),
    ("explorer", &["raft-core", "cluster", "judge", "script"]),
    ("elections", &["raft-core", "cluster", "judge", "script"]),
    ("narration", &["raft-core", "cluster", "judge", "script", "explorer"]),
    ("cli", &["raft-core", "cluster", "judge", "script", "explorer", "elections", "narration"]),
    ("web", &["raft-core", "cluster", "judge", "script", "explorer", "elections", "narration"]),
    ("xtask", &[]),
    ("tidy", &[]),
];

/// Crates that only a browser has.
const BROWSER: &[&str] = &["yew", "web-sys", "js-sys", "wasm-bindgen", "gloo"];

struct Manifest {
    /// Its folder's name.
    name: String,
    /// Everything it is built from; what its tests use is not in it.
    dependencies: Vec<String>,
    everything: Vec<String>,
    text: String,
}

fn manifests() -> Vec<Manifest> {
    let files = files::all();
    let ours = |file: &&SourceFile| file.path.ends_with("/Cargo.toml");
    files.iter().filter(ours).map(manifest).collect()
}

fn manifest(file: &SourceFile) -> Manifest {
    let name = file.path.trim_end_matches("/Cargo.toml").rsplit('/').next().unwrap_or_default();
    let mut tables: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut table = "";
    for line in file.text.lines() {
        if let Some(head) = line.strip_prefix('[') {
            table = head.trim_end_matches(']');
            // `[dependencies.web-sys]` names its crate in the head.
            if let Some((outer, inner)) = table.rsplit_once("dependencies.") {
                let outer = if outer.is_empty() { "dependencies" } else { "dev-dependencies" };
                tables.entry(outer).or_default().push(inner.to_owned());
            }
        } else if table.ends_with("dependencies")
            && let Some((key, _)) = line.split_once('=')
            && !line.starts_with([' ', '#'])
        {
            let key = key.trim().trim_end_matches(".workspace");
            tables.entry(table).or_default().push(key.to_owned());
        }
    }
    let building = |table: &&str| !table.contains("dev-dependencies");
    let of = |keep: &dyn Fn(&&str) -> bool| {
        tables.iter().filter(|(table, _)| keep(table)).flat_map(|(_, names)| names.clone()).collect()
    };
    Manifest {
        name: name.to_owned(),
        dependencies: of(&building),
        everything: of(&|_| true),
        text: file.text.clone(),
    }
}

#[test]
fn imports_run_one_way() {
    let ours: Vec<&str> = MAY_IMPORT.iter().map(|(name, _)| *name).collect();
    for manifest in manifests() {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == manifest.name) else {
            panic!("{} is new: give it a line in tidy's MAY_IMPORT and in ARCHITECTURE.md", manifest.name);
        };
        let found: Vec<String> = manifest
            .dependencies
            .iter()
            .filter(|name| ours.contains(&name.as_str()) && !allowed.contains(&name.as_str()))
            .map(|name| format!("{} imports {name}", manifest.name))
            .collect();
        none(&found, "Imports run one way (see the map in ARCHITECTURE.md). Move the code down, or up:");
    }
}

#[test]
fn only_the_page_knows_the_browser() {
    for manifest in manifests().iter().filter(|manifest| manifest.name != "web") {
        let browser = |name: &&String| BROWSER.iter().any(|of_browser| name.starts_with(of_browser));
        let found: Vec<String> = manifest.everything.iter().filter(browser).cloned().collect();
        none(
            &found,
            &format!("Everything but web builds and tests natively. {} must not use:", manifest.name),
        );
    }
}

#[test]
fn every_crate_keeps_the_workspaces_lints() {
    for manifest in manifests() {
        let keeps = manifest.text.contains("[lints]\nworkspace = true");
        assert!(keeps, "{}: add `[lints]` with `workspace = true`", manifest.name);
    }
}

#[test]
fn every_crate_and_every_dependency_is_in_the_architecture() {
    let files = files::all();
    let architecture = files.iter().find(|file| file.path == "ARCHITECTURE.md").expect("ARCHITECTURE.md");
    let mut found = Vec::new();
    for manifest in manifests() {
        for name in manifest.everything.iter().chain([&manifest.name]) {
            if !architecture.text.contains(&format!("`{name}`")) {
                found.push(format!("`{name}` ({})", manifest.name));
            }
        }
    }
    none(&found, "Say in ARCHITECTURE.md what it is for:");
}

#[test]
fn no_test_file_is_forgotten() {
    // A file in tests/<name>/ is compiled only if tests/<name>/main.rs says so.
    let files = files::all();
    let mut found = Vec::new();
    for main in files.iter().filter(|file| file.path.contains("/tests/") && file.path.ends_with("/main.rs")) {
        let folder = main.path.trim_end_matches("main.rs");
        for file in files.iter().filter(|file| file.is_in(folder) && file.has_ending(&["rs"])) {
            let inside = &file.path[folder.len()..];
            let module = inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs");
            if module != "main" && !main.text.contains(&format!("mod {module};")) {
                found.push(file.path.clone());
            }
        }
    }
    none(&found, "Name these files in their main.rs, or they are never run:");
}

/// Files that once imported each other. The first is below: it does not know the second.
const BELOW: &[(&str, &str)] = &[
    ("crates/cluster/src/network.rs", "crate::action"),
    ("crates/script/src/goals.rs", "crate::library"),
    ("crates/script/src/scenario.rs", "crate::goals"),
    ("crates/script/src/story.rs", "crate::play"),
];

#[test]
fn circles_that_were_opened_stay_open() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (file, above) in BELOW {
        let text = std::fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(
            !text.contains(above),
            "{file} imports {above}, which imports it: move what both need below both"
        );
    }
}
