use crate::built_in;
use raft_core::Rule;
use std::fs;
use std::path::Path;

#[test]
fn every_rule_has_its_lines_and_they_are_in_the_source() {
    let code = built_in::code().expect("the code of the rules");
    assert_eq!(code.rules.len(), Rule::ALL.len());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for rule in Rule::ALL {
        let lines = code.of(*rule).unwrap_or_else(|| panic!("{}", rule.name()));
        assert!(lines.lines[lines.marked].contains(&format!("Rule::{rule:?}")), "{}", rule.name());
        assert!(lines.lines.len() <= 26, "{}: {} lines", rule.name(), lines.lines.len());
        assert!(lines.lines.iter().any(|line| line.contains('§')), "{} cites no section", rule.name());
        let source = fs::read_to_string(root.join(lines.file)).expect(lines.file);
        assert!(source.contains(&format!("fn {}", lines.function)), "{}", rule.name());
        for line in lines.lines.iter().filter(|line| line.trim() != "…") {
            assert!(source.contains(line), "{}: {line:?} is not in {}", rule.name(), lines.file);
        }
    }
}
