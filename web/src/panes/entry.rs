//! One entry: what is known about it now, and why it is not committed if it is not.

use crate::dom::{El, el};
use crate::lesson::told_why;
use crate::look::EntryChoice;
use crate::quorum;
use crate::view::View;
use narration::{EntryFact, commitment, entry_facts, entry_gone, phrases, why_not_committed};

/// One entry, as it was chosen on a server.
pub fn entry_pane(view: &View<'_>, chosen: EntryChoice) -> El {
    let EntryChoice { server, index, entry } = chosen;
    let (language, world, judge) = (view.language, view.world(), &view.shot.scene.observer);
    let gone = world.server(server).and_then(|server| entry_gone(language, server, index, &entry));
    let facts = entry_facts(language, world, judge, index, &entry);
    let committed = commitment(judge, index, &entry).is_some();
    let leader_knows = world.leader().is_none_or(|leader| leader.commit_index() >= index);
    let why = || {
        let why = why_not_committed(language, world, (server, index, &entry), committed);
        let counting = world.leader().and_then(|leader| quorum::copies_of(view, leader, index));
        view.unless_asked(|| told_why(view, &why).with(quorum::meter(view, counting)))
    };
    let name = phrases::entry(language, &entry);
    view.pane(format!("{name} · {}", phrases::index_and_term(language, index, entry.term)))
        .with(gone.map(|gone| el("p").class("gone").with(gone)))
        .with(el("dl").class("fields").all(facts.into_iter().map(|fact| row(view, fact))))
        .with((!committed || !leader_knows).then(why))
}

/// A fact, with the way to its moment.
fn row(view: &View<'_>, fact: EntryFact) -> El {
    let jump = fact.event.map(|event| view.jump(view.moment(event)));
    let jump = jump.map(|jump| jump.class("jump").title(view.words.show_moment));
    let value = el("dd").with(fact.value).with(jump);
    el("div").class("field").with(el("dt").with(fact.name)).with(value)
}
