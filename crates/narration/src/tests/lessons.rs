use super::check_text;
use crate::built_in::{glossary, lesson};
use crate::{Heading, Inline, Language, Lesson, Paragraph, heading, headings, section_title};
use script::{CueKind, SCENARIOS, play};

/// Every lesson of a language with its heading.
fn lessons(language: Language) -> impl Iterator<Item = (&'static Heading, &'static Lesson)> {
    headings(language).iter().map(move |heading| {
        let lesson = lesson(language, heading.slug);
        (heading, lesson.expect("a lesson reads back as it was written"))
    })
}

fn plain(paragraph: &Paragraph) -> String {
    paragraph.iter().map(|piece| piece.text()).collect()
}

fn length(paragraphs: &[Paragraph]) -> usize {
    paragraphs.iter().map(|paragraph| plain(paragraph).chars().count()).sum()
}

#[test]
fn the_lessons_are_there_in_both_languages() {
    for language in Language::ALL {
        let slugs: Vec<&str> = headings(language).iter().map(|heading| heading.slug).collect();
        let scenarios: Vec<&str> = SCENARIOS.iter().map(|scenario| scenario.slug).collect();
        assert_eq!(slugs, scenarios, "one for each scenario, in the same order");
        assert!(heading(language, "no-such-lesson").is_none());
    }
}

/// The menu groups lessons by section: `5.4` for §5.4.1.
#[test]
fn every_lesson_is_in_a_section_that_has_a_title() {
    for language in Language::ALL {
        for heading in headings(language).iter().filter(|heading| !heading.section.is_empty()) {
            let group: Vec<&str> = heading.section.split('.').take(2).collect();
            let title = section_title(language, &group.join("."));
            assert_ne!(title, section_title(language, ""), "{}", heading.slug);
        }
    }
}

#[test]
fn every_text_of_a_lesson_is_fit_to_print() {
    for language in Language::ALL {
        for (heading, lesson) in lessons(language) {
            check_text(language, heading.title);
            check_text(language, heading.summary);
            for panel in &lesson.panels {
                for line in [panel.title, panel.short, panel.hidden] {
                    check_text(language, line);
                }
                for paragraph in panel.paragraphs.iter().chain(&panel.notes) {
                    check_text(language, &plain(paragraph));
                }
                panel.pictures.iter().for_each(|picture| check_text(language, picture.caption));
                assert!(!panel.notes.is_empty(), "{}: no notes at {}", heading.slug, panel.anchor);
            }
            for question in &lesson.questions {
                check_text(language, question.prompt);
                check_text(language, question.answered);
                for choice in &question.options {
                    check_text(language, choice.text);
                    check_text(language, choice.why);
                }
                for paragraph in &question.reveal {
                    check_text(language, &plain(paragraph));
                }
            }
        }
    }
}

/// The lesson's pane is 314 px wide: about 36 Latin or 17 Chinese characters a line, ten lines.
#[test]
fn the_texts_fit_into_the_pane() {
    for language in Language::ALL {
        for (heading, lesson) in lessons(language) {
            for panel in &lesson.panels {
                let asked = lesson.questions.iter().any(|question| question.panel == panel.anchor);
                let room = if asked { language.pick(150, 70) } else { language.pick(345, 170) };
                // Two pictures stand side by side, and take five lines.
                let room = room - if panel.pictures.is_empty() { 0 } else { language.pick(120, 60) };
                let used = length(&panel.paragraphs);
                assert!(panel.pictures.len() <= 2, "{}", panel.anchor);
                assert!(panel.pictures.iter().all(|picture| picture.rows.len() <= 3), "{}", panel.anchor);
                assert!(used <= room, "{} {}: {used} characters", heading.slug, panel.anchor);
                assert!(panel.title.chars().count() <= language.pick(36, 17), "{}", panel.title);
                assert!(panel.short.chars().count() <= language.pick(90, 44), "{}", panel.short);
                assert!(panel.hidden.chars().count() <= language.pick(50, 25), "{}", panel.hidden);
            }
            for question in &lesson.questions {
                assert!(length(&question.reveal) <= language.pick(190, 90), "{}", question.key);
                assert!(question.prompt.chars().count() <= language.pick(50, 22), "{}", question.prompt);
                for choice in &question.options {
                    assert!(choice.text.chars().count() <= language.pick(34, 16), "{}", choice.text);
                    assert!(choice.why.chars().count() <= language.pick(125, 55), "{}", choice.why);
                }
            }
        }
    }
}

#[test]
fn links_lead_into_the_glossary() {
    for language in Language::ALL {
        let glossary = glossary(language).unwrap();
        for word in &glossary.words {
            check_text(language, word.word);
            word.definition.iter().for_each(|paragraph| check_text(language, &plain(paragraph)));
        }
        let paragraphs = lessons(language).flat_map(|(_, lesson)| {
            let panels = lesson.panels.iter().flat_map(|panel| panel.paragraphs.iter().chain(&panel.notes));
            panels.chain(lesson.questions.iter().flat_map(|question| &question.reveal))
        });
        for piece in paragraphs.flat_map(|paragraph| paragraph.iter()) {
            if let Inline::Glossary { key, .. } = piece {
                assert!(glossary.word(key).is_some(), "{key}");
            }
        }
    }
}

/// The prose belongs to the scenario: the same panels and questions, and the same right answer.
/// A scenario without panels has prose for its start.
#[test]
fn lessons_and_scenarios_agree() {
    for scenario in SCENARIOS {
        let slug = scenario.slug;
        let story = play(script::parse(scenario.text).unwrap());
        let mut panels: Vec<&str> = names(story.panels());
        if panels.is_empty() {
            panels.push("start");
        }
        let said = names(story.cues.iter().filter(|cue| matches!(cue.kind, CueKind::Say(_))));
        for language in Language::ALL {
            let prose = lesson(language, slug).unwrap();
            let anchors: Vec<&str> = prose.panels.iter().map(|panel| panel.anchor).collect();
            assert_eq!(anchors, panels, "{slug}");
            assert!(said.iter().all(|key| prose.panel(key).is_some()), "{slug}: {said:?}");
            check_questions(prose, &story);
        }
    }
}

fn names<'a>(cues: impl Iterator<Item = &'a script::Cue>) -> Vec<&'a str> {
    cues.filter_map(|cue| cue.name()).map(script::Name::as_str).collect()
}

fn check_questions(prose: &Lesson, story: &script::Story) {
    let mut asked = 0;
    for cue in &story.cues {
        if let CueKind::Ask { key, options, answer } = &cue.kind {
            let question = prose.question(key.as_str()).unwrap();
            assert_eq!(question.options.len(), usize::from(*options));
            assert_eq!(question.answer, usize::from(*answer));
            let panel = story.panel(question.panel).unwrap();
            assert_eq!(panel.moment, cue.moment, "a question is asked at its panel");
            asked += 1;
        }
    }
    assert_eq!(asked, prose.questions.len());
}

/// Panels that come after a question: until it is answered, the board shows what is hidden there.
fn hidden_futures(story: &script::Story) -> Vec<&str> {
    let first_ask = story.cues.iter().find(|cue| matches!(cue.kind, CueKind::Ask { .. }));
    let after = first_ask.map_or(u32::MAX, |ask| ask.line);
    names(story.panels().filter(|panel| panel.line > after))
}

/// What stands beside a future that is still hidden says what is done to the cluster, not what
/// comes of it.
#[test]
fn a_hidden_future_stays_hidden() {
    let telling = [
        "overwrit", "lost", "commit", "broken", "win", "won", "safe", "refuse", "reject", "ignore", "delete",
        "覆盖", "丢", "提交", "破坏", "当选", "安全", "拒绝", "忽略", "删除",
    ];
    for scenario in SCENARIOS {
        let story = play(script::parse(scenario.text).unwrap());
        for language in Language::ALL {
            let prose = lesson(language, scenario.slug).unwrap();
            for anchor in hidden_futures(&story) {
                let hidden = prose.panel(anchor).unwrap().hidden;
                let told = telling.iter().find(|word| hidden.contains(**word));
                assert_eq!(told, None, "{} {anchor}: {hidden}", scenario.slug);
            }
        }
    }
}

/// A student who always says B would learn nothing.
#[test]
fn the_right_answer_is_not_always_at_the_same_place() {
    for (heading, lesson) in lessons(Language::English).filter(|(_, lesson)| lesson.questions.len() > 1) {
        let first = lesson.questions[0].answer;
        let others = lesson.questions.iter().any(|question| question.answer != first);
        assert!(others, "{}", heading.slug);
    }
}

#[test]
fn figure_8_asks_what_the_paper_answers() {
    let question = lesson(Language::English, "figure-8").unwrap().question("may-s1-commit").unwrap();
    assert_eq!(question.answer, 2);
    assert_eq!(question.panel, "c");
    assert_eq!(question.options[1].text, "No: it is not from term 4");
}
