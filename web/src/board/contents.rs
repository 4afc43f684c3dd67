//! The lessons as a table of contents: by section of the paper, with what was seen of each.

use crate::board::lectures::lectures;
use crate::dom::{Attr, El, el};
use crate::lesson::goals;
use crate::state::{Extent, Intent, Pane};
use crate::view::View;
use narration::{Heading, phrases, section_title};
use script::course;

/// The button in the top bar, and what it opens.
pub(super) fn contents(view: &View<'_>, title: &str) -> El {
    let words = view.words;
    let headings = narration::headings(view.language);
    let sections = by_section(headings).into_iter().map(|(number, lessons)| {
        let title = section_title(view.language, number);
        let title = if number.is_empty() { title.to_owned() } else { format!("§{number} {title}") };
        el("section")
            .key(number)
            .label(title.clone())
            .with(el("h2").with(title))
            .with(el("ul").all(lessons.into_iter().map(|lesson| row(view, lesson, number))))
            .with((number == "5.6").then(|| timing(view)))
            .with(own_runs(view).filter(|_| number.is_empty()))
    });
    let forget = (!view.state.marks.is_empty()).then(|| {
        let forget = view.button(words.forget_progress, Intent::ForgetProgress).class("plain");
        el("p").class("contents-foot").with(el("span").with(words.progress_note)).with(forget)
    });
    // Another key makes another menu, which is closed.
    el("details")
        .class("menu")
        .key(view.state.menus)
        .with(
            el("summary")
                .class("pill")
                .label(format!("{}: {title}", words.choose_lesson))
                .with(title.to_owned())
                .with(" ▾"),
        )
        .with(
            el("div")
                .class("contents")
                .with(lectures(view))
                .with(el("div").class("contents-list").all(sections).with(to_break(view)))
                .with(forget),
        )
}

/// What somebody can try to break.
fn to_break(view: &View<'_>) -> El {
    let title = view.words.break_it;
    el("section").label(title).with(el("h2").with(title)).with(goals(view))
}

/// The way to the stored runs.
fn own_runs(view: &View<'_>) -> Option<El> {
    let words = view.words;
    view.state.own_runs().next().map(|_| {
        let row = view.button(el("b").with(words.your_runs), Intent::Show(Pane::Runs)).class("menu-item");
        row.with(el("span").class("menu-note").with(words.your_runs_note))
    })
}

/// The way to the timing laboratory.
fn timing(view: &View<'_>) -> El {
    let words = view.words;
    let row = view.button(el("b").with(words.elections), Intent::Show(Pane::Elections)).class("menu-item");
    row.with(el("span").class("menu-note").with(words.elections_about))
}

/// The section that a lesson stands under: `5.4` for §5.4.1.
fn section(lesson: &Heading) -> &'static str {
    let parts = lesson.section.match_indices('.').nth(1);
    parts.map_or(lesson.section, |(end, _)| &lesson.section[..end])
}

/// The lessons in the order of teaching, by section. One that goes back to an earlier section, as
/// Figure 7 does, stays where it is taught.
fn by_section(headings: &'static [Heading]) -> Vec<(&'static str, Vec<&'static Heading>)> {
    let mut groups: Vec<(&'static str, Vec<&'static Heading>)> = Vec::new();
    for lesson in headings {
        let own = section(lesson);
        match groups.last_mut() {
            Some((number, lessons)) if !own.is_empty() && own <= *number => lessons.push(lesson),
            _ => groups.push((own, vec![lesson])),
        }
    }
    groups
}

/// A lesson's row; its section stands beside it where it is another than its group's.
fn row(view: &View<'_>, lesson: &'static Heading, group: &str) -> El {
    let current = view.state.run.slug() == Some(lesson.slug);
    let title = el("b").with(lesson.title);
    let part = (lesson.section != group).then(|| format!(" §{}", lesson.section));
    let row = view.button(title, Intent::Open(lesson.slug)).class("menu-item");
    let row = row
        .set(Attr::Current, current.then_some("true"))
        .with(part.map(|part| el("span").class("quiet").with(part)))
        .with(mark(view, lesson))
        .with(el("span").class("menu-note").with(lesson.summary).with(needs(view, lesson)));
    el("li").key(lesson.slug).with(row)
}

/// The lessons that this one builds on, as long as they were not finished. The order of the list says
/// it of the one right before, and of those in its own section.
fn needs(view: &View<'_>, lesson: &Heading) -> Option<El> {
    let finished = |slug: &str| {
        let mark = view.state.marks.of(slug).zip(Extent::of(slug));
        mark.is_some_and(|(mark, extent)| mark.is_finished(extent))
    };
    let all = narration::headings(view.language);
    let before = all.iter().rev().skip_while(|one| one.slug != lesson.slug).nth(1);
    let apart = |need: &Heading| {
        section(need) != section(lesson) && before.is_none_or(|before| before.slug != need.slug)
    };
    let needs = course::lesson(lesson.slug)?.needs.iter().filter(|slug| !finished(slug));
    let needs = needs.filter_map(|slug| narration::heading(view.language, slug));
    let titles: Vec<&str> = needs.filter(|need| apart(need)).map(|need| need.title).collect();
    let after = || phrases::after_lessons(view.language, &titles);
    (!titles.is_empty()).then(|| el("span").class("menu-needs").with(" ").with(after()))
}

/// How long a lesson takes; once it was opened, what was seen of it, and how many of its questions
/// were answered right.
fn mark(view: &View<'_>, lesson: &Heading) -> Option<El> {
    let Some(mark) = view.state.marks.of(lesson.slug) else {
        let minutes = phrases::minutes(view.language, course::lesson(lesson.slug)?.minutes);
        return Some(el("span").class("menu-mark").with(" ").with(minutes));
    };
    let extent = Extent::of(lesson.slug)?;
    let (language, right, answered) = (view.language, mark.right.count_ones(), mark.answered.count_ones());
    let seen = if mark.is_finished(extent) {
        ["✓ ", view.words.seen].concat()
    } else {
        phrases::panels_seen(language, mark.panels.count_ones(), extent.panels)
    };
    let score = (answered > 0).then(|| [" · ", &phrases::score(language, right, extent.questions)].concat());
    let shown = extent.panels > 0;
    shown.then(|| el("span").class("menu-mark").with(" ").with(seen).with(score))
}
