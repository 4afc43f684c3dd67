//! `cargo xtask serve`: the board in the browser, from nothing.

use std::process::Stdio;
use std::{env, thread};

use crate::shell::{self, Result};
use crate::{build, dist, server, setup};

/// What was asked for on the command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    port: u16,
    address: String,
    open: bool,
    build: bool,
    watch: bool,
}

impl Options {
    /// Reads the options after `serve`.
    pub(crate) fn parse(arguments: &[String]) -> Result<Self> {
        let mut options =
            Self { port: 8080, address: "127.0.0.1".to_owned(), open: true, build: true, watch: false };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
            match argument.as_str() {
                "--port" => {
                    let port = value()?;
                    options.port = port.parse().map_err(|_| format!("{port:?} is not a port number"))?;
                }
                "--address" => options.address = value()?.clone(),
                "--no-open" => options.open = false,
                "--no-build" => options.build = false,
                "--watch" => options.watch = true,
                unknown => {
                    return Err(format!("serve has no option {unknown:?}; see cargo xtask help").into());
                }
            }
        }
        Ok(options)
    }
}

/// Builds, serves and opens the board; ends when the person ends it.
pub(crate) fn serve(options: &Options) -> Result<()> {
    if options.watch {
        return watch(options);
    }
    if options.build {
        dist::dist()?;
    } else if !dist::folder().join("index.html").is_file() {
        return Err("dist/ has no page yet; run cargo xtask dist first".into());
    }
    let listener = server::listen(&options.address, options.port)?;
    let address = format!("http://{}/", listener.local_addr()?);
    shell::say(&format!("Raftboard is at {address} (Ctrl+C ends it)"));
    if options.open {
        open(&address);
    }
    server::serve(&listener, &dist::folder());
    Ok(())
}

/// A development build that trunk builds again at every change, in a folder of its own.
fn watch(options: &Options) -> Result<()> {
    let tools = setup::page_tools()?;
    let port = server::listen(&options.address, options.port)?.local_addr()?.port();
    shell::say(&format!("Raftboard will be at http://{}:{port}/ and follow every change", options.address));
    let mut trunk = build::trunk(&tools)?;
    trunk.args([
        "serve",
        "--dist",
        "target/watch",
        "--address",
        &options.address,
        "--port",
        &port.to_string(),
    ]);
    if options.open {
        trunk.arg("--open");
    }
    shell::run(&mut trunk)
}

/// Opens the address in the person's browser if there is one; nothing depends on it.
fn open(address: &str) {
    let opener: &[&str] = if cfg!(windows) {
        &["cmd", "/C", "start"]
    } else if cfg!(target_os = "macos") {
        &["open"]
    } else if env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some() {
        &["xdg-open"]
    } else {
        return;
    };
    let mut opening = shell::command(opener[0]);
    opening.args(&opener[1..]).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Ok(mut child) = opening.spawn() {
        thread::spawn(move || child.wait().ok());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options> {
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_may_come_in_any_order() {
        let options = parse("--no-open --port 9000 --address 0.0.0.0").unwrap();
        assert_eq!((options.port, options.address.as_str(), options.open), (9000, "0.0.0.0", false));
        assert!(options.build && !options.watch);
    }

    #[test]
    fn wrong_options_are_named_in_the_error() {
        assert_eq!(parse("--port").unwrap_err().to_string(), "--port needs a value");
        assert_eq!(parse("--port x").unwrap_err().to_string(), "\"x\" is not a port number");
        assert!(parse("--fast").unwrap_err().to_string().contains("--fast"));
    }
}
