//! `raftboard run FILE [--branch B] [--panel P] [--lang en|zh-CN] [--json]`

use crate::input::{branch, complain, language, story};
use crate::json::{PanelJson, leader, leaders, servers, violations};
use crate::ledger;
use crate::outcome::{Failure, Outcome, unless_closed};
use cluster::{BranchId, Moment};
use lexopt::{Arg, Parser, ValueExt};
use narration::Language;
use script::{Cue, Story};
use std::io::Write;
use std::path::PathBuf;

/// What was asked for.
#[derive(Debug, Default)]
struct Options {
    file: Option<PathBuf>,
    branch: Option<String>,
    panel: Option<String>,
    language: Language,
    json: bool,
}

impl Options {
    fn parse(parser: &mut Parser) -> Result<Self, Failure> {
        let mut options = Self::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("branch") => options.branch = Some(parser.value()?.string()?),
                Arg::Long("panel") => options.panel = Some(parser.value()?.string()?),
                Arg::Long("lang") => options.language = language(parser)?,
                Arg::Long("json") => options.json = true,
                Arg::Value(value) if options.file.is_none() => options.file = Some(value.into()),
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(options)
    }
}

pub(crate) fn main(parser: &mut Parser, out: &mut impl Write) -> Result<Outcome, Failure> {
    let options = Options::parse(parser)?;
    let Some(file) = &options.file else {
        return Err(Failure::Usage("`run` needs a file".to_owned()));
    };
    let story = story(file)?;
    let views = views(&story, &options)?;
    unless_closed(write(out, &options, &story, &views))?;
    Ok(complain(file, &story))
}

fn write(out: &mut impl Write, options: &Options, story: &Story, views: &[View<'_>]) -> Result<(), Failure> {
    if options.json {
        let panels: Vec<PanelJson> = views.iter().map(|view| panel_json(story, view)).collect();
        serde_json::to_writer_pretty(&mut *out, &panels)?;
        writeln!(out)?;
        return Ok(());
    }
    Ok(ledger::write(out, options.language, story, views)?)
}

/// A moment to show: a panel's, or the end of a branch.
pub(crate) struct View<'a> {
    pub(crate) panel: Option<&'a Cue>,
    pub(crate) moment: Moment,
}

/// What was asked for: panels in file order, then the end of the branch that was named; of a script
/// without panels, the end of its main branch.
fn views<'a>(story: &'a Story, options: &Options) -> Result<Vec<View<'a>>, Failure> {
    let panel = |cue: &'a Cue| View { panel: Some(cue), moment: cue.moment };
    let mut views: Vec<View<'a>> = story.panels().map(panel).collect();
    let mut ends_at = views.is_empty().then_some(BranchId::ROOT);
    if let Some(name) = &options.branch {
        let branch = branch(story, Some(name))?;
        views.retain(|view| story.is_on_path(view.moment, branch));
        ends_at = Some(branch);
    }
    if let Some(name) = &options.panel {
        let is_named = |cue: &Cue| cue.name().is_some_and(|own| own.as_str() == name);
        views.retain(|view| view.panel.is_some_and(is_named));
        return if views.is_empty() {
            Err(Failure::Usage(format!("there is no panel `{name}` here")))
        } else {
            Ok(views)
        };
    }
    if let Some(branch) = ends_at {
        let end = story.timeline.tip(branch);
        let is_shown = |view: &View<'_>| story.timeline.owner(view.moment) == story.timeline.owner(end);
        if !views.iter().any(is_shown) {
            views.push(View { panel: None, moment: end });
        }
    }
    Ok(views)
}

fn panel_json(story: &Story, view: &View<'_>) -> PanelJson {
    let scene = story.timeline.scene(view.moment);
    PanelJson {
        branch: story.timeline.branch(view.moment.branch).name().to_owned(),
        panel: view.panel.and_then(Cue::name).map(ToString::to_string),
        event: view.moment.event,
        leader: leader(&scene.world),
        leaders: leaders(&scene.world),
        term: scene.world.term().0,
        servers: servers(&scene.world),
        violations: violations(&scene.observer),
    }
}
