//! Speeds are what they say, long histories are hurried through, and free play opens running.

use crate::harness::board;
use cluster::Moment;
use narration::Language;
use web::state::{Intent, Notice, Run, SPEEDS, Settings, Speed, State};

fn with_motion(slug: &'static str) -> State {
    State::new(Settings::first(Language::English, false), Run::of_scenario(slug).expect("a scenario"))
}

/// How many events are played in this much time of ours, in pictures of 48 ms, from (b) of Figure 8 on.
fn events_in(place: u8, us: u64) -> u32 {
    let mut state = with_motion("figure-8");
    state.player.speed = Speed::new(place);
    state.reduce(Intent::TogglePlay);
    let start = state.run.at.event;
    let mut passed = 0;
    while passed < us {
        state.reduce(Intent::Tick(48_000));
        passed += 48_000;
    }
    assert!(state.player.playing, "not at a panel yet");
    state.run.at.event - start
}

#[test]
fn n_times_the_speed_is_n_times_the_events() {
    // ×1 shows 5 events in 7.1 s; ×64 shows as many in a 64th of that, several between two pictures.
    assert_eq!(events_in(Speed::NORMAL.place(), 7_104_000), 5);
    for (place, times) in [(5, 2), (6, 4)] {
        assert_eq!(events_in(place, 7_104_000 / times), 5, "×{times}");
    }
    let fast = events_in(10, 480_000);
    assert!((21..=22).contains(&fast), "480 ms at ×64 are 21.9 events, not {fast}");
}

#[test]
fn the_clock_goes_as_fast_as_it_says() {
    for place in 0..SPEEDS {
        let mut state = with_motion("free-play");
        state.player.speed = Speed::new(place);
        state.reduce(Intent::TogglePlay);
        let start = state.player.now;
        for _ in 0..100 {
            state.reduce(Intent::Tick(30_000));
        }
        assert_eq!(state.player.now - start, Speed::new(place).clock_rate() * 3, "{place}");
    }
}

#[test]
fn play_before_a_long_history_offers_to_hurry() {
    let mut state = with_motion("free-play");
    state.player.speed = Speed::new(SPEEDS - 1);
    state.reduce(Intent::TogglePlay);
    for _ in 0..60 {
        state.reduce(Intent::Tick(50_000));
    }
    state.reduce(Intent::TogglePlay);
    state.player.speed = Speed::NORMAL;
    let (end, branch) = (state.run.end(), state.run.at.branch);
    assert!(end > 140, "{end}");
    state.reduce(Intent::Scrub(5));
    state.reduce(Intent::TogglePlay);
    assert_eq!(state.notice, Some(Notice::LongHistory(end - 5)));
    // It takes no longer than four seconds, is seen, and then the clock runs on as before.
    state.reduce(Intent::NextStop);
    let mut seen = 0;
    for _ in 0..80 {
        let before = state.run.at;
        state.reduce(Intent::Tick(50_000));
        seen += u32::from(state.run.at != before);
    }
    assert!(seen > 20, "{seen} pictures");
    assert!(state.run.at.event >= end && state.run.at.branch == branch);
    assert!(state.player.playing && state.player.rush.is_none());
}

#[test]
fn free_play_opens_running_and_its_first_message_comes_within_a_second() {
    let mut state = with_motion("hello");
    state.reduce(Intent::Open("free-play"));
    assert!(state.player.playing);
    let mut passed = 0;
    while state.run.shot.scene.world.network().messages().is_empty() {
        state.reduce(Intent::Tick(50_000));
        passed += 50;
        assert!(passed <= 1000, "no message within a second");
    }
    // Nothing was left out: it is the first event of the run.
    assert_eq!(state.run.at.event, 1);
    // Asked for less motion, it waits to be started.
    let mut state = board("hello");
    state.reduce(Intent::Open("free-play"));
    assert!(!state.player.playing);
    assert_eq!(state.run.at, Moment::START);
}
