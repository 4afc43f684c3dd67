//! An attempt, made by hand, to elect a leader without a committed entry: the contradiction that
//! the safety argument (§5.4.3, Figure 9) arrives at, from the inside.
//!
//! An attempt says what the world looks like when U is elected: the logs of leader T, of the voter
//! and of the candidate, who stored the entry, who is asked for a vote. What follows from it is
//! decided by servers of the core that are given these logs ([`servers`]); whether such logs can
//! exist is argued from the premises ([`logs`]). An attempt that nothing forbids can be played as a
//! run ([`Attempt::run`]).

mod logs;
mod script;
mod servers;
mod start;

pub use start::{RULES, Start};

use raft_core::{Electorate, Index, Rule, Rules, ServerId, ServerSet, Term, VoteRefusal};

/// Leader T.
pub const LEADER: ServerId = number(1);
/// The candidate of term U.
pub const CANDIDATE: ServerId = number(5);

const fn number(number: u8) -> ServerId {
    match ServerId::new(number) {
        Some(id) => id,
        None => panic!("S1 to S9"),
    }
}

/// One of the three logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Leader T's, up to the entry that it commits: the last.
    Leader,
    /// The log of the servers in both majorities when they vote.
    Voter,
    /// The candidate's when it stands.
    Candidate,
}

impl Whose {
    /// All three, from leader T's on.
    pub const ALL: [Self; 3] = [Self::Leader, Self::Voter, Self::Candidate];
}

/// What somebody supposes. Five servers; S1 is leader T, S5 the candidate. Whoever neither stored
/// the entry nor stands has what came before it, as far as the candidate has that too: nobody but
/// the voters is to stand in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The terms in each log, as [`Whose`] has them.
    pub logs: [Vec<Term>; 3],
    /// T: the term in which the entry is committed.
    pub committed_in: Term,
    /// U: the lowest later term whose leader is to lack it.
    pub elected_in: Term,
    /// Who stored the entry before it was committed.
    pub stored: ServerSet,
    /// Who is asked for a vote in term U.
    pub votes: ServerSet,
    /// The servers in both sets vote first, and get the entry afterwards.
    pub votes_first: bool,
    /// The rule that is off, if one is: one of [`RULES`].
    pub without: Option<Rule>,
}

/// What comes of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It cannot be.
    Refused(Refusal),
    /// The candidate is elected, and has everything that is committed.
    Complete,
    /// The candidate is elected and lacks what is committed, from this index on.
    Lost {
        /// The first entry that it lacks.
        index: Index,
        /// The term of its own entry there.
        found: Option<Term>,
    },
}

/// Why an attempt cannot be, with the operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Leader T's log is empty.
    NothingCommitted,
    /// U is not above T.
    NotLater,
    /// An entry is of a lower term than the one before it.
    TermsFall {
        /// In which log.
        whose: Whose,
        /// Where.
        index: Index,
        /// The term before.
        before: Term,
        /// The term there.
        after: Term,
    },
    /// An entry is of a term that has not begun yet.
    TooNew {
        /// In which log.
        whose: Whose,
        /// Where.
        index: Index,
        /// Its term.
        term: Term,
        /// The highest that it can have.
        highest: Term,
    },
    /// Step 0: leader T counts copies of an entry of an earlier term.
    OldTerm {
        /// The entry's term.
        entry_term: Term,
    },
    /// Step 2: too few servers store the entry for leader T to commit it.
    TooFewCopies {
        /// Who stores it.
        stored: ServerSet,
        /// Whose copies count.
        electorate: Electorate,
    },
    /// Step 2: the candidate has too few votes.
    TooFewVotes {
        /// Who voted for it.
        votes: ServerSet,
        /// Whose votes count.
        electorate: Electorate,
    },
    /// Step 3: the voter refuses the entry, since it has voted in a higher term.
    StaleLeader {
        /// The voter.
        voter: ServerId,
        /// Its term.
        mine: Term,
        /// Leader T's.
        theirs: Term,
    },
    /// Step 4: the voter stored the entry, and nothing removes it.
    StillThere {
        /// The voter.
        voter: ServerId,
        /// Where the entry is.
        index: Index,
        /// What is supposed to be there.
        found: Option<Term>,
    },
    /// Step 5: a server refuses its vote.
    Vote {
        /// Who.
        voter: ServerId,
        /// Why.
        refusal: VoteRefusal,
    },
    /// Step 6: two logs have entries of one term, and so of one leader, but differ before them.
    OneLeader {
        /// The term.
        term: Term,
        /// Whose logs.
        logs: [Whose; 2],
        /// Where each has its last entry of that term.
        last: [Index; 2],
        /// Where they differ.
        index: Index,
        /// What they have there.
        terms: [Term; 2],
    },
    /// Step 7: an entry was created by a leader who had the committed one.
    LaterLeader {
        /// In which log.
        whose: Whose,
        /// Where.
        index: Index,
        /// That leader's term.
        term: Term,
    },
}

impl Refusal {
    /// The step of the argument that forbids it; `None`: it is no log or no order of terms at all.
    #[must_use]
    pub fn step(&self) -> Option<u8> {
        match self {
            Self::NothingCommitted | Self::NotLater | Self::TermsFall { .. } | Self::TooNew { .. } => None,
            Self::OldTerm { .. } => Some(0),
            Self::TooFewCopies { .. } | Self::TooFewVotes { .. } => Some(2),
            Self::StaleLeader { .. } => Some(3),
            Self::StillThere { .. } => Some(4),
            Self::Vote { .. } => Some(5),
            // The voter's own log is at odds with the entry that it stored.
            Self::OneLeader { logs: [_, Whose::Voter], .. }
            | Self::LaterLeader { whose: Whose::Voter, .. } => Some(4),
            Self::OneLeader { .. } => Some(6),
            Self::LaterLeader { .. } => Some(7),
        }
    }

    /// The rule of Raft behind that step.
    #[must_use]
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Self::NothingCommitted | Self::NotLater | Self::TermsFall { .. } | Self::TooNew { .. } => None,
            Self::OldTerm { .. } => Some(Rule::CommitOnlyCurrentTerm),
            Self::TooFewCopies { .. } => Some(Rule::MajorityToCommit),
            Self::TooFewVotes { .. } => Some(Rule::MajorityToWin),
            Self::StaleLeader { .. } => Some(Rule::RefuseStaleLeader),
            Self::StillThere { .. } => Some(Rule::PersistLog),
            Self::Vote { .. } => Some(Rule::ElectionRestriction),
            Self::OneLeader { .. } | Self::LaterLeader { .. } => Some(Rule::ConsistencyCheck),
        }
    }
}

impl Attempt {
    /// One of the logs.
    #[must_use]
    pub fn log(&self, whose: Whose) -> &[Term] {
        &self.logs[whose as usize]
    }

    /// Where the committed entry is; 0 if leader T's log is empty.
    #[must_use]
    pub fn committed(&self) -> Index {
        last_index(self.log(Whose::Leader))
    }

    /// The servers in both majorities.
    #[must_use]
    pub fn voters(&self) -> ServerSet {
        self.stored.and(self.votes)
    }

    /// The voter whom the argument is about: rather not the candidate itself.
    #[must_use]
    pub fn voter(&self) -> Option<ServerId> {
        let own = ServerSet::only(CANDIDATE);
        let voters = self.voters();
        voters.without(own).iter().next().or_else(|| voters.and(own).iter().next())
    }

    /// Whether anybody has the voter's log.
    #[must_use]
    pub fn has_voter(&self) -> bool {
        self.voter().is_some_and(|voter| voter != CANDIDATE)
    }

    /// Who gets the entry after it has voted.
    fn late(&self) -> ServerSet {
        let voters = self.voters().without(ServerSet::only(CANDIDATE));
        if self.votes_first { voters } else { ServerSet::EMPTY }
    }

    /// The rules in force at the election and, where it matters, before.
    #[must_use]
    pub fn rules(&self) -> Rules {
        self.without.map_or(Rules::PAPER, |rule| Rules::PAPER.with(rule, false))
    }

    /// The step of the argument that rests on the rule that is off.
    #[must_use]
    pub fn step_without(&self) -> Option<u8> {
        Some(match self.without? {
            Rule::CommitOnlyCurrentTerm => 0,
            Rule::LeaderAppendOnly => 1,
            Rule::MajorityToCommit | Rule::MajorityToWin => 2,
            Rule::RefuseStaleLeader => 3,
            Rule::PersistLog => 4,
            Rule::ConsistencyCheck if self.ends_alike() => 6,
            Rule::ConsistencyCheck => 7,
            _ => 5,
        })
    }

    /// Whether the voter's log and the candidate's end in the same term.
    fn ends_alike(&self) -> bool {
        self.log(Whose::Voter).last() == self.log(Whose::Candidate).last()
    }

    /// What comes of it: the steps of the argument in order, up to the one that forbids it.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self.elect() {
            Err(refusal) => Outcome::Refused(refusal),
            Ok(log) => self.judge(&log),
        }
    }

    /// The log of the new leader.
    fn elect(&self) -> Result<Vec<Term>, Refusal> {
        self.well_formed()?;
        self.commit()?;
        let late = self.late();
        if !late.is_empty() {
            self.store_late(late)?;
            self.argue(Whose::Voter)?;
        }
        self.keep(self.voters().without(late))?;
        let log = self.vote()?;
        self.argue(Whose::Candidate)?;
        Ok(log)
    }

    /// Whether a leader with this log lacks anything up to the committed entry.
    fn judge(&self, log: &[Term]) -> Outcome {
        let committed = self.log(Whose::Leader);
        let differs = (0..committed.len()).find(|place| log.get(*place) != committed.get(*place));
        differs.map_or(Outcome::Complete, |place| Outcome::Lost {
            index: index_of(place),
            found: log.get(place).copied(),
        })
    }

    /// What no step is needed for.
    fn well_formed(&self) -> Result<(), Refusal> {
        if self.log(Whose::Leader).is_empty() {
            return Err(Refusal::NothingCommitted);
        }
        if self.elected_in <= self.committed_in {
            return Err(Refusal::NotLater);
        }
        let unused = |whose: &Whose| *whose == Whose::Voter && !self.has_voter();
        for whose in Whose::ALL.into_iter().filter(|whose| !unused(whose)) {
            let highest = match whose {
                Whose::Leader => self.committed_in,
                Whose::Voter | Whose::Candidate => Term(self.elected_in.0 - 1),
            };
            let log = self.log(whose);
            for (place, term) in log.iter().enumerate() {
                let (index, after) = (index_of(place), *term);
                let before = place.checked_sub(1).map_or(Term::ZERO, |before| log[before]);
                if after < before {
                    return Err(Refusal::TermsFall { whose, index, before, after });
                }
                if after > highest {
                    return Err(Refusal::TooNew { whose, index, term: after, highest });
                }
            }
        }
        Ok(())
    }
}

/// The index of an entry that has so many before it.
fn index_of(place: usize) -> Index {
    Index(u32::try_from(place + 1).unwrap_or(u32::MAX))
}

/// The index of the last entry; 0 if there is none.
fn last_index(log: &[Term]) -> Index {
    log.len().checked_sub(1).map_or(Index::ZERO, index_of)
}
