//! The safety argument on the board, without a browser: what it is about, how one walks through it,
//! and what it lights up.

use crate::harness::{board_at, id, press};
use judge::{Proof, Verdict};
use narration::Language;
use raft_core::{Index, Rule, ServerId};
use web::lit::{Lit, Ring};
use web::state::{Argument, Intent, Pane, Pick, Run, Settings, State};

fn argument(state: &State) -> &Argument {
    state.argument.as_ref().expect("the argument is open")
}

fn proof(state: &State) -> &Proof {
    argument(state).proof.as_ref().expect("there is something to prove")
}

/// The steps, as a string: `+` holds, `-` fails, `.` does not apply.
fn verdicts(state: &State) -> String {
    let sign = |verdict| match verdict {
        Verdict::Holds => '+',
        Verdict::Fails => '-',
        Verdict::DoesNotApply => '.',
    };
    proof(state).steps.iter().map(|step| sign(step.verdict)).collect()
}

/// What is lit up: `S1 solid stored, S3 double voter`.
fn lit(state: &State) -> String {
    let lit = Lit::of(state);
    let ring = |ring| match ring {
        Ring::Solid => "solid",
        Ring::Dashed => "dashed",
        Ring::Double => "double",
    };
    let mut said = Vec::new();
    for server in (1..=5).map(id) {
        if let Some(mark) = lit.server(server) {
            said.push(format!("{server} {} {}", ring(mark.ring), mark.word));
        }
        for index in (1..=5).map(Index) {
            if let Some(mark) = lit.cell(server, index) {
                said.push(format!("{server}[{index}] {} {}", ring(mark.ring), mark.word));
            }
        }
    }
    said.join(", ")
}

#[test]
fn there_is_nothing_to_prove_before_there_is() {
    let mut state = board_at("figure-9", "offered");
    press(&mut state, &["p"]);
    assert_eq!(state.pane, Pane::Proof);
    assert!(argument(&state).proof.is_none() && argument(&state).commits.is_empty());
    let mut state = board_at("figure-9", "refused");
    press(&mut state, &["p"]);
    assert!(argument(&state).proof.is_none());
    assert_eq!(argument(&state).commits.len(), 1);
    assert_eq!(lit(&state), "");
    press(&mut state, &["p"]);
    assert!(state.pane == Pane::Lesson && state.argument.is_none());
}

#[test]
fn the_picture_of_figure_9_fails_at_step_5() {
    let mut state = board_at("figure-9", "picture");
    press(&mut state, &["p"]);
    assert_eq!((verdicts(&state).as_str(), argument(&state).step), ("+++++-..-", 5));
    assert_eq!(argument(&state).off, [Rule::ElectionRestriction]);
    assert_eq!(lit(&state), "S3 double voter, S3[1] solid last, S5 dashed leader U, S5[1] dashed missing");
    press(&mut state, &["ArrowUp", "ArrowUp", "ArrowUp"]);
    assert_eq!(argument(&state).step, 2);
    assert_eq!(
        lit(&state),
        "S1 solid stored, S1[1] solid stored, S2 solid stored, S2[1] solid stored, \
         S3 double voter, S3[1] solid stored, S4 dashed voted, S5 dashed voted"
    );
    press(&mut state, &["ArrowUp", "ArrowUp", "ArrowUp"]);
    assert_eq!(
        (argument(&state).step, lit(&state).as_str()),
        (0, "S1 solid leader T, S1[1] solid committed")
    );
    press(&mut state, &["ArrowDown"; 12]);
    assert_eq!(
        (argument(&state).step, lit(&state).as_str()),
        (8, "S5 dashed leader U, S5[1] dashed missing")
    );
}

#[test]
fn in_raft_every_step_holds_in_either_case() {
    let mut equal = board_at("figure-9", "elected");
    press(&mut equal, &["p"]);
    assert_eq!((verdicts(&equal).as_str(), argument(&equal).step), ("+++++++.+", 0));
    assert_eq!(proof(&equal).voter, Some(id(3)));
    let mut larger = board_at("figure-9", "voter");
    press(&mut larger, &["p"]);
    assert_eq!(verdicts(&larger), "++++++.++");
    assert_eq!((proof(&larger).leader.server, proof(&larger).voter), (id(5), Some(id(3))));
    press(&mut larger, &["ArrowDown"; 7]);
    assert_eq!(
        lit(&larger),
        "S2 solid creator, S3 double voter, S3[1] solid last, S5 dashed leader U, S5[1] solid last, S5[3] dashed last"
    );
}

#[test]
fn looking_at_an_event_and_coming_back_keeps_the_argument() {
    let mut state = board_at("figure-9", "voter");
    press(&mut state, &["p", "ArrowDown", "ArrowDown", "ArrowDown"]);
    let (here, until) = (state.run.at, argument(&state).until);
    assert_eq!(here, until);
    let accepted = proof(&state).steps[3].events[0];
    state.reduce(Intent::Jump(cluster::Moment { event: accepted, ..until }));
    assert_eq!((state.pane, argument(&state).until, argument(&state).step), (Pane::Proof, until, 3));
    assert_eq!(verdicts(&state), "++++++.++");
    press(&mut state, &["u"]);
    assert_eq!((state.run.at, argument(&state).step), (here, 3));
    // Further on it is about more of the run.
    press(&mut state, &["."]);
    assert_eq!(argument(&state).until, state.run.at);
    // On another branch, about that one.
    let other = state.run.panel_named("picture").unwrap();
    state.reduce(Intent::Jump(other));
    assert_eq!((verdicts(&state).as_str(), argument(&state).step), ("+++++-..-", 5));
}

#[test]
fn what_comes_later_is_left_out() {
    let mut state = board_at("figure-9", "elected");
    press(&mut state, &["p"]);
    let leaders: Vec<ServerId> = argument(&state).leaders.iter().map(|later| later.server).collect();
    assert_eq!(leaders, [id(2)]);
}

#[test]
fn entry_and_leader_can_be_chosen() {
    let mut state = board_at("figure-9", "voter");
    press(&mut state, &["p"]);
    assert!(!argument(&state).chosen);
    let elected = argument(&state).leaders[0].event;
    state.reduce(Intent::Argue(Pick::Leader(elected)));
    assert!(argument(&state).chosen);
    assert_eq!((proof(&state).leader.server, verdicts(&state).as_str()), (id(2), "+++++++.+"));
    let commit = argument(&state).commits[0];
    state.reduce(Intent::Argue(Pick::Entry(Some((commit.index, commit.event)))));
    assert_eq!((proof(&state).commit, proof(&state).leader.server), (commit, id(5)));
    state.reduce(Intent::Argue(Pick::Entry(None)));
    assert!(!argument(&state).chosen);
    // What was chosen is not there yet at an earlier moment of another path.
    state.reduce(Intent::Argue(Pick::Leader(argument(&state).leaders[1].event)));
    let picture = state.run.panel_named("picture").unwrap();
    state.reduce(Intent::Jump(picture));
    assert!(!argument(&state).chosen);
    assert_eq!(proof(&state).leader.server, id(5));
}

#[test]
fn the_board_chooses_what_the_judge_has_found_lost() {
    let mut state = board_at("figure-8", "d-broken");
    press(&mut state, &["p"]);
    assert_eq!((proof(&state).commit.index, proof(&state).leader.server), (Index(2), id(5)));
    assert_eq!((verdicts(&state).as_str(), argument(&state).step), ("-+++++.--", 0));
    assert_eq!(argument(&state).off, [Rule::CommitOnlyCurrentTerm]);
}

#[test]
fn what_broke_a_property_is_lit_while_it_is_read() {
    let mut state = board_at("figure-8", "d-broken");
    assert_eq!(lit(&state), "");
    state.reduce(Intent::Show(Pane::Properties));
    assert_eq!(lit(&state), "S1 solid applied, S5 dashed applied, S5[2] dashed applied");
    let lost = state.run.shot.scene.observer.violations()[0].event;
    state.reduce(Intent::Jump(cluster::Moment { event: lost, ..state.run.at }));
    state.pane = Pane::Properties;
    assert_eq!(
        lit(&state),
        "S1 solid commits, S1[2] solid stored, S2[2] solid stored, S3[2] solid stored, \
         S5 dashed leader, S5[2] dashed missing"
    );
}

#[test]
fn while_the_clock_runs_the_argument_waits() {
    let run = Run::of_scenario("free-play").expect("a scenario of the library");
    let mut state = State::new(Settings::first(Language::English, true), run);
    state.reduce(Intent::TogglePlay);
    press(&mut state, &["p"]);
    let until = argument(&state).until;
    for _ in 0..1000 {
        state.reduce(Intent::Tick(100_000));
    }
    assert!(state.run.at.event > until.event + 10);
    assert_eq!(argument(&state).until, until);
    state.reduce(Intent::TogglePlay);
    assert_eq!(argument(&state).until, state.run.at);
}
