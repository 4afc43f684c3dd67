//! Every error with its place and its words, from the table in `errors.txt`.

use crate::{Language, located_script_error};
use script::syntax::MAX_BYTES;
use script::{ScriptError, parse, play};

const TABLE: &str = include_str!("errors.txt");
const HEADER: &str = "title t\nservers S1 S2 S3 spare S4\nstepped\n";

/// The first thing that is wrong with a script.
fn first_problem(text: &str) -> String {
    let said = |error: &ScriptError| located_script_error(Language::English, error);
    match parse(text).map(play) {
        Err(error) => said(&error),
        Ok(story) => {
            let problem = story.findings.first().or(story.error.as_ref());
            problem.map_or("nothing".to_owned(), said)
        }
    }
}

#[test]
fn every_error_says_what_and_where() {
    let (mut script, mut cases) = (String::new(), 0);
    let mut wrong = Vec::new();
    for line in TABLE.lines() {
        if let Some(text) = line.strip_prefix("|| ") {
            script.push_str(&format!("{text}\n"));
        } else if let Some(text) = line.strip_prefix("| ") {
            let header = if script.is_empty() { HEADER } else { "" };
            script.push_str(&format!("{header}{text}\n"));
        } else if let Some(expected) = line.strip_prefix("> ") {
            let actual = first_problem(&script);
            if actual != expected {
                wrong.push(format!("{script}expected {expected}\nactual   {actual}\n"));
            }
            script.clear();
            cases += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases > 90, "{cases} cases");
}

#[test]
fn a_script_has_at_most_a_mebibyte() {
    let long = format!("{HEADER}{}", "# a comment\n".repeat(MAX_BYTES / 12));
    assert_eq!(
        first_problem(&long),
        format!("1:1: the script has {} bytes; at most 1048576 are allowed", long.len())
    );
    assert_eq!(first_problem(&long[..MAX_BYTES]), "nothing");
}

#[test]
fn long_and_strange_words_are_cut_short_in_messages() {
    let text = format!("{HEADER}{}\u{7}{}", "x".repeat(39), "y".repeat(100_000));
    let expected = format!("4:1: found `{}\u{fffd}…`, expected a command", "x".repeat(39));
    assert_eq!(first_problem(&text), expected);
}
