//! What each act does, and every reason why one cannot be done.

use crate::harness::Kind::{Answer, Append, Ask, Vote};
use crate::harness::{Run, both_ways, command, one_way, s, set};
use cluster::{
    Act, Action, ActionError, BadTime, Cause, Dial, LossCause, MAX_UNDER_WAY, MessageId, Micros, Mode, Part,
    Setup, Span, World,
};
use raft_core::{Index, Rule, ServerSet, TimerReset};
use std::collections::BTreeSet;

fn message(from: u8, to: u8, ordinal: u32) -> MessageId {
    MessageId { from: s(from), to: s(to), ordinal, copy: 0 }
}

#[track_caller]
fn done(run: &mut Run, act: Act) -> cluster::Event {
    run.attempt(act).expect("possible")
}

#[test]
fn a_timeout_sends_request_vote_to_all() {
    let mut run = Run::of(3);
    let event = done(&mut run, Act::Timeout(s(1)));
    assert_eq!(event.cause, Cause::Timeout(s(1)));
    assert_eq!(event.sent, [message(1, 2, 1), message(1, 3, 1)]);
    assert_eq!(event.timer, Some(TimerReset::Stood));
    assert_eq!(event.server(), Some(s(1)));
    assert_eq!(run.world.network().messages().len(), 2);
}

#[test]
fn a_delivered_message_is_gone_and_its_answer_is_under_way() {
    let mut run = Run::of(3);
    run.timeout(1);
    let event = done(&mut run, Act::Deliver(message(1, 2, 1)));
    assert!(matches!(event.cause, Cause::Delivered { and_crashed: false, .. }));
    assert_eq!(event.sent, [message(2, 1, 1)]);
    assert_eq!(run.waiting(Ask, 1, 2), []);
    assert_eq!(run.waiting(Vote, 2, 1), [message(2, 1, 1)]);
}

#[test]
fn a_message_to_a_server_that_is_down_is_lost_on_arrival() {
    let mut run = Run::of(3);
    run.timeout(1);
    run.act(Act::Crash(s(2)));
    assert_eq!(run.waiting(Ask, 1, 2).len(), 1, "a crash leaves it under way");
    let event = done(&mut run, Act::Deliver(message(1, 2, 1)));
    assert!(matches!(event.cause, Cause::DeliveredToDown(_)));
    assert_eq!(event.lost, [(message(1, 2, 1), LossCause::Down)]);
    assert_eq!(event.server(), None);
}

#[test]
fn deliver_and_crash_handles_the_message_and_sends_nothing() {
    let mut run = Run::of(3);
    run.timeout(1);
    let event = done(&mut run, Act::DeliverAndCrash(message(1, 2, 1)));
    assert_eq!(event.lost, [(message(2, 1, 1), LossCause::SenderCrashed)]);
    assert_eq!(event.sent, []);
    assert!(!run.world.is_up(s(2)));
    let voter = run.world.server(s(2)).expect("S2");
    assert_eq!((voter.current_term().0, voter.voted_for()), (1, Some(s(1))), "durable all the same");
    // The next message on that link has the next name: names are stable.
    run.act(Act::Restart(s(2)));
    run.act(Act::Beat(s(1)));
    run.deliver(Ask, 1, 2);
    assert_eq!(run.waiting(Vote, 2, 1), [message(2, 1, 2)]);
}

#[test]
fn a_crash_keeps_what_is_on_disk_and_a_restart_brings_a_follower() {
    let mut run = Run::of(3);
    run.elect(1, &[2]);
    run.request(1, "x=1");
    run.store(1, 2);
    assert_eq!(run.commit(1), 1);
    let event = done(&mut run, Act::Crash(s(1)));
    assert_eq!((event.cause, event.log_from), (Cause::Crashed(s(1)), None));
    assert_eq!((run.commit(1), run.leads(1), run.log(1)), (0, false, vec![1]));
    let event = done(&mut run, Act::Restart(s(1)));
    assert_eq!((event.cause, event.timer), (Cause::Restarted(s(1)), Some(TimerReset::Restarted)));
    assert!(run.world.is_up(s(1)));
}

#[test]
fn a_crash_that_loses_the_log_says_so() {
    let mut run = Run::of(3);
    run.act(Act::Switch { rule: Rule::PersistLog, on: false });
    run.elect(1, &[2]);
    run.request(1, "x=1");
    assert_eq!(done(&mut run, Act::Crash(s(1))).log_from, Some(Index(1)));
    assert_eq!(done(&mut run, Act::Crash(s(2))).log_from, None, "there was nothing to lose");
}

#[test]
fn a_beat_sends_to_all_and_a_send_to_one() {
    let mut run = Run::of(3);
    run.elect(1, &[2]);
    run.request(1, "x=1");
    run.lose_rest();
    run.act(Act::Beat(s(1)));
    assert_eq!((run.waiting(Append, 1, 2).len(), run.waiting(Append, 1, 3).len()), (1, 1));
    run.lose_rest();
    let event = done(&mut run, Act::Send { from: s(1), to: s(3) });
    assert_eq!(event.cause, Cause::Sent { from: s(1), to: s(3) });
    assert_eq!(run.world.network().messages()[0].message.entries().len(), 1);
    run.lose_rest();
    run.act(Act::SendEmpty { from: s(1), to: s(3) });
    assert_eq!(run.world.network().messages()[0].message.entries().len(), 0);
}

#[test]
fn a_request_is_appended_sent_and_committed_by_answers() {
    let mut run = Run::of(3);
    run.elect(1, &[2]);
    run.lose_rest();
    let event = done(&mut run, Act::Request { server: s(1), command: command("x=1") });
    assert_eq!(event.log_from, Some(Index(1)));
    assert_eq!(event.sent.len(), 2);
    run.deliver(Append, 1, 2);
    let answer = run.waiting(Answer, 2, 1)[0];
    let event = done(&mut run, Act::Deliver(answer));
    assert_eq!(event.applied.iter().map(|(index, _)| index.0).collect::<Vec<_>>(), [1]);
    assert_eq!(run.world.requests(), 1);
}

#[test]
fn lost_messages_are_gone_and_named() {
    let mut run = Run::of(3);
    run.timeout(1);
    let both = vec![message(1, 2, 1), message(1, 3, 1)];
    let event = done(&mut run, Act::Lose(both.clone()));
    assert_eq!(event.lost, both.iter().map(|id| (*id, LossCause::Taken)).collect::<Vec<_>>());
    assert!(run.world.network().messages().is_empty());
}

#[test]
fn a_copy_has_a_name_of_its_own_and_says_the_same() {
    let mut run = Run::of(3);
    run.timeout(1);
    let id = message(1, 2, 1);
    let copy = MessageId { copy: 1, ..id };
    assert_eq!(done(&mut run, Act::Duplicate(id)).cause, Cause::Duplicated { message: id, copy });
    let network = run.world.network();
    assert_eq!(network.get(id).map(|e| &e.message), network.get(copy).map(|e| &e.message));
    assert_eq!(copy.to_string(), "S1>S2.1'");
    // Both arrive, and the vote is given twice.
    run.act(Act::Deliver(copy));
    run.act(Act::Deliver(id));
    assert_eq!(run.waiting(Vote, 2, 1).len(), 2);
}

#[test]
fn copies_of_one_vote_count_once() {
    let mut run = Run::of(5);
    run.timeout(1);
    run.deliver(Ask, 1, 2);
    let vote = run.waiting(Vote, 2, 1)[0];
    run.act(Act::Duplicate(vote));
    run.deliver(Vote, 2, 1);
    run.deliver(Vote, 2, 1);
    assert!(!run.leads(1));
}

#[test]
fn a_cut_link_loses_what_is_on_it_and_what_is_sent_over_it() {
    let mut run = Run::of(3);
    run.timeout(1);
    let event = done(&mut run, Act::Cut(one_way(1, 2)));
    assert_eq!(event.lost, [(message(1, 2, 1), LossCause::Cut)]);
    let event = done(&mut run, Act::Beat(s(1)));
    assert_eq!(event.lost, [(message(1, 2, 2), LossCause::Cut)]);
    assert_eq!(event.sent, [message(1, 3, 2)]);
    assert!(run.world.network().is_cut(s(1), s(2)));
    assert!(!run.world.network().is_cut(s(2), s(1)), "one way only");
    run.act(Act::Heal(one_way(1, 2)));
    assert_eq!(done(&mut run, Act::Beat(s(1))).lost, []);
}

#[test]
fn a_partition_cuts_between_groups_and_nothing_else() {
    let mut run = Run::of(5);
    run.act(Act::Cut(one_way(4, 5)));
    run.timeout(1);
    let event = done(&mut run, Act::Partition(vec![set(&[1, 2]), set(&[3, 4])]));
    assert_eq!(event.lost, [(message(1, 3, 1), LossCause::Cut), (message(1, 4, 1), LossCause::Cut)]);
    let cut = |from: u8, to: u8| run.world.network().is_cut(s(from), s(to));
    assert!(cut(1, 3) && cut(3, 1) && cut(2, 4) && cut(4, 2));
    assert!(!cut(1, 2) && !cut(3, 4) && !cut(1, 5) && !cut(5, 3), "S5 is in no group");
    assert!(cut(4, 5), "what was cut stays cut");
    run.act(Act::HealAll);
    assert!(!run.world.network().any_cut());
}

#[test]
fn a_switch_changes_one_rule_and_labels_the_run_for_ever() {
    let mut run = Run::of(3);
    run.act(Act::Switch { rule: Rule::NoOpOnElection, on: true });
    assert!(run.world.is_raft(), "an extension of the paper's");
    run.act(Act::Switch { rule: Rule::PersistVote, on: false });
    run.act(Act::Switch { rule: Rule::PersistVote, on: true });
    assert!(run.world.rules().is_raft());
    assert!(!run.world.is_raft());
}

/// The name of each reason. The compiler asks for new ones here; the test below for an example.
fn name(error: &ActionError) -> &'static str {
    match error {
        ActionError::NoSuchServer(_) => "no such server",
        ActionError::Down(_) => "down",
        ActionError::Up(_) => "up",
        ActionError::NotLeader(_) => "not leader",
        ActionError::LeaderHasNoTimer(_) => "no timer",
        ActionError::NothingToSend(_) => "nothing to send",
        ActionError::HasItsVote { .. } => "has its vote",
        ActionError::HasItsRefusal { .. } => "has its refusal",
        ActionError::NotInConfiguration(_) => "not in configuration",
        ActionError::ServerExists(_) => "server exists",
        ActionError::SelfLink(_) => "self link",
        ActionError::NoSuchMessage(_) => "no such message",
        ActionError::NothingToLose => "nothing to lose",
        ActionError::TooManyCopies(_) => "too many copies",
        ActionError::NetworkFull => "network full",
        ActionError::BadPartition => "bad partition",
        ActionError::LinkUnchanged { .. } => "link unchanged",
        ActionError::NoLinkCut => "no link cut",
        ActionError::RuleUnchanged { .. } => "rule unchanged",
        ActionError::NeedsClock => "needs clock",
        ActionError::ModeUnchanged => "mode unchanged",
        ActionError::NothingScheduled => "nothing scheduled",
        ActionError::Past { .. } => "past",
        ActionError::ScheduledFirst { .. } => "scheduled first",
        ActionError::BadTime(_) => "bad time",
        ActionError::BadAmount => "bad amount",
        ActionError::WrongPart(_) => "wrong part",
    }
}

/// How many names there are above.
const REASONS: usize = 27;

/// S1 leads term 1 with S2's vote, which is all it asked for; S3 is a candidate of term 2 with
/// S5's vote and S2's refusal; S4 is down; S6 is a spare. The link from S1 to S3 is cut.
fn scene(mode: Mode) -> World {
    let setup = Setup { servers: ServerSet::first(5), spare: set(&[6]), mode, seed: 1 };
    let mut world = World::new(setup);
    let mut act = |act: Act| world.apply(&act.into()).expect("possible");
    act(Act::Timeout(s(1)));
    for voter in [2, 3] {
        act(Act::Deliver(message(1, voter, 1)));
        act(Act::Deliver(message(voter, 1, 1)));
    }
    act(Act::Timeout(s(3)));
    act(Act::Deliver(message(3, 5, 1)));
    act(Act::Deliver(message(5, 3, 1)));
    act(Act::Request { server: s(1), command: command("w") });
    act(Act::Deliver(message(1, 2, 3)));
    act(Act::Deliver(message(3, 2, 1)));
    act(Act::Deliver(message(2, 3, 1)));
    act(Act::Crash(s(4)));
    act(Act::Cut(one_way(1, 3)));
    world
}

fn impossible() -> Vec<(Act, ActionError)> {
    let nobody = message(1, 2, 99);
    let strangers = [
        (Act::Timeout(s(9)), ActionError::NoSuchServer(s(9))),
        (Act::Beat(s(9)), ActionError::NoSuchServer(s(9))),
        (Act::Send { from: s(9), to: s(1) }, ActionError::NoSuchServer(s(9))),
        (Act::Send { from: s(1), to: s(9) }, ActionError::NoSuchServer(s(9))),
        (Act::SendEmpty { from: s(1), to: s(9) }, ActionError::NoSuchServer(s(9))),
        (Act::Reconfigure { server: s(9), target: set(&[1]) }, ActionError::NoSuchServer(s(9))),
        (Act::Add(s(6)), ActionError::ServerExists(s(6))),
        (Act::Crash(s(9)), ActionError::NoSuchServer(s(9))),
        (Act::Restart(s(9)), ActionError::NoSuchServer(s(9))),
        (Act::Cut(one_way(1, 9)), ActionError::NoSuchServer(s(9))),
        (Act::Heal(one_way(9, 1)), ActionError::NoSuchServer(s(9))),
        (Act::Partition(vec![set(&[1]), set(&[9])]), ActionError::NoSuchServer(s(9))),
    ];
    let down = [
        (Act::Timeout(s(4)), ActionError::Down(s(4))),
        (Act::Beat(s(4)), ActionError::Down(s(4))),
        (Act::Send { from: s(4), to: s(1) }, ActionError::Down(s(4))),
        (Act::Request { server: s(4), command: command("x") }, ActionError::Down(s(4))),
        (Act::Reconfigure { server: s(4), target: set(&[1]) }, ActionError::Down(s(4))),
        (Act::Crash(s(4)), ActionError::Down(s(4))),
        (Act::DeliverAndCrash(message(1, 4, 1)), ActionError::Down(s(4))),
        (Act::Restart(s(1)), ActionError::Up(s(1))),
    ];
    let roles = [
        (Act::Request { server: s(2), command: command("x") }, ActionError::NotLeader(s(2))),
        (Act::Request { server: s(3), command: command("x") }, ActionError::NotLeader(s(3))),
        (Act::SendEmpty { from: s(3), to: s(1) }, ActionError::NotLeader(s(3))),
        (Act::Timeout(s(1)), ActionError::LeaderHasNoTimer(s(1))),
        (Act::Beat(s(2)), ActionError::NothingToSend(s(2))),
        (Act::Send { from: s(2), to: s(1) }, ActionError::NothingToSend(s(2))),
        (Act::SendEmpty { from: s(2), to: s(1) }, ActionError::NothingToSend(s(2))),
        (Act::Send { from: s(3), to: s(5) }, ActionError::HasItsVote { candidate: s(3), voter: s(5) }),
        (Act::Send { from: s(3), to: s(2) }, ActionError::HasItsRefusal { candidate: s(3), voter: s(2) }),
        (Act::Timeout(s(6)), ActionError::NotInConfiguration(s(6))),
        (Act::Send { from: s(1), to: s(6) }, ActionError::NotInConfiguration(s(6))),
        (Act::Send { from: s(1), to: s(1) }, ActionError::SelfLink(s(1))),
    ];
    let messages = [
        (Act::Deliver(nobody), ActionError::NoSuchMessage(nobody)),
        (Act::DeliverAndCrash(nobody), ActionError::NoSuchMessage(nobody)),
        (Act::Duplicate(nobody), ActionError::NoSuchMessage(nobody)),
        (Act::Lose(vec![message(1, 4, 1), nobody]), ActionError::NoSuchMessage(nobody)),
        (Act::Lose(vec![]), ActionError::NothingToLose),
    ];
    let links = [
        (Act::Cut(both_ways(2, 2)), ActionError::SelfLink(s(2))),
        (Act::Cut(one_way(1, 3)), ActionError::LinkUnchanged { link: one_way(1, 3), cut: true }),
        (Act::Heal(both_ways(1, 2)), ActionError::LinkUnchanged { link: both_ways(1, 2), cut: false }),
        (Act::Partition(vec![set(&[1, 2])]), ActionError::BadPartition),
        (Act::Partition(vec![set(&[1, 2]), set(&[2, 3])]), ActionError::BadPartition),
        (Act::Partition(vec![set(&[1, 2]), set(&[])]), ActionError::BadPartition),
    ];
    let paper = Rule::OneVotePerTerm;
    let rest = [
        (Act::Switch { rule: paper, on: true }, ActionError::RuleUnchanged { rule: paper, on: true }),
        (Act::Turn(Dial::Loss(101)), ActionError::BadAmount),
        (Act::Turn(Dial::Duplication(101)), ActionError::BadAmount),
        (Act::Turn(Dial::Reordering(101)), ActionError::BadAmount),
        (Act::Turn(Dial::Requests(1001)), ActionError::BadAmount),
        (Act::Turn(Dial::Clock(110)), ActionError::WrongPart(Dial::Clock(110))),
        (turn_for(Part::Server(s(1)), Dial::Loss(5)), ActionError::WrongPart(Dial::Loss(5))),
        (turn_for(Part::Link(one_way(1, 2)), Dial::Clock(110)), ActionError::WrongPart(Dial::Clock(110))),
        (turn_for(Part::Server(s(1)), Dial::Requests(5)), ActionError::WrongPart(Dial::Requests(5))),
        (turn_for(Part::Server(s(1)), Dial::Clock(9)), ActionError::BadAmount),
        (turn_for(Part::Link(one_way(1, 2)), Dial::Loss(101)), ActionError::BadAmount),
        (turn_for(Part::Link(one_way(2, 2)), Dial::Loss(5)), ActionError::SelfLink(s(2))),
        (turn_for(Part::Server(s(9)), Dial::Clock(110)), ActionError::NoSuchServer(s(9))),
        (Act::Turn(Dial::Heartbeat(Micros::ZERO)), ActionError::BadTime(BadTime::ZeroHeartbeat)),
        (Act::Turn(Dial::Timeout(Span::from_ms(0, 10))), ActionError::BadTime(BadTime::ZeroTimeout)),
        (
            Act::Turn(Dial::Latency(Span::from_ms(2, 1))),
            ActionError::BadTime(BadTime::Backwards(Span::from_ms(2, 1))),
        ),
        (
            Act::Turn(Dial::Disk(Span { min: Micros::ZERO, max: too_long() })),
            ActionError::BadTime(BadTime::TooLong(too_long())),
        ),
        (Act::Turn(Dial::Mtbf(too_long())), ActionError::BadTime(BadTime::TooLong(too_long()))),
        (Act::Turn(Dial::Repair(too_long())), ActionError::BadTime(BadTime::TooLong(too_long()))),
    ];
    strangers.into_iter().chain(down).chain(roles).chain(messages).chain(links).chain(rest).collect()
}

fn turn_for(part: Part, dial: Dial) -> Act {
    Act::TurnFor { part, dial }
}

fn too_long() -> Micros {
    Micros::MAX.plus(Micros(1))
}

#[track_caller]
fn refused(world: &World, action: &Action, error: ActionError) {
    let mut after = world.clone();
    assert_eq!(after.apply(action), Err(error), "{action:?}");
    assert_eq!(after, *world, "{action:?}");
    assert_eq!(after.digest(), world.digest(), "{action:?}");
}

fn stepped_only() -> Vec<(Act, ActionError)> {
    let id = message(1, 4, 1);
    vec![
        (Act::Step, ActionError::NeedsClock),
        (Act::Delay { message: id, by: Micros(1) }, ActionError::NeedsClock),
        (Act::SetTimer { server: s(2), remaining: Micros(1) }, ActionError::NeedsClock),
        (Act::Stepped, ActionError::ModeUnchanged),
    ]
}

fn clocked_only() -> Vec<(Act, ActionError)> {
    let id = message(1, 4, 1);
    vec![
        (Act::Delay { message: id, by: too_long() }, ActionError::BadTime(BadTime::TooLong(too_long()))),
        (
            Act::SetTimer { server: s(2), remaining: too_long() },
            ActionError::BadTime(BadTime::TooLong(too_long())),
        ),
        (Act::SetTimer { server: s(1), remaining: Micros(1) }, ActionError::LeaderHasNoTimer(s(1))),
        (Act::SetTimer { server: s(6), remaining: Micros(1) }, ActionError::NotInConfiguration(s(6))),
        (Act::Clocked { seed: 5 }, ActionError::ModeUnchanged),
    ]
}

/// What has an `at` that does not fit.
fn badly_timed(world: &World) -> Vec<(Action, ActionError)> {
    let (now, due) = (world.now(), world.next_due().expect("a timer"));
    let action = |at, act| Action { at: Some(at), act };
    let (later, beat) = (due.plus(Micros(1)), || Act::Beat(s(1)));
    vec![
        (action(Micros(now.0 - 1), beat()), ActionError::Past { at: Micros(now.0 - 1), now }),
        (action(due, beat()), ActionError::ScheduledFirst { at: due, due }),
        (action(later, beat()), ActionError::ScheduledFirst { at: later, due }),
        (action(later, Act::Step), ActionError::ScheduledFirst { at: later, due }),
        (action(now, Act::Step), ActionError::ScheduledFirst { at: now, due }),
        (action(too_long(), beat()), ActionError::BadTime(BadTime::TooLong(too_long()))),
    ]
}

#[test]
fn nothing_changes_when_an_act_cannot_be_done() {
    let mut seen = BTreeSet::new();
    let mut see = |world: &World, action: Action, error: ActionError| {
        refused(world, &action, error);
        seen.insert(name(&error));
    };
    let stepped = scene(Mode::Stepped);
    for (act, error) in impossible().into_iter().chain(stepped_only()) {
        see(&stepped, act.into(), error);
    }
    see(&stepped, Action { at: Some(Micros::ZERO), act: Act::Beat(s(1)) }, ActionError::NeedsClock);
    let mut clocked = scene(Mode::Clocked);
    for (act, error) in impossible().into_iter().chain(clocked_only()) {
        see(&clocked, act.into(), error);
    }
    clocked.apply(&Act::Step.into()).expect("scheduled");
    assert!(clocked.now() > Micros::ZERO);
    for (action, error) in badly_timed(&clocked) {
        see(&clocked, action, error);
    }
    see(&World::new(Setup::five_stepped()), Act::HealAll.into(), ActionError::NoLinkCut);
    let mut copied = stepped.clone();
    let id = message(1, 4, 1);
    copied.apply(&Act::Duplicate(id).into()).expect("possible");
    see(&copied, Act::Duplicate(id).into(), ActionError::TooManyCopies(id));
    see(&full(), Act::Duplicate(id).into(), ActionError::NetworkFull);
    see(&silent(), Act::Step.into(), ActionError::NothingScheduled);
    assert_eq!(seen.len(), REASONS, "an example of each reason: {seen:#?}");
}

/// A world whose network can carry no more.
fn full() -> World {
    let mut world = scene(Mode::Stepped);
    while world.network().messages().len() < MAX_UNDER_WAY {
        world.apply(&Act::Beat(s(1)).into()).expect("possible");
    }
    world
}

#[test]
fn a_full_network_loses_what_is_sent() {
    let mut world = full();
    let event = world.apply(&Act::Beat(s(1)).into()).expect("possible");
    assert_eq!(event.sent, []);
    assert!(event.lost.iter().any(|(_, why)| *why == LossCause::Full));
    assert_eq!(world.network().messages().len(), MAX_UNDER_WAY);
}

/// A clocked world in which nothing can happen by itself: everyone is down.
fn silent() -> World {
    let servers = ServerSet::first(3);
    let mut world = World::new(Setup { servers, spare: ServerSet::EMPTY, mode: Mode::Clocked, seed: 1 });
    for server in servers.iter() {
        world.apply(&Act::Crash(server).into()).expect("possible");
    }
    world
}

#[test]
fn what_check_allows_can_be_done() {
    // `check` is what the board asks before it offers a button.
    for mode in [Mode::Stepped, Mode::Clocked] {
        let world = scene(mode);
        for (act, error) in impossible() {
            assert_eq!(world.check(&act), Err(error));
        }
        assert_eq!(world.check(&Act::Beat(s(1))), Ok(()));
        assert_eq!(world.check(&Act::Send { from: s(3), to: s(1) }), Ok(()));
        assert_eq!(world.check(&Act::Heal(one_way(1, 3))), Ok(()));
    }
}
