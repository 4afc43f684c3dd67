//! Files that somebody picks, or drops on the page.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, DragEvent, Event, File, FileList, HtmlInputElement};
use yew::Callback;
use yew::platform::spawn_local;

/// The largest file that is read, in bytes: a saved run may be longer than a script.
const MAX_BYTES: f64 = 8.0 * 1024.0 * 1024.0;

/// What became of a file that somebody picked or dropped.
pub enum Picked {
    /// Its text.
    Text(String),
    /// It is larger than what is read.
    TooLarge,
    /// It cannot be read as text.
    Unreadable,
}

/// Lets somebody pick a file.
pub fn pick_file(done: Callback<Picked>) -> Option<()> {
    let input: HtmlInputElement =
        web_sys::window()?.document()?.create_element("input").ok()?.dyn_into().ok()?;
    input.set_type("file");
    input.set_accept(".raft,.raftboard,text/plain");
    let chosen = input.clone();
    EventListener::once(&input, "change", move |_| read(chosen.files(), done)).forget();
    input.click();
    Some(())
}

/// Hears of files that are dragged over the page (`dragover`, which says that they may be dropped) or dropped on it
/// (`drop`). Text that is dragged is left alone.
pub fn on_drag(kind: &'static str, done: Callback<Picked>) -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    let listen = move |event: &Event| {
        let dragged = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
        let Some(dragged) = dragged.filter(has_files) else { return };
        event.prevent_default();
        if kind == "drop" {
            read(dragged.files(), done.clone());
        }
    };
    let window = web_sys::window()?;
    Some(EventListener::new_with_options(&window, kind, options, listen))
}

fn has_files(dragged: &DataTransfer) -> bool {
    dragged.types().iter().any(|kind| kind == "Files")
}

fn read(files: Option<FileList>, done: Callback<Picked>) {
    let Some(file) = files.and_then(|files| files.get(0)) else { return };
    if file.size() > MAX_BYTES {
        done.emit(Picked::TooLarge);
        return;
    }
    spawn_local(async move { done.emit(text_of(&file).await.map_or(Picked::Unreadable, Picked::Text)) });
}

async fn text_of(file: &File) -> Option<String> {
    let text = JsFuture::from(file.text()).await.ok()?.as_string()?;
    // What is no text has characters that stand for nothing.
    (!text.chars().any(|letter| matches!(letter, '\u{fffd}' | '\0'))).then_some(text)
}
