//! The rules of Raft and their switches.

use crate::state::Intent;
use crate::view::{View, class};
use narration::rule_text;
use raft_core::Rule;
use yew::{Html, html};

/// The rules.
pub fn rules_pane(view: &View<'_>) -> Html {
    let (words, world) = (view.words, view.world());
    let body = html! {
        <>
            if !world.is_raft() { <p class="not-raft-note">{ words.not_raft_help }</p> }
            if world.rules().changed().next().is_some() {
                <div class="acts">{ view.button("", words.switch_all_on, Intent::AllRulesOn) }</div>
            }
            <ul class="rules">{ for Rule::ALL.iter().map(|rule| row(view, *rule)) }</ul>
        </>
    };
    view.pane(words.rules, body)
}

fn row(view: &View<'_>, rule: Rule) -> Html {
    let words = view.words;
    let on = view.world().rules().has(rule);
    let said = rule_text(view.language, rule);
    let section = html! { <span class="quiet">{ "§" }{ rule.section() }</span> };
    let state = if on { words.rule_on } else { words.rule_off };
    html! {
        <li key={rule.name()} class={class("rule", &[(on != rule.on_by_default(), "changed")])}>
            { view.switch(said.name, section, on, state, Intent::Switch(rule, !on)) }
            <details>
                <summary>{ words.more }<span class="unseen">{ ": " }{ said.name }</span></summary>
                <p>{ said.defends }</p>
                <p><b>{ words.when_off }{ ": " }</b>{ said.off }</p>
                <p><code>{ format!("rule {} {}", rule.name(), if on { "off" } else { "on" }) }</code></p>
            </details>
        </li>
    }
}
