//! §5.2: leader election; "Candidates" and "RequestVote RPC" of Figure 2.

use crate::harness::{Bench, Handed, append, at, request_vote, s, set, vote};
use raft_core::{
    Configuration, Decision, Input, Message, Role, RoleName, Rule, ServerSet, StepDown, Term, TimerReset,
};

#[test]
fn s5_2_a_timeout_starts_a_new_term_votes_for_itself_and_asks_everyone() {
    let mut bench = Bench::new(1).storing(&[1, 2]);
    let handed = bench.timeout();
    assert_eq!((bench.term(), bench.voted_for()), (3, Some(1)));
    assert_eq!(*bench.server.role(), Role::Candidate { votes: set(&[1]), refusals: set(&[]) });
    assert_eq!(handed.receivers(), set(&[2, 3, 4, 5]));
    assert_eq!(handed.sent.len(), 4);
    assert!(handed.sent.iter().all(|(_, message)| *message == request_vote(3, (2, 2))));
    assert_eq!(handed.resets, [TimerReset::Stood]);
}

#[test]
fn s5_2_a_candidate_that_times_out_starts_over_in_the_next_term() {
    let mut bench = Bench::new(1).standing();
    bench.hear(s(2), vote(1, true));
    bench.timeout();
    assert_eq!(bench.term(), 2);
    assert_eq!(
        *bench.server.role(),
        Role::Candidate { votes: set(&[1]), refusals: set(&[]) },
        "votes of term 1 are gone"
    );
}

#[test]
fn s5_2_a_leader_has_no_election_timer() {
    let mut bench = Bench::new(1).leading(&[2, 3]);
    let before = bench.server.clone();
    assert_eq!(bench.timeout(), Handed::default());
    assert_eq!(bench.server, before);
}

#[test]
fn s5_2_a_server_grants_one_vote_per_term() {
    let mut bench = Bench::new(3);
    assert!(bench.hear(s(1), request_vote(1, (0, 0))).granted());
    assert!(!bench.hear(s(2), request_vote(1, (0, 0))).granted());
    assert_eq!(bench.voted_for(), Some(1), "first come, first served");
    assert!(bench.hear(s(2), request_vote(2, (0, 0))).granted(), "a new term, a new vote");
}

#[test]
fn s5_2_a_candidate_that_asks_again_gets_the_same_vote_again() {
    let mut bench = Bench::new(3);
    let first = bench.hear(s(1), request_vote(1, (0, 0)));
    let after = bench.server.clone();
    assert_eq!(bench.hear(s(1), request_vote(1, (0, 0))).sent, first.sent);
    assert_eq!(bench.server, after);
}

#[test]
fn s5_2_candidates_and_leaders_have_voted_for_themselves() {
    for bench in [Bench::new(1).standing(), Bench::new(1).leading(&[2, 3])] {
        let mut bench = bench;
        let handed = bench.hear(s(2), request_vote(1, (9, 1)));
        assert!(!handed.granted());
        assert_eq!(handed.resets, []);
    }
}

#[test]
fn s5_2_a_granted_vote_restarts_the_timer_and_a_refused_one_does_not() {
    let mut bench = Bench::new(3);
    assert_eq!(bench.hear(s(1), request_vote(1, (0, 0))).resets, [TimerReset::GrantedVote]);
    assert_eq!(bench.hear(s(2), request_vote(1, (0, 0))).resets, []);
}

#[test]
fn s5_2_a_majority_of_votes_elects_and_fewer_do_not() {
    let mut bench = Bench::new(1).standing();
    bench.hear(s(2), vote(1, true));
    bench.hear(s(2), vote(1, true));
    assert!(!bench.server.is_leader(), "the same vote counts once");
    bench.hear(s(4), vote(1, false));
    assert!(!bench.server.is_leader(), "a refusal is no vote");
    bench.hear(s(3), vote(1, true));
    assert!(bench.server.is_leader(), "3 of 5");
}

#[test]
fn s5_2_votes_of_strangers_do_not_count() {
    let mut bench = Bench::of(1, 3).standing();
    bench.hear(s(8), vote(1, true));
    bench.hear(s(9), vote(1, true));
    assert!(!bench.server.is_leader());
}

#[test]
fn s5_2_a_new_leader_sets_up_its_indexes_and_announces_itself_with_empty_append_entries() {
    let mut bench = Bench::of(1, 3).storing(&[1, 1]).standing();
    let handed = bench.hear(s(2), vote(2, true));
    for follower in [2, 3] {
        assert_eq!(bench.progress(follower), (3, 0), "nextIndex is last + 1, matchIndex 0");
    }
    assert_eq!(handed.receivers(), set(&[2, 3]));
    for (_, message) in &handed.sent {
        let Message::AppendEntries(heartbeat) = message else { panic!("{message:?}") };
        assert_eq!((heartbeat.term, heartbeat.prev_log), (Term(2), at((2, 1))));
        assert!(heartbeat.entries.is_empty());
    }
}

#[test]
fn s5_2_later_votes_change_nothing() {
    let mut bench = Bench::new(1).leading(&[2, 3]);
    let before = bench.server.clone();
    let handed = bench.hear(s(4), vote(1, true));
    assert_eq!(handed.sent, []);
    assert_eq!(bench.server, before);
}

#[test]
fn s5_2_a_candidate_follows_the_leader_of_its_term_and_keeps_its_vote() {
    let mut bench = Bench::new(1).standing();
    let handed = bench.hear(s(2), append(1, (0, 0), &[], 0));
    assert_eq!(bench.server.role().name(), RoleName::Follower);
    assert_eq!((bench.term(), bench.voted_for()), (1, Some(1)));
    assert_eq!(handed.resets, [TimerReset::HeardFromLeader]);
    assert!(handed.accepted());
}

#[test]
fn s5_2_a_lone_server_elects_itself() {
    let mut bench = Bench::of(1, 1);
    let handed = bench.timeout();
    assert!(bench.server.is_leader());
    assert_eq!(handed.sent, []);
}

#[test]
fn s5_2_a_server_outside_its_configuration_does_not_stand() {
    let mut bench = Bench::configured(4, Configuration::of(ServerSet::first(3)));
    let before = bench.server.clone();
    assert_eq!(bench.timeout(), Handed::default());
    assert_eq!(bench.server, before);
}

#[test]
fn s5_2_a_follower_sends_nothing_by_itself() {
    assert_eq!(Bench::new(1).beat(), Handed::default());
}

#[test]
fn s5_2_a_candidate_asks_again_only_those_that_have_not_answered() {
    let mut bench = Bench::new(1).standing();
    bench.hear(s(2), vote(1, true));
    bench.hear(s(3), vote(1, false));
    let handed = bench.beat();
    assert_eq!(handed.receivers(), set(&[4, 5]), "a refusal is an answer");
    assert!(handed.sent.iter().all(|(_, message)| *message == request_vote(1, (0, 0))));
    assert_eq!(handed.resets, [], "its own timer runs on");
    assert_eq!(bench.step(Input::Send { to: s(3) }).receivers(), set(&[]));
    bench.timeout();
    assert_eq!(bench.beat().receivers(), set(&[2, 3, 4, 5]), "nobody has answered in the new term");
}

#[test]
fn s5_2_whom_a_candidate_follows_leads_the_term_of_its_message() {
    let mut bench = Bench::new(1).in_term(3).with(Rule::RefuseStaleLeader, false).standing();
    let handed = bench.hear(s(2), append(1, (0, 0), &[], 0));
    let why = StepDown::CurrentLeader { leader: s(2), term: Term(1), current_term: Term(4) };
    assert_eq!(handed.decisions[0], Decision::SteppedDown { from: RoleName::Candidate, why });
}
