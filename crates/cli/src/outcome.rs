//! How a command ends.

use std::fmt;
use std::process::ExitCode;

/// The exit codes, in order of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// 0.
    Fine,
    /// 1: a violation, an expectation that is not met, a line that cannot be played.
    Finding,
    /// 2: usage, or input that cannot be read.
    Unusable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fine => Self::SUCCESS,
            Outcome::Finding => Self::from(1),
            Outcome::Unusable => Self::from(2),
        }
    }
}

/// Why a command could not be carried out.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments make no sense.
    Usage(String),
    /// A file cannot be read, or is no script. The message begins with its name.
    Input(String),
    /// The output cannot be written.
    Output(std::io::Error),
}

/// Output whose reader has closed it is no failure: the reader has seen enough, and the exit code
/// still tells what was found.
pub(crate) fn unless_closed(written: Result<(), Failure>) -> Result<(), Failure> {
    match written {
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) => write!(f, "raftboard: {message}; see `raftboard help`"),
            Self::Input(message) => f.write_str(message),
            Self::Output(error) => write!(f, "raftboard: cannot write the output: {error}"),
        }
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}
