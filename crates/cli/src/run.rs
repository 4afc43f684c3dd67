//! `raftboard run FILE [--branch B] [--panel P] [--lang en|zh-CN] [--json]`

use crate::input::{branch, complain, language, story};
use crate::json::{PanelJson, leader, servers, violations};
use crate::ledger;
use crate::outcome::{Failure, Outcome};
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
    let panels = panels(&story, &options)?;
    if options.json {
        let panels: Vec<PanelJson> = panels.into_iter().map(|panel| panel_json(&story, panel)).collect();
        serde_json::to_writer_pretty(&mut *out, &panels)?;
        writeln!(out)?;
    } else {
        ledger::write(out, options.language, &story, &panels)?;
    }
    Ok(complain(file, &story))
}

/// The panels that were asked for, in file order.
fn panels<'a>(story: &'a Story, options: &Options) -> Result<Vec<&'a Cue>, Failure> {
    let mut panels: Vec<&Cue> = story.panels().collect();
    if let Some(name) = &options.branch {
        let branch = branch(story, Some(name))?;
        panels.retain(|panel| story.is_on_path(panel.moment, branch));
    }
    if let Some(name) = &options.panel {
        panels.retain(|panel| panel.name().is_some_and(|own| own.as_str() == name));
        if panels.is_empty() {
            return Err(Failure::Usage(format!("there is no panel `{name}` here")));
        }
    }
    Ok(panels)
}

fn panel_json(story: &Story, panel: &Cue) -> PanelJson {
    let scene = story.timeline.scene(panel.moment);
    PanelJson {
        branch: story.timeline.branch(panel.moment.branch).name().to_owned(),
        panel: panel.name().map(ToString::to_string).unwrap_or_default(),
        event: panel.moment.event,
        leader: leader(&scene.world),
        term: scene.world.term().0,
        servers: servers(&scene.world),
        violations: violations(&scene.observer),
    }
}
