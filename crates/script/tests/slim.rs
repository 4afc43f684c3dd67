//! The page carries scenarios without checks and comments: the same happens in them.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

#[path = "../build/slim.rs"]
mod slim;

use cluster::{BranchId, Moment};
use script::{CueKind, RULE_SCENARIOS, SCENARIOS, Story, parse, play};

/// The end of every branch, with its world's digest.
type Tips = Vec<(BranchId, u32, u64)>;

/// The ends of all branches, and the cues with their moments.
fn told(text: &str) -> (Tips, Vec<(Moment, CueKind)>) {
    let story: Story = play(parse(text).unwrap());
    assert_eq!(story.error, None);
    let tips = story.timeline.branches().map(|(id, branch)| {
        let (world, _) = story.timeline.at_tip(id);
        (id, branch.end(), world.digest())
    });
    let cues = story.cues.iter().map(|cue| (cue.moment, cue.kind.clone()));
    (tips.collect(), cues.collect())
}

#[test]
fn the_same_happens_without_checks_and_comments() {
    for scenario in SCENARIOS.iter().chain(RULE_SCENARIOS) {
        let short = slim::slim(scenario.text);
        assert!(!short.contains("expect") && !short.contains('#'), "{}", scenario.slug);
        assert!(short.len() < scenario.text.len(), "{}", scenario.slug);
        assert_eq!(told(&short), told(scenario.text), "{}", scenario.slug);
    }
}
