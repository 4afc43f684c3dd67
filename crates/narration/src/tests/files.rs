use crate::{
    Contents, Damaged, Language, TextFile, TextKind, built_in, code_file, glossary_file, headings,
    rules_file, words_file,
};

/// Every file of the index.
fn files() -> impl Iterator<Item = TextFile> {
    let texts = Language::ALL.into_iter().flat_map(|language| {
        headings(language).iter().map(|heading| heading.file).chain([
            glossary_file(language),
            rules_file(language),
            words_file(language),
        ])
    });
    texts.chain([code_file()])
}

fn leak(text: String) -> &'static str {
    text.leak()
}

#[test]
fn every_file_of_the_index_is_there_and_can_be_read() {
    assert_eq!(files().count(), built_in::files().len());
    for file in files() {
        let contents = file.read(built_in::text(file).expect(file.name)).expect(file.name);
        match (file.kind, contents) {
            (TextKind::Lesson, Contents::Lesson(lesson)) => assert!(!lesson.panels.is_empty()),
            (TextKind::Glossary, Contents::Glossary(glossary)) => assert!(!glossary.words.is_empty()),
            (TextKind::Words(_), Contents::Words(words)) => assert!(!words.headings.is_empty()),
            (TextKind::Code, Contents::Code(code)) => assert!(!code.rules.is_empty()),
            _ => panic!("{}: something else than its kind says", file.name),
        }
    }
}

/// Cut off anywhere, a text is damaged; it never reads as a shorter one, whatever its hash.
#[test]
fn a_text_that_is_cut_off_is_damaged() {
    for file in files() {
        let text = built_in::text(file).expect(file.name);
        for (end, _) in text.char_indices().step_by(5) {
            assert_eq!(file.contents(&text[..end]).err(), Some(Damaged), "{} at {end}", file.name);
            assert!(!file.is_whole(&text[..end]), "{} at {end}", file.name);
        }
    }
}

#[test]
fn what_is_no_text_of_ours_is_damaged() {
    let page = "<!doctype html>\n<p>Not found</p>\n";
    for file in files() {
        let whole = built_in::text(file).expect(file.name);
        for text in
            [page, "", "\n", "4294967295\n", "-1\n", "1\n\n\n\n\n1\n1\n\n", leak(format!("{whole}0\n"))]
        {
            assert_eq!(file.contents(text).err(), Some(Damaged), "{} reads {text:?}", file.name);
            assert_eq!(file.read(text).err(), Some(Damaged), "{} reads {text:?}", file.name);
        }
    }
}

/// A line that is lost, doubled or another one is noticed, by the hash; and if it were not, it would be damaged or
/// readable, but never a panic.
#[test]
fn every_change_of_a_line_is_noticed_and_none_stops_the_program() {
    let mut damaged = 0;
    for file in files() {
        let lines: Vec<&str> = built_in::text(file).expect(file.name).lines().collect();
        // Words have many lines of one kind.
        for place in (0..lines.len()).step_by(1 + lines.len() / 200) {
            for other in [&[][..], &[lines[place], lines[place]], &["999"], &["0"], &["?"], &["选"]] {
                let changed = [&lines[..place], other, &lines[place + 1..]].concat().join("\n");
                let changed = leak(changed + "\n");
                damaged += usize::from(file.contents(changed).is_err());
                assert_eq!(file.read(changed).is_ok(), other == [lines[place]], "{} at {place}", file.name);
            }
        }
    }
    assert!(damaged > 1000, "only {damaged} changes have another shape");
}
