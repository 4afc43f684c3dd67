//! Invariants of ARCHITECTURE.md that the compiler cannot hold us to. Each failure says what to do.

mod files;
mod house;
mod purity;
mod rules;
mod text;
