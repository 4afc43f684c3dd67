//! The safety argument (§5.4.3) on the run that is looked at: about which entry and which leader,
//! and how far one has got in it.

use crate::state::run::Run;
use crate::state::{Pane, State};
use cluster::Moment;
use judge::{Chronicle, Commit, Election, Evidence, Proof, Property};
use raft_core::{Index, Rule};

/// What somebody wants of the argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// It is to be about this entry, by its index and the event of its commitment; `None`: the
    /// board chooses entry and leader.
    Entry(Option<(Index, u32)>),
    /// It is to be about the leader that was elected in this event.
    Leader(u32),
    /// This step.
    Step(u8),
}

/// The argument, and what it could be about instead.
pub struct Argument {
    /// The run is looked at up to this moment: the latest that was seen since the argument was
    /// opened. What comes later is left out, so that it gives no answer away.
    pub until: Moment,
    /// Every committed entry, by index.
    pub commits: Vec<Commit>,
    /// The leaders of higher terms than that in which the entry was committed.
    pub leaders: Vec<Election>,
    /// The argument itself, if there is something to prove.
    pub proof: Option<Proof>,
    /// The step that is looked at.
    pub step: u8,
    /// Whether somebody has chosen what it is about.
    pub chosen: bool,
    /// The rules that were switched off on the way.
    pub off: Vec<Rule>,
    chronicle: Chronicle,
    entry: Option<(Index, u32)>,
    leader: Option<u32>,
}

/// How many arguments are tried to find one that fails.
const MAX_TRIES: usize = 64;

impl Argument {
    /// The argument about the run up to a moment. What was chosen in an earlier one stays chosen.
    fn new(run: &Run, last: Option<&Self>) -> Self {
        let timeline = &run.story.timeline;
        let mut chronicle = Chronicle::new(timeline.setup());
        timeline.watch(run.at, &mut chronicle);
        let mut argument = Self {
            until: run.at,
            commits: chronicle.commits(),
            leaders: Vec::new(),
            proof: None,
            step: last.map_or(0, |last| last.step),
            chosen: false,
            off: run.off_by(run.at),
            chronicle,
            entry: last.and_then(|last| last.entry),
            leader: last.and_then(|last| last.leader),
        };
        argument.prove(last.and_then(|last| last.proof.as_ref()));
        argument
    }

    /// The same run, and something else about it.
    fn pick(&mut self, pick: Pick) {
        match pick {
            Pick::Entry(entry) => (self.entry, self.leader) = (entry, None),
            Pick::Leader(event) => {
                self.entry = self.proof.as_ref().map(|proof| key(&proof.commit));
                self.leader = Some(event);
            }
            Pick::Step(step) => {
                self.step = step.min(8);
                return;
            }
        }
        let before = self.proof.take();
        self.prove(before.as_ref());
    }

    /// Finds the argument. About the same entry and leader as before one stays at the same step;
    /// else one begins with the step that fails, or with the premises.
    fn prove(&mut self, before: Option<&Proof>) {
        // What was chosen is not there any more at an earlier moment.
        self.proof = self.found();
        if self.proof.is_none() {
            (self.entry, self.leader) = (None, None);
            self.proof = self.found();
        }
        self.chosen = self.entry.is_some() || self.leader.is_some();
        let Some(proof) = &self.proof else { return };
        let same = |before: &&Proof| (before.commit, before.leader) == (proof.commit, proof.leader);
        if before.filter(same).is_none() {
            self.step = proof.failure().map_or(0, |step| step.number);
        }
        let elections = self.chronicle.judge().elections();
        self.leaders = elections.filter(|later| later.term > proof.commit.term).collect();
    }

    /// The argument about what was chosen. Where nothing was, the board chooses: one that fails, if
    /// there is one; else about the latest leader, and the last entry committed in a lower term.
    fn found(&self) -> Option<Proof> {
        let prove = |(commit, later): (Commit, Election)| self.chronicle.proof(&commit, &later);
        if !self.off.is_empty() {
            let fails = |proof: &Proof| proof.failure().is_some();
            let lost = self.pairs().find(|pair| self.is_lost(pair)).and_then(prove);
            let failing = lost.or_else(|| self.pairs().take(MAX_TRIES).filter_map(prove).find(fails));
            if failing.is_some() {
                return failing;
            }
        }
        self.pairs().next().and_then(prove)
    }

    /// What it can be about: the latest leader and the last entries first.
    fn pairs(&self) -> impl Iterator<Item = (Commit, Election)> {
        let elections = self.chronicle.judge().elections().rev();
        let leaders = elections.filter(|later| self.leader.is_none_or(|event| event == later.event));
        leaders.flat_map(|later| {
            let below = self.commits.iter().rev().filter(move |commit| commit.term < later.term);
            let asked = below.filter(|commit| self.entry.is_none_or(|entry| entry == key(commit)));
            asked.map(move |commit| (*commit, later))
        })
    }

    /// Whether this is the entry that the judge has found to be lost, and the leader that lacks it.
    fn is_lost(&self, (commit, later): &(Commit, Election)) -> bool {
        let violation = self.chronicle.judge().violation(Property::LeaderCompleteness);
        match violation.map(|violation| violation.evidence) {
            Some(Evidence::LeaderCompleteness { commit: lost, leader, .. }) => {
                (lost.index, lost.entry, leader) == (commit.index, commit.entry, *later)
            }
            _ => false,
        }
    }
}

/// An entry by its index and the event of its commitment.
fn key(commit: &Commit) -> (Index, u32) {
    (commit.index, commit.event)
}

impl State {
    /// An intent about the argument.
    pub(super) fn argue(&mut self, pick: Pick) {
        if let Some(argument) = &mut self.argument {
            argument.pick(pick);
        }
    }

    /// While the argument is open it goes along with the run: whoever goes back on the same path,
    /// to look at an event that it names, does not lose it.
    pub(super) fn follow_argument(&mut self) {
        if self.pane != Pane::Proof {
            self.argument = None;
            return;
        }
        let (run, last) = (&self.run, self.argument.as_ref());
        let rushing = self.player.playing && run.is_clocked();
        if last.is_none_or(|last| !rushing && !run.is_before(last.until)) {
            self.argument = Some(Argument::new(run, last));
        }
    }
}
