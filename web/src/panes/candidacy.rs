//! Who would vote for a server if it stood for election now.

use crate::dom::{El, Piece, el};
use crate::lesson::told_why;
use crate::quorum::{self, Counted};
use crate::view::View;
use cluster::Candidacy;
use narration::{why_elected, why_not_standing};
use raft_core::ServerId;
use yew::Html;

/// The answer, folded up.
pub(super) fn candidacy(view: &View<'_>, id: ServerId) -> El {
    let folded = el("details").class("links").with(el("summary").with(view.words.who_would_vote));
    folded.with(view.unless_asked(|| el("div").class("outlook").with(outlook(view, id))))
}

fn outlook(view: &View<'_>, id: ServerId) -> Html {
    let world = view.world();
    let mut candidacies = world.candidacies(id);
    // A second attempt that goes like the first says nothing new.
    let votes = |candidacy: Option<&Candidacy>| candidacy.map(|candidacy| candidacy.votes);
    if votes(candidacies.first()) == votes(candidacies.last()) {
        candidacies.truncate(1);
    }
    if candidacies.is_empty() {
        return el("p").with(why_not_standing(view.language, world, id)).html();
    }
    let told = |candidacy: &Candidacy| {
        let votes = candidacy.electorate.votes(candidacy.votes);
        let told = told_why(view, &why_elected(view.language, world, id, candidacy));
        told.with(quorum::meter(view, Some((Counted::Votes(id), votes))))
    };
    crate::dom::pieces(candidacies.iter().map(told))
}
