//! The whole page: holds the state, passes intents to it, and draws the areas.

mod area;
mod begin;
mod contents;
mod doing;
mod effects;
mod focus;
mod header;
mod help;
mod lectures;
mod notice;
mod opening;
mod side;
mod storage;

use crate::dom::{Attr, El, Piece, el};
use crate::ledger::ledger;
use crate::lesson::has_why;
use crate::look::Choice;
use crate::membership;
use crate::panes::clients_line;
use crate::picture::Picture;
use crate::platform::trials::Trials;
use crate::platform::{boot, files, input, page};
use crate::stage::stage;
use crate::state::{Intent, Pane, State, StorageTrouble, intent_of};
use crate::timeline::timeline;
use crate::view::View;
use area::area;
pub use begin::{Beginning, start};
use gloo_events::EventListener;
use gloo_render::AnimationFrame;
use gloo_timers::callback::Timeout;
use raft_core::Rule;
use yew::{Callback, Component, Context, Html};

/// How long nothing must have happened before the run is saved, in milliseconds.
const SAVE_AFTER: u32 = 300;
/// The same while it plays.
const SAVE_AFTER_PLAYING: u32 = 3000;
/// How long after a picture of something that moves the next is asked for, in milliseconds: with the frame it then
/// waits for that makes twenty a second, enough to follow it, and leaves the machine to whoever lectures on it.
const FRAME: u32 = 33;
/// While the clock runs, everything but the cluster, the logs and the caption is drawn anew only
/// this often, in milliseconds.
const FULL_PICTURE: f64 = 250.0;
/// How long good news stays, in milliseconds.
const FADE_AFTER: u32 = 5000;

/// How long a long run is played before the page has a turn, in milliseconds; and how many events are played
/// between two looks at the clock.
const SLICE: f64 = 24.0;
/// See [`SLICE`].
const EVENTS: u32 = 64;

/// The element of the right side, which scrolls.
const SIDE: &str = "side";

/// The board.
pub struct Board {
    state: State,
    picture: Picture,
    drawn: Drawn,
    /// What the next picture waits for, and when the last one was, in milliseconds.
    next: Option<Next>,
    last_frame: Option<f64>,
    /// When everything was drawn last while the clock runs.
    last_draw: f64,
    /// A save that waits until nothing has happened for a moment.
    saving: Option<Timeout>,
    /// Why the run could not be stored the last time.
    unstored: Option<StorageTrouble>,
    /// The next slice of a long run that is being opened.
    slice: Option<Timeout>,
    /// Whether the help was open in the last picture.
    helped: bool,
    /// The step of the argument that was open in the last picture.
    stepped: Option<u8>,
    /// The rule that was open in the last picture.
    ruled: Option<Rule>,
    /// Good news goes away by itself.
    fading: Option<Timeout>,
    /// Where lists were scrolled to: the last index of the logs, the current line of the script,
    /// the current node of the strip.
    scrolled: (u32, Option<usize>, Option<usize>),
    /// The rule whose lines were brought into sight.
    revealed: Option<Rule>,
    /// What was chosen in the last picture.
    chosen: Option<Choice>,
    /// The worker of the timing laboratory, once it was opened.
    trials: Option<Trials>,
    wish: Callback<Intent>,
    /// Keys, the address, leaving: heard as long as the board is there.
    _listeners: Vec<EventListener>,
}

/// The areas as they were last drawn, and how often: the cluster at every frame while something
/// moves, the logs and the caption at every event, the others when there is time.
#[derive(Default)]
struct Drawn {
    version: u64,
    event_version: u64,
    frame_version: u64,
    stage: Html,
    clients: Html,
    header: Html,
    ledger: Html,
    side: Html,
    caption: Html,
    time: Html,
    help: Html,
}

/// What the next picture of something that moves waits for. A timer comes first: a browser that is asked for a frame
/// prepares one, sixty times a second, also where nothing is drawn in it.
enum Next {
    /// Time, as the last picture is still fresh.
    Time { _timer: Timeout },
    /// The browser's next frame.
    Frame { _frame: AnimationFrame },
}

/// What reaches the board.
pub enum Message {
    /// A person's intent.
    Wish(Intent),
    /// A key was pressed that nothing else needs.
    Key(String),
    /// It is time for another picture.
    Due,
    /// A frame is drawn, at this time in milliseconds.
    Frame(f64),
    /// Nothing has happened for a moment: save.
    Save,
    /// The page is left or hidden.
    Leave,
    /// Another page has changed what is stored under this name.
    Stored(String),
    /// Play the next slice of what is being opened.
    Slice,
    /// The address has another hash.
    Address,
    /// The page has another size.
    Size,
}

impl Component for Board {
    type Message = Message;
    type Properties = Beginning;

    fn create(ctx: &Context<Self>) -> Self {
        let (mut state, effects) = begin::first_state(ctx.props());
        state.narrow = input::is_narrow();
        let picture = Picture::of(&state, None);
        effects::show_settings(state.settings);
        let mut board = Self {
            picture,
            state,
            drawn: Drawn::default(),
            next: None,
            last_frame: None,
            last_draw: 0.0,
            saving: None,
            unstored: None,
            slice: None,
            helped: false,
            stepped: None,
            ruled: None,
            fading: None,
            scrolled: (0, None, None),
            revealed: None,
            chosen: None,
            trials: None,
            wish: ctx.link().callback(Message::Wish),
            _listeners: listeners(ctx),
        };
        board.draw();
        board.carry_out_all(ctx, effects);
        board.ask_for_texts();
        board
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Wish(intent) => self.carry_out(ctx, intent),
            Message::Key(key) if self.state.replaying.is_some() => match key.as_str() {
                "Escape" => self.carry_out(ctx, Intent::StopOpening),
                _ => return false,
            },
            Message::Key(key) => match intent_of(&self.state, &key) {
                Some(intent) => self.carry_out(ctx, intent),
                None => return false,
            },
            Message::Due => {
                let link = ctx.link().clone();
                let draw = move |at| link.send_message(Message::Frame(at));
                self.next = Some(Next::Frame { _frame: gloo_render::request_animation_frame(draw) });
                return false;
            }
            Message::Frame(at) => self.tick(ctx, at),
            Message::Size if input::is_narrow() == self.state.narrow => return false,
            Message::Size => self.carry_out(ctx, Intent::Narrow(input::is_narrow())),
            Message::Save => {
                self.saving = None;
                return self.save();
            }
            Message::Leave => {
                storage::settled();
                return self.save();
            }
            Message::Stored(name) => {
                if storage::follow(&mut self.state, &name) {
                    self.save();
                }
                self.show();
            }
            Message::Slice => self.play_slice(ctx),
            Message::Address => {
                let Some(effects) = begin::follow_address(&mut self.state) else { return false };
                self.show();
                self.carry_out_all(ctx, effects);
                self.ask_for_texts();
            }
        }
        true
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        let Drawn { version, event_version, frame_version, stage, clients, ledger, side, caption, .. } =
            &self.drawn;
        let Drawn { header, time, help, .. } = &self.drawn;
        let words = narration::text(self.state.settings.language);
        let version = *version;
        let section = |class, label| el("section").class(class).label(label);
        let opening = opening::opening(&View::new(&self.state, &self.picture, &self.wish));
        let behind = (self.state.help || self.state.black || opening.is_some()).then_some("");
        let compares = self.state.run.pinned.is_some();
        let left = if compares {
            section("area area-ledger", words.compared)
        } else {
            section("area area-stage", words.cluster)
        };
        let main = el("main")
            .class("main")
            .set(Attr::Inert, behind)
            .with(
                left.with(area(*frame_version, stage))
                    .with((!compares).then(|| area(*event_version, clients))),
            )
            .with(section("area area-ledger", words.ledger).with(area(*event_version, ledger)))
            .with(section("area area-side", words.lesson).set(Attr::Id, SIDE).with(area(version, side)))
            .with(area(*event_version, caption))
            .with(section("area time", words.timeline).with(area(version, time)));
        el("div")
            .classes(
                "board",
                &[
                    (self.state.pane == Pane::Script, "with-script"),
                    (self.state.shows_code(), "with-code"),
                    (self.state.pane == Pane::Proof, "with-proof"),
                    (self.state.pane == Pane::Laboratory, "with-laboratory"),
                    (self.state.pane == Pane::Elections, "with-laboratory"),
                    (self.state.pane == Pane::Grounds, "with-grounds"),
                    (compares, "compares"),
                ],
            )
            .with(el("div").set(Attr::Inert, behind).with(area(version, header)))
            .with(main)
            .with(area(version, help))
            .with(self.state.black.then(|| self.blackout()))
            .with(opening)
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            boot::ready();
            storage::keep(&self.state);
            self.save_soon(ctx);
        }
        if !self.state.placeholder {
            storage::settled();
        }
        self.scroll();
        self.follow_help();
        self.follow_step();
        self.follow_rule();
        self.follow_choice();
        if self.state.player.moves() {
            if self.next.is_none() {
                let link = ctx.link().clone();
                let timer = Timeout::new(FRAME, move || link.send_message(Message::Due));
                self.next = Some(Next::Time { _timer: timer });
            }
        } else {
            self.last_frame = None;
            page::show_selected();
        }
    }
}

impl Board {
    fn carry_out(&mut self, ctx: &Context<Self>, intent: Intent) {
        let effects = self.state.reduce(intent);
        self.show();
        self.fade(ctx);
        self.carry_out_all(ctx, effects);
    }

    /// Works out the picture, and draws it.
    fn show(&mut self) {
        self.picture = Picture::of(&self.state, Some(&self.picture));
        self.draw();
    }

    /// Asks for the texts of what is shown: what an intent opens, it asks for itself.
    fn ask_for_texts(&mut self) {
        for effect in self.state.ask_for_texts() {
            effects::carry_out(&self.state, effect, &self.wish);
        }
    }

    /// A frame: time passes. Most frames move only what is in the cluster.
    fn tick(&mut self, ctx: &Context<Self>, at: f64) {
        // In whole milliseconds and never negative; a long break counts as one second.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let passed = self.last_frame.map_or(u64::from(FRAME), |last| (at - last).clamp(0.0, 1000.0) as u64);
        self.next = None;
        self.last_frame = Some(at);
        let before = (self.state.run.at, self.state.player.playing);
        let effects = self.state.reduce(Intent::Tick(passed * 1000));
        self.carry_out_all(ctx, effects);
        if (self.state.run.at, self.state.player.playing) == before {
            self.picture.now = self.state.player.now;
            self.draw_stage();
            return;
        }
        self.picture = Picture::of(&self.state, Some(&self.picture));
        let rushing = self.state.player.playing && self.state.run.is_clocked();
        if rushing && at - self.last_draw < FULL_PICTURE {
            self.draw_event();
        } else {
            self.last_draw = at;
            self.draw();
        }
        if self.saving.is_none() {
            self.save_soon(ctx);
        }
    }

    /// Lets good news go away after a while; trouble stays until it was read.
    fn fade(&mut self, ctx: &Context<Self>) {
        let good = self.state.notice.as_ref().is_some_and(|notice| !notice.is_trouble());
        let link = ctx.link().clone();
        let dismiss = move || link.send_message(Message::Wish(Intent::Dismiss));
        self.fading = good.then(|| Timeout::new(FADE_AFTER, dismiss));
    }

    /// Draws everything anew; the browser is told only of what has changed.
    fn draw(&mut self) {
        let view = View::new(&self.state, &self.picture, &self.wish);
        let version = self.drawn.version + 1;
        self.drawn = Drawn {
            version,
            event_version: self.drawn.event_version + 1,
            frame_version: self.drawn.frame_version + 1,
            stage: left(&view),
            clients: clients_line(&view),
            header: header::header(&view).into(),
            ledger: ledger(&view),
            side: side::side(&view),
            caption: caption(&view).into(),
            time: timeline(&view),
            help: help::help(&view).html(),
        };
    }

    /// Draws what an event changes: the cluster, the logs, the caption.
    fn draw_event(&mut self) {
        let view = View::new(&self.state, &self.picture, &self.wish);
        self.drawn.event_version += 1;
        self.drawn.frame_version += 1;
        self.drawn.stage = left(&view);
        self.drawn.clients = clients_line(&view);
        self.drawn.ledger = ledger(&view);
        self.drawn.caption = caption(&view).into();
    }

    fn draw_stage(&mut self) {
        // Logs that are compared with others do not move.
        if self.state.run.pinned.is_none() {
            self.drawn.frame_version += 1;
            self.drawn.stage = left(&View::new(&self.state, &self.picture, &self.wish));
        }
    }

    /// Saves when nothing has happened for a moment.
    fn save_soon(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        let wait = if self.state.player.playing { SAVE_AFTER_PLAYING } else { SAVE_AFTER };
        self.saving = Some(Timeout::new(wait, move || link.send_message(Message::Save)));
    }
}

/// The cluster, or the logs of a moment to compare with the one that is looked at.
fn left(view: &View<'_>) -> Html {
    match view.pinned() {
        Some(pinned) => ledger(&pinned),
        None => stage(view).into(),
    }
}

/// What just happened, why, and whether the properties hold.
fn caption(view: &View<'_>) -> El {
    let words = view.words;
    let rushing = view.state.player.playing && view.state.run.is_clocked();
    let text = el("p").class("caption-text").set(Attr::Live, if rushing { "off" } else { "polite" });
    let text = text.with(el("b").with(words.now)).with(" ").with(membership::set(&view.picture.caption));
    el("div")
        .class("caption")
        .with(text)
        .with(has_why(&view.state.run.shot).then(|| view.pill(words.why, Pane::Why).shortcut("W")))
        .with(header::properties(view))
        .with(notice::notice(view))
}

/// Keys, the address, leaving.
fn listeners(ctx: &Context<Board>) -> Vec<EventListener> {
    let send = |message: fn() -> Message| {
        let link = ctx.link().clone();
        move || link.send_message(message())
    };
    let (link, stored) = (ctx.link().clone(), ctx.link().clone());
    let dragged = ctx.link().callback(|picked| Message::Wish(effects::open(picked)));
    [
        input::on_key(move |key| link.send_message(Message::Key(key))),
        input::on_focus(),
        input::on_address(send(|| Message::Address)),
        input::on_resize(send(|| Message::Size)),
        input::on_leave(send(|| Message::Leave)),
        input::on_storage(move |name| stored.send_message(Message::Stored(name))),
        files::on_drag("dragover", dragged.clone()),
        files::on_drag("drop", dragged),
        input::panic_on_demand(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
