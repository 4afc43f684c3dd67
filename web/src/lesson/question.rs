//! A question, its answers, and what was wrong with the one that was chosen.

use crate::lesson::prose;
use crate::state::{Answer, Asked, Intent};
use crate::view::View;
use narration::Question;
use yew::{Html, html};

/// A, B, C: as hands go up in a class.
const LETTERS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

/// A question, open or answered.
pub(super) fn question(
    view: &View<'_>,
    question: &'static Question,
    asked: &Asked,
    answer: Option<Answer>,
) -> Html {
    match answer {
        None => open(view, question, asked),
        Some(answer) => answered(view, question, asked, answer),
    }
}

fn open(view: &View<'_>, question: &'static Question, asked: &Asked) -> Html {
    let options = (1..=asked.options).zip(question.options).zip(LETTERS).map(|((number, choice), letter)| {
        html! {
            <li key={number}>
                <button type="button" class="option" onclick={view.press(Intent::Answer(number))}>
                    <kbd>{ letter }</kbd><span>{ choice.text }</span>
                </button>
            </li>
        }
    });
    html! {
        <section class="box" aria-label={view.words.question}>
            <h2>{ question.prompt }</h2>
            <ol class="options">{ for options }</ol>
            { view.button("plain", view.words.show_answer, Intent::Reveal) }
        </section>
    }
}

fn letter(option: usize) -> &'static str {
    option.checked_sub(1).and_then(|place| LETTERS.get(place)).copied().unwrap_or_default()
}

fn answered(view: &View<'_>, question: &'static Question, asked: &Asked, answer: Answer) -> Html {
    let words = view.words;
    let right = html! { <p class="verdict">{ words.the_answer_is }{ " " }<b>{ letter(asked.right) }</b>{ words.full_stop }</p> };
    let verdict = match answer {
        Answer::Skipped => right,
        Answer::Chosen(option) if option == asked.right => {
            html! { <p class="verdict good">{ words.right }{ " " }<b>{ letter(option) }</b>{ words.full_stop }</p> }
        }
        Answer::Chosen(option) => {
            let why = question.options.get(option - 1).map(|choice| choice.why).unwrap_or_default();
            html! { <><p class="verdict"><b>{ letter(option) }{ ": " }</b>{ why }</p>{ right }</> }
        }
    };
    html! { <div role="status">{ verdict }{ prose(view, question.reveal) }</div> }
}
