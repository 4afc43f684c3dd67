//! The picture of Figure 9: the servers that stored the entry, those that voted, and the voter in
//! both.

use crate::dom::{Attr, El, el};
use crate::draw;
use crate::stage::geometry::{Point, short};
use crate::view::View;
use judge::{Proof, Why};
use narration::{proof_majorities, proof_roles};
use raft_core::{ServerId, ServerSet};

const HEIGHT: f64 = 106.0;
/// Where the servers stand.
const MIDDLE: f64 = 42.0;
const RADIUS: f64 = 16.0;

/// The two sets overlap, since servers stand in the order: stored it, both, voted, neither.
pub(super) fn diagram(view: &View<'_>, proof: &Proof) -> Option<El> {
    let Why::Overlap { stored, votes, .. } = proof.steps[2].why else { return None };
    let [above, below] = proof_majorities(view.language, proof)?;
    let label = [above.as_str(), "; ", &below, ". ", &proof_roles(view.language, proof)].concat();
    let both = stored.and(votes);
    let all = view.world().all();
    let groups = [stored.without(both), both, votes.without(both), all.without(stored.or(votes))];
    let order: Vec<ServerId> = groups.into_iter().flat_map(ServerSet::iter).collect();
    let width = if view.state.narrow { 346.0 } else { 452.0 };
    let cell = (width / order.len().max(1) as f64).min(76.0);
    let left = (width - cell * order.len() as f64) / 2.0;
    let x = |place: usize| left + cell * (place as f64 + 0.5);
    let frame = |class, from: usize, count: usize, top| {
        let corner = Point::new(left + cell * from as f64 + 3.0, top);
        (count > 0).then(|| draw::rect(class, corner, cell * count as f64 - 6.0, 58.0, 14.0))
    };
    let servers = order.iter().enumerate().map(|(place, id)| server(view, proof, *id, x(place)));
    let diagram = el("svg").class("proof-diagram").role("img").label(label);
    let diagram = diagram
        .set(Attr::ViewBox, format!("0 0 {} {}", short(width), short(HEIGHT)))
        .with(frame("proof-stored", 0, stored.len(), 19.0))
        .with(frame("proof-voted", groups[0].len(), votes.len(), 25.0))
        .with(draw::word("proof-set", Point::new(width / 2.0, 14.0), above))
        .with(draw::word("proof-set", Point::new(width / 2.0, 102.0), below))
        .all(servers);
    Some(diagram)
}

fn server(view: &View<'_>, proof: &Proof, id: ServerId, x: f64) -> El {
    let is_voter = proof.voter == Some(id);
    let star = match (proof.commit.leader == id, proof.leader.server == id) {
        (true, true) => "★ T U ",
        (true, false) => "★ T ",
        (false, true) => "★ U ",
        (false, false) => "",
    };
    let role = [star, if is_voter { view.words.lit_voter } else { "" }].concat();
    let at = Point::new(x, MIDDLE);
    el("g")
        .key(id.number())
        .with(is_voter.then(|| draw::circle("proof-voter", at, RADIUS + 3.5)))
        .with(draw::circle("proof-server", at, RADIUS))
        .with(draw::word("proof-name", Point::new(x, at.y + 5.5), id.to_string()))
        .with(draw::word("proof-role", Point::new(x, at.y + 30.0), role))
}
