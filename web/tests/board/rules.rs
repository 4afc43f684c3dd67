//! A rule's scenario on the board: from the rules to it, to the moment, and back to the rule.

use crate::harness::{Disk, Page, board, panel};
use judge::Property;
use narration::Language;
use raft_core::{Rule, ServerId};
use web::lit::Lit;
use web::state::{Intent, NodeKind, Pane, Run, State, Strip};

fn broken(state: &State) -> Vec<Property> {
    let violations = state.run.shot.scene.observer.violations();
    violations.iter().map(|violation| violation.property).collect()
}

fn open_at(rule: Rule, name: &str) -> Intent {
    Intent::OpenAt(script::rule_scenario(rule).slug, name.to_owned())
}

#[test]
fn each_rule_opens_with_it_and_without_it() {
    let mut state = board("hello");
    for rule in Rule::ALL {
        state.reduce(Intent::ShowRule(*rule));
        assert_eq!((state.pane, state.rule), (Pane::Rules, Some(*rule)));
        for name in ["on", "off"] {
            state.reduce(open_at(*rule, name));
            assert_eq!((panel(&state), state.pane, state.run.rule()), (name, Pane::Lesson, Some(*rule)));
            assert_eq!(state.run.shot.scene.world.rules().has(*rule), name == "on", "{}", rule.name());
            assert!(state.run.in_lesson() && state.run.is_here(state.run.panel_named(name).unwrap()));
        }
    }
}

#[test]
fn a_rule_closes_where_it_was_opened() {
    let mut state = board("hello");
    state.reduce(Intent::ShowRule(Rule::Retry));
    state.reduce(Intent::ShowRule(Rule::PersistLog));
    assert_eq!((state.pane, state.rule), (Pane::Rules, Some(Rule::PersistLog)));
    state.reduce(Intent::ShowRule(Rule::PersistLog));
    assert_eq!((state.pane, state.rule), (Pane::Rules, None));
    // From elsewhere it opens, even if it was open before.
    state.reduce(Intent::ShowRule(Rule::PersistLog));
    state.reduce(Intent::Close);
    state.reduce(Intent::ShowRule(Rule::PersistLog));
    assert_eq!((state.pane, state.rule), (Pane::Rules, Some(Rule::PersistLog)));
}

#[test]
fn the_strip_forks_at_the_beginning() {
    let state = board("rule-one-vote-per-term");
    let strip = Strip::of(&state.run, None);
    let name = |place: usize| match &strip.nodes[place].kind {
        NodeKind::Panel(name) => name.as_str(),
        NodeKind::Branch(_) => "",
    };
    let nodes: Vec<(&str, Option<&str>)> =
        (0..strip.nodes.len()).map(|place| (name(place), strip.nodes[place].parent.map(name))).collect();
    let expected = [("start", None), ("on", Some("start")), ("off", Some("start")), ("lost", Some("off"))];
    assert_eq!(nodes, expected);
    assert!(strip.nodes.iter().all(|node| !node.hidden));
    let alarms: Vec<bool> = strip.nodes.iter().map(|node| node.alarm).collect();
    assert_eq!(alarms, [false, false, true, true]);
}

#[test]
fn from_a_violation_to_the_moment_with_its_evidence_and_to_the_rule() {
    let mut state = board("hello");
    state.reduce(open_at(Rule::OneVotePerTerm, "lost"));
    assert_eq!(
        broken(&state),
        [
            Property::ElectionSafety,
            Property::LogMatching,
            Property::LeaderCompleteness,
            Property::StateMachineSafety
        ]
    );
    state.reduce(Intent::Show(Pane::Properties));
    let first = state.run.shot.scene.observer.violations()[0].event;
    state.reduce(Intent::Jump(cluster::Moment { event: first, ..state.run.at }));
    // The evidence stays beside the moment; anywhere else it gives way to the lesson.
    assert_eq!(
        (state.run.at.event, state.pane, broken(&state)),
        (first, Pane::Properties, vec![Property::ElectionSafety])
    );
    state.reduce(Intent::ShowRule(Rule::OneVotePerTerm));
    assert_eq!(
        (state.pane, state.rule, state.run.at.event),
        (Pane::Rules, Some(Rule::OneVotePerTerm), first)
    );
    state.reduce(Intent::Show(Pane::Properties));
    state.reduce(Intent::ToStart);
    assert_eq!((state.pane, state.rule), (Pane::Lesson, None));
}

#[test]
fn within_the_scenario_it_is_a_jump_and_what_was_done_stays() {
    let mut state = board("rule-persist-log");
    state.reduce(open_at(Rule::PersistLog, "start"));
    state.reduce(Intent::Do(cluster::Act::Crash(ServerId::new(1).unwrap())));
    let branches = state.run.story.timeline.branches().count();
    state.reduce(open_at(Rule::PersistLog, "off"));
    assert_eq!((state.run.story.timeline.branches().count(), panel(&state)), (branches, "off"));
    // From another lesson, too.
    let mut page = Page { state, disk: Disk::default() };
    page.wants(Intent::Open("hello"));
    page.wants(open_at(Rule::PersistLog, "on"));
    let state = page.state;
    assert_eq!((state.run.story.timeline.branches().count(), panel(&state)), (branches, "on"));
    // And a link leads there.
    let link = state.run.link(Language::English).unwrap();
    assert_eq!(link, "s=rule-persist-log@1&at=on&lang=en");
    assert_eq!(Run::of_link(&link).run.map(|run| run.at), Some(state.run.at));
}

#[test]
fn the_lesson_of_a_rule_lights_up_what_broke_without_it() {
    let mut state = board("hello");
    let lit = |state: &State| {
        let lit = Lit::of(state);
        (1..=3).filter(|number| lit.server(ServerId::new(*number).unwrap()).is_some()).collect::<Vec<u8>>()
    };
    state.reduce(open_at(Rule::OneVotePerTerm, "off"));
    assert_eq!(lit(&state), [1, 2]);
    state.reduce(open_at(Rule::OneVotePerTerm, "on"));
    assert_eq!(lit(&state), Vec::<u8>::new());
}
