//! The scenarios that come with the board.

use crate::goals::{GOALS, Goal};
use crate::scenario::Scenario;
use raft_core::Rule;

/// The text of a scenario. The page has it without checks and comments: see `build.rs`.
macro_rules! text {
    ($path:expr) => {
        if cfg!(target_arch = "wasm32") {
            include_str!(concat!(env!("OUT_DIR"), "/scenarios/", $path))
        } else {
            include_str!(concat!("../../../scenarios/", $path))
        }
    };
}

/// Every scenario, in the order to go through them.
pub const SCENARIOS: &[Scenario] = &[
    Scenario { slug: "hello", version: 1, section: None, text: text!("hello.raft") },
    Scenario { slug: "election", version: 1, section: Some("5.2"), text: text!("election.raft") },
    Scenario { slug: "replication", version: 1, section: Some("5.3"), text: text!("replication.raft") },
    Scenario {
        slug: "returning-follower",
        version: 1,
        section: Some("5.4"),
        text: text!("returning-follower.raft"),
    },
    Scenario {
        slug: "election-restriction",
        version: 1,
        section: Some("5.4.1"),
        text: text!("election-restriction.raft"),
    },
    Scenario { slug: "figure-7", version: 1, section: Some("5.3"), text: text!("figure-7.raft") },
    Scenario { slug: "figure-8", version: 1, section: Some("5.4.2"), text: text!("figure-8.raft") },
    Scenario { slug: "commit-rule", version: 1, section: Some("5.4.2"), text: text!("commit-rule.raft") },
    Scenario { slug: "figure-9", version: 1, section: Some("5.4.3"), text: text!("figure-9.raft") },
    Scenario { slug: "follower-crash", version: 1, section: Some("5.5"), text: text!("follower-crash.raft") },
    Scenario {
        slug: "candidate-crash",
        version: 1,
        section: Some("5.5"),
        text: text!("candidate-crash.raft"),
    },
    Scenario {
        slug: "crash-before-answer",
        version: 1,
        section: Some("5.5"),
        text: text!("crash-before-answer.raft"),
    },
    Scenario {
        slug: "commit-index-after-restart",
        version: 1,
        section: Some("5.5"),
        text: text!("commit-index-after-restart.raft"),
    },
    Scenario { slug: "timing", version: 1, section: Some("5.6"), text: text!("timing.raft") },
    Scenario { slug: "short-timeout", version: 1, section: Some("5.6"), text: text!("short-timeout.raft") },
    Scenario { slug: "split-votes", version: 1, section: Some("5.2"), text: text!("split-votes.raft") },
    Scenario { slug: "slow-disk", version: 1, section: Some("5.6"), text: text!("slow-disk.raft") },
    Scenario {
        slug: "partial-connectivity",
        version: 1,
        section: Some("5.6"),
        text: text!("partial-connectivity.raft"),
    },
    Scenario { slug: "figure-10", version: 1, section: Some("6"), text: text!("figure-10.raft") },
    Scenario { slug: "figure-11", version: 1, section: Some("6"), text: text!("figure-11.raft") },
    Scenario { slug: "catch-up", version: 1, section: Some("6"), text: text!("catch-up.raft") },
    Scenario { slug: "joint-crash", version: 1, section: Some("6"), text: text!("joint-crash.raft") },
    Scenario { slug: "self-removal", version: 1, section: Some("6"), text: text!("self-removal.raft") },
    Scenario { slug: "removed-servers", version: 1, section: Some("6"), text: text!("removed-servers.raft") },
    Scenario {
        slug: "applied-configuration",
        version: 1,
        section: Some("6"),
        text: text!("applied-configuration.raft"),
    },
    Scenario { slug: "no-op", version: 1, section: Some("8"), text: text!("no-op.raft") },
    Scenario { slug: "free-play", version: 1, section: None, text: text!("free-play.raft") },
];

macro_rules! rule_scenarios {
    ($($rule:ident $name:literal $(version $version:literal)?;)*) => {
        /// A scenario a rule, in the order of [`Rule::ALL`]: what happens with the rule, panel `on`,
        /// and what without it, panel `off`, from the same beginning, panel `start`. Where a broken
        /// property costs a committed entry only later, there is a panel `lost`.
        pub const RULE_SCENARIOS: &[Scenario] = &[$(Scenario {
            slug: concat!("rule-", $name),
            version: 1 $(* $version)?,
            section: Some(Rule::$rule.section()),
            text: text!(concat!("rules/", $name, ".raft")),
        }),*];

        /// Each rule stands at its own number.
        const _: () = {
            let order = [$(Rule::$rule),*];
            assert!(order.len() == Rule::ALL.len());
            let mut place = 0;
            while place < order.len() {
                assert!(order[place] as usize == place);
                place += 1;
            }
        };
    };
}

rule_scenarios! {
    OneVotePerTerm "one-vote-per-term";
    NewTermOnCandidacy "new-term-on-candidacy";
    MajorityToWin "majority-to-win" version 2;
    MajorityToCommit "majority-to-commit";
    PersistVote "persist-vote";
    PersistTerm "persist-term";
    PersistLog "persist-log";
    ElectionRestriction "election-restriction";
    CompareLastTerm "compare-last-term";
    CompareLength "compare-length";
    CommitOnlyCurrentTerm "commit-only-current-term";
    LeaderAppendOnly "leader-append-only";
    ConsistencyCheck "consistency-check";
    DeleteConflicts "delete-conflicts" version 2;
    DeleteOnlyConflicts "delete-only-conflicts";
    CommitUpToLastNew "commit-up-to-last-new";
    MatchWhatWasSent "match-what-was-sent";
    ApplyOnlyCommitted "apply-only-committed";
    RefuseStaleLeader "refuse-stale-leader";
    RefuseStaleCandidate "refuse-stale-candidate";
    IgnoreStaleVotes "ignore-stale-votes" version 2;
    IgnoreStaleAppendReplies "ignore-stale-append-replies";
    StepDownOnHigherTerm "step-down-on-higher-term";
    KeepVoteInTerm "keep-vote-in-term";
    DecrementNextIndex "decrement-next-index";
    ResetTimerOnGrantOnly "reset-timer-on-grant-only";
    RandomTimeouts "random-timeouts";
    Retry "retry";
    NoOpOnElection "no-op-on-election";
    ConvertOnHigherTerm "convert-on-higher-term";
    JointConsensus "joint-consensus";
    BothMajorities "both-majorities";
    JointBeforeNew "joint-before-new";
    LeaderOutsideNotCounted "leader-outside-not-counted";
    ConfigurationOnAppend "configuration-on-append";
    OneChangeAtATime "one-change-at-a-time";
    CatchUpFirst "catch-up-first";
    DisregardVotesWhileLed "disregard-votes-while-led";
    VoteWhileLeaving "vote-while-leaving";
}

impl Scenario {
    /// The rule that the scenario is about, if it is one of [`RULE_SCENARIOS`].
    #[must_use]
    pub fn rule(&self) -> Option<Rule> {
        self.slug.strip_prefix("rule-").and_then(Rule::named)
    }

    /// The goal that is tried in the scenario, if it is one's.
    #[must_use]
    pub fn goal(&self) -> Option<&'static Goal> {
        GOALS.iter().find(|goal| goal.scenario.slug == self.slug)
    }
}

/// The scenario about a rule.
#[must_use]
pub fn rule_scenario(rule: Rule) -> &'static Scenario {
    &RULE_SCENARIOS[rule as usize]
}

/// The scenario of this name.
#[must_use]
pub fn scenario(slug: &str) -> Option<&'static Scenario> {
    let goals = GOALS.iter().map(|goal| &goal.scenario);
    SCENARIOS.iter().chain(RULE_SCENARIOS).chain(goals).find(|scenario| scenario.slug == slug)
}
