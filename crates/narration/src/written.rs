//! A lesson that stands in its own script, as the same [`Lesson`] that the lessons' files become.

use crate::Language;
use crate::lesson::{Choice, Inline, Lesson, PanelText, Paragraph, Question};
use script::syntax::{ProseKind, Wording};
use script::{Script, Statement};

/// What a script says itself, in both languages.
#[derive(Debug)]
pub struct Written {
    english: Lesson,
    chinese: Lesson,
}

/// The panel of what is said before the first one.
pub const BEGINNING: &str = "";

impl Written {
    /// Collects what a script says; `None` if it says nothing. It stays for as long as the program, like
    /// every lesson: views borrow from it.
    #[must_use]
    pub fn of(script: &Script) -> Option<&'static Self> {
        let says = |statement: &Statement| {
            matches!(statement, Statement::Prose { .. } | Statement::Ask { prompt: Some(_), .. })
        };
        let says = script.lines.iter().filter_map(|line| line.statement.as_ref()).any(says);
        (says || script.header.shown.is_some()).then(|| {
            let script: &'static Script = Box::leak(Box::new(script.clone()));
            let written = |language| Writer::new(script, language).read(script);
            let (english, chinese) = (written(Language::English), written(Language::Chinese));
            &*Box::leak(Box::new(Self { english, chinese }))
        })
    }

    /// The lesson in a language. What is said in one language only is said in that one.
    #[must_use]
    pub fn lesson(&'static self, language: Language) -> &'static Lesson {
        language.pick(&self.english, &self.chinese)
    }
}

/// What a script calls itself: its name, unless it says it in words.
#[must_use]
pub fn script_title(script: &Script, language: Language) -> &str {
    let header = &script.header;
    header.shown.as_ref().map_or(header.title.as_str(), |shown| shown.for_language(tag(language)))
}

fn tag(language: Language) -> &'static str {
    language.pick("en", "zh")
}

/// A lesson as far as it was read. Its last panel, or its last question, is what the next text belongs to.
struct Writer {
    language: Language,
    lesson: Lesson,
    /// The last question is of the last panel.
    asks: bool,
}

impl Writer {
    fn new(script: &'static Script, language: Language) -> Self {
        let title = script_title(script, language);
        let panels = vec![panel(BEGINNING, title)];
        let lesson = Lesson { takeaway: Vec::new(), letters: Vec::new(), panels, questions: Vec::new() };
        Self { language, lesson, asks: false }
    }

    fn read(mut self, script: &'static Script) -> Lesson {
        for statement in script.lines.iter().filter_map(|line| line.statement.as_ref()) {
            self.add(statement);
        }
        self.lesson
    }

    fn add(&mut self, statement: &'static Statement) -> Option<()> {
        let language = self.language;
        let words = |wording: &'static Wording| wording.for_language(tag(language));
        let lesson = &mut self.lesson;
        match statement {
            Statement::Panel { name, label } => {
                let title = label.as_ref().map_or(name.as_str(), |label| label.as_str());
                lesson.panels.push(PanelText { short: name.as_str(), ..panel(name.as_str(), title) });
                self.asks = false;
            }
            Statement::Prose { kind: ProseKind::Takeaway, text } => lesson.takeaway.push(plain(words(text))),
            Statement::Prose { kind: ProseKind::Say, text } if self.asks => {
                lesson.questions.last_mut()?.reveal.push(plain(words(text)));
            }
            Statement::Prose { kind: ProseKind::Say, text } => {
                lesson.panels.last_mut()?.paragraphs.push(plain(words(text)));
            }
            Statement::Prose { kind: ProseKind::Heading, text } if self.asks => {
                lesson.questions.last_mut()?.answered = words(text);
            }
            Statement::Prose { kind: ProseKind::Heading, text } => {
                let panel = lesson.panels.last_mut()?;
                (panel.title, panel.short) = (words(text), words(text));
            }
            Statement::Prose { kind: ProseKind::Note, text } => {
                lesson.panels.last_mut()?.notes.push(plain(words(text)));
            }
            Statement::Ask { key, prompt: Some(prompt), answer, .. } => {
                let panel = lesson.panels.last()?;
                lesson.questions.push(Question {
                    key: key.as_str(),
                    panel: panel.anchor,
                    prompt: words(prompt),
                    answered: panel.title,
                    options: Vec::new(),
                    answer: usize::from(*answer),
                    reveal: Vec::new(),
                });
                self.asks = true;
            }
            Statement::Choice { text, why, .. } => {
                let options = &mut lesson.questions.last_mut()?.options;
                options.push(Choice { text: words(text), why: words(why) });
            }
            Statement::Title
            | Statement::Servers
            | Statement::Mode
            | Statement::Act { .. }
            | Statement::Bundle(_)
            | Statement::Mark(_)
            | Statement::Branch { .. }
            | Statement::Say(_)
            | Statement::Ask { prompt: None, .. }
            | Statement::Pause
            | Statement::Expect { .. }
            | Statement::Cannot(_) => {}
        }
        Some(())
    }
}

fn panel(anchor: &'static str, title: &'static str) -> PanelText {
    PanelText {
        anchor,
        title,
        short: "",
        hidden: "",
        paragraphs: Vec::new(),
        pictures: Vec::new(),
        notes: Vec::new(),
    }
}

/// Text is text: whatever signs are in it, nothing is made of them.
fn plain(text: &'static str) -> Paragraph {
    vec![Inline::Plain(text)]
}
