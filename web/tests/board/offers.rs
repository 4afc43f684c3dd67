//! What the play button offers where nothing moves by itself, and how the laboratory plays.

use crate::harness::{board, board_at, id, panel, press};
use cluster::Act;
use narration::Language;
use web::state::{Effect, Intent, Notice, Pane, Run, Settings, State, Suppose};

#[test]
fn play_in_ones_own_stepped_branch_offers_what_can_be_done() {
    let mut state = board_at("figure-8", "c");
    state.reduce(Intent::Do(Act::Crash(id(1))));
    state.reduce(Intent::Show(Pane::Rules));
    press(&mut state, &[" "]);
    assert_eq!(
        (state.notice.clone(), state.pane, state.player.playing),
        (Some(Notice::Offer), Pane::Lesson, false)
    );
    // Each of them can be done, and to the end of a long walk there is always one.
    for step in 0..60 {
        let offers = state.offers();
        assert!(!offers.is_empty(), "{step}");
        for offer in &offers {
            assert_eq!(state.run.shot.scene.world.check(offer), Ok(()), "{offer:?}");
        }
        let offer = offers[step % offers.len()].clone();
        state.reduce(Intent::Do(offer));
        assert!(!matches!(state.notice, Some(Notice::Cannot(_))));
    }
}

#[test]
fn messages_under_way_come_first_and_a_leader_can_be_asked() {
    let mut state = State::new(Settings::first(Language::English, true), Run::empty());
    assert!(state.offers().iter().all(|act| matches!(act, Act::Timeout(_))));
    state.reduce(Intent::Do(Act::Timeout(id(1))));
    let first = state.run.shot.scene.world.network().messages()[0].id;
    assert_eq!(state.offers()[0], Act::Deliver(first));
    state.reduce(Intent::Settle);
    assert!(matches!(state.offers()[0], Act::Request { .. }));
}

#[test]
fn lessons_and_clocks_offer_nothing() {
    let mut state = board("figure-8");
    state.reduce(Intent::ToEnd);
    assert_eq!(state.offers(), []);
    press(&mut state, &["PageDown", "PageDown"]);
    assert_eq!(board("free-play").offers(), []);
}

#[test]
fn the_attempt_of_the_laboratory_plays_and_leads_back() {
    let run = Run::of_scenario("figure-9").unwrap();
    let mut state = State::new(Settings::first(Language::English, false), run);
    let at = state.run.panel_named("committed").unwrap();
    state.reduce(Intent::Jump(at));
    state.reduce(Intent::Show(Pane::Laboratory));
    state.reduce(Intent::Suppose(Suppose::Play));
    assert!(state.is_attempt() && state.player.playing && state.run.at.event <= 1);
    for _ in 0..120 {
        state.reduce(Intent::Tick(50_000));
    }
    assert!(!state.player.playing);
    assert_eq!(state.pane, Pane::Why);
    let decisions = &state.run.shot.scene.event.decisions;
    assert!(decisions.iter().any(|decision| matches!(decision, raft_core::Decision::RefusedVote { .. })));
    let effects = state.reduce(Intent::Suppose(Suppose::Return));
    assert_eq!(
        (state.run.slug(), panel(&state), state.pane),
        (Some("figure-9"), "committed", Pane::Laboratory)
    );
    assert!(!state.is_attempt(), "it can be played again, and is not kept");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Keep(_))), "{effects:?}");
}
