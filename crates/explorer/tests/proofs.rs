//! The safety argument on random runs: against a slow, obvious twin that is written from the
//! argument itself, and on runs of Raft, where every step has to hold.

#![allow(clippy::unwrap_used, reason = "a test")]

use cluster::{Action, Cause, Event, MessageId, Observer, World};
use explorer::{Chaos, Random};
use judge::{Chronicle, Proof, Property, Verdict, Why};
use raft_core::{
    Configuration, Decision, Entry, Message, Payload, Rule, Rules, Server, ServerId, ServerSet, Term,
};
use std::collections::BTreeMap;

/// What one step of a server was.
struct Moment {
    number: u32,
    event: Event,
    before: Server,
    after: Server,
}

/// A leader, as the twin finds it.
struct Leader {
    number: u32,
    server: ServerId,
    term: Term,
    /// With which it stood.
    log: Vec<Entry>,
    /// When it led last.
    held: Vec<Entry>,
    configuration: Configuration,
    votes: BTreeMap<ServerId, Vote>,
}

struct Vote {
    number: u32,
    log: Vec<Entry>,
}

struct Commit {
    number: u32,
    leader: ServerId,
    term: Term,
    /// From 0.
    place: usize,
    entry: Entry,
    /// From 0, what was counted.
    counted: usize,
    counted_entry: Entry,
    /// By which it may have been counted: the leader's in this step, the oldest first.
    configurations: Vec<Configuration>,
}

/// Every step of the run, and nothing clever.
struct Twin {
    moments: Vec<Moment>,
    servers: Vec<Server>,
}

/// Whether a message was made in this event, be it that it waits for the disk of its sender.
fn left_or_waits(event: &Event, message: MessageId) -> bool {
    let written = matches!(event.cause, Cause::Written(_));
    !written && event.sent.iter().chain(&event.held).any(|made| *made == message)
}

impl Twin {
    fn new(world: &World) -> Self {
        Self { moments: Vec::new(), servers: world.servers().to_vec() }
    }

    fn observe(&mut self, number: u32, world: &World, event: &Event) {
        // A server that was added starts blank.
        self.servers.extend(world.servers().iter().skip(self.servers.len()).cloned());
        let Some(id) = event.server() else { return };
        let states = event.before_crash.iter().map(|server| (**server).clone());
        for (order, after) in states.chain([world.server(id).unwrap().clone()]).enumerate() {
            let before = std::mem::replace(&mut self.servers[id.slot()], after.clone());
            // The crash after the step is a moment in which nothing else happens.
            let event = if order == 0 { event.clone() } else { Event::start() };
            self.moments.push(Moment { number, event, before, after });
        }
    }

    fn leaders(&self) -> Vec<Leader> {
        let wins = |moment: &&Moment| {
            moment.after.is_leader()
                && (!moment.before.is_leader() || moment.before.current_term() != moment.after.current_term())
        };
        self.moments.iter().filter(wins).map(|moment| self.leader(moment)).collect()
    }

    fn leader(&self, moment: &Moment) -> Leader {
        let (server, term) = (moment.after.id(), moment.after.current_term());
        let later =
            self.moments.iter().filter(|later| later.number >= moment.number && later.after.id() == server);
        let reign = later.take_while(|later| later.after.is_leader() && later.after.current_term() == term);
        Leader {
            number: moment.number,
            server,
            term,
            log: moment.before.log().entries().to_vec(),
            held: reign.last().unwrap().after.log().entries().to_vec(),
            configuration: moment.before.configuration(Rules::PAPER),
            votes: self.votes(moment),
        }
    }

    /// The votes of its term that a winner counted since it stood.
    fn votes(&self, won: &Moment) -> BTreeMap<ServerId, Vote> {
        let (server, term) = (won.after.id(), won.after.current_term());
        let own = self.moments.iter().filter(|m| m.number <= won.number && m.after.id() == server);
        let own: Vec<&Moment> = own.collect();
        let stood = own.iter().rposition(|m| m.event.cause == Cause::Timeout(server)).unwrap();
        let mut votes = BTreeMap::new();
        // It may have taken its role along into this term (`convert-on-higher-term` is off).
        let after = &own[stood].after;
        if after.current_term() == term && after.voted_for() == Some(server) {
            let log = own[stood].before.log().entries().to_vec();
            votes.insert(server, Vote { number: own[stood].number, log });
        }
        for moment in &own[stood..] {
            let Cause::Delivered { envelope, .. } = &moment.event.cause else { continue };
            let Message::RequestVoteReply(reply) = &envelope.message else { continue };
            if reply.vote_granted && reply.term == term {
                let given = self.given(envelope.id, server, term);
                votes.entry(envelope.id.from).or_insert(given);
            }
        }
        votes
    }

    /// Where a vote was given: where the message was sent that brought it.
    fn given(&self, message: MessageId, candidate: ServerId, term: Term) -> Vote {
        let original = MessageId { copy: 0, ..message };
        let moment = self.moments.iter().find(|moment| left_or_waits(&moment.event, original)).unwrap();
        let says = |decision: &Decision| matches!(decision, Decision::GrantedVote { candidate: to, term: of, .. } if (*to, *of) == (candidate, term));
        assert!(moment.event.decisions.iter().any(says), "a vote that nobody gave: {message}");
        Vote { number: moment.number, log: moment.before.log().entries().to_vec() }
    }

    /// Each entry that a leader committed at an index, in the lowest term in which one did.
    fn commits(&self) -> Vec<Commit> {
        let mut commits: Vec<Commit> = Vec::new();
        // A leader that commits a configuration without itself steps down in the same step (§6).
        let led = |moment: &&Moment| {
            let (before, after) = (&moment.before, &moment.after);
            after.is_leader() || (before.is_leader() && before.current_term() == after.current_term())
        };
        for moment in self.moments.iter().filter(led) {
            let (log, term) = (moment.after.log().entries(), moment.after.current_term());
            let last = moment.after.commit_index().0 as usize;
            for place in moment.before.commit_index().0 as usize..last {
                let counted = if log[place].term == term { place } else { last - 1 };
                let commit = Commit {
                    number: moment.number,
                    leader: moment.after.id(),
                    term,
                    place,
                    entry: log[place],
                    counted,
                    counted_entry: log[counted],
                    configurations: configurations(moment),
                };
                let same = |known: &&mut Commit| (known.place, known.entry) == (place, log[place]);
                match commits.iter_mut().find(same) {
                    Some(known) if term < known.term => *known = commit,
                    Some(_) => {}
                    None => commits.push(commit),
                }
            }
        }
        commits
    }

    /// When each server first had the counted entry, having heard of it from the leader that
    /// committed it, or being that leader.
    fn stored(&self, commit: &Commit) -> BTreeMap<ServerId, u32> {
        let mut stored = BTreeMap::new();
        for moment in self.moments.iter().filter(|moment| moment.number <= commit.number) {
            let log = moment.after.log().entries();
            if heard_from(moment) == Some(commit.term)
                && log.get(commit.counted) == Some(&commit.counted_entry)
            {
                stored.entry(moment.after.id()).or_insert(moment.number);
            }
        }
        stored
    }
}

/// The configuration that a server used before a step, and those that it appended in it.
fn configurations(moment: &Moment) -> Vec<Configuration> {
    let appended = moment.after.log().entries().iter().skip(moment.before.log().entries().len());
    let appended = appended.filter_map(|entry| match entry.payload {
        Payload::Configuration(configuration) => Some(configuration),
        Payload::Command(_) | Payload::NoOp => None,
    });
    let before = moment.before.configuration(Rules::PAPER);
    std::iter::once(before).chain(appended).collect()
}

/// The term of the leader that a server heard from, or is.
fn heard_from(moment: &Moment) -> Option<Term> {
    if moment.after.is_leader() {
        return Some(moment.after.current_term());
    }
    let Cause::Delivered { envelope, .. } = &moment.event.cause else { return None };
    let Message::AppendEntries(request) = &envelope.message else { return None };
    let heard = |decision: &Decision| match decision {
        Decision::AcceptedEntries { .. } => true,
        Decision::RejectedEntries { refusal, .. } => {
            matches!(refusal, raft_core::AppendRefusal::NoMatch { .. })
        }
        _ => false,
    };
    moment.event.decisions.iter().any(heard).then_some(request.term)
}

fn majority(configuration: Configuration, servers: impl Iterator<Item = ServerId>) -> bool {
    let servers: ServerSet = servers.collect();
    let most = |side: ServerSet| 2 * servers.and(side).len() > side.len();
    most(configuration.voters) && configuration.next.is_none_or(most)
}

fn end(log: &[Entry]) -> (Term, usize) {
    (log.last().map_or(Term(0), |entry| entry.term), log.len())
}

/// Steps 3 to 7 for one voter: `None` does not apply.
fn about_voter(
    commit: &Commit,
    leader: &Leader,
    all: &[Leader],
    accepted: u32,
    vote: &Vote,
) -> [Option<bool>; 5] {
    let has = |log: &[Entry]| log.get(commit.counted) == Some(&commit.counted_entry);
    let ((my_term, my_length), (their_term, their_length)) = (end(&vote.log), end(&leader.log));
    let up_to_date = their_term > my_term || (their_term == my_term && their_length >= my_length);
    let same_last = my_length == 0 || leader.log.get(my_length - 1) == vote.log.last();
    let equal = (their_term == my_term).then(|| same_last && has(&leader.log));
    let larger = (their_term > my_term).then(|| {
        let creator = all.iter().find(|creator| creator.term == their_term);
        their_term > commit.term && creator.is_some_and(|creator| has(&creator.log)) && has(&leader.log)
    });
    [Some(accepted < vote.number), Some(has(&vote.log)), Some(up_to_date), equal, larger]
}

/// The argument, straight from its text.
fn argue(twin: &Twin, commit: &Commit, leader: &Leader, all: &[Leader]) -> [Option<bool>; 9] {
    let below = |one: &&Leader| one.term <= leader.term;
    let unique = |one: &Leader| all.iter().filter(|other| other.term == one.term).count() == 1;
    let one_leader = all.iter().filter(below).all(unique);
    let has = |log: &[Entry]| log.get(commit.place) == Some(&commit.entry);
    let stored = twin.stored(commit);
    let enough = |of: &Configuration, servers: &[ServerId]| majority(*of, servers.iter().copied());
    let copies: Vec<ServerId> = stored.keys().copied().collect();
    let copies_of = commit.configurations.iter().find(|of| enough(of, &copies));
    let copies_of = *copies_of.unwrap_or(&commit.configurations[0]);
    let votes_of = leader.configuration;
    let counts = |of: Configuration, server: &ServerId| {
        of.voters.contains(*server) || of.next.is_some_and(|next| next.contains(*server))
    };
    let votes: Vec<ServerId> =
        leader.votes.keys().copied().filter(|server| counts(votes_of, server)).collect();
    let shared: Vec<ServerId> =
        votes.iter().copied().filter(|server| copies.contains(server) && counts(copies_of, server)).collect();
    let both = enough(&copies_of, &copies) && enough(&votes_of, &votes);
    // Configurations without a common half need no common server, if the entry was handed on (§6).
    let halves = |of: Configuration| [Some(of.voters), of.next].into_iter().flatten();
    let related = halves(copies_of).any(|half| halves(votes_of).any(|other| other == half));
    let apart = both && shared.is_empty() && !related && has(&leader.log);
    let mut tried: Vec<_> = shared
        .iter()
        .map(|voter| {
            let steps = about_voter(commit, leader, all, stored[voter], &leader.votes[voter]);
            let holding = steps.iter().position(|step| *step == Some(false)).unwrap_or(5);
            (holding, [commit.leader, leader.server].contains(voter), *voter, steps)
        })
        .collect();
    // The one for whom the argument goes the furthest; rather no leader; the lowest number.
    tried.sort_by_key(|(holding, leads, voter, _)| (5 - holding, *leads, *voter));
    let voter = tried.first().map_or([None; 5], |(.., steps)| *steps);
    let mut steps = [None; 9];
    steps[0] = Some(one_leader && commit.counted_entry.term == commit.term);
    steps[1] = Some(has(&leader.log) == has(&leader.held));
    steps[2] = (!apart).then_some(both && !shared.is_empty());
    steps[3..8].copy_from_slice(&voter);
    steps[8] = Some(has(&leader.log));
    steps
}

fn verdicts(proof: &Proof) -> [Option<bool>; 9] {
    let verdict = |number: usize| match proof.steps[number].verdict {
        Verdict::Holds => Some(true),
        Verdict::Fails => Some(false),
        Verdict::DoesNotApply => None,
    };
    std::array::from_fn(verdict)
}

/// A run of chaos, watched by the chronicle and one other. `changes`: whether the membership changes;
/// `None`: in some runs.
fn run(
    seed: u64,
    events: u32,
    without: &[Rule],
    changes: Option<bool>,
    mut watch: impl FnMut(u32, &World, &Event),
) -> Chronicle {
    let mut chaos = Chaos::new(seed, None, without, changes);
    let mut world = World::new(chaos.setup());
    let mut chronicle = Chronicle::new(chaos.setup());
    for number in 1..=events {
        let event = loop {
            if let Ok(event) = world.apply(&Action::from(chaos.next_act(&world))) {
                break event;
            }
        };
        chronicle.observe(number, &world, &event);
        watch(number, &world, &event);
    }
    chronicle
}

/// What the compared proofs came to.
#[derive(Debug, Default)]
struct Compared {
    /// How many failed first at which step.
    failures: [u32; 9],
    /// How many rest on two configurations, or on a joint one, and have a half in common.
    by_half: u32,
    /// How many rest on configurations without a common half.
    apart: u32,
}

/// A run with random rules off, in which the membership stays or changes.
fn compare(seed: u64, events: u32, changes: bool, compared: &mut Compared) {
    let mut random = Random::new(seed);
    let count = random.below(4);
    let without: Vec<Rule> = (0..count).map(|_| random.pick(Rule::ALL)).collect();
    let world = World::new(Chaos::new(seed, None, &without, Some(changes)).setup());
    let mut twin = Twin::new(&world);
    let chronicle =
        run(seed, events, &without, Some(changes), |number, world, event| twin.observe(number, world, event));
    let (leaders, mut commits) = (twin.leaders(), twin.commits());
    commits.sort_by_key(|commit| commit.place);
    let mut proofs = chronicle.proofs();
    let known: Vec<u32> = chronicle.commits().iter().map(|commit| commit.event).collect();
    assert_eq!(known, commits.iter().map(|commit| commit.number).collect::<Vec<_>>(), "seed {seed}");
    for commit in &commits {
        for leader in leaders.iter().filter(|leader| leader.term > commit.term) {
            let proof = proofs.next().unwrap();
            assert_eq!((proof.commit.index.0 as usize, proof.commit.entry), (commit.place + 1, commit.entry));
            assert_eq!((proof.commit.event, proof.leader.event), (commit.number, leader.number));
            let expected = argue(&twin, commit, leader, &leaders);
            assert_eq!(verdicts(&proof), expected, "seed {seed}, without {without:?}: {proof:#?}");
            assert_eq!(chronicle.proof(&proof.commit, &proof.leader).as_ref(), Some(&proof), "seed {seed}");
            if let Some(step) = proof.failure() {
                compared.failures[usize::from(step.number)] += 1;
            }
            if let Why::Overlap { copies_of, votes_of, half, .. } = proof.steps[2].why {
                let changed = copies_of != votes_of || copies_of.next.is_some();
                assert!(changed || half == Some(votes_of.voters), "seed {seed}: {proof:#?}");
                let has_voter = |half: ServerSet| proof.voter.is_none_or(|voter| half.contains(voter));
                compared.by_half += u32::from(changed && half.is_some_and(has_voter));
                compared.apart += u32::from(half.is_none());
            }
        }
    }
    assert!(proofs.next().is_none(), "seed {seed}");
    check_claim(seed, &chronicle);
}

/// The judge finds Leader Completeness broken exactly if some leader lacks an entry, at its
/// election or later.
fn check_claim(seed: u64, chronicle: &Chronicle) {
    let lacks = |proof: Proof| {
        let lost = matches!(proof.steps[1].why, Why::Kept { held: false, .. });
        lost || proof.steps[8].verdict == Verdict::Fails
    };
    let broken = chronicle.judge().violation(Property::LeaderCompleteness).is_some();
    assert_eq!(chronicle.proofs().any(lacks), broken, "seed {seed}");
}

#[test]
fn the_argument_and_its_twin_agree() {
    for changes in [false, true] {
        let mut compared = Compared::default();
        for seed in 0..1500 {
            compare(seed, 250, changes, &mut compared);
        }
        println!("{compared:?}");
        let seen = |steps: &[usize]| steps.iter().all(|step| compared.failures[*step] > 0);
        assert!(seen(&[0, 1, 2, 3, 4, 5]), "too few failures to compare: {compared:?}");
        let (by_half, apart) = (compared.by_half > 500, compared.apart > 10);
        assert_eq!((by_half, apart), (changes, changes), "{compared:?}");
    }
}

#[test]
fn every_step_holds_in_raft() {
    let (mut equal, mut larger, mut indirect, mut across) = (0, 0, 0, 0);
    for seed in 0..2000 {
        let chronicle = run(seed, 400, &[], None, |_, _, _| {});
        for proof in chronicle.proofs() {
            assert!(proof.failure().is_none(), "seed {seed}: {proof:#?}");
            let apart = proof.steps.iter().filter(|step| step.verdict == Verdict::DoesNotApply).count();
            if proof.steps[2].verdict == Verdict::DoesNotApply {
                // Configurations that share no half need no common voter: steps 2 to 7 say nothing.
                assert_eq!(apart, 6, "seed {seed}: {proof:#?}");
                across += 1;
                continue;
            }
            assert_eq!(apart, 1, "seed {seed}: {proof:#?}");
            match proof.steps[7].verdict {
                Verdict::Holds => larger += 1,
                _ => equal += 1,
            }
            indirect += usize::from(proof.counted.index != proof.commit.index);
        }
    }
    let counts = format!("{equal}, {larger}, {indirect}, {across}");
    assert!(equal > 1000 && larger > 1000 && indirect > 100 && across > 10, "{counts}");
}
