//! What the browser stores for this page, and the step of its history that the page is at.

use super::page;
use crate::state::{Stamp, StorageTrouble, Store};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::History;

/// How much of a stored text is looked at to know what it is, in characters.
const BEGINNING: u32 = 400;

/// The browser's storage.
pub struct Browser;

impl Store for Browser {
    fn names(&self) -> Result<Vec<String>, StorageTrouble> {
        let storage = page::storage()?;
        let count = storage.length().map_err(|_| StorageTrouble::Forbidden)?;
        Ok((0..count).filter_map(|place| storage.key(place).ok().flatten()).collect())
    }

    fn beginning(&self, name: &str) -> Option<String> {
        // Without the rest of the text, which would be translated for nothing.
        let text = js_sys::Reflect::get(&page::storage().ok()?.into(), &JsValue::from_str(name)).ok()?;
        Some(text.dyn_into::<js_sys::JsString>().ok()?.slice(0, BEGINNING).into())
    }

    fn read(&self, name: &str) -> Result<Option<String>, StorageTrouble> {
        page::stored(name)
    }

    fn write(&self, name: &str, text: &str) -> Result<(), StorageTrouble> {
        page::store(name, text)
    }

    fn forget(&self, name: &str) {
        page::forget(name);
    }
}

/// The time, and an id for a new record.
#[must_use]
pub fn stamp() -> Stamp {
    let now = js_sys::Date::now();
    // Whole milliseconds since 1970, and a number below 2^32: neither is negative nor too large.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let (now_ms, chance) = (now as u64, (js_sys::Math::random() * 4_294_967_296.0) as u32);
    // What is stored in the same millisecond keeps its order.
    let now_ms = LAST.get().saturating_add(1).max(now_ms);
    LAST.set(now_ms);
    Stamp { now_ms, fresh: format!("{now_ms:x}-{chance:08x}") }
}

thread_local! {
    /// The time of the last stamp.
    static LAST: Cell<u64> = const { Cell::new(0) };
}

/// Milliseconds, to know how long something takes.
#[must_use]
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// A time for people, as their language writes it.
#[must_use]
pub fn when(written_ms: u64, language: &str) -> String {
    #[allow(clippy::cast_precision_loss)]
    let date = js_sys::Date::new(&JsValue::from_f64(written_ms as f64));
    date.to_locale_string(language, &JsValue::UNDEFINED).into()
}

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}

/// What this step of the browser's history remembers: the id of the record that was on the board, so that a
/// reload, or going back here, finds it again.
#[must_use]
pub fn entry() -> Option<String> {
    history()?.state().ok()?.as_string()
}

/// Lets this step of the browser's history remember an id.
pub fn mark_entry(id: &str) {
    // A page may be refused its own history; it then begins with the newest run.
    history().and_then(|history| history.replace_state(&JsValue::from_str(id), "").ok());
}
