//! The course is about lessons that there are, in an order in which they can be understood.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use judge::Property;
use script::course::{COURSE, GROUNDS, LECTURES, Shown, lecture, lesson};
use script::{SCENARIOS, Story, parse, play, rule_scenario, scenario};

fn story(slug: &str) -> Story {
    play(parse(scenario(slug).unwrap_or_else(|| panic!("no lesson {slug}")).text).unwrap())
}

#[test]
fn every_lesson_has_its_place_after_what_it_needs() {
    let slugs: Vec<&str> = COURSE.iter().map(|lesson| lesson.slug).collect();
    let library: Vec<&str> = SCENARIOS.iter().map(|scenario| scenario.slug).collect();
    assert_eq!(slugs, library);
    for (place, one) in COURSE.iter().enumerate() {
        assert!((1..=20).contains(&one.minutes), "{}", one.slug);
        for need in one.needs {
            assert!(slugs[..place].contains(need), "{} needs {need}, which comes later", one.slug);
        }
        assert_eq!(lesson(one.slug), Some(one));
    }
    assert_eq!(lesson("break-log-matching"), None);
}

#[test]
fn a_lecture_takes_as_long_as_its_parts_and_shows_panels_that_there_are() {
    for one in LECTURES {
        assert_eq!(lecture(one.name), Some(one));
        let minutes: u32 = one.parts.iter().map(|part| part.minutes).sum();
        assert_eq!(minutes, one.minutes, "{}", one.name);
        for part in one.parts {
            let Shown::Lesson { slug, from, to } = part.shown else { continue };
            let story = story(slug);
            let line = |name: Option<&str>, none: u32| {
                name.map_or(none, |name| {
                    story.panel(name).unwrap_or_else(|| panic!("{slug} has no panel {name}")).line
                })
            };
            assert!(line(from, 0) < line(to, u32::MAX), "{slug}");
        }
        assert!(matches!(one.parts.last().unwrap().shown, Shown::Grounds), "a lecture ends with the whole");
    }
}

/// Whether a property rests on another, over any number of others.
fn rests_on(property: Property, other: Property) -> bool {
    let ground = GROUNDS.iter().find(|ground| ground.property == property).unwrap();
    property == other || ground.on.iter().any(|on| rests_on(*on, other))
}

#[test]
fn every_property_has_its_grounds_after_those_it_rests_on() {
    let order: Vec<Property> = GROUNDS.iter().map(|ground| ground.property).collect();
    assert!(Property::ALL.iter().all(|property| order.contains(property)));
    for (place, ground) in GROUNDS.iter().enumerate() {
        assert!(ground.on.iter().all(|on| order[..place].contains(on)), "{:?}", ground.property);
        let (slug, panel) = ground.seen;
        let story = story(slug);
        let moment = story.panel(panel).unwrap_or_else(|| panic!("{slug} has no panel {panel}")).moment;
        let scene = story.timeline.scene(moment);
        assert!(scene.observer.violations().is_empty() && scene.world.is_raft(), "{slug} {panel}");
    }
}

/// A rule without which a property breaks is a ground of it, or of one that it rests on.
#[test]
fn without_a_ground_the_property_breaks_or_one_that_rests_on_it() {
    for ground in GROUNDS {
        for rule in ground.rules {
            let story = play(parse(rule_scenario(*rule).text).unwrap());
            let scene = story.timeline.scene(story.panel("off").unwrap().moment);
            let broken = scene.observer.violations().first().unwrap_or_else(|| panic!("{rule:?}")).property;
            assert!(
                rests_on(broken, ground.property),
                "{rule:?} breaks {broken:?}, not {:?}",
                ground.property
            );
        }
    }
}
