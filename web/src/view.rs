//! What every area is drawn from, and the small pieces that all of them use.

use crate::picture::Picture;
use crate::state::{Intent, State};
use cluster::{Act, World};
use narration::{Language, Text, text};
use raft_core::ServerId;
use yew::events::{KeyboardEvent, MouseEvent};
use yew::{AttrValue, Callback, Html, html};

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
    wish: &'a Callback<Intent>,
}

impl<'a> View<'a> {
    /// A view of a state, with somebody to tell what a person wants.
    #[must_use]
    pub fn new(state: &'a State, picture: &'a Picture, wish: &'a Callback<Intent>) -> Self {
        let language = state.settings.language;
        Self { state, picture, language, words: text(language), wish }
    }

    /// The world that is shown.
    #[must_use]
    pub fn world(&self) -> &'a World {
        &self.state.run.shot.scene.world
    }

    /// The server of this name before the event that is shown.
    #[must_use]
    pub fn server_before(&self, id: ServerId) -> Option<&'a raft_core::Server> {
        self.state.run.shot.before.as_ref().and_then(|before| before.server(id))
    }

    /// Pressing means this.
    #[must_use]
    pub fn press(&self, intent: Intent) -> Callback<MouseEvent> {
        let wish = self.wish.clone();
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            wish.emit(intent.clone());
        })
    }

    /// Enter and Space mean this, on what is no button by itself.
    #[must_use]
    pub fn press_key(&self, intent: Intent) -> Callback<KeyboardEvent> {
        let wish = self.wish.clone();
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                event.stop_propagation();
                wish.emit(intent.clone());
            }
        })
    }

    /// Something else than pressing means what `intent` makes of it.
    #[must_use]
    pub fn hear<E: 'static>(&self, intent: impl Fn(&E) -> Option<Intent> + 'static) -> Callback<E> {
        let wish = self.wish.clone();
        Callback::from(move |event: E| {
            if let Some(intent) = intent(&event) {
                wish.emit(intent);
            }
        })
    }

    /// A button.
    #[must_use]
    pub fn button(&self, class: &'static str, label: impl Into<AttrValue>, intent: Intent) -> Html {
        let label: AttrValue = label.into();
        html! { <button type="button" {class} onclick={self.press(intent)}>{ label }</button> }
    }

    /// A button for something that can happen, with the key that does the same. If it cannot
    /// happen now, it says why.
    #[must_use]
    pub fn act(&self, label: &'static str, act: Act, key: &'static str) -> Html {
        let cannot = self.world().check(&act).err();
        let why = cannot.map(|error| AttrValue::from(narration::action_error(self.language, &error)));
        html! {
            <button type="button" onclick={self.press(Intent::Do(act))} title={why.clone()}
                aria-disabled={why.is_some().then_some("true")}>
                { label }
                if !key.is_empty() { <kbd aria-hidden="true">{ key }</kbd> }
            </button>
        }
    }

    /// A pane with a title and a way out.
    #[must_use]
    pub fn pane(&self, title: impl Into<AttrValue>, body: Html) -> Html {
        let title: AttrValue = title.into();
        html! {
            <div class="pane-body">
                <div class="pane-head">
                    <h1>{ title }</h1>
                    { self.close(Intent::Close) }
                </div>
                { body }
            </div>
        }
    }

    /// The cross that closes something.
    #[must_use]
    pub fn close(&self, intent: Intent) -> Html {
        html! {
            <button type="button" class="plain close" onclick={self.press(intent)} aria-label={self.words.close}>
                { "✕" }
            </button>
        }
    }

    /// A switch with its state in words.
    #[must_use]
    pub fn switch(
        &self,
        name: &'static str,
        note: Html,
        on: bool,
        state: &'static str,
        intent: Intent,
    ) -> Html {
        html! {
            <button type="button" role="switch" class="switch" aria-checked={on.to_string()}
                onclick={self.press(intent)}>
                <span class="switch-name">{ name }</span>
                { note }
                <span class="switch-state">{ state }</span>
            </button>
        }
    }
}

/// A class with others that are only there sometimes.
#[must_use]
pub fn class(always: &str, sometimes: &[(bool, &str)]) -> String {
    let mut class = String::from(always);
    for (on, name) in sometimes {
        if *on {
            class.push(' ');
            class.push_str(name);
        }
    }
    class
}
