//! The words that a page loads are those of the sources, and both languages have all of them.

use crate::say::{say, word};
use crate::template::{FIRST_NAME, MOST_NAMES};
use crate::words::words;
use crate::{Language, built_in, words_file};

fn lines(language: Language) -> Vec<&'static str> {
    let text = built_in::text(words_file(language)).expect("the words of a language");
    text.lines().collect()
}

/// Which arguments a line has, each once.
fn arguments(line: &str) -> Vec<u8> {
    let is_argument = |byte: &u8| *byte >= FIRST_NAME && usize::from(*byte - FIRST_NAME) < MOST_NAMES;
    let mut found: Vec<u8> = line.bytes().filter(is_argument).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[test]
fn both_languages_have_as_many_lines_and_none_is_missing() {
    let [english, chinese] = Language::ALL.map(lines);
    assert_eq!(english.len(), chinese.len());
    assert!(words(Language::English).count() > 500);
    let sentences = words(Language::English).count();
    let empty = |(one, other): &(&str, &str)| one.is_empty() || other.is_empty();
    let empty: Vec<_> = english.into_iter().zip(chinese).take(sentences).filter(empty).collect();
    // The blank between two English sentences.
    assert_eq!(empty, [(" ", "")]);
}

/// A language may leave an argument out that the other needs for its grammar; but not by mistake.
#[test]
fn a_sentence_has_the_same_arguments_in_both_languages() {
    let [english, chinese] = Language::ALL.map(lines);
    let differ = |(one, other): &(&str, &str)| arguments(one) != arguments(other);
    let differ: Vec<(&str, &str)> = english.into_iter().zip(chinese).filter(differ).collect();
    // Chinese has no "or" and "and" before what is left out, and a unit with each number.
    let expected = [
        ("\u{e} \u{f} \u{10} more", "\u{e} 等（还有 \u{10} 个）"),
        ("\u{e} of \u{f}", "\u{f} \u{10}中的 \u{e} \u{10}"),
    ];
    assert_eq!(differ, expected);
}

#[test]
fn a_sentence_is_filled_in_in_either_language() {
    // The sentences of tests are in no file: this one is also in `phrases`, and the word as well.
    let number = 4_u32;
    let said = |language| say!(language, "term {number}", "任期 {number}", [number]);
    assert_eq!((said(Language::English).as_str(), said(Language::Chinese).as_str()), ("term 4", "任期 4"));
    assert_eq!(Language::ALL.map(|language| word!(language, "vote", "选票")), ["vote", "选票"]);
}

#[test]
fn no_argument_ends_a_line() {
    let last = usize::from(FIRST_NAME) + MOST_NAMES - 1;
    assert!(char::from(FIRST_NAME) > '\r' && last < usize::from(b' '));
}
