//! A stored run: a line about it, and the session. Every run has a record of its own, so that none is
//! written over another; what is known of all of them is read from their first lines, whenever somebody asks.

use crate::state::State;
use crate::state::run::Source;
use crate::state::saved::Saved;

/// How the first line begins. The number is raised when the format changes.
const HEADER: &str = "raftboard-run 1";
/// The longest name, in characters.
pub const MAX_NAME: usize = 60;

/// What would be lost with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// What somebody did or wrote.
    Own,
    /// Nothing that the link it came from does not hold.
    Copy,
    /// Nothing but the place in a lesson.
    Place,
}

impl Worth {
    fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Copy => "copy",
            Self::Place => "place",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Own, Self::Copy, Self::Place].into_iter().find(|worth| worth.word() == word)
    }
}

/// What the first line of a record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The record's id: it never changes.
    pub id: String,
    /// When it was written, in milliseconds since 1970.
    pub written_ms: u64,
    /// The digest of what is in it, without the moment that was looked at.
    pub content: u64,
    /// The digest of what it was written over; 0: nothing.
    pub after: u64,
    /// What would be lost with it.
    pub worth: Worth,
    /// The scenario it came from; `None`: a script or a link.
    pub slug: Option<String>,
    /// How many events it has on all of its branches.
    pub events: u32,
    /// The name that somebody gave it, if any.
    pub name: String,
}

impl Head {
    /// Reads the first line of a record. `None`: another version wrote it, or it is damaged.
    #[must_use]
    pub fn parse(id: &str, text: &str) -> Option<Self> {
        let line = text.lines().next()?.strip_prefix(HEADER)?.strip_prefix(' ')?;
        let mut words = line.splitn(7, ' ');
        let mut word = || words.next();
        let hexadecimal = |word: &str| u64::from_str_radix(word, 16).ok();
        Some(Self {
            id: id.to_owned(),
            written_ms: word()?.parse().ok()?,
            content: hexadecimal(word()?)?,
            after: hexadecimal(word()?)?,
            worth: Worth::parse(word()?)?,
            slug: word().map(|slug| (slug != "-").then(|| slug.to_owned()))?,
            events: word()?.parse().ok()?,
            name: word()?.to_owned(),
        })
    }

    /// The first line.
    #[must_use]
    pub fn line(&self) -> String {
        let slug = self.slug.as_deref().unwrap_or("-");
        let (content, after) = (self.content, self.after);
        let (written, worth, events, name) =
            (self.written_ms, self.worth.word(), self.events, tidy(&self.name));
        format!("{HEADER} {written} {content:016x} {after:016x} {worth} {slug} {events} {name}")
    }
}

/// The session in a record, which is also what a file of it holds. A record whose first line cannot be
/// read is given as it is.
#[must_use]
pub fn session_of(text: &str) -> &str {
    match text.split_once('\n') {
        Some((line, session)) if line.starts_with("raftboard-run ") => session,
        _ => text,
    }
}

/// A name in one line, not too long.
#[must_use]
pub(super) fn tidy(name: &str) -> String {
    let blanks = |letter: char| if letter.is_control() { ' ' } else { letter };
    let short: String = name.trim().chars().map(blanks).take(MAX_NAME).collect();
    short.trim_end().to_owned()
}

/// What is stored of a run, but for its id, its name and the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// See [`Head::content`].
    pub content: u64,
    /// What would be lost with it.
    pub worth: Worth,
    /// The scenario it came from.
    pub slug: Option<String>,
    /// How many events it has.
    pub events: u32,
    /// The session as text.
    pub session: String,
}

impl Entry {
    /// What is to be stored of the run on the board, and of the script that is being written.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let (run, draft) = (&state.run, state.draft.as_deref());
        let saved = Saved::of(run, draft);
        let own = run.has_own_branches() || draft.is_some();
        let worth = match run.source {
            Source::Scenario(_) if !own => Worth::Place,
            Source::Link(_) if !own => Worth::Copy,
            Source::Scenario(_) | Source::Link(_) | Source::Script(_) => Worth::Own,
        };
        let actions = run.story.timeline.branches().map(|(_, branch)| branch.actions().len()).sum::<usize>();
        Self {
            content: saved.digest(),
            worth,
            slug: run.slug().map(str::to_owned),
            events: u32::try_from(actions).unwrap_or(u32::MAX),
            session: saved.write(),
        }
    }
}

/// What is known of the record of the run on the board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The record's id, once it was stored.
    pub id: Option<String>,
    /// The name that somebody gave the run.
    pub name: String,
    /// What was in the record when this page read or wrote it last.
    pub base: Option<u64>,
}

impl Held {
    /// The record that was opened.
    #[must_use]
    pub fn of(head: Head) -> Self {
        Self { id: Some(head.id), name: head.name, base: Some(head.content) }
    }
}

/// A run that leaves the board for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// Its record.
    pub held: Held,
    /// What is to be stored.
    pub entry: Entry,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_a_record_reads_back() {
        let head = Head {
            id: "k3".to_owned(),
            written_ms: 1_764_000_000_123,
            content: u64::MAX,
            after: 7,
            worth: Worth::Own,
            slug: Some("figure-8".to_owned()),
            events: 74,
            name: "Ada’s run, second try".to_owned(),
        };
        let text = format!("{}\nraftboard-session 2\nAAAA\n", head.line());
        assert_eq!(Head::parse("k3", &text), Some(head.clone()));
        assert_eq!(session_of(&text), "raftboard-session 2\nAAAA\n");
        let nameless = Head { slug: None, name: String::new(), worth: Worth::Copy, ..head };
        assert_eq!(Head::parse("k3", &nameless.line()), Some(nameless.clone()));
        let told = Head { name: "two\nlines".to_owned(), ..nameless };
        assert_eq!(Head::parse("k3", &told.line()).map(|head| head.name), Some("two lines".to_owned()));
    }

    #[test]
    fn what_is_no_record_is_given_as_it_is() {
        for foreign in ["", "raftboard-run", "raftboard-run 2 5", "raftboard-run 1 x y z own - 3 ", "{}"] {
            assert_eq!(Head::parse("k", foreign), None, "{foreign:?}");
            assert_eq!(session_of(foreign), foreign);
        }
        assert_eq!(session_of("raftboard-run 9 of later\nthe rest"), "the rest");
    }
}
