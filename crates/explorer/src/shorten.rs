//! Makes a run that breaks a property shorter, so that a person can read it.

use crate::run::{breaks, is_fixed};
use cluster::{Action, Setup};
use judge::Property;

/// Replays that shortening may take.
const PATIENCE: u32 = 20_000;

/// A shorter list of actions after which the same property breaks, by leaving out parts of it:
/// first large ones, then single actions, until nothing more can go (delta debugging). Messages
/// keep their names, so an action whose message is gone falls away with it.
///
/// Returns the actions as they are if the property does not break in them.
#[must_use]
pub fn shorten(setup: Setup, actions: &[Action], property: Property) -> Vec<Action> {
    let Some(mut best) = breaks(setup, actions, property) else { return actions.to_vec() };
    let mut replays = 0;
    let mut size = best.len().div_ceil(2).max(1);
    loop {
        let before = best.len();
        let mut start = 0;
        while start < best.len() && replays < PATIENCE {
            let end = (start + size).min(best.len());
            let removed = &best[start..end];
            let kept = best[..start].iter().chain(removed.iter().filter(|action| is_fixed(action)));
            let attempt: Vec<Action> = kept.chain(&best[end..]).cloned().collect();
            replays += 1;
            match breaks(setup, &attempt, property) {
                Some(shorter) if shorter.len() < best.len() => best = shorter,
                _ => start = end,
            }
        }
        if replays >= PATIENCE || (size == 1 && best.len() == before) {
            return best;
        }
        size = size.div_ceil(2);
    }
}
