//! All small attempts.

use explorer::attempt::{Attempt, CANDIDATE, LEADER, Outcome, RULES};
use raft_core::{Rule, ServerId, ServerSet, Term};

/// Every log of at most this length in which the terms do not fall, up to this term.
fn logs(length: usize, highest: u32) -> Vec<Vec<Term>> {
    let mut all = vec![Vec::new()];
    let mut first = 0;
    for _ in 0..length {
        let longest = all.len();
        for place in first..longest {
            let log: Vec<Term> = all[place].clone();
            let lowest = log.last().map_or(1, |term: &Term| term.0);
            all.extend((lowest..=highest).map(|term| [log.as_slice(), &[Term(term)]].concat()));
        }
        first = longest;
    }
    all
}

/// Who stores the entry, and who is asked. S2, S3 and S4 are alike: of the sets that differ only by
/// their names one is enough.
fn sets() -> Vec<(ServerSet, ServerSet)> {
    let like = |number: u8| ServerId::new(number).unwrap();
    let mut all = Vec::new();
    for code in 0..64u8 {
        let parts = [code & 3, code >> 2 & 3, code >> 4 & 3];
        if !parts.is_sorted() {
            continue;
        }
        for ends in 0..4u8 {
            let (mut stored, mut votes) = (ServerSet::only(LEADER), ServerSet::only(CANDIDATE));
            for (server, part) in (2..=4).map(like).zip(parts) {
                if part & 1 != 0 {
                    stored.insert(server);
                }
                if part & 2 != 0 {
                    votes.insert(server);
                }
            }
            if ends & 1 != 0 {
                stored.insert(CANDIDATE);
            }
            if ends & 2 != 0 {
                votes.insert(LEADER);
            }
            all.push((stored, votes));
        }
    }
    all
}

fn set(numbers: &[u8]) -> ServerSet {
    numbers.iter().copied().filter_map(ServerId::new).collect()
}

/// The sets of Figure 9.
fn figure_9() -> (ServerSet, ServerSet) {
    (set(&[1, 2, 3]), set(&[3, 4, 5]))
}

/// Shows every attempt with logs of at most this length, terms up to this one and these sets.
fn every(
    length: usize,
    highest: u32,
    sets: &[(ServerSet, ServerSet)],
    without: Option<Rule>,
    mut see: impl FnMut(&Attempt),
) {
    let logs = logs(length, highest);
    for leader in logs.iter().filter(|log| !log.is_empty()) {
        for committed_in in (leader[leader.len() - 1].0..=highest).map(Term) {
            for elected_in in (committed_in.0 + 1..=highest + 1).map(Term) {
                let fits = |log: &&Vec<Term>| log.last().is_none_or(|term| *term < elected_in);
                for voter in logs.iter().filter(fits) {
                    for candidate in logs.iter().filter(fits) {
                        let mut attempt = Attempt {
                            logs: [leader.clone(), voter.clone(), candidate.clone()],
                            committed_in,
                            elected_in,
                            stored: ServerSet::EMPTY,
                            votes: ServerSet::EMPTY,
                            votes_first: false,
                            without,
                        };
                        for (stored, votes) in sets {
                            for votes_first in [false, true] {
                                attempt.stored = *stored;
                                attempt.votes = *votes;
                                attempt.votes_first = votes_first;
                                see(&attempt);
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How many attempts there are, and those that lose the entry.
fn lost(
    length: usize,
    highest: u32,
    sets: &[(ServerSet, ServerSet)],
    without: Option<Rule>,
) -> (u32, Vec<Attempt>) {
    let (mut seen, mut lost) = (0, Vec::new());
    every(length, highest, sets, without, |attempt| {
        seen += 1;
        if let Outcome::Lost { .. } = attempt.outcome() {
            lost.push(attempt.clone());
        }
    });
    (seen, lost)
}

#[test]
fn nobody_is_elected_without_the_entry_whoever_stores_it_and_whoever_votes() {
    let (seen, lost) = lost(3, 3, &sets(), None);
    assert_eq!(lost, []);
    assert!(seen > 2_000_000, "{seen}");
}

#[test]
fn nobody_is_elected_without_the_entry_whatever_the_logs() {
    let (seen, lost) = lost(4, 4, &[figure_9()], None);
    assert_eq!(lost, []);
    assert!(seen > 1_000_000, "{seen}");
}

#[test]
fn without_any_of_the_rules_somebody_is_and_the_run_can_be_played() {
    // The picture; too few copies; too few votes: nobody has to be in both.
    let sets = [figure_9(), (set(&[1, 2]), set(&[3, 4, 5])), (set(&[1, 2, 3]), set(&[4, 5]))];
    for rule in RULES {
        let (_, lost) = lost(3, 3, &sets, Some(rule));
        // Of the many that are alike a few are enough.
        let few: Vec<&Attempt> = lost.iter().step_by((lost.len() / 200).max(1)).collect();
        // Each is played, and judged.
        let played = few.iter().filter(|attempt| attempt.run().is_some()).count();
        println!("{rule:?}: {} lost, {played} of {} played", lost.len(), few.len());
        // Without the consistency check nothing is known about logs, and many of these cannot be.
        let expected = if rule == Rule::ConsistencyCheck { 10 } else { few.len() };
        assert!(played >= expected && played > 0, "{rule:?}");
    }
}
