//! A run as a script: what was played from a script in its own words, what was done by hand one
//! plain act a line. Playing it gives the same worlds.

use crate::print::{print, print_line};
use crate::select::{self, selector_for};
use crate::story::{Played, Story};
use crate::syntax::{Act, Bundle, Fact, Line, Losses, Mode, Script, Selector, Statement};
use cluster::{Act as One, Action, Event, MessageId, Micros, Moment, Timeline, World};
use judge::Judge;
use raft_core::ServerId;

/// A path as a script.
#[derive(Clone, Debug)]
pub struct Recording {
    /// The script.
    pub script: Script,
    /// For each of its lines, which events of the path it made.
    pub events: Vec<Events>,
}

/// The events of a line: those after `before`, up to `last`. None if the two are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Events {
    /// The last event before the line.
    pub before: u32,
    /// Its last event.
    pub last: u32,
}

impl Recording {
    /// The text of the script.
    #[must_use]
    pub fn text(&self) -> String {
        print(&self.script)
    }

    /// Each line's text and events.
    pub fn lines(&self) -> impl Iterator<Item = (String, Events)> {
        let header = &self.script.header;
        self.script.lines.iter().map(|line| print_line(header, line)).zip(self.events.iter().copied())
    }

    /// The line that made an event, from 1.
    #[must_use]
    pub fn line_of(&self, event: u32) -> Option<u32> {
        let made = |events: &Events| events.before < event && event <= events.last;
        self.events.iter().position(made).and_then(|place| u32::try_from(place + 1).ok())
    }

    fn push(&mut self, line: Line, before: u32, last: u32) {
        self.script.lines.push(line);
        self.events.push(Events { before, last });
    }
}

/// The path from the start of the run to a moment, as a script.
///
/// While the path follows the story's script, it is that script's lines, with their comments. A
/// line that the path leaves half way is written as the acts it stands for, and so is everything
/// done by hand. Expectations that are not met are left out, and broken properties are expected,
/// so that `check` is content with the result.
#[must_use]
pub fn record(story: &Story, moment: Moment) -> Recording {
    let path = path(story, moment);
    let (mut recording, followed, runs) = follow(story, &path);
    write_acts(&mut recording, story, followed, moment, runs);
    recording
}

/// What was done from an event of a path on, up to a moment, a plain act a line. `runs`: the script's
/// time may be ahead of the world's there.
pub(crate) fn acts_after(story: &Story, event: u32, moment: Moment, runs: bool) -> Vec<Line> {
    let script = Script { header: story.script.header.clone(), lines: Vec::new() };
    let mut recording = Recording { script, events: Vec::new() };
    write_acts(&mut recording, story, event, moment, runs);
    recording.script.lines
}

fn write_acts(recording: &mut Recording, story: &Story, event: u32, moment: Moment, runs: bool) {
    let start = Moment { event, ..moment };
    let actions = story.timeline.actions_to(moment);
    let world = story.timeline.scene(start).world;
    let before = Seeker { timeline: &story.timeline, actions: &actions, moment: start, world };
    let mut writer = Writer { recording: &mut *recording, before, event, waiting: 0, unsure: runs };
    for action in actions.iter().skip(event as usize) {
        writer.write(action);
    }
    writer.write_steps();
    expect_violations(story, moment, recording);
}

/// The last moment of a path on each of its branches.
fn path(story: &Story, moment: Moment) -> Vec<Moment> {
    let timeline = &story.timeline;
    let mut end =
        timeline.owner(Moment { event: moment.event.min(timeline.branch(moment.branch).end()), ..moment });
    let mut path = vec![end];
    while let Some(parent) = timeline.branch(end.branch).parent() {
        path.push(parent);
        end = parent;
    }
    path
}

/// The story's lines that the path follows, the last event of theirs, and whether the script's
/// time may be ahead of the world's after them.
fn follow(story: &Story, path: &[Moment]) -> (Recording, u32, bool) {
    let on_path =
        |played: &Played| path.iter().any(|end| end.branch == played.branch && played.last <= end.event);
    let mut all_played = story.played.iter().peekable();
    let mut checks_failed = story.findings.iter().filter(|finding| finding.kind.is_check()).peekable();
    let script = Script { header: story.script.header.clone(), lines: Vec::new() };
    let mut recording = Recording { script, events: Vec::new() };
    let (mut followed, mut runs) = (0, false);
    // Comments and blank lines belong to the command after them; at the end, to the one before.
    let mut between: Vec<Line> = Vec::new();
    let mut last_was_followed = true;
    for (line, number) in story.script.lines.iter().zip(1..) {
        let Some(statement) = &line.statement else {
            between.push(line.clone());
            continue;
        };
        let is_header = matches!(statement, Statement::Title | Statement::Servers | Statement::Mode);
        // Both lists are in file order.
        let played = all_played.next_if(|played| played.line == number).filter(|played| on_path(played));
        let mut failed = false;
        while checks_failed.next_if(|finding| finding.line == number).is_some() {
            failed = true;
        }
        let followed_here = match played {
            _ if is_header => Some((0, 0)),
            Some(played) if !failed => Some((played.before, played.last)),
            _ => None,
        };
        last_was_followed = followed_here.is_some();
        match followed_here {
            None => between.clear(),
            Some((before, last)) => {
                between.drain(..).for_each(|line| recording.push(line, before, before));
                recording.push(line.clone(), before, last);
                followed = followed.max(last);
                runs |= matches!(statement, Statement::Bundle(Bundle::Run(_) | Bundle::RunUntil { .. }));
            }
        }
    }
    if last_was_followed {
        between.drain(..).for_each(|line| recording.push(line, followed, followed));
    }
    (recording, followed, runs)
}

/// The world at one moment of a path after the other.
struct Seeker<'a> {
    timeline: &'a Timeline<Judge>,
    /// Every action of the path.
    actions: &'a [&'a Action],
    moment: Moment,
    world: World,
}

impl Seeker<'_> {
    /// The world just after an event, not before the last one asked for.
    fn world_after(&mut self, event: u32) -> &World {
        /// Longer ways are jumped over: the timeline keeps copies.
        const LONG: u32 = 512;
        let way = event.saturating_sub(self.moment.event);
        let target = Moment { event, ..self.moment };
        if way > LONG {
            self.world = self.timeline.scene(target).world;
        } else {
            let mut happened = Event::start();
            for action in self.actions.get(self.moment.event as usize..event as usize).unwrap_or_default() {
                // It was done before, in an equal world: it cannot fail.
                self.world.apply_into::<true>(action, &mut happened).ok();
            }
        }
        self.moment = target;
        &self.world
    }
}

/// Writes actions as lines.
struct Writer<'a> {
    recording: &'a mut Recording,
    before: Seeker<'a>,
    /// The number of the last action.
    event: u32,
    /// Scheduled events that no line makes yet.
    waiting: u32,
    /// The script's time may be ahead of the world's.
    unsure: bool,
}

impl Writer<'_> {
    fn write(&mut self, action: &Action) {
        let unsure = core::mem::take(&mut self.unsure);
        if action.act == One::Step {
            self.waiting += 1;
            self.event += 1;
            return;
        }
        // A time also stands for the scheduled events before it.
        let at = action.at.or_else(|| if unsure { self.time_now() } else { None });
        if at.is_none() {
            self.write_steps();
        }
        let first = self.event - core::mem::take(&mut self.waiting);
        let acts = acts(self.before.world_after(self.event), &action.act);
        self.event += 1;
        for act in acts {
            self.recording.push(Statement::Act { at, act }.into(), first, self.event);
        }
    }

    /// What time it is, if nothing more is to happen at that time before the next act.
    fn time_now(&mut self) -> Option<Micros> {
        let world = self.before.world_after(self.event);
        let now = world.now();
        let over = world.next_due().is_none_or(|due| due > now);
        (over && world.mode() == cluster::Mode::Clocked).then_some(now)
    }

    /// Writes the scheduled events that wait for a line.
    fn write_steps(&mut self) {
        let count = core::mem::take(&mut self.waiting);
        if count > 0 {
            let line = Statement::Bundle(Bundle::Step(count));
            self.recording.push(line.into(), self.event - count, self.event);
        }
    }
}

/// The script's acts for an act of the cluster: one, but for messages lost together that no one
/// line means.
fn acts(world: &World, act: &One) -> Vec<Act> {
    let network = world.network();
    let selected = |id: &MessageId, act: fn(Selector) -> Act| selector_for(*id, network).map(act);
    let act = match act {
        // Counted, never written as an act.
        One::Step => None,
        One::Timeout(server) => Some(Act::Timeout(*server)),
        One::Beat(server) => Some(Act::Beat(*server)),
        One::Send { from, to } => Some(Act::Send { from: *from, to: *to, entries: None }),
        One::SendEmpty { from, to } => Some(Act::Send { from: *from, to: *to, entries: Some(0) }),
        One::SendSome { from, to, entries } => {
            Some(Act::Send { from: *from, to: *to, entries: Some(*entries) })
        }
        One::Request { server, command } => Some(Act::Request { server: *server, command: *command }),
        One::Reconfigure { server, target } => Some(Act::Reconfigure { server: *server, target: *target }),
        One::Add(server) => Some(Act::Add(*server)),
        One::Crash(server) => Some(Act::Crash(vec![*server])),
        One::Restart(server) => Some(Act::Restart(vec![*server])),
        One::Deliver(id) => selected(id, |message| Act::Deliver { message, and_crash: false }),
        One::DeliverAndCrash(id) => selected(id, |message| Act::Deliver { message, and_crash: true }),
        One::Lose(ids) => return losses(world, ids).into_iter().map(Act::Lose).collect(),
        One::Duplicate(id) => selected(id, Act::Duplicate),
        One::Delay { message, by } => {
            selector_for(*message, network).map(|message| Act::Delay { message, by: *by })
        }
        One::Cut(link) => Some(Act::Cut(*link)),
        One::Heal(link) => Some(Act::Heal(*link)),
        One::HealAll => Some(Act::HealAll),
        One::Partition(groups) => Some(Act::Partition(groups.clone())),
        One::Switch { rule, on } => Some(Act::Rule { rule: *rule, on: *on }),
        One::Turn(dial) => Some(Act::Timing { dials: vec![*dial], part: None }),
        One::TurnFor { part, dial } => Some(Act::Timing { dials: vec![*dial], part: Some(*part) }),
        One::SetTimer { server, remaining } => Some(Act::Timer { server: *server, remaining: *remaining }),
        One::Stepped => Some(Act::Mode(Mode::Stepped)),
        One::Clocked { seed } => Some(Act::Mode(Mode::Clocked { seed: *seed })),
    };
    act.into_iter().collect()
}

/// As few `lose` lines as it takes, each meaning only messages that are to be lost.
fn losses(world: &World, ids: &[MessageId]) -> Vec<Losses> {
    let mut world = world.clone();
    let mut left = ids.to_vec();
    let mut lines = Vec::new();
    while let Some((losses, lost)) = best_losses(&world, &left) {
        lines.push(losses);
        left.retain(|id| !lost.contains(id));
        if world.apply(&One::Lose(lost).into()).is_err() {
            break;
        }
    }
    lines
}

/// The line that loses most of these messages and no others.
fn best_losses(world: &World, left: &[MessageId]) -> Option<(Losses, Vec<MessageId>)> {
    let network = world.network();
    let mut candidates = vec![Losses::Rest];
    candidates.extend(ServerId::all().map(Losses::To));
    candidates.extend(ServerId::all().map(Losses::From));
    for envelope in network.messages().iter().filter(|envelope| left.contains(&envelope.id)) {
        let kind = select::kind_of(&envelope.message);
        let (from, to) = (envelope.id.from, envelope.id.to);
        let plain = Selector { kind, from, to, term: None, entries: None, nth: None };
        let by_term = Selector { term: Some(envelope.message.term()), ..plain };
        let alone = selector_for(envelope.id, network);
        candidates.extend([Some(plain), Some(by_term), alone].into_iter().flatten().map(Losses::Matching));
    }
    let mut best: Option<(Losses, Vec<MessageId>)> = None;
    for losses in candidates {
        let lost = select::losses(&losses, network).unwrap_or_default();
        let fits = !lost.is_empty() && lost.iter().all(|id| left.contains(id));
        // The plainest of those that lose equally many comes first.
        if fits && best.as_ref().is_none_or(|(_, most)| lost.len() > most.len()) {
            best = Some((losses, lost));
        }
    }
    best
}

/// Expects every property that is broken on the path, after the line in which it breaks, unless
/// the script does already.
fn expect_violations(story: &Story, moment: Moment, recording: &mut Recording) {
    let scene = story.timeline.scene(moment);
    for violation in scene.observer.violations() {
        let fact = Fact::Violation(violation.property);
        let expectation = Statement::Expect { negated: false, fact };
        let known = recording.script.lines.iter().any(|line| line.statement.as_ref() == Some(&expectation));
        // An event can be several lines: the last of them completes it.
        let place = recording
            .events
            .iter()
            .rposition(|events| events.before < violation.event && violation.event <= events.last);
        if let (false, Some(place)) = (known, place) {
            let last = recording.events[place].last;
            recording.script.lines.insert(place + 1, expectation.into());
            recording.events.insert(place + 1, Events { before: last, last });
        }
    }
}
