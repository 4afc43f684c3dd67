//! Every run has a record of its own: nothing that somebody did is written over, by another run or by another
//! page.

use crate::harness::{Disk, Page, board, id};
use cluster::Act;
use web::state::{
    Entry, Held, Intent, Kept, Listed, Notice, Pane, Saved, State, StorageTrouble, Store, Worth, is_lost,
    list, read, session_of,
};

fn page(slug: &'static str) -> Page {
    Page { state: board(slug), disk: Disk::default() }
}

fn crash(page: &mut Page, number: u8) {
    page.wants(Intent::Do(Act::Crash(id(number))));
}

fn digest(state: &State) -> u64 {
    state.run.shot.scene.world.digest()
}

fn stored(page: &Page) -> Vec<Listed> {
    list(&page.disk).expect("a list")
}

fn worths(page: &Page) -> Vec<Option<Worth>> {
    stored(page).iter().map(|listed| listed.head.as_ref().map(|head| head.worth)).collect()
}

#[test]
fn own_branches_of_every_lesson_come_back_on_another_visit() {
    let mut first = page("figure-8");
    first.wants(Intent::NextStop);
    crash(&mut first, 1);
    let figure = (first.state.run.at, digest(&first.state));
    first.wants(Intent::Open("hello"));
    first.wants(Intent::ToEnd);
    crash(&mut first, 2);
    let hello = (first.state.run.at, digest(&first.state));
    let mut second = first.beside(&first.id());
    assert_eq!((second.state.run.at, digest(&second.state)), hello);
    second.wants(Intent::Open("figure-8"));
    assert_eq!((second.state.run.at, digest(&second.state)), figure);
    second.wants(Intent::Open("hello"));
    assert_eq!((second.state.run.at, digest(&second.state)), hello);
    assert_eq!(worths(&second), [Some(Worth::Own); 2]);
}

#[test]
fn a_link_opens_beside_what_was_there() {
    let mut first = page("figure-8");
    first.wants(Intent::NextStop);
    crash(&mut first, 1);
    let before = digest(&first.state);
    let own = first.id();
    // In a later visit, and then something is done in it.
    let mut later = Page { state: board("hello"), disk: first.disk.clone() };
    later.state.placeholder = true;
    later.wants(Intent::Follow("s=figure-8@1&at=a".to_owned()));
    assert!(!later.state.run.has_own_branches());
    crash(&mut later, 3);
    assert_ne!(later.id(), own);
    let reloaded = later.beside(&later.id());
    assert_eq!(
        (digest(&reloaded.state), reloaded.state.run.has_own_branches()),
        (digest(&later.state), true)
    );
    assert_eq!(digest(&later.beside(&own).state), before);
}

#[test]
fn what_a_link_holds_is_a_copy_until_something_is_done_in_it() {
    let mut first = page("figure-8");
    first.wants(Intent::NextStop);
    crash(&mut first, 1);
    let link = first.state.run.link(narration::Language::English).expect("a short run");
    let mut second = page("hello");
    second.wants(Intent::Follow(link));
    assert_eq!(second.state.own_runs().count(), 1);
    assert_eq!(worths(&second)[0], Some(Worth::Copy));
    crash(&mut second, 2);
    assert_eq!(worths(&second)[0], Some(Worth::Own));
}

#[test]
fn two_pages_with_the_same_run_write_into_two_records() {
    let mut first = page("figure-8");
    crash(&mut first, 1);
    let shared = first.id();
    let mut second = first.beside(&shared);
    crash(&mut first, 2);
    assert_eq!(first.id(), shared, "whoever is first goes on with the record");
    crash(&mut second, 3);
    assert_ne!(second.id(), shared);
    // Neither is written over by what comes later.
    crash(&mut first, 4);
    crash(&mut second, 5);
    for page in [&first, &second] {
        assert_eq!(digest(&page.beside(&page.id()).state), digest(&page.state));
    }
    assert_eq!(worths(&first), [Some(Worth::Own); 2]);
}

#[test]
fn a_page_that_only_looks_writes_over_nothing_and_makes_no_copy() {
    let mut first = page("figure-8");
    crash(&mut first, 1);
    let mut second = first.beside(&first.id());
    crash(&mut first, 2);
    second.wants(Intent::ToStart);
    assert_eq!(second.save(), Ok(Kept::Overtaken));
    assert_eq!(stored(&first).len(), 1);
    assert_eq!(digest(&first.beside(&first.id()).state), digest(&first.state));
    // Another moment is no other content: the page that acts goes on with the record.
    let mut third = first.beside(&first.id());
    third.wants(Intent::ToStart);
    crash(&mut first, 3);
    assert_eq!(stored(&first).len(), 1);
}

#[test]
fn whoever_was_written_over_in_the_same_instant_knows_it() {
    let mut first = page("figure-8");
    crash(&mut first, 1);
    let id = first.id();
    let before = first.state.held.clone();
    let mut second = first.beside(&id);
    crash(&mut first, 2);
    // As if it had not seen that yet.
    second.disk = Disk::default();
    second.state.held = before.clone();
    crash(&mut second, 3);
    let head = stored(&second)[0].head.clone().expect("readable");
    assert_eq!(Some(head.after), before.base, "it has not read what the first wrote");
    assert!(is_lost(&first.state.held, &head));
    // Written after it has read what the first wrote: nothing is lost.
    let follows = web::state::Head { after: first.state.held.base.expect("stored"), ..head.clone() };
    assert!(!is_lost(&first.state.held, &follows));
    assert!(!is_lost(&Held::default(), &head));
}

#[test]
fn copies_make_room_and_what_somebody_did_never_does() {
    let mut first = page("figure-8");
    crash(&mut first, 1);
    let own = first.id();
    let link = first.state.run.link(narration::Language::English).expect("a short run");
    for _ in 0..3 {
        first.wants(Intent::Follow(link.clone()));
    }
    assert_eq!(worths(&first), [Some(Worth::Copy), Some(Worth::Copy), Some(Worth::Copy), Some(Worth::Own)]);
    let used: usize = first.disk.texts.borrow().values().map(String::len).sum();
    first.disk.room.set(used + 10);
    // The run in hand grows: the oldest copy goes first.
    let oldest = stored(&first)[2].id.clone();
    crash(&mut first, 2);
    assert!(stored(&first).iter().all(|listed| listed.id != oldest));
    assert!(stored(&first).iter().any(|listed| listed.id == own));
    // No room at all: it is told, and nothing of one's own is gone.
    first.disk.room.set(0);
    crash(&mut first, 3);
    assert_eq!(first.save(), Err(StorageTrouble::Full));
    assert_eq!(worths(&first), [Some(Worth::Own); 2]);
    first.disk.forbidden.set(true);
    assert_eq!(first.save(), Err(StorageTrouble::Forbidden));
}

#[test]
fn places_in_lessons_do_not_pile_up() {
    let mut page = page("hello");
    crash(&mut page, 1);
    for _ in 0..10 {
        page.wants(Intent::Open("figure-8"));
        page.wants(Intent::Open("free-play"));
    }
    assert!(stored(&page).len() <= 10, "{} records", stored(&page).len());
    assert_eq!(page.state.own_runs().count(), 1, "no more is listed than something was done in");
}

#[test]
fn what_cannot_be_read_stays_and_is_listed() {
    let mut page = page("figure-8");
    crash(&mut page, 1);
    let whole = read(&page.disk, &page.id()).expect("stored");
    let cut = &whole[..whole.len() - 20];
    let later = whole.replace("raftboard-session 3", "raftboard-session 9");
    let foreign = "something else";
    for (name, text) in [("cut", cut), ("later", &later), ("foreign", foreign)] {
        page.disk.write(&format!("raftboard.run.{name}"), text).expect("room");
        let own = (page.id(), page.state.run.at, digest(&page.state));
        page.wants(Intent::OpenRun(name.to_owned()));
        assert_eq!(page.state.notice, Some(Notice::RunUnreadable), "{name}");
        assert_eq!((page.id(), page.state.run.at, digest(&page.state)), own, "{name}: the run in hand stays");
        // Going on writes the run in hand, and not the one that was asked for.
        page.wants(Intent::Fork);
        page.save().expect("stored");
        assert_eq!(read(&page.disk, name).as_deref(), Some(text), "{name} is as it was");
        assert!(page.state.own_runs().any(|listed| listed.id == name), "{name} is listed");
    }
    // What is offered as a file is what the board's own Open dialog takes: the session, without the record's head.
    assert_eq!(session_of(foreign), foreign);
    assert!(session_of(&whole).starts_with("raftboard-session 3"));
    assert!(session_of(&later).starts_with("raftboard-session 9"));
}

#[test]
fn a_run_of_more_branches_than_anybody_makes_by_hand_is_read() {
    let mut page = page("figure-8");
    for _ in 0..10_050 {
        page.state.reduce(Intent::Fork);
    }
    page.save().expect("stored");
    let again = page.beside(&page.id());
    assert_eq!(
        again.state.run.story.timeline.branches().count(),
        page.state.run.story.timeline.branches().count()
    );
}

#[test]
fn a_draft_comes_back_with_its_run() {
    let mut page = page("hello");
    page.wants(Intent::Edit("title mine\nservers S1".to_owned()));
    let again = page.beside(&page.id());
    assert_eq!(
        (again.state.draft.as_deref(), again.state.pane),
        (Some("title mine\nservers S1"), Pane::Script)
    );
    page.wants(Intent::Unedit);
    assert_eq!(page.beside(&page.id()).state.draft, None);
}

#[test]
fn a_session_of_the_first_format_is_read() {
    let mut page = page("figure-8");
    crash(&mut page, 1);
    let now = Saved::of(&page.state.run, None).write();
    // The first format had no draft and no attempts, which are the last bytes: none.
    let (_, body) = now.split_once('\n').expect("two lines");
    let mut bytes = script::link::base64::decode(body.trim()).expect("base64");
    assert_eq!((bytes.pop(), bytes.pop()), (Some(0), Some(0)));
    let old = format!("raftboard-session 1\n{}\n", script::link::base64::encode(&bytes));
    let run = Saved::read(&old).expect("a session").into_run().expect("a run");
    assert_eq!(run.shot.scene.world.digest(), digest(&page.state));
}

#[test]
fn runs_are_named_and_deleted() {
    let mut page = page("figure-8");
    crash(&mut page, 1);
    let figure = page.id();
    page.wants(Intent::NameRun(figure.clone(), "Ada’s\nrun ".to_owned()));
    page.wants(Intent::Open("hello"));
    page.wants(Intent::Open("figure-8"));
    assert_eq!((page.id(), page.state.held.name.as_str()), (figure.clone(), "Ada’s run"));
    page.wants(Intent::Open("hello"));
    page.wants(Intent::NameRun(figure.clone(), "B".to_owned()));
    assert_eq!(
        page.state.own_runs().next().and_then(|run| run.head.as_ref()).map(|head| head.name.as_str()),
        Some("B")
    );
    page.wants(Intent::DeleteRun(figure.clone()));
    assert!(read(&page.disk, &figure).is_some(), "asked once more");
    page.wants(Intent::DeleteRun(figure.clone()));
    assert!(read(&page.disk, &figure).is_none());
    // Deleted by another page while it is on the board: it is stored again.
    let mut page = self::page("figure-8");
    crash(&mut page, 1);
    page.disk.forget(&format!("raftboard.run.{}", page.id()));
    crash(&mut page, 2);
    assert_eq!(Entry::of(&page.state).worth, Worth::Own);
    assert!(read(&page.disk, &page.id()).is_some());
}
