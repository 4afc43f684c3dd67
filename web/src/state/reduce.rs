//! How the board changes: one intent after the other.

use crate::look::{Choice, EntryChoice};
use crate::state::book::opens_text;
use crate::state::{Effect, Intent, Marks, Notice, Pane, Saved, State};
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
            Intent::AddServer | Intent::Target(_) | Intent::AskFor(_) => self.change_servers(&intent),
            Intent::Answer(_) | Intent::Reveal => self.answer(&intent),
            Intent::Open(_)
            | Intent::OpenAt(..)
            | Intent::OpenRun(_)
            | Intent::Opened { .. }
            | Intent::Follow(_)
            | Intent::Play(_)
            | Intent::PlayOn(_)
            | Intent::StopOpening => self.open(intent),
            Intent::NameRun(..) | Intent::DeleteRun(_) | Intent::SaveRun(_) => self.keep_in_order(intent),
            Intent::Edit(_) | Intent::Unedit => self.edit(intent),
            Intent::SetLanguage(_)
            | Intent::SetTheme(_)
            | Intent::SetLetterKeys(_)
            | Intent::SetLessMotion(_)
            | Intent::SetSpeakerNotes(_)
            | Intent::SetHideAnswers(_)
            | Intent::SetClickerKeys(_) => self.set(&intent),
            Intent::CopyLink
            | Intent::CopyScript
            | Intent::SaveScript
            | Intent::HandIn
            | Intent::PickFile => self.share(&intent),
            Intent::StartLecture(_) | Intent::LecturePart(_) | Intent::LeaveLecture => self.lecture(&intent),
            Intent::ForgetProgress => {
                self.marks = Marks::default();
                self.menus += 1;
                return vec![Effect::Save];
            }
            Intent::Loaded(file, text) => return self.loaded(file, text),
            Intent::Suppose(change) => self.suppose(change),
            Intent::Measure(measure) => self.measure(measure),
            Intent::Try(rule) => self.try_without(rule),
            Intent::ShowWay(rule) => self.show_way(rule),
            _ => self.show(intent),
        };
        self.forget_what_is_gone();
        self.marks.reach(&self.run);
        self.follow_argument();
        effects.extend(self.ask_for_texts());
        // What has left the board is stored before anything else.
        effects.splice(0..0, std::mem::take(&mut self.left));
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

    /// The script that is being written is stored with the run.
    fn edit(&mut self, intent: Intent) -> Vec<Effect> {
        match intent {
            Intent::Edit(text) => self.draft = Some(text),
            _ => {
                self.draft = None;
                self.notice = None;
            }
        }
        vec![Effect::Save]
    }

    pub(super) fn set(&mut self, intent: &Intent) -> Vec<Effect> {
        match intent {
            Intent::SetLanguage(language) => {
                let effects = self.speak(*language, Effect::ApplySettings);
                return effects.into_iter().chain(self.describe_page()).collect();
            }
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
                let name = [self.run.story.script.header.title.as_str(), ".raft"].concat();
                vec![Effect::Download { name, text: self.run.script() }]
            }
            Intent::HandIn => {
                let name = [self.run.story.script.header.title.as_str(), ".raftboard"].concat();
                vec![Effect::Download { name, text: Saved::of(&self.run, self.draft.as_deref()).write() }]
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
            Intent::DialFor(part) => self.dialed = part,
            Intent::ShowCode(rule) => self.code = Some(rule).filter(|_| self.code != Some(rule)),
            Intent::Show(pane) => {
                self.rule = None;
                self.sure = None;
                if pane == Pane::Laboratory {
                    self.open_laboratory();
                }
                self.code = None;
                self.pane = if self.pane == pane { Pane::Lesson } else { pane };
                self.menus += 1;
                if self.pane == Pane::Elections {
                    return self.open_elections();
                }
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
            Intent::Narrow(narrow) => {
                self.narrow = narrow;
                return self.describe_page();
            }
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
