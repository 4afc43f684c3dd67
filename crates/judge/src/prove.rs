//! Checks the steps of [`crate::proof`] against a chronicle.

use crate::chronicle::{Ballot, Chronicle, Leadership};
use crate::logs::LogId;
use crate::proof::{Proof, Step, Verdict, Why};
use crate::reconfiguration::is_majority;
use crate::record::{Commit, Election};
use raft_core::{Configuration, Entry, Index, PerServer, Position, ServerId, ServerSet, Term};

/// A committed entry, with what its commitment rested on.
#[derive(Clone, Copy, Debug)]
struct Committed {
    commit: Commit,
    /// The entry whose copies were counted, and where it is.
    counted: (Index, Entry),
    /// Whose copies counted.
    configuration: Configuration,
    /// When each server stored the counted entry, if it had when that was committed.
    stored: PerServer<Option<u32>>,
}

/// The server in both majorities.
#[derive(Clone, Copy, Debug)]
struct Voter {
    accepted: u32,
    ballot: Ballot,
}

impl Chronicle {
    /// The argument for every committed entry and every leader of a higher term: by index, then
    /// by election. An entry counts as committed in the lowest term in which a leader did so.
    pub fn proofs(&self) -> impl Iterator<Item = Proof> {
        self.proofs_of(None, None)
    }

    /// The same, about one index or about leaders of one term alone.
    pub fn proofs_of(&self, index: Option<Index>, term: Option<Term>) -> impl Iterator<Item = Proof> {
        let twice = self.elected_twice();
        let all = self.committed_entries();
        let asked =
            all.into_iter().filter(move |(commit, _)| index.is_none_or(|index| index == commit.index));
        let leads = move |leader: &&Leadership, above: Term| {
            leader.election.term > above && term.is_none_or(|term| term == leader.election.term)
        };
        asked.flat_map(move |(commit, number)| {
            let later = self.leaderships.iter().filter(move |leader| leads(leader, commit.term));
            let entry = self.committed_entry(commit, number);
            later.filter_map(move |leader| Some(self.prove(&entry?, leader, twice)))
        })
    }

    /// Every committed entry, by index, each as committed in the lowest term in which a leader did
    /// so.
    #[must_use]
    pub fn commits(&self) -> Vec<Commit> {
        self.committed_entries().into_iter().map(|(commit, _)| commit).collect()
    }

    /// The argument about one of [`Self::commits`] and one election of a higher term.
    #[must_use]
    pub fn proof(&self, commit: &Commit, leader: &Election) -> Option<Proof> {
        let covers = |number: &usize| {
            let range = self.judge.commitments.get(*number);
            range.and_then(|range| range.at(&self.judge.logs, commit.index)).as_ref() == Some(commit)
        };
        let number = (0..self.judge.commitments.len()).find(covers)?;
        let entry = self.committed_entry(*commit, number)?;
        let later = self.leaderships.iter().find(|later| later.election == *leader)?;
        (leader.term > commit.term).then(|| self.prove(&entry, later, self.elected_twice()))
    }

    /// The two elections of the lowest term that has two.
    fn elected_twice(&self) -> Option<[Election; 2]> {
        let mut lowest: Option<[Election; 2]> = None;
        for second in self.judge.elections() {
            let Some(first) = self.judge.election_in(second.term) else { continue };
            if first.event != second.event && lowest.is_none_or(|[lowest, _]| second.term < lowest.term) {
                lowest = Some([first, second]);
            }
        }
        lowest
    }

    /// Every committed entry, by index, each with the first commitment of the lowest term, and
    /// that commitment's number.
    fn committed_entries(&self) -> Vec<(Commit, usize)> {
        let mut found: Vec<(Commit, usize)> = Vec::new();
        for (number, range) in self.judge.commitments.iter().enumerate() {
            for index in range.first.up_to(range.last) {
                let Some(commit) = range.at(&self.judge.logs, index) else { continue };
                let end = found.partition_point(|(known, _)| known.index <= index);
                let here = found[..end]
                    .iter()
                    .rposition(|(known, _)| known.index != index || known.entry == commit.entry);
                match here.and_then(|place| found.get_mut(place)).filter(|(known, _)| known.index == index) {
                    Some(known) if commit.term < known.0.term => *known = (commit, number),
                    Some(_) => {}
                    None => found.insert(end, (commit, number)),
                }
            }
        }
        found
    }

    fn committed_entry(&self, commit: Commit, number: usize) -> Option<Committed> {
        let range = self.judge.commitments.get(number)?;
        // An entry of an earlier term is not counted, but committed with the last one.
        let counted = if commit.entry.term == commit.term { commit.index } else { range.last };
        let counted = (counted, self.judge.entry(range.log, counted)?);
        let stored = self.stored(&commit, counted);
        let configuration = self.counted_by(number, servers(&stored))?;
        Some(Committed { commit, counted, configuration, stored })
    }

    /// The configuration that a leader committed by: one that it had in that step, before the step or
    /// by what it appended in it. Of several, the first by which these copies are a majority.
    fn counted_by(&self, number: usize, stored: ServerSet) -> Option<Configuration> {
        let [before, after] = *self.counted_by.get(number)?;
        let mut choices = self.judge.logs.configurations_after(after, self.judge.last_index(before));
        choices.push(self.judge.configuration(before));
        let enough = choices.iter().rfind(|choice| is_majority(**choice, stored));
        enough.or(choices.last()).copied()
    }

    /// When each server had an entry from the leader that committed it, or as that leader. What
    /// servers said about it does not matter.
    fn stored(&self, commit: &Commit, (index, entry): (Index, Entry)) -> PerServer<Option<u32>> {
        let mut stored = PerServer::filled(None);
        let until = (0..self.copies.len())
            .map_while(|place| self.copies.get(place).filter(|copy| copy.event <= commit.event));
        for copy in until.filter(|copy| copy.term == commit.term) {
            if stored[copy.server].is_none() && self.judge.entry(copy.log, index) == Some(entry) {
                stored[copy.server] = Some(copy.event);
            }
        }
        stored
    }

    fn prove(&self, entry: &Committed, leader: &Leadership, twice: Option<[Election; 2]>) -> Proof {
        let votes = servers(&leader.ballots).and(leader.configuration.members());
        let shared = servers(&entry.stored).and(entry.configuration.members()).and(votes);
        let (voter, [step_3, step_4, step_5, step_6, step_7]) = self.about_voter(entry, leader, shared);
        let steps = [
            premises(entry, leader, twice),
            self.kept(entry, leader),
            self.overlap(entry, leader, voter),
            step_3,
            step_4,
            step_5,
            step_6,
            step_7,
            self.had(entry, leader),
        ];
        let (index, counted) = entry.counted;
        let counted = Position { index, term: counted.term };
        Proof { commit: entry.commit, counted, leader: leader.election, voter, steps }
    }

    /// Step 2. Copies and votes can count by different configurations (§6). If these have a half in
    /// common, its majorities share a server. If they have none, changes of the membership lie between
    /// them, and the step does not apply, unless the leader lacks the entry.
    fn overlap(&self, entry: &Committed, leader: &Leadership, voter: Option<ServerId>) -> Step {
        let (copies_of, votes_of) = (entry.configuration, leader.configuration);
        // A leader or candidate outside its configuration does not count.
        let stored = servers(&entry.stored).and(copies_of.members());
        let votes = servers(&leader.ballots).and(votes_of.members());
        let enough = is_majority(copies_of, stored) && is_majority(votes_of, votes);
        let apart = stored.and(votes).is_empty();
        let handed_on = self.judge.entry(leader.stood, entry.commit.index) == Some(entry.commit.entry);
        let half = shared_half(copies_of, votes_of, voter);
        let verdict = if enough && apart && handed_on && half.is_none() {
            Verdict::DoesNotApply
        } else {
            Verdict::of(enough && !apart)
        };
        let given = votes.iter().filter_map(|voter| Some(leader.ballots[voter]?.event));
        let events: Vec<u32> = stored.iter().filter_map(|server| entry.stored[server]).chain(given).collect();
        step(2, verdict, Why::Overlap { stored, copies_of, votes, votes_of, half }, &events)
    }

    /// Step 1.
    fn kept(&self, entry: &Committed, leader: &Leadership) -> Step {
        let Commit { index, entry, .. } = entry.commit;
        let has = |log: LogId| self.judge.entry(log, index) == Some(entry);
        let (elected_with, held) = (has(leader.stood), has(leader.held));
        let why = Why::Kept { elected_with, held };
        step(1, Verdict::of(elected_with == held), why, &[leader.election.event])
    }

    /// Steps 3 to 7, and the voter they are about.
    fn about_voter(
        &self,
        entry: &Committed,
        leader: &Leadership,
        shared: ServerSet,
    ) -> (Option<ServerId>, [Step; 5]) {
        let leaders: ServerSet = [entry.commit.leader, leader.election.server].into_iter().collect();
        let mut best: Option<(usize, ServerId, [Step; 5])> = None;
        for voter in shared.without(leaders).iter().chain(shared.and(leaders).iter()) {
            let (Some(accepted), Some(ballot)) = (entry.stored[voter], leader.ballots[voter]) else {
                continue;
            };
            let steps = self.voter_steps(entry, leader, Voter { accepted, ballot });
            let fails = |step: &Step| step.verdict == Verdict::Fails;
            let holding = steps.iter().position(fails).unwrap_or(steps.len());
            let all_hold = holding == steps.len();
            if best.as_ref().is_none_or(|(most, ..)| holding > *most) {
                best = Some((holding, voter, steps));
            }
            if all_hold {
                break;
            }
        }
        match best {
            Some((_, voter, steps)) => (Some(voter), steps),
            None => {
                (None, [3, 4, 5, 6, 7].map(|number| step(number, Verdict::DoesNotApply, Why::NoVoter, &[])))
            }
        }
    }

    fn voter_steps(&self, entry: &Committed, leader: &Leadership, voter: Voter) -> [Step; 5] {
        let Voter { accepted, ballot } = voter;
        let (voted, elected) = (ballot.event, leader.election.event);
        let why = Why::Accepted { accepted, voted };
        let step_3 = step(3, Verdict::of(accepted < voted), why, &[accepted, voted]);
        let (index, counted) = entry.counted;
        let found = self.judge.entry(ballot.log, index);
        let why = Why::StillThere { found };
        let step_4 = step(4, Verdict::of(found == Some(counted)), why, &[accepted, voted]);
        let (mine, theirs) = (self.end(ballot.log), self.end(leader.stood));
        let why = Why::UpToDate { mine, theirs };
        // The later last term wins; with equal last terms, the longer log (§5.4.1).
        let up_to_date = (theirs.term, theirs.index) >= (mine.term, mine.index);
        let step_5 = step(5, Verdict::of(up_to_date), why, &[voted, elected]);
        [
            step_3,
            step_4,
            step_5,
            self.equal_terms(entry, leader, voter),
            self.larger_term(entry, leader, voter),
        ]
    }

    /// Step 6.
    fn equal_terms(&self, entry: &Committed, leader: &Leadership, voter: Voter) -> Step {
        let events = [voter.ballot.event, leader.election.event];
        let (mine, theirs) = (self.end(voter.ballot.log), self.end(leader.stood));
        if mine.term != theirs.term {
            return step(6, Verdict::DoesNotApply, Why::OtherCase { mine, theirs }, &events);
        }
        let at_last = |log: LogId| self.judge.entry(log, mine.index);
        let has_last = at_last(leader.stood) == at_last(voter.ballot.log);
        let has_counted = self.has(leader.stood, entry.counted);
        let why = Why::EqualTerms { mine, theirs, has_last, has_counted };
        step(6, Verdict::of(has_last && has_counted), why, &events)
    }

    /// Step 7.
    fn larger_term(&self, entry: &Committed, leader: &Leadership, voter: Voter) -> Step {
        let (voted, elected) = (voter.ballot.event, leader.election.event);
        let (mine, theirs) = (self.end(voter.ballot.log), self.end(leader.stood));
        if theirs.term <= mine.term {
            return step(7, Verdict::DoesNotApply, Why::OtherCase { mine, theirs }, &[voted, elected]);
        }
        let number = self.judge.first_in_term.get(theirs.term.0 as usize).copied().unwrap_or_default();
        let place = (number as usize).checked_sub(1);
        let creator = place.and_then(|place| self.leaderships.get(place));
        let creator_had = creator.is_some_and(|creator| self.has(creator.stood, entry.counted));
        let has_counted = self.has(leader.stood, entry.counted);
        let why = Why::LargerTerm {
            mine,
            theirs,
            creator: creator.map(|creator| creator.election.server),
            creator_had,
            has_counted,
        };
        let holds = theirs.term > entry.commit.term && creator_had && has_counted;
        let created = creator.map_or(voted, |creator| creator.election.event);
        step(7, Verdict::of(holds), why, &[created, voted, elected])
    }

    /// Step 8.
    fn had(&self, entry: &Committed, leader: &Leadership) -> Step {
        let commit = entry.commit;
        let found = self.judge.entry(leader.stood, commit.index);
        let verdict = Verdict::of(found == Some(commit.entry));
        step(8, verdict, Why::Had { found }, &[commit.event, leader.election.event])
    }

    fn has(&self, log: LogId, (index, entry): (Index, Entry)) -> bool {
        self.judge.entry(log, index) == Some(entry)
    }

    /// Where a log ends.
    fn end(&self, log: LogId) -> Position {
        let index = self.judge.last_index(log);
        let term = self.judge.entry(log, index).map_or(Term::ZERO, |entry| entry.term);
        Position { index, term }
    }
}

/// Step 0.
fn premises(entry: &Committed, leader: &Leadership, twice: Option<[Election; 2]>) -> Step {
    let own_term = entry.counted.1.term == entry.commit.term;
    let twice = twice.filter(|[first, _]| first.term <= leader.election.term);
    let mut events = vec![entry.commit.event];
    events.extend(twice.iter().flatten().map(|election| election.event));
    step(0, Verdict::of(own_term && twice.is_none()), Why::Premises { own_term, twice }, &events)
}

fn step(number: u8, verdict: Verdict, why: Why, events: &[u32]) -> Step {
    let mut in_order: Vec<u32> = Vec::with_capacity(events.len());
    for event in events {
        let place = in_order.partition_point(|earlier| earlier < event);
        if in_order.get(place) != Some(event) {
            in_order.insert(place, *event);
        }
    }
    Step { number, verdict, why, events: in_order }
}

/// The servers for which there is something.
fn servers<T: Copy>(known: &PerServer<Option<T>>) -> ServerSet {
    ServerId::all().filter(|server| known[*server].is_some()).collect()
}

/// The half that two configurations have in common (§6): a majority of the one and a majority of the other
/// share a server in it. Of two halves it is the one with the voter. `None`: changes of the membership lie
/// between them.
fn shared_half(one: Configuration, other: Configuration, voter: Option<ServerId>) -> Option<ServerSet> {
    let halves = |of: Configuration| [Some(of.voters), of.next].into_iter().flatten();
    let shared = || halves(one).filter(|half| halves(other).any(|same| same == *half));
    shared().find(|half| voter.is_some_and(|voter| half.contains(voter))).or_else(|| shared().next())
}
