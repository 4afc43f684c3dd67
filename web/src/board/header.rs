//! The top bar, and the quiet sign that the properties hold.

use crate::icon::{Icon, icon};
use crate::state::{Intent, Pane};
use crate::view::{View, class};
use narration::{Language, phrases};
use yew::{Html, html};

/// The top bar.
pub(super) fn header(view: &View<'_>) -> Html {
    let words = view.words;
    let other = match view.language {
        Language::English => Language::Chinese,
        Language::Chinese => Language::English,
    };
    html! {
        <header class="top">
            <b class="brand">{ words.app_name }</b>
            { lessons(view) }
            <span class="spring"></span>
            { rules(view) }
            { pill(view, words.script, Pane::Script) }
            { pill(view, words.share, Pane::Share) }
            <button type="button" class="pill" onclick={view.press(Intent::SetLanguage(other))}
                aria-label={format!("{}: EN · 中文", words.language)}>{ "EN · 中文" }</button>
            <button type="button" class="pill" aria-label={words.settings} title={words.settings}
                aria-pressed={(view.state.pane == Pane::Settings).to_string()}
                onclick={view.press(Intent::Show(Pane::Settings))}>{ icon(Icon::Settings) }</button>
            <button type="button" class="pill" aria-label={words.help} title={words.help}
                aria-expanded={view.state.help.to_string()} onclick={view.press(Intent::ToggleHelp)}>{ "?" }</button>
        </header>
    }
}

fn pill(view: &View<'_>, label: &'static str, pane: Pane) -> Html {
    let on = (view.state.pane == pane).to_string();
    html! {
        <button type="button" class="pill" aria-pressed={on} onclick={view.press(Intent::Show(pane))}>{ label }</button>
    }
}

/// The menu of lessons.
fn lessons(view: &View<'_>) -> Html {
    let words = view.words;
    let slug = view.state.run.slug();
    let current = slug.and_then(|slug| narration::lesson(view.language, slug));
    let title = match current {
        Some(lesson) if lesson.section.is_empty() => lesson.title.to_owned(),
        Some(lesson) => format!("{} · §{}", lesson.title, lesson.section),
        None => words.your_branch.to_owned(),
    };
    let rows = narration::lessons(view.language).iter().map(|lesson| {
        let here = (slug == Some(lesson.slug)).then_some("true");
        html! {
            <li key={lesson.slug}>
                <button type="button" class="menu-item" onclick={view.press(Intent::Open(lesson.slug))}
                    aria-current={here}>
                    <b>{ lesson.title }</b>
                    if !lesson.section.is_empty() { <span class="quiet">{ " §" }{ lesson.section }</span> }
                    <span class="menu-note">{ lesson.summary }</span>
                </button>
            </li>
        }
    });
    // Each run has its own menu, so that it is closed again when another has been chosen.
    html! {
        <details class="menu" key={view.state.opened}>
            <summary class="pill" aria-label={format!("{}: {title}", words.choose_lesson)}>
                { title.clone() }{ " ▾" }
            </summary>
            <ul class="menu-list">{ for rows }</ul>
        </details>
    }
}

/// How many rules are off. A run with a rule off is not Raft, and stays so.
fn rules(view: &View<'_>) -> Html {
    let (words, world) = (view.words, view.world());
    let off = world.rules().changed().filter(|rule| rule.on_by_default()).count();
    let label = match off {
        0 if world.is_raft() => words.rules_all_on.to_owned(),
        0 => words.not_raft.to_owned(),
        _ => phrases::rules_off(view.language, off),
    };
    html! {
        <button type="button" class={class("pill", &[(!world.is_raft(), "not-raft")])}
            aria-pressed={(view.state.pane == Pane::Rules).to_string()}
            title={(!world.is_raft()).then_some(words.not_raft_help)}
            onclick={view.press(Intent::Show(Pane::Rules))}>{ label }</button>
    }
}

/// Whether the five properties hold: quiet while they do.
pub(super) fn properties(view: &View<'_>) -> Html {
    let words = view.words;
    let violations = view.state.run.shot.scene.observer.violations();
    let pressed = (view.state.pane == Pane::Properties).to_string();
    let press = view.press(Intent::Show(Pane::Properties));
    let (face, label) = match violations.last() {
        None => ("pill holds", format!("✓ {}", words.properties_hold)),
        Some(last) => {
            let name = narration::property_text(view.language, last.property).name;
            let more =
                if violations.len() > 1 { format!(" +{}", violations.len() - 1) } else { String::new() };
            ("pill broken", format!("✗ {name}{more}"))
        }
    };
    html! {
        <span role="status"><button type="button" class={face} aria-pressed={pressed} onclick={press}>{ label }</button></span>
    }
}
