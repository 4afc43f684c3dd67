//! What would become of a candidate is what does become of it.

use crate::harness::{Kind, Run, both_ways, command, kind, one_way, s, set};
use cluster::{Act, Ballot, Candidacy, MessageId, Setup, World};
use raft_core::{Decision, Message, Role, Rule, ServerId, ServerSet, Term, VoteRefusal};

/// S1 leads term 1 with `x=1` on S1, S2 and S3.
fn led() -> Run {
    let mut run = Run::of(5);
    run.elect(1, &[2, 3, 4, 5]);
    run.lose_rest();
    run.request(1, "x=1");
    run.store(1, 2);
    run.store(1, 3);
    run.lose_rest();
    run
}

fn outcome(candidacy: &Candidacy) -> (Term, ServerSet, bool) {
    (candidacy.term, candidacy.votes, candidacy.elected)
}

fn ballot(candidacy: &Candidacy, server: u8) -> Ballot {
    candidacy.ballots.iter().find(|(voter, _)| *voter == s(server)).expect("a voter").1
}

fn refusal(candidacy: &Candidacy, server: u8) -> VoteRefusal {
    match ballot(candidacy, server) {
        Ballot::Decided { decision: Decision::RefusedVote { refusal, .. }, .. } => refusal,
        other => panic!("no refusal: {other:?}"),
    }
}

#[test]
fn a_candidate_that_is_behind_a_majority_loses_every_time() {
    let run = led();
    let digest = run.world.digest();
    let candidacies = run.world.candidacies(s(4));
    let outcomes: Vec<_> = candidacies.iter().map(outcome).collect();
    assert_eq!(outcomes, [(Term(2), set(&[4, 5]), false), (Term(3), set(&[4, 5]), false)]);
    assert!(matches!(refusal(&candidacies[0], 1), VoteRefusal::LogBehind { .. }));
    assert_eq!(run.world.digest(), digest, "nothing has happened");
}

#[test]
fn a_candidate_that_is_behind_nobody_is_elected_at_once() {
    let run = led();
    let outcomes: Vec<_> = run.world.candidacies(s(3)).iter().map(outcome).collect();
    assert_eq!(outcomes, [(Term(2), set(&[1, 2, 3, 4, 5]), true)]);
}

#[test]
fn a_vote_that_was_given_is_free_again_in_the_next_term() {
    let mut run = led();
    run.timeout(2);
    run.hear_candidate(2, 4);
    run.hear_candidate(2, 5);
    run.lose_rest();
    let candidacies = run.world.candidacies(s(3));
    let voted = VoteRefusal::AlreadyVoted { voted_for: s(2), term: Term(2) };
    assert_eq!(refusal(&candidacies[0], 4), voted);
    assert_eq!(refusal(&candidacies[0], 2), voted);
    let outcomes: Vec<_> = candidacies.iter().map(outcome).collect();
    assert_eq!(outcomes, [(Term(2), set(&[1, 3]), false), (Term(3), set(&[1, 2, 3, 4, 5]), true)]);
}

#[test]
fn a_server_that_is_down_stands_after_a_restart_and_gives_no_vote() {
    let mut run = led();
    run.act(Act::Crash(s(2)));
    run.act(Act::Crash(s(3)));
    assert_eq!(outcome(&run.world.candidacies(s(2))[0]), (Term(2), set(&[1, 2, 4, 5]), true));
    assert_eq!(ballot(&run.world.candidacies(s(2))[0], 3), Ballot::Down);
}

#[test]
fn links_that_are_cut_carry_no_requests_and_no_votes() {
    let mut run = led();
    run.act(Act::Cut(one_way(3, 1)));
    run.act(Act::Cut(one_way(2, 3)));
    run.act(Act::Cut(both_ways(3, 4)));
    let candidacy = &run.world.candidacies(s(3))[0];
    assert_eq!(outcome(candidacy), (Term(2), set(&[3, 5]), false));
    assert_eq!((ballot(candidacy, 1), ballot(candidacy, 4)), (Ballot::Unreached, Ballot::Unreached));
    let granted = |ballot| match ballot {
        Ballot::Decided { decision: Decision::GrantedVote { .. }, heard } => Some(heard),
        _ => None,
    };
    assert_eq!((granted(ballot(candidacy, 2)), granted(ballot(candidacy, 5))), (Some(false), Some(true)));
}

#[test]
fn a_leader_and_a_spare_server_do_not_stand() {
    assert_eq!(led().world.candidacies(s(1)), []);
    let spare = World::new(Setup { spare: set(&[6]), ..Setup::five_stepped() });
    assert_eq!(spare.candidacies(s(6)), []);
    assert_eq!(spare.candidacies(s(9)), []);
}

/// The same election in the world itself, all that was under way before being lost. `None` if
/// the server cannot stand.
fn tried(world: &World, candidate: ServerId) -> Option<(Term, bool)> {
    let mut world = world.clone();
    if !world.is_up(candidate) {
        world.apply(&Act::Restart(candidate).into()).expect("a restart");
    }
    let before: Vec<MessageId> = world.network().messages().iter().map(|envelope| envelope.id).collect();
    if !before.is_empty() {
        world.apply(&Act::Lose(before).into()).expect("lost");
    }
    world.apply(&Act::Timeout(candidate).into()).ok()?;
    let under_way = |world: &World, fits: fn(&Message) -> bool| -> Vec<MessageId> {
        world.network().messages().iter().filter(|e| fits(&e.message)).map(|e| e.id).collect()
    };
    let term = world.server(candidate)?.current_term();
    let rounds: [fn(&Message) -> bool; 3] = [
        |message| kind(message) == Kind::Ask,
        |message| matches!(message, Message::RequestVoteReply(reply) if reply.vote_granted),
        |message| matches!(message, Message::RequestVoteReply(_)),
    ];
    for round in rounds {
        for id in under_way(&world, round) {
            world.apply(&Act::Deliver(id).into()).expect("delivered");
        }
    }
    let leads = matches!(world.server(candidate)?.role(), Role::Leader { .. });
    Some((term, leads))
}

#[test]
fn in_wild_runs_it_comes_as_it_was_said() {
    let (mut elections, mut wins) = (0, 0);
    for seed in 1..60_u64 {
        let mut dice = seed;
        let mut below = |count: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % count
        };
        let mut server = || s(u8::try_from(below(5)).expect("small") + 1);
        let mut world = World::new(Setup::five_stepped());
        for round in 0..300 {
            let (one, other) = (server(), server());
            let first = world.network().messages().first().map(|envelope| envelope.id);
            let act = match (round * 7 + usize::from(other.number()) * 3) % 19 {
                0 | 1 => Act::Timeout(one),
                2 => Act::Crash(one),
                3 => Act::Restart(one),
                4 | 5 => Act::Request { server: one, command: command("x=1") },
                6 if seed % 3 == 0 => Act::Cut(one_way(one.number(), other.number())),
                7 => Act::HealAll,
                8 if seed % 5 == 0 => {
                    Act::Switch { rule: Rule::ALL[round % Rule::ALL.len()], on: other.number() > 2 }
                }
                9 => Act::Beat(one),
                10 => first.map_or(Act::Beat(one), |id| Act::Lose(vec![id])),
                _ => first.map_or(Act::Timeout(one), Act::Deliver),
            };
            let _ = world.apply(&act.into());
            let said = world.candidacies(other);
            let done = tried(&world, other);
            assert_eq!(
                said.first().map(|said| (said.term, said.elected)),
                done,
                "seed {seed}, round {round}"
            );
            elections += usize::from(done.is_some());
            wins += usize::from(done.is_some_and(|(_, won)| won));
        }
    }
    assert!(wins > 1000 && elections - wins > 1000, "{wins} of {elections}");
}
