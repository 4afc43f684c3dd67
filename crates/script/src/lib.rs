//! The script language: a run as text that people read, write, save and play again.
//!
//! - [`parse()`] and [`print()`]: text to [`Script`] and back, comments and blank lines included.
//! - [`play()`]: a script to a [`Story`], a [`cluster::Timeline`] with a branch for each `branch`,
//!   and where in it every line, panel and question is.
//! - [`record()`]: one path of what was played and done, as a script again; [`whole()`]: all of it.
//! - [`session`]: a run with what was answered in it, as it is stored and handed in.
//! - [`link`]: runs and places as the hash of an address.
//! - [`library`]: the scenarios that come with the board.
//!
//! Errors are data ([`ScriptError`]): a place, and an [`ErrorKind`] with its operands.

mod bundles;
pub mod course;
pub mod error;
mod facts;
pub mod goals;
mod lexer;
pub mod library;
pub mod link;
mod nearest;
pub mod parse;
pub mod play;
pub mod print;
pub mod record;
mod scenario;
pub mod select;
pub mod session;
mod stage;
pub mod story;
pub mod syntax;
mod whole;

pub use error::{ErrorKind, Expected, Found, ScriptError};
pub use goals::{GOALS, Goal, goal};
pub use library::{RULE_SCENARIOS, SCENARIOS, rule_scenario, scenario};
pub use parse::{MAIN_BRANCH, Parser, parse};
pub use play::{Player, play};
pub use print::{print, print_line};
pub use record::{Recording, record};
pub use scenario::Scenario;
pub use story::{Cue, CueKind, Played, Story};
pub use syntax::{Line, Name, Script, Statement, header_of, setup_of};
pub use whole::{whole, whole_scenario};
