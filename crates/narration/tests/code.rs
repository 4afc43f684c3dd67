//! How the build finds the lines of the core in which a rule is consulted.

// The build script's own file; it needs more of it than the tests do.
#[allow(dead_code)]
#[path = "../build/code.rs"]
mod code;

use code::{Excerpt, MOST_LINES, find, rules};

fn found(source: &str, variant: &str) -> Excerpt {
    find(&[("a.rs".to_owned(), source.to_owned())], variant).expect("one place")
}

fn shown(excerpt: &Excerpt) -> String {
    excerpt.lines.join("\n")
}

#[test]
fn a_short_function_is_taken_whole_with_what_is_said_about_it() {
    let source = "\
impl Server {
    /// Another.
    fn other(&self) {}

    /// Forgets (§5.1).
    #[inline]
    pub(crate) fn crash(&mut self, rules: Rules) {
        if !rules.has(Rule::PersistVote) {
            self.vote = None;
        }
    }
}
";
    let excerpt = found(source, "PersistVote");
    assert_eq!((excerpt.file.as_str(), excerpt.function.as_str(), excerpt.marked), ("a.rs", "crash", 2));
    assert_eq!(
        shown(&excerpt),
        "/// Forgets (§5.1).\npub(crate) fn crash(&mut self, rules: Rules) {\n    if !rules.has(Rule::PersistVote) {\n        self.vote = None;\n    }\n}"
    );
}

/// A function with a rule in its middle, and so many lines before and after.
fn long(before: usize, after: usize) -> String {
    let filler = |count: usize| "        self.step();\n".repeat(count);
    format!(
        "/// Does it (§5.3).\n    pub fn answer(\n        &self,\n    ) {{\n{}\n        // 2. Look first (§5.3).\n        let mine = \
         self.term();\n        let fits = mine == 2\n            || !rules.has(Rule::Check);\n        if !fits {{\n            return;\n        }}\n{}    }}\n",
        filler(before),
        filler(after)
    )
}

#[test]
fn of_a_long_function_the_part_with_its_comment_is_taken() {
    let excerpt = found(&long(30, 30), "Check");
    assert_eq!((excerpt.function.as_str(), excerpt.marked), ("answer", 3));
    assert_eq!(
        shown(&excerpt),
        "// 2. Look first (§5.3).\nlet mine = self.term();\nlet fits = mine == 2\n    || !rules.has(Rule::Check);\nif !fits {\n    return;\n}"
    );
}

#[test]
fn a_block_that_is_too_long_is_entered() {
    let inner = "        self.step();\n".repeat(30);
    let source = format!(
        "fn f() {{\n    for entry in entries {{\n        if rules.has(Rule::Check) {{\n            stop();\n        }}\n{inner}    }}\n}}\n"
    );
    assert_eq!(shown(&found(&source, "Check")), "if rules.has(Rule::Check) {\n    stop();\n}");
}

#[test]
fn a_part_at_the_beginning_has_the_head_of_its_function() {
    let filler = "    self.step();\n".repeat(30);
    let source = format!(
        "/// Does it (§5.2).\nfn f(\n    a: u8,\n) {{\n    if rules.has(Rule::Check) {{\n        return;\n    }}\n{filler}}}\n"
    );
    let excerpt = found(&source, "Check");
    assert_eq!(excerpt.lines.first().map(String::as_str), Some("/// Does it (§5.2)."));
    assert_eq!(excerpt.lines.last().map(String::as_str), Some("    …"));
    assert!(excerpt.lines.len() <= MOST_LINES);
}

#[test]
fn two_places_none_and_none_in_a_function_are_mistakes() {
    let ask = "fn f() {\n    rules.has(Rule::Check)\n}\n";
    let both = [("a.rs".to_owned(), ask.to_owned()), ("b.rs".to_owned(), ask.to_owned())];
    assert_eq!(find(&both, "Check").unwrap_err(), "b.rs:2: a second place that asks .has(Rule::Check)");
    assert_eq!(find(&both, "Other").unwrap_err(), "no place asks .has(Rule::Other)");
    let outside = [("a.rs".to_owned(), "const A: bool = rules.has(Rule::Check);\n".to_owned())];
    assert_eq!(find(&outside, "Check").unwrap_err(), "a.rs:1: outside of every function");
}

#[test]
fn rules_are_known_by_their_list() {
    let list = "rules! {\n    /// Text = \"not\", a rule.\n    OneVote = \"one-vote\", \"5.2\";\n    Retry = \"retry\", \"5.5\";\n}\n";
    let named = |variant: &str, name: &str| (variant.to_owned(), name.to_owned());
    assert_eq!(rules(list), [named("OneVote", "one-vote"), named("Retry", "retry")]);
}
