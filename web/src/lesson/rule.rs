//! A rule's scenario: what there is to say comes from the rule's own words and from the judge.

use crate::dom::{El, Piece, el, pieces};
use crate::lesson::prose;
use crate::lesson::why::{explains, why_most};
use crate::panes::{both_ways, evidence, said};
use crate::state::Intent;
use crate::view::View;
use narration::{RuleText, rule_name};
use raft_core::Rule;
use yew::Html;

/// What a rule demands and defends; without it, what broke.
pub(super) fn lesson(view: &View<'_>, rule: Rule) -> El {
    let words = view.words;
    let name = rule_name(view.language, rule);
    let panel = view.state.run.panel().and_then(|panel| panel.name()).map(script::Name::as_str);
    let body = match (said(view, rule), panel) {
        (Err(waiting), _) => pieces([waiting.html(), broken(view)]),
        (Ok(said), Some("off" | "lost")) => without(view, said),
        (Ok(said), Some("on")) => with(view, rule, said),
        (Ok(said), _) => pieces([
            prose(view, said.demands),
            prose(view, said.defends),
            el("p").class("hint").with(words.rule_fork).html(),
        ]),
    };
    let more = view.button(words.more, Intent::ShowRule(rule));
    let more = more.label(format!("{}: {}", words.more, name));
    el("div")
        .class("lesson")
        .with(el("h1").class("sentence").with(name))
        .with(body)
        .with(both_ways(view, rule, Some(panel.unwrap_or_default())).class("lesson-hands").with(more))
}

/// The rule holds: why what just happened came out as it did.
fn with(view: &View<'_>, rule: Rule, said: RuleText) -> Html {
    let shot = &view.state.run.shot;
    let decided = shot.scene.event.decisions.iter().any(|decision| decision.rule() == Some(rule));
    let why = (decided || explains(shot)).then(|| why_most(view, shot));
    pieces([prose(view, said.demands), why.html(), prose(view, said.defends)])
}

/// The rule is off: what happens then, and what that has broken, if anything.
fn without(view: &View<'_>, said: RuleText) -> Html {
    let safe = view.state.run.shot.scene.observer.violations().is_empty();
    let finding = safe.then(|| prose(view, said.defends));
    pieces([prose(view, said.off), finding.html(), broken(view)])
}

/// What is broken, with its evidence.
fn broken(view: &View<'_>) -> Html {
    let violations = view.state.run.shot.scene.observer.violations();
    // What broke last first: it is what has just happened.
    pieces(violations.iter().rev().map(|violation| {
        let name = narration::property_text(view.language, violation.property).name;
        let broken = el("section").key(violation.property.name()).class("property broken");
        broken.with(el("h2").with("✗ ").with(name)).with(evidence(view, violation))
    }))
}
