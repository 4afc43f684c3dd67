//! What the board lights up: the evidence that somebody reads about, shown where it is.
//!
//! A ring round a server or an entry, told apart by its shape and by a word beside it, never by
//! colour alone; the word is read to those who do not see the ring.

use crate::state::{Pane, State};
use cluster::{Scene, World};
use judge::{Evidence, Judge, Proof, Violation, Why};
use narration::{Text, text};
use raft_core::{Entry, Index, Position, Server, ServerId};

/// The shape of a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ring {
    /// One line.
    Solid,
    /// A dashed line.
    Dashed,
    /// Both: one round the other.
    Double,
}

impl Ring {
    /// The class that gives it its shape.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Solid => "lit solid",
            Self::Dashed => "lit dashed",
            Self::Double => "lit double",
        }
    }
}

/// A ring, and the word beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its shape.
    pub ring: Ring,
    /// What it stands for: `voter`.
    pub word: &'static str,
}

impl Mark {
    /// Whether it tells of one of two majorities.
    #[must_use]
    pub fn is_of_majority(&self, words: &Text) -> bool {
        self.word == words.old_majority || self.word == words.new_majority
    }
}

/// Everything that is lit up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lit {
    servers: Vec<(ServerId, Mark)>,
    cells: Vec<(ServerId, Index, Mark)>,
}

impl Lit {
    /// What the pane that is open is about.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let words = text(state.settings.language);
        let scene = &state.run.shot.scene;
        let mut lit = Self::default();
        match (state.pane, &state.argument) {
            (Pane::Proof, Some(argument)) => {
                if let Some(proof) = &argument.proof {
                    lit.step(words, &scene.world, proof, argument.step);
                }
            }
            // The lesson of a rule shows what broke without it, and a goal what somebody has broken.
            (pane, _)
                if pane == Pane::Properties
                    || (pane == Pane::Lesson
                        && (state.run.rule().is_some() || state.run.goal().is_some())) =>
            {
                let all = scene.observer.violations();
                let here = all.iter().find(|violation| violation.event == scene.moment.event);
                if let Some(violation) = here.or(all.last()) {
                    lit.violation(words, &scene.world, violation);
                }
            }
            _ => {}
        }
        // Not while a question is open: it may be about who voted for whom.
        let asked = state.run.progress.open(&state.run.story, state.run.at).is_some();
        if state.pane != Pane::Proof && !asked {
            lit.apart(words, scene);
        }
        lit
    }

    /// The ring round a server.
    #[must_use]
    pub fn server(&self, id: ServerId) -> Option<Mark> {
        self.servers.iter().find(|(server, _)| *server == id).map(|(_, mark)| *mark)
    }

    /// The ring round a place of a log.
    #[must_use]
    pub fn cell(&self, id: ServerId, at: Index) -> Option<Mark> {
        self.cells.iter().find(|(server, index, _)| (*server, *index) == (id, at)).map(|(.., mark)| *mark)
    }

    fn ring(&mut self, server: ServerId, ring: Ring, word: &'static str) {
        if self.server(server).is_none() {
            self.servers.push((server, Mark { ring, word }));
        }
    }

    fn place(&mut self, server: ServerId, index: Index, ring: Ring, word: &'static str) {
        if index != Index::ZERO && self.cell(server, index).is_none() {
            self.cells.push((server, index, Mark { ring, word }));
        }
    }

    /// A place of a log where an entry is at the moment that is shown, or is missing.
    fn entry(&mut self, words: &Text, server: ServerId, index: Index, there: bool) {
        if there {
            self.place(server, index, Ring::Solid, words.lit_stored);
        } else {
            self.place(server, index, Ring::Dashed, words.lit_missing);
        }
    }

    /// The servers and entries that a step of the safety argument is about.
    fn step(&mut self, words: &Text, world: &World, proof: &Proof, number: u8) {
        let (commit, t, u) = (proof.commit, proof.commit.leader, proof.leader.server);
        let Some(step) = proof.steps.get(usize::from(number)) else { return };
        let counted = |server: ServerId| is_at(world, server, proof.counted);
        let mut voter = None;
        match step.why {
            Why::Premises { twice: Some([first, second]), .. } => {
                self.ring(first.server, Ring::Solid, words.lit_elected);
                self.ring(second.server, Ring::Dashed, words.lit_elected);
            }
            Why::Premises { .. } => {
                self.ring(t, Ring::Solid, words.lit_leader_t);
                if entry_at(world, t, commit.index) == Some(&commit.entry) {
                    self.place(t, commit.index, Ring::Solid, words.lit_committed);
                }
                if counted(t) {
                    self.place(t, proof.counted.index, Ring::Double, words.lit_counted);
                }
            }
            Why::Kept { .. } | Why::Had { .. } => {
                self.ring(u, Ring::Dashed, words.lit_leader_u);
                self.entry(words, u, commit.index, entry_at(world, u, commit.index) == Some(&commit.entry));
            }
            Why::Overlap { stored, votes, .. } => {
                for server in stored.or(votes).iter() {
                    let (ring, word) = match (stored.contains(server), votes.contains(server)) {
                        _ if proof.voter == Some(server) => (Ring::Double, words.lit_voter),
                        (true, true) => (Ring::Double, words.lit_both),
                        (true, false) => (Ring::Solid, words.lit_stored),
                        _ => (Ring::Dashed, words.lit_voted),
                    };
                    self.ring(server, ring, word);
                    if stored.contains(server) && counted(server) {
                        self.entry(words, server, proof.counted.index, true);
                    }
                }
            }
            Why::NoVoter => {}
            Why::Accepted { .. } | Why::StillThere { .. } => voter = proof.voter,
            Why::UpToDate { mine, theirs }
            | Why::EqualTerms { mine, theirs, .. }
            | Why::LargerTerm { mine, theirs, .. }
            | Why::OtherCase { mine, theirs } => {
                voter = proof.voter;
                let ends = [
                    (proof.voter, mine, Ring::Solid),
                    (Some(u), theirs, Ring::Dashed),
                    (Some(u), mine, Ring::Solid),
                ];
                for (server, end, ring) in ends {
                    if let Some(server) = server.filter(|server| is_at(world, *server, end)) {
                        self.place(server, end.index, ring, words.lit_last);
                    }
                }
            }
        }
        if let Some(voter) = voter {
            self.ring(voter, Ring::Double, words.lit_voter);
            self.entry(words, voter, proof.counted.index, counted(voter));
        }
        if number >= 5 && !matches!(step.why, Why::NoVoter) {
            self.ring(u, Ring::Dashed, words.lit_leader_u);
            self.entry(words, u, proof.counted.index, counted(u));
        }
        if let Why::LargerTerm { creator: Some(creator), .. } = step.why {
            self.ring(creator, Ring::Solid, words.lit_creator);
        }
    }

    /// Two majorities that can decide now, each without the other (Figure 10), and the last configuration in the
    /// log of each of their servers.
    fn apart(&mut self, words: &Text, scene: &Scene<Judge>) {
        let Some(two) = scene.observer.two_deciders_now().filter(|two| two.apart) else { return };
        let [old, new] = two.disjoint_majorities();
        for (servers, ring, word) in
            [(old, Ring::Solid, words.old_majority), (new, Ring::Dashed, words.new_majority)]
        {
            for id in servers.iter() {
                self.ring(id, ring, word);
                let log = scene.world.server(id).map(Server::log);
                let place =
                    log.map(|log| log.latest_configuration().map_or(log.last_index(), |(index, _)| index));
                self.place(id, place.unwrap_or_default(), ring, word);
            }
        }
    }

    /// What shows that a property is broken.
    fn violation(&mut self, words: &Text, world: &World, violation: &Violation) {
        match violation.evidence {
            Evidence::ElectionSafety { first, second } => {
                self.ring(first.server, Ring::Solid, words.lit_elected);
                self.ring(second.server, Ring::Dashed, words.lit_elected);
            }
            Evidence::LeaderAppendOnly { leader, index, .. } => {
                self.ring(leader, Ring::Solid, words.lit_changed);
                self.place(leader, index, Ring::Dashed, words.lit_changed);
            }
            Evidence::LogMatching { servers, agree, differ, .. } => {
                for (server, ring) in servers.into_iter().zip([Ring::Solid, Ring::Dashed]) {
                    self.ring(server, ring, words.lit_differs);
                    self.place(server, differ, Ring::Dashed, words.lit_differs);
                    self.place(server, agree, Ring::Solid, words.lit_same_term);
                }
            }
            Evidence::LeaderCompleteness { commit, leader, .. } => {
                self.ring(commit.leader, Ring::Solid, words.lit_commits);
                self.ring(leader.server, Ring::Dashed, words.leader);
                let stored = |server| entry_at(world, server, commit.index) == Some(&commit.entry);
                self.entry(words, leader.server, commit.index, stored(leader.server));
                for server in world.servers().iter().map(Server::id).filter(|server| stored(*server)) {
                    self.entry(words, server, commit.index, true);
                }
            }
            Evidence::StateMachineSafety { index, first, second } => {
                for (applied, ring) in [(first, Ring::Solid), (second, Ring::Dashed)] {
                    self.ring(applied.server, ring, words.lit_applied);
                    if entry_at(world, applied.server, index) == Some(&applied.entry) {
                        self.place(applied.server, index, ring, words.lit_applied);
                    }
                }
            }
        }
    }
}

fn entry_at(world: &World, server: ServerId, index: Index) -> Option<&Entry> {
    world.server(server)?.log().get(index)
}

/// Whether a log has an entry of this term there.
fn is_at(world: &World, server: ServerId, at: Position) -> bool {
    entry_at(world, server, at.index).is_some_and(|entry| entry.term == at.term)
}
