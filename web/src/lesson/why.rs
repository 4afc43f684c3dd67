//! Why an event came out as it did: the rule, its operands, the section.

use crate::dom::{El, el, pieces};
use crate::look::Shot;
use crate::view::View;
use narration::why;
use raft_core::Decision;
use yew::Html;

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

/// Whether something was decided that a question could have been about.
pub(super) fn explains(shot: &Shot) -> bool {
    shot.scene.event.decisions.iter().any(|decision| weight(decision) >= 4)
}

/// Why the event of a shot came out as it did: all of its decisions, or the one that explains
/// most.
pub fn why_box(view: &View<'_>, shot: &Shot, all: bool) -> Html {
    let decisions = &shot.scene.event.decisions;
    if decisions.is_empty() {
        return el("p").with(view.words.why_nothing).into();
    }
    let most = decisions.iter().map(weight).max().unwrap_or(0);
    let shown = decisions.iter().filter(|decision| all || weight(decision) == most);
    pieces(shown.enumerate().filter_map(|(place, decision)| one(view, shot, place, decision)))
}

fn one(view: &View<'_>, shot: &Shot, place: usize, decision: &Decision) -> Option<El> {
    let server = shot.scene.event.server()?;
    // The rules as they were when it was decided.
    let rules = shot.before.as_ref().map_or(shot.scene.world.rules(), |before| before.rules());
    let why = why(view.language, server, rules, decision);
    let operands = why.operands.into_iter().enumerate().map(|(place, (line, verdict))| {
        let mark = verdict.map(|good| match good {
            true => el("b").class("mark good").with("✓"),
            false => el("b").class("mark").with("✗"),
        });
        el("li").key(place).with(line).with(" ").with(mark)
    });
    let source = el("p").class("source");
    let source = match why.rule {
        Some(rule) => {
            let name = narration::rule_text(view.language, rule).name;
            source.with(view.words.rule).with(": ").with(name).with(", ")
        }
        None => source,
    };
    let source = if why.section.is_empty() { source } else { source.with("§").with(why.section) };
    let section = el("section").key(place).class("box why").with(el("h2").with(why.headline));
    Some(section.with(el("ul").all(operands)).with(source))
}
