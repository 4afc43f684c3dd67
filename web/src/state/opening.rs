//! Putting another run on the board. What was on it before is stored in its own record.

use crate::state::address::Link;
use crate::state::keeping::Listed;
use crate::state::record::{Entry, Head, Held, Leaving, Worth, session_of, tidy};
use crate::state::replaying::{Failure, Place, Replaying, Then};
use crate::state::run::{Run, Source};
use crate::state::saved::{Saved, SavedError};
use crate::state::{Effect, Intent, Notice, Pane, Player, State};
use narration::script_title;

/// How many events are played before anything is shown of it; longer runs are played in slices.
const AT_ONCE: u32 = 1000;
/// The longest text that is put into the editor, in bytes. Browsers freeze over longer ones.
pub const MAX_DRAFT: usize = 128 * 1024;

impl State {
    pub(super) fn open(&mut self, intent: Intent) -> Vec<Effect> {
        match intent {
            Intent::Open(slug) => self.open_lesson(slug, None),
            // In the scenario that is open it is a jump, and nothing begins anew.
            Intent::OpenAt(slug, panel) if self.run.slug() == Some(slug) => {
                self.welcome = false;
                self.go_to_panel(&panel);
                Vec::new()
            }
            Intent::OpenAt(slug, panel) => self.open_lesson(slug, Some(panel)),
            Intent::OpenRun(id) if self.held.id.as_ref() == Some(&id) => {
                self.pane = Pane::Lesson;
                Vec::new()
            }
            Intent::OpenRun(id) => vec![Effect::OpenRecord(id, None)],
            Intent::Opened { id, text, panel } => self.opened(&id, text.as_deref(), panel.as_deref()),
            Intent::Follow(hash) => self.follow(&hash),
            Intent::Play(text) if Saved::is_session(&text) => {
                let run = Saved::read(&text).map_err(Failure::from);
                self.begin(
                    run.and_then(|saved| Replaying::of_session(saved, Then::default())),
                    Then::default(),
                )
            }
            Intent::Play(text) => {
                let pane = if text.len() <= MAX_DRAFT { Pane::Script } else { Pane::Lesson };
                let then = Then { pane, ..Then::default() };
                self.begin(Ok(Replaying::of_script(text, then)), Then::default())
            }
            Intent::PlayOn(events) => self.play_on(events),
            _ => {
                if let Some(replaying) = &mut self.replaying {
                    replaying.stop();
                }
                self.play_on(0)
            }
        }
    }

    /// A lesson as somebody left it the last time, else from its beginning.
    fn open_lesson(&mut self, slug: &'static str, panel: Option<String>) -> Vec<Effect> {
        let own = |head: &&Head| {
            head.slug.as_deref() == Some(slug)
                && head.worth == Worth::Own
                && self.held.id.as_ref() != Some(&head.id)
                && !self.unreadable.contains(&head.id)
        };
        if let Some(head) = self.runs.iter().filter_map(|listed| listed.head.as_ref()).find(own) {
            return vec![Effect::OpenRecord(head.id.clone(), panel)];
        }
        match Replaying::of_scenario(slug, Then { panel, ..Then::default() }) {
            Some(replaying) => self.begin(Ok(replaying), Then::default()),
            None => self.tell(Notice::UnknownLesson),
        }
    }

    fn go_to_panel(&mut self, panel: &str) {
        self.pane = Pane::Lesson;
        if let Some(at) = self.run.panel_named(panel) {
            self.jump(at);
        }
    }

    /// A record was read.
    fn opened(&mut self, id: &str, text: Option<&str>, panel: Option<&str>) -> Vec<Effect> {
        // Deleted by another page meanwhile.
        let Some(text) = text else { return self.tell(Notice::RunGone) };
        let head = Head::parse(id, text);
        // Also without a head it is this record that was asked for, and that stays.
        let unread = || Held { id: Some(id.to_owned()), ..Held::default() };
        let held = head.clone().map_or_else(unread, Held::of);
        let opened = if self.placeholder { Place::Address } else { Place::Board };
        let then = Then { held, panel: panel.map(str::to_owned), opened, ..Then::default() };
        let saved = Saved::read(session_of(text)).map_err(Failure::from);
        let replaying = match (head, saved) {
            (Some(_), Ok(saved)) => Replaying::of_session(saved, then.clone()),
            (None, Ok(_)) => Err(SavedError::OtherVersion.into()),
            (_, Err(failure)) => Err(failure),
        };
        self.begin(replaying, then)
    }

    /// Goes where an address asks to go.
    fn follow(&mut self, hash: &str) -> Vec<Effect> {
        let Link { language, run } = Link::of(hash);
        // The language of a link is no choice for the next time.
        let mut effects = match language {
            Some(language) => self.speak(language, Effect::ShowSettings),
            None => Vec::new(),
        };
        match run {
            None => self.notice = None,
            Some(Err(notice)) => self.notice = Some(notice),
            Some(Ok(replaying)) => effects.extend(self.begin(Ok(replaying), Then::default())),
        }
        effects
    }

    /// Plays a run, and puts it on the board when it is played.
    pub(super) fn begin(&mut self, replaying: Result<Replaying, Failure>, then: Then) -> Vec<Effect> {
        match replaying {
            Ok(replaying) => {
                self.replaying = Some(replaying);
                self.play_on(AT_ONCE)
            }
            Err(failure) => self.fail(failure, then),
        }
    }

    fn play_on(&mut self, events: u32) -> Vec<Effect> {
        let Some(mut replaying) = self.replaying.take() else { return Vec::new() };
        if !replaying.advance(events) {
            self.replaying = Some(replaying);
            return vec![Effect::PlayOn];
        }
        match replaying.finish() {
            (Ok(run), then) => self.put_opened(run, then),
            (Err(failure), then) => self.fail(failure, then),
        }
    }

    fn put_opened(&mut self, mut run: Run, then: Then) -> Vec<Effect> {
        let found = match (&then.held.id, then.at.as_ref()) {
            // A stored run is at the moment that was looked at.
            (Some(_), None) => true,
            (_, at) => run.look_at(at),
        };
        let (begins, fresh) = (self.placeholder, then.held.id.is_none());
        self.put(run);
        self.welcome = false;
        self.held = then.held;
        // A script that is a lesson is shown as one.
        self.pane = if self.run.written.is_some() { Pane::Lesson } else { then.pane };
        let own = fresh && matches!(self.run.source, Source::Script(_));
        let finding = || self.run.story.findings.first().filter(|_| own).cloned().map(Notice::BadScript);
        self.notice = then.notice.or((!found).then_some(Notice::LinkBroken)).or_else(finding);
        if fresh && self.run.written.is_some() {
            self.held.name = tidy(script_title(&self.run.story.script, self.settings.language));
        }
        if let Some(panel) = then.panel {
            self.go_to_panel(&panel);
        }
        if fresh {
            self.begin_free_play();
        }
        if then.draft.is_some() {
            self.draft = then.draft;
            self.pane = Pane::Script;
        }
        match then.opened {
            Place::Board if !begins => vec![Effect::SaveNow, Effect::ClearAddress],
            Place::Board | Place::Address => vec![Effect::SaveNow],
        }
    }

    /// There is no run: what was on the board stays, and what cannot be read stays where it is.
    fn fail(&mut self, failure: Failure, then: Then) -> Vec<Effect> {
        if let Some(id) = then.held.id {
            self.unreadable.push(id);
            self.welcome |= std::mem::take(&mut self.placeholder);
            // The lesson itself is still there.
            let slug = self.runs.iter().filter_map(|listed| listed.head.as_ref());
            let slug = slug
                .filter(|head| self.unreadable.last() == Some(&head.id))
                .find_map(|head| head.slug.clone());
            let slug = slug.and_then(|slug| script::scenario(&slug)).map(|scenario| scenario.slug);
            let effects = match (slug, then.panel.is_some() || then.opened == Place::Board) {
                (Some(slug), true) => self.open_lesson(slug, then.panel),
                _ => Vec::new(),
            };
            self.notice = Some(Notice::RunUnreadable);
            return effects;
        }
        match failure {
            Failure::Session(SavedError::OtherVersion) => self.tell(Notice::RunOtherVersion),
            Failure::Session(SavedError::Damaged | SavedError::NotASession) => {
                self.tell(Notice::FileUnreadable)
            }
            Failure::Script(error, text) => {
                self.welcome = false;
                if text.len() <= MAX_DRAFT {
                    self.draft = Some(text);
                    self.pane = Pane::Script;
                }
                self.tell(Notice::BadScript(error))
            }
        }
    }

    /// Puts another run on the board; the one before is stored. Returns that one, and its record.
    pub fn put(&mut self, run: Run) -> (Run, Held) {
        let speed = self.player.speed;
        let held = std::mem::take(&mut self.held);
        if !std::mem::take(&mut self.placeholder) {
            let leaving = Leaving { entry: Entry::of(self), held: held.clone() };
            self.left.push(Effect::Keep(Box::new(leaving)));
        }
        let left = std::mem::replace(&mut self.run, run);
        self.replaying = None;
        self.menus += 1;
        self.earlier = 0;
        self.player = Player::resting(&self.run);
        self.player.speed = speed;
        self.pane = Pane::Lesson;
        self.choice = None;
        self.notice = None;
        self.draft = None;
        self.help = false;
        (left, held)
    }
}

// ---- The list of runs.

impl State {
    pub(super) fn keep_in_order(&mut self, intent: Intent) -> Vec<Effect> {
        match intent {
            Intent::NameRun(id, name) if self.held.id.as_ref() == Some(&id) => {
                self.held.name = tidy(&name);
                vec![Effect::SaveNow]
            }
            Intent::NameRun(id, name) => vec![Effect::NameRecord(id, tidy(&name))],
            Intent::DeleteRun(id) if self.sure.as_ref() == Some(&id) => {
                self.sure = None;
                vec![Effect::DeleteRecord(id)]
            }
            Intent::DeleteRun(id) => {
                self.sure = Some(id);
                Vec::new()
            }
            Intent::SaveRun(id) => vec![Effect::DownloadRecord(id)],
            _ => Vec::new(),
        }
    }

    /// What is stored, as it was found. Nothing has to be done about it.
    pub fn know_runs(&mut self, runs: Vec<Listed>) {
        self.unreadable.retain(|id| runs.iter().any(|listed| listed.id == *id));
        self.runs = runs;
    }

    /// The runs that somebody may want to see in a list, the newest first, and those that cannot be read.
    pub fn own_runs(&self) -> impl Iterator<Item = &Listed> {
        self.runs.iter().filter(|listed| {
            listed.head.as_ref().is_none_or(|head| {
                head.worth != Worth::Place || !head.name.is_empty() || self.unreadable.contains(&head.id)
            })
        })
    }
}
