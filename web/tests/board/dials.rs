//! Dials, for the whole cluster and for a part of it.

use crate::harness::{board, id};
use cluster::{Act, DIALS, Dial, Link, Micros, Part, Span};
use web::state::Intent;

#[test]
fn a_dial_of_a_part_is_an_act_of_the_run_and_survives_in_its_script() {
    let mut state = board("free-play");
    let parts = [Part::Server(id(2)), Part::Link(Link { from: id(1), to: id(3), both: false })];
    let dials = [Dial::Disk(Span::from_ms(20, 40)), Dial::Loss(40)];
    for (part, dial) in parts.into_iter().zip(dials) {
        state.reduce(Intent::DialFor(Some(part)));
        assert_eq!(state.dialed, Some(part));
        state.reduce(Intent::Do(Act::TurnFor { part, dial }));
    }
    let world = &state.run.shot.scene.world;
    assert_eq!(world.dials().own().collect::<Vec<_>>(), parts.into_iter().zip(dials).collect::<Vec<_>>());
    let script = script::record(&state.run.story, state.run.at).text();
    assert!(script.contains("timing disk 20ms..40ms for S2"), "{script}");
    assert!(script.contains("timing loss 40% for S1->S3"), "{script}");
}

#[test]
fn what_is_read_for_a_part_is_its_own_setting_or_that_of_all() {
    let mut state = board("free-play");
    let part = Part::Server(id(2));
    let own = Dial::Heartbeat(Micros::from_ms(10));
    state.reduce(Intent::Do(Act::TurnFor { part, dial: own }));
    let dials = state.run.shot.scene.world.dials();
    for kind in DIALS {
        let (of_all, of_part) = (dials.get(kind, None), dials.get(kind, Some(part)));
        assert_eq!(of_part, if own.is_same_dial(of_all) { own } else { of_all }, "{}", kind.name);
        assert_eq!(dials.get(kind, Some(Part::Server(id(1)))), of_all, "{}", kind.name);
    }
}
