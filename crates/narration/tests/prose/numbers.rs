//! What the prose counts is expected by the script: the terms and indexes that a panel speaks of are
//! in the `expect` lines that lead up to it.

use crate::parse::Panel;
use crate::{lesson, plain};
use narration::{Language, headings};
use std::collections::BTreeSet;

/// What the script expects of the moments that lead from the panel before to this one.
#[derive(Default)]
struct Expected {
    terms: BTreeSet<u32>,
    indexes: BTreeSet<u32>,
}

impl Expected {
    fn read(&mut self, line: &str) {
        let Some(fact) = line.trim().strip_prefix("expect ") else { return };
        let fact = fact.split(" #").next().unwrap_or(fact).trim_start_matches("not ");
        let (kind, rest) = fact.split_once(' ').unwrap_or((fact, ""));
        let numbers = |text: &str| text.split(' ').filter_map(|word| word.parse().ok()).collect::<Vec<u32>>();
        match kind {
            "log" => {
                for log in rest.split('|') {
                    let terms = numbers(log);
                    self.indexes.extend(0..=u32::try_from(terms.len()).unwrap_or(0));
                    self.terms.extend(terms);
                }
            }
            "term" | "leader" => self.terms.extend(numbers(rest)),
            "commit" | "applied" => self.indexes.extend(numbers(rest)),
            "stored" => {
                let numbers = numbers(rest);
                self.indexes.extend(numbers.first());
                self.terms.extend(numbers.get(1));
            }
            "inflight" => {
                if let Some((_, after)) = rest.split_once("term ") {
                    self.terms.extend(numbers(after).first());
                }
            }
            _ => {}
        }
    }
}

/// What the script expects for each panel: a panel's lines reach from the end of those of the panel
/// before to its last `expect`.
fn expected(script: &str) -> Vec<(String, Expected)> {
    let mut all = Vec::new();
    let mut now = Expected::default();
    let mut panel: Option<String> = None;
    for line in script.lines().chain(["end"]) {
        let ends = !(line.starts_with("expect") || line.starts_with("say") || line.starts_with("ask"));
        if ends && let Some(name) = panel.take() {
            all.push((name, std::mem::take(&mut now)));
        }
        now.read(line);
        panel = panel.or_else(|| line.strip_prefix("panel ")?.split(' ').next().map(str::to_owned));
    }
    all
}

/// The numbers that follow a word: `terms 4, 5 and 6`, `任期 4、5、6`.
fn after(text: &str, words: &[&str]) -> Vec<u32> {
    let mut found = Vec::new();
    for word in words {
        for (place, _) in text.match_indices(word) {
            let mut rest = &text[place + word.len()..];
            loop {
                let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                let Ok(number) = rest[..digits].parse() else { break };
                found.push(number);
                rest = &rest[digits..];
                let joins = [", ", " and ", " or ", " to ", "、", " 和 ", " 到 "];
                let Some(next) = joins.iter().find_map(|join| rest.strip_prefix(join)) else { break };
                rest = next;
            }
        }
    }
    found
}

const TERMS: &[&str] = &["term ", "terms ", "Term ", "Terms ", "任期 ", "T = ", "U = "];
const INDEXES: &[&str] = &[
    "index ",
    "indexes ",
    "Index ",
    "Indexes ",
    "索引 ",
    "commitIndex ",
    "leaderCommit ",
    "commitIndex 是 ",
];

#[test]
fn the_terms_and_indexes_of_the_prose_are_expected_by_the_script() {
    let mut missing = Vec::new();
    for language in Language::ALL {
        for heading in headings(language) {
            let script = script::scenario(heading.slug).unwrap().text;
            let lesson = lesson(language, heading.slug);
            for (name, expected) in expected(script) {
                let panel = lesson.panels.iter().find(|panel| panel.anchor == name).unwrap();
                let text = said(panel);
                let mut check = |what: &str, words: &[&str], known: &BTreeSet<u32>| {
                    let unknown: BTreeSet<u32> =
                        after(&text, words).into_iter().filter(|n| !known.contains(n)).collect();
                    if !unknown.is_empty() {
                        missing.push(format!("{} {name}: {what} {unknown:?}", heading.slug));
                    }
                };
                check("term", TERMS, &expected.terms);
                check("index", INDEXES, &expected.indexes);
            }
        }
    }
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "{missing:#?}");
}

fn said(panel: &Panel) -> String {
    let paragraphs: Vec<String> = panel.paragraphs.iter().map(plain).collect();
    [panel.title.clone(), panel.short.clone(), paragraphs.join("\n")].join("\n")
}

#[test]
fn numbers_are_found_where_they_stand() {
    assert_eq!(after("S5 in terms 4, 5 and 6, from term 7.", TERMS), [7, 4, 5, 6]);
    assert_eq!(after("在任期 4、5 参选", TERMS), [4, 5]);
    let script =
        "expect log S1 1 4 | S2\npanel a\nexpect commit S1 7\nask k of 3 answer 2\n\nexpect term S1 9\n";
    let all = expected(script);
    let (name, a) = &all[0];
    assert_eq!((all.len(), name.as_str()), (1, "a"));
    assert_eq!((a.terms.iter().copied().collect::<Vec<_>>(), a.indexes.contains(&2)), (vec![1, 4], true));
    assert!(a.indexes.contains(&7) && !a.terms.contains(&9));
}
