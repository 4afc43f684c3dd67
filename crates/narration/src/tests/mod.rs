//! What must be true of every text, and of particular ones.

mod attempts;
mod avoided;
mod captions;
mod code;
mod decisions;
mod errors;
mod files;
mod interface;
mod lessons;
mod proof;
mod runs;
mod scripts;
mod truth;
mod whys;
mod words;
mod written;

use crate::Language;
use raft_core::{ServerId, ServerSet};

fn server(number: u8) -> ServerId {
    ServerId::new(number).unwrap()
}

fn set(numbers: &[u8]) -> ServerSet {
    numbers.iter().map(|number| server(*number)).collect()
}

/// Latin words that a Chinese text may have besides server names and commands.
const LATIN_IN_CHINESE: &[&str] = &[
    "Raft",
    "Raftboard",
    "RPC",
    "PreVote",
    "RequestVote",
    "AppendEntries",
    "currentTerm",
    "votedFor",
    "commitIndex",
    "lastApplied",
    "nextIndex",
    "matchIndex",
    "leaderCommit",
    "InstallSnapshot",
    "broadcastTime",
    "electionTimeout",
    "MTBF",
    "AE",
    "RV",
    "prevLogIndex",
    "prevLogTerm",
    "Diego",
    "Ongaro",
    "John",
    "Ousterhout",
    "JavaScript",
    "Viewstamped",
    "Replication",
    "WebAssembly",
    "Ctrl",
    "Alt",
    "Meta",
    "PageDown",
    "PageUp",
    "MiB",
    "ms",
    "s",
    "T",
    "U",
    "V",
    "up",
    "to",
    "date",
    "A",
    "B",
    "C",
    "T",
    "U",
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "u",
    "v",
    "w",
    "x",
    "y",
    "z",
    "no",
    "op",
    "1st",
    "2nd",
    // Another implementation.
    "etcd",
    "ScyllaDB",
    // C_old, C_old,new and C_new.
    "C",
    "old",
    "new",
];

/// What every text must be, whatever it says.
fn check_text(language: Language, text: &str) {
    assert!(!text.trim().is_empty(), "an empty text");
    assert_eq!(text.trim(), text, "blanks at an end: {text:?}");
    for leftover in ["{", "}", "Some(", "::", "Index(", "Term(", "  ", "..", " ,", " ;", "''"] {
        assert!(!text.contains(leftover), "{leftover:?} in {text:?}");
    }
    match language {
        Language::English => assert!(!text.chars().any(is_wide), "Chinese in {text:?}"),
        Language::Chinese => check_chinese(text),
    }
}

fn check_chinese(text: &str) {
    let outside_code: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    for word in outside_code.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_number = word.chars().all(|c| c.is_ascii_digit());
        let is_server = word.strip_prefix('S').is_some_and(|rest| rest.parse::<u8>().is_ok());
        assert!(is_number || is_server || LATIN_IN_CHINESE.contains(&word), "{word:?} in {text:?}");
    }
    let chars: Vec<char> = text.chars().collect();
    for pair in chars.windows(2) {
        let (one, other) = (pair[0], pair[1]);
        let touches =
            (is_han(one) && other.is_ascii_alphanumeric()) || (one.is_ascii_alphanumeric() && is_han(other));
        assert!(!touches, "no blank between {one} and {other}: {text:?}");
        let half = |c: char| matches!(c, ',' | ';' | ':' | '?' | '!' | '(' | ')');
        let narrow = (is_han(one) && half(other)) || (half(one) && is_han(other));
        assert!(!narrow, "narrow punctuation in {text:?}");
        let loose = (is_wide(one) && !is_han(one) && other == ' ')
            || (one == ' ' && is_wide(other) && !is_han(other));
        assert!(!loose, "a blank beside wide punctuation in {text:?}");
    }
    for triple in chars.windows(3) {
        let torn = is_han(triple[0]) && triple[1] == ' ' && is_han(triple[2]);
        assert!(!torn, "a blank inside Chinese: {text:?}");
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Han characters and the punctuation that goes with them.
fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '，' | '。' | '：' | '；' | '、' | '（' | '）' | '？' | '！')
}

/// The same, and that it is one sentence with its full stop.
fn check_sentence(language: Language, text: &str) {
    check_text(language, text);
    assert!(!text.contains("None"), "{text:?}");
    assert!(text.ends_with(language.pick('.', '。')), "no full stop: {text:?}");
}
