//! The rules of Raft and their switches.

use crate::dom::{El, el};
use crate::state::Intent;
use crate::view::View;
use narration::rule_text;
use raft_core::Rule;

/// The rules.
pub fn rules_pane(view: &View<'_>) -> El {
    let (words, world) = (view.words, view.world());
    let changed = world.rules().changed().next().is_some();
    let all_on = || el("div").class("acts").with(view.button(words.switch_all_on, Intent::AllRulesOn));
    view.pane(words.rules)
        .with(view.not_raft())
        .with(changed.then(all_on))
        .with(el("ul").class("rules").all(Rule::ALL.iter().map(|rule| row(view, *rule))))
}

fn row(view: &View<'_>, rule: Rule) -> El {
    let words = view.words;
    let on = view.world().rules().has(rule);
    let said = rule_text(view.language, rule);
    let section = el("span").class("quiet").with("§").with(rule.section());
    let state = if on { words.rule_on } else { words.rule_off };
    let script = format!("rule {} {}", rule.name(), if on { "off" } else { "on" });
    let more = el("details")
        .with(el("summary").with(words.more).with(el("span").class("unseen").with(": ").with(said.name)))
        .with(el("p").with(said.defends))
        .with(el("p").with(el("b").with(words.when_off).with(": ")).with(said.off))
        .with(el("p").with(el("code").with(script)));
    el("li")
        .key(rule.name())
        .classes("rule", &[(on != rule.on_by_default(), "changed")])
        .with(view.switch(said.name, Some(section), on, state, Intent::Switch(rule, !on)))
        .with(more)
}
