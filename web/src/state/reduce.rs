//! How the board changes: one intent after the other.

use crate::look::{Choice, EntryChoice};
use crate::state::book::opens_text;
use crate::state::run::Run;
use crate::state::saved::{Saved, SavedError};
use crate::state::{Effect, Intent, Marks, Notice, Pane, State};
use raft_core::{Index, Server, ServerId};

impl State {
    /// Does what a person wants. Returns what the browser has to do about it.
    pub fn reduce(&mut self, intent: Intent) -> Vec<Effect> {
        if opens_text(&intent) {
            self.book.try_again();
        }
        let mut effects = match intent {
            Intent::Tick(us) => {
                let effects = self.tick(us);
                self.follow_argument();
                return effects;
            }
            Intent::Jump(_)
            | Intent::Scrub(_)
            | Intent::Forward
            | Intent::Back
            | Intent::NextStop
            | Intent::PreviousStop
            | Intent::ToStart
            | Intent::ToEnd
            | Intent::TogglePlay
            | Intent::Faster
            | Intent::Slower
            | Intent::Undo
            | Intent::Redo
            | Intent::BackToLesson => self.travel(&intent),
            Intent::Do(_)
            | Intent::Request(_)
            | Intent::RequestLeader
            | Intent::RestartLeader
            | Intent::RestartAll
            | Intent::Settle
            | Intent::SpreadTimers
            | Intent::AlignTimers
            | Intent::Isolate { .. }
            | Intent::Switch(..)
            | Intent::AllRulesOn
            | Intent::Fork
            | Intent::TakeOver => self.act_on(intent),
            Intent::Answer(_) | Intent::Reveal => self.answer(&intent),
            Intent::Open(_) | Intent::OpenAt(..) | Intent::Play(_) | Intent::Edit(_) | Intent::Unedit => {
                self.open(intent)
            }
            Intent::SetLanguage(_)
            | Intent::SetTheme(_)
            | Intent::SetLetterKeys(_)
            | Intent::SetLessMotion(_)
            | Intent::SetSpeakerNotes(_)
            | Intent::SetHideAnswers(_)
            | Intent::SetClickerKeys(_) => self.set(&intent),
            Intent::CopyLink | Intent::CopyScript | Intent::SaveScript | Intent::PickFile => {
                self.share(&intent)
            }
            Intent::StartLecture(_) | Intent::LecturePart(_) | Intent::LeaveLecture => self.lecture(&intent),
            Intent::ForgetProgress => {
                self.marks = Marks::default();
                self.menus += 1;
                return vec![Effect::Save];
            }
            Intent::Loaded(file, text) => return self.loaded(file, text),
            Intent::Suppose(change) => self.suppose(change),
            Intent::Try(rule) => self.try_without(rule),
            Intent::ShowWay(rule) => self.show_way(rule),
            _ => self.show(intent),
        };
        self.forget_what_is_gone();
        self.marks.reach(&self.run);
        self.follow_argument();
        effects.extend(self.ask_for_texts());
        effects
    }

    /// A message that is no longer under way cannot stay chosen.
    pub(super) fn forget_what_is_gone(&mut self) {
        let world = &self.run.shot.scene.world;
        let gone = match self.choice {
            Some(Choice::Message(id)) => world.network().get(id).is_none(),
            Some(Choice::Server(id) | Choice::Entry(EntryChoice { server: id, .. })) => {
                world.server(id).is_none()
            }
            None => false,
        };
        if gone {
            self.choice = None;
            if self.pane == Pane::Inspector {
                self.pane = Pane::Lesson;
            }
        }
    }

    /// The entry at an index of a server's log; of a column the one that is committed, or else the
    /// one that most servers store, on the leader if it has it.
    fn entry_at(&self, server: Option<ServerId>, index: Index) -> Option<EntryChoice> {
        let scene = &self.run.shot.scene;
        let world = &scene.world;
        if let Some(server) = server {
            let entry = *world.server(server)?.log().get(index)?;
            return Some(EntryChoice { server, index, entry });
        }
        let column = scene.observer.column(world, index);
        let committed = column.committed.map(|commit| commit.entry);
        let group =
            column.groups.iter().find(|group| committed == Some(group.entry)).or(column.groups.first())?;
        let leader = world.leader().map(Server::id).filter(|leader| group.servers.contains(*leader));
        let server = leader.or_else(|| group.servers.iter().next())?;
        Some(EntryChoice { server, index, entry: group.entry })
    }

    pub(super) fn tell(&mut self, notice: Notice) -> Vec<Effect> {
        self.notice = Some(notice);
        Vec::new()
    }

    pub(super) fn open(&mut self, intent: Intent) -> Vec<Effect> {
        self.welcome = false;
        match intent {
            Intent::Open(slug) => match self.shelf.take(slug).or_else(|| Run::of_scenario(slug)) {
                Some(run) => {
                    self.put(run);
                    self.begin_free_play();
                }
                None => return self.tell(Notice::UnknownLesson),
            },
            Intent::OpenAt(slug, panel) => {
                // In the scenario that is open it is a jump, and nothing begins anew.
                if self.run.slug() != Some(slug) {
                    match self.shelf.take(slug).or_else(|| Run::of_scenario(slug)) {
                        Some(run) => drop(self.put(run)),
                        None => return self.tell(Notice::UnknownLesson),
                    }
                }
                self.pane = Pane::Lesson;
                if let Some(at) = self.run.panel_named(&panel) {
                    self.jump(at);
                }
            }
            Intent::Play(text) if Saved::is_session(&text) => {
                match Saved::read(&text).and_then(Saved::into_run) {
                    Ok(run) => drop(self.put(run)),
                    Err(SavedError::OtherVersion) => return self.tell(Notice::LinkOtherVersion),
                    Err(_) => return self.tell(Notice::FileUnreadable),
                }
            }
            Intent::Play(text) => match Run::of_script(&text) {
                Ok(run) => {
                    self.put(run);
                    self.pane = Pane::Script;
                }
                Err(error) => {
                    self.draft = Some(text);
                    self.pane = Pane::Script;
                    return self.tell(Notice::BadScript(error));
                }
            },
            Intent::Edit(text) => {
                self.draft = Some(text);
                return Vec::new();
            }
            _ => {
                self.draft = None;
                self.notice = None;
                return Vec::new();
            }
        }
        vec![Effect::SaveAll, Effect::ClearAddress]
    }

    /// Puts another run on the board; what was done in the one before is kept. Returns that one.
    pub fn put(&mut self, run: Run) -> Run {
        let speed = self.player.speed;
        self.shelf.put(&self.run);
        let left = std::mem::replace(&mut self.run, run);
        self.menus += 1;
        self.earlier = 0;
        self.player = crate::state::Player::resting(&self.run);
        self.player.speed = speed;
        self.pane = Pane::Lesson;
        self.choice = None;
        self.notice = None;
        self.draft = None;
        self.help = false;
        left
    }

    pub(super) fn set(&mut self, intent: &Intent) -> Vec<Effect> {
        match intent {
            Intent::SetLanguage(language) => return self.speak(*language, Effect::ApplySettings),
            Intent::SetTheme(theme) => self.settings.theme = *theme,
            Intent::SetLetterKeys(on) => self.settings.letter_keys = *on,
            Intent::SetLessMotion(on) => self.settings.less_motion = *on,
            Intent::SetSpeakerNotes(on) => self.settings.speaker_notes = *on,
            Intent::SetHideAnswers(on) => self.settings.hide_answers = *on,
            Intent::SetClickerKeys(on) => self.settings.clicker_keys = *on,
            _ => {}
        }
        vec![Effect::ApplySettings]
    }

    pub(super) fn share(&mut self, intent: &Intent) -> Vec<Effect> {
        self.notice = None;
        match intent {
            Intent::CopyLink => match self.run.link(self.settings.language) {
                Some(hash) => vec![Effect::CopyLink(hash)],
                None => self.tell(Notice::LinkTooLong),
            },
            Intent::CopyScript => vec![Effect::Copy(self.run.script())],
            Intent::SaveScript => {
                let name = [self.run.slug().unwrap_or("run"), ".raft"].concat();
                vec![Effect::Download { name, text: self.run.script() }]
            }
            _ => vec![Effect::PickFile],
        }
    }

    pub(super) fn show(&mut self, intent: Intent) -> Vec<Effect> {
        match intent {
            Intent::Choose(choice) => {
                self.choice = choice;
                self.pane = if choice.is_some() { Pane::Inspector } else { Pane::Lesson };
            }
            Intent::ChooseEntry(server, index) => {
                if let Some(chosen) = self.entry_at(server, index) {
                    self.choice = Some(Choice::Entry(chosen));
                    self.pane = Pane::Inspector;
                }
            }
            Intent::ShowCode(rule) => self.code = Some(rule).filter(|_| self.code != Some(rule)),
            Intent::Show(pane) => {
                self.rule = None;
                if pane == Pane::Laboratory {
                    self.open_laboratory();
                }
                self.code = None;
                self.pane = if self.pane == pane { Pane::Lesson } else { pane };
                self.menus += 1;
            }
            Intent::Compare => {
                let pinned = &mut self.run.pinned;
                *pinned = if pinned.is_none() { Some(self.run.shot.clone()) } else { None };
            }
            Intent::Argue(pick) => self.argue(pick),
            Intent::ShowRule(rule) => {
                let open = self.pane == Pane::Rules && self.rule == Some(rule);
                self.rule = (!open).then_some(rule);
                self.pane = Pane::Rules;
            }
            Intent::ToggleLeadersView => self.leaders_view = !self.leaders_view,
            Intent::PageLogs(by) => self.earlier = self.earlier.saturating_add_signed(by),
            Intent::Narrow(narrow) => self.narrow = narrow,
            Intent::ToggleHelp => self.help = !self.help,
            Intent::ToggleBlack => self.black = !self.black,
            Intent::ToggleFullScreen => return vec![Effect::ToggleFullScreen],
            Intent::Close if self.help => self.help = false,
            Intent::Close if self.notice.is_some() => self.notice = None,
            Intent::Close => {
                self.code = None;
                self.menus += 1;
                self.pane = Pane::Lesson;
                self.choice = None;
                self.welcome = false;
            }
            Intent::Dismiss => self.notice = None,
            Intent::TypeCommand(word) => self.command = word,
            Intent::Tell(notice) => self.notice = Some(notice),
            _ => {}
        }
        Vec::new()
    }
}
