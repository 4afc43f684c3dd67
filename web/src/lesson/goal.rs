//! Trying to break a property: what is to happen, how many moves were made, what stood in the way.

use crate::dom::{Attr, El, Piece, el};
use crate::lesson::told_why;
use crate::panes::evidence;
use crate::state::{Intent, Pane};
use crate::view::View;
use judge::Violation;
use narration::{goal_name, phrases, property_text, rule_name, why};
use raft_core::Rule;
use script::{GOALS, Goal};
use yew::Html;

/// The goal in full.
pub(super) fn lesson(view: &View<'_>, goal: &Goal) -> El {
    let words = view.words;
    let off = view.state.run.off_by(view.state.run.at);
    // Who has begun looks at what happened, not at what was promised.
    let begun = view.state.run.moves(view.state.run.at) > 0;
    let way = way_out(goal, &off);
    let promise = match way {
        Some(_) => words.break_possible,
        None if off.is_empty() => words.break_forbidden,
        None => words.break_unknown,
    };
    el("div")
        .class("lesson goal")
        .with(el("h1").with(goal_name(view.language, goal.property)))
        .with(el("p").with(property_text(view.language, goal.property).definition))
        .with(choice(view, goal, &off))
        .with((!begun).then(|| el("p").class("hint").with(promise)))
        .with(progress(view))
        .with(outcome(view, goal))
        .with(hands(view, off.first().copied(), way, begun))
        .with(el("h2").with(words.break_another))
        .with(goals(view))
}

/// The goal in short, beside what is open.
pub fn goal_line(view: &View<'_>, goal: &Goal) -> El {
    let back = view.button(goal_name(view.language, goal.property), Intent::Show(Pane::Lesson));
    let here = view.state.run.obstacle_here().filter(|_| broken(view, goal).is_none());
    let rule = here.and_then(|one| one.decision.rule());
    let rule = rule.map(|rule| {
        let name = [view.words.in_the_way, ": ", rule_name(view.language, rule)].concat();
        view.button(name, Intent::Show(Pane::Why)).class("plain")
    });
    el("div").class("goal-line").with(back.class("plain")).with(progress(view)).with(rule)
}

/// All goals, each with the way to it.
pub fn goals(view: &View<'_>) -> El {
    let row = |goal: &'static Goal| {
        let here = view.state.run.goal().is_some_and(|one| one.property == goal.property);
        let row = view.button(goal_name(view.language, goal.property), Intent::Open(goal.scenario.slug));
        let best = view.state.marks.of(goal.scenario.slug).map_or(0, |mark| mark.moves);
        let best = (best > 0).then(|| phrases::broken_in(view.language, best));
        let row = row.with(best.map(|best| el("span").class("menu-mark").with(" ").with(best)));
        el("li")
            .key(goal.scenario.slug)
            .with(row.class("menu-item").set(Attr::Current, here.then_some("true")))
    };
    el("ul").all(GOALS.iter().map(row))
}

fn broken<'a>(view: &View<'a>, goal: &Goal) -> Option<&'a Violation> {
    view.state.run.shot.scene.observer.violation(goal.property)
}

/// Which rule is off. Another choice is another attempt.
fn choice(view: &View<'_>, goal: &Goal, off: &[Rule]) -> El {
    let words = view.words;
    let none = (words.no_rule_off.to_owned(), Intent::Try(None), off.is_empty());
    let rules = goal.without.iter().map(|rule| {
        let name = rule_name(view.language, *rule).to_owned();
        (name, Intent::Try(Some(*rule)), off == [*rule])
    });
    let other = phrases::rules_off(view.language, off.len());
    let choices = std::iter::once(none).chain(rules).collect();
    view.select(words.rule_without, Some(other), choices).class("goal-choice")
}

/// How many moves were made, and whether they were enough.
fn progress(view: &View<'_>) -> El {
    let (run, language) = (&view.state.run, view.language);
    let broken = run.broken_in();
    let progress = el("p").role("status").classes("goal-moves", &[(broken.is_some(), "broken")]);
    match broken {
        None => progress.with(phrases::moves_made(language, run.moves(run.at))),
        Some(moves) => progress.with("✗ ").with(phrases::broken_in(language, moves)),
    }
}

/// What broke, or else what has kept it from breaking.
fn outcome(view: &View<'_>, goal: &Goal) -> Html {
    if let Some(violation) = broken(view, goal) {
        return el("div").class("property broken").with(evidence(view, violation)).html();
    }
    let words = view.words;
    let Some(obstacle) = view.state.run.obstacle() else {
        return el("p").class("hint").with(words.how_to_move).html();
    };
    let why = why(view.language, obstacle.server, obstacle.rules, &obstacle.decision);
    let earlier = obstacle.moment != view.state.run.at;
    let title = el("h2").with(words.in_the_way);
    let title = if earlier { title.with(" ").with(view.jump(obstacle.moment)) } else { title };
    el("div").class("obstacle").with(title).with(told_why(view, &why)).html()
}

/// The rule that is off, if it alone is and lets the goal through.
fn way_out(goal: &Goal, off: &[Rule]) -> Option<Rule> {
    match off {
        [rule] if goal.without.contains(rule) => Some(*rule),
        _ => None,
    }
}

fn hands(view: &View<'_>, off: Option<Rule>, way: Option<Rule>, begun: bool) -> El {
    let words = view.words;
    let again = || view.button(words.start_again, Intent::Try(off)).class("main");
    let way = way.map(|rule| view.button(words.one_way, Intent::ShowWay(rule)));
    el("p").class("lesson-hands").with(begun.then(again)).with(way)
}
