//! `raftboard elections`: how long elections take, over thousands of them (§5.6, §9.3).

use crate::outcome::{Failure, Outcome};
use crate::progress;
use cluster::{Micros, Span};
use elections::{
    Begins, Bench, Ends, Experiment, Logs, QUANTILES, Tally, Trouble, Twist,
    presets::{self, Preset},
    published,
};
use lexopt::{Arg, Parser, ValueExt};
use std::io::Write;
use std::num::NonZero;
use std::sync::atomic::{AtomicU32, Ordering};

/// What was asked for.
struct Arguments {
    /// Each series with its name.
    series: Vec<(String, Experiment)>,
    threads: usize,
    csv: bool,
}

/// What changes a preset, or the setting that is meant where there is none.
type Change = Box<dyn Fn(&mut Experiment)>;

impl Arguments {
    fn parse(parser: &mut Parser) -> Result<Self, Failure> {
        let mut chosen: Vec<Preset> = Vec::new();
        let mut changes: Vec<Change> = Vec::new();
        let mut heartbeat = None;
        let mut failed = None;
        let mut threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let mut csv = false;
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("preset") => chosen.extend(presets_named(&parser.value()?.string()?)?),
                Arg::Long("servers") => {
                    set(&mut changes, parser.value()?.parse()?, |e, value| e.servers = value);
                }
                Arg::Long("failed") => failed = Some(parser.value()?.parse()?),
                Arg::Long("latency") => {
                    set(&mut changes, span(parser, "latency")?, |e, value| e.latency = value);
                }
                Arg::Long("disk") => set(&mut changes, span(parser, "disk")?, |e, value| e.disk = value),
                Arg::Long("timeout") => {
                    set(&mut changes, span(parser, "timeout")?, |e, value| e.timeout = value);
                }
                Arg::Long("heartbeat") => heartbeat = Some(time(&parser.value()?.string()?, "heartbeat")?),
                Arg::Long("logs") => {
                    let of = [("equal", Logs::Equal), ("different", Logs::Different)];
                    set(&mut changes, word(parser, "logs", &of)?, |e, value| e.logs = value);
                }
                Arg::Long("from") => {
                    let of = [("fresh", Begins::Fresh), ("crash", Begins::Crash)];
                    set(&mut changes, word(parser, "from", &of)?, |e, value| e.begins = value);
                }
                Arg::Long("until") => {
                    let of = [("elected", Ends::Elected), ("heard", Ends::Heard)];
                    set(&mut changes, word(parser, "until", &of)?, |e, value| e.ends = value);
                }
                Arg::Long("twist") => set(&mut changes, twist(parser)?, |e, value| e.twist = value),
                Arg::Long("trials") => {
                    set(&mut changes, parser.value()?.parse()?, |e, value| e.trials = value);
                }
                Arg::Long("seed") => set(&mut changes, parser.value()?.parse()?, |e, value| e.seed = value),
                Arg::Long("threads") => threads = parser.value()?.parse()?,
                Arg::Long("csv") => csv = true,
                other => return Err(other.unexpected().into()),
            }
        }
        if !(1..=64).contains(&threads) {
            return Err(Failure::Usage(format!("`--threads` is 1 to 64, not {threads}")));
        }
        let is_plain = chosen.is_empty();
        if is_plain {
            chosen.push(Preset { name: "custom", ..presets::ALL[10] });
        }
        let series = chosen.into_iter().map(|preset| {
            let mut experiment = preset.experiment;
            changes.iter().for_each(|change| change(&mut experiment));
            // Half the shortest timeout, as in the paper, unless something else is asked for.
            experiment.heartbeat = heartbeat.unwrap_or(Micros(experiment.timeout.min.0 / 2));
            let crashes = u8::from(experiment.begins == Begins::Crash);
            experiment.failed = failed.unwrap_or(if is_plain { crashes } else { experiment.failed });
            experiment.check().map_err(|trouble| Failure::Usage(explain(trouble)))?;
            Ok((preset.name.to_owned(), experiment))
        });
        Ok(Self { series: series.collect::<Result<_, Failure>>()?, threads, csv })
    }
}

fn set<T: Copy + 'static>(changes: &mut Vec<Change>, value: T, change: fn(&mut Experiment, T)) {
    changes.push(Box::new(move |experiment| change(experiment, value)));
}

/// A preset, or a group of them: `lan`, `wan`, `all`.
fn presets_named(name: &str) -> Result<Vec<Preset>, Failure> {
    let group: Vec<Preset> = presets::ALL
        .into_iter()
        .filter(|preset| name == "all" || preset.name.split('-').next() == Some(name))
        .collect();
    if !group.is_empty() {
        return Ok(group);
    }
    presets::named(name).map(|preset| vec![preset]).ok_or_else(|| {
        let names: Vec<&str> = presets::ALL.iter().map(|preset| preset.name).collect();
        Failure::Usage(format!(
            "there is no preset `{name}`; there are lan, wan, all and {}",
            names.join(", ")
        ))
    })
}

/// A time in ms, with up to three decimals.
fn time(text: &str, option: &str) -> Result<Micros, Failure> {
    let unreadable =
        || Failure::Usage(format!("`--{option}` takes milliseconds such as 30 or 0.5, not `{text}`"));
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 3 {
        return Err(unreadable());
    }
    let micros: u64 = format!("{part:0<3}").parse().map_err(|_| unreadable())?;
    let ms: u64 = whole.parse().map_err(|_| unreadable())?;
    ms.checked_mul(1000).and_then(|whole| whole.checked_add(micros)).map(Micros).ok_or_else(unreadable)
}

/// `30..40`, or `30` for both.
fn span(parser: &mut Parser, option: &str) -> Result<Span, Failure> {
    let text = parser.value()?.string()?;
    let (min, max) = text.split_once("..").unwrap_or((&text, &text));
    Ok(Span { min: time(min, option)?, max: time(max, option)? })
}

fn word<T: Copy>(parser: &mut Parser, option: &str, of: &[(&str, T)]) -> Result<T, Failure> {
    let text = parser.value()?.string()?;
    of.iter().find(|(word, _)| *word == text).map(|(_, value)| *value).ok_or_else(|| {
        let words: Vec<&str> = of.iter().map(|(word, _)| *word).collect();
        Failure::Usage(format!("`--{option}` is {}, not `{text}`", words.join(" or ")))
    })
}

/// `none`, `terms`, `asymmetric`, `loss:20`, `drift:20`.
fn twist(parser: &mut Parser) -> Result<Twist, Failure> {
    let text = parser.value()?.string()?;
    let share = |share: &str| share.parse::<u8>().ok();
    let found = match text.split_once(':') {
        None => match text.as_str() {
            "none" => Some(Twist::Plain),
            "terms" => Some(Twist::Terms),
            "asymmetric" => Some(Twist::Asymmetric),
            _ => None,
        },
        Some(("loss", percent)) => share(percent).map(Twist::Loss),
        Some(("drift", percent)) => share(percent).map(Twist::Drift),
        Some(_) => None,
    };
    found.ok_or_else(|| {
        let known = "none, terms, asymmetric, loss:PERCENT or drift:PERCENT";
        Failure::Usage(format!("`--twist` is {known}, not `{text}`"))
    })
}

fn explain(trouble: Trouble) -> String {
    match trouble {
        Trouble::Servers(servers) => format!("a cluster has 1 to 9 servers, not {servers}"),
        Trouble::NoMajority { servers, failed } => {
            format!("with {failed} of {servers} servers down nobody can be elected")
        }
        Trouble::NobodyCrashes => "`--from crash` needs `--failed 1` at least: the leader".to_owned(),
        Trouble::BadTime(dial) => format!("`--{}` cannot be that", dial.kind().name),
        Trouble::BadShare(share) => format!("the twist cannot be {share} percent"),
        Trouble::Trials(trials) => format!("`--trials` is 1 to {}, not {trials}", Experiment::MOST_TRIALS),
    }
}

pub(crate) fn main(parser: &mut Parser, out: &mut impl Write) -> Result<Outcome, Failure> {
    let Arguments { series, threads, csv } = Arguments::parse(parser)?;
    let mut tallies = Vec::new();
    for (name, experiment) in &series {
        let listener =
            |done| progress::tell(format_args!("{name}: {done} of {} elections", experiment.trials));
        tallies.push(Series { name, experiment, tally: run(experiment, threads, &listener) });
    }
    progress::clear();
    if csv {
        write_csv(out, &tallies)?;
    } else {
        write_table(out, &tallies)?;
    }
    Ok(Outcome::Fine)
}

/// Runs all trials; each thread takes the next that nobody has taken.
fn run(experiment: &Experiment, threads: usize, listener: &(impl Fn(u32) + Sync)) -> Tally {
    /// How many trials a thread takes at once.
    const SHARE: u32 = 50;
    let (bench, next) = (Bench::new(experiment), AtomicU32::new(0));
    let work = || {
        let mut tally = Tally::default();
        loop {
            let first = next.fetch_add(SHARE, Ordering::Relaxed);
            if first >= experiment.trials {
                return tally;
            }
            let last = first.saturating_add(SHARE).min(experiment.trials);
            (first..last).for_each(|number| tally.add(number, bench.run(number)));
            listener(last);
        }
    };
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        others.into_iter().filter_map(|thread| thread.join().ok()).for_each(|tally| all.merge(tally));
        all
    });
    all.sort();
    all
}

/// Milliseconds with one decimal; nothing where nobody was elected.
fn ms(time: Option<Micros>) -> String {
    time.map_or_else(String::new, |time| format!("{}.{}", (time.0 + 50) / 1000, (time.0 + 50) % 1000 / 100))
}

/// A share of hundredths of a percent, in percent.
fn percent(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// An experiment that was done.
struct Series<'a> {
    name: &'a str,
    experiment: &'a Experiment,
    tally: Tally,
}

fn cells(Series { name, tally, .. }: &Series<'_>) -> Vec<String> {
    let mut cells = vec![(*name).to_owned()];
    cells.extend(QUANTILES.iter().map(|quantile| ms(tally.quantile(quantile.share))));
    cells.extend([ms(tally.mean()), percent(tally.split_votes())]);
    cells
}

/// What was published for an experiment: it has neither a mean nor split votes.
fn published_cells(experiment: &Experiment) -> Option<Vec<String>> {
    let line = published::of(experiment)?;
    let times = line.quantiles().map(ms);
    Some(["  published".to_owned()].into_iter().chain(times).chain([String::new(), String::new()]).collect())
}

fn heads() -> Vec<String> {
    let names = QUANTILES.iter().map(|quantile| quantile.name);
    ["series"].into_iter().chain(names).chain(["mean", "split_votes"]).map(str::to_owned).collect()
}

fn write_csv(out: &mut impl Write, tallies: &[Series<'_>]) -> Result<(), Failure> {
    writeln!(out, "{}", heads().join(","))?;
    for series in tallies {
        writeln!(out, "{}", cells(series).join(","))?;
    }
    Ok(())
}

fn write_table(out: &mut impl Write, tallies: &[Series<'_>]) -> Result<(), Failure> {
    let both = |series: &Series<'_>| std::iter::once(cells(series)).chain(published_cells(series.experiment));
    let rows: Vec<Vec<String>> = std::iter::once(heads()).chain(tallies.iter().flat_map(both)).collect();
    let widths: Vec<usize> = (0..rows[0].len())
        .map(|column| rows.iter().map(|row| row[column].len()).max().unwrap_or_default())
        .collect();
    for row in &rows {
        let padded = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        writeln!(out, "{}", padded.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    writeln!(out, "times in ms; split_votes: elections whose first term elected nobody, in percent")?;
    if tallies.iter().any(|series| published::of(series.experiment).is_some()) {
        writeln!(
            out,
            "published: read off the figures; docs/command-line.md says what the lan presets assume"
        )?;
    }
    for Series { name, tally, .. } in tallies.iter().filter(|series| series.tally.given_up() > 0) {
        writeln!(
            out,
            "{name}: in {} of {} nobody was elected within 2 minutes",
            tally.given_up(),
            tally.trials()
        )?;
    }
    Ok(())
}
