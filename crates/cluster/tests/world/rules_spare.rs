//! Rules without which no property breaks, and what suffers instead.

use crate::harness::Kind::{Append, Ask};
use crate::harness::{Run, s, set};
use cluster::{Act, Micros, Mode, Setup, World};
use raft_core::{Rule, ServerSet};

#[test]
fn step_down_on_higher_term() {
    let rule = Rule::StepDownOnHigherTerm;
    for on in [true, false] {
        let mut run = Run::of(3);
        if !on {
            run.act(Act::Switch { rule, on });
        }
        run.elect(1, &[2]);
        run.request(1, "a");
        run.store(1, 2);
        run.timeout(3);
        run.hear_candidate(3, 2);
        run.timeout(2);
        run.ask(2, 3);
        run.request(2, "b");
        run.store(2, 3);
        // Two leaders; the old one hears of it now, and its clients read what is no longer true.
        run.deliver_last(Append, 2, 1);
        assert_eq!(run.leads(1), !on);
        assert_eq!(run.log(1), if on { vec![1, 2] } else { vec![1] });
        assert_eq!(
            run.world.server(s(1)).map(|server| server.current_term().0),
            Some(if on { 2 } else { 1 })
        );
        assert_eq!(run.broken(), []);
    }
}

#[test]
fn keep_vote_in_term() {
    for on in [true, false] {
        let mut run = Run::of(3);
        if !on {
            run.act(Act::Switch { rule: Rule::KeepVoteInTerm, on });
        }
        run.timeout(3);
        run.elect(1, &[2]);
        // S3, a candidate, follows S1. Off: it forgets that it has voted, and votes again, but
        // whoever asks in this term has not the votes of S1 and S2.
        run.deliver(Append, 1, 3);
        run.deliver(Ask, 1, 3);
        let votes_again = run.world.server(s(3)).and_then(raft_core::Server::voted_for);
        assert_eq!(votes_again, Some(if on { s(3) } else { s(1) }));
        assert_eq!(run.broken(), []);
    }
}

#[test]
fn decrement_next_index() {
    for on in [true, false] {
        let mut run = Run::of(3);
        if !on {
            run.act(Act::Switch { rule: Rule::DecrementNextIndex, on });
        }
        run.elect(1, &[2]);
        run.request(1, "a");
        run.store(1, 2);
        run.lose_rest();
        run.elect(2, &[1]);
        for _ in 0..20 {
            run.act(Act::Beat(s(2)));
            run.store(2, 3);
            run.lose_rest();
        }
        run.act(Act::Send { from: s(2), to: s(3) });
        run.store(2, 3);
        // S3 had nothing; nextIndex of 2 asks for an entry at 1.
        assert_eq!(run.log(3), if on { vec![1] } else { vec![] }, "off: it never catches up");
        assert_eq!(run.broken(), []);
    }
}

#[test]
fn retry() {
    for on in [true, false] {
        let mut run = Run::of(3);
        if !on {
            run.act(Act::Switch { rule: Rule::Retry, on });
        }
        run.elect(1, &[2]);
        run.store(1, 2);
        run.request(1, "a");
        run.lose_rest();
        for _ in 0..20 {
            run.act(Act::Beat(s(1)));
            run.store(1, 2);
        }
        assert_eq!(run.commit(1), u32::from(on), "off: the lost entry is never sent again");
        assert_eq!(run.broken(), []);
    }
}

#[test]
fn no_op_on_election() {
    for on in [true, false] {
        let mut run = Run::of(3);
        if on {
            run.act(Act::Switch { rule: Rule::NoOpOnElection, on });
        }
        run.elect(1, &[2]);
        run.request(1, "a");
        run.deliver_last(Append, 1, 2);
        run.restart(1);
        run.lose_rest();
        run.elect(1, &[2]);
        run.store(1, 2);
        let entries = run.log(1).len();
        assert_eq!(entries, if on { 3 } else { 1 });
        let committed = run.commit(1) as usize;
        assert_eq!(committed, if on { entries } else { 0 }, "off: a waits for the next request");
        assert_eq!(run.broken(), []);
        assert!(run.world.is_raft(), "the no-op of §8 is Raft too");
    }
}

/// A clocked world of three servers without reordering or loss.
fn clocked(seed: u64, count: usize) -> World {
    let servers = ServerSet::first(count);
    World::new(Setup { servers, spare: ServerSet::EMPTY, mode: Mode::Clocked, seed })
}

fn act(world: &mut World, act: Act) {
    world.apply(&act.into()).expect("possible");
}

fn run_until(world: &mut World, end: Micros) {
    while world.next_due().is_some_and(|due| due <= end) {
        act(world, Act::Step);
    }
}

#[test]
fn random_timeouts() {
    for on in [true, false] {
        let mut world = clocked(7, 5);
        if !on {
            act(&mut world, Act::Switch { rule: Rule::RandomTimeouts, on });
        }
        // All timers start together. Off, nobody is ever first. (What was drawn before counts on.)
        for server in 1..=5 {
            act(&mut world, Act::Crash(s(server)));
            act(&mut world, Act::Restart(s(server)));
        }
        run_until(&mut world, Micros::from_ms(20_000));
        assert_eq!(world.leader().is_some(), on, "off: split votes again and again");
        assert!(on || world.term().0 > 100);
    }
}

#[test]
fn reset_timer_on_grant_only() {
    for on in [true, false] {
        let mut world = clocked(7, 3);
        if !on {
            act(&mut world, Act::Switch { rule: Rule::ResetTimerOnGrantOnly, on });
        }
        // Only S2 can win: S1 is down, and S3 lacks what S2 stores.
        act(&mut world, Act::SetTimer { server: s(1), remaining: Micros::ZERO });
        act(&mut world, Act::Cut(cluster::Link { from: s(1), to: s(3), both: true }));
        run_until(&mut world, Micros::from_ms(100));
        assert_eq!(world.leader().map(raft_core::Server::id), Some(s(1)));
        act(&mut world, Act::Request { server: s(1), command: crate::harness::command("a") });
        run_until(&mut world, Micros::from_ms(140));
        assert_eq!(world.server(s(2)).map(|server| server.log().entries().len()), Some(1));
        act(&mut world, Act::Crash(s(1)));
        // S3 is eager: it stands every 100 ms, and S2 hears of it each time.
        for round in 0..20 {
            act(&mut world, Act::SetTimer { server: s(3), remaining: Micros::from_ms(100) });
            run_until(&mut world, Micros::from_ms(140 + 100 * (round + 1)));
            if world.leader().is_some() {
                break;
            }
        }
        let leader = world.leader().map(raft_core::Server::id);
        assert_eq!(leader, on.then_some(s(2)), "off: the hopeless candidate keeps S2 from standing");
        assert_eq!(world.up(), set(&[2, 3]));
    }
}
