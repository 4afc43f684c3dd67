//! A whole run as one script: the text that it was played from, to the letter, and what was done by
//! hand beside it, a branch of its own for each.

use crate::error::ErrorKind;
use crate::print::print_line;
use crate::record::acts_after;
use crate::story::{CueKind, Story};
use crate::syntax::{Bundle, Fact, Line, Name, Statement};
use cluster::{BranchId, Moment};

/// A script that makes everything that there is in a run.
///
/// `text` is what the story was played from. Where nothing was done by hand, it is the result. Else
/// what went on from the end of a script's branch is written at that branch's end, and each branch
/// begun by hand at the end of the script: from the last panel or mark on its way, or from a mark that
/// is added at the beginning, and with a panel at its end, to find it by. Playing the result gives the
/// same worlds.
#[must_use]
pub fn whole(story: &Story, text: &str) -> String {
    Added::new(story).all(text)
}

/// The same of a scenario of the library, whose text has lost its expectations where it is part of the
/// page: properties that break in it are expected, so that `check` is content with the result.
#[must_use]
pub fn whole_scenario(story: &Story, text: &str) -> String {
    let mut added = Added::new(story);
    for finding in &story.findings {
        if let ErrorKind::Violation { property, .. } = finding.kind {
            let fact = Fact::Violation(property);
            added.add(finding.line, Statement::Expect { negated: false, fact }.into());
        }
    }
    added.all(text)
}

impl Added<'_> {
    fn all(mut self, text: &str) -> String {
        for (branch, _) in self.story.timeline.branches() {
            self.branch(branch);
        }
        self.text(text)
    }
}

/// What is added to a script, and behind which of its lines.
struct Added<'a> {
    story: &'a Story,
    /// Lines with the number of the line that they follow, in that order.
    lines: Vec<(u32, Line)>,
    branches: Vec<Name>,
    /// The script lets time pass where nothing happens.
    runs: bool,
}

impl<'a> Added<'a> {
    fn new(story: &'a Story) -> Self {
        let statements = || story.script.lines.iter().filter_map(|line| line.statement.as_ref());
        let runs = |statement: &Statement| {
            matches!(statement, Statement::Bundle(Bundle::Run(_) | Bundle::RunUntil { .. }))
        };
        let named = |statement: &Statement| match statement {
            Statement::Branch { name, .. } => Some(name.clone()),
            _ => None,
        };
        let main = Name::new(crate::parse::MAIN_BRANCH);
        let branches = statements().filter_map(named).chain(main).collect();
        Self { story, lines: Vec::new(), branches, runs: statements().any(runs) }
    }

    /// A line behind a line of the script, and behind those that are there already.
    fn add(&mut self, place: u32, line: Line) {
        let end = self.lines.partition_point(|(other, _)| *other <= place);
        self.lines.insert(end, (place, line));
    }

    /// What was done by hand on a branch, if anything was.
    fn branch(&mut self, id: BranchId) {
        let tip = self.story.timeline.tip(id);
        let scripted = self.story.played.iter().rfind(|played| played.branch == id);
        if let Some(last) = scripted {
            self.go_on(last.line, last.last, tip);
        } else if id == BranchId::ROOT {
            self.go_on(self.end_of_header(), 0, tip);
        } else if tip.event > self.story.timeline.branch(id).base() {
            self.begin(tip);
        }
    }

    fn go_on(&mut self, line: u32, event: u32, tip: Moment) {
        if tip.event > event {
            let acts = acts_after(self.story, event, tip, self.runs);
            for act in acts {
                self.add(line, act);
            }
        }
    }

    /// A branch that no line begins.
    fn begin(&mut self, tip: Moment) {
        let base = self.story.timeline.branch(tip.branch).base();
        let on_way = self.story.cues.iter().filter(|cue| {
            matches!(cue.kind, CueKind::Panel { .. } | CueKind::Mark(_))
                && cue.moment.event <= base
                && self.story.is_on_path(cue.moment, tip.branch)
        });
        let last = on_way.max_by_key(|cue| cue.moment.event);
        let last = last.and_then(|cue| Some((cue.name()?.clone(), cue.moment.event)));
        let Some((from, event)) = last.or_else(|| self.mark_beginning()) else { return };
        let Some(name) = self.free_name(tip.branch) else { return };
        let end = u32::MAX;
        self.add(end, Line::default());
        self.add(end, Statement::Branch { name: name.clone(), from }.into());
        self.go_on(end, event, tip);
        let stem = name.as_str();
        if let Some(name) = self.free_moment(stem) {
            self.add(end, Statement::Panel { name, label: None }.into());
        }
    }

    /// The line that ends the header.
    fn end_of_header(&self) -> u32 {
        let is_mode = |line: &Line| matches!(line.statement, Some(Statement::Mode));
        let place = self.story.script.lines.iter().position(is_mode).unwrap_or_default();
        u32::try_from(place + 1).unwrap_or(u32::MAX)
    }

    /// The name of a mark before everything, and its event.
    fn mark_beginning(&mut self) -> Option<(Name, u32)> {
        let name = self.free_moment("beginning")?;
        let mark = Line::from(Statement::Mark(name.clone()));
        let line = self.end_of_header();
        if !self.lines.iter().any(|(_, line)| *line == mark) {
            // Before what else follows that line.
            let begin = self.lines.partition_point(|(other, _)| *other < line);
            self.lines.insert(begin, (line, mark));
        }
        Some((name, 0))
    }

    /// A name that no panel and no mark has.
    fn free_moment(&self, stem: &str) -> Option<Name> {
        let taken = |name: &Name| self.story.cues.iter().any(|cue| cue.name() == Some(name));
        let numbered = (2..=u32::MAX).map(|number| format!("{stem}-{number}"));
        let mut names = core::iter::once(stem.to_owned()).chain(numbered);
        names.find_map(|name| Name::new(&name).filter(|name| !taken(name)))
    }

    /// The branch's name, or one like it that no branch has.
    fn free_name(&mut self, branch: BranchId) -> Option<Name> {
        let own = Name::new(self.story.timeline.branch(branch).name());
        let others = (1..=u32::MAX).filter_map(|number| Name::new(&format!("yours-{number}")));
        let name = own.into_iter().chain(others).find(|name| !self.branches.contains(name))?;
        self.branches.push(name.clone());
        Some(name)
    }

    fn text(self, text: &str) -> String {
        if self.lines.is_empty() {
            return text.to_owned();
        }
        let header = &self.story.script.header;
        let mut added = self.lines.iter().peekable();
        let mut all = String::with_capacity(text.len() + 64 * self.lines.len());
        let last = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
        for (number, line) in (1..).zip(text.lines()) {
            all.extend([line, "\n"]);
            let place = if number == last { u32::MAX } else { number };
            while let Some((_, line)) = added.next_if(|(after, _)| *after <= place) {
                all.extend([print_line(header, line).as_str(), "\n"]);
            }
        }
        all
    }
}
