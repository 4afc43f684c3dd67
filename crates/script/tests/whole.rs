//! A whole run as one script: the text to the letter, and every branch that was made by hand.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use cluster::{Act, Action, BranchId, Moment};
use raft_core::ServerId;
use script::{SCENARIOS, Story, parse, play, whole};

fn story(text: &str) -> Story {
    play(parse(text).unwrap())
}

fn crash(number: u8) -> Action {
    Act::Crash(ServerId::new(number).unwrap()).into()
}

/// Plays it again: without an error or a finding, with the same branches, each ending in the same world.
fn again(story: &Story, text: &str) -> (String, Story) {
    let all = whole(story, text);
    let played = play(parse(&all).unwrap_or_else(|error| panic!("{error}\n{all}")));
    assert_eq!((&played.error, &played.findings), (&None, &Vec::new()), "{all}");
    for (id, branch) in story.timeline.branches() {
        let other =
            played.timeline.branch_named(branch.name()).unwrap_or_else(|| panic!("{}", branch.name()));
        let digests = [(&story.timeline, id), (&played.timeline, other)]
            .map(|(timeline, id)| timeline.at_tip(id).0.digest());
        assert_eq!(digests[0], digests[1], "{}\n{all}", branch.name());
    }
    (all, played)
}

#[test]
fn what_was_only_played_is_its_text_to_the_letter() {
    for scenario in SCENARIOS {
        assert_eq!(whole(&story(scenario.text), scenario.text), scenario.text, "{}", scenario.slug);
    }
    let odd = "\u{feff}title   t   # blanks\r\nservers S1\r\n\r\n  stepped";
    assert_eq!(whole(&story(odd), odd), odd);
}

#[test]
fn a_branch_by_hand_is_added_from_the_last_panel_on_its_way() {
    let text = "title t\nservers S1 S2 S3\nstepped\npanel start \"0\"\nelect S1\nbranch other from start\nelect S2 # odd  blanks\n";
    let mut story = story(text);
    // In the middle of a bundle, where no line ends.
    let own = story.timeline.fork(Moment { branch: BranchId::ROOT, event: 2 }, "yours-1");
    story.timeline.append(own, crash(3)).unwrap();
    let (all, _) = again(&story, text);
    assert!(all.starts_with(text), "{all}");
    assert!(all.contains("\nbranch yours-1 from start\ntimeout S1\n"), "{all}");
    assert!(all.ends_with("crash S3\npanel yours-1\n"), "{all}");
}

#[test]
fn where_no_panel_is_on_the_way_a_mark_is_added_at_the_beginning() {
    let text = "title t\nservers S1 S2 S3\nstepped\nelect S1\nmark beginning";
    let mut story = story(text);
    let own = story.timeline.fork(Moment { branch: BranchId::ROOT, event: 1 }, "main");
    story.timeline.append(own, crash(2)).unwrap();
    let all = whole(&story, text);
    assert!(
        all.contains(
            "stepped\nmark beginning-2\nelect S1\nmark beginning\n\nbranch yours-1 from beginning-2\n"
        ),
        "{all}"
    );
    let played = play(parse(&all).unwrap());
    assert_eq!((&played.error, &played.findings), (&None, &Vec::new()));
}

#[test]
fn what_went_on_from_a_branch_of_the_script_is_written_at_its_end() {
    let text = "title t\nservers S1 S2 S3\nclocked seed 3\nrun 40ms\npanel p\nbranch other from p\nrun 1s\n";
    let mut story = story(text);
    for _ in 0..5 {
        story.timeline.append(BranchId::ROOT, Act::Step.into()).unwrap();
    }
    story.timeline.append(BranchId::ROOT, crash(1)).unwrap();
    let own = story.timeline.fork(Moment { branch: BranchId::ROOT, event: 2 }, "yours-1");
    story.timeline.append(own, crash(2)).unwrap();
    let (all, played) = again(&story, text);
    assert!(all.find("crash S1") < all.find("branch other"), "{all}");
    // And once more, without losing anything.
    let (twice, _) = again(&played, &all);
    assert_eq!(twice, all);
}

#[test]
fn a_run_without_a_script_is_written_below_its_header() {
    let text = "title empty\nservers S1 S2 S3 S4 S5\nstepped\n";
    let mut story = story(text);
    story.timeline.append(BranchId::ROOT, crash(1)).unwrap();
    let (all, _) = again(&story, text);
    assert_eq!(all, format!("{text}crash S1\n"));
}

#[test]
fn a_property_broken_by_hand_is_expected() {
    let text = "title t\nservers S1 S2 S3\nstepped\npanel p\nelect S1 by S2\n";
    let mut story = story(text);
    let script =
        "title t\nservers S1 S2 S3\nstepped\nelect S1 by S2\nrule one-vote-per-term off\nelect S3 by S2\n";
    let broken = play(parse(script).unwrap());
    let own = story.timeline.fork(Moment::START, "yours-1");
    for action in broken.timeline.actions_to(broken.timeline.tip(BranchId::ROOT)) {
        story.timeline.append(own, action.clone()).unwrap();
    }
    let (all, _) = again(&story, text);
    assert!(all.contains("expect violation election-safety"), "{all}");
}

#[test]
fn a_scenario_without_its_expectations_expects_what_breaks_in_it() {
    let full = script::scenario("figure-8").unwrap().text;
    let slim: String =
        full.lines().filter(|line| !line.starts_with("expect")).map(|line| format!("{line}\n")).collect();
    let story = story(&slim);
    assert!(!story.findings.is_empty());
    let all = script::whole_scenario(&story, &slim);
    let again = play(parse(&all).unwrap());
    assert_eq!((&again.error, &again.findings), (&None, &Vec::new()), "{all}");
}
