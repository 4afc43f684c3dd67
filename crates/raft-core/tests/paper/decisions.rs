//! Every decision that the core can hand out occurs, with the operands it was made by.

use crate::changes::every_change;
use crate::harness::{
    Bench, accepted, append, at, entries, entries_from, five, rejected, request_vote, s, set, vote,
};
use raft_core::{
    AppendRefusal, Change, ChangeRefusal, CommitCause, Configuration, Decision, Electorate, Hold, Ignored,
    Index, Message, RoleName, Rule, Rules, StepDown, Term, Verb, VoteRefusal,
};
use std::collections::BTreeSet;

/// A short name for each kind of decision. The compiler asks for new ones here; the test below
/// asks for an example of each.
fn kind(decision: &Decision) -> &'static str {
    match decision {
        Decision::Stood { .. } => "stood",
        Decision::GrantedVote { .. } => "granted",
        Decision::RefusedVote { refusal, .. } => match refusal {
            VoteRefusal::StaleTerm { .. } => "refused: stale term",
            VoteRefusal::AlreadyVoted { .. } => "refused: voted",
            VoteRefusal::LogBehind { .. } => "refused: log behind",
        },
        Decision::CountedVote { .. } => "counted",
        Decision::MissedVote { .. } => "missed",
        Decision::BecameLeader { .. } => "won",
        Decision::Appended { .. } => "appended",
        Decision::AcceptedEntries { .. } => "accepted",
        Decision::RejectedEntries { refusal, .. } => match refusal {
            AppendRefusal::StaleTerm { .. } => "rejected: stale term",
            AppendRefusal::NoMatch { mine: None, .. } => "rejected: too short",
            AppendRefusal::NoMatch { mine: Some(_), .. } => "rejected: other term",
        },
        Decision::Truncated { theirs: Some(_), .. } => "truncated: conflict",
        Decision::Truncated { theirs: None, .. } => "truncated: no conflict",
        Decision::KeptConflict { .. } => "kept",
        Decision::DroppedOwn { .. } => "dropped own",
        Decision::Advanced { .. } => "advanced",
        Decision::Confirmed { .. } => "confirmed",
        Decision::BackedOff { moved: true, .. } => "backed off",
        Decision::BackedOff { moved: false, .. } => "backed off: not moved",
        Decision::Committed { cause, .. } => match cause {
            CommitCause::Counted { .. } => "committed: counted",
            CommitCause::LeaderCommit { .. } => "committed: told",
        },
        Decision::HeldCommit { why, .. } => match why {
            Hold::NoMajority { .. } => "held: no majority",
            Hold::OldTerm { .. } => "held: old term",
        },
        Decision::SteppedDown { why, .. } => match why {
            StepDown::HigherTerm { .. } => "stepped down: higher term",
            StepDown::CurrentLeader { .. } => "stepped down: current leader",
            StepDown::LeftOut { .. } => "stepped down: left out",
        },
        Decision::Change(change) => match change {
            Change::Refused { refusal, .. } => match refusal {
                ChangeRefusal::NotLeader { .. } => "change refused: no leader",
                ChangeRefusal::Empty => "change refused: empty",
                ChangeRefusal::Unknown { .. } => "change refused: unknown",
                ChangeRefusal::Same { .. } => "change refused: same",
                ChangeRefusal::UnderWay { .. } => "change refused: under way",
            },
            Change::CatchUpBegan { .. } => "catch-up began",
            Change::CaughtUp { .. } => "caught up",
            Change::GivenUp { .. } => "change given up",
            Change::Began { .. } => "change began",
            Change::Completed { .. } => "change completed",
            Change::Waits { .. } => "change waits",
        },
        Decision::KeptRole { .. } => "kept role",
        Decision::UpdatedTerm { .. } => "updated term",
        Decision::Ignored { why, .. } => match why {
            Ignored::StaleVote { .. } => "ignored: stale vote",
            Ignored::StaleAppendReply { .. } => "ignored: stale answer",
            Ignored::NotCandidate { .. } => "ignored: no candidate",
            Ignored::NotLeader { .. } => "ignored: no leader",
            Ignored::OtherAttempt { .. } => "ignored: other attempt",
            Ignored::HigherTerm { .. } => "ignored: higher term",
            Ignored::OtherLeader { .. } => "ignored: other leader",
            Ignored::HearsLeader { .. } => "ignored: hears leader",
        },
    }
}

/// How many names there are above.
const KINDS: usize = 49;

/// A server, what it hears and from whom, and all that it decides.
type Example = (Bench, u8, Message, Vec<Decision>);

fn follower_of(terms: &[u32]) -> Bench {
    Bench::new(1).storing(terms)
}

fn votes() -> Vec<Example> {
    let (mine, theirs) = (at((2, 2)), at((1, 3)));
    let granted = |current: u32, voted_for: Option<u8>| Decision::GrantedVote {
        candidate: s(2),
        term: Term(3),
        current_term: Term(current),
        voted_for: voted_for.map(s),
        mine,
        theirs,
    };
    let lax = |rule| follower_of(&[1, 2]).in_term(4).with(rule, false);
    let twice = follower_of(&[1, 2]).standing().with(Rule::OneVotePerTerm, false);
    let stale = VoteRefusal::StaleTerm { mine: Term(5), theirs: Term(4) };
    let voted = VoteRefusal::AlreadyVoted { voted_for: s(1), term: Term(3) };
    let behind = VoteRefusal::LogBehind { mine, theirs: at((9, 1)) };
    let refused = |refusal| Decision::RefusedVote { candidate: s(2), refusal };
    vec![
        (follower_of(&[1, 2]).in_term(3), 2, request_vote(3, (1, 3)), vec![granted(3, None)]),
        (lax(Rule::RefuseStaleCandidate), 2, request_vote(3, (1, 3)), vec![granted(4, None)]),
        (twice, 2, request_vote(3, (1, 3)), vec![granted(3, Some(1))]),
        (Bench::new(1).in_term(5), 2, request_vote(4, (0, 0)), vec![refused(stale)]),
        (follower_of(&[1, 2]).standing(), 2, request_vote(3, (1, 3)), vec![refused(voted)]),
        (follower_of(&[1, 2]), 2, request_vote(2, (9, 1)), vec![refused(behind)]),
    ]
}

fn counting() -> Vec<Example> {
    let electorate = Electorate::new(s(1), five(), Rules::PAPER);
    let (two, three) = (set(&[1, 2]), set(&[1, 2, 3]));
    let mut two_votes = Bench::new(1).standing();
    two_votes.hear(s(2), vote(1, true));
    let won = vec![
        Decision::CountedVote { voter: s(3), votes: three, electorate },
        Decision::BecameLeader { term: Term(1), votes: three, electorate },
    ];
    let counted = Decision::CountedVote { voter: s(2), votes: two, electorate };
    let missed = Decision::MissedVote { voter: s(3), votes: two, electorate };
    vec![
        (Bench::new(1).standing(), 2, vote(1, true), vec![counted]),
        (two_votes.clone(), 3, vote(1, false), vec![missed]),
        (two_votes, 3, vote(1, true), won),
    ]
}

fn appending() -> Vec<Example> {
    let leader = s(2);
    let accept = |prev: (u32, u32), last_new, appended| Decision::AcceptedEntries {
        leader,
        prev: at(prev),
        mine: Term(prev.1),
        last_new: Index(last_new),
        appended,
    };
    let reject = |refusal| Decision::RejectedEntries { leader, refusal };
    let stale = AppendRefusal::StaleTerm { mine: Term(5), theirs: Term(4) };
    let short = AppendRefusal::NoMatch { prev: at((4, 3)), mine: None, last: Index(2) };
    let other = AppendRefusal::NoMatch { prev: at((2, 3)), mine: Some(Term(2)), last: Index(2) };
    let mut cut = vec![Decision::Truncated {
        leader,
        first: Index(2),
        last: Index(3),
        mine: Term(2),
        theirs: Some(Term(3)),
    }];
    cut.push(accept((1, 1), 2, 1));
    let needless = vec![
        Decision::Truncated { leader, first: Index(2), last: Index(3), mine: Term(2), theirs: None },
        accept((1, 1), 1, 0),
    ];
    let kept = vec![
        Decision::KeptConflict { leader, index: Index(2), mine: Term(2), theirs: Term(3) },
        accept((1, 1), 2, 0),
    ];
    let told = Decision::Committed {
        first: Index(1),
        last: Index(2),
        cause: CommitCause::LeaderCommit { leader, leader_commit: Index(7), last_new: Index(2) },
    };
    let unlike = Decision::AcceptedEntries {
        leader,
        prev: at((2, 3)),
        mine: Term(2),
        last_new: Index(2),
        appended: 0,
    };
    let unlike_here = follower_of(&[1, 2]).in_term(3).with(Rule::ConsistencyCheck, false);
    let three = || entries_from(2, &[3]);
    let long = || follower_of(&[1, 2, 2]).in_term(3);
    let keeps = long().with(Rule::DeleteConflicts, false);
    let cuts = long().with(Rule::DeleteOnlyConflicts, false);
    vec![
        (Bench::new(1).in_term(5), 2, append(4, (0, 0), &[], 0), vec![reject(stale)]),
        (follower_of(&[1, 2]).in_term(3), 2, append(3, (4, 3), &[], 0), vec![reject(short)]),
        (follower_of(&[1, 2]).in_term(3), 2, append(3, (2, 3), &[], 0), vec![reject(other)]),
        (unlike_here, 2, append(3, (2, 3), &[], 0), vec![unlike]),
        (long(), 2, append(3, (1, 1), &three(), 0), cut),
        (cuts, 2, append(3, (1, 1), &[], 0), needless),
        (keeps, 2, append(3, (1, 1), &three(), 0), kept),
        (long(), 2, append(3, (2, 2), &[], 7), vec![accept((2, 2), 2, 0), told]),
        (Bench::new(1).in_term(1), 2, append(1, (0, 0), &entries(&[1, 1]), 0), vec![accept((0, 0), 2, 2)]),
    ]
}

fn answers() -> Vec<Example> {
    let electorate = Electorate::new(s(1), five(), Rules::PAPER);
    let old = || follower_of(&[1, 2]).in_term(3).leading(&[2, 3]);
    let new = || {
        let mut bench = Bench::new(1).leading(&[2, 3]);
        bench.request("x=1");
        bench
    };
    let advanced = |follower: u8, matching: u32| Decision::Advanced {
        follower: s(follower),
        match_index: Index(matching),
        next_index: Index(matching + 1),
    };
    let held = |index, why| Decision::HeldCommit { index: Index(index), why };
    let few = Hold::NoMajority { stored: set(&[1, 2]), electorate };
    let (entry_term, current_term) = (Term(2), Term(4));
    let early = Hold::OldTerm { stored: set(&[1, 2, 3]), entry_term, current_term, electorate };
    let mut two_old = old();
    two_old.hear(s(2), accepted(4, 2, 2));
    let mut two_new = new();
    two_new.hear(s(2), accepted(1, 0, 1));
    let cause = CommitCause::Counted {
        stored: set(&[1, 2, 3]),
        entry_term: Term(1),
        current_term: Term(1),
        electorate,
    };
    let committed = Decision::Committed { first: Index(1), last: Index(1), cause };
    let back = |next, moved| Decision::BackedOff {
        follower: s(2),
        refused: Index(2),
        next_index: Index(next),
        moved,
    };
    let confirmed = Decision::Confirmed {
        follower: s(2),
        acknowledged: Index(0),
        match_index: Index(1),
        next_index: Index(2),
    };
    let again = Ignored::OtherAttempt { prev_log_index: Index(1), next_index: Index(3) };
    vec![
        (new(), 2, accepted(1, 0, 1), vec![advanced(2, 1), held(1, few)]),
        (two_old, 3, accepted(4, 2, 2), vec![advanced(3, 2), held(2, early)]),
        (two_new.clone(), 3, accepted(1, 0, 1), vec![advanced(3, 1), committed]),
        (two_new, 2, accepted(1, 0, 0), vec![confirmed]),
        (old(), 2, rejected(4, 2), vec![back(2, true)]),
        (old().with(Rule::DecrementNextIndex, false), 2, rejected(4, 2), vec![back(3, false)]),
        (old(), 2, rejected(4, 1), vec![Decision::Ignored { sender: s(2), why: again }]),
    ]
}

fn terms() -> Vec<Example> {
    let (mine, theirs, sender) = (Term(1), Term(5), s(2));
    let ignored = |why| vec![Decision::Ignored { sender, why }];
    let updated = vec![
        Decision::UpdatedTerm { mine, theirs, sender },
        Decision::Ignored { sender, why: Ignored::NotCandidate { role: RoleName::Follower } },
    ];
    let deposed = vec![
        Decision::SteppedDown { from: RoleName::Leader, why: StepDown::HigherTerm { mine, theirs, sender } },
        Decision::Ignored { sender, why: Ignored::NotLeader { role: RoleName::Follower } },
    ];
    let following = vec![
        Decision::SteppedDown {
            from: RoleName::Candidate,
            why: StepDown::CurrentLeader { leader: sender, term: mine, current_term: mine },
        },
        Decision::AcceptedEntries {
            leader: sender,
            prev: at((0, 0)),
            mine: Term(0),
            last_new: Index(0),
            appended: 0,
        },
    ];
    let leader = || Bench::new(1).leading(&[2, 3]);
    let deaf = leader().with(Rule::StepDownOnHigherTerm, false);
    let stays = |role| Decision::KeptRole { role, mine, theirs, sender };
    let staying = |bench: Bench| bench.with(Rule::ConvertOnHigherTerm, false);
    let electorate = Electorate::new(s(1), five(), Rules::PAPER.with(Rule::ConvertOnHigherTerm, false));
    let missed = Decision::MissedVote { voter: sender, votes: set(&[1]), electorate };
    let back = Ignored::OtherAttempt { prev_log_index: Index(7), next_index: Index(1) };
    let stale_vote = Ignored::StaleVote { mine: Term(4), theirs: Term(3) };
    let stale_answer = Ignored::StaleAppendReply { mine: Term(4), theirs: Term(3) };
    let fourth = || Bench::new(1).in_term(3);
    vec![
        (Bench::new(1).in_term(1), 2, vote(5, false), updated),
        (leader(), 2, rejected(5, 0), deposed),
        (Bench::new(1).standing(), 2, append(1, (0, 0), &[], 0), following),
        (fourth().standing(), 2, vote(3, true), ignored(stale_vote)),
        (fourth().leading(&[2, 3]), 2, accepted(3, 0, 0), ignored(stale_answer)),
        (leader(), 2, vote(1, true), ignored(Ignored::NotCandidate { role: RoleName::Leader })),
        (Bench::new(1).in_term(1), 2, accepted(1, 0, 0), {
            ignored(Ignored::NotLeader { role: RoleName::Follower })
        }),
        (staying(leader()), 2, rejected(5, 7), {
            vec![stays(RoleName::Leader), Decision::Ignored { sender, why: back }]
        }),
        (staying(Bench::new(1).standing()), 2, vote(5, false), vec![stays(RoleName::Candidate), missed]),
        (deaf, 2, rejected(5, 0), ignored(Ignored::HigherTerm { mine, theirs })),
        (leader(), 2, append(1, (0, 0), &[], 0), ignored(Ignored::OtherLeader { term: Term(1) })),
    ]
}

/// What is decided without a message: standing, appending, a leader that drops entries.
fn by_themselves() -> Vec<Decision> {
    let mut decisions = Vec::new();
    let mut bench = Bench::of(1, 1);
    decisions.extend(bench.timeout().decisions);
    decisions.extend(bench.request("x=1").decisions);
    let mut bench = Bench::of(1, 1).with(Rule::LeaderAppendOnly, false).storing(&[1, 2]);
    decisions.extend(bench.timeout().decisions);
    decisions
}

#[test]
fn every_decision_occurs_with_the_operands_it_was_made_by() {
    let mut seen: BTreeSet<&str> = by_themselves().iter().chain(&every_change()).map(kind).collect();
    for examples in [votes(), counting(), appending(), answers(), terms()] {
        for (mut bench, from, message, expected) in examples {
            let handed = bench.hear(s(from), message.clone());
            assert_eq!(handed.decisions, expected, "{message:?}");
            seen.extend(expected.iter().map(kind));
        }
    }
    assert_eq!(seen.len(), KINDS, "an example of each kind: {seen:#?}");
}

#[test]
fn decisions_without_a_message_have_their_operands() {
    let by = |rules| Electorate::new(s(1), Configuration::of(set(&[1])), rules);
    let (paper, drops) = (by(Rules::PAPER), by(Rules::PAPER.with(Rule::LeaderAppendOnly, false)));
    let stood = |term, electorate| Decision::Stood { term: Term(term), electorate };
    let won = |term, electorate| Decision::BecameLeader { term: Term(term), votes: set(&[1]), electorate };
    let cause = CommitCause::Counted {
        stored: set(&[1]),
        entry_term: Term(1),
        current_term: Term(1),
        electorate: paper,
    };
    let expected = [
        stood(1, paper),
        won(1, paper),
        Decision::Appended { index: Index(1), term: Term(1) },
        Decision::Committed { first: Index(1), last: Index(1), cause },
        stood(3, drops),
        won(3, drops),
        Decision::DroppedOwn { first: Index(1), last: Index(2) },
    ];
    assert_eq!(by_themselves(), expected);
}

#[test]
fn every_verb_has_a_word_of_its_own_and_a_decision() {
    let words: BTreeSet<&str> = Verb::ALL.iter().map(|verb| verb.name()).collect();
    assert_eq!(words.len(), Verb::ALL.len());
    let mut verbs: BTreeSet<Verb> =
        by_themselves().iter().chain(&every_change()).map(Decision::verb).collect();
    for examples in [votes(), counting(), appending(), answers(), terms()] {
        verbs.extend(examples.iter().flat_map(|(.., decisions)| decisions).map(Decision::verb));
    }
    assert_eq!(verbs, Verb::ALL.iter().copied().collect());
}

#[test]
fn a_decision_names_the_rule_that_made_it() {
    let rule_of = |examples: Vec<Example>, wanted: &str| {
        let decisions = examples.into_iter().flat_map(|(.., decisions)| decisions);
        decisions.filter(|decision| kind(decision) == wanted).map(|decision| decision.rule()).next()
    };
    for (examples, wanted, rule) in [
        (votes(), "refused: stale term", Some(Rule::RefuseStaleCandidate)),
        (votes(), "refused: voted", Some(Rule::OneVotePerTerm)),
        (votes(), "refused: log behind", Some(Rule::ElectionRestriction)),
        (counting(), "won", Some(Rule::MajorityToWin)),
        (appending(), "rejected: stale term", Some(Rule::RefuseStaleLeader)),
        (appending(), "rejected: other term", Some(Rule::ConsistencyCheck)),
        (appending(), "truncated: conflict", Some(Rule::DeleteConflicts)),
        (appending(), "truncated: no conflict", Some(Rule::DeleteOnlyConflicts)),
        (appending(), "committed: told", Some(Rule::CommitUpToLastNew)),
        (answers(), "committed: counted", Some(Rule::MajorityToCommit)),
        (answers(), "held: no majority", Some(Rule::MajorityToCommit)),
        (answers(), "held: old term", Some(Rule::CommitOnlyCurrentTerm)),
        (answers(), "backed off", Some(Rule::DecrementNextIndex)),
        (terms(), "ignored: stale vote", Some(Rule::IgnoreStaleVotes)),
        (terms(), "ignored: stale answer", Some(Rule::IgnoreStaleAppendReplies)),
        (terms(), "stepped down: higher term", Some(Rule::StepDownOnHigherTerm)),
        (terms(), "kept role", Some(Rule::ConvertOnHigherTerm)),
    ] {
        assert_eq!(rule_of(examples, wanted), Some(rule), "{wanted}");
    }
}
