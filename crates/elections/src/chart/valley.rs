//! The expected time of an election against the election timeout, both in exchanges' halves: the closed form
//! of Ongaro's thesis (2014), section 9.3, and where an experiment stands.

use super::axis::Axis;
use super::{Frame, mean, path, us, word, write};
use crate::experiment::{Begins, Experiment};
use crate::theory;
use cluster::Micros;

/// The lowest and the highest ratio of timeout to latency that is drawn.
const RATIOS: (f64, f64) = (1.0, 200.0);
/// The shortest and the longest time that is drawn, in latencies.
const TIMES: (f64, f64) = (5.0, 500.0);

/// The closed form for an experiment's servers, with the mean of its elections as a dot.
pub(crate) fn valley(experiment: &Experiment, took: Option<Micros>, narrow: bool) -> String {
    let frame = if narrow {
        Frame { width: 360.0, height: 250.0, left: 52.0, right: 350.0, top: 12.0, bottom: 192.0 }
    } else {
        Frame { width: 340.0, height: 260.0, left: 48.0, right: 328.0, top: 12.0, bottom: 202.0 }
    };
    let across = Axis::over(RATIOS.0, RATIOS.1, frame.left, frame.right);
    let up = Axis::over(TIMES.0, TIMES.1, frame.bottom, frame.top);
    let mut svg = frame.open("valley");
    for (value, named) in across.marks().filter(|(_, named)| *named) {
        let x = across.place(value);
        path(
            &mut svg,
            "grid",
            &format!("M{x:.1} {:.1}V{:.1}", frame.top, frame.bottom),
            "stroke=\"#d8d2c4\"",
        );
        if named {
            word(&mut svg, "tick", (x, frame.bottom + 19.0), "middle", &format!("{value:.0}"));
        }
    }
    for (value, _) in up.marks().filter(|(_, named)| *named) {
        let y = up.place(value);
        path(
            &mut svg,
            "grid",
            &format!("M{:.1} {y:.1}H{:.1}", frame.left, frame.right),
            "stroke=\"#d8d2c4\"",
        );
        word(&mut svg, "tick", (frame.left - 6.0, y + 5.0), "end", &format!("{value:.0}"));
    }
    word(&mut svg, "axis", (frame.left, frame.bottom + 42.0), "start", "{x}");
    path(&mut svg, "curve", &closed_form(experiment, across, up), "stroke=\"#17202b\" stroke-width=\"2\"");
    // A message takes a latency; a write is half of an exchange of two messages.
    let one_way = mean(experiment.latency) + mean(experiment.disk) / 2.0;
    if let Some(took) = took.filter(|_| one_way > 0.0) {
        let shortest = us(experiment.timeout.min);
        // A leader crashes a quarter of the shortest timeout after its heartbeats, on average.
        let since_heartbeat = if experiment.begins == Begins::Fresh { shortest / 4.0 } else { 0.0 };
        let (x, y) = (across.place(shortest / one_way), up.place((us(took) - since_heartbeat) / one_way));
        write(
            &mut svg,
            format_args!(
                "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7\" fill=\"#0059a8\" stroke=\"#fff\" stroke-width=\"2\"/>"
            ),
        );
    }
    svg + "</svg>"
}

fn closed_form(experiment: &Experiment, across: Axis, up: Axis) -> String {
    let mut d = String::new();
    for step in 0..=120 {
        let ratio = RATIOS.0 * (RATIOS.1 / RATIOS.0).powf(f64::from(step) / 120.0);
        let time = theory::expected_time(experiment.servers, experiment.failed, ratio);
        if time > 0.0 && time <= TIMES.1 {
            let letter = if d.is_empty() { 'M' } else { 'L' };
            write(&mut d, format_args!("{letter}{:.1} {:.1}", across.place(ratio), up.place(time)));
        }
    }
    d
}
