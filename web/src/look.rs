//! What several parts of the board look at together: a moment with the one before it, what is
//! chosen, and the colour of a term.

use cluster::{MessageId, Scene, World};
use judge::Judge;
use raft_core::{Entry, Index, ServerId};
use std::rc::Rc;
use yew::AttrValue;

/// A moment of the run, and the world just before its event.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The moment.
    pub scene: Scene<Judge>,
    /// The world before; `None` at the start.
    pub before: Option<Rc<World>>,
}

impl PartialEq for Shot {
    /// Shots are made once and shared: the same one, or another.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// What a person has chosen to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A server.
    Server(ServerId),
    /// A message under way.
    Message(MessageId),
    /// An entry of a log.
    Entry(EntryChoice),
}

/// An entry where it was chosen. It is the entry that stays chosen while time goes by: something
/// else may stand there later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryChoice {
    /// In whose log.
    pub server: ServerId,
    /// Where in it.
    pub index: Index,
    /// What stood there.
    pub entry: Entry,
}

/// The class that gives a term its colour: six colours, and from the seventh term on a texture.
#[must_use]
pub fn term_class(term: u32) -> AttrValue {
    const PLAIN: [&str; 7] = ["t0", "t1", "t2", "t3", "t4", "t5", "t6"];
    match usize::try_from(term) {
        Ok(term) if term < PLAIN.len() => AttrValue::Static(PLAIN[term]),
        _ => AttrValue::from(format!("t{} x{}", (term - 1) % 6 + 1, (term - 1) / 6 % 3)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seventh_term_has_the_first_colour_and_a_texture() {
        assert_eq!(term_class(1).as_str(), "t1");
        assert_eq!(term_class(7).as_str(), "t1 x1");
        assert_eq!(term_class(12).as_str(), "t6 x1");
    }
}
