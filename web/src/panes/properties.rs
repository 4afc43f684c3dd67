//! The five properties of Figure 3, and what broke them.

use crate::dom::{El, el, pieces};
use crate::state::Intent;
use crate::view::View;
use cluster::Moment;
use judge::{Property, Violation};
use narration::{phrases, property_text};
use yew::Html;

/// The properties.
pub fn properties_pane(view: &View<'_>) -> El {
    let rows = Property::ALL.into_iter().map(|property| row(view, property));
    view.pane(view.words.properties).with(el("ul").class("properties").all(rows))
}

fn row(view: &View<'_>, property: Property) -> El {
    let words = view.words;
    let said = property_text(view.language, property);
    let violation = view.state.run.shot.scene.observer.violation(property);
    let (mark, spoken) = match violation {
        Some(_) => ("✗", words.property_violated),
        None => ("✓", words.property_holds),
    };
    let name = el("h2")
        .with(el("span").class("property-mark").unread().with(mark))
        .with(said.name)
        .with(el("span").class("quiet").with(" §").with(property.section()))
        .with(el("span").class("unseen").with(": ").with(spoken));
    el("li")
        .key(property.name())
        .classes("property", &[(violation.is_some(), "broken")])
        .with(name)
        .with(el("p").with(said.definition))
        .with(violation.map(|violation| evidence(view, violation)))
}

/// What broke a property, and the way to the moment.
fn evidence(view: &View<'_>, violation: &Violation) -> Html {
    let number = phrases::event_number(view.language, violation.event);
    let moment = Moment { event: violation.event, ..view.state.run.shot.scene.moment };
    let show = format!("{} ({number})", view.words.show_moment);
    let told = el("p").class("evidence").with(narration::violation(view.language, violation));
    pieces([told, view.button(show, Intent::Jump(moment))])
}
