//! The page's side of the laboratory's worker: it is loaded when it is started, from the host or out of the
//! single file, and ends when it is dropped.

use gloo_events::EventListener;
use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};
use yew::Callback;
use yew::platform::spawn_local;

/// The worker on a host; trunk names it after the program `trials`.
const ON_HOST: &str = "./trials_loader.js";
/// The property of the window with the way to the worker in the single file; `cargo xtask dist` agrees with this.
const IN_FILE: &str = "raftboardTrials";

/// A worker, or one to be.
#[derive(Default)]
struct Line {
    worker: Option<Worker>,
    /// Whether it has said that it hears.
    hears: bool,
    /// What it is to be told then.
    waiting: Vec<String>,
    listeners: Vec<EventListener>,
}

/// The laboratory's worker.
pub struct Trials(Rc<RefCell<Line>>);

impl Trials {
    /// Starts a worker. Its answers are emitted, or `None` if there is none or it has stopped.
    pub fn start(answered: Callback<Option<String>>) -> Self {
        let line = Rc::new(RefCell::new(Line::default()));
        let shared = line.clone();
        spawn_local(async move {
            let worker = address().await.and_then(|address| Worker::new(&address).ok());
            match worker {
                Some(worker) => listen(&shared, worker, answered),
                None => answered.emit(None),
            }
        });
        Self(line)
    }

    /// Asks it for something.
    pub fn ask(&self, request: String) {
        let mut line = self.0.borrow_mut();
        line.waiting.push(request);
        line.send();
    }
}

impl Drop for Trials {
    fn drop(&mut self) {
        let mut line = self.0.borrow_mut();
        line.listeners.clear();
        if let Some(worker) = &line.worker {
            worker.terminate();
        }
    }
}

impl Line {
    fn send(&mut self) {
        if let Some(worker) = self.worker.as_ref().filter(|_| self.hears) {
            for message in self.waiting.drain(..) {
                // Text can be sent.
                worker.post_message(&message.into()).ok();
            }
        }
    }
}

async fn address() -> Option<String> {
    let in_file = Reflect::get(&web_sys::window()?.into(), &IN_FILE.into()).ok()?;
    let Ok(in_file) = in_file.dyn_into::<Function>() else { return Some(ON_HOST.to_owned()) };
    let address: Promise = in_file.call0(&JsValue::NULL).ok()?.dyn_into().ok()?;
    JsFuture::from(address).await.ok()?.as_string()
}

fn listen(shared: &Rc<RefCell<Line>>, worker: Worker, answered: Callback<Option<String>>) {
    let line = shared.clone();
    let failed = answered.reform(|_: ()| None);
    let message = EventListener::new(&worker, "message", move |event| {
        let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
        // Its first message says that it hears.
        line.borrow_mut().hears = true;
        line.borrow_mut().send();
        answered.emit(text);
    });
    let error = EventListener::new(&worker, "error", move |_| failed.emit(()));
    let mut line = shared.borrow_mut();
    line.worker = Some(worker);
    line.listeners = vec![message, error];
}
