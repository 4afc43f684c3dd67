//! What a line makes happen: acts one by one, bundles as the acts they stand for.

use crate::error::ErrorKind;
use crate::select;
use crate::stage::Stage;
use crate::syntax::{Act, Bundle, Fact, Mode};
use cluster::{Act as One, ActionError, Envelope, Event, MessageId, Micros};
use raft_core::{Message, Role, Server, ServerId, ServerSet, Term};

type Done = Result<(), ErrorKind>;

/// Plays an act of a script. It can be several acts of the cluster, or none (`lose rest`).
pub(crate) fn play_act(stage: &mut Stage<'_>, at: Option<Micros>, act: &Act) -> Done {
    if let Some(at) = at {
        // What is meant depends on what is under way by then.
        check_time(stage, at)?;
        stage.run_to(at)?;
    }
    let mut place = 0;
    while let Some(one) = the_act(stage, act, place)? {
        match at {
            None => stage.act(one)?,
            Some(at) => stage.act_at(at, one)?,
        };
        place += 1;
    }
    Ok(())
}

/// `at` is possible only while the clock runs, and not before now.
fn check_time(stage: &Stage<'_>, at: Micros) -> Done {
    let now = stage.world().now();
    match stage.world().mode() {
        cluster::Mode::Stepped => Err(ErrorKind::Action(ActionError::NeedsClock)),
        cluster::Mode::Clocked if at < now => Err(ErrorKind::Action(ActionError::Past { at, now })),
        cluster::Mode::Clocked => Ok(()),
    }
}

/// The act of the cluster that the script's act stands for; of several, the one at this place.
fn the_act(stage: &Stage<'_>, act: &Act, place: usize) -> Result<Option<One>, ErrorKind> {
    let network = stage.world().network();
    match act {
        Act::Crash(servers) => return Ok(servers.get(place).map(|server| One::Crash(*server))),
        Act::Restart(servers) => return Ok(servers.get(place).map(|server| One::Restart(*server))),
        Act::RestartAll => return next_down(stage, place),
        Act::Timing { dials, part } => {
            return Ok(dials.get(place).map(|dial| match part {
                Some(part) => One::TurnFor { part: *part, dial: *dial },
                None => One::Turn(*dial),
            }));
        }
        _ if place > 0 => return Ok(None),
        _ => {}
    }
    Ok(Some(match act {
        Act::Timeout(server) => One::Timeout(*server),
        Act::Beat(server) => One::Beat(*server),
        Act::Request { server, command } => One::Request { server: *server, command: *command },
        Act::Send { from, to, entries: None } => One::Send { from: *from, to: *to },
        Act::Send { from, to, entries: Some(0) } => One::SendEmpty { from: *from, to: *to },
        Act::Send { from, to, entries: Some(entries) } => {
            One::SendSome { from: *from, to: *to, entries: *entries }
        }
        Act::Deliver { message, and_crash } => {
            let id = select::the_one(message, network)?;
            if *and_crash { One::DeliverAndCrash(id) } else { One::Deliver(id) }
        }
        Act::Lose(losses) => match select::losses(losses, network)? {
            ids if ids.is_empty() => return Ok(None),
            ids => One::Lose(ids),
        },
        Act::Duplicate(message) => One::Duplicate(select::the_one(message, network)?),
        Act::Delay { message, by } => One::Delay { message: select::the_one(message, network)?, by: *by },
        Act::Cut(link) => One::Cut(*link),
        Act::Heal(link) => One::Heal(*link),
        Act::HealAll => One::HealAll,
        Act::Partition(groups) => One::Partition(groups.clone()),
        Act::Rule { rule, on } => One::Switch { rule: *rule, on: *on },
        Act::Timer { server, remaining } => One::SetTimer { server: *server, remaining: *remaining },
        Act::Reconfigure { server, target } => One::Reconfigure { server: *server, target: *target },
        Act::Add(server) => One::Add(*server),
        Act::Mode(Mode::Stepped) => One::Stepped,
        Act::Mode(Mode::Clocked { seed }) => One::Clocked { seed: *seed },
        Act::Crash(_) | Act::Restart(_) | Act::RestartAll | Act::Timing { .. } => return Ok(None),
    }))
}

/// The next server to restart: the first one that is down. In the beginning there has to be one.
fn next_down(stage: &Stage<'_>, place: usize) -> Result<Option<One>, ErrorKind> {
    let world = stage.world();
    match world.setup().all().without(world.up()).iter().next() {
        Some(down) => Ok(Some(One::Restart(down))),
        None if place == 0 => Err(ErrorKind::NothingDown),
        None => Ok(None),
    }
}

/// Plays a bundle.
pub(crate) fn play_bundle(stage: &mut Stage<'_>, bundle: &Bundle) -> Done {
    match bundle {
        Bundle::Step(count) => {
            for _ in 0..*count {
                stage.act_scheduled().map(drop)?;
            }
            Ok(())
        }
        Bundle::Run(time) => {
            needs_clock(stage)?;
            let end = stage.clock().plus(*time);
            stage.run_to(end)
        }
        Bundle::RunUntil { negated, fact, within } => run_until(stage, *negated, fact, *within),
        _ if stage.world().mode() == cluster::Mode::Clocked => Err(ErrorKind::NeedsStepped),
        Bundle::Campaign { candidate, asks } => campaign(stage, *candidate, asks.as_deref()).map(drop),
        Bundle::Elect { candidate, by } => elect(stage, *candidate, by.as_deref()),
        Bundle::Replicate { leader, to } => {
            leads(stage, *leader)?;
            for follower in someone(stage, *leader, to.as_deref())? {
                replicate(stage, *leader, follower)?;
            }
            Ok(())
        }
        Bundle::Heartbeat { leader, to } => heartbeat(stage, *leader, to.as_deref()),
        Bundle::Settle => settle(stage),
    }
}

fn needs_clock(stage: &Stage<'_>) -> Done {
    match stage.world().mode() {
        cluster::Mode::Stepped => Err(ErrorKind::Action(ActionError::NeedsClock)),
        cluster::Mode::Clocked => Ok(()),
    }
}

fn run_until(stage: &mut Stage<'_>, negated: bool, fact: &Fact, within: Micros) -> Done {
    needs_clock(stage)?;
    let end = stage.clock().plus(within);
    while stage.holds(fact) == negated {
        if !stage.step_before(end)? {
            let actual = if negated { Vec::new() } else { stage.sight().instead(fact) };
            return Err(ErrorKind::NotReached { negated, fact: fact.clone(), actual });
        }
    }
    Ok(())
}

/// Everyone a server talks to: those named, all of which have to be within reach, or everyone who
/// is up and within reach.
fn peers(
    stage: &Stage<'_>,
    server: ServerId,
    named: Option<&[ServerId]>,
) -> Result<Vec<ServerId>, ErrorKind> {
    let world = stage.world();
    let network = world.network();
    let unknown = ErrorKind::Action(ActionError::NoSuchServer(server));
    let members = world.server(server).ok_or(unknown)?.electorate(world.rules()).receivers();
    if !world.is_up(server) {
        return Err(ErrorKind::Action(ActionError::Down(server)));
    }
    let Some(named) = named else {
        let reached = |peer: &ServerId| {
            let cut = network.is_cut(server, *peer) || network.is_cut(*peer, server);
            *peer != server && world.is_up(*peer) && !cut
        };
        return Ok(members.iter().filter(reached).collect());
    };
    for peer in named {
        if !world.is_up(*peer) {
            return Err(ErrorKind::Action(ActionError::Down(*peer)));
        }
        if !members.contains(*peer) {
            return Err(ErrorKind::Action(ActionError::NotInConfiguration(*peer)));
        }
        for (from, to) in [(server, *peer), (*peer, server)] {
            if network.is_cut(from, to) {
                return Err(ErrorKind::Unreachable { from, to });
            }
        }
    }
    Ok(named.to_vec())
}

/// The same, and at least one: a server that is a cluster by itself needs nobody.
fn someone(
    stage: &Stage<'_>,
    server: ServerId,
    named: Option<&[ServerId]>,
) -> Result<Vec<ServerId>, ErrorKind> {
    let peers = peers(stage, server, named)?;
    let world = stage.world();
    let alone =
        world.server(server).is_some_and(|server| server.configuration(world.rules()).members().len() == 1);
    if peers.is_empty() && !alone { Err(ErrorKind::ReachesNobody(server)) } else { Ok(peers) }
}

/// The candidate times out; each voter gets its request and its answer arrives; the candidacy's
/// other requests are lost. Returns those asked.
fn campaign(
    stage: &mut Stage<'_>,
    candidate: ServerId,
    asks: Option<&[ServerId]>,
) -> Result<Vec<ServerId>, ErrorKind> {
    let asked = peers(stage, candidate, asks)?;
    let requests = stage.act(One::Timeout(candidate))?.sent;
    exchange(stage, &requests, &asked)?;
    Ok(asked)
}

/// Delivers those of a round's messages that go to these servers, and their answers at once. The
/// others are lost.
fn exchange(stage: &mut Stage<'_>, round: &[MessageId], with: &[ServerId]) -> Done {
    for peer in with {
        let request = round.iter().find(|id| id.to == *peer).copied();
        let Some(request) = request else { continue };
        let answers = stage.act(One::Deliver(request))?.sent;
        for answer in answers.into_iter().filter(|id| id.to == request.from) {
            stage.act(One::Deliver(answer))?;
        }
    }
    let network = stage.world().network();
    let others: Vec<MessageId> = round.iter().copied().filter(|id| network.get(*id).is_some()).collect();
    if !others.is_empty() {
        stage.act(One::Lose(others))?;
    }
    Ok(())
}

/// A campaign in which everyone asked votes for the candidate, and the candidate wins.
fn elect(stage: &mut Stage<'_>, candidate: ServerId, by: Option<&[ServerId]>) -> Done {
    let asked = campaign(stage, candidate, by)?;
    let world = stage.world();
    let Some(server) = world.server(candidate) else { return Ok(()) };
    let term = server.current_term();
    for voter in asked {
        let voted = world
            .server(voter)
            .is_some_and(|server| server.current_term() == term && server.voted_for() == Some(candidate));
        if !voted {
            return Err(ErrorKind::NotGranted { candidate, voter });
        }
    }
    if server.is_leader() {
        return Ok(());
    }
    let votes = match server.role() {
        Role::Candidate { votes, .. } => *votes,
        Role::Follower | Role::Leader { .. } => ServerSet::EMPTY,
    };
    let votes = server.electorate(world.rules()).votes(votes);
    Err(ErrorKind::NotElected { candidate, votes })
}

/// Brings one follower's log up to its leader's: answers first, then requests, oldest first; if
/// nothing is under way and something is missing, the leader sends.
fn replicate(stage: &mut Stage<'_>, leader: ServerId, follower: ServerId) -> Done {
    let term = leads(stage, leader)?;
    let backlog = stage.world().network().messages().len();
    let entries = stage.world().server(leader).map_or(0, |server| server.log().entries().len());
    // Going back to the first entry and forward again takes four messages an entry at most.
    for _ in 0..(8 * entries + 4 * backlog + 64) {
        if has_left(stage, leader, term) || !receives(stage, leader, follower) {
            return Ok(());
        }
        if leads(stage, leader).ok() != Some(term) {
            return Err(ErrorKind::LostLeadership { leader, term });
        }
        let next = answer_under_way(stage, leader, follower, term)
            .or_else(|| request_under_way(stage, leader, follower, term));
        if let Some(message) = next {
            stage.act(One::Deliver(message))?;
        } else if is_behind(stage, leader, follower) {
            stage.act(One::Send { from: leader, to: follower })?;
        } else {
            return Ok(());
        }
    }
    Err(ErrorKind::NotConverging { leader, follower })
}

/// Whether the leader of this term has stepped down because it is not in the configuration that it
/// committed (§6): then there is nothing left for it to do.
fn has_left(stage: &Stage<'_>, leader: ServerId, term: Term) -> bool {
    let world = stage.world();
    world.server(leader).is_some_and(|server| {
        world.is_up(leader)
            && server.current_term() == term
            && !server.is_leader()
            && !server.configuration(world.rules()).members().contains(leader)
    })
}

/// Whether a leader sends entries to this server: a change of the membership may have left it out.
fn receives(stage: &Stage<'_>, leader: ServerId, follower: ServerId) -> bool {
    let world = stage.world();
    let server = world.server(leader);
    server.is_some_and(|server| server.electorate(world.rules()).receivers().contains(follower))
}

/// The term the server leads.
fn leads(stage: &Stage<'_>, leader: ServerId) -> Result<Term, ErrorKind> {
    let world = stage.world();
    match world.server(leader) {
        Some(server) if world.is_up(leader) && server.is_leader() => Ok(server.current_term()),
        _ => Err(ErrorKind::Action(ActionError::NotLeader(leader))),
    }
}

fn oldest(
    stage: &Stage<'_>,
    from: ServerId,
    to: ServerId,
    fits: impl Fn(&Message) -> bool,
) -> Option<MessageId> {
    let fits =
        |envelope: &&Envelope| envelope.id.from == from && envelope.id.to == to && fits(&envelope.message);
    stage.world().network().messages().iter().find(fits).map(|envelope| envelope.id)
}

/// The follower's oldest answer to this leader; one of a higher term deposes it.
fn answer_under_way(
    stage: &Stage<'_>,
    leader: ServerId,
    follower: ServerId,
    term: Term,
) -> Option<MessageId> {
    oldest(
        stage,
        follower,
        leader,
        |message| matches!(message, Message::AppendEntriesReply(reply) if reply.term >= term),
    )
}

fn request_under_way(
    stage: &Stage<'_>,
    leader: ServerId,
    follower: ServerId,
    term: Term,
) -> Option<MessageId> {
    oldest(
        stage,
        leader,
        follower,
        |message| matches!(message, Message::AppendEntries(request) if request.term == term),
    )
}

/// Whether the leader has something that the follower lacks, or does not know yet that the follower
/// has it. matchIndex alone does not tell: with rules off a follower can lose what it has acknowledged.
fn is_behind(stage: &Stage<'_>, leader: ServerId, follower: ServerId) -> bool {
    let world = stage.world();
    let (Some(leader), Some(log)) = (world.server(leader), world.server(follower).map(Server::log)) else {
        return false;
    };
    let Role::Leader { match_index, .. } = leader.role() else { return false };
    let lacks = !log.entries().starts_with(leader.log().entries());
    lacks || match_index[follower] < leader.log().last_index()
}

/// One round of heartbeats, delivered to these servers and answered; lost for the others.
fn heartbeat(stage: &mut Stage<'_>, leader: ServerId, to: Option<&[ServerId]>) -> Done {
    leads(stage, leader)?;
    let with = someone(stage, leader, to)?;
    let Event { sent: round, .. } = stage.act(One::Beat(leader))?;
    exchange(stage, &round, &with)
}

/// Everything under way arrives, oldest first, and what follows from it too.
fn settle(stage: &mut Stage<'_>) -> Done {
    /// In Raft, messages beget fewer messages.
    const MOST: usize = 20_000;
    for _ in 0..MOST {
        let Some(oldest) = stage.world().network().messages().first().map(|envelope| envelope.id) else {
            return Ok(());
        };
        stage.act(One::Deliver(oldest))?;
    }
    Err(ErrorKind::NotSettling)
}
