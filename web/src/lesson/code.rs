//! The lines of the core that follow a rule, shown where the rule is named.

use crate::dom::{Attr, El, el};
use crate::lesson::waiting;
use crate::state::Intent;
use crate::view::View;
use narration::{RuleCode, code_file};
use raft_core::Rule;

/// The button that shows the lines, or takes them away.
pub fn code_button(view: &View<'_>, rule: Rule) -> El {
    let open = view.state.code == Some(rule);
    let button = view.button(view.words.show_code, Intent::ShowCode(rule)).class("word");
    button.set(Attr::Expanded, open)
}

/// The lines, while somebody looks at them.
pub fn code(view: &View<'_>, rule: Rule) -> Option<El> {
    if view.state.code != Some(rule) {
        return None;
    }
    let Some(code) = view.state.book.code() else { return Some(waiting(view, code_file())) };
    code.of(rule).map(|code| listing(view, code))
}

/// It scrolls in its own box, so it can have the focus, and has a name.
fn listing(view: &View<'_>, code: &RuleCode) -> El {
    let from = format!("{} · {}", code.file, code.function);
    let lines = code.lines.iter().enumerate().map(|(place, line)| {
        let line = format!("{line}\n");
        el(if place == code.marked { "mark" } else { "span" }).key(place).with(line)
    });
    let label = format!("{}: {from}", view.words.code);
    let pre = el("pre").set(Attr::TabIndex, "0").role("region").label(label);
    el("div").class("code").with(el("p").with(from)).with(pre.with(el("code").all(lines)))
}
