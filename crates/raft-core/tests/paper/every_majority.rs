//! Majorities of every configuration of up to seven servers (§5.2, §6), each counted again the slow way: no case
//! is left to chance.

use raft_core::{Configuration, Electorate, Index, Rules, ServerId, ServerSet};

/// So many servers there are.
const SERVERS: usize = 7;

/// Every set of some of them, the empty one first.
fn sets() -> Vec<ServerSet> {
    let one = |bits: usize| {
        ServerId::all().take(SERVERS).enumerate().filter(move |(place, _)| bits >> place & 1 == 1)
    };
    (0..1 << SERVERS).map(|bits| one(bits).map(|(_, server)| server).collect()).collect()
}

/// More than half of a set, counted one by one.
fn is_majority(of: ServerSet, servers: ServerSet) -> bool {
    let mut balance = 0;
    for server in of.iter() {
        balance += if servers.contains(server) { 1 } else { -1 };
    }
    balance > 0
}

#[test]
fn votes_and_copies_are_enough_exactly_when_they_are_a_majority_of_each_side() {
    let (sets, server) = (sets(), ServerId::all().next().expect("S1"));
    let mut joint = 0;
    for voters in &sets[1..] {
        for next in [None].into_iter().chain(sets[1..].iter().copied().map(Some)) {
            let configuration = Configuration { voters: *voters, next };
            let electorate = Electorate::new(server, configuration, Rules::PAPER);
            for servers in &sets {
                let twin =
                    is_majority(*voters, *servers) && next.is_none_or(|next| is_majority(next, *servers));
                assert_eq!(electorate.votes(*servers).is_enough(), twin, "{configuration:?} {servers}");
                assert_eq!(electorate.copies(*servers).is_enough(), twin, "{configuration:?} {servers}");
                joint += usize::from(next.is_some() && twin);
            }
        }
    }
    assert!(joint > 100_000, "{joint}");
}

/// The greatest index that a majority of each side has reached: tried from above.
fn index_twin(configuration: Configuration, reached: &[u32; SERVERS]) -> Index {
    let having = |index: u32| -> ServerSet {
        ServerId::all().zip(reached).filter(|(_, at)| **at >= index).map(|(server, _)| server).collect()
    };
    let agreed = |index: &u32| {
        let Configuration { voters, next } = configuration;
        is_majority(voters, having(*index)) && next.is_none_or(|next| is_majority(next, having(*index)))
    };
    Index((1..=3).rev().find(agreed).unwrap_or(0))
}

#[test]
fn the_majority_index_is_what_its_slow_twin_says() {
    let (sets, server) = (sets(), ServerId::all().next().expect("S1"));
    let place = |server: ServerId| usize::from(server.number()) - 1;
    let check = |configuration: Configuration, reached: [u32; SERVERS]| {
        let electorate = Electorate::new(server, configuration, Rules::PAPER);
        let found = electorate
            .index_reached(|server| reached.get(place(server)).map_or(Index::ZERO, |at| Index(*at)));
        assert_eq!(found, index_twin(configuration, &reached), "{configuration:?} {reached:?}");
    };
    // Every single configuration with every four indexes.
    for code in 0..1_u32 << (2 * SERVERS) {
        let reached = core::array::from_fn(|place| code >> (2 * place) & 3);
        for voters in &sets[1..] {
            check(Configuration::of(*voters), reached);
        }
    }
    // Every joint one, with everybody at 1, 2 or 3 by two sets: those at 2 or more, and those of them at 3.
    for voters in &sets[1..] {
        for next in &sets[1..] {
            for high in &sets {
                let reached = core::array::from_fn(|place| {
                    let server = ServerId::all().nth(place).expect("seven servers");
                    1 + u32::from(high.contains(server)) + u32::from(high.contains(server) && place % 2 == 0)
                });
                check(Configuration { voters: *voters, next: Some(*next) }, reached);
            }
        }
    }
}
