//! The lessons' prose and the glossary, which are loaded when they are needed.

use crate::reader::{Damaged, Reader};

/// A lesson in one language. What happens in it is a scenario's; this is what is said about it, but
/// for the title and the summary: those are its [`Heading`](crate::Heading).
#[derive(Debug)]
pub struct Lesson {
    /// What stays when it is over; nothing if it has no end.
    pub takeaway: Vec<Paragraph>,
    /// Servers, and the letters that a figure of the paper gives them: `S2`, `a`.
    pub letters: Vec<(&'static str, &'static str)>,
    /// Its panels, in the order of the scenario.
    pub panels: Vec<PanelText>,
    /// Its questions.
    pub questions: Vec<Question>,
}

/// What is said at a panel.
#[derive(Debug)]
pub struct PanelText {
    /// The panel's name in the scenario: `c`.
    pub anchor: &'static str,
    /// The title over the text.
    pub title: &'static str,
    /// What stands beside the panel in the strip.
    pub short: &'static str,
    /// The same while the panel is hidden: it gives nothing away.
    pub hidden: &'static str,
    /// The text.
    pub paragraphs: Vec<Paragraph>,
    /// What stands below the text.
    pub pictures: Vec<LogsPicture>,
    /// For whoever speaks to a class.
    pub notes: Vec<Paragraph>,
}

/// A small picture of a few logs, and of the way entries take between them.
#[derive(Debug)]
pub struct LogsPicture {
    /// What it shows.
    pub caption: &'static str,
    /// The logs.
    pub rows: Vec<LogsPictureRow>,
}

/// One log in a picture.
#[derive(Debug)]
pub struct LogsPictureRow {
    /// Whose: `S3`.
    pub server: &'static str,
    /// Where the entries come from that are coming; empty if none are.
    pub from: &'static str,
    /// Whether this server leads.
    pub leads: bool,
    /// The terms of its entries.
    pub terms: Vec<u32>,
    /// The terms of the entries that are coming.
    pub arriving: Vec<u32>,
}

/// A question with its answers.
#[derive(Debug)]
pub struct Question {
    /// Its name in the scenario: `may-s1-commit`.
    pub key: &'static str,
    /// The panel at which it is asked.
    pub panel: &'static str,
    /// The question.
    pub prompt: &'static str,
    /// The panel's title once it is answered.
    pub answered: &'static str,
    /// What can be answered.
    pub options: Vec<Choice>,
    /// Which is right, counted from 1 as in the script.
    pub answer: usize,
    /// The text once it is answered.
    pub reveal: Vec<Paragraph>,
}

/// One answer to a question.
#[derive(Debug)]
pub struct Choice {
    /// The answer.
    pub text: &'static str,
    /// Why it is right or wrong, in a sentence or two.
    pub why: &'static str,
}

/// The pieces of one paragraph.
pub type Paragraph = Vec<Inline>;

/// A piece of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text.
    Plain(&'static str),
    /// Text that stands out.
    Bold(&'static str),
    /// A name of the paper, a command, a line of a script.
    Code(&'static str),
    /// A word that the glossary explains.
    Glossary {
        /// As it stands in the sentence.
        text: &'static str,
        /// [`GlossaryWord::key`].
        key: &'static str,
    },
}

impl Inline {
    /// The text without its mark.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Plain(text) | Self::Bold(text) | Self::Code(text) | Self::Glossary { text, .. } => text,
        }
    }
}

/// A word of the glossary.
#[derive(Debug)]
pub struct GlossaryWord {
    /// The same in both languages: `committed`.
    pub key: &'static str,
    /// The word.
    pub word: &'static str,
    /// What it means.
    pub definition: Vec<Paragraph>,
}

/// The words of the paper, explained in one language.
#[derive(Debug)]
pub struct Glossary {
    /// Every word.
    pub words: Vec<GlossaryWord>,
}

impl Lesson {
    /// What is said at a panel.
    #[must_use]
    pub fn panel(&self, anchor: &str) -> Option<&PanelText> {
        self.panels.iter().find(|panel| panel.anchor == anchor)
    }

    /// The letter that a figure of the paper gives a server: `a`, for `S2` in Figure 7.
    #[must_use]
    pub fn letter(&self, server: &str) -> Option<&'static str> {
        self.letters.iter().find(|(known, _)| *known == server).map(|(_, letter)| *letter)
    }

    /// The question of this name.
    #[must_use]
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == key)
    }

    pub(crate) fn read(reader: &mut Reader) -> Result<Self, Damaged> {
        Ok(Self {
            takeaway: paragraphs(reader)?,
            letters: reader.list(|reader| Ok((reader.line()?, reader.line()?)))?,
            panels: reader.list(PanelText::read)?,
            questions: reader.list(Question::read)?,
        })
    }
}

impl PanelText {
    fn read(reader: &mut Reader) -> Result<Self, Damaged> {
        Ok(Self {
            anchor: reader.line()?,
            title: reader.line()?,
            short: reader.line()?,
            hidden: reader.line()?,
            paragraphs: paragraphs(reader)?,
            pictures: reader.list(LogsPicture::read)?,
            notes: paragraphs(reader)?,
        })
    }
}

impl LogsPicture {
    fn read(reader: &mut Reader) -> Result<Self, Damaged> {
        let row = |reader: &mut Reader| {
            Ok(LogsPictureRow {
                server: reader.line()?,
                from: reader.line()?,
                leads: reader.number()? == 1,
                terms: reader.list(Reader::number)?,
                arriving: reader.list(Reader::number)?,
            })
        };
        Ok(Self { caption: reader.line()?, rows: reader.list(row)? })
    }
}

impl Question {
    fn read(reader: &mut Reader) -> Result<Self, Damaged> {
        Ok(Self {
            key: reader.line()?,
            panel: reader.line()?,
            prompt: reader.line()?,
            answered: reader.line()?,
            answer: reader.number()? as usize,
            options: reader.list(|reader| Ok(Choice { text: reader.line()?, why: reader.line()? }))?,
            reveal: paragraphs(reader)?,
        })
    }
}

impl Glossary {
    /// The word of this key.
    #[must_use]
    pub fn word(&self, key: &str) -> Option<&GlossaryWord> {
        self.words.iter().find(|word| word.key == key)
    }

    pub(crate) fn read(reader: &mut Reader) -> Result<Self, Damaged> {
        let word = |reader: &mut Reader| {
            Ok(GlossaryWord { key: reader.line()?, word: reader.line()?, definition: paragraphs(reader)? })
        };
        Ok(Self { words: reader.list(word)? })
    }
}

#[inline(never)]
fn paragraphs(reader: &mut Reader) -> Result<Vec<Paragraph>, Damaged> {
    reader.list(|reader| reader.list(inline))
}

fn inline(reader: &mut Reader) -> Result<Inline, Damaged> {
    let line = reader.line()?;
    let mark = line.chars().next().ok_or(Damaged)?;
    let text = &line[mark.len_utf8()..];
    match mark {
        '=' => Ok(Inline::Plain(text)),
        '*' => Ok(Inline::Bold(text)),
        '`' => Ok(Inline::Code(text)),
        '#' => Ok(Inline::Glossary { key: text, text: reader.line()? }),
        _ => Err(Damaged),
    }
}
