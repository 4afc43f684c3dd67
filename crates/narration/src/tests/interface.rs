use super::{check_sentence, check_text};
use crate::built_in;
use crate::{
    Language, RULE_SECTIONS, action_error, client_heard, client_status, client_truth, loss_cause, phrases,
    property_text, rule_name, rule_text, section_title, text, violation,
};
use cluster::{
    Act, Action, ActionError, BadTime, Dial, Link, LossCause, MessageId, Micros, Setup, Span, World,
};
use judge::{Applied, Commit, Election, Evidence, Judge, Property, Violation};
use raft_core::{Command, Configuration, Entry, Index, Payload, Rule, Term};

use super::{server, set};

#[test]
fn every_string_is_there_in_both_languages() {
    for language in Language::ALL {
        for (name, string) in text(language).all() {
            let is_separator = matches!(name, "comma" | "colon");
            check_text(language, if is_separator { string.trim() } else { string });
        }
    }
}

#[test]
fn only_names_are_the_same_in_both_languages() {
    let pairs = text(Language::English).all().into_iter().zip(text(Language::Chinese).all());
    let same: Vec<&str> = pairs.filter(|(one, other)| one.1 == other.1).map(|(one, _)| one.0).collect();
    assert_eq!(same, ["app_name", "no_op"]);
}

#[test]
fn a_language_is_known_by_its_tag() {
    assert_eq!(Language::parse("en"), Some(Language::English));
    assert_eq!(Language::parse("en-GB"), Some(Language::English));
    assert_eq!(Language::parse("ZH_hans_CN"), Some(Language::Chinese));
    assert_eq!(Language::parse("zh-CN"), Some(Language::Chinese));
    assert_eq!(Language::parse("eng"), None);
    assert_eq!(Language::parse(""), None);
    for language in Language::ALL {
        assert_eq!(Language::parse(language.code()), Some(language));
        assert_eq!(language.other().other(), language);
    }
}

#[test]
fn phrases_have_their_numbers() {
    use Language::{Chinese, English};
    assert_eq!(phrases::term(English, 4), "term 4");
    assert_eq!(phrases::term(Chinese, 4), "任期 4");
    let plain = Configuration::of(set(&[1, 2, 3, 4, 5]));
    let joint = Configuration { voters: set(&[1, 2, 3]), next: Some(set(&[3, 4, 5])) };
    let (three, both) = (plain.majorities(set(&[1, 2, 3])), joint.majorities(set(&[1, 2, 3])));
    assert_eq!(phrases::stored_on(English, three), "on 3 of 5");
    assert_eq!(phrases::stored_on(Chinese, three), "存于 3/5 台");
    assert_eq!(phrases::stored_on(English, both), "on 3 of 3 and 1 of 3");
    assert_eq!(phrases::stored_on(Chinese, both), "存于 3/3 和 1/3 台");
    assert_eq!([phrases::fractions(three), phrases::fractions(both)], ["3/5", "3/3+1/3"]);
    assert_eq!(phrases::rules_off(English, 1), "1 rule off — not Raft");
    assert_eq!(phrases::rules_off(English, 2), "2 rules off — not Raft");
    assert_eq!(phrases::servers(English, set(&[2, 3, 4])), "S2, S3 and S4");
    assert_eq!(phrases::servers(Chinese, set(&[2, 3, 4])), "S2、S3 和 S4");
    assert_eq!(phrases::servers(Chinese, set(&[2])), "S2");
    assert_eq!(phrases::command(&Command::new("x=1").unwrap()), "x←1");
    assert_eq!(phrases::line_and_column(Chinese, 3, 5), "第 3 行第 5 列");
}

#[test]
fn durations_are_short() {
    let cases = [
        (0, "0 ms"),
        (20_000, "20 ms"),
        (1_500, "1.5 ms"),
        (2_000_000, "2 s"),
        (2_500_000, "2500 ms"),
        (7, "0.007 ms"),
    ];
    for (us, expected) in cases {
        assert_eq!(phrases::duration(Micros(us)), expected);
    }
    assert_eq!(phrases::span(Language::English, Span::from_ms(10, 20)), "10 to 20 ms");
    assert_eq!(phrases::span(Language::English, Span::from_ms(15, 15)), "15 ms");
    assert_eq!(phrases::span(Language::Chinese, Span::from_ms(500, 2000)), "500 ms 到 2 s");
}

/// The text of some paragraphs.
fn plain(paragraphs: &[crate::Paragraph]) -> String {
    paragraphs.iter().flatten().map(|piece| piece.text()).collect()
}

#[test]
fn every_rule_says_what_it_demands_and_defends() {
    for language in Language::ALL {
        for rule in Rule::ALL {
            let name = rule_name(language, *rule);
            check_text(language, name);
            assert!(name.chars().count() <= language.pick(34, 14), "{name}");
            let said = rule_text(built_in::rules(language).unwrap(), *rule).unwrap();
            for paragraphs in [said.demands, said.defends, said.off] {
                assert_eq!(paragraphs.len(), 1, "{name}");
                check_sentence(language, &plain(paragraphs));
            }
        }
    }
}

#[test]
fn every_rule_names_the_property_that_breaks_first_without_it_or_says_that_none_does() {
    for rule in Rule::ALL {
        let story = script::play(script::parse(script::rule_scenario(*rule).text).unwrap());
        let scene = story.timeline.scene(story.panel("off").unwrap().moment);
        let broken = scene.observer.violations().first();
        for language in Language::ALL {
            let defends = plain(rule_text(built_in::rules(language).unwrap(), *rule).unwrap().defends);
            let finding = language.pick("No safety property breaks without it", "没有它也不会破坏安全性质");
            assert_eq!(defends.starts_with(finding), broken.is_none(), "{rule:?}");
            let property = broken.map(|violation| property_text(language, violation.property).name);
            assert!(property.is_none_or(|name| defends.contains(name)), "{rule:?}: {property:?}");
        }
    }
}

#[test]
fn every_rule_is_in_a_section_that_has_a_title() {
    for language in Language::ALL {
        for section in RULE_SECTIONS {
            check_text(language, section_title(language, section));
            assert_ne!(section_title(language, section), section_title(language, ""), "§{section}");
        }
        for rule in Rule::ALL {
            assert!(RULE_SECTIONS.contains(&rule.section()), "§{}", rule.section());
        }
    }
}

#[test]
fn properties_are_defined() {
    for language in Language::ALL {
        for property in Property::ALL {
            let property = property_text(language, property);
            check_text(language, property.name);
            check_sentence(language, property.definition);
        }
    }
}

fn entry(term: u32, word: &str) -> Entry {
    Entry { term: Term(term), payload: Payload::Command(Command::new(word).unwrap()) }
}

/// An election that a judge has really seen: a log's name cannot be made up.
fn election(number: u8, term: u32) -> Election {
    let mut world = World::new(Setup { servers: set(&[1]), ..Setup::five_stepped() });
    let mut judge = Judge::new(&world);
    let event = world.apply(&Action::from(Act::Timeout(server(1)))).unwrap();
    cluster::Observer::observe(&mut judge, 1, &world, &event);
    let seen = judge.elections().next().unwrap();
    Election { server: server(number), term: Term(term), event: 95, ..seen }
}

#[test]
fn violations_name_who_and_where() {
    let commit =
        Commit { index: Index(2), entry: entry(2, "y=2"), term: Term(4), leader: server(1), event: 80 };
    let applied = |number, event, entry| Applied { entry, server: server(number), event };
    let evidence = [
        Evidence::ElectionSafety { first: election(1, 1), second: election(2, 1) },
        Evidence::ElectionSafety { first: election(1, 1), second: election(1, 1) },
        Evidence::LeaderAppendOnly {
            leader: server(2),
            term: Term(2),
            index: Index(1),
            before: entry(1, "a=1"),
            after: None,
        },
        Evidence::LeaderAppendOnly {
            leader: server(2),
            term: Term(2),
            index: Index(1),
            before: entry(1, "x=1"),
            after: Some(Entry { term: Term(2), payload: Payload::NoOp }),
        },
        Evidence::LogMatching {
            servers: [server(1), server(2)],
            agree: Index(2),
            term: Term(3),
            differ: Index(1),
            entries: [entry(1, "x=1"), entry(2, "y=2")],
        },
        Evidence::LeaderCompleteness { commit, leader: election(5, 5), found: None },
        Evidence::LeaderCompleteness { commit, leader: election(5, 5), found: Some(entry(3, "y=3")) },
        Evidence::StateMachineSafety {
            index: Index(2),
            first: applied(1, 80, entry(2, "y=2")),
            second: applied(5, 107, entry(3, "y=3")),
        },
    ];
    for evidence in evidence {
        let broken = Violation { property: evidence.property(), event: 95, evidence };
        for language in Language::ALL {
            check_sentence(language, &violation(language, &broken));
        }
    }
    let evidence =
        Evidence::LeaderCompleteness { commit, leader: election(5, 5), found: Some(entry(3, "y=3")) };
    let broken = Violation { property: Property::LeaderCompleteness, event: 95, evidence };
    assert_eq!(
        violation(Language::English, &broken),
        "S1 committed y←2 from term 2 at index 2 in term 4; S5 leads term 5 with y←3 from term 3 there."
    );
    assert_eq!(
        violation(Language::Chinese, &broken),
        "S1 在任期 4 提交了索引 2 的 y←2（任期 2）；S5 是任期 5 的领导者，该处却是 y←3（任期 3）。"
    );
}

#[test]
fn whatever_cannot_be_done_is_said() {
    let id = server(1);
    let message = MessageId { from: id, to: server(3), ordinal: 4, copy: 0 };
    let errors = [
        ActionError::NoSuchServer(id),
        ActionError::Down(id),
        ActionError::Up(id),
        ActionError::NotLeader(id),
        ActionError::LeaderHasNoTimer(id),
        ActionError::NothingToSend(id),
        ActionError::HasItsVote { candidate: id, voter: server(2) },
        ActionError::HasItsRefusal { candidate: id, voter: server(2) },
        ActionError::NotInConfiguration(id),
        ActionError::SelfLink(id),
        ActionError::NoSuchMessage(message),
        ActionError::NothingToLose,
        ActionError::TooManyCopies(message),
        ActionError::NetworkFull,
        ActionError::BadPartition,
        ActionError::LinkUnchanged { link: Link { from: id, to: server(2), both: true }, cut: true },
        ActionError::LinkUnchanged { link: Link { from: id, to: server(2), both: false }, cut: false },
        ActionError::NoLinkCut,
        ActionError::RuleUnchanged { rule: Rule::ElectionRestriction, on: true },
        ActionError::RuleUnchanged { rule: Rule::ElectionRestriction, on: false },
        ActionError::NeedsClock,
        ActionError::ModeUnchanged,
        ActionError::NothingScheduled,
        ActionError::Past { at: Micros(1), now: Micros(2000) },
        ActionError::ScheduledFirst { at: Micros(2000), due: Micros(1) },
        ActionError::WrongPart(Dial::Clock(110)),
        ActionError::WrongPart(Dial::Loss(5)),
        ActionError::WrongPart(Dial::Requests(5)),
        ActionError::BadTime(BadTime::Backwards(Span::from_ms(2, 1))),
        ActionError::BadTime(BadTime::ZeroTimeout),
        ActionError::BadTime(BadTime::ZeroHeartbeat),
        ActionError::BadTime(BadTime::TooLong(Micros(u64::MAX))),
        ActionError::BadAmount,
    ];
    for language in Language::ALL {
        for error in &errors {
            check_sentence(language, &action_error(language, error));
        }
        for cause in [
            LossCause::Taken,
            LossCause::Cut,
            LossCause::Chance,
            LossCause::Down,
            LossCause::Full,
            LossCause::SenderCrashed,
        ] {
            check_text(language, loss_cause(language, cause));
        }
    }
}

#[test]
fn what_a_client_knows_is_said_beside_what_is_true() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/figure-8.raft");
    let story = script::play(script::parse(&std::fs::read_to_string(path).unwrap()).unwrap());
    let mut said = Vec::new();
    for panel in ["b", "d", "d-broken", "e"] {
        let judge = story.timeline.scene(story.panel(panel).unwrap().moment).observer;
        for (request, language) in
            judge.requests().flat_map(|request| Language::ALL.map(|one| (request, one)))
        {
            let fate = judge.fate(&request);
            let stored = if panel == "d" { set(&[]) } else { set(&[1, 2]) };
            let status = client_status(language, &fate);
            let (heard, truth) =
                (client_heard(language, &request, &fate), client_truth(language, &request, &fate, stored));
            for text in [status, &heard, &truth] {
                check_text(language, text);
            }
            said.push(format!("{status}: {heard}; {truth}"));
        }
    }
    for expected in [
        "acknowledged: S3 has applied it; In truth: committed",
        "unknown: S1 no longer leads term 2; In truth: on S1 and S2, not committed",
        "未知: S1 不再是任期 2 的领导者; 事实：存于 S1 和 S2，未提交",
        "unknown: S5 may still answer; In truth: on S1 and S2, not committed",
        "unknown: S1 no longer leads term 4; In truth: in no log now, not committed",
        "superseded: S1 has not answered; In truth: it was committed, and then y←3 was",
        "superseded: S5 has not answered; In truth: y←2 is committed at index 2",
        "已被取代: S5 没有答复; 事实：索引 2 提交的是 y←2",
    ] {
        assert!(said.iter().any(|one| one == expected), "{expected:?} is not in {said:#?}");
    }
}
