//! The files that the page loads, each under a name that changes with its content.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

/// The files that were written.
pub(crate) struct Files {
    folder: PathBuf,
    names: Vec<String>,
}

impl Files {
    /// Writes into this folder. What an earlier build left in it is taken away.
    pub(crate) fn new(folder: PathBuf) -> Result<Self, String> {
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
        }
        Ok(Self { folder, names: Vec::new() })
    }

    /// Writes a file. Returns its name.
    pub(crate) fn add(&mut self, stem: &str, text: &str) -> Result<String, String> {
        let name = format!("{stem}.{:08x}.txt", hash(text));
        let path = self.folder.join(&name);
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(|error| error.to_string())?;
        fs::write(path, text).map_err(|error| error.to_string())?;
        self.names.push(name.clone());
        Ok(name)
    }

    /// All files as Rust: their names, and what is in them.
    pub(crate) fn built_in(&self) -> String {
        let mut code = "static FILES: &[(&str, &str)] = &[\n".to_owned();
        for name in &self.names {
            let _ = writeln!(
                code,
                "({name:?}, include_str!(concat!(env!(\"OUT_DIR\"), {:?}))),",
                ["/texts/", name].concat()
            );
        }
        code.push_str("];\n");
        code
    }
}

/// FNV-1a: short, the same everywhere, and enough to tell one version from the next, and what is whole from what is not.
pub(crate) fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
