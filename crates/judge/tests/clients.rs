//! What clients may conclude, in runs whose outcome is known.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod common;

use common::Run;
use judge::{Fate, Judge, Request, Status};
use raft_core::Rule;
use script::{Story, parse, play};
use std::path::Path;

/// A request and its fate, in short: `y=2 S1 2/2: unknown, committed` (server, term/index).
fn told(judge: &Judge, request: &Request) -> String {
    let Fate { status, committed, replaced } = judge.fate(request);
    let status = match status {
        Status::Acknowledged { .. } => "acknowledged",
        Status::Unknown { awaited: true } => "awaited",
        Status::Unknown { awaited: false } => "unknown",
        Status::Superseded => "superseded",
    };
    let committed = if committed.is_some() { ", committed" } else { "" };
    let replaced = if replaced.is_some() { ", replaced" } else { "" };
    let Request { command, server, term, index, .. } = request;
    format!("{} {server} {term}/{index}: {status}{committed}{replaced}", command.as_str())
}

fn all(judge: &Judge) -> Vec<String> {
    judge.requests().map(|request| told(judge, &request)).collect()
}

fn figure_8() -> Story {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/figure-8.raft");
    play(parse(&std::fs::read_to_string(path).unwrap()).unwrap())
}

#[test]
fn the_clients_of_figure_8() {
    let story = figure_8();
    let first = "x=1 S3 1/1: acknowledged, committed";
    // S1 took y=2 in term 2 and crashed: whatever becomes of the entry, nobody tells this client.
    for (panel, others) in [
        ("a", &["y=2 S1 2/2: awaited"][..]),
        ("b", &["y=2 S1 2/2: unknown", "y=3 S5 3/2: awaited"]),
        ("c", &["y=2 S1 2/2: unknown", "y=3 S5 3/2: unknown", "z=4 S1 4/3: awaited"]),
        // Overwritten everywhere, and still nothing else is committed there.
        ("d", &["y=2 S1 2/2: unknown", "y=3 S5 3/2: unknown", "z=4 S1 4/3: unknown"]),
        (
            "d-broken",
            &[
                "y=2 S1 2/2: superseded, committed, replaced",
                "y=3 S5 3/2: unknown, committed",
                "z=4 S1 4/3: unknown",
            ],
        ),
        (
            "e",
            &[
                "y=2 S1 2/2: unknown, committed",
                "y=3 S5 3/2: superseded, replaced",
                "z=4 S1 4/3: acknowledged, committed",
            ],
        ),
    ] {
        let judge = story.timeline.scene(story.panel(panel).unwrap().moment).observer;
        let expected: Vec<&str> = [first].iter().chain(others).copied().collect();
        assert_eq!(all(&judge), expected, "{panel}");
        let lost: Vec<_> = judge.requests().filter(|r| judge.fate(r).is_lost()).collect();
        assert_eq!(lost.len(), usize::from(panel == "d-broken"), "{panel}");
    }
}

#[test]
fn a_leader_answers_when_it_has_applied_the_entry() {
    let mut run = Run::new(3);
    run.elect(1, &[2]);
    run.lose_all();
    run.request(1, "a=1");
    run.deliver(1, 2);
    assert_eq!(all(&run.judge), ["a=1 S1 1/1: awaited"]);
    run.deliver(2, 1);
    assert_eq!(all(&run.judge), ["a=1 S1 1/1: acknowledged, committed"]);
    assert_eq!(run.judge.requests().next().unwrap().acknowledged, Some(run.number));
    assert_eq!(run.world.server(raft_core::ServerId::new(1).unwrap()).unwrap().last_applied().0, 1);
}

#[test]
fn a_leader_that_crashes_before_it_answers_leaves_its_client_in_the_dark() {
    let mut run = Run::new(3);
    run.elect(1, &[2]);
    run.lose_all();
    run.request(1, "a=1");
    run.deliver(1, 2);
    // It commits and applies, and crashes before anything leaves (§5.5).
    run.deliver_and_crash(2, 1);
    assert_eq!(all(&run.judge), ["a=1 S1 1/1: unknown, committed"]);
    // Elected again, it applies the entry again and does not know the client any more.
    run.restart(1);
    run.elect(1, &[2]);
    run.request(1, "b=2");
    run.replicate(1, 2);
    assert_eq!(all(&run.judge), ["a=1 S1 1/1: unknown, committed", "b=2 S1 2/2: acknowledged, committed"]);
}

#[test]
fn a_deposed_leader_does_not_answer() {
    let mut run = Run::new(3);
    run.elect(1, &[2]);
    run.lose_all();
    run.request(1, "a=1");
    run.deliver(1, 2);
    run.lose_all();
    run.elect(2, &[3]);
    run.request(2, "b=2");
    run.replicate(2, 3);
    // S1 has not heard of term 2: it may answer for all that its client knows.
    assert_eq!(all(&run.judge), ["a=1 S1 1/1: awaited, committed", "b=2 S2 2/2: acknowledged, committed"]);
    run.replicate(2, 1);
    assert_eq!(all(&run.judge)[0], "a=1 S1 1/1: unknown, committed");
}

#[test]
fn another_entry_that_is_committed_there_supersedes_it() {
    let mut run = Run::new(3);
    run.elect(1, &[2]);
    run.lose_all();
    run.request(1, "a=1");
    run.lose_all();
    run.elect(2, &[3]);
    run.request(2, "b=2");
    run.replicate(2, 3);
    assert_eq!(all(&run.judge), ["a=1 S1 1/1: superseded, replaced", "b=2 S2 2/1: acknowledged, committed"]);
}

#[test]
fn without_the_election_restriction_an_acknowledged_request_is_lost() {
    let mut run = Run::new(3).without(Rule::ElectionRestriction);
    run.elect(1, &[2]);
    run.lose_all();
    run.request(1, "a=1");
    run.replicate(1, 2);
    run.lose_all();
    run.elect(3, &[2]);
    assert_eq!(all(&run.judge), ["a=1 S1 1/1: acknowledged, committed"]);
    run.request(3, "b=2");
    run.replicate(3, 2);
    assert_eq!(
        all(&run.judge),
        ["a=1 S1 1/1: acknowledged, committed, replaced", "b=2 S3 2/1: acknowledged, committed"]
    );
    assert!(run.judge.fate(&run.judge.requests().next().unwrap()).is_lost());
}

#[test]
fn a_leader_that_is_a_majority_by_itself_answers_at_once() {
    let mut run = Run::new(1);
    run.elect(1, &[]);
    run.request(1, "a=1");
    assert_eq!(all(&run.judge), ["a=1 S1 1/1: acknowledged, committed"]);
}
