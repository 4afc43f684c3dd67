//! `raftboard fuzz [--runs N] [--events N] [--seed N] [--servers N] [--without RULE]...
//! [--changes yes|no] [--threads N] [--save DIR] [--json]`

use crate::outcome::{Failure, Outcome, unless_closed};
use crate::progress;
use explorer::{Finding, Options, Report, fuzz, witness};
use judge::Property;
use lexopt::{Arg, Parser, ValueExt};
use raft_core::{MAX_SERVERS, Rule};
use script::syntax::MAX_EVENTS;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::{Duration, Instant};

/// What was asked for.
#[derive(Debug, Default)]
struct Arguments {
    options: Options,
    save: Option<PathBuf>,
    json: bool,
}

impl Arguments {
    fn parse(parser: &mut Parser) -> Result<Self, Failure> {
        let mut arguments = Self::default();
        let options = &mut arguments.options;
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("runs") => options.runs = count(parser, "runs", MOST_RUNS)?,
                Arg::Long("events") => options.events = count(parser, "events", MAX_EVENTS)?,
                Arg::Long("seed") => options.seed = parser.value()?.parse()?,
                Arg::Long("servers") => options.servers = Some(count(parser, "servers", MAX_SERVERS)?),
                Arg::Long("threads") => options.threads = Some(count(parser, "threads", 64)?),
                Arg::Long("without") => {
                    let name = parser.value()?.string()?;
                    let unknown = || Failure::Usage(format!("there is no rule `{name}`"));
                    let rule = Rule::named(&name).ok_or_else(unknown)?;
                    if !rule.on_by_default() {
                        return Err(Failure::Usage(format!("the rule `{name}` is off anyway")));
                    }
                    options.without.push(rule);
                }
                Arg::Long("changes") => options.changes = Some(yes_or_no(&parser.value()?.string()?)?),
                Arg::Long("save") => arguments.save = Some(parser.value()?.into()),
                Arg::Long("json") => arguments.json = true,
                other => return Err(other.unexpected().into()),
            }
        }
        options.without.sort_unstable();
        options.without.dedup();
        Ok(arguments)
    }
}

/// Whether the membership changes.
fn yes_or_no(text: &str) -> Result<bool, Failure> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(Failure::Usage(format!("`--changes` is `yes` or `no`, not `{other}`"))),
    }
}

/// More runs than this take weeks, and are asked for by mistake.
const MOST_RUNS: u32 = 10_000_000;

/// A number from 1 to `most`.
fn count<T>(parser: &mut Parser, name: &str, most: T) -> Result<T, Failure>
where
    T: Copy + Display + From<u8> + FromStr + PartialOrd,
{
    let text = parser.value()?.string()?;
    let number = text.parse().ok().filter(|number| (T::from(1)..=most).contains(number));
    number.ok_or_else(|| Failure::Usage(format!("`--{name}` is a number from 1 to {most}, not `{text}`")))
}

/// What is written with `--json`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportJson {
    runs: u32,
    events: u64,
    seconds: f64,
    events_per_second: u64,
    violations: Vec<FindingJson>,
    kinds: BTreeMap<&'static str, u64>,
    decisions: BTreeMap<&'static str, u64>,
}

#[derive(Debug, Serialize)]
struct FindingJson {
    property: &'static str,
    seed: u64,
    event: u32,
}

impl From<&Finding> for FindingJson {
    fn from(finding: &Finding) -> Self {
        Self { property: finding.property.name(), seed: finding.seed, event: finding.event }
    }
}

pub(crate) fn main(parser: &mut Parser, out: &mut impl Write) -> Result<Outcome, Failure> {
    let Arguments { options, save, json } = Arguments::parse(parser)?;
    if let Some(folder) = &save {
        fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    }
    let start = Instant::now();
    let report = fuzz(&options, &progress(options.runs));
    let time = start.elapsed();
    progress::clear();
    unless_closed(if json {
        write_json(out, &report, time)
    } else {
        write_report(out, &options, &report, time)
    })?;
    if let Some(folder) = &save {
        save_scripts(folder, &options, &report)?;
    }
    let missing = report.missing(&options);
    if !missing.is_empty() {
        writeln!(std::io::stderr(), "raftboard: never happened: {}", missing.join(", ")).ok();
    }
    let fine = missing.is_empty() && report.findings.is_empty();
    Ok(if fine { Outcome::Fine } else { Outcome::Finding })
}

/// Tells a hundred times in all how far it is.
fn progress(runs: u32) -> impl Fn(u32) + Sync {
    let step = (runs / 100).max(1);
    move |done| {
        if done.is_multiple_of(step) {
            progress::tell(format_args!("{done} of {runs} runs"));
        }
    }
}

/// Judged events in a second.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn rate(events: u64, time: Duration) -> u64 {
    (events as f64 / time.as_secs_f64().max(1e-9)) as u64
}

fn write_json(out: &mut impl Write, report: &Report, time: Duration) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut *out, &report_json(report, time))?;
    writeln!(out)?;
    Ok(())
}

fn report_json(report: &Report, time: Duration) -> ReportJson {
    ReportJson {
        runs: report.runs,
        events: report.events,
        seconds: time.as_secs_f64(),
        events_per_second: rate(report.events, time),
        violations: report.findings.iter().map(FindingJson::from).collect(),
        kinds: report.coverage.faults().map(|(kind, count)| (kind.name(), count)).collect(),
        decisions: report.coverage.decisions().map(|(kind, count)| (kind.name(), count)).collect(),
    }
}

fn write_report(
    out: &mut impl Write,
    options: &Options,
    report: &Report,
    time: Duration,
) -> Result<(), Failure> {
    if !options.without.is_empty() {
        let names: Vec<&str> = options.without.iter().map(|rule| rule.name()).collect();
        writeln!(out, "not Raft: without {}", names.join(", "))?;
    }
    let rate = rate(report.events, time);
    let seconds = time.as_secs_f64();
    writeln!(out, "{} runs, {} judged events in {seconds:.2} s: {rate}/s", report.runs, report.events)?;
    for property in Property::ALL {
        let name = property.name();
        let count = report.findings.iter().filter(|finding| finding.property == property).count();
        match report.first(property) {
            None => writeln!(out, "{name}: holds")?,
            Some(Finding { seed, event, .. }) => {
                writeln!(out, "{name}: broken in {count} runs, first in event {event} of --seed {seed}")?;
            }
        }
    }
    writeln!(out, "\nwhat happened:")?;
    for (kind, count) in report.coverage.faults().filter(|(_, count)| *count > 0) {
        writeln!(out, "{count:>10} {}", kind.name())?;
    }
    writeln!(out, "\nwhat was decided, in one run of {}:", explorer::EXPLAINED)?;
    for (kind, count) in report.coverage.decisions().filter(|(_, count)| *count > 0) {
        writeln!(out, "{count:>10} {}", kind.name())?;
    }
    Ok(())
}

/// A script for each property that broke, the shortest that can be had.
fn save_scripts(folder: &Path, options: &Options, report: &Report) -> Result<(), Failure> {
    for property in Property::ALL {
        let Some(script) = witness(options, &report.findings, property) else { continue };
        let path = folder.join(format!("{}.raft", property.name()));
        fs::write(&path, script).map_err(|error| unwritable(&path, &error))?;
        writeln!(std::io::stderr(), "raftboard: saved {}", path.display()).ok();
    }
    Ok(())
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Input(format!("{}: cannot be written: {error}", path.display()))
}
