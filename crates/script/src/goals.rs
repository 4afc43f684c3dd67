//! What somebody can try to bring about in three servers, and Raft prevents: that a property breaks.

use crate::scenario::Scenario;
use judge::Property::{
    self, ElectionSafety, LeaderAppendOnly, LeaderCompleteness, LogMatching, StateMachineSafety,
};
use raft_core::Rule;

/// Something to try: every rule holds at the beginning, and nothing has happened yet.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    /// What is to break. With every rule on it never does.
    pub property: Property,
    /// Where to try it.
    pub scenario: Scenario,
    /// Each of these rules, switched off alone, lets it break in three servers: their own scenarios
    /// show how.
    pub without: &'static [Rule],
}

macro_rules! goals {
    ($($property:ident $name:literal [$($rule:ident)*];)*) => {
        /// All of them, in the order of [`Property::ALL`].
        pub const GOALS: [Goal; 5] = [$(Goal {
            property: $property,
            scenario: Scenario {
                slug: concat!("break-", $name),
                version: 1,
                section: None,
                text: concat!("title break-", $name, "\nservers S1 S2 S3\nstepped\n"),
            },
            without: &[$(Rule::$rule),*],
        }),*];
    };
}

goals! {
    ElectionSafety "election-safety" [
        OneVotePerTerm NewTermOnCandidacy MajorityToWin PersistVote PersistTerm RefuseStaleCandidate
        IgnoreStaleVotes ConvertOnHigherTerm
    ];
    LeaderAppendOnly "leader-append-only" [LeaderAppendOnly];
    LogMatching "log-matching" [
        OneVotePerTerm NewTermOnCandidacy MajorityToWin PersistVote PersistTerm ConsistencyCheck DeleteConflicts
        IgnoreStaleVotes ConvertOnHigherTerm
    ];
    LeaderCompleteness "leader-completeness" [
        OneVotePerTerm MajorityToWin MajorityToCommit PersistVote PersistLog
        ElectionRestriction CompareLastTerm CompareLength CommitOnlyCurrentTerm LeaderAppendOnly ConsistencyCheck
        DeleteConflicts DeleteOnlyConflicts MatchWhatWasSent RefuseStaleLeader IgnoreStaleVotes
        ConvertOnHigherTerm
    ];
    StateMachineSafety "state-machine-safety" [
        OneVotePerTerm NewTermOnCandidacy MajorityToWin MajorityToCommit PersistVote PersistTerm PersistLog
        ElectionRestriction CompareLastTerm CompareLength CommitOnlyCurrentTerm LeaderAppendOnly ConsistencyCheck
        DeleteConflicts DeleteOnlyConflicts CommitUpToLastNew MatchWhatWasSent ApplyOnlyCommitted RefuseStaleLeader
        IgnoreStaleVotes ConvertOnHigherTerm
    ];
}

/// The goal of this property.
#[must_use]
pub fn goal(property: Property) -> &'static Goal {
    &GOALS[property as usize]
}
