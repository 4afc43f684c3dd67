//! Walking through runs, acting in them, branches, sessions, links.

use crate::harness::{self, Disk, Page, id, panel, press};
use cluster::{Act, Moment};
use judge::Property;
use narration::Language;
use raft_core::Rule;
use web::look::Choice;
use web::state::{
    Answer, Effect, Intent, NodeKind, Notice, Pane, Run, Saved, Source, State, Strip, intent_of,
};

/// The board with a scenario.
fn board(slug: &'static str) -> State {
    let mut state = harness::board(slug);
    // Its texts are on their way: `book.rs` is about those.
    state.ask_for_texts();
    state
}

/// The terms in every log, a word a server: `12 12 1 1 1`.
fn logs(state: &State) -> String {
    let servers = state.run.shot.scene.world.servers().iter();
    let log = |server: &raft_core::Server| -> String {
        server.log().entries().iter().map(|entry| entry.term.to_string()).collect()
    };
    servers.map(log).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_clicker_walks_figure_8_panel_by_panel() {
    let mut state = board("figure-8");
    let walk = [
        ("a", "12 12 1 1 1"),
        ("b", "12 12 1 1 13"),
        // The first press at a question shows its answer, the second goes on.
        ("b", "12 12 1 1 13"),
        ("c", "124 12 12 1 13"),
        ("c", "124 12 12 1 13"),
        ("d", "13 13 13 13 13"),
        ("d", "13 13 13 13 13"),
        ("d-broken", "13 13 13 13 13"),
        ("e", "124 124 124 1 13"),
    ];
    for (name, expected) in walk {
        press(&mut state, &["PageDown"]);
        assert_eq!((panel(&state), logs(&state).as_str()), (name, expected));
    }
    let back = ["d-broken", "d", "c", "b", "a"];
    // The last event of e's branch lies behind its panel.
    press(&mut state, &["PageUp"]);
    for name in back {
        if panel(&state) != name {
            press(&mut state, &["PageUp"]);
        }
        assert_eq!(panel(&state), name);
    }
}

#[test]
fn only_the_branch_with_a_rule_off_is_broken() {
    let mut state = board("figure-8");
    for (name, broken) in [
        ("a", &[][..]),
        ("c", &[]),
        ("d", &[]),
        ("d-broken", &[Property::LeaderCompleteness, Property::StateMachineSafety]),
        ("e", &[]),
    ] {
        let at = state.run.panel_named(name).unwrap();
        state.reduce(Intent::Jump(at));
        let found: Vec<Property> =
            state.run.shot.scene.observer.violations().iter().map(|violation| violation.property).collect();
        assert_eq!(found, broken, "{name}");
    }
}

#[test]
fn futures_are_hidden_until_the_question_is_answered() {
    let mut state = board("figure-8");
    let hidden = |state: &State| -> Vec<String> {
        let strip = Strip::of(&state.run, None);
        strip.nodes.iter().filter(|node| node.hidden).map(|node| node.label.clone()).collect()
    };
    press(&mut state, &["PageDown", "PageDown", "PageDown", "PageDown"]);
    assert_eq!(hidden(&state), ["d", "d′", "e"]);
    press(&mut state, &["a"]);
    assert_eq!(hidden(&state), Vec::<String>::new());
    assert_eq!(state.run.progress.answer("may-s1-commit"), Some(Answer::Chosen(1)));
    // The first answer counts; another is an attempt.
    press(&mut state, &["b"]);
    assert_eq!(state.run.progress.answer("may-s1-commit"), Some(Answer::Chosen(1)));
    assert_eq!(state.run.progress.attempts("may-s1-commit"), [1, 2]);
}

/// A link leads to (c), past the question at (b): that one is open, and hides nothing on the way.
#[test]
fn a_question_that_was_passed_by_hides_nothing() {
    let mut state = board("figure-8");
    let hidden = |state: &State| -> String {
        let nodes = Strip::of(&state.run, None).nodes;
        nodes.iter().filter(|node| node.hidden).map(|node| node.label.as_str()).collect()
    };
    assert_eq!(hidden(&state), "cdd′e");
    let c = state.run.panel_named("c").unwrap();
    state.reduce(Intent::Jump(c));
    assert_eq!(hidden(&state), "dd′e");
    press(&mut state, &["b"]);
    assert_eq!(hidden(&state), "");
    // Back before both, what was answered stays open to the eye; where (c) leads is asked at (b).
    state.reduce(Intent::ToStart);
    assert_eq!(hidden(&state), "c");
    // What is asked in one future says nothing about the others.
    let d = state.run.panel_named("d").unwrap();
    state.reduce(Intent::Jump(d));
    assert!(state.run.progress.open(&state.run.story, state.run.at).is_some());
    assert_eq!(hidden(&state), "");
}

/// Figure 7 opens at the figure; how it came to that lies before.
#[test]
fn a_scenario_opens_at_its_mark() {
    let mut state = board("figure-7");
    assert_eq!(panel(&state), "term-7");
    assert!(state.run.at.event > 0 && state.run.stop_before().is_some());
    press(&mut state, &["PageUp"]);
    assert_eq!(panel(&state), "terms-4-to-6");
    assert_eq!(board("figure-8").run.at.event, 0);
}

#[test]
fn stepping_on_passes_the_question_over() {
    let mut state = board("figure-8");
    press(&mut state, &["PageDown", "PageDown", "PageDown", "PageDown", "."]);
    assert_eq!(state.run.progress.answer("may-s1-commit"), Some(Answer::Skipped));
    assert_eq!(state.run.at.event, state.run.story.timeline.owner(state.run.at).event);
}

#[test]
fn acting_in_the_past_makes_a_branch_and_nothing_is_lost() {
    let mut state = board("figure-8");
    let branches = state.run.story.timeline.branches().count();
    press(&mut state, &["PageDown"]);
    let here = state.run.at;
    state.reduce(Intent::Do(Act::Crash(id(1))));
    assert_eq!(state.notice, Some(Notice::Branched));
    assert_eq!(state.run.story.timeline.branches().count(), branches + 1);
    assert!(!state.run.in_lesson());
    // Going on at the end of one's own branch makes no other.
    state.reduce(Intent::Do(Act::Timeout(id(2))));
    assert_eq!(state.run.story.timeline.branches().count(), branches + 1);
    press(&mut state, &["u", "u"]);
    assert!(state.run.is_here(here));
    state.reduce(Intent::Redo);
    assert!(!state.run.shot.scene.world.is_up(id(1)));
    press(&mut state, &["l"]);
    assert!(state.run.is_here(here) && state.run.in_lesson());
    // The lesson goes on as if nothing had been.
    press(&mut state, &["PageDown"]);
    assert_eq!((panel(&state), logs(&state).as_str()), ("b", "12 12 1 1 13"));
    let strip = Strip::of(&state.run, None);
    assert!(strip.nodes.iter().any(|node| matches!(node.kind, NodeKind::Branch(_))));
}

#[test]
fn the_end_of_a_lesson_is_never_written_over() {
    let mut state = board("hello");
    state.reduce(Intent::ToEnd);
    let end = state.run.end();
    let last = state.run.at.branch;
    let down: Vec<_> = state.run.shot.scene.world.servers().iter().map(raft_core::Server::id).collect();
    let up = down.into_iter().find(|id| state.run.shot.scene.world.is_up(*id)).unwrap();
    state.reduce(Intent::Do(Act::Crash(up)));
    assert_eq!(state.run.story.timeline.branch(last).end(), end);
    assert_ne!(state.run.at.branch, last);
}

#[test]
fn what_cannot_be_done_says_why_and_changes_nothing() {
    let mut state = board("figure-8");
    press(&mut state, &["PageDown"]);
    let before = (state.run.at, state.run.story.timeline.branches().count());
    state.reduce(Intent::Do(Act::Timeout(id(1))));
    assert!(matches!(state.notice, Some(Notice::Cannot(_))));
    state.command = "two words".to_owned();
    state.reduce(Intent::Request(id(1)));
    assert_eq!(state.notice, Some(Notice::BadCommand));
    assert_eq!((state.run.at, state.run.story.timeline.branches().count()), before);
}

#[test]
fn taking_over_lets_the_clock_run_and_it_can_be_gone_back_in() {
    let mut state = board("figure-8");
    press(&mut state, &["PageDown", "PageDown", "PageDown", "PageDown"]);
    state.reduce(Intent::TakeOver);
    assert!(state.run.is_clocked() && state.player.playing);
    let start = state.run.at.event;
    for _ in 0..400 {
        state.reduce(Intent::Tick(100_000));
    }
    assert!(state.run.at.event > start + 20, "the cluster went on by itself");
    state.reduce(Intent::TogglePlay);
    let end = state.run.at;
    state.reduce(Intent::Scrub(start + 5));
    state.reduce(Intent::TogglePlay);
    for _ in 0..400 {
        state.reduce(Intent::Tick(100_000));
    }
    assert_eq!(state.run.at.branch, end.branch, "what happened before happens again on the same branch");
    assert!(state.run.at.event >= end.event);
}

#[test]
fn a_run_with_a_rule_off_is_never_raft_again() {
    let mut state = board("free-play");
    state.reduce(Intent::Switch(Rule::PersistVote, false));
    state.reduce(Intent::AllRulesOn);
    assert!(state.run.shot.scene.world.rules().is_raft());
    assert!(!state.run.shot.scene.world.is_raft());
}

#[test]
fn isolating_a_second_server_does_not_rejoin_the_first() {
    let mut state = board("hello");
    press(&mut state, &["PageDown", "PageDown"]);
    state.reduce(Intent::Isolate { server: id(2), cut: true });
    state.reduce(Intent::Isolate { server: id(3), cut: true });
    let network = state.run.shot.scene.world.network();
    assert!(network.is_cut(id(1), id(2)) && network.is_cut(id(2), id(1)) && network.is_cut(id(3), id(1)));
    assert!(!network.is_cut(id(1), id(4)));
}

#[test]
fn a_session_is_restored_as_it_was() {
    let mut state = board("figure-8");
    press(&mut state, &["PageDown", "PageDown", "PageDown", "PageDown", "b", "."]);
    state.reduce(Intent::Do(Act::Crash(id(2))));
    state.reduce(Intent::TakeOver);
    for _ in 0..100 {
        state.reduce(Intent::Tick(100_000));
    }
    let text = Saved::of(&state.run, None).write();
    let run = Saved::read(&text).unwrap().into_run().unwrap();
    assert_eq!(run.at, state.run.at);
    assert_eq!(run.shot.scene.world.digest(), state.run.shot.scene.world.digest());
    assert_eq!(run.progress, state.run.progress);
    assert_eq!(run.story.timeline.branches().count(), state.run.story.timeline.branches().count());
}

#[test]
fn damaged_sessions_are_refused_without_a_panic() {
    let mut state = board("free-play");
    state.reduce(Intent::TogglePlay);
    for _ in 0..50 {
        state.reduce(Intent::Tick(100_000));
    }
    let text = Saved::of(&state.run, None).write();
    for cut in 0..text.len() {
        if let Ok(saved) = Saved::read(&text[..cut]) {
            saved.into_run().ok();
        }
    }
    let mut bytes = text.into_bytes();
    for place in (0..bytes.len()).step_by(3) {
        let kept = bytes[place];
        bytes[place] = if kept == b'A' { b'B' } else { b'A' };
        if let Ok(saved) = Saved::read(&String::from_utf8_lossy(&bytes)) {
            saved.into_run().ok();
        }
        bytes[place] = kept;
    }
}

#[test]
fn links_lead_back_to_the_same_moment() {
    let mut state = board("figure-8");
    press(&mut state, &["PageDown", "PageDown", "PageDown", "PageDown"]);
    let place = state.run.link(Language::Chinese).unwrap();
    assert_eq!(place, "s=figure-8@1&at=c&lang=zh-CN");
    let opened = Run::of_link(&place);
    assert_eq!((opened.language, opened.notice), (Some(Language::Chinese), None));
    assert!(opened.run.unwrap().is_here(state.run.at));

    state.reduce(Intent::Do(Act::Crash(id(2))));
    let own = state.run.link(Language::English).unwrap();
    assert!(own.starts_with("r="));
    let opened = Run::of_link(&own);
    assert_eq!(opened.notice, None);
    let run = opened.run.unwrap();
    assert_eq!(run.shot.scene.world.digest(), state.run.shot.scene.world.digest());
    assert!(matches!(run.source, Source::Link(_)));
}

#[test]
fn broken_links_say_so() {
    for (hash, notice) in [
        ("r=%%%", Notice::LinkBroken),
        ("r=AAAA", Notice::LinkForeign),
        ("s=figure-8@99&at=c", Notice::LinkOtherVersion),
        ("s=no-such-lesson", Notice::UnknownLesson),
        ("s=figure-8@1&at=zzz", Notice::LinkBroken),
        ("s=figure-8@1&at=99999", Notice::LinkBroken),
    ] {
        assert_eq!(Run::of_link(hash).notice, Some(notice), "{hash}");
    }
}

#[test]
fn the_script_of_any_moment_plays_to_the_same_world() {
    let mut state = board("figure-8");
    press(&mut state, &["PageDown", "PageDown"]);
    state.reduce(Intent::Do(Act::Restart(id(1))));
    state.reduce(Intent::TakeOver);
    for _ in 0..60 {
        state.reduce(Intent::Tick(100_000));
    }
    let run = Run::of_script(&state.run.script()).unwrap();
    let (world, _) = run.story.timeline.at_tip(run.story.timeline.branches().last().unwrap().0);
    assert_eq!(world.digest(), state.run.shot.scene.world.digest());
}

#[test]
fn a_script_with_a_slip_keeps_the_run_and_the_text() {
    let mut state = board("hello");
    let before = state.run.at;
    let text = "title x\nservers S1 S2 S3\nstepped\ncrsh S1\n".to_owned();
    let effects = state.reduce(Intent::Play(text.clone()));
    assert_eq!(effects, Vec::<Effect>::new());
    assert!(matches!(&state.notice, Some(Notice::BadScript(error)) if error.line == 4));
    assert_eq!((state.run.slug(), state.run.at), (Some("hello"), before));
    assert_eq!(state.draft, Some(text));
    assert_eq!(state.pane, Pane::Script);
}

#[test]
fn letters_can_be_switched_off_and_arrows_stay() {
    let mut state = board("hello");
    state.reduce(Intent::SetLetterKeys(false));
    assert_eq!(intent_of(&state, "c"), None);
    assert_eq!(intent_of(&state, "ArrowRight"), Some(Intent::Forward));
}

#[test]
fn a_message_that_has_arrived_is_no_longer_chosen() {
    let mut state = board("figure-8");
    press(&mut state, &["."]);
    let message = state.run.shot.scene.world.network().messages()[0].id;
    state.reduce(Intent::Choose(Some(Choice::Message(message))));
    assert_eq!(state.pane, Pane::Inspector);
    press(&mut state, &["d"]);
    assert_eq!((state.choice, state.pane), (None, Pane::Lesson));
}

#[test]
fn an_event_beyond_the_end_is_the_end() {
    let mut state = board("hello");
    let end = state.run.end();
    state.reduce(Intent::Jump(Moment { event: end + 1000, ..state.run.at }));
    assert_eq!(state.run.at.event, end);
}

#[test]
fn an_empty_run_can_always_be_made() {
    assert_eq!(Run::empty().end(), 0);
}

#[test]
fn opening_another_lesson_keeps_what_was_done_in_this_one() {
    let mut state = board("figure-8");
    press(&mut state, &["PageDown"]);
    state.reduce(Intent::Do(Act::Crash(id(1))));
    let (at, digest) = (state.run.at, state.run.shot.scene.world.digest());
    let mut page = Page { state, disk: Disk::default() };
    page.wants(Intent::Open("hello"));
    assert_eq!(page.state.run.slug(), Some("hello"));
    page.wants(Intent::Open("figure-8"));
    assert_eq!((page.state.run.at, page.state.run.shot.scene.world.digest()), (at, digest));
}

#[test]
fn the_clients_pane_stays_while_one_goes_through_time() {
    let mut state = board("figure-8");
    press(&mut state, &["PageDown", "q"]);
    assert_eq!(state.pane, Pane::Clients);
    press(&mut state, &[",", "Home", "End"]);
    assert_eq!(state.pane, Pane::Clients);
    press(&mut state, &["q"]);
    assert_eq!(state.pane, Pane::Lesson);
}

#[test]
fn behind_the_help_keys_do_nothing() {
    let mut state = board("figure-8");
    press(&mut state, &["?"]);
    assert_eq!(intent_of(&state, "PageDown"), None);
    press(&mut state, &["Escape"]);
    assert!(!state.help && intent_of(&state, "PageDown").is_some());
}

#[test]
fn a_moment_stays_to_be_compared_with_others() {
    let mut state = board("figure-8");
    press(&mut state, &["PageDown", "PageDown", "k"]);
    let pinned = state.run.pinned.clone().expect("it stays");
    assert_eq!(pinned.scene.moment, state.run.at);
    press(&mut state, &["PageDown", "PageDown"]);
    assert_eq!(panel(&state), "c");
    assert_eq!(state.run.pinned.as_deref(), Some(&*pinned), "it stays while one goes elsewhere");
    press(&mut state, &["k"]);
    assert!(state.run.pinned.is_none());
    // Another lesson has nothing to do with it.
    press(&mut state, &["k"]);
    state.reduce(Intent::Open("hello"));
    assert!(state.run.pinned.is_none());
}
