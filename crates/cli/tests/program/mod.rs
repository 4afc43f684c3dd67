//! The program, run as people and other programs run it.

#![allow(dead_code, reason = "no test needs all of it")]

use std::path::Path;
use std::process::{Command, Output};

/// Runs it to its end.
pub(crate) fn raftboard(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_raftboard")).args(arguments).output().unwrap()
}

/// A file of the project.
pub(crate) fn project(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path).display().to_string()
}

/// What it printed.
pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it complained of.
pub(crate) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Its exit code.
pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}
