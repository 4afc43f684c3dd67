//! Finds the lines of the core, or of the world around it, in which each rule is consulted. They are
//! taken from the source, so that they cannot drift from what runs.
//!
//! Every rule is asked about in exactly one place, as `.has(Rule::Name)`. The lines are the whole
//! function if it is short, or else the paragraph around that place, with the comment above it.
//! Indentation tells where statements begin: the sources are formatted by rustfmt.

use std::ops::Range;

/// An excerpt has at most so many lines.
pub(crate) const MOST_LINES: usize = 26;

/// The lines of one rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The file, from the project's root.
    pub(crate) file: String,
    /// The function.
    pub(crate) function: String,
    /// Which of the lines asks about the rule, from 0.
    pub(crate) marked: usize,
    /// The lines, without the indentation that all of them have.
    pub(crate) lines: Vec<String>,
}

/// The rules in the list that `raft-core/src/rules.rs` makes them from: each variant and its name.
pub(crate) fn rules(source: &str) -> Vec<(String, String)> {
    let named = |line: &str| {
        let (variant, rest) = line.trim().split_once(" = \"")?;
        let (name, section) = rest.split_once("\", \"")?;
        let is_rule = section.ends_with("\";") && variant.chars().all(char::is_alphanumeric);
        is_rule.then(|| (variant.to_owned(), name.to_owned()))
    };
    source.lines().filter_map(named).collect()
}

/// Where a rule is consulted, in sources with their names.
pub(crate) fn find(sources: &[(String, String)], variant: &str) -> Result<Excerpt, String> {
    let question = format!(".has(Rule::{variant})");
    let mut found = None;
    for (file, text) in sources {
        let lines: Vec<&str> = text.lines().collect();
        for at in (0..lines.len()).filter(|at| lines[*at].contains(&question)) {
            if found.is_some() {
                return Err(format!("{file}:{}: a second place that asks {question}", at + 1));
            }
            let excerpt = excerpt(file, &lines, at);
            found = Some(excerpt.ok_or_else(|| format!("{file}:{}: outside of every function", at + 1))?);
        }
    }
    found.ok_or_else(|| format!("no place asks {question}"))
}

fn excerpt(file: &str, lines: &[&str], at: usize) -> Option<Excerpt> {
    let function = function_around(lines, at)?;
    let range = if function.len() <= MOST_LINES { function.clone() } else { part(lines, &function, at) };
    let signature = lines[function.clone()].iter().find_map(|line| name_of_function(line))?;
    let indent =
        lines[range.clone()].iter().filter(|line| !line.is_empty()).map(|line| indent(line)).min()?;
    // What the compiler is told tells a reader nothing.
    let is_told = |line: &&&str| !line.trim_start().starts_with("#[");
    let dedented = |line: &&str| line.get(indent..).unwrap_or_default().to_owned();
    let dedented = lines[range.clone()].iter().filter(is_told).map(dedented);
    let goes_on = range.start == function.start && range.end < function.end;
    let more = goes_on.then(|| "    …".to_owned());
    Some(Excerpt {
        file: file.to_owned(),
        function: signature.to_owned(),
        marked: lines[range.start..at].iter().filter(is_told).count(),
        lines: dedented.chain(more).collect(),
    })
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// `vote_refusal` in `    pub fn vote_refusal(`.
fn name_of_function(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line.strip_prefix("pub(crate) ").or(line.strip_prefix("pub ")).unwrap_or(line);
    let name = line.strip_prefix("fn ")?;
    name.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()
}

/// The function around a line, with its documentation.
fn function_around(lines: &[&str], at: usize) -> Option<Range<usize>> {
    let starts =
        |line: &usize| indent(lines[*line]) < indent(lines[at]) && name_of_function(lines[*line]).is_some();
    let signature = (0..at).rev().find(starts)?;
    let level = indent(lines[signature]);
    let last = (at..lines.len()).find(|line| indent(lines[*line]) == level && lines[*line].trim() == "}")?;
    let is_note = |line: &usize| {
        lines[*line].trim_start().starts_with("///") || lines[*line].trim_start().starts_with("#[")
    };
    let first = (0..signature).rev().take_while(is_note).last().unwrap_or(signature);
    Some(first..last + 1)
}

/// The part of a long function that belongs to a line.
fn part(lines: &[&str], function: &Range<usize>, at: usize) -> Range<usize> {
    let mut within = function.clone();
    let signature = within.find(|line| name_of_function(lines[*line]).is_some()).unwrap_or(function.start);
    let body = (signature..function.end).find(|line| lines[*line].ends_with('{')).unwrap_or(signature) + 1;
    let mut level = indent(lines[signature]) + 4;
    let mut statement = statement_around(lines, at, level);
    while statement.len() > MOST_LINES {
        level += 4;
        statement = statement_around(lines, at, level);
    }
    let mut part = with_its_comment(lines, statement.clone(), level);
    // What is found out is used next.
    let next = statement_around(lines, statement.end, level);
    let is_let = lines[statement.start].trim_start().starts_with("let ");
    if is_let && begins(lines[next.start], level) && next.end - part.start <= MOST_LINES {
        part.end = next.end;
    }
    // From the beginning on, with the documentation; a line more says that it goes on.
    if part.start <= body && part.end - function.start < MOST_LINES {
        part.start = function.start;
    }
    part
}

/// Whether a statement, or a comment, begins at a line: not what closes or goes on with one.
fn begins(line: &str, level: usize) -> bool {
    indent(line) == level && !line.trim().is_empty() && !line.trim_start().starts_with(['}', ')', ']', '{'])
}

/// The statement at this indentation that a line is part of.
fn statement_around(lines: &[&str], at: usize, level: usize) -> Range<usize> {
    let first = (0..=at).rev().find(|line| begins(lines[*line], level)).unwrap_or(at);
    let ends = |line: &usize| {
        let text = lines[*line];
        text.trim().is_empty() || indent(text) < level || begins(text, level)
    };
    let end = (at + 1..lines.len()).find(ends).unwrap_or(lines.len());
    first..end
}

/// A statement with those before it up to a comment, as far as they stand together and fit.
fn with_its_comment(lines: &[&str], statement: Range<usize>, level: usize) -> Range<usize> {
    let is_comment = |line: usize| lines[line].trim_start().starts_with("//");
    let mut first = statement.start;
    let mut explained = statement.clone().any(is_comment);
    while let Some(before) = first.checked_sub(1)
        && !lines[before].trim().is_empty()
        && indent(lines[before]) >= level
        && (!explained || is_comment(before))
    {
        let next = if is_comment(before) { before } else { statement_around(lines, before, level).start };
        if statement.end - next > MOST_LINES {
            break;
        }
        explained |= (next..first).any(is_comment);
        first = next;
    }
    first..statement.end
}
