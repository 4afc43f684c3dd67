//! What is told of configurations (§6), in the runs of Figures 10 and 11 and where there is nothing to tell.

use crate::harness::{board_at, id};
use narration::Language;
use raft_core::{Configuration, ServerSet};
use web::membership::{self, Name, Plate};
use web::state::{Intent, Run, Settings, State};

/// Three servers become five by joint consensus, and at once.
const FIGURE_11: &str = include_str!("../../../scenarios/figure-11.raft");
const FIGURE_10: &str = include_str!("../../../scenarios/figure-10.raft");

/// The board with this script, at one of its panels.
fn script_at(script: &str, panel: &str) -> State {
    let run = Run::of_script(script).expect("a script");
    let at = run.panel_named(panel).expect("a panel");
    let mut state = State::new(Settings::first(Language::English, true), run);
    state.reduce(Intent::Jump(at));
    state
}

/// The plates of S1 to S5, as they are read: `on|on` is in both sets.
fn plates(state: &State) -> String {
    let world = &state.run.shot.scene.world;
    let side = |inside: bool| if inside { "on" } else { "-" };
    let newest = membership::newest(world);
    let plate = |server: &raft_core::Server| match membership::plate(newest, server.id()) {
        Plate::Joint { old, new } => format!("{}|{}", side(old), side(new)),
        Plate::Votes => "votes".to_owned(),
        Plate::NoVote => "no".to_owned(),
    };
    world.servers().iter().map(plate).collect::<Vec<_>>().join(" ")
}

/// By which configuration each server goes: that of its own log.
fn names(state: &State) -> String {
    let world = &state.run.shot.scene.world;
    let name = |server| membership::name_at(world, server).map_or("-", Name::below);
    world.servers().iter().map(name).collect::<Vec<_>>().join(" ")
}

#[test]
fn figure_11_is_told_server_by_server() {
    let expected = [
        ("old", "votes votes votes no no", "- - - - -"),
        ("created", "on|on on|on on|on -|on -|on", "old,new old old - -"),
        ("half", "on|on on|on on|on -|on -|on", "old,new old old old,new old,new"),
        ("joint", "votes votes votes votes votes", "new old,new old old,new old,new"),
        ("new", "votes votes votes votes votes", "new new new new new"),
    ];
    for (panel, shown, own) in expected {
        let state = script_at(FIGURE_11, panel);
        assert_eq!((panel, plates(&state).as_str(), names(&state).as_str()), (panel, shown, own));
    }
}

#[test]
fn without_the_joint_phase_two_configurations_stand_beside_each_other() {
    let state = script_at(FIGURE_10, "switched");
    assert_eq!(names(&state), "old old new new new");
}

#[test]
fn new_servers_are_said_to_catch_up_until_the_change_begins() {
    let mut state = script_at(FIGURE_11, "old");
    let waits = |state: &State| membership::catches_up(&state.run.shot.scene.world, id(4));
    assert!(!waits(&state));
    state.reduce(Intent::Forward);
    assert!(waits(&state));
    assert!(!waits(&script_at(FIGURE_11, "created")));
}

#[test]
fn a_run_with_one_configuration_says_nothing_of_it() {
    let is_shown = |state: State| membership::is_shown(&state.run.shot.scene.world);
    assert!(!is_shown(board_at("figure-8", "a")));
    // There are spare servers.
    assert!(is_shown(script_at(FIGURE_11, "old")));
}

#[test]
fn etcd_writes_the_new_set_first() {
    let first = ServerSet::first;
    let joint = Configuration { voters: first(3), next: Some(first(5)) };
    assert_eq!(membership::in_etcd(joint, ServerSet::EMPTY), "voters=(1 2 3 4 5)&&(1 2 3)");
    let waiting = [id(4), id(5)].into_iter().collect();
    assert_eq!(membership::in_etcd(Configuration::of(first(3)), waiting), "voters=(1 2 3) learners=(4 5)");
}
