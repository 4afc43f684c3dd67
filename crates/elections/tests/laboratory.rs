//! The laboratory as a page asks for it: series that grow, one election of them, and what is drawn.

use cluster::Micros;
use elections::laboratory::{Laboratory, MOST_SERIES, Report, Request};
use elections::{Experiment, presets};
use script::link::Run;

fn preset(name: &str, trials: u32) -> Experiment {
    Experiment { trials, ..presets::named(name).expect("a preset").experiment }
}

/// Runs an experiment to its end.
fn run(laboratory: &mut Laboratory, experiment: Experiment) -> Report {
    laboratory.hear(Request::Run(experiment));
    while laboratory.is_running() {
        laboratory.work(|| false);
    }
    laboratory.report()
}

/// Each line of the table that the page's worker is held to as well: the file is what `Save CSV` gives, to the
/// microsecond.
#[test]
fn curves_are_those_of_the_golden_table() {
    let table = include_str!("golden-curves.csv");
    let (head, lines) = table.split_once('\n').expect("a head");
    let expected: Vec<&str> = lines.lines().collect();
    let mut found = Vec::new();
    for (name, trials) in [("lan-150-300", 1000), ("lan-25-50", 1000), ("wan-f2", 2000), ("wan-drift", 500)] {
        let report = run(&mut Laboratory::default(), preset(name, trials));
        let (found_head, line) = report.csv.split_once('\n').expect("a head");
        assert_eq!(found_head, head);
        found.push(line.trim_end().to_owned());
    }
    assert_eq!(found, expected, "the new lines are:\n{}", found.join("\n"));
}

#[test]
fn what_is_done_in_slices_is_what_is_done_at_once() {
    let experiment = preset("lan-150-155", 60);
    let at_once = run(&mut Laboratory::default(), experiment);
    let mut laboratory = Laboratory::default();
    laboratory.hear(Request::Run(experiment));
    let mut reports = 0;
    while laboratory.is_running() {
        let mut left = 7;
        laboratory.work(|| {
            left -= 1;
            left == 0
        });
        let report = laboratory.report();
        reports += 1;
        assert_eq!((report.done, report.trials), ((7 * reports).min(60), 60));
    }
    assert_eq!(laboratory.report(), at_once);
}

#[test]
fn a_series_that_is_cancelled_keeps_what_it_has() {
    let mut laboratory = Laboratory::default();
    laboratory.hear(Request::Run(preset("wan-f0", 100)));
    let mut left = 10;
    laboratory.work(|| {
        left -= 1;
        left == 0
    });
    laboratory.hear(Request::Cancel);
    let report = laboratory.report();
    assert_eq!((report.done, report.trials, report.running), (10, 10, false));
    assert_eq!(report, run(&mut Laboratory::default(), preset("wan-f0", 10)).cancelled_like(&report));
}

/// A report of a series that was meant to be longer.
trait Like {
    fn cancelled_like(self, other: &Report) -> Report;
}

impl Like for Report {
    fn cancelled_like(mut self, other: &Report) -> Report {
        // What was asked for is told with it.
        self.csv.clone_from(&other.csv);
        for (row, other) in self.rows.iter_mut().zip(&other.rows) {
            row.experiment.trials = other.experiment.trials;
        }
        self
    }
}

#[test]
fn a_series_makes_room_for_the_next_unless_it_is_kept() {
    let mut laboratory = Laboratory::default();
    let numbers = |report: &Report| report.rows.iter().map(|row| row.number).collect::<Vec<_>>();
    let report = run(&mut laboratory, preset("wan-f0", 5));
    assert_eq!(numbers(&report), [1]);
    let report = run(&mut laboratory, preset("wan-f2", 5));
    assert_eq!((numbers(&report), report.rows[0].experiment.failed), (vec![1], 2));
    for number in 2..=8 {
        laboratory.hear(Request::Keep);
        let report = run(&mut laboratory, preset("lan-150-300", 5));
        let last = u8::try_from(MOST_SERIES).unwrap_or_default().min(number);
        assert_eq!(numbers(&report), (1..=last).collect::<Vec<_>>());
    }
    laboratory.hear(Request::Remove(3));
    assert_eq!(numbers(&laboratory.report()), [1, 2, 4, 5, 6]);
}

#[test]
fn each_series_has_a_dash_and_a_shape_of_its_own() {
    let mut laboratory = Laboratory::default();
    let mut report = Report::default();
    for _ in 0..MOST_SERIES {
        laboratory.hear(Request::Keep);
        report = run(&mut laboratory, preset("lan-150-300", 3));
    }
    let part = |svg: &str, from: &str| {
        let start = svg.find(from).map_or(svg.len(), |start| start + from.len());
        svg[start..].split('"').next().unwrap_or_default().to_owned()
    };
    let samples = || report.rows.iter().map(|row| row.sample.as_str());
    let mut dashes: Vec<String> = samples().map(|svg| part(svg, "stroke-dasharray=\"")).collect();
    let mut shapes: Vec<String> =
        samples().map(|svg| part(svg, "<polygon class=\"mark\" points=\"")).collect();
    for told_apart in [&mut dashes, &mut shapes] {
        told_apart.sort();
        told_apart.dedup();
        assert_eq!(told_apart.len(), MOST_SERIES);
    }
}

#[test]
fn a_point_of_the_curve_is_the_election_that_took_so_long() {
    let mut laboratory = Laboratory::default();
    let report = run(&mut laboratory, preset("wan-f2", 200));
    assert_eq!(report.chosen, None);
    // Far to the left only the fastest is near, far to the right and above only the slowest.
    for (x, y, rank) in [(90, 840, 1), (975, 36, 200)] {
        laboratory.hear(Request::Point(x, y));
        assert_eq!(laboratory.report().chosen.map(|chosen| chosen.rank), Some(rank));
    }
    // Half way up: the median.
    laboratory.hear(Request::Point(330, 440));
    let chosen = laboratory.report().chosen.expect("an election");
    assert!((95..=105).contains(&chosen.rank), "{}", chosen.rank);
    laboratory.hear(Request::Rank(chosen.rank));
    assert_eq!(laboratory.report().chosen, Some(chosen));
}

#[test]
fn the_chosen_election_is_played_again_to_the_microsecond() {
    for name in ["wan-f2", "lan-150-300", "wan-terms"] {
        let mut laboratory = Laboratory::default();
        run(&mut laboratory, preset(name, 40));
        laboratory.hear(Request::Rank(33));
        let chosen = laboratory.report().chosen.expect("an election");
        let Some((text, event)) = laboratory.replay() else { panic!("{name}: no run") };
        let mut replay = Run::decode(&text).expect("a run").replay();
        while replay.advance(1000) {}
        let (story, _) = replay.finish();
        let tip = story.timeline.tip(cluster::BranchId::ROOT);
        let now = |event| story.timeline.scene(cluster::Moment { event, ..tip }).world.now();
        assert_eq!(now(tip.event).since(now(event)), chosen.took, "{name}");
        assert!(chosen.took > Micros::ZERO && event > 0);
    }
}

#[test]
fn an_experiment_that_cannot_be_done_is_not_run() {
    let mut laboratory = Laboratory::default();
    laboratory.hear(Request::Run(Experiment { failed: 3, ..preset("wan-f0", 5) }));
    assert!(!laboratory.is_running() && laboratory.report().rows.is_empty());
    for request in
        [Request::Cancel, Request::Keep, Request::Rank(1), Request::Point(500, 500), Request::Remove(1)]
    {
        laboratory.hear(request);
    }
    assert_eq!((laboratory.replay(), laboratory.report().chosen), (None, None));
}
