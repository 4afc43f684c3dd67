//! The scenarios play, and show what the paper says. The tables are typed from the paper (and, for
//! what its Figure 8 leaves out, from a run that gives exactly its panels), not recorded.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use cluster::{Cause, Moment, Scene};
use judge::{Judge, Property};
use raft_core::{Decision, Role, ServerId, Verb, VoteRefusal};
use script::{SCENARIOS, Story, parse, play, print, scenario};

fn story(slug: &str) -> Story {
    let script = parse(scenario(slug).unwrap().text).unwrap_or_else(|error| panic!("{slug}: {error}"));
    play(script)
}

fn scene(story: &Story, panel: &str) -> Scene<Judge> {
    story.timeline.scene(story.panel(panel).unwrap().moment)
}

/// A server at a panel: `1 2 4` and `4/S1 (0)`; a server that is down has no commitIndex to show.
fn cells(scene: &Scene<Judge>) -> Vec<(String, String)> {
    let world = &scene.world;
    let cell = |server: &raft_core::Server| {
        let terms: Vec<String> = server.log().entries().iter().map(|entry| entry.term.to_string()).collect();
        let vote = server.voted_for().map_or("–".to_owned(), |server| server.to_string());
        let state = format!("{}/{vote}", server.current_term());
        let state = if world.is_up(server.id()) {
            format!("{state} ({})", server.commit_index())
        } else {
            format!("down {state}")
        };
        (terms.join(" "), state)
    };
    world.servers().iter().map(cell).collect()
}

#[test]
fn every_scenario_plays_without_a_finding_and_is_canonical() {
    for scenario in SCENARIOS {
        let story = story(scenario.slug);
        let findings: Vec<String> = story.findings.iter().map(ToString::to_string).collect();
        assert_eq!(story.error, None, "{}", scenario.slug);
        assert_eq!(findings, [""; 0], "{}", scenario.slug);
        assert_eq!(story.script.header.title.as_str(), scenario.slug);
        assert_eq!(print(&story.script), scenario.text, "{}", scenario.slug);
    }
}

/// Panel, logs, currentTerm/votedFor (commitIndex), the leader and its term.
type Panel = (&'static str, [&'static str; 5], [&'static str; 5], Option<(u8, u32)>);

const FIGURE_8: [Panel; 5] = [
    (
        "a",
        ["1 2", "1 2", "1", "1", "1"],
        ["2/S1 (1)", "2/S1 (1)", "2/S1 (1)", "2/S1 (1)", "2/S1 (1)"],
        Some((1, 2)),
    ),
    (
        "b",
        ["1 2", "1 2", "1", "1", "1 3"],
        ["down 2/S1", "3/– (1)", "3/S5 (1)", "3/S5 (1)", "3/S5 (1)"],
        Some((5, 3)),
    ),
    (
        "c",
        ["1 2 4", "1 2", "1 2", "1", "1 3"],
        ["4/S1 (0)", "4/S1 (1)", "4/S1 (1)", "3/S5 (1)", "down 3/S5"],
        Some((1, 4)),
    ),
    (
        "d",
        ["1 3", "1 3", "1 3", "1 3", "1 3"],
        ["5/– (0)", "5/S5 (1)", "5/S5 (1)", "5/S5 (1)", "5/S5 (0)"],
        Some((5, 5)),
    ),
    (
        "e",
        ["1 2 4", "1 2 4", "1 2 4", "1", "1 3"],
        ["4/S1 (3)", "4/S1 (1)", "4/S1 (1)", "3/S5 (1)", "down 3/S5"],
        Some((1, 4)),
    ),
];

#[test]
fn figure_8_has_exactly_the_papers_panels() {
    let story = story("figure-8");
    for (panel, logs, states, leader) in FIGURE_8 {
        let scene = scene(&story, panel);
        let (actual_logs, actual_states): (Vec<String>, Vec<String>) = cells(&scene).into_iter().unzip();
        assert_eq!(actual_logs, logs, "logs in panel {panel}");
        assert_eq!(actual_states, states, "terms, votes and commit indexes in panel {panel}");
        let actual = scene.world.leader().map(|leader| (leader.id().number(), leader.current_term().0));
        assert_eq!(actual, leader, "leader in panel {panel}");
        assert!(scene.observer.violations().is_empty(), "panel {panel} is safe");
        assert!(scene.world.is_raft(), "panel {panel} is Raft");
    }
}

#[test]
fn panel_c_is_pinned_while_the_answer_that_decides_is_under_way() {
    let story = story("figure-8");
    let scene = scene(&story, "c");
    let under_way: Vec<String> = scene
        .world
        .network()
        .messages()
        .iter()
        .map(|e| {
            let kind = script::select::kind_of(&e.message).name();
            format!("{kind} {}->{} {}", e.id.from, e.id.to, e.message.entries().len())
        })
        .collect();
    let expected = ["reply S3->S1 0", "AppendEntries S1->S2 1", "AppendEntries S1->S3 2"];
    assert_eq!(under_way, expected);
    let is_asked = |cue: &&script::Cue| matches!(&cue.kind, script::CueKind::Ask { key, .. } if key.as_str() == "may-s1-commit");
    let ask = story.cues.iter().find(is_asked).unwrap();
    assert_eq!(ask.moment, story.panel("c").unwrap().moment);
    for panel in ["d", "d-broken", "e"] {
        let branch = story.timeline.branch(story.panel(panel).unwrap().moment.branch);
        assert_eq!(branch.parent(), Some(ask.moment), "{panel} begins at c");
    }
}

/// Campaigns that are lost: who stood, in which term, who voted for it.
fn lost_campaigns(story: &Story, branch: &str) -> Vec<(ServerId, u32)> {
    let branch = story.timeline.branch_named(branch).unwrap();
    let mut stood: Vec<(ServerId, u32)> = Vec::new();
    story.timeline.replay(story.timeline.tip(branch), |_, _, _, event, _, _| {
        for decision in &event.decisions {
            match (event.server(), decision) {
                (Some(server), Decision::Stood { term, .. }) => stood.push((server, term.0)),
                (Some(server), Decision::BecameLeader { term, .. }) => {
                    stood.retain(|campaign| *campaign != (server, term.0));
                }
                _ => {}
            }
        }
    });
    stood
}

#[test]
fn the_lost_campaigns_are_in_the_trace() {
    let story = story("figure-8");
    let (s1, s5) = (ServerId::new(1).unwrap(), ServerId::new(5).unwrap());
    assert_eq!(lost_campaigns(&story, "main"), [(s1, 3)]);
    assert_eq!(lost_campaigns(&story, "d"), [(s1, 3), (s5, 4)]);
    assert_eq!(lost_campaigns(&story, "d-broken"), [(s1, 3), (s5, 4)]);
    assert_eq!(lost_campaigns(&story, "e"), [(s1, 3), (s5, 4), (s5, 5)]);
}

#[test]
fn in_e_the_log_alone_decides_the_second_campaign() {
    let story = story("figure-8");
    let branch = story.timeline.branch_named("e").unwrap();
    let mut refusals = Vec::new();
    story.timeline.replay(story.timeline.tip(branch), |number, _, _, event, _, _| {
        for decision in &event.decisions {
            if let Decision::RefusedVote { refusal: VoteRefusal::LogBehind { mine, theirs }, .. } = decision {
                refusals.push((number, event.server().unwrap().number(), mine.term.0, theirs.term.0));
            }
        }
    });
    let last: Vec<(u8, u32, u32)> = refusals.iter().rev().take(2).map(|r| (r.1, r.2, r.3)).collect();
    assert_eq!(last, [(3, 4, 3), (2, 4, 3)]);
}

#[test]
fn without_the_rule_a_committed_entry_is_lost() {
    let story = story("figure-8");
    let panel = story.panel("d-broken").unwrap();
    assert_eq!(panel.label(), Some("d′"));
    let scene = scene(&story, "d-broken");
    let broken: Vec<Property> = scene.observer.violations().iter().map(|v| v.property).collect();
    assert_eq!(broken, [Property::LeaderCompleteness, Property::StateMachineSafety]);
    assert!(!scene.world.is_raft());

    let at = |place: usize| {
        let event = scene.observer.violations()[place].event;
        story.timeline.scene(Moment { event, ..panel.moment })
    };
    // Leader Completeness breaks when S5 has its second vote of term 5, that is a majority.
    let election = at(0);
    assert!(election.event.decisions.iter().any(|decision| decision.verb() == Verb::Won));
    assert_eq!(election.world.term().0, 5);
    let Cause::Delivered { envelope, .. } = &election.event.cause else { panic!("a vote arrives") };
    assert_eq!((envelope.id.from.number(), envelope.id.to.number()), (3, 5));
    // State Machine Safety breaks when S5 applies y←3 where S1 had applied y←2 before its crash.
    let applied = at(1);
    assert_eq!(applied.event.server().map(ServerId::number), Some(5));
    assert_eq!(applied.event.applied.last().map(|(index, entry)| (index.0, entry.term.0)), Some((2, 3)));
}

#[test]
fn hello_keeps_what_was_committed() {
    let story = story("hello");
    let names: Vec<&str> = story.panels().map(|cue| cue.name().unwrap().as_str()).collect();
    assert_eq!(names, ["start", "elected", "replicated", "crashed", "new-leader"]);
    let scene = scene(&story, "new-leader");
    let logs: Vec<String> = cells(&scene).into_iter().map(|(log, _)| log).collect();
    assert_eq!(logs, ["1 1 1"; 5]);
    assert_eq!(scene.world.leader().map(|leader| leader.current_term().0), Some(2));
}

/// What the leader thinks of a follower: nextIndex and matchIndex.
fn progress(scene: &Scene<Judge>, follower: u8) -> (u32, u32) {
    let follower = ServerId::new(follower).unwrap();
    match scene.world.leader().unwrap().role() {
        Role::Leader { next_index, match_index, .. } => (next_index[follower].0, match_index[follower].0),
        role => panic!("{role:?}"),
    }
}

#[test]
fn in_replication_next_index_is_a_guess_and_match_index_is_not() {
    let story = story("replication");
    for (panel, expected) in [("new-leader", (3, 0)), ("repaired", (1, 0)), ("again", (3, 2))] {
        assert_eq!(progress(&scene(&story, panel), 5), expected, "{panel}");
    }
}

/// The paper's Figure 7: the leader of term 8 and the followers (a) to (f).
const FIGURE_7: [&str; 7] = [
    "1 1 1 4 4 5 5 6 6 6",
    "1 1 1 4 4 5 5 6 6",
    "1 1 1 4",
    "1 1 1 4 4 5 5 6 6 6 6",
    "1 1 1 4 4 5 5 6 6 6 7 7",
    "1 1 1 4 4 4 4",
    "1 1 1 2 2 2 3 3 3 3 3",
];

#[test]
fn figure_7_has_exactly_the_papers_logs() {
    let story = story("figure-7");
    for panel in ["term-7", "elected"] {
        let logs: Vec<String> = cells(&scene(&story, panel)).into_iter().map(|(log, _)| log).collect();
        assert_eq!(logs, FIGURE_7, "{panel}");
    }
    let elected = scene(&story, "elected");
    assert_eq!(
        elected.world.leader().map(|leader| (leader.id().number(), leader.current_term().0)),
        Some((1, 8))
    );
    (2..=7).for_each(|follower| assert_eq!(progress(&elected, follower), (11, 0)));
}

#[test]
fn in_figure_7_the_leader_goes_back_by_one_at_each_refusal() {
    let story = story("figure-7");
    let elected = story.panel("elected").unwrap().moment;
    let (mut refusals, mut deleted) = ([0; 8], [0; 8]);
    story.timeline.replay(story.panel("one-log").unwrap().moment, |number, _, _, event, _, _| {
        let Some(server) = event.server().filter(|_| number > elected.event) else { return };
        for decision in &event.decisions {
            match decision {
                Decision::RejectedEntries { .. } => refusals[usize::from(server.number())] += 1,
                Decision::Truncated { first, last, .. } => {
                    deleted[usize::from(server.number())] += last.0 - first.0 + 1;
                }
                _ => {}
            }
        }
    });
    assert_eq!(refusals, [0, 0, 1, 6, 0, 0, 5, 7]);
    assert_eq!(deleted, [0, 0, 0, 0, 1, 2, 2, 8]);
}

#[test]
fn free_play_elects_a_leader_by_itself() {
    let text = format!("{}run until leader S1 within 10s\n", scenario("free-play").unwrap().text);
    let someone = (1..=5).any(|number| {
        let text = text.replace("leader S1", &format!("leader S{number}"));
        play(parse(&text).unwrap()).error.is_none()
    });
    assert!(someone);
}
