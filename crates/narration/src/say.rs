//! Saying the same in two languages.
//!
//! A sentence is a pair of templates with names in braces. `format!` would do, but a page has
//! hundreds of sentences, and two calls of it for each are most of a small page's size: here one
//! call fills in whichever template is wanted. The compiler still checks the names.

use crate::Language;
use cluster::MessageId;
use raft_core::{Index, ServerId, ServerSet, Term};
use std::fmt::Write;

/// Two templates that say the same. Where an argument stands, they have a control character: 1 for
/// the first argument, 2 for the second.
pub(crate) struct Pair {
    pub(crate) english: &'static str,
    pub(crate) chinese: &'static str,
}

/// `say!(language, "{me} votes for {other}", "{me} 投票给 {other}", [me, other])`: the names in
/// braces are variables in scope, listed after the templates. A name that is not listed, or is
/// listed and not used, does not compile.
macro_rules! say {
    ($language:expr, $english:literal, $chinese:literal $(, [$($name:ident),*])? $(,)?) => {{
        const NAMES: &[&str] = &[$($(stringify!($name)),*)?];
        static ENGLISH: [u8; $crate::say::length($english, NAMES)] = $crate::say::numbered($english, NAMES);
        static CHINESE: [u8; $crate::say::length($chinese, NAMES)] = $crate::say::numbered($chinese, NAMES);
        static PAIR: $crate::say::Pair =
            $crate::say::Pair { english: $crate::say::text(&ENGLISH), chinese: $crate::say::text(&CHINESE) };
        const { $crate::say::check($english, $chinese, NAMES) }
        $crate::say::fill($language, &PAIR, &[$($($crate::say::Argument::arg(&$name)),*)?])
    }};
}
pub(crate) use say;

/// What can stand in a sentence.
#[derive(Clone, Copy)]
pub(crate) enum Arg<'a> {
    Number(u32),
    Server(ServerId),
    Servers(ServerSet),
    Message(MessageId),
    Text(&'a str),
}

/// Whatever can be turned into an [`Arg`].
pub(crate) trait Argument {
    fn arg(&self) -> Arg<'_>;
}

macro_rules! arguments {
    ($($kind:ty: |$value:ident| $arg:expr;)*) => {
        $(impl Argument for $kind {
            fn arg(&self) -> Arg<'_> {
                let $value = self;
                $arg
            }
        })*
    };
}

arguments! {
    u8: |number| Arg::Number(u32::from(*number));
    u16: |number| Arg::Number(u32::from(*number));
    u32: |number| Arg::Number(*number);
    usize: |number| Arg::Number(u32::try_from(*number).unwrap_or(u32::MAX));
    Term: |term| Arg::Number(term.0);
    Index: |index| Arg::Number(index.0);
    ServerId: |server| Arg::Server(*server);
    ServerSet: |servers| Arg::Servers(*servers);
    MessageId: |message| Arg::Message(*message);
    String: |text| Arg::Text(text);
    &str: |text| Arg::Text(text);
}

impl<T: Argument> Argument for &T {
    fn arg(&self) -> Arg<'_> {
        (**self).arg()
    }
}

/// Puts the arguments where the template has their numbers.
#[inline(never)]
pub(crate) fn fill(language: Language, pair: &Pair, arguments: &[Arg<'_>]) -> String {
    let template = language.pick(pair.english, pair.chinese);
    let mut text = String::with_capacity(template.len() + 16);
    for c in template.chars() {
        match (c as usize).checked_sub(1).and_then(|place| arguments.get(place)) {
            Some(argument) => push(&mut text, *argument),
            None => text.push(c),
        }
    }
    text
}

fn push(text: &mut String, argument: Arg<'_>) {
    // Writing into a string cannot fail.
    let _ = match argument {
        Arg::Number(number) => write!(text, "{number}"),
        Arg::Server(server) => write!(text, "{server}"),
        Arg::Servers(servers) => write!(text, "{servers}"),
        Arg::Message(message) => write!(text, "{message}"),
        Arg::Text(more) => text.write_str(more),
    };
}

/// While compiling: every listed name is in one of the templates.
pub(crate) const fn check(english: &str, chinese: &str, names: &[&str]) {
    assert!(names.len() < b' ' as usize, "too many names");
    let mut place = 0;
    while place < names.len() {
        let is_used = mentions(english, names[place]) || mentions(chinese, names[place]);
        assert!(is_used, "a name is listed and not used");
        place += 1;
    }
}

/// While compiling: how long the template is with numbers for names.
pub(crate) const fn length(template: &str, names: &[&str]) -> usize {
    let (mut at, mut length) = (0, 0);
    while at < template.len() {
        at += match name_at(template.as_bytes(), at, names) {
            Some(place) => names[place].len() + 2,
            None => 1,
        };
        length += 1;
    }
    length
}

/// While compiling: the template with numbers for names.
pub(crate) const fn numbered<const LENGTH: usize>(template: &str, names: &[&str]) -> [u8; LENGTH] {
    let bytes = template.as_bytes();
    let mut numbered = [0; LENGTH];
    let (mut at, mut length) = (0, 0);
    while at < bytes.len() {
        (numbered[length], at) = match name_at(bytes, at, names) {
            // There are fewer than 32 names.
            #[allow(clippy::cast_possible_truncation)]
            Some(place) => (place as u8 + 1, at + names[place].len() + 2),
            None => (bytes[at], at + 1),
        };
        length += 1;
    }
    numbered
}

/// While compiling: the same as text.
pub(crate) const fn text(numbered: &'static [u8]) -> &'static str {
    match core::str::from_utf8(numbered) {
        Ok(text) => text,
        Err(_) => panic!("a template is text"),
    }
}

/// Which of the names stands here in braces. An opening brace has to begin one of them.
const fn name_at(text: &[u8], at: usize, names: &[&str]) -> Option<usize> {
    if text[at] != b'{' {
        return None;
    }
    let mut place = 0;
    while place < names.len() {
        if stands_at(text, at, names[place].as_bytes()) {
            return Some(place);
        }
        place += 1;
    }
    panic!("a name in braces is not listed")
}

const fn mentions(template: &str, name: &str) -> bool {
    let mut at = 0;
    while at < template.len() {
        if stands_at(template.as_bytes(), at, name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether `{name}` stands in the text at this place.
const fn stands_at(text: &[u8], at: usize, name: &[u8]) -> bool {
    if at + name.len() + 1 >= text.len() || text[at] != b'{' || text[at + name.len() + 1] != b'}' {
        return false;
    }
    let mut place = 0;
    while place < name.len() {
        if text[at + 1 + place] != name[place] {
            return false;
        }
        place += 1;
    }
    true
}
