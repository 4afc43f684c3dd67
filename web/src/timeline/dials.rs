//! The dials of clocked running, made from the table of the world: for the whole cluster, or for one server or one
//! link alone. Turning one is an act like any other.

use crate::dom::{El, el};
use crate::state::Intent;
use crate::view::View;
use cluster::{Act, Amount, DIALS, Dial, DialKind, Link, Micros, Part, Unit};
use narration::{Text, phrases};
use raft_core::ServerId;

/// The dials.
pub(super) fn dials(view: &View<'_>) -> El {
    let words = view.words;
    let part = view.state.dialed.filter(|part| is_there(view, *part));
    let dials = DIALS.iter().filter_map(|kind| select(view, part, kind));
    let group = el("div").class("dials").role("group").label(words.dials);
    group.with(parts(view, part)).all(dials.collect::<Vec<_>>())
}

/// Whether a part is one of this run.
fn is_there(view: &View<'_>, part: Part) -> bool {
    let known = |server: ServerId| view.world().server(server).is_some();
    match part {
        Part::Server(server) => known(server),
        Part::Link(link) => known(link.from) && known(link.to),
    }
}

/// What the dials are turned for.
fn parts(view: &View<'_>, now: Option<Part>) -> El {
    let words = view.words;
    let own: Vec<(Part, Dial)> = view.world().dials().own().collect();
    let servers = || view.world().all().iter();
    let links = servers().flat_map(|from| {
        let others = servers().filter(move |to| *to != from);
        others.map(move |to| Part::Link(Link { from, to, both: false }))
    });
    let choice = |part: Part| {
        let name = match part {
            Part::Server(server) => server.to_string(),
            Part::Link(Link { from, to, .. }) => format!("{from} → {to}"),
        };
        let mark = if own.iter().any(|(place, _)| *place == part) { " *" } else { "" };
        (name + mark, Intent::DialFor(Some(part)), now == Some(part))
    };
    let all = (words.dial_all.to_owned(), Intent::DialFor(None), now.is_none());
    let choices = [all].into_iter().chain(servers().map(Part::Server).chain(links).map(choice));
    view.select(words.dial_for, None, choices.collect()).class("dial")
}

/// A dial, if it can be turned for this part.
fn select(view: &View<'_>, part: Option<Part>, kind: &'static DialKind) -> Option<El> {
    let world = view.world();
    let (dial, turned) = (world.dials().get(kind, part), |dial| match part {
        None => Act::Turn(dial),
        Some(part) => Act::TurnFor { part, dial },
    });
    world.check(&turned(dial)).ok()?;
    let (label, choices) = offered(dial, view.words);
    let said = |amount: Amount| value(kind.unit, amount, view.words);
    let choices = choices.iter().map(|(least, most)| match kind.unit {
        Unit::Span | Unit::Time => (least * 1000, most * 1000),
        Unit::Percent | Unit::Rate => (*least, *most),
    });
    let choice = |amount| (said(amount), Intent::Do(turned((kind.set)(amount))), amount == dial.amount());
    let select = view.select(label, Some(said(dial.amount())), choices.map(choice).collect());
    Some(select.key(kind.name).class("dial"))
}

/// What a dial is called here, and what can be chosen: times in milliseconds. A script can set anything in its range.
fn offered(dial: Dial, words: &Text) -> (&'static str, &'static [Amount]) {
    const SHARES: &[Amount] = &[(0, 0), (1, 1), (5, 5), (10, 10), (20, 20), (40, 40)];
    match dial {
        Dial::Latency(_) => (words.dial_latency, &[(1, 2), (5, 10), (10, 20), (30, 40), (50, 150)]),
        Dial::Timeout(_) => (words.dial_timeout, &[(12, 24), (50, 100), (150, 155), (150, 300), (300, 600)]),
        Dial::Disk(_) => (words.dial_disk, &[(0, 0), (1, 3), (5, 15), (20, 40), (100, 100)]),
        Dial::Heartbeat(_) => {
            (words.dial_heartbeat, &[(10, 10), (25, 25), (50, 50), (75, 75), (150, 150), (300, 300)])
        }
        Dial::Mtbf(_) => (
            words.dial_mtbf,
            &[
                (0, 0),
                (500, 500),
                (1000, 1000),
                (2000, 2000),
                (5000, 5000),
                (10_000, 10_000),
                (60_000, 60_000),
            ],
        ),
        Dial::Repair(_) => {
            (words.dial_repair, &[(0, 0), (100, 100), (500, 500), (2000, 2000), (10_000, 10_000)])
        }
        Dial::Loss(_) => (words.dial_loss, SHARES),
        Dial::Duplication(_) => (words.dial_duplication, SHARES),
        Dial::Reordering(_) => (words.dial_reordering, SHARES),
        Dial::Requests(_) => (words.dial_requests, &[(0, 0), (1, 1), (2, 2), (5, 5), (10, 10), (20, 20)]),
        Dial::Clock(_) => (words.dial_clock, &[(50, 50), (90, 90), (100, 100), (110, 110), (200, 200)]),
    }
}

/// A setting in words.
fn value(unit: Unit, (least, most): Amount, words: &Text) -> String {
    let time = |us| phrases::duration(Micros(us));
    match unit {
        Unit::Percent => format!("{least}%"),
        _ if most == 0 => words.dial_none.to_owned(),
        Unit::Rate => format!("{least} {}", words.per_second),
        Unit::Span if least < most => {
            let (from, to) = (time(least), time(most));
            let from = from.strip_suffix(" ms").filter(|_| to.ends_with(" ms")).unwrap_or(&from);
            format!("{from}–{to}")
        }
        Unit::Span | Unit::Time => time(most),
    }
}

/// The dials that a server or one of its links has of its own, in words.
pub fn own_dials(view: &View<'_>, id: ServerId) -> Vec<String> {
    let own = view.world().dials().own().filter_map(|(part, dial)| {
        let place = match part {
            Part::Server(server) => (server == id).then(String::new)?,
            Part::Link(Link { from, to, .. }) => {
                (from == id || to == id).then(|| format!("{from} → {to} · "))?
            }
        };
        let value = value(dial.kind().unit, dial.amount(), view.words);
        Some([&place, offered(dial, view.words).0, " ", &value].concat())
    });
    own.collect()
}
