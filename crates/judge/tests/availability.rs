//! Availability in small clocked runs, with every number worked out by hand: messages take 10 ms, and
//! timers are set so that it is known who starts an election when.

#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use cluster::Micros;
use judge::{Availability, Campaign, Change};
use script::{parse, play};

/// What is known at the end of a script of three servers or more.
fn seen(servers: &str, lines: &str) -> Availability {
    let text = format!("title hand\nservers {servers}\nclocked seed 1\ntiming latency 10ms\n{lines}\n");
    let story = play(parse(&text).unwrap());
    assert_eq!((&story.error, &story.findings[..]), (&None, &[][..]));
    let tip = story.timeline.tip(cluster::BranchId::ROOT);
    // Seeking sees what playing saw.
    let seek = story.timeline.scene(tip).observer.availability().clone();
    let played = story.timeline.observer(tip.branch).availability().clone();
    assert_eq!(format!("{seek:?}"), format!("{played:?}"));
    played
}

fn ms(ms: u64) -> Micros {
    Micros::from_ms(ms)
}

/// Who can commit from when on: `0 none, 120 S1`, in milliseconds.
fn changes(availability: &Availability) -> String {
    let told = |change: Change| {
        let leader = change.leader.map_or("none".to_owned(), |server| server.to_string());
        format!("{} {leader}", change.at.0 / 1000)
    };
    availability.changes().map(told).collect::<Vec<_>>().join(", ")
}

/// Terms with their candidates and winners: `1: S1, S1 won`.
fn campaigns(availability: &Availability) -> Vec<String> {
    let told = |campaign: Campaign| {
        let candidates: Vec<String> = campaign.candidates.iter().map(|server| server.to_string()).collect();
        let won = campaign.won.map_or(String::new(), |(server, _)| format!(", {server} won"));
        format!("{}: {}{won}", campaign.term, candidates.join(" "))
    };
    availability.campaigns().map(told).collect()
}

#[test]
fn a_leader_can_commit_from_its_election_until_it_crashes() {
    // S1 starts at 100 ms and has its votes at 120 ms. It crashes at 420 ms; S2 starts at 500 ms, and
    // has S3's vote at 520 ms.
    let availability = seen(
        "S1 S2 S3",
        "timer S1 100ms\nat 420ms crash S1\nat 440ms timer S2 60ms\ntimer S3 1s\nat 1s cut S1->S2",
    );
    assert_eq!(changes(&availability), "0 none, 120 S1, 420 none, 520 S2");
    assert_eq!(availability.clocked(), ms(1000));
    assert_eq!(availability.able(), ms(300 + 480));
    assert_eq!(availability.share(), Some(7800));
    let longest = availability.longest_outage().unwrap();
    assert_eq!((longest.from, longest.until), (ms(0), ms(120)));
    assert_eq!(campaigns(&availability), ["1: S1, S1 won", "2: S2, S2 won"]);
    assert_eq!((availability.elections(), availability.without_leader().count()), (2, 0));
}

#[test]
fn a_leader_without_a_majority_in_both_directions_cannot_commit() {
    // S2 hears the leader and cannot answer; then S3 is down as well.
    let cut = "timer S1 100ms\nat 200ms cut S2->S1\nat 205ms cut S1->S3\nat 210ms heal S1->S3";
    assert_eq!(changes(&seen("S1 S2 S3", cut)), "0 none, 120 S1, 205 none, 210 S1");
    let down = "timer S1 100ms\nat 200ms cut S2->S1\nat 205ms crash S3\nat 210ms heal all";
    assert_eq!(changes(&seen("S1 S2 S3", down)), "0 none, 120 S1, 205 none, 210 S1");
}

#[test]
fn a_leader_whose_majority_has_entered_a_higher_term_cannot_commit() {
    // S1 is cut off at 200 ms; S2 starts term 2 at 250 ms, S3 enters it at 260 ms, and its vote arrives
    // at 270 ms. S1 counts itself a leader all the time. When S2 crashes and the links heal, it still
    // does, and is in the lower term.
    let lines = "timer S1 100ms\nat 200ms partition S1 | S2 S3\ntimer S2 50ms\ntimer S3 1s\n\
                 at 300ms crash S2\nheal all\nexpect leader S1 term 1\nat 301ms restart S2\n\
                 expect leader S1 term 1";
    assert_eq!(changes(&seen("S1 S2 S3", lines)), "0 none, 120 S1, 200 none, 270 S2, 300 none");
}

#[test]
fn a_split_vote_is_a_term_whose_candidates_shared_the_votes() {
    // Two of four each: both start at 100 ms, and S3 and S4 vote for the nearer. Nobody has three. S1
    // starts term 2 at 300 ms and has all votes at 320 ms.
    let lines = "timing latency 20ms for S1->S4\ntiming latency 20ms for S2->S3\n\
                 timer S1 100ms\ntimer S2 100ms\ntimer S3 2s\ntimer S4 2s\n\
                 at 150ms timer S1 150ms\ntimer S2 2s\ntimer S3 2s\ntimer S4 2s\nrun 190ms";
    let availability = seen("S1 S2 S3 S4", lines);
    assert_eq!(campaigns(&availability), ["1: S1 S2", "2: S1, S1 won"]);
    let split: Vec<Campaign> = availability.without_leader().collect();
    assert_eq!((split.len(), split[0].is_split_vote(), split[0].at), (1, true, ms(100)));
    assert_eq!(availability.elections(), 1);
    assert_eq!(changes(&availability), "0 none, 320 S1");
}

#[test]
fn a_lone_candidate_without_a_majority_is_no_split_vote() {
    // S2 and S3 are down: S1 starts election after election, by itself.
    let lines = "crash S2 S3\ntimer S1 100ms\nrun 100ms\ntimer S1 100ms\nrun 100ms";
    let availability = seen("S1 S2 S3", lines);
    assert_eq!(campaigns(&availability), ["1: S1", "2: S1"]);
    let terms: Vec<bool> = availability.without_leader().map(|term| term.is_split_vote()).collect();
    assert_eq!(terms, [false], "the last term has not ended");
    let longest = availability.longest_outage().unwrap();
    assert_eq!((availability.able(), longest.length()), (Micros::ZERO, ms(200)));
}

#[test]
fn time_stands_still_in_stepped_running_and_nothing_is_recorded() {
    let availability = seen("S1 S2 S3", "timer S1 100ms\nrun 200ms\nstepped\ncrash S1\ntimeout S2");
    assert_eq!((availability.clocked(), availability.able()), (ms(200), ms(80)));
    assert_eq!(changes(&availability), "0 none, 120 S1");
    assert_eq!(campaigns(&availability), ["1: S1, S1 won"]);
}

#[test]
fn what_takes_no_time_is_no_share_of_it() {
    let availability = seen("S1 S2 S3", "crash S1");
    assert_eq!((availability.share(), availability.longest_outage()), (None, None));
}
