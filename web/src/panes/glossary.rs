//! A word of the paper, explained; and all the others.

use crate::dom::{Attr, El, Piece, el, pieces};
use crate::lesson::{prose, waiting};
use crate::state::{Intent, Pane};
use crate::view::View;
use narration::glossary_file;

/// The glossary, open at a word.
pub fn glossary_pane(view: &View<'_>, key: &'static str) -> El {
    let file = glossary_file(view.language);
    let pane = view.pane(view.words.glossary);
    let Some(glossary) = view.state.book.glossary(file) else {
        return pane.with(waiting(view, file));
    };
    let others = glossary.words.iter().map(|word| {
        let current = (word.key == key).then_some("true");
        let show = view.button(word.word, Intent::Show(Pane::Glossary(word.key))).class("word");
        el("li").key(word.key).with(show.set(Attr::Current, current))
    });
    let word = glossary.word(key);
    let explained = word.map(|word| pieces([el("h2").with(word.word).html(), prose(view, &word.definition)]));
    pane.with(explained).with(el("ul").class("words").all(others))
}
