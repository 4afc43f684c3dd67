//! Links: what the hash of an address opens, and the hash of a link to this moment.

use crate::state::replaying::{Place, Replaying, Then};
use crate::state::run::{Run, Source};
use crate::state::{Notice, Pane};
use cluster::{BranchId, Moment};
use narration::Language;
use script::Name;
use script::link::base64;
use script::link::{At, Hash, LinkError, Source as Linked, encode};

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

/// What a link leads to.
pub(super) struct Link {
    /// The language it asks for.
    pub(super) language: Option<Language>,
    /// The run, which is still to be played, or what is wrong with it; `None`: it asks for no run.
    pub(super) run: Option<Result<Replaying, Notice>>,
}

impl Link {
    /// Reads a link's hash.
    pub(super) fn of(hash: &str) -> Self {
        let Ok(hash) = Hash::parse(hash) else {
            return Self { language: None, run: Some(Err(Notice::LinkBroken)) };
        };
        let language = language(&hash);
        let then = Then { at: hash.at, pane: Pane::Lesson, opened: Place::Address, ..Then::default() };
        let run = match hash.source {
            // Nothing in it is ours.
            None => language.is_none().then_some(Err(Notice::LinkBroken)),
            Some(Linked::Scenario { slug, version }) => Some(of_scenario(&slug, version, then)),
            Some(Linked::Script(text)) => Some(of_script(&text, then)),
            Some(Linked::Run(text)) => Some(Replaying::of_link(text, then).map_err(|error| trouble(&error))),
        };
        Self { language, run }
    }
}

fn of_scenario(slug: &Name, version: Option<u32>, then: Then) -> Result<Replaying, Notice> {
    let scenario = script::scenario(slug.as_str()).ok_or(Notice::UnknownLesson)?;
    let other = version.is_some_and(|version| version != scenario.version);
    let notice = other.then_some(Notice::LinkOtherVersion);
    Replaying::of_scenario(scenario.slug, Then { notice, ..then }).ok_or(Notice::UnknownLesson)
}

fn of_script(text: &str, then: Then) -> Result<Replaying, Notice> {
    let text = base64::decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.ok_or(Notice::LinkBroken)?;
    // At once: what opens nothing takes nothing away, and an address has room for little.
    script::parse(&text).map_err(Notice::BadScript)?;
    Ok(Replaying::of_script(text, then))
}

/// What to tell about a link that holds no run.
fn trouble(error: &LinkError) -> Notice {
    match error {
        LinkError::Version { .. } => Notice::LinkForeign,
        LinkError::TooLong { .. } | LinkError::TooManyEvents => Notice::LinkTooLarge,
        LinkError::Character { .. } | LinkError::Damaged | LinkError::Part { .. } => Notice::LinkBroken,
    }
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
    /// What a link's hash opens, played at once. What cannot be followed is told, and the rest is done.
    #[must_use]
    pub fn of_link(hash: &str) -> Opened {
        let Link { language, run } = Link::of(hash);
        let (run, notice) = match run {
            None => (None, None),
            Some(Err(notice)) => (None, Some(notice)),
            Some(Ok(mut replaying)) => {
                while !replaying.advance(u32::MAX) {}
                let (run, then) = replaying.finish();
                let mut run = run.ok();
                let found = run.as_mut().is_none_or(|run| run.look_at(then.at.as_ref()));
                (run, then.notice.or((!found).then_some(Notice::LinkBroken)))
            }
        };
        Opened { run, language, notice }
    }

    /// Looks at the moment that a link asks for, or at the end of a run that came with it. `false`: there is
    /// no such moment.
    pub(super) fn look_at(&mut self, at: Option<&At>) -> bool {
        let end = self.story.timeline.tip(BranchId::ROOT);
        let moment = match at {
            Some(at) => self.moment_of(at),
            None => Some(if matches!(self.source, Source::Link(_)) { end } else { self.at }),
        };
        if let Some(moment) = moment {
            self.look(moment);
        }
        moment.is_some()
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

    /// The hash of a link to this moment: its place in the lesson; the whole script with its place; or,
    /// of a run that was only made by hand, everything that was done on its path.
    /// `None` if that is too long for a link.
    #[must_use]
    pub fn link(&self, language: Language) -> Option<String> {
        let (source, at) = match self.slug().and_then(script::scenario) {
            Some(scenario) if self.in_lesson() && self.is_of_script() => {
                let slug = Name::new(scenario.slug)?;
                (Linked::Scenario { slug, version: Some(scenario.version) }, Some(self.place()?))
            }
            _ if self.has_script() => {
                (Linked::Script(base64::encode(self.script().as_bytes())), self.place())
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
