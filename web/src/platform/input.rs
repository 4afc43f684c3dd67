//! What the browser tells of by itself: keys, another address, the page being left.

use crate::platform::menu::key_in_menu;
use crate::platform::page::{
    has_visible_focus, is_choice, is_in_dialog, is_in_list, is_pressable, is_range, is_writing,
    keep_focus_in_dialog, leave_focus,
};
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent, MouseEvent,
    StorageEvent,
};

/// Keys that scroll a page if nobody says otherwise.
const SCROLLING: [&str; 7] = [" ", "PageDown", "PageUp", "Home", "End", "ArrowLeft", "ArrowRight"];
/// Keys that scroll, but where they go from step to step of a list.
const STEPPING: [&str; 2] = ["ArrowUp", "ArrowDown"];
/// Keys that move a slider.
const SLIDING: [&str; 6] = ["Home", "End", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

thread_local! {
    /// Whether what has the focus was reached by keyboard. Browsers forget it: they show the focus of
    /// whatever was clicked as soon as a key is pressed.
    static BY_KEYBOARD: Cell<bool> = const { Cell::new(true) };
}

/// Notices how the focus gets to where it is.
pub fn on_focus() -> Option<EventListener> {
    let notice = |event: &Event| BY_KEYBOARD.set(has_visible_focus(event.target().as_ref()));
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "focusin", notice))
}

/// Whether Space pressed here is not for the control that has the focus, since it was merely clicked.
fn is_left_by_space(event: &KeyboardEvent) -> bool {
    let target = event.target();
    let controls = is_pressable(target.as_ref()) || is_choice(target.as_ref());
    event.key() == " " && controls && !BY_KEYBOARD.get() && !is_in_dialog(target.as_ref())
}

/// Tells of every key that means something to the board: its name, as browsers call it. Keys with
/// Ctrl, Alt or Meta are left alone, and so is what somebody writes.
pub fn on_key(heard: impl Fn(String) + 'static) -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    let listen = move |event: &Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let (key, target) = (event.key(), event.target());
        if key == "Tab" && keep_focus_in_dialog(event.shift_key()) {
            event.prevent_default();
            return;
        }
        let with_others = event.ctrl_key() || event.alt_key() || event.meta_key();
        let left = is_left_by_space(event);
        let written = is_writing(target.as_ref()) && key != "Escape" && !left;
        let pressed = matches!(key.as_str(), " " | "Enter") && is_pressable(target.as_ref()) && !left;
        let slid = SLIDING.contains(&key.as_str()) && is_range(target.as_ref());
        if with_others || written || pressed || slid || event.default_prevented() {
            return;
        }
        if left {
            // Some browsers press a button when the key is let go, whatever was said about it before.
            leave_focus();
        } else if key_in_menu(&key) {
            event.prevent_default();
            return;
        }
        let stepped = STEPPING.contains(&key.as_str()) && is_in_list(target.as_ref());
        if stepped || SCROLLING.contains(&key.as_str()) {
            event.prevent_default();
        }
        heard(key);
    };
    let window = web_sys::window()?;
    Some(EventListener::new_with_options(&window, "keydown", options, listen))
}

/// Tells when the address has another hash.
pub fn on_address(heard: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "hashchange", move |_| heard()))
}

/// The widest page, in CSS pixels, on which the cluster is a list; narrow.css begins a little wider.
const NARROW: f64 = 600.0;

/// Whether the page is as narrow as a phone.
#[must_use]
pub fn is_narrow() -> bool {
    let width = web_sys::window().and_then(|window| window.inner_width().ok()?.as_f64());
    width.is_some_and(|width| width <= NARROW)
}

/// Tells when the page has another size.
pub fn on_resize(heard: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "resize", move |_| heard()))
}

/// Tells when the page is left or hidden: the last chance to save.
pub fn on_leave(heard: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "pagehide", move |_| heard()))
}

/// Tells the name of what another page has stored or forgotten.
pub fn on_storage(heard: impl Fn(String) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let listen = move |event: &Event| {
        if let Some(name) = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key) {
            heard(name);
        }
    };
    Some(EventListener::new(&window, "storage", listen))
}

/// Lets a test make the board panic, to see that the run is not lost.
pub fn panic_on_demand() -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "raftboard-panic", |_| panic!("a test asked for a panic")))
}

/// Whether this is Enter or Space where they press what has the focus.
#[must_use]
pub fn is_press(event: &Event) -> bool {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return false };
    matches!(event.key().as_str(), "Enter" | " ") && !is_left_by_space(event)
}

/// What stands in the field that an event came from.
#[must_use]
pub fn value_of(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value).unwrap_or_default()
    }
}

/// The name of the field that an event came from, and what stands in it.
#[must_use]
pub fn named_value(event: &Event) -> Option<(String, String)> {
    let name = event.target()?.dyn_into::<Element>().ok()?.get_attribute("name")?;
    Some((name, value_of(event)))
}

/// Where in the drawing round it something was pressed: thousandths of its width and height.
#[must_use]
pub fn point_in(event: &Event) -> Option<(u16, u16)> {
    let mouse = event.dyn_ref::<MouseEvent>()?;
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let drawing = target.closest("svg").ok()??.get_bounding_client_rect();
    // Inside of the drawing, so neither is negative or above a thousand.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let share = |at: i32, start: f64, length: f64| ((f64::from(at) - start) / length * 1000.0) as u16;
    Some((
        share(mouse.client_x(), drawing.left(), drawing.width()),
        share(mouse.client_y(), drawing.top(), drawing.height()),
    ))
}
