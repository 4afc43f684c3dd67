//! Scripts as large as they may be take neither the machine's memory nor its user's patience.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

const MEBIBYTE: usize = 1 << 20;
/// What such a script may take where nothing else runs is 2 s; a busy machine that builds meanwhile
/// gets more.
const PATIENCE: Duration = Duration::from_secs(20);

/// What `check` says about a script, in a process with so many megabytes of memory.
fn check(name: &str, body: &str, megabytes: usize) -> Output {
    let text = format!("title t\nservers S1 S2 S3 S4 S5\nstepped\n{body}");
    assert!(text.len() <= MEBIBYTE, "{} bytes", text.len());
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    let start = Instant::now();
    let output = Command::new("sh")
        .args(["-c", &format!("ulimit -v {}; exec \"$0\" check \"$1\"", megabytes * 1000)])
        .arg(env!("CARGO_BIN_EXE_raftboard"))
        .arg(path)
        .output()
        .unwrap();
    let time = start.elapsed();
    println!("{name}: {time:?}");
    assert!(time < PATIENCE, "{name} takes {time:?}");
    output
}

/// As many of a line, with its number in it, as fit into a script of a mebibyte.
fn as_many_as_fit(first: &str, line: impl Fn(usize) -> String) -> String {
    let mut text = first.to_owned();
    for number in 0.. {
        let line = line(number);
        if text.len() + line.len() > MEBIBYTE - 100 {
            break;
        }
        text.push_str(&line);
    }
    text
}

fn is_fine(name: &str, body: &str, megabytes: usize) {
    let output = check(name, body, megabytes);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_mebibyte_of_panels() {
    is_fine("panels.raft", &as_many_as_fit("", |number| format!("panel p{number}\n")), 500);
}

#[test]
fn a_mebibyte_of_comments() {
    is_fine("comments.raft", &as_many_as_fit("", |_| "#\n".to_owned()), 500);
}

#[test]
fn a_mebibyte_of_branches() {
    let branches = |number| format!("branch b{number} from a\n");
    is_fine("branches.raft", &as_many_as_fit("elect S1\nsettle\nmark a\n", branches), 500);
    let nested =
        |number| format!("branch b{number} from m{number}\nbeat S1\nlose rest\nmark m{}\n", number + 1);
    is_fine("nested.raft", &as_many_as_fit("elect S1\nsettle\nmark m0\n", nested), 500);
}

#[test]
fn a_mebibyte_of_requests() {
    is_fine("requests.raft", &as_many_as_fit("elect S1\n", |_| "request S1 x=1\n".to_owned()), 500);
}

#[test]
fn five_hundred_branches_of_a_world_full_of_messages_share_it() {
    let mut body = format!("elect S1\n{}mark a\n", "request S1 x=1\n".repeat(520));
    for number in 0..500 {
        body.push_str(&format!("branch b{number} from a\ncrash S2\n"));
    }
    is_fine("shared.raft", &body, 100);
}

#[test]
fn what_is_tried_is_counted_with_what_is_done() {
    let tries = "cannot run 31536000s\n".repeat(8);
    let output = check("tries.raft", &format!("clocked seed 1\n{tries}"), 500);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.ends_with(":5:8: the run has more than 250000 events\n"), "{said}");
}
