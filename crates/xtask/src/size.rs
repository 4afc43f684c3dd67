//! How much a first visit loads.

use std::fmt;
use std::fs;
use std::path::Path;

use crate::pack::on_the_line;
use crate::shell::{self, Result};
use crate::texts::Text;

/// The most a first visit may load, in bytes on the line: after gzip -9 of each file that is not packed already. A
/// classroom on one slow line opens the board thirty times at once: 380 KB each is 38 seconds at 2.4 Mbit/s, and that
/// is all the patience there is.
pub(crate) const BUDGET_BYTES: usize = 380_000;

/// The lesson of a first visit, `FIRST` in `web/src/board/begin.rs`.
const FIRST_LESSON: &str = "hello";

/// The files that a first visit loads, with their sizes in bytes on the line.
pub(crate) struct Visit(Vec<(String, usize)>);

impl Visit {
    /// All of it together, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.0.iter().map(|(_, bytes)| bytes).sum()
    }
}

impl fmt::Display for Visit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = kb(self.bytes());
        write!(f, "a first visit loads {total} KB of at most {} KB after gzip -9 (", kb(BUDGET_BYTES))?;
        for (i, (name, bytes)) in self.0.iter().enumerate() {
            write!(f, "{}{name} {}", if i == 0 { "" } else { ", " }, kb(*bytes))?;
        }
        f.write_str(")")
    }
}

/// Measures the page, every file of the site that the page names, and of one language the words and the first lesson:
/// of the language in which they are larger.
pub(crate) fn first_visit(dist: &Path, texts: &[Text]) -> Result<Visit> {
    let page = shell::read(&dist.join("index.html"))?;
    let mut files = vec![("index.html".to_owned(), on_the_line(page.as_bytes())?)];
    let entries = fs::read_dir(dist)?.flatten().filter(|entry| entry.path().is_file());
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    for name in names.into_iter().filter(|name| page.contains(name.as_str())) {
        let size = on_the_line(&fs::read(dist.join(&name))?)?;
        files.push((name, size));
    }
    let languages = texts.iter().filter_map(|text| text.title().strip_prefix("words/"));
    let of_one = languages.map(|language| first_texts(texts, language)).collect::<Result<Vec<_>>>()?;
    let sum = |files: &Vec<(String, usize)>| files.iter().map(|(_, size)| size).sum::<usize>();
    let largest = of_one.into_iter().max_by_key(sum);
    files.extend(largest.ok_or("the site has no words of a language")?);
    Ok(Visit(files))
}

/// What a first visit in a language loads besides the page, with sizes.
fn first_texts(texts: &[Text], language: &str) -> Result<Vec<(String, usize)>> {
    let titles = [format!("words/{language}"), format!("lessons/{language}/{FIRST_LESSON}")];
    let found = |title: String| {
        let text = texts.iter().find(|text| text.title() == title);
        let text = text.ok_or_else(|| format!("the site lacks {title}, which a first visit loads"))?;
        let size = on_the_line(text.text.as_bytes())?;
        Ok((title, size))
    };
    titles.into_iter().map(found).collect()
}

/// The texts with their sizes after gzip -9.
fn sizes(texts: &[Text]) -> Result<Vec<(&Text, usize)>> {
    texts.iter().map(|text| Ok((text, on_the_line(text.text.as_bytes())?))).collect()
}

/// What the texts of each folder come to, and the largest: what is loaded only when somebody asks for it.
pub(crate) fn of_texts(texts: &[Text]) -> Result<String> {
    let sizes = sizes(texts)?;
    let mut folders: Vec<(&str, usize)> = Vec::new();
    for (text, size) in &sizes {
        match folders.iter_mut().find(|(folder, _)| *folder == text.folder()) {
            Some((_, sum)) => *sum += size,
            None => folders.push((text.folder(), *size)),
        }
    }
    let all = folders.iter().map(|(folder, size)| format!("{folder}/ has {} KB", kb(*size)));
    let largest = sizes.iter().max_by_key(|(_, size)| *size);
    let largest = largest.map(|(text, size)| format!("the largest is {}, {} KB", text.title(), kb(*size)));
    Ok(all.chain(largest).collect::<Vec<_>>().join(", "))
}

/// The size of a file as it is, in KB.
pub(crate) fn file_kb(path: &Path) -> Result<String> {
    Ok(kb(fs::read(path)?.len()))
}

/// The size of a file after gzip -9, in KB.
pub(crate) fn packed_kb(path: &Path) -> Result<String> {
    Ok(kb(on_the_line(&fs::read(path)?)?))
}

/// Bytes in KB (1 KB = 1000 bytes) with one decimal.
fn kb(bytes: usize) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_add_up_and_are_printed_with_the_budget() {
        let visit = Visit(vec![("index.html".into(), 1_250), ("board.wasm".into(), 50_000)]);
        assert_eq!(visit.bytes(), 51_250);
        let text =
            "a first visit loads 51.2 KB of at most 380.0 KB after gzip -9 (index.html 1.2, board.wasm 50.0)";
        assert_eq!(visit.to_string(), text);
    }

    #[test]
    fn a_first_visit_loads_the_words_and_the_lesson_of_one_language() {
        let text = |name: &str| Text { name: name.to_owned(), text: name.to_owned() };
        let texts = ["lessons/en/hello.1.txt", "lessons/zh-CN/hello.2.txt", "words/en.3.txt"].map(text);
        let names: Vec<String> =
            first_texts(&texts, "en").unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["words/en", "lessons/en/hello"]);
        assert!(first_texts(&texts, "zh-CN").is_err());
    }

    #[test]
    fn texts_add_up_by_folder() {
        let text = |name: &str| Text { name: name.to_owned(), text: "abc".to_owned() };
        let texts = ["lessons/en/a.1.txt", "lessons/en/b.2.txt", "lessons/zh-CN/a.3.txt"].map(text);
        let said = of_texts(&texts).unwrap();
        assert!(
            said.starts_with("lessons/en/ has 0.0 KB, lessons/zh-CN/ has 0.0 KB, the largest is "),
            "{said}"
        );
    }
}
