//! The cluster on a phone: a chip a server, and a chip a message under way.

use crate::dom::{Attr, El, el};
use crate::look::{Choice, term_class};
use crate::membership;
use crate::stage::message::MessageFace;
use crate::stage::plate;
use crate::stage::server::Face;
use crate::state::Intent;
use crate::view::View;
use cluster::Envelope;
use narration::phrases;
use raft_core::Server;

/// The chips.
pub(super) fn chips(view: &View<'_>) -> El {
    let world = view.world();
    let servers = world.servers().iter().map(|one| server(view, one));
    let messages = world.network().messages().iter().map(|one| message(view, one));
    let list = |name: &'static str| el("ul").class("chips").label(name);
    el("div")
        .class("cluster-chips")
        .role("group")
        .label(view.words.cluster)
        .with(list(view.words.servers).all(servers).with(more(view)))
        .with(list(view.words.under_way).all(messages))
}

fn server(view: &View<'_>, server: &Server) -> El {
    let id = server.id();
    let face = Face::of(view, server);
    let term = phrases::term(view.language, server.current_term().0);
    let note = el("span").class("chip-note").with(match face {
        Face::Down => view.words.down.to_owned(),
        _ => face.note(term),
    });
    let plate = view
        .configuration
        .map(|configuration| plate::words(view, membership::plate(configuration, id)))
        .map(|words| el("span").class("chip-note").with(" · ").with(words));
    let lit = view.picture.lit.server(id);
    let word = lit.map(|mark| el("span").classes("lit-word", &[(true, mark.ring.class())]).with(mark.word));
    let colour = if face == Face::Down { "t-none".into() } else { term_class(server.current_term().0) };
    let disc = el("span").classes("chip-disc", &[(true, &colour)]).with(id.to_string());
    let chip = choice(view, Choice::Server(id));
    let chip = chip.classes(face.class(), &[(view.picture.spoken.server(id), "spoken")]);
    el("li")
        .key(id.number())
        .with(chip.set(Attr::DataServer, id.to_string()).with(disc).with(note).with(plate).with(word))
}

/// The way to a server more.
fn more(view: &View<'_>) -> Option<El> {
    let id = view.state.next_server().filter(|_| membership::can_change(view))?;
    let button = view.button(["+ ", &id.to_string()].concat(), Intent::AddServer);
    Some(el("li").key("more").with(button.label(phrases::add(view.language, id))))
}

fn message(view: &View<'_>, envelope: &Envelope) -> El {
    let id = envelope.id;
    let face = MessageFace::of(&envelope.message);
    let disc = el("span").classes("chip-disc", &[(true, &term_class(face.term))]).unread().with(face.term);
    let words = el("span").class("chip-note").with(face.short_words(id.from, id.to));
    let term = el("span").class("unseen").with(phrases::term(view.language, face.term));
    let spoken = view.picture.spoken.message(id).then_some("spoken");
    let chip = choice(view, Choice::Message(id)).class(spoken).with(term);
    el("li").key(id.to_string()).with(chip.set(Attr::DataMessage, id.to_string()).with(disc).with(words))
}

/// A chip that chooses something.
fn choice(view: &View<'_>, choice: Choice) -> El {
    let press = view.press(Intent::Choose(Some(choice)));
    let chip = el("button").set(Attr::Type, "button").on(press);
    chip.pressed(view.state.choice == Some(choice))
}
