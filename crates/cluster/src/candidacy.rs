//! What would become of a candidate: tried on copies of the servers, by the servers themselves.

use crate::apply::Handed;
use crate::world::World;
use raft_core::{Decision, Electorate, Input, Server, ServerId, ServerSet, Term};

/// How an election would go in which one server stands and nobody else does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidacy {
    /// The term it would stand in.
    pub term: Term,
    /// Whose votes would count.
    pub electorate: Electorate,
    /// What would become of each request, by server.
    pub ballots: Vec<(ServerId, Ballot)>,
    /// The votes it would have, its own included.
    pub votes: ServerSet,
    /// Whether it would lead.
    pub elected: bool,
}

/// What would become of a candidate's request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ballot {
    /// The receiver is down.
    Down,
    /// The link to the receiver is cut.
    Unreached,
    /// The receiver decides.
    Decided {
        /// So.
        decision: Decision,
        /// Whether its answer comes back: that link is not cut.
        heard: bool,
    },
}

impl World {
    /// How elections would go in which this server stands at once, and, if it loses the first,
    /// stands once more. If it is down it would have started again before. Nothing is lost but at
    /// servers that are down and on links that are cut; whatever is under way stays there; votes
    /// arrive before refusals.
    ///
    /// Empty if the server would not stand: a leader, one outside its configuration, or none of
    /// this run.
    #[must_use]
    pub fn candidacies(&self, candidate: ServerId) -> Vec<Candidacy> {
        let mut servers = self.servers().to_vec();
        let Some(place) = self.place(candidate) else { return Vec::new() };
        // In stepped running the minimum election timeout has passed when somebody stands.
        if self.mode() == crate::world::Mode::Stepped {
            for server in &mut servers {
                Handed::by(server, self.rules(), Input::MinimumTimeoutPassed);
            }
        }
        let mut candidacies = Vec::new();
        while candidacies.len() < 2 {
            let Some(candidacy) = self.stand(&mut servers, place) else { break };
            let elected = candidacy.elected;
            candidacies.push(candidacy);
            if elected {
                break;
            }
        }
        candidacies
    }

    /// One candidacy, on copies.
    fn stand(&self, servers: &mut [Server], place: usize) -> Option<Candidacy> {
        let candidate = servers[place].id();
        let requests = Handed::by(&mut servers[place], self.rules(), Input::ElectionTimeout);
        let stood = requests.decisions.iter().find_map(|decision| match *decision {
            Decision::Stood { term, electorate } => Some((term, electorate)),
            _ => None,
        });
        let (term, electorate) = stood?;
        let own = if electorate.votes_for_itself() { ServerSet::only(candidate) } else { ServerSet::EMPTY };
        let mut votes = own;
        let (mut ballots, mut replies) = (Vec::new(), Vec::new());
        for (to, message) in requests.sent {
            let receiver = servers.iter_mut().find(|server| server.id() == to);
            let ballot = match receiver {
                Some(receiver) if self.is_up(to) && !self.network().is_cut(candidate, to) => {
                    let input = Input::Receive { from: candidate, message: &message };
                    let answer = Handed::by(receiver, self.rules(), input);
                    // The first things a step says are about terms and roles; the last about the request.
                    let decision = *answer.decisions.last()?;
                    let heard = !self.network().is_cut(to, candidate);
                    let granted = matches!(decision, Decision::GrantedVote { .. });
                    if heard && granted {
                        votes.insert(to);
                    }
                    let reply = answer.sent.into_iter().filter(|_| heard);
                    replies.extend(reply.map(|(_, message)| (granted, to, message)));
                    Ballot::Decided { decision, heard }
                }
                Some(_) if self.is_up(to) => Ballot::Unreached,
                _ => Ballot::Down,
            };
            ballots.push((to, ballot));
        }
        for votes_first in [true, false] {
            for (_, from, message) in replies.iter().filter(|(granted, ..)| *granted == votes_first) {
                let input = Input::Receive { from: *from, message };
                Handed::by(&mut servers[place], self.rules(), input);
            }
        }
        Some(Candidacy { term, electorate, ballots, votes, elected: servers[place].is_leader() })
    }
}
