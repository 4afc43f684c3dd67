//! What is drawn of a state and takes some work to find out: made once a change, not once a frame.

use crate::lesson::explains;
use crate::lit::Lit;
use crate::look::Shot;
use crate::panes::ScriptLine;
use crate::spoken::Spoken;
use crate::state::{NodeKind, Pane, State, Strip, is_letter};
use crate::timeline::Letter;
use cluster::{BranchId, Moment};
use narration::{Language, Text, property_text, text};
use raft_core::Term;
use std::rc::Rc;

/// What is drawn.
pub struct Picture {
    /// The time in microseconds: moves on between two changes while the clock runs.
    pub now: u64,
    /// What just happened.
    pub caption: String,
    /// The greatest term after each event of the path.
    pub terms: Rc<Vec<Term>>,
    /// Whose terms these are.
    terms_of: (BranchId, u32),
    /// The panels on the path.
    pub letters: Vec<Letter>,
    /// The strip.
    pub strip: Rc<Strip>,
    /// What stands beside each of its nodes.
    pub strip_captions: Rc<Vec<String>>,
    /// The run as a script, while somebody looks at it.
    pub script: Rc<Vec<ScriptLine>>,
    /// What is lit up as evidence.
    pub lit: Lit,
    /// What the caption speaks of.
    pub spoken: Spoken,
    /// The last event since the panel before this moment in which something was decided that is worth
    /// explaining.
    pub told: Option<Rc<Shot>>,
    /// The moment of this picture.
    at: Moment,
}

impl Picture {
    /// The picture of a state. What has not changed since the last one is taken over.
    pub fn of(state: &State, last: Option<&Self>) -> Self {
        let run = &state.run;
        let language = state.settings.language;
        let scene = &run.shot.scene;
        let terms_of = (run.at.branch, run.end());
        let terms = match last {
            Some(last) if last.terms_of == terms_of => last.terms.clone(),
            _ => Rc::new(run.story.timeline.terms(run.at.branch)),
        };
        let strip = Strip::of(run, last.map(|last| &*last.strip));
        let captions = strip_captions(state, &strip);
        Self {
            now: state.player.now,
            caption: narration::caption(language, &scene.event, &scene.world),
            terms,
            terms_of,
            letters: letters(state),
            strip: keep(last.map(|last| &last.strip), strip),
            strip_captions: keep(last.map(|last| &last.strip_captions), captions),
            script: keep(last.map(|last| &last.script), script_lines(state)),
            lit: Lit::of(state),
            spoken: Spoken::of(state),
            told: told(state, last),
            at: run.at,
        }
    }
}

/// The old one if it is equal, so that nothing is drawn again.
fn keep<T: PartialEq>(last: Option<&Rc<T>>, new: T) -> Rc<T> {
    match last {
        Some(last) if **last == new => last.clone(),
        _ => Rc::new(new),
    }
}

fn letters(state: &State) -> Vec<Letter> {
    let run = &state.run;
    let timeline = &run.story.timeline;
    let on_path = run.story.panels().filter(|panel| run.story.is_on_path(panel.moment, run.at.branch));
    on_path
        .filter_map(|panel| {
            let label = panel.label().filter(|label| is_letter(label) && !run.hides(panel))?;
            Some(Letter { event: timeline.owner(panel.moment).event, label: label.to_owned() })
        })
        .collect()
}

/// What stands beside each node of the strip.
fn strip_captions(state: &State, strip: &Strip) -> Vec<String> {
    let language = state.settings.language;
    let (heading, lesson) = (state.heading(), state.lesson());
    let caption = |node: &crate::state::Node| match &node.kind {
        NodeKind::Panel(name) => match lesson.and_then(|lesson| lesson.panel(name)) {
            Some(panel) if node.hidden => panel.hidden.to_owned(),
            Some(panel) => panel.short.to_owned(),
            // The lesson's words are not there yet: its names could give something away.
            None if node.hidden || heading.is_some() => String::new(),
            None if state.run.rule().is_some() => rule_panel(text(language), name).to_owned(),
            None => name.clone(),
        },
        NodeKind::Branch(branch) => broken(state, *branch, language),
    };
    strip.nodes.iter().map(caption).collect()
}

/// What a panel of a rule's scenario is called.
fn rule_panel(words: &Text, name: &str) -> &'static str {
    match name {
        "on" => words.with_rule,
        "off" => words.without_rule,
        "lost" => words.what_follows,
        _ => words.beginning,
    }
}

/// The whole path as text: what has happened, and what is still to come on it.
fn script_lines(state: &State) -> Vec<ScriptLine> {
    let run = &state.run;
    // Recording plays the run again: not while the clock runs.
    if state.pane != Pane::Script || (state.player.playing && run.is_clocked()) || is_too_long(state) {
        return Vec::new();
    }
    let recording = script::record(&run.story, run.story.timeline.tip(run.at.branch));
    let line = |(text, events): (String, script::record::Events)| {
        let made = events.before < events.last;
        let moment = Moment { branch: run.at.branch, event: events.last };
        ScriptLine {
            text: without_answer(state, text),
            moment: made.then_some(moment),
            current: made && events.before < run.at.event && run.at.event <= events.last,
            ahead: events.before >= run.at.event && (made || events.before > run.at.event),
        }
    };
    recording.lines().map(line).collect()
}

/// The longest script that is shown, in lines: each is an element of the page.
const MOST_LINES: usize = 3000;

/// Whether the run's script is longer than can be shown.
#[must_use]
pub fn is_too_long(state: &State) -> bool {
    state.run.story.script.lines.len() > MOST_LINES
}

/// A line of the script, without the answer to a question that is still open.
fn without_answer(state: &State, text: String) -> String {
    let mut words = text.split(' ');
    let asks = words.next() == Some("ask");
    let open = words.next().is_some_and(|key| state.run.progress.answer(key).is_none());
    if !(asks && open) {
        return text;
    }
    let question: Vec<&str> = text.split(' ').take_while(|word| *word != "answer").collect();
    question.join(" ") + " answer ?"
}

/// The properties that are broken at the end of a branch.
fn broken(state: &State, branch: BranchId, language: Language) -> String {
    let judge = state.run.story.timeline.observer(branch);
    let names: Vec<&str> =
        judge.violations().iter().map(|violation| property_text(language, violation.property).name).collect();
    names.join(text(language).comma)
}

/// How far back something worth explaining is looked for after a leap, in events.
const LOOK_BACK: u32 = 12;

/// The last event since the panel before this moment that is worth explaining.
fn told(state: &State, last: Option<&Picture>) -> Option<Rc<Shot>> {
    let run = &state.run;
    if !run.in_lesson() || run.is_clocked() {
        return None;
    }
    if explains(&run.shot) {
        return Some(run.shot.clone());
    }
    let since = run.panel().map_or(0, |panel| panel.moment.event);
    if let Some(last) = last.filter(|last| last.at.event + 1 == run.at.event && run.on_path(last.at)) {
        return last.told.clone().filter(|shot| shot.scene.moment.event > since);
    }
    let timeline = &run.story.timeline;
    let events = since.max(run.at.event.saturating_sub(LOOK_BACK)) + 1..run.at.event;
    events.rev().find_map(|event| {
        let at = Moment { event, ..run.at };
        let shot = Shot { scene: timeline.scene(at), before: None };
        explains(&shot).then(|| {
            let before = timeline.scene(Moment { event: event - 1, ..at }).world;
            Rc::new(Shot { before: Some(Rc::new(before)), ..shot })
        })
    })
}
