//! A question, its answers, and what was wrong with the one that was chosen.

use crate::dom::{Attr, El, el};
use crate::lesson::prose;
use crate::state::{Answer, Asked, Intent};
use crate::view::View;
use narration::Question;
use script::syntax::ANSWER_LETTERS;

/// A question, open or answered. `is_explained`: what happens next says why, too.
pub(super) fn question(
    view: &View<'_>,
    question: &'static Question,
    asked: &Asked,
    answer: Option<Answer>,
    is_explained: bool,
) -> El {
    match answer {
        None => open(view, question, asked),
        Some(answer) => answered(view, question, asked, answer, is_explained),
    }
}

fn open(view: &View<'_>, question: &'static Question, asked: &Asked) -> El {
    let (words, hidden) = (view.words, view.state.settings.hide_answers);
    let options =
        (1..=asked.options).zip(&question.options).zip(ANSWER_LETTERS).map(|((number, choice), letter)| {
            let letter = el("kbd").with(letter);
            let option =
                if hidden { el("div").with(letter) } else { view.button(letter, Intent::Answer(number)) };
            el("li").key(number).with(option.class("option").with(el("span").with(choice.text)))
        });
    let reveal = view.button(words.show_answer, Intent::Reveal).class("plain");
    el("section")
        .class("box")
        .label(words.question)
        .with(el("h2").with(question.prompt))
        .with(el("ol").class("options").all(options))
        .with(hidden.then(|| el("p").class("quiet").with(words.hands_up)))
        .with(if hidden { reveal.shortcut("PageDown") } else { reveal })
}

fn letter(option: usize) -> &'static str {
    option.checked_sub(1).and_then(|place| ANSWER_LETTERS.get(place)).copied().unwrap_or_default()
}

fn answered(
    view: &View<'_>,
    question: &'static Question,
    asked: &Asked,
    answer: Answer,
    is_explained: bool,
) -> El {
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
        Answer::Chosen(option) => {
            let why = |option: usize| question.options.get(option - 1).map(|choice| choice.why);
            let chosen = el("b").with(letter(option)).with(": ");
            // Why the right one is right is at hand, and open where nothing else explains it: both
            // and what happens next are more than fits.
            let right = el("details")
                .set(Attr::Open, (!is_explained).then_some(""))
                .with(el("summary").with(right()))
                .with(el("p").with(why(asked.right)));
            told.with(el("p").class("verdict").with(chosen).with(why(option))).with(right)
        }
    }
}
