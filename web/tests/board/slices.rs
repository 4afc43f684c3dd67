//! Long scripts, links and sessions are played in slices, and can be stopped.

use crate::harness::{Disk, Page, board};
use web::state::{Effect, Intent, MAX_DRAFT, Notice, Pane, Saved, Source};

/// A script with so many lines.
fn long(line: &str, lines: usize) -> String {
    let mut text = "title long\nservers S1 S2 S3\nstepped\nelect S1\n".to_owned();
    for number in 0..lines {
        text.push_str(&line.replace('#', &number.to_string()));
        text.push('\n');
    }
    text
}

#[test]
fn a_long_script_is_opened_in_slices() {
    let mut state = board("hello");
    let text = long("crash S1\nrestart S1", 2000);
    assert!(state.reduce(Intent::Play(text.clone())).contains(&Effect::PlayOn));
    assert_eq!(state.run.slug(), Some("hello"), "what was there stays until it is played");
    let percent = state.replaying.as_ref().map(web::state::Replaying::percent);
    assert!(percent.is_some_and(|percent| (1..99).contains(&percent)), "{percent:?}");
    let mut slices = 0;
    while state.replaying.is_some() {
        state.reduce(Intent::PlayOn(100));
        slices += 1;
    }
    assert!(slices > 20, "{slices} slices");
    assert_eq!(state.run.source, Source::Script(text));
    assert!(state.run.story.timeline.tip(cluster::BranchId::ROOT).event > 4000);
}

#[test]
fn somebody_may_stop_and_take_what_is_there() {
    let mut page = Page { state: board("hello"), disk: Disk::default() };
    let text = long("crash S1\nrestart S1", 2000);
    page.state.reduce(Intent::Play(text.clone()));
    page.wants(Intent::StopOpening);
    assert_eq!(page.state.notice, Some(Notice::Stopped));
    let Source::Script(short) = page.state.run.source.clone() else { panic!("a script") };
    assert!(text.starts_with(&short) && short.len() < text.len() / 2, "{} bytes", short.len());
    // It can be stored and opened again, as short as it is.
    let again = page.beside(&page.id());
    assert_eq!(again.state.run.source, Source::Script(short));
    assert_eq!(again.state.run.end(), page.state.run.end());
}

#[test]
fn a_long_text_is_read_in_slices_too_and_may_be_stopped() {
    for stop_after in [0, 3] {
        let mut page = Page { state: board("hello"), disk: Disk::default() };
        let text = long("panel p#", 80_000);
        assert!(page.state.reduce(Intent::Play(text.clone())).contains(&Effect::PlayOn));
        for _ in 0..stop_after {
            assert!(page.state.reduce(Intent::PlayOn(64)).contains(&Effect::PlayOn));
        }
        page.wants(Intent::StopOpening);
        let Source::Script(short) = page.state.run.source.clone() else { panic!("a script") };
        assert!(text.starts_with(&short) && short.starts_with("title long\nservers S1 S2 S3\nstepped\n"));
        assert_eq!(page.beside(&page.id()).state.run.source, Source::Script(short));
    }
    let mut state = board("hello");
    state.reduce(Intent::Play(long("panel p#", 80_000) + "elekt S1\n"));
    let mut slices = 0;
    while state.replaying.is_some() {
        state.reduce(Intent::PlayOn(64));
        slices += 1;
    }
    assert!(slices > 100, "{slices} slices");
    assert!(matches!(state.notice, Some(Notice::BadScript(_))));
    assert_eq!(state.run.slug(), Some("hello"), "what was there stays");
}

#[test]
fn a_stopped_session_is_not_stored_over_the_whole_one() {
    let mut page = Page { state: board("free-play"), disk: Disk::default() };
    page.state.reduce(Intent::TogglePlay);
    for _ in 0..4000 {
        page.state.reduce(Intent::Tick(100_000));
    }
    page.save().expect("stored");
    let (whole, id) = (page.state.run.end(), page.id());
    assert!(whole > 1500, "{whole} events");
    let mut later = Page { state: board("hello"), disk: page.disk.clone() };
    let text = web::state::read(&page.disk, &id);
    let effects = later.state.reduce(Intent::Opened { id: id.clone(), text, panel: None });
    assert!(effects.contains(&Effect::PlayOn));
    later.wants(Intent::StopOpening);
    assert!(later.state.run.story.timeline.tip(cluster::BranchId::ROOT).event < whole);
    assert_ne!(later.id(), id);
    assert_eq!(later.beside(&id).state.run.end(), whole);
}

#[test]
fn a_long_session_reads_back_in_slices() {
    let mut state = board("hello");
    state.reduce(Intent::Play(long("crash S1\nrestart S1", 1500)));
    while state.replaying.is_some() {
        state.reduce(Intent::PlayOn(1000));
    }
    let text = Saved::of(&state.run, None).write();
    let mut other = board("hello");
    assert!(other.reduce(Intent::Play(text)).contains(&Effect::PlayOn));
    while other.replaying.is_some() {
        other.reduce(Intent::PlayOn(64));
    }
    assert_eq!(other.run.story.timeline.branches().count(), state.run.story.timeline.branches().count());
    assert_eq!(other.run.source, state.run.source);
}

#[test]
fn a_text_that_is_refused_and_long_does_not_go_into_the_editor() {
    let mut state = board("hello");
    let text = format!("{}nonsense\n", long("# a comment", 200_000));
    assert!(text.len() > MAX_DRAFT);
    state.reduce(Intent::Play(text));
    assert!(matches!(state.notice, Some(Notice::BadScript(_))));
    assert_eq!((state.draft.as_ref(), state.pane), (None, Pane::Lesson));
    state.reduce(Intent::Play("nonsense".to_owned()));
    assert_eq!((state.draft.as_deref(), state.pane), (Some("nonsense"), Pane::Script));
}

#[test]
fn too_long_is_not_told_as_damaged() {
    let mut state = board("hello");
    state.reduce(Intent::Follow(format!("r={}", "A".repeat(200_004))));
    assert_eq!(state.notice, Some(Notice::LinkTooLarge));
    state.reduce(Intent::Follow("r=AAAA".to_owned()));
    assert_ne!(state.notice, Some(Notice::LinkTooLarge));
}
