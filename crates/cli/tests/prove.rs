//! `raftboard prove`.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod schema;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

fn prove(arguments: &[&str]) -> Output {
    let arguments = [&["prove"], arguments].concat();
    Command::new(env!("CARGO_BIN_EXE_raftboard")).args(arguments).output().unwrap()
}

/// A file of the project.
fn project(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path).display().to_string()
}

fn figure_9() -> String {
    project("crates/judge/tests/proofs/figure-9.raft")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

const PICTURE: &str = "\
not Raft: a rule was off
index 1, x←1 of term 1, committed in term 1 by S1 (event 15), and S5, leader of term 2 (event 22): step 5 fails
  0  holds           each term had one leader; S1 counted copies of an entry of its own term
  1  holds           S5 did not have the entry when it was elected, nor afterwards
  2  holds           stored by S1 S2 S3; S5 elected by S3 S4 S5; both: S3
  3  holds           S3 stored it in event 14, before it voted in event 19
  4  holds           S3 still had it when it voted
  5  fails           S5's log (empty) was less up-to-date than S3's (index 1, term 1)
  6  does not apply  S5's last term was 0, S3's 1
  7  does not apply  S5's last term was 0, S3's 1
  8  fails           S5 had nothing at index 1 when it was elected
";

const LARGER: &str = "\
index 1, x←1 of term 1, committed in term 1 by S1 (event 15), and S2, leader of term 3 (event 32): every step holds
  0  holds           each term had one leader; S1 counted copies of an entry of its own term
  1  holds           S2 had the entry when it was elected, and kept it
  2  holds           stored by S1 S2 S3; S2 elected by S2 S3 S4; both: S2 S3; take S3
  3  holds           S3 stored it in event 14, before it voted in event 29
  4  holds           S3 still had it when it voted
  5  holds           S2's log (index 2, term 2) was at least as up-to-date as S3's (index 1, term 1)
  6  does not apply  S2's last term was 2, S3's 1
  7  holds           S2's last term, 2, is larger than S3's 1; S2, who led term 2, had it, and S2 has it
  8  holds           S2 had the entry when it was elected
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
    assert_eq!(out(&output), "nothing to prove: no leader is of a term above that of a commitment\n");
    assert!(err(&output).starts_with(&format!("{path}:5:8: expected")), "{}", err(&output));
}
