//! The laboratory as a page asks for it: series of elections that grow while somebody looks at them,
//! one election of them that is chosen, and what there is to draw. It knows no browser: the page's
//! worker passes it [requests](Request) and lets it [work](Laboratory::work) in between.

use crate::chart::{self, Line};
use crate::experiment::{Begins, Ends, Experiment, Logs, Twist};
use crate::published;
use crate::read::write_time;
use crate::tally::{QUANTILES, Tally};
use crate::theory;
use crate::trial::Bench;
use cluster::Micros;

/// So many series fit into one picture and are told apart there.
pub const MOST_SERIES: usize = 6;
/// The most trials of a series here: a browser keeps every election of it.
pub const MOST_TRIALS: u32 = 100_000;

/// What is asked of the laboratory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// Runs this experiment. A series that is not kept makes room for it.
    Run(Experiment),
    /// Ends the series that is running; what it has stays.
    Cancel,
    /// Keeps the last series, to compare others with it.
    Keep,
    /// Takes the series of this number away.
    Remove(u8),
    /// Chooses the election that is drawn nearest to a point of the picture: thousandths of its width
    /// from the left and of its height from the top.
    Point(u16, u16),
    /// Chooses the election of this rank, from 1, of the series that the chosen one is of, or else of the last.
    Rank(u32),
    /// Draws for a page as narrow as a phone, or not any more.
    Narrow(bool),
}

/// All there is to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many trials of the last series are done.
    pub done: u32,
    /// How many it is to have.
    pub trials: u32,
    /// Whether it is running.
    pub running: bool,
    /// The distributions as SVG. `{x}` in it is where the name of the axis of time stands.
    pub curves: String,
    /// Expected time against timeout, as SVG. `{x}` in it is where the name of the axis of timeouts stands.
    pub valley: String,
    /// The quantiles of every series.
    pub rows: Vec<Row>,
    /// The same as a file.
    pub csv: String,
    /// The election that is chosen.
    pub chosen: Option<Chosen>,
}

/// A row of the table of quantiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number of the series.
    pub number: u8,
    /// What its curve looks like, as SVG.
    pub sample: String,
    /// What was run.
    pub experiment: Experiment,
    /// Whether it is kept.
    pub kept: bool,
    /// Its quantiles in the order of [`QUANTILES`], and the mean; empty where nobody was elected.
    pub times: Vec<String>,
    /// What was published of it, in the same order, if anything was.
    pub published: Vec<String>,
    /// The share of elections whose first term elected nobody, in percent.
    pub split: String,
    /// The same by the closed form for a fixed latency, in percent, where that says anything about it.
    pub split_expected: Option<String>,
    /// Whether a line of the closed forms stands behind its curve.
    pub is_expected: bool,
    /// Trials in which nobody was elected in the time there was.
    pub given_up: u32,
}

/// An election of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The number of the series.
    pub series: u8,
    /// Its place among the elections of the series by time, from 1.
    pub rank: u32,
    /// Of so many.
    pub of: u32,
    /// The number of the trial, from 0.
    pub trial: u32,
    /// How long it took.
    pub took: Micros,
    /// The terms that elected nobody in it.
    pub without_leader: u32,
}

/// Many elections of one experiment.
struct Series {
    number: u8,
    bench: Bench,
    tally: Tally,
    /// How its elections are distributed by the closed forms, where they say anything about it.
    expected: Vec<(f64, f64)>,
    kept: bool,
    /// The next trial.
    next: u32,
    /// After so many it is over.
    end: u32,
}

impl Series {
    fn new(number: u8, experiment: &Experiment) -> Self {
        let trials = experiment.trials.min(MOST_TRIALS);
        let (tally, expected) = (Tally::default(), expected(experiment));
        Self { number, bench: Bench::new(experiment), tally, expected, kept: false, next: 0, end: trials }
    }

    fn experiment(&self) -> &Experiment {
        self.bench.experiment()
    }
}

/// The laboratory.
#[derive(Default)]
pub struct Laboratory {
    series: Vec<Series>,
    /// The number of the series and of the trial that is chosen.
    chosen: Option<(u8, u32)>,
    narrow: bool,
}

impl Laboratory {
    /// Does what is asked. An experiment that [cannot be done](Experiment::check) is not run.
    pub fn hear(&mut self, request: Request) {
        match request {
            Request::Run(experiment) if experiment.check().is_ok() => self.begin(&experiment),
            Request::Run(_) => {}
            Request::Cancel => {
                if let Some(last) = self.series.last_mut() {
                    last.end = last.next;
                }
            }
            Request::Keep => {
                if let Some(last) = self.series.last_mut().filter(|last| last.next >= last.end) {
                    last.kept = true;
                }
            }
            Request::Remove(number) => self.series.retain(|series| series.number != number),
            Request::Point(x, y) => {
                let found = chart::nearest(&self.lines(), self.narrow, x, y);
                self.chosen = found.and_then(|(place, rank)| self.at_rank(place, rank)).or(self.chosen);
            }
            Request::Rank(rank) => {
                let of = self.chosen.map(|(number, _)| number);
                let place = self.series.iter().position(|series| Some(series.number) == of);
                let place = place.or(self.series.len().checked_sub(1));
                self.chosen = place.and_then(|place| self.at_rank(place, rank)).or(self.chosen);
            }
            Request::Narrow(narrow) => self.narrow = narrow,
        }
        let series = &self.series;
        self.chosen = self.chosen.filter(|(number, _)| series.iter().any(|one| one.number == *number));
    }

    fn begin(&mut self, experiment: &Experiment) {
        if self.series.last().is_some_and(|last| !last.kept) || self.series.len() == MOST_SERIES {
            let gone = self.series.pop().map(|series| series.number);
            self.chosen = self.chosen.filter(|(number, _)| Some(*number) != gone);
        }
        let free = |number: &u8| self.series.iter().all(|series| series.number != *number);
        let number = (1..=u8::MAX).find(free).unwrap_or(u8::MAX);
        self.series.push(Series::new(number, experiment));
    }

    fn at_rank(&self, place: usize, rank: u32) -> Option<(u8, u32)> {
        let series = self.series.get(place)?;
        let elections = series.tally.elections();
        let rank = usize::try_from(rank.max(1)).ok()?.min(elections.len());
        let (_, trial) = elections.get(rank.checked_sub(1)?)?;
        Some((series.number, *trial))
    }

    /// Whether there is anything left to run.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.series.last().is_some_and(|last| last.next < last.end)
    }

    /// Runs one trial after the other, until it is enough or there are no more.
    pub fn work(&mut self, mut enough: impl FnMut() -> bool) {
        let Some(last) = self.series.last_mut() else { return };
        while last.next < last.end {
            last.tally.add(last.next, last.bench.run(last.next));
            last.next += 1;
            if enough() {
                break;
            }
        }
        last.tally.sort();
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let last = self.series.len().saturating_sub(1);
        let lines = self.series.iter().enumerate().map(|(place, series)| Line {
            number: series.number,
            tally: &series.tally,
            published: published::of(series.experiment()),
            expected: &series.expected,
            current: place == last,
        });
        lines.collect()
    }

    /// All there is to show now.
    #[must_use]
    pub fn report(&self) -> Report {
        let lines = self.lines();
        let chosen = self.chosen();
        let point = chosen.as_ref().map(|chosen| {
            let series = self.series.iter().find(|series| series.number == chosen.series);
            let trials = series.map_or(1, |series| series.tally.trials().max(1));
            (chosen.took, f64::from(chosen.rank) / f64::from(trials))
        });
        let last = self.series.last();
        let rows: Vec<Row> = self.series.iter().zip(&lines).map(|(series, line)| row(series, line)).collect();
        Report {
            done: last.map_or(0, |last| last.next),
            trials: last.map_or(0, |last| last.end),
            running: self.is_running(),
            curves: chart::curves(&lines, point, self.narrow),
            valley: last.map_or_else(String::new, |last| {
                chart::valley(last.experiment(), last.tally.mean(), self.narrow)
            }),
            csv: csv(&self.series),
            rows,
            chosen,
        }
    }

    fn chosen(&self) -> Option<Chosen> {
        let (number, trial) = self.chosen?;
        let series = self.series.iter().find(|series| series.number == number)?;
        let elections = series.tally.elections();
        let place = elections.iter().position(|(_, one)| *one == trial)?;
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        Some(Chosen {
            series: number,
            rank: count(place + 1),
            of: count(elections.len()),
            trial,
            took: elections[place].0,
            without_leader: series.bench.run(trial).terms.saturating_sub(1),
        })
    }

    /// The chosen election as the text of a link's run, and its event in which the watch starts.
    #[must_use]
    pub fn replay(&self) -> Option<(String, u32)> {
        let (number, trial) = self.chosen?;
        let series = self.series.iter().find(|series| series.number == number)?;
        Some(series.experiment().link(trial))
    }
}

/// Whether the closed forms say anything about an experiment: they know of one latency and nothing else.
fn is_modelled(experiment: &Experiment) -> bool {
    let Experiment { disk, logs, twist, .. } = *experiment;
    disk.max == Micros::ZERO && logs == Logs::Equal && twist == Twist::Plain
}

/// The distribution of times by the closed forms, in microseconds, where they say anything about it.
fn expected(experiment: &Experiment) -> Vec<(f64, f64)> {
    let Experiment { servers, failed, latency, timeout, begins, ends, .. } = *experiment;
    if !is_modelled(experiment) || begins != Begins::Fresh {
        return Vec::new();
    }
    let model = theory::Model {
        servers,
        failed,
        latency: chart::mean(latency),
        timeout: (chart::us(timeout.min), chart::us(timeout.max)),
        messages: if ends == Ends::Elected { 2.0 } else { 3.0 },
    };
    model.distribution()
}

/// The chance of a split vote by the closed form, in percent.
fn expected_splits(experiment: &Experiment) -> Option<f64> {
    let Experiment { servers, failed, latency, timeout, .. } = *experiment;
    let range = timeout.max.since(timeout.min);
    is_modelled(experiment).then(|| {
        let share = if range == Micros::ZERO { 1.0 } else { chart::mean(latency) / chart::us(range) };
        100.0 * theory::split_vote(servers, failed, share)
    })
}

fn row(series: &Series, line: &Line<'_>) -> Row {
    let tally = &series.tally;
    let quantiles = QUANTILES.iter().map(|quantile| tally.quantile(quantile.share));
    let published = line.published.map(|line| line.quantiles().map(chart::time_cell).collect());
    let split = tally.split_votes();
    Row {
        number: series.number,
        sample: chart::sample(line),
        experiment: *series.experiment(),
        kept: series.kept,
        times: quantiles.chain([tally.mean()]).map(chart::time_cell).collect(),
        published: published.unwrap_or_default(),
        split: format!("{}.{}", split / 100, split % 100 / 10),
        split_expected: expected_splits(series.experiment()).map(|percent| format!("{percent:.1}")),
        is_expected: !series.expected.is_empty(),
        given_up: tally.given_up(),
    }
}

/// The series as text for other programs: what was run, and times in milliseconds, to the microsecond.
fn csv(series: &[Series]) -> String {
    let names: Vec<&str> = QUANTILES.iter().map(|quantile| quantile.name).collect();
    let mut csv = format!("series,{SETTINGS},{},mean,split_votes,given_up\n", names.join(","));
    for Series { number, tally, bench, .. } in series {
        let quantiles = QUANTILES.iter().map(|quantile| tally.quantile(quantile.share));
        let times = quantiles.chain([tally.mean()]).map(|time| time.map_or_else(String::new, write_time));
        let times: Vec<String> = times.collect();
        let (settings, split) = (settings(bench.experiment()), tally.split_votes());
        csv += &format!("{number},{settings},{},", times.join(","));
        csv += &format!("{}.{:02},{}\n", split / 100, split % 100, tally.given_up());
    }
    csv
}

/// The names of [`settings`]: those of the options of `raftboard elections`.
const SETTINGS: &str = "servers,failed,latency,disk,timeout,heartbeat,logs,from,until,twist,trials,seed";

/// What was run, as the options of `raftboard elections` have it.
pub(crate) fn settings(experiment: &Experiment) -> String {
    let Experiment {
        servers,
        failed,
        latency,
        disk,
        timeout,
        heartbeat,
        logs,
        begins,
        ends,
        twist,
        trials,
        seed,
    } = *experiment;
    let [latency, disk, timeout] =
        [latency, disk, timeout].map(|span| format!("{}..{}", write_time(span.min), write_time(span.max)));
    let logs = if logs == Logs::Equal { "equal" } else { "different" };
    let begins = if begins == Begins::Fresh { "fresh" } else { "crash" };
    let ends = if ends == Ends::Elected { "elected" } else { "heard" };
    let twist = match twist {
        Twist::Plain => "none".to_owned(),
        Twist::Terms => "terms".to_owned(),
        Twist::Asymmetric => "asymmetric".to_owned(),
        Twist::Loss(share) => format!("loss:{share}"),
        Twist::Drift(share) => format!("drift:{share}"),
    };
    let heartbeat = write_time(heartbeat);
    format!(
        "{servers},{failed},{latency},{disk},{timeout},{heartbeat},{logs},{begins},{ends},{twist},{trials},{seed}"
    )
}
