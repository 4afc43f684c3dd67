//! A question, its answers, and what was wrong with the one that was chosen.

use crate::dom::{El, el};
use crate::lesson::prose;
use crate::state::{Answer, Asked, Intent};
use crate::view::View;
use narration::Question;

/// A, B, C: as hands go up in a class.
const LETTERS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

/// A question, open or answered.
pub(super) fn question(
    view: &View<'_>,
    question: &'static Question,
    asked: &Asked,
    answer: Option<Answer>,
) -> El {
    match answer {
        None => open(view, question, asked),
        Some(answer) => answered(view, question, asked, answer),
    }
}

fn open(view: &View<'_>, question: &'static Question, asked: &Asked) -> El {
    let options =
        (1..=asked.options).zip(&question.options).zip(LETTERS).map(|((number, choice), letter)| {
            let option = view.button(el("kbd").with(letter), Intent::Answer(number)).class("option");
            el("li").key(number).with(option.with(el("span").with(choice.text)))
        });
    el("section")
        .class("box")
        .label(view.words.question)
        .with(el("h2").with(question.prompt))
        .with(el("ol").class("options").all(options))
        .with(view.button(view.words.show_answer, Intent::Reveal).class("plain"))
}

fn letter(option: usize) -> &'static str {
    option.checked_sub(1).and_then(|place| LETTERS.get(place)).copied().unwrap_or_default()
}

fn answered(view: &View<'_>, question: &'static Question, asked: &Asked, answer: Answer) -> El {
    let words = view.words;
    let verdict = |said: &'static str, option: usize| {
        let letter = el("b").with(letter(option));
        el("p").class("verdict").with(said).with(" ").with(letter).with(words.full_stop)
    };
    let right = || verdict(words.the_answer_is, asked.right);
    let told = el("div").class("told").role("status");
    match answer {
        Answer::Skipped => told.with(right()).with(prose(view, &question.reveal)),
        Answer::Chosen(option) if option == asked.right => {
            told.with(verdict(words.right, option).class("verdict good")).with(prose(view, &question.reveal))
        }
        // Why the chosen one is wrong says what the right one would; both do not fit.
        Answer::Chosen(option) => {
            let why = question.options.get(option - 1).map(|choice| choice.why).unwrap_or_default();
            let chosen = el("b").with(letter(option)).with(": ");
            told.with(el("p").class("verdict").with(chosen).with(why)).with(right())
        }
    }
}
