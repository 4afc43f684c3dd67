//! The logs as in the paper: a row a server, a column an index.

use crate::json::current_leaders;
use crate::run::View;
use cluster::{Scene, World};
use judge::Judge;
use narration::{Language, phrases, text};
use raft_core::{Index, Server};
use script::Story;
use std::io::{self, Write};

/// Writes the ledgers of these moments.
pub(crate) fn write(
    out: &mut impl Write,
    language: Language,
    story: &Story,
    views: &[View<'_>],
) -> io::Result<()> {
    let timeline = &story.timeline;
    for (place, view) in views.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        let branch = timeline.branch(view.moment.branch).name();
        let title = match view.panel {
            Some(panel) => {
                let label = phrases::panel_label(panel.label().unwrap_or_default());
                format!("{label} {branch}")
            }
            None => branch.to_owned(),
        };
        write_ledger(out, language, &title, &timeline.scene(view.moment))?;
    }
    Ok(())
}

fn write_ledger(
    out: &mut impl Write,
    language: Language,
    title: &str,
    scene: &Scene<Judge>,
) -> io::Result<()> {
    let (world, words) = (&scene.world, text(language));
    let event = phrases::event_number(language, scene.moment.event);
    let term = phrases::term(language, world.term().0);
    let leader = match current_leaders(world).as_slice() {
        [] => words.nobody.to_owned(),
        leaders => leaders.join(", "),
    };
    writeln!(out, "{title}, {event}, {term}, {}: {leader}", words.leader)?;
    if !world.is_raft() {
        let off: Vec<&str> = world.rules().changed().map(raft_core::Rule::name).collect();
        writeln!(out, "{}: {}", words.not_raft, off.join(", "))?;
    }
    let rows = rows(language, scene);
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width_of =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max();
    let widths: Vec<usize> = (0..columns).map(|column| width_of(column).unwrap_or(0)).collect();
    for row in &rows {
        let mut line = String::new();
        for (cell, column) in row.iter().zip(&widths) {
            line.push_str("  ");
            line.push_str(cell);
            line.extend(core::iter::repeat_n(' ', column - width(cell)));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    for violation in scene.observer.violations() {
        let event = phrases::event_number(language, violation.event);
        writeln!(out, "{}: {}, {event}", words.violation, violation.property.name())?;
    }
    Ok(())
}

/// A row of headings, one for each server, one for what is committed.
fn rows(language: Language, scene: &Scene<Judge>) -> Vec<Vec<String>> {
    let world = &scene.world;
    let last = world.servers().iter().map(|server| server.log().last_index()).max().unwrap_or_default();
    let indexes = || Index(1).up_to(last);
    let mut headings: Vec<String> =
        ["", "", "currentTerm", "votedFor", "commitIndex"].map(str::to_owned).to_vec();
    headings.extend(indexes().map(|index| index.to_string()));
    let mut committed: Vec<String> = vec![String::new(); 5];
    committed[1] = text(language).committed.to_owned();
    committed.extend(indexes().map(|index| {
        let is_committed = scene.observer.committed(index).is_some();
        if is_committed { "✓".to_owned() } else { String::new() }
    }));
    let mut rows = vec![headings];
    rows.extend(world.servers().iter().map(|server| row(language, world, server)));
    rows.push(committed);
    rows
}

/// A server that is down has its log, and nothing of what it knew.
fn row(language: Language, world: &World, server: &Server) -> Vec<String> {
    let words = text(language);
    let up = world.is_up(server.id());
    let role = if up { phrases::role(language, server.role().name()) } else { words.down };
    let commit = if up { server.commit_index().to_string() } else { String::new() };
    let mut row = vec![
        server.id().to_string(),
        role.to_owned(),
        server.current_term().to_string(),
        server.voted_for().map_or("–".to_owned(), |server| server.to_string()),
        commit,
    ];
    let entries = server.log().entries().iter().zip(1..);
    row.extend(entries.map(|(entry, index)| {
        let known = if up && Index(index) <= server.commit_index() { " ✓" } else { "" };
        format!("{} {}{known}", entry.term, phrases::entry(language, entry))
    }));
    row
}

/// How many columns a text takes in a terminal: Chinese characters take two.
fn width(text: &str) -> usize {
    let of = |c: char| if ('\u{1100}'..='\u{115f}').contains(&c) || is_wide(c) { 2 } else { 1 };
    text.chars().map(of).sum()
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}')
}
