//! Presses and arrow keys in a table whose cells hold buttons: heard once, for all of them.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// Where in the ledger something was pressed.
pub struct Place {
    /// The number of the server whose row it is; `None` over the columns.
    pub server: Option<u8>,
    /// The column, from 1.
    pub column: u32,
}

/// The cell whose button an event came from.
fn cell_of(event: &Event) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("td button").ok()??.closest("td").ok()?
}

/// Where in the ledger the pressed cell is.
#[must_use]
pub fn place_of(event: &Event) -> Option<Place> {
    let cell = cell_of(event)?;
    let name = cell.parent_element()?.get_attribute("data-server");
    let server = name.and_then(|name| name.get(1..)?.parse().ok());
    Some(Place { server, column: column_of(&cell) })
}

/// How many cells stand before a cell in its row: the first of each row is its head.
fn column_of(cell: &Element) -> u32 {
    let before = std::iter::successors(cell.previous_element_sibling(), Element::previous_element_sibling);
    u32::try_from(before.count()).unwrap_or(0)
}

/// An arrow key goes to the next cell that way which can be pressed. Returns whether there is one.
#[must_use]
pub fn focus_neighbour(event: &Event) -> bool {
    neighbour(event).is_some_and(|button| button.focus().is_ok())
}

fn neighbour(event: &Event) -> Option<HtmlElement> {
    let key = event.dyn_ref::<KeyboardEvent>()?.key();
    let cell = cell_of(event)?;
    let button = |cell: Element| cell.query_selector("button").ok()??.dyn_into().ok();
    match key.as_str() {
        "ArrowRight" => successors(&cell, Element::next_element_sibling).find_map(button),
        "ArrowLeft" => successors(&cell, Element::previous_element_sibling).find_map(button),
        "ArrowDown" | "ArrowUp" => {
            let rows = cell.closest("table").ok()??.query_selector_all("tr").ok()?;
            let row = |place: u32| rows.item(place)?.dyn_into::<Element>().ok();
            let own = cell.parent_element();
            let here = (0..rows.length()).find(|place| row(*place) == own)?;
            let column = column_of(&cell);
            let below = |place: u32| row(place)?.children().item(column).and_then(button);
            match key.as_str() {
                "ArrowUp" => (0..here).rev().find_map(below),
                _ => (here + 1..rows.length()).find_map(below),
            }
        }
        _ => None,
    }
}

fn successors(cell: &Element, next: fn(&Element) -> Option<Element>) -> impl Iterator<Item = Element> {
    std::iter::successors(next(cell), next)
}
