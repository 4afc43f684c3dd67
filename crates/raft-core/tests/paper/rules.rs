//! Each switch at the level of one step: what happens with it on, and what with it off. The names
//! are the rules' names in scripts. `random-timeouts` lives in the world and is tested there.

use crate::harness::{
    Bench, accepted, append, at, entries, entries_from, rejected, request_vote, s, set, vote,
};
use raft_core::{Input, Message, RoleName, Rule, Rules, TimerReset, is_up_to_date};

/// The same story with the rule on and off.
fn on_and_off<T>(rule: Rule, story: impl Fn(Rules) -> T) -> (T, T) {
    let paper = Rules::PAPER;
    (story(paper.with(rule, true)), story(paper.with(rule, false)))
}

fn under(rules: Rules, bench: Bench) -> Bench {
    Bench { rules, ..bench }
}

#[test]
fn one_vote_per_term() {
    let second_vote = |rules| {
        let mut bench = under(rules, Bench::new(3));
        bench.hear(s(1), request_vote(1, (0, 0)));
        (bench.hear(s(2), request_vote(1, (0, 0))).granted(), bench.voted_for())
    };
    assert_eq!(on_and_off(Rule::OneVotePerTerm, second_vote), ((false, Some(1)), (true, Some(2))));
}

#[test]
fn new_term_on_candidacy() {
    let term_and_vote = |rules| {
        let mut bench = under(rules, Bench::new(3));
        bench.hear(s(1), request_vote(4, (0, 0)));
        bench.timeout();
        (bench.term(), bench.voted_for())
    };
    let (on, off) = on_and_off(Rule::NewTermOnCandidacy, term_and_vote);
    assert_eq!((on, off), ((5, Some(3)), (4, Some(3))), "off: it overwrites its vote for S1");
    let first = |rules| under(rules, Bench::new(3)).standing().term();
    assert_eq!(on_and_off(Rule::NewTermOnCandidacy, first), (1, 1), "nobody leads term 0");
}

#[test]
fn majority_to_win() {
    let leads_after = |votes: &'static [u8], count| {
        on_and_off(Rule::MajorityToWin, move |rules| {
            let mut bench = under(rules, Bench::of(1, count)).standing();
            for voter in votes {
                bench.hear(s(*voter), vote(1, true));
            }
            bench.server.is_leader()
        })
    };
    assert_eq!(leads_after(&[], 3), (false, true), "1 of 3");
    assert_eq!(leads_after(&[], 5), (false, false), "1 of 5");
    assert_eq!(leads_after(&[2], 5), (false, true), "2 of 5");
}

#[test]
fn majority_to_commit() {
    let commit = |rules| {
        let mut bench = under(rules, Bench::of(1, 3)).leading(&[2]);
        bench.request("x=1");
        bench.commit()
    };
    assert_eq!(on_and_off(Rule::MajorityToCommit, commit), (0, 1));
}

#[test]
fn persist_vote() {
    let after_crash = |rules| {
        let mut bench = under(rules, Bench::new(3).storing(&[1]).standing());
        bench.reboot();
        (bench.term(), bench.voted_for(), bench.log())
    };
    let (on, off) = on_and_off(Rule::PersistVote, after_crash);
    assert_eq!((on, off), ((2, Some(3), vec![1]), (2, None, vec![1])));
}

#[test]
fn persist_term() {
    let after_crash = |rules| {
        let mut bench = under(rules, Bench::new(3).storing(&[1]).standing());
        bench.reboot();
        (bench.term(), bench.voted_for(), bench.log())
    };
    let (on, off) = on_and_off(Rule::PersistTerm, after_crash);
    assert_eq!((on, off), ((2, Some(3), vec![1]), (0, None, vec![1])));
}

#[test]
fn persist_log() {
    let after_crash = |rules| {
        let mut bench = under(rules, Bench::new(3).storing(&[1]).standing());
        bench.reboot();
        (bench.term(), bench.voted_for(), bench.log())
    };
    let (on, off) = on_and_off(Rule::PersistLog, after_crash);
    assert_eq!((on, off), ((2, Some(3), vec![1]), (2, Some(3), vec![])));
}

#[test]
fn election_restriction() {
    let grants = |rules| {
        let mut bench = under(rules, Bench::new(3).storing(&[1, 2]));
        bench.hear(s(1), request_vote(3, (0, 0))).granted()
    };
    assert_eq!(on_and_off(Rule::ElectionRestriction, grants), (false, true));
}

#[test]
fn compare_last_term() {
    let fresh = |mine, theirs| {
        on_and_off(Rule::CompareLastTerm, move |rules| is_up_to_date(rules, at(mine), at(theirs)))
    };
    assert_eq!(fresh((1, 2), (2, 1)), (false, true), "off: longer is more up-to-date");
    assert_eq!(fresh((2, 1), (1, 2)), (true, false));
    assert_eq!(fresh((2, 1), (2, 2)), (true, true));
}

#[test]
fn compare_length() {
    let fresh = |mine, theirs| {
        on_and_off(Rule::CompareLength, move |rules| is_up_to_date(rules, at(mine), at(theirs)))
    };
    assert_eq!(fresh((2, 1), (1, 1)), (false, true), "off: equal last terms are enough");
    assert_eq!(fresh((1, 2), (9, 1)), (false, false), "the later last term wins either way");
}

#[test]
fn commit_only_current_term() {
    let commit = |rules| {
        let mut bench = under(rules, Bench::of(1, 3).storing(&[1, 2]).in_term(3).leading(&[2]));
        bench.hear(s(2), accepted(4, 2, 2));
        bench.commit()
    };
    assert_eq!(on_and_off(Rule::CommitOnlyCurrentTerm, commit), (0, 2));
}

#[test]
fn leader_append_only() {
    let log = |rules| {
        let mut bench = Bench::of(1, 3).storing(&[1, 1, 1]);
        bench.hear(s(3), append(1, (1, 1), &[], 1));
        under(rules, bench).leading(&[2]).log()
    };
    let (on, off) = on_and_off(Rule::LeaderAppendOnly, log);
    assert_eq!((on, off), (vec![1, 1, 1], vec![1]), "off: what it does not know to be committed goes");
}

#[test]
fn consistency_check() {
    let log = |prev| {
        on_and_off(Rule::ConsistencyCheck, move |rules| {
            let mut bench = under(rules, Bench::new(2).storing(&[2]));
            bench.hear(s(1), append(3, prev, &entries_from(prev.0 + 1, &[3]), 0));
            bench.log()
        })
    };
    assert_eq!(log((1, 1)), (vec![2], vec![2, 3]), "off: the terms are not compared");
    assert_eq!(log((2, 2)), (vec![2], vec![2]), "a gap is refused either way");
}

#[test]
fn delete_conflicts() {
    let stored = |rules| {
        let mut bench = under(rules, Bench::new(2).storing(&[1]));
        let handed = bench.hear(s(1), append(2, (0, 0), &entries(&[2, 2]), 0));
        (bench.log(), handed.reply().clone())
    };
    let (on, off) = on_and_off(Rule::DeleteConflicts, stored);
    assert_eq!(on, (vec![2, 2], accepted(2, 0, 2)));
    assert_eq!(off, (vec![1, 2], accepted(2, 0, 2)), "off: it keeps its own and says yes");
}

#[test]
fn delete_only_conflicts() {
    let log = |rules| {
        let mut bench = under(rules, Bench::new(2).storing(&[1, 1]));
        bench.hear(s(5), append(1, (0, 0), &[], 0));
        bench.log()
    };
    assert_eq!(on_and_off(Rule::DeleteOnlyConflicts, log), (vec![1, 1], vec![]));
}

#[test]
fn commit_up_to_last_new() {
    let commit = |leader_commit| {
        on_and_off(Rule::CommitUpToLastNew, move |rules| {
            let mut bench = under(rules, Bench::new(2).storing(&[1, 1]));
            bench.hear(s(1), append(2, (0, 0), &[], leader_commit));
            bench.commit()
        })
    };
    assert_eq!(commit(1), (0, 1));
    assert_eq!(commit(9), (0, 2), "off: bound by its own last index");
}

#[test]
fn match_what_was_sent() {
    let answer = |rules| {
        let mut bench = under(rules, Bench::new(2).storing(&[1, 1]));
        bench.hear(s(1), append(2, (0, 0), &[], 0)).reply().clone()
    };
    assert_eq!(on_and_off(Rule::MatchWhatWasSent, answer), (accepted(2, 0, 0), accepted(2, 0, 2)));
    // The leader does not believe in entries that it does not have itself.
    let mut leader = Bench::new(1).leading(&[2, 3]).with(Rule::MatchWhatWasSent, false);
    leader.hear(s(2), accepted(1, 0, 2));
    assert_eq!(leader.progress(2), (1, 0));
}

#[test]
fn apply_only_committed() {
    let applied = |rules| {
        let mut follower = under(rules, Bench::new(2));
        let mut leader = under(rules, Bench::new(1).leading(&[2, 3]));
        let theirs = follower.hear(s(1), append(1, (0, 0), &entries(&[1, 1]), 0)).applied_indexes();
        (theirs, leader.request("x=1").applied_indexes())
    };
    assert_eq!(on_and_off(Rule::ApplyOnlyCommitted, applied), ((vec![], vec![]), (vec![1, 2], vec![1])));
}

#[test]
fn refuse_stale_leader() {
    let heard = |rules| {
        let mut bench = under(rules, Bench::new(2).in_term(3));
        let handed = bench.hear(s(1), append(1, (0, 0), &entries(&[1]), 0));
        (bench.log(), bench.term(), handed.reply().clone())
    };
    let (on, off) = on_and_off(Rule::RefuseStaleLeader, heard);
    assert_eq!(on, (vec![], 3, rejected(3, 0)));
    assert_eq!(off, (vec![1], 3, accepted(1, 0, 1)), "off: answered in the request's term");
}

#[test]
fn refuse_stale_candidate() {
    let heard = |rules| {
        let mut bench = under(rules, Bench::new(3).in_term(3));
        (bench.hear(s(1), request_vote(1, (0, 0))).reply().clone(), bench.term())
    };
    let (on, off) = on_and_off(Rule::RefuseStaleCandidate, heard);
    assert_eq!((on, off), ((vote(3, false), 3), (vote(1, true), 3)), "off: answered in the request's term");
}

#[test]
fn ignore_stale_votes() {
    let votes = |rules| {
        let mut bench = under(rules, Bench::of(1, 3).in_term(2).standing());
        bench.hear(s(3), vote(1, true));
        bench.server.is_leader()
    };
    assert_eq!(on_and_off(Rule::IgnoreStaleVotes, votes), (false, true));
}

#[test]
fn ignore_stale_append_replies() {
    let progress = |rules| {
        let mut bench = under(rules, Bench::new(1).storing(&[1, 1]).in_term(3).leading(&[2, 3]));
        bench.hear(s(2), accepted(1, 0, 2));
        bench.progress(2)
    };
    assert_eq!(on_and_off(Rule::IgnoreStaleAppendReplies, progress), ((3, 0), (3, 2)));
}

#[test]
fn step_down_on_higher_term() {
    let after = |rules| {
        let mut bench = under(rules, Bench::new(1).leading(&[2, 3]));
        bench.hear(s(2), rejected(7, 0));
        (bench.term(), bench.server.is_leader())
    };
    assert_eq!(on_and_off(Rule::StepDownOnHigherTerm, after), ((7, false), (1, true)));
    let candidate = |rules| {
        let mut bench = under(rules, Bench::new(1).standing());
        bench.hear(s(2), vote(7, false));
        bench.term()
    };
    assert_eq!(on_and_off(Rule::StepDownOnHigherTerm, candidate), (7, 7), "only leaders are deaf");
}

#[test]
fn convert_on_higher_term() {
    let after = |rules| {
        let mut leader = under(rules, Bench::new(1).leading(&[2, 3]));
        let mut candidate = under(rules, Bench::new(1).standing());
        leader.hear(s(2), rejected(7, 0));
        candidate.hear(s(2), vote(7, false));
        [leader, candidate].map(|bench| (bench.term(), bench.voted_for(), bench.server.role().name()))
    };
    let (on, off) = on_and_off(Rule::ConvertOnHigherTerm, after);
    assert_eq!(on, [(7, None, RoleName::Follower); 2]);
    assert_eq!(
        off,
        [(7, None, RoleName::Leader), (7, None, RoleName::Candidate)],
        "off: in the term all the same"
    );
}

#[test]
fn reset_timer_on_grant_only() {
    let resets = |rules| {
        let refusing =
            under(rules, Bench::new(3).storing(&[1, 2])).hear(s(1), request_vote(3, (0, 0))).resets;
        let granting = under(rules, Bench::new(3)).hear(s(1), request_vote(1, (0, 0))).resets;
        let leading = under(rules, Bench::new(1).leading(&[2, 3])).hear(s(4), request_vote(1, (0, 0))).resets;
        (refusing, granting, leading)
    };
    let (granted, heard) = (vec![TimerReset::GrantedVote], vec![TimerReset::HeardCandidate]);
    let (on, off) = on_and_off(Rule::ResetTimerOnGrantOnly, resets);
    assert_eq!(on, (vec![], granted.clone(), vec![]));
    assert_eq!(off, (heard, granted, vec![]), "a leader has no election timer");
}

#[test]
fn keep_vote_in_term() {
    let vote = |rules| {
        let mut bench = under(rules, Bench::new(1).standing());
        bench.hear(s(2), append(1, (0, 0), &[], 0));
        assert_eq!(bench.server.role().name(), RoleName::Follower);
        bench.voted_for()
    };
    assert_eq!(on_and_off(Rule::KeepVoteInTerm, vote), (Some(1), None));
}

#[test]
fn decrement_next_index() {
    let next = |rules| {
        let mut bench = under(rules, Bench::new(1).storing(&[1, 1]).leading(&[2, 3]));
        let retried = bench.hear(s(2), rejected(2, 2)).sent.len();
        (bench.progress(2).0, retried)
    };
    assert_eq!(on_and_off(Rule::DecrementNextIndex, next), ((2, 1), (3, 0)));
}

#[test]
fn retry() {
    let sent_again = |rules| {
        let mut leader = under(rules, Bench::new(1)).leading(&[2, 3]);
        leader.request("x=1");
        let mut candidate = under(rules, Bench::new(1)).standing();
        let carried: usize = leader.beat().sent.iter().map(|(_, message)| message.entries().len()).sum();
        (leader.beat().receivers(), carried, candidate.beat().receivers())
    };
    let (on, off) = on_and_off(Rule::Retry, sent_again);
    let others = set(&[2, 3, 4, 5]);
    assert_eq!(on, (others, 4, others));
    assert_eq!(off, (others, 0, set(&[])), "off: heartbeats go on, and carry nothing");
    // An act of one's own is no retry.
    let mut leader = Bench::new(1).leading(&[2, 3]).with(Rule::Retry, false);
    leader.request("x=1");
    let handed = leader.step(Input::Send { to: s(2) });
    assert_eq!(handed.sent[0].1.entries().len(), 1);
}

#[test]
fn no_op_on_election() {
    let first_act = |rules| {
        let mut bench = under(rules, Bench::of(1, 3).storing(&[1]).standing());
        let handed = bench.hear(s(2), vote(2, true));
        let carried = |message: &Message| message.entries().len();
        (bench.log(), handed.sent.iter().map(|(_, message)| carried(message)).collect::<Vec<_>>())
    };
    let (on, off) = on_and_off(Rule::NoOpOnElection, first_act);
    assert_eq!((on, off), ((vec![1, 2], vec![1, 1]), (vec![1], vec![0, 0])));
}

#[test]
fn rules_have_names_and_switch_one_at_a_time() {
    assert!(Rules::PAPER.is_raft());
    assert_eq!(Rules::PAPER.changed().count(), 0);
    for rule in Rule::ALL {
        assert_eq!(Rule::named(rule.name()), Some(*rule));
        let changed = Rules::PAPER.with(*rule, !rule.on_by_default());
        assert_eq!(changed.changed().collect::<Vec<_>>(), [*rule]);
        assert_eq!(changed.is_raft(), !rule.on_by_default(), "{}", rule.name());
        assert_eq!(changed.with(*rule, rule.on_by_default()), Rules::PAPER);
    }
    assert_eq!(Rule::named("no-such-rule"), None);
}
