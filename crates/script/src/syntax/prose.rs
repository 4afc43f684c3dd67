//! What a script says to people: a lesson's prose and the texts of its questions.

use raft_core::is_invisible;

/// How many characters one text may have.
pub const MAX_WORDING: usize = 1000;

/// The tags of the languages that a text can be in, as scripts write them.
pub const LANGUAGES: [&str; 2] = ["en", "zh"];

/// A text, for everybody or for each language: `"Yes" zh "可以"`. At least one, none twice, and the
/// one for everybody first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording(Vec<(Option<&'static str>, String)>);

impl Wording {
    /// Texts with their tags; `None`: for everybody. There is no such wording if there is no text, one
    /// cannot stand in a script, a tag is none of [`LANGUAGES`] or is there twice, or the text for
    /// everybody is not the first.
    #[must_use]
    pub fn new(texts: Vec<(Option<&'static str>, String)>) -> Option<Self> {
        let good = |place: usize| {
            let (tag, text) = &texts[place];
            let known = tag.map_or(place == 0, |tag| LANGUAGES.contains(&tag));
            let first = texts[..place].iter().all(|(before, _)| before != tag);
            known && first && !text.contains(['"', '\n']) && check_wording(text).is_ok()
        };
        (!texts.is_empty() && (0..texts.len()).all(good)).then_some(Self(texts))
    }

    /// The same of texts that the parser has read: it has seen to all of that.
    pub(crate) fn of_read(texts: Vec<(Option<&'static str>, String)>) -> Self {
        Self(texts)
    }

    /// The text for a language, by its tag: its own, else the one for everybody, else the first.
    #[must_use]
    pub fn for_language(&self, tag: &str) -> &str {
        let own = self.0.iter().find(|(language, _)| language.is_some_and(|language| language == tag));
        own.or(self.0.first()).map_or("", |(_, text)| text)
    }

    /// Every text with its tag.
    pub fn texts(&self) -> impl Iterator<Item = (Option<&'static str>, &str)> {
        self.0.iter().map(|(language, text)| (*language, text.as_str()))
    }
}

/// Why a text cannot stand in a script.
pub(crate) enum BadWording {
    Empty,
    TooLong(usize),
    Invisible(char),
}

/// Whether a text can stand in a script: it is one line that people see all of. It may be long.
pub(crate) fn check_wording(text: &str) -> Result<(), BadWording> {
    let count = text.chars().count();
    // Emoji and some scripts are joined by characters that nobody sees.
    let hides = |c: &char| is_invisible(*c) && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0f}');
    match text.chars().find(hides) {
        _ if text.trim().is_empty() => Err(BadWording::Empty),
        _ if count > MAX_WORDING => Err(BadWording::TooLong(count)),
        Some(invisible) => Err(BadWording::Invisible(invisible)),
        None => Ok(()),
    }
}

/// What a text is for. It belongs to the panel before it, or, after a question, to its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProseKind {
    /// `say`: a paragraph.
    Say,
    /// `heading`: what stands over the paragraphs.
    Heading,
    /// `note`: for the person who speaks to a class.
    Note,
    /// `takeaway`: what stays when the lesson is over.
    Takeaway,
}

impl ProseKind {
    /// The word that begins its line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Heading => "heading",
            Self::Note => "note",
            Self::Takeaway => "takeaway",
        }
    }
}
