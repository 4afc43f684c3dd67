//! How time passes on the board: an event at a time at reading pace while stepped, a slowed clock
//! while clocked.

use crate::state::run::Run;
use crate::state::rush::Rush;
use cluster::Cause;

/// A speed, as a place in a row of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed(u8);

/// The number of speeds.
pub const SPEEDS: u8 = 11;

/// Microseconds of the cluster's time that pass in a second of ours, a speed each.
const CLOCKED: [u64; SPEEDS as usize] =
    [1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_000_000];

impl Speed {
    /// ×1 while stepped; 25 ms of the cluster per second while clocked.
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

    /// The next faster speed, if there is one.
    #[must_use]
    pub fn faster(self) -> Self {
        Self::new(self.0 + 1)
    }

    /// The next slower speed, if there is one.
    #[must_use]
    pub fn slower(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// The time between two events while stepped, in microseconds of ours: ×N is exactly an Nth of ×1.
    fn event_us(self) -> u64 {
        (EVENT_US << Self::NORMAL.0) >> self.0
    }

    /// Microseconds of the cluster's time that pass in a second of ours while clocked.
    #[must_use]
    pub fn clock_rate(self) -> u64 {
        CLOCKED.get(usize::from(self.0)).copied().unwrap_or(CLOCKED[usize::from(Self::NORMAL.0)])
    }

    /// The clock's speed with its unit: `25 ms/s`.
    #[must_use]
    pub fn clocked_label(self) -> String {
        match self.clock_rate() {
            rate if rate < 1_000_000 => format!("{} ms/s", rate / 1_000),
            rate => format!("{} s/s", rate / 1_000_000),
        }
    }

    /// The speed while stepped: `×1`.
    #[must_use]
    pub fn stepped_label(self) -> String {
        match self.0 {
            0..=3 => format!("×1/{}", 16 >> self.0),
            place => format!("×{}", 1 << (place - 4)),
        }
    }
}

/// The time between two events at ×1, in microseconds.
const EVENT_US: u64 = 1_400_000;
/// The part of the time between two events in which messages travel, in percent.
const TRAVEL_PERCENT: u64 = 30;
/// The same of a rush, which leaves less time for reading.
const RUSH_TRAVEL_PERCENT: u64 = 70;
/// The longest time that one picture passes over: a page that was in the background does not leap.
const LONGEST_TICK_US: u64 = 300_000;
/// Microseconds in a second.
const SECOND_US: u64 = 1_000_000;
/// How long before its first event a running clock begins, in microseconds of ours.
const LEAD_IN_US: u64 = 600_000;

/// Whether something moves for this cause: a message arrives, or the ring makes room for a server.
fn is_seen_to_move(cause: &Cause) -> bool {
    matches!(cause, Cause::Delivered { .. } | Cause::DeliveredToDown(_) | Cause::Added(_))
}

/// The player.
#[derive(Clone, Debug)]
pub struct Player {
    /// Whether it plays.
    pub playing: bool,
    /// How fast.
    pub speed: Speed,
    /// The time in the world's microseconds, between two events while clocked.
    pub now: u64,
    /// The moment that it plays to quickly, if it does.
    pub rush: Option<Rush>,
    /// How long the last event has been shown, in our microseconds.
    shown: u64,
    /// How long its messages travel; 0: they jump.
    travel: u64,
    /// Millionths of a microsecond of the world that are still owed.
    owed: u64,
}

impl Player {
    /// A player that rests at the moment that is shown.
    #[must_use]
    pub fn resting(run: &Run) -> Self {
        let now = run.shot.scene.world.now().0;
        Self { playing: false, speed: Speed::NORMAL, now, rush: None, shown: 0, travel: 0, owed: 0 }
    }

    /// The run looks at another moment.
    pub fn moved(&mut self, run: &Run) {
        self.now = run.shot.scene.world.now().0;
        self.shown = 0;
        self.travel = 0;
        self.owed = 0;
    }

    /// Stops, wherever it was going.
    pub fn stop(&mut self) {
        self.playing = false;
        self.rush = None;
    }

    /// The run went one event forward: its messages travel, unless less motion is asked for.
    pub fn stepped(&mut self, run: &Run, less_motion: bool) {
        self.moved(run);
        let event = &run.shot.scene.event;
        let moves = !event.sent.is_empty() || !event.lost.is_empty() || is_seen_to_move(&event.cause);
        if moves && !less_motion && !run.is_clocked() {
            let share = if self.rush.is_some() { RUSH_TRAVEL_PERCENT } else { TRAVEL_PERCENT };
            self.travel = self.event_us() * share / 100;
        }
    }

    /// The time between two events now, in our microseconds.
    fn event_us(&self) -> u64 {
        self.rush.as_ref().map_or(self.speed.event_us(), |rush| rush.event_us)
    }

    /// Of the way that the last event's messages travel, what is behind them, from 0 to 100.
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

    /// Lets our time pass while stepped.
    pub fn pass(&mut self, ours_us: u64) {
        self.shown += ours_us.min(LONGEST_TICK_US);
    }

    /// How long ago the next event was due while stepped, in our microseconds; `None`: it is not due yet.
    #[must_use]
    pub fn overdue(&self) -> Option<u64> {
        self.shown.checked_sub(self.event_us()).filter(|_| self.playing)
    }

    /// The event that is shown now was due this long ago: the next one does not wait for it.
    pub fn late_by(&mut self, ours_us: u64) {
        self.shown = ours_us;
    }

    /// Lets our time pass while clocked.
    pub fn pass_clocked(&mut self, ours_us: u64) {
        let rate = self.rush.as_ref().map_or(self.speed.clock_rate(), |rush| rush.clock_rate);
        // What is not a whole microsecond is left for the next tick.
        let owed = self.owed + ours_us.min(LONGEST_TICK_US) * rate;
        self.owed = owed % SECOND_US;
        self.shown += ours_us;
        self.now += owed / SECOND_US;
    }

    /// Plays a clocked run from shortly before its first event: nothing happens earlier.
    pub fn begin(&mut self, run: &Run) {
        let first = run.shot.scene.world.next_due().map_or(self.now, |due| due.0);
        self.now = self.now.max(first.saturating_sub(LEAD_IN_US * self.speed.clock_rate() / SECOND_US));
        self.playing = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speed_is_what_it_says() {
        let one = Speed::NORMAL.event_us();
        for place in 0..SPEEDS {
            let speed = Speed::new(place);
            let label = speed.stepped_label();
            let times = label.trim_start_matches('×');
            let expected = match times.strip_prefix("1/") {
                Some(slower) => one * slower.parse::<u64>().unwrap(),
                None => one / times.parse::<u64>().unwrap(),
            };
            assert_eq!(speed.event_us(), expected, "{label}");
            let clocked = speed.clocked_label();
            let (count, unit) = clocked.split_once(' ').unwrap();
            let unit = if unit == "s/s" { 1_000_000 } else { 1_000 };
            assert_eq!(speed.clock_rate(), count.parse::<u64>().unwrap() * unit, "{clocked}");
        }
        assert_eq!(
            (Speed::NORMAL.stepped_label().as_str(), Speed::NORMAL.clocked_label().as_str()),
            ("×1", "25 ms/s")
        );
        assert_eq!(Speed::new(99).place(), SPEEDS - 1);
    }
}
