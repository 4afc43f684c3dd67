//! What every area is drawn from, and the small pieces that all of them use.

use crate::dom::{Attr, El, Heard, Piece, el, hear};
use crate::look::Shot;
use crate::membership;
use crate::picture::Picture;
use crate::platform::input::{is_press, value_of};
use crate::state::{Intent, Pane, State};
use cluster::{Act, Moment, World};
use narration::{Language, Text, phrases, text};
use raft_core::{Configuration, ServerId};
use yew::events::Event;
use yew::virtual_dom::ListenerKind;
use yew::{AttrValue, Callback};

/// What an area is drawn from. Areas are functions of it and keep nothing themselves.
pub struct View<'a> {
    /// What the board knows.
    pub state: &'a State,
    /// What takes some work to find out.
    pub picture: &'a Picture,
    /// The language.
    pub language: Language,
    /// Its words.
    pub words: &'static Text,
    /// The moment that is shown.
    pub shot: &'a Shot,
    /// The moment that stands beside it, if two are compared.
    pub beside: Option<&'a Shot>,
    /// The configuration that plates tell (§6). `None`: there is nothing to tell of the membership.
    pub configuration: Option<Configuration>,
    /// Whether the moment that is shown is the one that is looked at, and not the one beside it.
    pub is_present: bool,
    wish: &'a Callback<Intent>,
}

fn configuration(shot: &Shot) -> Option<Configuration> {
    let world = &shot.scene.world;
    membership::is_shown(world).then(|| membership::newest(world))
}

impl<'a> View<'a> {
    /// A view of a state, with somebody to tell what a person wants.
    #[must_use]
    pub fn new(state: &'a State, picture: &'a Picture, wish: &'a Callback<Intent>) -> Self {
        let language = state.settings.language;
        let (shot, beside) = (&*state.run.shot, state.run.pinned.as_deref());
        let (words, configuration) = (text(language), configuration(shot));
        Self { state, picture, language, words, shot, beside, configuration, is_present: true, wish }
    }

    /// The same of the moment that is compared with the one that is looked at. Nothing can be done
    /// there: acts happen at the moment that is looked at.
    #[must_use]
    pub fn pinned(&self) -> Option<Self> {
        self.beside.map(|pinned| Self {
            shot: pinned,
            beside: Some(&self.state.run.shot),
            configuration: configuration(pinned),
            is_present: false,
            ..*self
        })
    }

    /// The world that is shown.
    #[must_use]
    pub fn world(&self) -> &'a World {
        &self.shot.scene.world
    }

    /// The server of this name before the event that is shown.
    #[must_use]
    pub fn server_before(&self, id: ServerId) -> Option<&'a raft_core::Server> {
        self.shot.before.as_ref().and_then(|before| before.server(id))
    }

    /// Pressing means this.
    #[inline(never)]
    #[must_use]
    pub fn press(&self, intent: Intent) -> Heard {
        self.hear(
            || ListenerKind::onclick,
            move |event| {
                event.stop_propagation();
                Some(intent.clone())
            },
        )
    }

    /// Enter and Space mean this, on what is no button by itself.
    #[inline(never)]
    #[must_use]
    pub fn press_key(&self, intent: Intent) -> Heard {
        self.hear(
            || ListenerKind::onkeydown,
            move |event| {
                is_press(event).then(|| {
                    event.prevent_default();
                    event.stop_propagation();
                    intent.clone()
                })
            },
        )
    }

    /// An event means what `intent` makes of it.
    #[must_use]
    pub fn hear(
        &self,
        kind: fn() -> ListenerKind,
        intent: impl Fn(&Event) -> Option<Intent> + 'static,
    ) -> Heard {
        let wish = self.wish.clone();
        let does = move |event: &Event| {
            if let Some(intent) = intent(event) {
                wish.emit(intent);
            }
        };
        hear(kind, Box::new(does))
    }

    /// A button: what stands on it, and what it means.
    pub fn button(&self, face: impl Piece, intent: Intent) -> El {
        el("button").set(Attr::Type, "button").on(self.press(intent)).with(face)
    }

    /// A button with a picture instead of words: its name is told to those who cannot see it, and
    /// to those who point at it.
    pub fn icon_button(&self, face: impl Piece, name: &'static str, intent: Intent) -> El {
        self.button(face, intent).label(name).title(name)
    }

    /// An event of the path that is shown.
    #[must_use]
    pub fn moment(&self, event: u32) -> Moment {
        Moment { event, ..self.shot.scene.moment }
    }

    /// A button that goes to a moment: the number of its event.
    pub fn jump(&self, moment: Moment) -> El {
        self.button(phrases::event_number(self.language, moment.event), Intent::Jump(moment))
    }

    /// A button that opens a pane, and shows that it is open.
    pub fn pill(&self, face: impl Piece, pane: Pane) -> El {
        self.button(face, Intent::Show(pane)).class("pill").pressed(self.state.pane == pane)
    }

    /// Why an act cannot happen now, if it cannot.
    #[inline(never)]
    #[must_use]
    pub fn why_not(&self, act: &Act) -> Option<AttrValue> {
        let error = self.world().check(act).err()?;
        Some(AttrValue::from(narration::action_error(self.language, &error)))
    }

    /// A button for something that can happen, with the key that does the same. If it cannot
    /// happen now, it says why.
    #[inline(never)]
    pub fn act(&self, label: &'static str, act: Act, key: &'static str) -> El {
        let why = self.why_not(&act);
        self.button(label, Intent::Do(act)).disabled(why).shortcut(key)
    }

    /// Something in a picture that can be chosen like a button.
    #[inline(never)]
    pub fn choosable(&self, el: El, label: String, intent: Intent) -> El {
        let el = el.role("button").set(Attr::TabIndex, "0").label(label);
        el.on(self.press(intent.clone())).on(self.press_key(intent))
    }

    /// A pane with a title and a way out.
    pub fn pane(&self, title: impl Piece) -> El {
        el("div").class("pane-body").with(self.pane_head(el("h1").with(title), Intent::Close))
    }

    /// The title of a pane, and a way out.
    #[inline(never)]
    pub fn pane_head(&self, title: El, close: Intent) -> El {
        el("div").class("pane-head").with(title).with(self.close(close))
    }

    /// The cross that closes something.
    #[inline(never)]
    pub fn close(&self, intent: Intent) -> El {
        self.button("✕", intent).class("plain close").label(self.words.close)
    }

    /// Whether a question is open here, to which something could give away the answer.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        let run = &self.state.run;
        run.progress.open(&run.story, run.at).is_some()
    }

    /// A piece that could give away the answer to a question: not while one is open.
    pub fn unless_asked(&self, piece: impl FnOnce() -> El) -> El {
        if self.is_asked() { el("p").class("hint").with(self.words.answer_first) } else { piece() }
    }

    /// A note that this run is not Raft, if it is not.
    #[must_use]
    pub fn not_raft(&self) -> Option<El> {
        let note = || el("p").class("not-raft-note").with(self.words.not_raft_help);
        (!self.world().is_raft()).then(note)
    }

    /// A choice of one: what each is called, what it means, and whether it is the chosen one. `other`
    /// is what is there now if it is none of them.
    #[inline(never)]
    pub fn select(
        &self,
        label: &'static str,
        other: Option<String>,
        choices: Vec<(String, Intent, bool)>,
    ) -> El {
        let option = |label: String, chosen: bool| {
            el("option").set(Attr::Selected, chosen.then_some("selected")).with(label)
        };
        let is_other = choices.iter().all(|(.., chosen)| !chosen);
        let other = other.filter(|_| is_other).map(|other| option(other, true).set(Attr::Value, ""));
        let (options, meanings): (Vec<El>, Vec<Intent>) = choices
            .into_iter()
            .enumerate()
            .map(|(place, (label, means, chosen))| {
                (option(label, chosen).key(place).set(Attr::Value, place), means)
            })
            .unzip();
        let chosen = self.hear(
            || ListenerKind::onchange,
            move |event| meanings.get(value_of(event).parse::<usize>().ok()?).cloned(),
        );
        el("label").with(el("span").with(label)).with(el("select").on(chosen).with(other).all(options))
    }

    /// A switch with its state in words.
    #[inline(never)]
    pub fn switch(&self, name: &'static str, on: bool, state: &'static str, intent: Intent) -> El {
        let name = el("span").class("switch-name").with(name);
        let state = el("span").class("switch-state").with(state);
        let switch = self.button(name, intent).class("switch").role("switch").set(Attr::Checked, on);
        switch.with(state)
    }
}
