//! No answer is given away before its question. Beside each question stands what would do so, as
//! `tells`; here it is looked for in everything that the board shows up to then.

use crate::parse::{Lesson, Panel, Question};
use crate::{lesson, plain};
use narration::{Language, caption, headings};
use script::{CueKind, Story, play};

fn of_panel(panel: &Panel) -> Vec<String> {
    let mut texts = vec![panel.title.clone(), panel.short.clone(), panel.hidden.clone()];
    texts.extend(panel.paragraphs.iter().chain(&panel.notes).map(plain));
    texts.extend(panel.pictures.iter().map(|picture| picture.caption.clone()));
    texts
}

/// A question with all of its answers, or what is read once it is answered.
fn of_question(question: &Question) -> Vec<String> {
    let mut texts = vec![question.prompt.clone(), question.answered.clone()];
    texts.extend(question.options.iter().flat_map(|(text, why)| [text.clone(), why.clone()]));
    texts.extend(question.reveal.iter().map(plain));
    texts
}

/// The captions on the way to a question.
fn captions(language: Language, story: &Story, key: &str) -> Vec<String> {
    let is_asked = |kind: &CueKind| matches!(kind, CueKind::Ask { key: own, .. } if own.as_str() == key);
    let cue = story.cues.iter().find(|cue| is_asked(&cue.kind)).unwrap();
    let mut texts = Vec::new();
    story.timeline.replay(cue.moment, |_, _, _, event, world, _| texts.push(caption(language, event, world)));
    texts
}

/// Everything that is shown before this question is answered, but for what can be answered.
fn shown_before(language: Language, lesson: &Lesson, question: &Question, story: &Story) -> Vec<String> {
    let at = lesson.panels.iter().position(|panel| panel.anchor == question.panel).unwrap();
    let mut texts = vec![lesson.title.clone(), lesson.summary.clone(), question.prompt.clone()];
    texts.extend(lesson.panels[..=at].iter().flat_map(of_panel));
    // Later panels stand in the strip as what is done, not as what comes of it.
    texts.extend(lesson.panels[at + 1..].iter().map(|panel| panel.hidden.clone()));
    texts.extend(lesson.questions.iter().take_while(|other| other.key != question.key).flat_map(of_question));
    texts.extend(captions(language, story, &question.key));
    texts
}

#[test]
fn nothing_tells_an_answer_before_its_question() {
    let mut told = Vec::new();
    for language in Language::ALL {
        for heading in headings(language) {
            let lesson = lesson(language, heading.slug);
            let story = play(script::parse(script::scenario(heading.slug).unwrap().text).unwrap());
            for question in &lesson.questions {
                let shown = shown_before(language, &lesson, question, &story);
                for tell in &question.tells {
                    let small = tell.to_lowercase();
                    let tellers = shown.iter().filter(|text| text.to_lowercase().contains(&small));
                    told.extend(tellers.map(|text| {
                        format!("{} {}: {tell:?} is told by {text:?}", heading.slug, question.key)
                    }));
                }
            }
        }
    }
    assert!(told.is_empty(), "{told:#?}");
}

/// Words that stand in no answer would be looked for in vain.
#[test]
fn what_would_tell_an_answer_is_of_that_answer() {
    for language in Language::ALL {
        for heading in headings(language) {
            let lesson = lesson(language, heading.slug);
            for question in &lesson.questions {
                let answer = of_question(question).join("\n").to_lowercase();
                let found = question.tells.iter().filter(|tell| answer.contains(&tell.to_lowercase()));
                assert!(found.count() > 0, "{} {}: {:?}", heading.slug, question.key, question.tells);
            }
        }
    }
}

/// The menu shows summaries before anything was asked: as questions they cannot answer any.
#[test]
fn a_summary_asks_where_the_lesson_asks() {
    for language in Language::ALL {
        for heading in headings(language) {
            let asks = !lesson(language, heading.slug).questions.is_empty();
            let is_question = heading.summary.ends_with(['?', '？']);
            assert!(!asks || is_question, "{}: {}", heading.slug, heading.summary);
        }
    }
}

/// The end of a lesson says what to take away.
#[test]
fn each_lesson_ends_with_what_to_take_away() {
    for language in Language::ALL {
        for heading in headings(language) {
            let lesson = lesson(language, heading.slug);
            let ends = !lesson.questions.is_empty();
            assert_eq!(lesson.takeaway.len(), usize::from(ends), "{}", heading.slug);
            let (Some(takeaway), Some(last)) = (lesson.takeaway.first(), lesson.panels.last()) else {
                continue;
            };
            // It stands below the last panel's text.
            let used: usize =
                last.paragraphs.iter().chain([takeaway]).map(|one| plain(one).chars().count()).sum();
            let room = match language {
                Language::English => 345,
                Language::Chinese => 170,
            };
            assert!(used <= room, "{}: {used} characters", heading.slug);
        }
    }
}
