//! A message under way: an envelope in its RPC's term with its entries inside; an answer is ✓ or ✗.

use crate::look::{Choice, term_class};
use crate::stage::geometry::{Point, short};
use crate::state::Intent;
use crate::view::{View, class};
use cluster::Envelope;
use narration::Language;
use raft_core::{Message, ServerId};
use yew::{AttrValue, Html, html};

/// What becomes of a message in the event that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is under way.
    UnderWay,
    /// It has just arrived: a picture of it, not it.
    Arrived,
    /// It has just been lost.
    Lost,
}

/// What an envelope shows of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MessageFace {
    /// The message's term.
    pub(super) term: u32,
    /// Its shape.
    pub(super) kind: Kind,
}

/// The shape of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// RequestVote.
    Ballot,
    /// AppendEntries with the terms of its entries.
    Entries(Vec<u32>),
    /// The answer to RequestVote.
    Vote {
        /// Whether it was granted.
        granted: bool,
    },
    /// The answer to AppendEntries.
    Answer {
        /// Whether it succeeded.
        success: bool,
    },
}

impl MessageFace {
    /// What an envelope shows of this message.
    #[must_use]
    pub(super) fn of(message: &Message) -> Self {
        let kind = match message {
            Message::RequestVote(_) => Kind::Ballot,
            Message::RequestVoteReply(reply) => Kind::Vote { granted: reply.vote_granted },
            Message::AppendEntries(request) => {
                Kind::Entries(request.entries.iter().map(|entry| entry.term.0).collect())
            }
            Message::AppendEntriesReply(reply) => Kind::Answer { success: reply.success },
        };
        Self { term: message.term().0, kind }
    }

    /// The message in words, for a screen reader and a list.
    #[must_use]
    pub(super) fn words(&self, language: Language, from: ServerId, to: ServerId) -> String {
        let term = narration::phrases::term(language, self.term);
        let what = match &self.kind {
            Kind::Ballot => "RequestVote".to_owned(),
            Kind::Entries(terms) => format!("AppendEntries [{}]", join(terms)),
            Kind::Vote { granted } => format!("RequestVote {}", sign(*granted)),
            Kind::Answer { success } => format!("AppendEntries {}", sign(*success)),
        };
        format!("{what}, {from} → {to}, {term}")
    }
}

fn join(terms: &[u32]) -> String {
    terms.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn sign(good: bool) -> &'static str {
    if good { "✓" } else { "✗" }
}

/// How many entries an envelope shows before it leaves some out.
const SHOWN_ENTRIES: usize = 3;

/// The envelope.
pub(super) fn mark(view: &View<'_>, envelope: &Envelope, at: Point, fate: Fate) -> Html {
    let id = envelope.id;
    let face = MessageFace::of(&envelope.message);
    let place = format!("translate({} {})", short(at.x), short(at.y));
    let shape = shape(&face);
    if fate != Fate::UnderWay {
        let lost = fate == Fate::Lost;
        return html! {
            <g key={format!("{id} gone")} class={class("message", &[(lost, "lost")])} transform={place}
                aria-hidden="true">
                { shape }
                if lost { <path class="message-lost" d="M -11 -11 L 11 11 M 11 -11 L -11 11" /> }
            </g>
        };
    }
    let chosen = view.state.choice == Some(Choice::Message(id));
    let choose = Intent::Choose(Some(Choice::Message(id)));
    html! {
        <g key={id.to_string()} class={class("message", &[(chosen, "chosen")])} transform={place} role="button"
            tabindex="0" aria-pressed={chosen.to_string()} aria-label={face.words(view.language, id.from, id.to)}
            data-message={id.to_string()} onclick={view.press(choose.clone())} onkeydown={view.press_key(choose)}>
            <circle class="message-hit" r="17" />
            { shape }
        </g>
    }
}

fn shape(face: &MessageFace) -> Html {
    let class = term_class(face.term);
    match &face.kind {
        Kind::Ballot => html! {
            <>
                <rect class={format!("envelope {class}")} x="-14" y="-12" width="28" height="24" rx="4" />
                <text class="message-text" y="5" text-anchor="middle">{ "?" }</text>
            </>
        },
        Kind::Vote { granted } => html! {
            <>
                <path class={format!("envelope {class}")} d="M 0 -16 L 16 0 L 0 16 L -16 0 Z" />
                { tick(*granted) }
            </>
        },
        Kind::Answer { success } => html! {
            <>
                <circle class={format!("envelope {class}")} r="14" />
                { tick(*success) }
            </>
        },
        Kind::Entries(terms) => entries(terms, &class),
    }
}

fn tick(good: bool) -> Html {
    let path = if good { "M -6 0 L -1.5 5 L 7 -5" } else { "M -5 -5 L 5 5 M 5 -5 L -5 5" };
    html! { <path class="message-tick" d={path} /> }
}

fn entries(terms: &[u32], class: &AttrValue) -> Html {
    let shown: Vec<Option<u32>> = if terms.len() <= SHOWN_ENTRIES {
        terms.iter().copied().map(Some).collect()
    } else {
        vec![terms.first().copied(), None, terms.last().copied()]
    };
    let width = 10.0 + 18.0 * shown.len().max(1) as f64;
    let cells = shown.iter().enumerate().map(|(place, term)| {
        let left = -width / 2.0 + 5.0 + 18.0 * place as f64;
        let middle = short(left + 8.0);
        match term {
            Some(term) => html! {
                <g key={place}>
                    <rect class={format!("envelope-entry {}", term_class(*term))} x={short(left)} y="-9" width="16"
                        height="18" rx="2" />
                    <text class="message-text" x={middle} y="5" text-anchor="middle">{ term }</text>
                </g>
            },
            None => html! {
                <text key={place} class="message-text" x={middle} y="3" text-anchor="middle">{ "…" }</text>
            },
        }
    });
    html! {
        <>
            <rect class={format!("envelope {class}")} x={short(-width / 2.0)} y="-13" width={short(width)} height="26"
                rx="4" />
            if terms.is_empty() { <path class="message-beat" d="M -8 0 H -4 L -1.5 -6 L 2 6 L 4 0 H 8" /> }
            { for cells }
        </>
    }
}
