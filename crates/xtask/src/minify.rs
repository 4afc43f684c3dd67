//! Scripts and style sheets without what only people need in them: by esbuild.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::shell::{self, Result};

/// What a text is.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A script.
    Js,
    /// A style sheet.
    Css,
}

/// The shortest form of a text that means the same.
///
/// # Errors
/// esbuild cannot be started, or the text is not what it is said to be.
pub(crate) fn minified(kind: Kind, text: &str) -> Result<String> {
    let loader = match kind {
        Kind::Js => "--loader=js",
        Kind::Css => "--loader=css",
    };
    shell::output_of(esbuild()?.args(["--minify", "--charset=utf8", "--legal-comments=none", loader]), text)
}

/// esbuild from the packages of `web/e2e`. Its program is a script of Node, or has been replaced by the native one.
fn esbuild() -> Result<Command> {
    let program = shell::e2e().join("node_modules/esbuild/bin/esbuild");
    let mut command = if is_script(&program) {
        let mut node = shell::command(crate::setup::node()?);
        node.arg(program);
        node
    } else {
        shell::command(program)
    };
    command.stderr(Stdio::inherit());
    Ok(command)
}

fn is_script(program: &Path) -> bool {
    std::fs::read(program).is_ok_and(|bytes| bytes.starts_with(b"#!"))
}
