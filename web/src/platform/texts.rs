//! Loading the texts beside the page: embedded in it, when all of the board is one file, which can
//! fetch nothing; else a file of the host.

use gloo_timers::callback::Timeout;
use narration::TextFile;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCache, RequestInit, Response};
use yew::Callback;
use yew::platform::spawn_local;

/// How long nothing may come of a download before it is given up, in milliseconds.
const STALLED: u32 = 15_000;

/// Loads a text. `None`: it cannot be had, or the download has stalled.
pub fn load(file: TextFile, done: Callback<Option<String>>) {
    spawn_local(async move {
        let text = match embedded(file.name) {
            None => fetched(file).await,
            text => text,
        };
        done.emit(text);
    });
}

/// The text of the element whose id is the file's name; `cargo xtask dist` agrees with this.
fn embedded(name: &str) -> Option<String> {
    web_sys::window()?.document()?.get_element_by_id(name)?.text_content()
}

/// What is damaged may come from the browser's own store: it is asked for once more, from the host.
async fn fetched(file: TextFile) -> Option<String> {
    let text = answer(file.name, RequestCache::Default).await?;
    if file.is_whole(&text) { Some(text) } else { answer(file.name, RequestCache::Reload).await }
}

async fn answer(name: &str, cache: RequestCache) -> Option<String> {
    let controller = AbortController::new().ok()?;
    let how = RequestInit::new();
    how.set_signal(Some(&controller.signal()));
    how.set_cache(cache);
    let give_up = move || controller.abort();
    // Once for its beginning, and once for the rest.
    let timer = Timeout::new(STALLED, give_up.clone());
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str_and_init(name, &how)).await.ok()?;
    drop(timer);
    let _timer = Timeout::new(STALLED, give_up);
    // It is one: nothing else comes of fetching.
    let response: Response = answer.unchecked_into();
    let text = response.ok().then(|| response.text().ok())??;
    JsFuture::from(text).await.ok()?.as_string()
}
