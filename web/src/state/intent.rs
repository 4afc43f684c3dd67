//! What a person can want, and what the browser has to do about it.

use crate::look::Choice;
use crate::state::argument::Pick;
use crate::state::elections::Measure;
use crate::state::laboratory::Suppose;
use crate::state::record::Leaving;
use crate::state::settings::Theme;
use cluster::{Act, ActionError, Moment, Part};
use narration::{Language, TextFile};
use raft_core::{Index, Rule, ServerId};
use script::ScriptError;

/// What a person wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Look at this moment, and be able to come back.
    Jump(Moment),
    /// Look at this event of the path: the bar of time is dragged.
    Scrub(u32),
    /// One event forward.
    Forward,
    /// One event back.
    Back,
    /// On to the next panel or question, quickly but visibly; then to the next lesson.
    NextStop,
    /// Back to the panel or question before.
    PreviousStop,
    /// Before everything.
    ToStart,
    /// To the end of the path.
    ToEnd,
    /// Play or pause.
    TogglePlay,
    /// Time has passed: microseconds since the last tick.
    Tick(u64),
    /// Play faster.
    Faster,
    /// Play slower.
    Slower,

    /// Let something happen.
    Do(Act),
    /// A client's request with the command that is typed, or the next of the row.
    Request(ServerId),
    /// What is typed as the next command.
    TypeCommand(String),
    /// A client's request to the leader, whoever it is.
    RequestLeader,
    /// The leader crashes and starts again.
    RestartLeader,
    /// Everything that is down starts again.
    RestartAll,
    /// Everything under way arrives, oldest first, and what that sends too.
    Settle,
    /// Election timers run out one after the other, or all together.
    SpreadTimers,
    /// See [`Intent::SpreadTimers`].
    AlignTimers,
    /// Dials are turned for this server or link from now on; `None`: for the whole cluster.
    DialFor(Option<Part>),
    /// A server is cut off from all others, or reconnected.
    Isolate {
        /// Which.
        server: ServerId,
        /// Cut off or reconnected.
        cut: bool,
    },
    /// A blank server is added, and picked for the cluster.
    AddServer,
    /// A server is picked for the cluster that is to be asked for, or not any more (§6).
    Target(ServerId),
    /// This server is asked for the cluster that is picked.
    AskFor(ServerId),
    /// A rule is switched.
    Switch(Rule, bool),
    /// Another attempt at the goal of this run, without a rule or with all of them.
    Try(Option<Rule>),
    /// A way to the goal of this run without a rule: the rule's scenario, where it breaks.
    ShowWay(Rule),
    /// Every rule is as in the paper again.
    AllRulesOn,
    /// A new branch begins here.
    Fork,
    /// The clock runs from here on.
    TakeOver,
    /// Back to where one was before the last act or jump.
    Undo,
    /// Forth again.
    Redo,
    /// Back to where the lesson was left.
    BackToLesson,

    /// An answer to the question that is asked, from 1; after the first, a further attempt.
    Answer(usize),
    /// Show the answer.
    Reveal,

    /// Choose something on the board.
    Choose(Option<Choice>),
    /// Choose an entry of a server's log, or what most servers store at this index.
    ChooseEntry(Option<ServerId>, Index),
    /// Show something on the right.
    Show(Pane),
    /// The lines of the core that follow this rule are shown, or not any more.
    ShowCode(Rule),
    /// Something about the safety argument.
    Argue(Pick),
    /// The logs of this moment stay to be compared with others, or go.
    Compare,
    /// Open a rule among the rules; close it if it is open there.
    ShowRule(Rule),
    /// Something is changed in the laboratory.
    Suppose(Suppose),
    /// Something is done in the timing laboratory.
    Measure(Measure),
    /// nextIndex and matchIndex on or off.
    ToggleLeadersView,
    /// Back to earlier columns of the logs, or forth.
    PageLogs(i32),
    /// The page is as narrow as a phone, or is not any more.
    Narrow(bool),
    /// The help on or off.
    ToggleHelp,
    /// The screen is black, or is the board again.
    ToggleBlack,
    /// The board fills the screen, or does not any more.
    ToggleFullScreen,
    /// Close what is open: the help, then the pane, then the choice.
    Close,
    /// The notice was read.
    Dismiss,
    /// Open a scenario of the library, as it was left the last time.
    Open(&'static str),
    /// Open the scenario and jump to one of its panels.
    OpenAt(&'static str, String),
    /// Open a stored run.
    OpenRun(String),
    /// A stored run was read, to be opened, and perhaps one of its panels.
    Opened {
        /// The record's id.
        id: String,
        /// Its text; `None`: it is gone.
        text: Option<String>,
        /// The panel to go to.
        panel: Option<String>,
    },
    /// Go where the hash of an address asks to go.
    Follow(String),
    /// Play a text of the script language, or a session.
    Play(String),
    /// Go on playing what is being opened, for about so many events.
    PlayOn(u32),
    /// Leave out the rest of what is being opened.
    StopOpening,
    /// Give a stored run a name.
    NameRun(String, String),
    /// Delete a stored run: pressed twice.
    DeleteRun(String),
    /// Save a stored run as a file.
    SaveRun(String),
    /// The text in the drawer was edited.
    Edit(String),
    /// The edit is thrown away.
    Unedit,
    /// Start the lecture of this name.
    StartLecture(&'static str),
    /// Go to a part of the lecture, from 0.
    LecturePart(usize),
    /// The lecture is over, or was left.
    LeaveLecture,
    /// What was seen of the lessons and answered in them is forgotten.
    ForgetProgress,
    /// Settings.
    SetLanguage(Language),
    /// Light or dark.
    SetTheme(Theme),
    /// Keys of one letter on or off.
    SetLetterKeys(bool),
    /// Messages jump or travel.
    SetLessMotion(bool),
    /// The notes for whoever speaks to a class, on or off.
    SetSpeakerNotes(bool),
    /// Whether answers are hidden until they are revealed.
    SetHideAnswers(bool),
    /// Whether the keys of a clicker's black-screen button are heard as that.
    SetClickerKeys(bool),
    /// Copy a link to this run, or to this place of a lesson.
    CopyLink,
    /// Copy the run as a script.
    CopyScript,
    /// Save the run as a file.
    SaveScript,
    /// Save the run with its answers as a file, to be handed in.
    HandIn,
    /// Pick a file to open.
    PickFile,
    /// A text that was asked for has arrived, or (`None`) cannot be had.
    Loaded(TextFile, Option<String>),
    /// Ask again for a text that could not be had.
    LoadAgain,
    /// Something outside went wrong or well.
    Tell(Notice),
}

/// What stands on the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The lesson.
    #[default]
    Lesson,
    /// What is chosen, in full.
    Inspector,
    /// Why the last event came out as it did.
    Why,
    /// The rules and their switches.
    Rules,
    /// The run as a script.
    Script,
    /// Links, files.
    Share,
    /// Stored runs.
    Runs,
    /// The five properties.
    Properties,
    /// How the five properties rest on each other.
    Grounds,
    /// What clients know.
    Clients,
    /// The cluster's servers, and how they are changed.
    Servers,
    /// The safety argument, step by step.
    Proof,
    /// The contradiction, by hand.
    Laboratory,
    /// The timing laboratory.
    Elections,
    /// How available the cluster has been.
    Availability,
    /// Settings.
    Settings,
    /// A word of the glossary, by its key.
    Glossary(&'static str),
}

/// Something to tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// It cannot be done.
    Cannot(ActionError),
    /// A script has an error.
    BadScript(ScriptError),
    /// A link is damaged.
    LinkBroken,
    /// A link is of another version.
    LinkOtherVersion,
    /// A link's run is of another version, and cannot be read at all.
    LinkForeign,
    /// A replay ended otherwise than when the link was made.
    DigestDiffers,
    /// There is no such lesson.
    UnknownLesson,
    /// The run is too long for a link.
    LinkTooLong,
    /// A link holds a longer run than can be played.
    LinkTooLarge,
    /// A stored run or a file is of another version, and cannot be read.
    RunOtherVersion,
    /// A stored run cannot be read; it stays where it is.
    RunUnreadable,
    /// A stored run is not there any more.
    RunGone,
    /// Another page has gone on with this run, which is a run of its own now.
    RunApart,
    /// The run that was opened last time never got onto the board, and is not opened by itself.
    RunNotOpened,
    /// The rest of a run was left out.
    Stopped,
    /// A file is too large.
    FileTooLarge,
    /// A file is not text.
    FileUnreadable,
    /// The run cannot grow any more.
    RunTooLong,
    /// Nothing can be stored here.
    StorageForbidden,
    /// There is no room left.
    StorageFull,
    /// The browser did not allow copying.
    CopyFailed,
    /// Copied.
    Copied,
    /// Saved.
    Saved,
    /// A new branch began.
    Branched,
    /// There is nothing further this way.
    End,
    /// Nothing is recorded further this way: what can be done is offered.
    Offer,
    /// Playing begins before this many events of history.
    LongHistory(u32),
    /// The question comes first.
    AnswerFirst,
    /// No server leads now.
    NoLeader,
    /// The command is not one short word.
    BadCommand,
    /// The answer is hidden until the teacher shows it.
    RevealFirst,
    /// The words of a language could not be loaded.
    WordsMissing,
}

impl Notice {
    /// Whether something went wrong.
    #[must_use]
    pub fn is_trouble(&self) -> bool {
        !matches!(
            self,
            Self::Copied
                | Self::Saved
                | Self::Branched
                | Self::End
                | Self::Offer
                | Self::LongHistory(_)
                | Self::AnswerFirst
                | Self::RevealFirst
                | Self::Stopped
        )
    }
}

/// What the browser has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Store the run, and how far somebody has come in the lessons, when nothing has happened for a
    /// moment.
    Save,
    /// Another run is on the board: store it at once.
    SaveNow,
    /// A run has left the board: store it.
    Keep(Box<Leaving>),
    /// Read a record, for [`Intent::Opened`], and go to a panel of it.
    OpenRecord(String, Option<String>),
    /// Give a record a name.
    NameRecord(String, String),
    /// Delete a record.
    DeleteRecord(String),
    /// Offer a record as a file.
    DownloadRecord(String),
    /// Go on playing what is being opened, in slices: [`Intent::PlayOn`].
    PlayOn,
    /// Store the settings, and show them.
    ApplySettings,
    /// Show the settings: they are only for now.
    ShowSettings,
    /// Put this text on the clipboard.
    Copy(String),
    /// Copy a link with this hash.
    CopyLink(String),
    /// Offer this text as a file.
    Download {
        /// The file's name.
        name: String,
        /// Its text.
        text: String,
    },
    /// Ask for a file.
    PickFile,
    /// The board fills the screen, or does not any more.
    ToggleFullScreen,
    /// Another scenario: forget the hash of the old one.
    ClearAddress,
    /// Load a text; [`Intent::Loaded`] is the answer.
    Load(TextFile),
    /// Start the worker of the timing laboratory; [`Measure::Heard`] has its answers.
    StartTrials,
    /// Ask it for something: a line as `elections::desk` has it.
    AskTrials(String),
    /// Offer this drawing as a picture.
    SavePicture(String),
}
