//! The agreement with index.html: which of its screens is shown.
//!
//! `<html data-boot>` is `loading`, `ready`, `failed` (the wasm did not load), `unsupported` (the browser cannot
//! run it) or `crashed`. The page's own script sets all but `ready`; the panic hook adds what it knows to
//! `crashed`.

use std::panic;

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

/// From now on a panic shows the crash screen with the message and where it happened.
pub fn report_panics() {
    panic::set_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        if let Some(detail) = document().and_then(|document| document.get_element_by_id("boot-detail")) {
            detail.set_text_content(Some(&message));
        }
        show("crashed");
    }));
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
