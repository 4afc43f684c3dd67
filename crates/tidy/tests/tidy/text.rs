//! Files as people read them.

use crate::files::{self, none};

/// More lines than this do not fit into a head.
const MOST_LINES: usize = 500;
/// Files that may be longer, and why.
const LONGER: &[(&str, usize, &str)] =
    &[("crates/narration/src/text.rs", 620, "every fixed string of the interface, in one table")];

#[test]
fn no_file_is_too_long() {
    let mut found = Vec::new();
    for file in files::all().iter().filter(|file| file.has_ending(&["rs", "css", "ts"])) {
        let allowed =
            LONGER.iter().find(|(path, ..)| *path == file.path).map_or(MOST_LINES, |(_, most, _)| *most);
        let lines = file.text.lines().count();
        if lines > allowed {
            found.push(format!("{}: {lines} lines, at most {allowed}", file.path));
        }
    }
    none(&found, "Split these files by what they are about:");
}

#[test]
fn exceptions_are_still_needed() {
    let files = files::all();
    for (path, _, why) in LONGER {
        let file = files.iter().find(|file| file.path == *path);
        let lines = file.map_or(0, |file| file.text.lines().count());
        assert!(lines > MOST_LINES, "{path} is short enough now ({why}): take it out of tidy's LONGER");
    }
}

#[test]
fn nothing_is_left_for_later() {
    // Written in two parts, so that this file is not its own first finding.
    let words = [
        concat!("to", "do!("),
        concat!("unimplemented", "!("),
        concat!("db", "g!("),
        concat!("#[ig", "nore"),
        concat!("FIX", "ME"),
        concat!("TO", "DO"),
        concat!("test.", "only("),
    ];
    let mut found = Vec::new();
    for file in files::all().iter().filter(|file| !file.is_in("ARCHITECTURE.md")) {
        for (number, line) in file.lines() {
            for word in words.iter().filter(|word| line.contains(*word)) {
                found.push(format!("{}:{number}: {word}", file.path));
            }
        }
    }
    none(&found, "Do it now, or take it out:");
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let paths =
        [concat!("/wo", "rk/"), concat!(".lib", "rary"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
    let mut found = Vec::new();
    for file in files::all() {
        for (number, line) in file.lines() {
            for path in paths.iter().filter(|path| line.contains(*path)) {
                found.push(format!("{}:{number}: {path}", file.path));
            }
        }
    }
    none(&found, "Paths of one machine mean nothing on another. Say it from the project's root:");
}

#[test]
fn text_files_end_with_a_newline_and_have_no_blanks_at_line_ends() {
    let mut found = Vec::new();
    for file in files::all().iter().filter(|file| !file.has_ending(&["json", "svg"])) {
        if !file.text.ends_with('\n') || file.text.ends_with("\n\n") {
            found.push(format!("{}: end it with one newline", file.path));
        }
        if file.text.contains('\r') || file.text.starts_with('\u{feff}') {
            found.push(format!("{}: no carriage returns and no byte order mark", file.path));
        }
        let tabs = !file.has_ending(&["md"]);
        for (number, line) in file.lines() {
            if line.ends_with([' ', '\t']) || (tabs && line.contains('\t')) {
                found.push(format!("{}:{number}: a blank at the end, or a tab", file.path));
            }
        }
    }
    none(&found, "Tidy up:");
}

#[test]
fn lessons_are_there_in_both_languages_and_every_scenario_is_in_the_library() {
    let names = |folder: &str, ending: &str| -> Vec<String> {
        let files = files::within(folder, &[ending]);
        files
            .iter()
            .map(|file| file.path[folder.len()..].trim_end_matches(&format!(".{ending}")).to_owned())
            .collect()
    };
    let (english, chinese) = (names("lessons/en/", "md"), names("lessons/zh-CN/", "md"));
    assert_eq!(english, chinese, "every lesson is in lessons/en and in lessons/zh-CN");
    let library = files::within("crates/script/src/library.rs", &["rs"]);
    // Those about a rule are in a folder of their own, and need no lesson: see `rules`.
    for scenario in names("scenarios/", "raft").into_iter().filter(|name| !name.contains('/')) {
        assert!(english.contains(&scenario), "write lessons/en/{scenario}.md and its translation");
        let listed = library.iter().any(|file| file.text.contains(&format!("slug: \"{scenario}\"")));
        assert!(listed, "list {scenario} in crates/script/src/library.rs, or nobody finds it");
    }
}

#[test]
fn nothing_is_styled_in_place() {
    // The content-security policy allows no inline style.
    let mut found = Vec::new();
    for file in files::all().iter().filter(|file| file.is_in("web/src/") || file.path == "index.html") {
        for (number, line) in file.lines() {
            if line.contains("style=") || line.contains("set_attribute(\"style\"") {
                found.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    none(&found, "Put it into web/css/, or draw it with SVG attributes:");
}

#[test]
fn no_comment_begins_with_somebody() {
    // A comment names the thing first. Written in two parts, as above.
    let starts = [concat!("Who", "ever"), concat!("Some", "body"), concat!("What who", "ever")];
    let mut found = Vec::new();
    for file in files::all().iter().filter(|file| file.has_ending(&["rs", "ts", "css"])) {
        for (number, line) in file.lines() {
            let line = line.trim_start();
            let Some(marks) = ["///", "//!", "//", "/*"].iter().find_map(|mark| line.strip_prefix(mark))
            else {
                continue;
            };
            if starts.iter().any(|start| marks.trim_start().starts_with(start)) {
                found.push(format!("{}:{number}: {line}", file.path));
            }
        }
    }
    none(&found, "Name the thing that the comment is about:");
}
