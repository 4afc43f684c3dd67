//! Reads the lessons and the glossaries under `lessons/` and writes them as Rust constants, so
//! that the page carries no parser. A mistake in the prose stops the build with `file:line`.
//!
//! # The format
//!
//! `lessons/<language>/<slug>.md` is one lesson; both languages have the same panels, questions
//! and answers, in the same order.
//!
//! ```text
//! # Figure 8                                     the title
//! section: 5.4.2                                 of the paper; may be empty
//! summary: Why a majority is not always enough.
//!
//! ## panel c                                     the panel's name in the script
//! title: Index 2 is on three of five
//! short: S1 crashes here                         in the strip, once it may be seen
//! hidden: S1 crashes here                        in the strip before: gives nothing away
//!
//! A paragraph, with **bold**, `code` and a [word](#committed) of the glossary. Its lines are
//! joined with a blank; in Chinese each paragraph is therefore one line.
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

#[path = "build/parse.rs"]
mod parse;
#[path = "build/write.rs"]
mod write;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Folder names under `lessons/`, and the variant of `Language` that each is.
const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("zh-CN", "Chinese")];
/// Every lesson, in the order of the menu.
const LESSONS: [&str; 8] =
    ["hello", "election", "replication", "commit-rule", "figure-8", "figure-9", "no-op", "free-play"];

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
    let mut code = String::new();
    for (place, (_, variant)) in LANGUAGES.iter().enumerate() {
        let of_language = lessons.iter().map(|(slug, both)| (*slug, &both[place]));
        write::language(&mut code, variant, of_language, &glossaries[place]);
    }
    fs::write(out.join("lessons.rs"), code).map_err(|error| error.to_string())
}

/// A file's name as mistakes show it, and its text.
fn read(root: &Path, folder: &str, slug: &str) -> Result<(String, String), String> {
    let name = format!("lessons/{folder}/{slug}.md");
    let path = root.join(folder).join(format!("{slug}.md"));
    let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    Ok((name, text))
}
