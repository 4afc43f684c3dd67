//! Each rule that can be switched off: one place that asks, and a test of what it does.

use crate::files::{self, SourceFile, has_word};
use raft_core::Rule;

/// Where Rust code of the core and the world, the lists of rules aside, names a rule.
fn places(files: &[SourceFile], rule: Rule) -> Vec<String> {
    let name = format!("Rule::{rule:?}");
    let mut found = Vec::new();
    for file in files {
        for (number, line) in file.code().filter(|(_, line)| has_word(line, &name)) {
            found.push(format!("{}:{number}: {}", file.path, line.trim()));
        }
    }
    found
}

#[test]
fn each_rule_is_consulted_at_one_place() {
    let mut files = files::within("crates/raft-core/src/", &["rs"]);
    files.extend(files::within("crates/cluster/src/", &["rs"]));
    files.retain(|file| !file.path.ends_with("/rules.rs") && !file.path.ends_with("/decision.rs"));
    for rule in Rule::ALL {
        let found = places(&files, *rule);
        assert_eq!(
            found.len(),
            1,
            "{} is to be asked about at exactly one place; it is asked at:\n  {}",
            rule.name(),
            found.join("\n  ")
        );
        assert!(found[0].contains(&format!(".has(Rule::{rule:?})")), "not a question: {}", found[0]);
    }
}

#[test]
fn each_rule_has_a_test_of_what_it_does_and_a_test_of_what_breaks() {
    let steps = files::within("crates/raft-core/tests/paper/rules.rs", &["rs"]);
    let runs = files::within("crates/cluster/tests/world/rules_", &["rs"]);
    assert_eq!((steps.len(), runs.len()), (1, 2), "the tests of rules have moved; tell tidy where");
    for rule in Rule::ALL {
        let test = format!("fn {}()", rule.name().replace('-', "_"));
        let tested = |files: &[SourceFile]| files.iter().any(|file| file.text.contains(&test));
        // Rules that only a clocked world has are tested there.
        let clocked = matches!(rule, Rule::RandomTimeouts | Rule::ResetTimerOnGrantOnly);
        assert!(clocked || tested(&steps), "write `{test}` in {}: a step, on and off", steps[0].path);
        assert!(tested(&runs), "write `{test}` in rules_break.rs or rules_spare.rs: a run, on and off");
    }
}

#[test]
fn each_rule_names_a_section_that_states_rules() {
    for rule in Rule::ALL {
        let section = rule.section();
        let paper = section.starts_with("5.") || ["6", "8"].contains(&section);
        assert!(paper, "{}: §{section} is not a section that states rules", rule.name());
    }
}
