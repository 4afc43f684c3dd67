//! Why an entry is not committed, what is known about it, who would vote for whom, why timers start
//! afresh and messages are lost.

use super::{check_sentence, check_text, server};
use crate::{
    Language, Why, entry_facts, entry_gone, why_elected, why_lost, why_not_committed, why_not_standing,
    why_timer,
};
use cluster::{Event, Moment, World};
use judge::Judge;
use raft_core::{Entry, Index, Rule, Rules, ServerId};
use script::Story;

fn figure_8() -> Story {
    script::play(script::parse(script::scenario("figure-8").unwrap().text).unwrap())
}

fn panel(story: &Story, name: &str) -> cluster::Scene<Judge> {
    story.timeline.scene(story.panel(name).unwrap().moment)
}

fn entry(world: &World, number: u8, index: u32) -> Entry {
    *world.server(server(number)).unwrap().log().get(Index(index)).unwrap()
}

fn lines(why: &Why) -> Vec<(&str, Option<bool>)> {
    why.operands.iter().map(|operand| (operand.text.as_str(), operand.holds)).collect()
}

fn check_why(language: Language, why: &Why) {
    check_text(language, &why.headline);
    assert!(why.headline.ends_with(language.pick('?', '？')), "{}", why.headline);
    assert!(!why.operands.is_empty(), "{}", why.headline);
    why.operands.iter().for_each(|operand| check_text(language, &operand.text));
    assert!(why.section.starts_with('5'), "{}: §{}", why.headline, why.section);
}

/// Everything that can be asked about a moment.
pub(super) fn check_all(rules: Rules, event: &Event, world: &World, judge: &Judge) {
    for language in Language::ALL {
        for why in why_timer(language, rules, event, world).iter().chain(&why_lost(language, rules, event)) {
            check_why(language, why);
        }
        for one in world.servers() {
            let id = one.id();
            let candidacies = world.candidacies(id);
            candidacies.iter().for_each(|c| check_why(language, &why_elected(language, world, id, c)));
            check_sentence(language, &why_not_standing(language, world, id));
            for index in Index(1).up_to(one.log().last_index()) {
                check_entry(language, world, judge, (id, index));
            }
        }
    }
}

fn check_entry(language: Language, world: &World, judge: &Judge, (id, index): (ServerId, Index)) {
    let entry = world.server(id).unwrap().log().get(index).unwrap();
    for fact in entry_facts(language, world, judge, index, entry) {
        check_text(language, &fact.name);
        check_text(language, &fact.value);
    }
    for one in world.servers() {
        let gone = entry_gone(language, one, index, entry);
        assert_eq!(gone.is_none(), one.log().get(index) == Some(entry));
        gone.iter().for_each(|gone| check_sentence(language, gone));
    }
    for is_committed in [false, true] {
        let why = why_not_committed(language, world, (id, index, entry), is_committed);
        check_why(language, &why);
        let Some(leader) = world.leader() else { continue };
        // What the core says is what the conditions say.
        let has = leader.log().get(index) == Some(entry);
        let held = leader.commit_hold(world.rules(), index).is_some();
        let off = |rule| !world.rules().has(rule);
        let fails = why.operands.iter().any(|operand| operand.holds == Some(false));
        if !off(Rule::MajorityToCommit) && !off(Rule::CommitOnlyCurrentTerm) {
            assert_eq!(fails, !has || held, "{why:?}");
        }
    }
}

#[test]
fn figure_8_c_why_y_is_not_committed() {
    let story = figure_8();
    let scene = panel(&story, "c");
    let y = entry(&scene.world, 3, 2);
    let why = why_not_committed(Language::English, &scene.world, (server(3), Index(2), &y), false);
    assert_eq!(why.headline, "Why is y←2 not committed?");
    assert_eq!(
        lines(&why),
        [
            ("S1 leads term 4, needs 3 of 5", None),
            ("counted on S1 S2: 2 of 5", Some(false)),
            ("on S3 too: S1 does not know", None),
            ("term of the entry 2 ≠ currentTerm 4", Some(false)),
            ("an entry from term 4 on a majority would commit it too", None),
        ]
    );
    assert_eq!((why.rule, why.section), (Some(Rule::CommitOnlyCurrentTerm), "5.4.2"));
    // z←4 is of S1's own term: it lacks nothing but copies.
    let z = entry(&scene.world, 1, 3);
    let why = why_not_committed(Language::English, &scene.world, (server(1), Index(3), &z), false);
    assert_eq!(why.rule, Some(Rule::MajorityToCommit));
    // S5's entry stands where S1, the leader, has another.
    let other = entry(&scene.world, 5, 2);
    let why = why_not_committed(Language::Chinese, &scene.world, (server(5), Index(2), &other), false);
    assert_eq!(why.headline, "y←3 为什么没有提交？");
    assert_eq!(
        lines(&why)[1..],
        [("S1 自己存有它", Some(false)), ("S1 在索引 2 处存的是任期 2 的 y←2", None)]
    );
    assert_eq!((why.rule, why.section), (None, "5.3"));
    // x←1 is committed, and S1 cannot know it: its commitIndex is volatile.
    let x = entry(&scene.world, 1, 1);
    let why = why_not_committed(Language::English, &scene.world, (server(1), Index(1), &x), true);
    assert_eq!(why.headline, "Why does S1 not know that x←1 is committed?");
}

#[test]
fn figure_8_what_is_known_about_an_entry() {
    let story = figure_8();
    let known = |name: &str, number, index| -> Vec<(String, String, bool)> {
        let scene = panel(&story, name);
        let entry = entry(&scene.world, number, index);
        let facts = entry_facts(Language::English, &scene.world, &scene.observer, Index(index), &entry);
        facts.into_iter().map(|fact| (fact.name, fact.value, fact.event.is_some())).collect()
    };
    let expected = |rows: &[(&str, &str, bool)]| -> Vec<(String, String, bool)> {
        rows.iter().map(|(name, value, event)| ((*name).into(), (*value).into(), *event)).collect()
    };
    assert_eq!(
        known("c", 3, 2),
        expected(&[
            ("created by", "S1, term 2", false),
            ("stored on", "S1 S2 S3 (3 of 5)", false),
            ("committed", "no", false),
            ("elsewhere", "S5: y←3 from term 3", false),
        ])
    );
    // In (e) it is of term 2 and committed in term 4: the two terms of an entry.
    let e = known("e", 3, 2);
    assert_eq!(e[0], ("created by".into(), "S1, term 2".into(), false));
    assert_eq!(e[2], ("committed by".into(), "S1, term 4".into(), true));
    assert_eq!(e[3], ("commitIndex ≥ 2 on".into(), "S1".into(), false));
    let one = known("c", 4, 1);
    assert_eq!(one[3], ("commitIndex ≥ 1 on".into(), "S2 S3 S4".into(), false));
    // In (d′) another entry was committed at this index before.
    let broken = panel(&story, "d-broken");
    let y2 = entry(&panel(&story, "c").world, 1, 2);
    let facts = entry_facts(Language::English, &broken.world, &broken.observer, Index(2), &y2);
    assert_eq!((facts[1].value.as_str(), facts[2].value.as_str()), ("none", "S1, term 4"));
    let gone = entry_gone(Language::English, broken.world.server(server(1)).unwrap(), Index(2), &y2);
    assert_eq!(gone.unwrap(), "S1 does not have it now: at index 2 it has y←3 from term 3.");
}

#[test]
fn figure_8_c_who_would_vote_for_s5() {
    let world = panel(&figure_8(), "c").world;
    let candidacies = world.candidacies(server(5));
    let said: Vec<Why> =
        candidacies.iter().map(|c| why_elected(Language::English, &world, server(5), c)).collect();
    assert_eq!(said[0].headline, "Would S5 win term 4 now?");
    assert_eq!(
        lines(&said[0]),
        [
            ("S5 is down: it restarts first", None),
            ("last entry of S5: index 2, term 3", None),
            ("S5 votes for itself", Some(true)),
            ("S1 refuses: votedFor is S1", Some(false)),
            ("S2 refuses: votedFor is S1", Some(false)),
            ("S3 refuses: votedFor is S1", Some(false)),
            ("S4 grants: last term 3 > 1", Some(true)),
            ("votes of S4 S5: 2 of 5", Some(false)),
            ("a majority is 3", None),
        ]
    );
    // As in (d): the term after that it can win.
    assert_eq!(said[1].headline, "Would S5 win term 5 now?");
    assert_eq!(lines(&said[1])[3], ("S1 refuses: last term 3 < 4", Some(false)));
    assert!(lines(&said[1]).contains(&("votes of S2 S3 S4 S5: 4 of 5", Some(true))));
    assert_eq!(
        why_not_standing(Language::Chinese, &world, server(1)),
        "S1 是领导者：领导者没有选举定时器，不会参选。"
    );
}

/// In every scenario, whatever was decided, whatever happened to a timer or was lost has its "Why?".
#[test]
fn every_event_of_every_scenario_answers() {
    let (mut resets, mut running_on, mut lost) = (0, 0, 0);
    for scenario in script::SCENARIOS {
        let story = script::play(script::parse(scenario.text).unwrap());
        for (branch, _) in story.timeline.branches() {
            let end = story.timeline.branch(branch).end().min(400);
            for event in 1..=end {
                let before = story.timeline.scene(Moment { branch, event: event - 1 }).world;
                let scene = story.timeline.scene(Moment { branch, event });
                check_all(before.rules(), &scene.event, &scene.world, &scene.observer);
                let timer = why_timer(Language::English, before.rules(), &scene.event, &scene.world);
                match scene.event.timer {
                    Some(_) if scene.event.before_crash.is_none() => {
                        assert!(timer.is_some());
                        resets += 1;
                    }
                    _ => running_on += usize::from(timer.is_some()),
                }
                let loss = why_lost(Language::English, before.rules(), &scene.event);
                assert_eq!(loss.is_some(), !scene.event.lost.is_empty());
                lost += usize::from(loss.is_some());
            }
        }
    }
    assert!(resets > 20 && running_on > 5 && lost > 5, "{resets} {running_on} {lost}");
}
