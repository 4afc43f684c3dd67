//! The folders of the machine that builds, which a page must not carry: the compiler writes the path of a source file
//! into whatever can panic in it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::shell::{self, Result};

/// What cargo adds to the flags of the page's target in `.cargo/config.toml`, and to no other target's.
pub(crate) const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// The folders that sources come from, and what the page calls each.
struct Folders(Vec<(PathBuf, &'static str)>);

/// Flags of the compiler that rename the folders.
pub(crate) fn flags() -> String {
    let own = env::var(FLAGS).unwrap_or_default();
    [own, folders().flags()].join(" ").trim().to_owned()
}

/// Refuses a site whose wasm names one of the folders.
pub(crate) fn none_in_programs(dist: &Path) -> Result<()> {
    let folders = folders();
    for file in fs::read_dir(dist)?.flatten().map(|entry| entry.path()) {
        if file.extension().is_some_and(|ending| ending == "wasm") {
            folders.none_inside(&fs::read(&file)?)?;
        }
    }
    Ok(())
}

/// Later ones lie inside earlier ones: of several that fit, the compiler takes the last.
fn folders() -> Folders {
    let home = env::home_dir();
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| home.as_ref().map(|home| home.join(".cargo")));
    let sysroot = shell::quiet_output(shell::command("rustc").args(["--print", "sysroot"]));
    let mut folders: Vec<(PathBuf, &'static str)> = Vec::new();
    folders.extend(home.map(|home| (home, "home")));
    folders.extend(sysroot.map(|path| (PathBuf::from(path.trim()), "rust")));
    if let Some(cargo) = cargo {
        // A folder for each registry.
        let registries = fs::read_dir(cargo.join("registry").join("src"));
        folders.push((cargo, "cargo"));
        folders.extend(registries.into_iter().flatten().flatten().map(|entry| (entry.path(), "crates")));
    }
    folders.push((shell::root(), "raftboard"));
    Folders::of(folders)
}

impl Folders {
    /// Flags stand between blanks, so that folders with blanks in their names cannot be renamed; the root of a disk, which
    /// is the home of some, is no path of a machine.
    fn of(folders: Vec<(PathBuf, &'static str)>) -> Self {
        let fits = |folder: &Path| {
            let name = folder.to_str().unwrap_or(" ");
            folder.parent().is_some() && !name.contains(char::is_whitespace)
        };
        Self(folders.into_iter().filter(|(folder, _)| fits(folder)).collect())
    }

    fn flags(&self) -> String {
        let flag =
            |(folder, name): &(PathBuf, &str)| format!("--remap-path-prefix={}={name}", folder.display());
        self.0.iter().map(flag).collect::<Vec<_>>().join(" ")
    }

    fn none_inside(&self, program: &[u8]) -> Result<()> {
        for (folder, _) in &self.0 {
            let path = folder.join("");
            let path = path.as_os_str().as_encoded_bytes();
            if program.windows(path.len()).any(|place| place == path) {
                return Err(format!(
                    "the wasm carries paths below {}; is RUSTFLAGS set, in place of the flags of .cargo/config.toml and \
                     of {FLAGS}?",
                    folder.display()
                )
                .into());
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Folders {
        Folders::of(vec![
            ("/folk/ada".into(), "home"),
            ("/folk/ada/.cargo".into(), "cargo"),
            ("/folk/ada/my work".into(), "raftboard"),
            ("/".into(), "home"),
        ])
    }

    #[test]
    fn folders_are_renamed_but_for_those_that_no_flag_can_name() {
        let flags = "--remap-path-prefix=/folk/ada=home --remap-path-prefix=/folk/ada/.cargo=cargo";
        assert_eq!(some().flags(), flags);
    }

    #[test]
    fn a_program_with_a_path_of_the_machine_is_refused() {
        assert!(some().none_inside(b"cargo/yew/src/lib.rs /folk/adam/x /rustc/1/library").is_ok());
        let error = some().none_inside(b"code /folk/ada/.cargo/yew/src/lib.rs code").unwrap_err();
        assert!(error.to_string().contains("/folk/ada"), "{error}");
    }
}
