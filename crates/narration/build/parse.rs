//! The parser of lessons and glossaries. `build.rs` tells the format.

#[path = "picture.rs"]
mod picture;

use picture::PictureRow;
use std::fmt;

pub(crate) use picture::Picture;

/// What is wrong with a file, and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// The file's name.
    pub(crate) file: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// What is wrong, and what is wanted.
    pub(crate) what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// A piece of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Inline {
    /// Text.
    Plain(String),
    /// `**text**`
    Bold(String),
    /// `` `text` ``
    Code(String),
    /// `[text](#key)`
    Glossary { text: String, key: String },
}

/// The pieces of one paragraph.
pub(crate) type Paragraph = Vec<Inline>;

/// A lesson in one language.
#[derive(Debug)]
pub(crate) struct Lesson {
    pub(crate) file: String,
    pub(crate) title: String,
    pub(crate) section: String,
    pub(crate) summary: String,
    /// What stays when the lesson is over; nothing if it has no end.
    pub(crate) takeaway: Vec<Paragraph>,
    /// Servers, and the letters that a figure of the paper gives them.
    pub(crate) letters: Vec<(String, String)>,
    pub(crate) panels: Vec<Panel>,
    pub(crate) questions: Vec<Question>,
}

/// A panel's prose.
#[derive(Debug)]
pub(crate) struct Panel {
    pub(crate) line: usize,
    pub(crate) anchor: String,
    pub(crate) title: String,
    pub(crate) short: String,
    pub(crate) hidden: String,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) pictures: Vec<Picture>,
    pub(crate) notes: Vec<Paragraph>,
}

/// A question's prose.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) line: usize,
    pub(crate) key: String,
    pub(crate) panel: String,
    pub(crate) prompt: String,
    pub(crate) answered: String,
    /// Words that would give the answer away. They are for a test, and stay here.
    pub(crate) tells: Vec<String>,
    /// Text and reason.
    pub(crate) options: Vec<(String, String)>,
    /// Which option is right, from 1.
    pub(crate) answer: usize,
    pub(crate) reveal: Vec<Paragraph>,
}

/// A glossary in one language.
#[derive(Debug)]
pub(crate) struct Glossary {
    pub(crate) file: String,
    pub(crate) words: Vec<Word>,
}

/// A word of the glossary.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) line: usize,
    pub(crate) key: String,
    pub(crate) word: String,
    pub(crate) definition: Vec<Paragraph>,
}

/// Reads a lesson whose links lead into this glossary.
pub(crate) fn lesson(file: &str, text: &str, glossary: &Glossary) -> Result<Lesson, Mistake> {
    let keys: Vec<&str> = glossary.words.iter().map(|word| word.key.as_str()).collect();
    let reader = Reader { file, keys: &keys };
    let mut blocks = reader.blocks(text)?;
    let mut head = blocks.remove(0);
    let (section, summary) = (reader.field(&mut head, "section")?, reader.field(&mut head, "summary")?);
    let takeaway = reader.spare_field(&mut head, "takeaway")?.into_iter().collect();
    let takeaway = reader.inlines(takeaway)?;
    let letters = reader.letters(&mut head)?;
    reader.nothing_left(&head)?;
    let mut lesson = Lesson {
        file: file.to_owned(),
        title: head.name,
        section,
        summary,
        takeaway,
        letters,
        panels: Vec::new(),
        questions: Vec::new(),
    };
    for block in blocks {
        match (block.kind.as_str(), lesson.panels.last()) {
            ("panel", _) => lesson.panels.push(reader.panel(block)?),
            ("ask", Some(panel)) => {
                let panel = panel.anchor.clone();
                lesson.questions.push(reader.question(block, panel)?);
            }
            ("ask", None) => return Err(reader.mistake(block.line, "a question comes after its panel")),
            _ => return Err(reader.mistake(block.line, "a heading is `## panel NAME` or `## ask KEY`")),
        }
    }
    if lesson.panels.is_empty() {
        return Err(reader.mistake(1, "a lesson has at least one `## panel NAME`"));
    }
    Ok(lesson)
}

/// Reads a glossary.
pub(crate) fn glossary(file: &str, text: &str) -> Result<Glossary, Mistake> {
    let keys: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("## word ")).map(str::trim).collect();
    let reader = Reader { file, keys: &keys };
    let mut blocks = reader.blocks(text)?;
    reader.nothing_left(&blocks.remove(0))?;
    let mut words: Vec<Word> = Vec::new();
    for mut block in blocks {
        if block.kind != "word" {
            return Err(reader.mistake(block.line, "a heading is `## word KEY`"));
        }
        if words.iter().any(|word| word.key == block.name) {
            return Err(reader.mistake(block.line, "this word is there already"));
        }
        let word = reader.field(&mut block, "word")?;
        let definition = reader.paragraphs(&mut block)?;
        reader.nothing_left(&block)?;
        words.push(Word { line: block.line, key: block.name, word, definition });
    }
    Ok(Glossary { file: file.to_owned(), words })
}

/// Whether a lesson has the same anchors, questions and answers in both languages.
pub(crate) fn same_shape(one: &Lesson, other: &Lesson) -> Result<(), Mistake> {
    let panels = |lesson: &Lesson| -> Vec<(usize, String)> {
        lesson.panels.iter().map(|panel| (panel.line, panel.anchor.clone())).collect()
    };
    let questions = |lesson: &Lesson| -> Vec<(usize, String)> {
        let shape = |q: &Question| {
            let hush = if q.tells.is_empty() { "" } else { " with tells" };
            format!("{} of {} answer {} at {}{hush}", q.key, q.options.len(), q.answer, q.panel)
        };
        lesson.questions.iter().map(|question| (question.line, shape(question))).collect()
    };
    let pictures = |lesson: &Lesson| -> Vec<(usize, String)> {
        let pictures = lesson.panels.iter().flat_map(|panel| &panel.pictures);
        pictures.map(|picture| (picture.line, picture.text())).collect()
    };
    same_list(&one.file, &panels(one), &other.file, &panels(other))?;
    same_list(&one.file, &pictures(one), &other.file, &pictures(other))?;
    let letters = |lesson: &Lesson| -> Vec<(usize, String)> {
        lesson.letters.iter().map(|(server, letter)| (1, format!("{server} {letter}"))).collect()
    };
    same_list(&one.file, &letters(one), &other.file, &letters(other))?;
    same_list(&one.file, &questions(one), &other.file, &questions(other))
}

/// Whether both glossaries have the same words in the same order.
pub(crate) fn same_words(one: &Glossary, other: &Glossary) -> Result<(), Mistake> {
    let keys = |glossary: &Glossary| -> Vec<(usize, String)> {
        glossary.words.iter().map(|word| (word.line, word.key.clone())).collect()
    };
    same_list(&one.file, &keys(one), &other.file, &keys(other))
}

fn same_list(
    one_file: &str,
    one: &[(usize, String)],
    other_file: &str,
    other: &[(usize, String)],
) -> Result<(), Mistake> {
    let places = one.len().max(other.len());
    for place in 0..places {
        let (one, other) = (one.get(place), other.get(place));
        if one.map(|(_, what)| what) != other.map(|(_, what)| what) {
            let name = |item: Option<&(usize, String)>| item.map_or("nothing", |(_, what)| what).to_owned();
            let line = other.map_or(1, |(line, _)| *line);
            let what = format!("`{}` here, `{}` in {one_file}", name(other), name(one));
            return Err(Mistake { file: other_file.to_owned(), line, what });
        }
    }
    Ok(())
}

/// A heading and what is under it.
struct Block {
    line: usize,
    kind: String,
    name: String,
    fields: Vec<(usize, String, String)>,
    /// Line, text, whether it is the right one, the reason.
    options: Vec<(usize, String, bool, String)>,
    paragraphs: Vec<(usize, String)>,
    pictures: Vec<Picture>,
    notes: Vec<(usize, String)>,
}

struct Reader<'a> {
    file: &'a str,
    /// The glossary's keys.
    keys: &'a [&'a str],
}

impl Reader<'_> {
    fn mistake(&self, line: usize, what: impl Into<String>) -> Mistake {
        Mistake { file: self.file.to_owned(), line, what: what.into() }
    }

    /// Splits a file at its headings. The first block is the title's.
    fn blocks(&self, text: &str) -> Result<Vec<Block>, Mistake> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut in_fields = false;
        let mut after_blank = true;
        let mut picture: Option<Picture> = None;
        for (place, line) in text.lines().enumerate() {
            let number = place + 1;
            if line.starts_with(":::")
                && let Some(block) = blocks.last_mut()
            {
                block.pictures.extend(self.fence(&mut picture, number, line)?);
                continue;
            }
            if let Some(picture) = &mut picture {
                let wrong = || self.mistake(number, "a row of a picture is `S1* 1 2` or `S3 1 <- 2 from S1`");
                picture.rows.push(PictureRow::read(line).ok_or_else(wrong)?);
                continue;
            }
            let heading = line.starts_with('#');
            if heading {
                blocks.push(self.heading(number, line, blocks.is_empty())?);
                (in_fields, after_blank) = (true, true);
                continue;
            }
            let Some(block) = blocks.last_mut() else {
                return Err(self.mistake(number, "a file begins with `# Title`"));
            };
            if line.trim().is_empty() {
                (in_fields, after_blank) = (false, true);
            } else if in_fields {
                block.fields.push(self.field_line(number, line)?);
            } else {
                self.body_line(block, number, line, after_blank)?;
                after_blank = false;
            }
        }
        if picture.is_some() {
            return Err(self.mistake(text.lines().count(), "a picture ends with `:::`"));
        }
        if blocks.is_empty() { Err(self.mistake(1, "a file begins with `# Title`")) } else { Ok(blocks) }
    }

    fn heading(&self, line: usize, text: &str, first: bool) -> Result<Block, Mistake> {
        let (kind, name) = match (first, text.strip_prefix("# "), text.strip_prefix("## ")) {
            (true, Some(title), _) => ("title", title),
            (true, None, _) => return Err(self.mistake(line, "a file begins with `# Title`")),
            (false, _, Some(heading)) => heading
                .split_once(' ')
                .ok_or_else(|| self.mistake(line, "a heading has a kind and a name: `## panel c`"))?,
            (false, ..) => return Err(self.mistake(line, "a heading inside a file begins with `## `")),
        };
        Ok(Block {
            line,
            kind: kind.to_owned(),
            name: name.trim().to_owned(),
            fields: Vec::new(),
            options: Vec::new(),
            paragraphs: Vec::new(),
            pictures: Vec::new(),
            notes: Vec::new(),
        })
    }

    /// Begins a picture, or ends the one that is open and returns it.
    fn fence(&self, open: &mut Option<Picture>, line: usize, text: &str) -> Result<Option<Picture>, Mistake> {
        match (open.take(), text.strip_prefix("::: logs ")) {
            (Some(picture), None) if text.trim_end() == ":::" => Ok(Some(picture)),
            (None, Some(caption)) => {
                *open = Some(Picture::new(line, caption));
                Ok(None)
            }
            _ => Err(self.mistake(line, "a picture begins with `::: logs CAPTION` and ends with `:::`")),
        }
    }

    fn field_line(&self, line: usize, text: &str) -> Result<(usize, String, String), Mistake> {
        let (key, value) = text.split_once(':').ok_or_else(|| {
            self.mistake(line, "under a heading come lines `field: text`, then a blank line")
        })?;
        Ok((line, key.trim().to_owned(), value.trim().to_owned()))
    }

    fn body_line(
        &self,
        block: &mut Block,
        line: usize,
        text: &str,
        after_blank: bool,
    ) -> Result<(), Mistake> {
        if let Some(note) = text.strip_prefix("> ") {
            block.notes.push((line, note.trim().to_owned()));
        } else if let Some(option) = text.strip_prefix("- [") {
            let (mark, option) = option
                .split_once("] ")
                .filter(|(mark, _)| matches!(*mark, " " | "x"))
                .ok_or_else(|| self.mistake(line, "an option is `- [ ] text`, the right one `- [x] text`"))?;
            block.options.push((line, option.trim().to_owned(), mark == "x", String::new()));
        } else if let Some(reason) = text.strip_prefix("  ") {
            match block.options.last_mut() {
                Some((.., before)) if before.is_empty() => reason.trim().clone_into(before),
                _ => return Err(self.mistake(line, "an indented line is the reason of the option above it")),
            }
        } else {
            match block.paragraphs.last_mut() {
                Some((_, before)) if !after_blank => {
                    before.push(' ');
                    before.push_str(text.trim());
                }
                _ => block.paragraphs.push((line, text.trim().to_owned())),
            }
        }
        Ok(())
    }

    fn panel(&self, mut block: Block) -> Result<Panel, Mistake> {
        let title = self.field(&mut block, "title")?;
        let short = self.field(&mut block, "short")?;
        let hidden = self.field(&mut block, "hidden")?;
        let paragraphs = self.paragraphs(&mut block)?;
        let pictures = std::mem::take(&mut block.pictures);
        let notes = self.inlines(std::mem::take(&mut block.notes))?;
        self.nothing_left(&block)?;
        Ok(Panel { line: block.line, anchor: block.name, title, short, hidden, paragraphs, pictures, notes })
    }

    fn question(&self, mut block: Block, panel: String) -> Result<Question, Mistake> {
        let prompt = self.field(&mut block, "prompt")?;
        let answered = self.field(&mut block, "answered")?;
        let tells = self.spare_field(&mut block, "tells")?;
        let tells = tells
            .map_or(Vec::new(), |(_, words)| words.split('|').map(|word| word.trim().to_owned()).collect());
        let reveal = self.paragraphs(&mut block)?;
        let options = std::mem::take(&mut block.options);
        self.nothing_left(&block)?;
        if options.len() < 2 {
            return Err(self.mistake(block.line, "a question has at least two options"));
        }
        let right: Vec<usize> =
            options.iter().enumerate().filter(|(_, option)| option.2).map(|(place, _)| place + 1).collect();
        let &[answer] = right.as_slice() else {
            return Err(self.mistake(block.line, "exactly one option is marked `[x]`"));
        };
        if let Some((line, ..)) = options.iter().find(|option| option.3.is_empty()) {
            return Err(self.mistake(*line, "under an option stands its reason, indented"));
        }
        let options = options.into_iter().map(|(_, text, _, reason)| (text, reason)).collect();
        let (line, key) = (block.line, block.name);
        Ok(Question { line, key, panel, prompt, answered, tells, options, answer, reveal })
    }

    /// Takes a field out of its block that may be left out: its line and its text.
    fn spare_field(&self, block: &mut Block, name: &str) -> Result<Option<(usize, String)>, Mistake> {
        let Some((line, ..)) = block.fields.iter().find(|(_, key, _)| key == name) else { return Ok(None) };
        let line = *line;
        Ok(Some((line, self.field(block, name)?)))
    }

    /// Reads `letters: S2 a, S3 b`.
    fn letters(&self, block: &mut Block) -> Result<Vec<(String, String)>, Mistake> {
        let Some((line, text)) = self.spare_field(block, "letters")? else { return Ok(Vec::new()) };
        let pair = |pair: &str| {
            let (server, letter) = pair.trim().split_once(' ')?;
            Some((picture::server(server)?, letter.to_owned()))
        };
        let pairs: Option<Vec<_>> = text.split(',').map(pair).collect();
        pairs.ok_or_else(|| self.mistake(line, "letters of a figure are `S2 a, S3 b`"))
    }

    /// Takes a field out of its block.
    fn field(&self, block: &mut Block, name: &str) -> Result<String, Mistake> {
        let place = block.fields.iter().position(|(_, key, _)| key == name);
        let place =
            place.ok_or_else(|| self.mistake(block.line, format!("`{name}: ...` is missing here")))?;
        let (line, _, value) = block.fields.remove(place);
        if value.is_empty() && name != "section" {
            return Err(self.mistake(line, format!("`{name}:` is empty")));
        }
        Ok(value)
    }

    /// Takes the paragraphs out of a block; there must be some.
    fn paragraphs(&self, block: &mut Block) -> Result<Vec<Paragraph>, Mistake> {
        if block.paragraphs.is_empty() {
            return Err(self.mistake(block.line, "there is no text under this heading"));
        }
        self.inlines(std::mem::take(&mut block.paragraphs))
    }

    /// What nobody has taken does not belong here.
    fn nothing_left(&self, block: &Block) -> Result<(), Mistake> {
        if let Some((line, key, _)) = block.fields.first() {
            return Err(self.mistake(*line, format!("`{key}:` does not belong here")));
        }
        let picture = block.pictures.first().map(|picture| picture.line);
        let text = block.paragraphs.first().or(block.notes.first()).map(|(line, _)| *line).or(picture);
        match text.or(block.options.first().map(|(line, ..)| *line)) {
            Some(line) => Err(self.mistake(line, "this does not belong here")),
            None => Ok(()),
        }
    }

    fn inlines(&self, paragraphs: Vec<(usize, String)>) -> Result<Vec<Paragraph>, Mistake> {
        paragraphs.into_iter().map(|(line, text)| self.inline(line, &text)).collect()
    }

    /// Splits a paragraph at its marks.
    fn inline(&self, line: usize, text: &str) -> Result<Paragraph, Mistake> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(place) = rest.find(['*', '`', '[']) {
            let (plain, marked) = rest.split_at(place);
            if !plain.is_empty() {
                pieces.push(Inline::Plain(plain.to_owned()));
            }
            let (piece, after) = self.marked(line, marked)?;
            pieces.push(piece);
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Inline::Plain(rest.to_owned()));
        }
        Ok(pieces)
    }

    /// Reads one mark, and returns what follows it.
    fn marked<'t>(&self, line: usize, text: &'t str) -> Result<(Inline, &'t str), Mistake> {
        let unclosed = |mark: &str| self.mistake(line, format!("{mark} has no end"));
        if let Some(inside) = text.strip_prefix("**") {
            let (bold, after) = inside.split_once("**").ok_or_else(|| unclosed("**"))?;
            return Ok((Inline::Bold(bold.to_owned()), after));
        }
        if let Some(inside) = text.strip_prefix('`') {
            let (code, after) = inside.split_once('`').ok_or_else(|| unclosed("`"))?;
            return Ok((Inline::Code(code.to_owned()), after));
        }
        if let Some(inside) = text.strip_prefix('[') {
            let (word, after) = inside.split_once("](#").ok_or_else(|| unclosed("["))?;
            let (key, after) = after.split_once(')').ok_or_else(|| unclosed("["))?;
            if !self.keys.contains(&key) {
                return Err(self.mistake(line, format!("the glossary has no word `{key}`")));
            }
            return Ok((Inline::Glossary { text: word.to_owned(), key: key.to_owned() }, after));
        }
        Err(self.mistake(line, "a single `*` has no meaning; bold is `**text**`"))
    }
}
