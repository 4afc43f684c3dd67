//! The timing laboratory (§5.6, §9.3): thousands of elections, their curves, and what was published of them.
//! The worker runs them, and draws and words what comes of it; here it is placed, with what is pressed.

use crate::dom::{Attr, El, el};
use crate::platform::input::{named_value, point_in, value_of};
use crate::state::{Elections, Export, Intent, Measure};
use crate::view::View;
use elections::desk::Part;
use yew::virtual_dom::ListenerKind;
use yew::{AttrValue, Html};

/// The timing laboratory.
pub fn elections_pane(view: &View<'_>) -> Option<El> {
    let (words, elections) = (view.words, view.state.elections.as_ref()?);
    let title = el("span").with(words.elections_title).with(el("span").class("quiet").with(" §5.6, §9.3"));
    let failed = elections.failed.then(|| el("p").class("hint").role("alert").with(words.elections_failed));
    let parts = el("div")
        .class("trial-parts")
        .with(form(view, elections))
        .with(curves(view, elections))
        .with(beside(view, elections));
    let sheet = el("div").with(made(elections, Part::Sheet));
    Some(view.pane(title).class("pane-body lab").with(failed).with(parts).with(sheet))
}

fn ask(line: impl Into<String>) -> Intent {
    Intent::Measure(Measure::Ask(line.into()))
}

/// What the worker has made: our own program, from our own words and numbers.
fn made(elections: &Elections, part: Part) -> Html {
    Html::from_html_unchecked(text(elections, part).unwrap_or_default())
}

/// A part of what the worker has said, if there is anything in it.
fn text(elections: &Elections, part: Part) -> Option<AttrValue> {
    let text = elections.shown.text(part);
    (!text.is_empty()).then(|| AttrValue::from(text.to_owned()))
}

/// What is set, and the button that runs it.
fn form(view: &View<'_>, elections: &Elections) -> El {
    let (words, shown) = (view.words, &elections.shown);
    let typed = view.hear(
        || ListenerKind::oninput,
        |event| {
            let (name, value) = named_value(event)?;
            let begins = name == "begin";
            Some(ask([if begins { "" } else { "set " }, &name, " ", &value].concat()))
        },
    );
    let trouble = text(elections, Part::Trouble).map(|told| el("p").class("hint").role("alert").with(told));
    let button = if shown.number(Part::Running) > 0 {
        view.button(words.elections_cancel, ask("cancel"))
    } else {
        let run = view.button(words.elections_run, ask("run")).class("main");
        run.set(Attr::Disabled, trouble.as_ref().map(|_| "true"))
    };
    let acts = el("div").class("acts").with(button);
    let acts =
        acts.with((shown.number(Part::CanKeep) > 0).then(|| view.button(words.elections_keep, ask("keep"))));
    let progress = text(elections, Part::Progress);
    let (done, trials) = (shown.number(Part::Done), shown.number(Part::Trials));
    let bar = el("progress").set(Attr::Max, trials).set(Attr::Value, done).label(progress.clone());
    el("div")
        .class("trial-form")
        .on(typed)
        .with(el("div").with(made(elections, Part::Presets)))
        .with(el("div").class("trial-fields").with(made(elections, Part::Form)))
        .with(trouble)
        .with(progress.as_ref().map(|_| bar))
        .with(progress.map(|progress| el("span").with(progress)))
        .with(acts)
}

/// The distributions, and one election of them: chosen in the picture, or by its rank.
fn curves(view: &View<'_>, elections: &Elections) -> El {
    let (words, shown) = (view.words, &elections.shown);
    let point = view
        .hear(|| ListenerKind::onclick, |event| point_in(event).map(|(x, y)| ask(format!("point {x} {y}"))));
    let plot = el("div").class("trial-plot").role("img").label(words.elections_curves).on(point);
    let slid = view.hear(|| ListenerKind::oninput, |event| Some(ask(["rank ", &value_of(event)].concat())));
    let told = text(elections, Part::Told);
    let of = shown.number(Part::Of);
    let slider = el("input")
        .set(Attr::Type, "range")
        .set(Attr::Min, "1")
        .set(Attr::Max, of)
        .value(shown.text(Part::Rank).to_owned())
        .label(words.elections_choose)
        .set(Attr::ValueText, told.clone())
        .on(slid)
        .on(view.press_key(ask("replay")));
    let line = el("p").class("trial-told").role("status");
    let replay = || view.button(words.elections_replay, ask("replay")).class("main");
    let line = match told {
        Some(told) => line.with(el("span").with(told)).with(el("span").class("acts").with(replay())),
        None => line.with(el("span").class("quiet").with(words.elections_pick)),
    };
    el("div")
        .class("trial-curves")
        .with(plot.with(made(elections, Part::Curves)))
        .with((of > 0).then_some(slider))
        .with((of > 0).then_some(line))
}

/// Expected time against timeout, files, and curves that can go.
fn beside(view: &View<'_>, elections: &Elections) -> El {
    let (words, shown) = (view.words, &elections.shown);
    let numbers: Vec<&str> = shown.text(Part::Numbers).split_whitespace().collect();
    let files = [("SVG", Export::Svg), ("PNG", Export::Png), ("CSV", Export::Csv)].map(|(name, export)| {
        let save = view.button(name, Intent::Measure(Measure::Save(export)));
        save.label([words.save_file, ": ", name].concat()).key(name)
    });
    let remove: Vec<El> = numbers
        .iter()
        .filter(|_| numbers.len() > 1)
        .map(|number| {
            let button = view.button(["✕ ", number].concat(), ask(["remove ", number].concat()));
            button.label([words.elections_remove, " ", number].concat()).key(*number)
        })
        .collect();
    el("div")
        .class("trial-beside")
        .with(el("div").with(made(elections, Part::Beside)))
        .with((!numbers.is_empty()).then(|| el("div").class("acts").all(files)))
        .with((!remove.is_empty()).then(|| el("div").class("acts").all(remove)))
}
