//! Many random runs, shared out to the processors there are.

use crate::coverage::Coverage;
use crate::random::Random;
use crate::run::Run;
use judge::Property;
use raft_core::{Rule, Rules};
use std::sync::atomic::{AtomicU32, Ordering};

/// What to try.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many runs.
    pub runs: u32,
    /// Events in each.
    pub events: u32,
    /// Decides everything.
    pub seed: u64,
    /// How many servers; `None`: five in most runs, three in the others.
    pub servers: Option<usize>,
    /// Rules that are off.
    pub without: Vec<Rule>,
    /// How many threads; `None`: as many as there are processors. The result is the same.
    pub threads: Option<usize>,
    /// Whether the membership changes; `None`: in some runs.
    pub changes: Option<bool>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            runs: 2000,
            events: 4000,
            seed: 1,
            servers: None,
            without: Vec::new(),
            threads: None,
            changes: None,
        }
    }
}

/// A run in which a property broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which property.
    pub property: Property,
    /// The seed that makes this run the first.
    pub seed: u64,
    /// The event after which it did not hold.
    pub event: u32,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many runs were made.
    pub runs: u32,
    /// How many events were judged: steps of servers, crashes, restarts.
    pub events: u64,
    /// Properties that broke, by run, the first event of each property.
    pub findings: Vec<Finding>,
    /// What happened and what was decided, how often.
    pub coverage: Coverage,
}

impl Report {
    /// Kinds of faults and of decisions that should have occurred and did not.
    #[must_use]
    pub fn missing(&self, options: &Options) -> Vec<&'static str> {
        /// As many as most runs have.
        const MOSTLY: usize = 5;
        self.coverage.missing(options.rules(), options.servers.unwrap_or(MOSTLY))
    }

    /// The run in which this property broke first, counted in runs.
    #[must_use]
    pub fn first(&self, property: Property) -> Option<Finding> {
        self.findings.iter().copied().find(|finding| finding.property == property)
    }
}

impl Options {
    /// The rules in force in every run.
    #[must_use]
    pub fn rules(&self) -> Rules {
        self.without.iter().fold(Rules::PAPER, |rules, rule| rules.with(*rule, false))
    }

    /// The run of this seed.
    #[must_use]
    pub fn run(&self, seed: u64) -> Run<'_> {
        Run {
            seed,
            events: self.events,
            servers: self.servers,
            without: &self.without,
            changes: self.changes,
        }
    }
}

/// One run in so many explains its decisions, so that they can be counted. The others are faster.
pub const EXPLAINED: u32 = 16;

/// Makes all runs and reports. `progress` is told how many runs are done, now and then.
pub fn fuzz(options: &Options, progress: &(dyn Fn(u32) + Sync)) -> Report {
    let threads = options
        .threads
        .or_else(|| std::thread::available_parallelism().ok().map(usize::from))
        .unwrap_or(1)
        .clamp(1, 64);
    let (next, done) = (AtomicU32::new(0), AtomicU32::new(0));
    let work = || {
        let mut part = Part::default();
        loop {
            let run = next.fetch_add(1, Ordering::Relaxed);
            if run >= options.runs {
                return part;
            }
            part.make(options, run);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        }
    };
    let parts = if threads == 1 { vec![work()] } else { in_parallel(threads, &work) };
    put_together(options, parts)
}

/// What one thread has found.
#[derive(Default)]
struct Part {
    findings: Vec<(u32, Finding)>,
    coverage: Coverage,
}

impl Part {
    fn make(&mut self, options: &Options, number: u32) {
        let seed = Random::seed_of_run(options.seed, number);
        let run = options.run(seed);
        let outcome = if number.is_multiple_of(EXPLAINED) {
            run.make::<true>(&mut self.coverage)
        } else {
            run.make::<false>(&mut self.coverage)
        };
        self.findings.extend(outcome.violations.iter().map(|violation| {
            (number, Finding { property: violation.property, seed, event: violation.event })
        }));
    }
}

fn in_parallel(threads: usize, work: &(impl Fn() -> Part + Sync)) -> Vec<Part> {
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

fn put_together(options: &Options, parts: Vec<Part>) -> Report {
    let mut coverage = Coverage::default();
    let mut findings = Vec::new();
    for part in parts {
        coverage.add(&part.coverage);
        findings.extend(part.findings);
    }
    findings.sort_by_key(|(run, _)| *run);
    Report {
        runs: options.runs,
        events: coverage.judged(),
        findings: findings.into_iter().map(|(_, finding)| finding).collect(),
        coverage,
    }
}
