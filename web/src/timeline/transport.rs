//! Back, play, forward, and how fast.

use crate::dom::{El, el};
use crate::icon::{Icon, icon};
use crate::state::{Intent, SPEEDS};
use crate::view::View;

/// The buttons.
pub(super) fn transport(view: &View<'_>) -> El {
    let (words, player) = (view.words, &view.state.player);
    let clocked = view.state.run.is_clocked();
    // With no panel ahead what is left is fast-forwarded through.
    let hurries = view.state.run.ahead() > 0 && view.state.run.stop_after().is_none();
    let next_label = if hurries { words.fast_forward } else { words.next_panel };
    let (play_label, play) =
        if player.playing { (words.pause, Icon::Pause) } else { (words.play, Icon::Play) };
    let speed = if clocked { player.speed.clocked_label() } else { player.speed.stepped_label() };
    let unit = clocked.then_some(words.clock_speed_help);
    let button =
        |label: &'static str, face: Icon, intent: Intent| view.icon_button(icon(face), label, intent);
    let small = |there: bool, label: &'static str, face: &'static str, intent: Intent| {
        there.then(|| view.icon_button(face, label, intent).class("plain"))
    };
    let undo = || button(words.undo, Icon::Undo, Intent::Undo).class("undo").shortcut("U");
    let speeds = el("span")
        .class("speed")
        .role("group")
        .label(words.speed)
        .with(small(player.speed.place() > 0, words.slower, "−", Intent::Slower))
        .with(el("span").class("speed-value").title(unit).with(speed))
        .with(small(player.speed.place() + 1 < SPEEDS, words.faster, "+", Intent::Faster));
    el("div")
        .class("transport")
        .role("group")
        .label(words.time)
        .with(button(words.previous_panel, Icon::Previous, Intent::PreviousStop).class("jump"))
        .with(button(words.step_back, Icon::Back, Intent::Back).shortcut(","))
        .with(button(play_label, play, Intent::TogglePlay).class("main").shortcut("space"))
        .with(button(words.step_forward, Icon::Forward, Intent::Forward).shortcut("."))
        .with(button(next_label, Icon::Next, Intent::NextStop).class("jump"))
        .with(view.state.run.can_undo().then(undo))
        .with(speeds)
}
