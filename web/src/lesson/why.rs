//! Why an event came out as it did: the rule, its operands, the section.

use crate::look::Shot;
use crate::view::View;
use narration::why;
use raft_core::Decision;
use yew::{Html, html};

/// How much a decision explains: refusals and held commits before what merely went well.
fn weight(decision: &Decision) -> u8 {
    match decision {
        Decision::HeldCommit { .. } => 9,
        Decision::RefusedVote { .. } | Decision::RejectedEntries { .. } => 8,
        Decision::Truncated { .. } | Decision::DroppedOwn { .. } | Decision::KeptConflict { .. } => 7,
        Decision::Committed { .. } => 6,
        Decision::BecameLeader { .. } => 5,
        Decision::GrantedVote { .. } => 4,
        Decision::SteppedDown { .. } | Decision::Ignored { .. } => 3,
        Decision::AcceptedEntries { .. } | Decision::BackedOff { .. } => 2,
        Decision::CountedVote { .. } | Decision::MissedVote { .. } | Decision::Stood { .. } => 1,
        Decision::Appended { .. } | Decision::Advanced { .. } | Decision::UpdatedTerm { .. } => 0,
    }
}

/// Why the event of a shot came out as it did: all of its decisions, or the one that explains
/// most.
pub fn why_box(view: &View<'_>, shot: &Shot, all: bool) -> Html {
    let decisions = &shot.scene.event.decisions;
    if decisions.is_empty() {
        return html! { <p>{ view.words.why_nothing }</p> };
    }
    let most = decisions.iter().map(weight).max().unwrap_or(0);
    let shown = decisions.iter().filter(|decision| all || weight(decision) == most);
    html! { <>{ for shown.enumerate().map(|(place, decision)| one(view, shot, place, decision)) }</> }
}

fn one(view: &View<'_>, shot: &Shot, place: usize, decision: &Decision) -> Html {
    let Some(server) = shot.scene.event.server() else { return html! {} };
    // The rules as they were when it was decided.
    let rules = shot.before.as_ref().map_or(shot.scene.world.rules(), |before| before.rules());
    let why = why(view.language, server, rules, decision);
    let operands = why.operands.iter().enumerate().map(|(place, (line, verdict))| {
        let mark = match verdict {
            Some(true) => html! { <b class="mark good">{ "✓" }</b> },
            Some(false) => html! { <b class="mark">{ "✗" }</b> },
            None => html! {},
        };
        html! { <li key={place}>{ line }{ " " }{ mark }</li> }
    });
    let rule = why.rule.map(|rule| narration::rule_text(view.language, rule).name);
    html! {
        <section key={place} class="box why">
            <h2>{ why.headline }</h2>
            <ul>{ for operands }</ul>
            <p class="source">
                if let Some(rule) = rule { { view.words.rule }{ ": " }{ rule }{ ", " } }
                if !why.section.is_empty() { { "§" }{ why.section } }
            </p>
        </section>
    }
}
