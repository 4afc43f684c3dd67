//! Each rule that defends a property: with it off the property breaks, first of all properties;
//! with it on the same story, as far as it can go, breaks none. "Si tN(Sj)" in the comments: Si
//! wins term N with Sj's vote.

use crate::harness::Kind::{Answer, Append, Ask, Vote};
use crate::harness::{Run, s};
use cluster::Act;
use judge::Property;
use judge::Property::{
    ElectionSafety, LeaderAppendOnly, LeaderCompleteness, LogMatching, StateMachineSafety,
};
use raft_core::Rule;

/// Tells a story with the rule on and off. Off, these break, in this order.
#[track_caller]
fn breaks(rule: Rule, servers: usize, properties: &[Property], story: impl Fn(&mut Run)) {
    let mut on = Run::under(servers, rule, true);
    story(&mut on);
    assert_eq!(on.broken(), [], "{} is on", rule.name());
    assert!(on.world.is_raft());
    let mut off = Run::under(servers, rule, false);
    story(&mut off);
    assert_eq!(off.broken(), properties, "{} is off", rule.name());
    assert!(!off.world.is_raft(), "a run without a rule is labelled for ever");
}

#[test]
fn one_vote_per_term() {
    breaks(Rule::OneVotePerTerm, 3, &[ElectionSafety], |run| {
        run.timeout(1);
        run.timeout(2);
        run.ask(1, 3);
        run.ask(2, 3);
    });
}

#[test]
fn new_term_on_candidacy() {
    breaks(Rule::NewTermOnCandidacy, 3, &[ElectionSafety], |run| {
        run.elect(1, &[2]);
        // S2 stands in the term in which it voted for S1, and votes for itself.
        run.elect(2, &[3]);
    });
}

#[test]
fn convert_on_higher_term() {
    breaks(Rule::ConvertOnHigherTerm, 3, &[ElectionSafety], |run| {
        run.elect(1, &[3]);
        run.timeout(2);
        run.elect(2, &[3]);
        // S3's refusal brings term 2 to S1, which leads term 1.
        run.store(1, 3);
    });
}

#[test]
fn majority_to_win() {
    breaks(Rule::MajorityToWin, 3, &[ElectionSafety], |run| {
        run.elect(1, &[]);
        run.elect(2, &[]);
    });
}

#[test]
fn majority_to_commit() {
    breaks(Rule::MajorityToCommit, 3, &[LeaderCompleteness], |run| {
        run.elect(1, &[2]);
        run.request(1, "a");
        run.elect(2, &[3]);
    });
}

/// S3 votes, crashes, and votes again.
fn vote_twice(run: &mut Run) {
    run.timeout(1);
    run.timeout(2);
    run.ask(1, 3);
    run.restart(3);
    run.ask(2, 3);
}

#[test]
fn persist_vote() {
    breaks(Rule::PersistVote, 3, &[ElectionSafety], vote_twice);
}

#[test]
fn persist_term() {
    breaks(Rule::PersistTerm, 3, &[ElectionSafety], vote_twice);
}

#[test]
fn persist_term_before_append_entries() {
    // The other way: S3 forgets term 2, and takes entries from the leader of term 1.
    breaks(Rule::PersistTerm, 3, &[LeaderCompleteness], |run| {
        run.elect(1, &[2]);
        run.request(1, "a");
        run.elect(2, &[3]);
        run.restart(3);
        run.store(1, 3);
    });
}

#[test]
fn persist_log() {
    breaks(Rule::PersistLog, 3, &[LeaderCompleteness], |run| {
        run.elect(1, &[2]);
        run.request(1, "a");
        run.store(1, 2);
        run.restart(2);
        elect_into_term_2(run);
    });
}

/// S3, which has heard nothing of term 1, stands until it is in term 2, and asks S2.
fn elect_into_term_2(run: &mut Run) {
    run.timeout(3);
    run.elect(3, &[2]);
}

#[test]
fn election_restriction() {
    breaks(Rule::ElectionRestriction, 3, &[LeaderCompleteness], |run| {
        run.elect(1, &[2]);
        run.request(1, "a");
        run.store(1, 2);
        elect_into_term_2(run);
    });
}

#[test]
fn compare_last_term() {
    breaks(Rule::CompareLastTerm, 3, &[LeaderCompleteness], |run| {
        run.elect(1, &[2]);
        run.request(1, "a1");
        run.request(1, "a2");
        run.timeout(2);
        run.hear_candidate(2, 1);
        run.ask(2, 3);
        run.request(2, "b");
        run.store(2, 3);
        // S1's log is longer, and its last term is 1; S3's is 2.
        run.elect(1, &[3]);
    });
}

#[test]
fn compare_length() {
    breaks(Rule::CompareLength, 3, &[LeaderCompleteness], |run| {
        run.elect(1, &[2]);
        run.request(1, "a");
        run.store(1, 2);
        run.store(1, 3);
        run.request(1, "b");
        run.store(1, 2);
        run.elect(3, &[2]);
    });
}

/// Figure 8 up to (c), then S3's answer, S1's crash and S5's election as in (d).
fn figure_8_d(run: &mut Run) {
    run.elect(3, &[1, 2, 4]);
    run.ask(3, 5);
    run.request(3, "x");
    for follower in [1, 2, 4, 5] {
        run.store(3, follower);
    }
    run.lose_rest();
    // (a)
    run.elect(1, &[2, 4, 5]);
    run.ask(1, 3);
    run.lose_rest();
    run.request(1, "y2");
    run.store(1, 2);
    run.act(Act::Crash(s(1)));
    run.lose_rest();
    // (b)
    run.elect(5, &[3, 4]);
    run.lose_rest();
    run.request(5, "y3");
    run.act(Act::Crash(s(5)));
    run.lose_rest();
    // (c)
    run.act(Act::Restart(s(1)));
    run.timeout(1);
    run.elect(1, &[2, 3]);
    run.store(1, 2);
    run.store(1, 3);
    run.deliver_last(Append, 1, 3);
    run.request(1, "z");
    // (d)
    run.deliver(Answer, 3, 1);
    run.act(Act::Crash(s(1)));
    run.lose_rest();
    run.act(Act::Restart(s(5)));
    run.timeout(5);
    run.elect(5, &[2, 3, 4]);
}

#[test]
fn commit_only_current_term() {
    breaks(Rule::CommitOnlyCurrentTerm, 5, &[LeaderCompleteness], figure_8_d);
    // And then entries that were applied are overwritten.
    breaks(Rule::CommitOnlyCurrentTerm, 5, &[LeaderCompleteness, StateMachineSafety], |run| {
        figure_8_d(run);
        for follower in [2, 3] {
            // Refused, then accepted with what S5 has at index 2.
            run.store(5, follower);
            run.store(5, follower);
        }
    });
}

#[test]
fn commit_only_current_term_figure_8_e() {
    // The other future of (c), with every rule on: z commits, and S5 cannot win.
    let mut run = Run::under(5, Rule::CommitOnlyCurrentTerm, true);
    figure_8_d(&mut run);
    assert!(run.leads(5), "(d): nothing was committed, so S5 may win");
    assert_eq!(run.log(1), [1, 2, 4]);
}

#[test]
fn leader_append_only() {
    breaks(Rule::LeaderAppendOnly, 3, &[LeaderAppendOnly, LeaderCompleteness], |run| {
        run.elect(1, &[2]);
        run.request(1, "a");
        run.store(1, 2);
        run.elect(2, &[3]);
    });
}

#[test]
fn consistency_check() {
    breaks(Rule::ConsistencyCheck, 3, &[LogMatching, StateMachineSafety], |run| {
        // S1 [1], S2 [2] and then S1 [1 3].
        run.elect(1, &[3]);
        run.request(1, "a");
        run.lose_rest();
        run.timeout(2);
        run.hear_candidate(2, 1);
        // S2's log is empty: S3 may vote for it, though not S1.
        run.timeout(2);
        run.hear_candidate(2, 1);
        run.ask(2, 3);
        run.request(2, "b");
        run.lose_rest();
        run.elect(1, &[3]);
        run.request(1, "c");
        // S1 asks for nothing but term 1 at index 1; S2 has term 2 there and does not look.
        run.store(1, 2);
        run.act(Act::Send { from: s(1), to: s(2) });
        run.store(1, 2);
    });
}

/// S1 holds a of term 1; S2 leads term 2 and takes b.
fn a_and_b(run: &mut Run) {
    run.elect(1, &[2]);
    run.request(1, "a");
    run.timeout(2);
    run.hear_candidate(2, 1);
    run.ask(2, 3);
    run.request(2, "b");
}

#[test]
fn delete_conflicts() {
    breaks(Rule::DeleteConflicts, 3, &[StateMachineSafety], |run| {
        a_and_b(run);
        run.store(2, 3);
        // b and the news that index 1 is committed reach S1, which keeps a, and applies it.
        run.act(Act::Beat(s(2)));
        run.store(2, 1);
    });
    breaks(Rule::DeleteConflicts, 3, &[LeaderCompleteness], |run| {
        a_and_b(run);
        // S1 keeps a, and says that it has b.
        run.store(2, 1);
        run.elect(1, &[3]);
    });
}

#[test]
fn delete_only_conflicts() {
    breaks(Rule::DeleteOnlyConflicts, 3, &[LeaderCompleteness], |run| {
        run.elect(1, &[2]);
        run.request(1, "a");
        run.store(1, 2);
        // The first, empty AppendEntries comes late, and cuts off what the second brought.
        run.deliver(Append, 1, 2);
        elect_into_term_2(run);
    });
}

#[test]
fn commit_up_to_last_new() {
    breaks(Rule::CommitUpToLastNew, 3, &[StateMachineSafety], |run| {
        run.elect(3, &[2]);
        run.hear_candidate(3, 1);
        run.request(3, "x");
        run.lose_rest();
        run.elect(1, &[2]);
        run.request(1, "a");
        run.store(1, 2);
        run.lose_rest();
        run.act(Act::SendEmpty { from: s(1), to: s(3) });
        // leaderCommit is 1, but nothing says that S3's entry 1 is S1's.
        run.deliver(Append, 1, 3);
    });
}

#[test]
fn match_what_was_sent() {
    breaks(Rule::MatchWhatWasSent, 3, &[LeaderCompleteness], |run| {
        run.elect(3, &[2]);
        run.hear_candidate(3, 1);
        run.request(3, "x");
        run.lose_rest();
        run.elect(1, &[2]);
        run.deliver(Append, 1, 3);
        run.request(1, "y");
        // S3's answer to the empty AppendEntries says "1", and 1 is x.
        run.deliver(Answer, 3, 1);
        run.elect(3, &[2]);
    });
}

#[test]
fn apply_only_committed() {
    breaks(Rule::ApplyOnlyCommitted, 3, &[StateMachineSafety], |run| {
        run.elect(1, &[2]);
        run.request(1, "a");
        run.elect(2, &[3]);
        run.request(2, "b");
    });
}

#[test]
fn refuse_stale_leader() {
    breaks(Rule::RefuseStaleLeader, 3, &[LeaderCompleteness], |run| {
        run.elect(1, &[2]);
        run.request(1, "a");
        run.elect(2, &[3]);
        run.store(1, 3);
    });
    // The leader of term 2 puts its own entry there too.
    breaks(Rule::RefuseStaleLeader, 3, &[LeaderCompleteness, StateMachineSafety], |run| {
        run.elect(1, &[2]);
        run.request(1, "a");
        run.elect(2, &[3]);
        run.store(1, 3);
        run.request(2, "b");
        run.store(2, 3);
    });
}

#[test]
fn refuse_stale_candidate() {
    breaks(Rule::RefuseStaleCandidate, 3, &[ElectionSafety], |run| {
        run.timeout(1);
        run.elect(2, &[3]);
        // S3 learns of term 3 by a refusal, with its vote still free.
        run.restart(2);
        run.timeout(2);
        run.timeout(2);
        run.timeout(3);
        run.ask(3, 2);
        run.ask(1, 3);
    });
}

#[test]
fn ignore_stale_votes() {
    breaks(Rule::IgnoreStaleVotes, 3, &[ElectionSafety], |run| {
        run.timeout(1);
        run.deliver(Ask, 1, 3);
        run.hear_candidate(1, 2);
        run.elect(2, &[3]);
        // S1 stands in term 2, and counts the vote of term 1.
        run.timeout(1);
        run.deliver(Vote, 3, 1);
    });
    breaks(Rule::IgnoreStaleVotes, 3, &[LeaderCompleteness], |run| {
        run.timeout(1);
        run.deliver(Ask, 1, 3);
        run.hear_candidate(1, 2);
        run.elect(2, &[3]);
        run.request(2, "b");
        run.store(2, 3);
        run.timeout(1);
        run.timeout(1);
        run.deliver(Vote, 3, 1);
    });
}

#[test]
fn ignore_stale_append_replies() {
    breaks(Rule::IgnoreStaleAppendReplies, 5, &[LeaderCompleteness], |run| {
        run.elect(1, &[2, 3]);
        run.request(1, "a");
        run.request(1, "b");
        // S3 has a and b; its answer is late.
        run.deliver_last(Append, 1, 3);
        run.timeout(2);
        run.hear_candidate(2, 1);
        run.ask(2, 4);
        run.ask(2, 5);
        run.request(2, "c");
        run.deliver_last(Append, 2, 1);
        run.deliver_last(Append, 2, 3);
        run.lose(1, 2);
        run.lose(3, 2);
        run.timeout(1);
        run.hear_candidate(1, 2);
        run.ask(1, 3);
        run.ask(1, 4);
        // d at index 2: on S1 and S4 only, and "on S3" by an answer of term 1.
        run.request(1, "d");
        run.store(1, 4);
        run.store(1, 4);
        run.deliver(Answer, 3, 1);
        run.elect(2, &[3, 5]);
    });
}
