//! The scenarios of §6 against tables that are typed from the paper: Figures 10 and 11, and what §6 says
//! of the joint phase, of a leader that leaves, of new servers and of removed ones.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use cluster::{Scene, World};
use judge::{Judge, Property, Transition};
use raft_core::{Configuration, Server, ServerSet};
use script::{Story, parse, play, scenario};

fn story(slug: &str) -> Story {
    play(parse(scenario(slug).unwrap().text).unwrap_or_else(|error| panic!("{slug}: {error}")))
}

fn scene(story: &Story, panel: &str) -> Scene<Judge> {
    story.timeline.scene(story.panel(panel).unwrap_or_else(|| panic!("no panel {panel}")).moment)
}

/// `1 2 3`
fn numbers(servers: ServerSet) -> String {
    let numbers: Vec<String> = servers.iter().map(|server| server.number().to_string()).collect();
    numbers.join(" ")
}

/// What a server goes by: `C_old`, `C_old,new` or `C_new` of the change that a table is about. A server that no
/// entry told of the change has C_old, one that is in no set of it as well.
fn used(world: &World, server: &Server, [old, new]: [&str; 2]) -> &'static str {
    let Configuration { voters, next } = server.configuration(world.rules());
    match (numbers(voters), next.map(numbers)) {
        (voters, None) if voters == old => "C_old",
        (voters, None) if voters == new => "C_new",
        (voters, Some(next)) if voters == old && next == new => "C_old,new",
        other => panic!("{}: {other:?}", server.id()),
    }
}

/// Who is up: what a server that is down goes by decides nothing.
fn row(world: &World, sets: [&str; 2]) -> Vec<String> {
    let cell = |server: &Server| {
        let used = used(world, server, sets);
        if world.is_up(server.id()) { used.to_owned() } else { format!("({used})") }
    };
    world.servers().iter().map(cell).collect()
}

/// A scenario, C_old and C_new, and the configuration of each server at its panels; in brackets: it is down.
type Table = (&'static str, [&'static str; 2], &'static [(&'static str, &'static [&'static str])]);

const TABLES: &[Table] = &[
    // "each server makes the switch at its own time": S1 and S2 decide by C_old, S3, S4 and S5 by C_new
    // (Figure 10). In the joint phase S1 and S2 do not know of it yet.
    (
        "figure-10",
        ["1 2 3", "1 2 3 4 5"],
        &[
            ("three", &["C_old", "C_old", "C_old", "C_old", "C_old"]),
            ("switched", &["C_old", "C_old", "C_new", "C_new", "C_new"]),
            ("two-leaders", &["C_old", "C_old", "C_new", "C_new", "C_new"]),
            ("both-halves", &["C_old", "C_old", "C_old,new", "C_old,new", "C_old,new"]),
        ],
    ),
    // "Once a given server adds the new configuration entry to its log, it uses that configuration for all
    // future decisions (... regardless of whether the entry is committed)."
    (
        "figure-11",
        ["1 2 3", "1 2 3 4 5"],
        &[
            ("old", &["C_old", "C_old", "C_old", "C_old", "C_old"]),
            ("created", &["C_old,new", "C_old", "C_old", "C_old", "C_old"]),
            ("half", &["C_old,new", "C_old", "C_old", "C_old,new", "C_old,new"]),
            ("joint", &["C_new", "C_old,new", "C_old", "C_old,new", "C_old,new"]),
            ("new", &["C_new", "C_new", "C_new", "C_new", "C_new"]),
        ],
    ),
    // "If the leader crashes, a new leader may be chosen under either C_old or C_old,new, depending on whether
    // the winning candidate has received C_old,new."
    (
        "joint-crash",
        ["1 2 3", "1 2 3 4 5"],
        &[
            ("crashed", &["(C_old,new)", "C_old", "C_old", "C_old,new", "C_old,new"]),
            ("returns", &["C_old,new", "C_old", "C_old", "C_old,new", "C_old,new"]),
            ("rolled-back", &["C_old", "C_old", "C_old", "C_old,new", "C_old,new"]),
            ("waits", &["(C_old,new)", "C_old,new", "C_old,new", "C_old,new", "C_old,new"]),
            ("goes-on", &["(C_old,new)", "C_new", "C_new", "C_new", "C_new"]),
        ],
    ),
    // "the cluster leader may not be part of the new configuration": it manages the cluster without itself until
    // C_new is committed.
    (
        "self-removal",
        ["1 2", "2 3"],
        &[
            ("outside", &["C_new", "C_old,new", "C_old,new"]),
            ("leaves", &["C_new", "C_new", "C_new"]),
            ("stuck", &["C_new", "C_old,new", "C_old,new"]),
            ("elected", &["C_new", "C_old,new", "C_old,new"]),
            ("done", &["C_new", "C_new", "C_new"]),
        ],
    ),
    // "new servers join the cluster as non-voting members": C_old counts until they have caught up.
    (
        "catch-up",
        ["1 2 3", "1 2 3 4 5"],
        &[
            ("start", &["C_old", "C_old", "(C_old)", "C_old", "C_old"]),
            ("at-once", &["C_old,new", "C_old,new", "(C_old)", "C_old", "C_old"]),
            ("catching-up", &["C_old", "C_old", "(C_old)", "C_old", "C_old"]),
            ("begun", &["C_old,new", "C_old", "(C_old)", "C_old", "C_old,new"]),
        ],
    ),
    // "removed servers (those not in C_new) ... will not receive heartbeats".
    (
        "removed-servers",
        ["1 2 3 4", "1 2 3"],
        &[
            ("removing", &["C_new", "C_old,new", "C_old,new", "C_old"]),
            ("removed", &["C_new", "C_new", "C_new", "C_old"]),
            ("disturbed", &["C_new", "C_new", "C_new", "C_old"]),
            ("disregarded", &["C_new", "C_new", "C_new", "C_old"]),
        ],
    ),
];

#[test]
fn each_server_goes_by_the_latest_configuration_in_its_own_log() {
    for (slug, sets, panels) in TABLES {
        let story = story(slug);
        for (panel, expected) in *panels {
            assert_eq!(row(&scene(&story, panel).world, *sets), *expected, "{slug}, panel {panel}");
        }
    }
}

/// Figure 11 at a panel: `created` is dashed, `committed` solid.
fn span(transition: Option<&Transition>) -> [&'static str; 3] {
    let Some(transition) = transition else { return ["–", "–", "C_old"] };
    let state = |entry: Option<judge::Milestones>| match entry {
        None => "–",
        Some(entry) if entry.committed.is_some() => "committed",
        Some(_) => "created",
    };
    let alone = match (transition.old_until, transition.new_from()) {
        (None, None) => "C_old",
        (Some(_), None) => "both together",
        (Some(_), Some(_)) => "C_new",
        (None, Some(_)) => "C_old and C_new",
    };
    [state(transition.joint), state(transition.next), alone]
}

/// A panel, C_old,new and C_new, and who can decide alone.
type Spans = (&'static str, [&'static str; 3]);

/// Figure 11 itself, and the same lines for the other changes. "C_old can
/// make decisions alone" until C_old,new is committed, "C_new can make decisions alone" from when its entry is
/// created, and "there is no point in time at which C_old and C_new can both make decisions independently".
const FIGURE_11: &[(&str, &[Spans])] = &[
    (
        "figure-11",
        &[
            ("old", ["–", "–", "C_old"]),
            ("created", ["created", "–", "C_old"]),
            ("half", ["created", "–", "C_old"]),
            ("joint", ["committed", "created", "C_new"]),
            ("new", ["committed", "committed", "C_new"]),
        ],
    ),
    (
        "joint-crash",
        &[
            ("crashed", ["created", "–", "C_old"]),
            ("rolled-back", ["created", "–", "C_old"]),
            ("waits", ["created", "–", "C_old"]),
            ("goes-on", ["committed", "committed", "C_new"]),
        ],
    ),
    (
        "self-removal",
        &[
            ("outside", ["committed", "created", "C_new"]),
            ("leaves", ["committed", "committed", "C_new"]),
            ("stuck", ["committed", "created", "C_new"]),
            ("done", ["committed", "committed", "C_new"]),
        ],
    ),
    (
        "removed-servers",
        &[("removing", ["committed", "created", "C_new"]), ("removed", ["committed", "committed", "C_new"])],
    ),
];

#[test]
fn c_old_decides_alone_until_the_joint_one_is_committed_and_c_new_from_its_creation() {
    for (slug, panels) in FIGURE_11 {
        let story = story(slug);
        for (panel, expected) in *panels {
            let scene = scene(&story, panel);
            assert_eq!(span(scene.observer.transitions().last()), *expected, "{slug}, panel {panel}");
            assert_eq!(scene.observer.violations(), [], "{slug}, panel {panel}");
        }
    }
}

/// "it is possible for two different leaders to be elected for the same term, one with a majority of the old
/// configuration (C_old) and another with a majority of the new configuration (C_new)" (§6).
#[test]
fn figure_10_has_two_disjoint_majorities_and_two_leaders_of_one_term() {
    let story = story("figure-10");
    for (panel, leaders) in [("switched", &[][..]), ("two-leaders", &[(1, 2), (4, 2)])] {
        let scene = scene(&story, panel);
        let apart = scene.observer.two_deciders_now().filter(|deciders| deciders.apart).unwrap();
        assert_eq!(apart.disjoint_majorities().map(numbers), ["1 2", "3 4 5"], "panel {panel}");
        let of_term_2 = scene.world.servers().iter().filter(|server| server.is_leader());
        let of_term_2 = of_term_2.map(|server| (server.id().number(), server.current_term().0));
        let found: Vec<(u8, u32)> = of_term_2.filter(|(_, term)| *term == 2).collect();
        assert_eq!(found, leaders, "panel {panel}");
    }
    let broken: Vec<Property> =
        scene(&story, "two-leaders").observer.violations().iter().map(|broken| broken.property).collect();
    assert_eq!(broken, [Property::ElectionSafety]);
    let joint = scene(&story, "both-halves");
    assert!(joint.observer.two_deciders_now().is_none_or(|deciders| !deciders.apart));
    assert_eq!(joint.observer.violations(), []);
}
