//! The core against the paper, rule by rule. One file a section; each test's name is a sentence.

mod changes;
mod decisions;
mod every_majority;
mod harness;
mod membership;
mod random;
mod rules;
mod rules_members;
mod s5_1_terms;
mod s5_2_elections;
mod s5_3_replication;
mod s5_4_1_election_restriction;
mod s5_4_2_commitment;
mod s5_5_crashes;
