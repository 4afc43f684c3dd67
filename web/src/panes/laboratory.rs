//! The contradiction, by hand: logs, votes and terms are supposed, and what comes of them is said by
//! the servers of the core and by the steps of the safety argument.

use crate::dom::{Attr, El, el, pieces};
use crate::lesson::told_why;
use crate::look::term_class;
use crate::state::{HIGHEST, Intent, LONGEST, Laboratory, Suppose};
use crate::view::View;
use explorer::attempt::{Attempt, CANDIDATE, LEADER, Outcome, RULES, Refusal, Start, Whose};
use narration::{add_entry, phrases, proof_step, rule_name, start_name, take_entry, whose_log, why_attempt};
use raft_core::{Rule, ServerId, ServerSet, Term};
use yew::Html;

/// The laboratory.
pub fn laboratory_pane(view: &View<'_>) -> Option<El> {
    let (words, laboratory) = (view.words, view.state.laboratory.as_ref()?);
    let title = el("span").with(words.laboratory).with(el("span").class("quiet").with(" §5.4.3"));
    let supposed = el("div")
        .class("lab-supposed")
        .with(choices(view, laboratory))
        .all(Whose::ALL.into_iter().map(|whose| log(view, laboratory, whose)))
        .with(servers(view, &laboratory.attempt));
    let parts = el("div").class("lab-parts").with(supposed).with(answer(view, laboratory));
    Some(view.pane(title).class("pane-body lab").with(el("p").with(words.laboratory_help)).with(parts))
}

fn suppose(change: Suppose) -> Intent {
    Intent::Suppose(change)
}

/// What to begin with, and which rule is off.
fn choices(view: &View<'_>, laboratory: &Laboratory) -> El {
    let (words, l) = (view.words, view.language);
    let start = |start: Start| {
        let chosen = laboratory.start == Some(start);
        (start_name(l, start).to_owned(), suppose(Suppose::Begin(start)), chosen)
    };
    let off = laboratory.attempt.without;
    let rule = |rule: Rule| {
        (rule_name(l, rule).to_owned(), suppose(Suppose::Without(Some(rule))), off == Some(rule))
    };
    let none = (words.no_rule_off.to_owned(), suppose(Suppose::Without(None)), off.is_none());
    let starts = Start::ALL.into_iter().map(start).collect();
    let rules = std::iter::once(none).chain(RULES.into_iter().map(rule)).collect();
    el("div")
        .class("lab-choices")
        .with(view.select(words.begin_with, Some(words.own_attempt.to_owned()), starts))
        .with(view.select(words.rule_without, None, rules))
}

/// One of the logs, and what can be done to it.
fn log(view: &View<'_>, laboratory: &Laboratory, whose: Whose) -> El {
    let attempt = &laboratory.attempt;
    let terms = attempt.log(whose);
    let full = terms.len() >= LONGEST;
    let unused = whose == Whose::Voter && !attempt.has_voter();
    let cells = el("ol").class("lab-cells").label(whose_log(view.language, whose));
    let cells = cells.all((0..LONGEST).map(|place| cell(view, laboratory, whose, place)));
    let more = (1..=HIGHEST).map(|term| {
        let name = add_entry(view.language, whose, term);
        let add = view.button(["+", &term.to_string()].concat(), suppose(Suppose::Add(whose, Term(term))));
        let add = add.class(format!("lab-add {}", term_class(term))).label(name).key(term);
        add.set(Attr::Disabled, full.then_some("true"))
    });
    let less = view
        .button("−", suppose(Suppose::Take(whose)))
        .class("lab-take")
        .label(take_entry(view.language, whose))
        .set(Attr::Disabled, terms.is_empty().then_some("true"));
    el("div")
        .classes("lab-log", &[(unused, "unused")])
        .with(head(view, attempt, whose))
        .with(cells)
        .with(el("div").class("lab-adds").all(more).with(less))
}

/// Whose log it is, and the leaders' terms.
fn head(view: &View<'_>, attempt: &Attempt, whose: Whose) -> El {
    let words = view.words;
    let (name, server) = match whose {
        Whose::Leader => (words.leader_t, LEADER.to_string()),
        Whose::Candidate => (words.leader_u, CANDIDATE.to_string()),
        Whose::Voter if attempt.has_voter() => {
            let voters = attempt.voters().without(ServerSet::only(CANDIDATE));
            (words.the_voter, phrases::servers(view.language, voters))
        }
        Whose::Voter => (words.the_voter, words.nobody_in_both.to_owned()),
    };
    let term = match whose {
        Whose::Leader => Some(stepper(view, "T", attempt.committed_in, HIGHEST, Suppose::CommittedIn)),
        Whose::Candidate => Some(stepper(view, "U", attempt.elected_in, HIGHEST + 1, Suppose::ElectedIn)),
        Whose::Voter => None,
    };
    let name = el("span").with(el("b").with(name)).with(" ").with(el("span").class("quiet").with(server));
    el("div").class("lab-head").with(name).with(term)
}

/// A term that can be made one less or one more.
fn stepper(view: &View<'_>, name: &'static str, term: Term, highest: u32, change: fn(Term) -> Suppose) -> El {
    let step = |face: &'static str, said: &'static str, to: u32| {
        let cannot = !(1..=highest).contains(&to);
        let button = view.button(face, suppose(change(Term(to.clamp(1, highest)))));
        button.label(format!("{name}: {said}")).set(Attr::Disabled, cannot.then_some("true"))
    };
    el("span")
        .class("lab-term")
        .role("group")
        .label(name)
        .with(step("−", view.words.less, term.0 - 1))
        .with(el("span").with(format!("{name} = {term}")))
        .with(step("+", view.words.greater, term.0 + 1))
}

/// A place of a log: its entry, or what is lost there.
fn cell(view: &View<'_>, laboratory: &Laboratory, whose: Whose, place: usize) -> El {
    let attempt = &laboratory.attempt;
    let index = place + 1;
    let entry = attempt.log(whose).get(place).copied();
    let committed = attempt.log(Whose::Leader).get(place).copied();
    let lost = match laboratory.outcome {
        Outcome::Lost { index: first, .. } if whose == Whose::Candidate && laboratory.run.is_some() => {
            committed.filter(|_| index >= first.0 as usize && entry != committed)
        }
        _ => None,
    };
    let uncommitted = matches!(
        laboratory.outcome,
        Outcome::Refused(Refusal::OldTerm { .. } | Refusal::TooFewCopies { .. } | Refusal::NothingCommitted)
    );
    let known = whose == Whose::Leader && !uncommitted;
    let last = known && index == attempt.log(whose).len();
    let tick = last.then(|| el("span").class("entry-tick").unread().with("✓"));
    let gone = |class: &'static str, term: Term| {
        let class = [class, " ", &term_class(term.0)].concat();
        el("del").class(class).title(view.words.truncated).with(term.0)
    };
    let drawn = match (entry, lost) {
        (Some(entry), lost) => {
            let replaced = lost.map(|lost| gone("entry-replaced", lost));
            let cell = el("span").classes("entry", &[(true, &term_class(entry.0)), (known, "known")]);
            Some(cell.with(el("span").class("entry-term").with(entry.0)).with(tick).with(replaced))
        }
        (None, Some(lost)) => Some(gone("entry ghost", lost)),
        (None, None) => None,
    };
    let said = entry.map(|entry| phrases::term(view.language, entry.0));
    let said = said.map(|said| el("span").class("unseen").with(format!("{index}: {said}")));
    let number = el("span").class("lab-index").unread().with(u32::try_from(index).unwrap_or(u32::MAX));
    let drawn = drawn.map(|drawn| if lost.is_none() { drawn.unread() } else { drawn });
    el("li").key(place).with(number).with(said).with(drawn)
}

/// Who stores the entry, and who votes.
fn servers(view: &View<'_>, attempt: &Attempt) -> El {
    let words = view.words;
    let all = || ServerSet::first(5).iter();
    let both = attempt.voters();
    let names = all().map(|server| {
        let name = el("th").key(server.number()).set(Attr::Scope, "col");
        name.classes("", &[(both.contains(server), "both")]).with(server.to_string())
    });
    let row = |name: &'static str, set: ServerSet, always: ServerId, change: fn(ServerId) -> Suppose| {
        let cells = all().map(|server| {
            let on = set.contains(server);
            let button = view
                .button(if on { "✓" } else { "–" }, suppose(change(server)))
                .label(format!("{server} {name}"))
                .pressed(on)
                .set(Attr::Disabled, (server == always).then_some("true"));
            let cell = el("td").key(server.number()).classes("", &[(both.contains(server), "both")]);
            cell.with(button)
        });
        el("tr").with(el("th").set(Attr::Scope, "row").with(name)).all(cells)
    };
    let table = el("table")
        .class("lab-servers")
        .with(el("thead").with(el("tr").with(el("td")).all(names)))
        .with(el("tbody").with(row(words.stores_entry, attempt.stored, LEADER, Suppose::Stored)).with(row(
            words.votes_for_u,
            attempt.votes,
            CANDIDATE,
            Suppose::Asked,
        )));
    let on = attempt.votes_first;
    let first = view.switch(
        words.votes_first,
        on,
        if on { words.setting_on } else { words.setting_off },
        suppose(Suppose::VotesFirst),
    );
    el("div").class("lab-who").with(table).with(el("p").class("quiet").with(words.other_logs)).with(first)
}

/// What comes of it, what else could be tried, and the steps.
fn answer(view: &View<'_>, laboratory: &Laboratory) -> El {
    let (words, l) = (view.words, view.language);
    let Laboratory { attempt, outcome, run, without, .. } = laboratory;
    let why = why_attempt(l, attempt, outcome, run.is_some());
    let lost = matches!(outcome, Outcome::Lost { .. }) && run.is_some();
    let told = el("div").classes("lab-answer", &[(lost, "lost")]).role("status").with(told_why(view, &why));
    let play = run.as_ref().map(|_| view.button(words.play_attempt, suppose(Suppose::Play)).class("main"));
    let again = || view.button(words.all_rules_again, suppose(Suppose::Without(None)));
    let acts = || el("p").class("acts").with(play).with(attempt.without.map(|_| again()));
    let acts = (run.is_some() || attempt.without.is_some()).then(acts);
    let rules = without.iter().filter(|rule| attempt.without != Some(**rule)).map(|rule| {
        let off = suppose(Suppose::Without(Some(*rule)));
        view.button(rule_name(l, *rule), off).key(rule.name())
    });
    let rules: Vec<El> = rules.collect();
    let succeeds = (!rules.is_empty()).then(|| {
        el("div")
            .class("lab-without")
            .with(el("span").with(words.succeeds_without))
            .with(el("div").class("acts").all(rules))
    });
    el("div").class("lab-told").with(told).with(acts).with(succeeds).with(steps(view, laboratory))
}

/// The steps, and the one that it comes to.
fn steps(view: &View<'_>, laboratory: &Laboratory) -> Html {
    let (outcome, attempt) = (&laboratory.outcome, &laboratory.attempt);
    let here = match outcome {
        Outcome::Refused(refusal) => refusal.step(),
        Outcome::Complete => Some(8),
        Outcome::Lost { .. } => attempt.step_without(),
    };
    let refused = matches!(outcome, Outcome::Refused(_));
    let rows = (0..=8u8).map(|number| {
        let current = here == Some(number);
        el("li")
            .key(u32::from(number))
            .classes("", &[(current, "current"), (current && !refused, "reached")])
            .set(Attr::Current, current.then_some("step"))
            .with(el("b").with(u32::from(number)))
            .with(" ")
            .with(proof_step(view.language, number))
    });
    pieces([el("h2").with(view.words.proof_steps_here), el("ol").class("lab-steps").all(rows)])
}
