//! Every decision that a server can make, in every kind of message.

use super::{check_sentence, check_text, server, set};
use crate::{Language, caption, why};
use cluster::{Act, Action, Cause, Envelope, Event, LossCause, MessageId, Micros, World};
use explorer::DecisionKind;
use raft_core::{
    AppendEntries, AppendEntriesReply, AppendRefusal, Change, ChangeRefusal, CommitCause, Configuration,
    Decision, Electorate, Entry, Hold, Ignored, Index, Message, Payload, Position, RequestVote,
    RequestVoteReply, RoleName, Rule, Rules, StepDown, Term, VoteRefusal,
};
use std::collections::BTreeSet;

fn at(index: u32, term: u32) -> Position {
    Position { index: Index(index), term: Term(term) }
}

fn five() -> Electorate {
    Electorate::new(server(1), Configuration::of(set(&[1, 2, 3, 4, 5])), Rules::PAPER)
}

fn joint() -> Electorate {
    let configuration = Configuration { voters: set(&[1, 2, 3]), next: Some(set(&[3, 4, 5])) };
    Electorate::new(server(1), configuration, Rules::PAPER)
}

/// Elections.
fn of_elections() -> Vec<Decision> {
    let candidate = server(5);
    let refused = |refusal| Decision::RefusedVote { candidate, refusal };
    let granted = |current_term, voted_for, theirs| Decision::GrantedVote {
        candidate,
        term: Term(4),
        current_term: Term(current_term),
        voted_for,
        mine: at(2, 2),
        theirs,
    };
    let behind = |mine, theirs| refused(VoteRefusal::LogBehind { mine, theirs });
    let mut all = vec![
        granted(4, None, at(2, 3)),
        granted(4, Some(candidate), at(2, 3)),
        granted(4, Some(server(1)), at(1, 1)),
        granted(5, None, at(2, 3)),
        refused(VoteRefusal::StaleTerm { mine: Term(4), theirs: Term(3) }),
        refused(VoteRefusal::AlreadyVoted { voted_for: server(1), term: Term(4) }),
        refused(VoteRefusal::AlreadyVoted { voted_for: server(2), term: Term(4) }),
        behind(at(2, 2), at(2, 1)),
        behind(at(3, 2), at(2, 2)),
        behind(at(3, 1), at(2, 2)),
    ];
    for electorate in [five(), joint()] {
        all.extend([
            Decision::Stood { term: Term(4), electorate },
            Decision::CountedVote { voter: server(2), votes: set(&[1, 2]), electorate },
            Decision::CountedVote { voter: server(2), votes: set(&[1, 2, 3, 4]), electorate },
            Decision::MissedVote { voter: server(2), votes: set(&[1]), electorate },
            Decision::BecameLeader { term: Term(4), votes: set(&[1, 2, 3, 4]), electorate },
            Decision::BecameLeader { term: Term(4), votes: set(&[1]), electorate },
            Decision::BecameLeader { term: Term(4), votes: set(&[2]), electorate },
        ]);
    }
    for role in [RoleName::Leader, RoleName::Candidate] {
        let why = StepDown::HigherTerm { mine: Term(3), theirs: Term(4), sender: server(1) };
        all.push(Decision::SteppedDown { from: role, why });
    }
    for role in [RoleName::Leader, RoleName::Candidate] {
        all.push(Decision::KeptRole { role, mine: Term(3), theirs: Term(4), sender: server(1) });
    }
    for current_term in [Term(4), Term(5)] {
        let why = StepDown::CurrentLeader { leader: server(1), term: Term(4), current_term };
        all.push(Decision::SteppedDown { from: RoleName::Candidate, why });
    }
    all.push(Decision::UpdatedTerm { mine: Term(3), theirs: Term(4), sender: server(1) });
    all
}

/// Replication, as a follower sees it.
fn of_followers() -> Vec<Decision> {
    let leader = server(1);
    let rejected = |refusal| Decision::RejectedEntries { leader, refusal };
    let accepted = |prev: Position, last_new, appended| Decision::AcceptedEntries {
        leader,
        prev,
        mine: prev.term,
        last_new: Index(last_new),
        appended,
    };
    let told =
        |last_new| CommitCause::LeaderCommit { leader, leader_commit: Index(2), last_new: Index(last_new) };
    vec![
        accepted(at(0, 0), 0, 0),
        accepted(at(2, 2), 2, 0),
        accepted(at(1, 1), 2, 0),
        accepted(at(1, 1), 2, 1),
        accepted(at(0, 0), 2, 2),
        accepted(at(0, 0), 9, 9),
        rejected(AppendRefusal::StaleTerm { mine: Term(4), theirs: Term(3) }),
        rejected(AppendRefusal::NoMatch { prev: at(2, 2), mine: None, last: Index(1) }),
        rejected(AppendRefusal::NoMatch { prev: at(2, 2), mine: Some(Term(3)), last: Index(2) }),
        Decision::Truncated { leader, first: Index(2), last: Index(2), mine: Term(3), theirs: Some(Term(2)) },
        Decision::Truncated { leader, first: Index(2), last: Index(5), mine: Term(3), theirs: None },
        Decision::KeptConflict { leader, index: Index(2), mine: Term(3), theirs: Term(2) },
        Decision::Committed { first: Index(1), last: Index(1), cause: told(2) },
        Decision::Committed { first: Index(1), last: Index(2), cause: told(2) },
        Decision::Committed { first: Index(1), last: Index(2), cause: told(1) },
    ]
}

/// Replication, as a leader sees it.
fn of_leaders() -> Vec<Decision> {
    let follower = server(3);
    let (entry_term, current_term) = (Term(2), Term(4));
    let mut all = vec![
        Decision::Appended { index: Index(3), term: Term(4) },
        Decision::DroppedOwn { first: Index(2), last: Index(3) },
        Decision::Advanced { follower, match_index: Index(2), next_index: Index(3) },
        Decision::Confirmed { follower, acknowledged: Index(1), match_index: Index(2), next_index: Index(3) },
        Decision::Confirmed { follower, acknowledged: Index(2), match_index: Index(2), next_index: Index(3) },
        Decision::BackedOff { follower, refused: Index(2), next_index: Index(2), moved: true },
        Decision::BackedOff { follower, refused: Index(1), next_index: Index(2), moved: false },
    ];
    for electorate in [five(), joint()] {
        let stored = set(&[1, 2, 3, 4]);
        let counted =
            |stored, entry_term| CommitCause::Counted { stored, entry_term, current_term, electorate };
        let held = |why| Decision::HeldCommit { index: Index(2), why };
        all.extend([
            Decision::Committed { first: Index(2), last: Index(2), cause: counted(stored, current_term) },
            Decision::Committed { first: Index(1), last: Index(3), cause: counted(stored, current_term) },
            Decision::Committed { first: Index(1), last: Index(3), cause: counted(stored, entry_term) },
            Decision::Committed { first: Index(1), last: Index(3), cause: counted(set(&[1]), current_term) },
            held(Hold::NoMajority { stored: set(&[1]), electorate }),
            held(Hold::OldTerm { stored, entry_term, current_term, electorate }),
        ]);
    }
    let (mine, theirs) = (Term(4), Term(3));
    let reasons = [
        Ignored::StaleVote { mine, theirs },
        Ignored::StaleAppendReply { mine, theirs },
        Ignored::NotCandidate { role: RoleName::Leader },
        Ignored::NotCandidate { role: RoleName::Follower },
        Ignored::NotLeader { role: RoleName::Candidate },
        Ignored::OtherAttempt { prev_log_index: Index(2), next_index: Index(2) },
        Ignored::HigherTerm { mine: theirs, theirs: mine },
        Ignored::OtherLeader { term: mine },
        Ignored::HearsLeader { leader: server(1), mine: theirs, theirs: mine },
        Ignored::HearsLeader { leader: server(2), mine: theirs, theirs: mine },
    ];
    all.extend(reasons.map(|why| Decision::Ignored { sender: follower, why }));
    all
}

/// Changes of the membership.
fn of_changes() -> Vec<Decision> {
    let (one, joint) = (five().configuration, joint().configuration);
    let (target, waiting) = (set(&[1, 2, 4]), set(&[4]));
    let (index, commit_index, goal) = (Index(3), Index(3), Index(2));
    let refusals = [
        ChangeRefusal::NotLeader { role: RoleName::Follower },
        ChangeRefusal::Unknown { unknown: waiting },
        ChangeRefusal::Same { configuration: one },
        ChangeRefusal::UnderWay { index, configuration: joint, commit_index: goal },
        ChangeRefusal::UnderWay { index, configuration: one, commit_index: goal },
    ];
    let mut all: Vec<Change> =
        refusals.into_iter().map(|refusal| Change::Refused { target, refusal }).collect();
    let caught_up = |waiting| Change::CaughtUp { server: server(4), match_index: index, goal, waiting };
    all.extend([
        Change::Refused { target: set(&[]), refusal: ChangeRefusal::Empty },
        Change::CatchUpBegan { target, new: waiting, goal },
        caught_up(waiting),
        caught_up(set(&[])),
        Change::GivenUp { target, waiting },
        Change::GivenUp { target, waiting: set(&[]) },
        Change::Began { index, old: one, configuration: joint },
        Change::Began { index, old: one, configuration: one },
        Change::Completed { index: Index(4), joint: index, commit_index, configuration: one },
        Change::Completed { index: Index(4), joint: index, commit_index: goal, configuration: one },
        Change::Waits { index, entry_term: Term(1), current_term: Term(4) },
    ]);
    let left = StepDown::LeftOut { index, commit_index, electorate: five() };
    let mut decisions: Vec<Decision> = all.into_iter().map(Decision::Change).collect();
    decisions.push(Decision::SteppedDown { from: RoleName::Leader, why: left });
    decisions
}

/// Examples of everything that a server can decide, of each kind that runs are searched for.
fn every_decision() -> Vec<Decision> {
    let all: Vec<Decision> = [of_elections(), of_followers(), of_leaders(), of_changes()].concat();
    let kinds: BTreeSet<DecisionKind> = all.iter().map(DecisionKind::of).collect();
    let lacks: Vec<&DecisionKind> = DecisionKind::ALL.iter().filter(|kind| !kinds.contains(kind)).collect();
    assert!(lacks.is_empty(), "no example of {lacks:?}");
    all
}

fn every_message() -> Vec<Message> {
    let term = Term(4);
    let entries = vec![Entry { term, payload: Payload::NoOp }];
    let append = |entries| AppendEntries { term, prev_log: at(1, 1), entries, leader_commit: Index(1) };
    let reply =
        |success| AppendEntriesReply { term, success, prev_log_index: Index(1), match_index: Index(0) };
    vec![
        Message::RequestVote(RequestVote { term, last_log: at(2, 3) }),
        Message::RequestVoteReply(RequestVoteReply { term, vote_granted: true }),
        Message::RequestVoteReply(RequestVoteReply { term, vote_granted: false }),
        Message::AppendEntries(append(Vec::new())),
        Message::AppendEntries(append(entries)),
        Message::AppendEntriesReply(reply(true)),
        Message::AppendEntriesReply(reply(false)),
    ]
}

/// Figure 8 (c), with all rules on, and with all off.
fn worlds() -> [World; 2] {
    let story = script::play(script::parse(script::scenario("figure-8").unwrap().text).unwrap());
    let world = story.timeline.scene(story.panel("c").unwrap().moment).world;
    let mut lawless = world.clone();
    for rule in Rule::ALL.iter().filter(|rule| rule.on_by_default()) {
        lawless.apply(&Action::from(Act::Switch { rule: *rule, on: false })).unwrap();
    }
    [world, lawless]
}

fn delivered(message: &Message, and_crashed: bool, decisions: Vec<Decision>) -> Event {
    let id = MessageId { from: server(1), to: server(2), ordinal: 1, copy: 0 };
    let envelope =
        Envelope { id, message: message.clone(), sent: Micros::ZERO, arrives: None, overtakable: false };
    let lost = if and_crashed {
        vec![(MessageId { from: server(2), to: server(1), ..id }, LossCause::SenderCrashed)]
    } else {
        vec![]
    };
    Event { cause: Cause::Delivered { envelope, and_crashed }, decisions, lost, ..Event::start() }
}

#[test]
fn every_decision_has_a_sentence() {
    for world in worlds() {
        for message in every_message() {
            for and_crashed in [false, true] {
                for decision in every_decision() {
                    check(&world, &delivered(&message, and_crashed, vec![decision]));
                }
                check(&world, &delivered(&message, and_crashed, vec![]));
            }
        }
    }
}

#[test]
fn decisions_join_into_one_sentence() {
    let [world, lawless] = worlds();
    let openings = of_elections();
    let openings =
        openings.iter().filter(|d| matches!(d, Decision::SteppedDown { .. } | Decision::UpdatedTerm { .. }));
    for opening in openings {
        for message in every_message() {
            for decision in every_decision() {
                check(&world, &delivered(&message, false, vec![*opening, decision]));
                check(&lawless, &delivered(&message, true, vec![*opening, decision]));
            }
        }
    }
}

fn check(world: &World, event: &Event) {
    for language in Language::ALL {
        check_sentence(language, &caption(language, event, world));
    }
}

#[test]
fn every_decision_is_explained() {
    let mut lawless = Rules::PAPER;
    for rule in Rule::ALL {
        lawless = lawless.with(*rule, false);
    }
    for language in Language::ALL {
        for rules in [Rules::PAPER, lawless] {
            for decision in every_decision() {
                let why = why(language, server(2), rules, &decision);
                check_text(language, &why.headline);
                assert!(why.headline.ends_with(language.pick('?', '？')), "{}", why.headline);
                assert!(!why.operands.is_empty(), "{decision:?}");
                why.operands.iter().for_each(|operand| check_text(language, &operand.text));
                assert_eq!(why.rule, decision.rule());
                assert!(why.section.starts_with('5') || ["6", "8"].contains(&why.section), "{decision:?}");
            }
        }
    }
}

#[test]
fn the_operands_of_figure_8_are_checkable() {
    let decision = Decision::HeldCommit {
        index: Index(2),
        why: Hold::OldTerm {
            stored: set(&[1, 2, 3]),
            entry_term: Term(2),
            current_term: Term(4),
            electorate: five(),
        },
    };
    let english = why(Language::English, server(1), Rules::PAPER, &decision);
    assert_eq!(english.headline, "Why did S1 not commit index 2?");
    let lines: Vec<(&str, Option<bool>)> =
        english.operands.iter().map(|operand| (operand.text.as_str(), operand.holds)).collect();
    assert_eq!(
        lines,
        [("counted on S1 S2 S3: 3 of 5", Some(true)), ("term of the entry 2 ≠ currentTerm 4", Some(false))]
    );
    assert_eq!((english.rule, english.section), (Some(Rule::CommitOnlyCurrentTerm), "5.4.2"));
    let chinese = why(Language::Chinese, server(1), Rules::PAPER, &decision);
    assert_eq!(chinese.headline, "S1 为什么不提交索引 2？");
    assert_eq!(chinese.operands[0].text, "计入 S1 S2 S3：5 台中的 3 台");
}
