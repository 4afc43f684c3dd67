//! Votes or copies as they are counted (§5.2, §5.3): a row a majority, two of them in a joint configuration
//! (§6). What counts, who is counted and how many it takes is the core's `Tally`.

use crate::dom::{Attr, El, el};
use crate::membership::Name;
use crate::view::View;
use narration::phrases;
use raft_core::{CommitCause, Count, Decision, Hold, Index, Role, Server, ServerId, Tally};

/// What is counted.
#[derive(Clone, Copy)]
pub enum Counted {
    /// Votes for a candidate.
    Votes(ServerId),
    /// Copies of the entry at an index.
    Copies(Index),
}

/// What is counted, and how far the count has come.
pub type Counting = (Counted, Tally);

/// The count that a decision of a server rests on.
#[must_use]
pub fn of_decision(server: ServerId, decision: &Decision) -> Option<Counting> {
    let copies = |index, electorate: raft_core::Electorate, stored| {
        Some((Counted::Copies(index), electorate.copies(stored)))
    };
    match *decision {
        Decision::CountedVote { votes, electorate, .. }
        | Decision::MissedVote { votes, electorate, .. }
        | Decision::BecameLeader { votes, electorate, .. } => {
            Some((Counted::Votes(server), electorate.votes(votes)))
        }
        Decision::HeldCommit {
            index,
            why: Hold::NoMajority { stored, electorate } | Hold::OldTerm { stored, electorate, .. },
        } => copies(index, electorate, stored),
        Decision::Committed { last, cause: CommitCause::Counted { stored, electorate, .. }, .. } => {
            copies(last, electorate, stored)
        }
        _ => None,
    }
}

/// The count to look at now: that of the event that is shown, or what the leader waits for, or a candidate.
#[must_use]
pub fn now(view: &View<'_>) -> Option<Counting> {
    // Who counts, and for which half, may be what is asked.
    if view.is_asked() {
        return None;
    }
    let (world, event) = (view.world(), &view.shot.scene.event);
    if let Some(server) = event.server()
        && let Some(counting) = event.decisions.iter().rev().find_map(|one| of_decision(server, one))
    {
        return Some(counting);
    }
    if let Some(leader) = world.leader() {
        let changes = leader.log().latest_configuration().map(|(index, _)| index);
        let next = changes.filter(|index| *index > leader.commit_index());
        let index = next.unwrap_or(leader.commit_index().next());
        return copies_of(view, leader, index);
    }
    let mut up = world.servers().iter().filter(|server| world.is_up(server.id()));
    up.find_map(|server| match server.role() {
        Role::Candidate { votes, .. } => {
            Some((Counted::Votes(server.id()), server.electorate(world.rules()).votes(*votes)))
        }
        Role::Follower | Role::Leader { .. } => None,
    })
}

/// The copies of an entry that a leader knows of.
#[must_use]
pub fn copies_of(view: &View<'_>, leader: &Server, index: Index) -> Option<Counting> {
    let rules = view.world().rules();
    leader.log().get(index)?;
    Some((Counted::Copies(index), leader.electorate(rules).copies(leader.known_to_store(rules, index))))
}

/// The count as a table: a column a server, a row a majority; ✓ is counted, a dashed ring would count and is
/// not yet there, and nothing does not count. Nothing in runs without changes, where a number says as much.
pub fn meter(view: &View<'_>, counting: Option<Counting>) -> Option<El> {
    let (counted, tally) = counting.filter(|_| view.configuration.is_some())?;
    let language = view.language;
    let title = match counted {
        Counted::Votes(server) => phrases::votes_for(language, server),
        Counted::Copies(index) => phrases::to_commit(language, index),
    };
    let servers = || view.world().servers().iter().map(Server::id);
    let column = |id: ServerId| el("th").key(id.number()).set(Attr::Scope, "col").with(id.to_string());
    let head = el("tr").with(el("td")).all(servers().map(column)).with(el("th").class("counted").with(title));
    let rows = tally.sides().enumerate().map(|(place, side)| {
        let name = if place == 0 { Name::Old } else { Name::New };
        let name = match tally.new {
            Some(_) => el("th").set(Attr::Scope, "row").with(name.drawn()),
            None => el("td"),
        };
        let cells = servers().map(|id| cell(view, counted, side, id));
        let row = el("tr").key(place).class(if side.is_enough() { "enough" } else { "lacking" });
        row.with(name).all(cells).with(verdict(view, side))
    });
    Some(el("table").class("quorum").with(el("thead").with(head)).with(el("tbody").all(rows)))
}

fn cell(view: &View<'_>, counted: Counted, side: Count, id: ServerId) -> El {
    let words = view.words;
    let (class, sign, said) = match (side.reached.contains(id), side.of.contains(id), counted) {
        (true, _, Counted::Votes(_)) => ("in", "✓", words.lit_voted),
        (true, _, Counted::Copies(_)) => ("in", "✓", words.lit_stored),
        (false, true, _) => ("out", "", words.not_yet),
        (false, false, _) => ("", "", words.does_not_count),
    };
    let mark = el("span").class(class).role("img").label(said).title(said).with(sign);
    el("td").key(id.number()).with(mark)
}

/// Whether it is enough; not while a question is open that it could answer.
fn verdict(view: &View<'_>, side: Count) -> El {
    if view.is_asked() {
        return el("td").class("counted");
    }
    let sign = if side.is_enough() { "✓ " } else { "✗ " };
    el("td")
        .class("counted")
        .with(el("span").unread().with(sign))
        .with(phrases::counted_side(view.language, side))
}
