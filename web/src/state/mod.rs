//! What the board knows, and how it changes: a pure function of what a person wants. No browser in
//! here, so all of it is tested natively.

mod act;
mod address;
mod argument;
mod book;
mod elections;
mod goal;
mod intent;
mod keeping;
mod keys;
mod laboratory;
mod lecture;
mod marks;
mod offers;
mod opening;
mod play;
mod progress;
mod record;
mod reduce;
mod replaying;
mod run;
mod rush;
mod saved;
mod servers;
mod settings;
mod strip;
mod travel;

pub use address::{Opened, language_of};
pub use argument::{Argument, Pick};
pub use book::Book;
pub use elections::{Elections, Export, Measure};
pub use goal::Obstacle;
pub use intent::{Effect, Intent, Notice, Pane};
pub use keeping::{
    Kept, Listed, Stamp, StorageTrouble, Store, delete, id_of, is_lost, keep, list, name_of, read, rename,
};
pub use keys::{KEYS, Key, intent_of};
pub use laboratory::{HIGHEST, LONGEST, Laboratory, Suppose};
pub use lecture::Place;
pub use marks::{Extent, Mark, Marks};
pub use opening::MAX_DRAFT;
pub use play::{Player, SPEEDS, Speed};
pub use progress::{Answer, Asked, Progress, asked};
pub use record::{Entry, Head, Held, Leaving, MAX_NAME, Worth, session_of};
pub use replaying::{Failure, Replaying};
pub use run::{Run, Source};
pub use rush::Rush;
pub use saved::{Saved, SavedError};
pub use settings::{Settings, Theme};
pub use strip::{Between, Node, NodeKind, Standing, Strip, is_letter};

use crate::look::Choice;
use cluster::Part;
use narration::Language;
use raft_core::{Rule, ServerSet};

/// Everything.
pub struct State {
    /// What a person has set once and for all.
    pub settings: Settings,
    /// The run that is looked at.
    pub run: Run,
    /// How time goes by.
    pub player: Player,
    /// The texts that were loaded.
    pub book: Book,
    /// The language whose words are awaited, to speak it, and what is to be done then.
    pub wanted: Option<(Language, Effect)>,
    /// How far somebody has come in each lesson.
    pub marks: Marks,
    /// What stands on the right.
    pub pane: Pane,
    /// What is chosen.
    pub choice: Option<Choice>,
    /// The rule whose lines of the core are shown wherever it is named.
    pub code: Option<Rule>,
    /// The safety argument, while somebody looks at it.
    pub argument: Option<Argument>,
    /// The servers that are picked to be the cluster (§6); `None`: nobody has picked any.
    pub target: Option<ServerSet>,
    /// The server or link that dials are turned for; `None`: the whole cluster.
    pub dialed: Option<Part>,
    /// The rule that is open among the rules.
    pub rule: Option<Rule>,
    /// Whether nextIndex and matchIndex are drawn.
    pub leaders_view: bool,
    /// How many columns of the logs somebody has paged back.
    pub earlier: u32,
    /// Raised whenever the menu of lessons is to be closed.
    pub menus: u32,
    /// The record that the run is stored in.
    pub held: Held,
    /// All records, as they were when they were looked at last.
    pub runs: Vec<Listed>,
    /// Records that were to be opened and could not be read.
    pub unreadable: Vec<String>,
    /// The record that goes if somebody presses "Delete" once more.
    pub sure: Option<String>,
    /// A run that is being played again, to be put on the board.
    pub replaying: Option<Replaying>,
    /// Whether the run on the board only stands there until the one that was asked for is played.
    pub placeholder: bool,
    /// Runs that have just left the board, to be stored.
    left: Vec<Effect>,
    /// Runs that have left the board and could not be stored yet.
    pub unstored: Vec<Leaving>,
    /// Whether the page is as narrow as a phone.
    pub narrow: bool,
    /// Whether the help is open.
    pub help: bool,
    /// Whether the screen is black.
    pub black: bool,
    /// Whether this is somebody's first visit.
    pub welcome: bool,
    /// Something to tell.
    pub notice: Option<Notice>,
    /// The command typed for the next request; empty: the next of the row x=1, y=2, ...
    pub command: String,
    /// The text in the script drawer while somebody edits it.
    pub draft: Option<String>,
    /// The laboratory, once it was opened.
    pub laboratory: Option<Laboratory>,
    /// The timing laboratory, once it was opened.
    pub elections: Option<Elections>,
}

impl State {
    /// The board with a run on it. The words of its language are there.
    #[must_use]
    pub fn new(settings: Settings, run: Run) -> Self {
        let player = Player::resting(&run);
        Self {
            settings,
            run,
            player,
            book: Book::of(settings.language),
            wanted: None,
            marks: Marks::default(),
            pane: Pane::Lesson,
            choice: None,
            code: None,
            argument: None,
            target: None,
            dialed: None,
            rule: None,
            leaders_view: false,
            earlier: 0,
            menus: 0,
            held: Held::default(),
            runs: Vec::new(),
            unreadable: Vec::new(),
            sure: None,
            replaying: None,
            placeholder: false,
            left: Vec::new(),
            unstored: Vec::new(),
            narrow: false,
            help: false,
            black: false,
            welcome: false,
            notice: None,
            command: String::new(),
            draft: None,
            laboratory: None,
            elections: None,
        }
    }

    /// Whether lines of the core stand on the right, but for the lesson's, which stays as it is.
    #[must_use]
    pub fn shows_code(&self) -> bool {
        self.code.is_some() && self.pane != Pane::Lesson
    }
}
