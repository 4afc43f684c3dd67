//! `docs/teaching.md` names lessons, panels and questions: they are there.

use crate::lesson;
use narration::{Language, headings};
use std::collections::BTreeSet;

const TEACHING: &str = include_str!("../../../../docs/teaching.md");

/// What stands between two marks on one line, anywhere in the rows of the tables.
fn marked(mark: &str) -> BTreeSet<String> {
    let rows = TEACHING.lines().filter(|line| line.starts_with("| "));
    rows.flat_map(|row| row.split(mark).skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn the_lectures_name_panels_and_lessons_that_are_there() {
    let (mut panels, mut titles) = (BTreeSet::new(), BTreeSet::new());
    for heading in headings(Language::English) {
        titles.insert(heading.title.to_owned());
        panels.extend(lesson(Language::English, heading.slug).panels.into_iter().map(|panel| panel.anchor));
    }
    let named: BTreeSet<String> = marked("**").into_iter().filter(|name| name != "Proof").collect();
    assert!(named.len() > 8);
    assert_eq!(named.difference(&titles).collect::<Vec<_>>(), [""; 0]);
    let named = marked("`");
    assert!(named.len() > 10);
    assert_eq!(named.difference(&panels).collect::<Vec<_>>(), [""; 0]);
}
