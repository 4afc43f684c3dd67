//! Reads the lessons and the glossaries under `lessons/`, and the sentences in this crate's own
//! sources, and writes what the page loads of them: for each language a file with the words of the
//! board, and a small file a lesson. A mistake in the prose stops the build with `file:line`.
//!
//! What is written, below `OUT_DIR`:
//!
//! - `texts/lessons/<language>/<slug>.<hash>.txt` and the same for `glossary`, in the form that
//!   `build/write.rs` tells. The hash is of the content, so that an old file in somebody's cache
//!   never meets a new program;
//! - `texts/core-rules.<hash>.txt`: for each rule that can be switched off, the lines that follow it,
//!   which `build/code.rs` finds in the sources of `raft-core` and `cluster`;
//! - `texts/words/<language>.<hash>.txt`: the sentences of the sources in one language, a line each
//!   (`build/words.rs`), then titles, sections and summaries of the lessons, which the menu always
//!   shows, and the names of the language's other files;
//! - `places.rs`: which line has which sentence;
//! - `index.rs`: the names of the files that belong to no language, and of the words;
//! - `built_in.rs`: the files themselves, for tests and tools.
//!
//! Another text that is to be loaded when somebody asks for it goes the same way: `src/files.rs`
//! says how.
//!
//! # The format
//!
//! `lessons/<language>/<slug>.md` is one lesson; both languages have the same panels, questions
//! and answers, in the same order.
//!
//! ```text
//! # Figure 8                                     the title
//! section: 5.4.2                                 of the paper; may be empty
//! summary: An entry is on a majority. Is it safe?  for the menu: a question, no answer
//! takeaway: A leader counts copies ...           at the lesson's end; a lesson without end has none
//! letters: S2 a, S3 b                            what a figure of the paper calls servers, if it does
//!
//! ## panel c                                     the panel's name in the script
//! title: Index 2 is on three of five
//! short: S1 crashes here                         in the strip, once it may be seen
//! hidden: S1 crashes here                        in the strip before: gives nothing away
//!
//! A paragraph, with **bold**, `code` and a [word](#committed) of the glossary. Its lines are
//! joined with a blank; in Chinese each paragraph is therefore one line.
//!
//! ::: logs Entries flow from the leader          a small picture of logs, with its caption
//! S1* 1 2                                        S1 leads; the terms of its entries
//! S2 1 <- 2 from S1                              and those that are coming
//! :::
//!
//! > A speaker's note, a line each.
//!
//! ## ask may-s1-commit                           the question's key in the script
//! prompt: When it arrives, may S1 commit index 2?
//! answered: On a majority, and still not safe    the panel's title after the answer
//!
//! - [ ] Yes: a majority stores it
//!   Why this is right or wrong, on one line.
//! - [x] No: it is not of term 4
//!   ...
//!
//! Paragraphs that are shown after the answer.
//! ```
//!
//! A question belongs to the panel before it. `lessons/<language>/glossary.md` has the same title
//! line, and for each word:
//!
//! ```text
//! ## word committed                              the key that links use
//! word: committed
//!
//! Paragraphs.
//! ```
//!
//! `lessons/<language>/rules.md` is in the form of the glossary: a word is a rule, with a paragraph
//! on what it demands, one on what it defends, and one on what happens when it is off.

#[path = "build/code.rs"]
mod code;
#[path = "build/files.rs"]
mod files;
#[path = "build/parse.rs"]
mod parse;
// A file of the crate itself: both find a sentence by the same key.
#[allow(dead_code)]
#[path = "src/template.rs"]
mod template;
#[path = "build/words.rs"]
mod words;
#[path = "build/write.rs"]
mod write;

use files::Files;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Folder names under `lessons/`, and the variant of `Language` that each is.
const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("zh-CN", "Chinese")];
/// Every lesson, in the order of the menu.
const LESSONS: [&str; 27] = [
    "hello",
    "election",
    "replication",
    "returning-follower",
    "election-restriction",
    "figure-7",
    "figure-8",
    "commit-rule",
    "figure-9",
    "follower-crash",
    "candidate-crash",
    "crash-before-answer",
    "commit-index-after-restart",
    "timing",
    "short-timeout",
    "split-votes",
    "slow-disk",
    "partial-connectivity",
    "figure-10",
    "figure-11",
    "catch-up",
    "joint-crash",
    "self-removal",
    "removed-servers",
    "applied-configuration",
    "no-op",
    "free-play",
];

fn main() {
    if let Err(mistake) = build() {
        eprintln!("{mistake}");
        std::process::exit(1);
    }
}

fn build() -> Result<(), String> {
    let manifest = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|error| error.to_string())?);
    let root = manifest.join("../../lessons");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={}", root.display());

    let mut glossaries = Vec::new();
    for (folder, _) in LANGUAGES {
        let (name, text) = read(&root, folder, "glossary")?;
        glossaries.push(parse::glossary(&name, &text).map_err(|mistake| mistake.to_string())?);
    }
    parse::same_words(&glossaries[0], &glossaries[1]).map_err(|mistake| mistake.to_string())?;

    let mut rules = Vec::new();
    for (folder, _) in LANGUAGES {
        let (name, text) = read(&root, folder, "rules")?;
        rules.push(parse::glossary(&name, &text).map_err(|mistake| mistake.to_string())?);
    }
    parse::same_words(&rules[0], &rules[1]).map_err(|mistake| mistake.to_string())?;

    let mut lessons = Vec::new();
    for slug in LESSONS {
        let mut both = Vec::new();
        for (place, (folder, _)) in LANGUAGES.iter().enumerate() {
            let (name, text) = read(&root, folder, slug)?;
            let lesson = parse::lesson(&name, &text, &glossaries[place]);
            both.push(lesson.map_err(|mistake| mistake.to_string())?);
        }
        parse::same_shape(&both[0], &both[1]).map_err(|mistake| mistake.to_string())?;
        lessons.push((slug, both));
    }

    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?);
    let said = said(&manifest)?;
    let mut files = Files::new(out.join("texts"))?;
    let mut index = String::new();
    for (place, (folder, variant)) in LANGUAGES.iter().enumerate() {
        let mut headings = Vec::new();
        for (slug, both) in &lessons {
            let lesson = &both[place];
            let file = files.add(&format!("lessons/{folder}/{slug}"), &write::lesson(lesson))?;
            headings.push((*slug, lesson, file));
        }
        let text = write::glossary(&glossaries[place]);
        let glossary = files.add(&format!("lessons/{folder}/glossary"), &text)?;
        let text = write::glossary(&rules[place]);
        let rules = files.add(&format!("lessons/{folder}/rules"), &text)?;
        let text = write::words(said.lines(place), &headings, [&glossary, &rules]);
        let words = files.add(&format!("words/{folder}"), &text)?;
        let _ = writeln!(
            index,
            "static {}_WORDS: TextFile = TextFile {{ kind: TextKind::Words(Language::{variant}), name: {words:?} }};",
            variant.to_uppercase()
        );
    }
    let core_rules = files.add("core-rules", &write::code(&core_rules(&manifest)?))?;
    let _ = writeln!(
        index,
        "static CORE_RULES: TextFile = TextFile {{ kind: TextKind::Code, name: {core_rules:?} }};"
    );
    fs::write(out.join("places.rs"), said.places()).map_err(|error| error.to_string())?;
    fs::write(out.join("index.rs"), index).map_err(|error| error.to_string())?;
    fs::write(out.join("built_in.rs"), files.built_in()).map_err(|error| error.to_string())
}

/// The sentences in this crate's sources, but for those of its tests.
fn said(manifest: &Path) -> Result<words::Said, String> {
    println!("cargo::rerun-if-changed=src");
    let mut folders = vec![manifest.join("src")];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() && !path.ends_with("src/tests") {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                sources.push(path);
            }
        }
    }
    sources.sort();
    let mut said = words::Said::default();
    for path in sources {
        let name = path.display().to_string();
        said.collect(&name, &fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?)?;
    }
    Ok(said)
}

/// The lines in which each rule is consulted, with the rule's name.
fn core_rules(manifest: &Path) -> Result<Vec<(String, code::Excerpt)>, String> {
    let mut sources = Vec::new();
    for crate_name in ["raft-core", "cluster"] {
        let folder = manifest.join("..").join(crate_name).join("src");
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut folders = vec![(folder, format!("crates/{crate_name}/src"))];
        while let Some((folder, place)) = folders.pop() {
            let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            for path in entries.flatten().map(|entry| entry.path()) {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let place = format!("{place}/{name}");
                if path.is_dir() {
                    folders.push((path, place));
                } else {
                    let text = fs::read_to_string(&path).map_err(|error| format!("{place}: {error}"))?;
                    sources.push((place, text));
                }
            }
        }
    }
    let is_list = |source: &&(String, String)| source.0 == "crates/raft-core/src/rules.rs";
    let list = sources.iter().find(is_list).ok_or("raft-core has no list of rules")?;
    let rules = code::rules(&list.1);
    rules.into_iter().map(|(variant, name)| Ok((name, code::find(&sources, &variant)?))).collect()
}

/// A file's name as mistakes show it, and its text.
fn read(root: &Path, folder: &str, slug: &str) -> Result<(String, String), String> {
    let name = format!("lessons/{folder}/{slug}.md");
    let path = root.join(folder).join(format!("{slug}.md"));
    let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    Ok((name, text))
}
