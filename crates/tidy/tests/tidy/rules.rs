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
    files.retain(|file| {
        !file.path.ends_with("/rules.rs")
            && !file.path.ends_with("/explained.rs")
            && !file.path.ends_with("/change.rs")
    });
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
    let steps = files::within("crates/raft-core/tests/paper/rules", &["rs"]);
    let runs = files::within("crates/cluster/tests/world/rules_", &["rs"]);
    assert_eq!((steps.len(), runs.len()), (2, 3), "the tests of rules have moved; tell tidy where");
    for rule in Rule::ALL {
        let test = format!("fn {}()", rule.name().replace('-', "_"));
        let tested = |files: &[SourceFile]| files.iter().any(|file| file.text.contains(&test));
        // A rule that only a clocked world has is tested there.
        let clocked = *rule == Rule::RandomTimeouts;
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

#[test]
fn each_rule_has_a_scenario_with_it_and_without_it() {
    let files = files::within("scenarios/rules/", &["raft"]);
    for rule in Rule::ALL {
        let path = format!("scenarios/rules/{}.raft", rule.name());
        let file = files.iter().find(|file| file.path == path);
        let text =
            file.unwrap_or_else(|| panic!("write {path}: a run with the rule and one without")).text.as_str();
        let first = format!("# §{}: ", rule.section());
        assert!(text.starts_with(&first), "{path}: say in a line, from `{first}`, what happens");
        for line in [&format!("title rule-{}", rule.name()), "panel start", "panel on", "panel off"] {
            assert!(text.lines().any(|found| found == line), "{path}: it has no line `{line}`");
        }
    }
    assert_eq!(files.len(), Rule::ALL.len(), "a file in scenarios/rules is about no rule");
}
