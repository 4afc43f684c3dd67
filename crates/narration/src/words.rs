//! All that the board itself says, a text a language: what `say!`, `word!` and `texts!` have in the
//! sources, and what the menu says about the lessons.
//!
//! Programs of the command line and tests have both languages built in. A page carries neither: it
//! loads the file of one language before its first picture ([`words_file`](crate::words_file)), the
//! other when somebody asks for it, and gives them to [`give_words`].

use crate::Language;
use crate::files::{Heading, TextFile, TextKind};
use crate::reader::{Damaged, Reader};
use crate::template::key;
use crate::text::Text;
use std::sync::OnceLock;

// How many `LINES` a language has, and the `PLACES` of the sentences among them, by their keys.
include!(concat!(env!("OUT_DIR"), "/places.rs"));

/// The words of a language.
#[derive(Debug)]
pub struct Words {
    language: Language,
    /// Every template, word and interface string.
    lines: Vec<&'static str>,
    pub(crate) text: Text,
    pub(crate) headings: Vec<Heading>,
    pub(crate) glossary: TextFile,
    pub(crate) rules: TextFile,
}

/// Before any words are there: nothing is drawn then.
static NONE: Words = Words {
    language: Language::English,
    lines: Vec::new(),
    text: Text::NONE,
    headings: Vec::new(),
    glossary: TextFile { kind: TextKind::Glossary, name: "" },
    rules: TextFile { kind: TextKind::Glossary, name: "" },
};

static ENGLISH: OnceLock<&Words> = OnceLock::new();
static CHINESE: OnceLock<&Words> = OnceLock::new();

impl Words {
    pub(crate) fn read(reader: &mut Reader, language: Language) -> Result<Self, Damaged> {
        let lines = (0..LINES).map(|_| reader.line()).collect::<Result<Vec<_>, _>>()?;
        let glossary = |reader: &mut Reader| Ok(TextFile { kind: TextKind::Glossary, name: reader.line()? });
        Ok(Self {
            language,
            text: Text::of(&lines),
            lines,
            headings: reader.list(Heading::read)?,
            glossary: glossary(reader)?,
            rules: glossary(reader)?,
        })
    }
}

#[cfg(test)]
impl Words {
    /// How many sentences and words there are.
    pub(crate) fn count(&self) -> usize {
        self.lines.len()
    }
}

/// From now on these words are what is said in their language.
pub fn give_words(words: &'static Words) {
    // Words that were given before are the same: a build has one file a language.
    let _ = given(words.language).set(words);
}

fn given(language: Language) -> &'static OnceLock<&'static Words> {
    language.pick(&ENGLISH, &CHINESE)
}

/// The words of a language, or of the other one as long as these are not there.
pub(crate) fn words(language: Language) -> &'static Words {
    there(language).or_else(|| there(language.other())).unwrap_or(&NONE)
}

#[cfg(target_arch = "wasm32")]
fn there(language: Language) -> Option<&'static Words> {
    given(language).get().copied()
}

#[cfg(not(target_arch = "wasm32"))]
fn there(language: Language) -> Option<&'static Words> {
    let built_in = || crate::built_in::words(language).unwrap_or(&NONE);
    Some(given(language).get_or_init(built_in))
}

/// The line of this number in a language's words.
pub(crate) fn line(language: Language, place: usize) -> &'static str {
    words(language).lines.get(place).copied().unwrap_or_default()
}

/// While compiling: which line has this sentence.
pub(crate) const fn place(english: &str, chinese: &str, names: &[&str]) -> usize {
    let key = key(english, chinese, names);
    let (mut from, mut to) = (0, PLACES.len());
    while from < to {
        let middle = usize::midpoint(from, to);
        let (found, place) = PLACES[middle];
        if found == key {
            return place;
        }
        if found < key {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    panic!("build/words.rs did not find this sentence: its two texts have to be plain literals")
}
