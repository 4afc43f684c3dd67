//! The help: the legend, and every key, made from the table the board listens by.

use crate::dom::{Attr, El, el};
use crate::stage::legend;
use crate::state::{Intent, KEYS};
use crate::view::View;

/// The help, if it is open.
pub(super) fn help(view: &View<'_>) -> Option<El> {
    let words = view.words;
    let rows = KEYS.iter().enumerate().map(|(place, key)| {
        let names = key.keys.iter().map(|name| el("kbd").key(*name).with(face(name)));
        el("tr").key(place).with(el("td").all(names)).with(el("td").with((key.help)(words)))
    });
    view.state.help.then(|| {
        let title = el("h1").set(Attr::Id, "help-title").with(words.help);
        let table = el("table").with(el("tbody").all(rows));
        let dialog = el("div").class("dialog").role("dialog").set(Attr::Modal, true);
        let dialog = dialog
            .set(Attr::LabelledBy, "help-title")
            .with(view.pane_head(title, Intent::ToggleHelp))
            .with(el("p").with(words.tagline))
            .with(
                el("div")
                    .class("help-parts")
                    .set(Attr::TabIndex, "0")
                    .role("region")
                    .label(words.help)
                    .with(legend(view))
                    .with(
                        el("section")
                            .class("help-keys")
                            .label(words.keys)
                            .with(el("h2").with(words.keys))
                            .with(el("p").class("quiet").with(words.keys_note))
                            .with(table),
                    ),
            )
            .with(el("p").class("quiet").with(words.sources));
        el("div").class("dialog-ground").with(dialog)
    })
}

/// What is printed on a key.
fn face(name: &str) -> String {
    match name {
        " " => "Space".to_owned(),
        "ArrowRight" => "→".to_owned(),
        "ArrowLeft" => "←".to_owned(),
        "ArrowUp" => "↑".to_owned(),
        "ArrowDown" => "↓".to_owned(),
        "Escape" => "Esc".to_owned(),
        _ => name.to_ascii_uppercase(),
    }
}
