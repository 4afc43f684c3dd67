//! What stands beside and below the curves.

use super::words::Words;
use crate::experiment::{Experiment, Logs, Twist};
use crate::laboratory::{Chosen, Report, Row};
use crate::presets;
use crate::read::write_span;
use crate::tally::QUANTILES;

/// The chosen election in words.
pub(super) fn told(words: Words, chosen: &Chosen) -> String {
    let ms = (chosen.took.0 + 500) / 1000;
    words.election(chosen.series, (chosen.rank, chosen.of), ms, chosen.without_leader)
}

/// Expected time against timeout, and split votes.
pub(super) fn beside(words: Words, report: &Report, row: &Row) -> String {
    let valley = report.valley.replace("{x}", words.ratio());
    let split = words.first_terms(&row.split, row.split_expected.as_deref());
    format!("<h2>{0}</h2><div role=\"img\" aria-label=\"{0}\">{valley}</div><p>{split}</p>", words.valley())
}

/// The quantiles of every series, and what is known to differ.
pub(super) fn sheet(words: Words, report: &Report) -> String {
    let head = |name: &str| format!("<th scope=\"col\">{name}</th>");
    let names = QUANTILES.iter().map(|quantile| quantile.name);
    let heads = [words.timeout()].into_iter().chain(names).chain([words.mean(), words.split()]).map(head);
    let heads: String = heads.collect();
    let rows: String = report.rows.iter().map(|row| table_row(words, row)).collect();
    let notes = report.rows.last().map(|row| differences(words, &row.experiment)).unwrap_or_default();
    let theory = report.rows.iter().any(|row| row.is_expected).then(|| words.note_theory());
    let notes = [words.note_table()].into_iter().chain(notes).chain(theory).chain([words.note_valley()]);
    let notes: String = notes.map(|note| format!("<p>{note}</p>")).collect();
    format!(
        "<div class=\"trial-frame scrolls\" role=\"region\" tabindex=\"0\" aria-label=\"{}\"><table><thead><tr><td></td>{heads}</tr>\
         </thead><tbody>{rows}</tbody></table></div><div class=\"trial-notes quiet\">{notes}</div>",
        words.table()
    )
}

/// What was measured, and below it what was published.
fn table_row(words: Words, row: &Row) -> String {
    let Experiment { timeout, latency, disk, .. } = row.experiment;
    let cell = |ours: &str, other: &str| {
        let other =
            if other.is_empty() { String::new() } else { format!("<span class=\"quiet\">{other}</span>") };
        format!("<td><b>{}</b>{other}</td>", if ours.is_empty() { "–" } else { ours })
    };
    let published = |place: usize| row.published.get(place).map_or("", String::as_str);
    let cells = row.times.iter().enumerate().map(|(place, time)| cell(time, published(place)));
    let cells: String = cells.collect();
    let given_up = match row.given_up {
        0 => String::new(),
        trials => format!("<span>{trials} {}</span>", words.given_up()),
    };
    format!(
        "<tr><td>{}</td><th scope=\"row\"><b>{}</b><span class=\"quiet\">{} + {}</span>{given_up}</th>{cells}{}</tr>",
        row.sample,
        write_span(timeout),
        write_span(latency),
        write_span(disk),
        cell(&row.split, row.split_expected.as_deref().unwrap_or_default())
    )
}

/// What is known to differ from what was published of an experiment.
fn differences(words: Words, experiment: &Experiment) -> Vec<&'static str> {
    let on_lan = experiment.latency == presets::LAN_LATENCY && experiment.disk == presets::LAN_DISK;
    let range = experiment.timeout.max.since(experiment.timeout.min);
    let mut notes = Vec::new();
    if on_lan {
        notes.push(words.note_lan());
        // A message takes about as long as that.
        if range.0 <= 1000 {
            notes.push(words.note_jitter());
        }
    } else if crate::published::of(experiment).is_some()
        && experiment.logs == Logs::Equal
        && experiment.twist == Twist::Plain
    {
        notes.push(words.note_wan());
    }
    notes
}
