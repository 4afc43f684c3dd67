//! `docs/script-language.md` says what is so, and the scripts in `docs/teaching.md` play.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use cluster::{DIALS, Reach};
use judge::Property;
use raft_core::{Rule, Verb};
use script::{parse, play, print};

const HANDBOOK: &str = include_str!("../../../docs/script-language.md");
const TEACHING: &str = include_str!("../../../docs/teaching.md");
const WRITING: &str = include_str!("../../../docs/writing-a-lesson.md");

#[test]
fn the_scripts_play_and_are_canonical() {
    [HANDBOOK, TEACHING, WRITING].into_iter().for_each(check_scripts);
}

fn check_scripts(document: &str) {
    let scripts: Vec<&str> =
        document.split("```raft\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(!scripts.is_empty());
    for text in scripts {
        let script = parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(print(&script), text);
        let story = play(script);
        assert_eq!((story.error, story.findings), (None, Vec::new()), "{text}");
    }
}

/// The code in the first cells of its tables.
fn examples() -> Vec<String> {
    let rows = HANDBOOK.lines().filter(|line| line.starts_with("| `"));
    let first_cells = rows.map(|row| row.replace("\\|", "¦").split('|').nth(1).unwrap().replace('¦', "|"));
    first_cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// A command with something in the place of each word in capitals.
fn filled(example: &str) -> String {
    let words = [
        ("timing DIAL, DIAL...", "timing loss 5%, requests 10/s"),
        ("MESSAGE", "reply S2->S1 term 3 2nd"),
        ("RULE", "election-restriction"),
        ("FACT", "safe"),
        ("VERB", "refused"),
        ("ROLE", "down"),
        ("PROPERTY", "log-matching"),
        ("ACT", "crash S1"),
        ("BUNDLE", "settle"),
        ("branch NAME from NAME", "branch other from here"),
        ("NAME", "there"),
        ("KEY", "there"),
    ];
    words.iter().fold(example.to_owned(), |text, (word, value)| text.replace(word, value))
}

/// A script with this line: an answer is in a question, and a question has answers.
fn around(start: &str, prefix: &str, line: &str) -> String {
    let answers = "right \"a\" because \"b\"\nwrong \"a\" because \"b\"\n";
    let is_answer = line.starts_with("right \"") || line.starts_with("wrong \"");
    let before = if is_answer { ["ask q \"q\"\n", answers].concat() } else { String::new() };
    let before = before.replace(if line.starts_with("right") { "right" } else { "nothing" }, "wrong");
    let after = if line.starts_with("ask there \"") { answers } else { "" };
    format!("{start}{before}{prefix}{line}\n{after}")
}

#[test]
fn every_command_and_fact_in_its_tables_is_one() {
    let start = "title t\nservers S1 S2 S3 S4 S5\nclocked seed 1\nmark here\n";
    let is_rule = |word: &str| Rule::named(word).is_some();
    let mut count = 0;
    for example in examples() {
        let line = filled(&example);
        let heads = ["title", "servers"].iter().any(|word| line.starts_with(word));
        if heads || is_rule(&line) {
            continue;
        }
        let good = ["", "expect "].iter().any(|prefix| parse(&around(start, prefix, &line)).is_ok());
        assert!(good, "`{example}` is no command and no fact");
        count += 1;
    }
    assert!(count > 50, "{count} examples");
}

#[test]
fn it_names_every_rule_verb_and_property() {
    let rules = Rule::ALL.iter().map(|rule| format!("| `{}` | {} |", rule.name(), rule.section()));
    let words = Verb::ALL.iter().map(|verb| verb.name()).chain(Property::ALL.map(Property::name));
    for text in rules.chain(words.map(|word| format!("`{word}`"))) {
        assert!(HANDBOOK.contains(&text), "{text} is missing");
    }
}

#[test]
fn it_names_every_dial_and_what_each_can_be_turned_for() {
    let row = |start: &str| HANDBOOK.lines().find(|line| line.starts_with(start)).unwrap();
    let (server, link) = (row("| `timing DIAL, DIAL... for S2`"), row("| `timing DIAL, DIAL... for S1->S2`"));
    for kind in DIALS {
        let name = format!("`{}`", kind.name);
        assert_eq!(server.contains(&name), kind.reach == Reach::Server, "{name}");
        assert_eq!(link.contains(&name), kind.reach == Reach::Link, "{name}");
        assert!(HANDBOOK.contains(&format!("`{} ", kind.name)), "an example of {name}");
    }
}
