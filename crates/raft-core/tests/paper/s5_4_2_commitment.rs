//! §5.3 and §5.4.2: when an entry is committed.

use crate::harness::{Bench, accepted, append, five, rejected, s, set, vote};
use proptest::prelude::*;
use raft_core::{
    CommitCause, Configuration, Decision, Electorate, Hold, Index, MAX_SERVERS, PerServer, Rules, ServerId,
    ServerSet, Term,
};

#[test]
fn s5_4_2_an_entry_of_the_leaders_term_is_committed_by_a_majority() {
    let mut bench = Bench::new(1).leading(&[2, 3]);
    bench.request("x=1");
    assert_eq!(bench.hear(s(2), accepted(1, 0, 1)).applied, []);
    assert_eq!(bench.commit(), 0, "2 of 5");
    let handed = bench.hear(s(3), accepted(1, 0, 1));
    assert_eq!((bench.commit(), handed.applied_indexes()), (1, vec![1]), "3 of 5: the second answer");
}

#[test]
fn s5_4_2_the_same_answer_twice_is_one_copy() {
    let mut bench = Bench::new(1).leading(&[2, 3]);
    bench.request("x=1");
    bench.hear(s(2), accepted(1, 0, 1));
    bench.hear(s(2), accepted(1, 0, 1));
    assert_eq!(bench.commit(), 0);
}

#[test]
fn s5_4_2_an_entry_of_an_earlier_term_is_not_committed_by_counting() {
    let mut bench = Bench::new(1).storing(&[1, 2]).in_term(3).leading(&[2, 3]);
    for follower in [2, 3, 4, 5] {
        bench.hear(s(follower), accepted(4, 2, 2));
    }
    assert_eq!(bench.commit(), 0, "on every server, and still not committed");
}

#[test]
fn s5_4_2_an_entry_of_the_own_term_commits_all_before_it() {
    let mut bench = Bench::new(1).storing(&[1, 2]).in_term(3).leading(&[2, 3]);
    bench.request("z=4");
    bench.hear(s(2), accepted(4, 2, 3));
    let handed = bench.hear(s(3), accepted(4, 2, 3));
    assert_eq!((bench.commit(), handed.applied_indexes()), (3, vec![1, 2, 3]));
}

#[test]
fn s5_4_2_figure_8_c_the_third_copy_of_index_2_commits_nothing() {
    // S1 of Figure 8 as leader of term 4: S2 has index 2, S3's answer for it arrives.
    let mut bench = Bench::new(1).storing(&[1, 2]).in_term(3).leading(&[2, 3]);
    bench.hear(s(2), accepted(4, 2, 2));
    bench.hear(s(3), rejected(4, 2));
    bench.request("z=4");
    let handed = bench.hear(s(3), accepted(4, 1, 2));
    let electorate = Electorate::new(s(1), five(), Rules::PAPER);
    let why =
        Hold::OldTerm { stored: set(&[1, 2, 3]), entry_term: Term(2), current_term: Term(4), electorate };
    assert!(handed.decisions.contains(&Decision::HeldCommit { index: Index(2), why }));
    assert_eq!(bench.commit(), 0);
    // It says the same whenever it is asked.
    assert_eq!(bench.server.commit_hold(bench.rules, Index(2)), Some(why));
    let alone = Hold::NoMajority { stored: set(&[1]), electorate };
    assert_eq!(bench.server.commit_hold(bench.rules, Index(3)), Some(alone));
    // Figure 8 (e): z on S2 and S3 commits both.
    bench.hear(s(2), accepted(4, 2, 3));
    let handed = bench.hear(s(3), accepted(4, 2, 3));
    assert_eq!(bench.commit(), 3);
    let cause = CommitCause::Counted {
        stored: set(&[1, 2, 3]),
        entry_term: Term(4),
        current_term: Term(4),
        electorate,
    };
    let committed = Decision::Committed { first: Index(1), last: Index(3), cause };
    assert!(handed.decisions.contains(&committed));
}

#[test]
fn s5_4_2_followers_hear_of_it_with_the_next_append_entries() {
    let mut leader = Bench::of(1, 3).leading(&[2]);
    let mut follower = Bench::of(2, 3);
    let request = leader.request("x=1").sent.remove(0).1;
    let reply = follower.hear(s(1), request).reply().clone();
    leader.hear(s(2), reply);
    assert_eq!((leader.commit(), follower.commit()), (1, 0));
    let heartbeat = leader.beat().sent.remove(0).1;
    assert_eq!(follower.hear(s(1), heartbeat).applied_indexes(), [1]);
}

#[test]
fn s5_4_2_a_leader_that_is_a_majority_by_itself_commits_at_once() {
    let mut bench = Bench::of(1, 1).standing();
    assert_eq!(bench.request("x=1").applied_indexes(), [1]);
}

#[test]
fn s5_4_2_a_new_leader_does_not_know_what_is_committed_until_it_commits_something() {
    let mut bench = Bench::of(1, 3).storing(&[1]);
    bench.hear(s(3), append(1, (1, 1), &[], 1));
    assert_eq!(bench.commit(), 1);
    bench.reboot();
    bench.timeout();
    bench.hear(s(2), vote(2, true));
    bench.hear(s(2), accepted(2, 1, 1));
    assert_eq!(bench.commit(), 0, "commitIndex is volatile, and index 1 is of term 1");
}

#[test]
fn s5_2_majorities() {
    let needed = |count| Configuration::of(ServerSet::first(count)).majorities(ServerSet::EMPTY).old.needed;
    let majorities: Vec<usize> = (0..=MAX_SERVERS).map(needed).collect();
    assert_eq!(majorities, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    for count in 0..=MAX_SERVERS {
        assert!(2 * needed(count) > count, "two majorities of {count} share a server");
        assert!(2 * (needed(count) - 1) <= count, "and no smaller number does");
    }
}

/// What `index_reached` computes, said slowly: the greatest index that a majority of each side
/// has reached.
fn twin(configuration: Configuration, reached: &PerServer<Index>) -> Index {
    let agreed = |side: ServerSet, index: Index| {
        2 * side.iter().filter(|server| reached[*server] >= index).count() > side.len()
    };
    let both = |index: &Index| {
        agreed(configuration.voters, *index) && configuration.next.is_none_or(|next| agreed(next, *index))
    };
    (1..=12).rev().map(Index).find(both).unwrap_or(Index::ZERO)
}

fn servers(bits: u16) -> ServerSet {
    ServerId::all().filter(|server| bits & (1 << server.slot()) != 0).collect()
}

proptest! {
    #[test]
    fn s5_3_majority_index_is_what_its_slow_twin_says(
        voters in 0u16..512,
        next in proptest::option::of(0u16..512),
        far in proptest::array::uniform9(0u32..12),
    ) {
        let configuration = Configuration { voters: servers(voters), next: next.map(servers) };
        let mut reached = PerServer::filled(Index::ZERO);
        for server in ServerId::all() {
            reached[server] = Index(far[server.slot()]);
        }
        let electorate = Electorate::new(s(1), configuration, Rules::PAPER);
        prop_assert_eq!(electorate.index_reached(|server| reached[server]), twin(configuration, &reached));
    }

    #[test]
    fn s5_2_two_majorities_of_one_configuration_share_a_server(
        voters in 1u16..512, next in proptest::option::of(1u16..512), one in 0u16..512, other in 0u16..512,
    ) {
        let configuration = Configuration { voters: servers(voters), next: next.map(servers) };
        let (one, other) = (servers(one), servers(other));
        if configuration.majorities(one).is_enough() && configuration.majorities(other).is_enough() {
            prop_assert!(!one.and(other).is_empty());
        }
    }
}
