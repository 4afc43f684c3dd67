//! The world: what acts do, how time goes, what breaks without a rule, and runs that branch.

mod acts;
mod candidacies;
mod clocked;
mod dials;
mod disks;
mod draws;
mod film;
mod golden;
mod harness;
mod parts;
mod rules_break;
mod rules_members;
mod rules_spare;
mod timelines;
