//! Servers that are added by hand, and the cluster that a person asks for (§6).

use crate::harness::{id, press};
use cluster::Act;
use narration::Language;
use raft_core::{Configuration, ServerSet};
use web::state::{Intent, Notice, Pane, Run, Settings, State};

const THREE: &str =
    "title three\nservers S1 S2 S3\nstepped\nelect S1\nrequest S1 x=1\nreplicate S1\nbeat S1\nsettle\n";

fn board() -> State {
    let mut state =
        State::new(Settings::first(Language::English, true), Run::of_script(THREE).expect("a script"));
    state.reduce(Intent::ToEnd);
    state
}

#[test]
fn a_server_that_is_added_is_blank_and_picked_and_the_pane_of_servers_is_open() {
    let mut state = board();
    assert_eq!(state.target(), ServerSet::first(3));
    state.reduce(Intent::AddServer);
    let world = &state.run.shot.scene.world;
    assert_eq!(world.all(), ServerSet::first(4));
    assert!(world.server(id(4)).is_some_and(|server| server.log().entries().is_empty()));
    assert_eq!((state.target(), state.pane), (ServerSet::first(4), Pane::Servers));
}

#[test]
fn there_are_nine_servers_at_most() {
    let mut state = board();
    for _ in 0..9 {
        state.reduce(Intent::AddServer);
    }
    assert_eq!((state.run.shot.scene.world.all().len(), state.next_server()), (9, None));
}

#[test]
fn the_leader_is_asked_for_what_is_picked_and_the_change_runs_to_its_end() {
    let mut state = board();
    state.reduce(Intent::AddServer);
    state.reduce(Intent::Target(id(3)));
    state.reduce(Intent::AskFor(id(1)));
    state.reduce(Intent::Settle);
    let target = ServerSet::first(4).without(ServerSet::only(id(3)));
    let world = &state.run.shot.scene.world;
    let leader = world.leader().expect("S1 leads");
    assert_eq!(leader.configuration(world.rules()), Configuration::of(target));
    assert_eq!(state.target(), target, "nobody has picked another one since");
}

#[test]
fn what_is_refused_stays_picked_and_what_cannot_be_done_is_told() {
    let mut state = board();
    state.reduce(Intent::AddServer);
    state.reduce(Intent::AskFor(id(2)));
    assert_eq!(state.target(), ServerSet::first(4), "S2 is a follower");
    assert!(state.notice.is_none() || state.notice == Some(Notice::Branched));
    state.reduce(Intent::Do(Act::Crash(id(2))));
    state.reduce(Intent::AskFor(id(2)));
    assert!(matches!(state.notice, Some(Notice::Cannot(_))), "{:?}", state.notice);
    press(&mut state, &["j", "j"]);
    assert_eq!(state.pane, Pane::Servers);
}

#[test]
fn servers_that_were_added_are_cut_off_and_restarted_like_the_others() {
    let mut state = board();
    state.reduce(Intent::AddServer);
    state.reduce(Intent::Isolate { server: id(4), cut: true });
    let cut = |state: &State, other| state.run.shot.scene.world.network().is_cut(id(4), id(other));
    assert!((1..=3).all(|other| cut(&state, other)));
    state.reduce(Intent::Do(Act::Crash(id(4))));
    state.reduce(Intent::RestartAll);
    assert!(state.run.shot.scene.world.is_up(id(4)));
}
