//! What goes back to the page, as one text.

/// Between two parts of an answer: no text has it.
const BETWEEN: &str = "\u{1e}";

/// What the laboratory answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// All there is to show.
    Shown(Shown),
    /// The chosen election as the text of a link's run, and its event in which the watch starts.
    Run(String, u32),
}

/// A part of what there is to show. What is HTML or SVG is put into the page as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// How many trials of the last series are done.
    Done,
    /// How many it is to have.
    Trials,
    /// 1: it is running.
    Running,
    /// 1: it can be kept, to compare others with it.
    CanKeep,
    /// The place of the chosen election by time, from 1; 0: none is chosen.
    Rank,
    /// Of so many.
    Of,
    /// The numbers of the series, with blanks between them.
    Numbers,
    /// The chosen election in words.
    Told,
    /// How far the series has come, in words.
    Progress,
    /// Why what is set cannot be run, if it cannot.
    Trouble,
    /// The list of presets, as HTML.
    Presets,
    /// The fields of the form, as HTML.
    Form,
    /// The distributions, as SVG.
    Curves,
    /// What stands beside them, as HTML.
    Beside,
    /// The quantiles, and what is known to differ from what was published, as HTML.
    Sheet,
    /// The quantiles as a file.
    Csv,
}

/// How many parts there are.
const PARTS: usize = Part::Csv as usize + 1;

/// All there is to show: each part as text; empty while there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown(Vec<String>);

impl Shown {
    /// These parts, in their order.
    pub(super) fn new(parts: [String; PARTS]) -> Self {
        Self(parts.into())
    }

    /// A part as text.
    #[must_use]
    pub fn text(&self, part: Part) -> &str {
        self.0.get(part as usize).map_or("", String::as_str)
    }

    /// A part that is a number.
    #[must_use]
    pub fn number(&self, part: Part) -> u32 {
        self.text(part).parse().unwrap_or_default()
    }
}

impl Answer {
    /// As one text.
    #[must_use]
    pub fn print(&self) -> String {
        match self {
            Self::Run(run, event) => [run.as_str(), &event.to_string()].join(BETWEEN),
            Self::Shown(shown) => shown.0.join(BETWEEN),
        }
    }

    /// Reads what [`print`](Self::print) has written.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<String> = text.split(BETWEEN).map(str::to_owned).collect();
        match &parts[..] {
            [run, event] => Some(Self::Run(run.clone(), event.parse().ok()?)),
            _ if parts.len() == PARTS => Some(Self::Shown(Shown(parts))),
            _ => None,
        }
    }
}
