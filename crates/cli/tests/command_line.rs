//! The program as people and other programs meet it.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod program;
mod schema;

use program::{code, err, out, project, raftboard};
use serde_json::Value;
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};

fn scenario(slug: &str) -> String {
    project(&format!("scenarios/{slug}.raft"))
}

/// A file of this test run.
fn file(name: &str, content: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path.display().to_string()
}

fn script(name: &str, body: &str) -> String {
    file(name, format!("title t\nservers S1 S2 S3\nstepped\n{body}").as_bytes())
}

#[test]
fn check_is_content_with_the_scenarios() {
    let files = ["hello", "figure-8", "free-play"].map(scenario);
    let output = raftboard(&["check", &files[0], &files[1], &files[2]]);
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    let lines = out(&output);
    assert_eq!(lines.lines().count(), 3);
    assert!(lines.contains("figure-8.raft: fine: 4 branches, "), "{lines}");
    assert!(lines.contains(" 6 panels, "), "{lines}");
}

#[test]
fn check_is_content_with_the_scenarios_of_the_rules() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/rules");
    let files: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path().display().to_string()).collect();
    let arguments: Vec<&str> = ["check"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let output = raftboard(&arguments);
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    assert_eq!(out(&output).lines().count(), raft_core::Rule::ALL.len());
}

#[test]
fn check_tells_the_place_of_every_finding() {
    let path = script("findings.raft", "expect leader S1\nelect S1\nexpect leader S2 term 1\n");
    let output = raftboard(&["check", &path]);
    let expected = format!(
        "{path}:4:8: expected `leader S1`; instead: leader none\n\
         {path}:6:8: expected `leader S2 term 1`; instead: leader S1 term 1\n"
    );
    assert_eq!((code(&output), out(&output), err(&output)), (1, expected, String::new()));
}

#[test]
fn a_line_that_cannot_be_played_is_a_finding() {
    let path = script("fails.raft", "request S1 x=1\nexpect leader S1\n");
    let output = raftboard(&["check", &path]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).starts_with(&format!("{path}:4:1: S1 is not the leader")), "{}", out(&output));
}

#[test]
fn an_unexpected_violation_is_a_finding() {
    let path = script("violation.raft", "rule majority-to-win off\ntimeout S1\ntimeout S2\n");
    let output = raftboard(&["check", &path]);
    assert_eq!(code(&output), 1, "{}", out(&output));
    let expected = format!(
        "{path}:6:1: election-safety is violated in event 3, and no `expect violation election-safety` follows\n"
    );
    assert_eq!(out(&output), expected);
}

#[test]
fn the_worst_file_decides_and_the_others_are_checked_too() {
    let bad = script("bad.raft", "crsh S1\n");
    let finding = script("finding.raft", "expect leader S1\n");
    let output = raftboard(&["check", &bad, &finding, &scenario("hello")]);
    assert_eq!(code(&output), 2);
    let lines = out(&output);
    let expected = format!("{bad}:4:1: found `crsh`, expected a command; did you mean `crash`?");
    assert_eq!(lines.lines().next(), Some(expected.as_str()));
    assert_eq!(lines.lines().count(), 3);
    assert_eq!(code(&raftboard(&["check", &scenario("hello"), &finding])), 1);
}

#[test]
fn what_cannot_be_read_is_told() {
    let big = file("big.raft", &vec![b'#'; 10_000_000]);
    let latin = file("latin.raft", b"title caf\xe9\n");
    let folder = env!("CARGO_TARGET_TMPDIR").to_owned();
    let missing = format!("{folder}/no-such-file.raft");
    let cases = [
        (&big, "the file has 10000000 bytes; a script has at most 1048576"),
        (&latin, "this is not text in UTF-8: byte 10 is wrong"),
        (&folder, "this is a directory, not a script"),
        (&missing, "there is no such file"),
    ];
    for (path, message) in cases {
        for command in ["check", "run", "trace", "prove"] {
            // A folder is what was handed in; see `hand_in.rs`.
            if command == "check" && *path == folder {
                continue;
            }
            let output = raftboard(&[command, path]);
            assert_eq!(code(&output), 2, "{command} {path}");
            let told = if command == "check" { out(&output) } else { err(&output) };
            assert_eq!(told, format!("{path}: {message}\n"), "{command}");
        }
    }
}

#[test]
fn what_makes_no_sense_is_told() {
    let figure = scenario("figure-8");
    let cases: [&[&str]; 14] = [
        &[],
        &["dance"],
        &["--dance"],
        &["check"],
        &["check", "--yaml", &figure],
        &["run"],
        &["run", &figure, &figure],
        &["run", &figure, "--branch"],
        &["run", &figure, "--branch", "nowhere"],
        &["run", &figure, "--panel", "z"],
        &["run", &figure, "--branch", "d", "--panel", "e"],
        &["run", &figure, "--lang", "fr"],
        &["trace"],
        &["trace", &figure, "--branch", "nowhere"],
    ];
    for arguments in cases {
        let output = raftboard(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert_eq!(out(&output), "", "{arguments:?}");
        assert!(err(&output).ends_with("; see `raftboard help`\n"), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn help_and_version() {
    for arguments in [["help"], ["--help"], ["-h"]] {
        let output = raftboard(&arguments);
        assert_eq!(code(&output), 0);
        assert!(out(&output).contains("raftboard check FILE..."));
    }
    let output = raftboard(&["--version"]);
    assert_eq!(out(&output), format!("raftboard {}\n", env!("CARGO_PKG_VERSION")));
}

fn panels(arguments: &[&str]) -> Vec<Value> {
    let output = raftboard(&[&["run", "--json"], arguments].concat());
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    let value: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(schema::violations(&schema::schema(), "run", &value), [""; 0]);
    value.as_array().unwrap().clone()
}

fn names(panels: &[Value]) -> Vec<&str> {
    panels.iter().map(|panel| panel["panel"].as_str().unwrap()).collect()
}

#[test]
fn run_writes_every_panel_in_file_order() {
    let figure = scenario("figure-8");
    let all = panels(&[&figure]);
    assert_eq!(names(&all), ["a", "b", "c", "d", "d-broken", "e"]);
    assert_eq!(names(&panels(&[&figure, "--branch", "d"])), ["a", "b", "c", "d"]);
    assert_eq!(names(&panels(&[&figure, "--branch", "main"])), ["a", "b", "c"]);
    assert_eq!(names(&panels(&[&figure, "--panel", "d-broken"])), ["d-broken"]);
    let end = panels(&[&scenario("free-play")]);
    assert_eq!((end.len(), &end[0]["panel"], &end[0]["branch"]), (1, &Value::Null, &"main".into()));

    let c = &all[2];
    assert_eq!((&c["branch"], &c["leader"], &c["term"]), (&"main".into(), &"S1".into(), &4.into()));
    let s1 = &c["servers"][0];
    assert_eq!(s1["role"], "leader");
    assert_eq!(s1["log"][2], serde_json::json!({ "term": 4, "command": "z=4" }));
    assert_eq!(s1["matchIndex"], serde_json::json!({ "S2": 2, "S3": 0, "S4": 0, "S5": 0 }));
    assert_eq!(s1["nextIndex"], serde_json::json!({ "S2": 3, "S3": 2, "S4": 3, "S5": 3 }));
    let s5 = &c["servers"][4];
    assert_eq!((&s5["up"], &s5["role"], &s5["votedFor"]), (&false.into(), &"follower".into(), &"S5".into()));
    assert_eq!((&s5["commitIndex"], &s5["lastApplied"]), (&0.into(), &0.into()));
    assert_eq!(all[1]["servers"][1]["votedFor"], Value::Null);

    let broken: Vec<&str> =
        all[4]["violations"].as_array().unwrap().iter().map(|v| v["property"].as_str().unwrap()).collect();
    assert_eq!(broken, ["leader-completeness", "state-machine-safety"]);
    assert!(all[3]["violations"].as_array().unwrap().is_empty());
}

const PANEL_C: &str = "\
(c) main, event 78, term 4, leader: S1
                 currentTerm  votedFor  commitIndex  1        2      3
  S1  leader     4            S1        0            1 x←1    2 y←2  4 z←4
  S2  follower   4            S1        1            1 x←1 ✓  2 y←2
  S3  follower   4            S1        1            1 x←1 ✓  2 y←2
  S4  follower   3            S5        1            1 x←1 ✓
  S5  down       3            S5                     1 x←1    3 y←3
      committed                                      ✓
";

#[test]
fn run_writes_the_logs_as_in_the_paper() {
    let figure = scenario("figure-8");
    let output = raftboard(&["run", &figure, "--panel", "c"]);
    assert_eq!((code(&output), out(&output)), (0, PANEL_C.to_owned()));
    let output = raftboard(&["run", &figure]);
    let text = out(&output);
    assert!(text.contains(PANEL_C));
    assert_eq!(text.matches("not Raft").count(), 1);
    assert!(text.contains("(d′) d-broken, event 116"));
    let output = raftboard(&["run", &figure, "--panel", "c", "--lang", "zh-CN"]);
    let text = out(&output);
    assert!(text.contains("S1  领导者  4            S1        0            1 x←1"), "{text}");
    let output = raftboard(&["run", &scenario("free-play")]);
    assert_eq!(out(&output).lines().count(), 8, "a script without panels shows its end");
}

#[test]
fn run_shows_the_end_of_the_branch_that_is_named() {
    let body = "elect S1\npanel a\nrequest S1 x=1\nbranch b from a\nrequest S1 y=2\n";
    let path = script("ends.raft", body);
    let ends = |branch: &str| {
        let shown = panels(&[&path, "--branch", branch]);
        let end = shown.last().unwrap();
        assert_eq!((shown.len(), &end["panel"], &end["branch"]), (2, &Value::Null, &branch.into()));
        end["servers"][0]["log"][0]["command"].as_str().unwrap().to_owned()
    };
    assert_eq!((ends("main"), ends("b")), ("x=1".to_owned(), "y=2".to_owned()));
    let text = out(&raftboard(&["run", &path, "--branch", "b"]));
    assert!(text.contains("\nb, event 6, term 1, leader: S1\n") && text.contains("1 y←2"), "{text}");
    // Without panels too.
    let path = script("ends-alone.raft", "mark a\nelect S1\nbranch b from a\nelect S2\n");
    assert_eq!(panels(&[&path, "--branch", "b"])[0]["leader"], "S2");
    let text = out(&raftboard(&["run", &path, "--branch", "b"]));
    assert!(text.starts_with("b, event 5, term 1, leader: S2\n"), "{text}");
}

#[test]
fn two_leaders_of_a_term_are_both_named() {
    let body = "rule one-vote-per-term off\ntimeout S1\ntimeout S2\ndeliver RequestVote S1->S3\n\
        deliver reply S3->S1\ndeliver RequestVote S2->S3\ndeliver reply S3->S2\n\
        expect violation election-safety\n";
    let path = script("two-leaders.raft", body);
    let both = panels(&[&path]);
    assert_eq!(both[0]["leader"], Value::Null);
    let leaders = serde_json::json!([{ "server": "S1", "term": 1 }, { "server": "S2", "term": 1 }]);
    assert_eq!(both[0]["leaders"], leaders);
    let text = out(&raftboard(&["run", &path]));
    assert!(text.starts_with("main, event 7, term 1, leader: S1, S2\n"), "{text}");
}

/// A trace put together again from its changes.
fn replayed(changes: &[Value], first: &Value) -> Vec<Value> {
    let mut servers: Vec<Value> = first["servers"].as_array().unwrap().clone();
    for server in &mut servers {
        for (field, value) in
            [("role", "follower".into()), ("currentTerm", 0.into()), ("votedFor", Value::Null)]
        {
            server[field] = value;
        }
        server["log"] = Value::Array(Vec::new());
        for field in ["nextIndex", "matchIndex", "votesGranted"] {
            server.as_object_mut().unwrap().remove(field);
        }
    }
    let mut messages: Vec<Value> = Vec::new();
    let mut states = Vec::new();
    for change in changes {
        for new in change["servers"].as_array().unwrap() {
            let server = servers.iter_mut().find(|server| server["id"] == new["id"]).unwrap();
            for (field, value) in new.as_object().unwrap() {
                if field == "log" {
                    let log = server["log"].as_array_mut().unwrap();
                    log.truncate(usize::try_from(value["from"].as_u64().unwrap()).unwrap() - 1);
                    log.extend(value["entries"].as_array().unwrap().iter().cloned());
                } else if value.is_null() && field != "votedFor" {
                    server.as_object_mut().unwrap().remove(field);
                } else {
                    server[field] = value.clone();
                }
            }
        }
        messages.retain(|message| !change["gone"].as_array().unwrap().contains(&message["id"]));
        messages.extend(change["messages"].as_array().unwrap().iter().cloned());
        states.push(serde_json::json!({ "servers": servers, "messages": messages }));
    }
    states
}

#[test]
fn the_changes_of_a_trace_say_all_that_the_trace_says() {
    let figure = scenario("figure-8");
    let wild = script(
        "wild-changes.raft",
        "elect S1\nrequest S1 x=1\nreplicate S1\nbeat S1\nduplicate AppendEntries S1->S2 1st\ncrash S3\nrestart S3\ntimeout S2\nsettle\nlose rest\n",
    );
    for arguments in [&[figure.as_str(), "--branch", "e"][..], &[&figure, "--branch", "d-broken"], &[&wild]] {
        let full = trace(arguments);
        let output = raftboard(&[&["trace", "--changes"], arguments].concat());
        let schema = schema::schema();
        let line = |line: &str| {
            let value: Value = serde_json::from_str(line).unwrap();
            assert_eq!(schema::violations(&schema, "change", &value), [""; 0], "{line}");
            value
        };
        let changes: Vec<Value> = out(&output).lines().map(line).collect();
        assert_eq!(changes.len(), full.len());
        for (state, event) in replayed(&changes, &full[0]).iter().zip(&full) {
            assert_eq!(state["servers"], event["servers"], "after event {}", event["event"]);
            assert_eq!(state["messages"], event["messages"], "after event {}", event["event"]);
        }
    }
}

#[test]
fn the_changes_of_a_long_script_are_short() {
    // Every event in full is some gigabytes.
    let path = script("long.raft", &format!("elect S1\n{}", "request S1 x=1\n".repeat(1000)));
    let output = raftboard(&["trace", "--changes", &path]);
    assert_eq!(code(&output), 0);
    assert!(output.stdout.len() < 50 << 20, "{} bytes", output.stdout.len());
}

#[test]
fn acts_of_a_trace_say_what_they_are_about() {
    let body = "elect S1\nsend S1 to S2\nrequest S1 x=1\nduplicate AppendEntries S1->S2 entries 1\ncut S1->S3\n\
        heal all\npartition S1 | S2 S3\nrule retry off\nclocked seed 7\ntiming latency 1ms..2ms, loss 5%\n\
        timer S2 40ms\n";
    let path = script("operands.raft", body);
    let events = trace(&[&path]);
    let of = |kind: &str| events.iter().find(|event| event["kind"] == kind).unwrap();
    assert_eq!(of("send")["target"], "S2");
    assert_eq!(of("request")["command"], "x=1");
    assert_eq!(
        of("duplicate")["copy"].as_str().unwrap(),
        of("duplicate")["message"].as_str().unwrap().to_owned() + "'"
    );
    assert_eq!(of("cut")["link"], serde_json::json!({ "from": "S1", "to": "S3", "both": false }));
    assert!(!of("cut")["lost"].as_array().unwrap().is_empty());
    assert_eq!(of("heal")["link"], "all");
    assert_eq!(of("partition")["groups"], serde_json::json!([["S1"], ["S2", "S3"]]));
    assert_eq!((&of("rule")["rule"], &of("rule")["on"]), (&"retry".into(), &false.into()));
    assert_eq!(of("clocked")["seed"], 7);
    assert_eq!(of("timing")["dial"], serde_json::json!({ "name": "latency", "minUs": 1000, "maxUs": 2000 }));
    assert_eq!(of("timer")["remainingUs"], 40_000);
}

#[test]
fn a_finding_keeps_its_exit_code_when_nobody_reads_on() {
    let finding = script("closed.raft", &"expect leader S1\n".repeat(900));
    for (arguments, expected) in [(["check", finding.as_str()], 1), (["check", "/no/such/file"], 2)] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_raftboard"))
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(expected), "{arguments:?}");
    }
}

fn trace(arguments: &[&str]) -> Vec<Value> {
    let output = raftboard(&[&["trace"], arguments].concat());
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    let schema = schema::schema();
    let line = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(schema::violations(&schema, "event", &value), [""; 0], "{line}");
        value
    };
    out(&output).lines().map(line).collect()
}

#[test]
fn trace_writes_every_event_of_a_path() {
    let figure = scenario("figure-8");
    for branch in ["main", "d", "d-broken", "e"] {
        let events = trace(&[&figure, "--branch", branch]);
        let numbers: Vec<u64> = events.iter().map(|event| event["event"].as_u64().unwrap()).collect();
        let expected: Vec<u64> = (1..=u64::try_from(events.len()).unwrap()).collect();
        assert_eq!(numbers, expected);
    }
    let events = trace(&[&figure]);
    assert_eq!(events, trace(&[&figure, "--branch", "main"]));
    let first = &events[0];
    assert_eq!(
        (&first["kind"], &first["server"], &first["message"]),
        (&"timeout".into(), &"S3".into(), &Value::Null)
    );
    assert_eq!(first["messages"].as_array().unwrap().len(), 4);
    assert_eq!(first["decisions"][0]["verb"], "stood");
    let second = &events[1];
    assert_eq!((&second["kind"], &second["message"]), (&"deliver".into(), &"S3>S1.1".into()));
    assert_eq!(second["decisions"][1]["verb"], "granted");

    // Each server's state at a panel is its state after the panel's event.
    for panel in panels(&[&figure, "--branch", "main"]) {
        let event = usize::try_from(panel["event"].as_u64().unwrap()).unwrap();
        assert_eq!(panel["servers"], events[event - 1]["servers"]);
    }
}

#[test]
fn the_schema_knows_every_word_of_the_language() {
    let schema = schema::schema();
    let listed = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    let rules: Vec<&str> = raft_core::Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(listed(&schema["$defs"]["ruleName"]["enum"]), rules);
    let properties = judge::Property::ALL.map(judge::Property::name);
    assert_eq!(listed(&schema["$defs"]["propertyName"]["enum"]), properties);
    let verbs: Vec<&str> = raft_core::Verb::ALL.iter().map(|verb| verb.name()).collect();
    assert_eq!(listed(&schema["$defs"]["decision"]["properties"]["verb"]["enum"]), verbs);
}

#[test]
fn the_schema_holds_while_time_runs_and_things_break() {
    let body = "clocked seed 5\n\
        timing loss 10%, duplication 10%, reordering 20%, mtbf 1s, repair 300ms, requests 5/s, disk 0ms..3ms\n\
        run 3s\nrule election-restriction off\nrule delete-conflicts off\nrun 3s\n\
        at 7s partition S1 | S2 S3\nrun 1s\nheal all\nstepped\nexpect safe\n";
    let path = script("wild.raft", body);
    let output = raftboard(&["trace", &path]);
    let schema = schema::schema();
    let mut kinds = std::collections::BTreeSet::new();
    for line in out(&output).lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(schema::violations(&schema, "event", &value), [""; 0], "{line}");
        kinds.insert(value["kind"].as_str().unwrap().to_owned());
    }
    assert!(kinds.len() > 11, "{kinds:?}");
}

#[test]
fn output_that_nobody_reads_to_its_end_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_raftboard"))
        .args(["trace", &scenario("figure-8")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), err(&output)), (0, String::new()));
}

#[test]
fn run_tells_findings_beside_its_output() {
    let path = script("run-findings.raft", "panel a\nexpect leader S1\nrequest S1 x=1\npanel b\n");
    let output = raftboard(&["run", "--json", &path]);
    assert_eq!(code(&output), 1);
    let value: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(value.as_array().unwrap().len(), 1);
    assert_eq!(err(&output).lines().count(), 2);
    assert!(err(&output).starts_with(&format!("{path}:5:8: expected")));
}
