//! The course: how long each lesson takes and what it needs, lectures that go through parts of several,
//! and how the five properties rest on each other.

use judge::Property::{
    self, ElectionSafety, LeaderAppendOnly, LeaderCompleteness, LogMatching, StateMachineSafety,
};
use raft_core::Rule;

/// A lesson of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its scenario.
    pub slug: &'static str,
    /// How many minutes it takes alone, with its questions.
    pub minutes: u32,
    /// The lessons that it builds on directly.
    pub needs: &'static [&'static str],
}

/// A part of a lecture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many minutes it takes in class.
    pub minutes: u32,
    /// What is shown.
    pub shown: Shown,
}

/// What a part of a lecture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A lesson, or some of its panels.
    Lesson {
        /// Its scenario.
        slug: &'static str,
        /// The first panel; `None`: from the beginning.
        from: Option<&'static str>,
        /// The last panel, with its question; `None`: to the end.
        to: Option<&'static str>,
    },
    /// How the five properties rest on each other: [`GROUNDS`].
    Grounds,
}

/// A lecture: parts of lessons, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lecture {
    /// Its name where it is stored: its minutes, or the section that it is about.
    pub name: &'static str,
    /// How many minutes it takes.
    pub minutes: u32,
    /// Its parts, in order.
    pub parts: &'static [Part],
}

const fn whole(minutes: u32, slug: &'static str) -> Part {
    part(minutes, slug, None, None)
}

const fn part(
    minutes: u32,
    slug: &'static str,
    from: Option<&'static str>,
    to: Option<&'static str>,
) -> Part {
    Part { minutes, shown: Shown::Lesson { slug, from, to } }
}

/// The lectures of `docs/teaching.md`, the shortest first.
pub const LECTURES: &[Lecture] = &[
    Lecture {
        name: "20",
        minutes: 20,
        parts: &[
            whole(4, "hello"),
            part(4, "election", None, Some("split")),
            whole(5, "returning-follower"),
            whole(6, "figure-8"),
            Part { minutes: 1, shown: Shown::Grounds },
        ],
    },
    Lecture {
        name: "45",
        minutes: 45,
        parts: &[
            part(3, "hello", Some("crashed"), None),
            part(6, "returning-follower", None, Some("refused")),
            whole(9, "election-restriction"),
            whole(10, "figure-8"),
            part(3, "commit-rule", Some("everywhere"), Some("together")),
            whole(11, "figure-9"),
            Part { minutes: 3, shown: Shown::Grounds },
        ],
    },
    Lecture {
        name: "6",
        minutes: 45,
        parts: &[
            whole(7, "figure-10"),
            whole(9, "figure-11"),
            whole(5, "catch-up"),
            whole(8, "joint-crash"),
            whole(7, "self-removal"),
            whole(7, "removed-servers"),
            Part { minutes: 2, shown: Shown::Grounds },
        ],
    },
    Lecture {
        name: "90",
        minutes: 90,
        parts: &[
            whole(5, "hello"),
            whole(11, "election"),
            whole(12, "replication"),
            whole(7, "returning-follower"),
            whole(9, "election-restriction"),
            // With the break.
            part(6, "figure-7", Some("term-7"), Some("elected")),
            whole(12, "figure-8"),
            part(4, "commit-rule", Some("everywhere"), None),
            whole(12, "figure-9"),
            part(6, "crash-before-answer", None, Some("success")),
            whole(4, "free-play"),
            Part { minutes: 2, shown: Shown::Grounds },
        ],
    },
];

/// The lecture of this name.
#[must_use]
pub fn lecture(name: &str) -> Option<&'static Lecture> {
    LECTURES.iter().find(|lecture| lecture.name == name)
}

/// Every lesson, in the order of the library.
pub const COURSE: &[Lesson] = &[
    Lesson { slug: "hello", minutes: 3, needs: &[] },
    Lesson { slug: "election", minutes: 10, needs: &["hello"] },
    Lesson { slug: "replication", minutes: 12, needs: &["election"] },
    Lesson { slug: "returning-follower", minutes: 8, needs: &["replication"] },
    Lesson { slug: "election-restriction", minutes: 9, needs: &["returning-follower"] },
    Lesson { slug: "figure-7", minutes: 10, needs: &["election-restriction"] },
    Lesson { slug: "figure-8", minutes: 10, needs: &["election-restriction"] },
    Lesson { slug: "commit-rule", minutes: 9, needs: &["figure-8"] },
    Lesson { slug: "figure-9", minutes: 12, needs: &["commit-rule"] },
    Lesson { slug: "follower-crash", minutes: 5, needs: &["replication"] },
    Lesson { slug: "candidate-crash", minutes: 6, needs: &["election"] },
    Lesson { slug: "crash-before-answer", minutes: 8, needs: &["follower-crash"] },
    Lesson { slug: "commit-index-after-restart", minutes: 6, needs: &["replication"] },
    Lesson { slug: "timing", minutes: 8, needs: &["election"] },
    Lesson { slug: "short-timeout", minutes: 6, needs: &["timing"] },
    Lesson { slug: "split-votes", minutes: 6, needs: &["election"] },
    Lesson { slug: "slow-disk", minutes: 7, needs: &["timing"] },
    Lesson { slug: "partial-connectivity", minutes: 7, needs: &["election-restriction"] },
    Lesson { slug: "figure-10", minutes: 7, needs: &["election-restriction"] },
    Lesson { slug: "figure-11", minutes: 8, needs: &["figure-10", "commit-rule"] },
    Lesson { slug: "catch-up", minutes: 6, needs: &["figure-11"] },
    Lesson { slug: "joint-crash", minutes: 8, needs: &["figure-11"] },
    Lesson { slug: "self-removal", minutes: 8, needs: &["joint-crash"] },
    Lesson { slug: "removed-servers", minutes: 8, needs: &["figure-11"] },
    Lesson { slug: "applied-configuration", minutes: 7, needs: &["joint-crash"] },
    Lesson { slug: "no-op", minutes: 6, needs: &["commit-rule"] },
    Lesson { slug: "free-play", minutes: 10, needs: &[] },
];

/// The course's entry for a lesson.
#[must_use]
pub fn lesson(slug: &str) -> Option<&'static Lesson> {
    COURSE.iter().find(|lesson| lesson.slug == slug)
}

/// What a property rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The property.
    pub property: Property,
    /// The rules it rests on directly; without each of them it, or one that rests on it, breaks.
    pub rules: &'static [Rule],
    /// The properties it rests on directly.
    pub on: &'static [Property],
    /// Where it is seen to hold: a lesson, and its panel.
    pub seen: (&'static str, &'static str),
}

/// How the five properties rest on each other (§5.4.3, Figure 3): each after those it rests on.
///
/// Log Matching needs that a term's leader is the only one to create entries from that term, and
/// creates at most one for an index: Election Safety and Leader Append-Only (§5.3). Leader
/// Completeness is proved with both (§5.4.3, steps 0, 6 and 7). State Machine Safety needs in
/// addition that a server's log equals the leader's up to what it applies.
pub const GROUNDS: [Ground; 5] = [
    Ground {
        property: ElectionSafety,
        rules: &[Rule::OneVotePerTerm, Rule::MajorityToWin],
        on: &[],
        seen: ("election", "elected"),
    },
    Ground {
        property: LeaderAppendOnly,
        rules: &[Rule::LeaderAppendOnly],
        on: &[],
        seen: ("replication", "one-log"),
    },
    Ground {
        property: LogMatching,
        rules: &[Rule::ConsistencyCheck],
        on: &[ElectionSafety, LeaderAppendOnly],
        seen: ("replication", "repaired"),
    },
    Ground {
        property: LeaderCompleteness,
        rules: &[Rule::ElectionRestriction, Rule::CommitOnlyCurrentTerm],
        on: &[ElectionSafety, LogMatching],
        seen: ("figure-9", "voter"),
    },
    Ground {
        property: StateMachineSafety,
        rules: &[Rule::ApplyOnlyCommitted],
        on: &[LogMatching, LeaderCompleteness],
        seen: ("figure-9", "applied"),
    },
];
