//! What has happened in a set of runs: every kind of fault and every kind of decision, counted.

use cluster::{Act, Cause, Dial, Event, Part};
use raft_core::{
    AppendRefusal, Change, ChangeRefusal, CommitCause, Decision, Hold, Ignored, Rule, Rules, StepDown,
    VoteRefusal,
};

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum $name { $($variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in reports.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

kinds! {
    /// What can happen to a world.
    FaultKind {
        Timeout = "timeout",
        Beat = "beat",
        Send = "send",
        SendEmpty = "send-empty",
        Request = "request",
        Reconfigure = "reconfigure",
        Add = "add",
        MinimumTimeout = "minimum-timeout",
        Crash = "crash",
        Restart = "restart",
        Deliver = "deliver",
        DeliverAndCrash = "deliver-and-crash",
        Written = "written",
        DeliverToDown = "deliver-to-down",
        Lose = "lose",
        Duplicate = "duplicate",
        Delay = "delay",
        Cut = "cut",
        CutBoth = "cut-both",
        Heal = "heal",
        HealBoth = "heal-both",
        HealAll = "heal-all",
        Partition = "partition",
        TimingLatency = "timing-latency",
        TimingTimeout = "timing-timeout",
        TimingDisk = "timing-disk",
        TimingHeartbeat = "timing-heartbeat",
        TimingMtbf = "timing-mtbf",
        TimingRepair = "timing-repair",
        TimingLoss = "timing-loss",
        TimingDuplication = "timing-duplication",
        TimingReordering = "timing-reordering",
        TimingRequests = "timing-requests",
        TimingOfServer = "timing-of-server",
        TimingOfLink = "timing-of-link",
        Timer = "timer",
        Stepped = "stepped",
        Clocked = "clocked",
        Rule = "rule",
    }
}

kinds! {
    /// What a server can decide, with what it decided by.
    DecisionKind {
        Stood = "stood",
        Granted = "granted",
        RefusedStaleTerm = "refused-stale-term",
        RefusedAlreadyVoted = "refused-already-voted",
        RefusedLogBehind = "refused-log-behind",
        CountedVote = "counted-vote",
        MissedVote = "missed-vote",
        Won = "won",
        Appended = "appended",
        Accepted = "accepted",
        RejectedStaleTerm = "rejected-stale-term",
        RejectedNoMatch = "rejected-no-match",
        TruncatedConflict = "truncated-conflict",
        TruncatedWithoutConflict = "truncated-without-conflict",
        KeptConflict = "kept-conflict",
        DroppedOwn = "dropped-own",
        Advanced = "advanced",
        Confirmed = "confirmed",
        BackedOff = "backed-off",
        StayedAfterRefusal = "stayed-after-refusal",
        CommittedByCounting = "committed-by-counting",
        CommittedAsTold = "committed-as-told",
        HeldNoMajority = "held-no-majority",
        HeldOldTerm = "held-old-term",
        SteppedDownHigherTerm = "stepped-down-higher-term",
        SteppedDownCurrentLeader = "stepped-down-current-leader",
        SteppedDownLeftOut = "stepped-down-left-out",
        KeptRole = "kept-role",
        RefusedChangeNotLeader = "refused-change-not-leader",
        RefusedChangeEmpty = "refused-change-empty",
        RefusedChangeUnknown = "refused-change-unknown",
        RefusedChangeSame = "refused-change-same",
        RefusedChangeUnderWay = "refused-change-under-way",
        CatchUpBegan = "catch-up-began",
        CaughtUp = "caught-up",
        GaveUpChange = "gave-up-change",
        BeganChange = "began-change",
        CompletedChange = "completed-change",
        ChangeWaits = "change-waits",
        IgnoredHearsLeader = "ignored-hears-leader",
        UpdatedTerm = "updated-term",
        IgnoredStaleVote = "ignored-stale-vote",
        IgnoredStaleAppendReply = "ignored-stale-append-reply",
        IgnoredNotCandidate = "ignored-not-candidate",
        IgnoredNotLeader = "ignored-not-leader",
        IgnoredOtherAttempt = "ignored-other-attempt",
        IgnoredHigherTerm = "ignored-higher-term",
        IgnoredOtherLeader = "ignored-other-leader",
    }
}

impl FaultKind {
    fn of(cause: &Cause) -> Option<Self> {
        Some(match cause {
            Cause::Start => return None,
            Cause::Timeout(_) => Self::Timeout,
            Cause::Beat(_) => Self::Beat,
            Cause::Sent { .. } => Self::Send,
            Cause::Requested { .. } => Self::Request,
            Cause::ChangeAsked { .. } => Self::Reconfigure,
            Cause::Added(_) => Self::Add,
            Cause::MinimumTimeoutPassed(_) => Self::MinimumTimeout,
            Cause::Crashed(_) => Self::Crash,
            Cause::Restarted(_) => Self::Restart,
            Cause::Delivered { and_crashed: false, .. } => Self::Deliver,
            Cause::Delivered { and_crashed: true, .. } => Self::DeliverAndCrash,
            Cause::Written(_) => Self::Written,
            Cause::DeliveredToDown(_) => Self::DeliverToDown,
            Cause::Lost => Self::Lose,
            Cause::Duplicated { .. } => Self::Duplicate,
            Cause::Delayed { .. } => Self::Delay,
            Cause::Cut(link) if link.both => Self::CutBoth,
            Cause::Cut(_) => Self::Cut,
            Cause::Healed(link) if link.both => Self::HealBoth,
            Cause::Healed(_) => Self::Heal,
            Cause::HealedAll => Self::HealAll,
            Cause::Partitioned(_) => Self::Partition,
            Cause::Switched { .. } => Self::Rule,
            Cause::Turned(dial) => Self::of_dial(*dial),
            Cause::TurnedFor { part: Part::Server(_), .. } => Self::TimingOfServer,
            Cause::TurnedFor { part: Part::Link(_), .. } => Self::TimingOfLink,
            Cause::TimerSet { .. } => Self::Timer,
            Cause::Stepped => Self::Stepped,
            Cause::Clocked { .. } => Self::Clocked,
        })
    }

    fn of_dial(dial: Dial) -> Self {
        match dial {
            Dial::Latency(_) => Self::TimingLatency,
            Dial::Timeout(_) => Self::TimingTimeout,
            Dial::Disk(_) => Self::TimingDisk,
            Dial::Heartbeat(_) => Self::TimingHeartbeat,
            Dial::Mtbf(_) => Self::TimingMtbf,
            Dial::Repair(_) => Self::TimingRepair,
            Dial::Loss(_) => Self::TimingLoss,
            Dial::Duplication(_) => Self::TimingDuplication,
            Dial::Reordering(_) => Self::TimingReordering,
            Dial::Requests(_) => Self::TimingRequests,
            Dial::Clock(_) => Self::TimingOfServer,
        }
    }

    /// Whether it can happen with so many servers: one has no links, sends nothing, and
    /// has nothing that waits for its disk.
    #[must_use]
    pub fn is_possible(self, servers: usize) -> bool {
        match self {
            Self::Send
            | Self::SendEmpty
            | Self::Written
            | Self::Deliver
            | Self::DeliverAndCrash
            | Self::DeliverToDown
            | Self::Lose
            | Self::Duplicate
            | Self::Delay
            | Self::Cut
            | Self::CutBoth
            | Self::Heal
            | Self::HealBoth
            | Self::HealAll
            | Self::Partition
            | Self::MinimumTimeout
            | Self::TimingOfLink => servers > 1,
            Self::Timeout
            | Self::Beat
            | Self::Request
            | Self::Reconfigure
            | Self::Add
            | Self::Crash
            | Self::Restart
            | Self::TimingLatency
            | Self::TimingTimeout
            | Self::TimingDisk
            | Self::TimingHeartbeat
            | Self::TimingMtbf
            | Self::TimingRepair
            | Self::TimingLoss
            | Self::TimingDuplication
            | Self::TimingReordering
            | Self::TimingRequests
            | Self::TimingOfServer
            | Self::Timer
            | Self::Stepped
            | Self::Clocked
            | Self::Rule => true,
        }
    }

    /// Whether it is something that one server does: what a rate of judged events counts.
    #[must_use]
    pub fn is_judged(self) -> bool {
        matches!(
            self,
            Self::Timeout
                | Self::Beat
                | Self::Send
                | Self::SendEmpty
                | Self::Request
                | Self::Reconfigure
                | Self::Crash
                | Self::Restart
                | Self::Deliver
                | Self::DeliverAndCrash
        )
    }
}

impl DecisionKind {
    /// The kind of a decision.
    #[must_use]
    pub fn of(decision: &Decision) -> Self {
        match decision {
            Decision::Stood { .. } => Self::Stood,
            Decision::GrantedVote { .. } => Self::Granted,
            Decision::RefusedVote { refusal, .. } => match refusal {
                VoteRefusal::StaleTerm { .. } => Self::RefusedStaleTerm,
                VoteRefusal::AlreadyVoted { .. } => Self::RefusedAlreadyVoted,
                VoteRefusal::LogBehind { .. } => Self::RefusedLogBehind,
            },
            Decision::CountedVote { .. } => Self::CountedVote,
            Decision::MissedVote { .. } => Self::MissedVote,
            Decision::BecameLeader { .. } => Self::Won,
            Decision::Appended { .. } => Self::Appended,
            Decision::AcceptedEntries { .. } => Self::Accepted,
            Decision::RejectedEntries { refusal, .. } => match refusal {
                AppendRefusal::StaleTerm { .. } => Self::RejectedStaleTerm,
                AppendRefusal::NoMatch { .. } => Self::RejectedNoMatch,
            },
            Decision::Truncated { theirs: Some(_), .. } => Self::TruncatedConflict,
            Decision::Truncated { theirs: None, .. } => Self::TruncatedWithoutConflict,
            Decision::KeptConflict { .. } => Self::KeptConflict,
            Decision::DroppedOwn { .. } => Self::DroppedOwn,
            Decision::Advanced { .. } => Self::Advanced,
            Decision::Confirmed { .. } => Self::Confirmed,
            Decision::BackedOff { moved: true, .. } => Self::BackedOff,
            Decision::BackedOff { moved: false, .. } => Self::StayedAfterRefusal,
            Decision::Committed { cause: CommitCause::Counted { .. }, .. } => Self::CommittedByCounting,
            Decision::Committed { cause: CommitCause::LeaderCommit { .. }, .. } => Self::CommittedAsTold,
            Decision::HeldCommit { why: Hold::NoMajority { .. }, .. } => Self::HeldNoMajority,
            Decision::HeldCommit { why: Hold::OldTerm { .. }, .. } => Self::HeldOldTerm,
            Decision::SteppedDown { why: StepDown::HigherTerm { .. }, .. } => Self::SteppedDownHigherTerm,
            Decision::SteppedDown { why: StepDown::CurrentLeader { .. }, .. } => {
                Self::SteppedDownCurrentLeader
            }
            Decision::SteppedDown { why: StepDown::LeftOut { .. }, .. } => Self::SteppedDownLeftOut,
            Decision::Change(change) => Self::of_change(*change),
            Decision::KeptRole { .. } => Self::KeptRole,
            Decision::UpdatedTerm { .. } => Self::UpdatedTerm,
            Decision::Ignored { why, .. } => Self::of_ignored(*why),
        }
    }

    fn of_ignored(why: Ignored) -> Self {
        match why {
            Ignored::StaleVote { .. } => Self::IgnoredStaleVote,
            Ignored::StaleAppendReply { .. } => Self::IgnoredStaleAppendReply,
            Ignored::NotCandidate { .. } => Self::IgnoredNotCandidate,
            Ignored::NotLeader { .. } => Self::IgnoredNotLeader,
            Ignored::OtherAttempt { .. } => Self::IgnoredOtherAttempt,
            Ignored::HigherTerm { .. } => Self::IgnoredHigherTerm,
            Ignored::OtherLeader { .. } => Self::IgnoredOtherLeader,
            Ignored::HearsLeader { .. } => Self::IgnoredHearsLeader,
        }
    }

    fn of_change(change: Change) -> Self {
        match change {
            Change::Refused { refusal, .. } => match refusal {
                ChangeRefusal::NotLeader { .. } => Self::RefusedChangeNotLeader,
                ChangeRefusal::Empty => Self::RefusedChangeEmpty,
                ChangeRefusal::Unknown { .. } => Self::RefusedChangeUnknown,
                ChangeRefusal::Same { .. } => Self::RefusedChangeSame,
                ChangeRefusal::UnderWay { .. } => Self::RefusedChangeUnderWay,
            },
            Change::CatchUpBegan { .. } => Self::CatchUpBegan,
            Change::CaughtUp { .. } => Self::CaughtUp,
            Change::GivenUp { .. } => Self::GaveUpChange,
            Change::Began { .. } => Self::BeganChange,
            Change::Completed { .. } => Self::CompletedChange,
            Change::Waits { .. } => Self::ChangeWaits,
        }
    }

    /// Whether it has to occur under these rules, with so many servers, when enough happens.
    #[must_use]
    pub fn is_required(self, rules: Rules, servers: usize) -> bool {
        self.is_possible(servers) && self.is_expected(rules)
    }

    /// Whether Raft with so many servers can come to it. One server hears from nobody. Of two, a
    /// leader has the other's vote: so that one does not stand in its term, and has no entry that
    /// the leader has not. Of up to three, the first answer makes a majority.
    fn is_possible(self, servers: usize) -> bool {
        let alone = matches!(self, Self::Stood | Self::Won | Self::Appended | Self::CommittedByCounting);
        match self {
            Self::TruncatedConflict | Self::KeptConflict | Self::SteppedDownCurrentLeader => servers > 2,
            Self::HeldNoMajority => servers > 3,
            _ => servers > 1 || alone,
        }
    }

    fn is_expected(self, rules: Rules) -> bool {
        match self {
            Self::RefusedStaleTerm => rules.has(Rule::RefuseStaleCandidate),
            Self::RefusedAlreadyVoted => rules.has(Rule::OneVotePerTerm),
            Self::RefusedLogBehind => rules.has(Rule::ElectionRestriction),
            Self::RejectedStaleTerm => rules.has(Rule::RefuseStaleLeader),
            Self::TruncatedConflict => rules.has(Rule::DeleteConflicts),
            Self::TruncatedWithoutConflict => !rules.has(Rule::DeleteOnlyConflicts),
            Self::KeptConflict => !rules.has(Rule::DeleteConflicts),
            Self::DroppedOwn => !rules.has(Rule::LeaderAppendOnly),
            Self::BackedOff => rules.has(Rule::DecrementNextIndex),
            Self::StayedAfterRefusal => !rules.has(Rule::DecrementNextIndex),
            Self::HeldNoMajority => rules.has(Rule::MajorityToCommit),
            Self::HeldOldTerm => rules.has(Rule::CommitOnlyCurrentTerm) && rules.has(Rule::MajorityToCommit),
            Self::IgnoredStaleVote => rules.has(Rule::IgnoreStaleVotes),
            Self::IgnoredStaleAppendReply => rules.has(Rule::IgnoreStaleAppendReplies),
            Self::IgnoredHigherTerm => !rules.has(Rule::StepDownOnHigherTerm),
            Self::SteppedDownHigherTerm => rules.has(Rule::ConvertOnHigherTerm),
            Self::RefusedChangeUnderWay => rules.has(Rule::OneChangeAtATime),
            Self::CompletedChange => rules.has(Rule::JointConsensus),
            Self::CatchUpBegan | Self::CaughtUp | Self::GaveUpChange => rules.has(Rule::CatchUpFirst),
            Self::KeptRole => !rules.has(Rule::ConvertOnHigherTerm),
            // Only a broken set of rules brings two leaders of one term together, and not each.
            Self::IgnoredOtherLeader => false,
            _ => true,
        }
    }
}

/// How often each kind has occurred. Decisions are counted in the runs that explain themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    faults: [u64; FaultKind::ALL.len()],
    decisions: [u64; DecisionKind::ALL.len()],
}

impl Default for Coverage {
    fn default() -> Self {
        Self { faults: [0; FaultKind::ALL.len()], decisions: [0; DecisionKind::ALL.len()] }
    }
}

impl Coverage {
    /// Counts what an act has brought about.
    pub fn count(&mut self, act: &Act, event: &Event) {
        let kind = match act {
            Act::SendEmpty { .. } => Some(FaultKind::SendEmpty),
            _ => FaultKind::of(&event.cause),
        };
        if let Some(kind) = kind {
            self.faults[kind as usize] += 1;
        }
        for decision in &event.decisions {
            self.decisions[DecisionKind::of(decision) as usize] += 1;
        }
    }

    /// Adds what others have counted.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.faults.iter_mut().zip(other.faults) {
            *mine += theirs;
        }
        for (mine, theirs) in self.decisions.iter_mut().zip(other.decisions) {
            *mine += theirs;
        }
    }

    /// Every kind of fault and how often it occurred.
    pub fn faults(&self) -> impl Iterator<Item = (FaultKind, u64)> {
        FaultKind::ALL.iter().copied().zip(self.faults)
    }

    /// Every kind of decision and how often it was made.
    pub fn decisions(&self) -> impl Iterator<Item = (DecisionKind, u64)> {
        DecisionKind::ALL.iter().copied().zip(self.decisions)
    }

    /// How many events were something that a server did.
    #[must_use]
    pub fn judged(&self) -> u64 {
        self.faults().filter(|(kind, _)| kind.is_judged()).map(|(_, count)| count).sum()
    }

    /// What has not occurred though it should under these rules, with so many servers.
    #[must_use]
    pub fn missing(&self, rules: Rules, servers: usize) -> Vec<&'static str> {
        let faults = self.faults().filter(|(kind, count)| *count == 0 && kind.is_possible(servers));
        let decisions =
            self.decisions().filter(|(kind, count)| *count == 0 && kind.is_required(rules, servers));
        faults.map(|(kind, _)| kind.name()).chain(decisions.map(|(kind, _)| kind.name())).collect()
    }
}
