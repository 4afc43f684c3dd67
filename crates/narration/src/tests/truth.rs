//! Every reason that is printed is true: in random runs with random rules off, each comparison is read
//! back from the line that a person sees and worked out, and what was looked at agrees with what was
//! decided.

use crate::{Language, Operand, Relation, Why, why, why_elected, why_lost, why_not_committed, why_timer};
use cluster::{Action, Cause, Event, World};
use explorer::{Chaos, DecisionKind, Random};
use raft_core::{
    AppendRefusal, Change, CommitCause, Decision, Hold, Ignored, Index, Message, Role, Rule, Rules, Server,
    ServerId, StepDown, VoteRefusal,
};
use std::collections::BTreeSet;

/// The numbers that stand alone in a text: 3 and 4, but not the 1 of S1.
fn numbers(text: &str) -> Vec<u32> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter_map(|word| word.parse().ok()).collect()
}

/// What a line says about numbers: `last term of S5 1 < own 2` says 1 < 2.
fn printed(line: &str) -> Vec<(u32, char, u32)> {
    const SIGNS: [char; 6] = ['=', '≠', '<', '>', '≤', '≥'];
    let signs = line.chars().filter(|c| SIGNS.contains(c));
    let sides: Vec<&str> = line.split(SIGNS).collect();
    let around = sides.windows(2).map(|pair| {
        let (left, right) = (numbers(pair[0]), numbers(pair[1]));
        (*left.last().expect("a number before the sign"), *right.first().expect("one after it"))
    });
    around.zip(signs).map(|((left, right), sign)| (left, sign, right)).collect()
}

fn is_true((left, sign, right): (u32, char, u32)) -> bool {
    match sign {
        '=' => left == right,
        '≠' => left != right,
        '<' => left < right,
        '>' => left > right,
        '≤' => left <= right,
        '≥' => left >= right,
        other => panic!("no sign: {other}"),
    }
}

fn is_wanted(left: u32, wanted: Relation, right: u32) -> bool {
    match wanted {
        Relation::Equal => left == right,
        Relation::AtLeast => left >= right,
        Relation::Greater => left > right,
        Relation::AtMost => left <= right,
    }
}

/// Each line of an answer says what is so, and what it is said to have looked at.
fn check_lines(rules: Rules, why: &Why) {
    for Operand { text, holds, compared, waived } in &why.operands {
        let printed = printed(text);
        assert!(printed.iter().all(|said| is_true(*said)), "{text:?} is not so: {why:?}");
        let looked_at: Vec<(u32, u32)> = compared.iter().map(|c| (c.left, c.right)).collect();
        let said: Vec<(u32, u32)> = printed.iter().map(|(left, _, right)| (*left, *right)).collect();
        assert_eq!(said, looked_at, "{text:?} in {why:?}");
        if let [one] = compared.as_slice() {
            assert_eq!(*holds, Some(is_wanted(one.left, one.wanted, one.right)), "{text:?} in {why:?}");
        }
        let off = rules.changed().any(|rule| !rules.has(rule));
        assert!(!waived || (off && *holds == Some(false)), "{text:?} in {why:?}");
    }
}

/// Whether a decision is one that every condition had to be met for; `None`: it depends on none.
fn needs_all(rules: Rules, decision: &Decision, after: &Server) -> Option<bool> {
    match decision {
        Decision::Stood { .. }
        | Decision::GrantedVote { .. }
        | Decision::BecameLeader { .. }
        | Decision::Appended { .. }
        | Decision::AcceptedEntries { .. }
        | Decision::Truncated { theirs: None, .. }
        | Decision::KeptConflict { .. }
        | Decision::DroppedOwn { .. }
        | Decision::Advanced { .. }
        | Decision::BackedOff { .. }
        | Decision::Committed { .. }
        | Decision::SteppedDown { .. }
        | Decision::KeptRole { .. }
        | Decision::UpdatedTerm { .. }
        | Decision::Change(Change::CaughtUp { .. } | Change::Began { .. } | Change::Completed { .. })
        | Decision::Ignored { why: Ignored::HigherTerm { .. }, .. } => Some(true),
        Decision::RefusedVote { .. }
        | Decision::MissedVote { .. }
        | Decision::RejectedEntries { .. }
        | Decision::Truncated { theirs: Some(_), .. }
        | Decision::Confirmed { .. }
        | Decision::HeldCommit { .. }
        | Decision::Change(Change::Refused { .. } | Change::Waits { .. })
        | Decision::Ignored { .. } => Some(false),
        Decision::Change(Change::CatchUpBegan { .. } | Change::GivenUp { .. }) => None,
        // With other rules off, fewer are enough, or a new leader loses the configuration it won by.
        Decision::CountedVote { .. } => {
            let needed = [Rule::MajorityToWin, Rule::BothMajorities, Rule::LeaderAppendOnly];
            needed.iter().all(|rule| rules.has(*rule)).then(|| after.is_leader())
        }
    }
}

/// nextIndex and matchIndex of a leader.
fn progress(leader: &Server, follower: ServerId) -> (Index, Index) {
    match leader.role() {
        Role::Leader { next_index, match_index, .. } => (next_index[follower], match_index[follower]),
        Role::Follower | Role::Candidate { .. } => panic!("{} does not lead", leader.id()),
    }
}

/// The operands of a decision are what the server had before the step, has after it, and was sent.
#[allow(clippy::too_many_lines, reason = "a table: a line or two for each decision")]
fn check_operands(
    rules: Rules,
    decision: &Decision,
    before: &Server,
    after: &Server,
    message: Option<&Message>,
) {
    let same = |one: bool| assert!(one, "{decision:?} of {before:?} about {message:?}");
    let term = message.map(Message::term);
    let entered = after.current_term() > before.current_term();
    match (*decision, message) {
        (
            Decision::GrantedVote { term, current_term, voted_for, mine, theirs, .. },
            Some(Message::RequestVote(request)),
        ) => {
            same((term, theirs) == (request.term, request.last_log));
            same((current_term, mine) == (after.current_term(), before.log().last()));
            same(voted_for == if entered { None } else { before.voted_for() });
        }
        (Decision::RefusedVote { refusal, .. }, Some(Message::RequestVote(request))) => match refusal {
            VoteRefusal::StaleTerm { mine, theirs } => {
                same((mine, theirs) == (before.current_term(), request.term));
            }
            VoteRefusal::AlreadyVoted { voted_for, term } => {
                same((Some(voted_for), term) == (after.voted_for(), after.current_term()));
            }
            VoteRefusal::LogBehind { mine, theirs } => {
                same((mine, theirs) == (before.log().last(), request.last_log));
            }
        },
        (Decision::AcceptedEntries { prev, mine, .. }, Some(Message::AppendEntries(request))) => {
            same(prev == request.prev_log && Some(mine) == before.log().term_at(prev.index));
        }
        (Decision::RejectedEntries { refusal, .. }, Some(Message::AppendEntries(request))) => match refusal {
            AppendRefusal::StaleTerm { mine, theirs } => {
                same((mine, theirs) == (before.current_term(), request.term));
            }
            AppendRefusal::NoMatch { prev, mine, last } => {
                let log = before.log();
                same((prev, mine, last) == (request.prev_log, log.term_at(prev.index), log.last_index()));
            }
        },
        (Decision::Advanced { follower, match_index, next_index }, _) => {
            let (next, matching) = progress(before, follower);
            // A leader that is left out leads no more after the step in which it learns that (§6).
            same(!after.is_leader() || (next_index, match_index) == progress(after, follower));
            same(next_index > next || match_index > matching);
        }
        (
            Decision::Confirmed { follower, acknowledged, match_index, next_index },
            Some(Message::AppendEntriesReply(reply)),
        ) => {
            same(!after.is_leader() || (next_index, match_index) == progress(after, follower));
            same((next_index, match_index) == progress(before, follower));
            same(acknowledged == reply.match_index.min(before.log().last_index()));
        }
        (
            Decision::BackedOff { follower, refused, next_index, moved },
            Some(Message::AppendEntriesReply(reply)),
        ) => {
            same(refused == reply.prev_log_index);
            same(!after.is_leader() || next_index == progress(after, follower).0);
            same(refused.next() == progress(before, follower).0);
            same(moved == (next_index < progress(before, follower).0));
        }
        (
            Decision::Ignored { sender, why: Ignored::OtherAttempt { prev_log_index, next_index } },
            Some(Message::AppendEntriesReply(reply)),
        ) => same((prev_log_index, next_index) == (reply.prev_log_index, progress(before, sender).0)),
        (Decision::Ignored { why, .. }, _) => match why {
            Ignored::StaleVote { mine, theirs }
            | Ignored::StaleAppendReply { mine, theirs }
            | Ignored::HigherTerm { mine, theirs } => {
                same((mine, Some(theirs)) == (before.current_term(), term));
            }
            Ignored::NotCandidate { role } | Ignored::NotLeader { role } => same(role == after.role().name()),
            Ignored::OtherLeader { term: theirs } => same(Some(theirs) == term),
            Ignored::HearsLeader { leader, mine, theirs } => {
                same(before.hears_leader() == Some(leader));
                same((mine, Some(theirs)) == (before.current_term(), term));
            }
            Ignored::OtherAttempt { .. } => same(false),
        },
        (Decision::Committed { last, cause, .. }, _) => match cause {
            CommitCause::Counted { stored, entry_term, current_term, electorate } => {
                // The step may go on to the next configuration, and out of it (§6).
                let still = after.is_leader() && after.electorate(rules) == electorate;
                same(!still || stored == after.known_to_store(rules, last));
                same(stored.without(electorate.counted()).is_empty());
                same(current_term == after.current_term());
                same(Some(entry_term) == after.log().term_at(last));
            }
            CommitCause::LeaderCommit { leader_commit, .. } => {
                let Some(Message::AppendEntries(request)) = message else { return same(false) };
                same(leader_commit == request.leader_commit && last == after.commit_index());
            }
        },
        (Decision::HeldCommit { index, why }, _) => match why {
            Hold::NoMajority { stored, .. } => same(stored == after.known_to_store(rules, index)),
            Hold::OldTerm { stored, entry_term, current_term, .. } => {
                same(stored == after.known_to_store(rules, index) && current_term == after.current_term());
                same(Some(entry_term) == after.log().term_at(index));
            }
        },
        (
            Decision::SteppedDown { why: StepDown::HigherTerm { mine, theirs, .. }, .. }
            | Decision::KeptRole { mine, theirs, .. }
            | Decision::UpdatedTerm { mine, theirs, .. },
            _,
        ) => same((mine, Some(theirs)) == (before.current_term(), term) && theirs == after.current_term()),
        (
            Decision::SteppedDown { why: StepDown::CurrentLeader { term: theirs, current_term, .. }, .. },
            _,
        ) => {
            same((Some(theirs), current_term) == (term, after.current_term()));
        }
        (Decision::KeptConflict { index, mine, .. }, _) => same(before.log().term_at(index) == Some(mine)),
        (Decision::Truncated { first, mine, .. }, _) => same(before.log().term_at(first) == Some(mine)),
        (Decision::Stood { term, .. } | Decision::BecameLeader { term, .. }, _) => {
            same(term == after.current_term());
        }
        (Decision::SteppedDown { why: StepDown::LeftOut { commit_index, .. }, .. }, _) => {
            same(commit_index == after.commit_index());
        }
        (Decision::Appended { index, term }, _) => same(after.log().term_at(index) == Some(term)),
        (Decision::Change(_), _) => {}
        (Decision::CountedVote { .. } | Decision::MissedVote { .. } | Decision::DroppedOwn { .. }, _) => {}
        (
            Decision::GrantedVote { .. }
            | Decision::RefusedVote { .. }
            | Decision::AcceptedEntries { .. }
            | Decision::RejectedEntries { .. }
            | Decision::Confirmed { .. }
            | Decision::BackedOff { .. },
            _,
        ) => same(false),
    }
}

/// What an event and the world after it can be asked, but for its decisions.
fn check_questions(rules: Rules, event: &Event, world: &World) {
    for language in Language::ALL {
        for why in why_timer(language, rules, event, world).iter().chain(&why_lost(language, rules, event)) {
            check_lines(rules, why);
        }
        for server in world.servers() {
            for candidacy in world.candidacies(server.id()) {
                check_lines(world.rules(), &why_elected(language, world, server.id(), &candidacy));
            }
            let last = server.log().last_index();
            let Some(entry) = server.log().get(last) else { continue };
            let why = why_not_committed(language, world, (server.id(), last, entry), false);
            check_lines(world.rules(), &why);
        }
    }
}

fn check_event(before: &World, event: &Event, world: &World, seen: &mut BTreeSet<DecisionKind>) {
    let rules = before.rules();
    let Some(id) = event.server() else { return };
    // A server that was just added decides nothing.
    let Some(was) = before.server(id) else { return assert!(event.decisions.is_empty()) };
    let is = event.before_crash.as_deref().or_else(|| world.server(id)).expect("it is in the run");
    let message = match &event.cause {
        Cause::Delivered { envelope, .. } => Some(&envelope.message),
        _ => None,
    };
    for decision in &event.decisions {
        seen.insert(DecisionKind::of(decision));
        check_operands(rules, decision, was, is, message);
        for language in Language::ALL {
            let why = why(language, id, rules, decision);
            check_lines(rules, &why);
            let unmet = why.operands.iter().any(|line| line.holds == Some(false) && !line.waived);
            if let Some(all) = needs_all(rules, decision, is) {
                assert_eq!(!unmet, all, "{decision:?} under {rules:?}: {why:?}");
            }
        }
    }
}

#[test]
fn every_printed_reason_is_true() {
    let mut seen = BTreeSet::new();
    for seed in 0..240 {
        let mut random = Random::new(seed);
        // One run in four is Raft.
        let without: Vec<Rule> = (0..seed % 4).map(|_| random.pick(Rule::ALL)).collect();
        let mut chaos = Chaos::new(seed, None, &without, Some(seed % 3 == 0));
        let mut world = World::new(chaos.setup());
        for number in 0..400 {
            let before = world.clone();
            let Ok(event) = world.apply(&Action::from(chaos.next_act(&world))) else { continue };
            check_event(&before, &event, &world, &mut seen);
            if number % 37 == 0 {
                check_questions(before.rules(), &event, &world);
            }
        }
    }
    let unseen: Vec<&DecisionKind> = DecisionKind::ALL.iter().filter(|kind| !seen.contains(kind)).collect();
    assert!(unseen.is_empty(), "nothing of {unseen:?} was checked");
}

#[test]
fn what_a_line_says_is_read_back() {
    assert_eq!(printed("last term of S5 1 < own 2"), [(1, '<', 2)]);
    assert_eq!(printed("索引 2 处：自己的任期 1 ≠ S5 的任期 3"), [(1, '≠', 3)]);
    assert_eq!(printed("S4 grants: last term 3 = 3, last index 2 > 1"), [(3, '=', 3), (2, '>', 1)]);
    assert_eq!(printed("its election timer ran out"), []);
    assert!(!is_true((2, '≠', 2)));
}
