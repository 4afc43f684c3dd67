//! The agreement with index.html: which of its screens is shown.
//!
//! `<html data-boot>` is `loading`, `ready`, `failed` (the wasm or the words did not load), `unsupported` (the browser cannot
//! run it) or `crashed`. The page's own script sets all but `ready`, and knows nothing of the words; the panic
//! hook adds what it knows to `crashed`.

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

thread_local! {
    /// The run as it was last saved, for the crash screen. It outlives whatever panics.
    static LAST_RUN: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

/// Keeps the run for the crash screen.
pub fn keep(run: String) {
    LAST_RUN.set(run);
}

/// What is done with the run that was kept last.
pub fn with_kept<T>(done: impl FnOnce(&str) -> T) -> T {
    LAST_RUN.with_borrow(|last| done(last))
}

/// Puts the kept run behind the crash screen's link.
fn offer_run(document: &Document) {
    let run = LAST_RUN.with(|last| last.try_borrow().map(|run| run.clone()).unwrap_or_default());
    let link = document.get_element_by_id("boot-save");
    if let (false, Some(link), Some(url)) = (run.is_empty(), link, super::page::text_url(&run)) {
        // Setting well-formed attributes cannot fail.
        let _ = link.set_attribute("href", &url);
        let _ = link.remove_attribute("hidden");
    }
}

/// From now on a panic shows the crash screen with the message and where it happened.
pub fn report_panics() {
    // By yew, which would otherwise put a hook of its own in place of this one.
    yew::set_custom_panic_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        tell(&message);
        if let Some(document) = document() {
            offer_run(&document);
        }
        show("crashed");
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
