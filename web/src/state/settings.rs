//! What a person sets once and for all.

use narration::Language;
use serde::{Deserialize, Serialize};

/// Settings, kept on this browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The language.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Whether keys of one letter do something.
    pub letter_keys: bool,
    /// Messages jump instead of travelling.
    pub less_motion: bool,
    /// Whether the notes for whoever speaks to a class stand below the lesson's text.
    pub speaker_notes: bool,
    /// Whether a question only shows its answers, for hands to go up, until it is revealed.
    pub hide_answers: bool,
    /// Whether `.` and `b`, which clickers send for a black screen, are heard as that.
    pub clicker_keys: bool,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The value of `<html data-theme>`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The next one, for a button that goes round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

impl Settings {
    /// What a first visit begins with.
    #[must_use]
    pub fn first(language: Language, less_motion: bool) -> Self {
        Self {
            language,
            theme: Theme::System,
            letter_keys: true,
            less_motion,
            speaker_notes: false,
            hide_answers: false,
            clicker_keys: false,
        }
    }

    /// The settings as one line to be stored: `zh-CN dark keys motion no-notes answers no-clicker`.
    #[must_use]
    pub fn to_line(self) -> String {
        let keys = if self.letter_keys { "keys" } else { "no-keys" };
        let motion = if self.less_motion { "no-motion" } else { "motion" };
        let notes = if self.speaker_notes { "notes" } else { "no-notes" };
        let answers = if self.hide_answers { "no-answers" } else { "answers" };
        let clicker = if self.clicker_keys { "clicker" } else { "no-clicker" };
        [self.language.code(), self.theme.name(), keys, motion, notes, answers, clicker].join(" ")
    }

    /// Reads such a line over what there is; words it does not know change nothing.
    #[must_use]
    pub fn with_line(mut self, line: &str) -> Self {
        for word in line.split(' ') {
            match word {
                "system" => self.theme = Theme::System,
                "light" => self.theme = Theme::Light,
                "dark" => self.theme = Theme::Dark,
                "keys" => self.letter_keys = true,
                "no-keys" => self.letter_keys = false,
                "motion" => self.less_motion = false,
                "no-motion" => self.less_motion = true,
                "notes" => self.speaker_notes = true,
                "no-notes" => self.speaker_notes = false,
                "answers" => self.hide_answers = false,
                "no-answers" => self.hide_answers = true,
                "clicker" => self.clicker_keys = true,
                "no-clicker" => self.clicker_keys = false,
                _ => self.language = Language::parse(word).unwrap_or(self.language),
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_settings_reads_back() {
        let first = Settings::first(Language::English, false);
        let other = Settings {
            language: Language::Chinese,
            theme: Theme::Dark,
            letter_keys: false,
            less_motion: true,
            speaker_notes: true,
            hide_answers: true,
            clicker_keys: true,
        };
        assert_eq!(first.with_line(&other.to_line()), other);
        assert_eq!(other.with_line(&first.to_line()), first);
    }

    #[test]
    fn a_foreign_line_changes_nothing() {
        let first = Settings::first(Language::English, false);
        assert_eq!(first.with_line("{\"a\": 1} xx-YY"), first);
    }
}
