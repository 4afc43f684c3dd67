//! A word of the paper, explained; and all the others.

use crate::dom::{Attr, El, el, pieces};
use crate::lesson::prose;
use crate::state::{Intent, Pane};
use crate::view::View;

/// The glossary, open at a word.
pub fn glossary_pane(view: &View<'_>, key: &'static str) -> El {
    let others = narration::glossary(view.language).iter().map(|word| {
        let current = (word.key == key).then_some("true");
        let show = view.button(word.word, Intent::Show(Pane::Glossary(word.key))).class("word");
        el("li").key(word.key).with(show.set(Attr::Current, current))
    });
    let word = narration::glossary_word(view.language, key);
    let explained = word.map(|word| pieces([el("h2").with(word.word).into(), prose(view, word.definition)]));
    view.pane(view.words.glossary).with(explained).with(el("ul").class("words").all(others))
}
