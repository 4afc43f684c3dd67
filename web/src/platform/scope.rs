//! The inside of the laboratory's worker: requests come in as messages, answers go out as messages, and
//! elections are run in slices in between, so that a request is heard soon.

use elections::desk::{Answer, Desk};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::Date;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// How long elections are run before a request can be heard, in milliseconds.
const SLICE: f64 = 40.0;
/// How long after a report the next is sent, in milliseconds.
const REPORT: f64 = 200.0;

/// The worker.
struct Worker {
    scope: DedicatedWorkerGlobalScope,
    desk: Desk,
    /// The next slice, if there is one.
    slice: Option<Timeout>,
    /// When the last report was sent.
    reported: f64,
}

/// Hears requests from now on, and says so with a first report.
pub(crate) fn start() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let worker = Worker { scope: scope.clone(), desk: Desk::default(), slice: None, reported: 0.0 };
    let worker = Rc::new(RefCell::new(worker));
    worker.borrow_mut().report();
    let listener = EventListener::new(&scope, "message", move |event| {
        // The page sends nothing else.
        if let Some(line) = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string()) {
            hear(&worker, &line);
        }
    });
    listener.forget();
}

fn hear(shared: &Rc<RefCell<Worker>>, line: &str) {
    let mut worker = shared.borrow_mut();
    let answer = worker.desk.hear(line);
    worker.answer(&answer);
    worker.go_on(shared);
}

impl Worker {
    fn go_on(&mut self, shared: &Rc<RefCell<Self>>) {
        self.slice = self.desk.is_running().then(|| {
            let shared = shared.clone();
            Timeout::new(0, move || {
                let mut worker = shared.borrow_mut();
                let begin = Date::now();
                worker.desk.work(|| Date::now() - begin >= SLICE);
                if !worker.desk.is_running() || Date::now() - worker.reported >= REPORT {
                    worker.report();
                }
                worker.go_on(&shared);
            })
        });
    }

    fn report(&mut self) {
        self.answer(&self.desk.show());
        self.reported = Date::now();
    }

    fn answer(&self, answer: &Answer) {
        // Text can be sent, and the page is there as long as its worker.
        self.scope.post_message(&JsValue::from_str(&answer.print())).ok();
    }
}
