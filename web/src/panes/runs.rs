//! The runs that this browser stores: to be opened, named, saved as files and deleted.

use crate::dom::{Attr, El, el};
use crate::platform::input::value_of;
use crate::platform::store::when;
use crate::state::{Head, Intent, Listed, MAX_NAME};
use crate::view::View;
use narration::{heading, phrases};
use yew::virtual_dom::ListenerKind;

/// The list.
pub fn runs_pane(view: &View<'_>) -> El {
    let words = view.words;
    let runs: Vec<&Listed> = view.state.own_runs().collect();
    let list = el("ul").class("runs").label(words.your_runs).all(runs.iter().map(|listed| row(view, listed)));
    let none = runs.is_empty().then(|| el("p").class("hint").with(words.no_runs));
    let files = el("div").class("acts").with(view.button(words.open_file, Intent::PickFile));
    view.pane(words.your_runs)
        .with(el("p").class("quiet").with(words.your_runs_help))
        .with(none)
        .with(list)
        .with(files)
}

fn row(view: &View<'_>, listed: &Listed) -> El {
    let words = view.words;
    let here = view.state.held.id.as_ref() == Some(&listed.id);
    let readable = listed.head.as_ref().filter(|_| !view.state.unreadable.contains(&listed.id));
    let title = listed.head.as_ref().map_or(words.run_unreadable_title.to_owned(), |head| title(view, head));
    let id = || listed.id.clone();
    let note = match (readable, here) {
        (None, _) => words.run_unreadable_note.to_owned(),
        (Some(_), true) => words.run_here.to_owned(),
        (Some(head), false) => {
            let events = phrases::events(view.language, head.events);
            format!("{} · {events}", when(head.written_ms, view.language.code()))
        }
    };
    let sure = view.state.sure.as_ref() == Some(&listed.id);
    let delete = if sure { words.delete_run_now } else { words.delete_run };
    let button =
        |face: &'static str, intent: Intent| view.button(face, intent).label(format!("{face}: {title}"));
    let acts = el("div")
        .class("acts")
        .with(readable.filter(|_| !here).map(|_| button(words.open_run, Intent::OpenRun(id()))))
        .with(button(words.save_file, Intent::SaveRun(id())))
        .with((!here).then(|| button(delete, Intent::DeleteRun(id())).class(sure.then_some("alarm"))));
    el("li")
        .key(listed.id.as_str())
        .classes("run", &[(here, "current")])
        .set(Attr::Current, here.then_some("true"))
        .with(el("b").with(title.clone()))
        .with(el("span").class("quiet").with(note))
        .with(readable.map(|head| name_field(view, head, &title)))
        .with(acts)
}

/// What a run is called: by the name that somebody gave it, else by what it came from.
fn title(view: &View<'_>, head: &Head) -> String {
    if !head.name.is_empty() {
        return head.name.clone();
    }
    let lesson = head.slug.as_deref().and_then(|slug| heading(view.language, slug));
    let rule = || script::scenario(head.slug.as_deref()?)?.rule();
    match (lesson, &head.slug) {
        (Some(lesson), _) => lesson.title.to_owned(),
        (None, Some(_)) => match rule() {
            Some(rule) => narration::rule_name(view.language, rule).to_owned(),
            None => view.words.break_it.to_owned(),
        },
        (None, None) => view.words.run_of_script.to_owned(),
    }
}

fn name_field(view: &View<'_>, head: &Head, title: &str) -> El {
    let id = head.id.clone();
    let named =
        view.hear(|| ListenerKind::onchange, move |event| Some(Intent::NameRun(id.clone(), value_of(event))));
    let field = el("input")
        .set(Attr::Type, "text")
        .set(Attr::MaxLength, MAX_NAME)
        .set(Attr::Placeholder, view.words.run_name)
        .label(format!("{}: {title}", view.words.run_name))
        .value(head.name.clone())
        .on(named);
    el("div").class("request").with(field)
}
