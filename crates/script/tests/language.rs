//! Text to script and back, for scripts that nobody would write.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod scripts;

use proptest::prelude::*;
use script::parse::vocabulary;
use script::{parse, print};

/// Every command there is, in canonical form.
const EVERYTHING: &str = include_str!("everything.raft");

#[test]
fn canonical_text_stays_as_it_is() {
    let script = parse(EVERYTHING).unwrap();
    assert_eq!(print(&script), EVERYTHING);
}

#[test]
fn other_text_becomes_canonical_and_says_the_same() {
    let text = "\u{feff}title  t\r\nservers\tS3 S1 S2   # three\r\n\n clocked  seed 007\nstep 1\n\
                timing latency 15ms .. 15ms,loss 5%\nlose  reply S1 -> S2 2nd term 1\n   # alone  \n\
                panel a \"a # b\"# c\n";
    let script = parse(text).unwrap();
    let canonical = "title t\nservers S1 S2 S3              # three\n\nclocked seed 7\nstep\n\
                     timing latency 15ms, loss 5%\nlose reply S1->S2 term 1 2nd\n# alone\n\
                     panel a \"a # b\"               # c\n";
    assert_eq!(print(&script), canonical);
    assert_eq!(parse(canonical).unwrap(), script);
}

#[test]
fn every_word_of_the_tables_is_tried_here_and_explained_in_the_handbook() {
    let handbook = include_str!("../../../docs/script-language.md");
    for word in vocabulary() {
        assert!(EVERYTHING.split_whitespace().any(|known| known == word), "{word} is not in everything.raft");
        let explained = [format!("`{word}`"), format!("`{word} ")];
        assert!(explained.iter().any(|text| handbook.contains(text)), "{word} is not in the handbook");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn printing_and_parsing_give_the_same_script(script in scripts::any_script()) {
        let text = print(&script);
        let again = parse(&text);
        prop_assert_eq!(again.as_ref(), Ok(&script), "{}", text);
        prop_assert_eq!(print(&script), text);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,200}") {
        let _ = parse(&text);
    }

    #[test]
    fn no_line_makes_the_parser_panic(words in proptest::collection::vec(word(), 0..9)) {
        let line = words.join(" ");
        let text = format!("title t\nservers S1 S2 S3\nstepped\npanel a\n{line}\n");
        if let Err(error) = parse(&text) {
            prop_assert_eq!(error.line, 5);
            prop_assert!(error.column >= 1 && error.length >= 1);
            prop_assert!(error.column as usize <= line.chars().count() + 1);
        }
    }
}

/// Words of the language, and a few others.
fn word() -> impl Strategy<Value = String> {
    let words: Vec<String> = EVERYTHING.split_whitespace().map(str::to_owned).collect();
    prop_oneof![9 => proptest::sample::select(words), 1 => "\\PC{1,4}"]
}
