//! The board without a browser: what a person wants goes in, what is shown comes out.

mod book;
mod classroom;
mod entries;
mod goals;
mod harness;
mod laboratory;
mod marks;
mod proof;
mod rules;
mod running;
mod shelf;
