//! Collects what is said in two languages out of the crate's own sources: the pairs of literals in
//! `say!(language, "..", "..", [..])` and `word!(language, "..", "..")`, and those after the names in
//! `texts! { name: "..", ".."; }` and `rule_names! { .. }`.
//!
//! They become the first lines of each language's words, in the order in which they stand in the
//! sources; equal pairs share a line. Where `{name}` stands in a sentence, its line has a
//! control character: the first of `template.rs` for the first name that is listed, and so on.

use crate::template::{FIRST_NAME, MOST_NAMES, key};
use proc_macro2::{Literal, TokenStream, TokenTree};
use std::fmt::Write as _;

/// What is said, in both languages.
#[derive(Default)]
pub(crate) struct Said {
    /// Each pair once.
    pairs: Vec<Pair>,
}

/// Two texts that say the same.
struct Pair {
    texts: [String; 2],
    /// The names in the texts, in the order of their arguments.
    names: Vec<String>,
    key: u64,
}

impl Said {
    /// Adds what stands in a source.
    pub(crate) fn collect(&mut self, file: &str, source: &str) -> Result<(), String> {
        let tokens: TokenStream = source.parse().map_err(|error| format!("{file}: {error}"))?;
        self.walk(tokens).map_err(|mistake| format!("{file}: {mistake}"))
    }

    fn walk(&mut self, tokens: TokenStream) -> Result<(), String> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (place, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else { continue };
            match called(&tokens[..place]).as_str() {
                "say" | "word" => self.sentence(group.stream())?,
                "texts" | "rule_names" => self.table(group.stream())?,
                // What stands in a macro's own rules are no sentences yet.
                "macro_rules" => continue,
                _ => {}
            }
            self.walk(group.stream())?;
        }
        Ok(())
    }

    /// `language, "..", "..", [name, name]`. Where no two literals are, the compiler does not find its
    /// pair and tells the place.
    fn sentence(&mut self, tokens: TokenStream) -> Result<(), String> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let arguments: Vec<&[TokenTree]> = tokens.split(|token| is_mark(token, ',')).collect();
        let [_, [TokenTree::Literal(english)], [TokenTree::Literal(chinese)], rest @ ..] = &arguments[..]
        else {
            return Ok(());
        };
        let names = match rest {
            [[TokenTree::Group(names)], ..] => names.stream().into_iter().filter_map(name).collect(),
            _ => Vec::new(),
        };
        self.add(english, chinese, names)
    }

    /// `name: "..", ".."; name: "..", "..";`
    fn table(&mut self, tokens: TokenStream) -> Result<(), String> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for row in tokens.split(|token| is_mark(token, ';')) {
            if let [.., TokenTree::Literal(english), _, TokenTree::Literal(chinese)] = row {
                self.add(english, chinese, Vec::new())?;
            }
        }
        Ok(())
    }

    fn add(&mut self, english: &Literal, chinese: &Literal, names: Vec<String>) -> Result<(), String> {
        let texts = [text(english)?, text(chinese)?];
        if names.len() > MOST_NAMES {
            return Err(format!("more than {MOST_NAMES} names in {:?}", texts[0]));
        }
        if let Some(text) = texts.iter().find(|text| text.chars().any(char::is_control)) {
            return Err(format!("a sentence is one line without control characters: {text:?}"));
        }
        let listed: Vec<&str> = names.iter().map(String::as_str).collect();
        let key = key(&texts[0], &texts[1], &listed);
        match self.pairs.iter().find(|pair| pair.key == key) {
            Some(same) if same.texts == texts && same.names == names => Ok(()),
            Some(other) => Err(format!("{:?} and {:?} have the same key", other.texts[0], texts[0])),
            None => {
                self.pairs.push(Pair { texts, names, key });
                Ok(())
            }
        }
    }

    /// The lines of a language, by its place among the literals.
    pub(crate) fn lines(&self, language: usize) -> impl Iterator<Item = String> {
        self.pairs.iter().map(move |pair| {
            let numbered = (FIRST_NAME..).zip(&pair.names).map(|(number, name)| (char::from(number), name));
            numbered.fold(pair.texts[language].clone(), |text, (number, name)| {
                text.replace(&["{", name, "}"].concat(), number.encode_utf8(&mut [0; 4]))
            })
        })
    }

    /// How many lines there are and where each pair is among them, as Rust.
    pub(crate) fn places(&self) -> String {
        let mut places: Vec<(u64, usize)> =
            self.pairs.iter().enumerate().map(|(place, pair)| (pair.key, place)).collect();
        places.sort_unstable();
        let count = places.len();
        let mut code = format!("const LINES: usize = {count};\nstatic PLACES: [(u64, usize); {count}] = [\n");
        for (key, place) in places {
            let _ = writeln!(code, "({key:#018x}, {place}),");
        }
        code.push_str("];\n");
        code
    }
}

/// The macro whose arguments come after these tokens; empty if it is none. `macro_rules! name` counts
/// as a call of `macro_rules`.
fn called(before: &[TokenTree]) -> String {
    match before {
        [.., TokenTree::Ident(name), mark] if is_mark(mark, '!') => name.to_string(),
        [.., TokenTree::Ident(rules), mark, TokenTree::Ident(_)] if is_mark(mark, '!') => rules.to_string(),
        _ => String::new(),
    }
}

fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(found) if found.as_char() == mark)
}

fn name(token: TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    }
}

/// What a literal of text says.
fn text(literal: &Literal) -> Result<String, String> {
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Str(text) => Ok(text.value()),
        _ => Err(format!("{literal} is no text")),
    }
}
