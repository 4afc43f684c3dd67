//! Writes the scenarios as the page carries them: what happens and what is taught, without the
//! checks and the comments, which are two thirds of their text.

#[path = "build/slim.rs"]
mod slim;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    let scenarios = manifest.join("../../scenarios");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={}", scenarios.display());
    for folder in ["", "rules"] {
        write(&scenarios.join(folder), &out.join("scenarios").join(folder))?;
    }
    Ok(())
}

fn write(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(from)? {
        let path = file?.path();
        if let Some(name) = path.file_name().filter(|_| path.extension().is_some_and(|end| end == "raft")) {
            fs::write(to.join(name), slim::slim(&fs::read_to_string(&path)?))?;
        }
    }
    Ok(())
}
