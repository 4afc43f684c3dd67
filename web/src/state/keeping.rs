//! How runs are stored: each in a record of its own, whatever other pages do meanwhile.
//!
//! Two pages may have the same run on their boards. A page writes into a record only what follows from what
//! it has read there; if another page was faster, the run goes into a new record, and both are kept. Where
//! two pages write in the same instant, the one that was written over hears of it ([`is_lost`]), and
//! does the same.

use core::cmp::Reverse;

use crate::state::record::{Entry, Head, Held, Worth};

/// How the names of records begin, before their ids.
const PREFIX: &str = "raftboard.run.";
/// How many places in lessons are remembered in which nothing was done.
const MOST_PLACES: usize = 8;

/// Why something could not be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageTrouble {
    /// The browser does not let this page store anything.
    Forbidden,
    /// There is no room left.
    Full,
}

/// Named texts that outlive the page: the browser's, or a test's.
pub trait Store {
    /// All names.
    ///
    /// # Errors
    /// [`StorageTrouble::Forbidden`].
    fn names(&self) -> Result<Vec<String>, StorageTrouble>;
    /// The beginning of a text, at least its first few hundred characters.
    fn beginning(&self, name: &str) -> Option<String>;
    /// A whole text.
    ///
    /// # Errors
    /// [`StorageTrouble::Forbidden`].
    fn read(&self, name: &str) -> Result<Option<String>, StorageTrouble>;
    /// Stores a text.
    ///
    /// # Errors
    /// Why not; what was stored before stays.
    fn write(&self, name: &str, text: &str) -> Result<(), StorageTrouble>;
    /// Forgets a text.
    fn forget(&self, name: &str);
}

/// When something is stored, and what a new record is to be called.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// Milliseconds since 1970.
    pub now_ms: u64,
    /// An id that no record has.
    pub fresh: String,
}

/// What became of a run that was to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is in its record.
    Written,
    /// Another page has gone on with the record, and nothing was done here: the record stays as it is.
    Overtaken,
    /// Another page has gone on with the record: the run of this page is in a new one.
    Apart,
}

/// A record in a list: what its first line says, or only that it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The record's id.
    pub id: String,
    /// Its first line; `None`: it cannot be read.
    pub head: Option<Head>,
}

/// The id of the record that is stored under a name.
#[must_use]
pub fn id_of(name: &str) -> Option<&str> {
    name.strip_prefix(PREFIX)
}

/// Under which name a record is stored.
#[must_use]
pub fn name_of(id: &str) -> String {
    [PREFIX, id].concat()
}

fn head(store: &impl Store, id: &str) -> Option<Head> {
    Head::parse(id, &store.beginning(&name_of(id))?)
}

/// All records, those that were written last first, and those that cannot be read at the end.
///
/// # Errors
/// [`StorageTrouble::Forbidden`].
pub fn list(store: &impl Store) -> Result<Vec<Listed>, StorageTrouble> {
    let names = store.names()?;
    let ids = names.iter().filter_map(|name| id_of(name));
    let mut all: Vec<Listed> = Vec::new();
    for id in ids {
        let listed = Listed { id: id.to_owned(), head: head(store, id) };
        let place = all.partition_point(|other| order(other) < order(&listed));
        all.insert(place, listed);
    }
    Ok(all)
}

/// What records are listed by.
fn order(listed: &Listed) -> (Reverse<u64>, &str) {
    let written_ms = listed.head.as_ref().map_or(0, |head| head.written_ms);
    (Reverse(written_ms), &listed.id)
}

/// The text of a record.
#[must_use]
pub fn read(store: &impl Store, id: &str) -> Option<String> {
    store.read(&name_of(id)).ok().flatten()
}

/// Deletes a record, because somebody wants it gone.
pub fn delete(store: &impl Store, id: &str) {
    store.forget(&name_of(id));
}

/// Gives a record another name.
///
/// # Errors
/// Why not; it keeps its old name then.
pub fn rename(store: &impl Store, id: &str, name: &str) -> Result<(), StorageTrouble> {
    let Some(text) = store.read(&name_of(id))? else { return Ok(()) };
    let Some(head) = Head::parse(id, &text) else { return Ok(()) };
    let head = Head { name: name.to_owned(), ..head };
    let session = crate::state::record::session_of(&text);
    store.write(&name_of(id), &[&head.line(), "\n", session].concat())
}

/// Stores a run in its record, or in a new one if another page has gone on with that. Where there is no
/// room, the oldest copies and places are given up, and never what somebody did.
///
/// # Errors
/// Why not; what was stored before stays.
pub fn keep(
    store: &impl Store,
    held: &mut Held,
    entry: &Entry,
    stamp: &Stamp,
) -> Result<Kept, StorageTrouble> {
    let mut kept = Kept::Written;
    if let Some(id) = &held.id
        && let Some(text) = store.beginning(&name_of(id))
    {
        let there = Head::parse(id, &text).map(|head| head.content);
        let follows = there.is_some() && (there == held.base || there == Some(entry.content));
        if !follows && (held.base == Some(entry.content) || entry.worth == Worth::Place) {
            return Ok(Kept::Overtaken);
        }
        if !follows {
            (held.id, held.base) = (None, None);
            kept = Kept::Apart;
        }
    }
    let head = Head {
        id: held.id.clone().unwrap_or_else(|| stamp.fresh.clone()),
        written_ms: stamp.now_ms,
        content: entry.content,
        after: held.base.unwrap_or(0),
        worth: entry.worth,
        slug: entry.slug.clone(),
        events: entry.events,
        name: held.name.clone(),
    };
    write(store, &head, &entry.session)?;
    held.base = Some(entry.content);
    if held.id.is_none() {
        forget_old_places(store, &head.id);
    }
    held.id = Some(head.id);
    Ok(kept)
}

fn write(store: &impl Store, head: &Head, session: &str) -> Result<(), StorageTrouble> {
    let (name, text) = (name_of(&head.id), [&head.line(), "\n", session].concat());
    let mut written = store.write(&name, &text);
    if written != Err(StorageTrouble::Full) {
        return written;
    }
    let copies = list(store)?.into_iter().rev().filter_map(|listed| listed.head);
    for copy in copies.filter(|other| other.worth != Worth::Own && other.id != head.id) {
        delete(store, &copy.id);
        written = store.write(&name, &text);
        if written != Err(StorageTrouble::Full) {
            return written;
        }
    }
    written
}

/// Forgets all but the newest places in lessons in which nothing was done.
fn forget_old_places(store: &impl Store, own: &str) {
    let all = list(store).unwrap_or_default().into_iter().filter_map(|listed| listed.head);
    let places = all.filter(|head| head.worth == Worth::Place && head.id != own);
    for place in places.skip(MOST_PLACES) {
        delete(store, &place.id);
    }
}

/// Whether what this page has stored was written over by another that did not know it: the run is then
/// to be stored again, in a new record. `head` is what the record says now.
#[must_use]
pub fn is_lost(held: &Held, head: &Head) -> bool {
    held.id.as_ref() == Some(&head.id)
        && held.base.is_some_and(|base| head.content != base && head.after != base)
}
