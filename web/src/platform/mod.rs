//! The browser interfaces that yew does not wrap. Nothing outside this module touches them.

pub mod boot;
pub mod files;
pub mod input;
mod menu;
pub mod page;
pub mod store;
pub mod table;
pub mod texts;
pub mod trials;
