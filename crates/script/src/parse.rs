//! Text to scripts. A script with an error in it loads nothing.

mod act;
mod fact;
mod numbers;
mod prose;
mod words;

use crate::error::{ErrorKind, Expected, NameKind, ScriptError};
use crate::syntax::{
    Act, Attempt, Header, Label, Line, MAX_BYTES, MAX_LABEL, Mode, Name, ProseKind, Script, Span, Statement,
    Wording,
};
use act::{ACTS, BUNDLES, words_of};
use raft_core::{ServerId, ServerSet, is_invisible};
use std::collections::BTreeMap;
use words::Words;

/// The branch that every script begins with.
pub const MAIN_BRANCH: &str = "main";
/// The byte order mark.
const MARK: char = '\u{feff}';

/// Words a line can begin with, apart from acts and bundles, and how what follows is read.
type CommandReader = fn(&mut Reader, &mut Words<'_>) -> Parsed<Statement>;
const COMMANDS: [(&str, CommandReader); 14] = [
    ("at", |_, words| Ok(Statement::Act { at: Some(words.time()?), act: words.read(Expected::Act, ACTS)? })),
    ("mark", |reader, words| reader.moment_name(words).map(Statement::Mark)),
    ("panel", |reader, words| {
        let name = reader.moment_name(words)?;
        let label = if words.at_end() { None } else { Some(label(words)?) };
        Ok(Statement::Panel { name, label })
    }),
    ("branch", Reader::branch),
    ("say", |reader, words| prose::part(reader, words, ProseKind::Say)),
    ("heading", |reader, words| prose::part(reader, words, ProseKind::Heading)),
    ("note", |reader, words| prose::part(reader, words, ProseKind::Note)),
    ("takeaway", |reader, words| prose::part(reader, words, ProseKind::Takeaway)),
    ("ask", prose::ask),
    ("right", |reader, words| prose::choice(reader, words, true)),
    ("wrong", |reader, words| prose::choice(reader, words, false)),
    ("pause", |_, words| pause(words)),
    ("expect", |_, words| {
        let negated = words.take_if("not");
        words.begin_statement();
        Ok(Statement::Expect { negated, fact: words.fact()? })
    }),
    ("cannot", |_, words| {
        words.begin_statement();
        attempt(words).map(Statement::Cannot)
    }),
];

/// Reads a script.
///
/// # Errors
/// The first error, with its place.
pub fn parse(text: &str) -> Result<Script, ScriptError> {
    let mut parser = Parser::new(text.to_owned());
    while parser.read_line()? {}
    parser.finish()
}

/// Reads a script line by line, so that a long one can be read in slices.
#[derive(Debug)]
pub struct Parser {
    text: String,
    /// How many bytes of it are read.
    read: usize,
    reader: Reader,
}

impl Parser {
    /// A parser at the beginning of a text.
    #[must_use]
    pub fn new(text: String) -> Self {
        // Some editors put an invisible mark at the beginning of a file.
        let read = if text.starts_with(MARK) { MARK.len_utf8() } else { 0 };
        Self { text, read, reader: Reader::default() }
    }

    /// Reads the next line. `false`: there is none.
    ///
    /// # Errors
    /// What is wrong with it, or that the whole text is too long.
    pub fn read_line(&mut self) -> Result<bool, ScriptError> {
        if self.text.len() > MAX_BYTES {
            let kind = ErrorKind::TooLong { bytes: self.text.len() };
            return Err(ScriptError::at(1, Span::default(), kind));
        }
        let Some(line) = self.text[self.read..].split_inclusive('\n').next() else { return Ok(false) };
        self.read += line.len();
        self.reader.read(line.lines().next().unwrap_or_default()).map_err(|error| *error)?;
        Ok(true)
    }

    /// The script.
    ///
    /// # Errors
    /// What it lacks.
    pub fn finish(self) -> Result<Script, ScriptError> {
        self.reader.finish(end_of(self.text.trim_start_matches(MARK)))
    }

    /// The text, of whatever came of it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Something that was read. An error is large and rare: in a box it does not make every value large.
type Parsed<T> = Result<T, Box<ScriptError>>;

/// What the next command has to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Title,
    Servers,
    Mode,
    Body,
}

/// What was read so far.
#[derive(Debug, Default)]
struct Reader {
    stage: Stage,
    title: Option<Name>,
    shown: Option<Wording>,
    members: ServerSet,
    spare: ServerSet,
    mode: Option<Mode>,
    lines: Vec<Line>,
    /// Servers that some line so far has added.
    added: ServerSet,
    /// Names in use and the lines they are in.
    moments: BTreeMap<Name, u32>,
    branches: BTreeMap<Name, u32>,
    asks: BTreeMap<Name, u32>,
    /// The question whose answers are being read.
    question: Option<prose::OpenQuestion>,
    /// Whether what is said here belongs to a panel or to the beginning: nothing has happened since.
    speaks: bool,
}

impl Reader {
    fn read(&mut self, line: &str) -> Parsed<()> {
        let number = u32::try_from(self.lines.len() + 1).unwrap_or(u32::MAX);
        let mut words = Words::new(line, number, self.known())?;
        let comment = words.comment().map(str::to_owned);
        if words.is_empty() {
            self.lines.push(Line { statement: None, comment, span: Span::default() });
            return Ok(());
        }
        let statement = match self.stage {
            Stage::Title => self.title(&mut words)?,
            Stage::Servers => self.servers(&mut words)?,
            Stage::Mode => self.mode(&mut words)?,
            Stage::Body => self.statement(&mut words)?,
        };
        words.end()?;
        self.follow(&statement);
        self.lines.push(Line { statement: Some(statement), comment, span: words.statement_span() });
        Ok(())
    }

    /// What a command means for those after it.
    fn follow(&mut self, statement: &Statement) {
        match statement {
            Statement::Mode | Statement::Panel { .. } | Statement::Ask { .. } => self.speaks = true,
            Statement::Act { act, .. } => {
                if let Act::Add(server) = act {
                    self.added.insert(*server);
                }
                self.speaks = false;
            }
            Statement::Bundle(_) | Statement::Branch { .. } => self.speaks = false,
            Statement::Title
            | Statement::Servers
            | Statement::Mark(_)
            | Statement::Say(_)
            | Statement::Prose { .. }
            | Statement::Choice { .. }
            | Statement::Pause
            | Statement::Expect { .. }
            | Statement::Cannot(_) => {}
        }
    }

    /// The servers that can be named; all of them before the script says which there are.
    fn known(&self) -> ServerSet {
        match self.stage {
            Stage::Title | Stage::Servers => ServerId::all().collect(),
            Stage::Mode | Stage::Body => self.members.or(self.spare).or(self.added),
        }
    }

    fn title(&mut self, words: &mut Words<'_>) -> Parsed<Statement> {
        words.exactly("title")?;
        self.title = Some(words.name()?);
        if !words.at_end() {
            self.shown = Some(prose::wording(words)?);
        }
        self.stage = Stage::Servers;
        Ok(Statement::Title)
    }

    fn servers(&mut self, words: &mut Words<'_>) -> Parsed<Statement> {
        words.exactly("servers")?;
        self.members = words.servers(ServerSet::EMPTY)?.into_iter().collect();
        if words.take_if("spare") {
            self.spare = words.servers(self.members)?.into_iter().collect();
        }
        self.stage = Stage::Mode;
        Ok(Statement::Servers)
    }

    fn mode(&mut self, words: &mut Words<'_>) -> Parsed<Statement> {
        let mode = if words.take_if("stepped") {
            Mode::Stepped
        } else if words.take_if("clocked") {
            words.seed()?
        } else {
            let expected = [Expected::Exactly("stepped"), Expected::Exactly("clocked")];
            return Err(words.unexpected(&expected, &["stepped", "clocked"]));
        };
        self.mode = Some(mode);
        self.stage = Stage::Body;
        Ok(Statement::Mode)
    }

    fn statement(&mut self, words: &mut Words<'_>) -> Parsed<Statement> {
        let Some(word) = words.peek_word() else {
            return Err(words.unexpected(&[Expected::Command], &[]));
        };
        if let Some((_, read)) = COMMANDS.iter().find(|(known, _)| *known == word) {
            words.advance();
            if !matches!(word, "right" | "wrong") {
                prose::end_question(self)?;
            }
            return read(self, words);
        }
        prose::end_question(self)?;
        act_or_bundle(words)
    }

    /// A new name for a moment.
    fn moment_name(&mut self, words: &mut Words<'_>) -> Parsed<Name> {
        let name = words.name()?;
        claim(&mut self.moments, NameKind::Moment, &name, words)?;
        Ok(name)
    }

    fn branch(&mut self, words: &mut Words<'_>) -> Parsed<Statement> {
        let name = words.name()?;
        if name.as_str() == MAIN_BRANCH {
            let kind = ErrorKind::NameTaken { what: NameKind::Branch, name, line: 0 };
            return Err(words.wrong(kind));
        }
        claim(&mut self.branches, NameKind::Branch, &name, words)?;
        words.exactly("from")?;
        let from = words.name()?;
        if !self.moments.contains_key(&from) {
            let names: Vec<&str> = self.moments.keys().map(Name::as_str).collect();
            let nearest = crate::nearest::nearest(from.as_str(), &names).and_then(Name::new);
            return Err(words.wrong(ErrorKind::UnknownName { name: from, nearest }));
        }
        Ok(Statement::Branch { name, from })
    }

    /// The script; `end` is where its text ends.
    fn finish(mut self, end: (u32, Span)) -> Result<Script, ScriptError> {
        prose::end_question(&mut self).map_err(|error| *error)?;
        let missing = match self.stage {
            Stage::Title => "title",
            Stage::Servers => "servers",
            Stage::Mode | Stage::Body => "stepped",
        };
        let (Some(title), Some(mode)) = (self.title, self.mode) else {
            let (line, span) = end;
            let kind = ErrorKind::Unexpected {
                found: crate::error::Found::EndOfScript,
                expected: vec![Expected::Exactly(missing)],
                nearest: None,
            };
            return Err(ScriptError::at(line, span, kind));
        };
        let header = Header { title, shown: self.shown, members: self.members, spare: self.spare, mode };
        Ok(Script { header, lines: self.lines })
    }
}

/// Takes a name, unless it is taken.
fn claim(taken: &mut BTreeMap<Name, u32>, what: NameKind, name: &Name, words: &Words<'_>) -> Parsed<()> {
    match taken.insert(name.clone(), words.line()) {
        None => Ok(()),
        Some(line) => Err(words.wrong(ErrorKind::NameTaken { what, name: name.clone(), line })),
    }
}

fn label(words: &mut Words<'_>) -> Parsed<Label> {
    let quoted = words.peek_quoted();
    if let Some(count) = quoted.map(|text| text.chars().count()).filter(|count| *count > MAX_LABEL) {
        words.advance();
        return Err(words.wrong(ErrorKind::TooManyCharacters { count, limit: MAX_LABEL }));
    }
    if let Some(invisible) = quoted.and_then(|text| text.chars().find(|c| is_invisible(*c))) {
        words.advance();
        return Err(words.wrong(ErrorKind::InvisibleCharacter(invisible)));
    }
    match quoted.and_then(Label::new) {
        Some(label) => {
            words.advance();
            Ok(label)
        }
        None => Err(words.unexpected(&[Expected::Label, Expected::EndOfLine], &[])),
    }
}

/// `pause` is the lesson's, and names no server: people write it for a crash.
fn pause(words: &mut Words<'_>) -> Parsed<Statement> {
    match words.peek_word() {
        Some(_) => Err(words.unexpected_after_pause()),
        None => Ok(Statement::Pause),
    }
}

fn attempt(words: &mut Words<'_>) -> Parsed<Attempt> {
    if let Some(bundle) = words.read_if(BUNDLES)? {
        return Ok(Attempt::Bundle(bundle));
    }
    match words.read_if(ACTS)? {
        Some(act) => Ok(Attempt::Act(act)),
        None => {
            let known: Vec<&'static str> = words_of(ACTS).chain(words_of(BUNDLES)).collect();
            Err(words.unexpected(&[Expected::ActOrBundle], &known))
        }
    }
}

fn act_or_bundle(words: &mut Words<'_>) -> Parsed<Statement> {
    if let Some(bundle) = words.read_if(BUNDLES)? {
        return Ok(Statement::Bundle(bundle));
    }
    match words.read_if(ACTS)? {
        Some(act) => Ok(Statement::Act { at: None, act }),
        None => {
            let known = words_of(ACTS).chain(words_of(BUNDLES)).chain(COMMANDS.map(|(word, _)| word));
            Err(words.unexpected(&[Expected::Command], &known.collect::<Vec<_>>()))
        }
    }
}

/// Where a text ends: behind its last character, in a line of its own if that is the end of one.
fn end_of(text: &str) -> (u32, Span) {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let last = text.rsplit('\n').next().unwrap_or_default();
    let line = count(text.matches('\n').count()).saturating_add(1);
    (line, Span { column: count(last.chars().count()).saturating_add(1), length: 1 })
}

/// Every word that a line, a fact or a dial can begin with.
#[must_use]
pub fn vocabulary() -> Vec<&'static str> {
    let commands = COMMANDS.map(|(word, _)| word);
    let facts = words_of(fact::FACTS);
    let dials = cluster::DIALS.iter().map(|kind| kind.name);
    words_of(ACTS).chain(words_of(BUNDLES)).chain(commands).chain(facts).chain(dials).collect()
}
