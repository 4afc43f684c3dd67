//! `cargo xtask`: everything a person types to work on Raftboard.
//!
//! Each command first sets up what it needs (see [`setup`]) and says in one line what it does. Tools are
//! installed below `target/`, never into the person's own folders.

mod bench;
mod build;
mod dist;
mod minify;
mod names;
mod pack;
mod page;
mod paths;
mod policy;
mod serve;
mod server;
mod setup;
mod shell;
mod single_file;
mod size;
mod summary;
mod test;
mod texts;

use std::process::ExitCode;

use shell::Result;

const USAGE: &str = "\
cargo xtask COMMAND

  serve   build the board, serve it and open it in the browser
            --port N       the first port to try (8080)
            --address A    the address to listen on (127.0.0.1)
            --no-open      do not open a browser
            --no-build     serve dist/ as it is
            --watch        a development build that follows every change
  test    everything: format, lints, native tests, page, size, browser tests
  check   the quick part of it: format, lints, native tests
  dist    build dist/ for a web host, and dist/raftboard.html, one file that opens by itself
  bench   run the benchmarks";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    let (command, options) = match arguments.split_first() {
        Some((command, options)) => (command.as_str(), options),
        None => ("help", arguments),
    };
    if command != "serve"
        && let Some(option) = options.first()
    {
        return Err(format!("{command} takes no options, but got {option:?}\n\n{USAGE}").into());
    }
    match command {
        "serve" => serve::serve(&serve::Options::parse(options)?).map(|()| ExitCode::SUCCESS),
        "test" => test::test().map(code),
        "check" => test::check().map(code),
        "dist" => dist::dist().map(|_| ExitCode::SUCCESS),
        "bench" => bench::bench().map(code),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        unknown => Err(format!("there is no command {unknown:?}\n\n{USAGE}").into()),
    }
}

/// The exit code of a command that ran to its end: did everything in it succeed?
fn code(succeeded: bool) -> ExitCode {
    if succeeded { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
