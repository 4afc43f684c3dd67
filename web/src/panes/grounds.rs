//! How the five properties rest on each other, and on the rules that servers follow. Each part opens a
//! run of it.

use crate::dom::{Attr, El, el};
use crate::draw;
use crate::state::Intent;
use crate::view::View;
use judge::Property;
use narration::{goal_name, property_text, rule_name};
use raft_core::Rule;
use script::course::{GROUNDS, Ground};
use script::{goal, rule_scenario};

/// How wide and how high the lines are drawn: five columns, thirty-two rows, as in `grounds.css`.
const VIEW_BOX: &str = "0 0 50 32";
/// From what carries to what rests on it, from column to column. Boxes lie over their ends.
const LINES: [&str; 13] = [
    "M5 2H15",
    "M5 6H15",
    "M5 12H15",
    "M5 18H25",
    "M5 22H35",
    "M5 26H35",
    "M5 30H45",
    "M15 6H25",
    "M15 12H25",
    "M15 1.5H35V15",
    "M25 15H35",
    "M25 7.5H45V20",
    "M35 19H45",
];

/// The page.
pub fn grounds_pane(view: &View<'_>) -> El {
    let words = view.words;
    let lines = el("svg").class("ground-lines").unread().set(Attr::ViewBox, VIEW_BOX);
    let lines =
        lines.set(Attr::PreserveAspectRatio, "none").all(LINES.map(|line| draw::path("ground-line", line)));
    let parts = el("div").class("grounds").with(lines).all(GROUNDS.iter().map(|part| ground(view, part)));
    view.pane(words.grounds)
        .class("pane-body grounds-page")
        .with(el("p").class("grounds-help").with(words.grounds_help))
        .with(parts)
}

fn ground(view: &View<'_>, part: &Ground) -> El {
    let name = property_text(view.language, part.property).name;
    el("section")
        .key(part.property.name())
        .class("ground")
        .label(name)
        .all(part.rules.iter().map(|rule| rule_box(view, *rule)))
        .with(property_box(view, part))
}

/// A rule: with it, and without it.
fn rule_box(view: &View<'_>, rule: Rule) -> El {
    let is_on = view.world().rules().has(rule);
    let off = (!is_on).then(|| el("span").class("quiet").with(" ").with(view.words.rule_off));
    let face = el("span").with(rule_name(view.language, rule)).with(off);
    let section = el("span").class("quiet").with(" §").with(rule.section());
    view.button(face, Intent::Open(rule_scenario(rule).slug))
        .with(section)
        .classes(&format!("ground-rule ground-{}", rule.name()), &[(!is_on, "off")])
        .key(rule.name())
}

fn property_box(view: &View<'_>, part: &Ground) -> El {
    let (words, property) = (view.words, part.property);
    let said = property_text(view.language, property);
    let broken = view.state.run.shot.scene.observer.violation(property).is_some();
    let mark = broken.then(|| el("span").class("property-mark").with("✗ ").title(words.property_violated));
    let (slug, panel) = part.seen;
    let see = view.button(words.see_it, Intent::OpenAt(slug, panel.to_owned()));
    let try_it = view.button(words.break_it, Intent::Open(goal(property).scenario.slug));
    let try_label = format!("{}: {}", words.break_it, goal_name(view.language, property));
    el("div")
        .classes(&format!("ground-box ground-of-{}", property.name()), &[(broken, "broken")])
        .with(el("h2").with(mark).with(said.name))
        .with(el("p").with(said.definition))
        .with(rests_on(view, part))
        .with(
            el("p")
                .class("ground-acts")
                .with(see.class("plain").label(format!("{}: {}", words.see_it, said.name)))
                .with(try_it.class("plain").label(try_label)),
        )
}

/// What the lines say, in words: for those who cannot see them, and where there is no room for them.
fn rests_on(view: &View<'_>, part: &Ground) -> El {
    let names = part.rules.iter().map(|rule| rule_name(view.language, *rule));
    let on = part.on.iter().map(|on: &Property| property_text(view.language, *on).name);
    let names: Vec<&str> = names.chain(on).collect();
    let text = [view.words.rests_on, " ", &names.join(view.words.comma)].concat();
    el("p").class("ground-rests").with(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_line_for_everything_that_a_property_rests_on() {
        let grounds: usize = GROUNDS.iter().map(|ground| ground.rules.len() + ground.on.len()).sum();
        assert_eq!(LINES.len(), grounds);
    }
}
