//! The judge.
mod property;
pub use property::Property;
