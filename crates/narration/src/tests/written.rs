//! Lessons that stand in their own scripts.

use crate::{BEGINNING, Inline, Language, Lesson, Paragraph, Written, script_title};
use script::{parse, play};

const EXAMPLE: &str = include_str!("../../../../docs/two-leaders.raft");

fn lesson(text: &str, language: Language) -> &'static Lesson {
    let script = parse(text).unwrap();
    Written::of(&script).unwrap().lesson(language)
}

fn said(paragraphs: &[Paragraph]) -> Vec<&'static str> {
    paragraphs.iter().flatten().map(|piece| piece.text()).collect()
}

#[test]
fn the_example_is_a_lesson_in_both_languages_and_plays() {
    let story = play(parse(EXAMPLE).unwrap());
    assert_eq!((&story.error, &story.findings), (&None, &Vec::new()));
    assert_eq!(script_title(&story.script, Language::English), "Two leaders at once?");
    assert_eq!(script_title(&story.script, Language::Chinese), "同时有两个领导者？");
    let lessons = Language::ALL.map(|language| lesson(EXAMPLE, language));
    for lesson in lessons {
        // Every panel of the script is one of the lesson, and the beginning before them.
        let panels: Vec<&str> = story.panels().filter_map(|panel| Some(panel.name()?.as_str())).collect();
        let told: Vec<&str> = lesson.panels.iter().map(|panel| panel.anchor).collect();
        assert_eq!(told, [&[BEGINNING], &panels[..]].concat());
        assert!(lesson.panels.iter().all(|panel| !panel.title.is_empty() && !panel.paragraphs.is_empty()));
        assert_eq!(lesson.questions.len(), 2);
        assert_eq!(lesson.takeaway.len(), 1);
    }
    let [english, chinese] = lessons;
    for (one, other) in english.panels.iter().zip(&chinese.panels) {
        assert_ne!(one.title, other.title);
        assert_ne!(said(&one.paragraphs), said(&other.paragraphs));
    }
    let question = english.question("can-s3-win").unwrap();
    assert_eq!((question.panel, question.answer, question.options.len()), ("split", 2, 3));
    assert_eq!(question.options[1].text, "Yes, in term 2");
    assert_eq!(said(&question.reveal), ["There are now two leaders, but not in the same term."]);
    assert_eq!(question.answered, "The network splits");
    assert!(english.panel("split").unwrap().notes.len() == 1);
}

#[test]
fn what_is_said_belongs_to_the_panel_or_the_answer_before_it() {
    let text = "title plain-name\nservers S1 S2 S3\nstepped\nsay \"first\"\npanel a \"Label\"\nsay \"of a\"\nsay \"more\"\n\
                ask q \"Which?\"\nwrong \"x\" because \"no\"\nright \"y\" because \"yes\"\nsay \"revealed\"\nheading \"Answered\"\n\
                panel b\nheading \"Over b\"\nnote \"spoken\"\ntakeaway \"kept\"\n";
    let lesson = lesson(text, Language::English);
    let titles: Vec<&str> = lesson.panels.iter().map(|panel| panel.title).collect();
    assert_eq!(titles, ["plain-name", "Label", "Over b"]);
    let paragraphs: Vec<_> = lesson.panels.iter().map(|panel| said(&panel.paragraphs)).collect();
    assert_eq!(paragraphs, [vec!["first"], vec!["of a", "more"], vec![]]);
    let question = &lesson.questions[0];
    assert_eq!((question.answer, question.answered), (2, "Answered"));
    assert_eq!(said(&question.reveal), ["revealed"]);
    assert_eq!(said(&lesson.panels[2].notes), ["spoken"]);
    assert_eq!(said(&lesson.takeaway), ["kept"]);
}

#[test]
fn text_is_text_and_one_language_is_enough() {
    let odd = "<b onclick=x>**bold** `code` [word](#committed) &amp; # no comment";
    let text = format!("title t\nservers S1\nstepped\nsay zh \"{odd}\"\n");
    for language in Language::ALL {
        assert_eq!(lesson(&text, language).panels[0].paragraphs, [vec![Inline::Plain(odd)]]);
    }
}

#[test]
fn a_script_that_says_nothing_is_no_lesson() {
    for scenario in script::SCENARIOS {
        assert!(Written::of(&parse(scenario.text).unwrap()).is_none(), "{}", scenario.slug);
    }
}
