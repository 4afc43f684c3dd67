//! What must not be in the core and the world.

use crate::files::{self, has_word, none};

/// Places in Rust code where one of these words stands.
fn places(folder: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files::within(folder, &["rs"]) {
        for (number, line) in file.code() {
            for word in words.iter().filter(|word| has_word(line, word)) {
                found.push(format!("{}:{number}: {word}", file.path));
            }
        }
    }
    found
}

/// Their order, or what they hold, differs between runs or machines.
const NOT_REPRODUCIBLE: &[&str] = &[
    "HashMap",
    "HashSet",
    "RandomState",
    "f32",
    "f64",
    "Instant",
    "SystemTime",
    "rand",
    "getrandom",
    "thread",
    "usize::MAX",
];
/// State that does not show in the types.
const HIDDEN: &[&str] =
    &["static mut", "thread_local", "OnceLock", "OnceCell", "LazyLock", "RefCell", "Mutex", "AtomicU32"];
/// The outside world.
const OUTSIDE: &[&str] = &["std::io", "std::fs", "std::net", "std::env", "std::time", "println", "eprintln"];

#[test]
fn the_core_and_the_world_have_no_clock_randomness_floats_hash_maps_or_hidden_state() {
    for folder in ["crates/raft-core/src/", "crates/cluster/src/"] {
        let words: Vec<&str> = [NOT_REPRODUCIBLE, HIDDEN, OUTSIDE].concat();
        none(
            &places(folder, &words),
            "A world is a function of (setup, seed, actions). Bring this in as an input, or as a draw by key:",
        );
    }
}

#[test]
fn the_core_does_not_print_panic_or_unwrap() {
    let words = ["panic!", "unwrap()", "expect(", "unreachable!", "assert!", "assert_eq!"];
    let found: Vec<String> = files::within("crates/raft-core/src/", &["rs"])
        .iter()
        .flat_map(|file| {
            file.code()
                .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
                .map(|(number, line)| format!("{}:{number}: {}", file.path, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    none(&found, "Any rule can be off, so nothing may be taken for granted here. Make it a case:");
}

#[test]
fn the_judge_shares_no_logic_with_the_core() {
    let words = [
        "is_up_to_date",
        "majority_of",
        "majorities",
        "Electorate",
        "electorate",
        "Tally",
        "index_reached",
        "vote_refusal",
        "known_to_store",
        "Rules",
        "Decision",
    ];
    none(
        &places("crates/judge/src/", &words),
        "A judge that computes like the accused acquits. Use events and states, and count again:",
    );
}

#[test]
fn the_page_carries_no_lesson_inside() {
    none(
        &places("web/src/", &["built_in"]),
        "narration::built_in has every lesson inside, in all languages. The page loads what it shows, by its Book:",
    );
}

#[test]
fn the_browser_is_touched_in_one_place() {
    let found: Vec<String> = places("web/src/", &["web_sys", "js_sys", "wasm_bindgen"])
        .into_iter()
        .filter(|place| !place.starts_with("web/src/platform/"))
        .collect();
    none(&found, "Only web/src/platform/ touches what yew does not wrap. Move it there:");
}

/// Half of a number, or twice one: how a majority is counted by hand.
fn counts_a_majority(line: &str) -> bool {
    let counts = ["/ 2 + 1", "/ 2 < ", "/ 2) + 1", "> len / 2"];
    let halves = line.contains("len() / 2") || line.contains("count / 2");
    let doubles = line.contains("2 * ") && line.contains(".len()");
    halves || doubles || counts.iter().any(|count| line.contains(count))
}

#[test]
fn majorities_are_counted_by_the_core_alone() {
    for line in ["servers.len() / 2 + 1", "2 * set.len() > all.len()", "of / 2 + 1", "n > count / 2"] {
        assert!(counts_a_majority(line), "{line}");
    }
    let folders = ["cluster", "script", "explorer", "elections", "narration", "cli"]
        .map(|name| format!("crates/{name}/src/"));
    let mut found = Vec::new();
    for folder in folders.iter().map(String::as_str).chain(["web/src/", "crates/raft-core/src/"]) {
        for file in files::within(folder, &["rs"]) {
            if file.path == "crates/raft-core/src/electorate.rs" || file.path.contains("/tests/") {
                continue;
            }
            let counts = file.code().filter(|(_, line)| counts_a_majority(line));
            found.extend(counts.map(|(number, line)| format!("{}:{number}: {}", file.path, line.trim())));
        }
    }
    none(
        &found,
        "Ask the core: `server.electorate(rules)` knows what is needed and what is reached, on each side:",
    );
}
