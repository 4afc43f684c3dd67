//! The hash of an address.

use super::LinkError;
use crate::syntax::Name;
use core::fmt;

/// What an address asks for. Parts that this version does not know are ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hash {
    /// What to show; `None`: whatever is shown to a visitor.
    pub source: Option<Source>,
    /// Where in it.
    pub at: Option<At>,
    /// The language's tag: `zh-CN`.
    pub language: Option<String>,
}

/// What to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `s=figure-8@1`: a scenario of the library.
    Scenario {
        /// Its name.
        slug: Name,
        /// The version the link was made for.
        version: Option<u32>,
    },
    /// `r=...`: a run, for [`super::Run::decode`].
    Run(String),
    /// `t=...`: the text of a script, in [`super::base64`].
    Script(String),
}

/// Where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// `at=c`: a panel.
    Panel(Name),
    /// `at=97`, `at=d.97`: an event, on the main branch or on another.
    Event {
        /// The branch; `None`: the main one.
        branch: Option<Name>,
        /// The event's number.
        event: u32,
    },
}

impl Hash {
    /// Reads a hash, with or without its `#`.
    ///
    /// # Errors
    /// Which part makes no sense.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let mut hash = Self::default();
        let text = text.strip_prefix('#').unwrap_or(text);
        for part in text.split('&') {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            match key {
                "r" => hash.source = Some(Source::Run(value.to_owned())),
                "t" => hash.source = Some(Source::Script(value.to_owned())),
                "s" => hash.source = Some(scenario(&plain(value)).ok_or(LinkError::Part { key: "s" })?),
                "at" => hash.at = Some(at(&plain(value)).ok_or(LinkError::Part { key: "at" })?),
                "lang" => {
                    let tag = plain(value);
                    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
                    if tag.is_empty() || tag.len() > 35 || !tag.chars().all(fits) {
                        return Err(LinkError::Part { key: "lang" });
                    }
                    hash.language = Some(tag);
                }
                _ => {}
            }
        }
        Ok(hash)
    }
}

/// Some programs write `%40` for `@`. Anything else that is percent-encoded has no place here.
fn plain(value: &str) -> String {
    let mut pieces = value.split('%');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    // Piece by piece, since looking for a text instead of a letter is 1 KB more of the page.
    for piece in pieces {
        let at = piece.strip_prefix("40");
        plain.push_str(if at.is_some() { "@" } else { "%" });
        plain.push_str(at.unwrap_or(piece));
    }
    plain
}

fn scenario(value: &str) -> Option<Source> {
    let (slug, version) = match value.split_once('@') {
        None => (value, None),
        Some((slug, version)) => (slug, Some(number(version)?)),
    };
    Some(Source::Scenario { slug: Name::new(slug)?, version })
}

fn at(value: &str) -> Option<At> {
    if let Some((branch, event)) = value.split_once('.') {
        return Some(At::Event { branch: Some(Name::new(branch)?), event: number(event)? });
    }
    match number(value) {
        Some(event) => Some(At::Event { branch: None, event }),
        None => Name::new(value).map(At::Panel),
    }
}

/// Digits and nothing else.
fn number(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

impl fmt::Display for Hash {
    /// With its `#`; nothing at all if it asks for nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = self.source.as_ref().map(|source| match source {
            Source::Scenario { slug, version: None } => format!("s={slug}"),
            Source::Scenario { slug, version: Some(version) } => format!("s={slug}@{version}"),
            Source::Run(text) => format!("r={text}"),
            Source::Script(text) => format!("t={text}"),
        });
        let at = self.at.as_ref().map(|at| match at {
            At::Panel(name) => format!("at={name}"),
            At::Event { branch: None, event } => format!("at={event}"),
            At::Event { branch: Some(branch), event } => format!("at={branch}.{event}"),
        });
        let language = self.language.as_ref().map(|tag| format!("lang={tag}"));
        let parts: Vec<String> = [source, at, language].into_iter().flatten().collect();
        if parts.is_empty() { Ok(()) } else { write!(f, "#{}", parts.join("&")) }
    }
}
