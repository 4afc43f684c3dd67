//! How the board changes: one intent after the other.

use crate::look::Choice;
use crate::state::progress::Answer;
use crate::state::run::{MAX_EVENTS, Run, Source};
use crate::state::saved::{Saved, SavedError};
use crate::state::{Effect, Intent, Notice, Pane, State};
use cluster::{Act, Action, ActionError, Micros, Moment};
use raft_core::{Command, Role, Rule, ServerId};

/// How many events of a running clock one picture may take.
const MAX_EVENTS_A_TICK: usize = 400;
/// How many messages "deliver all" delivers before it gives up.
const MAX_SETTLE: usize = 500;
/// The seed of a clock that takes over from a figure.
const TAKE_OVER_SEED: u64 = 1;

impl State {
    /// Does what a person wants. Returns what the browser has to do about it.
    pub fn reduce(&mut self, intent: Intent) -> Vec<Effect> {
        let effects = match intent {
            Intent::Tick(us) => return self.tick(us),
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
            | Intent::BackToLesson => self.travel(intent),
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
            | Intent::SetLessMotion(_) => self.set(&intent),
            Intent::CopyLink | Intent::CopyScript | Intent::SaveScript | Intent::PickFile => {
                self.share(&intent)
            }
            _ => self.show(intent),
        };
        self.forget_what_is_gone();
        effects
    }

    /// A message that is no longer under way cannot stay chosen.
    fn forget_what_is_gone(&mut self) {
        let world = &self.run.shot.scene.world;
        let gone = match self.choice {
            Some(Choice::Message(id)) => world.network().get(id).is_none(),
            Some(Choice::Server(id)) => world.server(id).is_none(),
            None => false,
        };
        if gone {
            self.choice = None;
            if self.pane == Pane::Inspector {
                self.pane = Pane::Lesson;
            }
        }
    }

    fn tell(&mut self, notice: Notice) -> Vec<Effect> {
        self.notice = Some(notice);
        Vec::new()
    }

    // ---- Going through time.

    fn travel(&mut self, intent: Intent) -> Vec<Effect> {
        self.notice = None;
        self.welcome = false;
        match intent {
            Intent::Jump(at) => self.jump(at),
            Intent::Scrub(event) => self.look(Moment { event, ..self.run.at }),
            Intent::Forward => {
                self.player.playing = false;
                self.forward();
            }
            Intent::Back => {
                self.player.playing = false;
                let event = self.run.at.event.saturating_sub(1);
                self.look(Moment { event, ..self.run.at });
            }
            Intent::NextStop => self.next_stop(),
            Intent::PreviousStop => self.previous_stop(),
            Intent::ToStart => self.jump(Moment { event: 0, ..self.run.at }),
            Intent::ToEnd => self.jump(self.run.story.timeline.tip(self.run.at.branch)),
            Intent::TogglePlay => self.toggle_play(),
            Intent::Faster => self.player.speed = self.player.speed.faster(),
            Intent::Slower => self.player.speed = self.player.speed.slower(),
            Intent::Undo => self.leave(Run::undo),
            Intent::Redo => self.leave(Run::redo),
            _ => {
                self.run.back_to_lesson();
                self.player.playing = false;
                self.pane = Pane::Lesson;
                self.choice = None;
                self.player.moved(&self.run);
            }
        }
        vec![Effect::Save]
    }

    fn look(&mut self, at: Moment) {
        self.run.look(at);
        self.player.moved(&self.run);
    }

    fn jump(&mut self, at: Moment) {
        self.run.jump(at);
        self.player.playing = false;
        self.player.moved(&self.run);
        if matches!(self.pane, Pane::Why | Pane::Properties) {
            self.pane = Pane::Lesson;
        }
    }

    fn leave(&mut self, way: impl Fn(&mut Run) -> bool) {
        self.player.playing = false;
        if way(&mut self.run) {
            self.player.moved(&self.run);
        }
    }

    /// One event forward. `false`: there is none.
    fn forward(&mut self) -> bool {
        if let Some(ask) = self.run.progress.open(&self.run.story, self.run.at) {
            let key = ask.key.clone();
            self.run.progress.give(&key, Answer::Skipped);
        }
        if let Some(next) = self.run.next_moment() {
            self.run.look(next);
        } else if self.run.is_clocked() {
            if self.step_clock().is_err() {
                return false;
            }
        } else {
            self.player.playing = false;
            self.notice = Some(Notice::End);
            return false;
        }
        self.player.stepped(&self.run, self.settings.less_motion);
        true
    }

    fn step_clock(&mut self) -> Result<(), ActionError> {
        if self.run.end() >= MAX_EVENTS {
            self.player.playing = false;
            self.notice = Some(Notice::RunTooLong);
            return Err(ActionError::NothingScheduled);
        }
        self.run.act(Act::Step.into(), false).map(drop)
    }

    fn toggle_play(&mut self) {
        self.player.playing = !self.player.playing;
        if self.player.playing
            && !self.run.is_clocked()
            && self.run.progress.open(&self.run.story, self.run.at).is_some()
        {
            self.player.playing = false;
            return;
        }
        if self.player.playing && !self.run.is_clocked() {
            self.forward();
        }
    }

    fn tick(&mut self, us: u64) -> Vec<Effect> {
        if !self.run.is_clocked() {
            if self.player.pass(us) && self.forward() && self.is_at_stop() {
                self.player.playing = false;
                return vec![Effect::Save];
            }
            return Vec::new();
        }
        if !self.player.playing {
            self.player.pass(us);
            return Vec::new();
        }
        self.player.pass_clocked(us);
        let before = self.run.at;
        self.catch_up();
        if self.run.at != before && self.is_at_stop() {
            self.player.playing = false;
        }
        self.forget_what_is_gone();
        Vec::new()
    }

    /// Everything happens that is due by now.
    fn catch_up(&mut self) {
        let now = Micros(self.player.now);
        for _ in 0..MAX_EVENTS_A_TICK {
            if let Some(next) = self.run.next_moment() {
                if self.run.story.timeline.time(next) > now {
                    return;
                }
                self.run.look(next);
            } else if self.run.shot.scene.world.next_due().is_some_and(|due| due <= now) {
                if self.step_clock().is_err() {
                    return;
                }
            } else {
                return;
            }
            if !self.run.is_clocked() {
                self.player.playing = false;
                return;
            }
        }
        // More happens than can be shown: the clock waits.
        self.player.now = self.run.shot.scene.world.now().0;
    }

    /// Whether a panel or a question stands at this moment.
    fn is_at_stop(&self) -> bool {
        self.run.stops().iter().any(|stop| self.run.is_here(*stop))
    }

    /// To the next panel or question. An open question is answered first, with its right answer
    /// shown: the first press shows it, the second goes on.
    fn next_stop(&mut self) {
        self.player.playing = false;
        self.pane = Pane::Lesson;
        if self.run.progress.open(&self.run.story, self.run.at).is_some() {
            self.answer(&Intent::Reveal);
            return;
        }
        match self.run.stop_after() {
            Some(stop) => self.jump(stop),
            None if self.run.at_tip() => self.notice = Some(Notice::End),
            None => self.jump(self.run.story.timeline.tip(self.run.at.branch)),
        }
    }

    fn previous_stop(&mut self) {
        self.player.playing = false;
        self.pane = Pane::Lesson;
        let stop = self.run.stop_before().unwrap_or(Moment::START);
        self.jump(stop);
    }

    // ---- Letting things happen.

    fn act_on(&mut self, intent: Intent) -> Vec<Effect> {
        self.notice = None;
        self.welcome = false;
        let world = &self.run.shot.scene.world;
        let result = match intent {
            Intent::Do(act) => self.act(act),
            Intent::Request(id) => return self.request(id),
            Intent::RequestLeader => match world.leader().map(raft_core::Server::id) {
                Some(id) => return self.request(id),
                None => return self.tell(Notice::NoLeader),
            },
            Intent::RestartLeader => match world.leader().map(raft_core::Server::id) {
                Some(id) => self.act(Act::Crash(id)).and_then(|()| self.act(Act::Restart(id))),
                None => return self.tell(Notice::NoLeader),
            },
            Intent::RestartAll => {
                let down = world.setup().all().without(world.up());
                down.iter().try_for_each(|id| self.act(Act::Restart(id)))
            }
            Intent::Settle => self.settle(),
            Intent::SpreadTimers => self.set_timers(|place| 60 + 70 * place),
            Intent::AlignTimers => self.set_timers(|_| 100),
            Intent::Isolate { server, cut } => self.isolate(server, cut),
            Intent::Switch(rule, on) => self.act(Act::Switch { rule, on }),
            Intent::AllRulesOn => self.all_rules_on(),
            Intent::Fork => {
                self.fork();
                Ok(())
            }
            _ => self.act(Act::Clocked { seed: TAKE_OVER_SEED }).map(|()| self.player.playing = true),
        };
        match result {
            Ok(()) => vec![Effect::Save],
            Err(error) => self.tell(Notice::Cannot(error)),
        }
    }

    /// Lets one thing happen now.
    fn act(&mut self, act: Act) -> Result<(), ActionError> {
        let at = self.run.is_clocked().then_some(Micros(self.player.now));
        let was_playing = self.player.playing;
        let branched = self.run.act(Action { at, act }, true)?;
        self.player.stepped(&self.run, self.settings.less_motion);
        self.player.playing = was_playing && self.run.is_clocked();
        if branched {
            self.notice = Some(Notice::Branched);
        }
        Ok(())
    }

    fn request(&mut self, id: ServerId) -> Vec<Effect> {
        let command = match self.command.trim() {
            "" => Some(self.run.shot.scene.world.next_command()),
            word => Command::new(word),
        };
        let Some(command) = command else { return self.tell(Notice::BadCommand) };
        match self.act(Act::Request { server: id, command }) {
            Ok(()) => {
                self.command.clear();
                vec![Effect::Save]
            }
            Err(error) => self.tell(Notice::Cannot(error)),
        }
    }

    /// Delivers what is under way and what comes of it, oldest first.
    fn settle(&mut self) -> Result<(), ActionError> {
        for _ in 0..MAX_SETTLE {
            let Some(id) = self.run.shot.scene.world.network().messages().first().map(|envelope| envelope.id)
            else {
                return Ok(());
            };
            self.act(Act::Deliver(id))?;
        }
        Ok(())
    }

    fn set_timers(&mut self, ms: impl Fn(u64) -> u64) -> Result<(), ActionError> {
        let world = &self.run.shot.scene.world;
        let stands = |id: &ServerId| {
            let leads = world.server(*id).is_some_and(|server| matches!(server.role(), Role::Leader { .. }));
            world.is_up(*id) && !leads
        };
        let ids: Vec<ServerId> = world.setup().servers.iter().filter(stands).collect();
        for (place, server) in (0..).zip(ids) {
            self.act(Act::SetTimer { server, remaining: Micros::from_ms(ms(place)) })?;
        }
        Ok(())
    }

    /// Cuts a server off from every other, or reconnects it, a link at a time. Other links stay.
    fn isolate(&mut self, server: ServerId, cut: bool) -> Result<(), ActionError> {
        let others = self.run.shot.scene.world.setup().all();
        for to in others.iter().filter(|other| *other != server) {
            let link = cluster::Link { from: server, to, both: true };
            match self.act(if cut { Act::Cut(link) } else { Act::Heal(link) }) {
                Ok(()) | Err(ActionError::LinkUnchanged(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn all_rules_on(&mut self) -> Result<(), ActionError> {
        let changed: Vec<Rule> = self.run.shot.scene.world.rules().changed().collect();
        changed.into_iter().try_for_each(|rule| self.act(Act::Switch { rule, on: rule.on_by_default() }))
    }

    fn fork(&mut self) {
        self.run.fork_here();
        self.notice = Some(Notice::Branched);
    }

    // ---- Questions.

    fn answer(&mut self, intent: &Intent) -> Vec<Effect> {
        let Some(ask) = self.run.progress.open(&self.run.story, self.run.at) else { return Vec::new() };
        let answer = match intent {
            Intent::Answer(option) if (1..=ask.options).contains(option) => Answer::Chosen(*option),
            Intent::Answer(_) => return Vec::new(),
            _ => Answer::Skipped,
        };
        let key = ask.key.clone();
        self.run.progress.give(&key, answer);
        self.pane = Pane::Lesson;
        vec![Effect::Save]
    }

    // ---- Opening, setting, sharing, showing.

    fn open(&mut self, intent: Intent) -> Vec<Effect> {
        self.welcome = false;
        match intent {
            Intent::Open(slug) => match Run::of_scenario(slug) {
                Some(run) => self.put(run),
                None => return self.tell(Notice::UnknownLesson),
            },
            Intent::OpenAt(slug, panel) => match Run::of_scenario(slug) {
                Some(run) => {
                    self.put(run);
                    if let Some(at) = self.run.panel_named(&panel) {
                        self.jump(at);
                    }
                }
                None => return self.tell(Notice::UnknownLesson),
            },
            Intent::Play(text) if Saved::is_session(&text) => {
                match Saved::read(&text).and_then(Saved::into_run) {
                    Ok(run) => self.put(run),
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
        vec![Effect::Save, Effect::ClearAddress]
    }

    /// Puts another run on the board.
    pub fn put(&mut self, run: Run) {
        let speed = self.player.speed;
        self.run = run;
        self.opened += 1;
        self.earlier = 0;
        self.player = crate::state::Player::resting(&self.run);
        self.player.speed = speed;
        self.pane = Pane::Lesson;
        self.choice = None;
        self.notice = None;
        self.draft = None;
        self.help = false;
    }

    fn set(&mut self, intent: &Intent) -> Vec<Effect> {
        match intent {
            Intent::SetLanguage(language) => self.settings.language = *language,
            Intent::SetTheme(theme) => self.settings.theme = *theme,
            Intent::SetLetterKeys(on) => self.settings.letter_keys = *on,
            Intent::SetLessMotion(on) => self.settings.less_motion = *on,
            _ => {}
        }
        vec![Effect::ApplySettings]
    }

    fn share(&mut self, intent: &Intent) -> Vec<Effect> {
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

    fn show(&mut self, intent: Intent) -> Vec<Effect> {
        match intent {
            Intent::Choose(choice) => {
                self.choice = choice;
                self.pane = if choice.is_some() { Pane::Inspector } else { Pane::Lesson };
            }
            Intent::Show(pane) => self.pane = if self.pane == pane { Pane::Lesson } else { pane },
            Intent::ToggleLeadersView => self.leaders_view = !self.leaders_view,
            Intent::PageLogs(by) => self.earlier = self.earlier.saturating_add_signed(by),
            Intent::ToggleHelp => self.help = !self.help,
            Intent::Close if self.help => self.help = false,
            Intent::Close if self.notice.is_some() => self.notice = None,
            Intent::Close => {
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

/// A text that somebody wrote or opened, as a run.
impl Source {
    /// The text, where there is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Script(text) | Self::Link(text) => Some(text),
            Self::Scenario(_) => None,
        }
    }
}
