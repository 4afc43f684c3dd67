//! §6, as far as it is here: majorities of a joint configuration, and the configuration in a log.

use crate::harness::{Bench, append, s, set};
use raft_core::{Configuration, Entry, Payload, Term};

fn configuration_entry(term: u32, configuration: Configuration) -> Entry {
    Entry { term: Term(term), payload: Payload::Configuration(configuration) }
}

#[test]
fn s6_a_joint_configuration_needs_a_majority_of_each_side_and_not_of_the_union() {
    let joint = Configuration { voters: set(&[1, 2, 3]), next: Some(set(&[3, 4, 5])) };
    assert!(!joint.majorities(set(&[1, 2, 3])).is_enough(), "three of five, but one of C_new");
    assert!(joint.majorities(set(&[2, 3, 4])).is_enough());
    assert_eq!(joint.members(), set(&[1, 2, 3, 4, 5]));
}

#[test]
fn s6_a_server_uses_the_latest_configuration_in_its_log_committed_or_not() {
    let mut bench = Bench::of(2, 3);
    let joint = Configuration { voters: set(&[1, 2, 3]), next: Some(set(&[1, 2, 4])) };
    bench.hear(s(1), append(1, (0, 0), &[configuration_entry(1, joint)], 0));
    assert_eq!(bench.server.configuration(bench.rules), joint);
    assert_eq!(bench.commit(), 0);
    // Another leader's entry takes its place: back to the configuration before.
    bench.hear(s(3), append(2, (0, 0), &[Entry { term: Term(2), payload: Payload::NoOp }], 0));
    assert_eq!(bench.server.configuration(bench.rules), Configuration::of(set(&[1, 2, 3])));
}

#[test]
fn s6_when_the_latest_configuration_is_truncated_the_one_before_counts_again() {
    let mut bench = Bench::of(2, 3);
    let (first, second) = (Configuration::of(set(&[1, 2, 3, 4])), Configuration::of(set(&[2, 3, 4, 5])));
    let no_op = Entry { term: Term(2), payload: Payload::NoOp };
    let both = [configuration_entry(1, first), configuration_entry(1, second)];
    bench.hear(s(1), append(1, (0, 0), &both, 0));
    assert_eq!(bench.server.configuration(bench.rules), second);
    bench.hear(s(3), append(2, (1, 1), &[no_op], 0));
    assert_eq!(bench.server.configuration(bench.rules), first);
}
