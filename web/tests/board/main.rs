//! The board without a browser: what a person wants goes in, what is shown comes out.

mod answers;
mod book;
mod classroom;
mod clicker;
mod dials;
mod elections;
mod entries;
mod goals;
mod harness;
mod laboratory;
mod lectures;
mod marks;
mod membership;
mod offers;
mod pace;
mod proof;
mod rules;
mod running;
mod servers;
mod slices;
mod spoken;
mod stored;
mod written;
