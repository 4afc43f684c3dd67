//! Runs in the browser's storage: a record each, whatever other pages do meanwhile.

use crate::board::begin::MARKS;
use crate::platform::store::{Browser, entry, mark_entry, stamp};
use crate::platform::{boot, page};
use crate::state::{
    self, Effect, Entry, Head, Intent, Kept, Notice, Saved, State, StorageTrouble, Store, Worth, session_of,
};
use yew::Callback;

/// The run that is being opened: if it is still stored at the next visit, it never got onto the board.
const OPENING: &str = "raftboard.opening";
/// Where earlier versions stored the run, and those that were left.
const OLD: [&str; 2] = ["raftboard.session", "raftboard.shelf"];

/// Keeps the run for the crash screen: at once, while storing it can wait for a quiet moment.
pub(super) fn keep(state: &State) {
    if !state.placeholder {
        boot::keep(&Entry::of(state).session);
    }
}

/// Stores the run in its record, and how far somebody has come in the lessons. Returns what there is to tell.
pub(super) fn save(state: &mut State) -> Result<Option<Notice>, StorageTrouble> {
    // Until it is on the board, its record is what it was.
    if state.placeholder {
        return Ok(None);
    }
    let run = Entry::of(state);
    boot::keep(&run.session);
    let kept = state::keep(&Browser, &mut state.held, &run, &stamp())?;
    store_left(state)?;
    if let Some(id) = &state.held.id
        && entry().as_ref() != Some(id)
    {
        mark_entry(id);
    }
    page::store(MARKS, &state.marks.write())?;
    list(state);
    Ok((kept == Kept::Apart).then_some(Notice::RunApart))
}

/// Stores the runs that have left the board. One for which there is no room is tried again the next time.
fn store_left(state: &mut State) -> Result<(), StorageTrouble> {
    while let Some(leaving) = state.unstored.first_mut() {
        state::keep(&Browser, &mut leaving.held, &leaving.entry, &stamp())?;
        state.unstored.remove(0);
    }
    Ok(())
}

/// Looks at what is stored.
pub(super) fn list(state: &mut State) {
    let runs = state::list(&Browser).unwrap_or_default();
    state.know_runs(runs);
}

/// Another page has changed something that is stored. Returns whether the run of this page was written over,
/// and has to be stored again in a record of its own.
pub(super) fn follow(state: &mut State, name: &str) -> bool {
    let Some(id) = state::id_of(name) else { return false };
    list(state);
    let head = state.runs.iter().find(|listed| listed.id == id).and_then(|listed| listed.head.clone());
    let Some(head) = head else { return false };
    let lost = state::is_lost(&state.held, &head);
    if lost {
        state.held = state::Held { name: std::mem::take(&mut state.held.name), ..state::Held::default() };
        state.notice = Some(Notice::RunApart);
    } else if state.held.id.as_deref() == Some(id) {
        state.held.name = head.name;
    }
    lost
}

/// Does with records what an effect asks for. Gives back every other effect.
pub(super) fn carry_out(
    state: &mut State,
    effect: Effect,
    wish: &Callback<Intent>,
) -> Result<Option<Effect>, StorageTrouble> {
    match effect {
        Effect::Keep(leaving) => {
            state.unstored.push(*leaving);
            store_left(state)?;
            list(state);
        }
        Effect::OpenRecord(id, panel) => {
            let text = state::read(&Browser, &id);
            wish.emit(Intent::Opened { id, text, panel });
        }
        Effect::NameRecord(id, name) => {
            state::rename(&Browser, &id, &name)?;
            list(state);
        }
        Effect::DeleteRecord(id) => {
            state::delete(&Browser, &id);
            list(state);
        }
        Effect::DownloadRecord(id) => {
            if let Some(text) = state::read(&Browser, &id) {
                page::download("run.raftboard", session_of(&text));
                wish.emit(Intent::Tell(Notice::Saved));
            }
        }
        other => return Ok(Some(other)),
    }
    Ok(None)
}

/// The record that a visit begins with: the one that was on this page before it was loaded again, else the
/// one that was written last. The board tells of one that never got onto it.
pub(super) fn first_record(state: &mut State) -> Option<String> {
    take_over_old();
    list(state);
    let known = |id: &String| state.runs.iter().any(|listed| listed.id == *id);
    let stuck = page::stored(OPENING).ok().flatten();
    settled();
    let id = match entry() {
        Some(id) if id == AFRESH => None,
        Some(id) if known(&id) => Some(id),
        Some(_) | None => newest(state),
    };
    if id.is_some() && id == stuck {
        state.notice = Some(Notice::RunNotOpened);
        return None;
    }
    id
}

/// What the step of the browser's history remembers when somebody starts afresh after a crash; index.html
/// agrees with this.
const AFRESH: &str = "-";

/// Whether this page was loaded again, or its history was gone through, and its run is still stored.
pub(super) fn remembered(state: &State) -> Option<String> {
    entry().filter(|id| state.runs.iter().any(|listed| listed.id == *id))
}

fn newest(state: &State) -> Option<String> {
    state.runs.iter().find(|listed| listed.head.is_some()).map(|listed| listed.id.clone())
}

/// Opens the record that a visit begins with. Returns what the browser has to do about it.
pub(super) fn open_first(state: &mut State, id: String) -> Vec<Effect> {
    page::store(OPENING, &id).ok();
    let text = state::read(&Browser, &id);
    // For the crash screen, should it come while this is being opened.
    boot::keep(text.as_deref().map(session_of).unwrap_or_default());
    state.reduce(Intent::Opened { id, text, panel: None })
}

/// The run is on the board, or somebody has left before it was.
pub(super) fn settled() {
    page::forget(OPENING);
}

/// Gives each run that an earlier version has stored a record of its own.
fn take_over_old() {
    for name in OLD {
        let Ok(Some(text)) = page::stored(name) else { continue };
        let sessions = text.lines().skip(1).filter_map(|line| line.split_once(' ')).map(|(_, text)| text);
        let sessions: Vec<&str> = if Saved::is_session(&text) { vec![&text] } else { sessions.collect() };
        let whole =
            if sessions.is_empty() && !text.trim().is_empty() { vec![text.as_str()] } else { sessions };
        if whole.iter().all(|text| take_over(text).is_ok()) {
            page::forget(name);
        }
    }
}

fn take_over(text: &str) -> Result<(), StorageTrouble> {
    let stamp = stamp();
    let name = state::name_of(&stamp.fresh);
    let Ok(saved) = Saved::read(text) else { return Browser.write(&name, text) };
    let own = saved.has_own_branches();
    let head = Head {
        id: stamp.fresh,
        written_ms: stamp.now_ms,
        content: saved.digest(),
        after: 0,
        worth: if own { Worth::Own } else { Worth::Place },
        slug: saved.slug().map(str::to_owned),
        events: 0,
        name: String::new(),
    };
    Browser.write(&name, &[&head.line(), "\n", &saved.write()].concat())
}
