//! A board with a lesson on it, and what a person does to it.

use narration::Language;
use raft_core::ServerId;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use web::state::{
    Effect, Entry, Intent, Kept, Run, Settings, Stamp, State, StorageTrouble, Store, delete, intent_of, keep,
    list, read, rename,
};

/// The board with a scenario of the library, in English. Its texts were not asked for.
pub(crate) fn board(slug: &'static str) -> State {
    let run = Run::of_scenario(slug).expect("a scenario of the library");
    State::new(Settings::first(Language::English, true), run)
}

/// The same, at one of the scenario's panels.
pub(crate) fn board_at(slug: &'static str, panel: &str) -> State {
    let mut state = board(slug);
    let at = state.run.panel_named(panel).expect("a panel");
    state.reduce(Intent::Jump(at));
    state
}

pub(crate) fn id(number: u8) -> ServerId {
    ServerId::new(number).expect("S1 to S9")
}

/// The panel that was reached last.
pub(crate) fn panel(state: &State) -> &str {
    state.run.panel().and_then(|panel| panel.name()).map_or("", |name| name.as_str())
}

/// Presses keys, each of which must mean something.
pub(crate) fn press(state: &mut State, keys: &[&str]) {
    for key in keys {
        let intent = intent_of(state, key).unwrap_or_else(|| panic!("{key} means nothing now"));
        state.reduce(intent);
    }
}

/// What a browser stores: any number of pages look at it.
#[derive(Clone)]
pub(crate) struct Disk(Rc<Inside>);

pub(crate) struct Inside {
    pub(crate) texts: RefCell<BTreeMap<String, String>>,
    /// How many bytes there is room for.
    pub(crate) room: Cell<usize>,
    pub(crate) forbidden: Cell<bool>,
    /// The time, which is also the id of the next record.
    pub(crate) now: Cell<u64>,
}

impl Default for Disk {
    fn default() -> Self {
        Self(Rc::new(Inside {
            texts: RefCell::default(),
            room: Cell::new(usize::MAX),
            forbidden: Cell::new(false),
            now: Cell::new(1000),
        }))
    }
}

impl std::ops::Deref for Disk {
    type Target = Inside;

    fn deref(&self) -> &Inside {
        &self.0
    }
}

impl Disk {
    pub(crate) fn stamp(&self) -> Stamp {
        self.now.set(self.now.get() + 1);
        Stamp { now_ms: self.now.get(), fresh: format!("r{}", self.now.get()) }
    }
}

impl Store for Disk {
    fn names(&self) -> Result<Vec<String>, StorageTrouble> {
        Ok(self.texts.borrow().keys().cloned().collect())
    }

    fn beginning(&self, name: &str) -> Option<String> {
        let text = self.texts.borrow().get(name).cloned()?;
        Some(text.chars().take(400).collect())
    }

    fn read(&self, name: &str) -> Result<Option<String>, StorageTrouble> {
        Ok(self.texts.borrow().get(name).cloned())
    }

    fn write(&self, name: &str, text: &str) -> Result<(), StorageTrouble> {
        if self.forbidden.get() {
            return Err(StorageTrouble::Forbidden);
        }
        let others = self
            .texts
            .borrow()
            .iter()
            .filter(|(other, _)| *other != name)
            .map(|(_, text)| text.len())
            .sum::<usize>();
        if others + text.len() > self.room.get() {
            return Err(StorageTrouble::Full);
        }
        self.texts.borrow_mut().insert(name.to_owned(), text.to_owned());
        Ok(())
    }

    fn forget(&self, name: &str) {
        self.texts.borrow_mut().remove(name);
    }
}

/// A page with a board, and what the browser stores for it.
pub(crate) struct Page {
    pub(crate) state: State,
    pub(crate) disk: Disk,
}

impl Page {
    /// Does what a person wants, and what the browser has to do about it.
    pub(crate) fn wants(&mut self, intent: Intent) {
        for effect in self.state.reduce(intent) {
            match effect {
                Effect::Save | Effect::SaveNow => drop(self.save()),
                Effect::Keep(mut leaving) => {
                    keep(&self.disk, &mut leaving.held, &leaving.entry, &self.disk.stamp()).ok();
                }
                Effect::OpenRecord(id, panel) => {
                    let text = read(&self.disk, &id);
                    self.wants(Intent::Opened { id, text, panel });
                }
                Effect::NameRecord(id, name) => rename(&self.disk, &id, &name).expect("stored"),
                Effect::DeleteRecord(id) => delete(&self.disk, &id),
                Effect::PlayOn => self.wants(Intent::PlayOn(100)),
                _ => {}
            }
            self.state.know_runs(list(&self.disk).expect("a list"));
        }
    }

    /// Stores the run on the board.
    pub(crate) fn save(&mut self) -> Result<Kept, StorageTrouble> {
        let entry = Entry::of(&self.state);
        keep(&self.disk, &mut self.state.held, &entry, &self.disk.stamp())
    }

    /// A new page of the same browser, on which the run of this record is opened.
    pub(crate) fn beside(&self, id: &str) -> Self {
        let mut page = Self { state: board("free-play"), disk: self.disk.clone() };
        page.state.placeholder = true;
        let text = read(&page.disk, id);
        page.wants(Intent::Opened { id: id.to_owned(), text, panel: None });
        page
    }

    /// The record of the run on the board.
    pub(crate) fn id(&self) -> String {
        self.state.held.id.clone().expect("it was stored")
    }
}
