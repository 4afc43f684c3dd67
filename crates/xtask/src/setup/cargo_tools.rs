//! The Rust side: the wasm target, trunk, and the wasm-bindgen command that fits Cargo.lock.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{self, Result};

const TARGET: &str = "wasm32-unknown-unknown";

/// The newest trunk that this Rust can build.
const TRUNK: &str = "0.21.14";

/// Adds the wasm target where it is missing.
pub(super) fn wasm_target() -> Result<()> {
    let sysroot = shell::quiet_output(shell::command("rustc").args(["--print", "sysroot"]));
    let installed =
        sysroot.is_some_and(|root| Path::new(root.trim()).join("lib/rustlib").join(TARGET).is_dir());
    if installed {
        return Ok(());
    }
    shell::say(&format!("adding the Rust target {TARGET}"));
    shell::run(shell::command("rustup").args(["target", "add", TARGET])).map_err(|error| {
        format!("the Rust target {TARGET} is missing ({error}); install it, for example with rustup").into()
    })
}

/// Trunk, installed where it is missing.
pub(super) fn trunk() -> Result<PathBuf> {
    let tool = Tool { package: "trunk", program: "trunk", version: TRUNK, minutes: 4 };
    // Trunk's own downloads and update check are left out: everything it needs is set up here.
    tool.find_or_install(&["--no-default-features"])
}

/// The wasm-bindgen command of exactly the version in Cargo.lock, installed where it is missing.
pub(super) fn wasm_bindgen() -> Result<PathBuf> {
    let lock = shell::read(&shell::root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or("Cargo.lock names no wasm-bindgen; run `cargo update --workspace` to complete it")?;
    let tool = Tool { package: "wasm-bindgen-cli", program: "wasm-bindgen", version, minutes: 2 };
    tool.find_or_install(&[])
}

/// A program that `cargo install` can build.
struct Tool<'a> {
    package: &'a str,
    program: &'a str,
    version: &'a str,
    /// How long the installation takes on a small machine.
    minutes: u32,
}

impl Tool<'_> {
    fn find_or_install(&self, options: &[&str]) -> Result<PathBuf> {
        let home = shell::root().join("target").join("tools");
        let own = home.join("bin").join(format!("{}{}", self.program, std::env::consts::EXE_SUFFIX));
        let candidates = [Some(own.clone()), shell::find_program(self.program)];
        if let Some(found) = candidates.into_iter().flatten().find(|path| self.is_right_version(path)) {
            return Ok(found);
        }
        let Tool { package, version, minutes, .. } = self;
        shell::say(&format!("installing {package} {version}, about {minutes} minutes the first time"));
        let mut install = shell::cargo();
        install.args(["install", "--locked", "--version", version, package]).args(options);
        build_quickly(&mut install);
        shell::run(install.arg("--root").arg(&home))
            .map_err(|error| format!("{package} {version} could not be installed: {error}"))?;
        Ok(own)
    }

    fn is_right_version(&self, path: &Path) -> bool {
        let output = shell::quiet_output(shell::command(path).arg("--version").env_remove("NO_COLOR"));
        output.is_some_and(|text| text.split_whitespace().any(|word| word == self.version))
    }
}

/// These tools run for seconds: building them fast matters more than their own speed.
fn build_quickly(install: &mut Command) {
    install
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256");
}

/// The version of a package in a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let after = lock.lines().skip_while(|line| *line != name).nth(1)?;
    after.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"9.9.9\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.126\"\n";

    #[test]
    fn the_version_comes_from_the_package_of_exactly_that_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.126"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }
}
