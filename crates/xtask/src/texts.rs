//! The texts beside the page: the words of each language, lessons and glossaries, a file each, which it loads when they
//! are needed. The last step of trunk's build writes them (see `Trunk.toml`).

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::shell::{self, Result};

/// What their names end with. The site has no other files of this kind.
const ENDING: &str = ".txt";
/// So many bytes of a line are in no other file by chance.
const TELLING_BYTES: usize = 40;

/// A file beside the page.
pub(crate) struct Text {
    /// Its name, as the page asks for it: `lessons/en/hello.1a2b3c4d.txt`.
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Text {
    /// Its name without what changes with its content: `lessons/en/hello`.
    pub(crate) fn title(&self) -> &str {
        self.name.split('.').next().unwrap_or_default()
    }

    /// The folder that it is in, such as a language's lessons.
    pub(crate) fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// All of them, by name.
pub(crate) fn all(dist: &Path) -> Result<Vec<Text>> {
    let mut found = Vec::new();
    collect(dist, "", &mut found)?;
    if found.is_empty() {
        Err("the site has no lessons; see the hook in Trunk.toml".into())
    } else {
        Ok(found)
    }
}

/// Those in a folder, whose name from the site's root is `prefix`.
fn collect(folder: &Path, prefix: &str, found: &mut Vec<Text>) -> Result<()> {
    for entry in entries(folder)? {
        let (path, name) = (folder.join(&entry), [prefix, &entry].concat());
        if path.is_dir() {
            collect(&path, &[&name, "/"].concat(), found)?;
        } else if name.ends_with(ENDING) {
            found.push(Text { name, text: shell::read(&path)? });
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// Refuses a site whose wasm carries a text inside, as every visit would then load it.
pub(crate) fn none_in_programs(dist: &Path, texts: &[Text]) -> Result<()> {
    for name in entries(dist)?.iter().filter(|name| name.ends_with(".wasm")) {
        none_inside(&fs::read(dist.join(name))?, texts)?;
    }
    Ok(())
}

/// Of each text every line is looked for that is long enough, by its first bytes.
fn none_inside(program: &[u8], texts: &[Text]) -> Result<()> {
    let beginning = |line: &'_ str| line.as_bytes().get(..TELLING_BYTES).map(<[u8]>::to_vec);
    let lines = texts.iter().flat_map(|text| text.text.lines().map(move |line| (text, line)));
    let lines: HashMap<Vec<u8>, (&Text, &str)> =
        lines.filter_map(|(text, line)| Some((beginning(line)?, (text, line)))).collect();
    match program.windows(TELLING_BYTES).find_map(|place| lines.get(place)) {
        None => Ok(()),
        Some((text, line)) => Err(format!(
            "the wasm has a line of {} inside, {line:?}; does something in the page call narration::built_in, or \
             say this otherwise than with say!, word! or texts!?",
            text.name
        )
        .into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hello() -> Text {
        let sentence = "Five servers agree on a log, entry by entry, while some of them crash.";
        Text { name: "lessons/en/hello.1a2b3c4d.txt".to_owned(), text: format!("1\nstart\n={sentence}\n") }
    }

    #[test]
    fn a_name_says_folder_and_lesson() {
        assert_eq!((hello().folder(), hello().title()), ("lessons/en", "lessons/en/hello"));
        let beside = Text { name: "core-rules.1a2b3c4d.txt".to_owned(), text: String::new() };
        assert_eq!((beside.folder(), beside.title()), ("", "core-rules"));
    }

    #[test]
    fn a_program_with_a_lesson_inside_is_refused() {
        let program = ["code", &hello().text, "more code"].concat();
        assert!(none_inside(program.as_bytes(), &[hello()]).is_err());
        assert!(none_inside("code and more code".repeat(9).as_bytes(), &[hello()]).is_ok());
        // Any line of it, and without the rest.
        let program = ["code", hello().text.lines().last().unwrap(), "more code"].concat();
        assert!(none_inside(program.as_bytes(), &[hello()]).is_err());
    }
}
