//! `raftboard prove`.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod program;
mod schema;

use program::{code, err, out, project, raftboard};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Output;

fn prove(arguments: &[&str]) -> Output {
    raftboard(&[&["prove"], arguments].concat())
}

fn figure_9() -> String {
    project("crates/judge/tests/proofs/figure-9.raft")
}

const PICTURE: &str = "\
With a rule switched off this is not Raft: what happens here may break what Raft guarantees.
index 1, x←1 from term 1, committed in term 1 by S1 (event 15), and S5, leader of term 2 (event 22): step 5 fails
  0  holds           One leader per term; the entry is from T
     No term up to 2 had two leaders. S1 counted copies of x←1, an entry from its own term, 1.
  1  holds           U has it if and only if elected with it
     S5 was elected without x←1, and did not have it as leader either.
  2  holds           The voter stored it and voted for U
     When S1 committed x←1, these had stored it: S1, S2 and S3, 3 of 5. These elected S5 in term 2: S3, S4 and S5, 3 of 5. S3 did both.
  3  holds           The voter accepted it before it voted
     S3 accepted x←1 from S1 in event 14, and voted for S5 later, in event 19.
  4  holds           The voter still had it when it voted
     When S3 voted, its log had x←1, at index 1.
  5  fails           U’s log was at least as up-to-date
     S5’s log was empty; S3’s ended at index 1, term 1. S5’s was less up-to-date, and S3 voted for it all the same: its last term is smaller, 0 < 1.
  6  does not apply  Equal last terms: U had it too
     S5’s last term, 0, was smaller than S3’s, 1.
  7  does not apply  Larger last term: U had it too
     S5’s last term, 0, was smaller than S3’s, 1.
  8  fails           So U had it when it was elected
     S5 was elected with nothing at index 1, where x←1 is committed.
";

const LARGER: &str = "\
index 1, x←1 from term 1, committed in term 1 by S1 (event 15), and S2, leader of term 3 (event 32): every step holds
  0  holds           One leader per term; the entry is from T
     No term up to 3 had two leaders. S1 counted copies of x←1, an entry from its own term, 1.
  1  holds           U has it if and only if elected with it
     S2 was elected with x←1, and had it as leader.
  2  holds           The voter stored it and voted for U
     When S1 committed x←1, these had stored it: S1, S2 and S3, 3 of 5. These elected S2 in term 3: S2, S3 and S4, 3 of 5. S2 and S3 did both; take S3.
  3  holds           The voter accepted it before it voted
     S3 accepted x←1 from S1 in event 14, and voted for S2 later, in event 29.
  4  holds           The voter still had it when it voted
     When S3 voted, its log had x←1, at index 1.
  5  holds           U’s log was at least as up-to-date
     S2’s log ended at index 2, term 2; S3’s ended at index 1, term 1. S2’s was at least as up-to-date: its last term is larger, 2 > 1.
  6  does not apply  Equal last terms: U had it too
     S2’s last term, 2, was larger than S3’s, 1: that is step 7.
  7  holds           Larger last term: U had it too
     S3 had x←1, so its last term, 1, was at least T = 1; S2’s, 2, was larger still. S2 led term 2 and was elected with x←1, so by Log Matching S2’s log had it too.
  8  holds           So U had it when it was elected
     S2 was elected with x←1 at index 1.
";

#[test]
fn an_argument_that_fails_is_told_step_by_step() {
    let output = prove(&[&figure_9(), "--branch", "picture"]);
    assert_eq!((code(&output), out(&output).as_str(), err(&output).as_str()), (1, PICTURE, ""));
}

#[test]
fn an_argument_that_holds_takes_a_line_unless_it_was_asked_for() {
    let file = figure_9();
    let output = prove(&[&file, "--branch", "larger", "--index", "1", "--term", "3"]);
    assert_eq!((code(&output), out(&output).as_str()), (0, LARGER));
    let output = prove(&[&file, "--branch", "larger"]);
    assert_eq!(code(&output), 0);
    assert_eq!(out(&output).lines().count(), 2);
    assert!(out(&output).lines().all(|line| line.ends_with("every step holds")));
    let output = prove(&[&file, "--branch", "larger", "--term", "3"]);
    assert_eq!(out(&output).lines().next(), LARGER.lines().next());
    assert_eq!(out(&output).lines().count(), 1);
    let output = prove(&[&project("scenarios/free-play.raft")]);
    assert_eq!(code(&output), 0, "{}", out(&output));
}

#[test]
fn an_argument_is_told_in_chinese() {
    let output = prove(&[&figure_9(), "--branch", "picture", "--lang", "zh-CN"]);
    assert_eq!((code(&output), err(&output).as_str()), (1, ""));
    let said = out(&output);
    assert!(said.lines().nth(1).unwrap().ends_with("：第 5 步不成立"), "{said}");
    assert!(said.contains("\n  5  不成立"), "{said}");
    let output = prove(&[&figure_9(), "--lang", "fr"]);
    assert_eq!(code(&output), 2);
}

#[test]
fn what_cannot_be_argued_is_told() {
    let (figure, figure_8) = (figure_9(), project("scenarios/figure-8.raft"));
    let cases: [(&[&str], &str); 9] = [
        (&[], "`prove` needs a file"),
        (&[&figure, &figure], "unexpected argument"),
        (&[&figure, "--branch", "nowhere"], "there is no branch `nowhere`"),
        (&[&figure, "--index", "two"], "cannot parse argument \"two\""),
        (&[&figure, "--index", "2"], "nothing was committed at index 2"),
        (&[&figure, "--term", "9"], "nobody was elected in term 9"),
        (&[&figure, "--index", "1", "--term", "1"], "index 1 was not committed in a term below 1"),
        (&[&figure, "--term", "1"], "nothing was committed in a term below that leader's"),
        (&[&figure_8, "--branch", "e", "--index", "3"], "above that in which index 3 was committed"),
    ];
    for (arguments, message) in cases {
        let output = prove(arguments);
        assert_eq!((code(&output), out(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(err(&output).contains(message), "{arguments:?}: {}", err(&output));
        assert!(err(&output).ends_with("; see `raftboard help`\n"), "{arguments:?}");
    }
}

fn proofs(arguments: &[&str]) -> Vec<Value> {
    let output = prove(&[&["--json"], arguments].concat());
    let value: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(schema::violations(&schema::schema(), "proofs", &value), [""; 0], "{arguments:?}");
    let proofs = value.as_array().unwrap().clone();
    let fails = |step: &Value| step["verdict"] == "fails";
    let failing = proofs.iter().any(|proof| proof["steps"].as_array().unwrap().iter().any(fails));
    assert_eq!(code(&output), i32::from(failing), "{arguments:?}");
    proofs
}

#[test]
fn json_has_the_operands() {
    let proofs = proofs(&[&project("scenarios/figure-8.raft"), "--branch", "d-broken", "--index", "2"]);
    let [proof] = proofs.as_slice() else { panic!("{proofs:?}") };
    let part = |name: &str| proof[name].clone();
    assert_eq!(
        [part("index"), part("entryTerm"), part("committedTerm"), part("term")],
        [2, 2, 4, 5].map(Value::from)
    );
    assert_eq!(
        [part("committingLeader"), part("leader"), part("voter")],
        ["S1", "S5", "S2"].map(Value::from)
    );
    assert_eq!(part("counted"), json!({ "index": 2, "term": 2 }));
    let steps = proof["steps"].as_array().unwrap();
    let numbers: Vec<u64> = steps.iter().map(|step| step["step"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (0..9).collect::<Vec<_>>());
    let premises = json!({
        "step": 0, "verdict": "fails", "why": "premises", "ownTerm": false, "twice": null, "events": [80]
    });
    assert_eq!(steps[0], premises);
    assert_eq!((&steps[7]["verdict"], &steps[7]["creator"]), (&"fails".into(), &"S5".into()));
    assert_eq!(steps[7]["theirs"], json!({ "index": 2, "term": 3 }));
}

#[test]
fn the_schema_describes_every_reason() {
    let folder = project("scenarios/rules");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path().display().to_string());
    let mut runs: Vec<(String, &str)> = files.map(|file| (file, "off")).collect();
    runs.push((project("scenarios/rules/majority-to-win.raft"), "lost"));
    runs.push((project("crates/judge/tests/proofs/persist-term-late.raft"), "main"));
    runs.push((figure_9(), "larger"));
    let mut reasons = BTreeSet::new();
    for (file, branch) in runs {
        for proof in proofs(&[&file, "--branch", branch]) {
            let steps = proof["steps"].as_array().unwrap();
            reasons.extend(steps.iter().map(|step| step["why"].as_str().unwrap().to_owned()));
        }
    }
    let schema = schema::schema();
    let listed = schema["$defs"]["step"]["properties"]["why"]["enum"].as_array().unwrap();
    let listed: BTreeSet<String> = listed.iter().map(|name| name.as_str().unwrap().to_owned()).collect();
    assert_eq!(reasons, listed);
}

#[test]
fn findings_are_told_beside_the_argument() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("prove-finding.raft");
    std::fs::write(&path, "title t\nservers S1 S2 S3\nstepped\nelect S1\nexpect leader S2\n").unwrap();
    let path = path.display().to_string();
    let output = prove(&[&path]);
    assert_eq!(code(&output), 1);
    assert_eq!(
        out(&output),
        "Nothing to prove yet: no leader has been elected in a later term than one in which an entry was committed.\n"
    );
    assert!(err(&output).starts_with(&format!("{path}:5:8: expected")), "{}", err(&output));
}
