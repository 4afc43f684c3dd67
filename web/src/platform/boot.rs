//! The agreement with index.html: which of its screens is shown.
//!
//! `<html data-boot>` is `loading`, `stalled` (still loading after 15 seconds), `ready`, `failed` (the wasm or the words did
//! not load, or are damaged), `unsupported` (the browser cannot run it) or `crashed`. The page's own script sets all but `ready`, and knows nothing of the words; it also offers
//! the run that was kept last as a file, since it lives on when the wasm is dead.

use web_sys::wasm_bindgen::JsValue;
use web_sys::{Document, Element};

/// The element the board is drawn into.
pub fn place() -> Option<Element> {
    document()?.get_element_by_id("board")
}

/// Takes the loading screen away: the first scene is drawn.
pub fn ready() {
    show("ready");
}

/// Keeps the run for the crash screen, where the page's own script finds it when all of this is dead.
pub fn keep(run: &str) {
    if let Some(window) = web_sys::window() {
        // A property of a window can be set.
        js_sys::Reflect::set(&window, &JsValue::from_str(KEPT), &JsValue::from_str(run)).ok();
    }
}

/// The property of the window in which the run is kept; index.html agrees with this.
const KEPT: &str = "raftboardRun";

/// From now on a panic shows the crash screen with the message and where it happened.
pub fn report_panics() {
    // By yew, which would otherwise put a hook of its own in place of this one.
    yew::set_custom_panic_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        tell(&message);
    }));
}

/// Says that a file could not be loaded, without which there is nothing to show.
pub fn failed(file: &str) {
    tell(&["not loaded: ", file].concat());
    show("failed");
}

fn tell(detail: &str) {
    if let Some(place) = document().and_then(|document| document.get_element_by_id("boot-detail")) {
        place.set_text_content(Some(detail));
    }
}

fn show(state: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Setting a well-formed attribute cannot fail.
        let _ = root.set_attribute("data-boot", state);
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
