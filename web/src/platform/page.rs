//! The page around the board: its address, what it stores, the clipboard, files, scrolling.

use crate::state::StorageTrouble;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Document, Element, EventTarget, HtmlAnchorElement,
    HtmlCanvasElement, HtmlDocument, HtmlElement, HtmlImageElement, HtmlTextAreaElement,
    ScrollIntoViewOptions, ScrollLogicalPosition, Storage, Url, Window,
};
use yew::Callback;
use yew::platform::spawn_local;

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// What the page's address has after the `#`, without it.
#[must_use]
pub fn hash() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or(hash)
}

/// The chosen option of every choice that is drawn anew with each picture.
const CHOSEN: &str = "option[selected]:not(.trial-form option)";

/// Shows the chosen option of every choice: once somebody has chosen, browsers go by that and no
/// longer by the attribute. The timing laboratory's are left as they were chosen: it is not asked at each picture.
pub fn show_selected() {
    let options = document().and_then(|document| document.query_selector_all(CHOSEN).ok());
    let Some(options) = options else { return };
    for option in (0..options.length()).filter_map(|place| options.get(place)) {
        js_sys::Reflect::set(&option, &"selected".into(), &JsValue::TRUE).ok();
    }
}

/// Shows another hash in the address, without a new step in the browser's history: this one remembers what
/// it did.
pub fn set_hash(hash: &str) {
    let Some(window) = window() else { return };
    let Ok(history) = window.history() else { return };
    let address = address_with(&window, hash);
    // A page may be refused its own history; the address then stays as it is.
    let remembered = history.state().unwrap_or(JsValue::NULL);
    history.replace_state_with_url(&remembered, "", Some(&address)).ok();
}

fn address_with(window: &Window, hash: &str) -> String {
    let href = window.location().href().unwrap_or_default();
    let page = href.split('#').next().unwrap_or_default();
    if hash.is_empty() { page.to_owned() } else { [page, "#", hash].concat() }
}

/// The whole address with this hash: a link to be given away.
#[must_use]
pub fn link(hash: &str) -> String {
    window().map(|window| address_with(&window, hash)).unwrap_or_default()
}

pub(super) fn storage() -> Result<Storage, StorageTrouble> {
    let storage = window().and_then(|window| window.local_storage().ok().flatten());
    storage.ok_or(StorageTrouble::Forbidden)
}

/// What is stored under this name.
///
/// # Errors
/// [`StorageTrouble::Forbidden`].
pub fn stored(name: &str) -> Result<Option<String>, StorageTrouble> {
    storage()?.get_item(name).map_err(|_| StorageTrouble::Forbidden)
}

/// Stores a text under a name.
///
/// # Errors
/// Why not; what was stored before stays.
pub fn store(name: &str, text: &str) -> Result<(), StorageTrouble> {
    storage()?.set_item(name, text).map_err(|_| StorageTrouble::Full)
}

/// Forgets what is stored under a name.
pub fn forget(name: &str) {
    // What cannot be forgotten was not stored.
    storage().and_then(|storage| storage.remove_item(name).map_err(|_| StorageTrouble::Forbidden)).ok();
}

/// Puts a text on the clipboard, and tells whether that worked.
pub fn copy(text: String, done: Callback<bool>) {
    spawn_local(async move {
        let clipboard = window().map(|window| window.navigator().clipboard());
        let offered = clipboard.filter(|clipboard| !clipboard.is_undefined());
        let copied = match offered {
            Some(clipboard) => JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
            None => false,
        };
        done.emit(copied || copy_the_old_way(&text) == Some(true));
    });
}

/// Copies by selecting: what works where a page has no clipboard of its own.
fn copy_the_old_way(text: &str) -> Option<bool> {
    let document = document()?;
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("unseen");
    document.body()?.append_child(&area).ok()?;
    area.select();
    let copied = document.clone().dyn_into::<HtmlDocument>().ok()?.exec_command("copy").ok();
    area.remove();
    copied
}

/// Offers a text as a file.
pub fn download(name: &str, text: &str) -> Option<()> {
    let url = text_url(text, "text/plain;charset=utf-8")?;
    offer(name, &url)?;
    // The browser has begun to read it by the time it gets to this.
    gloo_timers::callback::Timeout::new(10_000, move || {
        Url::revoke_object_url(&url).ok();
    })
    .forget();
    Some(())
}

/// Offers what is under an address as a file.
fn offer(name: &str, url: &str) -> Option<()> {
    let anchor: HtmlAnchorElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(url);
    anchor.set_download(name);
    anchor.click();
    Some(())
}

/// Offers a drawing, given as SVG with its size, as a picture of twice that size.
pub fn save_picture(name: &'static str, svg: &str, done: Callback<()>) {
    let (Some(url), Ok(image)) = (text_url(svg, "image/svg+xml"), HtmlImageElement::new()) else { return };
    let drawn = image.clone();
    let paint = move || {
        let canvas: HtmlCanvasElement = document()?.create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_width(2 * drawn.natural_width());
        canvas.set_height(2 * drawn.natural_height());
        let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
        context.scale(2.0, 2.0).ok()?;
        context.draw_image_with_html_image_element(&drawn, 0.0, 0.0).ok()?;
        offer(name, &canvas.to_data_url().ok()?)
    };
    let listener = gloo_events::EventListener::once(&image, "load", move |_| {
        if paint().is_some() {
            done.emit(());
        }
    });
    listener.forget();
    image.set_src(&url);
}

/// An address under which the browser finds this text of a kind.
#[must_use]
pub fn text_url(text: &str, kind: &str) -> Option<String> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let of_kind = BlobPropertyBag::new();
    of_kind.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&parts, &of_kind).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// The language the browser asks for: `zh-CN`.
#[must_use]
pub fn preferred_language() -> String {
    window().and_then(|window| window.navigator().language()).unwrap_or_default()
}

/// Whether the system asks for less motion.
#[must_use]
pub fn prefers_less_motion() -> bool {
    let query = window().and_then(|w| w.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// Tells the page its language and theme.
pub fn describe(language: &str, theme: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        root.set_attribute("lang", language).ok();
        root.set_attribute("data-theme", theme).ok();
    }
}

/// Puts the focus on the first element of this kind.
pub fn focus(selector: &str) {
    let element = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.focus().ok();
    }
}

/// Takes the focus away from whatever has it.
pub fn leave_focus() {
    let here = document().and_then(|document| document.active_element());
    if let Some(here) = here.and_then(|here| here.dyn_into::<HtmlElement>().ok()) {
        here.blur().ok();
    }
}

/// The page fills the screen, or does not any more. A browser may refuse.
pub fn toggle_full_screen() -> Option<()> {
    let document = document()?;
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else {
        document.document_element()?.request_fullscreen().ok()?;
    }
    Some(())
}

/// While a dialog is open, Tab goes round in it: from its last place to its first, and back.
/// Returns whether the focus was moved.
#[must_use]
pub fn keep_focus_in_dialog(backwards: bool) -> bool {
    let Some(document) = document() else { return false };
    let Ok(places) = document.query_selector_all(".dialog button, .dialog [tabindex]") else { return false };
    let place = |index: u32| places.item(index).and_then(|node| node.dyn_into::<HtmlElement>().ok());
    let ends = (place(0), places.length().checked_sub(1).and_then(place));
    let (Some(first), Some(last)) = ends else { return false };
    let (from, to) = if backwards { (first, last) } else { (last, first) };
    let here = document.active_element();
    here.as_ref() == Some(from.as_ref()) && to.focus().is_ok()
}

/// Scrolls so that the first element of this kind inside is in the middle.
pub fn scroll_to_line(id: &str, selector: &str) {
    let Some(outer) = document().and_then(|document| document.get_element_by_id(id)) else { return };
    let inner =
        outer.query_selector(selector).ok().flatten().and_then(|inner| inner.dyn_into::<HtmlElement>().ok());
    let (Some(inner), Ok(outer)) = (inner, outer.dyn_into::<HtmlElement>()) else { return };
    let middle = inner.offset_top() - outer.offset_top() - outer.client_height() / 2;
    outer.set_scroll_top(middle.max(0));
}

/// Scrolls whatever has to be scrolled to bring the first element of this kind into the middle.
pub fn reveal(selector: &str) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    options.set_inline(ScrollLogicalPosition::Nearest);
    if let Some(element) = document().and_then(|document| document.query_selector(selector).ok().flatten()) {
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Scrolls the page so that the beginning of an element is seen, if it is not.
pub fn show_start(id: &str) {
    let Some(element) = document().and_then(|document| document.get_element_by_id(id)) else { return };
    let height = window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or(0.0);
    let top = element.get_bounding_client_rect().top();
    if top < 0.0 || top > height / 2.0 {
        element.scroll_into_view();
    }
}

/// Scrolls a picture in its frame so that a part of it is seen.
pub fn scroll_to_node(id: &str, selector: &str) {
    let Some(outer) = document().and_then(|document| document.get_element_by_id(id)) else { return };
    let Some(inner) = outer.query_selector(selector).ok().flatten() else { return };
    let (frame, part) = (outer.get_bounding_client_rect(), inner.get_bounding_client_rect());
    let beyond = |part_start: f64, part_end: f64, start: f64, end: f64| {
        let (before, behind) = (part_start - start - 4.0, part_end - end + 4.0);
        // Of what is larger than the frame, the beginning.
        if behind > 4.0 { behind.min(before.max(0.0)) } else { before.min(0.0) }
    };
    outer.scroll_by_with_x_and_y(
        beyond(part.left(), part.right(), frame.left(), frame.right()),
        beyond(part.top(), part.bottom(), frame.top(), frame.bottom()),
    );
}

fn element(target: Option<&EventTarget>) -> Option<&Element> {
    target?.dyn_ref::<Element>()
}

/// Whether this is the handle of a slider.
#[must_use]
pub fn is_range(target: Option<&EventTarget>) -> bool {
    element(target).is_some_and(|element| element.get_attribute("type").as_deref() == Some("range"))
}

/// Whether this is seen to have the focus: it was reached by keyboard.
#[must_use]
pub fn has_visible_focus(target: Option<&EventTarget>) -> bool {
    element(target).is_some_and(|element| element.matches(":focus-visible").unwrap_or(true))
}

/// Whether this is in a dialog.
#[must_use]
pub fn is_in_dialog(target: Option<&EventTarget>) -> bool {
    element(target).is_some_and(|element| element.closest(".dialog").ok().flatten().is_some())
}

/// Whether this is a list to choose from.
#[must_use]
pub fn is_choice(target: Option<&EventTarget>) -> bool {
    element(target).is_some_and(|element| element.tag_name().eq_ignore_ascii_case("select"))
}

/// Whether this is in a list that arrows lead through.
#[must_use]
pub fn is_in_list(target: Option<&EventTarget>) -> bool {
    element(target).is_some_and(|element| element.closest(".proof-steps").ok().flatten().is_some())
}

/// Whether a key pressed here belongs to a place where one writes or chooses.
#[must_use]
pub fn is_writing(target: Option<&EventTarget>) -> bool {
    element(target).is_some_and(|element| match element.tag_name().to_ascii_lowercase().as_str() {
        "textarea" | "select" => true,
        "input" => !is_range(target),
        _ => false,
    })
}

/// Whether Space and Enter pressed here already mean something: a button, a link, a menu.
#[must_use]
pub fn is_pressable(target: Option<&EventTarget>) -> bool {
    element(target).is_some_and(|element| {
        let role = element.get_attribute("role").unwrap_or_default();
        matches!(role.as_str(), "button" | "switch")
            || matches!(element.tag_name().to_ascii_lowercase().as_str(), "button" | "a" | "summary")
    })
}
