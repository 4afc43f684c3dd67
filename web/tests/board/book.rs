//! Texts that are loaded when they are needed: asking, arriving, failing, and what the board shows meanwhile.

use crate::harness::board;
use narration::{
    Language, TextFile, TextKind, built_in, code_file, glossary_file, heading, rule_text, rules_file,
    words_file,
};
use raft_core::Rule;
use web::picture::Picture;
use web::state::{Effect, Intent, Notice, Pane, State, intent_of};

fn file(language: Language, slug: &str) -> TextFile {
    heading(language, slug).expect("a lesson").file
}

/// What the effects ask for.
fn asked(effects: &[Effect]) -> Vec<TextFile> {
    let file = |effect: &Effect| match effect {
        Effect::Load(file) => Some(*file),
        _ => None,
    };
    effects.iter().filter_map(file).collect()
}

fn arrives(state: &mut State, file: TextFile) -> Vec<Effect> {
    let text = built_in::text(file).expect("a file of this build").to_owned();
    state.reduce(Intent::Loaded(file, Some(text)))
}

/// What stands beside the panels of the strip.
fn captions(state: &State) -> Vec<String> {
    Picture::of(state, None).strip_captions.to_vec()
}

#[test]
fn a_lesson_is_asked_for_once_and_arrives() {
    let mut state = board("figure-8");
    let figure_8 = file(Language::English, "figure-8");
    assert_eq!(asked(&state.ask_for_texts()), [figure_8]);
    assert_eq!(asked(&state.reduce(Intent::NextStop)), [], "it is on its way");
    assert!(state.lesson().is_none() && !state.book.is_missing(figure_8));
    arrives(&mut state, figure_8);
    let panel = state.lesson().and_then(|lesson| lesson.panel("c")).expect("panel c");
    assert_eq!(panel.title, "Index 2 is on three of five");
    assert_eq!(asked(&state.reduce(Intent::NextStop)), []);
    // What is there does not go away again.
    state.reduce(Intent::Loaded(figure_8, None));
    assert!(state.lesson().is_some());
}

#[test]
fn a_lesson_opens_at_once_and_its_prose_follows() {
    let mut state = board("hello");
    state.ask_for_texts();
    let effects = state.reduce(Intent::Open("figure-8"));
    assert_eq!(asked(&effects), [file(Language::English, "figure-8")]);
    assert_eq!(state.run.slug(), Some("figure-8"));
    assert_eq!(state.heading().map(|heading| heading.title), Some("Figure 8"));
    assert!(state.lesson().is_none());
    // The one that was left arrives late, and is kept for coming back.
    arrives(&mut state, file(Language::English, "hello"));
    assert!(state.lesson().is_none());
    assert_eq!(asked(&state.reduce(Intent::Open("hello"))), []);
    assert!(state.lesson().is_some());
}

#[test]
fn a_run_without_a_lesson_asks_for_nothing() {
    let text = "title own\nservers S1 S2 S3\nstepped\nelect S1\npanel a\n";
    let mut state = board("hello");
    arrives(&mut state, file(Language::English, "hello"));
    assert_eq!(asked(&state.reduce(Intent::Play(text.to_owned()))), []);
    assert_eq!(captions(&state), ["a"], "its panels have only their own names");
}

#[test]
fn what_could_not_be_had_is_asked_for_again_when_somebody_wants_it() {
    let figure_8 = file(Language::English, "figure-8");
    for again in [
        Intent::LoadAgain,
        Intent::Open("figure-8"),
        Intent::OpenAt("figure-8", "c".to_owned()),
        Intent::SetLanguage(Language::English),
    ] {
        let mut state = board("figure-8");
        state.ask_for_texts();
        state.reduce(Intent::Loaded(figure_8, None));
        assert!(state.book.is_missing(figure_8));
        // Going on does not ask at every step.
        assert_eq!(asked(&state.reduce(Intent::NextStop)), []);
        assert!(state.book.is_missing(figure_8));
        assert_eq!(asked(&state.reduce(again.clone())), [figure_8], "{again:?}");
        assert!(!state.book.is_missing(figure_8), "it is on its way again");
        arrives(&mut state, figure_8);
        assert!(state.lesson().is_some());
    }
}

#[test]
fn a_damaged_text_is_as_good_as_none() {
    let mut state = board("figure-8");
    let figure_8 = file(Language::English, "figure-8");
    let whole = built_in::text(figure_8).expect("its text");
    for damaged in [
        "",
        "<!doctype html>\n<p>Sign in to this network.</p>\n",
        &whole[..whole.floor_char_boundary(whole.len() / 2)],
    ] {
        state.reduce(Intent::LoadAgain);
        state.reduce(Intent::Loaded(figure_8, Some(damaged.to_owned())));
        assert!(state.lesson().is_none() && state.book.is_missing(figure_8));
    }
    state.reduce(Intent::LoadAgain);
    arrives(&mut state, figure_8);
    assert!(state.lesson().is_some());
}

#[test]
fn another_language_loads_its_own_and_keeps_the_place() {
    let mut state = board("figure-8");
    arrives(&mut state, file(Language::English, "figure-8"));
    for _ in 0..3 {
        state.reduce(Intent::NextStop);
    }
    let before = state.run.at;
    let chinese = file(Language::Chinese, "figure-8");
    let words = words_file(Language::Chinese);
    assert_eq!(asked(&state.reduce(Intent::SetLanguage(Language::Chinese))), [words]);
    assert!(state.lesson().is_some(), "it speaks English until the words are there");
    assert_eq!(asked(&arrives(&mut state, words)), [chinese]);
    assert!(state.lesson().is_none());
    assert_eq!(state.run.at, before);
    arrives(&mut state, chinese);
    let panel = state.lesson().and_then(|lesson| lesson.panel("c")).expect("panel c");
    assert!(!panel.title.is_ascii());
    assert_eq!(asked(&state.reduce(Intent::SetLanguage(Language::English))), []);
    assert_eq!(state.run.at, before);
}

#[test]
fn a_language_is_spoken_when_its_words_have_arrived() {
    let (words, speak) = (words_file(Language::Chinese), Intent::SetLanguage(Language::Chinese));
    let mut state = board("hello");
    assert_eq!(state.reduce(speak.clone())[0], Effect::Load(words));
    assert_eq!(state.reduce(speak.clone()), [], "they are on their way");
    state.reduce(Intent::NextStop);
    assert_eq!(state.settings.language, Language::English);
    let effects = arrives(&mut state, words);
    assert_eq!(effects[0], Effect::ApplySettings, "stored only when it is spoken");
    assert_eq!(state.settings.language, Language::Chinese);
    // From now on both are there.
    for language in [Language::English, Language::Chinese] {
        let effects = state.reduce(Intent::SetLanguage(language));
        assert_eq!(effects[0], Effect::ApplySettings);
        assert_eq!(state.settings.language, language);
        assert!(!asked(&effects).contains(&words_file(language)));
    }
}

#[test]
fn a_language_whose_words_cannot_be_had_is_told_and_can_be_chosen_again() {
    let (words, speak) = (words_file(Language::Chinese), Intent::SetLanguage(Language::Chinese));
    let whole = built_in::text(words).expect("the words");
    let mut state = board("hello");
    for damaged in [
        None,
        Some("<!doctype html>\n<p>Sign in to this network.</p>\n"),
        Some(&whole[..whole.floor_char_boundary(3000)]),
    ] {
        assert!(asked(&state.reduce(speak.clone())).contains(&words));
        assert_eq!(state.notice, None);
        assert_eq!(state.reduce(Intent::Loaded(words, damaged.map(str::to_owned))), []);
        assert_eq!(state.notice, Some(Notice::WordsMissing));
        assert_eq!(state.settings.language, Language::English);
        // Nobody asks again by themselves, and the board goes on.
        assert!(!asked(&state.reduce(Intent::NextStop)).contains(&words));
    }
    assert!(asked(&state.reduce(speak)).contains(&words));
    arrives(&mut state, words);
    assert_eq!((state.settings.language, state.notice), (Language::Chinese, None));
}

#[test]
fn whoever_goes_back_to_the_language_that_is_spoken_stays_with_it() {
    let words = words_file(Language::Chinese);
    for text in [None, built_in::text(words).map(str::to_owned)] {
        let mut state = board("hello");
        state.reduce(Intent::SetLanguage(Language::Chinese));
        assert_eq!(state.reduce(Intent::SetLanguage(Language::English))[0], Effect::ApplySettings);
        assert_eq!(state.reduce(Intent::Loaded(words, text)), []);
        assert_eq!((state.settings.language, state.notice), (Language::English, None));
    }
}

/// The language of an address that is followed is shown, but not stored for the next time.
#[test]
fn an_addresss_language_waits_for_its_words_too() {
    let mut state = board("hello");
    let words = words_file(Language::Chinese);
    assert_eq!(state.speak(Language::Chinese, Effect::ShowSettings), [Effect::Load(words)]);
    // Another text that arrives meanwhile has nothing to do with it.
    let hello = file(Language::English, "hello");
    assert_eq!(arrives(&mut state, hello), []);
    assert_eq!(state.settings.language, Language::English);
    assert_eq!(arrives(&mut state, words)[0], Effect::ShowSettings);
    assert_eq!(state.settings.language, Language::Chinese);
    assert_eq!(state.speak(Language::English, Effect::ShowSettings), [Effect::ShowSettings]);
    assert_eq!(web::state::language_of("#s=figure-8&lang=zh-CN"), Some(Language::Chinese));
    assert_eq!(web::state::language_of("#s=figure-8"), None);
    assert_eq!(web::state::language_of("#%"), None);
}

#[test]
fn the_glossary_is_loaded_when_it_is_opened() {
    let mut state = board("hello");
    arrives(&mut state, file(Language::English, "hello"));
    let words = glossary_file(Language::English);
    assert_eq!(words.kind, TextKind::Glossary);
    assert_eq!(asked(&state.reduce(Intent::Show(Pane::Glossary("term")))), [words]);
    assert!(state.book.glossary(words).is_none());
    arrives(&mut state, words);
    assert!(state.book.glossary(words).and_then(|glossary| glossary.word("term")).is_some());
    assert_eq!(asked(&state.reduce(Intent::Show(Pane::Glossary("leader")))), []);
}

#[test]
fn what_there_is_to_say_about_the_rules_is_loaded_with_the_first_of_them() {
    let mut state = board("hello");
    arrives(&mut state, file(Language::English, "hello"));
    let rules = rules_file(Language::English);
    assert_eq!(asked(&state.reduce(Intent::ShowRule(Rule::PersistLog))), [rules]);
    state.reduce(Intent::Loaded(rules, None));
    assert!(state.book.is_missing(rules));
    // A rule's scenario needs nothing else, and asks again for what could not be had.
    let slug = script::rule_scenario(Rule::PersistLog).slug;
    assert_eq!(asked(&state.reduce(Intent::OpenAt(slug, "off".to_owned()))), [rules]);
    arrives(&mut state, rules);
    assert!(state.book.glossary(rules).is_some_and(|all| rule_text(all, Rule::PersistLog).is_some()));
    assert_eq!(asked(&state.reduce(Intent::Show(Pane::Rules))), []);
}

#[test]
fn a_question_is_answered_without_its_prose() {
    let mut state = board("figure-8");
    for _ in 0..4 {
        state.reduce(Intent::NextStop);
    }
    let intent = intent_of(&state, "b").expect("b answers");
    assert_eq!(intent, Intent::Answer(2));
    state.reduce(intent);
    assert!(state.run.progress.answer("may-s1-commit").is_some());
}

/// Before the prose is there nothing stands beside the panels; then what each of them may say.
#[test]
fn a_hidden_future_stays_hidden_while_the_prose_is_missing() {
    let mut state = board("figure-8");
    let figure_8 = file(Language::English, "figure-8");
    let nothing = |state: &State| captions(state).iter().all(String::is_empty);
    assert!(nothing(&state));
    state.reduce(Intent::Loaded(figure_8, None));
    assert!(nothing(&state));
    let hidden = |state: &State| -> usize {
        Picture::of(state, None).strip.nodes.iter().filter(|node| node.hidden).count()
    };
    assert_eq!(hidden(&state), 4);
    state.reduce(Intent::LoadAgain);
    arrives(&mut state, figure_8);
    let lesson = state.lesson().expect("it is there");
    let expected: Vec<&str> = lesson
        .panels
        .iter()
        .map(|panel| match panel.anchor {
            "c" | "d" | "d-broken" | "e" => panel.hidden,
            _ => panel.short,
        })
        .collect();
    assert_eq!(captions(&state), expected);
}

#[test]
fn the_core_s_lines_are_asked_for_when_somebody_wants_to_see_them() {
    let mut state = board("figure-8");
    state.ask_for_texts();
    assert_eq!(asked(&state.reduce(Intent::ShowCode(Rule::OneVotePerTerm))), [code_file()]);
    assert!(state.book.code().is_none());
    arrives(&mut state, code_file());
    // Every rule's lines are in it.
    assert_eq!(asked(&state.reduce(Intent::ShowCode(Rule::Retry))), []);
    assert_eq!(state.code, Some(Rule::Retry));
    assert!(state.book.code().and_then(|code| code.of(Rule::Retry)).is_some());
    state.reduce(Intent::ShowCode(Rule::Retry));
    assert_eq!(state.code, None, "pressed once more they go");
}

#[test]
fn lines_that_could_not_be_had_are_asked_for_again() {
    let mut state = board("figure-8");
    state.ask_for_texts();
    state.reduce(Intent::ShowCode(Rule::Retry));
    state.reduce(Intent::Loaded(code_file(), None));
    assert!(state.book.is_missing(code_file()));
    assert_eq!(asked(&state.reduce(Intent::LoadAgain)), [code_file()]);
}

#[test]
fn another_pane_shows_no_lines() {
    let mut state = board("figure-8");
    state.reduce(Intent::Show(Pane::Why));
    state.reduce(Intent::ShowCode(Rule::Retry));
    assert!(state.shows_code());
    state.reduce(Intent::Forward);
    assert!(state.shows_code(), "stepping on keeps them");
    state.reduce(Intent::Show(Pane::Rules));
    assert_eq!(state.code, None);
}
