//! `raftboard elections`.

#![allow(clippy::unwrap_used, reason = "a test")]

mod program;

use program::{code, err, out, raftboard};

#[test]
fn the_table_has_a_row_for_each_series_with_the_names_of_its_columns() {
    let output = raftboard(&["elections", "--preset", "wan", "--trials", "200", "--csv"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let text = out(&output);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("series,p1,p5,p10,p25,p50,p75,p90,p95,p99,p99.9,max,mean,split_votes"));
    let names: Vec<&str> = lines.clone().filter_map(|line| line.split(',').next()).collect();
    assert_eq!(names, ["wan-f0", "wan-f2", "wan-terms", "wan-asymmetric", "wan-loss", "wan-drift"]);
    for line in lines {
        let times: Vec<f64> = line.split(',').skip(1).take(11).map(|cell| cell.parse().unwrap()).collect();
        assert!(times.is_sorted(), "{line}");
    }
    assert_eq!(err(&output), "", "no progress in a pipe");
}

#[test]
fn threads_change_nothing_and_seeds_do() {
    let of = |more: &[&str]| {
        let mut arguments = vec!["elections", "--preset", "lan-150-300", "--trials", "300", "--csv"];
        arguments.extend(more);
        out(&raftboard(&arguments))
    };
    assert_eq!(of(&["--threads", "1"]), of(&["--threads", "3"]));
    assert_ne!(of(&[]), of(&["--seed", "2"]));
}

#[test]
fn options_describe_a_series_of_ones_own() {
    let output = raftboard(&[
        "elections",
        "--servers",
        "3",
        "--latency",
        "10",
        "--timeout",
        "100..200",
        "--from",
        "crash",
        "--until",
        "heard",
        "--disk",
        "0.5..2",
        "--trials",
        "100",
    ]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let text = out(&output);
    assert!(text.lines().nth(1).unwrap().starts_with("custom"), "{text}");
}

#[test]
fn slips_are_told_with_what_there_is_instead() {
    for (arguments, message) in [
        (vec!["--preset", "lan-1"], "there is no preset `lan-1`; there are lan, wan, all and lan-150-150"),
        (vec!["--servers", "10"], "a cluster has 1 to 9 servers, not 10"),
        (vec!["--failed", "3"], "with 3 of 5 servers down nobody can be elected"),
        (vec!["--from", "crash", "--failed", "0"], "`--from crash` needs `--failed 1` at least"),
        (vec!["--latency", "ten"], "`--latency` takes milliseconds such as 30 or 0.5, not `ten`"),
        (vec!["--timeout", "300..150"], "`--timeout` cannot be that"),
        (vec!["--logs", "short"], "`--logs` is equal or different, not `short`"),
        (vec!["--twist", "fog"], "`--twist` is none, terms, asymmetric"),
        (vec!["--trials", "0"], "`--trials` is 1 to 10000000, not 0"),
        (vec!["--threads", "0"], "`--threads` is 1 to 64, not 0"),
    ] {
        let arguments: Vec<&str> = ["elections"].into_iter().chain(arguments).collect();
        let output = raftboard(&arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(err(&output).contains(message), "{arguments:?}: {}", err(&output));
    }
}

#[test]
fn below_a_preset_stands_what_was_published_and_below_a_changed_one_nothing() {
    let table = |more: &[&str]| {
        let mut arguments = vec!["elections", "--preset", "wan-f0", "--trials", "100"];
        arguments.extend(more);
        out(&raftboard(&arguments))
    };
    let plain = table(&["--seed", "3"]);
    let published = plain.lines().nth(2).unwrap();
    let cells: Vec<&str> = published.split_whitespace().collect();
    assert_eq!((cells[0], cells[1], cells[5], cells[11]), ("published", "368.0", "409.5", "1386.9"));
    assert_eq!(cells.len(), 12, "{plain}");
    assert!(!table(&["--servers", "3"]).contains("published"));
}

/// The table that the page's worker is held to, to the microsecond, against what is printed to a tenth of a
/// millisecond: the page and the command line run the same elections.
#[test]
fn the_curves_are_those_of_the_golden_table() {
    let golden = include_str!("../../elections/tests/golden-curves.csv");
    let line = |preset: &str, line: &str, trials: &str| {
        let printed = out(&raftboard(&["elections", "--preset", preset, "--trials", trials, "--csv"]));
        let printed: Vec<String> =
            printed.lines().nth(1).expect("a line").split(',').map(str::to_owned).collect();
        let exact: Vec<f64> = line.split(',').skip(13).map(|time| time.parse().expect("a number")).collect();
        for (printed, exact) in printed.iter().skip(1).zip(&exact[..12]) {
            let printed: f64 = printed.parse().expect("a number");
            assert!((printed - exact).abs() < 0.0501, "{preset}: {printed}, not {exact}");
        }
    };
    let lines: Vec<&str> = golden.lines().collect();
    line("lan-150-300", lines[1], "1000");
    line("lan-25-50", lines[2], "1000");
    line("wan-f2", lines[3], "2000");
    line("wan-drift", lines[4], "500");
}
