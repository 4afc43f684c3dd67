//! One election as a run that the board can open.

use crate::experiment::Experiment;
use cluster::{BranchId, Timeline};
use judge::Judge;

impl Experiment {
    /// The trial of this number as the text of a link's run, and the event in which the watch starts.
    #[must_use]
    pub fn link(&self, number: u32) -> (String, u32) {
        let (setup, actions, began) = self.actions(number);
        let mut timeline: Timeline<Judge> = Timeline::new(setup, Judge::new);
        for action in actions {
            // Each of them was done before, in a world that was the same.
            if timeline.append(BranchId::ROOT, action).is_err() {
                break;
            }
        }
        let text = script::link::encode(&timeline, timeline.tip(BranchId::ROOT));
        (text, u32::try_from(began).unwrap_or(u32::MAX))
    }
}
