//! The keyboard in the open menu of lessons.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

/// What a key does while the focus is in the open menu: arrows, Home and End go from lesson to lesson,
/// a letter to the next that begins with it, Escape closes it. Returns whether the key was for the
/// menu: the board behind it does not hear it then.
#[must_use]
pub(super) fn key_in_menu(key: &str) -> bool {
    take(key).is_some()
}

fn take(key: &str) -> Option<()> {
    let here = web_sys::window()?.document()?.active_element()?;
    let menu = here.closest("details.menu[open]").ok()??;
    if key == "Escape" {
        menu.remove_attribute("open").ok()?;
        return focus(menu.query_selector("summary").ok()??.into());
    }
    let items = menu.query_selector_all(".menu-item").ok()?;
    let count = items.length();
    let item = |place: u32| items.item(place % count.max(1));
    let at = (0..count).find(|place| item(*place).as_ref() == Some(here.as_ref()));
    let begins = |place: &u32| {
        let text = item(*place).and_then(|item| item.text_content()).unwrap_or_default();
        text.chars()
            .zip(key.chars())
            .next()
            .is_some_and(|(first, letter)| first.eq_ignore_ascii_case(&letter))
    };
    let after = at.map_or(0, |at| at + 1);
    let place = match key {
        "ArrowDown" => after,
        "ArrowUp" => at.unwrap_or(0) + count - 1,
        "Home" => 0,
        "End" => count.checked_sub(1)?,
        _ if key.chars().count() > 1 => return None,
        // A letter that no lesson begins with does nothing.
        _ => match (after..after + count).find(begins) {
            Some(place) => place,
            None => return Some(()),
        },
    };
    focus(item(place)?)
}

fn focus(element: Node) -> Option<()> {
    element.dyn_into::<HtmlElement>().ok()?.focus().ok()
}
