//! `raftboard`: the board's engine on the command line.
//!
//! Exit codes everywhere: 0 fine, 1 a finding (a violation, an expectation that is not met), 2
//! usage or unreadable input.

mod check;
mod elections;
mod fuzz;
mod hand_in;
mod input;
mod json;
mod ledger;
mod operands;
mod outcome;
mod progress;
mod prove;
mod run;
mod trace;

use lexopt::{Arg, Parser, ValueExt};
use outcome::{Failure, Outcome, unless_closed};
use std::io::{BufWriter, Write};
use std::process::ExitCode;

const USAGE: &str = "\
raftboard: Raft as in the paper, run from scripts

usage:
  raftboard check FILE...
      plays every branch and checks every `expect`; findings as FILE:LINE:COLUMN: MESSAGE
  raftboard check [--lesson LESSON|FILE] [--json|--junit] FOLDER|FILE...
  raftboard check [--lesson LESSON|FILE] --gradescope|--autolab FILE
      what students have handed in (runs saved on the board, or scripts): answers and
      remarks as a table, as JSON, as JUnit's XML, or as a grader's result
  raftboard run FILE [--branch B] [--panel P] [--lang en|zh-CN] [--json]
      the logs at every panel, as text or as JSON
  raftboard trace FILE [--branch B] [--changes]
      every event of a branch, a line of JSON each; with --changes only what it changed
  raftboard prove FILE [--branch B] [--index I] [--term U]
      [--lang en|zh-CN] [--json]
      the safety argument of §5.4.3, step by step, about each committed entry and each later
      leader of a branch
  raftboard fuzz [--runs 2000] [--events 4000] [--seed 1] [--servers N] [--without RULE]...
      [--changes yes|no] [--threads N] [--save DIR] [--json]
      random faults of every kind, five properties after every event; a violation is saved in
      DIR as a script
  raftboard elections [--preset NAME]... [--csv] [--threads N]
      [--servers N] [--failed N] [--latency A..B] [--disk A..B] [--timeout A..B]
      [--heartbeat A] [--logs equal|different] [--from fresh|crash]
      [--until elected|heard] [--trials N] [--seed N]
      [--twist none|terms|asymmetric|loss:PERCENT|drift:PERCENT]
      how long elections take (§5.6), over thousands of them; times in ms. Presets: lan
      (Figure 16 of the paper), wan (Ongaro's thesis), all, or one of them by name
  raftboard help | --help
  raftboard --version

exit codes: 0 fine, 1 a finding (a violation, an expectation that is not met,
a step of the argument that fails), 2 usage or unreadable input
";

fn main() -> ExitCode {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let done = dispatch(&mut out).and_then(|outcome| {
        unless_closed(out.flush().map_err(Failure::from))?;
        Ok(outcome)
    });
    match done {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            // There is nowhere left to say it if this fails too.
            writeln!(std::io::stderr(), "{failure}").ok();
            Outcome::Unusable.into()
        }
    }
}

fn dispatch(out: &mut impl Write) -> Result<Outcome, Failure> {
    let mut parser = Parser::from_env();
    let command = match parser.next()? {
        None => return Err(Failure::Usage("no command given".to_owned())),
        Some(Arg::Short('h') | Arg::Long("help")) => "help".to_owned(),
        Some(Arg::Short('V') | Arg::Long("version")) => "version".to_owned(),
        Some(Arg::Value(command)) => command.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "check" => check::main(&mut parser, out),
        "run" => run::main(&mut parser, out),
        "trace" => trace::main(&mut parser, out),
        "prove" => prove::main(&mut parser, out),
        "fuzz" => fuzz::main(&mut parser, out),
        "elections" => elections::main(&mut parser, out),
        "help" => {
            unless_closed(out.write_all(USAGE.as_bytes()).map_err(Failure::from))?;
            Ok(Outcome::Fine)
        }
        "version" => {
            writeln!(out, "raftboard {}", env!("CARGO_PKG_VERSION"))?;
            Ok(Outcome::Fine)
        }
        other => Err(Failure::Usage(format!("there is no command `{other}`"))),
    }
}
