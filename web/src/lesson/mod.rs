//! The lesson: a title, two or three sentences, a question with answers, and why.

mod prose;
mod question;
mod why;

use crate::state::{Intent, asked};
use crate::view::View;
use narration::{Lesson, PanelText};
use yew::{Html, html};

pub use prose::prose;
pub use why::why_box;

/// The lesson.
pub fn lesson(view: &View<'_>) -> Html {
    let run = &view.state.run;
    let lesson = run.slug().and_then(|slug| narration::lesson(view.language, slug));
    let panel = run.panel();
    // A lesson without panels says what there is to say from the beginning.
    let said = match panel {
        Some(panel) => panel.name().and_then(|name| lesson?.panel(name.as_str())),
        None => {
            lesson.and_then(|lesson| lesson.panel("start")).filter(|_| run.story.panels().next().is_none())
        }
    };
    let asked = asked(&run.story, run.at);
    let question = asked.as_ref().and_then(|asked| lesson?.question(&asked.key));
    let answer = asked.as_ref().and_then(|asked| run.progress.answer(&asked.key));
    if !run.in_lesson() {
        return own_branch(view);
    }
    let title = match (said, question) {
        (_, Some(question)) if answer.is_some() => question.answered,
        (Some(said), _) => said.title,
        _ => lesson.map_or(view.words.app_name, |lesson| lesson.title),
    };
    // A panel of one letter is a panel of the paper's figure: (c).
    let label = panel.and_then(|panel| panel.label()).filter(|label| label.chars().count() <= 2);
    html! {
        <div class="lesson">
            <h1>{ label.map(|label| format!("({label}) ")).unwrap_or_default() }{ title }</h1>
            if answer.is_none() { { introduction(view, lesson, said) } }
            if let (Some(question), Some(asked)) = (question, &asked) {
                { question::question(view, question, asked, answer) }
            }
            if answer.is_some() && let Some(next) = &view.picture.next { { why_box(view, next, false) } }
            if answer.is_some() || asked.is_none() { { hands_on(view) } }
        </div>
    }
}

fn introduction(view: &View<'_>, lesson: Option<&'static Lesson>, said: Option<&'static PanelText>) -> Html {
    match (said, lesson) {
        (Some(said), _) => prose(view, said.paragraphs),
        (None, Some(lesson)) => html! {
            <>
                <p>{ lesson.summary }</p>
                <p class="hint">{ view.words.press_to_play }</p>
            </>
        },
        (None, None) => html! { <p>{ view.words.own_run }</p> },
    }
}

/// Somebody has left the lesson: the lesson's words are not about this.
fn own_branch(view: &View<'_>) -> Html {
    let words = view.words;
    let help = if view.state.run.is_clocked() { words.clocked_help } else { words.stepped_help };
    html! {
        <div class="lesson">
            <h1>{ words.own_branch }</h1>
            <p>{ words.own_run }</p>
            <p class="hint">{ help }</p>
            { hands_on(view) }
        </div>
    }
}

/// Taking over, and coming back.
fn hands_on(view: &View<'_>) -> Html {
    let (run, words) = (&view.state.run, view.words);
    html! {
        <p class="lesson-hands">
            if !run.in_lesson() {
                <button type="button" class="main" onclick={view.press(Intent::BackToLesson)}>
                    { words.back_to_lesson }<kbd aria-hidden="true">{ "L" }</kbd>
                </button>
            }
            if !run.is_clocked() {
                <button type="button" onclick={view.press(Intent::TakeOver)} title={words.take_over_help}>
                    { words.take_over }
                </button>
            }
        </p>
    }
}
