//! The keys, as a table: the board listens by it, and the help is made from it.

use crate::look::Choice;
use crate::state::{Intent, Pane, Pick, State, asked};
use cluster::Act;
use narration::Text;
use raft_core::ServerId;
use script::CueKind;
use script::syntax::ANSWER_LETTERS;

/// One row of the help.
pub struct Key {
    /// What is pressed, as it is printed on keys.
    pub keys: &'static [&'static str],
    /// What it does, in words.
    pub help: fn(&Text) -> &'static str,
    /// What it does, if it does anything now.
    meaning: fn(&State, &str) -> Option<Intent>,
}

macro_rules! keys {
    ($($keys:expr => $help:ident, $meaning:expr;)*) => {
        /// Every key.
        pub static KEYS: &[Key] = &[$(Key { keys: &$keys, help: |text| text.$help, meaning: $meaning },)*];
    };
}

keys! {
    [" "] => key_play, |_, _| Some(Intent::TogglePlay);
    ["PageDown"] => key_next_panel, |_, _| Some(Intent::NextStop);
    ["PageUp"] => key_previous_panel, |_, _| Some(Intent::PreviousStop);
    ["0"] => key_black, |_, _| Some(Intent::ToggleBlack);
    [".", "b"] => key_clicker_black, |state, _| state.settings.clicker_keys.then_some(Intent::ToggleBlack);
    ["m"] => key_full_screen, |_, _| Some(Intent::ToggleFullScreen);
    [".", "ArrowRight"] => key_forward, |_, _| Some(Intent::Forward);
    [",", "ArrowLeft"] => key_back, |_, _| Some(Intent::Back);
    ["Home"] => key_start, |_, _| Some(Intent::ToStart);
    ["End"] => key_end, |_, _| Some(Intent::ToEnd);
    ["a", "b", "c", "d", "e", "f"] => key_answer, answer;
    ["1", "2", "3", "4", "5", "6", "7", "8", "9"] => key_choose_server, choose_server;
    ["x"] => key_crash, crash_or_lose;
    ["d"] => key_deliver, deliver;
    ["o"] => key_time_out, |state, _| on_chosen(state, Act::Timeout);
    ["h"] => key_heartbeat, |state, _| on_chosen(state, Act::Beat);
    ["c"] => key_request, |_, _| Some(Intent::RequestLeader);
    ["r"] => key_restart_leader, |_, _| Some(Intent::RestartLeader);
    ["t"] => key_spread_timers, |state, _| state.run.is_clocked().then_some(Intent::SpreadTimers);
    ["a"] => key_align_timers, |state, _| state.run.is_clocked().then_some(Intent::AlignTimers);
    ["b"] => key_restart_all, |_, _| Some(Intent::RestartAll);
    ["f"] => key_fork, |_, _| Some(Intent::Fork);
    ["l"] => key_back_to_lesson, |_, _| Some(Intent::BackToLesson);
    ["v"] => key_leaders_view, |_, _| Some(Intent::ToggleLeadersView);
    ["k"] => key_compare, |_, _| Some(Intent::Compare);
    ["w"] => key_why, |_, _| Some(Intent::Show(Pane::Why));
    ["q"] => key_clients, |_, _| Some(Intent::Show(Pane::Clients));
    ["j"] => key_servers, |_, _| Some(Intent::Show(Pane::Servers));
    ["p"] => key_proof, |_, _| Some(Intent::Show(Pane::Proof));
    ["ArrowDown", "ArrowUp"] => key_proof_step, step_of_proof;
    ["g"] => key_availability, |state, _| state.run.is_clocked().then_some(Intent::Show(Pane::Availability));
    ["e"] => key_elections, |_, _| Some(Intent::Show(Pane::Elections));
    ["s"] => key_script, |_, _| Some(Intent::Show(Pane::Script));
    ["n"] => key_notes, |state, _| Some(Intent::SetSpeakerNotes(!state.settings.speaker_notes));
    ["u"] => key_undo, |_, _| Some(Intent::Undo);
    ["-"] => key_slower, |_, _| Some(Intent::Slower);
    ["+", "="] => key_faster, |_, _| Some(Intent::Faster);
    ["?"] => key_help, |_, _| Some(Intent::ToggleHelp);
    ["Escape"] => key_close, |_, _| Some(Intent::Close);
}

/// What a key means now. Keys with Ctrl, Alt or Meta never get here.
#[must_use]
pub fn intent_of(state: &State, pressed: &str) -> Option<Intent> {
    // Any key brings the board back, and does nothing else.
    if state.black {
        return Some(Intent::ToggleBlack);
    }
    let one_letter = pressed.len() == 1 && pressed.bytes().all(|letter| letter.is_ascii_alphabetic());
    if one_letter && !state.settings.letter_keys {
        return None;
    }
    // Behind the help, and behind a laboratory, nothing happens.
    let covered = state.help || matches!(state.pane, Pane::Laboratory | Pane::Elections);
    if covered && !matches!(pressed, "?" | "Escape") {
        return None;
    }
    let pressed = if one_letter { pressed.to_ascii_lowercase() } else { pressed.to_owned() };
    if answers_only(state, &pressed) {
        return answer(state, &pressed);
    }
    let meant = KEYS.iter().filter(|key| key.keys.contains(&pressed.as_str()));
    meant.filter_map(|key| (key.meaning)(state, &pressed)).next()
}

/// The option that a letter stands for, from 1.
fn option_of(letter: &str) -> Option<usize> {
    ANSWER_LETTERS.iter().position(|one| one.eq_ignore_ascii_case(letter)).map(|place| place + 1)
}

/// The letters of the options answer where a question is asked, also once it is answered.
fn answer(state: &State, pressed: &str) -> Option<Intent> {
    let ask = asked(&state.run.story, state.run.at)?;
    option_of(pressed).filter(|option| *option <= ask.options).map(Intent::Answer)
}

/// Whether a letter does nothing but answer: anywhere in a lesson that asks for it, so that an answer
/// given a moment too late, or once more, changes nothing on the board.
fn answers_only(state: &State, pressed: &str) -> bool {
    let blackens = state.settings.clicker_keys && pressed == "b";
    let Some(option) = option_of(pressed).filter(|_| state.run.in_lesson() && !blackens) else {
        return false;
    };
    state.run.story.cues.iter().any(|cue| match &cue.kind {
        CueKind::Ask { options, .. } => option <= usize::from(*options),
        _ => false,
    })
}

fn choose_server(state: &State, pressed: &str) -> Option<Intent> {
    let id = ServerId::new(pressed.parse().ok()?)?;
    state.run.shot.scene.world.server(id)?;
    Some(Intent::Choose(Some(Choice::Server(id))))
}

fn crash_or_lose(state: &State, _: &str) -> Option<Intent> {
    let act = match state.choice? {
        Choice::Entry(_) => return None,
        Choice::Server(id) if state.run.shot.scene.world.is_up(id) => Act::Crash(id),
        Choice::Server(id) => Act::Restart(id),
        Choice::Message(id) => Act::Lose(vec![id]),
    };
    Some(Intent::Do(act))
}

/// The next step of the argument that is open, or the one before.
fn step_of_proof(state: &State, pressed: &str) -> Option<Intent> {
    let step = state.argument.as_ref()?.step;
    let step = if pressed == "ArrowDown" { step + 1 } else { step.saturating_sub(1) };
    Some(Intent::Argue(Pick::Step(step)))
}

/// Delivers the chosen message, or else the oldest under way.
fn deliver(state: &State, _: &str) -> Option<Intent> {
    let oldest = state.run.shot.scene.world.network().messages().first().map(|envelope| envelope.id);
    let id = match state.choice {
        Some(Choice::Message(id)) => Some(id),
        _ => oldest,
    };
    id.map(|id| Intent::Do(Act::Deliver(id)))
}

/// An act of the chosen server.
fn on_chosen(state: &State, act: fn(ServerId) -> Act) -> Option<Intent> {
    match state.choice? {
        Choice::Server(id) => Some(Intent::Do(act(id))),
        Choice::Message(_) | Choice::Entry(_) => None,
    }
}
