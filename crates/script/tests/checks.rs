//! What `check` finds: expectations that are not met, and nothing else.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use cluster::{Micros, Span};
use raft_core::{Index, ServerId, Term};
use script::syntax::{Fact, Standing};
use script::{ErrorKind, RULE_SCENARIOS, SCENARIOS, Script, Statement, Story, parse, play, print};
use std::path::Path;

/// The problems of a script, as text.
fn problems(script: Script) -> Vec<String> {
    let story = play(script);
    story.findings.iter().chain(&story.error).map(ToString::to_string).collect()
}

/// Scripts that have to be in order: the scenarios, and the small ones beside this test.
fn good_scripts() -> Vec<(String, Script)> {
    let scenarios = SCENARIOS.iter().chain(RULE_SCENARIOS);
    let mut scripts: Vec<(String, String)> =
        scenarios.map(|scenario| (scenario.slug.to_owned(), scenario.text.to_owned())).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plays");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        scripts.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
    }
    let parsed = |(name, text): (String, String)| {
        let script = parse(&text).unwrap_or_else(|error| panic!("{name}:{error}"));
        assert_eq!(print(&script), text, "{name} is canonical");
        (name, script)
    };
    scripts.into_iter().map(parsed).collect()
}

/// The lines with an expectation.
fn expectations(script: &Script) -> Vec<(u32, Fact)> {
    let fact = |(line, number): (&script::Line, u32)| match &line.statement {
        Some(Statement::Expect { negated: false, fact }) => Some((number, fact.clone())),
        _ => None,
    };
    script.lines.iter().zip(1..).filter_map(fact).collect()
}

#[test]
fn good_scripts_have_no_problems() {
    let scripts = good_scripts();
    assert!(scripts.len() > 9 + RULE_SCENARIOS.len());
    for (name, script) in scripts {
        assert_eq!(problems(script), [""; 0], "{name}");
    }
}

#[test]
fn every_expectation_negated_is_a_finding() {
    for (name, script) in good_scripts() {
        for number in 1..=u32::try_from(script.lines.len()).unwrap() {
            if let Some(negated) = script.negated(number) {
                assert!(!problems(negated).is_empty(), "{name}:{number}");
            }
        }
    }
}

#[test]
fn every_expectation_with_one_value_changed_is_a_finding() {
    for (name, script) in good_scripts() {
        for (number, fact) in expectations(&script) {
            for changed in changes(&fact) {
                let mut script = script.clone();
                let statement = Statement::Expect { negated: false, fact: changed.clone() };
                script.lines[number as usize - 1].statement = Some(statement);
                let found = problems(script);
                assert!(!found.is_empty(), "{name}:{number}: `{changed}` passes as well as `{fact}`");
            }
        }
    }
}

/// Facts that cannot be so if this one is.
fn changes(fact: &Fact) -> Vec<Fact> {
    match fact {
        Fact::Log(cells) => in_each(cells, |terms| terms.push(Term(1))).map(Fact::Log).collect(),
        Fact::Commands(cells) => {
            let another = raft_core::Command::new("another").unwrap();
            in_each(cells, |commands| commands.push(another)).map(Fact::Commands).collect()
        }
        Fact::Progress { of, leader, cells } => in_each(cells, |index| *index = index.next())
            .map(|cells| Fact::Progress { of: *of, leader: *leader, cells })
            .collect(),
        Fact::Committed { index, term } => vec![
            Fact::Committed { index: *index, term: Some(term.map_or(Term(99), Term::next)) },
            Fact::Committed { index: Index(index.0 + 99), term: None },
        ],
        Fact::NothingCommitted => vec![Fact::Committed { index: Index(1), term: None }],
        Fact::Answered(_) => vec![Fact::Answered(raft_core::Command::new("another").unwrap())],
        Fact::Timer { timer, server, remaining } => {
            let span = remaining.map_or(Span::from_ms(0, 0), |span| Span {
                min: span.max.plus(Micros(1)),
                max: span.max.plus(Micros(2)),
            });
            let other = remaining.map_or(Some(span), |_| None);
            vec![
                Fact::Timer { timer: *timer, server: *server, remaining: Some(span) },
                Fact::Timer { timer: *timer, server: *server, remaining: other },
            ]
        }
        Fact::Commit(cells) => {
            in_each(cells, |index| *index = Index(index.0 + 1)).map(Fact::Commit).collect()
        }
        Fact::Applied(cells) => {
            in_each(cells, |index| *index = Index(index.0 + 1)).map(Fact::Applied).collect()
        }
        Fact::Term(cells) => in_each(cells, |term| *term = Term(term.0 + 1)).map(Fact::Term).collect(),
        Fact::Leader { server, term: Some(term) } => {
            vec![Fact::Leader { server: *server, term: Some(Term(term.0 + 1)) }, Fact::NoLeader]
        }
        Fact::Leader { .. } => vec![Fact::NoLeader],
        Fact::NoLeader => ServerId::all().take(3).map(|server| Fact::Leader { server, term: None }).collect(),
        Fact::Role { server, standing } => {
            let others = Standing::ALL.into_iter().filter(|other| other != standing);
            others.map(|standing| Fact::Role { server: *server, standing }).collect()
        }
        Fact::Vote { server, voted_for } => {
            let others = ServerId::all().take(3).map(Some).chain([None]).filter(|other| other != voted_for);
            others.map(|voted_for| Fact::Vote { server: *server, voted_for }).collect()
        }
        Fact::Configuration { server, configuration } => {
            let next = configuration.next.map_or(Some(configuration.voters), |_| None);
            let configuration = raft_core::Configuration { next, ..*configuration };
            vec![Fact::Configuration { server: *server, configuration }]
        }
        Fact::CatchingUp { server, new } => {
            let mut other = *new;
            if new.is_empty() {
                other.insert(*server);
            } else {
                other = raft_core::ServerSet::EMPTY;
            }
            vec![Fact::CatchingUp { server: *server, new: other }]
        }
        Fact::Apart(Some(_)) => vec![Fact::Apart(None)],
        Fact::Apart(None) => {
            let first = |count| raft_core::ServerSet::first(count);
            vec![Fact::Apart(Some([first(2), first(3).without(first(2))]))]
        }
        Fact::Stored { index, term, on } => vec![
            Fact::Stored { index: index.next(), term: *term, on: *on },
            Fact::Stored { index: *index, term: term.next(), on: *on },
        ],
        Fact::InFlight(selector) => {
            vec![Fact::InFlight(script::syntax::Selector { nth: Some(99), ..*selector })]
        }
        Fact::Safe => vec![Fact::Violation(judge::Property::LogMatching)],
        // Another property may be broken too.
        Fact::Violation(_) => vec![Fact::Safe],
        // What a server decided otherwise in the same act is another true fact.
        Fact::Decision { .. } => Vec::new(),
    }
}

/// Copies of the cells, each with another one changed.
fn in_each<T: Clone>(
    cells: &[(ServerId, T)],
    change: impl Fn(&mut T),
) -> impl Iterator<Item = Vec<(ServerId, T)>> {
    (0..cells.len()).map(move |place| {
        let mut cells = cells.to_vec();
        change(&mut cells[place].1);
        cells
    })
}

fn story(body: &str) -> Story {
    play(parse(&format!("title t\nservers S1 S2 S3\nstepped\n{body}")).unwrap())
}

#[test]
fn a_line_that_fails_is_undone_whole_and_those_before_it_stay() {
    // S2 votes in its own candidacy, then S1 cannot be elected by it.
    let story = story("campaign S2 asks S3\nelect S1 by S2 S3\nrequest S1 x=1\n");
    let error = story.error.as_ref().unwrap();
    let [s1, s2] = [1, 2].map(|number| ServerId::new(number).unwrap());
    assert_eq!((error.line, error.column), (5, 1));
    assert_eq!(error.kind, ErrorKind::NotGranted { candidate: s1, voter: s2 });
    assert_eq!(story.timeline.tip(cluster::BranchId::ROOT).event, 4);
    assert_eq!(story.played.last().unwrap().line, 4);
    let world = story.timeline.at_tip(cluster::BranchId::ROOT).0;
    assert_eq!(world.server(ServerId::new(1).unwrap()).unwrap().current_term(), Term(0));
}

#[test]
fn a_violation_that_nobody_expects_is_a_finding_where_it_happens() {
    let body = "rule majority-to-win off\ncampaign S1 asks S2\ncampaign S2 asks S3\ncampaign S3 asks S1\n";
    let found = story(body).findings;
    // S1 leads term 1. S2 has voted in it, so it starts an election in term 2.
    assert_eq!(found, []);
    let body = "rule one-vote-per-term off\ntimeout S1\ntimeout S2\nmark stood\n\
                deliver RequestVote S1->S3\ndeliver reply S3->S1\ndeliver RequestVote S2->S3\n\
                deliver reply S3->S2\nrequest S2 x=1\n";
    let found = story(body).findings;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].line, found[0].column), (11, 1));
    let violation = ErrorKind::Violation { property: judge::Property::ElectionSafety, event: 7 };
    assert_eq!(found[0].kind, violation);
    // One expectation speaks for all branches of that past, and for no other past.
    let expected =
        format!("{body}mark broken\nexpect violation election-safety\nbranch b from broken\ncrash S1\n");
    assert_eq!(story(&expected).findings, []);
    let other = format!(
        "{expected}branch c from stood\ndeliver RequestVote S1->S3\ndeliver reply S3->S1\n\
         deliver RequestVote S2->S3\ndeliver reply S3->S2\n"
    );
    let found = story(&other).findings;
    assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [21]);
}

#[test]
fn findings_do_not_stop_a_script() {
    let story = story("expect leader S1\nelect S1\nexpect leader S2\ncannot request S1 x=1\n");
    let leader = |number, term| Fact::Leader { server: ServerId::new(number).unwrap(), term };
    let not_so = |fact, actual| ErrorKind::NotSo { fact, actual: vec![actual] };
    let found: Vec<_> =
        story.findings.iter().map(|error| (error.line, error.column, error.kind.clone())).collect();
    let expected = [
        (4, 8, not_so(leader(1, None), Fact::NoLeader)),
        (6, 8, not_so(leader(2, None), leader(1, Some(Term(1))))),
        (7, 8, ErrorKind::Possible),
    ];
    assert_eq!(found, expected);
    assert_eq!(story.error, None);
}
