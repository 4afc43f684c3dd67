//! Back, play, forward, and how fast.

use crate::icon::{Icon, icon};
use crate::state::{Intent, SPEEDS};
use crate::view::View;
use yew::{Html, html};

/// The buttons.
pub(super) fn transport(view: &View<'_>) -> Html {
    let (words, player) = (view.words, &view.state.player);
    let clocked = view.state.run.is_clocked();
    let (play_label, play) =
        if player.playing { (words.pause, Icon::Pause) } else { (words.play, Icon::Play) };
    let speed = if clocked { player.speed.clocked_label() } else { player.speed.stepped_label() };
    html! {
        <div class="transport" role="group" aria-label={words.time}>
            { button(view, "jump", words.previous_panel, Icon::Previous, "", Intent::PreviousStop) }
            { button(view, "", words.step_back, Icon::Back, ",", Intent::Back) }
            { button(view, "main", play_label, play, "space", Intent::TogglePlay) }
            { button(view, "", words.step_forward, Icon::Forward, ".", Intent::Forward) }
            { button(view, "jump", words.next_panel, Icon::Next, "", Intent::NextStop) }
            if view.state.run.can_undo() { { button(view, "undo", words.undo, Icon::Undo, "U", Intent::Undo) } }
            <span class="speed" role="group" aria-label={words.speed}>
                if player.speed.place() > 0 { { small(view, words.slower, "−", Intent::Slower) } }
                <span class="speed-value">{ speed }</span>
                if player.speed.place() + 1 < SPEEDS { { small(view, words.faster, "+", Intent::Faster) } }
            </span>
        </div>
    }
}

fn button(
    view: &View<'_>,
    class: &'static str,
    label: &'static str,
    face: Icon,
    key: &'static str,
    intent: Intent,
) -> Html {
    html! {
        <button type="button" {class} onclick={view.press(intent)} aria-label={label} title={label}>
            { icon(face) }
            // Drawn by the style: the key is no part of the button's name.
            if !key.is_empty() { <kbd aria-hidden="true" data-key={key}></kbd> }
        </button>
    }
}

fn small(view: &View<'_>, label: &'static str, face: &'static str, intent: Intent) -> Html {
    html! {
        <button type="button" class="plain" onclick={view.press(intent)} aria-label={label} title={label}>{ face }</button>
    }
}
