//! What real runs show is never called impossible.

use cluster::{Action, Event, Observer, World};
use explorer::Chaos;
use explorer::attempt::{Attempt, Outcome, RULES, Refusal};
use judge::{Judge, Property};
use raft_core::{Entry, Rule, Server, ServerId, ServerSet, Term};

/// Nobody builds longer logs by hand.
const LONGEST: u32 = 8;

/// A committed entry of the leader's own term, with everything before it.
struct Committed {
    term: Term,
    log: Vec<Entry>,
}

fn terms(entries: &[Entry]) -> Vec<Term> {
    entries.iter().map(|entry| entry.term).collect()
}

fn set(numbers: &[u8]) -> ServerSet {
    numbers.iter().copied().filter_map(ServerId::new).collect()
}

/// Random runs; shows every moment in which a log has changed, with everything that leaders of the
/// run have committed so far, as long as no later leader lacked any of it.
fn runs(count: u64, without: &[Rule], mut see: impl FnMut(&World, &[Committed])) {
    for seed in 0..count {
        let mut chaos = Chaos::new(seed, Some(5), without, Some(false));
        let mut world = World::new(chaos.setup());
        let mut judge = Judge::new(&world);
        let mut event = Event::start();
        let mut committed: Vec<Committed> = Vec::new();
        for number in 1..=400 {
            while world.apply_into::<false>(&Action::from(chaos.next_act(&world)), &mut event).is_err() {}
            judge.observe(number, &world, &event);
            let premises = [Property::ElectionSafety, Property::LeaderCompleteness];
            if premises.iter().any(|property| judge.violation(*property).is_some()) {
                break;
            }
            let Some(server) = event.server().and_then(|id| world.server(id)) else { continue };
            note_commit(server, &mut committed);
            let short = |server: &Server| server.log().last_index().0 <= LONGEST;
            if event.log_from.is_some() && world.servers().iter().all(short) {
                see(&world, &committed);
            }
        }
    }
}

fn note_commit(server: &Server, committed: &mut Vec<Committed>) {
    let (term, end) = (server.current_term(), server.commit_index().0 as usize);
    let Some(log) = server.log().entries().get(..end) else { return };
    let own = server.is_leader() && log.last().is_some_and(|entry| entry.term == term);
    if own && committed.last().is_none_or(|last| last.term < term) {
        committed.push(Committed { term, log: log.to_vec() });
    }
}

/// Every attempt that two servers of this moment make: one still has the entry, the other stands.
fn attempts(world: &World, committed: &Committed, without: Option<Rule>, mut see: impl FnMut(&Attempt)) {
    let place = committed.log.len() - 1;
    for voter in world.servers() {
        if voter.log().entries().get(place) != committed.log.last() {
            continue;
        }
        for candidate in world.servers().iter().filter(|candidate| candidate.id() != voter.id()) {
            see(&Attempt {
                logs: [terms(&committed.log), terms(voter.log().entries()), terms(candidate.log().entries())],
                committed_in: committed.term,
                elected_in: world.term().next(),
                stored: set(&[1, 2, 3]),
                votes: set(&[3, 4, 5]),
                votes_first: false,
                without,
            });
        }
    }
}

#[test]
fn the_logs_of_any_two_servers_of_a_real_run_are_possible_together() {
    let (mut refused, mut elected) = (0, 0);
    runs(300, &[], |world, committed| {
        for entry in committed.iter().rev().take(3) {
            attempts(world, entry, None, |attempt| match attempt.outcome() {
                // The one answer that says nothing about the logs, but about the vote.
                Outcome::Refused(Refusal::Vote { .. }) => refused += 1,
                Outcome::Complete => elected += 1,
                other => panic!("{other:?}: {attempt:?}"),
            });
        }
    });
    assert!(refused > 1000 && elected > 1000, "{refused} refused, {elected} elected");
}

#[test]
fn nor_are_those_of_runs_without_a_rule_called_impossible() {
    for rule in RULES {
        let mut seen = 0;
        runs(100, &[rule], |world, committed| {
            for entry in committed.iter().rev().take(3) {
                attempts(world, entry, Some(rule), |attempt| {
                    seen += 1;
                    if let Outcome::Refused(refusal) = attempt.outcome() {
                        assert!(may_be(rule, &refusal), "{refusal:?}: {attempt:?}");
                    }
                });
            }
        });
        assert!(seen > 1000, "{rule:?}: {seen}");
    }
}

/// Whether a real log may be refused so: by a vote, and without the consistency check because its
/// terms fall, which happens then and is not followed up by hand.
fn may_be(rule: Rule, refusal: &Refusal) -> bool {
    match refusal {
        Refusal::Vote { .. } => true,
        Refusal::TermsFall { .. } => rule == Rule::ConsistencyCheck,
        _ => false,
    }
}
