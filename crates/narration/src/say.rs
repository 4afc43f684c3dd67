//! Saying the same in two languages.
//!
//! A sentence is a pair of templates with names in braces. They stand here in the sources, and only
//! here: the build script collects them, and writes a text with all templates of a language, a line
//! each (see `build/words.rs`). Compiled, a sentence is the number of its line. One call fills in the
//! template of whichever language is wanted. The compiler still checks the names.

use crate::Language;
use crate::template::FIRST_NAME;
use crate::words::line;
use cluster::MessageId;
use raft_core::{Index, ServerId, ServerSet, Term};
use std::fmt::Write;

/// `say!(language, "{me} votes for {other}", "{me} 投票给 {other}", [me, other])`: the names in
/// braces are variables in scope, listed after the templates. A name that is not listed, or is
/// listed and not used, does not compile.
macro_rules! say {
    ($language:expr, $english:literal, $chinese:literal $(, [$($name:ident),*])? $(,)?) => {
        $crate::say::fill(
            $language,
            const {
                let names: &[&str] = &[$($(stringify!($name)),*)?];
                $crate::template::check($english, $chinese, names);
                $crate::words::place($english, $chinese, names)
            },
            &[$($($crate::say::Argument::arg(&$name)),*)?],
        )
    };
}
pub(crate) use say;

/// `word!(language, "vote", "选票")`: a word or a sentence with nothing to fill in.
macro_rules! word {
    ($language:expr, $english:literal, $chinese:literal $(,)?) => {
        $crate::words::line($language, const { $crate::words::place($english, $chinese, &[]) })
    };
}
pub(crate) use word;

/// What can stand in a sentence.
#[derive(Clone, Copy)]
pub(crate) enum Arg<'a> {
    Number(u32),
    Server(ServerId),
    Servers(ServerSet),
    Message(MessageId),
    Text(&'a str),
}

/// A value that can be turned into an [`Arg`].
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

/// Puts the arguments where the template has the control characters for them.
#[inline(never)]
pub(crate) fn fill(language: Language, place: usize, arguments: &[Arg<'_>]) -> String {
    let template = line(language, place);
    let mut text = String::with_capacity(template.len() + 16);
    for c in template.chars() {
        match (c as usize).checked_sub(usize::from(FIRST_NAME)).and_then(|place| arguments.get(place)) {
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
