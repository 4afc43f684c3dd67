//! Small pictures of logs in a lesson. `build.rs` tells the format.

/// A small picture of a few logs.
#[derive(Debug)]
pub(crate) struct Picture {
    pub(crate) line: usize,
    pub(crate) caption: String,
    pub(crate) rows: Vec<PictureRow>,
}

/// One log in a picture.
#[derive(Debug)]
pub(crate) struct PictureRow {
    /// As it stands in the file.
    pub(crate) text: String,
    pub(crate) server: String,
    pub(crate) leads: bool,
    /// The terms of its entries.
    pub(crate) terms: Vec<u32>,
    /// The terms of the entries that are coming to it.
    pub(crate) arriving: Vec<u32>,
    /// Where they come from; empty if none come.
    pub(crate) from: String,
}

impl Picture {
    /// A picture that begins at this line.
    pub(crate) fn new(line: usize, caption: &str) -> Self {
        Self { line, caption: caption.trim().to_owned(), rows: Vec::new() }
    }

    /// The rows as they stand in the file.
    pub(crate) fn text(&self) -> String {
        let rows: Vec<&str> = self.rows.iter().map(|row| row.text.as_str()).collect();
        rows.join(", ")
    }
}

impl PictureRow {
    /// Reads `S1* 1 2` or `S3 1 <- 2 from S1`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (name, log) = text.split_once(' ')?;
        let (there, arriving, from) = match log.split_once("<-") {
            None => (log, Vec::new(), String::new()),
            Some((there, rest)) => {
                let (arriving, from) = rest.split_once("from")?;
                (there, terms(arriving)?, server(from.trim())?)
            }
        };
        Some(Self {
            text: text.trim().to_owned(),
            server: server(name.trim_end_matches('*'))?,
            leads: name.ends_with('*'),
            terms: terms(there)?,
            arriving,
            from,
        })
    }
}

fn terms(text: &str) -> Option<Vec<u32>> {
    text.split_whitespace().map(|term| term.parse().ok()).collect()
}

/// Reads `S3`.
pub(crate) fn server(text: &str) -> Option<String> {
    let number: u8 = text.strip_prefix('S')?.parse().ok()?;
    Some(format!("S{number}"))
}
