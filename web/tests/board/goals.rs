//! Trying to break a property: out of reach with every rule on, and in reach without one.

use crate::harness::{Disk, Page, board, id};
use cluster::{Act, MessageId};
use judge::Property;
use narration::Language;
use raft_core::{Decision, Rule};
use script::{GOALS, goal};
use web::state::{Intent, Pane, Run, Saved, State};

fn act(state: &mut State, act: Act) {
    let what = format!("{act:?}");
    state.reduce(Intent::Do(act));
    assert_eq!(state.notice.as_ref().filter(|notice| notice.is_trouble()), None, "{what}");
}

/// Delivers the oldest message of a link.
fn deliver(state: &mut State, from: u8, to: u8) {
    let messages = state.run.shot.scene.world.network().messages();
    let on_link = |id: &MessageId| (id.from, id.to) == (crate::harness::id(from), crate::harness::id(to));
    let found = messages.iter().map(|envelope| envelope.id).find(on_link).expect("something is on the link");
    act(state, Act::Deliver(found));
}

/// Two candidates ask the same voter.
fn two_ask_one(state: &mut State) {
    act(state, Act::Timeout(id(1)));
    act(state, Act::Timeout(id(2)));
    for (from, to) in [(1, 3), (2, 3), (3, 1), (3, 2)] {
        deliver(state, from, to);
    }
}

fn reached(state: &State, property: Property) -> Option<u32> {
    assert_eq!(state.run.goal().map(|goal| goal.property), Some(property));
    state.run.broken_in()
}

#[test]
fn two_leaders_in_a_term_are_six_moves_away_without_one_vote_a_term_and_refused_with_it() {
    let mut state = board(goal(Property::ElectionSafety).scenario.slug);
    assert_eq!((state.run.moves(state.run.at), state.run.obstacle()), (0, None));
    two_ask_one(&mut state);
    assert_eq!((state.run.moves(state.run.at), reached(&state, Property::ElectionSafety)), (6, None));
    // S2 was told no by S3, which has voted for S1.
    let obstacle = state.run.obstacle().expect("something stood in the way");
    assert_eq!(
        (obstacle.server, obstacle.moment.event, obstacle.decision.rule()),
        (id(3), 4, Some(Rule::OneVotePerTerm))
    );
    assert!(matches!(obstacle.decision, Decision::RefusedVote { .. }));

    state.reduce(Intent::Try(Some(Rule::OneVotePerTerm)));
    assert_eq!((state.run.moves(state.run.at), state.pane), (0, Pane::Lesson));
    two_ask_one(&mut state);
    assert_eq!(reached(&state, Property::ElectionSafety), Some(6));
    // The way back leads to the attempt before the last move; the first attempt is still there.
    state.reduce(Intent::Undo);
    assert_eq!((reached(&state, Property::ElectionSafety), state.run.moves(state.run.at)), (None, 5));
    assert_eq!(state.run.story.timeline.branches().count(), 3);
}

/// What happens in a rule's scenario up to a panel, as a person would do it. The rule stays off.
fn follow(state: &mut State, rule: Rule, panel: &str) -> bool {
    let scenario = Run::of_scenario(script::rule_scenario(rule).slug).expect("a scenario");
    let Some(at) = scenario.panel_named(panel) else { return false };
    let acts: Vec<Act> =
        scenario.story.timeline.actions_to(at).into_iter().map(|action| action.act.clone()).collect();
    for one in acts.into_iter().filter(|one| !matches!(one, Act::Switch { .. })) {
        act(state, one);
    }
    true
}

#[test]
fn each_goal_is_reached_without_each_of_its_rules() {
    for found in &GOALS {
        for rule in found.without {
            let tried = ["off", "lost"].iter().any(|panel| {
                let mut state = board(found.scenario.slug);
                state.reduce(Intent::Try(Some(*rule)));
                follow(&mut state, *rule, panel)
                    && reached(&state, found.property).is_some_and(|moves| moves > 0)
            });
            assert!(tried, "{} without {}", found.property.name(), rule.name());
        }
    }
}

#[test]
fn an_attempt_is_a_run_like_any_other() {
    let mut state = board(goal(Property::ElectionSafety).scenario.slug);
    state.reduce(Intent::Try(Some(Rule::OneVotePerTerm)));
    two_ask_one(&mut state);
    let saved = Saved::of(&state.run, None).write();
    let back = Saved::read(&saved).expect("a session").into_run().expect("a session");
    assert_eq!(back.goal().map(|goal| goal.property), Some(Property::ElectionSafety));
    assert!(back.shot.scene.observer.violation(Property::ElectionSafety).is_some());
    // It is stored while something else is on the board, and has a link.
    let mut page = Page { state, disk: Disk::default() };
    page.wants(Intent::Open("hello"));
    assert!(page.state.run.goal().is_none());
    page.wants(Intent::Open(goal(Property::ElectionSafety).scenario.slug));
    let state = page.state;
    assert_eq!(reached(&state, Property::ElectionSafety), Some(6));
    assert!(state.run.link(Language::English).is_some_and(|link| Run::of_link(&link).run.is_some()));
}

#[test]
fn what_the_clock_does_is_no_move() {
    let mut state = board(goal(Property::LeaderCompleteness).scenario.slug);
    act(&mut state, Act::Timeout(id(1)));
    state.reduce(Intent::TakeOver);
    let moves = state.run.moves(state.run.at);
    for _ in 0..200 {
        state.reduce(Intent::Tick(100_000));
    }
    assert!(state.run.at.event > 20, "the clock runs");
    assert_eq!(state.run.moves(state.run.at), moves);
}

#[test]
fn a_way_to_each_goal_is_shown_without_each_of_its_rules() {
    for found in &GOALS {
        for rule in found.without {
            let mut page = Page { state: board(found.scenario.slug), disk: Disk::default() };
            page.wants(Intent::Try(Some(*rule)));
            page.wants(Intent::ShowWay(*rule));
            let state = &page.state;
            assert_eq!((state.run.rule(), state.pane), (Some(*rule), Pane::Lesson));
            let shown = state.run.shot.scene.observer.violation(found.property);
            assert!(shown.is_some(), "{} without {}", found.property.name(), rule.name());
            // The attempt is stored.
            page.wants(Intent::Open(found.scenario.slug));
            assert_eq!(page.state.run.off_by(page.state.run.at), [*rule]);
        }
    }
}

#[test]
fn the_shortest_attempt_is_kept() {
    let slug = goal(Property::ElectionSafety).scenario.slug;
    let mut state = board(slug);
    state.reduce(Intent::Try(Some(Rule::OneVotePerTerm)));
    act(&mut state, Act::Crash(id(3)));
    act(&mut state, Act::Restart(id(3)));
    assert_eq!(state.marks.of(slug).map_or(0, |mark| mark.moves), 0);
    two_ask_one(&mut state);
    assert_eq!(state.marks.of(slug).map(|mark| mark.moves), Some(8));
    state.reduce(Intent::Try(Some(Rule::OneVotePerTerm)));
    two_ask_one(&mut state);
    assert_eq!(state.marks.of(slug).map(|mark| mark.moves), Some(6));
    state.reduce(Intent::ForgetProgress);
    assert_eq!(state.marks.of(slug), None);
}

#[test]
fn a_new_term_for_each_candidacy_stands_in_the_way_of_two_leaders_in_one() {
    let stand_twice = |property| {
        let mut state = board(goal(property).scenario.slug);
        act(&mut state, Act::Timeout(id(1)));
        assert_eq!(state.run.obstacle(), None);
        act(&mut state, Act::Timeout(id(1)));
        state.run.obstacle().and_then(|obstacle| obstacle.decision.rule())
    };
    assert_eq!(stand_twice(Property::ElectionSafety), Some(Rule::NewTermOnCandidacy));
    assert_eq!(stand_twice(Property::LogMatching), None);
}
