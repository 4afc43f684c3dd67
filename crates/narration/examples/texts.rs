//! Writes every text that the page loads, below a folder: `cargo run -p narration --example texts -- FOLDER`.
//! Trunk runs it at the end of a build (see `Trunk.toml`), and names the folder in its own way.

use narration::built_in;
use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let Some(folder) = env::args_os().nth(1).or_else(|| env::var_os("TRUNK_STAGING_DIR")) else {
        eprintln!("say into which folder");
        std::process::exit(2);
    };
    for (name, text) in built_in::files() {
        let path = PathBuf::from(&folder).join(name);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)?;
    }
    Ok(())
}
