//! Runs at random: acts that somebody could do on the board, at the end of a run or in its past.

use cluster::{Act, Action, BranchId, Dial, Link, Micros, Mode, Moment, Part, Reach, Span, World};
use proptest::prelude::*;
use raft_core::{Command, Rule, ServerId, ServerSet};
use script::{Story, parse, play};

/// A person's choices.
#[derive(Clone, Debug)]
pub(crate) struct Choices {
    pub(crate) clocked: bool,
    pub(crate) acts: Vec<(u8, u16, u16)>,
}

pub(crate) fn choices(longest: usize) -> impl Strategy<Value = Choices> {
    let acts = proptest::collection::vec((any::<u8>(), any::<u16>(), any::<u16>()), 0..longest);
    (any::<bool>(), acts).prop_map(|(clocked, acts)| Choices { clocked, acts })
}

/// A story without lines, and what was done by hand in it.
pub(crate) fn by_hand(choices: &Choices) -> (Story, Moment) {
    let mode = if choices.clocked { "clocked seed 42" } else { "stepped" };
    let text = format!("title by-hand\nservers S1 S2 S3 S4 S5\n{mode}\n");
    let mut story = play(parse(&text).unwrap());
    let moment = go_on(&mut story, BranchId::ROOT, &choices.acts);
    (story, moment)
}

/// Does what can be done of these choices, from the end of a branch. Returns where it ends.
pub(crate) fn go_on(story: &mut Story, branch: BranchId, choices: &[(u8, u16, u16)]) -> Moment {
    let mut moment = story.timeline.tip(branch);
    for (kind, first, second) in choices {
        let world = story.timeline.at_tip(moment.branch).0.into_owned();
        let action = action(&world, *kind, usize::from(*first), usize::from(*second));
        // Much is impossible; then nothing happens.
        let Some(action) = action else { continue };
        if let Ok(after) = story.timeline.act(moment, action) {
            moment = after;
        }
        if *kind > 250 && moment.event > 2 {
            // Back into the past, for another future.
            let event = moment.event - u32::from(*second) % moment.event.min(5);
            let back = story.timeline.fork(Moment { event, ..moment }, "");
            moment = story.timeline.tip(back);
        }
    }
    moment
}

fn action(world: &World, kind: u8, first: usize, second: usize) -> Option<Action> {
    let server = |number: usize| ServerId::all().nth(number % 5).unwrap();
    let (from, to) = (server(first), server(second));
    let messages = world.network().messages();
    let message = |place: usize| messages.get(place % messages.len().max(1)).map(|envelope| envelope.id);
    let clocked = world.mode() == Mode::Clocked;
    let time = Micros(first as u64 * 20);
    let act = match kind % 64 {
        0..=3 => Act::Timeout(from),
        4..=6 => Act::Beat(from),
        7..=8 => Act::Send { from, to },
        9 if second.is_multiple_of(2) => Act::SendEmpty { from, to },
        9 => Act::SendSome { from, to, entries: 1 + u32::try_from(first % 3).unwrap() },
        10..=15 => {
            let server = world.leader().map_or(from, raft_core::Server::id);
            Act::Request { server, command: Command::new(&format!("x={second}")).unwrap() }
        }
        16 => Act::Crash(from),
        17..=18 => {
            Act::Restart(world.servers().iter().map(raft_core::Server::id).find(|id| !world.is_up(*id))?)
        }
        19 => Act::DeliverAndCrash(message(first)?),
        20..=22 => {
            let lost = messages.iter().enumerate().filter(|(place, _)| first >> (place % 16) & 1 == 1);
            Act::Lose(lost.map(|(_, envelope)| envelope.id).collect())
        }
        23..=24 => Act::Duplicate(message(first)?),
        25 => Act::Delay { message: message(first)?, by: time },
        26 => Act::Cut(Link { from, to, both: second.is_multiple_of(3) }),
        27 => Act::Heal(Link { from, to, both: second.is_multiple_of(3) }),
        28 => Act::HealAll,
        29 => {
            let group: ServerSet = ServerId::all().take(5).filter(|id| first >> id.slot() & 1 == 1).collect();
            Act::Partition(vec![group, ServerSet::first(5).without(group)])
        }
        30 => {
            let rule = Rule::ALL[first % Rule::ALL.len()];
            Act::Switch { rule, on: !world.rules().has(rule) }
        }
        31 => turn(from, to, dial(first, second), second.is_multiple_of(3)),
        32 => Act::SetTimer { server: from, remaining: time },
        33 if clocked => Act::Stepped,
        33 => Act::Clocked { seed: first as u64 },
        _ if clocked => Act::Step,
        _ => Act::Deliver(message(first)?),
    };
    // Half of the acts in clocked running are done between two events.
    let due = world.next_due().map_or(0, |due| due.since(world.now()).0);
    let between = clocked && act != Act::Step && second.is_multiple_of(2) && due > 0;
    let at = between.then(|| world.now().plus(Micros(second as u64 % due)));
    Some(Action { at, act })
}

/// Turned for all, or for a part of the cluster alone.
fn turn(from: ServerId, to: ServerId, dial: Dial, alone: bool) -> Act {
    match dial.kind().reach {
        Reach::Server if alone => Act::TurnFor { part: Part::Server(from), dial },
        Reach::Link if alone => Act::TurnFor { part: Part::Link(Link { from, to, both: false }), dial },
        Reach::Server | Reach::Link | Reach::All => Act::Turn(dial),
    }
}

fn dial(first: usize, second: usize) -> Dial {
    let (low, high) = ((first % 40) as u64, (first % 40 + second % 40) as u64);
    match second % 8 {
        0 => Dial::Latency(Span::from_ms(low, high)),
        1 => Dial::Timeout(Span::from_ms(low + 20, high + 20)),
        2 => Dial::Disk(Span::from_ms(0, low / 4)),
        3 => Dial::Heartbeat(Micros::from_ms(low + 1)),
        4 => Dial::Loss(u8::try_from(low).unwrap()),
        5 => Dial::Duplication(u8::try_from(low).unwrap()),
        6 => Dial::Reordering(u8::try_from(low).unwrap()),
        _ => Dial::Requests(u16::try_from(low).unwrap()),
    }
}
