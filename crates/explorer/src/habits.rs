//! What kind of weather a run has: which faults are frequent, how late messages are.

use crate::random::Random;
use cluster::{Act, Dial, Link, Micros, Mode, Part, Reach, Span};
use raft_core::{Message, ServerSet};

/// How one run behaves. Drawn once a run, so that runs differ more from each other than the parts
/// of a run do: some defects need calm and late messages, others need many crashes.
#[derive(Clone, Debug)]
pub struct Habits {
    /// How many servers there are.
    pub servers: usize,
    /// How the run begins.
    pub mode: Mode,
    /// Whether a new leader appends a no-op entry (§8).
    pub no_op: bool,
    /// An election timer runs out once in so many chances as long as there is a leader.
    pub patience: usize,
    /// Which messages can be late.
    pub delays: Delays,
    /// In percent, those of them that stay under way for long.
    pub held: u8,
    /// A late message is delivered all the same once in so many chances.
    pub late: usize,
    /// The newest message arrives first, so that stories go on and old messages become very old.
    pub newest_first: bool,
    /// In percent, deliveries that take any message and not the oldest or newest.
    pub disorder: u8,
    /// For so many events at a time only some of the servers do anything and hear each other, as
    /// the stories of the paper's figures go; 0: always all of them.
    pub scene: usize,
    /// Clients ask for something once in so many events at most: catching up with a long log takes
    /// long, and little else happens meanwhile.
    pub pace: usize,
    /// More messages than this under way, and some are lost.
    pub room: usize,
    /// In percent, acts that bring a leader an answer to what it sent when it led an earlier term.
    /// Few runs have that, and those are made for it: see [`Habits::haunted`].
    pub ghosts: u8,
    /// How often each kind of act is tried, in relation to the others.
    pub weights: [u16; Kind::COUNT],
}

/// Which messages can be late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delays {
    /// Any.
    Any,
    /// RequestVote.
    Candidacies,
    /// The answers to it.
    Votes,
    /// AppendEntries.
    Entries,
    /// The answers to it.
    Acknowledgements,
}

impl Delays {
    const ALL: [Self; 5] = [Self::Any, Self::Candidacies, Self::Votes, Self::Entries, Self::Acknowledgements];

    /// Whether this message can be late.
    #[must_use]
    pub fn concerns(self, message: &Message) -> bool {
        match self {
            Self::Any => true,
            Self::Candidacies => matches!(message, Message::RequestVote(_)),
            Self::Votes => matches!(message, Message::RequestVoteReply(_)),
            Self::Entries => matches!(message, Message::AppendEntries(_)),
            Self::Acknowledgements => matches!(message, Message::AppendEntriesReply(_)),
        }
    }
}

/// The kinds of acts that chaos chooses from, the frequent ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Step,
    Deliver,
    Timeout,
    Beat,
    Request,
    Send,
    Restart,
    Crash,
    DeliverAndCrash,
    Lose,
    Duplicate,
    Delay,
    Cut,
    Heal,
    HealAll,
    Partition,
    Turn,
    SetTimer,
    HandOver,
}

impl Kind {
    pub(crate) const COUNT: usize = Self::ALL.len();
    const ALL: [Self; 19] = [
        Self::Step,
        Self::Deliver,
        Self::Timeout,
        Self::Beat,
        Self::Request,
        Self::Send,
        Self::Restart,
        Self::Crash,
        Self::DeliverAndCrash,
        Self::Lose,
        Self::Duplicate,
        Self::Delay,
        Self::Cut,
        Self::Heal,
        Self::HealAll,
        Self::Partition,
        Self::Turn,
        Self::SetTimer,
        Self::HandOver,
    ];
}

impl Habits {
    /// Habits drawn at random.
    pub fn draw(random: &mut Random, servers: Option<usize>) -> Self {
        let mode = if random.percent(75) { Mode::Stepped } else { Mode::Clocked };
        let clocked = mode == Mode::Clocked;
        let mut weights = [0; Kind::COUNT];
        let mut set = |kind: Kind, weight: u16| weights[kind as usize] = weight;
        set(Kind::Step, if clocked { 3000 } else { 0 });
        set(Kind::Deliver, if clocked { 40 } else { 1000 });
        set(Kind::Timeout, if clocked { 5 } else { random.pick(&[5, 20, 60]) });
        set(Kind::Beat, if clocked { 5 } else { random.pick(&[5, 20, 60]) });
        set(Kind::Request, random.pick(&[10, 30, 60]));
        set(Kind::Send, if clocked { 5 } else { random.pick(&[5, 20, 60]) });
        set(Kind::Restart, random.pick(&[5, 20, 60]));
        set(Kind::Crash, random.pick(&[1, 4, 16]));
        set(Kind::DeliverAndCrash, random.pick(&[1, 4, 16]));
        set(Kind::Lose, random.pick(&[2, 10, 60]));
        set(Kind::Duplicate, random.pick(&[2, 10, 30]));
        set(Kind::Delay, if clocked { random.pick(&[2, 20]) } else { 0 });
        set(Kind::Cut, random.pick(&[1, 3, 10]));
        set(Kind::Heal, random.pick(&[1, 4, 16]));
        set(Kind::HealAll, random.pick(&[2, 8, 30]));
        set(Kind::Partition, random.pick(&[1, 2, 4]));
        set(Kind::Turn, if clocked { 4 } else { 0 });
        set(Kind::SetTimer, if clocked { 8 } else { 0 });
        set(Kind::HandOver, random.pick(&[0, 0, 0, 1]));
        let habits = Self {
            servers: servers.unwrap_or(if random.percent(70) { 5 } else { 3 }),
            mode,
            no_op: random.percent(10),
            patience: random.pick(&[1, 4, 16, 64]),
            delays: random.pick(&Delays::ALL),
            held: random.pick(&[0, 5, 20, 50]),
            late: random.pick(&[20, 100, 500]),
            newest_first: random.percent(50),
            disorder: random.pick(&[5, 30, 100]),
            scene: random.pick(&[0, 12, 20, 35, 60]),
            pace: random.pick(&[10, 50, 200]),
            room: random.pick(&[16, 32, 64]),
            ghosts: 0,
            weights,
        };
        if random.percent(10) { habits.haunted(servers) } else { habits }
    }

    /// Weather in which answers to AppendEntries stay away until their leader leads again: calm, with
    /// five servers that take turns, and short logs. A defence against such an answer is missed only
    /// if it comes when the leader's new entry stands exactly where the answer says, on a log that
    /// was overwritten meanwhile; by chance alone that is one run in ten thousand.
    fn haunted(mut self, servers: Option<usize>) -> Self {
        let mut set = |kind: Kind, weight: u16| self.weights[kind as usize] = weight;
        set(Kind::Step, 0);
        set(Kind::Deliver, 1000);
        for kind in [Kind::Crash, Kind::DeliverAndCrash, Kind::Cut, Kind::Partition, Kind::Lose] {
            set(kind, 1);
        }
        for kind in [Kind::Delay, Kind::Turn, Kind::SetTimer, Kind::HandOver, Kind::Duplicate] {
            set(kind, 0);
        }
        Self {
            servers: servers.unwrap_or(5),
            mode: Mode::Stepped,
            no_op: false,
            delays: Delays::Acknowledgements,
            held: 50,
            late: 500,
            newest_first: true,
            disorder: 5,
            scene: self.scene.clamp(12, 20),
            pace: 20,
            room: 64,
            ghosts: 40,
            ..self
        }
    }

    /// A kind of act, by weight.
    pub(crate) fn kind(&self, random: &mut Random) -> Kind {
        let total: u16 = self.weights.iter().sum();
        let mut left = u16::try_from(random.below(usize::from(total))).unwrap_or(0);
        for kind in Kind::ALL {
            let weight = self.weights[kind as usize];
            if left < weight {
                return kind;
            }
            left -= weight;
        }
        Kind::Deliver
    }
}

/// A random setting of a random dial, in the range where elections succeed now and then; of these
/// servers, now and then one or a link between two has its own.
pub(crate) fn turn(random: &mut Random, servers: ServerSet) -> Act {
    let dial = if random.percent(8) { Dial::Clock(random.pick(&[50, 90, 110, 200])) } else { dial(random) };
    let pick = |random: &mut Random, from: ServerSet| from.iter().nth(random.below(from.len().max(1)));
    match (dial.kind().reach, pick(random, servers)) {
        (Reach::Server, Some(server)) if matches!(dial, Dial::Clock(_)) || random.percent(20) => {
            Act::TurnFor { part: Part::Server(server), dial }
        }
        (Reach::Link, Some(from)) if random.percent(20) => {
            match pick(random, servers.without(ServerSet::only(from))) {
                Some(to) => {
                    let link = Link { from, to, both: random.percent(50) };
                    Act::TurnFor { part: Part::Link(link), dial }
                }
                None => Act::Turn(dial),
            }
        }
        (Reach::Server | Reach::Link | Reach::All, _) => Act::Turn(dial),
    }
}

/// A random setting of a random dial of all.
fn dial(random: &mut Random) -> Dial {
    let ms = |random: &mut Random, longest: u64| Micros::from_ms(random.between(1, longest));
    let mut span = |shortest: u64, widest: u64| {
        let min = random.between(shortest, shortest + widest);
        Span::from_ms(min, min + random.between(0, widest))
    };
    let (latency, timeout, disk) = (span(1, 60), span(60, 200), span(0, 10));
    match random.below(10) {
        0 => Dial::Latency(latency),
        1 => Dial::Timeout(timeout),
        2 => Dial::Disk(disk),
        3 => Dial::Heartbeat(ms(random, 100)),
        4 => Dial::Mtbf(Micros::from_ms(random.between(0, 10) * 500)),
        5 => Dial::Repair(ms(random, 2000)),
        6 => Dial::Loss(random.pick(&[0, 2, 10, 30])),
        7 => Dial::Duplication(random.pick(&[0, 2, 10, 30])),
        8 => Dial::Reordering(random.pick(&[0, 5, 30, 80])),
        _ => Dial::Requests(random.pick(&[0, 5, 20, 100])),
    }
}
