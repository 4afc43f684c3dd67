//! Links: what the hash of an address opens, and the hash of a link to this moment.

use crate::state::Notice;
use crate::state::run::{Run, Source};
use cluster::{BranchId, Moment};
use narration::Language;
use script::Name;
use script::link::{At, Ending, Hash, LinkError, Run as LinkedRun, Source as Linked, encode};

/// Programs that people send links with may cut longer ones off.
const MAX_LINK: usize = 8000;

/// What a link opened.
#[derive(Default)]
pub struct Opened {
    /// The run, if there is one in it.
    pub run: Option<Run>,
    /// The language it asks for.
    pub language: Option<Language>,
    /// What was wrong with it.
    pub notice: Option<Notice>,
}

/// The language that a link's hash asks for.
#[must_use]
pub fn language_of(hash: &str) -> Option<Language> {
    language(&Hash::parse(hash).ok()?)
}

fn language(hash: &Hash) -> Option<Language> {
    hash.language.as_deref().and_then(Language::parse)
}

impl Run {
    /// What a link's hash opens. What cannot be followed is told, and the rest is done.
    #[must_use]
    pub fn of_link(hash: &str) -> Opened {
        let Ok(hash) = Hash::parse(hash) else {
            return Opened { notice: Some(Notice::LinkBroken), ..Opened::default() };
        };
        let language = language(&hash);
        let (run, mut notice) = match &hash.source {
            // Nothing in it is ours.
            None => (None, language.is_none().then_some(Notice::LinkBroken)),
            Some(Linked::Scenario { slug, version }) => of_scenario(slug, *version),
            Some(Linked::Run(text)) => of_run(text),
        };
        let run = run.map(|mut run| {
            match hash.at.as_ref().map(|at| run.moment_of(at)) {
                Some(Some(at)) => run.look(at),
                Some(None) => notice = Some(Notice::LinkBroken),
                None if matches!(run.source, Source::Link(_)) => {
                    run.look(run.story.timeline.tip(BranchId::ROOT));
                }
                None => {}
            }
            run
        });
        Opened { run, language, notice }
    }

    /// A run out of a link, played as far as it goes.
    ///
    /// # Errors
    /// Why the text holds no run.
    pub fn of_linked(text: &str) -> Result<(Self, Ending), LinkError> {
        let (story, ending) = LinkedRun::decode(text)?.replay().finish();
        Ok((Self::new(Source::Link(text.to_owned()), story), ending))
    }

    fn moment_of(&self, at: &At) -> Option<Moment> {
        match at {
            At::Panel(name) => self.story.panel(name.as_str()).map(|panel| panel.moment),
            At::Event { branch, event } => {
                let branch = match branch {
                    None => BranchId::ROOT,
                    Some(name) => self.story.timeline.branch_named(name.as_str())?,
                };
                (*event <= self.story.timeline.branch(branch).end())
                    .then_some(Moment { branch, event: *event })
            }
        }
    }

    /// The hash of a link to this moment: its place in the lesson, or everything that was done.
    /// `None` if that is too long for a link.
    #[must_use]
    pub fn link(&self, language: Language) -> Option<String> {
        let (source, at) = match self.slug().and_then(script::scenario) {
            Some(scenario) if self.in_lesson() && self.is_of_script() => {
                let slug = Name::new(scenario.slug)?;
                (Linked::Scenario { slug, version: Some(scenario.version) }, Some(self.place()?))
            }
            _ => (Linked::Run(encode(&self.story.timeline, self.at)), None),
        };
        let hash = Hash { source: Some(source), at, language: Some(language.code().to_owned()) };
        let text = hash.to_string().trim_start_matches('#').to_owned();
        (text.len() <= MAX_LINK).then_some(text)
    }

    /// Whether the script itself made this moment, and not a clock that went on from it.
    fn is_of_script(&self) -> bool {
        let owner = self.story.timeline.owner(self.at);
        let own = owner.event - self.story.timeline.branch(owner.branch).base();
        own as usize <= self.scripted_actions(owner.branch)
    }

    /// This moment by its panel, or else by its event.
    fn place(&self) -> Option<At> {
        let here = self.story.panels().find(|panel| self.is_here(panel.moment));
        if let Some(name) = here.and_then(|panel| panel.name()) {
            return Some(At::Panel(name.clone()));
        }
        let owner = self.story.timeline.owner(self.at);
        let branch = match owner.branch {
            BranchId::ROOT => None,
            branch => Some(Name::new(self.story.timeline.branch(branch).name())?),
        };
        Some(At::Event { branch, event: owner.event })
    }
}

fn of_scenario(slug: &Name, version: Option<u32>) -> (Option<Run>, Option<Notice>) {
    let Some(scenario) = script::scenario(slug.as_str()) else { return (None, Some(Notice::UnknownLesson)) };
    let other = version.is_some_and(|version| version != scenario.version);
    (Run::of_scenario(scenario.slug), other.then_some(Notice::LinkOtherVersion))
}

fn of_run(text: &str) -> (Option<Run>, Option<Notice>) {
    match Run::of_linked(text) {
        Err(LinkError::Version { .. }) => (None, Some(Notice::LinkForeign)),
        Err(_) => (None, Some(Notice::LinkBroken)),
        Ok((run, ending)) => {
            let notice = match ending {
                Ending::Same => None,
                Ending::Different { .. } => Some(Notice::DigestDiffers),
                Ending::Stopped { .. } => Some(Notice::LinkOtherVersion),
            };
            (Some(run), notice)
        }
    }
}
