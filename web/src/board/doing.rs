//! What is done about an intent besides changing the state: storing, playing in slices, telling.

use crate::board::{Board, EVENTS, Message, SLICE, effects, storage};
use crate::dom::El;
use crate::platform::store::now_ms;
use crate::platform::trials::Trials;
use crate::state::{Effect, Intent, Measure, Notice, Pane};
use crate::view::View;
use gloo_timers::callback::Timeout;
use yew::Context;

impl Board {
    pub(super) fn carry_out_all(&mut self, ctx: &Context<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Save => {
                    storage::keep(&self.state);
                    self.save_soon(ctx);
                }
                Effect::SaveNow => {
                    self.save();
                }
                Effect::PlayOn => {
                    let link = ctx.link().clone();
                    self.slice = Some(Timeout::new(0, move || link.send_message(Message::Slice)));
                }
                Effect::StartTrials => {
                    let heard = |answer| Intent::Measure(Measure::Heard(answer));
                    self.trials = Some(Trials::start(self.wish.reform(heard)));
                }
                Effect::AskTrials(request) => {
                    if let Some(trials) = &self.trials {
                        trials.ask(request);
                    }
                }
                other => match storage::carry_out(&mut self.state, other, &self.wish) {
                    Ok(Some(other)) => effects::carry_out(&self.state, other, &self.wish),
                    Ok(None) if self.state.pane == Pane::Runs => self.show(),
                    Ok(None) => {}
                    Err(trouble) => self.tell(effects::told_of(trouble)),
                },
            }
        }
    }

    /// The black screen: any key or press brings the board back.
    pub(super) fn blackout(&self) -> El {
        let view = View::new(&self.state, &self.picture, &self.wish);
        let back = view.button("", Intent::ToggleBlack).class("blackout");
        back.label(view.words.black_screen)
    }

    pub(super) fn tell(&mut self, notice: Notice) {
        self.state.notice = Some(notice);
        self.show();
    }

    /// Stores the run. Returns whether there is something new to draw.
    pub(super) fn save(&mut self) -> bool {
        let (trouble, notice) = match storage::save(&mut self.state) {
            Ok(notice) => (None, notice),
            Err(trouble) => (Some(trouble), Some(effects::told_of(trouble))),
        };
        // While it plays it is stored again and again.
        let again = trouble.is_some() && trouble == self.unstored && self.state.player.playing;
        self.unstored = trouble;
        match notice.filter(|_| !again) {
            Some(notice) => self.tell(notice),
            None if self.state.pane == Pane::Runs => self.show(),
            None => return false,
        }
        true
    }

    /// Plays what is being opened until the page has to have a turn.
    pub(super) fn play_slice(&mut self, ctx: &Context<Self>) {
        self.slice = None;
        let begin = now_ms();
        let mut effects = self.state.reduce(Intent::PlayOn(EVENTS));
        while effects == [Effect::PlayOn] && now_ms() - begin < SLICE {
            effects = self.state.reduce(Intent::PlayOn(EVENTS));
        }
        if self.state.replaying.is_none() {
            self.show();
        }
        self.carry_out_all(ctx, effects);
    }
}
