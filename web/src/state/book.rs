//! The texts that are loaded when they are needed: lessons, the glossary, the words about the rules
//! and the core's lines; the board works without. And the words of a language, without which nothing
//! is said in it: the board begins with those of one, and speaks the other when its words are there.

use crate::state::{Effect, Intent, Notice, Pane, State};
use narration::{
    Code, Contents, Glossary, Heading, Language, Lesson, TextFile, code_file, give_words, glossary_file,
    heading, rules_file, words_file,
};

/// Every text that was ever asked for. What is there stays: going back to it loads nothing.
pub struct Book(Vec<(TextFile, Page)>);

/// What became of a text.
enum Page {
    /// It was asked for.
    Awaited,
    /// It could not be had, or was no text of ours.
    Missing,
    /// It is there.
    There(Contents),
    /// The words that the board began with.
    Spoken,
}

impl Book {
    /// Nothing but the words of this language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self(vec![(words_file(language), Page::Spoken)])
    }

    fn page(&self, file: TextFile) -> Option<&Page> {
        self.0.iter().find(|(known, _)| *known == file).map(|(_, page)| page)
    }

    fn contents(&self, file: TextFile) -> Option<Contents> {
        match self.page(file)? {
            Page::There(contents) => Some(*contents),
            Page::Awaited | Page::Missing | Page::Spoken => None,
        }
    }

    /// The lesson in this file, once it is there.
    #[must_use]
    pub fn lesson(&self, file: TextFile) -> Option<&'static Lesson> {
        self.contents(file)?.lesson()
    }

    /// The glossary in this file, once it is there.
    #[must_use]
    pub fn glossary(&self, file: TextFile) -> Option<&'static Glossary> {
        self.contents(file)?.glossary()
    }

    /// The lines of the core in which rules are consulted, once they are there.
    #[must_use]
    pub fn code(&self) -> Option<&'static Code> {
        self.contents(code_file())?.code()
    }

    /// Whether a text was asked for in vain.
    #[must_use]
    pub fn is_missing(&self, file: TextFile) -> bool {
        matches!(self.page(file), Some(Page::Missing))
    }

    /// Whether a language's words are there.
    fn speaks(&self, language: Language) -> bool {
        matches!(self.page(words_file(language)), Some(Page::There(_) | Page::Spoken))
    }

    /// Texts that could not be had may be asked for again.
    pub fn try_again(&mut self) {
        self.0.retain(|(_, page)| !matches!(page, Page::Missing));
    }

    fn ask(&mut self, file: TextFile) -> Option<Effect> {
        if self.page(file).is_some() {
            return None;
        }
        self.0.push((file, Page::Awaited));
        Some(Effect::Load(file))
    }

    /// A text has arrived, or could not be had. One that is there already stays as it is.
    pub(super) fn arrived(&mut self, file: TextFile, text: Option<String>) {
        if matches!(self.page(file), Some(Page::There(_) | Page::Spoken)) {
            return;
        }
        // Kept for as long as the page: views borrow from it.
        let contents = text.and_then(|text| file.read(text.leak()).ok());
        if let Some(Contents::Words(words)) = contents {
            give_words(words);
        }
        self.0.retain(|(known, _)| *known != file);
        self.0.push((file, contents.map_or(Page::Missing, Page::There)));
    }
}

impl State {
    /// What the menu says about the lesson that is open. It is always there.
    #[must_use]
    pub fn heading(&self) -> Option<&'static Heading> {
        heading(self.settings.language, self.run.slug()?)
    }

    /// The prose of the lesson that is open, once it is there: the script's own, or the one that is
    /// loaded.
    #[must_use]
    pub fn lesson(&self) -> Option<&'static Lesson> {
        match self.run.written {
            Some(written) => Some(written.lesson(self.settings.language)),
            None => self.book.lesson(self.heading()?.file),
        }
    }

    /// Speaks another language, and then has something done about it: at once if its words are there,
    /// else when they have arrived.
    pub fn speak(&mut self, language: Language, then: Effect) -> Vec<Effect> {
        if matches!(self.notice, Some(Notice::WordsMissing)) {
            self.notice = None;
        }
        if self.book.speaks(language) {
            self.settings.language = language;
            self.wanted = None;
            return vec![then];
        }
        self.wanted = Some((language, then));
        self.book.ask(words_file(language)).into_iter().collect()
    }

    /// A text has arrived, or could not be had: perhaps the words of a language that is wanted.
    pub(super) fn loaded(&mut self, file: TextFile, text: Option<String>) -> Vec<Effect> {
        self.book.arrived(file, text);
        match self.wanted.take() {
            Some((language, then)) if self.book.speaks(language) => {
                let mut effects = self.speak(language, then);
                effects.extend(self.ask_for_texts());
                effects.extend(self.describe_page());
                effects
            }
            Some((language, _)) if self.book.is_missing(words_file(language)) => {
                self.tell(Notice::WordsMissing)
            }
            wanted => {
                self.wanted = wanted;
                Vec::new()
            }
        }
    }

    /// The texts of what is shown.
    fn files_shown(&self) -> [Option<TextFile>; 4] {
        let language = self.settings.language;
        let glossary = matches!(self.pane, Pane::Glossary(_));
        let rules = self.pane == Pane::Rules || self.run.rule().is_some();
        [
            self.heading().map(|heading| heading.file),
            glossary.then(|| glossary_file(language)),
            rules.then(|| rules_file(language)),
            self.code.map(|_| code_file()),
        ]
    }

    /// Asks for the texts of what is shown that were not asked for before.
    pub fn ask_for_texts(&mut self) -> Vec<Effect> {
        self.files_shown().into_iter().flatten().filter_map(|file| self.book.ask(file)).collect()
    }
}

/// Whether an intent opens something with a text of its own: a good time to ask again for what could
/// not be had before.
pub(super) fn opens_text(intent: &Intent) -> bool {
    matches!(
        intent,
        Intent::Open(_)
            | Intent::OpenAt(..)
            | Intent::Play(_)
            | Intent::SetLanguage(_)
            | Intent::Show(Pane::Glossary(_) | Pane::Rules)
            | Intent::ShowRule(_)
            | Intent::ShowCode(_)
            | Intent::LoadAgain
    )
}
