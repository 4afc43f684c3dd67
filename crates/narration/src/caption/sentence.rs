//! A sentence about one server: what it does, one thing after the other, and why.

use crate::Language;
use raft_core::ServerId;

/// "S2 enters term 3 and refuses S5: its last term is 2, S5's 1; the link to S4 is cut."
pub(super) struct Sentence {
    language: Language,
    subject: String,
    /// "enters term 3", "refuses S5"
    verbs: Vec<String>,
    /// "its last term is 2, S5's 1"
    reason: Option<String>,
    /// "the link to S4 is cut"
    notes: Vec<String>,
}

impl Sentence {
    pub(super) fn about(language: Language, subject: ServerId) -> Self {
        Self { language, subject: subject.to_string(), verbs: Vec::new(), reason: None, notes: Vec::new() }
    }

    /// One more thing that the subject does.
    pub(super) fn does(&mut self, verb: String) {
        self.verbs.push(verb);
    }

    /// Why it does the last of them, or what came of it. The first reason stays.
    pub(super) fn because(&mut self, reason: String) {
        self.reason.get_or_insert(reason);
    }

    pub(super) fn has_reason(&self) -> bool {
        self.reason.is_some()
    }

    /// What is true besides.
    pub(super) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.verbs.is_empty()
    }

    /// How many things the subject does so far.
    pub(super) fn len(&self) -> usize {
        self.verbs.len()
    }

    /// The whole, with its full stop.
    pub(super) fn finish(self) -> String {
        let (comma, and, colon, semicolon, stop) = match self.language {
            Language::English => (", ", " and ", ": ", "; ", "."),
            Language::Chinese => ("，", "，并", "：", "；", "。"),
        };
        let mut text = self.subject;
        text.push(' ');
        let last = self.verbs.len().saturating_sub(1);
        for (place, verb) in self.verbs.iter().enumerate() {
            if place > 0 {
                text.push_str(if place == last { and } else { comma });
            }
            text.push_str(verb);
        }
        if let Some(reason) = self.reason {
            text.push_str(colon);
            text.push_str(&reason);
        }
        for note in self.notes {
            text.push_str(semicolon);
            text.push_str(&note);
        }
        text.push_str(stop);
        text
    }
}
