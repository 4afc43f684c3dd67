//! The five properties of Figure 3, and what broke them.

use crate::state::Intent;
use crate::view::{View, class};
use cluster::Moment;
use judge::Property;
use narration::{phrases, property_text};
use yew::{Html, html};

/// The properties.
pub fn properties_pane(view: &View<'_>) -> Html {
    let rows = Property::ALL.into_iter().map(|property| row(view, property));
    view.pane(view.words.properties, html! { <ul class="properties">{ for rows }</ul> })
}

fn row(view: &View<'_>, property: Property) -> Html {
    let words = view.words;
    let said = property_text(view.language, property);
    let scene = &view.state.run.shot.scene;
    let violation = scene.observer.violation(property);
    let broken = violation.is_some();
    html! {
        <li key={property.name()} class={class("property", &[(broken, "broken")])}>
            <h2>
                <span class="property-mark" aria-hidden="true">{ if broken { "✗" } else { "✓" } }</span>
                { said.name }
                <span class="quiet">{ " §" }{ property.section() }</span>
                <span class="unseen">{ ": " }{ if broken { words.property_violated } else { words.property_holds } }</span>
            </h2>
            <p>{ said.definition }</p>
            if let Some(violation) = violation {
                <p class="evidence">{ narration::violation(view.language, violation) }</p>
                { view.button(
                    "",
                    format!("{} ({})", words.show_moment, phrases::event_number(view.language, violation.event)),
                    Intent::Jump(Moment { event: violation.event, ..scene.moment }),
                ) }
            }
        </li>
    }
}
