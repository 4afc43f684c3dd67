//! `docs/words.md` lists turns that lessons and messages do not use: they do not.

use crate::template::{FIRST_NAME, MOST_NAMES};
use crate::words::words;
use crate::{Language, built_in, words_file};
use std::fs;
use std::path::{Path, PathBuf};

const LIST: &str = include_str!("../../../../docs/words.md");

/// A line of the list.
struct Avoided {
    not: Vec<String>,
    say: String,
    but: Vec<String>,
}

fn list(language: Language) -> Vec<Avoided> {
    let heading = language.pick("## English", "## Chinese");
    let rows = LIST.lines().skip_while(|line| *line != heading).skip(1);
    let rows = rows.take_while(|line| !line.starts_with("##")).filter(|line| line.starts_with("| "));
    let split = |cell: &str| -> Vec<String> {
        cell.split(", ").map(str::trim).filter(|turn| !turn.is_empty()).map(str::to_owned).collect()
    };
    let read = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [not, say, but] = cells[..] else { panic!("docs/words.md: three columns: {line}") };
        Avoided { not: split(not), say: say.to_owned(), but: split(but) }
    };
    rows.skip(1).map(read).collect()
}

/// The first turn of the list that a text has.
fn found<'a>(list: &'a [Avoided], language: Language, text: &str) -> Option<(&'a str, &'a str)> {
    list.iter().find_map(|line| {
        let turn = line.not.iter().find(|turn| has(language, text, turn, &line.but))?;
        Some((turn.as_str(), line.say.as_str()))
    })
}

/// Whether a text has a turn, other than as a part of one that is right.
fn has(language: Language, text: &str, turn: &str, but: &[String]) -> bool {
    match language {
        Language::English => {
            let text = tokens(text);
            let places = |turn: &str| -> Vec<(usize, usize)> {
                let turn = tokens(turn);
                let matches = |from: &usize| {
                    let window = &text[*from..*from + turn.len()];
                    window.iter().zip(&turn).all(|(word, turn)| is(word, turn))
                };
                let starts = (0..(text.len() + 1).saturating_sub(turn.len())).filter(matches);
                starts.map(|from| (from, from + turn.len())).collect()
            };
            let right: Vec<_> = but.iter().flat_map(|but| places(but)).collect();
            let is_right =
                |place: &(usize, usize)| right.iter().any(|(from, to)| *from <= place.0 && place.1 <= *to);
            places(turn).iter().any(|place| !is_right(place))
        }
        Language::Chinese => {
            let text = but.iter().fold(text.to_owned(), |text, but| text.replace(but.as_str(), ""));
            text.contains(turn)
        }
    }
}

/// The words of a text, in small letters, without those of code in backticks.
fn tokens(text: &str) -> Vec<String> {
    let text: Vec<&str> = text.split('`').step_by(2).collect();
    let text = text.join(" ");
    let part = |c: char| c.is_alphanumeric() || matches!(c, '←' | '*' | '’' | '\'' | '-');
    let words = text.split(|c: char| !part(c)).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn is(word: &str, turn: &str) -> bool {
    let is_number = |word: &str| {
        let digits = word.trim_start_matches('s');
        !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
    };
    match turn.split_once('*') {
        None if turn == "n" => is_number(word),
        None => word == turn,
        Some((before, after)) => match after.strip_suffix('n').filter(|_| after.contains('←')) {
            Some(arrow) => word.rsplit_once(arrow).is_some_and(|(_, value)| is_number(value)),
            None => word.starts_with(before) && word.ends_with(after),
        },
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Fails with every turn that is found in the lines of a text.
fn check<'a>(language: Language, lines: impl Iterator<Item = (String, &'a str)>) {
    let list = list(language);
    let mut wrong = Vec::new();
    for (place, line) in lines {
        if let Some((turn, say)) = found(&list, language, line) {
            wrong.push(format!("{place}: {turn:?}, say: {say}\n    {line}"));
        }
    }
    assert!(wrong.is_empty(), "docs/words.md avoids these:\n{}", wrong.join("\n"));
}

fn check_files(language: Language, folder: &str, but: &[&str]) {
    let mut files: Vec<PathBuf> =
        fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| {
        path.extension().is_some_and(|ending| ending == "md") && !but.iter().any(|name| path.ends_with(name))
    });
    assert!(!files.is_empty(), "{folder}");
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        check(
            language,
            (1..).zip(text.lines()).map(|(number, line)| (format!("{folder}/{name}:{number}"), line)),
        );
    }
}

#[test]
fn the_list_finds_what_it_lists_and_lets_pass_what_is_right() {
    for language in Language::ALL {
        let list = list(language);
        assert!(list.len() > 10);
        for line in &list {
            assert!(!line.say.is_empty());
            for turn in &line.not {
                let example = turn.replace("*←", "x←").replace('*', "s").replace('N', "3");
                let text = language.pick(format!("So {example}, as S1 does."), format!("所以{example}。"));
                assert!(found(std::slice::from_ref(line), language, &text).is_some(), "{turn}");
            }
            for but in &line.but {
                assert_eq!(found(std::slice::from_ref(line), language, but), None, "{but}");
            }
        }
    }
    let english = list(Language::English);
    for bad in
        ["S1 stands in term 2.", "It takes term 7 over.", "y←2 of term 2", "x←1 alone", "Whoever is up"]
    {
        assert!(found(&english, Language::English, bad).is_some(), "{bad}");
    }
    for good in
        ["S1, leader of term 2", "they understand", "The rest fits into a link.", "z←4 is on S1 alone."]
    {
        assert_eq!(found(&english, Language::English, good), None, "{good}");
    }
}

#[test]
fn no_message_has_a_word_that_is_avoided() {
    for language in Language::ALL {
        let text = built_in::text(words_file(language)).unwrap();
        let filled = |line: &str| -> String {
            let is_name = |c: char| {
                u32::from(c)
                    .checked_sub(u32::from(FIRST_NAME))
                    .is_some_and(|name| name < u32::try_from(MOST_NAMES).unwrap())
            };
            line.chars().map(|c| if is_name(c) { '7' } else { c }).collect()
        };
        // After the sentences come the headings of the lessons, which are checked as files.
        let lines: Vec<String> = text.lines().take(words(language).count()).map(filled).collect();
        assert!(lines.len() > 500);
        check(language, lines.iter().map(|line| ("message".to_owned(), line.as_str())));
    }
}

#[test]
fn no_document_has_a_word_that_is_avoided() {
    check_files(Language::English, "docs", &["words.md"]);
}

#[test]
fn no_lesson_has_a_word_that_is_avoided() {
    check_files(Language::English, "lessons/en", &[]);
    check_files(Language::Chinese, "lessons/zh-CN", &[]);
}

/// The timing laboratory has its words with its worker, not with those of the page.
#[test]
fn the_laboratory_has_no_word_that_is_avoided() {
    const PLACE: &str = "crates/elections/src/desk/words.rs";
    let source = fs::read_to_string(root().join(PLACE)).unwrap();
    assert!(!source.contains("\\\""), "{PLACE}: a quote within a text is not understood here");
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: Vec<&str> = code.collect();
    let code = code.join("\n");
    let texts: Vec<&str> = code.split('"').skip(1).step_by(2).collect();
    let is_chinese = |text: &&str| text.chars().any(|c| ('\u{4e00}'..'\u{a000}').contains(&c));
    for language in Language::ALL {
        let its = || texts.iter().copied().filter(|text| is_chinese(text) == (language == Language::Chinese));
        assert!(its().count() > 40, "{PLACE}");
        check(language, its().map(|text| (PLACE.to_owned(), text)));
    }
}
