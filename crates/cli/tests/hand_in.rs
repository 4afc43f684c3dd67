//! What students hand in, as a teacher and as a grader sees it.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod program;
mod schema;

use cluster::{Act, Action};
use program::{code, err, out, project, raftboard};
use raft_core::ServerId;
use script::session::{Branch, Session, Source};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A new folder of this test run.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&path).ok();
    fs::create_dir_all(&path).unwrap();
    path
}

fn text_of(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn lesson() -> String {
    fs::read_to_string(project("docs/two-leaders.raft")).unwrap()
}

/// The run of a student who crashed S5 at the beginning of the lesson.
fn session(source: Source, answers: &[(&str, Option<u8>)]) -> Session {
    let crash: Action = Act::Crash(ServerId::new(5).unwrap()).into();
    let main = Branch { name: "main".to_owned(), parent: None, actions: Vec::new() };
    let own = Branch { name: "yours-1".to_owned(), parent: Some((0, 0)), actions: vec![crash] };
    Session {
        source,
        branches: vec![main, own],
        at: (0, 0),
        answers: answers.iter().map(|(key, answer)| ((*key).to_owned(), *answer)).collect(),
        draft: None,
        attempts: vec![("can-s3-win".to_owned(), 2)],
    }
}

/// Four students: one right, one wrong at first, one who changed the lesson, one whose file is damaged.
fn class(name: &str) -> PathBuf {
    let folder = folder(name);
    let ours = || Source::Script(lesson());
    let ada = session(ours(), &[("can-s3-win", Some(2)), ("will-it-commit", Some(1))]);
    fs::write(folder.join("ada.raftboard"), ada.write()).unwrap();
    let bob = session(ours(), &[("can-s3-win", Some(1)), ("will-it-commit", None)]);
    // As a browser stores it, with a line about it.
    let stored = format!("raftboard-run 1 5 0 0 own - 60 Bob\n{}", bob.write());
    fs::create_dir(folder.join("late")).unwrap();
    fs::write(folder.join("late/bob.raftboard"), stored).unwrap();
    let easier =
        lesson().replace("wrong \"No: S1", "right \"No: S1").replace("right \"Yes, in", "wrong \"Yes, in");
    let eve = session(Source::Script(easier), &[("can-s3-win", Some(1))]);
    fs::write(folder.join("eve.raftboard"), eve.write()).unwrap();
    fs::write(folder.join("mallory <&\".raftboard"), "raftboard-session 3\nAAAA\n").unwrap();
    fs::write(folder.join("notes.txt"), "nothing of ours").unwrap();
    folder
}

#[test]
fn a_folder_is_a_table_with_a_row_a_student() {
    let folder = class("table");
    let set = project("docs/two-leaders.raft");
    let output = raftboard(&["check", "--lesson", &set, text_of(&folder)]);
    assert_eq!((code(&output), err(&output)), (2, String::new()));
    let table = out(&output);
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["hand-in", "lesson", "right", "answers", "events", "remarks"]);
    assert_eq!(rows[1], ["ada", "two-leaders", "2/2", "B", "A", "1", "fine"]);
    assert_eq!(rows[2][..6], ["eve", "two-leaders", "0/2", "A", "-", "1"]);
    assert!(table.contains("not the lesson that was set"), "{table}");
    assert_eq!(rows[3], ["late/bob", "two-leaders", "0/2", "A", "-", "1", "fine"]);
    assert!(rows[4][0] == "mallory" && table.contains("this saved run is damaged"), "{table}");
    assert_eq!(rows.len(), 5);
    // Without the damaged one, the changed lesson is a finding; wrong answers are none.
    let [ada, eve, bob] = ["ada", "eve", "late/bob"].map(|name| folder.join(format!("{name}.raftboard")));
    let with = |files: &[&Path]| {
        let files: Vec<&str> = files.iter().map(|file| text_of(file)).collect();
        code(&raftboard(&[&["check", "--lesson", set.as_str()], &files[..]].concat()))
    };
    assert_eq!(with(&[&ada, &bob]), 0);
    assert_eq!(with(&[&ada, &eve]), 1);
}

#[test]
fn the_json_is_of_the_schema_and_has_attempts() {
    let folder = class("json");
    let output = raftboard(&["check", "--json", text_of(&folder)]);
    let value: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(schema::violations(&schema::schema(), "handIns", &value), [""; 0]);
    let bob = value.as_array().unwrap().iter().find(|hand_in| hand_in["name"] == "late/bob").unwrap();
    let question = &bob["questions"][0];
    assert_eq!((question["answer"].as_str(), question["right"].as_str()), (Some("A"), Some("B")));
    assert_eq!(question["attempts"], serde_json::json!(["B"]));
    assert_eq!(bob["questions"][1]["result"], "passed");
    assert_eq!(bob["broken"], serde_json::json!([]));
}

#[test]
fn junit_has_a_suite_a_student_and_escapes_every_name() {
    let folder = class("junit");
    let xml = out(&raftboard(&["check", "--junit", text_of(&folder)]));
    assert!(xml.contains("<testsuite name=\"ada\" tests=\"3\" failures=\"0\">"), "{xml}");
    assert!(xml.contains("<testsuite name=\"late/bob\" tests=\"3\" failures=\"2\">"), "{xml}");
    assert!(xml.contains("<testcase classname=\"ada\" name=\"can-s3-win\"/>"), "{xml}");
    assert!(xml.contains("<failure message=\"wrong: A, then B\"/>"), "{xml}");
    assert!(xml.contains("name=\"mallory &lt;&amp;&quot;\""), "{xml}");
    // Every tag is closed by its own.
    let mut open = Vec::new();
    for tag in xml.split('<').skip(2).map(|rest| rest.split('>').next().unwrap()) {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split_whitespace().next().unwrap()),
        }
    }
    assert_eq!(open, [""; 0]);
}

#[test]
fn graders_get_the_result_of_one_submission() {
    let folder = class("graders");
    let ada = folder.join("ada.raftboard");
    let gradescope: Value =
        serde_json::from_str(&out(&raftboard(&["check", "--gradescope", text_of(&ada)]))).unwrap();
    let tests = gradescope["tests"].as_array().unwrap();
    assert_eq!(tests.len(), 3);
    assert!(tests.iter().all(|test| test["score"] == 1 && test["max_score"] == 1 && test["output"] == ""));
    let bob = folder.join("late/bob.raftboard");
    let autolab = out(&raftboard(&["check", "--autolab", text_of(&bob)]));
    assert_eq!(autolab.lines().count(), 1);
    let scores: Value = serde_json::from_str(&autolab).unwrap();
    assert_eq!(scores, serde_json::json!({ "scores": { "run": 1, "can-s3-win": 0, "will-it-commit": 0 } }));
    for option in ["--gradescope", "--autolab"] {
        let output = raftboard(&["check", option, text_of(&folder)]);
        assert_eq!((code(&output), out(&output)), (2, String::new()));
    }
}

#[test]
fn lessons_of_the_board_are_handed_in_as_well_and_what_breaks_is_told() {
    let folder = folder("figure-8");
    let version = script::scenario("figure-8").unwrap().version;
    let source = Source::Scenario("figure-8".to_owned(), version);
    let run = session(source.clone(), &[("may-s1-commit", Some(2))]);
    fs::write(folder.join("carol.raftboard"), run.write()).unwrap();
    let old = Session { source: Source::Scenario("figure-8".to_owned(), version + 1), ..run.clone() };
    fs::write(folder.join("dave.raftboard"), old.write()).unwrap();
    let table = out(&raftboard(&["check", "--lesson", "figure-8", text_of(&folder)]));
    assert!(table.contains("this saved run is of another version"), "{table}");
    let rule =
        "title t\nservers S1 S2 S3\nstepped\nrule one-vote-per-term off\nelect S1 by S2\nelect S3 by S2\n";
    let broken = script::play(script::parse(rule).unwrap());
    let tip = broken.timeline.tip(cluster::BranchId::ROOT);
    let actions = broken.timeline.actions_to(tip).into_iter().cloned().collect();
    let empty = "title t\nservers S1 S2 S3\nstepped\n".to_owned();
    let branches = vec![Branch { name: "main".to_owned(), parent: None, actions }];
    let eve =
        Session { source: Source::Script(empty), branches, answers: Vec::new(), attempts: Vec::new(), ..run };
    fs::write(folder.join("eve.raftboard"), eve.write()).unwrap();
    let table = out(&raftboard(&["check", text_of(&folder.join("eve.raftboard"))]));
    assert!(table.contains("breaks election-safety"), "{table}");
}

#[test]
fn thirty_hand_ins_are_checked_in_under_a_second() {
    let folder = folder("thirty");
    for number in 0..30 {
        let slug = ["figure-7", "figure-8", "figure-9"][number % 3];
        let source = match number % 2 {
            0 => Source::Script(lesson()),
            _ => Source::Scenario(slug.to_owned(), script::scenario(slug).unwrap().version),
        };
        let run = session(source, &[("can-s3-win", Some(2))]);
        fs::write(folder.join(format!("student-{number:02}.raftboard")), run.write()).unwrap();
    }
    let begun = Instant::now();
    let output = raftboard(&["check", text_of(&folder)]);
    let taken = begun.elapsed();
    assert_eq!(code(&output), 0, "{}", out(&output));
    assert_eq!(out(&output).lines().count(), 31);
    assert!(taken < Duration::from_secs(1), "{taken:?}");
}

#[test]
fn nothing_to_check_is_said() {
    let empty = folder("empty");
    let output = raftboard(&["check", text_of(&empty)]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("there is no .raftboard"), "{}", err(&output));
    assert_eq!(code(&raftboard(&["check", "--json", "--junit", text_of(&empty)])), 2);
    assert_eq!(code(&raftboard(&["check", "--lesson", "no-such-lesson", text_of(&empty)])), 2);
}
