//! The strip: a small ledger a panel, branching where the run branches.

use crate::dom::{Attr, El, Piece, el, pieces};
use crate::draw;
use crate::look::term_class;
use crate::membership;
use crate::stage::geometry::{Point, is_wide, short, width_of};
use crate::state::{Between, Intent, Node, NodeKind, Strip, is_letter};
use crate::view::View;
use narration::phrases;
use raft_core::RoleName;
use yew::Html;

/// The element that scrolls when there are many branches.
pub const STRIP: &str = "strip";

const WIDTH: f64 = 1236.0;
const NODE_WIDTH: f64 = 112.0;
const NODE_HEIGHT: f64 = 44.0;
/// Rows are never nearer to each other than this; more rows make the strip higher.
const ROW: f64 = 48.0;
/// How wide a letter of a caption is; a Chinese character is twice as wide.
const LETTER: f64 = 8.2;
/// Room between two columns for the connecting line.
const BETWEEN: f64 = 30.0;
/// From a line of a caption to the next.
const LINE: f64 = 18.0;
/// The height of a single row, with room for two lines below its nodes.
const SINGLE: f64 = NODE_HEIGHT + 2.0 * LINE + 8.0;

/// The strip.
pub(super) fn strip(view: &View<'_>) -> El {
    let strip = &view.picture.strip;
    let rows = f64::from(strip.half_rows) / 2.0;
    // A single row has the whole width, and room below each of its nodes, if logs are not many beside what is counted.
    let low = view.configuration.is_some() && view.world().servers().len() > 5;
    let single = strip.half_rows <= 2 && strip.columns <= 6 && !low;
    let pitch =
        if single { (WIDTH / f64::from(strip.columns.max(1))).min(250.0) } else { NODE_WIDTH + BETWEEN };
    let height = if single { SINGLE } else { rows * ROW };
    let spread = Spread { pitch, single };
    let lines = strip.nodes.iter().filter_map(|node| {
        let parent = &strip.nodes[node.parent?];
        Some(line(spread.position(parent), spread.position(node)))
    });
    let mut needed = pitch * f64::from(strip.columns) - BETWEEN + 2.0;
    let mut nodes = Vec::new();
    for (place, node) in strip.nodes.iter().enumerate() {
        let (node, end) = mark(view, place, node, &spread);
        needed = needed.max(end);
        nodes.push(node);
    }
    let svg = el("svg")
        .class("strip")
        .set(Attr::Width, needed)
        .set(Attr::Height, height)
        .set(Attr::ViewBox, format!("0 0 {} {}", short(needed), short(height)))
        .role("group")
        .label(view.words.panels)
        .all(lines)
        .all(nodes)
        .with(strip.here.map(|here| place(strip, here, &spread)));
    el("div").class("strip-scroll scrolls").set(Attr::Id, STRIP).with(svg)
}

/// How the nodes are spread.
struct Spread {
    /// From one column to the next.
    pitch: f64,
    /// There is only one row.
    single: bool,
}

impl Spread {
    fn position(&self, node: &Node) -> (f64, f64) {
        let x = 4.0 + f64::from(node.column) * self.pitch;
        (x, f64::from(node.half_row) / 2.0 * ROW + (ROW - NODE_HEIGHT) / 2.0)
    }
}

fn line(from: (f64, f64), to: (f64, f64)) -> El {
    let (x1, y1) = (from.0 + NODE_WIDTH, from.1 + NODE_HEIGHT / 2.0);
    let (x2, y2) = (to.0, to.1 + NODE_HEIGHT / 2.0);
    let middle = f64::midpoint(x1, x2);
    let d = format!(
        "M {} {} C {m} {} {m} {} {} {}",
        short(x1),
        short(y1),
        short(y1),
        short(y2),
        short(x2),
        short(y2),
        m = short(middle)
    );
    draw::path("strip-line", d)
}

/// Where one is between two nodes: a dot on the line from one to the other.
fn place(strip: &Strip, here: Between, spread: &Spread) -> El {
    let middle = |place: usize| {
        let (x, y) = spread.position(&strip.nodes[place]);
        (x, y + NODE_HEIGHT / 2.0)
    };
    let (x, y) = match (here.from.map(middle), here.to.map(middle)) {
        (Some((x1, y1)), Some((x2, y2))) => {
            let (start, share) = (x1 + NODE_WIDTH, f64::from(here.percent) / 100.0);
            // The line is as steep as it can be halfway.
            let eased = share * share * (3.0 - 2.0 * share);
            // Clear of both nodes.
            (start + 8.0 + (x2 - start - 16.0) * share, y1 + (y2 - y1) * eased)
        }
        (Some((x, y)), None) => (x + NODE_WIDTH + 8.0, y),
        (None, Some((x, y))) => (x + 4.0, y),
        (None, None) => (8.0, 24.0),
    };
    draw::circle("strip-here", Point::new(x, y), 7.0).unread()
}

/// What a node is called: `(c)`, `(3)`, `yours 1`.
#[must_use]
pub fn node_label(view: &View<'_>, place: usize, node: &Node) -> String {
    let words = view.words;
    let of_rule = view.state.run.rule().is_some();
    match &node.kind {
        NodeKind::Panel(_) if is_letter(&node.label) => phrases::panel_label(&node.label),
        NodeKind::Panel(name) if of_rule && name == "on" => words.rule_on.to_owned(),
        NodeKind::Panel(name) if of_rule && name == "off" => words.rule_off.to_owned(),
        NodeKind::Panel(_) => phrases::panel_label(&(view.picture.strip.first + place + 1).to_string()),
        NodeKind::Branch(_) => format!("{} {}", words.your_branch, node.label),
    }
}

/// A node with its caption, and where they end.
fn mark(view: &View<'_>, place: usize, node: &Node, spread: &Spread) -> (El, f64) {
    let (x, y) = spread.position(node);
    let words = view.words;
    let caption = view.picture.strip_captions.get(place).cloned().unwrap_or_default();
    let label = node_label(view, place, node);
    let alarm = node.alarm && !node.hidden;
    let bare = !node.hidden && node.logs.iter().all(Vec::is_empty);
    // In the order in which it is written.
    let standing = if bare { newest_term(view, node) } else { String::new() };
    let spoken = if node.hidden { words.hidden_future_help } else { "" };
    let spoken = [label.as_str(), &standing, &caption, spoken];
    let spoken = spoken.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let own = matches!(node.kind, NodeKind::Branch(_));
    let inside = match node.hidden {
        true => draw::word("node-hidden", Point::new(72.0, 31.0), words.hidden_future),
        false if bare => standings(node, standing),
        false => thumbnail(node, label_end(&label, own)),
    };
    let mark = view
        .choosable(draw::group(Point::new(x, y)), spoken, Intent::Jump(node.at))
        .key(place)
        .classes("node", &[(node.current, "current"), (alarm, "alarm"), (node.hidden, "hidden-future")])
        .set(Attr::Current, node.current.then_some("step"))
        .set(Attr::DataPanel, node_name(node))
        .with(el("title").with(caption.clone()))
        .with(draw::rect("node-box", Point::new(0.0, 0.0), NODE_WIDTH, NODE_HEIGHT, 6.0))
        .with(draw::word_from(
            if own { "node-label own" } else { "node-label" },
            Point::new(8.0, 19.0),
            // The caption beside it is another word.
            format!("{label} "),
        ))
        .with(inside);
    // Two lines below, as wide as the column, or one beside, up to the end of the strip.
    let (class, first, room, most) = if spread.single {
        ("node-caption below", Point::new(2.0, NODE_HEIGHT + LINE), spread.pitch - 8.0, 2)
    } else if node.leaf && node.column < 6 {
        let class = if alarm { "node-caption alarm" } else { "node-caption" };
        let beside = Point::new(NODE_WIDTH + 14.0, NODE_HEIGHT / 2.0 + 6.0);
        (class, beside, WIDTH - x - beside.x, 1)
    } else {
        return (mark, x + NODE_WIDTH + 2.0);
    };
    // An alarm is bold.
    let wider = if alarm && !spread.single { 1.15 } else { 1.0 };
    let lines = fitting(&caption, room / wider, most);
    let widest = lines.iter().map(|line| width(line) * wider).fold(0.0, f64::max);
    let mark = mark.all(lines.into_iter().enumerate().map(|(line, text)| {
        let start = Point::new(first.x, first.y + LINE * line as f64);
        draw::word_from(class, start, membership::set_by(&text, low)).key(line)
    }));
    (mark, x + first.x + widest.max(NODE_WIDTH - first.x) + 8.0)
}

/// The name of a configuration as in the paper.
fn low(name: membership::Name) -> Html {
    let shifted = |by| el("tspan").set(Attr::Dy, by);
    // What follows is back on its line, after a letter without a width.
    pieces(["C".html(), shifted("3").with(name.below()).into(), shifted("-3").with("\u{200b}").into()])
}

/// How wide a text is as a caption.
fn width(text: &str) -> f64 {
    width_of(text, LETTER)
}

/// Where a node's label ends, with a gap after it: it is bold, and wider than a caption. Those of own
/// branches are written smaller.
fn label_end(label: &str, own: bool) -> f64 {
    (width(label) * if own { 1.0 } else { 1.15 } + 14.0).min(84.0)
}

/// The text in at most so many lines, none wider than the room there is; what is too much is left
/// out. Widths are those of common letters: a text of capitals would be wider.
fn fitting(text: &str, room: f64, most: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in text.split_inclusive(|c: char| c == ' ' || is_wide(c)) {
        if !line.is_empty() && width(&line) + width(word.trim_end()) > room {
            if lines.len() + 1 == most {
                line.push('…');
                break;
            }
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

fn node_name(node: &Node) -> String {
    match &node.kind {
        NodeKind::Panel(name) => name.clone(),
        NodeKind::Branch(branch) => format!("branch-{}", branch.0),
    }
}

/// The logs, a row a server, to the right of this place or further.
fn thumbnail(node: &Node, from: f64) -> El {
    let left = from.max(42.0);
    let height = ((NODE_HEIGHT - 6.0) / node.logs.len().max(1) as f64).min(9.0);
    let longest = node.logs.iter().map(Vec::len).max().unwrap_or(0).max(3);
    let width = ((NODE_WIDTH - 4.0 - left) / longest as f64).min(20.0);
    let rows = node.logs.iter().enumerate().map(|(row, log)| {
        let y = 3.5 + row as f64 * height;
        let cells = log.iter().enumerate().map(move |(place, term)| {
            let corner = Point::new(left + place as f64 * width, y);
            draw::rect(format!("thumb {}", term_class(*term)), corner, width - 2.0, height - 1.4, 1.5)
        });
        el("g").key(row).all(cells)
    });
    el("g").unread().all(rows)
}

/// The servers while all logs are empty: a disc each in the colour of its term, with a ring round a
/// leader, a dashed one round a candidate, and a stroke through one that is down; and the newest term.
fn standings(node: &Node, newest_term: String) -> El {
    let left = 42.0;
    let pitch = ((NODE_WIDTH - 4.0 - left) / node.servers.len().max(1) as f64).min(16.0);
    let radius = (pitch / 2.0 - 2.5).min(5.0);
    let discs = node.servers.iter().enumerate().map(|(place, server)| {
        let at = Point::new(left + pitch * (place as f64 + 0.5), 12.5);
        let (class, crown) = match server.role {
            None => ("standing down", None),
            Some(RoleName::Follower) => ("standing", None),
            Some(RoleName::Candidate) => ("standing", Some("standing-crown candidate")),
            Some(RoleName::Leader) => ("standing", Some("standing-crown")),
        };
        let disc = draw::circle(format!("{class} {}", term_class(server.term)), at, radius);
        let cross = (
            at.towards(Point::new(at.x + radius, at.y + radius), -1.0),
            Point::new(at.x + radius, at.y + radius),
        );
        let down = server.role.is_none().then(|| draw::line("standing-cross", cross.0, cross.1));
        el("g")
            .key(place)
            .with(disc)
            .with(crown.map(|class| draw::circle(class, at, radius + 2.0)))
            .with(down)
    });
    let middle = Point::new(left + (NODE_WIDTH - 4.0 - left) / 2.0, 36.0);
    // The caption after it is another word.
    let term = draw::word("standing-term", middle, newest_term + " ");
    el("g").unread().all(discs).with(term)
}

/// The newest term that any server is in.
fn newest_term(view: &View<'_>, node: &Node) -> String {
    let newest = node.servers.iter().map(|server| server.term).max().unwrap_or(0);
    phrases::term(view.language, newest)
}

#[cfg(test)]
mod tests {
    use super::{LETTER, fitting};

    #[test]
    fn a_caption_takes_the_room_there_is() {
        let text = "S3 is back with x←1.";
        assert_eq!(fitting(text, 20.0 * LETTER, 2), [text]);
        assert_eq!(fitting(text, 19.0 * LETTER, 2), ["S3 is back with ", "x←1."]);
        assert_eq!(fitting(text, 9.0 * LETTER, 2), ["S3 is ", "back with …"]);
        assert_eq!(fitting(text, 16.0 * LETTER, 1), ["S3 is back with …"]);
        assert_eq!(fitting("S3 拒绝了 S5。", 9.0 * LETTER, 2), ["S3 拒绝了 ", "S5。"]);
        assert_eq!(fitting("", 9.0, 1), [""]);
    }
}
