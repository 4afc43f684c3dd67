//! Errors of scripts, made by real ones.

use super::{check_text, server};
use crate::{Language, script_error, script_error_kind};
use cluster::MessageId;
use judge::Property;
use raft_core::{Configuration, ServerSet, Term};
use script::error::{Candidate, ErrorKind, Expected, Found, NameKind};
use script::syntax::{Fact, MessageKind, Name, Selector};
use script::{ScriptError, parse, play};

const HEAD: &str = "title t\nservers S1 S2 S3\nstepped\n";

/// Everything that is wrong with a script of this body.
fn errors(body: &str) -> Vec<ScriptError> {
    match parse(&[HEAD, body, "\n"].concat()) {
        Err(error) => vec![error],
        Ok(script) => {
            let story = play(script);
            story.findings.into_iter().chain(story.error).collect()
        }
    }
}

#[test]
fn an_error_says_where_and_what() {
    let bodies = [
        "crsh S1",
        "crash",
        "crash S9",
        "crash S1 S1",
        "cut S1->S1",
        "partition S1 S2 S3",
        "panel a\npanel a",
        "branch main from a",
        "branch b from nowhere",
        "panel a \"b",
        "rule no-such-rule off",
        "ask q of 3 answer 300",
        "request S1 x=1",
        "deliver reply S1->S2",
        "timeout S1\ndeliver reply S1->S2",
        "lose from S1",
        "crash S1\ncrash S1",
        "cut S1->S2\nelect S1 by S2",
        "crash S1\nelect S1",
        "cut S1<->S2\ncut S1<->S3\nelect S1",
        "rule retry on",
        "elect S1\ntimeout S1",
        "expect leader S1",
        "expect not safe",
        "cannot crash S1",
        "run 100ms",
        "timing loss 5%\nrun until leader S1 within 5ms",
        "rule persist-log off\nelect S1 by S2\nrule majority-to-win off\nlose rest\ntimeout S3",
        "rule new-term-on-candidacy off\nelect S1 by S2\nlose rest\nelect S2 by S3",
    ];
    for body in bodies {
        let found = errors(body);
        assert!(!found.is_empty() || body.starts_with("rule persist"), "nothing wrong with {body:?}");
        for error in found {
            for language in Language::ALL {
                let text = without_code(&script_error(language, &error));
                check_text(language, &text);
                assert!(text.ends_with(['.', '。', '?', '？']), "{text}");
            }
        }
    }
}

/// Every way in which a script can be wrong, but for acts that the cluster does not allow.
fn every_kind() -> Vec<ErrorKind> {
    let (one, two, name) = (server(1), server(2), Name::new("a").unwrap());
    let plain = Configuration::of(ServerSet::first(3));
    let joint = Configuration { next: Some(ServerSet::first(5)), ..plain };
    let selector = Selector {
        kind: MessageKind::AppendEntries,
        from: one,
        to: two,
        term: Some(Term(2)),
        entries: None,
        nth: Some(2),
    };
    let id = MessageId { from: one, to: two, ordinal: 1, copy: 0 };
    let candidate = |kind, entries| Candidate { id, kind, term: Term(2), entries };
    let some = vec![candidate(MessageKind::AppendEntries, 3), candidate(MessageKind::Reply, 0)];
    let many = vec![candidate(MessageKind::RequestVote, 0); 15];
    let facts = vec![Fact::NoLeader, Fact::Leader { server: one, term: Some(Term(2)) }];
    let fact = Fact::Safe;
    let mut kinds = vec![
        ErrorKind::TooLong { bytes: 2_000_000 },
        ErrorKind::UnclosedQuote,
        ErrorKind::TooManyCharacters { count: 41, limit: 40 },
        ErrorKind::InvisibleCharacter('\u{202e}'),
        ErrorKind::NoServerName("S10".to_owned()),
        ErrorKind::CommaAfterServer,
        ErrorKind::PauseIsForLessons,
        ErrorKind::NumberTooLarge { limit: 5_000_000_000 },
        ErrorKind::UnknownServer(one),
        ErrorKind::ServerTwice(one),
        ErrorKind::Itself(one),
        ErrorKind::OneGroup,
        ErrorKind::UnknownName { name: name.clone(), nearest: None },
        ErrorKind::UnknownName { name: name.clone(), nearest: Name::new("b") },
        ErrorKind::NoMessage { selector, under_way: Vec::new() },
        ErrorKind::NoMessage { selector, under_way: some.clone() },
        ErrorKind::NoMessage { selector, under_way: many },
        ErrorKind::ManyMessages { selector, matching: some },
        ErrorKind::NothingToLose,
        ErrorKind::NeedsStepped,
        ErrorKind::Unreachable { from: one, to: two },
        ErrorKind::ReachesNobody(one),
        ErrorKind::NotGranted { candidate: one, voter: two },
        ErrorKind::NotElected { candidate: one, votes: plain.majorities(ServerSet::only(one)) },
        ErrorKind::NotElected { candidate: one, votes: joint.majorities(ServerSet::only(one)) },
        ErrorKind::LostLeadership { leader: one, term: Term(2) },
        ErrorKind::NotConverging { leader: one, follower: two },
        ErrorKind::NotSettling,
        ErrorKind::NotReached { negated: true, fact: fact.clone(), actual: Vec::new() },
        ErrorKind::NotReached { negated: false, fact: fact.clone(), actual: Vec::new() },
        ErrorKind::NotReached { negated: false, fact: fact.clone(), actual: facts.clone() },
        ErrorKind::NothingDown,
        ErrorKind::TooManyFindings,
        ErrorKind::TooManyEvents,
        ErrorKind::NotSo { fact: fact.clone(), actual: facts[..1].to_vec() },
        ErrorKind::NotSo { fact: fact.clone(), actual: facts },
        ErrorKind::IsSo(fact),
        ErrorKind::Possible,
        ErrorKind::Violation { property: Property::LogMatching, event: 7 },
    ];
    for what in [NameKind::Moment, NameKind::Branch, NameKind::Ask] {
        kinds.extend([0, 3].map(|line| ErrorKind::NameTaken { what, name: name.clone(), line }));
    }
    let found = |found, nearest| ErrorKind::Unexpected { found, expected: EXPECTED.to_vec(), nearest };
    kinds.extend([
        found(Found::Word("crsh".to_owned()), Some("crash")),
        found(Found::Quoted("ß".repeat(50)), None),
        found(Found::Sign("|".to_owned()), None),
        found(Found::EndOfLine, None),
        found(Found::EndOfScript, None),
    ]);
    for expected in EXPECTED {
        kinds.push(ErrorKind::Unexpected {
            found: Found::EndOfLine,
            expected: vec![*expected],
            nearest: None,
        });
    }
    kinds
}

const EXPECTED: &[Expected] = &[
    Expected::Exactly("on"),
    Expected::Command,
    Expected::ActOrBundle,
    Expected::Act,
    Expected::Fact,
    Expected::Server,
    Expected::Message,
    Expected::Number(0),
    Expected::Number(1),
    Expected::Ordinal,
    Expected::Time,
    Expected::Percent,
    Expected::Rate,
    Expected::Name,
    Expected::Label,
    Expected::ClientCommand,
    Expected::Rule,
    Expected::Property,
    Expected::Role,
    Expected::Verb,
    Expected::Dial,
    Expected::Link,
    Expected::EndOfLine,
];

#[test]
fn every_way_to_be_wrong_is_said_in_a_sentence() {
    for kind in every_kind() {
        for (language, ends) in [(Language::English, ['.', '?']), (Language::Chinese, ['。', '？'])] {
            let text = without_code(&script_error_kind(language, &kind));
            check_text(language, &text);
            assert!(text.ends_with(ends), "{text}");
        }
    }
}

/// Text between backquotes is the script's own.
fn without_code(text: &str) -> String {
    text.split('`').enumerate().map(|(place, part)| if place % 2 == 0 { part } else { "S1" }).collect()
}

#[test]
fn a_slip_is_shown_with_the_word_that_was_meant() {
    let error = &errors("crsh S1")[0];
    let english = script_error(Language::English, error);
    assert!(english.starts_with("Line 4, column 1: "), "{english}");
    assert!(english.contains("`crash`"), "{english}");
    let chinese = script_error(Language::Chinese, error);
    assert!(chinese.starts_with("第 4 行第 1 列："), "{chinese}");
    assert!(chinese.contains("你是想写 `crash` 吗"), "{chinese}");
}
