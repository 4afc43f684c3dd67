//! What was recorded plays to the same world, and says what was done in as few words as it can.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod runs;
mod scripts;

use cluster::{Act, BranchId, Moment};
use proptest::prelude::*;
use raft_core::{Rule, ServerId};
use script::{Script, Story, parse, play, print, record, scenario};

fn story(slug: &str) -> Story {
    play(parse(scenario(slug).unwrap().text).unwrap())
}

fn server(number: u8) -> ServerId {
    ServerId::new(number).unwrap()
}

/// The recording of a moment, after it was seen to play to the same world without a finding.
fn recorded(story: &Story, moment: Moment) -> String {
    let recording = record(story, moment);
    let text = recording.text();
    let script = parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(print(&script), text);
    let again = play(script);
    if let Some(problem) = again.error.iter().chain(&again.findings).next() {
        panic!("{problem}\n{text}");
    }
    let branch = again.timeline.branches().map(|(id, _)| id).last().unwrap();
    let digest = story.timeline.scene(moment).world.digest();
    assert_eq!(again.timeline.at_tip(branch).0.digest(), digest, "{text}");
    // Every event of the path has its line, and lines are in the order of events.
    let end = moment.event.min(story.timeline.branch(moment.branch).end());
    assert!((1..=end).all(|event| recording.line_of(event).is_some()), "{text}");
    assert!(recording.events.is_sorted_by_key(|events| events.last), "{text}");
    text
}

/// The lines after the header.
fn body(text: &str) -> Vec<&str> {
    text.lines().skip(3).collect()
}

#[test]
fn a_scenario_is_recorded_in_its_own_words() {
    let story = story("hello");
    let text = recorded(&story, story.timeline.tip(BranchId::ROOT));
    assert_eq!(text, scenario("hello").unwrap().text);
}

#[test]
fn every_moment_of_every_scenario_can_be_recorded() {
    for slug in ["hello", "figure-8"] {
        let story = story(slug);
        for (branch, held) in story.timeline.branches() {
            for event in held.base()..=held.end() {
                recorded(&story, Moment { branch, event });
            }
        }
    }
}

#[test]
fn what_is_done_by_hand_follows_the_scenarios_lines() {
    let mut story = story("figure-8");
    let c = story.panel("c").unwrap().moment;
    let message = story.timeline.scene(c).world.network().messages()[2].id;
    let moment = story.timeline.act(c, Act::Deliver(message).into()).unwrap();
    let moment = story.timeline.act(moment, Act::Crash(server(1)).into()).unwrap();
    let text = recorded(&story, moment);
    let scenario = scenario("figure-8").unwrap().text;
    let kept = &scenario[..scenario.find("\nbranch d from c").unwrap()];
    assert_eq!(text, format!("{kept}deliver AppendEntries S1->S3\ncrash S1\n"));
}

#[test]
fn a_bundle_left_half_way_is_written_as_its_acts() {
    let mut story = story("hello");
    // The election of S1: a timeout, then a request and an answer for each voter.
    let moment = Moment { branch: BranchId::ROOT, event: 3 };
    let moment = story.timeline.act(moment, Act::Crash(server(2)).into()).unwrap();
    let text = recorded(&story, moment);
    let tail: Vec<&str> = text.lines().rev().take(4).collect();
    assert_eq!(tail, ["crash S2", "deliver reply S2->S1", "deliver RequestVote S1->S2", "timeout S1"]);
}

#[test]
fn selectors_have_the_filters_they_need_and_no_others() {
    let text = "title t\nservers S1 S2 S3\nstepped\ntimeout S1\ntimeout S1\n";
    let mut story = play(parse(text).unwrap());
    let mut moment = story.timeline.tip(BranchId::ROOT);
    let first = story.timeline.scene(moment).world.network().messages()[0].id;
    for act in [Act::Duplicate(first), Act::Deliver(first)] {
        moment = story.timeline.act(moment, act.into()).unwrap();
    }
    let copy = cluster::MessageId { copy: 1, ..first };
    moment = story.timeline.act(moment, Act::Deliver(copy).into()).unwrap();
    let text = recorded(&story, moment);
    let expected = [
        "timeout S1",
        "timeout S1",
        "duplicate RequestVote S1->S2 term 1",
        "deliver RequestVote S1->S2 1st",
        "deliver RequestVote S1->S2 term 1",
    ];
    assert_eq!(body(&text), expected);
}

#[test]
fn scheduled_events_are_written_with_the_act_that_follows_them() {
    let mut story = story("free-play");
    let mut moment = story.timeline.tip(BranchId::ROOT);
    for _ in 0..7 {
        moment = story.timeline.act(moment, Act::Step.into()).unwrap();
    }
    let now = story.timeline.scene(moment).world.now();
    let between =
        cluster::Action { at: Some(now), act: Act::Switch { rule: Rule::RandomTimeouts, on: false } };
    moment = story.timeline.act(moment, between).unwrap();
    for _ in 0..3 {
        moment = story.timeline.act(moment, Act::Step.into()).unwrap();
    }
    let text = recorded(&story, moment);
    let expected = [format!("at {} rule random-timeouts off", now), "step 3".to_owned()];
    assert_eq!(&text.lines().skip(4).collect::<Vec<_>>(), &expected);
}

#[test]
fn time_that_passed_without_an_event_is_no_obstacle() {
    let text = "title t\nservers S1 S2 S3\nclocked seed 1\nrun 20ms\n";
    let mut story = play(parse(text).unwrap());
    let moment = story.timeline.tip(BranchId::ROOT);
    let moment = story.timeline.act(moment, Act::Crash(server(1)).into()).unwrap();
    let text = recorded(&story, moment);
    assert_eq!(body(&text), ["run 20ms", "at 0ms crash S1"]);
}

#[test]
fn broken_properties_are_expected() {
    let mut story = story("hello");
    let mut moment = story.panel("start").unwrap().moment;
    for act in [
        Act::Switch { rule: Rule::MajorityToWin, on: false },
        Act::Timeout(server(1)),
        Act::Timeout(server(2)),
    ] {
        moment = story.timeline.act(moment, act.into()).unwrap();
    }
    for voter in [3, 4] {
        let candidate = server(voter - 2);
        let request = story
            .timeline
            .scene(moment)
            .world
            .network()
            .messages()
            .iter()
            .find(|e| e.id.from == candidate && e.id.to == server(voter))
            .unwrap()
            .id;
        moment = story.timeline.act(moment, Act::Deliver(request).into()).unwrap();
        let vote = story.timeline.scene(moment).world.network().messages().last().unwrap().id;
        moment = story.timeline.act(moment, Act::Deliver(vote).into()).unwrap();
    }
    let text = recorded(&story, moment);
    assert_eq!(text.lines().last(), Some("expect violation election-safety"));
}

#[test]
fn expectations_that_are_not_met_are_left_out() {
    let text = "title t\nservers S1\nstepped\nexpect leader S1\ntimeout S1\nexpect leader S1\n";
    let story = play(parse(text).unwrap());
    assert_eq!(story.findings.len(), 1);
    let text = recorded(&story, story.timeline.tip(BranchId::ROOT));
    assert_eq!(body(&text), ["timeout S1", "expect leader S1"]);
}

/// What is played by hand in these tests is worth recording: every kind of act occurs.
#[test]
fn runs_by_hand_have_everything_in_them() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut text = String::new();
    for _ in 0..200 {
        let choices = runs::choices(120).new_tree(&mut runner).unwrap().current();
        let (story, moment) = runs::by_hand(&choices);
        text.push_str(&record(&story, moment).text());
    }
    let words = "timeout beat request crash restart send deliver lose duplicate delay cut heal partition \
                 rule timing timer stepped clocked at step";
    for word in words.split(' ') {
        assert!(text.lines().filter(|line| line.split(' ').next() == Some(word)).count() > 3, "{word}");
    }
    for part in ["and crash", "empty", "lose rest", "lose to", "1st", "2nd", "term", "entries"] {
        assert!(text.contains(part), "{part}");
    }
    assert!(text.lines().count() > 4000, "{} lines", text.lines().count());
}

/// The script without the lines that cannot be played.
fn without_failures(mut script: Script) -> Story {
    loop {
        let story = play(script.clone());
        match &story.error {
            None => return story,
            Some(error) => script.lines[error.line as usize - 1].statement = None,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_script_that_can_be_played_can_be_recorded(script in scripts::any_script()) {
        let story = without_failures(script);
        for (branch, _) in story.timeline.branches() {
            recorded(&story, story.timeline.tip(branch));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_run_by_hand_can_be_recorded(choices in runs::choices(120)) {
        let (story, moment) = runs::by_hand(&choices);
        recorded(&story, moment);
    }

    #[test]
    fn any_continuation_of_a_scenario_can_be_recorded(
        choices in runs::choices(40), figure: bool, back in any::<u16>(),
    ) {
        let mut story = story(if figure { "figure-8" } else { "hello" });
        let branches = u32::try_from(story.timeline.branches().count()).unwrap();
        let branch = BranchId(u32::from(back) % branches);
        let end = story.timeline.branch(branch).end();
        let from = story.timeline.fork(Moment { branch, event: u32::from(back) % (end + 1) }, "");
        let moment = runs::go_on(&mut story, from, &choices.acts);
        recorded(&story, moment);
    }
}
