//! The rules of Raft: their switches, what each is for, and the way to its scenario.

use crate::dom::{Attr, El, el};
use crate::lesson::{code, code_button, prose, waiting};
use crate::state::Intent;
use crate::view::View;
use narration::{RULE_SECTIONS, RuleText, rule_name, rule_text, rules_file, section_title};
use raft_core::Rule;

/// The rule that is open: it takes the focus.
pub const OPEN_RULE: &str = ".rule [aria-expanded=true]";

/// The rules, by section of the paper.
pub fn rules_pane(view: &View<'_>) -> El {
    let (words, world) = (view.words, view.world());
    let changed = world.rules().changed().next().is_some();
    let all_on = || el("div").class("acts").with(view.button(words.switch_all_on, Intent::AllRulesOn));
    let section = |number: &'static str| {
        let rules = Rule::ALL.iter().filter(|rule| rule.section() == number);
        let title = section_title(view.language, number);
        el("section")
            .key(number)
            .with(el("h2").with("§").with(number).with(" ").with(title))
            .with(el("ul").class("rules").all(rules.map(|rule| row(view, *rule))))
    };
    view.pane(words.rules)
        .with(view.not_raft())
        .with(changed.then(all_on))
        .all(RULE_SECTIONS.into_iter().map(section))
}

fn row(view: &View<'_>, rule: Rule) -> El {
    let words = view.words;
    let on = view.world().rules().has(rule);
    let open = view.state.rule == Some(rule);
    let name = rule_name(view.language, rule);
    let state = if on { words.rule_on } else { words.rule_off };
    // The name opens the rule's text; only the switch switches.
    let more = view
        .button(el("span").unread().with(if open { "▾ " } else { "▸ " }), Intent::ShowRule(rule))
        .with(name)
        .class("plain rule-name")
        .label(format!("{}: {}", words.more, name))
        .set(Attr::Expanded, open);
    let switch = view.button(el("span").class("switch-state").with(state), Intent::Switch(rule, !on));
    let switch = switch.class("switch").role("switch").set(Attr::Checked, on).label(name);
    let head = el("div").class("rule-head").with(more).with(switch);
    el("li")
        .key(rule.name())
        .classes("rule", &[(on != rule.on_by_default(), "changed"), (open, "open")])
        .with(head)
        .with(open.then(|| details(view, rule)))
}

/// What the rule is for, in two sentences, and what happens without it.
fn details(view: &View<'_>, rule: Rule) -> El {
    let without = el("h3").with(view.words.without_rule);
    let details = el("div").class("rule-said");
    let details = match said(view, rule) {
        Ok(said) => details
            .with(prose(view, said.demands))
            .with(prose(view, said.defends))
            .with(without)
            .with(prose(view, said.off)),
        Err(waiting) => details.with(waiting),
    };
    details
        .with(both_ways(view, rule, None))
        .with(el("p").class("source").with(code_button(view, rule)))
        .with(code(view, rule))
}

/// A rule's words, or what stands in their place until they are there.
pub fn said(view: &View<'_>, rule: Rule) -> Result<RuleText, El> {
    let file = rules_file(view.language);
    let rules = view.state.book.glossary(file);
    rules.and_then(|rules| rule_text(rules, rule)).ok_or_else(|| waiting(view, file))
}

/// To the rule's scenario, with the rule and without it. The panel that is shown is pressed.
pub fn both_ways(view: &View<'_>, rule: Rule, panel: Option<&str>) -> El {
    let words = view.words;
    let slug = script::rule_scenario(rule).slug;
    let way = |label: &'static str, name: &'static str| {
        let button = view.button(label, Intent::OpenAt(slug, name.to_owned()));
        if panel.is_some() { button.pressed(panel == Some(name)) } else { button }
    };
    el("div").class("acts").with(way(words.with_rule, "on")).with(way(words.without_rule, "off"))
}
