//! Loading the texts beside the page: embedded in it, when all of the board is one file, which can
//! fetch nothing; else a file of the host.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;
use yew::Callback;
use yew::platform::spawn_local;

/// Loads the text of this name. `None`: it cannot be had.
pub fn load(name: &'static str, done: Callback<Option<String>>) {
    spawn_local(async move {
        let text = match embedded(name) {
            None => fetched(name).await,
            text => text,
        };
        done.emit(text);
    });
}

/// The text of the element whose id is the file's name; `cargo xtask dist` agrees with this.
fn embedded(name: &str) -> Option<String> {
    web_sys::window()?.document()?.get_element_by_id(name)?.text_content()
}

async fn fetched(name: &str) -> Option<String> {
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str(name)).await.ok()?;
    // It is one: nothing else comes of fetching.
    let response: Response = answer.unchecked_into();
    let text = response.ok().then(|| response.text().ok())??;
    JsFuture::from(text).await.ok()?.as_string()
}
