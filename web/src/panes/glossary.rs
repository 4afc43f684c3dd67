//! A word of the paper, explained; and all the others.

use crate::lesson::prose;
use crate::state::{Intent, Pane};
use crate::view::View;
use yew::{Html, html};

/// The glossary, open at a word.
pub fn glossary_pane(view: &View<'_>, key: &'static str) -> Html {
    let others = narration::glossary(view.language).iter().map(|word| {
        let show = view.press(Intent::Show(Pane::Glossary(word.key)));
        let current = (word.key == key).then_some("true");
        html! {
            <li key={word.key}>
                <button type="button" class="word" onclick={show} aria-current={current}>{ word.word }</button>
            </li>
        }
    });
    let body = html! {
        <>
            if let Some(word) = narration::glossary_word(view.language, key) {
                <h2>{ word.word }</h2>
                { prose(view, word.definition) }
            }
            <ul class="words">{ for others }</ul>
        </>
    };
    view.pane(view.words.glossary, body)
}
