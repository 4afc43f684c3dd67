//! Lectures: in the menu, to start one and go to its parts; in the top bar, where it is.

use crate::dom::{Attr, El, el};
use crate::lesson::part_title;
use crate::state::{Intent, Pane, Place};
use crate::view::View;
use narration::{Text, phrases};
use script::course::{LECTURES, Lecture};

/// A lecture's title: "45 min: Safety, §5.4".
fn title(view: &View<'_>, lecture: &Lecture) -> String {
    let minutes = phrases::minutes(view.language, lecture.minutes);
    [minutes.as_str(), view.words.colon, subject(view.words, lecture)].concat()
}

fn subject(words: &'static Text, lecture: &Lecture) -> &'static str {
    match lecture.name {
        "20" => words.lecture_20,
        "45" => words.lecture_45,
        "6" => words.lecture_6,
        _ => words.lecture_90,
    }
}

/// The lectures in the menu, above the lessons: the one that was started has its parts.
pub(super) fn lectures(view: &View<'_>) -> El {
    let words = view.words;
    let started = view.state.marks.lecture;
    let rows = LECTURES.iter().map(|lecture| {
        let place = started.filter(|place| place.lecture == lecture);
        let intent = match place {
            Some(place) => Intent::LecturePart(place.part),
            None => Intent::StartLecture(lecture.name),
        };
        let row = view.button(el("b").with(title(view, lecture)), intent).class("menu-item");
        let row = row.set(Attr::Current, place.map(|_| "true"));
        el("li").key(lecture.name).with(row)
    });
    let grounds = view.button(el("b").with(words.grounds), Intent::Show(Pane::Grounds)).class("menu-item");
    let rows = el("ul").class("lecture-row").all(rows).with(el("li").key("grounds").with(grounds));
    el("section")
        .class("lectures")
        .label(words.lectures)
        .with(el("h2").with(words.lectures))
        .with(rows)
        .with(started.map(|place| parts(view, place)))
}

/// The parts of the lecture that was started, with the minute at which each begins.
fn parts(view: &View<'_>, place: Place) -> El {
    let part = |part: usize| {
        let one = Place { part, ..place };
        let minute = [one.begins_at().to_string().as_str(), "′"].concat();
        let face = el("span").with(part_title(view, one));
        let button = view.button(face, Intent::LecturePart(part)).class("lecture-part");
        let button = button.set(Attr::Current, (part == place.part).then_some("step"));
        el("li").key(part).with(button.with(el("span").class("quiet").with(" ").with(minute)))
    };
    let leave = view.button(view.words.leave_lecture, Intent::LeaveLecture).class("plain");
    let parts = el("ol").class("lecture-parts").all((0..place.lecture.parts.len()).map(part));
    parts.with(el("li").key("leave").with(leave))
}

/// Where the lecture is: a press goes to its part, from wherever it was left.
pub(super) fn lecture_pill(view: &View<'_>) -> Option<El> {
    let place = view.state.marks.lecture?;
    let (language, of) = (view.language, place.lecture.parts.len());
    let part = phrases::lecture_part(language, place.part + 1, of);
    let name =
        [view.words.lecture, view.words.colon, &title(view, place.lecture), view.words.comma, &part].concat();
    let away = view.state.lecturing().is_none();
    let pill = view.button(part, Intent::LecturePart(place.part)).title(part_title(view, place));
    Some(pill.classes("pill lecture-pill", &[(away, "away")]).label(name))
}
