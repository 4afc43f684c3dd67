//! The timing laboratory (§5.6, §9.3): how long a cluster is without a leader, measured over
//! thousands of elections.
//!
//! An [`Experiment`] says what the cluster is like, what has failed, and when the watch is stopped.
//! Each of its trials is a run of the world of the board, with the core in it: nothing is computed
//! by a formula. A trial depends on the experiment, its seed and its own number alone, so any of
//! them can be played again on the board ([`Experiment::actions`]), and the same seed gives the same
//! curve on every machine, to the microsecond.
//!
//! [`Tally`] collects what trials came to; its quantiles are what the figures of the paper show.
//! [`presets`] are the lines of the paper's Figure 16, the settings of Ongaro's thesis, and its open
//! questions; [`published`] has what the literature measured with them. [`theory`] has the thesis's closed
//! forms, to be drawn behind the curves. [`laboratory`] grows series of them and draws the curves; [`desk`] is what a
//! page's worker has of it.

mod chart;
pub mod desk;
mod experiment;
pub mod laboratory;
mod prepare;
pub mod presets;
pub mod published;
pub mod read;
mod replay;
mod tally;
pub mod theory;
mod trial;

pub use experiment::{Begins, Ends, Experiment, Logs, Trouble, Twist};
pub use tally::{QUANTILES, Quantile, Tally};
pub use trial::{Bench, LONGEST, Trial};
