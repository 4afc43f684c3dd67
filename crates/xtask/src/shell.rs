//! Running other programs, naming files in errors, and telling the person what happens.

use std::error::Error;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, thread};

/// An error here is one sentence for the person at the terminal: what was wrong, where, what to do.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where the browser tests and the Node packages live.
pub(crate) fn e2e() -> PathBuf {
    root().join("web").join("e2e")
}

/// Says in one line what happens next.
pub(crate) fn say(what: &str) {
    println!("xtask: {what}");
}

/// A command that runs in the root of the workspace.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// Runs a command whose output goes straight to the terminal. Tells whether it succeeded.
pub(crate) fn succeeds(command: &mut Command) -> Result<bool> {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    Ok(status.success())
}

/// Runs a command whose output goes straight to the terminal, and fails when it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    if succeeds(command)? { Ok(()) } else { Err(format!("{} failed", describe(command)).into()) }
}

/// Runs a command quietly and gives its standard output, or `None` when it is not there or fails.
pub(crate) fn quiet_output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command over a text and gives its standard output; fails when the command fails.
pub(crate) fn output_of(command: &mut Command, input: &str) -> Result<String> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| cannot_start(command, &error))?;
    let pipe = child.stdin.take();
    let input = input.to_owned();
    // While the output is read: a program may write before it has read everything.
    let writing = thread::spawn(move || pipe.map_or(Ok(()), |mut pipe| pipe.write_all(input.as_bytes())));
    let output = child.wait_with_output()?;
    if !output.status.success() || !matches!(writing.join(), Ok(Ok(()))) {
        return Err(format!("{} failed", describe(command)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Runs a command, shows its output and keeps it: (did it succeed, all it printed).
pub(crate) fn run_and_keep(command: &mut Command) -> Result<(bool, String)> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| cannot_start(command, &error))?;
    let out = child.stdout.take().map(|pipe| thread::spawn(move || copy_lines(pipe, std::io::stdout())));
    let err = child.stderr.take().map(|pipe| thread::spawn(move || copy_lines(pipe, std::io::stderr())));
    let mut kept = String::new();
    for copying in [out, err].into_iter().flatten() {
        kept.push_str(&copying.join().unwrap_or_default());
    }
    Ok((child.wait()?.success(), kept))
}

/// Copies line by line to the terminal and gives all that went by.
fn copy_lines(from: impl Read, mut to: impl Write) -> String {
    let mut kept = String::new();
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while let Ok(1..) = reader.read_until(b'\n', &mut line) {
        // A terminal that has gone away must not stop the tests.
        let _ = to.write_all(&line);
        kept.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    kept
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("cannot start {}: {error}", command.get_program().to_string_lossy())
}

/// The command as a person would type it.
fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// The first program of that name on the PATH.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// The PATH with some folders before all others.
pub(crate) fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(folders.iter().cloned().chain(env::split_paths(&path)))?)
}

/// Reads a text file; the error names it.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()).into())
}

/// Writes a file; the error names it.
pub(crate) fn write(path: &Path, content: &str) -> Result<()> {
    fs::write(path, content).map_err(|error| format!("cannot write {}: {error}", path.display()).into())
}
