//! The safety argument of §5.4.3 on this run: about which entry and which leader, the two majorities
//! of Figure 9, and every step with what shows it.

mod diagram;

use crate::dom::{Attr, El, el};
use crate::state::{Argument, Intent, Pane, Pick};
use crate::view::View;
use cluster::Moment;
use judge::{Proof, Step, Verdict};
use narration::{
    proof_end, proof_entry, proof_leader, proof_reason, proof_roles, proof_step, proof_until, rule_name,
    verdict,
};
use raft_core::Rule;

/// The step that is open.
pub const STEP: &str = ".proof-step[aria-expanded=true]";
/// How many entries or leaders can be chosen from at once: those around the chosen one.
const AROUND: usize = 12;

/// The argument.
pub fn proof_pane(view: &View<'_>) -> El {
    let words = view.words;
    let title = el("span").with(words.proof).with(el("span").class("quiet").with(" §5.4.3"));
    let Some(argument) = &view.state.argument else { return view.pane(title) };
    let pane = view.pane(title.with(" ").with(until(view, argument)));
    let Some(proof) = &argument.proof else {
        let missing = if argument.commits.is_empty() { words.proof_no_commit } else { words.proof_no_leader };
        return pane
            .with(el("p").with(words.proof_help).with(words.full_stop))
            .with(el("p").with(words.proof_needs))
            .with(el("p").class("box").role("status").with(missing))
            .with(by_hand(view));
    };
    let steps = el("ol").class("proof-steps").label(words.proof_steps);
    pane.with(subject(view, argument, proof))
        .with(outcome(view, argument, proof))
        .with(diagram::diagram(view, proof))
        .with(steps.all(proof.steps.iter().map(|one| step(view, argument, proof, one))))
        .with(by_hand(view))
}

/// The ways to try the contrary: in the laboratory, and in a run of one's own.
fn by_hand(view: &View<'_>) -> El {
    let open = view.button(view.words.laboratory, Intent::Show(Pane::Laboratory));
    let goal = script::goal(judge::Property::LeaderCompleteness).scenario.slug;
    el("p").class("acts").with(open).with(view.button(view.words.break_it, Intent::Open(goal)))
}

/// Up to which moment the run is looked at: the way back to it for whoever is elsewhere.
fn until(view: &View<'_>, argument: &Argument) -> El {
    let until = argument.until;
    let said = proof_until(view.language, until.event);
    let away = view.state.run.at.event != until.event;
    let said = if away {
        view.button(said, Intent::Jump(until)).class("plain event")
    } else {
        el("span").with(said)
    };
    el("span").class("proof-until").title(view.words.proof_until).with(said)
}

/// A way to an event.
fn event(view: &View<'_>, moment: Moment) -> El {
    let here = view.state.run.at.event == moment.event;
    view.jump(moment).class("plain event").set(Attr::Current, here.then_some("true"))
}

/// Which entry and which leader it is about.
fn subject(view: &View<'_>, argument: &Argument, proof: &Proof) -> El {
    let (l, words) = (view.language, view.words);
    let (commits, leaders) = (&argument.commits, &argument.leaders);
    let choice = |(name, pick, chosen)| (name, Intent::Argue(pick), chosen);
    let (entries, chosen) = around(commits, &proof.commit);
    let entries = entries.iter().enumerate().map(|(place, commit)| {
        let pick = Pick::Entry(Some((commit.index, commit.event)));
        choice((proof_entry(l, commit), pick, place == chosen))
    });
    let entry = view.select(words.proof_entry, None, entries.collect());
    let (later, chosen) = around(leaders, &proof.leader);
    let later = later.iter().enumerate().map(|(place, leader)| {
        choice((proof_leader(l, leader), Pick::Leader(leader.event), place == chosen))
    });
    let leader = view.select(words.proof_leader, None, later.collect());
    let choose = || view.button(words.proof_choose, Intent::Argue(Pick::Entry(None))).class("plain");
    el("div").class("proof-subject").with(entry).with(leader).with(argument.chosen.then(choose))
}

/// The chosen one and those around it, and its place among them.
fn around<'a, T: PartialEq>(all: &'a [T], chosen: &T) -> (&'a [T], usize) {
    let place = all.iter().position(|one| one == chosen).unwrap_or(0);
    let first = place.saturating_sub(AROUND);
    (&all[first..all.len().min(place + AROUND + 1)], place - first)
}

/// How it ends, the rules that were off, and who is who. The same at every step.
fn outcome(view: &View<'_>, argument: &Argument, proof: &Proof) -> El {
    let (l, words) = (view.language, view.words);
    let fails = proof.failure().is_some();
    let mark = el("b").unread().with(if fails { "✗ " } else { "✓ " });
    let end = el("b").class("proof-end").with(proof_end(l, proof));
    let rule = |rule: &Rule| {
        view.button(rule_name(l, *rule), Intent::ShowRule(*rule)).key(rule.name()).class("word")
    };
    let off = (!argument.off.is_empty()).then(|| {
        let rules = argument.off.iter().map(rule);
        el("span").class("proof-off").with(words.proof_rules_off).all(rules)
    });
    el("div")
        .classes("proof-outcome", &[(fails, "fails")])
        .role("status")
        .with(el("p").with(mark).with(end).with(words.full_stop).with(" ").with(off))
        .with(el("p").class("quiet").with(proof_roles(l, proof)))
}

fn step(view: &View<'_>, argument: &Argument, proof: &Proof, step: &Step) -> El {
    let l = view.language;
    let open = argument.step == step.number;
    let (class, mark) = match step.verdict {
        Verdict::Holds => ("mark good", "✓"),
        Verdict::Fails => ("mark bad", "✗"),
        Verdict::DoesNotApply => ("mark none", "–"),
    };
    let said = el("span").class("proof-verdict").with(el("b").class(class).unread().with(mark)).with(" ");
    let button = view
        .button(
            el("b").class("proof-number").with(u32::from(step.number)),
            Intent::Argue(Pick::Step(step.number)),
        )
        .class("proof-step")
        .set(Attr::Expanded, open)
        .with(el("span").class("proof-heading").with(proof_step(l, step.number)))
        .with(said.with(verdict(l, step.verdict)));
    let fails = step.verdict == Verdict::Fails;
    let row =
        el("li").key(u32::from(step.number)).classes("", &[(open, "open"), (fails, "fails")]).with(button);
    row.with(open.then(|| reason(view, argument, proof, step)))
}

/// What shows it, and the ways to the events.
fn reason(view: &View<'_>, argument: &Argument, proof: &Proof, step: &Step) -> El {
    let moment = |number: &u32| Moment { event: *number, ..argument.until };
    let events = step.events.iter().map(|number| event(view, moment(number)).key(*number));
    let events = el("p").class("proof-events").with(view.words.proof_events).all(events);
    el("div").class("proof-reason").with(el("p").with(proof_reason(view.language, proof, step))).with(events)
}
