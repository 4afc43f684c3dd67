//! `raftboard fuzz` as people and other programs meet it.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod program;
mod schema;

use program::{err, out, raftboard};
use serde_json::Value;
use std::fs;

#[test]
fn what_it_finds_is_saved_as_a_script_that_check_is_content_with() {
    let folder = format!("{}/found", env!("CARGO_TARGET_TMPDIR"));
    let few = ["fuzz", "--runs", "40", "--events", "600", "--json"];
    let output = raftboard(&[&few[..], &["--without", "election-restriction", "--save", &folder]].concat());
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let wrong = schema::violations(&schema::schema(), "fuzz", &report);
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(report["violations"][0]["property"], "leader-completeness");
    let path = format!("{folder}/leader-completeness.raft");
    let script = fs::read_to_string(&path).unwrap();
    assert!(script.lines().count() < 30, "{script}");
    let check = raftboard(&["check", &path]);
    assert_eq!(check.status.code(), Some(0), "{}\n{script}", out(&check));
}

#[test]
fn a_finding_can_be_made_again() {
    let broken = ["fuzz", "--events", "600", "--without", "majority-to-commit", "--json", "--runs"];
    let many: Value = serde_json::from_slice(&raftboard(&[&broken[..], &["20"]].concat()).stdout).unwrap();
    let finding = &many["violations"][3];
    let seed = finding["seed"].to_string();
    let output = raftboard(&[&broken[..], &["1", "--seed", &seed]].concat());
    let alone: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(alone["violations"].as_array().unwrap().contains(finding), "{alone}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let report = |threads: &str| {
        let output = raftboard(&["fuzz", "--runs", "12", "--events", "400", "--json", "--threads", threads]);
        let mut report: Value = serde_json::from_slice(&output.stdout).unwrap();
        for clock in ["seconds", "eventsPerSecond"] {
            report.as_object_mut().unwrap().remove(clock);
        }
        report
    };
    assert_eq!(report("1"), report("3"));
}

#[test]
fn the_membership_changes_in_every_run_or_in_none() {
    let requests = |changes: &str| {
        let output = raftboard(&["fuzz", "--runs", "30", "--events", "600", "--json", "--changes", changes]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["kinds"]["reconfigure"].as_u64().unwrap()
    };
    assert_eq!(requests("no"), 0);
    assert!(requests("yes") > 100);
    let unclear = raftboard(&["fuzz", "--changes", "often"]);
    assert_eq!(unclear.status.code(), Some(2), "{}", err(&unclear));
    assert!(err(&unclear).contains("`--changes` is `yes` or `no`, not `often`"), "{}", err(&unclear));
}

#[test]
fn few_servers_are_asked_only_for_what_they_can_do() {
    for servers in ["1", "2", "3"] {
        let output = raftboard(&["fuzz", "--runs", "400", "--servers", servers]);
        assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()), "{servers} servers");
    }
}

#[test]
fn too_little_is_a_finding_and_nonsense_is_refused() {
    let little = raftboard(&["fuzz", "--runs", "1", "--events", "10"]);
    assert_eq!(little.status.code(), Some(1));
    assert!(err(&little).starts_with("raftboard: never happened: "), "{}", err(&little));
    let cases: &[&[&str]] = &[
        &["--without", "gravity"],
        &["--without", "no-op-on-election"],
        &["--servers", "10"],
        &["--servers", "0"],
        &["--runs", "many"],
        &["--runs", "0"],
        &["--runs", "4294967295"],
        &["--events", "0"],
        &["--events", "1000000"],
        &["--threads", "1000000"],
        &["file"],
    ];
    for arguments in cases {
        let output = raftboard(&[&["fuzz"], *arguments].concat());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
        assert!(err(&output).starts_with("raftboard: "), "{arguments:?}");
    }
}
