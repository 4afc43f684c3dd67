//! The lesson: a title, two or three sentences, a question with answers, and why.

mod code;
mod goal;
mod offers;
mod part;
mod prose;
mod question;
mod rule;
mod waiting;
mod way;
mod why;

use crate::dom::{Attr, El, Piece, el, pieces};
use crate::membership::set;
use crate::state::{Extent, Intent, Pane, asked, is_letter};
use crate::view::View;
use narration::{Heading, PanelText, phrases};
use yew::Html;

pub use code::{code, code_button};
pub use goal::{goal_line, goals};
pub use offers::offers;
pub use part::part_title;
pub use prose::prose;
pub use waiting::waiting;
pub use why::{explains, has_why, told_why, why_box};

/// The lesson.
pub fn lesson(view: &View<'_>) -> El {
    let run = &view.state.run;
    if let Some(goal) = run.goal() {
        return goal::lesson(view, goal);
    }
    if !run.in_lesson() {
        return own_branch(view);
    }
    if let Some(rule) = run.rule() {
        return rule::lesson(view, rule);
    }
    let (heading, lesson) = (view.state.heading(), view.state.lesson());
    let end = run.at_tip().then(|| takeaway(view)).flatten();
    if let Some(way) = way::way(view, end).filter(|_| heading.is_some()) {
        return way.with(hands_on(view));
    }
    let panel = run.panel();
    // A lesson without panels says what there is to say from the beginning.
    let anchor = match panel {
        Some(panel) => panel.name().map(script::Name::as_str),
        None if run.written.is_some() => Some(narration::BEGINNING),
        None => run.story.panels().next().is_none().then_some("start"),
    };
    let said = anchor.and_then(|anchor| lesson?.panel(anchor));
    let asked = asked(&run.story, run.at);
    let question = asked.as_ref().and_then(|asked| lesson?.question(&asked.key));
    let answer = asked.as_ref().and_then(|asked| run.progress.answer(&asked.key));
    let unread = heading.filter(|_| lesson.is_none()).map(|heading| heading.file);
    let missing = unread.is_some_and(|file| view.state.book.is_missing(file));
    // Something is said here that is not there yet.
    let unsaid = unread.is_some() && anchor.is_some();
    let title = match (said, question) {
        (_, Some(question)) if answer.is_some() => question.answered,
        (Some(said), _) => said.title,
        _ => heading.map_or(view.words.app_name, |heading| heading.title),
    };
    // A panel of one letter is a panel of the paper's figure: (c).
    let label = panel.and_then(|panel| panel.label()).filter(|label| is_letter(label));
    let label = label.map(|label| format!("({label}) ")).unwrap_or_default();
    let introduction = (answer.is_none() && !unsaid).then(|| introduction(view, heading, said));
    el("div")
        .class("lesson")
        // The title is soon another one, and would only flicker.
        .with(el("h1").class((unsaid && !missing).then_some("late")).with(label).with(set(title)))
        .with(introduction)
        .with(unread.filter(|_| unsaid || missing).map(|file| waiting(view, file)))
        .with(
            question
                .zip(asked.as_ref())
                .map(|(question, asked)| question::question(view, question, asked, answer)),
        )
        .with(asked.is_none().then(|| takeaway(view)).flatten())
        .with(said.and_then(|said| notes(view, said)))
        .with(asked.is_none().then(|| hands_on(view)))
}

/// What stays of the lesson, once it is over.
fn takeaway(view: &View<'_>) -> Option<El> {
    let lesson = view.state.lesson().filter(|lesson| !lesson.takeaway.is_empty())?;
    let over = view.state.run.in_lesson() && view.state.run.stop_after().is_none();
    let title = view.words.takeaway;
    over.then(|| {
        let takeaway = el("section").class("takeaway").label(title);
        takeaway.with(prose::led(view, title, &lesson.takeaway))
    })
}

/// Speaker notes, if enabled.
fn notes(view: &View<'_>, said: &'static PanelText) -> Option<El> {
    let wanted = view.state.settings.speaker_notes && !said.notes.is_empty();
    let title = view.words.speaker_notes;
    wanted.then(|| {
        // In reach of the keyboard, which brings it into sight.
        let notes = el("section").class("notes").label(title).set(Attr::TabIndex, "0");
        notes.with(el("h2").with(title)).with(prose(view, &said.notes))
    })
}

fn introduction(
    view: &View<'_>,
    heading: Option<&'static Heading>,
    said: Option<&'static PanelText>,
) -> Html {
    let words = view.words;
    match (said, heading) {
        (Some(said), _) => {
            let pictures = (!said.pictures.is_empty()).then(|| prose::pictures(view, &said.pictures));
            pieces([Some(prose(view, &said.paragraphs)), pictures])
        }
        (None, Some(heading)) => {
            pieces([el("p").with(heading.summary), el("p").class("hint").with(words.press_to_play)])
        }
        (None, None) => pieces([el("p").with(words.own_run).html(), offers(view).html()]),
    }
}

/// A branch of one's own: the lesson's words are not about it.
fn own_branch(view: &View<'_>) -> El {
    let words = view.words;
    let help = if view.state.run.is_clocked() { words.clocked_help } else { words.stepped_help };
    el("div")
        .class("lesson")
        .with(el("h1").with(words.own_branch))
        .with(el("p").with(words.own_run))
        .with(el("p").class("hint").with(help))
        .with(offers(view))
        .with(hands_on(view))
}

/// The lesson after this one, once this one is over.
fn next_lesson(view: &View<'_>) -> Option<&'static Heading> {
    let run = &view.state.run;
    let over = run.in_lesson() && run.stop_after().is_none() && run.story.panels().next().is_some();
    let slug = run.slug().filter(|_| over)?;
    narration::headings(view.language).iter().skip_while(|heading| heading.slug != slug).nth(1)
}

/// How many questions were answered right, once the lesson is over: for oneself only.
fn score(view: &View<'_>) -> Option<El> {
    let slug = view.state.run.slug()?;
    let (mark, of) = (view.state.marks.of(slug)?, Extent::of(slug)?.questions);
    let score = || phrases::score(view.language, mark.right.count_ones(), of);
    (mark.answered > 0).then(|| el("p").class("score").with(view.words.questions).with(" ").with(score()))
}

/// Taking over, and coming back.
fn hands_on(view: &View<'_>) -> Html {
    let (run, words) = (&view.state.run, view.words);
    let back = || view.button(words.back_to_lesson, Intent::BackToLesson).class("main").shortcut("L");
    let next = next_lesson(view);
    let score = next.and_then(|_| score(view));
    // The lesson that is about the argument has it at hand, and the laboratory.
    let argued = run.in_lesson() && view.state.heading().is_some_and(|heading| heading.section == "5.4.3");
    let proof = argued.then(|| view.button(words.proof, Intent::Show(Pane::Proof)).shortcut("P"));
    let by_hand = argued.then(|| view.button(words.laboratory, Intent::Show(Pane::Laboratory)));
    // And those about timing have theirs.
    let timed = |heading: &Heading| heading.section == "5.6" || heading.slug == "split-votes";
    let timed = run.in_lesson() && view.state.heading().is_some_and(timed);
    let measured = timed.then(|| view.button(words.elections, Intent::Show(Pane::Elections)).shortcut("E"));
    let next =
        next.map(|next| view.button(format!("{} →", next.title), Intent::Open(next.slug)).class("main"));
    let next = match view.state.part_after() {
        Some(part) => {
            let title = [part_title(view, part), " →"].concat();
            Some(view.button(title, Intent::LecturePart(part.part)).class("main"))
        }
        None => next,
    };
    let back = (!run.in_lesson()).then(back);
    let hands = el("p").class("lesson-hands").with(back).with(proof).with(by_hand).with(measured).with(next);
    pieces([score, Some(hands)])
}
