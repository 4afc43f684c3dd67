//! A question and its answers, and once it is answered, what is right, what is wrong, and why.

use crate::dom::{El, Piece, el, pieces};
use crate::lesson::prose::prose;
use crate::membership::set;
use crate::state::{Answer, Asked, Intent};
use crate::view::View;
use narration::{Choice, Question};
use script::syntax::ANSWER_LETTERS;
use yew::Html;

/// A question with all of its answers, open or answered.
pub(super) fn question(
    view: &View<'_>,
    question: &'static Question,
    asked: &Asked,
    answer: Option<Answer>,
) -> Html {
    let words = view.words;
    let hidden = view.state.settings.hide_answers && answer.is_none();
    let attempts = view.state.run.progress.attempts(&asked.key);
    // Who was wrong has two reasons to read; who was right has one, and what it leads to.
    let latest = attempts.last().copied();
    let reveals = answer.is_some() && latest.is_none_or(|option| option == asked.right);
    let options = (1..=asked.options).zip(&question.options).map(|(number, choice)| {
        let verdict = match answer {
            None => None,
            Some(_) if number == asked.right => Some(true),
            Some(_) => attempts.contains(&number).then_some(false),
        };
        let is_explained = match verdict {
            None => false,
            Some(true) => !reveals,
            Some(false) => latest == Some(number),
        };
        option(view, number, choice, verdict, is_explained, hidden).key(number)
    });
    let reveal = || {
        let reveal = view.button(words.show_answer, Intent::Reveal).class("plain");
        if hidden { reveal.shortcut("PageDown") } else { reveal }
    };
    let asked_box = el("section")
        .classes("box", &[(answer.is_some(), "answered")])
        .label(if answer.is_none() { words.question } else { words.question_answered })
        .with(el("h2").with(set(question.prompt)))
        .with(el("ol").class("options").all(options))
        .with(hidden.then(|| el("p").class("quiet").with(words.hands_up)))
        .with(answer.is_none().then(reveal));
    let told = told(view, question, asked, answer, latest);
    let reveal = el("div").class("told").with(reveals.then(|| prose(view, &question.reveal)));
    pieces([told, asked_box, reveal])
}

/// An option with what it turned out to be, if that is known, and why.
fn option(
    view: &View<'_>,
    number: usize,
    choice: &'static Choice,
    verdict: Option<bool>,
    is_explained: bool,
    hidden: bool,
) -> El {
    let words = view.words;
    let letter = el("kbd").with(letter(number));
    let option = if hidden { el("div").with(letter) } else { view.button(letter, Intent::Answer(number)) };
    let mark = verdict.map(|right| {
        let (sign, said) = if right { ("✓", words.right_answer) } else { ("✗", words.wrong_answer) };
        el("b").classes("mark", &[(right, "good")]).role("img").label(said).with(sign)
    });
    let option = option.class("option").with(el("span").with(set(choice.text)).with(" ").with(mark));
    el("li").with(option).with(is_explained.then(|| el("p").class("option-why").with(set(choice.why))))
}

fn letter(option: usize) -> &'static str {
    option.checked_sub(1).and_then(|place| ANSWER_LETTERS.get(place)).copied().unwrap_or_default()
}

/// Right or wrong, announced. Its place is there before, so that a screen reader hears it come.
fn told(
    view: &View<'_>,
    question: &'static Question,
    asked: &Asked,
    answer: Option<Answer>,
    latest: Option<usize>,
) -> El {
    let words = view.words;
    let why = |option: usize| {
        let choice = option.checked_sub(1).and_then(|place| question.options.get(place));
        el("span").class("unseen").with(" ").with(choice.map_or("", |choice| choice.why))
    };
    let said = |said: &'static str, option: usize| {
        pieces([
            said.html(),
            " ".html(),
            el("b").with(letter(option)).html(),
            words.full_stop.html(),
            why(option).html(),
            " ".html(),
        ])
    };
    let told = el("p").role("status");
    match (answer, latest) {
        (None, _) => told.class("verdict"),
        (Some(_), Some(option)) if option == asked.right => {
            told.class("verdict good").with(said(words.right, option))
        }
        (Some(_), Some(option)) => {
            told.class("verdict").with(said(words.wrong, option)).with(said(words.the_answer_is, asked.right))
        }
        (Some(_), None) => told.class("verdict").with(said(words.the_answer_is, asked.right)),
    }
}
