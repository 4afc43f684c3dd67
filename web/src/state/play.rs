//! How time goes by on the board: reading pace in stepped running, a slowed clock in clocked.

use crate::state::run::Run;

/// How fast. In the middle an event a second, or a fortieth of real time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed(u8);

/// How many speeds there are, each twice as fast as the one before.
pub const SPEEDS: u8 = 11;

impl Speed {
    /// The speed in the middle.
    pub const NORMAL: Self = Self(4);

    /// This speed of the row; the fastest beyond its end.
    #[must_use]
    pub fn new(place: u8) -> Self {
        Self(place.min(SPEEDS - 1))
    }

    /// Its place in the row.
    #[must_use]
    pub fn place(self) -> u8 {
        self.0
    }

    /// Twice as fast, if there is such a speed.
    #[must_use]
    pub fn faster(self) -> Self {
        Self::new(self.0 + 1)
    }

    /// Half as fast, if there is such a speed.
    #[must_use]
    pub fn slower(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// A duration at normal speed, at this speed. Exact to the microsecond.
    fn stretch(self, normal_us: u64) -> u64 {
        (normal_us << Self::NORMAL.0) >> self.0
    }

    /// How much time of the world passes in this much time of ours: a fortieth at normal speed.
    fn clocked(self, ours_us: u64) -> u64 {
        (ours_us << self.0) / (40 << Self::NORMAL.0)
    }

    /// The speed of the clock for people: `1/40`, `1.6`.
    #[must_use]
    pub fn clocked_label(self) -> String {
        let slow = 640_u32 >> self.0;
        match self.0 {
            0..=4 => format!("1/{slow}"),
            5 => "1/20".to_owned(),
            6 => "1/10".to_owned(),
            7 => "1/5".to_owned(),
            8 => "0.4".to_owned(),
            9 => "0.8".to_owned(),
            _ => "1.6".to_owned(),
        }
    }

    /// The speed of step-by-step playing for people: `×1`.
    #[must_use]
    pub fn stepped_label(self) -> String {
        match self.0 {
            0..=3 => format!("×1/{}", 16 >> self.0),
            place => format!("×{}", 1 << (place - 4)),
        }
    }
}

/// How long a message travels when an event is played step by step.
const TRAVEL_US: u64 = 420_000;
/// How long an event stays before the next is played.
const READING_US: u64 = 1_000_000;
/// A tick is never longer than this: a page that was in the background does not leap.
const LONGEST_TICK_US: u64 = 100_000;

/// The player.
#[derive(Clone, Debug)]
pub struct Player {
    /// Whether it plays.
    pub playing: bool,
    /// How fast.
    pub speed: Speed,
    /// The time in the world's microseconds, between two events while the clock runs.
    pub now: u64,
    /// How long the last event has been shown, in our microseconds.
    shown: u64,
    /// How long its messages travel; 0: they jump.
    travel: u64,
    /// Parts of a microsecond of the world that are still owed.
    owed: u64,
}

impl Player {
    /// A player that rests at the moment the run looks at.
    #[must_use]
    pub fn resting(run: &Run) -> Self {
        let now = run.shot.scene.world.now().0;
        Self { playing: false, speed: Speed::NORMAL, now, shown: 0, travel: 0, owed: 0 }
    }

    /// The run looks at another moment.
    pub fn moved(&mut self, run: &Run) {
        self.now = run.shot.scene.world.now().0;
        self.shown = 0;
        self.travel = 0;
        self.owed = 0;
    }

    /// The run went one event forward: its messages travel, unless somebody wants less motion.
    pub fn stepped(&mut self, run: &Run, less_motion: bool) {
        self.moved(run);
        let event = &run.shot.scene.event;
        let moves =
            !event.sent.is_empty() || !event.lost.is_empty() || event.cause.kind().starts_with("deliver");
        if moves && !less_motion && !run.is_clocked() {
            self.travel = self.speed.stretch(TRAVEL_US).clamp(120_000, 900_000);
        }
    }

    /// How far the last event's messages have travelled, from 0 to 100.
    #[must_use]
    pub fn travelled(&self) -> u8 {
        if self.shown >= self.travel {
            return 100;
        }
        u8::try_from(self.shown * 100 / self.travel).unwrap_or(100)
    }

    /// Whether the picture changes by itself.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.playing || self.shown < self.travel
    }

    /// Lets our time pass. Returns whether, step by step, the next event is due.
    pub fn pass(&mut self, ours_us: u64) -> bool {
        self.shown += ours_us.min(LONGEST_TICK_US);
        self.playing && self.shown >= self.travel + self.speed.stretch(READING_US)
    }

    /// Lets our time pass while the clock runs.
    pub fn pass_clocked(&mut self, ours_us: u64) {
        let ours = self.owed + ours_us.min(LONGEST_TICK_US);
        let world = self.speed.clocked(ours);
        // What was not enough for a whole microsecond waits for the next tick.
        self.owed = if world == 0 { ours } else { 0 };
        self.shown += ours_us;
        self.now += world;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_speed_is_twice_the_one_before() {
        assert_eq!(Speed::NORMAL.clocked(40_000), 1000);
        assert_eq!(Speed::NORMAL.faster().clocked(40_000), 2000);
        assert_eq!(Speed::NORMAL.slower().clocked(40_000), 500);
        assert_eq!(Speed::new(99).place(), SPEEDS - 1);
        assert_eq!(Speed::NORMAL.clocked_label(), "1/40");
        assert_eq!(Speed::NORMAL.stepped_label(), "×1");
    }
}
