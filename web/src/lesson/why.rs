//! Why an event came out as it did: the rule, its operands, the section.

use crate::dom::{El, el, pieces};
use crate::lesson::{code, code_button};
use crate::look::Shot;
use crate::view::View;
use crate::{membership, quorum};
use narration::{Why, why, why_lost, why_timer};
use raft_core::{Change, Decision, Rules};
use yew::Html;

/// How much a decision explains: refusals and held commits before what merely went well.
fn weight(decision: &Decision) -> u8 {
    match decision {
        Decision::Change(Change::Refused { .. } | Change::Waits { .. }) => 8,
        Decision::Change(_) => 5,
        Decision::HeldCommit { .. } => 9,
        Decision::RefusedVote { .. } | Decision::RejectedEntries { .. } => 8,
        Decision::Truncated { .. }
        | Decision::DroppedOwn { .. }
        | Decision::KeptConflict { .. }
        | Decision::KeptRole { .. } => 7,
        Decision::Committed { .. } => 6,
        Decision::BecameLeader { .. } => 5,
        Decision::GrantedVote { .. } => 4,
        Decision::SteppedDown { .. } | Decision::Ignored { .. } => 3,
        Decision::AcceptedEntries { .. } | Decision::BackedOff { .. } => 2,
        Decision::CountedVote { .. } | Decision::MissedVote { .. } | Decision::Stood { .. } => 1,
        Decision::Appended { .. }
        | Decision::Advanced { .. }
        | Decision::Confirmed { .. }
        | Decision::UpdatedTerm { .. } => 0,
    }
}

/// Whether something was decided that a question could have been about.
pub fn explains(shot: &Shot) -> bool {
    shot.scene.event.decisions.iter().any(|decision| weight(decision) >= 4)
}

/// The rules as they were when the event of a shot happened.
fn rules_of(shot: &Shot) -> Rules {
    shot.before.as_ref().map_or(shot.scene.world.rules(), |before| before.rules())
}

/// Why the server decided so, for those decisions of a shot's event that are shown.
fn decided(view: &View<'_>, shot: &Shot, shown: impl Fn(&Decision) -> bool) -> Vec<Why> {
    let Some(server) = shot.scene.event.server() else { return Vec::new() };
    let rules = rules_of(shot);
    let decisions = shot.scene.event.decisions.iter().filter(|decision| shown(decision));
    decisions.map(|decision| why(view.language, server, rules, decision)).collect()
}

/// Why the event of a shot came out as it did, by the decision that explains most.
pub(super) fn why_most(view: &View<'_>, shot: &Shot) -> Html {
    let most = shot.scene.event.decisions.iter().map(weight).max().unwrap_or(0);
    boxes(view, &decided(view, shot, |decision| weight(decision) == most))
}

/// Whether there is something to ask "Why?" about: something was decided, a timer started afresh,
/// a message was lost.
pub fn has_why(shot: &Shot) -> bool {
    let event = &shot.scene.event;
    !event.decisions.is_empty() || event.timer.is_some() || !event.lost.is_empty()
}

/// Why the event of a shot came out as it did: all that was decided, and what became of timers and
/// messages.
pub fn why_box(view: &View<'_>, shot: &Shot) -> Html {
    let (language, rules, scene) = (view.language, rules_of(shot), &shot.scene);
    let mut whys = decided(view, shot, |_| true);
    whys.extend(why_timer(language, rules, &scene.event, &scene.world));
    whys.extend(why_lost(language, rules, &scene.event));
    if whys.is_empty() {
        return el("p").with(view.words.why_nothing).into();
    }
    let counting = scene.event.server().and_then(|server| {
        scene.event.decisions.iter().rev().find_map(|decision| quorum::of_decision(server, decision))
    });
    pieces([Some(boxes(view, &whys)), quorum::meter(view, counting).map(Into::into)].into_iter().flatten())
}

fn boxes(view: &View<'_>, whys: &[Why]) -> Html {
    pieces(whys.iter().enumerate().map(|(place, why)| told_why(view, why).key(place)))
}

/// The answer to one "Why?".
pub fn told_why(view: &View<'_>, why: &Why) -> El {
    let operands = why.operands.iter().enumerate().map(|(place, operand)| {
        let words = view.words;
        let mark = operand.holds.map(|good| match good {
            true => el("b").class("mark good").title(words.property_holds).with("✓"),
            false => el("b").class("mark").title(words.does_not_hold).with("✗"),
        });
        let mark = mark.map(|mark| mark.role("img"));
        el("li").key(place).with(membership::set(&operand.text)).with(" ").with(mark)
    });
    let source = el("p").class("source");
    let source = match why.rule {
        Some(rule) => {
            let name = narration::rule_name(view.language, rule);
            source.with(view.words.rule).with(": ").with(name).with(", ")
        }
        None => source,
    };
    let source = if why.section.is_empty() { source } else { source.with("§").with(why.section) };
    let section = el("section").class("box why").with(el("h2").with(membership::set(&why.headline)));
    let section = section.with(el("ul").all(operands));
    match why.rule {
        Some(rule) => section.with(source.with(" · ").with(code_button(view, rule))).with(code(view, rule)),
        None => section.with(source),
    }
}
