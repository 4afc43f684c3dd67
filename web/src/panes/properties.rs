//! The five properties of Figure 3, and what broke them.

use crate::dom::{El, el, pieces};
use crate::state::{Intent, Pane};
use crate::view::View;
use judge::{Judge, Property, Violation};
use narration::{goal_name, phrases, property_text, rule_name};
use raft_core::Rule;
use script::goal as goal_of;
use yew::Html;

/// The properties.
pub fn properties_pane(view: &View<'_>) -> El {
    let broken = |property: &Property| judge_of(view).violation(*property).is_some();
    let all = Property::ALL.into_iter();
    // What is broken comes first.
    let rows = all.clone().filter(broken).chain(all.filter(|property| !broken(property)));
    let rows = rows.map(|property| row(view, property));
    let grounds = view.button(view.words.grounds, Intent::Show(Pane::Grounds));
    view.pane(view.words.properties)
        .with(super::servers::apart(view))
        .with(el("ul").class("properties").all(rows))
        .with(el("p").with(grounds))
}

fn judge_of<'a>(view: &View<'a>) -> &'a Judge {
    &view.state.run.shot.scene.observer
}

fn row(view: &View<'_>, property: Property) -> El {
    let words = view.words;
    let said = property_text(view.language, property);
    let violation = judge_of(view).violation(property);
    let (mark, spoken) = match violation {
        Some(_) => ("✗", words.property_violated),
        None => ("✓", words.property_holds),
    };
    let name = el("h2")
        .with(el("span").class("property-mark").unread().with(mark))
        .with(said.name)
        .with(el("span").class("quiet").with(" §").with(property.section()))
        .with(el("span").class("unseen").with(": ").with(spoken));
    el("li")
        .key(property.name())
        .classes("property", &[(violation.is_some(), "broken")])
        .with(name)
        .with(el("p").with(said.definition))
        .with(violation.map(|violation| evidence(view, violation)))
        .with(violation.and_then(|violation| suspects(view, violation)))
        .with(violation.filter(|_| property == Property::LeaderCompleteness).map(|_| argument(view)))
        .with(violation.is_none().then(|| try_it(view, property)))
}

/// The way to an attempt to break it.
fn try_it(view: &View<'_>, property: Property) -> El {
    let words = view.words;
    let goal = goal_name(view.language, property);
    let button = view.button(words.break_it, Intent::Open(goal_of(property).scenario.slug)).class("plain");
    button.label(format!("{}: {goal}", words.break_it))
}

/// The way to the argument that says why no leader can lack a committed entry, and fails here.
fn argument(view: &View<'_>) -> El {
    view.button(view.words.proof, Intent::Show(Pane::Proof)).title(view.words.proof_help)
}

/// What broke a property, and the way to the moment.
pub fn evidence(view: &View<'_>, violation: &Violation) -> Html {
    let show = phrases::show_moment(view.language, violation.event);
    let told = el("p").class("evidence").with(narration::violation(view.language, violation));
    pieces([told, view.button(show, Intent::Jump(view.moment(violation.event)))])
}

/// The way to the rules that were switched off by the time a property broke.
fn suspects(view: &View<'_>, violation: &Violation) -> Option<El> {
    let rules = view.state.run.off_by(view.moment(violation.event));
    let rule =
        |rule: &Rule| view.button(rule_name(view.language, *rule), Intent::ShowRule(*rule)).key(rule.name());
    let buttons = el("div").class("suspects").with(el("span").with(view.words.off_by_then));
    (!rules.is_empty()).then(|| buttons.all(rules.iter().map(rule)))
}
