//! Links lead where they were made, and nothing that stands in one makes the board fall over.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod runs;

use cluster::{BranchId, Moment};
use proptest::prelude::*;
use script::link::{At, Ending, Hash, LinkError, Run, Source, encode};
use script::{Name, Story, parse, play, record, scenario};

fn story(slug: &str) -> Story {
    play(parse(scenario(slug).unwrap().text).unwrap())
}

/// The link of a moment, after it was seen to lead there.
fn linked(story: &Story, moment: Moment) -> String {
    let text = encode(&story.timeline, moment);
    let (again, ending) = Run::decode(&text).unwrap().replay().finish();
    assert_eq!(ending, Ending::Same);
    let (there, here) = (story.timeline.scene(moment).world, again.timeline.at_tip(BranchId::ROOT).0);
    assert_eq!(there, *here);
    text
}

#[test]
fn every_panel_of_figure_8_fits_into_a_link() {
    let story = story("figure-8");
    for panel in story.panels() {
        let text = linked(&story, panel.moment);
        assert!(text.len() < 1200, "{} characters", text.len());
    }
}

/// A link that was made with version 1 of the format. It must be readable for ever, or the version
/// must be raised.
const OLD_LINK: &str = include_str!("figure-8-c.link");

#[test]
fn a_link_from_long_ago_still_leads_there() {
    let story = story("figure-8");
    let c = story.panel("c").unwrap().moment;
    let (again, ending) = Run::decode(OLD_LINK.trim_end()).unwrap().replay().finish();
    assert_eq!(ending, Ending::Same);
    assert_eq!(*again.timeline.at_tip(BranchId::ROOT).0, story.timeline.scene(c).world);
    assert_eq!(encode(&story.timeline, c), OLD_LINK.trim_end());
}

#[test]
fn a_run_out_of_a_link_can_be_recorded() {
    let (story, _) = Run::decode(OLD_LINK.trim_end()).unwrap().replay().finish();
    let tip = story.timeline.tip(BranchId::ROOT);
    let text = record(&story, tip).text();
    assert!(text.starts_with("title run\nservers S1 S2 S3 S4 S5\nstepped\ntimeout S3\n"), "{text}");
    let again = play(parse(&text).unwrap());
    assert_eq!(again.error, None);
    assert_eq!(again.timeline.at_tip(BranchId::ROOT).0, story.timeline.at_tip(BranchId::ROOT).0);
}

#[test]
fn a_link_can_be_played_in_slices() {
    let mut replay = Run::decode(OLD_LINK.trim_end()).unwrap().replay();
    assert!(replay.advance(10));
    assert_eq!(replay.story().timeline.tip(BranchId::ROOT).event, 10);
    assert!(!replay.advance(100));
    assert_eq!(replay.finish().1, Ending::Same);
}

#[test]
fn what_is_wrong_with_a_link_is_told() {
    let good = OLD_LINK.trim_end();
    let decode = |text: &str| Run::decode(text).map(drop);
    assert_eq!(decode(""), Err(LinkError::Damaged));
    assert_eq!(decode("AQ"), Err(LinkError::Damaged));
    assert_eq!(decode("Ag"), Err(LinkError::Version { found: 2 }));
    assert_eq!(decode("AQA%"), Err(LinkError::Character { place: 4 }));
    assert_eq!(decode(&good[..good.len() - 4]), Err(LinkError::Damaged));
    let long = "A".repeat(200_001);
    assert_eq!(decode(&long), Err(LinkError::TooLong { characters: 200_001 }));
}

#[test]
fn a_link_with_another_digest_is_played_and_told_apart() {
    let good = OLD_LINK.trim_end();
    let (head, tail) = good.split_at(good.len() - 3);
    let other = if tail.starts_with('A') { "B" } else { "A" };
    let text = [head, other, &tail[1..]].concat();
    let (story, ending) = Run::decode(&text).unwrap().replay().finish();
    assert!(matches!(ending, Ending::Different { .. }), "{ending:?}");
    assert_eq!(story.timeline.tip(BranchId::ROOT).event, 78);
}

fn name(name: &str) -> Name {
    Name::new(name).unwrap()
}

#[test]
fn hashes_say_where_to_go() {
    let figure_8 = Source::Scenario { slug: name("figure-8"), version: Some(1) };
    let hash = Hash {
        source: Some(figure_8.clone()),
        at: Some(At::Panel(name("c"))),
        language: Some("zh-CN".to_owned()),
    };
    assert_eq!(hash.to_string(), "#s=figure-8@1&at=c&lang=zh-CN");
    assert_eq!(Hash::parse("#s=figure-8@1&at=c&lang=zh-CN"), Ok(hash.clone()));
    assert_eq!(Hash::parse("lang=zh-CN&s=figure-8%401&new=1&at=c"), Ok(hash));
    let at = |text: &str| Hash::parse(text).unwrap().at.unwrap();
    assert_eq!(at("#at=97"), At::Event { branch: None, event: 97 });
    assert_eq!(at("#at=d-broken.97"), At::Event { branch: Some(name("d-broken")), event: 97 });
    assert_eq!(Hash::parse(""), Ok(Hash::default()));
    assert_eq!(Hash::default().to_string(), "");
    for (text, key) in
        [("s=", "s"), ("s=a@", "s"), ("s=a@x", "s"), ("at=", "at"), ("at=a b", "at"), ("lang=<", "lang")]
    {
        assert_eq!(Hash::parse(text), Err(LinkError::Part { key }), "{text}");
    }
}

fn hash() -> impl Strategy<Value = Hash> {
    let name = || "[a-z][a-z0-9_-]{0,8}".prop_map(|text| name(&text));
    let scenario = (name(), proptest::option::of(any::<u32>()))
        .prop_map(|(slug, version)| Source::Scenario { slug, version });
    let text = "[A-Za-z0-9_-]{0,9}";
    let source = prop_oneof![scenario, text.prop_map(Source::Run), text.prop_map(Source::Script)];
    let event =
        (proptest::option::of(name()), any::<u32>()).prop_map(|(branch, event)| At::Event { branch, event });
    let at = prop_oneof![name().prop_map(At::Panel), event];
    let language = "[a-zA-Z]{2,3}(-[A-Z]{2})?";
    (proptest::option::of(source), proptest::option::of(at), proptest::option::of(language))
        .prop_map(|(source, at, language)| Hash { source, at, language })
}

/// Reads and plays whatever it is.
fn follow(text: &str) {
    if let Ok(run) = Run::decode(text) {
        let mut replay = run.replay();
        replay.advance(2000);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_run_can_be_shared(choices in runs::choices(120)) {
        let (story, moment) = runs::by_hand(&choices);
        linked(&story, moment);
    }

    #[test]
    fn hashes_are_read_as_they_were_written(hash in hash()) {
        prop_assert_eq!(Hash::parse(&hash.to_string()), Ok(hash));
    }

    #[test]
    fn no_text_makes_a_link_panic(text in "\\PC{0,60}") {
        follow(&text);
        let _ = Hash::parse(&text);
    }

    #[test]
    fn no_letters_make_a_link_panic(text in "A[QRSTUVWXYZ][A-Za-z0-9_-]{0,120}") {
        follow(&text);
    }

    #[test]
    fn no_damage_makes_a_link_panic(
        choices in runs::choices(60), changes in proptest::collection::vec((any::<u16>(), "[A-Za-z0-9_-]"), 1..4),
    ) {
        let (story, moment) = runs::by_hand(&choices);
        let mut text = encode(&story.timeline, moment);
        for (place, letter) in changes {
            let place = usize::from(place) % text.len();
            text.replace_range(place..=place, &letter);
        }
        follow(&text);
    }
}
