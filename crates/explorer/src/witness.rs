//! What was found, as a script that a person can read, play and change.

use crate::coverage::Coverage;
use crate::fuzz::{Finding, Options};
use crate::shorten::shorten;
use cluster::{BranchId, Mode};
use judge::Property;
use script::{Line, Name, Script, Story, header_of, record};

/// Runs that are tried for the shortest script.
const CANDIDATES: usize = 3;

/// A script in which a property breaks: the shortest that some of the findings lead to. `None` if
/// the property broke in none of them.
#[must_use]
pub fn witness(options: &Options, findings: &[Finding], property: Property) -> Option<String> {
    let mut found: Vec<Finding> =
        findings.iter().copied().filter(|finding| finding.property == property).collect();
    // Stepped runs make the better stories, and short runs the shorter ones.
    found.sort_by_key(|finding| (mode_of(options, finding) != Mode::Stepped, finding.event));
    let scripts = found.iter().take(CANDIDATES).filter_map(|finding| script_of(options, finding));
    scripts.min_by_key(|script| script.lines.len()).map(|script| script::print(&script))
}

fn mode_of(options: &Options, finding: &Finding) -> Mode {
    options.run(finding.seed).setup().mode
}

fn script_of(options: &Options, finding: &Finding) -> Option<Script> {
    let outcome = options.run(finding.seed).make::<false>(&mut Coverage::default());
    let actions = shorten(outcome.setup, &outcome.actions, finding.property);
    let mut header = header_of(outcome.setup);
    header.title = Name::new(finding.property.name())?;
    let mut story = Story::new(Script::new(header));
    for action in actions {
        story.timeline.append(BranchId::ROOT, action).ok()?;
    }
    let mut script = record(&story, story.timeline.tip(BranchId::ROOT)).script;
    script.lines.insert(1, Line { comment: Some(origin(options, finding)), ..Line::default() });
    Some(script)
}

/// How to find it again.
fn origin(options: &Options, finding: &Finding) -> String {
    let mut origin = format!(" raftboard fuzz --runs 1 --events {} --seed {}", options.events, finding.seed);
    if let Some(servers) = options.servers {
        origin.push_str(&format!(" --servers {servers}"));
    }
    for rule in &options.without {
        origin.push_str(&format!(" --without {}", rule.name()));
    }
    origin
}
